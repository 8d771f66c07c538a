"""Requests for a correction, a removal, or that nothing of a publisher be shown."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Connection, bindparam, func, select, update

from masdar.model import Case, CaseKind, CaseState
from masdar.store.desk_tables import cases
from masdar.store.packing import Unpack, pack
from masdar.store.sql import insert, ticks

_OPENED = select(cases.c.number, cases.c.data).where(cases.c.number == bindparam("number"))
_BY_TOKEN = select(cases.c.number, cases.c.data).where(cases.c.token == bindparam("token"))
_LIST = (
    select(cases.c.number, cases.c.data)
    .where(cases.c.state == bindparam("state"))
    .order_by(cases.c.due, cases.c.number)
    .limit(bindparam("limit"))
)
_CLOSED = (
    select(cases.c.number, cases.c.data)
    .where(cases.c.state != CaseState.OPEN.value)
    .order_by(cases.c.number.desc())
    .limit(bindparam("limit"))
)
_KIND = (
    select(cases.c.number, cases.c.data)
    .where(cases.c.state == CaseState.OPEN.value, cases.c.kind == bindparam("kind"))
    .order_by(cases.c.number)
    .limit(bindparam("limit"))
)
_COUNT = select(func.count()).select_from(cases).where(cases.c.state == bindparam("state"))
_ADD = insert(cases)
_PUT = (
    update(cases)
    .where(cases.c.number == bindparam("of"))
    .values(state=bindparam("stands"), due=bindparam("until"), data=bindparam("bytes"))
)

_case: Unpack[Case] = Unpack(Case)


class Cases:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, number: int) -> Case | None:
        row = self._connection.execute(_OPENED, {"number": number}).first()
        return None if row is None else replace(_case(row.data), number=row.number)

    def shown(self, token: str) -> Case | None:
        row = self._connection.execute(_BY_TOKEN, {"token": token}).first()
        return None if row is None else replace(_case(row.data), number=row.number)

    def open(self, *, kind: CaseKind | None = None, limit: int = 100) -> tuple[Case, ...]:
        if kind is None:
            rows = self._connection.execute(_LIST, {"state": CaseState.OPEN.value, "limit": limit})
        else:
            rows = self._connection.execute(_KIND, {"kind": kind.value, "limit": limit})
        return tuple(replace(_case(row.data), number=row.number) for row in rows)

    def closed(self, *, limit: int = 50) -> tuple[Case, ...]:
        rows = self._connection.execute(_CLOSED, {"limit": limit})
        return tuple(replace(_case(row.data), number=row.number) for row in rows)

    def count(self) -> int:
        return self._connection.scalar(_COUNT, {"state": CaseState.OPEN.value}) or 0


def add(connection: Connection, given: Case) -> Case:
    """Keep a new case under the next number."""
    row = {
        "token": given.token,
        "state": given.state.value,
        "kind": given.kind.value,
        "due": ticks(given.due),
        "data": pack(given),
    }
    key = connection.execute(_ADD, row).inserted_primary_key
    return replace(given, number=int(key[0]) if key else 0)


def put(connection: Connection, given: Sequence[Case]) -> None:
    rows = [
        {"of": each.number, "stands": each.state.value, "until": ticks(each.due), "bytes": pack(each)}
        for each in given
    ]
    if rows:
        connection.execute(_PUT, rows)
