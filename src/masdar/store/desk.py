"""What people decide: rulings, what waits for one, whom nothing is shown of, and the log of deeds."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, select, tuple_

from masdar.model import Act, ArticleId, Bar, Docket, Ruling, Stand
from masdar.store.desk_tables import acts, bars, dockets, rulings
from masdar.store.packing import Unpack, pack
from masdar.store.sql import insert, portions, ticks, upsert

_RULINGS = select(rulings.c.article, rulings.c.data).where(
    rulings.c.article.in_(bindparam("ids", expanding=True))
)
_PUT_RULINGS = upsert(rulings)
_SCHEDULED = (
    select(rulings.c.data)
    .join(dockets, dockets.c.article == rulings.c.article)
    .where(rulings.c.due <= bindparam("until"), dockets.c.stand == Stand.SCHEDULED.value)
    .order_by(rulings.c.due)
)

# after every time
_END = 2**62
_DOCKETS = (
    select(dockets.c.data)
    .where(
        dockets.c.stand == bindparam("stand"),
        tuple_(dockets.c.at, dockets.c.article) < tuple_(bindparam("at"), bindparam("id")),
    )
    .order_by(dockets.c.at.desc(), dockets.c.article.desc())
    .limit(bindparam("limit"))
)
_DOCKET = select(dockets.c.data).where(dockets.c.article == bindparam("id"))
_COUNTS = select(dockets.c.stand, func.count()).group_by(dockets.c.stand)
_PUT_DOCKETS = upsert(dockets)
_THERE = select(dockets.c.article).where(dockets.c.article.in_(bindparam("ids", expanding=True)))
_SETTLE = delete(dockets).where(dockets.c.article == bindparam("of"))

_BARS = select(bars.c.data).order_by(bars.c.host)
_PUT_BARS = upsert(bars)

_ADD_ACTS = insert(acts)

_ruling: Unpack[Ruling] = Unpack(Ruling)
_docket: Unpack[Docket] = Unpack(Docket)
_bar: Unpack[Bar] = Unpack(Bar)
_act: Unpack[Act] = Unpack(Act)


class Desk:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def rulings(self, ids: Sequence[ArticleId]) -> dict[ArticleId, Ruling]:
        return {
            ArticleId(row.article): _ruling(row.data)
            for some in portions(ids)
            for row in self._connection.execute(_RULINGS, {"ids": some})
        }

    def scheduled(self, *, until: datetime) -> tuple[Ruling, ...]:
        return tuple(map(_ruling, self._connection.scalars(_SCHEDULED, {"until": ticks(until)})))

    def dockets(
        self, stand: Stand, *, before: tuple[datetime, ArticleId] | None = None, limit: int = 30
    ) -> tuple[Docket, ...]:
        at, id = (ticks(before[0]), before[1]) if before else (_END, "")
        asked = {"stand": stand.value, "at": at, "id": id, "limit": limit}
        return tuple(map(_docket, self._connection.scalars(_DOCKETS, asked)))

    def docket(self, id: ArticleId) -> Docket | None:
        found = self._connection.scalar(_DOCKET, {"id": id})
        return None if found is None else _docket(found)

    def counts(self) -> dict[Stand, int]:
        return {Stand(stand): n for stand, n in self._connection.execute(_COUNTS)}

    def bars(self, *, ended: bool = False) -> tuple[Bar, ...]:
        found = map(_bar, self._connection.scalars(_BARS))
        return tuple(each for each in found if ended or each.ended is None)

    def acts(
        self, *, subject: str | None = None, by: str | None = None, before: int | None = None, limit: int = 50
    ) -> tuple[tuple[int, Act], ...]:
        statement = select(acts.c.seq, acts.c.data).order_by(acts.c.seq.desc()).limit(limit)
        if subject is not None:
            statement = statement.where(acts.c.subject == subject)
        if by is not None:
            statement = statement.where(acts.c.by == by)
        if before is not None:
            statement = statement.where(acts.c.seq < before)
        return tuple((row.seq, _act(row.data)) for row in self._connection.execute(statement))


def put_rulings(connection: Connection, given: Sequence[Ruling]) -> None:
    rows: list[dict[str, Any]] = [
        {
            "article": each.article,
            "due": None if each.due is None else ticks(each.due),
            "data": pack(each),
        }
        for each in given
    ]
    if rows:
        connection.execute(_PUT_RULINGS, rows)


def put_dockets(connection: Connection, given: Sequence[Docket], *, settled: Sequence[ArticleId]) -> None:
    rows = [
        {
            "article": each.article,
            "stand": each.stand.value,
            "source": each.source,
            "at": ticks(each.at),
            "data": pack(each),
        }
        for each in given
    ]
    if rows:
        connection.execute(_PUT_DOCKETS, rows)
    for some in portions(settled):
        there = list(connection.scalars(_THERE, {"ids": some}))
        if there:
            connection.execute(_SETTLE, [{"of": id} for id in there])


def put_bars(connection: Connection, given: Sequence[Bar]) -> None:
    if given:
        connection.execute(_PUT_BARS, [{"host": each.host, "data": pack(each)} for each in given])


def add_acts(connection: Connection, given: Sequence[Act]) -> None:
    if given:
        connection.execute(
            _ADD_ACTS, [{"subject": each.subject, "by": each.by, "data": pack(each)} for each in given]
        )
