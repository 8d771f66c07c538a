"""The one writer of a round: what was heard and fetched is put away in batches, many in one transaction.

While one batch is written the next piles up, so that a busy round makes few and large transactions. An
order is answered once it is durable.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from masdar import address
from masdar.desk.counts import Counts, Take, Triple
from masdar.desk.visit import Heard, Plan
from masdar.model import (
    ArticleId,
    Capture,
    Channel,
    ChannelId,
    Errand,
    Lead,
    Source,
    Status,
    Subscription,
    Via,
    Visit,
    Watch,
)
from masdar.ports import Store, Writing
from masdar.rights import barring
from masdar.sources import push, rhythm, turned, watching

# orders that are written together, and that may wait: the rest of the round waits with them
BATCH, WAITING = 100, 100
# letters of a feed's own text that can stand for a page that cannot be had
WHOLE = 400
# a page that gave no article is tried again so much later, and so often in all
AGAIN, TRIES = timedelta(days=1), 3
# one that could not be had is tried sooner, and more often
_SOON, _PATIENT = timedelta(minutes=10), 10
_LATEST = timedelta(hours=12)
# a hub may be so much later than a visit
_GRACE = timedelta(minutes=10)
# the share of pages that give an article moves by so much with each
_TOUCH = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Poll:
    """A channel that was heard."""

    plan: Plan
    heard: Heard


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """An errand that was run: a capture, or why there is none; `later` if it may be had another time."""

    errand: Errand
    source: Source
    capture: Capture | None = None
    why: str | None = None
    later: bool = False
    # seconds for which its host wants to be left alone: the errand was not run
    shut: float | None = None


Order = Poll | Page
Orders = list[tuple[Order, asyncio.Future[tuple[Errand, ...]]]]


@dataclass(slots=True, kw_only=True)
class Pen:
    """Writes for one round. Raises StoreError out of `write`, which ends the round."""

    store: Store
    now: Callable[[], datetime]
    take: Take
    counts: Counts
    bounds: rhythm.Bounds
    progress: Callable[[Counts], None] | None = None
    _waiting: asyncio.Queue[tuple[Order, asyncio.Future[tuple[Errand, ...]]] | None] = field(
        default_factory=lambda: asyncio.Queue(WAITING)
    )

    async def put(self, order: Order) -> "asyncio.Future[tuple[Errand, ...]]":
        """Hand in an order. Its answer comes when it is kept: the new errands that a poll led to."""
        answer: asyncio.Future[tuple[Errand, ...]] = asyncio.get_running_loop().create_future()
        await self._waiting.put((order, answer))
        return answer

    async def end(self) -> None:
        """Let `write` end when all that was handed in is written."""
        await self._waiting.put(None)

    async def write(self) -> None:
        """Write until `end`."""
        ended = False
        while not ended:
            batch: Orders = []
            given = await self._waiting.get()
            while True:
                if given is None:
                    ended = True
                    break
                batch.append(given)
                if len(batch) >= BATCH or self._waiting.empty():
                    break
                given = self._waiting.get_nowait()
            if batch:
                answers = await asyncio.to_thread(self._written, [order for order, _ in batch])
                for (_, future), answer in zip(batch, answers, strict=True):
                    if not future.done():
                        future.set_result(answer)
                if self.progress is not None:
                    self.progress(self.counts)

    def _written(self, orders: Sequence[Order]) -> list[tuple[Errand, ...]]:
        pages = [each for each in orders if isinstance(each, Page)]
        polls = [each for each in orders if isinstance(each, Poll)]
        articles = self._read(pages)
        found: dict[int, tuple[Errand, ...]] = {}
        with self.store.writing() as writing:
            self._settle(writing, pages, articles)
            for poll, errands in zip(polls, self._noted(writing, polls), strict=True):
                found[id(poll)] = errands
        return [found.get(id(order), ()) for order in orders]

    # --- pages ---------------------------------------------------------------------------------------

    def _read(self, pages: Sequence[Page]) -> frozenset[ArticleId]:
        """Take the pages in; the errands that led to an article, by page or by the feed's own text."""
        triples: list[Triple] = [
            (each.capture, each.errand.lead, each.source) for each in pages if each.capture is not None
        ]
        # the feed's own text stands for a page that cannot be had
        triples += [
            _told(each) for each in pages if each.capture is None and each.shut is None and _is_whole(each)
        ]
        if not triples:
            return frozenset()
        self._take(triples)
        unread = self._unread(pages)
        again = [
            _told(each)
            for each in pages
            if each.errand.id in unread and each.capture is not None and _is_whole(each)
        ]
        if again:
            self._take(again)
            unread = self._unread(pages)
        return frozenset(each.errand.id for each in pages if each.errand.id not in unread)

    def _take(self, triples: Sequence[Triple]) -> None:
        for source, kept in self.take(triples).items():
            self.counts.add(source, "new", kept.new)
            self.counts.add(source, "changed", kept.changed)
            self.counts.add(source, "known", kept.known)
            for why in kept.failed:
                self.counts.add(source, "failed", why=why)

    def _unread(self, pages: Sequence[Page]) -> frozenset[ArticleId]:
        with self.store.reading() as reading:
            left = reading.articles.unseen([each.errand.lead for each in pages])
        return frozenset(map(id_of, left))

    def _settle(self, writing: Writing, pages: Sequence[Page], articles: frozenset[ArticleId]) -> None:
        """Strike off what is done, and put down when the rest is tried again."""
        if not pages:
            return
        now = self.now()
        writing.drop_errands([each.errand.id for each in pages if each.errand.id in articles])
        left = [each for each in pages if each.errand.id not in articles]
        writing.put_errands([_again(each, now) for each in left])
        for each in left:
            if each.capture is None and each.shut is None and not _is_whole(each):
                self.counts.add(each.source.id, "failed", why=each.why or "nothing came")
        touched: dict[ChannelId, list[bool]] = {}
        for each in pages:
            channel = each.errand.lead.channel
            if channel is not None and each.shut is None:
                touched.setdefault(channel, []).append(each.errand.id in articles)
        watches = writing.channels.watches(list(touched))
        writing.add_visits(
            (), next_visits={}, watches=[_judged(each, touched[id]) for id, each in watches.items()]
        )

    # --- channels ------------------------------------------------------------------------------------

    def _noted(self, writing: Writing, polls: Sequence[Poll]) -> list[tuple[Errand, ...]]:
        """Put down visits and the errands that they lead to; those errands, poll by poll."""
        if not polls:
            return []
        bars = [each.host for each in writing.desk.bars()]
        unnamed = unnamed_of(writing, [lead for poll in polls for lead in poll.heard.leads])
        subscribed = {each.channel: each for each in writing.channels.subscriptions()}
        # what changed while the channels were visited, such as a page that was judged
        watches = writing.channels.watches([poll.plan.channel.id for poll in polls])
        visits: list[Visit] = []
        known: dict[ChannelId, Watch] = {}
        due: dict[ChannelId, datetime] = {}
        altered: list[tuple[Plan, Channel]] = []
        silent: list[Subscription] = []
        errands: list[tuple[Errand, ...]] = []
        for poll in polls:
            plan, heard = poll.plan, poll.heard
            watch = watches.get(plan.channel.id, plan.watch)
            leads = [
                each
                for each in heard.leads
                if each.status is not Status.WITHHELD
                and not (bars and barring.bars([barring.host(each.url)], bars))
            ]
            fresh = [each for each in leads if id_of(each) in unnamed]
            unnamed.difference_update(map(id_of, fresh))
            writing.see({id_of(each): each for each in leads})
            errands.append(tuple(errand(each, plan.source) for each in fresh))
            self._count(plan, heard, leads, fresh)
            if heard.later is not None:
                # no visit took place: it is made up for when the host may be asked again
                known[plan.channel.id] = replace(watch, cause=heard.failure)
                due[plan.channel.id] = self.now() + timedelta(seconds=heard.later)
                continue
            visit = _visit(watch, heard, leads, fresh)
            watch = _watched(watch, visit, heard, fresh)
            visits.append(visit)
            known[plan.channel.id] = watch
            comes = rhythm.after(watch, visit, every=plan.channel.every, bounds=self.bounds)
            told = subscribed.get(plan.channel.id)
            if told is not None and push.stands(told, now=heard.at) and not rhythm.failed(visit):
                if fresh and not _just(told, heard.at):
                    silent.append(push.missed(told, now=heard.at))
                else:
                    comes = push.rarer(comes, now=heard.at)
            due[plan.channel.id] = comes
            channel = _altered(plan, heard, watch)
            if channel != plan.channel:
                altered.append((plan, channel))
        writing.put_errands([each for some in errands for each in some])
        _put_channels(writing, altered)
        writing.put_subscriptions(silent)
        writing.add_visits(visits, next_visits=due, watches=list(known.values()))
        return errands

    def _count(self, plan: Plan, heard: Heard, leads: Sequence[Lead], fresh: Sequence[Lead]) -> None:
        source = plan.source.id
        self.counts.visited += heard.later is None
        self.counts.unchanged += heard.unchanged
        self.counts.add(source, "known", len(leads) - len(fresh))
        self.counts.add(source, "withheld", len(heard.leads) - len(leads))
        if heard.failure:
            self.counts.add(source, "failed", why=f"{plan.channel.id}: {heard.failure}")
        if heard.turned:
            self.counts.add(source, "failed", why=f"{plan.channel.id}: paused: {heard.turned}")


