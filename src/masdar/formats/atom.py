"""Atom 1.0 (RFC 4287) and 0.3.

>>> feed = read(b'<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>A</title></entry></feed>')
>>> feed.format, feed.entries[0].title.value
('atom10', 'A')
"""

import base64
import binascii
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from msgspec.structs import replace

from masdar.errors import NotAFeed
from masdar.formats import atom_out, document, extensions, rss_fields, xml
from masdar.formats.feed import ENTRIES, Entry, Feed, Origin, Person, Ref, Tag, Text, absolute, told
from masdar.formats.slots import Slot, Slots

write = atom_out.write

ROOTS = frozenset({"feed", "entry"})
# what a link without a type leads to
_TYPICAL = {"alternate": "text/html", "self": "application/atom+xml"}
_TYPES = {"text": "text/plain", "html": "text/html", "xhtml": "application/xhtml+xml"}

Fields = xml.Fields
Names = tuple[str, ...]


def read(data: bytes, *, url: str = "", headers: Mapping[str, str] | None = None) -> Feed:
    """The feed. Raises ReadError where no XML can be read, NotAFeed where it is something else."""
    found = document.read(data, url=url, headers=headers)
    return of(xml.parse(found.text, pieces=("entry",), utf8=found.utf8), found)


def of(tree: xml.Tree, found: document.Label) -> Feed:
    root = tree.root
    kind = xml.local(root)
    if kind not in ROOTS:
        raise NotAFeed(f"{found.url or 'the document'}: its root is <{kind}>, not <feed>")
    top = xml.Place(found.url, header=found.language, inherits=tree.inherits)
    head = _head(root, top.at(root), format=_format(root))
    entries = iter((root,)) if kind == "entry" else _entries(root)
    return replace(
        head,
        entries=told((_entry(each, top) for each in islice(entries, ENTRIES)), whole=tree.wellformed),
        encoding=found.encoding,
        repaired=not (tree.wellformed and found.sound),
        notes=tree.notes if found.sound else (*tree.notes, "not in the encoding that it says"),
    )


def _entries(root: xml.Element) -> Iterator[xml.Element]:
    home = xml.name(root).partition(":")[0] if ":" in xml.name(root) else None
    for each in root.iter("{*}entry", "{*}Entry", "{*}ENTRY", "{*}item"):
        if home is None or xml.name(each).partition(":")[0] == home:
            yield each


def _head(element: xml.Element, place: xml.Place, *, format: str) -> Feed:
    """What a `<feed>`, or the `<source>` of an entry, says of itself."""
    values = _FEED.of(xml.fields(element), place)
    links = values.get("links", ())
    language = place.lang or place.header
    return Feed(format=format, link=_alternate(links), language=language, **values)


def _entry(entry: xml.Element, top: xml.Place) -> Entry:
    fields = xml.fields(entry)
    if "media:group" in fields:
        for group in fields["media:group"]:
            for name, each in xml.fields(group).items():
                fields.setdefault(name if ":" in name else f"media:{name}", []).extend(each)
    place = top.within(entry)
    values = _ENTRY.of(fields, place)
    links: tuple[Ref, ...] = values.get("links", ())
    link = _alternate(links)
    if link is None and "content" in values:
        link = next((each.src for each in values["content"] if each.src), None)
    if enclosures := tuple(each for each in links if each.rel == "enclosure"):
        values["enclosures"] = enclosures
        if "image" not in values:
            pictures = (each.href for each in enclosures if (each.type or "").startswith("image/"))
            values["image"] = next(pictures, None)
    if place.lang:
        values["language"] = place.lang
    return Entry(link=link, **values)


def _format(root: xml.Element) -> str:
    space = root.tag.rpartition("}")[0].lstrip("{") if isinstance(root.tag, str) else ""
    version = xml.attribute(root, "version") or ""
    if "purl.org/atom" in space or version.startswith("0."):
        return f"atom{version.replace('.', '')}" if version else "atom03"
    return "atom10" if space else "atom"


