"""What all rooms of the store say to the database, and the few things in which databases differ.

Times are whole microseconds since 1970 in UTC: they sort, they lose nothing and cost nothing.
"""

import itertools
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import Connection, MetaData, Select, Table
from sqlalchemy.dialects import sqlite

T = TypeVar("T")

# names one of our files, in the header that SQLite reserves for it: "msdr"
APPLICATION = 0x6D736472

metadata = MetaData(
    naming_convention={"ix": "ix_%(table_name)s_%(column_0_N_name)s", "pk": "pk_%(table_name)s"},
)


def insert(table: Table) -> sqlite.Insert:
    """An insert that knows `on_conflict`, which PostgreSQL and SQLite spell alike."""
    return sqlite.insert(table)


def upsert(table: Table) -> sqlite.Insert:
    """Insert whole rows, or put them in the place of those with the same key."""
    statement = insert(table)
    keys = {column.name for column in table.primary_key}
    given = {column.name: statement.excluded[column.name] for column in table.c if column.name not in keys}
    return statement.on_conflict_do_update(index_elements=sorted(keys), set_=given)


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

_TICK = timedelta(microseconds=1)


def ticks(at: datetime) -> int:
    """A time as it is kept."""
    return (at - _EPOCH) // _TICK


def moment(kept: int) -> datetime:
    """The time that `ticks` made a number of."""
    return _EPOCH + timedelta(microseconds=kept)


def portions(values: Sequence[T], size: int = 500) -> Iterator[Sequence[T]]:
    """The values in portions that a statement can bear as parameters."""
    for start in range(0, len(values), size):
        yield values[start : start + size]


class ByIds:
    """A question about things by their ids, its one parameter `ids`, put into the database's words once.

    Pages ask a dozen of them: that saves each of them half of what asking costs. Values come as the database
    has them.
    """

    def __init__(self, statement: Select[Any]) -> None:
        self.statement = statement
        self._said: dict[int, str] = {}

    def __call__(self, connection: Connection, ids: Sequence[str]) -> Iterator[Any]:
        """The rows of these ids, in no order; each is asked for once."""
        for some in portions(list(dict.fromkeys(ids))):
            # few lengths, so that few texts are made: the last id stands again in what is left over
            length = 1 << (len(some) - 1).bit_length()
            asked = (*some, *itertools.repeat(some[-1], length - len(some)))
            yield from connection.exec_driver_sql(self._text(length), asked)

    def _text(self, length: int) -> str:
        if length not in self._said:
            dialect = sqlite.dialect(paramstyle="qmark")
            asked = self.statement.params(ids=[""] * length)
            compiled = asked.compile(dialect=dialect, compile_kwargs={"render_postcompile": True})
            self._said[length] = str(compiled)
        return self._said[length]


Row = dict[str, Any]
