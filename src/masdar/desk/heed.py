"""What the sites of sources reserve: read after a source was added, and once a day from then on.

    counts = await heed.round(store, fetcher, now=clock)

Asked are the site's own page, its robots.txt, TDMRep, trust.txt and the licence that one of them names. What
became stricter holds at once, for what was taken before too: a source whose signals change stands in the
change log, and all its releases are cut anew. What cannot be had loosens nothing: the signals read before
stand until the site itself says otherwise.
"""

import asyncio
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from urllib.parse import urljoin, urlsplit

from masdar.arabic import decode
from masdar.errors import FetchError, Refused
from masdar.markup import head as heads
from masdar.markup import tree
from masdar.model import (
    Capture,
    ChannelKind,
    Request,
    Reservation,
    Signals,
    Source,
    SourceId,
)
from masdar.ports import Fetcher, Store
from masdar.rights import reserved, signals

EVERY = timedelta(days=1)
# a site that could not be had is asked again sooner
_SOON = timedelta(hours=1)
_WATCHED = frozenset({ChannelKind.FEED, ChannelKind.SITEMAP, ChannelKind.SECTION})
_LICENCE = re.compile(r"\.(?:xml|rsl)$", re.IGNORECASE)
_LONGEST = 512 * 1024

# gives a good answer, or None
Ask = Callable[[str], Awaitable[Capture | None]]


@dataclass(slots=True)
class Counts:
    """What became of the sites of a round."""

    read: int = 0
    changed: list[SourceId] = field(default_factory=list)
    # why a site could not be had
    failed: dict[SourceId, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a site reserves, and its robots.txt, which tells of more than that."""

    signals: Signals
    robots: str = ""
    # what could not be had, and why
    missed: tuple[str, ...] = ()


async def round(
    store: Store,
    fetcher: Fetcher,
    *,
    now: Callable[[], datetime],
    ids: Sequence[SourceId] | None = None,
    limit: int = 50,
) -> Counts:
    """Read the sites that are due, or those of `ids`, due or not; what could not be had is counted."""
    counts = Counts()
    due = await asyncio.to_thread(_due, store, now(), ids, limit)
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(_heard(fetcher, each.home, now())) for each in due]
    if due:
        heard = {source.id: task.result() for source, task in zip(due, tasks, strict=True)}
        await asyncio.to_thread(_keep, store, heard, now(), counts)
    return counts


async def said(page: Capture, *, ask: Ask) -> Said:
    """What the site of a page reserves as a whole, but for the headers of the page's own answer."""
    base = page.final_url or page.url
    found, robots = Signals(), ""
    if (answer := await ask(urljoin(base, "/robots.txt"))) is not None and not is_page(answer):
        robots = decode.text(answer.body[:_LONGEST], headers=answer.headers)
        found = reserved.of_robots(robots, url=answer.final_url or answer.url)
    if (answer := await ask(urljoin(base, reserved.TDMREP))) is not None:
        rules = reserved.of_tdmrep(answer.body, path=urlsplit(base).path or "/")
        found = signals.merge(found, rules)
    if (answer := await ask(urljoin(base, reserved.TRUST))) is not None and not is_page(answer):
        trust = decode.text(answer.body[:_LONGEST], headers=answer.headers)
        found = signals.merge(found, reserved.of_trust(trust))
    root = tree.parse(decode.text(page.body, headers=page.headers))
    found = signals.merge(found, reserved.of_page(heads.read(root), root, url=base))
    licence = found.license
    if licence and _LICENCE.search(urlsplit(licence).path) and (answer := await ask(licence)) is not None:
        found = signals.merge(found, reserved.of_rsl(answer.body, url=licence))
    return Said(signals=found, robots=robots)


def is_page(answer: Capture) -> bool:
    """Whether an answer is a web page, whatever was asked for."""
    start = answer.body[:1024].lstrip().lower()
    return start.startswith((b"<!doctype html", b"<html")) or b"<head" in start


# --- one round -----------------------------------------------------------------------------------


def _due(store: Store, now: datetime, ids: Sequence[SourceId] | None, limit: int) -> list[Source]:
    """The sources whose sites are read: those asked for, or the ones that wait longest."""
    with store.reading() as reading:
        if ids is not None:
            found = reading.sources.many(ids)
            return [found[id] for id in ids if id in found and _has_site(found[id])]
        never = datetime.min.replace(tzinfo=UTC)
        waiting: list[tuple[datetime, Source]] = []
        for each in reading.sources.all():
            if each.enabled and _has_site(each) and any(c.kind in _WATCHED for c in each.channels):
                last = next(iter(reading.sources.reservations(each.id, limit=1)), None)
                waiting.append((last.due if last else never, each))
    waiting.sort(key=lambda pair: pair[0])
    return [source for due, source in waiting if due <= now][:limit]


def _has_site(source: Source) -> bool:
    return source.home.startswith(("http://", "https://"))


async def _heard(fetcher: Fetcher, home: str, now: datetime) -> Said:
    missed: list[str] = []

    async def ask(url: str) -> Capture | None:
        try:
            answer = await fetcher.send(Request(url=url))
        except Refused:
            # a page that we are not to visit is no page for us; robots.txt may always be read
            return None
        except FetchError as error:
            missed.append(f"{url}: {error.why}")
            return None
        if not isinstance(answer, Capture):
            return None
        # RFC 9309, 2.3.1: what is not there reserves nothing; a server in trouble may reserve anything
        if answer.status >= 500 or answer.status == 429:
            missed.append(f"{url}: status {answer.status}")
        return answer if answer.status < 400 else None

    page = await ask(home)
    found = await said(page or Capture(url=home, final_url=home, at=now, body=b""), ask=ask)
    own = signals.read(page.headers) if page is not None else Signals()
    return replace(found, signals=signals.merge(own, found.signals), missed=tuple(missed))


def _keep(store: Store, heard: Mapping[SourceId, Said], now: datetime, counts: Counts) -> None:
    with store.writing() as writing:
        held = writing.sources.many(list(heard))
        altered: list[Source] = []
        kept: list[Reservation] = []
        for id, source in held.items():
            found = heard[id]
            last = next(iter(writing.sources.reservations(id, limit=1)), None)
            before = last.signals if last else source.policy.signals
            # what could not be had loosens nothing
            given = signals.merge(before, found.signals) if found.missed else found.signals
            kept.append(_noted(id, last, given, found, now))
            if found.missed:
                counts.failed[id] = found.missed[0]
            else:
                counts.read += 1
            if given != source.policy.signals:
                counts.changed.append(id)
                altered.append(replace(source, policy=replace(source.policy, signals=given)))
        writing.put_reservations(kept)
        writing.put_sources(altered)


def _noted(id: SourceId, last: Reservation | None, given: Signals, found: Said, now: datetime) -> Reservation:
    whole = not found.missed
    read = now if whole else last.read if last else None
    same = last is not None and last.signals == given
    return Reservation(
        source=id,
        since=last.since if last is not None and same else now,
        read=read,
        signals=given,
        due=now + (EVERY if whole else _SOON),
        failure=found.missed[0] if found.missed else None,
    )
