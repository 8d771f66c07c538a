"""RSS 0.9x to 2.0 and RDF, with Media RSS, Dublin Core and `content:encoded`.

>>> feed = read(b'<rss version="2.0"><channel><item><title>A &amp; B</title></item></channel></rss>')
>>> feed.format, feed.entries[0].title.value
('rss20', 'A & B')
"""

import re
from collections.abc import Mapping
from itertools import islice

from masdar.arabic import decode
from masdar.errors import NotAFeed
from masdar.formats import rss_out, xml
from masdar.formats.feed import ENTRIES, Entry, Feed, Origin, Person, Ref, Tag, Text, absolute, told

write = rss_out.write

ROOTS = frozenset({"rss", "rdf:rdf", "rdf", "channel"})
_VERSIONS = {"0.90": "rss090", "0.91": "rss091", "0.92": "rss092", "0.93": "rss093", "0.94": "rss094"}
_HTML = re.compile(r"<[A-Za-z/!]|&(?:#\w+|\w+);")
_MAIL = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")


def read(data: bytes, *, url: str = "", headers: Mapping[str, str] | None = None) -> Feed:
    """The feed. Raises ReadError where no XML can be read, NotAFeed where it is something else."""
    tree = xml.parse(decode.text(data, headers=headers or {}), pieces=("item",))
    return of(tree, url=url)


def of(tree: xml.Tree, *, url: str = "") -> Feed:
    root = tree.root
    kind = xml.name(root)
    if kind not in ROOTS:
        raise NotAFeed(f"{url or 'the document'}: its root is <{kind}>, not <rss>")
    channel = root if kind == "channel" else _first(root, "channel")
    items = [each for each in root.iter() if xml.name(each) == "item"]
    head = _fields(channel) if channel is not None else {}
    base = (url, *xml.bases(channel)) if channel is not None else (url,)
    link = _link(head, base)
    people = _people(head)
    return Feed(
        format=_format(root),
        title=_text(head, "title", "dc:title", base=link or url),
        subtitle=_text(
            head, "description", "dc:description", "itunes:subtitle", "itunes:summary", base=link or url
        ),
        link=link,
        links=_refs(head, base),
        language=_plain(head, "language", "dc:language") or (xml.language(root) or None),
        rights=_text(head, "copyright", "dc:rights", base=link or url),
        authors=people,
        tags=_tags(head),
        image=_picture(head, base),
        generator=_plain(head, "generator"),
        published=_plain(head, "pubdate", "dc:date", "dcterms:issued"),
        updated=_plain(head, "lastbuilddate", "atom:updated", "dcterms:modified"),
        ttl=_minutes(head),
        entries=told(_entry(each, url=url, home=link or "") for each in islice(items, ENTRIES)),
        repaired=not tree.wellformed,
        notes=tree.notes,
    )


Fields = dict[str, list[xml.Element]]


def _fields(element: xml.Element) -> Fields:
    found: Fields = {}
    for name, child in xml.children(element):
        found.setdefault(name, []).append(child)
    return found


def _entry(item: xml.Element, *, url: str, home: str) -> Entry:
    fields = _fields(item)
    for group in fields.get("media:group", ()):
        for name, each in xml.children(group):
            fields.setdefault(name, []).append(each)
    base = (url or home, *xml.bases(item))
    guid = _plain(fields, "guid", "dc:identifier", "atom:id") or _about(item)
    link = _link(fields, base) or _permalink(fields, base)
    here = link or home or url
    encoded = [
        each
        for name in ("content:encoded", "xhtml:body", "fullitem", "body")
        for each in fields.get(name, ())
    ]
    summary = _text(fields, "description", "dc:description", "itunes:summary", "atom:summary", base=here)
    return Entry(
        id=guid,
        title=_text(fields, "title", "dc:title", "media:title", "atom:title", base=here),
        link=link,
        links=_refs(fields, base),
        summary=summary,
        content=tuple(_value(each, here) for each in encoded),
        authors=_people(fields),
        contributors=tuple(_person(xml.text(each)) for each in fields.get("dc:contributor", ())),
        tags=_tags(fields),
        enclosures=_enclosures(fields, base),
        image=_picture(fields, base),
        published=_plain(fields, "pubdate", "dcterms:issued", "dc:date", "atom:published", "date"),
        updated=_plain(fields, "dcterms:modified", "atom:updated", "lastbuilddate"),
        created=_plain(fields, "dcterms:created"),
        expired=_plain(fields, "expirationdate", "dcterms:valid"),
        rights=_text(fields, "copyright", "dc:rights", "media:copyright", base=here),
        language=_plain(fields, "dc:language", "language") or (xml.language(item) or None),
        origin=_origin(fields, base),
        comments=absolute(_plain(fields, "comments"), base),
    )


