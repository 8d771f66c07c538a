"""What a feed says: `Feed` and its `Entry`s, whatever format they came in, and the leads they make.

Times are as printed; HTML is as it came, so nothing of it may be shown before it was sanitised.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any
from urllib.parse import urljoin, urlsplit

from msgspec import Struct, field

from masdar import address
from masdar.model import ChannelId, Lead, Status, digest

# entries of one document that are looked at, the first ones
ENTRIES = 5_000


# values of msgspec: a feed makes thousands, and a frozen dataclass takes fourteen times as long to make


class Text(Struct, frozen=True, kw_only=True):
    """A text, or HTML as it came."""

    value: str
    # text/plain, text/html or application/xhtml+xml
    type: str = "text/plain"
    language: str | None = None
    base: str = ""
    # where the text stands, if not here
    src: str | None = None


class Ref(Struct, frozen=True, kw_only=True):
    """An address that a feed gives, and for what."""

    href: str
    rel: str = "alternate"
    type: str | None = None
    title: str | None = None
    language: str | None = None
    length: str | None = None


class Person(Struct, frozen=True, kw_only=True):
    name: str | None = None
    email: str | None = None
    url: str | None = None


class Tag(Struct, frozen=True, kw_only=True):
    term: str
    scheme: str | None = None
    label: str | None = None


class Origin(Struct, frozen=True, kw_only=True):
    """Where an entry says it was taken from: RSS `<source>`, Atom `source`."""

    name: str | None = None
    url: str | None = None
    feed: str | None = None
    id: str | None = None
    rights: str | None = None


class Entry(Struct, frozen=True, kw_only=True):
    id: str | None = None
    title: Text | None = None
    # absolute, http or https; None where the entry gives none that is safe
    link: str | None = None
    links: tuple[Ref, ...] = ()
    summary: Text | None = None
    content: tuple[Text, ...] = ()
    authors: tuple[Person, ...] = ()
    contributors: tuple[Person, ...] = ()
    tags: tuple[Tag, ...] = ()
    enclosures: tuple[Ref, ...] = ()
    image: str | None = None
    # as printed
    published: str | None = None
    updated: str | None = None
    created: str | None = None
    expired: str | None = None
    rights: Text | None = None
    language: str | None = None
    origin: Origin | None = None
    # the feed it was taken from, where Atom tells so much
    within: "Feed | None" = None
    comments: str | None = None
    # what extensions add, by the names of the normalised form
    extra: dict[str, Any] = field(default_factory=dict)


class Feed(Struct, frozen=True, kw_only=True):
    # rss20, rss10, rss091, atom10, atom03, json11, sitemap, sitemapindex, ...
    format: str
    title: Text | None = None
    subtitle: Text | None = None
    link: str | None = None
    links: tuple[Ref, ...] = ()
    id: str | None = None
    language: str | None = None
    rights: Text | None = None
    authors: tuple[Person, ...] = ()
    contributors: tuple[Person, ...] = ()
    tags: tuple[Tag, ...] = ()
    image: str | None = None
    icon: str | None = None
    generator: str | None = None
    info: Text | None = None
    published: str | None = None
    updated: str | None = None
    created: str | None = None
    # minutes that the feed asks to be left alone
    ttl: int | None = None
    # hours (UTC) and weekdays (0: Monday) in which it says that nothing comes
    skip_hours: tuple[int, ...] = ()
    skip_days: tuple[int, ...] = ()
    entries: tuple[Entry, ...] = ()
    # further documents to visit, of a sitemap index; newest first
    more: tuple[str, ...] = ()
    encoding: str | None = None
    # whether it had to be mended, and what
    repaired: bool = False
    notes: tuple[str, ...] = ()
    extra: dict[str, Any] = field(default_factory=dict)


def told(entries: Iterable[Entry], *, whole: bool) -> tuple[Entry, ...]:
    """The entries; of a document that is not whole only those that say anything: the last may be a stump."""
    return (
        tuple(entries) if whole else tuple(each for each in entries if each != Entry(language=each.language))
    )


def leads(feed: Feed, channel: ChannelId | None, seen: datetime) -> tuple[Lead, ...]:
    """A lead for each entry, each address once, in the order of the feed.

    An entry that has no address of its own, but text, is named by its site, title and date; ids of entries
    are not believed, since feeds use them again, change them, or give one to all.
    """
    made: dict[str, Lead] = {}
    home = address.canonical(feed.link) if feed.link else None
    for entry in feed.entries:
        key = address.canonical(entry.link) if entry.link else ""
        if not key or key == home:
            lead = _told(entry, feed, channel, seen)
            if lead is not None and lead.outside:
                made.setdefault(lead.outside, lead)
        elif entry.link and key not in made:
            made[key] = _lead(entry, entry.link, feed, channel, seen)
    return tuple(made.values())


def _told(entry: Entry, feed: Feed, channel: ChannelId | None, seen: datetime) -> Lead | None:
    """The lead of an entry without an address of its own; None where it brings no text."""
    lead = _lead(entry, "", feed, channel, seen)
    text = lead.content or lead.summary
    if not (lead.title and text):
        return None
    site = address.host(feed.link) if feed.link else channel or ""
    said = "\n".join((site, " ".join(lead.title.split()), lead.published or lead.updated or ""))
    name = digest(said.encode("utf-8", "surrogatepass"))
    return replace(lead, content=text, outside=f"entry-{name}")


def _lead(entry: Entry, link: str, feed: Feed, channel: ChannelId | None, seen: datetime) -> Lead:
    people = [name for each in entry.authors if (name := each.name or each.email)]
    longest = max(entry.content, key=lambda each: len(each.value), default=None)
    return Lead(
        url=link,
        channel=channel,
        seen=seen,
        item=entry.id,
        title=_value(entry.title),
        summary=_value(entry.summary),
        content=longest.value if longest and longest.value.strip() else None,
        author="، ".join(people) or None,
        published=entry.published,
        updated=entry.updated,
        language=entry.language or feed.language,
        image=entry.image,
        section=entry.tags[0].label or entry.tags[0].term if entry.tags else None,
        tags=tuple(dict.fromkeys(each.label or each.term for each in entry.tags)),
        status=Status.USABLE,
        credit=entry.origin.name if entry.origin else None,
        credit_url=(entry.origin.url or entry.origin.feed) if entry.origin else None,
    )


def _value(text: Text | None) -> str | None:
    return text.value if text and text.value.strip() else None


def absolute(href: str | None, bases: Iterable[str] = ()) -> str | None:
    """An address made absolute against its bases, outermost first; None unless it is http or https."""
    if not href:
        return None
    if _ABSOLUTE.fullmatch(href) is not None:
        return href
    joined = _SPACE.sub("", href.strip()) if "\n" in href or "\r" in href or "\t" in href else href.strip()
    base = ""
    try:
        for each in bases:
            base = urljoin(base, each.strip())
        joined = urljoin(base, joined) if base else joined
        parts = urlsplit(joined)
    except ValueError:
        return None
    return joined if parts.scheme in {"http", "https"} and parts.hostname else None


_SPACE = re.compile(r"[\r\n\t]")
# what no base changes
_ABSOLUTE = re.compile(r"https?://[A-Za-z0-9.-]*[A-Za-z0-9](?::[0-9]{1,5})?(?:[/?][^\s\x00-\x1f\x7f]*)?")
