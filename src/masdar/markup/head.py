"""What a page says of itself: title, meta, Open Graph, links, JSON-LD and microdata.

    >>> read(tree.parse('<html lang=ar><meta property="og:title" content="خبر">')).first("og:title")
    'خبر'

Names are lower-case; values are as printed, white space made single. Nothing is believed here:
the rooms above decide which of two statements to trust.
"""

import html
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec

from masdar.markup import tree


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


ARTICLE_TYPES = _words(
    """
    Article NewsArticle ReportageNewsArticle AnalysisNewsArticle AskPublicNewsArticle BackgroundNewsArticle
    OpinionNewsArticle ReviewNewsArticle BlogPosting LiveBlogPosting SocialMediaPosting Report TechArticle
    SatiricalArticle AdvertiserContentArticle Review
    """
)

# objects of JSON-LD looked at on one page; more is an attack or a catalogue
MOST_OBJECTS = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A `link` element of the head."""

    rel: str
    href: str
    type: str = ""
    hreflang: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What stands in a page for machines."""

    title: str = ""
    lang: str = ""
    dir: str = ""
    base: str = ""
    # by name, property, itemprop or http-equiv of `meta`, in the order of the page
    meta: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    links: tuple[Link, ...] = ()
    # every object of JSON-LD that has a type, outer ones first
    objects: tuple[Mapping[str, Any], ...] = ()
    # the object of JSON-LD that tells most of an article; empty where there is none
    article: Mapping[str, Any] = field(default_factory=dict)
    # by itemprop, of elements in the body
    micro: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def first(self, *names: str) -> str:
        """The first value that is not empty, trying names in order."""
        for name in names:
            for value in self.meta.get(name, ()):
                if value:
                    return value
        return ""

    def link(self, rel: str) -> str:
        """The address of the first link of a kind; empty where there is none."""
        return next((each.href for each in self.links if each.rel == rel), "")

    def typed(self, types: frozenset[str]) -> Iterator[Mapping[str, Any]]:
        """The objects of JSON-LD of one of some types."""
        return (each for each in self.objects if not types.isdisjoint(kinds(each)))

    def resolve(self, value: Any) -> Any:
        """The object that an `@id` stands for."""
        if isinstance(value, Mapping) and len(value) <= 2 and isinstance(value.get("@id"), str):
            for each in self.objects:
                if each.get("@id") == value["@id"] and len(each) > len(value):
                    return each
        return value


def read(page: tree.Node) -> Head:
    """Everything that the page says for machines, in one pass over its head and its marked elements."""
    meta: dict[str, list[str]] = {}
    links: list[Link] = []
    objects: list[Mapping[str, Any]] = []
    title = lang = direction = base = ""
    for element in tree.elements(page, "html", "meta", "link", "title", "base", "script"):
        tag = element.tag
        if tag == "meta":
            _meta(element, meta)
        elif tag == "link":
            links.extend(_links(element))
        elif tag == "script":
            if "ld+json" in (element.attr("type") or "").lower():
                objects.extend(_objects(element.text, MOST_OBJECTS - len(objects)))
        elif tag == "title":
            parent = element.parent
            if not title and not (isinstance(parent, tree.Element) and parent.tag == "svg"):
                title = tree.text(element)
        elif tag == "base":
            base = base or tree.attr(element, "href")
        else:
            lang, direction = tree.attr(element, "lang"), tree.attr(element, "dir").lower()
    return Head(
        title=title,
        lang=lang,
        dir=direction,
        base=base,
        meta={name: tuple(values) for name, values in meta.items()},
        links=tuple(links),
        objects=tuple(objects),
        article=_article(objects),
        micro=_micro(page),
    )


_TELLING = ("headline", "datePublished", "articleBody", "author", "image")


def _article(objects: list[Mapping[str, Any]]) -> Mapping[str, Any]:
    best: Mapping[str, Any] = {}
    best_told = 0
    for each in objects:
        told = sum(name in each for name in _TELLING)
        if told > best_told and not ARTICLE_TYPES.isdisjoint(kinds(each)):
            best, best_told = each, told
    return best


def kinds(value: Mapping[str, Any]) -> tuple[str, ...]:
    """The types of an object of JSON-LD, without their namespace."""
    given = value.get("@type")
    listed = given if isinstance(given, list) else [given]
    return tuple(each.rsplit("/", 1)[-1].rsplit(":", 1)[-1] for each in listed if isinstance(each, str))


