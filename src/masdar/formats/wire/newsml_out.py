"""A release as a NewsML-G2 newsItem, with the hands that it passed as its hop history."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from lxml import etree

from masdar.formats import saying, xml
from masdar.formats.wire.ninjs_out import clock, located, subjects, urn, usage
from masdar.model import Block, BlockKind, Release, ReleaseStatus, Role

_NAR = "http://iptc.org/std/nar/2006-10-01/"
_XHTML = "http://www.w3.org/1999/xhtml"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
CATALOGUE = "http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_32.xml"
# what an address among the names of an item is: that of the original
ORIGINAL = "https://schema.org/isBasedOn"
_SIGNALS = {ReleaseStatus.CORRECTED: "sig:correction", ReleaseStatus.UPDATED: "sig:update"}
_ROLES = {
    Role.ORIGIN: "isrol:originator",
    Role.AGENCY: "isrol:redistributor",
    Role.REPUBLISHER: "isrol:redistributor",
}


def write(release: Release, *, uri: str | None = None, provider: str | None = None) -> bytes:
    """The item. `uri` is its own address, else a urn of its id; `provider` is who gives it out.

    A withdrawn release has status `stat:canceled` and no text.
    """
    return _bytes(_item(release, uri, provider))


def message(
    releases: Sequence[Release], *, uri: Callable[[Release], str], provider: str, sent: datetime
) -> bytes:
    """A newsMessage with an item for each release; `sent` is the time of the newest."""
    root = etree.Element(f"{{{_NAR}}}newsMessage", nsmap={None: _NAR})
    header = _add(root, "header")
    _add(header, "sent", sent.astimezone(UTC).isoformat(timespec="seconds"))
    _add(header, "sender", provider)
    around = _add(root, "itemSet")
    for each in releases:
        around.append(_item(each, uri(each), provider))
    return _bytes(root)


def _bytes(root: etree._Element) -> bytes:
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


def _item(release: Release, uri: str | None, provider: str | None) -> etree._Element:
    gone = release.status is ReleaseStatus.WITHDRAWN
    root = etree.Element(f"{{{_NAR}}}newsItem", nsmap={None: _NAR})
    for key, value in (
        ("guid", uri or urn(release)),
        ("version", str(release.version)),
        ("standard", "NewsML-G2"),
        ("standardversion", "2.35"),
        ("conformance", "power"),
        (_LANG, release.language),
    ):
        root.set(key, value)
    _add(root, "catalogRef", href=CATALOGUE)
    _hops(root, release)
    _rights(root, release)
    _meta(root, release, provider or release.credit.publisher, gone=gone)
    _content(root, release, gone=gone)
    if release.blocks and not gone:
        _body(root, release)
    return root


def _hops(root: etree._Element, release: Release) -> None:
    history = _add(root, "hopHistory")
    for number, link in enumerate(release.chain.links, 1):
        hop = _add(history, "hop", seq=str(number))
        if link.at is not None:
            hop.set("timestamp", clock(link.at) or "")
        party = _add(hop, "party", uri=link.url or link.home)
        if not (link.url or link.home):
            party.set("literal", xml.clean(link.publisher))
        _add(party, "name", link.publisher)
        if link.role is Role.ORIGIN:
            _add(hop, "action", qcode="hopaction:created", target="hatarget:content")


def _rights(root: etree._Element, release: Release) -> None:
    rights = _add(root, "rightsInfo")
    holder = _add(
        rights, "copyrightHolder", literal=release.credit.publisher, uri=release.credit.publisher_url
    )
    _add(holder, "name", release.credit.publisher)
    if release.credit.rights:
        _add(rights, "copyrightNotice", release.credit.rights)
    if terms := usage(release):
        _add(rights, "usageTerms", terms)


def _meta(root: etree._Element, release: Release, provider: str, *, gone: bool) -> None:
    meta = _add(root, "itemMeta")
    _add(meta, "itemClass", qcode="ninat:text")
    _add(_add(meta, "provider", literal=provider), "name", provider)
    changed = clock(release.modified) or release.checked.astimezone(UTC).isoformat(timespec="seconds")
    _add(meta, "versionCreated", changed)
    if first := clock(release.first_published):
        _add(meta, "firstCreated", first)
    _add(meta, "pubStatus", qcode="stat:canceled" if gone else "stat:usable")
    _add(meta, "title", release.title)
    if note := saying.upstream(release):
        _add(meta, "edNote", note)
    if (signal := _SIGNALS.get(release.status)) is not None:
        _add(meta, "signal", qcode=signal)


def _content(root: etree._Element, release: Release, *, gone: bool) -> None:
    meta = _add(root, "contentMeta")
    if first := clock(release.first_published):
        _add(meta, "contentCreated", first)
    if place := located(release):
        _add(_add(meta, "located", literal=place), "name", place)
    if author := release.credit.author:
        _add(_add(meta, "creator", literal=author), "name", author)
    for link in release.chain.links:
        source = _add(meta, "infoSource", literal=link.publisher, role=_ROLES[link.role])
        _add(source, "name", link.publisher)
    if original := release.credit.original_url or release.origin.url:
        _add(meta, "altId", original, typeuri=ORIGINAL)
    _add(meta, "language", tag=release.language)
    for name in subjects(release):
        _add(_add(meta, "subject", literal=name), "name", name)
    _add(meta, "headline", release.title)
    if release.dateline is not None and release.dateline.text:
        _add(meta, "dateline", release.dateline.text)
    if release.credit.author:
        _add(meta, "by", release.credit.author)
    _add(meta, "creditline", release.credit.publisher)
    if release.summary and not gone:
        _add(meta, "description", release.summary, role="drol:summary")


def _body(root: etree._Element, release: Release) -> None:
    around = _add(_add(root, "contentSet"), "inlineXML", contenttype="application/xhtml+xml")
    page = etree.SubElement(around, f"{{{_XHTML}}}html", nsmap={None: _XHTML})
    page.set(_LANG, release.language)
    _html(_html(page, "head"), "title", release.title)
    body = _html(page, "body")
    for block in release.blocks:
        _block(body, block)


def _block(body: etree._Element, block: Block) -> None:
    if block.kind is BlockKind.LIST:
        around = _html(body, "ul")
        for item in block.items:
            _html(around, "li", item)
    elif block.kind is BlockKind.QUOTE:
        _html(_html(body, "blockquote"), "p", block.text)
    elif block.kind is BlockKind.HEADING:
        _html(body, f"h{min(6, max(2, block.level))}", block.text)
    elif block.kind is BlockKind.FIGURE:
        if block.image is None or not block.image.url:
            return
        around = _html(body, "figure")
        shown = _html(around, "img")
        shown.set("src", xml.clean(block.image.url))
        shown.set("alt", xml.clean(block.image.alt or ""))
        if block.image.caption:
            _html(around, "figcaption", block.image.caption)
    elif block.text:
        _html(body, "p", block.text)


def _add(
    parent: etree._Element, name: str, said: str | None = None, **attributes: str | None
) -> etree._Element:
    made = etree.SubElement(parent, f"{{{_NAR}}}{name}")
    if said is not None:
        made.text = xml.clean(said)
    for key, value in attributes.items():
        if value:
            made.set(key, xml.clean(value))
    return made


def _html(parent: etree._Element, name: str, said: str = "") -> etree._Element:
    made = etree.SubElement(parent, f"{{{_XHTML}}}{name}")
    made.text = xml.clean(said)
    return made
