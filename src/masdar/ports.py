"""What the world must do for us.

A port's docstring is its contract; the contract suite in `tests/contracts` holds every
implementation to it. `app.py` opens the tools and hands them over.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any, Protocol, TypeVar

from masdar.model import (
    Account,
    Act,
    Alert,
    Article,
    ArticleId,
    Bar,
    Capture,
    Case,
    CaseKind,
    Change,
    ChangeKind,
    Channel,
    ChannelId,
    Check,
    Claim,
    Delivery,
    Digest,
    Docket,
    Draft,
    Errand,
    Fingerprint,
    Found,
    Group,
    History,
    Hit,
    Host,
    Invite,
    Key,
    Lead,
    Letter,
    Match,
    Near,
    NotModified,
    Output,
    Overlap,
    Parcel,
    Picture,
    Placed,
    Placement,
    Posted,
    Posting,
    Reason,
    Release,
    ReleaseStatus,
    Request,
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
    Visit,
    Wanted,
    Watch,
    Witness,
)

In = TypeVar("In", contravariant=True)
Out = TypeVar("Out", covariant=True)
Kept = TypeVar("Kept", contravariant=True)

# --- the store -----------------------------------------------------------------------------------


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
    def between(self, start: datetime, end: datetime) -> Iterator[tuple[Fingerprint, StoryId | None]]:
        """Fingerprints of articles with start <= at < end, oldest first, with their story."""

    def get(self, id: ArticleId) -> Fingerprint | None: ...

    def many(self, ids: Sequence[ArticleId]) -> dict[ArticleId, Fingerprint]: ...

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


class Reading(Protocol):
    """One consistent snapshot of what is kept."""

    @property
    def sources(self) -> Sources: ...
    @property
    def channels(self) -> Channels: ...
    @property
    def errands(self) -> Errands: ...
    @property
    def sightings(self) -> Sightings: ...
    @property
    def hosts(self) -> Hosts: ...
    @property
    def captures(self) -> Captures: ...
    @property
    def articles(self) -> Articles: ...
    @property
    def claims(self) -> Claims: ...
    @property
    def groups(self) -> Groups: ...
    @property
    def stories(self) -> Stories: ...
    @property
    def fingerprints(self) -> Fingerprints: ...
    @property
    def releases(self) -> Releases: ...
    @property
    def alerts(self) -> Alerts: ...
    @property
    def keys(self) -> Keys: ...
    @property
    def subscribers(self) -> Subscribers: ...
    @property
    def desk(self) -> Desk: ...
    @property
    def people(self) -> People: ...
    @property
    def cases(self) -> Cases: ...
    @property
    def outputs(self) -> Outputs: ...
    @property
    def changes(self) -> Changes: ...


class Writing(Reading, Protocol):
    """One transaction. What it wrote is seen by its own reading methods.

    Every method takes many values and writes them in few statements. Writing the same value twice
    changes nothing and logs no change.
    """

    def put_sources(self, sources: Sequence[Source]) -> None:
        """Add or replace sources with their channels."""

    def put_reservations(self, reservations: Sequence[Reservation]) -> None:
        """Add, or replace those that began at the same time; logs no change, since the policies do."""

    def keep(
        self,
        drafts: Sequence[Draft],
        *,
        placements: Sequence[Placement],
        overlaps: Sequence[Overlap],
        stories: Sequence[Story],
    ) -> None:
        """Keep captures, articles, claims, fingerprints, what they overlap with and where they belong.

        A draft whose id is known and whose capture differs becomes a new version. Groups are the
        connected components of overlaps at `edited` or closer. `stories` are those founded or
        renamed; how many articles and sources a touched story has, and its first and last time, are
        counted by the store. A change is logged for each draft's article, for each article whose
        group altered, and for each story touched.
        """

    def merge(self, pairs: Sequence[tuple[StoryId, StoryId]]) -> None:
        """Tell the first story of each pair under the second: its articles move, and its id leads there.

        What led to the first leads to the second too, and a second that was merged itself stands for where
        it leads. Merging again changes nothing. Logs a change for each article moved and each story
        touched. Raises NotFound for a story that nobody told.
        """

    def add_claims(self, claims: Sequence[Claim]) -> None:
        """Add claims to articles that are kept; logs a change for each article that gained one."""

    def name(self, id: ArticleId, *, addresses: Sequence[str] = (), outside: Sequence[str] = ()) -> None:
        """Note further addresses and outside ids of an article."""

    def put_checks(self, checks: Sequence[Check]) -> None:
        """Add or replace; logs no change, since an article that stayed as it was is no news."""

    def put_releases(self, releases: Sequence[Release]) -> None:
        """Add or replace; logs no change, since a release follows from what was logged."""

    def add_visits(
        self,
        visits: Sequence[Visit],
        *,
        next_visits: Mapping[ChannelId, datetime],
        watches: Sequence[Watch] = (),
    ) -> None:
        """Note visits, when to come next, and what all visits to a channel now come to."""

    def drop_visits(self, *, before: datetime) -> int:
        """Forget visits before a time; how many. What they came to stays."""

    def put_errands(self, errands: Sequence[Errand]) -> None:
        """Add or replace."""

    def drop_errands(self, ids: Sequence[ArticleId]) -> None: ...

    def see(self, leads: Mapping[ArticleId, Lead]) -> None:
        """Note which channel named an article, by the id of the address given; the first time stays."""

    def put_hosts(self, hosts: Sequence[Host], *, now: datetime) -> None:
        """Add or replace."""

    def put_subscriptions(self, subscriptions: Sequence[Subscription]) -> None:
        """Add or replace."""

    def drop_subscriptions(self, ids: Sequence[ChannelId]) -> None: ...

    def put_alerts(self, alerts: Sequence[Alert]) -> None:
        """Add or replace."""

    def add_matches(self, matches: Sequence[Match]) -> None:
        """Add; what is told already, or waits to be, stays as it is."""

    def put_deliveries(self, deliveries: Sequence[Delivery]) -> None:
        """Add or replace messages; what they tell waits no longer."""

    def put_keys(self, keys: Sequence[Key]) -> None:
        """Add or replace."""

    def put_subscribers(self, subscribers: Sequence[Subscriber]) -> None:
        """Add or replace."""

    def drop_subscribers(self, ids: Sequence[str]) -> None: ...
    def put_rulings(self, rulings: Sequence[Ruling]) -> None:
        """Add or replace; whoever rules logs the change and makes the release anew."""

    def put_dockets(self, dockets: Sequence[Docket], *, settled: Sequence[ArticleId] = ()) -> None:
        """Add or replace; nothing waits any longer of those that are settled."""

    def put_bars(self, bars: Sequence[Bar]) -> None: ...

    def add_acts(self, acts: Sequence[Act]) -> None:
        """Append to the log of deeds; nothing in it is ever altered."""

    def put_accounts(self, accounts: Sequence[Account]) -> None:
        """Add or replace."""

    def put_sessions(self, sessions: Sequence[Session]) -> None: ...

    def drop_sessions(self, *, id: str | None = None, account: str | None = None, now: datetime) -> None:
        """End one session, or all of an account, and forget those that have ended."""

    def put_invites(self, invites: Sequence[Invite]) -> None: ...

    def drop_invites(self, ids: Sequence[str], *, now: datetime) -> None:
        """End these, and forget those whose time is over."""

    def put_tries(self, tries: Sequence[tuple[str, int, datetime]], *, now: datetime) -> None:
        """How often each key was tried and until when that counts; forgets what counts no longer."""

    def drop_tries(self, keys: Sequence[str]) -> None: ...

    def add_case(self, case: Case) -> Case:
        """Keep a new case; it comes back with its number."""

    def put_cases(self, cases: Sequence[Case]) -> None:
        """Replace by number."""

    def put_outputs(self, outputs: Sequence[Output]) -> None:
        """Add or replace."""

    def put_postings(self, postings: Sequence[Posting]) -> None:
        """Add or replace."""

    def log(self, kind: ChangeKind, ids: Sequence[str], *, at: datetime) -> None:
        """Log a change by hand, such as a new policy that releases must follow."""

    def move_cursor(self, follower: str, seq: int) -> None: ...


class Store(Protocol):
    """Keeps what masdar knows. Any method may raise StoreError."""

    def reading(self) -> AbstractContextManager[Reading]:
        """One consistent snapshot."""

    def writing(self) -> AbstractContextManager[Writing]:
        """One transaction: commits on a clean exit, undoes everything on an exception.

        Raises Busy at once if another process writes to this home.
        """

    def sizes(self) -> Mapping[str, int]:
        """Rows and bytes by name, for `masdar doctor`."""

    def close(self) -> None: ...


# --- followers and tools -------------------------------------------------------------------------


class Index(Protocol):
    """Finds articles by words. Follows the change log; acting on a change twice is harmless."""

    def follow(self, reading: Reading, *, limit: int = 2_000) -> int:
        """Take in the next changes and move its own cursor, kept beside it; how many, 0 when up to date."""

    def cursor(self) -> int:
        """How far in the change log it has come; 0 for a new one."""

    def search(self, query: str, *, limit: int = 20, collapse: bool = True) -> tuple[Hit, ...]:
        """Best first. `collapse` leaves one of each group of copies. Never raises on what a reader types."""

    def ask(
        self,
        query: str,
        *,
        limit: int = 20,
        collapse: bool = True,
        newest: bool = False,
        past: Hit | None = None,
        facets: bool = False,
    ) -> Found:
        """A page of the answer, the best or the newest first, that begins after a hit; with counts.

        Never raises on what a reader types. Pages follow one another while nothing is taken in; what is
        taken in meanwhile shows no article twice.
        """

    def explain(self, query: str, id: ArticleId) -> tuple[Reason, ...]:
        """What makes the place of an article in the answer to a question, the worthiest first.

        The worths add up to its score, so far as it is among the best; none where it does not answer.
        """

    def suggest(self, query: str) -> str | None:
        """The question with misspelt words put right; None where there is nothing to put right."""

    def like(self, terms: Sequence[tuple[str, float]], *, limit: int = 100) -> tuple[Hit, ...]:
        """Articles that share weighted index terms, best first, one of each group of copies."""

    def rarity(self, terms: Sequence[str]) -> Mapping[str, float]:
        """Inverse document frequency of index terms, natural logarithm."""

    def rebuild(self, reading: Reading) -> None:
        """Make it anew from the store."""

    def close(self) -> None: ...


class Window(Protocol):
    """The live window: texts and stories near in time. It runs on the articles' own times."""

    def prepare(self, reading: Reading, fingerprints: Sequence[Fingerprint]) -> None:
        """Make sure that the days around these fingerprints are in memory."""

    def near(self, fingerprint: Fingerprint) -> Near:
        """What shares text or story with it. The article itself is never among the answers."""

    def add(self, fingerprint: Fingerprint, placement: Placement) -> None: ...

    def merge(self, one: StoryId, other: StoryId) -> tuple[StoryId, StoryId]:
        """Let two stories be one from now on: which of them ended, and which goes on.

        Both are the same where they were one already.
        """

    def reset(self) -> None:
        """Forget everything: a transaction was undone, and memory must not run ahead of the store."""


