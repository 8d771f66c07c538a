"""How often something may be tried: counted in the home, so that a new process does not forget it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from masdar.ports import Reading, Writing


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """So many tries of one key within so long; what goes beyond waits until the first are forgotten."""

    tries: int
    within: timedelta


def is_over(reading: Reading, limits: Sequence[tuple[str, Limit]], *, now: datetime) -> timedelta | None:
    """How long to wait where one of the keys was tried too often; None where it may be tried."""
    tried = reading.people.tried([key for key, _ in limits])
    waits = [
        until - now
        for key, limit in limits
        if (found := tried.get(key)) is not None
        for n, until in [found]
        if n >= limit.tries and until > now
    ]
    return max(waits, default=None)


def count(writing: Writing, limits: Sequence[tuple[str, Limit]], *, now: datetime) -> None:
    """Count a try of each key. The time runs from the first; once over, it runs anew and doubles."""
    tried = writing.people.tried([key for key, _ in limits])
    counted = []
    for key, limit in limits:
        n, until = tried.get(key, (0, now))
        if until <= now:
            n, until = 0, now + limit.within
        n += 1
        if n >= limit.tries:
            until = now + limit.within * min(1 << (n - limit.tries), 16)
        counted.append((key, n, until))
    writing.put_tries(counted, now=now)