def _first(element: xml.Element, name: str) -> xml.Element | None:
    return next((child for found, child in xml.children(element) if found == name), None)


def _format(root: xml.Element) -> str:
    if xml.name(root).startswith("rdf"):
        spaces = " ".join(str(each) for each in root.nsmap.values())
        return "rss090" if "netscape" in spaces else "rss10"
    version = xml.attribute(root, "version") or ""
    return _VERSIONS.get(version[:4], "rss20" if version.startswith("2") else "rss")


def _plain(fields: Fields, *names: str) -> str | None:
    for name in names:
        for each in fields.get(name, ()):
            if value := " ".join(xml.text(each).split()):
                return value
    return None


def _text(fields: Fields, *names: str, base: str) -> Text | None:
    for name in names:
        for each in fields.get(name, ()):
            found = _value(each, base)
            if found.value:
                return found
    return None


def _value(element: xml.Element, base: str) -> Text:
    """The element's text; child elements that should have been escaped are taken as the HTML they are."""
    raw = (xml.inner(element) if len(element) else element.text or "").strip()
    kind = "text/html" if len(element) or _HTML.search(raw) else "text/plain"
    for each in xml.bases(element):
        base = absolute(each, (base,)) or base
    return Text(value=raw, type=kind, language=xml.language(element) or None, base=base)


def _link(fields: Fields, base: tuple[str, ...]) -> str | None:
    for each in fields.get("link", ()):
        if found := absolute(xml.text(each) or xml.attribute(each, "href"), base):
            return found
    for each in fields.get("atom:link", ()):
        if (xml.attribute(each, "rel") or "alternate") == "alternate" and (
            found := absolute(xml.attribute(each, "href"), base)
        ):
            return found
    return None


def _permalink(fields: Fields, base: tuple[str, ...]) -> str | None:
    for each in fields.get("guid", ()):
        if (xml.attribute(each, "ispermalink") or "true").lower() == "true":
            said = xml.text(each).strip()
            return absolute(said, base) if said.startswith(("http://", "https://", "/")) else None
    return None


def _about(item: xml.Element) -> str | None:
    said = xml.attribute(item, "about")
    return said or None


def _refs(fields: Fields, base: tuple[str, ...]) -> tuple[Ref, ...]:
    pages = [
        Ref(href=href, rel=xml.attribute(each, "rel") or "alternate", type="text/html")
        for each in fields.get("link", ())
        if (href := absolute(xml.text(each) or xml.attribute(each, "href"), base))
    ]
    others = [
        Ref(
            href=href,
            rel=xml.attribute(each, "rel") or "alternate",
            type=xml.attribute(each, "type"),
            title=xml.attribute(each, "title"),
            language=xml.attribute(each, "hreflang"),
            length=xml.attribute(each, "length"),
        )
        for each in fields.get("atom:link", ())
        if (href := absolute(xml.attribute(each, "href"), base))
    ]
    return (*pages, *others)


def _people(fields: Fields) -> tuple[Person, ...]:
    """Authors: the names of Dublin Core before the mail addresses of RSS."""
    for name in ("dc:creator", "author", "dc:author", "itunes:author", "managingeditor", "webmaster"):
        said = [_author(each) for each in fields.get(name, ())]
        if people := tuple(each for each in said if each.name or each.email):
            return people
    return ()