def words(value: Any) -> str:
    """The text of a value of JSON-LD: a string, the first of a list, or an object's name."""
    if isinstance(value, str):
        return plain(value)
    if isinstance(value, list):
        return next((found for each in value if (found := words(each))), "")
    if isinstance(value, Mapping):
        for name in ("name", "@value", "url", "@id"):
            if name in value and (found := words(value[name])):
                return found
    return ""


_ENTITY = re.compile(r"&#?\w{2,12};")
_TAG = re.compile(r"<[a-zA-Z/!][^<>]*>")


def plain(value: str) -> str:
    """A value without the entities and tags that were put into it, white space made single."""
    if "&" in value and _ENTITY.search(value):
        value = html.unescape(value)
        if "&" in value and _ENTITY.search(value):
            value = html.unescape(value)
    if "<" in value:
        value = _TAG.sub(" ", value)
    return " ".join(value.split())


def _meta(element: tree.Element, found: dict[str, list[str]]) -> None:
    content = element.attr("content")
    if content is None:
        return
    content = plain(content)
    for attribute in ("property", "name", "itemprop", "http-equiv"):
        for name in (element.attr(attribute) or "").lower().split():
            values = found.setdefault(name, [])
            if content not in values:
                values.append(content)


def _links(element: tree.Element) -> Iterator[Link]:
    href = tree.attr(element, "href")
    if href:
        kind, language = tree.attr(element, "type").lower(), tree.attr(element, "hreflang")
        for rel in (element.attr("rel") or "").lower().split():
            yield Link(rel=rel, href=href, type=kind, hreflang=language)


def _micro(page: tree.Node) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for element in tree.select(page, "body [itemprop]"):
        if element.tag in ("meta", "link"):
            if element.tag == "meta":
                continue
            value = tree.attr(element, "href")
        elif element.tag == "time":
            value = tree.attr(element, "datetime") or tree.text(element)
        elif element.attr("content") is not None:
            value = tree.attr(element, "content")
        elif element.tag in ("img", "a"):
            value = tree.attr(element, "src") or tree.attr(element, "href")
        else:
            value = ""
        for name in (element.attr("itemprop") or "").split():
            if name != "articleBody":
                said = value or (_named(element) if name == "author" else "") or tree.text(element)
                found.setdefault(name.lower(), []).append(said)
    return {name: tuple(values) for name, values in found.items()}


def _named(element: tree.Element) -> str:
    """The name of a person or an organisation within the element that stands for it."""
    found = tree.select(element, "[itemprop~=name]")
    return tree.text(found[0]) if found else ""


# --- JSON-LD as it is met ------------------------------------------------------------------------

_WRAPPER = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*;?\s*$"
)
# half of a surrogate pair, which is no sign and could not be written again
_HALF = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F][0-9a-fA-F]{2}"
)
_BETWEEN = re.compile(r"[\s,;]*")
# strings are matched first, so that what looks like a comment within one stays
_LOOSE = re.compile(r'"(?:[^"\\]|\\.)*"|/\*.*?\*/|//[^\n]*|,(?=\s*[}\]])', re.DOTALL)


def _objects(text: str, most: int) -> list[Mapping[str, Any]]:
    found: list[Mapping[str, Any]] = []
    for value in _values(text):
        _flatten(value, found, most, 0)
    return found


def _values(text: str) -> Iterator[Any]:
    try:
        yield msgspec.json.decode(text)
        return
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        pass
    text = _HALF.sub(r"\\ufffd", _WRAPPER.sub("", text)).strip().rstrip(";")
    for attempt in (text, _LOOSE.sub(_tightened, text), html.unescape(text)):
        try:
            yield from _concatenated(attempt)
            return
        except (ValueError, RecursionError):
            continue


def _tightened(match: re.Match[str]) -> str:
    piece = match.group()
    return piece if piece.startswith('"') else ""


def _concatenated(text: str) -> list[Any]:
    """JSON values that stand one after another, as on pages put together by plugins."""
    decoder = json.JSONDecoder(strict=False)
    found, position = [], 0
    while (between := _BETWEEN.match(text, position)) and between.end() < len(text):
        value, position = decoder.raw_decode(text, between.end())
        found.append(value)
    return found


def _flatten(value: Any, found: list[Mapping[str, Any]], most: int, depth: int) -> None:
    if len(found) >= most or depth > 12:
        return
    if isinstance(value, list):
        for each in value:
            _flatten(each, found, most, depth)
    elif isinstance(value, dict):
        if "@type" in value:
            found.append(value)
        for each in value.values():
            if isinstance(each, (dict, list)):
                _flatten(each, found, most, depth + 1)
