"""What is kept: a protocol for each kind of thing in the store."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from masdar.model import (
    Account,
    Act,
    Alert,
    Article,
    ArticleId,
    Bag,
    Bar,
    Capture,
    Case,
    CaseKind,
    Change,
    Channel,
    ChannelId,
    Check,
    Claim,
    Delivery,
    Digest,
    Docket,
    Errand,
    Fingerprint,
    Group,
    History,
    Host,
    Invite,
    Key,
    Lead,
    Listed,
    Match,
    Output,
    Overlap,
    Posted,
    Posting,
    Relation,
    Release,
    ReleaseStatus,
    Reservation,
    Ruling,
    Session,
    Sighting,
    Source,
    SourceId,
    Stand,
    Story,
    StoryId,
    Subscriber,
    Subscription,
    Text,
    Visit,
    Watch,
    Witness,
)


class Sources(Protocol):
    def get(self, id: SourceId) -> Source | None: ...

    def many(self, ids: Sequence[SourceId]) -> dict[SourceId, Source]: ...

    def all(self) -> tuple[Source, ...]:
        """Every source with its channels, by id."""

    def counts(self) -> Mapping[SourceId, int]:
        """How many articles are kept of each."""

    def reservations(self, id: SourceId, *, limit: int = 20) -> tuple[Reservation, ...]:
        """What its site reserved as a whole, newest first: a value for each change of it."""


class Channels(Protocol):
    def get(self, id: ChannelId) -> Channel | None: ...

    def due(self, *, now: datetime, limit: int) -> tuple[Channel, ...]:
        """Channels whose next visit has come, the longest waiting first."""

    def last_visit(self, id: ChannelId) -> Visit | None: ...

    def visits(self, id: ChannelId, *, limit: int = 50) -> tuple[Visit, ...]:
        """Its visits, newest first."""

    def next_visit(self, id: ChannelId) -> datetime | None:
        """When it is planned to be visited; None if it is unknown or was never planned."""

    def watches(self, ids: Sequence[ChannelId]) -> dict[ChannelId, Watch]:
        """What all visits to each come to; those never visited are left out."""

    def subscriptions(self) -> tuple[Subscription, ...]:
        """The channels whose hubs push to us, by channel."""

    def subscribed(self, token: str) -> Subscription | None:
        """By the last part of the address that its hub was given."""


class Errands(Protocol):
    """Pages that leads led to and that are still to be fetched."""

    def due(self, *, now: datetime, limit: int, each: int = 100) -> tuple[Errand, ...]:
        """Those whose time has come, of every host the newest first and at most `each`; hosts take turns."""

    def many(self, ids: Sequence[ArticleId]) -> dict[ArticleId, Errand]:
        """Those of the ids that are awaited, or were tried too often."""

    def count(self) -> int:
        """How many wait, those tried too often left out."""


class Sightings(Protocol):
    def of(self, ids: Sequence[ArticleId]) -> dict[ArticleId, tuple[Sighting, ...]]:
        """Which channels named each article, under any of its addresses, the first first."""


class Hosts(Protocol):
    def all(self, *, since: datetime) -> tuple[Host, ...]:
        """What was noted of hosts since a time."""


class Captures(Protocol):
    def get(self, digest: Digest) -> Capture | None:
        """The bytes as they came; where the same bytes came twice, the first coming."""

    def held(self, digests: Sequence[Digest]) -> frozenset[Digest]:
        """Those of the digests that are kept."""

    def after(self, digest: Digest | None, *, limit: int) -> tuple[Capture, ...]:
        """Captures by ascending digest, for walking all of them."""


class Articles(Protocol):
    def get(self, id: ArticleId) -> Article | None:
        """The newest version."""

    def many(self, ids: Sequence[ArticleId]) -> dict[ArticleId, Article]: ...

    def versions(self, id: ArticleId) -> tuple[Article, ...]:
        """All versions, oldest first."""

    def find(self, name: str) -> ArticleId | None:
        """By id, by any address it answered to, or by the id an outside collection gave it."""

    def known(self, names: Sequence[str]) -> dict[str, ArticleId]:
        """As `find`, for many; names that are unknown are left out."""

    def unseen(self, leads: Sequence[Lead]) -> tuple[Lead, ...]:
        """Those leads whose address we do not hold, in the order given."""

    def outside(self, ids: Sequence[ArticleId]) -> dict[ArticleId, tuple[str, ...]]:
        """The ids that outside collections gave; several lines of a collection may be one article."""

    def after(self, id: ArticleId | None, *, limit: int) -> tuple[Article, ...]:
        """The newest version of each article by ascending id, for walking all of them."""

    def of(self, source: SourceId, *, after: ArticleId | None = None, limit: int) -> tuple[ArticleId, ...]:
        """The ids of a source's articles, ascending, those after an id."""

    def histories(self, ids: Sequence[ArticleId]) -> dict[ArticleId, History]:
        """How often and when each was seen."""

    def to_check(self, *, now: datetime, limit: int) -> tuple[ArticleId, ...]:
        """Articles whose page is due to be asked for again, the longest waiting first."""

    def checks(self, ids: Sequence[ArticleId]) -> dict[ArticleId, Check]:
        """When each was last asked for again and when it is due; those never put down are left out."""

    def count(self) -> int: ...


