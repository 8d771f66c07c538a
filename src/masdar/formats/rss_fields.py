"""What the elements of RSS say, one kind of value after the other, each made of the names that are there."""

import re
from collections.abc import Iterable
from html.entities import html5

from masdar.formats import xml
from masdar.formats.feed import Person, Ref, Tag, Text, absolute

_MAIL = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
_TAG = re.compile(r"<[A-Za-z/!]")
_REFERENCE = re.compile(r"&(?:#\w+|(\w+));")
_ITUNES = "http://www.itunes.com/"

PICTURES = ("media:content", "enclosure", "itunes:link", "media:thumbnail", "itunes:image", "image")

Fields = xml.Fields
Names = tuple[str, ...]


def plain(fields: Fields, names: Names, place: xml.Place) -> str | None:
    """The first text that any of these names gives, its white space evened."""
    for name in names:
        for each in fields[name]:
            if said := " ".join((xml.text(each) if len(each) else each.text or "").split()):
                return said
    return None


def last(fields: Fields, names: Names, place: xml.Place) -> str | None:
    """As `plain`, but of a name that stands several times its last: a time that was written again."""
    for name in names:
        for each in fields[name][::-1]:
            if said := " ".join((xml.text(each) if len(each) else each.text or "").split()):
                return said
    return None


def address(fields: Fields, names: Names, place: xml.Place) -> str | None:
    return absolute(xml.plain(fields, *names), (place.base,))


def text(fields: Fields, names: Names, place: xml.Place) -> Text | None:
    """The first of these that says something; an empty one where one is there, None where none is."""
    empty: Text | None = None
    for name in names:
        for each in fields[name]:
            found = value(each, place)
            if found.value:
                return found
            empty = empty or found
    return empty


def value(element: xml.Element, place: xml.Place) -> Text:
    """The element's text; child elements that should have been escaped are taken as the HTML they are."""
    if place.inherits:
        place = place.at(element)
    if len(element):
        raw, marked = xml.inner(element).strip(" \t\r\n"), True
    else:
        raw = (element.text or "").strip(" \t\r\n")
        marked = ("<" in raw or "&" in raw) and _is_html(raw)
    language = place.language if place.inherits else place.header
    return Text(value=raw, type="text/html" if marked else "text/plain", language=language, base=place.base)


def _is_html(raw: str) -> bool:
    if _TAG.search(raw):
        return True
    return any(not each[1] or f"{each[1]};" in html5 for each in _REFERENCE.finditer(raw))


def link(fields: Fields, place: xml.Place) -> str | None:
    """The page: of several links the last, since that is the one which was put in for readers."""
    bases = (place.base,)
    for each in reversed(fields.get("link", ())):
        if found := absolute(xml.text(each) or xml.attribute(each, "href"), bases):
            return found
    for each in fields.get("atom:link", ()):
        if (xml.attribute(each, "rel") or "alternate") == "alternate" and (
            found := absolute(xml.attribute(each, "href"), bases)
        ):
            return found
    return _permalink(fields, bases)


def _permalink(fields: Fields, bases: tuple[str, ...]) -> str | None:
    for each in fields.get("guid", ()):
        if (xml.attribute(each, "ispermalink") or "true").lower() == "true":
            said = xml.text(each).strip()
            return absolute(said, bases) if said.startswith(("http://", "https://", "/")) else None
    return None


def _in_order(fields: Fields, names: Names) -> Iterable[tuple[str, xml.Element]]:
    """The elements of these names in the order in which they stand."""
    if len(names) == 1:
        return [(names[0], each) for each in fields[names[0]]]
    parent = fields[names[0]][0].getparent()
    return [each for each in xml.children(parent) if each[0] in names] if parent is not None else []


def links(fields: Fields, names: Names, place: xml.Place) -> tuple[Ref, ...]:
    """The addresses of an element in the order in which they stand."""
    if names == _PLAIN_LINK and len(only := fields["link"]) == 1 and not only[0].attrib:
        href = absolute(xml.text(only[0]), (place.base,))
        return (Ref(href=href, type="text/html"),) if href is not None else ()
    found: list[Ref] = []
    for name, each in _in_order(fields, names):
        if name == "link" and not each.attrib:
            if (href := absolute(xml.text(each), (place.base,))) is not None:
                found.append(Ref(href=href, type="text/html"))
            continue
        said = xml.attribute(each, "url" if name == "enclosure" else "href") or xml.text(each)
        if (href := absolute(said, (place.base,))) is not None:
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


