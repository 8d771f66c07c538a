"""Invented publishers for simulations: when each channel brings something, over some days, from a seed.

Three tenths beat steadily (a bulletin each hour, with the jitter of a person who presses a button; half of
them sleep at night), four tenths come by chance at a rate of the day's hour, three tenths in bursts. Rates
spread over a hundredfold: most channels bring a few pieces a day, a few bring hundreds.
"""

import math
from dataclasses import dataclass

import numpy

MINUTE, HOUR, DAY = 60.0, 3600.0, 86_400.0
_PERIODS = (900.0, 1800.0, 3600.0, 7200.0, 10_800.0, 21_600.0, 86_400.0)


@dataclass(frozen=True, slots=True)
class Publisher:
    """One channel: its number, its kind, whether it dates its pieces, and when they come, in seconds."""

    number: int
    kind: str
    dated: bool
    times: tuple[float, ...]


def publishers(count: int, *, days: float, seed: int, before: float = 3.0) -> list[Publisher]:
    """Publishers whose pieces begin `before` days before the first second."""
    random = numpy.random.default_rng(seed)
    made = []
    for number in range(count):
        dice = random.random()
        start, end = -before * DAY, days * DAY
        if dice < 0.3:
            kind, times = "regular", _regular(random, start, end)
        elif dice < 0.7:
            kind, times = "poisson", _chance(random, start, end, _rate(random))
        else:
            kind, times = "bursty", _bursts(random, start, end, _rate(random))
        made.append(Publisher(number, kind, bool(random.random() < 0.85), tuple(sorted(times))))
    return made


def _rate(random: numpy.random.Generator) -> float:
    """Pieces a second."""
    return float(min(math.exp(random.normal(math.log(10), 1.2)), 300) / DAY)


def _awake(at: float, night: float) -> float:
    """How lively the hour is, 0.15 to about 1.5; `night` is when the quietest hour begins."""
    return max(0.15, 0.85 - 0.75 * math.cos((at / DAY * 24 - night) / 24 * 2 * math.pi))


def _regular(random: numpy.random.Generator, start: float, end: float) -> list[float]:
    period = float(random.choice(_PERIODS))
    jitter = float(random.uniform(0, 0.04)) * min(period, 2 * HOUR)
    phase = float(random.uniform(0, period))
    sleeps = period < 6 * HOUR and random.random() < 0.5
    night = float(random.uniform(0, 24))
    beats = numpy.arange(start + phase, end, period)
    times = beats + random.normal(0, jitter, size=len(beats))
    return [float(each) for each in times if not sleeps or (each / HOUR - night) % 24 > 7]


def _chance(random: numpy.random.Generator, start: float, end: float, rate: float) -> list[float]:
    night = float(random.uniform(0, 24))
    count = int(random.poisson(rate * 1.6 * (end - start)))
    times = random.uniform(start, end, size=count)
    return [float(each) for each in times if random.random() < _awake(float(each), night) / 1.6]


def _bursts(random: numpy.random.Generator, start: float, end: float, rate: float) -> list[float]:
    size, pause = float(random.uniform(3, 10)), float(random.uniform(1, 8)) * MINUTE
    times: list[float] = []
    for first in _chance(random, start, end, rate / size):
        at = first
        for _ in range(int(random.geometric(1 / size))):
            times.append(at)
            at += float(random.exponential(pause))
    return [each for each in times if each < end]
