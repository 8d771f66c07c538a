"""How a channel is doing: a verdict from its visits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import takewhile

from masdar.model import Visit
from masdar.sources import rhythm

# failures in a row after which a channel counts as failing, and as dead
FAILING, DEAD = 3, 20


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
