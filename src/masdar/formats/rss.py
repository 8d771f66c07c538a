"""RSS 0.9x to 2.0 and RDF, with Media RSS, Dublin Core and `content:encoded`.

>>> feed = read(b'<rss version="2.0"><channel><item><title>A &amp; B</title></item></channel></rss>')
>>> feed.format, feed.entries[0].title.value
('rss20', 'A & B')
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html.entities import html5
from itertools import islice
from typing import Any

from masdar.errors import NotAFeed
from masdar.formats import document, extensions, rss_out, xml
from masdar.formats.feed import ENTRIES, Entry, Feed, Origin, Person, Ref, Tag, Text, absolute, told

write = rss_out.write

ROOTS = frozenset({"rss", "rdf", "channel"})
_VERSIONS = {"0.90": "rss090", "0.91": "rss091u", "0.92": "rss092", "0.93": "rss093", "0.94": "rss094"}
_MAIL = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
_TAG = re.compile(r"<[A-Za-z/!]")
_REFERENCE = re.compile(r"&(?:#\w+|(\w+));")
_ITUNES = "http://www.itunes.com/"


def read(data: bytes, *, url: str = "", headers: Mapping[str, str] | None = None) -> Feed:
    """The feed. Raises ReadError where no XML can be read, NotAFeed where it is something else."""
    found = document.read(data, url=url, headers=headers)
    return of(xml.parse(found.text, pieces=("item",)), found)


def of(tree: xml.Tree, found: document.Document) -> Feed:
    root = tree.root
    kind = xml.local(root)
    if kind not in ROOTS:
        raise NotAFeed(f"{found.url or 'the document'}: its root is <{kind}>, not <rss>")
    channel = root if kind == "channel" else _first(root, "channel")
    items = (each for each in root.iter() if xml.local(each) == "item" and _is_item(each))
    fields = xml.fields(channel) if channel is not None else {}
    base = (found.url, *xml.bases(channel)) if channel is not None else (found.url,)
    link = _link(fields, base)
    here = _Place(found.url or link or "", found.language)
    return Feed(
        format=_format(root),
        title=_text(fields, "title", "dc:title", place=here),
        subtitle=_text(
            fields,
            "description",
            "dc:description",
            "abstract",
            "itunes:subtitle",
            "itunes:summary",
            place=here,
        ),
        link=link,
        links=_refs(channel, base) if channel is not None else (),
        language=_plain(fields, "language", "dc:language") or xml.language(root) or found.language,
        rights=_text(fields, "copyright", "dc:rights", place=here),
        authors=_people(
            fields, "dc:creator", "author", "dc:author", "itunes:author", "managingeditor", "webmaster"
        ),
        contributors=_people(fields, "dc:contributor"),
        tags=_tags(channel) if channel is not None else (),
        image=_picture(fields, base),
        generator=_plain(fields, "generator"),
        published=xml.last(fields, "pubdate", "dcterms:issued"),
        updated=xml.last(fields, "lastbuilddate", "atom:updated", "dcterms:modified", "dc:date"),
        created=xml.last(fields, "dcterms:created"),
        ttl=_minutes(fields),
        entries=told((_entry(each, here) for each in islice(items, ENTRIES)), whole=tree.wellformed),
        encoding=found.encoding,
        repaired=not (tree.wellformed and found.sound),
        notes=tree.notes if found.sound else (*tree.notes, "not in the encoding that it says"),
        extra={**extensions.of(fields, base), **_oddments(fields, base)},
    )


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a text stands: the address that its links are relative to, and the language around it."""

    base: str
    language: str | None


_plain = xml.plain
Fields = xml.Fields


def _entry(item: xml.Element, place: _Place) -> Entry:
    fields = xml.fields(item)
    for group in fields.get("media:group", ()):
        for name, each in xml.fields(group).items():
            fields.setdefault(name if ":" in name else f"media:{name}", []).extend(each)
    base = (place.base, *xml.bases(item))
    texts = [each for name in _WHOLE for each in fields.get(name, ())]
    summaries: tuple[str, ...] = (
        "description",
        "dc:description",
        "abstract",
        "itunes:summary",
        "atom:summary",
    )
    if "summary" in fields and "description" in fields:
        texts += fields["description"]
        summaries = ("summary",)
    return Entry(
        id=_plain(fields, "guid", "dc:identifier", "atom:id") or xml.attribute(item, "about") or None,
        title=_text(fields, "title", "dc:title", "media:title", "atom:title", place=place),
        link=_link(fields, base) or absolute(xml.attribute(item, "href"), base) or _permalink(fields, base),
        links=_refs(item, base),
        summary=_text(fields, *summaries, "summary", place=place),
        content=tuple(_value(each, place) for each in texts),
        authors=_people(fields, "dc:creator", "author", "dc:author", "itunes:author"),
        contributors=_people(fields, "dc:contributor"),
        tags=_tags(item),
        enclosures=_enclosures(fields, base),
        image=_picture(fields, base),
        published=xml.last(fields, "pubdate", "dcterms:issued", "dc:date", "atom:published", "date"),
        updated=xml.last(fields, "dcterms:modified", "atom:updated", "lastbuilddate", "dc:date")
        or xml.attribute(item, "lastmod"),
        created=xml.last(fields, "dcterms:created"),
        expired=xml.last(fields, "expirationdate"),
        rights=_text(fields, "copyright", "dc:rights", "media:copyright", place=place),
        language=_plain(fields, "dc:language", "language") or xml.language(item) or None,
        origin=_origin(fields, base),
        comments=absolute(_plain(fields, "comments"), base),
        extra={**extensions.of(fields, base), **_publisher(fields)},
    )


