"""XML as it is met: parsed where it is sound, mended where it is not.

Entities are never expanded, nothing is fetched, and the parser's own limits on depth and text stand
(256 levels, 10 MB a text). What had to be mended is told in `Tree.notes`.

    >>> tree = parse("<rss><channel><title>a & b&nbsp;c</title></channel></rss>")
    >>> tree.root.findtext("channel/title"), tree.wellformed
    ('a & b\\xa0c', False)
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml import etree
from msgspec import Struct
from msgspec.structs import replace

from masdar.errors import ReadError
from masdar.formats import mend

clean = mend.clean

Element = etree._Element

# signs; a document beyond this is set aside, never parsed
LIMIT = 48 * 1024 * 1024
# attributes of one element, beyond which a document is set aside: each costs a hundred times its size
ATTRIBUTES = 10_000

# Namespaces by the prefix they are spoken of here; feeds bind them to anything.
_NAMESPACES = {
    "http://purl.org/rss/1.0": "",
    "http://my.netscape.com/rdf/simple/0.9": "",
    "http://channel.netscape.com/rdf/simple/0.9": "",
    "http://backend.userland.com/rss2": "",
    "http://backend.userland.com/rss": "",
    "http://blogs.law.harvard.edu/tech/rss": "",
    "http://www.w3.org/2005/atom": "atom",
    "http://purl.org/atom/ns#": "atom",
    "http://purl.org/dc/elements/1.1": "dc",
    "http://purl.org/dc/elements/1.0": "dc",
    "http://purl.org/dc/terms": "dcterms",
    "http://purl.org/rss/1.0/modules/content": "content",
    "http://search.yahoo.com/mrss": "media",
    "http://www.rssboard.org/media-rss": "media",
    "http://tools.search.yahoo.com/mrss": "media",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "http://purl.org/rss/1.0/modules/syndication": "sy",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
    "http://www.w3.org/1999/xhtml": "xhtml",
    "http://www.sitemaps.org/schemas/sitemap/0.9": "",
    "http://www.google.com/schemas/sitemap/0.84": "",
    "http://www.google.com/schemas/sitemap-news/0.9": "news",
    "http://www.google.com/schemas/sitemap-image/1.1": "image",
    "http://www.georss.org/georss": "georss",
    "http://www.opengis.net/gml": "gml",
    "http://wellformedweb.org/commentapi": "wfw",
    "http://purl.org/rss/1.0/modules/slash": "slash",
    "http://purl.org/syndication/thread/1.0": "thr",
    "http://podlove.org/simple-chapters": "psc",
    "http://www.w3.org/2003/01/geo/wgs84_pos#": "geo",
    "http://webns.net/mvcb": "admin",
    "http://web.resource.org/cc": "cc",
    "http://creativecommons.org/ns#": "cc",
    "http://backend.userland.com/creativecommonsrssmodule": "cc",
    "http://www.w3.org/xml/1998/namespace": "xml",
}
_XML = "{http://www.w3.org/XML/1998/namespace}"

_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
# references that XML does not know, or knows as controls: `&#X41;`, `&#146;`, `&#x92;`
_ODD = re.compile(rb"&#(?:X|1[2-5][0-9];|x0*[89][0-9a-fA-F];)")


_SETTINGS: dict[str, Any] = {
    **dict.fromkeys(("no_network", "remove_comments", "remove_pis"), True),
    **dict.fromkeys(("resolve_entities", "load_dtd", "huge_tree", "strip_cdata", "collect_ids"), False),
    "encoding": "utf-8",
}
# bytes of a document, and of a tag, beyond which there may be so many
_LARGE, _WIDE_TAG = 400_000, re.compile(rb"<[A-Za-z][^<>]{%d,}" % (ATTRIBUTES * 5))
_INHERITED = etree.XPath("boolean(//@xml:*)")
_STRICT = etree.XMLParser(recover=False, **_SETTINGS)
_LENIENT = etree.XMLParser(recover=True, **_SETTINGS)
# bytes of a document whose entries beyond those that are looked at are dropped while it is parsed
_HEAVY, _CHUNK, _ENTRIES = 1_000_000, 64 * 1024, ("{*}item", "{*}entry")


@dataclass(frozen=True, slots=True)
class Tree:
    root: Element
    # whether it was sound XML as it came; named HTML entities count as sound
    wellformed: bool
    notes: tuple[str, ...] = ()
    # whether bases or languages are set in it, which hold for all below
    inherits: bool = False


def parse(text: str, *, pieces: tuple[str, ...] = (), utf8: bytes | None = None) -> Tree:
    """The document's tree. `pieces` names the elements that never stand within one another: its entries.

    `utf8` is the text in bytes, where they are at hand. Raises ReadError where no element can be read at all.
    """
    if len(text) > LIMIT:
        raise ReadError(f"an XML document of {len(text):,} signs; at most {LIMIT:,} are read")
    if utf8 is not None and (tree := at_once(utf8)) is not None:
        return tree
    body = _DECLARATION.sub("", text.lstrip("\ufeff"), count=1)
    before = mend.prologue(body)
    if before.doctype is not None:
        body = body[: before.doctype[0]] + body[before.doctype[1] :]
    body, named = mend.entities(body, before.own)
    inherits = "xml:lang" in body or "xml:base" in body
    try:
        utf8 = body.encode("utf-8", "replace")
        _bounded(utf8)
        root = _parsed(utf8, _STRICT)
    except etree.XMLSyntaxError as error:
        return Tree(
            _mended(body, str(error), pieces),
            wellformed=False,
            notes=(f"not well-formed: {str(error)[:120]}",),
            inherits=inherits,
        )
    return Tree(root, wellformed=True, notes=("named entities",) if named else (), inherits=inherits)


def at_once(utf8: bytes, *, most: int = 5_000) -> Tree | None:
    """The tree of sound XML in UTF-8, of a large one with its first entries alone; None of anything else."""
    if len(utf8) > LIMIT or _ODD.search(utf8) is not None:
        return None
    _bounded(utf8)
    try:
        root = _parsed(utf8, _STRICT) if len(utf8) < _HEAVY else _pruned(utf8, most)
    except (etree.XMLSyntaxError, ReadError):
        return None
    if root.getroottree().docinfo.internalDTD is not None:
        return None
    return Tree(root, wellformed=True, inherits=bool(_INHERITED(root)))


def _mended(body: str, why: str, pieces: tuple[str, ...]) -> Element:
    mended = mend.balanced(mend.clean(body), frozenset(pieces))
    try:
        utf8 = mended.encode("utf-8", "replace")
        _bounded(utf8)
        return _parsed(utf8, _LENIENT)
    except (etree.XMLSyntaxError, ReadError) as error:
        raise ReadError(f"XML that cannot be read: {why[:200]}") from error


def _pruned(utf8: bytes, most: int) -> Element:
    """The root of a large document without the entries beyond the first ones, which would fill the memory."""
    parser = etree.XMLPullParser(events=("end",), tag=_ENTRIES, recover=False, **_SETTINGS)
    met = 0
    for at in range(0, len(utf8), _CHUNK):
        parser.feed(utf8[at : at + _CHUNK])
        for _, entry in parser.read_events():
            met += 1
            if met > most and (around := entry.getparent()) is not None:
                around.remove(entry)
    return parser.close()


def _bounded(utf8: bytes) -> None:
    """Raises ReadError where a tag has more attributes than any that is meant."""
    if len(utf8) < _LARGE:
        return
    for tag in _WIDE_TAG.finditer(utf8):
        if tag[0].count(b"=") > ATTRIBUTES:
            raise ReadError(f"an element of more than {ATTRIBUTES:,} attributes")


def _parsed(utf8: bytes, parser: etree.XMLParser) -> Element:
    root = etree.fromstring(utf8, parser)
    if root is None:  # lxml gives None where recovering finds nothing
        raise ReadError("no element in the document")
    return root


def name(element: Element) -> str:
    """The element's name in lower case, with the usual prefix of its namespace: `media:credit`."""
    return _name(element.tag) if isinstance(element.tag, str) else ""


