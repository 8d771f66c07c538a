"""The change log, and how far its followers have come."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, select

from masdar.model import Change, ChangeKind
from masdar.store.sql import insert, moment, ticks, upsert
from masdar.store.tables import changes, cursors

_AFTER = (
    select(changes).where(changes.c.seq > bindparam("seq")).order_by(changes.c.seq).limit(bindparam("limit"))
)
_HEAD = select(func.max(changes.c.seq))
_NEWEST = select(changes.c.at).order_by(changes.c.seq.desc()).limit(1)
_CURSOR = select(cursors.c.seq).where(cursors.c.follower == bindparam("follower"))
_LOG = insert(changes)
_MOVE = upsert(cursors)


class Changes:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def after(self, seq: int, *, limit: int) -> Sequence[Change]:
        return tuple(
            Change(seq=row.seq, kind=ChangeKind(row.kind), id=row.id, at=moment(row.at))
            for row in self._connection.execute(_AFTER, {"seq": seq, "limit": limit})
        )

    def head(self) -> int:
        return self._connection.scalar(_HEAD) or 0

    def cursor(self, follower: str) -> int:
        return self._connection.scalar(_CURSOR, {"follower": follower}) or 0


def newest(connection: Connection) -> datetime:
    """The time of the newest change; 1970 if nothing happened yet."""
    return moment(connection.scalar(_NEWEST) or 0)


def log(connection: Connection, kind: ChangeKind, ids: Iterable[str], *, at: datetime) -> None:
    """Append a change for each id, in the order given and once."""
    rows = [{"kind": kind.value, "id": id, "at": ticks(at)} for id in dict.fromkeys(ids)]
    if rows:
        connection.execute(_LOG, rows)


def move(connection: Connection, follower: str, seq: int) -> None:
    connection.execute(_MOVE, {"follower": follower, "seq": seq})