def _text(fields: Fields, names: Names, place: xml.Place) -> Text | None:
    for name in names:
        for each in fields[name]:
            made = _construct(each, place)
            if made.value:
                return made
    return None


def _content(fields: Fields, names: Names, place: xml.Place) -> tuple[Text, ...]:
    made = [_construct(each, place) for each in fields[names[0]]]
    return tuple(each for each in made if each.value or each.src)


def _construct(element: xml.Element, place: xml.Place) -> Text:
    """A text construct: its `type` is kept, and what stands in its `<div>` taken out (RFC 4287, 3.1)."""
    if place.inherits:
        place = place.at(element)
    if not element.attrib and not len(element):
        return Text(value=(element.text or "").strip(" \t\r\n"), language=place.language, base=place.base)
    attributes = xml.attributes(element)
    said = (attributes.get("type") or "text").lower()
    kind = _TYPES.get(said, said)
    mode = attributes.get("mode", "").lower()
    if mode == "base64" or (not kind.startswith("text/") and not _marked(kind) and not len(element)):
        value = _unpacked(element.text or "")
    elif kind == "application/xhtml+xml" and len(element):
        children = [child for _, child in xml.children(element)]
        only = children[0] if len(children) == 1 and xml.local(children[0]) == "div" else None
        modern = xml.name(element).startswith("atom:") and "2005" in str(element.tag)
        value = xml.inner(only if only is not None and (said == "xhtml" or modern) else element)
    elif len(element):
        value = xml.inner(element)
        kind = "application/xhtml+xml" if kind == "text/plain" else kind
    else:
        value = element.text or ""
        if mode == "escaped" and kind == "text/plain" and "<" in value:
            kind = "text/html"
    return Text(
        value=value.strip(" \t\r\n"),
        type=kind,
        language=place.language,
        base=place.base,
        src=absolute(attributes.get("src"), (place.base,)),
    )


def _marked(kind: str) -> bool:
    return kind.endswith(("+xml", "/xml"))


def _unpacked(said: str) -> str:
    try:
        return base64.b64decode("".join(said.split()), validate=True).decode("utf-8", "replace")
    except (binascii.Error, ValueError):
        return said


def _refs(fields: Fields, names: Names, place: xml.Place) -> tuple[Ref, ...]:
    found: list[Ref] = []
    for each in fields["link"]:
        here = place.at(each)
        said = xml.attributes(each)
        if href := absolute(said.get("href") or xml.text(each), (here.base,)):
            rel = (said.get("rel") or "alternate").lower().removeprefix(_RELATIONS)
            found.append(
                Ref(
                    href=href,
                    rel=rel,
                    type=said.get("type") or _TYPICAL.get(rel),
                    title=said.get("title"),
                    language=said.get("hreflang"),
                    length=said.get("length"),
                )
            )
    return tuple(found)


_RELATIONS = "http://www.iana.org/assignments/relation/"


def _alternate(links: tuple[Ref, ...]) -> str | None:
    pages = [each for each in links if each.rel == "alternate"]
    readable = [each for each in pages if not each.type or "html" in each.type]
    return next((each.href for each in (*readable, *pages)), None)


def _people(fields: Fields, names: Names, place: xml.Place) -> tuple[Person, ...]:
    found: list[Person] = []
    for each in (each for name in names if name != "dc:creator" for each in fields[name]):
        inside = xml.fields(each)
        person = Person(
            name=xml.plain(inside, "name") or (None if inside else xml.even(each) or None),
            email=xml.plain(inside, "email"),
            url=absolute(xml.plain(inside, "uri", "url", "homepage"), (place.at(each).base,)),
        )
        if person != _NOBODY:
            found.append(person)
    if not found:
        said = (xml.even(each) for each in fields.get("dc:creator", ()))
        found = [Person(name=each) for each in said if each]
    return tuple(found)


_NOBODY = Person()


