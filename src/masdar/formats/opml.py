"""Lists of subscriptions: OPML 1.0 and 2.0.

>>> read(write("My feeds", [Outline(text="A", feed="https://a.example/rss")]).encode())[0].feed
'https://a.example/rss'
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from masdar.errors import NotAFeed
from masdar.formats import document, xml
from masdar.formats.feed import absolute

# outlines of one list that are taken, the first ones
LIMIT = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """One subscription; `category` names the folders it stands in, outermost first."""

    text: str
    feed: str
    home: str | None = None
    language: str | None = None
    category: tuple[str, ...] = ()


def read(data: bytes, *, url: str = "", headers: Mapping[str, str] | None = None) -> tuple[Outline, ...]:
    """The subscriptions. Raises ReadError where no XML can be read, NotAFeed where it is something else."""
    return of(xml.parse(document.read(data, url=url, headers=headers).text), url=url)


def of(tree: xml.Tree, *, url: str = "") -> tuple[Outline, ...]:
    if xml.name(tree.root) != "opml":
        raise NotAFeed(f"{url or 'the document'}: its root is <{xml.name(tree.root)}>, not <opml>")
    found: dict[str, Outline] = {}
    for element in tree.root.iter():
        if len(found) >= LIMIT:
            break
        feed = absolute(xml.attribute(element, "xmlurl"), (url,)) if xml.name(element) == "outline" else None
        if feed and feed not in found:
            found[feed] = Outline(
                text=_label(element) or feed,
                feed=feed,
                home=absolute(xml.attribute(element, "htmlurl"), (url,)),
                language=xml.attribute(element, "language"),
                category=_folders(element),
            )
    return tuple(found.values())


def write(title: str, outlines: Iterable[Outline]) -> str:
    """An OPML 2.0 list; the folders of `category` become outlines around."""
    root = etree.Element("opml", version="2.0")
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "title").text = xml.clean(title)
    body = etree.SubElement(root, "body")
    folders: dict[tuple[str, ...], xml.Element] = {(): body}
    for each in outlines:
        line = etree.SubElement(_folder(folders, each.category), "outline")
        stated = {"text": each.text, "title": each.text, "type": "rss", "xmlUrl": each.feed}
        if each.home:
            stated["htmlUrl"] = each.home
        if each.language:
            stated["language"] = each.language
        if each.category:
            stated["category"] = "/" + "/".join(each.category)
        for key, value in stated.items():
            line.set(key, xml.clean(value))
    return etree.tostring(root, encoding="unicode", pretty_print=True)


def _label(element: xml.Element) -> str:
    return xml.attribute(element, "title") or xml.attribute(element, "text") or ""


def _folders(element: xml.Element) -> tuple[str, ...]:
    found: list[str] = []
    above = element.getparent()
    while above is not None and xml.name(above) == "outline":
        found.append(_label(above))
        above = above.getparent()
    return tuple(each for each in reversed(found) if each)


def _folder(folders: dict[tuple[str, ...], xml.Element], path: Sequence[str]) -> xml.Element:
    key = tuple(path)
    if key not in folders:
        folders[key] = etree.SubElement(_folder(folders, key[:-1]), "outline", text=xml.clean(key[-1]))
    return folders[key]
