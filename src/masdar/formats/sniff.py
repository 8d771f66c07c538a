"""What a document is, told from its content alone; labels and file names are not believed."""

import codecs
from collections.abc import Mapping

from msgspec.structs import replace

from masdar.errors import NotAFeed, ReadError
from masdar.formats import atom, document, jsonfeed, mend, rss, sitemap, xml
from masdar.formats.feed import Feed, absolute, leads
from masdar.markup import tree

__all__ = ["leads", "named", "read"]

_PAGE = frozenset({"html", "head", "body", "div", "script", "p", "title"})
_FEEDS = frozenset(
    {"application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml"}
)
# what agencies send, which `formats.wire` reads
_WIRES = frozenset({"newsml", "newsmessage", "newsitem", "packageitem", "nitf"})


def read(data: bytes, *, url: str = "", headers: Mapping[str, str] | None = None) -> Feed:
    """The feed of a document in any format that is known.

    Raises NotAFeed for a page or anything else that is no feed, ReadError where it is broken beyond
    mending.
    """
    if (feed := _at_once(data, url, headers)) is not None:
        return feed
    found = document.read(data, url=url, headers=headers)
    text = found.text
    start = text.lstrip("\ufeff \t\r\n\x00")
    if start.startswith("{"):
        return replace(jsonfeed.of(start, url=url), encoding=found.encoding)
    kind = mend.prologue(text).name.lower()
    local = kind.rpartition(":")[2]
    if not kind or local in _PAGE:
        raise NotAFeed(f"{url or 'the document'}: {_what(local, named(text, url=found.url))}")
    if local in rss.ROOTS:
        return rss.of(xml.parse(text, pieces=("item",), utf8=found.utf8), found)
    if local in atom.ROOTS:
        return atom.of(xml.parse(text, pieces=("entry",), utf8=found.utf8), found)
    if local in sitemap.ROOTS:
        return sitemap.of(xml.parse(text, pieces=("url", "sitemap"), utf8=found.utf8), found)
    if local in {"item", "url"}:  # a feed that lost its head
        return _headless(found, local)
    if local in _WIRES:
        raise NotAFeed(
            f"{url or 'the document'}: a wire file (<{kind}>), which is no feed; masdar import takes it"
        )
    raise NotAFeed(f"{url or 'the document'}: an XML document of <{kind}>, which is no feed")


def _at_once(data: bytes, url: str, headers: Mapping[str, str] | None) -> Feed | None:
    """The feed of a document that is sound XML in UTF-8, as most are; None of any other."""
    if not data.removeprefix(codecs.BOM_UTF8).startswith(b"<"):
        return None
    label = document.of_utf8(data, url=url, headers=headers)
    if label is None or (parsed := xml.at_once(data)) is None:
        return None
    kind = xml.local(parsed.root)
    for roots, of in ((rss.ROOTS, rss.of), (atom.ROOTS, atom.of), (sitemap.ROOTS, sitemap.of)):
        if kind in roots:
            return of(parsed, label)
    return None


def named(text: str, *, url: str = "") -> tuple[str, ...]:
    """The feeds that a page names in its head, absolute, in its order."""
    found: list[str] = []
    for link in tree.select(tree.parse(text[: mend.NEAR]), "link[rel~=alternate][href]"):
        kind = tree.attr(link, "type").partition(";")[0].strip().lower()
        href = absolute(tree.attr(link, "href"), (url,)) if kind in _FEEDS else None
        if href is not None and href not in found:
            found.append(href)
    return tuple(found)


def _what(local: str, feeds: tuple[str, ...]) -> str:
    if not local:
        return "neither XML nor JSON; is the address right?"
    if feeds:
        return f"the feed is HTML; the page names as its feed {' and '.join(feeds[:3])}"
    return "the feed is HTML; is the address that of the page?"


def _headless(found: document.Document, local: str) -> Feed:
    around = "channel" if local == "item" else "urlset"
    parsed = xml.parse(f"<{around}>{found.text}", pieces=(local,))
    feed = (rss.of if around == "channel" else sitemap.of)(parsed, found)
    if not feed.entries:
        raise ReadError(f"{found.url or 'the document'}: no entry could be read")
    return replace(feed, repaired=True, notes=(*feed.notes, "its beginning is missing"))
