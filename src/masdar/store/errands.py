"""Pages that are still to be fetched, who named which article, and what is remembered of hosts."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, func, select

from masdar.model import ArticleId, ChannelId, Errand, Host, Lead, Sighting
from masdar.store.packing import Unpack, pack, plain
from masdar.store.sql import insert, moment, portions, ticks, upsert
from masdar.store.tables import errands, hosts, names, sightings

# rows that are looked at to find the newest of every host
_LOOK = 20_000

# the ids alone: what an errand says is read of the few that are taken
_NEAR = (
    select(
        errands.c.id,
        errands.c.seen,
        func.row_number()
        .over(partition_by=errands.c.host, order_by=(errands.c.seen.desc(), errands.c.id))
        .label("place"),
    )
    .where(errands.c.due <= bindparam("now"))
    .order_by(errands.c.due)
    .limit(_LOOK)
    .subquery()
)
_DUE = (
    select(errands.c.data)
    .join(_NEAR, _NEAR.c.id == errands.c.id)
    .where(_NEAR.c.place <= bindparam("each"))
    .order_by(_NEAR.c.place, _NEAR.c.seen.desc())
    .limit(bindparam("limit"))
)
_HELD = select(errands.c.id, errands.c.data).where(errands.c.id.in_(bindparam("ids", expanding=True)))
_PUT = upsert(errands)
_DROP = delete(errands).where(errands.c.id == bindparam("of"))
_COUNT = select(func.count()).select_from(errands).where(errands.c.due.is_not(None))

_SEE = insert(sightings).on_conflict_do_nothing()
_SEEN = select(sightings).where(sightings.c.id.in_(bindparam("ids", expanding=True))).order_by(sightings.c.at)
_ALIASES = select(names.c.name, names.c.article).where(
    names.c.article.in_(bindparam("ids", expanding=True)), names.c.kind == "address"
)

_HOSTS = select(hosts.c.data).where(hosts.c.at >= bindparam("since")).order_by(hosts.c.name)
_PUT_HOSTS = upsert(hosts)

_errand: Unpack[Errand] = Unpack(Errand)
_host: Unpack[Host] = Unpack(Host)


class Errands:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def due(self, *, now: datetime, limit: int, each: int = 100) -> tuple[Errand, ...]:
        asked = {"now": ticks(now), "limit": limit, "each": each}
        return tuple(map(_errand, self._connection.scalars(_DUE, asked)))

    def many(self, ids: Sequence[ArticleId]) -> dict[ArticleId, Errand]:
        found: dict[ArticleId, Errand] = {}
        for some in portions(list(dict.fromkeys(ids))):
            for row in self._connection.execute(_HELD, {"ids": some}):
                found[ArticleId(row.id)] = _errand(row.data)
        return found

    def count(self) -> int:
        return self._connection.scalar(_COUNT) or 0


class Sightings:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, ids: Sequence[ArticleId]) -> dict[ArticleId, tuple[Sighting, ...]]:
        named: dict[str, ArticleId] = {id: id for id in ids}
        for some in portions(list(ids)):
            for row in self._connection.execute(_ALIASES, {"ids": some}):
                named[row.name] = ArticleId(row.article)
        found: dict[ArticleId, list[Sighting]] = {}
        for few in portions(list(named)):
            for row in self._connection.execute(_SEEN, {"ids": few}):
                made = Sighting(channel=ChannelId(row.channel), url=row.url, at=moment(row.at))
                found.setdefault(named[row.id], []).append(made)
        return {
            id: tuple(sorted(each, key=lambda made: (made.at, made.channel))) for id, each in found.items()
        }


class Hosts:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self, *, since: datetime) -> tuple[Host, ...]:
        return tuple(map(_host, self._connection.scalars(_HOSTS, {"since": ticks(since)})))


def put(connection: Connection, given: Sequence[Errand]) -> None:
    if given:
        connection.execute(
            _PUT,
            [
                {
                    "id": each.id,
                    "host": each.host,
                    "seen": ticks(each.lead.seen),
                    "due": None if each.due is None else ticks(each.due),
                    "data": plain(each),
                }
                for each in given
            ],
        )


def drop(connection: Connection, ids: Sequence[ArticleId]) -> None:
    if ids:
        connection.execute(_DROP, [{"of": id} for id in ids])


def see(connection: Connection, leads: Mapping[ArticleId, Lead]) -> None:
    rows = [
        {"id": id, "channel": lead.channel, "url": lead.url, "at": ticks(lead.seen)}
        for id, lead in leads.items()
        if lead.channel is not None
    ]
    if rows:
        connection.execute(_SEE, rows)


def put_hosts(connection: Connection, given: Sequence[Host], *, now: datetime) -> None:
    if given:
        rows = [{"name": each.name, "at": ticks(now), "data": pack(each)} for each in given]
        connection.execute(_PUT_HOSTS, rows)