def local(element: Element) -> str:
    """The element's name in lower case without any prefix."""
    return name(element).rpartition(":")[2]


def children(element: Element) -> Iterator[tuple[str, Element]]:
    """The child elements with their names, those of the parent's own namespace without a prefix."""
    names = _CHILDREN[str(element.tag).rpartition("}")[0]]
    for child in element:
        if key := names[child.tag]:
            yield key, child


Fields = dict[str, list[Element]]


def fields(element: Element) -> Fields:
    """The child elements by name, each name's in order."""
    names = _CHILDREN[str(element.tag).rpartition("}")[0]]
    found: Fields = {}
    for child in element:
        key = names[child.tag]
        if key in found:
            found[key].append(child)
        elif key:
            found[key] = [child]
    return found


def last(found: Fields, *names: str) -> str | None:
    """As `plain`, but where a name stands several times, its last: a time that was written again."""
    for key in names:
        for each in reversed(found.get(key, ())):
            if value := even(each):
                return value
    return None


def plain(found: Fields, *names: str) -> str | None:
    """The first text that any of these names gives, its white space evened."""
    for key in names:
        for each in found.get(key, ()):
            if value := even(each):
                return value
    return None


def even(element: Element) -> str:
    """All text below an element, its white space evened."""
    return " ".join(text(element).split())


def attribute(element: Element, key: str) -> str | None:
    """An attribute by its local name in any case, trimmed; None where it is missing."""
    value = element.get(key)
    return attributes(element).get(key) if value is None else value.strip()