def id_of(lead: Lead) -> ArticleId:
    """The id under which a lead's page is awaited."""
    return address.article_id(lead.url) if lead.url else ArticleId(lead.outside or "")


def unnamed_of(writing: Writing, leads: Sequence[Lead]) -> set[ArticleId]:
    """Of some leads, those that nobody named before: their articles are neither kept nor awaited."""
    usable = {id_of(lead): lead for lead in leads if lead.status is not Status.WITHHELD}
    if not usable:
        return set()
    unseen = {id_of(lead) for lead in writing.articles.unseen(list(usable.values()))}
    return unseen - set(writing.errands.many(list(unseen)))


def _is_whole(page: Page) -> bool:
    """Whether the feed itself brings the text; where there is no page, it is all there is."""
    lead = page.errand.lead
    return not lead.url or len(lead.content or "") >= WHOLE


def _told(page: Page) -> Triple:
    """A lead that stands for its page: the entry's own text is what was captured."""
    lead = page.errand.lead
    body = (lead.content or "").encode("utf-8", "surrogatepass")
    return Capture(url=lead.url, final_url=lead.url, at=lead.seen, body=body, via=Via.FEED), lead, page.source


def errand(lead: Lead, source: Source) -> Errand:
    """The errand that a lead which nobody named before leads to."""
    return Errand(
        id=id_of(lead),
        lead=lead,
        source=source.id,
        host=turned.host_of(lead.url) if lead.url else "",
        due=lead.seen,
    )


