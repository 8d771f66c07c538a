"""RSS 0.9x to 2.0, RDF and CDF, with Media RSS, Dublin Core and `content:encoded`.

>>> feed = read(b'<rss version="2.0"><channel><item><title>A &amp; B</title></item></channel></rss>')
>>> feed.format, feed.entries[0].title.value
('rss20', 'A & B')
"""

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from masdar.errors import NotAFeed
from masdar.formats import document, extensions, rss_fields, rss_out, xml
from masdar.formats.feed import ENTRIES, Entry, Feed, Origin, absolute, told
from masdar.formats.slots import Slot, Slots

write = rss_out.write

ROOTS = frozenset({"rss", "rdf", "channel"})
_VERSIONS = {"0.90": "rss090", "0.91": "rss091u", "0.92": "rss092", "0.93": "rss093", "0.94": "rss094"}
_PEOPLE = ("dc:creator", "author", "dc:author", "itunes:author")
_WHOLE = ("content:encoded", "atom:content", "xhtml:body", "fullitem", "body")
_LINKS = ("link", "atom:link", "enclosure")
_TAGS = (
    *("category", "dc:subject", "media:category", "atom:category", "itunes:category"),
    *("itunes:keywords", "media:keywords", "tags"),
)
_SUMMARIES = ("description", "dc:description", "abstract", "itunes:summary", "atom:summary", "summary")

Fields = xml.Fields


def read(data: bytes, *, url: str = "", headers: Mapping[str, str] | None = None) -> Feed:
    """The feed. Raises ReadError where no XML can be read, NotAFeed where it is something else."""
    found = document.read(data, url=url, headers=headers)
    return of(xml.parse(found.text, pieces=("item",), utf8=found.utf8), found)


def of(tree: xml.Tree, found: document.Label) -> Feed:
    root = tree.root
    kind = xml.local(root)
    if kind not in ROOTS:
        raise NotAFeed(f"{found.url or 'the document'}: its root is <{kind}>, not <rss>")
    channel = (
        root if kind == "channel" else next((each for each in root if xml.local(each) == "channel"), None)
    )
    top = xml.Place(found.url, header=found.language, inherits=tree.inherits)
    fields = xml.fields(channel) if channel is not None else {}
    here = top.within(channel) if channel is not None else top
    if kind == "channel" and (base := absolute(xml.attribute(root, "base"), (found.url,))):  # CDF
        here = top = xml.Place(base, here.lang, here.header, here.inherits)
    values = _CHANNEL.of(fields, here)
    home = rss_fields.link(fields, here)
    if not found.url and home:  # the best that is left to be relative to
        top = xml.Place(home, header=found.language, inherits=tree.inherits)
        here = top.within(channel) if channel is not None else top
        values = _CHANNEL.of(fields, here)
    if kind == "channel":  # CDF, which says in attributes what others say in elements
        home = home or absolute(xml.attribute(root, "href"), (top.base,))
        values.setdefault("updated", xml.attribute(root, "lastmod"))
    language = values.pop("language", None) or xml.language(root) or found.language
    return Feed(
        format=_format(root),
        link=home,
        language=language,
        skip_hours=_skipped(fields, "skiphours", "hour", _HOURS),
        skip_days=_skipped(fields, "skipdays", "day", _DAYS),
        entries=told((_entry(each, top) for each in islice(_items(root), ENTRIES)), whole=tree.wellformed),
        encoding=found.encoding,
        repaired=not (tree.wellformed and found.sound),
        notes=tree.notes if found.sound else (*tree.notes, "not in the encoding that it says"),
        **values,
    )


def _entry(item: xml.Element, top: xml.Place) -> Entry:
    place = top.within(item)
    fields = xml.fields(item)
    if "media:group" in fields:
        for group in fields["media:group"]:
            for name, each in xml.fields(group).items():
                fields.setdefault(name if ":" in name else f"media:{name}", []).extend(each)
    values = _ENTRY.of(fields, place)
    if _PAGES.isdisjoint(fields) and (links := values.get("links")):  # nothing but plain links
        values["link"] = links[-1].href
    elif (link := rss_fields.link(fields, place)) is not None:
        values["link"] = link
    if item.attrib:
        _from_attributes(item, place, values)
    if place.lang and "language" not in values:
        values["language"] = place.lang
    return Entry(**values)


_PAGES = frozenset({"atom:link", "enclosure"})


def _from_attributes(item: xml.Element, place: xml.Place, values: dict[str, Any]) -> None:
    """RDF and CDF say in attributes what others say in elements."""
    if "id" not in values and (about := xml.attribute(item, "about")):
        values["id"] = about
    if "link" not in values and (href := absolute(xml.attribute(item, "href"), (place.base,))):
        values["link"] = href
    if "updated" not in values and (changed := xml.attribute(item, "lastmod")):
        values["updated"] = changed


def _items(root: xml.Element) -> Iterator[xml.Element]:
    found = root.iter("{*}item", "{*}ITEM", "{*}Item")
    return (each for each in found if _is_item(each))


def _is_item(item: xml.Element) -> bool:
    """Not an item of somebody else's: `<rdf:item>`, `<media:item>`."""
    name = xml.name(item)
    return name == "item" or name.startswith("other:")


