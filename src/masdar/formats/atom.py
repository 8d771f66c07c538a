"""Atom 1.0 (RFC 4287) and 0.3.

>>> feed = read(b'<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>A</title></entry></feed>')
>>> feed.format, feed.entries[0].title.value
('atom10', 'A')
"""

import base64
import binascii
from collections.abc import Mapping
from itertools import islice

from masdar.arabic import decode
from masdar.errors import NotAFeed
from masdar.formats import xml
from masdar.formats.feed import ENTRIES, Entry, Feed, Origin, Person, Ref, Tag, Text, absolute, told

ROOTS = frozenset({"atom:feed", "feed", "atom:entry", "entry", "other:feed"})
_TYPES = {"text": "text/plain", "html": "text/html", "xhtml": "application/xhtml+xml"}


def read(data: bytes, *, url: str = "", headers: Mapping[str, str] | None = None) -> Feed:
    """The feed. Raises ReadError where no XML can be read, NotAFeed where it is something else."""
    tree = xml.parse(decode.text(data, headers=headers or {}), pieces=("entry",))
    return of(tree, url=url)


def of(tree: xml.Tree, *, url: str = "") -> Feed:
    root = tree.root
    kind = _local(xml.name(root))
    if kind not in {"feed", "entry"}:
        raise NotAFeed(f"{url or 'the document'}: its root is <{kind}>, not <feed>")
    head = _fields(root)
    entries = [each for each in root.iter() if _local(xml.name(each)) == "entry"]
    base = (url, *xml.bases(root))
    links = _refs(head, base)
    return Feed(
        format=_format(root),
        title=_text(head, "title", url=url),
        subtitle=_text(head, "subtitle", "tagline", url=url),
        link=_alternate(links),
        links=links,
        id=_plain(head, "id"),
        language=xml.language(root) or None,
        rights=_text(head, "rights", "copyright", url=url),
        authors=_people(head, "author", base),
        contributors=_people(head, "contributor", base),
        tags=_tags(head),
        image=absolute(_plain(head, "logo"), base),
        icon=absolute(_plain(head, "icon"), base),
        generator=_plain(head, "generator"),
        published=_plain(head, "published", "issued"),
        updated=_plain(head, "updated", "modified"),
        entries=told(_entry(each, url=url) for each in islice(entries, ENTRIES)),
        repaired=not tree.wellformed,
        notes=tree.notes,
    )


Fields = dict[str, list[xml.Element]]


def _local(name: str) -> str:
    return name.removeprefix("atom:").removeprefix("other:")


def _fields(element: xml.Element) -> Fields:
    found: Fields = {}
    for name, child in xml.children(element):
        found.setdefault(name.removeprefix("atom:"), []).append(child)
    return found


def _entry(entry: xml.Element, *, url: str) -> Entry:
    fields = _fields(entry)
    for group in fields.get("media:group", ()):
        for name, each in xml.children(group):
            fields.setdefault(name, []).append(each)
    base = (url, *xml.bases(entry))
    links = _refs(fields, base)
    enclosures = tuple(each for each in links if each.rel == "enclosure")
    content = tuple(made for each in fields.get("content", ()) if (made := _construct(each, url)).value)
    return Entry(
        id=_plain(fields, "id"),
        title=_text(fields, "title", "media:title", url=url),
        link=_alternate(links) or _source_link(fields, base),
        links=links,
        summary=_text(fields, "summary", "media:description", url=url),
        content=content,
        authors=_people(fields, "author", base) or _creators(fields),
        contributors=_people(fields, "contributor", base),
        tags=_tags(fields),
        enclosures=enclosures,
        image=_picture(fields, enclosures, base),
        published=_plain(fields, "published", "issued", "dc:date"),
        updated=_plain(fields, "updated", "modified"),
        created=_plain(fields, "created"),
        rights=_text(fields, "rights", "copyright", url=url),
        language=xml.language(entry) or _plain(fields, "dc:language"),
        origin=_origin(fields, base),
    )


def _format(root: xml.Element) -> str:
    space = root.tag.rpartition("}")[0].lstrip("{") if isinstance(root.tag, str) else ""
    version = xml.attribute(root, "version") or ""
    if "purl.org/atom" in space or version.startswith("0."):
        return f"atom{version.replace('.', '')}" if version else "atom03"
    return "atom10" if space else "atom"


def _plain(fields: Fields, *names: str) -> str | None:
    for name in names:
        for each in fields.get(name, ()):
            if value := " ".join(xml.text(each).split()):
                return value
    return None


def _text(fields: Fields, *names: str, url: str) -> Text | None:
    for name in names:
        for each in fields.get(name, ()):
            made = _construct(each, url)
            if made.value:
                return made
    return None


def _construct(element: xml.Element, url: str) -> Text:
    """A text construct: its `type` is kept, and what stands in its `<div>` taken out (RFC 4287, 3.1)."""
    said = (xml.attribute(element, "type") or "text").lower()
    kind = _TYPES.get(said, said)
    mode = (xml.attribute(element, "mode") or "").lower()
    if mode == "base64" or (not kind.startswith("text/") and not _marked(kind) and not len(element)):
        value = _unpacked(element.text or "")
    elif kind == "application/xhtml+xml" and len(element):
        children = [child for _, child in xml.children(element)]
        only = children[0] if len(children) == 1 and _local(xml.name(children[0])).endswith("div") else None
        value = xml.inner(only if only is not None and said == "xhtml" else element)
    elif len(element):
        value = xml.inner(element)
        kind = "application/xhtml+xml" if kind == "text/plain" else kind
    else:
        value = element.text or ""
        if mode == "escaped" and kind == "text/plain" and "<" in value:
            kind = "text/html"
    base = url
    for each in xml.bases(element):
        base = absolute(each, (base,)) or base
    return Text(value=value.strip(), type=kind, language=xml.language(element) or None, base=base)


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
                    type=xml.attribute(each, "type"),
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


def _source_link(fields: Fields, base: tuple[str, ...]) -> str | None:
    for each in fields.get("content", ()):
        if found := absolute(xml.attribute(each, "src"), base):
            return found
    return None


def _people(fields: Fields, name: str, base: tuple[str, ...]) -> tuple[Person, ...]:
    found: list[Person] = []
    for each in fields.get(name, ()):
        inside = _fields(each)
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
        inside = _fields(each)
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
