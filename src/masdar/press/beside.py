"""Two copies side by side: what was kept, what was cut, what was added.

The bars are drawn of the whole texts and tell lengths alone. Words are shown as far as both releases show
them, so that this page says nothing that the pages of the two articles do not.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from masdar import model
from masdar.arabic import fold as folding
from masdar.press import bidi, cards, errors, html, labels, links, times
from masdar.press.view import Page, View
from masdar.stories import align

# of the words that two releases show, so many are laid side by side
_SHOWN = 1_500
# passages that are drawn
_DRAWN = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A stretch of a text, in thousandths of its length."""

    start: int
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Words in a row: kept in the other text, or found in this one alone."""

    text: Markup
    kept: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the two texts."""

    card: cards.Card
    teller: str
    when: times.Written
    share: str
    words: int
    bars: list[Bar]
    pieces: list[Piece]
    tongue: Markup


def beside(view: View, *, a: str, b: str) -> Page:
    """Two copies of one text, what they share and what each has alone."""
    path = links.beside(a, b)
    ids = [model.ArticleId(a), model.ArticleId(b)]
    found = view.reading.releases.many(ids)
    if a == b or len(found) < 2:
        return errors.missing(view, path)
    releases = [found[id] for id in ids]
    for each in releases:
        if each.status is model.ReleaseStatus.WITHDRAWN:
            return errors.withdrawn(view, path, each)
    pair = next(
        (each for each in view.reading.groups.overlaps_of(ids[0]) if ids[1] in (each.a, each.b)), None
    )
    if pair is None:
        return errors.missing(view, path)
    whole = _aligned([_body(view, each) for each in ids])
    shown = [_shown(each) for each in releases]
    words = _aligned([" ".join(each) for each in shown]) if all(shown) else None
    return html.page(
        "beside.html",
        view,
        path,
        modified=max(each.checked for each in releases),
        headers={"x-robots-tag": "noindex"},
        level=labels.level(view, pair.level),
        share=view.percent(round(100 * pair.containment)),
        worded=words is not None,
        sides=[_side(view, releases[at], at, whole, words) for at in (0, 1)],
        swapped=view.path(links.beside(b, a)),
        all_copies=view.path(links.copies(a)),
    )


@dataclass(frozen=True, slots=True)
class _Texts:
    """Two texts in words, and how they lie."""

    printed: tuple[list[str], list[str]]
    alignment: align.Alignment


def _aligned(texts: Sequence[str]) -> _Texts:
    printed = [text.split() for text in texts]
    ours, theirs = ([" ".join(folding.words(word)) for word in each] for each in printed)
    return _Texts((printed[0], printed[1]), align.of(ours, theirs))


def _body(view: View, id: model.ArticleId) -> str:
    """The whole text; nothing of it but lengths leaves this room."""
    article = view.reading.articles.get(id)
    return article.body if article else ""


def _shown(release: model.Release) -> list[str]:
    text = " ".join(block.plain for block in release.blocks if block.plain)
    return text.split()[:_SHOWN]


def _side(view: View, release: model.Release, at: int, whole: _Texts, words: _Texts | None) -> Side:
    found = whole.alignment
    size = max(1, found.sizes[at])
    last = release.chain.links[-1].at
    said = cards.text(release) or release.title
    return Side(
        card=cards.of(view, release),
        teller=release.source_name,
        when=times.moment(view, last) if last else times.instant(view, release.taken),
        share=view.percent(round(100 * found.common / size)),
        words=found.sizes[at],
        bars=[_bar(view, _start(each, at), each.size, size) for each in found.passages[:_DRAWN]],
        pieces=_pieces(words, at, bidi.dir_of(said, release.language)) if words else [],
        tongue=bidi.tongue(said, release.language),
    )


def _bar(view: View, start: int, size: int, whole: int) -> Bar:
    """A stretch as drawn, from the side where reading begins."""
    wide = max(1, 1000 * size // whole)
    left = 1000 * start // whole
    return Bar(start=1000 - left - wide if view.dir == "rtl" else left, size=wide)


def _start(passage: align.Passage, at: int) -> int:
    return passage.b if at else passage.a


def _pieces(texts: _Texts, at: int, dir: str) -> list[Piece]:
    """A shown text in pieces, kept and alone in turns."""
    printed = texts.printed[at]
    ends = [0]
    for each in sorted(texts.alignment.passages, key=lambda passage: _start(passage, at)):
        # every second piece, from the second on, is kept
        ends += [_start(each, at), _start(each, at) + each.size]
    ends.append(len(printed))
    return [
        Piece(text=bidi.isolated(" ".join(printed[start:end]), dir), kept=number % 2 == 1)
        for number, (start, end) in enumerate(itertools.pairwise(ends))
        if end > start
    ]
