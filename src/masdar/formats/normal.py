"""A feed in one plain form, whatever format it came in; for use as a library."""

import html
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any
from urllib.parse import urljoin

from masdar.arabic import dates, stamps
from masdar.errors import NotAFeed, ReadError
from masdar.formats import sniff
from masdar.formats.feed import Entry, Feed, Person, Ref, Text
from masdar.markup import quick, safe

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
    made: dict[str, Any] = {}
    _put_text(made, "title", feed.title)
    _put_text(made, "subtitle", feed.subtitle)
    _put_text(made, "rights", feed.rights)
    _put_text(made, "info", feed.info)
    _put(made, link=feed.link, id=feed.id, language=feed.language, icon=feed.icon, generator=feed.generator)
    _put_common(made, feed)
    if feed.image:
        made["logo"] = feed.image
    return made | feed.extra if feed.extra else made


def _entry(entry: Entry) -> dict[str, Any]:
    made: dict[str, Any] = {}
    _put_text(made, "title", entry.title)
    content = [_detail(each) for each in entry.content] if entry.content else []
    if entry.summary is not None:
        _put_text(made, "summary", entry.summary)
    elif content:
        made["summary"], made["summary_detail"] = content[0]["value"], content[0]
    _put_text(made, "rights", entry.rights)
    if content:
        made["content"] = content
    if entry.link is not None:
        made["link"] = entry.link
    if entry.id is not None:
        made["id"] = entry.id
    if entry.language is not None or entry.comments is not None:
        _put(made, language=entry.language, comments=entry.comments)
    _put_common(made, entry)
    if entry.expired is not None:
        _put_time(made, "expired", entry.expired)
    if entry.enclosures:
        made["enclosures"] = _refs(entry.enclosures)
    if entry.origin is not None or entry.within is not None:
        made["source"] = _source(entry)
    if entry.extra:
        made.update(entry.extra)
    return made


def _put_common(made: dict[str, Any], said: Feed | Entry) -> None:
    """What feeds and entries say alike."""
    if said.links:
        made["links"] = _refs(said.links)
    if said.authors:
        made |= _people(said.authors)
    if said.contributors:
        made["contributors"] = [_person(each) for each in said.contributors]
    if said.tags:
        made["tags"] = [{"term": each.term, "scheme": each.scheme, "label": each.label} for each in said.tags]
    if said.image:
        made["image"] = {"href": said.image}
    if said.published is not None:
        _put_time(made, "published", said.published)
    if said.updated is not None:
        _put_time(made, "updated", said.updated)
    if said.created is not None:
        _put_time(made, "created", said.created)


def _put(made: dict[str, Any], **values: str | None) -> None:
    made |= {key: value for key, value in values.items() if value is not None}


def _put_text(made: dict[str, Any], key: str, text: Text | None) -> None:
    if text is not None:
        detail = _detail(text)
        made[key] = detail["value"]
        made[f"{key}_detail"] = detail


def _put_time(made: dict[str, Any], key: str, said: str) -> None:
    made[key] = said
    if (at := _instant(said)) is not None:
        made[f"{key}_at"] = at


@lru_cache(maxsize=4096)
def _instant(said: str) -> str | None:
    """A time in UTC; None where it cannot be read for certain.

    A day of the Hijri calendar alone is none: which day of ours it is depends on the country.
    """
    try:
        found = stamps.read(said, parts=True)
    except ValueError:
        return None
    found = dates.find(said) if found is None else found
    moment = dates.moment(found) if found is not None and not found.hijri else None
    if moment is None or moment.at < _OLDEST:
        return None
    return moment.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _detail(text: Text) -> dict[str, Any]:
    value = _BIDI.sub("", text.value) if text.type == "text/plain" else _shown(text.value, text.base)
    detail = {"value": value, "type": text.type, "language": text.language, "base": text.base}
    if text.src:
        detail["src"] = text.src
    return detail


def _shown(markup: str, base: str) -> str:
    """Safe HTML, its addresses absolute: by its tags where they are regular, else as a parser reads it."""
    made = quick.html(markup, base)
    return _parsed(markup, base) if made is None else made


def _parsed(markup: str, base: str) -> str:
    """Safe HTML: addresses absolute, empty elements and ampersands as they were written."""
    kept: list[str] = []

    def keep(found: re.Match[str]) -> str:
        kept.append(found[0])
        return _MARK

    inert = safe.html(_AMPERSAND.sub(keep, markup.replace(_MARK, "")))
    absolute = quick.html(inert, base)
    if absolute is None:
        absolute = _ADDRESS.sub(
            lambda found: f'{found[1]}"{_joined(found[2], base)}"', inert.replace(_REL, "")
        )
    inert = absolute
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
    return [_ref(each) for each in refs]


def _ref(ref: Ref) -> dict[str, Any]:
    made: dict[str, Any] = {"rel": ref.rel, "href": ref.href}
    if ref.type is not None:
        made["type"] = ref.type
    if ref.title is not None or ref.language is not None or ref.length is not None:
        _put(made, title=ref.title, hreflang=ref.language, length=ref.length)
    return made


def _people(people: tuple[Person, ...]) -> dict[str, Any]:
    first = people[0]
    said = f"{first.name} ({first.email})" if first.name and first.email else first.name or first.email
    authors = [_person(each) for each in people]
    made: dict[str, Any] = {"author_detail": authors[0], "authors": authors}
    _put(made, author=said)
    return made


def _person(person: Person) -> dict[str, Any]:
    made: dict[str, Any] = {}
    _put(made, name=person.name, email=person.email, href=person.url)
    return made


def _source(entry: Entry) -> dict[str, Any] | None:
    if entry.within is not None:
        return _feed(entry.within)
    if (origin := entry.origin) is None:
        return None
    made: dict[str, Any] = {}
    _put(made, title=origin.name, href=origin.url, link=origin.url, id=origin.id, rights=origin.rights)
    return made
