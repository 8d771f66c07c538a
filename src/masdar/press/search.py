"""Searching, as a page; and what is found as a feed and as a table to take away."""

import csv
import io
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from markupsafe import Markup, escape

from masdar import model
from masdar.press import bidi, cards, html, labels, links, together
from masdar.press.view import Page, View
from masdar.search import highlights, query

# on one page, in one table to take away
_LIMIT = 20
_ROWS = 1_000
_ASKED = 300
_FIELD = 60
# values of a facet, and bars of the days
_VALUES, _BARS = 8, 60
# of a drawing of days: the width of a bar with its gap, and the height
_WIDE, _HIGH = 8, 48
# what a spreadsheet would take for a formula
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question with the fields of the form; they say what could be typed as well."""

    q: str = ""
    source: str = ""
    after: str = ""
    before: str = ""

    @property
    def typed(self) -> str:
        """The whole question: `source:wafa after:2026-01-01`."""
        said = self.q.strip()[:_ASKED]
        fields = {"source": self.source, "after": self.after, "before": self.before}
        if not said:
            return ""
        return " ".join([said, *(f'{name}:"{value[:_FIELD]}"' for name, value in fields.items() if value)])

    def link(self, view: View, path: str, **more: str) -> str:
        values = {"q": self.q.strip()[:_ASKED], "source": self.source, "after": self.after}
        return links.asked(view.path(path), {**values, "before": self.before, **more})


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    card: cards.Card
    title: Markup
    snippet: Markup | None
    tongue: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A value of a facet: how many articles have it, and the search narrowed to them."""

    name: Markup
    number: str
    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A span of days as a bar of the drawing, in its own units."""

    at: int
    high: int
    said: str


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

    A page of the results begins past an article, so that what is taken in meanwhile moves no other page.
    """
    asked = Asked(q=q, source=source, after=after, before=before)
    parsed = query.parse(asked.typed)
    found = model.Found()
    newest = sort == "newest"
    if asked.typed:
        found = view.index.ask(
            asked.typed,
            limit=_LIMIT,
            collapse=view.site.collapse,
            newest=newest,
            past=hit_of(past),
            facets=not past,
        )
    releases = shown(view, [hit.article for hit in found.hits])
    marked = highlights.Highlights(parsed)
    older = None
    if found.more:
        older = asked.link(view, "/search", sort=sort, past=mark_of(found.hits[-1]))
    understood = query.told(parsed)
    suggestion = None
    if asked.typed and not past:
        suggestion = view.index.suggest(q.strip()[:_ASKED])
    return html.page(
        "search.html",
        view,
        "/search",
        headers={"x-robots-tag": "noindex"},
        asked=q.strip()[:_ASKED],
        fields={"source": source, "after": after, "before": before},
        sort=sort,
        sources=[(each.id, each.name) for each in view.reading.sources.all() if each.enabled],
        results=_results(view, list(releases.values()), marked),
        number=found.total,
        older=older,
        understood=understood if understood != asked.typed else None,
        cut=parsed.cut,
        suggestion=suggestion,
        suggested=Asked(q=suggestion or "", source=source, after=after, before=before).link(view, "/search"),
        facets=_facets(view, asked, found.facets),
        bars=_bars(found.facets.days),
        wide=_WIDE,
        high=_HIGH,
        away={form: asked.link(view, path) for form, path in _AWAY.items()} if releases else {},
    )


def table(view: View, *, q: str = "", source: str = "", after: str = "", before: str = "") -> Page:
    """What is found as CSV, the best first: whose each article is, and where it was first."""
    rows = _rows(view, Asked(q=q, source=source, after=after, before=before))
    out = io.StringIO()
    # the mark tells spreadsheets that it is UTF-8
    out.write("\ufeff")
    writer = csv.DictWriter(out, fieldnames=list(_COLUMNS))
    writer.writeheader()
    writer.writerows({name: _plain(value) for name, value in row.items()} for row in rows)
    return _file("/search.csv", out.getvalue(), "text/csv; charset=utf-8")


def listed(view: View, *, q: str = "", source: str = "", after: str = "", before: str = "") -> Page:
    """What is found as JSON, with the question as it was understood."""
    asked = Asked(q=q, source=source, after=after, before=before)
    said = {"query": asked.typed, "understood": query.told(query.parse(asked.typed))}
    body = json.dumps({**said, "articles": _rows(view, asked)}, ensure_ascii=False, indent=1)
    return _file("/search.json", body + "\n", "application/json")


def shown(view: View, ids: Sequence[model.ArticleId]) -> dict[model.ArticleId, model.Release]:
    """The releases of these articles that may be shown, in the order given."""
    found = view.reading.releases.many(ids)
    return {
        id: found[id] for id in ids if id in found and found[id].status is not model.ReleaseStatus.WITHDRAWN
    }


_AWAY = {"RSS": "/search/feed.xml", "CSV": "/search.csv", "JSON": "/search.json"}
_COLUMNS = (
    "id",
    "title",
    "origin",
    "source",
    "published",
    "first_published",
    "language",
    "section",
    "url",
    "origin_url",
)


