"""XML as it is met: parsed where it is sound, mended where it is not.

Entities are never expanded, nothing is fetched, and the parser's own limits on depth and text stand
(256 levels, 10 MB a text). What had to be mended is told in `Tree.notes`.

    >>> tree = parse("<rss><channel><title>a & b&nbsp;c</title></channel></rss>")
    >>> tree.root.findtext("channel/title"), tree.wellformed
    ('a & b\\xa0c', False)
"""

import html
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from html.entities import html5, name2codepoint
from itertools import islice
from urllib.parse import urljoin, urlsplit

from lxml import etree

from masdar.errors import ReadError

Element = etree._Element

# signs; a document beyond this is set aside, never parsed
LIMIT = 48 * 1024 * 1024

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
    "http://web.resource.org/cc": "cc",
    "http://creativecommons.org/ns#": "cc",
    "http://backend.userland.com/creativecommonsrssmodule": "cc",
    "http://www.w3.org/xml/1998/namespace": "xml",
}
_XML = "{http://www.w3.org/XML/1998/namespace}"

# entities that a document declares for itself: taken where they are short and hold nothing but text
_OWN = re.compile(r"<!ENTITY\s+([A-Za-z][\w.-]{0,31})\s+([\"'])([^&<%\"']{0,200})\2\s*>")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
_DOCTYPE = re.compile(
    r"<!DOCTYPE\b(?:[^\[<>]|\"[^\"]*\"|'[^']*')*(?:\[.*?\]\s*)?>", re.IGNORECASE | re.DOTALL
)
# what must not be touched when ampersands are mended
_KEPT = re.compile(r"<!\[CDATA\[.*?\]\]>|<!--.*?-->", re.DOTALL)
_AMPERSAND = re.compile(r"&(?:#([0-9]{1,7});|#[xX]([0-9a-fA-F]{1,6});|([A-Za-z][A-Za-z0-9]{1,31});)?")
_STATED = frozenset({"amp", "lt", "gt", "quot", "apos"})
# a tag: whether it closes, its name, whether it is empty
_TAG = re.compile(r"<(/?)([A-Za-z_][\w.:-]*)(?:\s(?:[^<>\"']|\"[^\"]*\"|'[^']*')*?)?(/?)>|<[?!][^>]*>")
_START = re.compile(r"<[A-Za-z_]")


@dataclass(frozen=True, slots=True)
class Tree:
    root: Element
    # whether it was sound XML as it came; named HTML entities count as sound
    wellformed: bool
    notes: tuple[str, ...] = ()


def parse(text: str, *, pieces: tuple[str, ...] = ()) -> Tree:
    """The document's tree. `pieces` names the elements that never stand within one another: its entries.

    Raises ReadError where no element can be read at all.
    """
    if len(text) > LIMIT:
        raise ReadError(f"an XML document of {len(text):,} signs; at most {LIMIT:,} are read")
    body = _DECLARATION.sub("", text.lstrip("\ufeff"), count=1)
    own: dict[str, str] = {}
    if (doctype := _DOCTYPE.search(body)) is not None:
        body = body[: doctype.start()] + body[doctype.end() :]
        own = {each[1]: each[3] for each in islice(_OWN.finditer(doctype[0]), 100)}
    body, named = _entities(body, own)
    try:
        root = _parsed(body, recover=False)
    except etree.XMLSyntaxError as error:
        return _mended(body, str(error), pieces)
    return Tree(root, wellformed=True, notes=("named entities",) if named else ())


def name(element: Element) -> str:
    """The element's name in lower case, with the usual prefix of its namespace: `media:credit`."""
    return _name(element.tag) if isinstance(element.tag, str) else ""


def local(element: Element) -> str:
    """The element's name in lower case without any prefix."""
    return name(element).rpartition(":")[2]


def children(element: Element) -> Iterator[tuple[str, Element]]:
    """The child elements with their names, those of the parent's own namespace without a prefix."""
    home = str(element.tag).rpartition("}")[0]
    for child in element:
        if isinstance(child.tag, str):
            space, _, bare = child.tag.rpartition("}")
            yield (bare.lower() if space == home and ":" not in bare else _name(child.tag)), child


