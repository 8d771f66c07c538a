"""Atom 1.0 (RFC 4287) and 0.3.

>>> feed = read(b'<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>A</title></entry></feed>')
>>> feed.format, feed.entries[0].title.value
('atom10', 'A')
"""

import base64
import binascii
from collections.abc import Mapping
from dataclasses import replace
from itertools import islice

from masdar.errors import NotAFeed
from masdar.formats import atom_out, document, extensions, xml
from masdar.formats.feed import ENTRIES, Entry, Feed, Origin, Person, Ref, Tag, Text, absolute, told

write = atom_out.write

ROOTS = frozenset({"feed", "entry"})
# what a link without a type leads to
_TYPICAL = {"alternate": "text/html", "self": "application/atom+xml"}
_TYPES = {"text": "text/plain", "html": "text/html", "xhtml": "application/xhtml+xml"}


def read(data: bytes, *, url: str = "", headers: Mapping[str, str] | None = None) -> Feed:
    """The feed. Raises ReadError where no XML can be read, NotAFeed where it is something else."""
    found = document.read(data, url=url, headers=headers)
    return of(xml.parse(found.text, pieces=("entry",)), found)


def of(tree: xml.Tree, found: document.Document) -> Feed:
    root = tree.root
    kind = xml.local(root)
    if kind not in ROOTS:
        raise NotAFeed(f"{found.url or 'the document'}: its root is <{kind}>, not <feed>")
    entries = [root] if kind == "entry" else [each for each in root.iter() if _is_entry(each, root)]
    head = _head(root, found, format=_format(root))
    return replace(
        head,
        entries=told((_entry(each, found) for each in islice(entries, ENTRIES)), whole=tree.wellformed),
        encoding=found.encoding,
        repaired=not (tree.wellformed and found.sound),
        notes=tree.notes if found.sound else (*tree.notes, "not in the encoding that it says"),
    )


_plain = xml.plain
Fields = xml.Fields


def _is_entry(element: xml.Element, root: xml.Element) -> bool:
    return xml.local(element) in {"entry", "item"} and (
        xml.name(element).partition(":")[0] == xml.name(root).partition(":")[0] or ":" not in xml.name(root)
    )


def _head(element: xml.Element, found: document.Document, *, format: str) -> Feed:
    """What a `<feed>`, or the `<source>` of an entry, says of itself."""
    fields = xml.fields(element)
    base = (found.url, *xml.bases(element))
    links = _refs(fields, base)
    extra = extensions.of(fields, base)
    for each in fields.get("generator", ()):
        href = absolute(xml.attribute(each, "uri") or xml.attribute(each, "url"), base)
        detail = {"name": xml.text(each).strip(), "href": href, "version": xml.attribute(each, "version")}
        extra["generator_detail"] = {key: value for key, value in detail.items() if value}
    return Feed(
        format=format,
        title=_text(fields, "title", found=found),
        subtitle=_text(fields, "subtitle", "tagline", found=found),
        info=_text(fields, "info", found=found),
        link=_alternate(links),
        links=links,
        id=_plain(fields, "id"),
        language=xml.language(element) or found.language,
        rights=_text(fields, "rights", "copyright", found=found),
        authors=_people(fields, "author", base) or _creators(fields),
        contributors=_people(fields, "contributor", base),
        tags=_tags(fields),
        image=absolute(_plain(fields, "logo"), base),
        icon=absolute(_plain(fields, "icon"), base),
        generator=_plain(fields, "generator"),
        published=xml.last(fields, "published", "issued"),
        updated=xml.last(fields, "updated", "modified", "dc:date"),
        created=xml.last(fields, "created"),
        extra=extra,
    )


def _entry(entry: xml.Element, found: document.Document) -> Entry:
    fields = xml.fields(entry)
    for group in fields.get("media:group", ()):
        for name, each in xml.fields(group).items():
            fields.setdefault(name if ":" in name else f"media:{name}", []).extend(each)
    base = (found.url, *xml.bases(entry))
    links = _refs(fields, base)
    enclosures = tuple(each for each in links if each.rel == "enclosure")
    content = [_construct(each, found) for each in fields.get("content", ())]
    id = _plain(fields, "id")
    return Entry(
        id=absolute(id, base) if id and id.startswith("/") else id,
        title=_text(fields, "title", "media:title", found=found),
        link=_alternate(links) or next((each.src for each in content if each.src), None),
        links=links,
        summary=_text(fields, "summary", "media:description", found=found),
        content=tuple(each for each in content if each.value or each.src),
        authors=_people(fields, "author", base) or _creators(fields),
        contributors=_people(fields, "contributor", base),
        tags=_tags(fields),
        enclosures=enclosures,
        image=_picture(fields, enclosures, base),
        published=xml.last(fields, "published", "issued", "dc:date"),
        updated=xml.last(fields, "updated", "modified"),
        created=xml.last(fields, "created"),
        rights=_text(fields, "rights", "copyright", found=found),
        language=xml.language(entry) or _plain(fields, "dc:language"),
        origin=_origin(fields, base),
        within=next((_head(each, found, format="") for each in fields.get("source", ()) if len(each)), None),
        extra=extensions.of(fields, base),
    )


