"""Other homes that articles are handed to, and what stands there."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, select

from masdar.model import ArticleId, Output, Posted, Posting
from masdar.store.desk_tables import outputs, postings
from masdar.store.packing import Unpack, pack
from masdar.store.sql import portions, ticks, upsert

_ALL = select(outputs.c.data).order_by(outputs.c.id)
_GET = select(outputs.c.data).where(outputs.c.id == bindparam("id"))
_PUT = upsert(outputs)
_OF = select(postings.c.data).where(postings.c.article.in_(bindparam("ids", expanding=True)))
_DUE = (
    select(postings.c.data)
    .where(postings.c.due <= bindparam("now"))
    .order_by(postings.c.due, postings.c.output, postings.c.article)
    .limit(bindparam("limit"))
)
_LATEST = (
    select(postings.c.data)
    .where(postings.c.output == bindparam("output"))
    .order_by(postings.c.at.desc(), postings.c.article)
    .limit(bindparam("limit"))
)
_IN_STATE = (
    select(postings.c.data)
    .where(postings.c.output == bindparam("output"), postings.c.state == bindparam("state"))
    .order_by(postings.c.at.desc(), postings.c.article)
    .limit(bindparam("limit"))
)
_COUNTS = (
    select(postings.c.state, func.count())
    .where(postings.c.output == bindparam("output"))
    .group_by(postings.c.state)
)
_PUT_POSTINGS = upsert(postings)

_output: Unpack[Output] = Unpack(Output)
_posting: Unpack[Posting] = Unpack(Posting)


class Outputs:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> tuple[Output, ...]:
        return tuple(map(_output, self._connection.scalars(_ALL)))

    def get(self, id: str) -> Output | None:
        found = self._connection.scalar(_GET, {"id": id})
        return None if found is None else _output(found)

    def postings(self, ids: Sequence[ArticleId]) -> tuple[Posting, ...]:
        return tuple(
            _posting(data) for some in portions(ids) for data in self._connection.scalars(_OF, {"ids": some})
        )

    def due(self, *, now: datetime, limit: int) -> tuple[Posting, ...]:
        return tuple(map(_posting, self._connection.scalars(_DUE, {"now": ticks(now), "limit": limit})))

    def latest(self, output: str, *, state: Posted | None = None, limit: int = 30) -> tuple[Posting, ...]:
        if state is None:
            found = self._connection.scalars(_LATEST, {"output": output, "limit": limit})
        else:
            found = self._connection.scalars(
                _IN_STATE, {"output": output, "state": state.value, "limit": limit}
            )
        return tuple(map(_posting, found))

    def counts(self, output: str) -> dict[Posted, int]:
        return {Posted(state): n for state, n in self._connection.execute(_COUNTS, {"output": output})}


def put(connection: Connection, given: Sequence[Output]) -> None:
    if given:
        connection.execute(_PUT, [{"id": each.id, "data": pack(each)} for each in given])


def put_postings(connection: Connection, given: Sequence[Posting]) -> None:
    rows = [
        {
            "output": each.output,
            "article": each.article,
            "due": None if each.due is None else ticks(each.due),
            "state": each.state.value,
            "at": ticks(each.at),
            "data": pack(each),
        }
        for each in given
    ]
    if rows:
        connection.execute(_PUT_POSTINGS, rows)
