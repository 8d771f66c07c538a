"""NITF, the News Industry Text Format: alone, or within NewsML."""

import re
from collections.abc import Iterator, Mapping

from masdar.errors import ReadError
from masdar.formats import document, xml
from masdar.formats.wire import blocks, datelines, notices, times
from masdar.formats.wire.item import Hop, Item, Kind, Media, Notice, Party, Rights, Subject, Times
from masdar.formats.wire.trees import attribute, child, every, first, said, within
from masdar.model import Dateline, Status

FORMAT = "NITF"


def read(data: bytes, *, headers: Mapping[str, str] | None = None) -> tuple[Item, ...]:
    """The one item of a NITF document. Raises ReadError where it is none."""
    root = xml.parse(document.read(data, headers=headers).text).root
    found = root if xml.local(root) == "nitf" else first(root, "nitf")
    if found is None:
        raise ReadError(f"an XML document of <{xml.name(root)}>, which is no NITF")
    return (of(found),)


def of(root: xml.Element) -> Item:
    """The item of a `<nitf>` element."""
    head, body = child(root, "head"), child(root, "body")
    data = first(head, "docdata")
    top, content = child(body, "body.head"), child(body, "body.content")
    correction = first(data, "correction")
    headline = said(top, "hl1") or said(top, "hedline") or said(head, "title")
    under = tuple(text for each in every(top, "hl2") if (text := xml_text(each)) and text != headline)
    notice = notices.read(headline) or (Notice.CORRECTION if correction is not None else None)
    release = times.iso(attribute(first(data, "date.release"), "norm"))
    stated = attribute(data, "management-status")
    embargoed = (stated or "").lower() == "embargoed"
    status = notices.status("usable" if embargoed and release else stated, notice)
    refers = attribute(data, "management-doc-idref") or attribute(correction, "id-string")
    issued = attribute(first(data, "date.issue"), "norm")
    published = attribute(first(head, "pubdata"), "date.publication")
    line = first(top, "dateline")
    key = first(data, "du-key")
    return Item(
        format=FORMAT,
        kind=Kind.TEXT,
        guid=_guid(data),
        version=attribute(key, "version"),
        url=_address(head),
        status=status,
        notice=notices.strictest(notice, notices.of(status)),
        refers=refers if status is not Status.USABLE else None,
        urgency=_number(attribute(first(data, "urgency"), "ed-urg")),
        language=attribute(root, "baselang") or xml.language(root),
        headline=headline,
        headlines=tuple(each for each in (headline, *under) if each),
        slug=attribute(first(data, "fixture"), "fix-id") or _meta(head, "slugline", "ntbstikkord"),
        summary=said(top, "abstract"),
        body=blocks.below(headline, blocks.of_markup(xml.inner(content))) if content is not None else (),
        dateline=_dateline(line),
        located=said(line, "location") or said(line, "city"),
        byline=_byline(top),
        credit=said(top, "distributor") or attribute(first(data, "doc-id"), "regsrc"),
        provider=_provider(top, data),
        sources=tuple(_sources(top, data)),
        hops=tuple(_hops(data)),
        times=Times(
            sent=times.iso(issued),
            # the day of an edition stands in `pubdata`; the text itself was issued on `date.issue`
            created=times.iso(issued) or times.iso(published),
            modified=times.iso(issued) or times.iso(published),
            content=times.iso(attribute(first(line, "story.date"), "norm")),
            embargo=release if embargoed else None,
            expires=times.iso(attribute(first(data, "date.expire"), "norm")),
        ),
        subjects=tuple(_subjects(head)),
        places=tuple(_places(data)),
        keywords=tuple(word for each in every(data, "keyword") if (word := attribute(each, "key"))),
        genres=tuple(
            kind
            for each in every(head, "tobject.property")
            if (kind := attribute(each, "tobject.property.type"))
        ),
        rights=_rights(top, data),
        media=tuple(_media(body)),
        notes=tuple(_notes(top, data)),
    )


def xml_text(element: xml.Element) -> str:
    return " ".join(xml.text(element).split())


def _guid(data: xml.Element | None) -> str | None:
    """The document's id; where that is the key of the developing text with a version behind, the key."""
    id, key = attribute(first(data, "doc-id"), "id-string"), attribute(first(data, "du-key"), "key")
    return key if id and key and re.fullmatch(rf"{re.escape(key)}[-_.:]\d+", id) else id


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 4 else None


