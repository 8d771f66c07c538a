"""Sources with their channels, the visits to those, and what the visits come to."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, select, update

from masdar.model import (
    Channel,
    ChannelId,
    ChannelState,
    Reservation,
    Source,
    SourceId,
    Subscription,
    Visit,
    Watch,
)
from masdar.store import tallies
from masdar.store.packing import Unpack, pack
from masdar.store.sql import Row, insert, moment, portions, ticks, upsert
from masdar.store.tables import channels, reservations, sources, subscriptions, visits, watches

_GET = select(sources.c.data).where(sources.c.id == bindparam("id"))
_ALL = select(sources.c.data).order_by(sources.c.id)
_HELD = select(sources.c.id, sources.c.data).where(sources.c.id.in_(bindparam("ids", expanding=True)))
_PUT = upsert(sources)

_DUE = (
    select(channels.c.data)
    .where(channels.c.enabled.is_(True), channels.c.next_visit <= bindparam("now"))
    .order_by(channels.c.next_visit, channels.c.id)
    .limit(bindparam("limit"))
)
_CHANNELS_OF = select(channels.c.id, channels.c.next_visit).where(channels.c.source == bindparam("source"))
_DROP_CHANNELS = delete(channels).where(channels.c.source == bindparam("of"))
_PUT_CHANNELS = upsert(channels)
_CHANNEL = select(channels.c.data).where(channels.c.id == bindparam("id"))
_NEXT = update(channels).where(channels.c.id == bindparam("channel")).values(next_visit=bindparam("next"))

_VISITS = (
    select(visits.c.data)
    .where(visits.c.channel == bindparam("channel"))
    .order_by(visits.c.at.desc())
    .limit(bindparam("limit"))
)
_ADD_VISITS = insert(visits).on_conflict_do_nothing()
_DROP_VISITS = delete(visits).where(visits.c.at < bindparam("before"))
_PLANNED = select(channels.c.next_visit).where(channels.c.id == bindparam("channel"))
_WATCHES = select(watches.c.channel, watches.c.data).where(
    watches.c.channel.in_(bindparam("ids", expanding=True))
)
_PUT_WATCHES = upsert(watches)
_SUBSCRIPTIONS = select(subscriptions.c.data).order_by(subscriptions.c.channel)
_SUBSCRIBED = select(subscriptions.c.data).where(subscriptions.c.token == bindparam("token"))
_PUT_SUBSCRIPTIONS = upsert(subscriptions)
_DROP_SUBSCRIPTIONS = delete(subscriptions).where(subscriptions.c.channel == bindparam("of"))

_RESERVED = (
    select(reservations.c.data)
    .where(reservations.c.source == bindparam("source"))
    .order_by(reservations.c.since.desc())
    .limit(bindparam("limit"))
)
_PUT_RESERVATIONS = upsert(reservations)

_source: Unpack[Source] = Unpack(Source)
_channel: Unpack[Channel] = Unpack(Channel)
_visit: Unpack[Visit] = Unpack(Visit)
_watch: Unpack[Watch] = Unpack(Watch)
_subscription: Unpack[Subscription] = Unpack(Subscription)
_reservation: Unpack[Reservation] = Unpack(Reservation)

# a channel that was never visited waits longest
_NEVER = 0


class Sources:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, id: SourceId) -> Source | None:
        data = self._connection.scalar(_GET, {"id": id})
        return None if data is None else _source(data)

    def many(self, ids: Sequence[SourceId]) -> dict[SourceId, Source]:
        found: dict[SourceId, Source] = {}
        for some in portions(list(dict.fromkeys(ids))):
            for row in self._connection.execute(_HELD, {"ids": some}):
                found[SourceId(row.id)] = _source(row.data)
        return found

    def all(self) -> tuple[Source, ...]:
        return tuple(map(_source, self._connection.scalars(_ALL)))

    def counts(self) -> Mapping[SourceId, int]:
        return {SourceId(name): n for name, n in tallies.of(self._connection, "article")}

    def reservations(self, id: SourceId, *, limit: int = 20) -> tuple[Reservation, ...]:
        asked = {"source": id, "limit": limit}
        return tuple(map(_reservation, self._connection.scalars(_RESERVED, asked)))


class Channels:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, id: ChannelId) -> Channel | None:
        data = self._connection.scalar(_CHANNEL, {"id": id})
        return None if data is None else _channel(data)

    def due(self, *, now: datetime, limit: int) -> tuple[Channel, ...]:
        return tuple(map(_channel, self._connection.scalars(_DUE, {"now": ticks(now), "limit": limit})))

    def last_visit(self, id: ChannelId) -> Visit | None:
        return next(iter(self.visits(id, limit=1)), None)

    def visits(self, id: ChannelId, *, limit: int = 50) -> tuple[Visit, ...]:
        return tuple(map(_visit, self._connection.scalars(_VISITS, {"channel": id, "limit": limit})))

    def next_visit(self, id: ChannelId) -> datetime | None:
        planned = self._connection.scalar(_PLANNED, {"channel": id})
        return moment(planned) if planned else None

    def watches(self, ids: Sequence[ChannelId]) -> dict[ChannelId, Watch]:
        found: dict[ChannelId, Watch] = {}
        for some in portions(list(dict.fromkeys(ids))):
            for row in self._connection.execute(_WATCHES, {"ids": some}):
                found[ChannelId(row.channel)] = _watch(row.data)
        return found

    def subscriptions(self) -> tuple[Subscription, ...]:
        return tuple(map(_subscription, self._connection.scalars(_SUBSCRIPTIONS)))

    def subscribed(self, token: str) -> Subscription | None:
        data = self._connection.scalar(_SUBSCRIBED, {"token": token})
        return None if data is None else _subscription(data)


def put(connection: Connection, given: Sequence[Source]) -> tuple[SourceId, ...]:
    """Add or replace sources; those that are new or differ from what was held."""
    wanted = {source.id: source for source in given}
    held: dict[str, bytes] = {}
    for ids in portions(list(wanted)):
        held.update((row.id, row.data) for row in connection.execute(_HELD, {"ids": ids}))
    fresh = [source for source in wanted.values() if _differs(held.get(source.id), source)]
    if not fresh:
        return ()
    connection.execute(_PUT, [{"id": source.id, "data": pack(source)} for source in fresh])
    rows: list[Row] = []
    for source in fresh:
        planned = {row.id: row.next_visit for row in connection.execute(_CHANNELS_OF, {"source": source.id})}
        rows += [
            {
                "id": channel.id,
                "source": source.id,
                "enabled": source.enabled and channel.state is ChannelState.ACTIVE,
                "next_visit": planned.get(channel.id, _NEVER),
                "data": pack(channel),
            }
            for channel in source.channels
        ]
    connection.execute(_DROP_CHANNELS, [{"of": source.id} for source in fresh])
    if rows:
        connection.execute(_PUT_CHANNELS, rows)
    return tuple(source.id for source in fresh)


def _differs(data: bytes | None, source: Source) -> bool:
    return data is None or _source(data) != source


def add_visits(
    connection: Connection,
    made: Sequence[Visit],
    *,
    next_visits: Mapping[ChannelId, datetime],
    watches: Sequence[Watch] = (),
) -> None:
    if made:
        connection.execute(
            _ADD_VISITS,
            [{"channel": visit.channel, "at": ticks(visit.at), "data": pack(visit)} for visit in made],
        )
    if next_visits:
        connection.execute(
            _NEXT, [{"channel": channel, "next": ticks(at)} for channel, at in next_visits.items()]
        )
    if watches:
        connection.execute(_PUT_WATCHES, [{"channel": each.channel, "data": pack(each)} for each in watches])


def drop_visits(connection: Connection, *, before: datetime) -> int:
    return connection.execute(_DROP_VISITS, {"before": ticks(before)}).rowcount


def put_subscriptions(connection: Connection, given: Sequence[Subscription]) -> None:
    if given:
        rows = [{"channel": each.channel, "token": each.token, "data": pack(each)} for each in given]
        connection.execute(_PUT_SUBSCRIPTIONS, rows)


def drop_subscriptions(connection: Connection, ids: Sequence[ChannelId]) -> None:
    if ids:
        connection.execute(_DROP_SUBSCRIPTIONS, [{"of": id} for id in ids])


def put_reservations(connection: Connection, given: Sequence[Reservation]) -> None:
    if given:
        rows = [{"source": each.source, "since": ticks(each.since), "data": pack(each)} for each in given]
        connection.execute(_PUT_RESERVATIONS, rows)
