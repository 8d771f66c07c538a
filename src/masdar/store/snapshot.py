"""What a transaction can be asked, and what it can be told: the store's nouns over one connection."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, text

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
from masdar.store import alerts as _alerts
from masdar.store import articles as _articles
from masdar.store import captures as _captures
from masdar.store import cases as _cases
from masdar.store import changes as _changes
from masdar.store import claims as _claims
from masdar.store import desk as _desk
from masdar.store import entities as _entities
from masdar.store import erase as _erase
from masdar.store import errands as _errands
from masdar.store import fingerprints as _fingerprints
from masdar.store import groups as _groups
from masdar.store import keep as _keep
from masdar.store import outputs as _outputs
from masdar.store import people as _people
from masdar.store import programs as _programs
from masdar.store import releases as _releases
from masdar.store import sources as _sources
from masdar.store import stories as _stories
from masdar.store.sql import moment

# nobody hands in when a source was added: the database's own clock, in whole seconds
_CLOCK = text("select cast(strftime('%s', 'now') as integer)")


class Reading:
    """One consistent snapshot."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.sources = _sources.Sources(connection)
        self.channels = _sources.Channels(connection)
        self.errands = _errands.Errands(connection)
        self.sightings = _errands.Sightings(connection)
        self.hosts = _errands.Hosts(connection)
        self.captures = _captures.Captures(connection)
        self.articles = _articles.Articles(connection)
        self.claims = _claims.Claims(connection)
        self.groups = _groups.Groups(connection)
        self.stories = _stories.Stories(connection)
        self.fingerprints = _fingerprints.Fingerprints(connection)
        self.releases = _releases.Releases(connection)
        self.entities = _entities.Entities(connection)
        self.alerts = _alerts.Alerts(connection)
        self.keys = _programs.Keys(connection)
        self.subscribers = _programs.Subscribers(connection)
        self.desk = _desk.Desk(connection)
        self.people = _people.People(connection)
        self.cases = _cases.Cases(connection)
        self.outputs = _outputs.Outputs(connection)
        self.changes = _changes.Changes(connection)


