"""Sitemaps as they leave (sitemaps.org 0.9), with Google's news extension, and their index."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from lxml import etree

from masdar.formats import xml

_MAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
# of one document, by the protocol; and of one of news
MOST, MOST_NEWS = 50_000, 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """An address, when it altered last, and what is said of it as news."""

    url: str
    altered: datetime | None = None
    title: str | None = None
    # on the clock of the origin, RFC 3339
    published: str | None = None
    language: str = "ar"


def write(places: Sequence[Place]) -> bytes:
    """The addresses, at most so many as a document may hold."""
    root = etree.Element(f"{{{_MAP}}}urlset", nsmap={None: _MAP})
    for each in places[:MOST]:
        _place(root, each)
    return _bytes(root)


def news(places: Sequence[Place], *, name: str) -> bytes:
    """The addresses of news under the name of the site; `title` and `published` must be there."""
    root = etree.Element(f"{{{_MAP}}}urlset", nsmap={None: _MAP, "news": _NEWS})
    for each in places[:MOST_NEWS]:
        around = etree.SubElement(_place(root, each), f"{{{_NEWS}}}news")
        publication = etree.SubElement(around, f"{{{_NEWS}}}publication")
        _say(publication, f"{{{_NEWS}}}name", name)
        _say(publication, f"{{{_NEWS}}}language", each.language.partition("-")[0])
        _say(around, f"{{{_NEWS}}}publication_date", each.published or "")
        _say(around, f"{{{_NEWS}}}title", each.title or "")
    return _bytes(root)


def index(documents: Sequence[Place]) -> bytes:
    """The list of documents."""
    root = etree.Element(f"{{{_MAP}}}sitemapindex", nsmap={None: _MAP})
    for each in documents:
        _place(root, each, name="sitemap")
    return _bytes(root)


def _place(root: xml.Element, place: Place, name: str = "url") -> xml.Element:
    made = etree.SubElement(root, f"{{{_MAP}}}{name}")
    _say(made, f"{{{_MAP}}}loc", place.url)
    if place.altered:
        _say(made, f"{{{_MAP}}}lastmod", place.altered.astimezone(UTC).isoformat(timespec="seconds"))
    return made


def _say(parent: xml.Element, name: str, text: str) -> None:
    etree.SubElement(parent, name).text = xml.clean(text)


def _bytes(root: xml.Element) -> bytes:
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)
