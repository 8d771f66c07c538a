"""How a channel is doing: a verdict from its visits and from what they come to."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import takewhile

from masdar.model import Channel, ChannelState, Visit, Watch
from masdar.sources import pulse, rhythm

# failures in a row after which a channel counts as failing, and as dead
FAILING, DEAD = 3, 20
# the share of pages with an article below which something has changed there
POOR = 0.5
# days of watching after which a channel's volume can be judged
WONT = 3.0
# articles that fail to come, by chance once in a hundred thousand times
SILENCE = 12.0
# so many a day, and so many times the usual, are too much
FLOOD_LEAST, FLOOD_TIMES = 100, 5


class Verdict(StrEnum):
    UNVISITED = "unvisited"
    GOOD = "good"
    # answers, but brought nothing in its last ten visits
    SILENT = "silent"
    # failed the last time
    SHAKY = "shaky"
    FAILING = "failing"
    DEAD = "dead"
    # 410, or closed to us: 401, 403, 451
    GONE = "gone"
    CLOSED = "closed"
    # its host wants to be left alone for now
    WAITING = "waiting"
    # not visited any more: a person looks at it, or its publisher said that it is gone
    PAUSED = "paused"
    RETIRED = "retired"
    # answers well, but most of its pages give no article
    POOR = "poor"
    # brought nothing for far longer than it ever was silent, or far more than it ever brings
    QUIET = "quiet"
    FLOOD = "flood"


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    verdict: Verdict
    # what the last failure said
    cause: str | None = None
    # the last visit that went well
    well: datetime | None = None
    # since when it has failed
    since: datetime | None = None
    # failures in a row
    failures: int = 0
    # share of the visits that went well, 0 to 1
    share: float = 0.0


def judge(visits: Sequence[Visit]) -> Health:
    """The verdict on a channel's visits, newest first."""
    if not visits:
        return Health(verdict=Verdict.UNVISITED)
    streak = list(takewhile(rhythm.failed, visits))
    sound = [each for each in visits if not rhythm.failed(each)]
    return Health(
        verdict=_verdict(visits, len(streak)),
        cause=_cause(streak[0]) if streak else None,
        well=sound[0].at if sound else None,
        since=streak[-1].at if streak else None,
        failures=len(streak),
        share=len(sound) / len(visits),
    )


def look(channel: Channel, watch: Watch | None, visits: Sequence[Visit], *, now: datetime) -> Health:
    """The verdict on a channel with all that is known of it; `visits` are the last, newest first."""
    found = judge(visits)
    if channel.state is not ChannelState.ACTIVE:
        paused = channel.state is ChannelState.PAUSED
        return replace(found, verdict=Verdict.PAUSED if paused else Verdict.RETIRED, cause=channel.note)
    if watch is None or found.failures:
        return found
    if watch.cause is not None:
        return replace(found, verdict=Verdict.WAITING, cause=watch.cause)
    if watch.quality is not None and watch.quality < POOR:
        return replace(found, verdict=Verdict.POOR, cause=f"articles on {watch.quality:.0%} of its pages")
    alarm = _volume(watch, visits, now)
    return replace(found, verdict=alarm[0], cause=alarm[1]) if alarm else found


def _volume(watch: Watch, visits: Sequence[Visit], now: datetime) -> tuple[Verdict, str] | None:
    """Whether a channel brings far less or far more than it is wont to."""
    if watch.pulse.at is None or watch.pulse.days < WONT:
        return None
    habit = pulse.habit(watch.pulse, now=watch.pulse.at, prior=0.0)
    if habit.last is not None:
        awaited = habit.expected(habit.last, now)
        if awaited >= SILENCE * (1 + 5 * habit.bursts) * (3 if habit.period else 1):
            days = (now - habit.last) / timedelta(days=1)
            return (
                Verdict.QUIET,
                f"nothing for {days:.1f} days, where {awaited:.0f} articles were to be expected",
            )
    today = sum(each.fresh for each in visits if now - each.at < timedelta(days=1))
    usual = habit.flat * 24
    if today > FLOOD_LEAST + FLOOD_TIMES * usual:
        return Verdict.FLOOD, f"{today} articles in a day, where {usual:.0f} are usual"
    return None


def _verdict(visits: Sequence[Visit], failures: int) -> Verdict:
    last = visits[0]
    if not failures:
        quiet = len(visits) >= 10 and not any(each.fresh for each in visits[:10])
        return Verdict.SILENT if quiet else Verdict.GOOD
    if last.status == 410:
        return Verdict.GONE
    if last.status in {401, 403, 451}:
        return Verdict.CLOSED
    if failures >= DEAD:
        return Verdict.DEAD
    return Verdict.FAILING if failures >= FAILING else Verdict.SHAKY


def _cause(visit: Visit) -> str:
    return visit.failure or f"status {visit.status}"
