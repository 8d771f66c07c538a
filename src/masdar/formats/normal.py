"""A feed in one plain form, whatever format it came in; for use as a library."""

import html
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin

from masdar.arabic import dates
from masdar.errors import NotAFeed, ReadError
from masdar.formats import sniff
from masdar.formats.feed import Entry, Feed, Person, Ref, Tag, Text
from masdar.markup import safe

_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
_AMPERSAND = re.compile(r"&#(?:0*38|[xX]0*26);")
# a sign of private use that stands for a reference while the rest is cleaned
_MARK = "\ue0ff"
_REL = ' rel="noopener noreferrer"'
_ADDRESS = re.compile(r'(<[a-z][^<>]*? (?:href|src|cite)=)"([^"]*)"')
_VOID = re.compile(r"<(br|hr|img|wbr|col)((?: [^<>]*?)?)\s*/?>")

# before it nobody wrote feeds: 1970-01-01 and the like stand for "unknown"
_OLDEST = datetime(1990, 1, 1, tzinfo=UTC)


def normalised(data: bytes, *, url: str = "", headers: Mapping[str, str] | None = None) -> dict[str, Any]:
    """`{"wellformed", "format", "encoding", "namespaces", "feed", "entries"}`; HTML in it is sanitised.

    Never raises on a document: what is no feed has no entries, and `error` says why.
    """
    try:
        feed = sniff.read(data, url=url, headers=headers)
    except (ReadError, NotAFeed) as error:
        return {
            "wellformed": False,
            "format": "",
            "encoding": None,
            "namespaces": {},
            "feed": {},
            "entries": [],
            "error": str(error),
        }
    return {
        "wellformed": not feed.repaired,
        "format": feed.format,
        "encoding": feed.encoding,
        "namespaces": {},
        "feed": _feed(feed),
        "entries": [_entry(each) for each in feed.entries],
    }


def _feed(feed: Feed) -> dict[str, Any]:
    return _filled(
        {
            **_text("title", feed.title),
            **_text("subtitle", feed.subtitle),
            **_text("rights", feed.rights),
            "link": feed.link,
            "id": feed.id,
            "links": _refs(feed.links),
            "language": feed.language,
            **_people(feed.authors),
            "contributors": [_person(each) for each in feed.contributors],
            "tags": _tags(feed.tags),
            "image": {"href": feed.image} if feed.image else None,
            "icon": feed.icon,
            "generator": feed.generator,
            **_times(published=feed.published, updated=feed.updated, created=feed.created),
            **_text("info", feed.info),
            "logo": feed.image,
        }
    ) | dict(feed.extra)


def _entry(entry: Entry) -> dict[str, Any]:
    summary = entry.summary or next(iter(entry.content), None)
    return _filled(
        {
            **_text("title", entry.title),
            **_text("summary", summary),
            **_text("rights", entry.rights),
            "content": [_detail(each) for each in entry.content],
            "link": entry.link,
            "id": entry.id,
            "links": _refs(entry.links),
            "language": entry.language,
            **_people(entry.authors),
            "contributors": [_person(each) for each in entry.contributors],
            "tags": _tags(entry.tags),
            "enclosures": _refs(entry.enclosures),
            "image": {"href": entry.image} if entry.image else None,
            "comments": entry.comments,
            "source": _source(entry),
            **_times(
                published=entry.published, updated=entry.updated, created=entry.created, expired=entry.expired
            ),
        }
    ) | dict(entry.extra)


def _filled(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value not in (None, [], {})}


def _text(key: str, text: Text | None) -> dict[str, Any]:
    if text is None:
        return {}
    detail = _detail(text)
    return {key: detail["value"], f"{key}_detail": detail}


def _detail(text: Text) -> dict[str, Any]:
    value = _BIDI.sub("", text.value) if text.type == "text/plain" else _shown(text.value, text.base)
    detail = {"value": value, "type": text.type, "language": text.language, "base": text.base}
    return detail | ({"src": text.src} if text.src else {})


def _shown(markup: str, base: str) -> str:
    """Safe HTML: addresses absolute, empty elements and ampersands as they were written."""
    kept: list[str] = []

    def keep(found: re.Match[str]) -> str:
        kept.append(found[0])
        return _MARK

    inert = safe.html(_AMPERSAND.sub(keep, markup.replace(_MARK, "")))
    inert = _ADDRESS.sub(lambda found: f'{found[1]}"{_joined(found[2], base)}"', inert.replace(_REL, ""))
    if "/>" in markup:
        inert = _VOID.sub(r"<\1\2 />", inert)
    if inert.count(_MARK) != len(kept):  # some stood in what was taken out
        return inert.replace(_MARK, "&amp;")
    references = iter(kept)
    return re.sub(_MARK, lambda _: next(references), inert)


def _joined(said: str, base: str) -> str:
    try:
        joined = urljoin(base, html.unescape(said).strip())
    except ValueError:
        return said
    return html.escape(joined)


def _refs(refs: Iterable[Ref]) -> list[dict[str, Any]]:
    return [
        _filled(
            {
                "rel": each.rel,
                "href": each.href,
                "type": each.type,
                "title": each.title,
                "hreflang": each.language,
                "length": each.length,
            }
        )
        for each in refs
    ]


def _people(people: tuple[Person, ...]) -> dict[str, Any]:
    if not people:
        return {}
    first = people[0]
    said = f"{first.name} ({first.email})" if first.name and first.email else first.name or first.email
    return {"author": said, "author_detail": _person(first), "authors": [_person(each) for each in people]}


def _person(person: Person) -> dict[str, Any]:
    return _filled({"name": person.name, "email": person.email, "href": person.url})


def _tags(tags: Iterable[Tag]) -> list[dict[str, Any]]:
    return [{"term": each.term, "scheme": each.scheme, "label": each.label} for each in tags]


def _source(entry: Entry) -> dict[str, Any] | None:
    if entry.within is not None:
        return _feed(entry.within)
    if (origin := entry.origin) is None:
        return None
    return _filled(
        {
            "title": origin.name,
            "href": origin.url,
            "link": origin.url,
            "id": origin.id,
            "rights": origin.rights,
        }
    )


def _times(**said: str | None) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in said.items():
        found[key] = value
        moment = dates.moment(value) if value else None
        if moment is not None and moment.at >= _OLDEST:
            found[f"{key}_at"] = moment.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return found
