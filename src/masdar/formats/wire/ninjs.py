"""ninjs, News in JSON of the IPTC: versions 1 to 3, alone, in a list or in an answer of an interface.

>>> [item] = read(b'{"uri": "urn:x:1", "type": "text", "headlines": [{"value": "A"}], "bodies": []}')
>>> item.guid, item.headline
('urn:x:1', 'A')
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from masdar.arabic import decode
from masdar.errors import ReadError
from masdar.formats.wire import blocks, datelines, notices, times
from masdar.formats.wire.item import Item, Kind, Media, Notice, Party, Rights, Subject, Times
from masdar.formats.wire.ninjs_out import write
from masdar.model import Block, Status

__all__ = ["read", "write"]

FORMAT = "ninjs"
# items of one document that are looked at
ITEMS = 1_000
# lists and answers around an item, at most
_DEPTH = 4
_KINDS = {
    "text": Kind.TEXT,
    "story": Kind.TEXT,
    "advisory": Kind.TEXT,
    "picture": Kind.PICTURE,
    "photo": Kind.PICTURE,
    "image": Kind.PICTURE,
    "graphic": Kind.GRAPHIC,
    "audio": Kind.AUDIO,
    "video": Kind.VIDEO,
    "composite": Kind.PACKAGE,
    "component": Kind.TEXT,
    "event": Kind.EVENT,
    "planning": Kind.PLANNING,
}
# what answers of interfaces put their items in
_AROUND = ("item", "items", "_items", "data", "newsItem", "newsItems", "results")
_MARKED = re.compile(r"</?[a-z][a-z0-9]*\b[^<>]*>|&(?:[a-z]{2,8}|#\d+);", re.IGNORECASE)
_MARKUP = re.compile(r"<(?:p|div|br|h[1-6]|ul|ol|blockquote|table|body|html|section)\b", re.IGNORECASE)

Fields = Mapping[str, Any]


def read(data: bytes, *, headers: Mapping[str, str] | None = None) -> tuple[Item, ...]:
    """The items in a document. Raises ReadError where it is no JSON or holds no item."""
    text = decode.text(data, headers=headers or {}).lstrip("\ufeff \t\r\n")
    found = [_item(_plain(each)) for each in _objects(text)][:ITEMS]
    if not found:
        raise ReadError(
            "a JSON document without a ninjs item: an item has a uri or guid, and a type or a text"
        )
    return tuple(found)


def _objects(text: str) -> Iterator[Fields]:
    try:
        whole = [msgspec.json.decode(text)]
    except (msgspec.DecodeError, RecursionError) as error:
        lines = [line for line in text.splitlines() if line.strip()]
        if len(lines) < 2:
            raise ReadError(f"no JSON: {error}") from error
        try:
            whole = [msgspec.json.decode(line) for line in lines]
        except (msgspec.DecodeError, RecursionError):
            raise ReadError(f"no JSON: {error}") from error
    for each in whole:
        yield from _within(each)


def _within(value: object, depth: int = 0) -> Iterator[Fields]:
    """The items of a document: itself, or those of the list or answer that it is."""
    if depth > _DEPTH:
        return
    if isinstance(value, list):
        for each in value:
            yield from _within(each, depth + 1)
    elif isinstance(value, dict):
        if any(key in value for key in ("uri", "guid")):
            yield value
            return
        for key in _AROUND:
            if isinstance(value.get(key), list | dict):
                yield from _within(value[key], depth + 1)


def _plain(fields: Fields) -> dict[str, Any]:
    """Keys in one spelling: `versioncreated` for `versionCreated` and `version_created`."""
    return {key.lower().replace("_", "").replace("-", ""): value for key, value in fields.items()}


def _item(fields: Fields) -> Item:
    guid = _string(fields, "uri") or _string(fields, "guid")
    media = _media(fields)
    kind = _KINDS.get((_string(fields, "type") or "text").lower(), Kind.TEXT)
    headlines = _values(fields, "headlines") or tuple(filter(None, [_string(fields, "headline")]))
    headline = _role(fields, "headlines", "main") or next(iter(headlines), None) or _string(fields, "title")
    body = blocks.below(headline, _body(fields))
    if kind is Kind.PACKAGE and body:
        kind = Kind.TEXT
    notes = tuple(filter(None, [_string(fields, "ednote")]))
    notice = notices.read(headline) or _signalled(fields)
    embargo = times.iso(_string(fields, "embargoeduntil") or _string(fields, "embargoed"))
    status = notices.status(_string(fields, "pubstatus"), notice)
    located = _string(fields, "located")
    return Item(
        format=FORMAT,
        kind=kind,
        guid=guid,
        version=_string(fields, "version"),
        url=_address(fields, guid),
        status=status,
        notice=notices.strictest(notice, notices.of(status)),
        refers=_refers(fields, status) if status is not Status.USABLE else None,
        urgency=_number(fields, "urgency"),
        language=_string(fields, "language"),
        headline=headline,
        headlines=headlines,
        slug=_string(fields, "slugline"),
        summary=_summary(fields),
        body=body,
        dateline=datelines.made(_string(fields, "dateline"), place=located),
        located=located,
        byline=_string(fields, "byline") or _string(fields, "by") or _bylines(fields),
        credit=_string(fields, "creditline") or _string(fields, "source"),
        provider=_provider(fields),
        sources=tuple(_parties(fields, "infosources", "infosource")),
        creators=tuple(_parties(fields, "authors")),
        times=Times(
            created=times.iso(_string(fields, "firstcreated")),
            modified=times.iso(_string(fields, "versioncreated")),
            content=times.iso(_string(fields, "contentcreated")),
            embargo=embargo,
            expires=times.iso(_string(fields, "expires")),
        ),
        subjects=tuple(_subjects(fields, "subjects", "subject")),
        places=tuple(_subjects(fields, "places", "place")),
        keywords=tuple(each for each in _list(fields, "keywords") if isinstance(each, str)),
        genres=tuple(each.name for each in _subjects(fields, "genres", "genre") if each.name),
        rights=Rights(
            holder=_string(fields, "copyrightholder"),
            notice=_string(fields, "copyrightnotice"),
            usage=_string(fields, "usageterms"),
            linked=_string(_plain(_object(fields, "rightsinfo")), "linkedrights"),
        ),
        media=media,
        notes=notes,
    )


def _body(fields: Fields) -> tuple[Block, ...]:
    """The body: marked up where there is such, since only markup keeps the paragraphs."""
    given = [
        (_string(each, "contenttype") or "", _string(each, "value") or "")
        for each in map(_plain, _dicts(fields, "bodies"))
    ]
    given += [
        (key.removeprefix("body"), value)
        for key in ("bodyxhtml", "bodyhtml", "bodyrichtext", "bodytext")
        if (value := _string(fields, key))
    ]
    marked = next((value for _, value in given if value and _MARKUP.search(value)), None)
    if marked is not None:
        return blocks.of_markup(marked)
    for kind, value in given:
        if value.strip():
            return blocks.of_markup(value) if "html" in kind.lower() else blocks.of_lines(value)
    return ()


def _summary(fields: Fields) -> str | None:
    for each in map(_plain, _dicts(fields, "descriptions")):
        if value := _label(each):
            return value
    said = _string(fields, "descriptiontext") or _string(fields, "descriptionhtml")
    return blocks.text_of(said) if said else None


def _address(fields: Fields, guid: str | None) -> str | None:
    """The page of the item: an alternative id that is one, else the item's own id where that is one."""
    named = [
        _string(each, "value")
        for each in map(_plain, _dicts(fields, "altids"))
        if (_string(each, "role") or "").lower().rpartition(":")[2] in _PAGE_ROLES
    ]
    canonical = _string(fields, "canonicalurl") or _string(fields, "url") or _string(fields, "link")
    for each in (*named, canonical, guid):
        if each and each.lower().startswith(("http://", "https://")):
            return each
    return None


