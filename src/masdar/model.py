"""The nouns.

Frozen values of the standard library alone. A changed value is a new one (`dataclasses.replace`).
`None` means that the page does not say; an empty tuple or `""` means that it says there is none.
Every time is aware and in UTC; what a page printed stands beside it in `said`. Ids come from
content, so that two machines that see the same thing give it the same name.
"""

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta, timezone
from enum import StrEnum
from typing import Any, NewType

SourceId = NewType("SourceId", str)  # chosen by a person: "wafa"
ChannelId = NewType("ChannelId", str)  # "wafa/politics"
Digest = NewType("Digest", str)  # blake2b of bytes, 24 letters of base32
ArticleId = NewType("ArticleId", str)  # digest of the tracking-free address; "capture-" + digest without one
StoryId = NewType("StoryId", str)  # the id of the story's founding article


def digest(data: bytes) -> Digest:
    """The name of some bytes: 120 bits of BLAKE2b (RFC 7693) in lower-case base32 (RFC 4648)."""
    return Digest(base64.b32encode(hashlib.blake2b(data, digest_size=15).digest()).decode("ascii").lower())


# --- sources -------------------------------------------------------------------------------------


class SourceKind(StrEnum):
    PUBLISHER = "publisher"
    AGENCY = "agency"
    REPUBLISHER = "republisher"
    ARCHIVE = "archive"


class ChannelKind(StrEnum):
    FEED = "feed"
    SITEMAP = "sitemap"
    SECTION = "section"
    DROP = "drop"
    ARCHIVE = "archive"


class ChannelState(StrEnum):
    """Whether a channel is visited. What is not visited keeps its history, and can be taken up again."""

    ACTIVE = "active"
    # it turned into something that a person must look at
    PAUSED = "paused"
    # its publisher says that it is gone for good
    RETIRED = "retired"


class Show(StrEnum):
    """How much of an article may be shown, from least to most."""

    HEADLINE = "headline"
    EXCERPT = "excerpt"
    FULL = "full"


class Images(StrEnum):
    NONE = "none"
    THUMBNAIL = "thumbnail"
    FULL = "full"


