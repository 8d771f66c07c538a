"""Letters to whoever asked: that his request came in, and what was decided.

They go out by the mail server of the settings. Where there is none, nothing is put down, and the desk shows
the words so that a person can send them. Whoever gave no address reads all of it on the page of his request.
"""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from masdar.errors import DeliveryError
from masdar.model import Case, CaseState, Letter, Reply, ReplyKind
from masdar.ports import Outlet, Reading, Store

# after the first, second, … try; after the last it is given up
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720, 1440))
# what is older says nothing new to whoever asked
_OLD = timedelta(days=3)
_ROUND = 50

Write = Callable[[Reading, Case, ReplyKind], Letter]


async def round(store: Store, mail: Outlet, *, write: Write, now: Callable[[], datetime]) -> tuple[int, int]:
    """Send what is due; how many letters were taken, and how many not. Each is put down before the next."""
    with store.reading() as reading:
        known = [*reading.cases.open(limit=500), *reading.cases.closed(limit=500)]
    due = [(each.number, kind) for each in known if (kind := wanted(each, now=now())) is not None][:_ROUND]
    taken = 0
    for number, kind in due:
        taken += await _sent(store, mail, number, kind, write=write, now=now)
    return taken, len(due) - taken


def wanted(case: Case, *, now: datetime) -> ReplyKind | None:
    """The letter that is due; the receipt of what was decided meanwhile is left out."""
    if not case.mail:
        return None
    kind = ReplyKind.RECEIPT if case.state is CaseState.OPEN else ReplyKind.DECISION
    reply = of(case, kind)
    if reply is not None:
        return kind if reply.due is not None and reply.due <= now else None
    since = case.opened if kind is ReplyKind.RECEIPT else case.closed or case.opened
    return kind if now - since < _OLD else None


def of(case: Case, kind: ReplyKind) -> Reply | None:
    """What became of a letter; None where it was never tried."""
    return next((each for each in case.replies if each.kind is kind), None)


async def _sent(
    store: Store,
    mail: Outlet,
    number: int,
    kind: ReplyKind,
    *,
    write: Write,
    now: Callable[[], datetime],
) -> bool:
    with store.reading() as reading:
        case = reading.cases.get(number)
        if case is None:
            return False
        letter = write(reading, case, kind)
    before = of(case, kind)
    reply = Reply(kind=kind, at=now(), tries=before.tries + 1 if before else 1)
    try:
        await mail.hand(letter, to=case.mail, key="")
    except DeliveryError as error:
        later = None if error.final or reply.tries > len(PAUSES) else now() + PAUSES[reply.tries - 1]
        reply = replace(reply, due=later, failure=str(error)[:500])
    await asyncio.to_thread(_keep, store, number, reply)
    return reply.failure is None


def _keep(store: Store, number: int, reply: Reply) -> None:
    """Put a letter down in its case, which may have moved on meanwhile."""
    with store.writing() as writing:
        case = writing.cases.get(number)
        if case is not None:
            others = tuple(each for each in case.replies if each.kind is not reply.kind)
            writing.put_cases([replace(case, replies=(*others, reply))])
