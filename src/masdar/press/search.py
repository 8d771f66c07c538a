"""Searching, as a page."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from markupsafe import Markup, escape

from masdar import model
from masdar.arabic import fold, tokens
from masdar.press import bidi, cards, html, links
from masdar.press.view import Page, View
from masdar.search import query

# on one page, and in all: who has not found it among these asks with other words
_LIMIT = 20
_MOST = 400
_ASKED = 300
_FIELD = 60
_AROUND = 12
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    card: cards.Card
    title: Markup
    snippet: Markup | None
    tongue: Markup


def search(
    view: View,
    *,
    q: str = "",
    source: str = "",
    after: str = "",
    before: str = "",
    sort: str = "",
    past: str = "",
) -> Page:
    """What is found for some words, the best or the newest first; nothing is asked of an empty box.

    The fields of the form say what could be typed as well: `source:wafa after:2026-01-01`. A page of the
    results begins past an article, so that what is taken in meanwhile moves no other page.
    """
    asked = q.strip()[:_ASKED]
    fields = {"source": source, "after": after, "before": before}
    typed = [asked, *(f'{name}:"{value[:_FIELD]}"' for name, value in fields.items() if value and asked)]
    whole = " ".join(typed)
    ids = [hit.article for hit in view.index.search(whole, limit=_MOST)] if asked else []
    if sort == "newest":
        ids.sort(key=_newest(_shown(view, ids)), reverse=True)
    start = ids.index(model.ArticleId(past)) + 1 if past in ids else 0
    on_page = ids[start : start + _LIMIT]
    releases = _shown(view, on_page)
    older = None
    if len(ids) > start + _LIMIT:
        asked_for = {"q": asked, **fields, "sort": sort, "past": on_page[-1]}
        older = links.asked(view.path("/search"), asked_for)
    clauses = query.parse(asked).clauses
    wanted = frozenset(
        _stem(word) for each in clauses if not each.without for word in _WORD.findall(each.text)
    )
    return html.page(
        "search.html",
        view,
        "/search",
        headers={"x-robots-tag": "noindex"},
        asked=asked,
        fields=fields,
        sort=sort,
        sources=[(each.id, each.name) for each in view.reading.sources.all() if each.enabled],
        results=[_result(view, each, wanted) for each in releases.values()],
        number=len(ids),
        more=len(ids) == _MOST,
        older=older,
    )


def _shown(view: View, ids: Sequence[model.ArticleId]) -> dict[model.ArticleId, model.Release]:
    """The releases of these articles that may be shown, in the order given."""
    found = view.reading.releases.many(ids)
    return {
        id: found[id] for id in ids if id in found and found[id].status is not model.ReleaseStatus.WITHDRAWN
    }


def _newest(
    releases: Mapping[model.ArticleId, model.Release],
) -> Callable[[model.ArticleId], tuple[datetime, str]]:
    oldest = datetime.min.replace(tzinfo=UTC)
    return lambda each: (releases[each].when if each in releases else oldest, each)


def _result(view: View, release: model.Release, wanted: frozenset[str]) -> Result:
    text = " ".join(block.plain for block in release.blocks if block.plain) or release.summary or ""
    return Result(
        card=cards.of(view, release),
        title=_marked(release.title, release.language, wanted),
        snippet=_marked(_snippet(text, wanted), release.language, wanted) if text else None,
        tongue=bidi.tongue(text or release.title, release.language),
    )


def _stem(word: str) -> str:
    folded = fold.key(word)
    return tokens.stem(folded) if folded else ""


def _snippet(text: str, wanted: frozenset[str]) -> str:
    """The words around the first that was asked for, within what may be shown."""
    words = text.split()
    at = next((n for n, word in enumerate(words) if _hit(word, wanted)), 0)
    start = max(0, at - _AROUND)
    end = min(len(words), start + 3 * _AROUND)
    return ("… " if start else "") + " ".join(words[start:end]) + (" …" if end < len(words) else "")


def _hit(word: str, wanted: frozenset[str]) -> bool:
    return any(_stem(part) in wanted for part in _WORD.findall(word))


def _marked(text: str, language: str, wanted: frozenset[str]) -> Markup:
    """A text with the words that were asked for marked, as they were written."""

    def mark(piece: str) -> Markup:
        parts: list[str] = []
        at = 0
        for found in _WORD.finditer(piece):
            if _stem(found[0]) in wanted:
                parts.append(f"{escape(piece[at : found.start()])}<mark>{escape(found[0])}</mark>")
                at = found.end()
        parts.append(escape(piece[at:]))
        return Markup("".join(parts))  # noqa: S704 - every part is escaped above

    return bidi.isolated(text, bidi.dir_of(text, language), mark)
