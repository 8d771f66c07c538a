"""The versions of one article: when each was seen, and what parts two of them.

The counts and the bar are drawn of the whole texts and tell lengths alone. Words are shown as far as the
releases of both versions show them, so that this page tells nothing that the article's own page would not.
"""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from masdar import model
from masdar.press import bidi, cards, downstream, errors, html, links, times
from masdar.press.view import Page, View
from masdar.rights import excerpt
from masdar.rights import release as rights
from masdar.trace import revision

# versions that are listed, the newest; a live text may have hundreds
_LISTED = 30
# of the words that two releases show, so many are compared
_SHOWN = 1_500
_WHOLE = excerpt.Budget(words=2 * _SHOWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A version in the list."""

    number: int
    name: Markup
    seen: times.Written
    # the origin's own word on when it changed
    said: times.Written | None
    what: list[Markup]
    # where it is compared with the one before; None for the first and for the one that is shown
    path: str | None
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A stretch of both texts laid together, in thousandths."""

    start: int
    size: int
    turn: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Words in a row that had the same fate: kept, added, removed."""

    text: Markup
    turn: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What parts two versions."""

    heading: Markup
    counts: list[Markup]
    bars: list[Bar]
    title: list[Piece]
    text: list[Piece]
    title_tongue: Markup
    text_tongue: Markup
    # whether the texts go on beyond the words that are shown
    more: bool


def versions(view: View, *, id: str, old: str = "", new: str = "") -> Page:
    """Every version that was seen, and the difference of two: the last two unless others are asked for."""
    path = links.versions(id)
    release = view.reading.releases.get(model.ArticleId(id))
    if release is None:
        return errors.missing(view, path)
    if release.status is model.ReleaseStatus.WITHDRAWN:
        return errors.withdrawn(view, path, release)
    articles = view.reading.articles.versions(release.id)
    pair = _pair(old, new, len(articles))
    return html.page(
        "versions.html",
        view,
        path,
        modified=release.checked,
        headers=downstream.headers(view, release) | {"x-robots-tag": "noindex"},
        release=release,
        card=cards.of(view, release),
        title=bidi.own(release.title, release.language),
        article_path=view.path(links.article(release)),
        number=len(articles),
        rows=list(_rows(view, path, articles, pair)),
        unlisted=max(0, len(articles) - _LISTED),
        difference=_difference(view, release, articles, pair) if pair else None,
        checked=times.instant(view, release.checked),
    )


def _pair(old: str, new: str, count: int) -> tuple[int, int] | None:
    """The two versions that are compared, by number from one; None where there is but one."""
    if count < 2:
        return None
    asked = [int(each) for each in (old, new) if each.isascii() and each.isdigit() and len(each) < 6]
    if len(asked) == 2 and 1 <= min(asked) < max(asked) <= count:
        return min(asked), max(asked)
    return count - 1, count


def _rows(
    view: View, path: str, articles: Sequence[model.Article], pair: tuple[int, int] | None
) -> Iterator[Row]:
    """The newest first."""
    first = max(0, len(articles) - _LISTED)
    for number in range(len(articles), first, -1):
        article = articles[number - 1]
        before = articles[number - 2] if number > 1 else None
        chosen = pair == (number - 1, number)
        asked = {"old": str(number - 1), "new": str(number)}
        yield Row(
            number=number,
            name=view.say("Version %(n)s", n=view.number(number)),
            seen=times.instant(view, article.seen),
            said=times.moment(view, article.modified) if article.modified else None,
            what=_what(view, revision.of(before, article)) if before else [view.say("as it was first seen")],
            path=None if before is None or chosen else links.asked(view.path(path), asked),
            chosen=chosen,
        )


def _what(view: View, found: model.Revision) -> list[Markup]:
    """What a version has otherwise than the one before, in a few words."""
    said = [view.say("the headline changed")] if found.title else []
    if not found.added and not found.removed:
        return said or [view.say("the words are the same")]
    if not found.substance:
        return [*said, view.say("spelling only")]
    if found.added:
        said.append(view.count("%(n)s word added", "%(n)s words added", found.added))
    if found.removed:
        said.append(view.count("%(n)s word removed", "%(n)s words removed", found.removed))
    return said


def _difference(
    view: View, release: model.Release, articles: Sequence[model.Article], pair: tuple[int, int]
) -> Difference:
    numbers = [view.number(each) for each in pair]
    pages = [articles[each - 1] for each in pair]
    found = revision.of(*pages)
    ruling = view.reading.desk.rulings([release.id]).get(release.id)
    # a headline that the desk took off stands in no version
    title = release.title if ruling is not None and (ruling.title or ruling.hush) else None
    shown = [
        release if number == len(articles) else rights.earlier(release, page, version=number, title=title)
        for number, page in zip(pair, pages, strict=True)
    ]
    texts = [_words(each) for each in shown]
    language = release.language
    dir = bidi.dir_of(" ".join(texts[1]) or release.title, language)
    titles = [each.title.split() for each in shown]
    title_dir = bidi.dir_of(shown[1].title, language)
    text = list(_pieces(*texts, dir=dir, room=_room(release, texts)))
    return Difference(
        heading=view.say("From version %(old)s to version %(new)s", old=numbers[0], new=numbers[1]),
        counts=[
            view.count("%(n)s word kept", "%(n)s words kept", found.kept),
            view.count("%(n)s word added", "%(n)s words added", found.added),
            view.count("%(n)s word removed", "%(n)s words removed", found.removed),
        ],
        bars=list(_bars(view, found)),
        title=list(_pieces(*titles, dir=title_dir, room=_WHOLE)) if titles[0] != titles[1] else [],
        text=text,
        title_tongue=bidi.tongue(shown[1].title, language),
        text_tongue=bidi.tongue(" ".join(texts[1]) or release.title, language),
        more=any(each.shortened for each in shown),
    )


def _words(release: model.Release) -> list[str]:
    """The words that a release shows of its text."""
    if not release.blocks:
        return (release.summary or "").split()[:_SHOWN]
    return " ".join(block.plain for block in release.blocks if block.plain).split()[:_SHOWN]


def _room(release: model.Release, texts: Sequence[Sequence[str]]) -> excerpt.Budget:
    """How much of both texts together is shown.

    Each of them keeps to the policy; laid into one another they must keep to it too.
    """
    if release.policy.show is model.Show.FULL:
        return _WHOLE
    return excerpt.Budget(words=max(map(len, texts)), signs=max(len(" ".join(each)) for each in texts))


def _pieces(old: Sequence[str], new: Sequence[str], *, dir: str, room: excerpt.Budget) -> Iterator[Piece]:
    """Two texts laid into one another, from their beginning on, within a budget."""
    for what, a, b, c, d in revision.align(old, new):
        runs = [(model.Turn.KEPT, new[c:d])]
        if what != "equal":
            runs = [(model.Turn.REMOVED, old[a:b]), (model.Turn.ADDED, new[c:d])]
        for turn, words in runs:
            kept = list(words)
            while kept and not room.bears(" ".join(kept)):
                kept.pop()
            if kept:
                yield Piece(text=bidi.isolated(" ".join(kept), dir), turn=turn.value)
            if len(kept) < len(words):
                return
            room = room.less(" ".join(kept) + " ")


def _bars(view: View, found: model.Revision) -> Iterator[Bar]:
    """The stretches as drawn, from the side where reading begins."""
    whole = sum(each.words for each in found.stretches) or 1
    ends = [0, *itertools.accumulate(each.words for each in found.stretches)]
    for each, (start, end) in zip(found.stretches, itertools.pairwise(ends), strict=True):
        left, right = 1000 * start // whole, 1000 * end // whole
        wide = max(2, right - left)
        yield Bar(start=1000 - left - wide if view.dir == "rtl" else left, size=wide, turn=each.turn.value)