def _tags(fields: Fields, names: Names, place: xml.Place) -> tuple[Tag, ...]:
    found: list[Tag] = []
    for each in (each for name in names for each in fields[name]):
        said = xml.attributes(each)
        if term := said.get("term") or xml.even(each):
            found.append(Tag(term=term, scheme=said.get("scheme"), label=said.get("label")))
    return tuple(found)


def _picture(fields: Fields, names: Names, place: xml.Place) -> str | None:
    for name in names:
        for each in fields[name]:
            kind = f"{xml.attribute(each, 'medium') or ''} {xml.attribute(each, 'type') or ''}"
            address = absolute(xml.attribute(each, "url"), (place.base,))
            if address and (name == "media:thumbnail" or "image" in kind):
                return address
    return None


def _id(fields: Fields, names: Names, place: xml.Place) -> str | None:
    id = xml.plain(fields, *names)
    return absolute(id, (place.base,)) if id and id.startswith("/") else id


def _origin(fields: Fields, names: Names, place: xml.Place) -> Origin | None:
    for each in fields["source"]:
        inside = xml.fields(each)
        here = place.at(each)
        links = _refs(inside, ("link",), here) if "link" in inside else ()
        own = next((ref.href for ref in links if ref.rel == "self"), None)
        return Origin(
            name=xml.plain(inside, "title") or (None if inside else xml.even(each) or None),
            url=_alternate(links) or absolute(xml.attribute(each, "url"), (here.base,)),
            feed=own,
            id=xml.plain(inside, "id"),
            rights=xml.plain(inside, "rights"),
        )
    return None


def _within(fields: Fields, names: Names, place: xml.Place) -> Feed | None:
    return next((_head(each, place.at(each), format="") for each in fields["source"] if len(each)), None)


def _extra(fields: Fields, names: Names, place: xml.Place) -> dict[str, Any] | None:
    extra = extensions.of(fields, place)
    for each in fields.get("generator", ()):
        href = absolute(xml.attribute(each, "uri") or xml.attribute(each, "url"), (place.base,))
        detail = {"name": xml.text(each).strip(), "href": href, "version": xml.attribute(each, "version")}
        extra["generator_detail"] = {key: value for key, value in detail.items() if value}
    return extra or None


_BOTH = (
    Slot("links", _refs, ("link",)),
    Slot("rights", _text, ("rights", "copyright")),
    Slot("authors", _people, ("author", "dc:creator")),
    Slot("contributors", _people, ("contributor",)),
    Slot("tags", _tags, ("category", "dc:subject")),
    Slot("created", rss_fields.last, ("created",)),
)
_FEED = Slots(
    *_BOTH,
    Slot("title", _text, ("title",)),
    Slot("subtitle", _text, ("subtitle", "tagline")),
    Slot("info", _text, ("info",)),
    Slot("id", rss_fields.plain, ("id",)),
    Slot("image", rss_fields.address, ("logo",)),
    Slot("icon", rss_fields.address, ("icon",)),
    Slot("generator", rss_fields.plain, ("generator",)),
    Slot("published", rss_fields.last, ("published", "issued")),
    Slot("updated", rss_fields.last, ("updated", "modified", "dc:date")),
    Slot("extra", _extra, ("generator", *extensions.NAMES)),
)
_ENTRY = Slots(
    *_BOTH,
    Slot("id", _id, ("id",)),
    Slot("title", _text, ("title", "media:title")),
    Slot("summary", _text, ("summary", "media:description")),
    Slot("content", _content, ("content",)),
    Slot("image", _picture, ("media:content", "media:thumbnail")),
    Slot("published", rss_fields.last, ("published", "issued", "dc:date")),
    Slot("updated", rss_fields.last, ("updated", "modified")),
    Slot("language", rss_fields.plain, ("dc:language",)),
    Slot("origin", _origin, ("source",)),
    Slot("within", _within, ("source",)),
    Slot("extra", _extra, extensions.NAMES),
)