Fields = dict[str, list[Element]]


def fields(element: Element) -> Fields:
    """The child elements by name, each name's in order."""
    found: Fields = {}
    for key, child in children(element):
        found.setdefault(key, []).append(child)
    return found


def last(found: Fields, *names: str) -> str | None:
    """As `plain`, but where a name stands several times, its last: a time that was written again."""
    return plain({key: found[key][::-1] for key in names if key in found}, *names)


def plain(found: Fields, *names: str) -> str | None:
    """The first text that any of these names gives, its white space evened."""
    for key in names:
        for each in found.get(key, ()):
            if value := " ".join(text(each).split()):
                return value
    return None


def attribute(element: Element, key: str) -> str | None:
    """An attribute by its local name in any case, trimmed; None where it is missing."""
    value = element.get(key)
    if value is None:
        # a value is found by walking all names: only the first ones are looked at
        for name in islice(element.attrib, 50):
            if str(name).rpartition("}")[2].rpartition(":")[2].lower() == key:
                return (element.get(name) or "").strip()
        return None
    return value.strip()


def language(element: Element) -> str | None:
    """The nearest `xml:lang`; `""` where it is taken back."""
    said = _inherited(element, "lang")
    return said.replace("_", "-") if said else said


def bases(element: Element) -> tuple[str, ...]:
    """The `xml:base` attributes that apply, outermost first."""
    found = [value for each in _lineage(element) if (value := each.get(f"{_XML}base"))]
    return tuple(reversed(found))


def based(element: Element, base: str) -> str:
    """The address that links of an element are relative to, its `xml:base` and those around it applied."""
    for each in bases(element):
        base = urljoin(base, each.strip()) if _is_address(each) else base
    return base


def _is_address(said: str) -> bool:
    try:
        return urlsplit(said.strip()).scheme.lower() in {"", "http", "https"}
    except ValueError:
        return False


def text(element: Element) -> str:
    """All text below an element, in order."""
    return "".join(element.itertext()) if len(element) else element.text or ""


def inner(element: Element) -> str:
    """What stands inside an element as markup, prefixes and namespace declarations taken off."""
    parts = [html.escape(element.text or "", quote=False)]
    for child in element:
        parts.append(_markup(child))
        parts.append(html.escape(child.tail or "", quote=False))
    return "".join(parts)


def clean(value: str) -> str:
    """Text without the signs that XML cannot carry."""
    return _CONTROL.sub("", value)


def _parsed(body: str, *, recover: bool) -> Element:
    parser = etree.XMLParser(
        recover=recover,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        encoding="utf-8",
    )
    root = etree.fromstring(body.encode("utf-8", "replace"), parser)
    if root is None:  # lxml gives None where recovering finds nothing
        raise ReadError("no element in the document")
    return root


def _mended(body: str, why: str, pieces: tuple[str, ...]) -> Tree:
    mended = _KEPT.sub(lambda kept: kept[0] if kept[0].startswith("<![") else "", clean(body))
    start = _START.search(mended)
    mended = _balanced(_ampersands(mended[start.start() :] if start else mended), frozenset(pieces))
    notes = (f"not well-formed: {why[:120]}",)
    try:
        return Tree(_parsed(mended, recover=True), wellformed=False, notes=notes)
    except (etree.XMLSyntaxError, ReadError) as error:
        raise ReadError(f"XML that cannot be read: {why[:200]}") from error


def _balanced(body: str, pieces: frozenset[str]) -> str:
    """Every tag closed where its parent ends or, for an entry, where the next one begins; strays dropped."""
    out: list[str] = []
    opened: list[str] = []
    count: Counter[str] = Counter()
    for piece, free in _outside(body):
        if not free:
            out.append(piece)
            continue
        at = 0
        for tag in _TAG.finditer(piece):
            out.append(piece[at : tag.start()].replace("<", "&lt;"))
            at = tag.end()
            closing, name, empty = tag[1], tag[2], tag[3]
            if name is None:  # a declaration or an instruction says nothing of the feed
                continue
            if closing:
                if count[name]:
                    out.extend(_closed(opened, count, name))
                continue
            if name.lower() in pieces and count[name]:
                out.extend(_closed(opened, count, name))
            out.append(tag[0])
            if not empty:
                opened.append(name)
                count[name] += 1
        rest = piece[at:]
        out.append(rest[: cut if (cut := rest.find("<")) >= 0 else len(rest)])
    out.extend(f"</{name}>" for name in reversed(opened))
    return "".join(out)


