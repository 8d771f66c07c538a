"""JSON Feed 1.0 and 1.1, under whatever media type it comes.

>>> feed = read(b'{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": 1, "title": "A"}]}')
>>> feed.format, feed.entries[0].id, feed.entries[0].title.value
('json11', '1', 'A')
"""

import json
from collections.abc import Mapping
from typing import Any

from masdar.errors import NotAFeed, ReadError
from masdar.formats import document, jsonfeed_out
from masdar.formats.feed import ENTRIES, Entry, Feed, Person, Ref, Tag, Text, absolute

write = jsonfeed_out.write

LIMIT = 48 * 1024 * 1024


def read(data: bytes, *, url: str = "", headers: Mapping[str, str] | None = None) -> Feed:
    """The feed. Raises ReadError for broken JSON, NotAFeed for JSON that is something else."""
    return of(document.read(data, url=url, headers=headers).text, url=url)


def of(text: str, *, url: str = "") -> Feed:
    if len(text) > LIMIT:
        raise ReadError(f"a JSON document of {len(text):,} signs; at most {LIMIT:,} are read")
    try:
        found = json.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise ReadError(f"JSON that cannot be read: {error}") from error
    if not isinstance(found, dict) or not isinstance(found.get("items"), list):
        raise NotAFeed(f"{url or 'the document'}: JSON without the list of items of a feed")
    version = _string(found.get("version")) or ""
    items = [each for each in found["items"][:ENTRIES] if isinstance(each, dict)]
    home = absolute(_string(found.get("home_page_url")), (url,))
    own = absolute(_string(found.get("feed_url")), (url,))
    return Feed(
        format="json1" if version.endswith("/1") else "json11",
        title=_text(found.get("title")),
        subtitle=_text(found.get("description")),
        link=home,
        links=tuple(
            Ref(href=href, rel=rel)
            for href, rel in ((home, "alternate"), (own, "self"), (_hub(found, url), "hub"))
            if href is not None
        ),
        language=_string(found.get("language")),
        authors=_people(found),
        image=absolute(_string(found.get("icon")), (url,)),
        icon=absolute(_string(found.get("favicon")), (url,)),
        entries=tuple(_entry(each, url or home or "") for each in items),
    )


def _hub(found: Mapping[str, Any], url: str) -> str | None:
    """The first hub that pushes by WebSub (JSON Feed 1.1, "hubs"); other ways of being told are not known."""
    for each in _list(found.get("hubs")):
        if isinstance(each, dict) and (_string(each.get("type")) or "").lower() == "websub":
            return absolute(_string(each.get("url")), (url,))
    return None


def _entry(item: Mapping[str, Any], url: str) -> Entry:
    link = absolute(_string(item.get("url")) or _string(item.get("external_url")), (url,))
    content = [
        Text(value=value, type=kind, base=link or url)
        for key, kind in (("content_html", "text/html"), ("content_text", "text/plain"))
        if (value := _string(item.get(key)))
    ]
    attachments = [each for each in _list(item.get("attachments")) if isinstance(each, dict)]
    enclosures = tuple(
        Ref(
            href=href,
            rel="enclosure",
            type=_string(each.get("mime_type")),
            title=_string(each.get("title")),
            length=_string(each.get("size_in_bytes")),
        )
        for each in attachments
        if (href := absolute(_string(each.get("url")), (url,)))
    )
    pictures = (each.href for each in enclosures if (each.type or "").startswith("image/"))
    return Entry(
        id=_string(item.get("id")),
        title=_text(item.get("title")),
        link=link,
        links=(Ref(href=link),) if link else (),
        summary=_text(item.get("summary")),
        content=tuple(content),
        authors=_people(item),
        tags=tuple(Tag(term=term) for each in _list(item.get("tags")) if (term := _string(each))),
        enclosures=enclosures,
        image=absolute(_string(item.get("image")) or _string(item.get("banner_image")), (url,))
        or next(pictures, None),
        published=_string(item.get("date_published")),
        updated=_string(item.get("date_modified")),
        language=_string(item.get("language")),
    )


def _string(value: object) -> str | None:
    """A JSON string or number as text, trimmed; None for the rest and for nothing."""
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return None
    return str(value).strip() or None


def _text(value: object) -> Text | None:
    said = _string(value)
    return Text(value=said) if said else None


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _people(found: Mapping[str, Any]) -> tuple[Person, ...]:
    said = _list(found.get("authors")) or [found.get("author")]
    people = [
        Person(name=_string(each.get("name")), url=_string(each.get("url")))
        for each in said
        if isinstance(each, dict)
    ]
    people += [Person(name=each.strip()) for each in said if isinstance(each, str) and each.strip()]
    return tuple(each for each in people if each != Person())