def _format(root: xml.Element) -> str:
    space = root.tag.rpartition("}")[0].lstrip("{") if isinstance(root.tag, str) else ""
    version = xml.attribute(root, "version") or ""
    if "purl.org/atom" in space or version.startswith("0."):
        return f"atom{version.replace('.', '')}" if version else "atom03"
    return "atom10" if space else "atom"


def _text(fields: Fields, *names: str, found: document.Document) -> Text | None:
    for name in names:
        for each in fields.get(name, ()):
            made = _construct(each, found)
            if made.value:
                return made
    return None


def _construct(element: xml.Element, found: document.Document) -> Text:
    """A text construct: its `type` is kept, and what stands in its `<div>` taken out (RFC 4287, 3.1)."""
    said = (xml.attribute(element, "type") or "text").lower()
    kind = _TYPES.get(said, said)
    mode = (xml.attribute(element, "mode") or "").lower()
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
    language = xml.language(element)
    base = xml.based(element, found.url)
    return Text(
        value=value.strip(" \t\r\n"),
        type=kind,
        language=found.language if language is None else language or None,
        base=base,
        src=absolute(xml.attribute(element, "src"), (base,)),
    )


def _marked(kind: str) -> bool:
    return kind.endswith(("+xml", "/xml"))


def _unpacked(said: str) -> str:
    try:
        return base64.b64decode("".join(said.split()), validate=True).decode("utf-8", "replace")
    except (binascii.Error, ValueError):
        return said


def _refs(fields: Fields, base: tuple[str, ...]) -> tuple[Ref, ...]:
    found: list[Ref] = []
    for each in fields.get("link", ()):
        here = (*base, own) if (own := each.get("{http://www.w3.org/XML/1998/namespace}base")) else base
        if href := absolute(xml.attribute(each, "href") or xml.text(each), here):
            found.append(
                Ref(
                    href=href,
                    rel=_rel(xml.attribute(each, "rel")),
                    type=xml.attribute(each, "type") or _TYPICAL.get(_rel(xml.attribute(each, "rel"))),
                    title=xml.attribute(each, "title"),
                    language=xml.attribute(each, "hreflang"),
                    length=xml.attribute(each, "length"),
                )
            )
    return tuple(found)


def _rel(said: str | None) -> str:
    return (said or "alternate").lower().removeprefix("http://www.iana.org/assignments/relation/")


def _alternate(links: tuple[Ref, ...]) -> str | None:
    pages = [each for each in links if each.rel == "alternate"]
    readable = [each for each in pages if not each.type or "html" in each.type]
    return next((each.href for each in (*readable, *pages)), None)


def _people(fields: Fields, name: str, base: tuple[str, ...]) -> tuple[Person, ...]:
    found: list[Person] = []
    for each in fields.get(name, ()):
        inside = xml.fields(each)
        person = Person(
            name=_plain(inside, "name") or (None if inside else " ".join(xml.text(each).split()) or None),
            email=_plain(inside, "email"),
            url=absolute(_plain(inside, "uri", "url", "homepage"), base),
        )
        if person != Person():
            found.append(person)
    return tuple(found)


def _creators(fields: Fields) -> tuple[Person, ...]:
    said = (" ".join(xml.text(each).split()) for each in fields.get("dc:creator", ()))
    return tuple(Person(name=each) for each in said if each)


def _tags(fields: Fields) -> tuple[Tag, ...]:
    found: list[Tag] = []
    for each in (*fields.get("category", ()), *fields.get("dc:subject", ())):
        term = xml.attribute(each, "term") or " ".join(xml.text(each).split())
        if term:
            found.append(
                Tag(term=term, scheme=xml.attribute(each, "scheme"), label=xml.attribute(each, "label"))
            )
    return tuple(found)


def _picture(fields: Fields, enclosures: tuple[Ref, ...], base: tuple[str, ...]) -> str | None:
    for name in ("media:content", "media:thumbnail"):
        for each in fields.get(name, ()):
            kind = f"{xml.attribute(each, 'medium') or ''} {xml.attribute(each, 'type') or ''}"
            address = absolute(xml.attribute(each, "url"), base)
            if address and (name == "media:thumbnail" or "image" in kind):
                return address
    return next((each.href for each in enclosures if (each.type or "").startswith("image/")), None)


def _origin(fields: Fields, base: tuple[str, ...]) -> Origin | None:
    for each in fields.get("source", ()):
        inside = xml.fields(each)
        links = _refs(inside, base)
        own = next((ref.href for ref in links if ref.rel == "self"), None)
        return Origin(
            name=_plain(inside, "title") or (None if inside else " ".join(xml.text(each).split()) or None),
            url=_alternate(links) or absolute(xml.attribute(each, "url"), base),
            feed=own,
            id=_plain(inside, "id"),
            rights=_plain(inside, "rights"),
        )
    return None