def _author(element: xml.Element) -> Person:
    fields = _fields(element)
    if not fields:
        return _person(xml.text(element))
    return Person(
        name=_plain(fields, "name", "atom:name"),
        email=_plain(fields, "email", "atom:email"),
        url=_plain(fields, "uri", "url", "homepage", "atom:uri"),
    )


def _person(said: str) -> Person:
    """«me@news.example (A Name)», «A Name <me@news.example>» or a name."""
    said = " ".join(said.split())
    mail = _MAIL.search(said)
    if mail is None:
        return Person(name=said or None)
    rest = (said[: mail.start()] + said[mail.end() :]).replace("<>", "").replace("()", "").strip()
    if rest.startswith("(") and rest.endswith(")"):
        rest = rest[1:-1].strip()
    return Person(name=rest or None, email=mail[0])


def _tags(fields: Fields) -> tuple[Tag, ...]:
    found: dict[tuple[str, str | None], Tag] = {}
    for name in ("category", "dc:subject", "media:category", "itunes:category"):
        for each in fields.get(name, ()):
            term = " ".join(xml.text(each).split()) or xml.attribute(each, "text") or ""
            scheme = xml.attribute(each, "domain") or xml.attribute(each, "scheme")
            if term:
                found.setdefault(
                    (term, scheme), Tag(term=term, scheme=scheme, label=xml.attribute(each, "label"))
                )
    for each in fields.get("itunes:keywords", ()):
        for term in re.split(r"[,،]", xml.text(each)):
            if term.strip():
                found.setdefault((term.strip(), None), Tag(term=term.strip()))
    return tuple(found.values())


def _enclosures(fields: Fields, base: tuple[str, ...]) -> tuple[Ref, ...]:
    found: list[Ref] = []
    for each in (*fields.get("enclosure", ()), *fields.get("media:content", ())):
        if href := absolute(xml.attribute(each, "url"), base):
            length = xml.attribute(each, "length") or xml.attribute(each, "filesize")
            found.append(Ref(href=href, rel="enclosure", type=xml.attribute(each, "type"), length=length))
    return tuple(found)


def _picture(fields: Fields, base: tuple[str, ...]) -> str | None:
    for each in fields.get("media:content", ()):
        kind = f"{xml.attribute(each, 'medium') or ''} {xml.attribute(each, 'type') or ''}"
        address = absolute(xml.attribute(each, "url"), base)
        if address and ("image" in kind or (not kind.strip() and _is_picture(address))):
            return address
    for each in fields.get("enclosure", ()):
        address = absolute(xml.attribute(each, "url"), base)
        if address and ((xml.attribute(each, "type") or "").startswith("image/") or _is_picture(address)):
            return address
    for name in ("media:thumbnail", "itunes:image", "image"):
        for each in fields.get(name, ()):
            inside = _plain(_fields(each), "url")
            if found := absolute(xml.attribute(each, "url") or xml.attribute(each, "href") or inside, base):
                return found
    return None


def _is_picture(address: str) -> bool:
    return address.partition("?")[0].lower().endswith((".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif"))


def _origin(fields: Fields, base: tuple[str, ...]) -> Origin | None:
    for each in fields.get("source", ()):
        inside = _fields(each)
        name = _plain(inside, "title", "name") or " ".join(xml.text(each).split()) or None
        address = absolute(xml.attribute(each, "url"), base)
        if name or address:
            return Origin(name=name, url=address)
    return None


def _minutes(fields: Fields) -> int | None:
    said = _plain(fields, "ttl")
    if said and said.isascii() and said.isdigit() and len(said) < 6:
        return int(said)
    period = {"hourly": 60, "daily": 1440, "weekly": 10080}.get(
        (_plain(fields, "sy:updateperiod") or "").lower()
    )
    often = _plain(fields, "sy:updatefrequency") or "1"
    return period // max(1, int(often)) if period and often.isascii() and often.isdigit() else None
