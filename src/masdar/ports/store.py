"""The store as a whole: read at leisure, written by one hand at a time."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from masdar.model import (
    Account,
    Act,
    Alert,
    Article,
    ArticleId,
    Bar,
    Case,
    ChangeKind,
    ChannelId,
    Check,
    Claim,
    Delivery,
    Docket,
    Draft,
    Errand,
    Host,
    Invite,
    Key,
    Lead,
    Match,
    Mention,
    Output,
    Overlap,
    Placement,
    Posting,
    Release,
    Reservation,
    Ruling,
    Session,
    Source,
    Story,
    StoryId,
    Subscriber,
    Subscription,
    Visit,
    Watch,
)
from masdar.ports.named import Entities
from masdar.ports.rooms import (
    Alerts,
    Articles,
    Captures,
    Cases,
    Changes,
    Channels,
    Claims,
    Desk,
    Errands,
    Fingerprints,
    Groups,
    Hosts,
    Keys,
    Outputs,
    People,
    Releases,
    Sightings,
    Sources,
    Stories,
    Subscribers,
)


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
    def entities(self) -> Entities: ...
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

    def put_mentions(
        self, mentions: Mapping[ArticleId, Sequence[Mention]], *, at: Mapping[ArticleId, datetime]
    ) -> None:
        """Replace what is kept of these articles by what they speak of now; an empty one speaks of nothing.

        `at` says by what time lists order them. How many articles speak of each is counted by the store.
        """

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

    def erase(
        self, ids: Sequence[ArticleId], *, stub: Callable[[Article], Article], at: datetime
    ) -> tuple[ArticleId, ...]:
        """Let go of the words of these articles: of every version, of what it was read from, of comparisons.

        `stub` makes of a version what stands in its place. Digests, places in stories and overlaps stay. Logs
        a change for each article. Those that were never kept are passed over.
        """

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
