"""How many there are: counts that are kept with every write instead of being counted at every question."""

from collections import Counter
from collections.abc import Mapping

from sqlalchemy import Connection, bindparam, select

from masdar.store.sql import insert
from masdar.store.tables import tallies

_ADD = insert(tallies)
_ADD = _ADD.on_conflict_do_update(
    index_elements=["kind", "name"],
    set_={"n": tallies.c.n + _ADD.excluded.n},
)

_OF = (
    select(tallies.c.name, tallies.c.n)
    .where(tallies.c.kind == bindparam("kind"), tallies.c.n > 0)
    .order_by(tallies.c.n.desc(), tallies.c.name)
)


def add(connection: Connection, kind: str, counts: Mapping[str, int] | Counter[str]) -> None:
    """Add to the counts of a kind; what is negative is taken off."""
    rows = [{"kind": kind, "name": name, "n": n} for name, n in counts.items() if n]
    if rows:
        connection.execute(_ADD, rows)


def of(connection: Connection, kind: str) -> tuple[tuple[str, int], ...]:
    """The counts of a kind by name, the largest first."""
    return tuple((row.name, row.n) for row in connection.execute(_OF, {"kind": kind}))


def total(connection: Connection, kind: str) -> int:
    return sum(n for _, n in of(connection, kind))
