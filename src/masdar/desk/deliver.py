"""Hands over what alerts have to tell, and keeps what became of it.

Two steps, so that an end of the process at any point loses nothing: what waits is put into messages, each
with an id made of what it tells; then each message is handed over, and tried again ever later while it is not
taken.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from masdar.errors import DeliveryError, FetchError, NotFound
from masdar.model import Alert, ArticleId, Delivery, Letter, Match, News, Release, ReleaseStatus, Way, digest
from masdar.ports import Outlet, Reading, Store

# after the first, second, … try; after the last it is given up
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720, 1440))
# articles that one message tells, messages of one round, and those under way at once
_ARTICLES, _ROUND, _ABREAST = 50, 1_000, 8

Write = Callable[[Reading, Alert, Delivery, Mapping[ArticleId, Release]], Letter]


async def round(
    store: Store, outlets: Mapping[Way, Outlet], *, write: Write, now: Callable[[], datetime]
) -> tuple[int, int]:
    """Put what waits into messages and hand over those that are due; how many were taken, and not taken."""
    await asyncio.to_thread(plan, store, now=now())
    with store.reading() as reading:
        due = reading.alerts.due(now=now(), limit=_ROUND)
    turn = asyncio.Semaphore(_ABREAST)

    async def hand(delivery: Delivery) -> Delivery:
        async with turn:
            made = await _handed(store, outlets, delivery, write=write, now=now)
            # at once, so that what was taken is not handed over again
            await asyncio.to_thread(_keep, store, made)
            return made

    done = await asyncio.gather(*map(hand, due))
    taken = sum(each.failure is None for each in done)
    return taken, len(done) - taken


def plan(store: Store, *, now: datetime) -> int:
    """Put what waits into messages, where it is time for them; how many were made."""
    with store.writing() as writing:
        waiting = sorted(writing.alerts.waiting(), key=lambda each: each.alert)
        made: list[Delivery] = []
        for name, of in groupby(waiting, key=lambda each: each.alert):
            alert = writing.alerts.get(name)
            if alert is None or alert.stopped is not None or _quiet(alert, now):
                continue
            if alert.every and writing.alerts.deliveries(
                name, since=now - timedelta(minutes=alert.every) + timedelta(seconds=1), limit=1
            ):
                continue
            made += _messages(alert, list(of), now)
        writing.put_deliveries(made)
    return len(made)


def replay(store: Store, id: str, *, now: datetime) -> None:
    """Hand a message over again, whatever became of it. Raises NotFound."""
    with store.writing() as writing:
        found = writing.alerts.delivery(id)
        if found is None:
            raise NotFound(f"no message is called {id}; masdar alert list names them")
        writing.put_deliveries([replace(found, due=now, tries=0, failure=None)])


def _messages(alert: Alert, waiting: Sequence[Match], now: datetime) -> list[Delivery]:
    """One message for each article, or one for as many as a digest holds."""
    size = _ARTICLES if alert.every else 1
    made = []
    for start in range(0, len(waiting), size):
        told = tuple((each.article, each.news) for each in waiting[start : start + size])
        named = "\n".join([alert.id, *(f"{article} {news}" for article, news in told)])
        # a feed is not handed over: whoever reads it comes for it
        due = None if alert.way is Way.FEED else now
        made.append(Delivery(id=digest(named.encode()), alert=alert.id, articles=told, made=now, due=due))
    return made


def _quiet(alert: Alert, now: datetime) -> bool:
    """Whether it is an hour in which nothing is sent; the hours may reach over midnight."""
    if alert.quiet is None:
        return False
    start, end = alert.quiet
    hour = now.astimezone(ZoneInfo(alert.zone)).hour
    return start <= hour < end if start <= end else hour >= start or hour < end


async def _handed(
    store: Store,
    outlets: Mapping[Way, Outlet],
    delivery: Delivery,
    *,
    write: Write,
    now: Callable[[], datetime],
) -> Delivery:
    with store.reading() as reading:
        alert = reading.alerts.get(delivery.alert)
        releases = reading.releases.many([article for article, _ in delivery.articles])
        # what was withdrawn meanwhile is not told as news
        left = tuple(
            (article, news)
            for article, news in delivery.articles
            if article in releases
            and (news is not News.FOUND or releases[article].status is not ReleaseStatus.WITHDRAWN)
        )
        if alert is None or alert.stopped is not None or not left:
            return replace(delivery, due=None, failure=None, receipt="nothing is left to tell")
        letter = write(reading, alert, replace(delivery, articles=left), releases)
    tries = delivery.tries + 1
    try:
        outlet = outlets.get(alert.way)
        if outlet is None:
            raise DeliveryError(alert.to, f"{alert.way} is not set up; see the settings")
        receipt = await outlet.hand(letter, to=alert.to, key=alert.key)
    except (DeliveryError, FetchError) as error:
        final = isinstance(error, DeliveryError) and error.final
        later = None if final or tries > len(PAUSES) else now() + PAUSES[tries - 1]
        return replace(delivery, tries=tries, due=later, failure=str(error))
    return replace(delivery, tries=tries, due=None, receipt=receipt, failure=None)


def _keep(store: Store, delivery: Delivery) -> None:
    with store.writing() as writing:
        writing.put_deliveries([delivery])
