"""When to visit a channel again, and an article's page.

A visit costs a request; news that waits costs readers. A channel is visited when what it is expected to
have brought has waited, all together, for as long as one request is worth (`Bounds.patience`): under a
steady rate that is after the square root of twice the patience over the rate, so that a channel that
brings four times as much is visited twice as often. A channel with a steady beat is visited just behind
the beat, one in a burst soon, one that asks for rest not before, one that fails ever later.
"""

import hashlib
import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from masdar.model import ChannelId, Visit, Watch
from masdar.sources import pulse as pulses

# a host that says "too often", and a place that is closed to us
CROWDED, CLOSED = timedelta(hours=1), timedelta(hours=12)
# a server that answered nothing but 304 for so long is asked once without validators
STALE = timedelta(days=7)
# sooner, if by then so many articles were to be expected; never twice within a day
_MISSED, _AT_MOST = 3.0, timedelta(days=1)
_QUARTER = timedelta(minutes=15)
_MINUTE = timedelta(minutes=1)

# how long after it was taken an article's page is asked for again
CHECKS = (
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=6),
    timedelta(hours=24),
    timedelta(days=7),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """Between what a channel is visited."""

    floor: timedelta = timedelta(minutes=5)
    ceiling: timedelta = timedelta(hours=12)
    # the longest rest that a channel can ask for
    rest: timedelta = timedelta(hours=12)
    # one request is worth so many hours that articles wait
    patience: float = 0.05


DEFAULT = Bounds()


def next_check(taken: datetime, *, now: datetime) -> datetime | None:
    """When to ask again for the page of an article taken at a time; None once the last turn has passed.

    Turns that were missed are not made up for.
    """
    return next((taken + pause for pause in CHECKS if taken + pause > now), None)


def after(watch: Watch, visit: Visit, *, every: timedelta, bounds: Bounds = DEFAULT) -> datetime:
    """The next visit to a channel after a visit; `watch` is what all visits come to, this one included.

    `every` is what the operator asked for: the pace of a channel of which nothing is known. Spread by a
    few percent, alike for the same channel and visit, so that channels do not march in step.
    """
    now = visit.at
    if failed(visit):
        pause = _setback(watch, visit.status, every, bounds)
        return now + pause * (1 + _spread(watch.channel, now))
    due = news(watch, every=every, bounds=bounds, now=now)
    if watch.rest is not None:
        due = max(due, now + min(max(watch.rest, bounds.floor), bounds.rest))
    return _awake(due, watch)


def news(watch: Watch, *, every: timedelta, bounds: Bounds = DEFAULT, now: datetime) -> datetime:
    """When enough news will have waited, whatever the channel asks for."""
    hours = max(every, bounds.floor) / timedelta(hours=1)
    habit = pulses.habit(watch.pulse, now=now, prior=2 * bounds.patience / hours**2)
    if habit.period is not None and habit.last is not None and habit.period >= 2 * bounds.floor:
        due = _behind_the_beat(habit, bounds, now)
        if due is not None:
            return due
    due = _waited(habit, bounds, now)
    return now + (due - now) * (1 + _spread(watch.channel, now))


def failed(visit: Visit) -> bool:
    return visit.failure is not None or (visit.status or 0) >= 400


def unconditional(watch: Watch, *, now: datetime) -> bool:
    """Whether to ask without validators: "not modified" came for longer than the channel is ever silent."""
    if watch.whole is None or now - watch.whole < _AT_MOST:
        return False
    if now - watch.whole >= STALE:
        return True
    habit = pulses.habit(watch.pulse, now=watch.whole, prior=0.0)
    return habit.expected(watch.whole, now) >= max(_MISSED, 10 * habit.bursts)


def _behind_the_beat(habit: pulses.Habit, bounds: Bounds, now: datetime) -> datetime | None:
    """Just behind the next beat; where it is late, after half of its lateness again, until the one after."""
    assert habit.period is not None
    assert habit.last is not None
    late = now - habit.last - habit.period
    margin = max(habit.jitter, _MINUTE)
    if late < -bounds.floor:
        return max(now - late + margin, now + bounds.floor)
    if late > 4 * habit.period:
        return None
    soon = now + max(bounds.floor, margin, late / 2)
    beats = math.floor(max(late, timedelta(0)) / habit.period) + 2
    return max(min(soon, habit.last + beats * habit.period + margin), now + bounds.floor)


def _waited(habit: pulses.Habit, bounds: Bounds, now: datetime) -> datetime:
    """When what is expected has waited, all together, for the patience."""
    floor, ceiling = now + bounds.floor, now + bounds.ceiling
    waiting = waited = 0.0
    at = now
    step = min(_QUARTER, max(timedelta(hours=habit.within) / 2, _MINUTE)) if habit.bursts else _QUARTER
    while at < ceiling:
        upto = min(at + step, ceiling)
        hours = (upto - at).total_seconds() / 3600
        rate = habit.rate(at)
        longer = waited + waiting * hours + rate * hours * hours / 2
        if longer >= bounds.patience and upto > floor:
            left = bounds.patience - waited
            # waiting * t + rate * t² / 2 = left
            root = math.sqrt(waiting * waiting + 2 * rate * left) if left > 0 else waiting
            part = (root - waiting) / rate if rate > 1e-9 else left / max(waiting, 1e-9)
            return max(floor, at + timedelta(hours=min(max(part, 0.0), hours)))
        waited, waiting, at = longer, waiting + rate * hours, upto
    return ceiling


def _setback(watch: Watch, status: int | None, every: timedelta, bounds: Bounds) -> timedelta:
    if status in {401, 403, 451}:
        return CLOSED
    pause: timedelta = max(every, bounds.floor) * (1 << min(watch.failures, 10))
    if status == 429:
        pause = max(pause, CROWDED)
    return min(pause, bounds.ceiling)


def _awake(due: datetime, watch: Watch) -> datetime:
    """The time, or the first hour after it in which the channel does not say that it sleeps."""
    hours = set(watch.skip_hours)
    days = set(watch.skip_days)
    if not (hours or days) or len(hours) >= 24 or len(days) >= 7:
        return due
    at = due.astimezone(UTC)
    for _ in range(24 * 7):
        if at.hour not in hours and at.weekday() not in days:
            return at
        at = at.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    return due


def _spread(channel: ChannelId, at: datetime) -> float:
    """From -0.05 to 0.05."""
    mark = hashlib.blake2b(f"{channel} {at.isoformat()}".encode(), digest_size=2).digest()
    return (int.from_bytes(mark, "big") / 65535 - 0.5) / 10


def streak(visits: Sequence[Visit]) -> int:
    """Failures in a row of visits, newest first."""
    return next((n for n, each in enumerate(visits) if not failed(each)), len(visits))