_WHOLE = ("content:encoded", "atom:content", "xhtml:body", "fullitem", "body")


def _is_item(item: xml.Element) -> bool:
    """Not an item of somebody else's: `<rdf:item>`, `<media:item>`."""
    name = xml.name(item)
    return name == "item" or name.startswith("other:")


def _first(element: xml.Element, name: str) -> xml.Element | None:
    return next((child for child in element if xml.local(child) == name), None)


def _format(root: xml.Element) -> str:
    if xml.local(root) == "rdf":
        spaces = " ".join(str(each) for each in root.nsmap.values())
        return "rss090" if "netscape" in spaces else "rss10"
    version = xml.attribute(root, "version") or ""
    return _VERSIONS.get(version[:4], "rss20" if version.startswith("2") else "rss")


def _text(fields: Fields, *names: str, place: _Place) -> Text | None:
    """The first of these that says something; an empty one where one is there, None where none is."""
    empty: Text | None = None
    for name in names:
        for each in fields.get(name, ()):
            found = _value(each, place)
            if found.value:
                return found
            empty = empty or found
    return empty


def _value(element: xml.Element, place: _Place) -> Text:
    """The element's text; child elements that should have been escaped are taken as the HTML they are."""
    raw = (xml.inner(element) if len(element) else element.text or "").strip(" \t\r\n")
    said = xml.language(element)
    return Text(
        value=raw,
        type="text/html" if len(element) or _is_html(raw) else "text/plain",
        language=place.language if said is None else said or None,
        base=xml.based(element, place.base),
    )


def _is_html(raw: str) -> bool:
    if _TAG.search(raw):
        return True
    return any(not each[1] or f"{each[1]};" in html5 for each in _REFERENCE.finditer(raw))


def _link(fields: Fields, base: tuple[str, ...]) -> str | None:
    for each in fields.get("link", ()):
        if found := absolute(xml.text(each) or xml.attribute(each, "href"), base):
            return found
    for each in fields.get("atom:link", ()):
        if (xml.attribute(each, "rel") or "alternate") == "alternate" and (
            found := absolute(xml.attribute(each, "href"), base)
        ):
            return found
    return None


def _permalink(fields: Fields, base: tuple[str, ...]) -> str | None:
    for each in fields.get("guid", ()):
        if (xml.attribute(each, "ispermalink") or "true").lower() == "true":
            said = xml.text(each).strip()
            return absolute(said, base) if said.startswith(("http://", "https://", "/")) else None
    return None


def _refs(element: xml.Element, base: tuple[str, ...]) -> tuple[Ref, ...]:
    """The addresses of an element in the order in which they stand."""
    found: list[Ref] = []
    for name, each in xml.children(element):
        said = xml.attribute(each, "href" if name == "atom:link" else "url")
        if name == "link":
            said = xml.text(each) or xml.attribute(each, "href")
        elif name not in {"atom:link", "enclosure"}:
            continue
        if (href := absolute(said, base)) is not None:
            found.append(
                Ref(
                    href=href,
                    rel="enclosure" if name == "enclosure" else xml.attribute(each, "rel") or "alternate",
                    type=xml.attribute(each, "type") or ("text/html" if name == "link" else None),
                    title=xml.attribute(each, "title"),
                    language=xml.attribute(each, "hreflang"),
                    length=xml.attribute(each, "length"),
                )
            )
    return tuple(found)


def _people(fields: Fields, *names: str) -> tuple[Person, ...]:
    """Those whom the first of these names; the names of Dublin Core stand before mail addresses."""
    for name in names:
        said = [_author(each) for each in fields.get(name, ())]
        if people := tuple(each for each in said if each.name or each.email):
            return people
    return ()


def _author(element: xml.Element) -> Person:
    fields = xml.fields(element)
    if not fields:
        return _person(xml.text(element))
    return Person(
        name=_plain(fields, "name"),
        email=_plain(fields, "email"),
        url=_plain(fields, "uri", "url", "homepage"),
    )


def _person(said: str) -> Person:
    """«me@news.example (A Name)», «A Name <me@news.example>» or a name."""
    said = " ".join(said.split())
    mail = _MAIL.search(said)
    if mail is None:
        return Person(name=said or None)
    rest = (said[: mail.start()] + said[mail.end() :]).replace("<>", "").replace("()", "").strip()
    if rest.startswith("(") and rest.endswith(")"):
        rest = rest[1:-1].strip()
    return Person(name=rest or None, email=mail[0])


