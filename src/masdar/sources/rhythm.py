"""When to visit a channel again.

A channel that keeps bringing news is visited sooner, a silent one later, a failing one much later:

    >>> from datetime import UTC
    >>> noon = datetime(2026, 1, 1, 12, tzinfo=UTC)
    >>> next_visit(pause=timedelta(hours=1), fresh=3, now=noon)
    datetime.datetime(2026, 1, 1, 12, 30, tzinfo=datetime.timezone.utc)
"""

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import takewhile

from masdar.model import ChannelId, Visit

SHORTEST, LONGEST = timedelta(minutes=5), timedelta(hours=12)
# a host that says "too often", a place that is closed to us, a feed that is gone
CROWDED, CLOSED, GONE = timedelta(hours=1), timedelta(hours=12), timedelta(days=7)
# a server that answered nothing but 304 for so long is asked once without validators
STALE = timedelta(days=7)

# how long after it was taken an article's page is asked for again
CHECKS = (
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=6),
    timedelta(hours=24),
    timedelta(days=7),
)


def next_check(taken: datetime, *, now: datetime) -> datetime | None:
    """When to ask again for the page of an article taken at a time; None once the last turn has passed.

    Turns that were missed are not made up for.
    """
    return next((taken + pause for pause in CHECKS if taken + pause > now), None)


def next_visit(*, pause: timedelta, fresh: int, now: datetime) -> datetime:
    """The next visit after one that went well and brought `fresh` articles, `pause` after the one before."""
    pause = pause / 2 if fresh else pause * 1.5
    return now + min(max(pause, SHORTEST), LONGEST)


def after(visits: Sequence[Visit], *, every: timedelta, now: datetime) -> datetime:
    """The next visit to a channel of which these are the visits, newest first.

    `every` is what the operator asked for: the pace of a channel without history. Spread by a few
    percent, the same for the same channel and visit, so that channels do not march in step.
    """
    if not visits:
        return now
    last = visits[0]
    if failed(last):
        due = now + _setback(visits, every)
    else:
        sound = list(takewhile(lambda each: not failed(each), visits))
        pause = min(max(sound[0].at - sound[1].at, SHORTEST), LONGEST) if len(sound) > 1 else every
        due = next_visit(pause=pause, fresh=last.fresh, now=now)
    return now + (due - now) * (1 + _spread(last.channel, last.at))


def failed(visit: Visit) -> bool:
    return visit.failure is not None or (visit.status or 0) >= 400


def unconditional(visits: Sequence[Visit], *, now: datetime) -> bool:
    """Whether to ask without validators: nothing but "not modified" came for a week."""
    same = list(takewhile(lambda each: each.status == 304, visits))
    return bool(same) and now - same[-1].at > STALE


def _setback(visits: Sequence[Visit], every: timedelta) -> timedelta:
    streak = sum(1 for _ in takewhile(failed, visits))
    status = visits[0].status
    if status == 410:
        return GONE
    if status in {401, 403, 451}:
        return CLOSED
    pause: timedelta = max(every, SHORTEST) * (1 << min(streak, 10))
    if status == 429:
        pause = max(pause, CROWDED)
    return min(pause, LONGEST)


def _spread(channel: ChannelId, at: datetime) -> float:
    """From -0.05 to 0.05."""
    mark = hashlib.blake2b(f"{channel} {at.isoformat()}".encode(), digest_size=2).digest()
    return (int.from_bytes(mark, "big") / 65535 - 0.5) / 10