class IndexRule(StrEnum):
    """What search engines are told of our copy: exactly one of the three."""

    NOINDEX = "noindex"
    CANONICAL = "canonical"
    INDEX = "index"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signals:
    """What an origin's pages and robots.txt reserve; `said` keeps the words verbatim."""

    noindex: bool = False
    nosnippet: bool = False
    noai: bool = False
    noimageai: bool = False
    tdm_reservation: bool = False
    max_snippet: int | None = None
    license: str | None = None
    said: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What may be shown of a source's articles, and why."""

    show: Show = Show.EXCERPT
    # at most so many words of an excerpt; product rule: 60 words or a quarter of the text, whichever is less
    words: int = 60
    images: Images = Images.NONE
    index: IndexRule = IndexRule.NOINDEX
    # the permission, licence or other ground for `full`
    ground: str = ""
    until: datetime | None = None
    signals: Signals = field(default_factory=Signals)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """CSS selectors for one source's pages, valid up to a date."""

    until: datetime | None = None
    body: str | None = None
    drop: tuple[str, ...] = ()
    title: str | None = None
    image: str | None = None
    byline: str | None = None
    published: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    id: ChannelId
    source: SourceId
    kind: ChannelKind
    where: str
    section: str | None = None
    every: timedelta = timedelta(minutes=30)
    state: ChannelState = ChannelState.ACTIVE
    # why it is not active
    note: str = ""
    # addresses at which it stood before
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    id: SourceId
    name: str
    name_en: str | None = None
    home: str = ""
    # host names of its own pages, lower case, without "www."
    hosts: tuple[str, ...] = ()
    # ISO 3166-1 alpha-2
    country: str | None = None
    # IANA name, such as Asia/Riyadh
    zone: str | None = None
    kind: SourceKind = SourceKind.PUBLISHER
    # agency code (YONHAP, WAS, ...), if it is an agency
    code: str | None = None
    aliases: tuple[str, ...] = ()
    languages: tuple[str, ...] = ("ar",)
    channels: tuple[Channel, ...] = ()
    rules: tuple[Rules, ...] = ()
    policy: Policy = field(default_factory=Policy)
    enabled: bool = True
    # whether a person looks at each article before it is shown
    reviewed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reservation:
    """What a source's site as a whole reserved, from one reading on until another said otherwise."""

    source: SourceId
    # when it was first read so, and when last; None: it could not be read yet
    since: datetime
    read: datetime | None
    signals: Signals
    # when it is read again
    due: datetime
    # why the last try gave less than all
    failure: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher:
    """What is known of one publisher or agency, whether or not we take from it."""

    name: str
    name_en: str | None = None
    code: str | None = None
    source: SourceId | None = None
    hosts: tuple[str, ...] = ()
    zone: str | None = None
    country: str | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Directory:
    """What is known of publishers and agencies, as one value. `sources.catalogue.directory` makes it."""

    publishers: tuple[Publisher, ...] = ()
    by_host: Mapping[str, Publisher] = field(default_factory=dict)
    by_code: Mapping[str, Publisher] = field(default_factory=dict)
    by_source: Mapping[SourceId, Publisher] = field(default_factory=dict)
    # keys folded by `arabic.fold.key`
    by_name: Mapping[str, Publisher] = field(default_factory=dict)

    def host(self, host: str) -> Publisher | None:
        """The publisher whose page stands on a host; a sub-domain counts as its parent's."""
        name = host.lower().rstrip(".").removeprefix("www.")
        while name:
            if (found := self.by_host.get(name)) is not None:
                return found
            name = name.partition(".")[2]
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One visit to a channel."""

    channel: ChannelId
    at: datetime
    status: int | None = None
    etag: str | None = None
    last_modified: str | None = None
    # seconds
    took: float = 0.0
    # bytes
    size: int = 0
    leads: int = 0
    fresh: int = 0
    failure: str | None = None
    # what had to be mended in the document, in words
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pulse:
    """When a channel brings news, learned from what it brought; what is older weighs less."""

    # up to when it was learned
    at: datetime | None = None
    # days of watching that it rests on, each weighed by its age
    days: float = 0.0
    # articles in each quarter of an hour of the day in UTC, weighed alike; 96 of them, or none
    quarters: tuple[float, ...] = ()
    # the last times at which something came, oldest first
    beats: tuple[datetime, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One document of a sitemap index, as it was when it was last read."""

    etag: str | None = None
    last_modified: str | None = None
    # what the index said of its last change
    said: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A channel that answers from elsewhere "for good", and since when it has said so."""

    to: str
    since: datetime
    times: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """What all visits to a channel come to: enough to plan and to make the next one."""

    channel: ChannelId
    # the last visit
    at: datetime | None = None
    # the last one that went well, and the last one whose body was read
    well: datetime | None = None
    whole: datetime | None = None
    # validators as they came, and the address that gave them
    etag: str | None = None
    last_modified: str | None = None
    validates: str | None = None
    # for how long it asks to be left alone; hours (UTC) and weekdays (0: Monday) in which it brings nothing
    rest: timedelta | None = None
    skip_hours: tuple[int, ...] = ()
    skip_days: tuple[int, ...] = ()
    # failures in a row, since when, and what the last one was
    failures: int = 0
    since: datetime | None = None
    cause: str | None = None
    moved: Move | None = None
    # the hosts that its articles stand on, the newest last, and their language
    hosts: tuple[str, ...] = ()
    language: str | None = None
    documents: Mapping[str, Document] = field(default_factory=dict)
    # the hub that pushes what is new in it, and what it is called there
    hub: str | None = None
    topic: str | None = None
    # the share of its pages that gave an article: 0 to 1, the last ones weigh most
    quality: float | None = None
    pulse: Pulse = field(default_factory=Pulse)


@dataclass(frozen=True, slots=True, kw_only=True)
class Leave:
    """What a site's robots.txt said when it was last asked."""

    # None: it could not be had, and nothing may be fetched
    text: str | None
    until: datetime
    # since when it could not be had
    since: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """What must be remembered of a host, so that a new process is as polite as the one before."""

    name: str
    # until when it wants to be left alone, and how often in a row it said so
    shut: datetime | None = None
    streak: int = 0
    # before when nothing is sent: the pause after the last request
    free: datetime | None = None
    # by scheme, host and port
    robots: Mapping[str, Leave] = field(default_factory=dict)


class Pushed(StrEnum):
    """How a subscription stands."""

    # the hub was asked, and has yet to call back
    ASKED = "asked"
    ACTIVE = "active"
    # it refused, did not call back, or let us miss what polling found: the channel is polled as ever
    SILENT = "silent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """A channel whose hub pushes what is new to us (WebSub)."""

    channel: ChannelId
    topic: str
    hub: str
    # the last part of our address for it, and the key of its signatures: both secret
    token: str
    secret: str
    state: Pushed = Pushed.ASKED
    asked: datetime
    # when what the hub promised ends
    until: datetime | None = None
    # the last push that was signed well
    pushed: datetime | None = None
    # attempts that failed in a row
    failures: int = 0
    cause: str | None = None


# --- what comes in -------------------------------------------------------------------------------


class Via(StrEnum):
    """The way on which a capture came."""

    PAGE = "page"
    FEED = "feed"
    FILE = "file"
    ARCHIVE = "archive"
    RECORD = "record"
    # a file in a format of news agencies
    WIRE = "wire"


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """One answer of the world, exactly as it came. A file's time is the time that the file states."""

    url: str
    final_url: str
    at: datetime
    body: bytes
    status: int = 200
    # lower-case names
    headers: Mapping[str, str] = field(default_factory=dict)
    digest: Digest = Digest("")
    via: Via = Via.PAGE
    # where in an archive it stands: file name and offset
    record: str | None = None
    # where the address led by redirects that all say "for good"; not kept
    moved: str | None = None

    def __post_init__(self) -> None:
        if not self.digest:
            object.__setattr__(self, "digest", digest(self.body))