class Outlet(Protocol):
    """Hands letters to one kind of recipient."""

    async def hand(self, letter: Letter, *, to: str, key: str) -> str:
        """The receipt: what the other side said. Raises DeliveryError.

        A letter may be handed over twice, if the process ends between its being taken and the receipt
        being kept: its id tells.
        """


class Shelf(Protocol):
    """One kind of another home, in which articles stand and are taken back from."""

    async def put(self, output: Output, parcel: Parcel, *, held: Placed | None) -> Placed:
        """Make it stand there, or bring up to date what stands there under `held`.

        Raises DeliveryError, and Edited where a person altered it there since: then nothing is touched. May
        be called twice with the same parcel.
        """

    async def take(self, output: Output, parcel: Parcel, *, held: Placed) -> Placed | None:
        """Take it back; what is left of it there, if anything is. Twice is harmless. Raises DeliveryError."""


class Fetcher(Protocol):
    """The one way out to the network: guard, robots and pace stand behind it."""

    async def send(self, request: Request) -> Capture | NotModified:
        """Raises FetchError. A status of 400 and above is a Capture, not an error."""


class Records(Protocol):
    """What the domain name system says of a name."""

    async def text(self, name: str) -> tuple[str, ...]:
        """Its TXT records (RFC 1035, 3.3.14); none where there are none or nobody answers."""


class Album(Protocol[Kept]):
    """Keeps pictures of others by the address that each had at its origin."""

    def held(self) -> Mapping[str, Picture]: ...

    def waiting(self) -> dict[str, Wanted]:
        """What is still to be fetched, in the order in which it was put down."""

    def keep(self, made: Mapping[str, tuple[Kept, Wanted]]) -> None:
        """Keep pictures that were made anew, each for the articles that want it."""

    def shown_by(self, shown: Mapping[ArticleId, Iterable[str]]) -> None:
        """Note which pictures these articles show now. What nothing shows any more is removed."""

    def wait(self, waiting: Mapping[str, Wanted]) -> None:
        """Put down what is still to be fetched, in the place of what was put down before."""


class Engine(Protocol):
    """Runs a pure function over many inputs."""

    def map(self, function: Callable[[Any], Any], inputs: Iterable[Any]) -> Iterator[Any]:
        """Results in the order of the inputs, bounded in memory.

        What the function raises, and a worker that is killed or takes too long, is given as the
        exception in its place; the rest goes on.
        """

    def close(self) -> None: ...
