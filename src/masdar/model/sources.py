"""Who publishes, where, on what terms, and how often we ask."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from masdar.model.names import ChannelId, SourceId


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
