"""Searching, as a page."""

import re
from dataclasses import dataclass

from markupsafe import Markup, escape

from masdar import model
from masdar.arabic import fold, tokens
from masdar.press import bidi, cards, html
from masdar.press.view import Page, View
from masdar.search import query

_LIMIT = 40
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
    view: View, *, q: str = "", source: str = "", after: str = "", before: str = "", sort: str = ""
) -> Page:
    """What is found for some words, the best or the newest first; nothing is asked of an empty box.

    The fields of the form say what could be typed as well: `source:wafa after:2026-01-01`.
    """
    asked = q.strip()[:_ASKED]
    fields = {"source": source, "after": after, "before": before}
    typed = [asked, *(f'{name}:"{value[:_FIELD]}"' for name, value in fields.items() if value and asked)]
    whole = " ".join(typed)
    hits = view.index.search(whole, limit=_LIMIT) if asked else ()
    found = view.reading.releases.many([hit.article for hit in hits])
    releases = [
        found[hit.article]
        for hit in hits
        if hit.article in found and found[hit.article].status is not model.ReleaseStatus.WITHDRAWN
    ]
    if sort == "newest":
        releases.sort(key=lambda each: (each.when, each.id), reverse=True)
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
        results=[_result(view, each, wanted) for each in releases],
    )


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