class Claims(Protocol):
    def of(self, ids: Sequence[ArticleId]) -> dict[ArticleId, tuple[Claim, ...]]:
        """The claims of each article that has any."""

    def witnesses(self, ids: Sequence[ArticleId]) -> dict[ArticleId, Witness]:
        """The articles with their claims, as a chain needs them; cheaper than reading whole articles."""


class Groups(Protocol):
    def of(self, id: ArticleId) -> Group | None:
        """The copies that an article belongs to, with the overlaps among them; None if it has no copy."""

    def many(self, ids: Sequence[ArticleId]) -> dict[ArticleId, Group]: ...

    def members(self, ids: Sequence[ArticleId]) -> dict[ArticleId, tuple[ArticleId, ...]]:
        """The copies of each article, itself among them, by id; those without a copy are left out."""

    def sites(self, ids: Sequence[ArticleId]) -> dict[ArticleId, int]:
        """How many sources show the text of each article, one of its copies at least being listed.

        Those without a copy are left out. Nothing is unpacked for it.
        """

    def overlaps_of(self, id: ArticleId) -> tuple[Overlap, ...]:
        """Every overlap of one article, most shared first, `partial` ones included."""

    def overlaps(self, *, after: tuple[str, str] | None = None, limit: int = 10_000) -> tuple[Overlap, ...]:
        """All overlaps ordered by (a, b), those after a pair."""


class Stories(Protocol):
    def get(self, id: StoryId) -> Story | None: ...

    def of(self, ids: Sequence[ArticleId]) -> dict[ArticleId, StoryId]: ...

    def many(self, ids: Sequence[StoryId]) -> dict[StoryId, Story]: ...

    def members(self, id: StoryId) -> tuple[ArticleId, ...]:
        """Its articles, oldest first."""

    def top(self, *, since: datetime | None, limit: int) -> tuple[Story, ...]:
        """Stories told by the most sources among those with news since then; ties: the newest first."""

    def latest(self, *, before: tuple[datetime, StoryId] | None = None, limit: int = 30) -> tuple[Story, ...]:
        """Stories by their latest article, newest first, then by id; `before` is the last one seen."""


class Fingerprints(Protocol):
    def between(
        self, start: datetime, end: datetime
    ) -> Iterator[tuple[Fingerprint, StoryId | None, Relation | None]]:
        """Fingerprints of articles with start <= at < end, oldest first, with their story and why there."""

    def get(self, id: ArticleId) -> Fingerprint | None: ...

    def many(self, ids: Sequence[ArticleId]) -> dict[ArticleId, Fingerprint]: ...

    def bags(self, ids: Sequence[ArticleId]) -> dict[ArticleId, Bag]:
        """The terms of each as numbers alone; a tenth of the cost of `many`."""

    def texts(self, ids: Sequence[ArticleId]) -> dict[ArticleId, Text]:
        """What tells copies of each."""

    def span(self) -> tuple[datetime, datetime] | None:
        """The times of the oldest and the newest."""


class Releases(Protocol):
    """Lists are newest first by `Release.when`, then by id. Paged by key: `before` is the last one seen.

    Withdrawn releases stand in no list but that of `altered`; `get` still gives them.
    """

    def get(self, id: ArticleId) -> Release | None: ...

    def many(self, ids: Sequence[ArticleId]) -> dict[ArticleId, Release]: ...

    def latest(
        self,
        *,
        source: SourceId | None = None,
        section: str | None = None,
        before: tuple[datetime, ArticleId] | None = None,
        limit: int = 30,
    ) -> tuple[Release, ...]: ...

    def told(self, story: StoryId, *, limit: int = 100) -> tuple[Listed, ...]:
        """Where the releases of a story's articles stand, the oldest articles first; none is unpacked."""

    def altered(
        self,
        *,
        status: ReleaseStatus | None = None,
        before: tuple[datetime, ArticleId] | None = None,
        limit: int = 30,
    ) -> tuple[tuple[datetime, Release], ...]:
        """Releases that were updated, corrected or withdrawn, or only one of these, with the time of it.

        Newest first by that time, then by id; `before` is the last one seen. Withdrawn ones stand here.
        """

    def alterations(self, source: SourceId) -> Mapping[ReleaseStatus, int]:
        """How many of a source's releases were updated, corrected or withdrawn; what none was is left out."""

    def sections(self) -> tuple[tuple[str, int], ...]:
        """Sections with how many releases each has, the largest first."""

    def count(self) -> int: ...


