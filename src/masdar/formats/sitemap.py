"""Sitemaps (sitemaps.org 0.9) with Google's news extension, and sitemap indexes.

A news sitemap gives entries like any feed; an index gives `Feed.more`, the newest documents first.
"""

from collections.abc import Mapping

from masdar.errors import NotAFeed
from masdar.formats import document, xml
from masdar.formats.feed import ENTRIES, Entry, Feed, Tag, Text, absolute

ROOTS = frozenset({"urlset", "sitemapindex"})
# documents of an index that are worth a visit
DOCUMENTS = 50


def read(data: bytes, *, url: str = "", headers: Mapping[str, str] | None = None) -> Feed:
    """The sitemap. Raises ReadError where no XML can be read, NotAFeed where it is something else."""
    found = document.read(data, url=url, headers=headers)
    return of(xml.parse(found.text, pieces=("url", "sitemap")), found)


def of(tree: xml.Tree, found: document.Label) -> Feed:
    url = found.url
    kind = xml.local(tree.root)
    if kind == "sitemapindex":
        return _index(tree, url)
    if kind != "urlset":
        raise NotAFeed(f"{url or 'the document'}: its root is <{kind}>, not <urlset>")
    entries = [made for each in _each(tree, "url") if (made := _entry(each, url)).link]
    entries.sort(key=lambda entry: entry.published or entry.updated or "", reverse=True)
    return Feed(
        format="sitemap",
        encoding=found.encoding,
        entries=tuple(entries[:ENTRIES]),
        repaired=not tree.wellformed,
        notes=tree.notes,
    )


def _index(tree: xml.Tree, url: str) -> Feed:
    found: list[tuple[str, str]] = []
    for each in _each(tree, "sitemap"):
        said = _values(each)
        if href := absolute(said.get("loc"), (url,)):
            found.append((said.get("lastmod", ""), href))
    found.sort(key=lambda pair: pair[0], reverse=True)
    more = tuple(dict.fromkeys(href for _, href in found if href != url))[:DOCUMENTS]
    return Feed(format="sitemapindex", more=more, repaired=not tree.wellformed, notes=tree.notes)


def _each(tree: xml.Tree, name: str) -> list[xml.Element]:
    found = [each for each in tree.root.iter() if xml.local(each) == name]
    return found[:50_000]


def _entry(element: xml.Element, url: str) -> Entry:
    said = _values(element)
    titled = said.get("news:title") or said.get("image:title")
    keywords = (said.get("news:keywords") or "").replace("،", ",").split(",")
    return Entry(
        id=said.get("loc"),
        title=Text(value=titled) if titled else None,
        link=absolute(said.get("loc"), (url,)),
        tags=tuple(Tag(term=each.strip()) for each in keywords if each.strip()),
        image=absolute(said.get("image:loc"), (url,)),
        published=said.get("news:publication_date"),
        updated=said.get("lastmod"),
        language=said.get("news:language"),
    )


def _values(element: xml.Element) -> dict[str, str]:
    """Text by name of everything below, the first of each name."""
    found: dict[str, str] = {}
    for each in element.iter():
        name = xml.name(each)
        value = " ".join((each.text or "").split()) if name else ""
        if value:
            found.setdefault(name if ":" in name and not name.startswith("other:") else _local(name), value)
    return found


def _local(name: str) -> str:
    return name.removeprefix("other:")