_PAGE_ROLES = frozenset({"url", "weburl", "canonical", "origin", "original", "web"})


def _bylines(fields: Fields) -> str | None:
    """The bylines of a list, each with its title behind a comma."""
    lines = (
        ", ".join(filter(None, (_string(each, "by") or _string(each, "name"), _string(each, "title"))))
        for each in map(_plain, _dicts(fields, "bylines"))
    )
    return "\u060c ".join(filter(None, lines)) or None


def _provider(fields: Fields) -> Party | None:
    name = _string(fields, "provider") or _string(fields, "copyrightholder") or _string(fields, "source")
    return Party(name=name) if name else None


def _parties(fields: Fields, *keys: str) -> Iterator[Party]:
    for key in keys:
        for each in map(_plain, _dicts(fields, key)):
            if name := _string(each, "name") or _string(each, "literal"):
                role = _string(each, "role") or _string(each, "rel")
                yield Party(
                    name=name,
                    role=role.rpartition(":")[2].lower() if role else None,
                    code=_string(each, "code") or _string(each, "literal"),
                    url=_string(each, "uri"),
                )


def _subjects(fields: Fields, *keys: str) -> Iterator[Subject]:
    for key in keys:
        for each in map(_plain, _dicts(fields, key)):
            scheme, code = _string(each, "scheme"), _string(each, "code")
            name = _string(each, "name")
            if scheme and code:
                code = f"{scheme}{code}" if scheme.endswith(("/", "#", ":")) else f"{scheme}:{code}"
            code = code or _string(each, "uri") or _string(each, "literal")
            if name or code:
                yield Subject(name=name, code=code)


