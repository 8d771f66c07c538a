"""RSS 2.0 as it leaves: made of releases only, each item with its origin."""

import html
from collections.abc import Callable, Sequence
from datetime import datetime
from email.utils import format_datetime

from lxml import etree

from masdar.formats import saying, xml
from masdar.model import Release

_ATOM = "http://www.w3.org/2005/Atom"
_DC = "http://purl.org/dc/elements/1.1/"
_CONTENT = "http://purl.org/rss/1.0/modules/content/"
_MEDIA = "http://search.yahoo.com/mrss/"
_SPACES = {"atom": _ATOM, "dc": _DC, "content": _CONTENT, "media": _MEDIA}


def write(
    releases: Sequence[Release],
    *,
    title: str,
    link: str,
    own: str,
    page: Callable[[Release], str],
    description: str = "",
    language: str = "ar",
    hub: str | None = None,
    next: str | None = None,
    first: str | None = None,
) -> bytes:
    """The feed at `own` of a list whose page is `link`. `page` gives a release's address on our site.

    `first` and `next` are pages of the same list (RFC 5005).

    A headline release leads to its origin instead. The text stands in `content:encoded` only where the
    policy is `full`; every description ends with the line that names the origin.
    """
    root = etree.Element("rss", {"version": "2.0"}, nsmap=_SPACES)
    channel = etree.SubElement(root, "channel")
    _say(channel, "title", title)
    _say(channel, "link", link)
    _say(channel, "description", description or title)
    _say(channel, "language", language)
    if releases:
        _say(channel, "lastBuildDate", _time(max(each.checked for each in releases)))
    _refer(channel, "self", own, "application/rss+xml")
    if hub:
        _refer(channel, "hub", hub)
    if first and (next or first != own):
        _refer(channel, "first", first, "application/rss+xml")
    if next:
        _refer(channel, "next", next, "application/rss+xml")
    for each in releases:
        _item(channel, each, page(each))
    return etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)


def _item(channel: xml.Element, release: Release, page: str) -> None:
    item = etree.SubElement(channel, "item")
    credit = release.credit
    _say(item, "title", release.title)
    _say(item, "link", saying.link(release, page))
    _say(item, "guid", release.id).set("isPermaLink", "false")
    _say(item, "pubDate", _time(release.when))
    if credit.publisher_url:
        _say(item, "source", credit.publisher).set("url", credit.publisher_url)
    elif credit.original_url:
        _say(item, "source", credit.publisher).set("url", credit.original_url)
    _say(item, f"{{{_DC}}}creator", credit.author or credit.publisher)
    _say(item, f"{{{_DC}}}publisher", credit.publisher)
    _say(item, f"{{{_DC}}}language", release.language)
    if credit.rights:
        _say(item, f"{{{_DC}}}rights", credit.rights)
    if credit.original_url:
        _refer(item, "via", credit.original_url, "text/html")
    for each in saying.categories(release):
        _say(item, "category", each)
    _picture(item, release)
    said = (saying.status(release), saying.summary(release), saying.attribution(release))
    _say(item, "description", "\n".join(html.escape(each, quote=False) for each in said if each))
    if (text := saying.text(release)) is not None:
        _say(item, f"{{{_CONTENT}}}encoded", text)


def _say(parent: xml.Element, name: str, text: str) -> xml.Element:
    element = etree.SubElement(parent, name)
    element.text = xml.clean(text)
    return element


def _refer(parent: xml.Element, rel: str, href: str, type: str | None = None) -> None:
    element = etree.SubElement(parent, f"{{{_ATOM}}}link", {"rel": rel, "href": xml.clean(href)})
    if type:
        element.set("type", type)


def _picture(item: xml.Element, release: Release) -> None:
    if release.image is None:
        return
    content = etree.SubElement(
        item, f"{{{_MEDIA}}}content", {"url": xml.clean(release.image.url), "medium": "image"}
    )
    if release.image.credit:
        _say(content, f"{{{_MEDIA}}}credit", release.image.credit)
    if release.image.caption:
        _say(content, f"{{{_MEDIA}}}description", release.image.caption)


def _time(at: datetime) -> str:
    return format_datetime(at)
