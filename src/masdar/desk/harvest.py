"""One round: channels that are due are visited, and the pages they lead to are fetched and handed on.

    counts = await harvest.round(store, fetcher, now=clock, take=intake.take)

Every host has a queue of its own, channels before pages and the newest page first, and is asked one thing
at a time; so a slow host holds up itself alone, and a host with five hundred feeds no other. What a
channel led to is kept as errands before anything is fetched: a round that is killed loses nothing, and a
page that cannot be had today is fetched another day.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from masdar import address
from masdar.desk import visit
from masdar.desk.counts import Counts, Kept, Take, Triple
from masdar.desk.pen import Page, Pen, Poll
from masdar.desk.visit import Plan
from masdar.errors import FetchError, Later, Unreachable
from masdar.model import Capture, Channel, ChannelKind, Errand, Request, Source, SourceId
from masdar.ports import Fetcher, Store
from masdar.sources import rhythm, watching

__all__ = ["Counts", "Kept", "Take", "Triple", "round"]

# errands of one round, and of one host in it
ERRANDS, EACH = 5_000, 100
# seconds that one visit to a channel may take, and one page
BUDGET, PAGE = 300.0, 120.0
# statuses of a page that may be had another time
_PASSING = frozenset({404, 408, 425, 429})
VISITED = frozenset({ChannelKind.FEED, ChannelKind.SITEMAP, ChannelKind.SECTION})


async def round(
    store: Store,
    fetcher: Fetcher,
    *,
    now: Callable[[], datetime],
    take: Take,
    limit: int = 5_000,
    all_channels: bool = False,
    budget: float = BUDGET,
    lasting: float | None = None,
    bounds: rhythm.Bounds = rhythm.DEFAULT,
    progress: Callable[[Counts], None] | None = None,
) -> Counts:
    """Visit the channels that are due, or all; fetch what is new and hand it to `take`.

    A visit that takes longer than `budget` seconds has failed. After `lasting` seconds nothing more is begun;
    what is left stays due. `take` runs in a worker thread, never twice at once. Raises StoreError; whatever
    goes wrong with a single channel or page is written down and counted.
    """
    counts = Counts()
    plans, errands, sources = await asyncio.to_thread(_due, store, now(), limit, all_channels)
    pen = Pen(store=store, now=now, take=take, counts=counts, bounds=bounds, progress=progress)
    end = None if lasting is None else asyncio.get_running_loop().time() + lasting
    hosts = _Hosts(fetcher=fetcher, now=now, pen=pen, sources=sources, budget=budget, end=end)
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(pen.write())
            await hosts.run(plans, errands)
            await pen.end()
    except BaseExceptionGroup as errors:
        raise _first(errors) from errors
    return counts


def _first(error: BaseException) -> BaseException:
    return _first(error.exceptions[0]) if isinstance(error, BaseExceptionGroup) else error


def _due(
    store: Store, now: datetime, limit: int, all_channels: bool
) -> tuple[list[Plan], list[Errand], dict[SourceId, Source]]:
    with store.reading() as reading:
        errands = reading.errands.due(now=now, limit=ERRANDS, each=EACH)
        if all_channels:
            sources = {each.id: each for each in reading.sources.all()}
            due: Sequence[Channel] = [
                channel for each in sources.values() for channel in each.channels if channel.state == "active"
            ]
        else:
            due = reading.channels.due(now=now, limit=limit)
            named = [*(each.source for each in due), *(each.source for each in errands)]
            sources = reading.sources.many(named)
        sources = {id: each for id, each in sources.items() if each.enabled}
        watches = reading.channels.watches([each.id for each in due])
        plans = [
            Plan(
                channel=channel,
                source=sources[channel.source],
                watch=watches.get(channel.id) or watching.unseen(channel.id),
            )
            for channel in due
            if channel.source in sources and channel.kind in VISITED
        ]
        wanted = {id(each) for each in reading.articles.unseen([each.lead for each in errands])}
        kept = [each for each in errands if each.source in sources and id(each.lead) in wanted]
        return plans, kept, sources


@dataclass(slots=True)
class _Queue:
    """What is to be asked of one host."""

    plans: deque[Plan] = field(default_factory=deque)
    errands: deque[Errand] = field(default_factory=deque)
    running: bool = False

    def __len__(self) -> int:
        return len(self.plans) + len(self.errands)


@dataclass(slots=True, kw_only=True)
class _Hosts:
    """The queues of all hosts, each walked by a task of its own while there is something in it."""

    fetcher: Fetcher
    now: Callable[[], datetime]
    pen: Pen
    sources: dict[SourceId, Source]
    budget: float
    end: float | None
    queues: dict[str, _Queue] = field(default_factory=dict)
    group: asyncio.TaskGroup = field(default_factory=asyncio.TaskGroup)

    async def run(self, plans: Sequence[Plan], errands: Sequence[Errand]) -> None:
        async with self.group:
            for plan in plans:
                self._queue(address.host(plan.channel.where)).plans.append(plan)
            for errand in errands:
                self._queue(errand.host).errands.append(errand)
            for host in list(self.queues):
                self._start(host)

    def _queue(self, host: str) -> _Queue:
        return self.queues.setdefault(host, _Queue())

    def _start(self, host: str) -> None:
        queue = self.queues[host]
        if not queue.running and len(queue):
            queue.running = True
            self.group.create_task(self._walk(queue))

    async def _walk(self, queue: _Queue) -> None:
        try:
            while len(queue) and not self._is_over():
                if queue.plans:
                    await self._visit(queue.plans.popleft())
                else:
                    await self._fetch(queue.errands.popleft())
        finally:
            queue.running = False

    def _is_over(self) -> bool:
        return self.end is not None and asyncio.get_running_loop().time() >= self.end

    async def _visit(self, plan: Plan) -> None:
        heard = await visit.hear(self.fetcher, plan, now=self.now(), budget=self.budget)
        errands = await (await self.pen.put(Poll(plan=plan, heard=heard)))
        # as the channel orders them: the newest first, for nearly all
        for errand in errands[:EACH]:
            self._queue(errand.host).errands.append(errand)
        for host in {each.host for each in errands[:EACH]}:
            self._start(host)

    async def _fetch(self, errand: Errand) -> None:
        source = self.sources[errand.source]
        page = await self._page(errand, source)
        await self.pen.put(page)

    async def _page(self, errand: Errand, source: Source) -> Page:
        """Run an errand. Never raises: why there is no page is told with it."""
        if not errand.lead.url:
            return Page(errand=errand, source=source, why="it has no page")
        why, later, shut = "nothing came", False, None
        try:
            async with asyncio.timeout(PAGE):
                answer = await self.fetcher.send(Request(url=errand.lead.url))
            if isinstance(answer, Capture) and answer.status < 400:
                return Page(errand=errand, source=source, capture=answer)
            status = answer.status if isinstance(answer, Capture) else 304
            why, later = f"status {status}", status in _PASSING or status >= 500
        except TimeoutError:
            why, later = f"{Unreachable.code} its time was over", True
        except Later as error:
            why, shut = f"{error.code} {error.why}", error.seconds
        except FetchError as error:
            why, later = f"{error.code} {error.why or 'nothing came'}", isinstance(error, Unreachable)
        except Exception as error:  # one page must not end the round
            why = f"{type(error).__name__}: {error}"
        return Page(errand=errand, source=source, why=why, later=later, shut=shut)