class Alerts(Protocol):
    """Searches that keep watching, what they tell, and the messages that do."""

    def all(self) -> tuple[Alert, ...]:
        """Every alert, those that were stopped too, by id."""

    def get(self, id: str) -> Alert | None: ...

    def matches(self, ids: Sequence[ArticleId]) -> tuple[Match, ...]:
        """What is told, or waits to be, of these articles."""

    def told(self, names: Sequence[str], stories: Sequence[StoryId]) -> frozenset[tuple[str, StoryId]]:
        """Which of the alerts told, or are about to tell, of which of the stories."""

    def waiting(self) -> tuple[Match, ...]:
        """What no message tells yet, the oldest first."""

    def due(self, *, now: datetime, limit: int) -> tuple[Delivery, ...]:
        """Messages whose next try has come, the longest waiting first."""

    def delivery(self, id: str) -> Delivery | None: ...

    def deliveries(self, alert: str, *, since: datetime, limit: int) -> tuple[Delivery, ...]:
        """The messages of an alert made since then, newest first."""


class Keys(Protocol):
    """The keys of programs. They are known by their digests alone."""

    def all(self) -> tuple[Key, ...]:
        """Every key, those that were ended too, by id."""

    def found(self, digest: str) -> Key | None:
        """The key that has this digest (SHA-256, hexadecimal digits), ended or not."""


class Subscribers(Protocol):
    """To whom our hub sends which feed."""

    def get(self, id: str) -> Subscriber | None: ...

    def all(self) -> tuple[Subscriber, ...]:
        """Every subscriber, by topic and id."""

    def count(self) -> int: ...


class Desk(Protocol):
    """What people decided, and what waits for them."""

    def rulings(self, ids: Sequence[ArticleId]) -> dict[ArticleId, Ruling]:
        """What was last said of each article; those that nothing was said of are left out."""

    def scheduled(self, *, until: datetime) -> tuple[Ruling, ...]:
        """Those whose time has come by then and whose articles still wait for it."""

    def dockets(
        self, stand: Stand, *, before: tuple[datetime, ArticleId] | None = None, limit: int = 30
    ) -> tuple[Docket, ...]:
        """The articles that stand so, newest first; `before` is the last one seen."""

    def docket(self, id: ArticleId) -> Docket | None:
        """Where an article stands, if that is worth a person's look."""

    def counts(self) -> dict[Stand, int]:
        """How many articles stand so; what is simply published is not counted."""

    def bars(self, *, ended: bool = False) -> tuple[Bar, ...]:
        """The hosts that nothing is shown of; `ended` gives those too that are free again."""

    def acts(
        self, *, subject: str | None = None, by: str | None = None, before: int | None = None, limit: int = 50
    ) -> tuple[tuple[int, Act], ...]:
        """Deeds with their number, newest first: all, those done to something, or those of an account."""


class People(Protocol):
    """Who may sign in."""

    def all(self) -> tuple[Account, ...]: ...

    def get(self, name: str) -> Account | None: ...

    def session(self, id: str) -> Session | None: ...

    def invite(self, id: str) -> Invite | None: ...

    def tried(self, keys: Sequence[str]) -> dict[str, tuple[int, datetime]]:
        """How often something was tried, and until when that counts."""


class Cases(Protocol):
    def get(self, number: int) -> Case | None: ...

    def shown(self, token: str) -> Case | None:
        """By the last part of its page's address."""

    def open(self, *, kind: CaseKind | None = None, limit: int = 100) -> tuple[Case, ...]:
        """Those that wait, the most urgent first."""

    def closed(self, *, limit: int = 50) -> tuple[Case, ...]:
        """Those that were answered, newest first."""

    def count(self) -> int:
        """How many wait."""


class Outputs(Protocol):
    """Other homes that articles are handed to."""

    def all(self) -> tuple[Output, ...]: ...

    def get(self, id: str) -> Output | None: ...

    def postings(self, ids: Sequence[ArticleId]) -> tuple[Posting, ...]:
        """What stands of these articles in any of them."""

    def due(self, *, now: datetime, limit: int) -> tuple[Posting, ...]:
        """What is to be done now, the longest waiting first."""

    def latest(self, output: str, *, state: Posted | None = None, limit: int = 30) -> tuple[Posting, ...]:
        """Of one of them, newest first."""

    def counts(self, output: str) -> dict[Posted, int]: ...


class Changes(Protocol):
    """What happened, in order of commits.

    Followers keep a cursor and must bear seeing a change twice:

        for change in reading.changes.after(cursor, limit=500):
            act(change)
            cursor = change.seq
    """

    def after(self, seq: int, *, limit: int) -> Sequence[Change]:
        """Changes with a greater `seq`, oldest first. Never skips one that is yet to commit."""

    def head(self) -> int:
        """The newest `seq`, 0 if nothing happened yet."""

    def cursor(self, follower: str) -> int:
        """How far a follower has come; 0 for a new one."""