def people(fields: Fields, names: Names, place: xml.Place) -> tuple[Person, ...]:
    """Those whom the first of these names; the names of Dublin Core stand before mail addresses."""
    for name in names:
        said = [_author(each) for each in fields[name]]
        if found := tuple(each for each in said if each.name or each.email):
            return found
    return ()


def _author(element: xml.Element) -> Person:
    if len(element) and (fields := xml.fields(element)):
        return Person(
            name=xml.plain(fields, "name"),
            email=xml.plain(fields, "email"),
            url=xml.plain(fields, "uri", "url", "homepage"),
        )
    return _person(xml.text(element))


def _person(said: str) -> Person:
    """«me@news.example (A Name)», «A Name <me@news.example>» or a name."""
    said = " ".join(said.split())
    mail = _MAIL.search(said) if "@" in said else None
    if mail is None:
        return Person(name=said or None)
    rest = (said[: mail.start()] + said[mail.end() :]).replace("<>", "").replace("()", "").strip()
    if rest.startswith("(") and rest.endswith(")"):
        rest = rest[1:-1].strip()
    return Person(name=rest or None, email=mail[0])


def tags(fields: Fields, names: Names, place: xml.Place) -> tuple[Tag, ...]:
    """The tags of an element in the order in which they stand, each once."""
    if names == _PLAIN_TAG and len(only := fields["category"]) == 1 and not only[0].attrib:
        term = xml.even(only[0])
        return (Tag(term=term),) if term else ()
    found: dict[tuple[str, str | None], Tag] = {}
    for name, each in _in_order(fields, names):
        for tag in _tagged(name, each):
            found.setdefault((tag.term, tag.scheme), tag)
    return tuple(found.values())


_PLAIN_LINK, _PLAIN_TAG = ("link",), ("category",)
_LISTS = frozenset({"itunes:keywords", "media:keywords", "tags"})


def _tagged(name: str, each: xml.Element) -> list[Tag]:
    if name == "itunes:category":
        said = [xml.attribute(inner, "text") for inner in each.iter()]
        return [Tag(term=term, scheme=_ITUNES) for term in said if term]
    if name in _LISTS:
        terms = (term.strip() for term in re.split(r"[,،]", xml.text(each)))
        return [Tag(term=term, scheme=_ITUNES if name[0] == "i" else None) for term in terms if term]
    term = xml.even(each) or xml.attribute(each, "term") or ""
    scheme = xml.attribute(each, "domain") or xml.attribute(each, "scheme")
    return [Tag(term=term, scheme=scheme, label=xml.attribute(each, "label"))] if term else []


def enclosures(fields: Fields, names: Names, place: xml.Place) -> tuple[Ref, ...]:
    found: list[Ref] = []
    for each in (each for name in names for each in fields[name]):
        if href := absolute(xml.attribute(each, "url"), (place.base,)):
            length = xml.attribute(each, "length") or xml.attribute(each, "filesize")
            found.append(Ref(href=href, rel="enclosure", type=xml.attribute(each, "type"), length=length))
    return tuple(found)


def picture(fields: Fields, names: Names, place: xml.Place) -> str | None:
    bases = (place.base,)
    for each in fields.get("media:content", ()):
        kind = f"{xml.attribute(each, 'medium') or ''} {xml.attribute(each, 'type') or ''}"
        found = absolute(xml.attribute(each, "url"), bases)
        if found and ("image" in kind or (not kind.strip() and _is_picture(found))):
            return found
    for each in fields.get("enclosure", ()):
        found = absolute(xml.attribute(each, "url"), bases)
        if found and ((xml.attribute(each, "type") or "").startswith("image/") or _is_picture(found)):
            return found
    for each in fields.get("itunes:link", ()):
        found = absolute(xml.attribute(each, "href"), bases)
        if found and xml.attribute(each, "rel") == "image":
            return found
    for name in ("media:thumbnail", "itunes:image", "image"):
        for each in fields.get(name, ()):
            inside = xml.plain(xml.fields(each), "url")
            if found := absolute(xml.attribute(each, "url") or xml.attribute(each, "href") or inside, bases):
                return found
    return None


def _is_picture(address: str) -> bool:
    return address.partition("?")[0].lower().endswith((".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif"))