def _signalled(fields: Fields) -> Notice | None:
    """What the ways of older items say: `signal`, and a relation to the item before."""
    # our own writer names its signal among the genres, by the address of the code
    said = [
        (_string(each, "uri") or _string(each, "code") or _string(each, "name") or "").rpartition("/")[2]
        for each in map(_plain, _dicts(fields, "signals", "signal", "genres"))
    ]
    said += [rel for each in map(_plain, _associated(fields)) if (rel := _string(each, "rel"))]
    return notices.strictest(*(notices.signal(each) for each in said))


def _refers(fields: Fields, status: Status) -> str | None:
    """The item that a notice speaks of, where an association names it so."""
    for each in map(_plain, _associated(fields)):
        meant = notices.signal(_string(each, "rel"))
        if meant is not None and notices.status(None, meant) is status:
            return _string(each, "uri") or _string(each, "guid")
    return None


def _associated(fields: Fields) -> Iterator[Fields]:
    given = fields.get("associations")
    if isinstance(given, dict):
        for name, each in given.items():
            if isinstance(each, dict):
                yield {"name": name, **each}
    elif isinstance(given, list):
        yield from (each for each in given if isinstance(each, dict))


def _media(fields: Fields) -> tuple[Media, ...]:
    found = []
    for each in map(_plain, _associated(fields)):
        kind = _KINDS.get((_string(each, "type") or "").lower())
        if kind in (Kind.PICTURE, Kind.GRAPHIC, Kind.VIDEO, Kind.AUDIO):
            found.append(_medium(each, kind))
    own = _KINDS.get((_string(fields, "type") or "").lower())
    if own in (Kind.PICTURE, Kind.GRAPHIC) and "renditions" in fields:
        found.insert(0, _medium(fields, own))
    return tuple(found)


def _medium(fields: Fields, kind: Kind) -> Media:
    shown = fields.get("renditions")
    sizes = list(shown.values()) if isinstance(shown, dict) else shown if isinstance(shown, list) else []
    plain = [_plain(each) for each in sizes if isinstance(each, dict)]
    largest = max(
        (each for each in plain if _string(each, "href")),
        key=lambda each: _number(each, "width") or 0,
        default={},
    )
    credit = _string(fields, "creditline") or _string(fields, "byline") or _string(fields, "by")
    headline = next(iter(_values(fields, "headlines")), None) or _string(fields, "headline")
    return Media(
        kind=kind,
        id=_string(fields, "guid") or _string(fields, "uri"),
        href=_string(largest, "href"),
        headline=headline,
        caption=_summary(fields),
        credit=credit or _string(fields, "source"),
        width=_number(largest, "width"),
        height=_number(largest, "height"),
    )


# --- fields that may be of any type --------------------------------------------------------------


def _string(fields: Fields, key: str) -> str | None:
    """A text or a number as text, trimmed; None where it is missing, empty or of another type."""
    value = fields.get(key)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return str(value).strip() or None


def _number(fields: Fields, key: str) -> int | None:
    said = _string(fields, key) or ""
    return int(said) if said.isascii() and said.isdigit() and len(said) < 8 else None


def _object(fields: Fields, key: str) -> Fields:
    value = fields.get(key)
    return value if isinstance(value, dict) else {}


def _list(fields: Fields, key: str) -> list[Any]:
    value = fields.get(key)
    return value if isinstance(value, list) else []


def _dicts(fields: Fields, *keys: str) -> Iterator[Fields]:
    for key in keys:
        yield from (each for each in _list(fields, key) if isinstance(each, dict))


def _values(fields: Fields, key: str) -> tuple[str, ...]:
    found = (_label(each) for each in map(_plain, _dicts(fields, key)))
    return tuple(each for each in found if each)


def _role(fields: Fields, key: str, role: str) -> str | None:
    for each in map(_plain, _dicts(fields, key)):
        if (_string(each, "role") or "").lower() == role and (value := _label(each)):
            return value
    return None


def _label(fields: Fields) -> str | None:
    """A value on one line: as it stands where it is plain text, else without its markup."""
    value, kind = _string(fields, "value") or "", _string(fields, "contenttype") or ""
    plain = kind == "text/plain" or not _MARKED.search(value)
    return (" ".join(value.split()) if plain else blocks.text_of(value)) or None
