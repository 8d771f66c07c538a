"""Atom 1.0 (RFC 4287) as it leaves: made of releases only, each entry with its origin.

What was withdrawn leaves a tombstone (RFC 6721), so that readers take it off.
"""

from collections.abc import Callable, Sequence
from datetime import datetime

from lxml import etree

from masdar.formats import saying, xml
from masdar.model import Release, ReleaseStatus

_ATOM = "http://www.w3.org/2005/Atom"
_GONE = "http://purl.org/atompub/tombstones/1.0"
_SPACES = {None: _ATOM, "at": _GONE}
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_COMMENT = "سُحبت هذه المادة."


def write(
    releases: Sequence[Release],
    *,
    title: str,
    link: str,
    own: str,
    page: Callable[[Release], str],
    withdrawn: Sequence[tuple[datetime, Release]] = (),
    language: str = "ar",
    now: datetime,
    hub: str | None = None,
    next: str | None = None,
    first: str | None = None,
) -> bytes:
    """The feed at `own` of a list whose page is `link`. `page` gives a release's address on our site.

    A headline release leads to its origin instead; `content` stands only where the policy is `full`.
    `withdrawn` are releases that were taken back, each with the time of it.
    """
    root = etree.Element(f"{{{_ATOM}}}feed", {_LANG: language}, nsmap=_SPACES)
    # every page of a list is of one feed (RFC 5005)
    _say(root, "id", first or own)
    _say(root, "title", title)
    changed = [each.checked for each in releases] + [at for at, _ in withdrawn]
    _say(root, "updated", saying.instant(max(changed, default=now)))
    _refer(root, "self", own, type="application/atom+xml")
    _refer(root, "alternate", link, type="text/html")
    if hub:
        _refer(root, "hub", hub)
    if first and (next or first != own):
        _refer(root, "first", first, type="application/atom+xml")
    if next:
        _refer(root, "next", next, type="application/atom+xml")
    _say(root, "generator", "masdar")
    for each in releases:
        if each.status is not ReleaseStatus.WITHDRAWN:
            _entry(root, each, page(each))
    for at, each in withdrawn:
        gone = etree.SubElement(
            root, f"{{{_GONE}}}deleted-entry", {"ref": id_of(each), "when": saying.instant(at)}
        )
        etree.SubElement(gone, f"{{{_GONE}}}comment", {_LANG: "ar"}).text = _COMMENT
    return etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)


def id_of(release: Release) -> str:
    """The name of an entry, which stays while titles and hosts change."""
    return f"urn:masdar:article:{release.id}"


def _entry(root: xml.Element, release: Release, page: str) -> None:
    credit = release.credit
    entry = etree.SubElement(root, f"{{{_ATOM}}}entry", {_LANG: release.language})
    _say(entry, "id", id_of(release))
    _say(entry, "title", release.title)
    _say(entry, "updated", saying.instant(saying.altered(release)))
    if release.first_published:
        _say(entry, "published", saying.time(release.first_published))
    _refer(entry, "alternate", saying.link(release, page), type="text/html")
    if credit.original_url:
        _refer(entry, "via", credit.original_url, type="text/html")
    author = etree.SubElement(entry, f"{{{_ATOM}}}author")
    _say(author, "name", credit.author or credit.publisher)
    if credit.rights:
        _say(entry, "rights", credit.rights)
    _source(entry, release)
    for each in saying.categories(release):
        etree.SubElement(entry, f"{{{_ATOM}}}category", {"term": xml.clean(each)})
    _say(
        entry,
        "summary",
        "\n".join(
            part
            for part in (saying.status(release), saying.summary(release), saying.attribution(release))
            if part
        ),
    )
    if (text := saying.text(release)) is not None:
        _say(entry, "content", text).set("type", "html")


def _source(entry: xml.Element, release: Release) -> None:
    """The origin, as the feed that an entry came from (RFC 4287, 4.2.11)."""
    credit = release.credit
    home = credit.publisher_url or credit.original_url
    source = etree.SubElement(entry, f"{{{_ATOM}}}source")
    _say(source, "id", home or f"urn:masdar:source:{release.source}")
    _say(source, "title", credit.publisher)
    _say(source, "updated", saying.instant(release.when))
    if home:
        _refer(source, "alternate", home, type="text/html")
    if credit.rights:
        _say(source, "rights", credit.rights)


def _say(parent: xml.Element, name: str, text: str) -> xml.Element:
    element = etree.SubElement(parent, f"{{{_ATOM}}}{name}")
    element.text = xml.clean(text)
    return element


def _refer(parent: xml.Element, rel: str, href: str, *, type: str | None = None) -> None:
    element = etree.SubElement(parent, f"{{{_ATOM}}}link", {"rel": rel, "href": xml.clean(href)})
    if type:
        element.set("type", type)