@dataclass(frozen=True, slots=True, kw_only=True)
class NotModified:
    """The server says that nothing changed since the validators we sent."""

    url: str
    at: datetime
    final_url: str = ""
    moved: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    url: str
    method: str = "GET"
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    etag: str | None = None
    last_modified: str | None = None
    # the address that the validators are of, where a redirect leads to it; None: of `url`
    validates: str | None = None
    # asked of a home that its operator signs in to: what robots.txt says to crawlers does not bear on it
    own: bool = False


class Status(StrEnum):
    """How an article stands at its origin, in the words of ninjs `pubStatus`."""

    USABLE = "usable"
    WITHHELD = "withheld"
    CORRECTED = "corrected"
    CANCELED = "canceled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """What a channel says of an article. Times are as the channel printed them."""

    url: str
    channel: ChannelId | None = None
    seen: datetime
    item: str | None = None
    title: str | None = None
    summary: str | None = None
    # whole text or HTML, where the channel gives it
    content: str | None = None
    author: str | None = None
    published: str | None = None
    updated: str | None = None
    language: str | None = None
    image: str | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    version: str | None = None
    status: Status = Status.USABLE
    # what the channel itself says of the origin: RSS <source>, a wire's credit line
    credit: str | None = None
    credit_url: str | None = None
    # the id that an outside collection gave it; kept, and printed in exports
    outside: str | None = None
    # a wire's own field, apart from the text
    dateline: "Dateline | None" = None
    # the persons of a byline, where the channel's format tells them apart
    writers: tuple[str, ...] | None = None
    # not to be shown before
    embargo: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """A page that a lead led to and that is still to be fetched."""

    id: ArticleId
    lead: Lead
    source: SourceId
    # the host that will be asked
    host: str
    # when to try next; None: it was tried often enough
    due: datetime | None
    tries: int = 0
    # why the last try gave nothing
    why: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """That a channel named an article, under which address, and when first."""

    channel: ChannelId
    url: str
    at: datetime


# --- the article ---------------------------------------------------------------------------------


class Precision(StrEnum):
    SECOND = "second"
    MINUTE = "minute"
    DAY = "day"


class ZoneFrom(StrEnum):
    """Why we believe the zone. The printed one wins, then the origin's home, then the source's."""

    PRINTED = "printed"
    ORIGIN = "origin"
    SOURCE = "source"
    # nobody says: read as UTC, and never printed with a zone
    ASSUMED = "assumed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A time, and the words that it was read from."""

    at: datetime
    precision: Precision = Precision.SECOND
    zone_from: ZoneFrom = ZoneFrom.PRINTED
    # minutes east of UTC on the clock it was printed by
    offset: int = 0
    # IANA name where one is known
    zone: str | None = None
    said: str = ""

    def iso(self) -> str:
        """ISO 8601, as exact as what is known: no minute for a day, no offset where none is known.

        >>> from datetime import UTC
        >>> seoul = Moment(at=datetime(2024, 11, 1, 4, 1, 11, tzinfo=UTC), offset=540)
        >>> seoul.iso()
        '2024-11-01T13:01:11+09:00'
        """
        local = self.at.astimezone(timezone(timedelta(minutes=self.offset)))
        if self.precision is Precision.DAY:
            return local.date().isoformat()
        spec = "minutes" if self.precision is Precision.MINUTE else "seconds"
        if self.zone_from is ZoneFrom.ASSUMED:
            local = local.replace(tzinfo=None)
        return local.isoformat(timespec=spec)

    def said_iso(self) -> str:
        """As `iso`, with the offset only where the page itself printed one."""
        return (
            replace(self, zone_from=ZoneFrom.ASSUMED).iso()
            if self.zone_from is not ZoneFrom.PRINTED
            else self.iso()
        )


