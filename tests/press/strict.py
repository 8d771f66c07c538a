"""What the specifications of feeds ask of a document, checked without mercy: faults in words."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any

from lxml import etree

ATOM = "{http://www.w3.org/2005/Atom}"
_RFC822 = re.compile(
    r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} "
    r"\d{2}:\d{2}:\d{2} ([+-]\d{4}|GMT)"
)
_CHANNEL = {"title", "link", "description", "language", "lastBuildDate", "item", "ttl", "copyright"}
_ITEM = {"title", "link", "description", "guid", "pubDate", "source", "category", "enclosure", "author"}
_FEED_ONCE = ("id", "title", "updated")
_JSON_ITEM = {
    "id": str,
    "url": str,
    "external_url": str,
    "title": str,
    "content_html": str,
    "summary": str,
    "image": str,
    "date_published": str,
    "date_modified": str,
    "authors": list,
    "tags": list,
    "language": str,
}


def rss(data: bytes) -> list[str]:
    """By the specification of RSS 2.0 (the RSS Advisory Board's, 2.0.11)."""
    return list(_rss(etree.fromstring(data)))


def _rss(root: etree._Element) -> Iterator[str]:
    if (root.tag, root.get("version")) != ("rss", "2.0"):
        yield "the root is not rss 2.0"
    (channel,) = root
    once = Counter(str(each.tag) for each in channel)
    for name in ("title", "link", "description"):
        if once[name] != 1 or not channel.findtext(name):
            yield f"channel: {name} must stand there once"
    yield from (f"channel: {tag} is unknown" for tag in once if tag[0] != "{" and tag not in _CHANNEL)
    ids = Counter(item.findtext("guid") for item in channel.iter("item"))
    yield from (f"guid {id} stands there twice" for id, number in ids.items() if number > 1)
    for item in channel.iter("item"):
        tags = Counter(str(each.tag) for each in item)
        yield from (f"item: {tag} is unknown" for tag in tags if tag[0] != "{" and tag not in _ITEM)
        yield from (f"item: {tag} twice" for tag in tags if tags[tag] > 1 and tag in _ITEM - {"category"})
        if not (item.findtext("title") or item.findtext("description")):
            yield "item: neither title nor description"
        when = item.findtext("pubDate") or ""
        if not _RFC822.fullmatch(when) or parsedate_to_datetime(when).tzinfo is None:
            yield f"item: {when!r} is no date of RFC 822"
        source = item.find("source")
        if source is not None and not (source.get("url") or "").startswith("http"):
            yield "item: a source without its url"
    for each in channel.iter("link", f"{ATOM}link"):
        if not (each.text or each.get("href") or "").startswith("http"):
            yield f"{each.tag!r}: no whole address"


def atom(data: bytes) -> list[str]:
    """By RFC 4287."""
    root = etree.fromstring(data)
    found = [] if root.tag == f"{ATOM}feed" else ["the root is no feed"]
    found += _atom(root, "feed")
    ids = Counter(each.findtext(f"{ATOM}id") for each in root.iter(f"{ATOM}entry"))
    found += [f"id {id} stands there twice" for id, number in ids.items() if number > 1]
    for entry in root.iter(f"{ATOM}entry"):
        found += _atom(entry, "entry")
        if entry.find(f"{ATOM}author") is None:
            found.append("entry: no author")
    return found


def _atom(element: etree._Element, name: str) -> Iterator[str]:
    tags = Counter(str(each.tag) for each in element)
    for once in _FEED_ONCE:
        if tags[ATOM + once] != 1 or not element.findtext(ATOM + once):
            yield f"{name}: {once} must stand there once"
    for most in ("published", "content", "summary", "rights", "source", "subtitle", "generator"):
        if tags[ATOM + most] > 1:
            yield f"{name}: {most} twice"
    for when in (*element.findall(f"{ATOM}updated"), *element.findall(f"{ATOM}published")):
        if not _is_rfc3339(when.text or ""):
            yield f"{name}: {when.text!r} is no date of RFC 3339"
    links = [
        (each.get("rel", "alternate"), each.get("type"), each.get("hreflang"))
        for each in element.findall(f"{ATOM}link")
    ]
    if len([each for each in links if each[0] == "alternate"]) != len(
        {each for each in links if each[0] == "alternate"}
    ):
        yield f"{name}: alternates that are alike"
    for each in element.findall(f"{ATOM}link"):
        if not (each.get("href") or "").startswith("http"):
            yield f"{name}: a link without a whole address"
    if not re.match(r"[a-z][a-z0-9+.-]*:", element.findtext(f"{ATOM}id") or ""):
        yield f"{name}: its id is no IRI"


def json_feed(data: bytes) -> list[str]:
    """By JSON Feed 1.1."""
    feed: dict[str, Any] = json.loads(data)
    found = []
    if feed.get("version") != "https://jsonfeed.org/version/1.1":
        found.append("no version")
    found += [f"{key} is no text" for key in ("title", "home_page_url", "feed_url") if not _text(feed, key)]
    found += [f"{key} is null" for key, value in feed.items() if value is None]
    if not isinstance(feed.get("items"), list):
        return [*found, "items is no list"]
    ids = Counter(each.get("id") for each in feed["items"])
    found += [f"id {id} stands there twice" for id, number in ids.items() if number > 1]
    for item in feed["items"]:
        if not _text(item, "id"):
            found.append("item: no id")
        if not (_text(item, "content_html") or _text(item, "content_text")):
            found.append("item: no content")
        for key, value in item.items():
            if not key.startswith("_") and not isinstance(value, _JSON_ITEM.get(key, ())):
                found.append(f"item: {key} is not what it must be")
        found += [
            f"item: {key} is no date"
            for key in ("date_published", "date_modified")
            if key in item and not _is_rfc3339(item[key])
        ]
        found += ["item: an author without anything" for each in item.get("authors", ()) if not each]
    return found


def _text(value: dict[str, Any], key: str) -> bool:
    return isinstance(value.get(key), str) and bool(value[key])


def _is_rfc3339(said: str) -> bool:
    if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", said):
        return False
    return datetime.fromisoformat(said).tzinfo is not None