def _format(root: xml.Element) -> str:
    if xml.local(root) == "rdf":
        spaces = " ".join(str(each) for each in root.nsmap.values())
        return "rss090" if "netscape" in spaces else "rss10"
    version = xml.attribute(root, "version") or ""
    return _VERSIONS.get(version[:4], "rss20" if version.startswith("2") else "rss")


def _summary(fields: Fields, names: tuple[str, ...], place: xml.Place) -> Any:
    if len(names) > 1 and "summary" in fields and "description" in fields:
        names = ("summary",)
    return rss_fields.text(fields, names, place)


def _content(fields: Fields, names: tuple[str, ...], place: xml.Place) -> Any:
    texts = [each for name in names if name in _WHOLE for each in fields[name]]
    if "summary" in fields and "description" in fields:
        texts += fields["description"]
    return tuple(rss_fields.value(each, place) for each in texts)


def _origin(fields: Fields, names: tuple[str, ...], place: xml.Place) -> Origin | None:
    for each in fields[names[0]]:
        inside = xml.fields(each)
        name = xml.plain(inside, "title", "name") or xml.even(each) or None
        address = absolute(xml.attribute(each, "url"), (place.base,))
        if name or address:
            return Origin(name=name, url=address)
    return None


def _minutes(fields: Fields, names: tuple[str, ...], place: xml.Place) -> int | None:
    said = xml.plain(fields, "ttl")
    if said and said.isascii() and said.isdigit() and len(said) < 6:
        return int(said)
    period = {"hourly": 60, "daily": 1440, "weekly": 10080}.get(
        (xml.plain(fields, "sy:updateperiod") or "").lower()
    )
    often = xml.plain(fields, "sy:updatefrequency") or "1"
    return period // max(1, int(often)) if period and often.isascii() and often.isdigit() else None


# "24" is how some write midnight
_HOURS = {str(hour): hour % 24 for hour in range(25)} | {f"{hour:02}": hour for hour in range(10)}
_DAYS = {
    name: day
    for day, name in enumerate(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"))
}


def _skipped(fields: Fields, name: str, part: str, known: Mapping[str, int]) -> tuple[int, ...]:
    parts = (each for outer in fields.get(name, ()) for each in xml.fields(outer).get(part, ()))
    said = (xml.text(each).strip().lower() for each in parts)
    return tuple(sorted({known[each] for each in said if each in known}))


_ENTRY = Slots(
    Slot("id", rss_fields.plain, ("guid", "dc:identifier", "atom:id")),
    Slot("title", rss_fields.text, ("title", "dc:title", "media:title", "atom:title")),
    Slot("summary", _summary, _SUMMARIES),
    Slot("content", _content, (*_WHOLE, "summary")),
    Slot("authors", rss_fields.people, _PEOPLE),
    Slot("contributors", rss_fields.people, ("dc:contributor",)),
    Slot("links", rss_fields.links, _LINKS),
    Slot("tags", rss_fields.tags, _TAGS),
    Slot("enclosures", rss_fields.enclosures, ("enclosure", "media:content")),
    Slot("image", rss_fields.picture, rss_fields.PICTURES),
    Slot("published", rss_fields.last, ("pubdate", "dcterms:issued", "dc:date", "atom:published", "date")),
    Slot("updated", rss_fields.last, ("dcterms:modified", "atom:updated", "lastbuilddate", "dc:date")),
    Slot("created", rss_fields.last, ("dcterms:created",)),
    Slot("expired", rss_fields.last, ("expirationdate",)),
    Slot("rights", rss_fields.text, ("copyright", "dc:rights", "media:copyright")),
    Slot("language", rss_fields.plain, ("dc:language", "language")),
    Slot("origin", _origin, ("source",)),
    Slot("comments", rss_fields.address, ("comments",)),
    Slot("extra", extensions.of_entry, (*extensions.NAMES, *extensions.PUBLISHERS, "guid")),
)
_CHANNEL = Slots(
    Slot("title", rss_fields.text, ("title", "dc:title")),
    Slot(
        "subtitle",
        rss_fields.text,
        ("description", "dc:description", "abstract", "itunes:subtitle", "itunes:summary"),
    ),
    Slot("language", rss_fields.plain, ("language", "dc:language")),
    Slot("rights", rss_fields.text, ("copyright", "dc:rights")),
    Slot("authors", rss_fields.people, (*_PEOPLE, "managingeditor", "webmaster")),
    Slot("contributors", rss_fields.people, ("dc:contributor",)),
    Slot("links", rss_fields.links, _LINKS),
    Slot("tags", rss_fields.tags, _TAGS),
    Slot("image", rss_fields.picture, rss_fields.PICTURES),
    Slot("generator", rss_fields.plain, ("generator",)),
    Slot("published", rss_fields.last, ("pubdate", "dcterms:issued")),
    Slot("updated", rss_fields.last, ("lastbuilddate", "atom:updated", "dcterms:modified", "dc:date")),
    Slot("created", rss_fields.last, ("dcterms:created",)),
    Slot("ttl", _minutes, ("ttl", "sy:updateperiod")),
    Slot("extra", extensions.of_channel, (*extensions.NAMES, *extensions.PUBLISHERS, *extensions.ODDMENTS)),
)