def _tags(element: xml.Element) -> tuple[Tag, ...]:
    """The tags of an element in the order in which they stand, each once."""
    found: dict[tuple[str, str | None], Tag] = {}
    for name, each in xml.children(element):
        for tag in _tagged(name, each):
            found.setdefault((tag.term, tag.scheme), tag)
    return tuple(found.values())


def _tagged(name: str, each: xml.Element) -> list[Tag]:
    if name == "itunes:category":
        said = [xml.attribute(inner, "text") for inner in each.iter()]
        return [Tag(term=term, scheme=_ITUNES) for term in said if term]
    if name in {"itunes:keywords", "media:keywords", "tags"}:
        terms = (term.strip() for term in re.split(r"[,،]", xml.text(each)))
        return [Tag(term=term, scheme=_ITUNES if name[0] == "i" else None) for term in terms if term]
    if name not in {"category", "dc:subject", "media:category", "atom:category"}:
        return []
    term = " ".join(xml.text(each).split()) or xml.attribute(each, "term") or ""
    scheme = xml.attribute(each, "domain") or xml.attribute(each, "scheme")
    return [Tag(term=term, scheme=scheme, label=xml.attribute(each, "label"))] if term else []


def _enclosures(fields: Fields, base: tuple[str, ...]) -> tuple[Ref, ...]:
    found: list[Ref] = []
    for each in (*fields.get("enclosure", ()), *fields.get("media:content", ())):
        if href := absolute(xml.attribute(each, "url"), base):
            length = xml.attribute(each, "length") or xml.attribute(each, "filesize")
            found.append(Ref(href=href, rel="enclosure", type=xml.attribute(each, "type"), length=length))
    return tuple(found)


def _picture(fields: Fields, base: tuple[str, ...]) -> str | None:
    for each in fields.get("media:content", ()):
        kind = f"{xml.attribute(each, 'medium') or ''} {xml.attribute(each, 'type') or ''}"
        address = absolute(xml.attribute(each, "url"), base)
        if address and ("image" in kind or (not kind.strip() and _is_picture(address))):
            return address
    for each in fields.get("enclosure", ()):
        address = absolute(xml.attribute(each, "url"), base)
        if address and ((xml.attribute(each, "type") or "").startswith("image/") or _is_picture(address)):
            return address
    for each in fields.get("itunes:link", ()):
        address = absolute(xml.attribute(each, "href"), base)
        if address and xml.attribute(each, "rel") == "image":
            return address
    for name in ("media:thumbnail", "itunes:image", "image"):
        for each in fields.get(name, ()):
            inside = _plain(xml.fields(each), "url")
            if found := absolute(xml.attribute(each, "url") or xml.attribute(each, "href") or inside, base):
                return found
    return None


def _is_picture(address: str) -> bool:
    return address.partition("?")[0].lower().endswith((".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif"))


def _origin(fields: Fields, base: tuple[str, ...]) -> Origin | None:
    for each in fields.get("source", ()):
        inside = xml.fields(each)
        name = _plain(inside, "title", "name") or " ".join(xml.text(each).split()) or None
        address = absolute(xml.attribute(each, "url"), base)
        if name or address:
            return Origin(name=name, url=address)
    return None


def _minutes(fields: Fields) -> int | None:
    said = _plain(fields, "ttl")
    if said and said.isascii() and said.isdigit() and len(said) < 6:
        return int(said)
    period = {"hourly": 60, "daily": 1440, "weekly": 10080}.get(
        (_plain(fields, "sy:updateperiod") or "").lower()
    )
    often = _plain(fields, "sy:updatefrequency") or "1"
    return period // max(1, int(often)) if period and often.isascii() and often.isdigit() else None


def _oddments(fields: Fields, base: tuple[str, ...]) -> dict[str, Any]:
    """What RSS itself can say of a channel and nobody here needs but who asks for the whole."""
    found: dict[str, Any] = _publisher(fields)
    for each in fields.get("image", ()):
        inside = xml.fields(each)
        picture = {key: _plain(inside, key) for key in ("title", "width", "height")}
        picture |= {
            key: absolute(_plain(inside, name), base) for key, name in (("href", "url"), ("link", "link"))
        }
        picture["subtitle"] = _plain(inside, "description")
        found["image"] = {key: value for key, value in picture.items() if value is not None}
    for each in fields.get("textinput", ()):
        inside = xml.fields(each)
        found["textinput"] = {
            key: value for key in ("title", "link", "name", "description") if (value := _plain(inside, key))
        }
    for each in fields.get("cloud", ()):
        found["cloud"] = {str(key).lower(): str(value) for key, value in each.attrib.items()}
    for key in ("ttl", "category"):
        if (said := _plain(fields, key)) is not None:
            found[key] = said
    if (docs := absolute(_plain(fields, "docs"), base)) is not None:
        found["docs"] = docs
    return found


def _publisher(fields: Fields) -> dict[str, Any]:
    for person in _people(fields, "dc:publisher", "webmaster", "itunes:owner"):
        detail = {key: value for key, value in (("name", person.name), ("email", person.email)) if value}
        return {"publisher_detail": detail, "publisher": person.name or person.email}
    return {}