def _closed(opened: list[str], count: Counter[str], name: str) -> Iterator[str]:
    while opened:
        last = opened.pop()
        count[last] -= 1
        yield f"</{last}>"
        if last == name:
            return


def _outside(body: str) -> Iterator[tuple[str, bool]]:
    """The document in pieces, with whether each may be changed."""
    at = 0
    for kept in _KEPT.finditer(body):
        yield body[at : kept.start()], True
        yield kept[0], False
        at = kept.end()
    yield body[at:], True


def _entities(body: str, own: dict[str, str]) -> tuple[str, bool]:
    """Named entities of HTML and of the document itself as the signs they mean; those of XML stay."""
    if "&" not in body:
        return body, False

    def meant(found: re.Match[str]) -> str:
        name = found[1]
        if name in _STATED:
            return found[0]
        if name[0] == "#":  # "&#X41;", which XML does not know; "&#146;", which means windows-1252
            return f"&#x{name[2:]};" if name[1] == "X" else html.unescape(found[0])
        if name in own:
            return own[name]
        code = name2codepoint.get(name)
        return chr(code) if code else html5.get(f"{name};", found[0])

    out = [_NAMED.sub(meant, piece) if free and "&" in piece else piece for piece, free in _outside(body)]
    joined = "".join(out)
    return joined, len(joined) != len(body)


_NAMED = re.compile(r"&([A-Za-z][\w.-]{0,31}|#X[0-9a-fA-F]{1,6}|#1[2-5][0-9]);")


def _ampersands(body: str) -> str:
    return "".join(_AMPERSAND.sub(_reference, piece) if free else piece for piece, free in _outside(body))


def _reference(found: re.Match[str]) -> str:
    if found[3]:
        return found[0] if found[3] in _STATED else f"&amp;{found[0][1:]}"
    code = int(found[1]) if found[1] else int(found[2], 16) if found[2] else None
    if code is None:
        return "&amp;"
    sound = (
        code in (9, 10, 13) or 32 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or 0x10000 <= code <= 0x10FFFF
    )
    return found[0] if sound else ""


_NAMES: dict[str, str] = {}


def _name(tag: str) -> str:
    known = _NAMES.get(tag)
    if known is not None:
        return known
    space, _, local = tag.rpartition("}")
    prefix = _NAMESPACES.get(space.lstrip("{").rstrip("/").lower()) if space else ""
    if prefix is None:
        prefix = "other"
    if ":" in local:  # a prefix that nobody declared
        prefix, _, local = local.rpartition(":")
    made = f"{prefix}:{local}".lower() if prefix else local.lower()
    if len(_NAMES) < 4096:
        _NAMES[tag] = made
    return made


def _lineage(element: Element) -> Iterator[Element]:
    each: Element | None = element
    while each is not None:
        yield each
        each = each.getparent()


def _inherited(element: Element, key: str) -> str | None:
    for each in _lineage(element):
        value = each.get(f"{_XML}{key}")
        if value is not None:
            return value.strip()
    return None


_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
)


def _markup(element: Element) -> str:
    if not isinstance(element.tag, str):
        return ""
    tag = element.tag.rpartition("}")[2].rpartition(":")[2]
    attributes = "".join(
        f' {str(key).rpartition("}")[2]}="{html.escape(str(value))}"' for key, value in element.attrib.items()
    )
    if tag in _VOID and not len(element) and not element.text:
        return f"<{tag}{attributes} />"
    return f"<{tag}{attributes}>{inner(element)}</{tag}>"