def _rows(view: View, asked: Asked) -> list[dict[str, str | None]]:
    hits = view.index.ask(asked.typed, limit=_ROWS).hits if asked.typed else ()
    return [
        {
            "id": each.id,
            "title": each.title,
            "origin": each.credit.publisher,
            "source": each.source_name,
            "published": each.when.isoformat(),
            "first_published": each.first_published.iso() if each.first_published else None,
            "language": each.language,
            "section": each.section,
            "url": view.address(links.article(each)),
            "origin_url": links.web(each.credit.original_url),
        }
        for each in shown(view, [hit.article for hit in hits]).values()
    ]


def _plain(value: str | None) -> str:
    """A value that no spreadsheet runs."""
    said = value or ""
    return f"'{said}" if said.startswith(_FORMULA) else said


def _file(path: str, body: str, media_type: str) -> Page:
    name = path.removeprefix("/")
    return Page(
        path=path,
        body=body.encode(),
        media_type=media_type,
        headers={"x-robots-tag": "noindex", "content-disposition": f'attachment; filename="{name}"'},
    )


def mark_of(hit: model.Hit) -> str:
    return f"{hit.score!r}~{hit.article}"


def hit_of(key: str) -> model.Hit | None:
    score, _, id = key.partition("~")
    try:
        return model.Hit(article=model.ArticleId(id), score=float(score)) if id else None
    except ValueError:
        return None


def _results(view: View, releases: list[model.Release], marked: highlights.Highlights) -> list[Result]:
    made = together.cards_of(view, releases)
    return [_result(card, each, marked) for card, each in zip(made, releases, strict=True)]


def _result(card: cards.Card, release: model.Release, marked: highlights.Highlights) -> Result:
    text = " ".join(block.plain for block in release.blocks if block.plain) or release.summary or ""
    piece = marked.snippet(text)
    said = ("… " if piece.before else "") + piece.text + (" …" if piece.after else "")
    moved = 2 if piece.before else 0
    spans = [(start + moved, end + moved) for start, end in piece.spans]
    return Result(
        card=card,
        title=_marked(release.title, release.language, marked.spans(release.title)),
        snippet=_marked(said, release.language, spans) if text else None,
        tongue=bidi.tongue(said if text else release.title, release.language),
    )


def _marked(text: str, language: str, spans: Sequence[highlights.Span]) -> Markup:
    """A text with these places marked, as they were written."""
    done = 0

    def mark(piece: str) -> Markup:
        nonlocal done
        parts: list[str] = []
        at = 0
        for start, end in spans:
            # pieces come in the order of the text, and a place may reach over a seam
            start, end = max(start - done, at), min(end - done, len(piece))
            if start < end:
                parts.append(f"{escape(piece[at:start])}<mark>{escape(piece[start:end])}</mark>")
                at = end
        parts.append(escape(piece[at:]))
        done += len(piece)
        return Markup("".join(parts))  # noqa: S704 - every part is escaped above

    return bidi.isolated(text, bidi.dir_of(text, language), mark)


def _facets(view: View, asked: Asked, facets: model.Facets) -> list[tuple[Markup, list[Value]]]:
    """What the results can be narrowed by; a facet of one value narrows nothing."""
    known = {each.id: each for each in view.reading.sources.all()}
    countries: Counter[str] = Counter()
    for id, count in facets.sources:
        if id in known and (country := known[id].country):
            countries[country] += count

    def narrowed(said: str) -> str:
        return Asked(q=f"{asked.q.strip()} {said}", after=asked.after, before=asked.before).link(
            view, "/search"
        )

    def of(country: str) -> str:
        own = (id for id, _ in facets.sources if id in known and known[id].country == country)
        return f"({' OR '.join(f'source:{_quoted(id)}' for id in own)})"

    sources = [
        (known[id].name if id in known else id, count, f"source:{_quoted(id)}")
        for id, count in facets.sources
    ]
    sections = [(name, count, f"section:{_quoted(name)}") for name, count in facets.sections]
    agencies = [(labels.agency(view, code), count, f"agency:{code}") for code, count in facets.agencies]
    lands = [(labels.country(view, each), count, of(each)) for each, count in countries.most_common()]
    told = [
        (view.say("Source"), sources),
        (view.say("Agency"), agencies),
        (view.say("Section"), sections),
        (view.say("Country"), lands),
    ]
    return [
        (
            title,
            [
                Value(name=bidi.name(name), number=view.number(count), link=narrowed(said))
                for name, count, said in values[:_VALUES]
            ],
        )
        for title, values in told
        if len(values) > 1
    ]


def _quoted(name: str) -> str:
    return '"' + name.replace('"', " ") + '"'


def _bars(days: Sequence[tuple[date, int]]) -> list[Bar]:
    """The days of what was found as at most so many bars, the oldest first."""
    if len(days) < 2:
        return []
    first, last = days[0][0], days[-1][0]
    span = -(-((last - first).days + 1) // _BARS)
    counts: Counter[int] = Counter()
    for day, count in days:
        counts[(day - first).days // span] += count
    most = max(counts.values())
    return [
        Bar(
            at=place * _WIDE,
            high=max(1, round(_HIGH * count / most)),
            said=f"{first + timedelta(days=place * span):%Y-%m-%d}: {count}",
        )
        for place, count in sorted(counts.items())
    ]
