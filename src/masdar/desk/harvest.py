"""One round of visits: channels that are due are read, and what is new in them is handed on.

    counts = await harvest.round(store, fetcher, now=clock, take=intake.take)

Every channel is a task of its own: a bad page or a bad source holds up no other. A visit is written down
only after its articles were kept, so that a round that was killed is simply walked again.
"""

import asyncio
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from masdar import address
from masdar.errors import FetchError, NotAFeed, ReadError, Unreachable
from masdar.formats import sniff
from masdar.model import (
    ArticleId,
    Capture,
    Channel,
    ChannelKind,
    Lead,
    NotModified,
    Request,
    Source,
    SourceId,
    Status,
    Via,
    Visit,
)
from masdar.ports import Fetcher, Store
from masdar.sources import rhythm

# new pages of one visit that are fetched; the rest waits for the next
PAGES = 100
# pages that are in memory at once for one channel
BATCH = 20
# documents of a sitemap index that one visit reads
DOCUMENTS = 3
# seconds that one visit may take, pages and waiting for its host's turn included
BUDGET = 300.0
# a page that gave no article is tried again so much later
AGAIN = timedelta(days=1)
# letters of a feed's own text that can stand for a page that cannot be had
WHOLE = 400
_HISTORY = 50

Triple = tuple[Capture, Lead | None, Source]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What became of the captures of one source; `failed` says why, one reason a capture."""

    new: int = 0
    changed: int = 0
    known: int = 0
    failed: tuple[str, ...] = ()


Take = Callable[[Sequence[Triple]], Mapping[SourceId, Kept]]


@dataclass(slots=True)
class Counts:
    """What a round brought, by source: new, changed, known, withheld, failed and `reasons`."""

    sources: dict[SourceId, dict[str, Any]] = field(default_factory=dict)
    visited: int = 0
    unchanged: int = 0

    def add(self, source: SourceId, word: str, number: int = 1, *, why: str | None = None) -> None:
        row = self.sources.setdefault(
            source, {"new": 0, "changed": 0, "known": 0, "withheld": 0, "failed": 0, "reasons": {}}
        )
        row[word] += number
        if why is not None:
            row["reasons"][why] = row["reasons"].get(why, 0) + number

    @property
    def total(self) -> Counter[str]:
        words: Counter[str] = Counter()
        for row in self.sources.values():
            words.update({word: number for word, number in row.items() if isinstance(number, int)})
        return words


async def round(
    store: Store,
    fetcher: Fetcher,
    *,
    now: Callable[[], datetime],
    take: Take,
    limit: int = 200,
    all_channels: bool = False,
    budget: float = BUDGET,
    progress: Callable[[Counts], None] | None = None,
) -> Counts:
    """Visit the channels that are due, or all; fetch what is new and hand it to `take`.

    A visit that takes longer than `budget` seconds leaves the rest of its pages to the next one.
    `take` runs in a worker thread, never twice at once. Raises StoreError; whatever goes wrong with a
    single channel is written down with its visit and counted.
    """
    counts = Counts()
    plans = await asyncio.to_thread(_plans, store, now(), limit, all_channels)
    round_ = _Round(
        store=store, fetcher=fetcher, now=now, take=take, counts=counts, budget=budget, progress=progress
    )
    try:
        async with asyncio.TaskGroup() as visits:
            for plan in plans:
                visits.create_task(round_.visit(plan))
    except BaseExceptionGroup as errors:
        raise _first(errors) from errors
    return counts


def _id(lead: Lead) -> ArticleId:
    return address.article_id(lead.url)


def _is_whole(lead: Lead) -> bool:
    """Whether the feed itself brings the text."""
    return len(lead.content or "") >= WHOLE


def _told(plan: "_Plan", lead: Lead, feed: bytes) -> Triple:
    """A lead that stands for its page."""
    return Capture(url=lead.url, final_url=lead.url, at=lead.seen, body=feed, via=Via.FEED), lead, plan.source


def _rest(ttl: int | None, cache_control: str) -> timedelta | None:
    """For how long a feed asks to be left alone, by its `ttl` and by max-age."""
    age = re.search(r"\bmax-age\s*=\s*\"?(\d{1,8})", cache_control)
    seconds = max((ttl or 0) * 60, int(age[1]) if age else 0)
    return timedelta(seconds=seconds) if seconds else None


def _first(error: BaseException) -> BaseException:
    return _first(error.exceptions[0]) if isinstance(error, BaseExceptionGroup) else error


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """A channel to visit, with what its past says of it."""

    channel: Channel
    source: Source
    visits: tuple[Visit, ...]


@dataclass(slots=True, kw_only=True)
class _Found:
    """What the leads of a channel led to."""

    # articles that are new or changed
    fresh: int = 0
    # whether some must come again
    lost: bool = False
    given_up: dict[ArticleId, datetime] = field(default_factory=dict)


@dataclass(slots=True, kw_only=True)
class _Heard:
    """What a channel said."""

    leads: tuple[Lead, ...] = ()
    body: bytes = b""
    status: int | None = None
    etag: str | None = None
    last_modified: str | None = None
    failure: str | None = None
    # for how long the channel asks to be left alone
    rest: timedelta | None = None
    unchanged: bool = False


def _plans(store: Store, now: datetime, limit: int, all_channels: bool) -> list[_Plan]:
    with store.reading() as reading:
        sources = {each.id: each for each in reading.sources.all() if each.enabled}
        due: Sequence[Channel] = (
            [channel for each in sources.values() for channel in each.channels]
            if all_channels
            else reading.channels.due(now=now, limit=limit)
        )
        return [
            _Plan(
                channel=channel,
                source=sources[channel.source],
                visits=reading.channels.visits(channel.id, limit=_HISTORY),
            )
            for channel in due
            if channel.source in sources and channel.kind in _VISITED
        ]


_VISITED = frozenset({ChannelKind.FEED, ChannelKind.SITEMAP})


@dataclass(slots=True, kw_only=True)
class _Round:
    store: Store
    fetcher: Fetcher
    now: Callable[[], datetime]
    take: Take
    counts: Counts
    budget: float
    progress: Callable[[Counts], None] | None
    # one writer
    pen: asyncio.Lock = field(default_factory=asyncio.Lock)
    # articles that a channel of this round is fetching already
    claimed: set[ArticleId] = field(default_factory=set)

    async def visit(self, plan: _Plan) -> None:
        at = self.now()
        begun = asyncio.get_running_loop().time()
        end = begun + self.budget
        heard = await self._hear(plan, end)
        found = await self._follow(plan, heard, end)
        visit = Visit(
            channel=plan.channel.id,
            at=at,
            status=heard.status,
            # what could not be fetched or was left for later must come again
            etag=None if found.lost else heard.etag,
            last_modified=None if found.lost else heard.last_modified,
            took=asyncio.get_running_loop().time() - begun,
            size=len(heard.body),
            leads=len(heard.leads),
            fresh=found.fresh,
            failure=heard.failure,
            given_up=found.given_up,
        )
        due = rhythm.after((visit, *plan.visits), every=plan.channel.every, now=self.now())
        if heard.rest:
            due = max(due, self.now() + min(heard.rest, max(plan.channel.every, rhythm.CROWDED)))
        async with self.pen:
            await asyncio.to_thread(self._note, visit, due)
        self.counts.visited += 1
        self.counts.unchanged += heard.unchanged
        self.counts.add(plan.source.id, "known", 0)
        if heard.failure:
            self.counts.add(plan.source.id, "failed", why=f"{plan.channel.id}: {heard.failure}")
        if self.progress is not None:
            self.progress(self.counts)

    async def _hear(self, plan: _Plan, end: float) -> _Heard:
        """Fetch the channel and read its leads. Never raises: a failure is what was heard."""
        last = plan.visits[0] if plan.visits else None
        asked = last is not None and not rhythm.unconditional(plan.visits, now=self.now())
        request = Request(
            url=plan.channel.where,
            etag=last.etag if last and asked else None,
            last_modified=last.last_modified if last and asked else None,
        )
        kept = _Heard(etag=last.etag if last else None, last_modified=last.last_modified if last else None)
        try:
            async with asyncio.timeout_at(end):
                answer = await self.fetcher.send(request)
            if isinstance(answer, NotModified):
                kept.status, kept.unchanged = 304, True
                return kept
            kept.status = answer.status
            if answer.status >= 400:
                kept.failure = f"status {answer.status}"
                return kept
            async with asyncio.timeout_at(end):
                return await self._read(plan, answer)
        except TimeoutError:
            kept.failure = f"{Unreachable.code} its time was over"
        except FetchError as error:
            kept.failure = f"{error.code} {error.why or 'nothing came'}"
        except (NotAFeed, ReadError) as error:
            # the validators of what could not be read are not kept: the body must come again
            return _Heard(status=200, failure=f"{error.code} {error}")
        except Exception as error:  # a document that breaks a reader must not end the round
            return _Heard(status=kept.status, failure=f"{type(error).__name__}: {error}")
        return kept

    async def _read(self, plan: _Plan, answer: Capture) -> _Heard:
        feed = await asyncio.to_thread(
            sniff.read, answer.body, url=answer.final_url, headers=dict(answer.headers)
        )
        leads = list(sniff.leads(feed, plan.channel.id, answer.at))
        for where in feed.more[:DOCUMENTS]:
            inner = await self.fetcher.send(Request(url=where))
            if isinstance(inner, Capture) and inner.status < 400:
                document = await asyncio.to_thread(
                    sniff.read, inner.body, url=inner.final_url, headers=dict(inner.headers)
                )
                leads += sniff.leads(document, plan.channel.id, inner.at)
        section = plan.channel.section
        return _Heard(
            leads=tuple(replace(each, section=each.section or section) for each in leads),
            body=answer.body,
            status=answer.status,
            etag=answer.headers.get("etag"),
            last_modified=answer.headers.get("last-modified"),
            rest=_rest(feed.ttl, answer.headers.get("cache-control", "")),
        )

    async def _follow(self, plan: _Plan, heard: _Heard, end: float) -> _Found:
        """Fetch what is new and hand it on."""
        past = plan.visits[0].given_up if plan.visits else {}
        usable = [each for each in heard.leads if each.status is not Status.WITHHELD]
        self.counts.add(plan.source.id, "withheld", len(heard.leads) - len(usable))
        if not usable:
            return _Found(given_up=dict(past))
        named = {_id(lead): lead for lead in await asyncio.to_thread(self._unseen, usable)}
        self.counts.add(plan.source.id, "known", len(usable) - len(named))
        now = self.now()
        found = _Found(given_up={id: at for id, at in past.items() if id in named and now - at < AGAIN})
        unseen = self._claim([lead for id, lead in named.items() if id not in found.given_up])
        self.counts.add(plan.source.id, "known", len(named) - len(found.given_up) - len(unseen))
        found.lost = len(unseen) > PAGES
        for start in range(0, min(len(unseen), PAGES), BATCH):
            if asyncio.get_running_loop().time() >= end:
                found.lost = True
                break
            await self._fetch(plan, unseen[start : min(start + BATCH, PAGES)], heard.body, end, found)
        return found

    async def _fetch(
        self, plan: _Plan, leads: Sequence[Lead], feed: bytes, end: float, found: _Found
    ) -> None:
        """Fetch the pages of some leads and hand them on; what gave no article is given up for a while."""
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(self._page(plan, lead, feed, end)) for lead in leads]
        pages = [task.result() for task in tasks]
        found.lost |= any(page is None for page in pages)
        later = {_id(lead) for lead, page in zip(leads, pages, strict=True) if page is None}
        taken = [page for page in pages if page]
        found.fresh += await self._keep(taken)
        left = await asyncio.to_thread(self._unseen, leads)
        pages_of = {_id(lead): capture for capture, lead, _ in taken if lead is not None}
        # a page that could not be read: the feed's own text may do
        again = [
            _told(plan, lead, feed)
            for lead in left
            if (page := pages_of.get(_id(lead))) is not None and page.via is not Via.FEED and _is_whole(lead)
        ]
        if again:
            found.fresh += await self._keep(again)
            left = await asyncio.to_thread(self._unseen, left)
        found.given_up.update({_id(lead): self.now() for lead in left if _id(lead) not in later})

    def _claim(self, leads: Sequence[Lead]) -> list[Lead]:
        """Those that no other channel of this round fetches; they are this one's from now on."""
        mine = [(_id(lead), lead) for lead in leads]
        free = [lead for id, lead in mine if id not in self.claimed]
        self.claimed.update(id for id, _ in mine)
        return free

    def _unseen(self, leads: Sequence[Lead]) -> tuple[Lead, ...]:
        with self.store.reading() as reading:
            return reading.articles.unseen(leads)

    async def _page(self, plan: _Plan, lead: Lead, feed: bytes, end: float) -> Triple | tuple[()] | None:
        """The page of a lead, else the feed's own text; None if it may be had later, () if it will not."""
        later = False
        try:
            async with asyncio.timeout_at(end):
                answer = await self.fetcher.send(Request(url=lead.url))
            if isinstance(answer, Capture) and answer.status < 400:
                return answer, lead, plan.source
            status = answer.status if isinstance(answer, Capture) else 304
            why, later = f"status {status}", status in {408, 425, 429} or status >= 500
        except TimeoutError:
            why, later = f"{Unreachable.code} its time was over", True
        except FetchError as error:
            why, later = f"{error.code} {error.why or 'nothing came'}", isinstance(error, Unreachable)
        except Exception as error:  # one page must not end the round
            why = f"{type(error).__name__}: {error}"
        if _is_whole(lead):
            return _told(plan, lead, feed)
        self.counts.add(plan.source.id, "failed", why=why)
        return None if later else ()

    async def _keep(self, triples: Sequence[Triple]) -> int:
        if not triples:
            return 0
        async with self.pen:
            outcome = await asyncio.to_thread(self.take, triples)
        for source, kept in outcome.items():
            self.counts.add(source, "new", kept.new)
            self.counts.add(source, "changed", kept.changed)
            self.counts.add(source, "known", kept.known)
            for why in kept.failed:
                self.counts.add(source, "failed", why=why)
        if self.progress is not None:
            self.progress(self.counts)
        return sum(kept.new + kept.changed for kept in outcome.values())

    def _note(self, visit: Visit, due: datetime) -> None:
        with self.store.writing() as writing:
            writing.add_visits([visit], next_visits={visit.channel: due})