def attributes(element: Element) -> dict[str, str]:
    """The first attributes by local name in lower case, trimmed; of two of one name the first."""
    found: dict[str, str] = {}
    for name, value in islice(element.items(), 50):
        found.setdefault(_bare(str(name)), str(value).strip())
    return found


@lru_cache(maxsize=1024)
def _bare(name: str) -> str:
    return name.rpartition("}")[2].rpartition(":")[2].lower()


def language(element: Element) -> str | None:
    """The nearest `xml:lang`; `""` where it is taken back."""
    for each in _lineage(element):
        if (said := each.get(f"{_XML}lang")) is not None:
            return said.strip().replace("_", "-")
    return None


class Place(Struct, frozen=True):
    """What holds for an element and all below it: XML Base and `xml:lang` (XML 1.0, 2.12)."""

    # the address that links are relative to
    base: str
    # `xml:lang` in force, `""` where it was taken back, None where it was never said
    lang: str | None = None
    # of the document's header
    header: str | None = None
    # whether anything in the document says either
    inherits: bool = False

    @property
    def language(self) -> str | None:
        return self.header if self.lang is None else self.lang or None

    def at(self, element: Element) -> "Place":
        """The place of a child element."""
        if not self.inherits:
            return self
        base, lang = element.get(f"{_XML}base"), element.get(f"{_XML}lang")
        if base is None and lang is None:
            return self
        joined = urljoin(self.base, base.strip()) if base and _is_address(base) else self.base
        return replace(self, base=joined, lang=self.lang if lang is None else lang.strip().replace("_", "-"))

    def within(self, element: Element) -> "Place":
        """The place of any element below, by all that it stands in; `self` is that of the document."""
        place = self
        if self.inherits:
            for each in reversed(tuple(_lineage(element))):
                place = place.at(each)
        return place


def _is_address(said: str) -> bool:
    try:
        return urlsplit(said.strip()).scheme.lower() in {"", "http", "https"}
    except ValueError:
        return False


def text(element: Element) -> str:
    """All text below an element, in order."""
    return "".join(element.itertext()) if len(element) else element.text or ""


def inner(element: Element, space: str = "") -> str:
    """What stands inside an element as markup, prefixes and namespace declarations taken off."""
    parts = [html.escape(element.text or "", quote=False)]
    for child in element:
        parts.append(_markup(child, space))
        parts.append(html.escape(child.tail or "", quote=False))
    return "".join(parts)


@lru_cache(maxsize=4096)
def _name(tag: str) -> str:
    space, _, local = tag.rpartition("}")
    prefix = _NAMESPACES.get(space.lstrip("{").rstrip("/").lower()) if space else ""
    if prefix is None:
        prefix = "other"
    if ":" in local:  # a prefix that nobody declared
        prefix, _, local = local.rpartition(":")
    return f"{prefix}:{local}".lower() if prefix else local.lower()


class _Names(dict[Any, str]):
    """Names of children by their tags, under a parent of one namespace; `""` for what is no element."""

    def __init__(self, home: str) -> None:
        self._home = home

    def __missing__(self, tag: Any) -> str:
        if not isinstance(tag, str):
            return ""
        space, _, bare = tag.rpartition("}")
        made = bare.lower() if space == self._home and ":" not in bare else _name(tag)
        if len(self) < 1024:
            self[tag] = made
        return made


class _Children(dict[str, _Names]):
    def __missing__(self, home: str) -> _Names:
        names = _Names(home)
        if len(self) < 64:
            self[home] = names
        return names


_CHILDREN = _Children()


def _lineage(element: Element) -> Iterator[Element]:
    each: Element | None = element
    while each is not None:
        yield each
        each = each.getparent()


_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
)


# what is drawn: markup of its own, told by its namespace
_DRAWN = frozenset({"http://www.w3.org/1998/Math/MathML", "http://www.w3.org/2000/svg"})
_XLINK = "{http://www.w3.org/1999/xlink}"


def _markup(element: Element, around: str = "") -> str:
    if not isinstance(element.tag, str):
        return ""
    space, _, name = element.tag.rpartition("}")
    tag, space = name.rpartition(":")[2], space[1:]
    attributes = "".join(
        f' {_key(str(key))}="{html.escape(str(value))}"' for key, value in element.attrib.items()
    )
    if space in _DRAWN and space != around:
        attributes += f' xmlns="{space}"'
    if tag in _VOID and not len(element) and not element.text:
        return f"<{tag}{attributes} />"
    return f"<{tag}{attributes}>{inner(element, space)}</{tag}>"


def _key(key: str) -> str:
    bare = key.rpartition("}")[2]
    return f"xlink:{bare}" if key.startswith(_XLINK) else bare