def _again(page: Page, now: datetime) -> Errand:
    """The errand as it stands after a try that gave no article."""
    errand = page.errand
    if page.shut is not None:
        return replace(errand, due=now + timedelta(seconds=page.shut), why=page.why)
    tries = errand.tries + 1
    pause = min(_SOON * (1 << min(tries - 1, 10)), _LATEST) if page.later else AGAIN
    most = _PATIENT if page.later else TRIES
    why = page.why or "no article was found on it"
    return replace(errand, tries=tries, due=now + pause if tries < most else None, why=why)


def _judged(watch: Watch, gave: Sequence[bool]) -> Watch:
    quality = watch.quality
    for each in gave:
        quality = float(each) if quality is None else quality + _TOUCH * (each - quality)
    return replace(watch, quality=None if quality is None else round(quality, 3))


def _visit(watch: Watch, heard: Heard, leads: Sequence[Lead], fresh: Sequence[Lead]) -> Visit:
    return Visit(
        channel=watch.channel,
        at=heard.at,
        status=heard.status,
        etag=watch.etag if heard.unchanged else heard.etag,
        last_modified=watch.last_modified if heard.unchanged else heard.last_modified,
        took=heard.took,
        size=heard.size,
        leads=len(leads),
        fresh=len(fresh),
        failure=heard.failure or heard.turned,
        notes=heard.notes[:5],
    )


def _watched(watch: Watch, visit: Visit, heard: Heard, fresh: Sequence[Lead]) -> Watch:
    if rhythm.failed(visit):
        return watching.failure(watch, visit)
    found = watching.News(
        leads=heard.leads,
        fresh=fresh,
        whole=heard.whole,
        etag=heard.etag,
        last_modified=heard.last_modified,
        validates=heard.validates,
        moved=heard.moved,
        rest=heard.rest,
        skip_hours=heard.skip_hours,
        skip_days=heard.skip_days,
        documents=heard.documents,
        hub=heard.hub,
        topic=heard.topic,
    )
    return watching.news(watch, visit, found)


def _just(subscription: Subscription, now: datetime) -> bool:
    """Whether the hub may still push what a visit has just found."""
    return now - max(subscription.asked, subscription.pushed or subscription.asked) < _GRACE


def _altered(plan: Plan, heard: Heard, watch: Watch) -> Channel:
    if heard.turned:
        return watching.paused(plan.channel, heard.turned)
    if heard.status == 410:
        return watching.retired(plan.channel, heard.at)
    if heard.failure:
        return plan.channel
    return watching.follow(plan.channel, plan.source, watch)


def _put_channels(writing: Writing, altered: Sequence[tuple[Plan, Channel]]) -> None:
    """Put channels in the place of those with their ids; the rest of their sources stays as it is kept."""
    wanted: dict[str, dict[ChannelId, Channel]] = {}
    for plan, channel in altered:
        wanted.setdefault(plan.source.id, {})[channel.id] = channel
    sources: list[Source] = []
    for id, channels in wanted.items():
        source = writing.sources.get(next(plan.source.id for plan, _ in altered if plan.source.id == id))
        if source is not None:
            kept = tuple(channels.get(each.id, each) for each in source.channels)
            sources.append(replace(source, channels=kept))
    writing.put_sources(sources)
