"""When a channel brings news, learned from what it brought.

Three habits are known: a profile of the day (most newsrooms sleep), a steady beat (a bulletin on the
hour), and bursts (where one piece follows another, then nothing for long). What is older weighs less, by
half a week's worth each week.

    pulse = learn(pulse, times, since=last_visit, now=now)
    rate(pulse, at, now=now, prior=0.5)     # articles an hour to be expected
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

from masdar.model import Pulse

QUARTERS = 96
# an observation loses half its weight in so many days
_HALF = 7.0
# how far back the first look at a channel may teach
_REACH = timedelta(days=14)
# beats that are remembered, and those nearer to one another that are one
_BEATS = 25
_ONE = timedelta(minutes=1)
# days of the flat rate that the profile of the day is mixed with, and of the prior in the flat rate
_FLAT, _PRIOR = 2.0, 0.25
_HOUR = timedelta(hours=1)


def learn(pulse: Pulse, times: Sequence[datetime], *, since: datetime | None, now: datetime) -> Pulse:
    """The pulse after a visit at `now` that found what came at `times`; `since` is the visit before.

    A time that lies before the visit before is taken as just after it: it was not there to be found. Where
    there was no visit before, the times tell of the days they span.
    """
    if since is None:
        since = max(min(times, default=now), now - _REACH)
    seen = sorted(min(max(each, since), now) for each in times)
    start = pulse.at or since
    passed = max((now - start).total_seconds(), 0.0) / 86_400
    fade = 0.5 ** (passed / _HALF)
    quarters = [each * fade for each in pulse.quarters] or [0.0] * QUARTERS
    for each in seen:
        quarters[_quarter(each)] += 1.0
    beats = list(pulse.beats)
    for each in seen:
        if not beats or each - beats[-1] > _ONE:
            beats.append(each)
    return Pulse(
        at=now,
        days=round(pulse.days * fade + passed, 4),
        quarters=tuple(round(each, 3) for each in quarters),
        beats=tuple(beats[-_BEATS:]),
    )


def spread(count: int, *, since: datetime, now: datetime) -> list[datetime]:
    """Times for what came without a date: evenly between two visits."""
    return [since + (now - since) * (place + 0.5) / count for place in range(count)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Habit:
    """A pulse made ready for questions. Rates are in articles an hour."""

    # of each quarter of an hour of the day
    rates: tuple[float, ...]
    flat: float
    # the pause between two beats of a steady channel, and how far a beat may miss it
    period: timedelta | None
    jitter: timedelta
    last: datetime | None
    # how much of its news comes in bursts, 0 to 1, and the usual pause within one, in hours
    bursts: float
    within: float

    def rate(self, at: datetime) -> float:
        """Articles an hour to be expected at a time."""
        usual = self.rates[_quarter(at)]
        if not self.bursts or self.last is None or at < self.last:
            return usual
        # a burst goes on as long as its pauses stay short: e-fold after three of them
        gone = (at - self.last) / _HOUR
        return (1 - 0.3 * self.bursts) * usual + self.bursts / self.within * 2 ** (-gone / (2 * self.within))

    def expected(self, start: datetime, end: datetime) -> float:
        """Articles to be expected between two times, bursts aside."""
        hours = (end - start) / _HOUR
        if hours >= 24:
            return self.flat * hours
        steps = max(1, min(QUARTERS, round(hours * 4)))
        step = (end - start) / steps
        return sum(self.rates[_quarter(start + step * (n + 0.5))] for n in range(steps)) * hours / steps


def habit(pulse: Pulse, *, now: datetime, prior: float) -> Habit:
    """What a pulse says as of `now`; `prior` is the rate an hour that holds where nothing is known."""
    passed = max((now - pulse.at).total_seconds(), 0.0) / 86_400 if pulse.at else 0.0
    fade = 0.5 ** (passed / _HALF)
    days = pulse.days * fade + passed
    total = sum(pulse.quarters) * fade
    flat = (total + prior * 24 * _PRIOR) / (days + _PRIOR) / 24
    if total:
        share = fade * 4 / (days + _FLAT) / 9
        base = flat * _FLAT / (days + _FLAT)
        # a quarter of an hour speaks for its neighbours too
        around = (*pulse.quarters[-2:], *pulse.quarters, *pulse.quarters[:2])
        steps = zip(around, around[1:], around[2:], around[3:], around[4:], strict=False)
        rates = tuple(base + share * (a + 2 * b + 3 * c + 2 * d + e) for a, b, c, d, e in steps)
    else:
        rates = (flat,) * QUARTERS
    gaps = [(b - a) / _HOUR for a, b in pairwise(pulse.beats)]
    period, jitter = _period(gaps)
    bursts, within = (0.0, 1.0) if period else _bursts(gaps, flat)
    return Habit(
        rates=rates,
        flat=flat,
        period=period,
        jitter=jitter,
        last=pulse.beats[-1] if pulse.beats else None,
        bursts=bursts,
        within=within,
    )


def _period(gaps: Sequence[float]) -> tuple[timedelta | None, timedelta]:
    """The pause of a channel that beats steadily; a night's rest between beats is no matter."""
    last = gaps[-9:]
    if len(last) < 5:
        return None, timedelta(0)
    middle = median(last)
    off = median(abs(each - middle) for each in last)
    if middle < 0.15 or off > 0.1 * middle:
        return None, timedelta(0)
    return timedelta(hours=middle), timedelta(hours=min(3 * off, 0.2 * middle))


def _bursts(gaps: Sequence[float], flat: float) -> tuple[float, float]:
    """How far pauses are shorter than chance makes them: of chance alone, 26 % are under 0.3 of the mean."""
    if len(gaps) < 8 or flat <= 0:
        return 0.0, 1.0
    mean = max(1 / flat, sum(gaps) / len(gaps))
    short = [each for each in gaps if each < 0.3 * mean]
    share = len(short) / len(gaps)
    if share <= 0.45:
        return 0.0, 1.0
    return min(1.0, (share - 0.45) / 0.4), max(median(short), 1 / 60)


def _quarter(at: datetime) -> int:
    return at.hour * 4 + at.minute // 15