class BlockKind(StrEnum):
    PARAGRAPH = "paragraph"
    HEADING = "heading"
    QUOTE = "quote"
    LIST = "list"
    FIGURE = "figure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    url: str
    caption: str | None = None
    credit: str | None = None
    alt: str | None = None
    # pixels
    width: int | None = None
    height: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A piece of a body. One class for all kinds, so that JSON needs no tags."""

    kind: BlockKind = BlockKind.PARAGRAPH
    text: str = ""
    # of a heading: 2 to 6
    level: int = 0
    # of a list
    items: tuple[str, ...] = ()
    # of a figure
    image: Image | None = None
    # of a figure that another site shows: its address; `text` names it
    embed: str | None = None
    # of an entry of a live blog: when it was written
    at: Moment | None = None

    @property
    def plain(self) -> str:
        """The block's text; a list is one line an item, a figure has none."""
        if self.kind is BlockKind.FIGURE:
            return ""
        return "\n".join(self.items) if self.kind is BlockKind.LIST else self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency:
    """An agency as a text names it: `said` as printed, `code` from the table, None for others."""

    said: str
    code: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dateline:
    """Place, date and credit that open a wire text. `text` is verbatim, with its closing sign."""

    text: str = ""
    places: tuple[str, ...] = ()
    agencies: tuple[Agency, ...] = ()
    # agencies merely quoted in the first sentence: no credit
    cited: tuple[Agency, ...] = ()
    reporters: tuple[str, ...] = ()
    desks: tuple[str, ...] = ()
    # codes of agencies credited for the picture alone
    photo_credits: tuple[Agency, ...] = ()
    # ISO: YYYY-MM-DD, or MM-DD where no year is printed
    date: str | None = None


class AttributionForm(StrEnum):
    BLOCK = "block"  # a labelled block: المصدر, الكاتب, الموقع
    LINE = "line"  # a closing line: «نقلا عن …»


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """The page's own words on where it has the text from. `""` is a label with nothing behind it."""

    form: AttributionForm = AttributionForm.BLOCK
    publisher: str | None = None
    author: str | None = None
    # host or name as printed
    site: str | None = None
    site_url: str | None = None
    # the address of the original article itself, where the page gives it
    original_url: str | None = None
    first_published: Moment | None = None
    said: str = ""


class Basis(StrEnum):
    """On what a claim rests."""

    ATTRIBUTION_BLOCK = "attribution_block"
    CREDIT_LINE = "credit_line"
    BYLINE = "byline"
    DATELINE = "dateline"
    END_MARK = "end_mark"
    CANONICAL_LINK = "canonical_link"
    META = "meta"
    JSON_LD = "json_ld"
    FEED = "feed"
    WIRE = "wire"
    ADDRESS = "address"
    TEXT_OVERLAP = "text_overlap"
    # how the text is worded, compared with what agencies write
    STYLE = "style"
    CAPTURE_TIME = "capture_time"


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """A machine-readable statement of a page on its origin, such as a canonical link to another host.

    `name` is the field as the standard calls it: `canonical`, `isBasedOn`, `sourceOrganization`,
    `creditText`, `copyrightHolder`, `provider`, `original-source`, `syndication-source`.
    """

    basis: Basis
    name: str
    value: str
    url: str | None = None


