"""A few articles of a source as they will look, before any of it is kept.

The pages pass through the same readers, rights and release as everything that is shown; nothing is written.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from masdar.desk import ingest
from masdar.errors import FetchError, MasdarError
from masdar.model import Capture, Directory, Lead, Release, Request, Source, Via, Witness
from masdar.ports import Fetcher
from masdar.rights import policy, release
from masdar.trace import chain

ITEMS = 5
# leads that are tried until there are so many
TRIES = 8
# letters of a feed's own text that can stand for a page that cannot be had
_WHOLE = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """A lead that gave no article, and why."""

    lead: Lead
    why: str


async def of(
    leads: Sequence[Lead],
    *,
    source: Source,
    directory: Directory,
    fetcher: Fetcher,
    now: Callable[[], datetime],
    items: int = ITEMS,
) -> tuple[tuple[Release, ...], tuple[Missed, ...]]:
    """Releases of the first leads, cut to the source's policy; and the leads that gave none."""
    shown: list[Release] = []
    missed: list[Missed] = []
    for lead in leads[:TRIES]:
        if len(shown) >= items:
            break
        try:
            capture = await _capture(lead, fetcher)
            work = ingest.Work(capture=capture, source=source, lead=lead, now=now())
            shown.append(await asyncio.to_thread(_released, work, directory))
        except (MasdarError, ValueError) as error:
            missed.append(Missed(lead=lead, why=str(error)))
    return tuple(shown), tuple(missed)


async def _capture(lead: Lead, fetcher: Fetcher) -> Capture:
    try:
        answer = await fetcher.send(Request(url=lead.url))
    except FetchError:
        if len(lead.content or "") < _WHOLE:
            raise
        return Capture(url=lead.url, final_url=lead.url, at=lead.seen, body=b"", via=Via.FEED)
    if not isinstance(answer, Capture) or answer.status >= 400:
        status = answer.status if isinstance(answer, Capture) else 304
        raise FetchError(lead.url, f"status {status}")
    return answer


def _released(work: ingest.Work, directory: Directory) -> Release:
    draft = ingest.read(work, directory=directory)
    article = draft.article
    witness = Witness(
        article=article.id,
        source=article.source,
        url=article.url,
        title=article.title,
        published=article.published,
        seen=article.seen,
        claims=draft.claims,
        bylines=article.bylines,
    )
    rule = policy.of(work.source, signals=article.signals, now=work.now)
    return release.clear(
        article,
        chain=chain.build(witness, (), (), directory),
        policy=rule,
        source=work.source,
        directory=directory,
        version=1,
        taken=work.now,
        checked=work.now,
    )
