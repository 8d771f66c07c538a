"""Looks for the proofs of publishers who want nothing of theirs shown, and bars the hosts that bear one.

A publisher shows that a host is his by a file on it or by a TXT record beside it:

    https://HOST/.well-known/masdar.txt    a line that is the proof
    _masdar.HOST                           a TXT record that is the proof
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from masdar.desk import cases, edit
from masdar.errors import FetchError
from masdar.model import Act, Bar, Capture, Case, CaseKind, CaseState, Entry, Request
from masdar.ports import Fetcher, Records, Store

FILE = "/.well-known/masdar.txt"
RECORD = "_masdar"
# looked for so often on the first day, then ever more rarely, and no more after a month
_OFTEN, _LATER, _END = timedelta(minutes=1), timedelta(hours=1), timedelta(days=30)
_EACH = 20
# bytes of a file that are looked at
_SIZE = 64 * 1024


async def round(
    store: Store,
    fetcher: Fetcher,
    records: Records,
    *,
    now: Callable[[], datetime],
) -> int:
    """Look for the proofs that are due; how many hosts were barred. A host that does not answer waits."""
    with store.reading() as reading:
        waiting = reading.cases.open(kind=CaseKind.OPT_OUT, limit=500)
    due = [each for each in waiting if _due(each, now())][:_EACH]
    found = await asyncio.gather(*(_looked(each, fetcher, records) for each in due))
    if not due:
        return 0
    return await asyncio.to_thread(_keep, store, list(zip(due, found, strict=True)), now())


def _due(case: Case, now: datetime) -> bool:
    age = now - case.opened
    pause = _OFTEN if age < timedelta(days=1) else _LATER
    return age < _END and (case.looked is None or now - case.looked >= pause)


async def _looked(case: Case, fetcher: Fetcher, records: Records) -> str:
    """By what it is proved; empty where it is not."""
    wanted = cases.proof(case)
    if wanted in [each.strip() for each in await records.text(f"{RECORD}.{cases.bare(case)}")]:
        return "dns"
    for start in ("https://", "https://www.", "http://", "http://www."):
        try:
            answer = await fetcher.send(Request(url=f"{start}{case.host}{FILE}"))
        except FetchError:
            continue
        if isinstance(answer, Capture) and answer.status == 200 and _stays(answer, case.host):
            lines = answer.body[:_SIZE].decode("utf-8", "replace").splitlines()
            if wanted in [line.strip() for line in lines]:
                return "file"
    return ""


def _stays(answer: Capture, host: str) -> bool:
    """Whether the answer came from the host itself: a redirect elsewhere proves nothing of it."""
    return cases.host_of(answer.final_url) == host


def _keep(store: Store, looked: Sequence[tuple[Case, str]], now: datetime) -> int:
    barred = 0
    with store.writing() as writing:
        for case, way in looked:
            # it may have been decided meanwhile
            kept = writing.cases.get(case.number)
            if kept is None or kept.state is not CaseState.OPEN:
                continue
            kept = replace(kept, looked=now)
            if not way:
                writing.put_cases([kept])
                continue
            edit.bar(writing, Bar(host=cases.bare(case), at=now, case=case.number))
            writing.add_acts([Act(at=now, by=cases.OURS, did="bar", subject=case.host, after=way)])
            proved = Entry(at=now, by=cases.OURS, said=f"proved by {way}")
            kept = replace(kept, log=(*kept.log, proved))
            cases.decide(writing, kept, granted=True, ground="", by=cases.OURS, now=now)
            barred += 1
    return barred
