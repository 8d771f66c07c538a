"""Hands articles to other homes, brings them up to date there, and takes them back.

Two steps. `follow` walks the change log and puts down what should stand in each home; `round` makes it so.
What stands is compared with what should, so that an article that altered ten times is sent once, and doing
it twice is harmless. Before something is sent that cannot be sent twice, that is put down: where the
process ended in the midst of it, a person decides.
"""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import groupby

from masdar.desk import touched
from masdar.errors import DeliveryError, Edited
from masdar.model import (
    ArticleId,
    Home,
    Output,
    Parcel,
    Placed,
    Posted,
    Posting,
    Release,
    ReleaseStatus,
    digest,
)
from masdar.ports import Reading, Shelf, Store, Writing

FOLLOWER = "outputs"
# after the first, second, … try; after the last it is given up
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720, 1440))
_BATCH, _ROUND = 500, 200
# homes in which a thing that was sent twice stands twice
_ONCE = frozenset({Home.TELEGRAM})

Write = Callable[[Reading, Output, Release], Parcel]


def follow(store: Store, *, now: datetime) -> int:
    """Put down what should stand where; how many are to be handed over. Releases must be up to date."""
    noted = 0
    while True:
        with store.writing() as writing:
            cursor = writing.changes.cursor(FOLLOWER)
            head = min(writing.changes.head(), writing.changes.cursor("releases"))
            if cursor >= head:
                return noted
            outputs = [each for each in writing.outputs.all() if each.enabled]
            if not outputs:
                writing.move_cursor(FOLLOWER, head)
                return noted
            changes = [each for each in writing.changes.after(cursor, limit=_BATCH) if each.seq <= head]
            ids = touched.articles(writing, changes)
            noted += _wanted(writing, ids, outputs, now)
            writing.move_cursor(FOLLOWER, changes[-1].seq)


def _wanted(writing: Writing, ids: list[ArticleId], outputs: list[Output], now: datetime) -> int:
    made: list[Posting] = []
    for start in range(0, len(ids), _BATCH):
        some = ids[start : start + _BATCH]
        releases = writing.releases.many(some)
        known = {(each.output, each.article): each for each in writing.outputs.postings(some)}
        for output in outputs:
            for id in some:
                posting = wanted(output, releases.get(id), known.get((output.id, id)), now=now)
                if posting is not None:
                    made.append(posting)
    writing.put_postings(made)
    return len(made)


def wanted(output: Output, release: Release | None, held: Posting | None, *, now: datetime) -> Posting | None:
    """The posting that a release asks for; None where nothing is to be done."""
    if release is None:
        return None
    gone = release.status is ReleaseStatus.WITHDRAWN
    fits = not output.sources or release.source in output.sources
    want = "" if gone or not fits else mark(release)
    if held is None:
        if not want or release.taken < output.since:
            return None
        return Posting(output=output.id, article=release.id, wanted=want, at=now, due=now)
    if held.wanted == want:
        return None
    if held.state is Posted.EDITED and want:
        # what a person wrote there stays; it is known that it is behind
        return replace(held, wanted=want, at=now)
    if held.state is Posted.UNCLEAR:
        return replace(held, wanted=want, at=now)
    if held.held is None and not want:
        return replace(held, wanted="", state=Posted.GONE, at=now, due=None, failure=None)
    return replace(held, wanted=want, state=Posted.WAITING, at=now, due=now, tries=0, failure=None)


def mark(release: Release) -> str:
    """A word for all of a release that a reader of another home would see alter."""
    credit = release.credit
    parts = [
        release.title,
        release.summary or "",
        *(f"{each.kind} {each.plain}" for each in release.blocks),
        release.image.url if release.image else "",
        release.status,
        *(each.text for each in release.notes),
        *((release.upstream.status, release.upstream.at.isoformat()) if release.upstream else ()),
        credit.publisher,
        credit.author or "",
        credit.original_url or "",
        credit.rights,
    ]
    return digest("\x1f".join(parts).encode("utf-8", "surrogatepass"))


async def round(
    store: Store, shelves: Mapping[Home, Shelf], *, write: Write, now: Callable[[], datetime]
) -> tuple[int, int]:
    """Do what is due; how much of it was done, and not. Homes are served side by side, each in order."""
    await asyncio.to_thread(follow, store, now=now())
    with store.reading() as reading:
        due = reading.outputs.due(now=now(), limit=_ROUND)
        outputs = {each.id: each for each in reading.outputs.all() if each.enabled}
    by_output = sorted((each for each in due if each.output in outputs), key=lambda each: each.output)

    async def serve(output: Output, postings: list[Posting]) -> list[bool]:
        done = []
        for each in postings:
            made = await _handed(store, shelves, output, each, write=write, now=now)
            await asyncio.to_thread(_keep, store, made)
            done.append(made.failure is None)
            if made.failure is not None and made.due is not None:
                # a home that does not answer is not asked again for each of its articles
                break
        return done

    groups = [(outputs[name], list(of)) for name, of in groupby(by_output, key=lambda each: each.output)]
    served = await asyncio.gather(*(serve(output, postings) for output, postings in groups))
    done = sum(sum(each) for each in served)
    return done, sum(map(len, served)) - done


async def _handed(
    store: Store,
    shelves: Mapping[Home, Shelf],
    output: Output,
    posting: Posting,
    *,
    write: Write,
    now: Callable[[], datetime],
) -> Posting:
    with store.reading() as reading:
        release = reading.releases.get(posting.article)
        if release is None:
            return replace(posting, due=None, failure="nothing is kept of it any more")
        parcel = write(reading, output, release)
    once = output.kind in _ONCE and posting.receipt is None
    if once and posting.sent is not None:
        # the process ended in the midst of it
        return replace(posting, state=Posted.UNCLEAR, due=None, failure="it is unclear whether it came")
    if once:
        posting = replace(posting, sent=now())
        await asyncio.to_thread(_keep, store, posting)
    held = Placed(receipt=posting.receipt, seal=posting.seal) if posting.receipt else None
    tries = posting.tries + 1
    try:
        shelf = shelves.get(output.kind)
        if shelf is None:
            raise DeliveryError(output.name, f"{output.kind} is not set up", final=True)
        if posting.wanted:
            placed: Placed | None = await shelf.put(output, parcel, held=held)
        else:
            placed = await shelf.take(output, parcel, held=held) if held else None
    except Edited as error:
        return replace(posting, state=Posted.EDITED, due=None, sent=None, tries=tries, failure=str(error))
    except DeliveryError as error:
        later = None if error.final or tries > len(PAUSES) else now() + PAUSES[tries - 1]
        state = Posted.WAITING if later else Posted.FAILED
        return replace(posting, state=state, tries=tries, due=later, sent=None, failure=str(error)[:500])
    return replace(
        posting,
        state=Posted.STANDS if posting.wanted else Posted.GONE,
        held=posting.wanted,
        receipt=placed.receipt if placed else None,
        seal=placed.seal if placed else None,
        at=now(),
        due=None,
        sent=None,
        tries=tries,
        failure=None,
    )


def _keep(store: Store, posting: Posting) -> None:
    """Keep what became of it; what it should be meanwhile stays as others put it down."""
    with store.writing() as writing:
        kept = next(
            (each for each in writing.outputs.postings([posting.article]) if each.output == posting.output),
            posting,
        )
        if kept.wanted != posting.wanted:
            posting = replace(posting, wanted=kept.wanted, state=Posted.WAITING, due=kept.due or kept.at)
        writing.put_postings([posting])