class Writing(Reading):
    """One transaction."""

    def put_sources(self, sources: Sequence[Source]) -> None:
        altered = _sources.put(self._connection, sources)
        if altered:
            at = self._connection.scalar(_CLOCK) or 0
            _changes.log(self._connection, ChangeKind.SOURCE, altered, at=moment(at * 1_000_000))

    def put_reservations(self, reservations: Sequence[Reservation]) -> None:
        _sources.put_reservations(self._connection, reservations)

    def keep(
        self,
        drafts: Sequence[Draft],
        *,
        placements: Sequence[Placement],
        overlaps: Sequence[Overlap],
        stories: Sequence[Story],
    ) -> None:
        _keep.keep(self._connection, drafts, placements=placements, overlaps=overlaps, founded=stories)

    def merge(self, pairs: Sequence[tuple[StoryId, StoryId]]) -> None:
        told, moved = _stories.merge(self._connection, pairs)
        at = _changes.newest(self._connection)
        _changes.log(self._connection, ChangeKind.ARTICLE, moved, at=at)
        _changes.log(self._connection, ChangeKind.STORY, told, at=at)

    def add_claims(self, claims: Sequence[Claim]) -> None:
        if gained := _claims.put(self._connection, claims):
            at = max(claim.at for claim in claims)
            _changes.log(self._connection, ChangeKind.ARTICLE, gained, at=at)

    def name(self, id: ArticleId, *, addresses: Sequence[str] = (), outside: Sequence[str] = ()) -> None:
        _articles.name(self._connection, [(id, addresses, outside)])

    def put_checks(self, checks: Sequence[Check]) -> None:
        _articles.put_checks(self._connection, checks)

    def put_releases(self, releases: Sequence[Release]) -> None:
        _releases.put(self._connection, releases)

    def put_mentions(
        self, mentions: Mapping[ArticleId, Sequence[Mention]], *, at: Mapping[ArticleId, datetime]
    ) -> None:
        _entities.put(self._connection, mentions, at)

    def add_visits(
        self,
        visits: Sequence[Visit],
        *,
        next_visits: Mapping[ChannelId, datetime],
        watches: Sequence[Watch] = (),
    ) -> None:
        _sources.add_visits(self._connection, visits, next_visits=next_visits, watches=watches)

    def drop_visits(self, *, before: datetime) -> int:
        return _sources.drop_visits(self._connection, before=before)

    def put_errands(self, errands: Sequence[Errand]) -> None:
        _errands.put(self._connection, errands)

    def drop_errands(self, ids: Sequence[ArticleId]) -> None:
        _errands.drop(self._connection, ids)

    def see(self, leads: Mapping[ArticleId, Lead]) -> None:
        _errands.see(self._connection, leads)

    def put_hosts(self, hosts: Sequence[Host], *, now: datetime) -> None:
        _errands.put_hosts(self._connection, hosts, now=now)

    def put_subscriptions(self, subscriptions: Sequence[Subscription]) -> None:
        _sources.put_subscriptions(self._connection, subscriptions)

    def drop_subscriptions(self, ids: Sequence[ChannelId]) -> None:
        _sources.drop_subscriptions(self._connection, ids)

    def put_alerts(self, alerts: Sequence[Alert]) -> None:
        _alerts.put(self._connection, alerts)

    def add_matches(self, matches: Sequence[Match]) -> None:
        _alerts.add_matches(self._connection, matches)

    def put_deliveries(self, deliveries: Sequence[Delivery]) -> None:
        _alerts.put_deliveries(self._connection, deliveries)

    def put_keys(self, keys: Sequence[Key]) -> None:
        _programs.put_keys(self._connection, keys)

    def put_subscribers(self, subscribers: Sequence[Subscriber]) -> None:
        _programs.put_subscribers(self._connection, subscribers)

    def drop_subscribers(self, ids: Sequence[str]) -> None:
        _programs.drop_subscribers(self._connection, ids)

    def put_rulings(self, rulings: Sequence[Ruling]) -> None:
        _desk.put_rulings(self._connection, rulings)

    def put_dockets(self, dockets: Sequence[Docket], *, settled: Sequence[ArticleId] = ()) -> None:
        _desk.put_dockets(self._connection, dockets, settled=settled)

    def put_bars(self, bars: Sequence[Bar]) -> None:
        _desk.put_bars(self._connection, bars)

    def add_acts(self, acts: Sequence[Act]) -> None:
        _desk.add_acts(self._connection, acts)

    def put_accounts(self, accounts: Sequence[Account]) -> None:
        _people.put_accounts(self._connection, accounts)

    def put_sessions(self, sessions: Sequence[Session]) -> None:
        _people.put_sessions(self._connection, sessions)

    def drop_sessions(self, *, id: str | None = None, account: str | None = None, now: datetime) -> None:
        _people.drop_sessions(self._connection, id=id, account=account, now=now)

    def put_invites(self, invites: Sequence[Invite]) -> None:
        _people.put_invites(self._connection, invites)

    def drop_invites(self, ids: Sequence[str], *, now: datetime) -> None:
        _people.drop_invites(self._connection, ids, now=now)

    def put_tries(self, tries: Sequence[tuple[str, int, datetime]], *, now: datetime) -> None:
        _people.put_tries(self._connection, tries, now=now)

    def drop_tries(self, keys: Sequence[str]) -> None:
        _people.drop_tries(self._connection, keys)

    def add_case(self, case: Case) -> Case:
        return _cases.add(self._connection, case)

    def put_cases(self, cases: Sequence[Case]) -> None:
        _cases.put(self._connection, cases)

    def erase(
        self, ids: Sequence[ArticleId], *, stub: Callable[[Article], Article], at: datetime
    ) -> tuple[ArticleId, ...]:
        found = _erase.erase(self._connection, ids, stub=stub)
        _changes.log(self._connection, ChangeKind.ARTICLE, list(found), at=at)
        return found

    def put_outputs(self, outputs: Sequence[Output]) -> None:
        _outputs.put(self._connection, outputs)

    def put_postings(self, postings: Sequence[Posting]) -> None:
        _outputs.put_postings(self._connection, postings)

    def log(self, kind: ChangeKind, ids: Sequence[str], *, at: datetime) -> None:
        _changes.log(self._connection, kind, ids, at=at)

    def move_cursor(self, follower: str, seq: int) -> None:
        _changes.move(self._connection, follower, seq)