def _address(head: xml.Element | None) -> str | None:
    link = attribute(first(head, "pubdata"), "ex-ref")
    return link if link and link.startswith(("http://", "https://")) else None


def _meta(head: xml.Element | None, *names: str) -> str | None:
    for each in every(head, "meta"):
        if (attribute(each, "name") or "").lower() in names:
            return attribute(each, "content") or None
    return None


def _dateline(line: xml.Element | None) -> Dateline | None:
    if line is None:
        return None
    day = times.iso(attribute(first(line, "story.date"), "norm"))
    place = said(line, "city") or said(line, "location")
    return datelines.made(xml_text(line), place=place, day=day[:10] if day else None)


def _byline(top: xml.Element | None) -> str | None:
    """The names with their titles behind a comma."""
    found = []
    for each in every(top, "byline"):
        title, whole = said(each, "byttl"), xml_text(each)
        name = whole.removesuffix(title).rstrip(" ,") if title else whole
        found.append(f"{name}, {title}" if name and title else name or title or "")
    return "\u060c ".join(filter(None, found)) or None


def _provider(top: xml.Element | None, data: xml.Element | None) -> Party | None:
    for name in (
        said(top, "distributor"),
        attribute(first(data, "doc-id"), "regsrc"),
        attribute(first(data, "doc.copyright"), "holder"),
    ):
        if name:
            return Party(name=name, code=attribute(first(data, "doc-id"), "regsrc"))
    return None


def _sources(top: xml.Element | None, data: xml.Element | None) -> Iterator[Party]:
    for each in within(data, "del-list", "from-src"):
        if name := attribute(each, "src-name"):
            yield Party(
                name=name, role="originator" if attribute(each, "level-number") == "1" else "distributor"
            )
    if name := said(top, "distributor"):
        yield Party(name=name, role="distributor")


def _hops(data: xml.Element | None) -> Iterator[Hop]:
    moved = list(within(data, "del-list", "from-src"))
    for each in sorted(moved, key=lambda one: _number(attribute(one, "level-number")) or 0):
        if name := attribute(each, "src-name"):
            yield Hop(party=Party(name=name), actions=("moved",))


def _subjects(head: xml.Element | None) -> Iterator[Subject]:
    for each in every(head, "tobject.subject"):
        names = [attribute(each, f"tobject.subject.{part}") for part in ("detail", "matter", "type")]
        code = attribute(each, "tobject.subject.refnum") or attribute(each, "tobject.subject.code")
        name = next((one for one in names if one), None)
        if name or code:
            owner = attribute(each, "tobject.subject.ipr") or "IPTC"
            yield Subject(name=name, code=f"{owner}:{code}" if code else None)


def _places(data: xml.Element | None) -> Iterator[Subject]:
    for each in every(data, "evloc"):
        parts = [attribute(each, key) for key in ("city", "county-dist", "state-prov", "iso-cc")]
        named = list(dict.fromkeys(one for one in parts[:3] if one))
        if named or parts[3]:
            yield Subject(name=", ".join(named) or None, code=f"iso-cc:{parts[3]}" if parts[3] else None)


def _rights(top: xml.Element | None, data: xml.Element | None) -> Rights:
    holder = said(top, "rights.owner") or attribute(first(data, "doc.copyright"), "holder")
    year = attribute(first(data, "doc.copyright"), "year")
    return Rights(
        holder=holder,
        notice=f"\u00a9 {year} {holder}" if year and holder else None,
        usage=attribute(first(data, "doc.rights"), "limitations"),
    )


def _media(body: xml.Element | None) -> Iterator[Media]:
    kinds = {"image": Kind.PICTURE, "photo": Kind.PICTURE, "video": Kind.VIDEO, "audio": Kind.AUDIO}
    for each in every(body, "media"):
        shown = first(each, "media-reference")
        yield Media(
            kind=kinds.get((attribute(each, "media-type") or "image").lower(), Kind.GRAPHIC),
            href=attribute(shown, "source"),
            caption=said(each, "media-caption"),
            credit=said(each, "media-producer"),
            width=_number(attribute(shown, "width")),
            height=_number(attribute(shown, "height")),
        )


def _notes(top: xml.Element | None, data: xml.Element | None) -> Iterator[str]:
    for each in every(data, "ed-msg"):
        if note := attribute(each, "info"):
            yield note
    yield from filter(None, map(xml_text, every(top, "note")))
    if note := attribute(first(data, "correction"), "info"):
        yield note