class DoubtKind(StrEnum):
    MISSING = "missing"
    ASSUMED = "assumed"
    CONFLICT = "conflict"
    SUSPICIOUS = "suspicious"
    REPAIRED = "repaired"


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """Where the reading was unsure."""

    field: str
    kind: DoubtKind
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """What one capture says. A page that changed gives a second Article with the same id."""

    id: ArticleId
    source: SourceId
    url: str
    canonical_url: str | None = None
    capture: Digest
    seen: datetime
    # BCP 47, judged from the text
    language: str
    title: str
    kicker: str | None = None
    summary: str | None = None
    # a dateline that opens the first paragraph stays in it, as printed
    blocks: tuple[Block, ...] = ()
    image: Image | None = None
    dateline: Dateline | None = None
    # whom the text is credited to, from dateline, byline and credit line
    agencies: tuple[Agency, ...] | None = None
    bylines: tuple[str, ...] | None = None
    published: Moment | None = None
    modified: Moment | None = None
    end_mark: str | None = None
    attribution: Attribution | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    # the name the page gives its own outlet
    outlet: str | None = None
    declarations: tuple[Declaration, ...] = ()
    signals: Signals = field(default_factory=Signals)
    # how it stands at its origin: canceled once the origin took it back
    status: Status = Status.USABLE
    doubts: tuple[Doubt, ...] = ()
    via: Via = Via.PAGE
    # name and version of the reader, so that a better one can read kept captures again
    reader: str = ""

    @property
    def body(self) -> str:
        """The body's text, a line a paragraph."""
        return "\n".join(block.plain for block in self.blocks if block.kind is not BlockKind.FIGURE)

    @property
    def when(self) -> datetime:
        """When it was published, as far as is known; else when it was seen. The window runs on it."""
        return self.published.at if self.published else self.seen

    def as_record(self) -> dict[str, Any]:
        """The flat record: plain JSON values under the keys of the field."""
        agency = next(iter(self.agencies or ()), None)
        stated = self.attribution
        first = stated.first_published if stated else None
        paragraphs = [line for block in self.blocks for line in block.plain.split("\n") if line]
        return {
            "id": self.id,
            "url": self.url or None,
            "canonicalUrl": self.canonical_url,
            "language": self.language,
            "title": self.title,
            "kicker": self.kicker,
            "summary": self.summary,
            "articleBody": "\n".join(paragraphs),
            "paragraphs": paragraphs,
            "authors": None if self.bylines is None else list(self.bylines),
            "agency": agency.said if agency else ("" if self.agencies is not None else None),
            "agencyCode": agency.code if agency else None,
            "agencies": [{"said": each.said, "code": each.code} for each in self.agencies or ()],
            "dateline": self.dateline.text if self.dateline else None,
            "datePublished": self.published.iso() if self.published else None,
            "dateModified": self.modified.iso() if self.modified else None,
            "image": (self.image.url or None) if self.image else None,
            "imageCaption": self.image.caption if self.image else None,
            "imageCredit": self.image.credit if self.image else None,
            "endMark": self.end_mark,
            "section": self.section,
            "tags": list(self.tags),
            "source": stated.said if stated else None,
            "attribution": {
                "publisher": stated.publisher if stated else None,
                "author": stated.author if stated else None,
                "site": stated.site if stated else None,
                "firstPublished": first.said_iso() if first else None,
            },
            "outlet": self.outlet,
            "doubts": [{"field": d.field, "kind": d.kind.value, "detail": d.detail} for d in self.doubts],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """How often an article was seen in a new form, when first and when last."""

    versions: int
    first: datetime
    last: datetime


class Turn(StrEnum):
    """What became of words from one version of a text to the next."""

    KEPT = "kept"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Words in a row that had the same fate."""

    turn: Turn
    words: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """What one version of an article has otherwise than the one before, without its words."""

    # in the order of reading; where words were exchanged, the old stand before the new
    stretches: tuple[Stretch, ...]
    # words
    kept: int
    added: int
    removed: int
    # whether the headline is another
    title: bool
    # whether more than spelling changed
    substance: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """When an article's page was last asked for again with an answer, and when its turn comes next."""

    article: ArticleId
    at: datetime
    # None: it is not asked for again
    due: datetime | None = None
    # how often in a row it could not be had
    misses: int = 0


# --- whose text it is ----------------------------------------------------------------------------


class Says(StrEnum):
    PUBLISHED_BY = "published_by"
    FIRST_PUBLISHED_BY = "first_published_by"
    FIRST_PUBLISHED_AT = "first_published_at"
    REPUBLISHED_FROM = "republished_from"
    WIRED_BY = "wired_by"
    WRITTEN_BY = "written_by"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The words a claim rests on, and where they stand."""

    basis: Basis
    quote: str
    # a field, selector or place a reader can check: "dateline", "link[rel=canonical]"
    where: str
    capture: Digest
    # the other article, where two were compared
    other: ArticleId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One statement about an article's origin. Never overwritten; asserted unless `inferred`."""

    id: str
    article: ArticleId
    says: Says
    # a publisher's name, an agency's code, an ISO time, an address
    value: str
    # the address that the claim gives, if it gives one
    url: str | None = None
    at: datetime
    evidence: Evidence
    # 0 to 1
    weight: float
    # computed by us, as against said by the page or its channel
    inferred: bool = False
    reader: str = ""


class Role(StrEnum):
    ORIGIN = "origin"
    AGENCY = "agency"
    REPUBLISHER = "republisher"


class Standing(StrEnum):
    SEEN = "seen"  # we hold this hand's own page
    SAID = "said"  # somebody names it
    INFERRED = "inferred"  # shared text says so
    DISPUTED = "disputed"  # claims contradict each other


class Grade(StrEnum):
    """How well a chain holds, in the words of the discipline of isnad."""

    CONNECTED = "connected"  # متصل: every link asserted
    INFERRED = "inferred"  # مستنتج: a link inferred
    BROKEN = "broken"  # منقطع: a gap
    UNNAMED = "unnamed"  # مرسل: agencies, none named
    CONFLICTING = "conflicting"  # مضطرب: contradiction
    UNKNOWN = "unknown"  # nobody says, nothing is shared


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One hand through which a text passed."""

    publisher: str
    source: SourceId | None = None
    code: str | None = None
    article: ArticleId | None = None
    url: str | None = None
    # the publisher's home page, where it is known
    home: str | None = None
    # who wrote it, where we hold this hand's own page and it says so
    authors: tuple[str, ...] = ()
    at: Moment | None = None
    role: Role = Role.ORIGIN
    standing: Standing = Standing.SAID
    # 0 to 1
    confidence: float = 0.0
    claims: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """The hands of an article, oldest first; the last one is the page that we read."""

    article: ArticleId
    links: tuple[Link, ...]
    grade: Grade
    doubts: tuple[Doubt, ...] = ()

    @property
    def origin(self) -> Link:
        return self.links[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """An article as the chain needs it: who published it, when, and what it claims."""

    article: ArticleId
    source: SourceId
    url: str
    title: str
    published: Moment | None
    seen: datetime
    claims: tuple[Claim, ...] = ()
    bylines: tuple[str, ...] | None = None


# --- what belongs together -----------------------------------------------------------------------


class Level(StrEnum):
    """How much of a text two articles share, from most to least."""

    EXACT = "exact"
    NEAR = "near"
    EDITED = "edited"
    PARTIAL = "partial"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprint:
    """What comparison needs of an article; made once and kept."""

    article: ArticleId
    source: SourceId
    at: datetime
    language: str
    # folded words
    size: int
    # of the folded text: equal digests are equal texts
    digest: Digest
    # sorted, distinct 64-bit hashes of word 5-grams, little-endian
    shingles: bytes
    # stems of the title, and of title with body with their counts: features of stories and related
    title: tuple[str, ...] = ()
    terms: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """Two articles that share text: `a` < `b`; containment is of the smaller one, 0 to 1."""

    a: ArticleId
    b: ArticleId
    level: Level
    containment: float
    # 5-grams in common
    shared: int


class Relation(StrEnum):
    FIRST = "first"
    COPY = "copy"
    REVISION = "revision"
    SAME_STORY = "same_story"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryScore:
    """A story that an article may belong to."""

    story: StoryId
    # 0 to 1
    score: float
    nearest: ArticleId
    # articles that tell it on the days around, copies not counted
    voices: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """What the window finds for a fingerprint: overlaps by containment, stories by score, best first."""

    overlaps: tuple[Overlap, ...] = ()
    stories: tuple[StoryScore, ...] = ()
    # the stories that the articles of `overlaps` belong to
    placed: Mapping[ArticleId, StoryId] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    article: ArticleId
    story: StoryId
    relation: Relation
    of: ArticleId | None = None
    score: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Copies of one text, found by text alone. The id is that of the smallest member."""

    id: ArticleId
    members: tuple[ArticleId, ...]
    overlaps: tuple[Overlap, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    id: StoryId
    title: str
    opened: datetime
    latest: datetime
    # the article that stands for it
    lead: ArticleId
    size: int = 1
    # how many sources tell it
    sources: int = 1
    merged_into: StoryId | None = None


# --- what goes out -------------------------------------------------------------------------------


class ReleaseStatus(StrEnum):
    USABLE = "usable"
    UPDATED = "updated"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """The source block «المصدر», filled in. There is no release without one."""

    publisher: str
    publisher_url: str | None
    author: str | None
    # the original article itself; None is printed as «غير معروف»
    original_url: str | None
    first_published: Moment | None
    # the way it came, and from whom
    taken_via: Via
    taken_from: str
    taken_url: str | None
    rights: str
    # the verbatim words of the page on its source, if it had any
    said: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """An article as it may be shown. Only `rights.release.clear` makes one."""

    id: ArticleId
    version: int
    status: ReleaseStatus
    source: SourceId
    source_name: str
    language: str
    title: str
    kicker: str | None = None
    summary: str | None = None
    # cut to the policy, dateline and end mark taken off
    blocks: tuple[Block, ...] = ()
    # whether the policy held text back
    shortened: bool = False
    image: Image | None = None
    dateline: Dateline | None = None
    # the origin, as the chain has it; `credit` prints it
    origin: Link
    credit: Credit
    chain: Chain
    policy: Policy
    first_published: Moment | None = None
    modified: Moment | None = None
    taken: datetime
    checked: datetime
    # of the whole text as we hold it
    digest: Digest
    section: str | None = None
    tags: tuple[str, ...] = ()
    # why it stands as it does: what was withheld, and by which rule
    why: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    # of one that is withdrawn: only until a person has looked at it; by law; in the desk's words
    held: bool = False
    law: bool = False
    reason: str = ""
    # since when the desk wants it so
    ruled: datetime | None = None
    # corrections of our own, the oldest first
    notes: tuple["Note", ...] = ()

    @property
    def when(self) -> datetime:
        """What lists are ordered by: first publication, else when it was taken."""
        return self.first_published.at if self.first_published else self.taken


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture that we hold ourselves; its size is in pixels."""

    file: str
    width: int
    height: int
    type: str
    # the same, no larger than a thumbnail; None where that is all there is
    small: "Picture | None" = None
    # the articles that show it
    of: tuple[ArticleId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A picture that is still to be fetched."""

    images: Images
    of: tuple[ArticleId, ...]
    due: datetime
    tries: int = 0


class ChangeKind(StrEnum):
    ARTICLE = "article"
    STORY = "story"
    SOURCE = "source"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One line of the change log; `seq` is the order of commits."""

    seq: int
    kind: ChangeKind
    id: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """An article that a search found; `score` is comparable within one answer only."""

    article: ArticleId
    # of answers in order of time, the seconds since 1970
    score: float


class Why(StrEnum):
    """Where an article answers a question."""

    TITLE = "title"
    TEXT = "text"
    # a word that sounds like the one asked for, or looks like it
    SOUND = "sound"
    ALIKE = "alike"
    PHRASE = "phrase"
    # a field; it bounds what is found and is worth nothing
    FIELD = "field"
    # a word that the best answers share, and how well the whole story answers
    BEST = "best"
    STORY = "story"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """What one match adds to the score of an article."""

    why: Why
    # as it was asked for; none for what the best answers share
    said: str = ""
    # the stem that was found
    found: str = ""
    worth: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Facets:
    """How many of the articles found fall to each value, the most first."""

    sources: tuple[tuple[SourceId, int], ...] = ()
    sections: tuple[tuple[str, int], ...] = ()
    agencies: tuple[tuple[str, int], ...] = ()
    # days with news, oldest first
    days: tuple[tuple[date, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One page of an answer, and what is known of all of it."""

    hits: tuple[Hit, ...] = ()
    # articles that match, every copy counted
    total: int = 0
    more: bool = False
    facets: Facets = field(default_factory=Facets)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """All that a capture gave, before it is kept."""

    capture: Capture
    article: Article
    claims: tuple[Claim, ...]
    fingerprint: Fingerprint
    outside: str | None = None


# --- who asks us by program ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """What lets a program ask for more than the public may. The key itself is kept nowhere."""

    # names it to people; no secret
    id: str
    name: str
    # SHA-256 of the key in hexadecimal digits
    digest: str
    made: datetime
    ended: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscriber:
    """Somebody to whom our hub sends a feed of ours whenever it alters (WebSub)."""

    id: str
    # the path of the feed, with its query
    topic: str
    callback: str
    # signs what is sent; empty: it is not signed
    secret: str = ""
    until: datetime
    # the digest of the feed as it was last taken; None: not yet
    sent: Digest | None = None
    # tries that failed in a row, when to try next, and what went wrong
    tries: int = 0
    due: datetime | None = None
    failure: str | None = None


# --- the desk ------------------------------------------------------------------------------------


class Word(StrEnum):
    """What the desk says of showing an article."""

    PUBLISH = "publish"
    HOLD = "hold"
    WITHDRAW = "withdraw"


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A correction of our own, which stands above an article for good."""

    at: datetime
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """What the desk has last said of an article."""

    article: ArticleId
    # None: nothing was said of showing it
    word: Word | None = None
    at: datetime
    by: str = ""
    # for readers, who find it where the text stood
    reason: str = ""
    # whether a law or a court demands it
    law: bool = False
    # not to be shown before
    due: datetime | None = None
    # the version that was looked at
    version: int = 0
    # in the place of what was read
    title: str | None = None
    section: str | None = None
    notes: tuple[Note, ...] = ()


class Stand(StrEnum):
    """Where an article stands on the desk."""

    NEW = "new"
    LOOK = "look"
    SCHEDULED = "scheduled"
    PUBLISHED = "published"
    HELD = "held"
    WITHDRAWN = "withdrawn"


class Ground(StrEnum):
    """Why an article stands where it stands on the desk."""

    CANCELED = "canceled"  # its publisher took it back
    WITHHELD = "withheld"  # an agency holds it
    BARRED = "barred"  # its publisher wants nothing of it shown here
    DESK = "desk"  # a person said so
    MISSING = "missing"  # its page could not be had several times in a row
    REVIEW = "review"  # its source is reviewed, and nobody has yet
    DUE = "due"  # its time has not come
    CHANGED = "changed"  # it changed since a person looked at it
    NAMELESS = "nameless"  # nobody says whose text it is
    CONFLICT = "conflict"  # statements about its origin contradict each other


@dataclass(frozen=True, slots=True, kw_only=True)
class Docket:
    """An article that a person may want to look at: where it stands, since when and why."""

    article: ArticleId
    stand: Stand
    source: SourceId
    at: datetime
    why: tuple[Ground, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A host whose publisher has shown that he wants nothing of it shown here."""

    host: str
    at: datetime
    # the number of the case that it rests on
    case: int = 0
    # since when he thinks better of it
    ended: datetime | None = None


class Rank(StrEnum):
    """What an account may do; each may do what those before it may."""

    READER = "reader"
    EDITOR = "editor"
    PUBLISHER = "publisher"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A person who signs in."""

    name: str
    rank: Rank
    # an Argon2 hash (RFC 9106)
    secret: str
    made: datetime
    stopped: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A sign-in that holds. Its id is the digest of what the browser keeps."""

    id: str
    account: str
    made: datetime
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Invite:
    """A link that may be used once to choose a password. Its id is the digest of the link's last part."""

    id: str
    # empty: whoever follows it chooses a name
    account: str
    rank: Rank
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """A deed: who did what to what, and what was before and after it."""

    at: datetime
    by: str
    did: str
    subject: str = ""
    before: str = ""
    after: str = ""


class CaseKind(StrEnum):
    CORRECTION = "correction"
    REMOVAL = "removal"
    OPT_OUT = "opt_out"


class CaseState(StrEnum):
    OPEN = "open"
    GRANTED = "granted"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of a case's log. What is not public is for the desk alone."""

    at: datetime
    # empty: the one who asks; "masdar": we ourselves
    by: str
    said: str
    public: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Somebody asks for a correction, a removal, or that nothing of a publisher be shown."""

    # 0: not yet kept; the store numbers it
    number: int = 0
    # the last part of the address of its page: whoever knows it may see it
    token: str
    kind: CaseKind
    # the article that it is about
    article: ArticleId | None = None
    # the host that nothing shall be shown of
    host: str = ""
    who: str = ""
    mail: str = ""
    text: str
    opened: datetime
    due: datetime
    state: CaseState = CaseState.OPEN
    ground: str = ""
    closed: datetime | None = None
    # when a proof was last looked for
    looked: datetime | None = None
    log: tuple[Entry, ...] = ()


class Home(StrEnum):
    """The kind of another home that articles are handed to."""

    WORDPRESS = "wordpress"
    TELEGRAM = "telegram"
    WEBHOOK = "webhook"


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """Another home that articles are handed to as they come, and taken back from."""

    id: str
    kind: Home
    name: str
    # the address of the site, of the Bot API, or of the webhook
    where: str
    # a chat of Telegram
    to: str = ""
    # who signs in at WordPress
    user: str = ""
    # an application password, a bot's token, the key that signs; secret
    secret: str
    # none: of every source
    sources: tuple[SourceId, ...] = ()
    language: str = "ar"
    # nothing that was taken before is handed over
    since: datetime
    enabled: bool = True
    # what went wrong with it as a whole
    failure: str | None = None


class Posted(StrEnum):
    """What became of an article in another home."""

    WAITING = "waiting"  # something is to be done there
    STANDS = "stands"
    GONE = "gone"  # taken back
    EDITED = "edited"  # a person wrote in it there: it is not touched
    UNCLEAR = "unclear"  # it was sent, and whether it came nobody knows
    FAILED = "failed"  # tried too often, or refused for good


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """An article in another home: what should stand there, and what does."""

    output: str
    article: ArticleId
    state: Posted = Posted.WAITING
    # the mark of the release that should stand there; empty: none should
    wanted: str
    # the mark of what stands there; None: nothing ever did
    held: str | None = None
    # what it is called there
    receipt: str | None = None
    # the digest of what the other side keeps, by which a person's edit is seen
    seal: str | None = None
    at: datetime
    due: datetime | None = None
    # since when it is being sent, so that an end in the midst of it is seen
    sent: datetime | None = None
    tries: int = 0
    failure: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """An article as another home takes it, or the notice that it was taken back."""

    id: ArticleId
    # what is sent, in a word: alters with whatever a reader would see alter
    mark: str
    language: str
    title: str
    # whole, with the origin in front and the source block behind it
    html: str
    # some words of it, plain
    excerpt: str
    # a message in the markup of Telegram
    message: str
    # what a program reads
    data: Mapping[str, Any]
    published: datetime
    # of the picture that may be shown: file name, media type, bytes, words for those who do not see it
    picture: tuple[str, str, bytes, str] | None = None
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """An article as it stands in another home: its name there, and a digest of what that keeps of it."""

    receipt: str
    seal: str | None = None


# --- alerts --------------------------------------------------------------------------------------


class Way(StrEnum):
    """How an alert reaches whoever wants it."""

    FEED = "feed"
    MAIL = "mail"
    WEBHOOK = "webhook"


class Telling(StrEnum):
    """How much of a story an alert tells."""

    STORY = "story"  # one article of it
    NEW = "new"  # every text that is no copy of one told


class News(StrEnum):
    """Why something is told."""

    FOUND = "found"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """A search that keeps watching."""

    id: str
    name: str
    query: str
    way: Way
    # a mail address, or the address of a webhook; empty for a feed
    to: str = ""
    language: str = "ar"
    telling: Telling = Telling.STORY
    # minutes between two messages, which then tell several articles; 0: each at once
    every: int = 0
    # hours of the day, from and up to, in which nothing is sent; and the IANA zone of that day
    quiet: tuple[int, int] | None = None
    zone: str = "Asia/Riyadh"
    # signs webhooks and the address that ends the alert; secret
    key: str
    # nothing that was published before is told
    since: datetime
    stopped: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """An article that an alert tells; `delivery` is the message that does, None while it waits."""

    alert: str
    article: ArticleId
    news: News = News.FOUND
    story: StoryId | None = None
    at: datetime
    delivery: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """A message of an alert: what it tells, and what became of it. Its id is made of these."""

    id: str
    alert: str
    articles: tuple[tuple[ArticleId, News], ...]
    made: datetime
    tries: int = 0
    # None: it was handed over, or given up
    due: datetime | None = None
    # what the other side said when it took it
    receipt: str | None = None
    failure: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A message as it leaves, whatever the way; `id` is the same however often it is sent."""

    id: str
    subject: str
    text: str
    html: str
    # what a program reads
    data: Mapping[str, Any]
    # the address at which one click ends it
    stop: str
    at: datetime
