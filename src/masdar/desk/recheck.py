"""The copy follows its origin: pages of kept articles are asked for again, and what became of them is kept.

    counts = await recheck.round(store, fetcher, now=clock, take=intake.take)

A page that changed goes down the one path as a new version. One that its publisher took back (status
410) becomes a version too, the last words we held with the status `canceled`, so that whoever follows
the change log withdraws it; one whose words say so is told by the path itself. One that could not be had, or
shows no article any more, is noted, and asked for at its next turn.
"""

import asyncio
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from masdar import address
from masdar.desk.harvest import Take, Triple
from masdar.errors import FetchError
from masdar.model import (
    Article,
    ArticleId,
    Capture,
    ChangeKind,
    Check,
    Digest,
    Draft,
    Lead,
    NotModified,
    Placement,
    Relation,
    Request,
    Source,
    SourceId,
    Status,
    Story,
    StoryId,
    Via,
)
from masdar.ports import Fetcher, Store, Writing
from masdar.rights import barring, release, stand
from masdar.sources import rhythm
from masdar.stories import fingerprint

# pages that are in memory at once
BATCH = 20
GONE = 410


@dataclass(slots=True)
class Counts:
    """What became of the pages, by source: unchanged, changed, canceled, missed, failed."""

    sources: dict[SourceId, Counter[str]] = field(default_factory=dict)
    # why a page could not be had or read, and how often
    reasons: Counter[str] = field(default_factory=Counter)

    def add(self, source: SourceId, word: str, number: int = 1, *, why: str | None = None) -> None:
        self.sources.setdefault(source, Counter())[word] += number
        if why is not None:
            self.reasons[why] += number

    @property
    def total(self) -> Counter[str]:
        return sum(self.sources.values(), Counter())


async def round(
    store: Store,
    fetcher: Fetcher,
    *,
    now: Callable[[], datetime],
    take: Take,
    limit: int = 200,
    ids: Sequence[ArticleId] | None = None,
    progress: Callable[[Counts], None] | None = None,
) -> Counts:
    """Ask again for the pages that are due, or for those of `ids`, due or not.

    `take` and the store run in worker threads, never two at once. Raises StoreError; whatever goes
    wrong with a single page is counted. A round that was killed is walked again.
    """
    counts = Counts()
    if ids is None:
        ids = await asyncio.to_thread(_due, store, now(), limit)
    for start in range(0, len(ids), BATCH):
        plans = await asyncio.to_thread(_plans, store, ids[start : start + BATCH])
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(_ask(fetcher, plan, now)) for plan in plans if plan.asked]
        heard = [task.result() for task in tasks]
        await asyncio.to_thread(_keep, store, plans, heard, take, now(), counts)
        if progress is not None:
            progress(counts)
    return counts


def first(articles: Sequence[Article]) -> tuple[Check, ...]:
    """The first turns of articles just taken from the web; what came as a file has no page to ask."""
    return tuple(
        Check(article=each.id, at=each.seen, due=rhythm.next_check(each.seen, now=each.seen))
        for each in articles
        if each.url and each.via in (Via.PAGE, Via.FEED)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """A page to ask for, and what is held of it."""

    article: Article
    source: Source
    check: Check
    # when it was first taken: its turns count from there
    taken: datetime
    # of the capture that we hold
    etag: str | None
    last_modified: str | None
    # whether its publisher wants nothing of it taken over
    barred: bool = False

    @property
    def asked(self) -> bool:
        return self.source.enabled and not self.barred


@dataclass(frozen=True, slots=True, kw_only=True)
class _Heard:
    """What became of a page. Without a word it answered with a body that differs from what we hold."""

    plan: _Plan
    at: datetime
    capture: Capture | None = None
    word: str = ""
    why: str | None = None


def _due(store: Store, now: datetime, limit: int) -> tuple[ArticleId, ...]:
    with store.reading() as reading:
        return reading.articles.to_check(now=now, limit=limit)


def _plans(store: Store, ids: Sequence[ArticleId]) -> list[_Plan]:
    with store.reading() as reading:
        articles = reading.articles.many(ids)
        checks = reading.articles.checks(ids)
        histories = reading.articles.histories(ids)
        sources = {each.id: each for each in reading.sources.all()}
        bars = [each.host for each in reading.desk.bars()]
        plans = []
        for id in dict.fromkeys(ids):
            article = articles.get(id)
            if article is None or not article.url or article.source not in sources:
                continue
            held = reading.captures.get(article.capture)
            # validators are those of a page, not of the feed or file that its text came with
            headers = held.headers if held is not None and article.via is Via.PAGE else {}
            plans.append(
                _Plan(
                    article=article,
                    source=sources[article.source],
                    check=checks.get(id) or Check(article=id, at=article.seen),
                    taken=histories[id].first,
                    etag=headers.get("etag"),
                    last_modified=headers.get("last-modified"),
                    barred=bool(bars) and barring.bars([barring.host(article.url)], bars),
                )
            )
        return plans


# --- asking --------------------------------------------------------------------------------------


async def _ask(fetcher: Fetcher, plan: _Plan, now: Callable[[], datetime]) -> _Heard:
    """Fetch the page. Never raises: a failure is what was heard."""
    request = Request(url=plan.article.url, etag=plan.etag, last_modified=plan.last_modified)
    try:
        answer = await fetcher.send(request)
    except FetchError as error:
        return _Heard(plan=plan, at=now(), word="missed", why=f"{error.code} {error.why or 'nothing came'}")
    if isinstance(answer, NotModified):
        return _Heard(plan=plan, at=answer.at, word="unchanged")
    return _judge(plan, answer)


def _judge(plan: _Plan, answer: Capture) -> _Heard:
    held = plan.article
    if answer.status == GONE:
        word = "unchanged" if held.status is Status.CANCELED else "canceled"
        return _Heard(plan=plan, at=answer.at, capture=answer, word=word)
    if answer.status >= 400:
        return _Heard(plan=plan, at=answer.at, word="missed", why=f"status {answer.status}")
    if answer.digest == held.capture:
        return _Heard(plan=plan, at=answer.at, word="unchanged")
    return _Heard(plan=plan, at=answer.at, capture=answer)


# --- keeping -------------------------------------------------------------------------------------


def _keep(
    store: Store, plans: Sequence[_Plan], heard: Sequence[_Heard], take: Take, now: datetime, counts: Counts
) -> None:
    """Take what changed, cancel what was taken back, and put down when each page's next turn is."""
    heard = _stayed(store, heard)
    answered = [each for each in heard if not each.word and each.capture is not None]
    unread: set[Digest] = set()
    for source, kept in take([_triple(each) for each in answered]).items() if answered else ():
        counts.add(source, "changed", kept.changed + kept.new)
        counts.add(source, "unchanged", kept.known)
        unread.update(kept.unread)
        for why in kept.failed:
            counts.add(source, "failed", why=why)
    for each in heard:
        if each.word:
            counts.add(each.plan.source.id, each.word, why=each.why)
    asked = {each.plan.article.id for each in heard}
    with store.writing() as writing:
        _cancel(writing, [each for each in heard if each.word == "canceled"])
        checks = [_checked(each, now, missed=_unread(each, unread)) for each in heard]
        # a source that is switched off is not asked, and does not hold up the others
        skipped = [_later(each, now) for each in plans if each.article.id not in asked]
        writing.put_checks([*checks, *skipped])
        # a page that is missing for long is held, and shown again when it is there
        turned = [
            each.plan.article.id
            for each, check in zip(heard, checks, strict=True)
            if (each.plan.check.misses >= stand.MISSES) != (check.misses >= stand.MISSES)
        ]
        writing.log(ChangeKind.ARTICLE, turned, at=now)
        moved = {each.article: each.at for each in checks}
        held = writing.releases.many(list(moved))
        writing.put_releases([release.checked(each, moved[id]) for id, each in held.items()])


def _stayed(store: Store, heard: Sequence[_Heard]) -> list[_Heard]:
    """An answer from another page's address is not this article: the page was moved, often to the front."""
    with store.reading() as reading:
        ends = [each.capture.final_url for each in heard if each.capture is not None and not each.word]
        known = reading.articles.known(ends)
    found = []
    for each in heard:
        end = each.capture.final_url if each.capture is not None and not each.word else None
        id = each.plan.article.id
        if end and address.article_id(end) != id and known.get(end) != id:
            each = replace(each, capture=None, word="missed", why=f"moved to {end}")
        found.append(each)
    return found


def _triple(heard: _Heard) -> Triple:
    """What the channel once said of the article holds still: its page may say less."""
    capture, held = heard.capture, heard.plan.article
    if capture is None:
        raise ValueError(f"{held.id}: nothing came that could be taken")
    lead = Lead(
        url=held.url,
        seen=capture.at,
        title=held.title,
        published=held.published.iso() if held.published else None,
        section=held.section,
        tags=held.tags,
    )
    return capture, lead, heard.plan.source


def _unread(heard: _Heard, unread: set[Digest]) -> bool:
    """Whether a page answered, and what it showed was no article any more: it is missing, in other words."""
    return not heard.word and heard.capture is not None and heard.capture.digest in unread


def _checked(heard: _Heard, now: datetime, *, missed: bool) -> Check:
    check = _later(heard.plan, now)
    if heard.word == "missed" or missed:
        return replace(check, misses=check.misses + 1)
    return replace(check, at=max(heard.at, check.at), misses=0)


def _later(plan: _Plan, now: datetime) -> Check:
    return replace(plan.check, due=rhythm.next_check(plan.taken, now=now))


def _cancel(writing: Writing, heard: Sequence[_Heard]) -> None:
    """Keep a last version that says the origin took it back; where it belongs stays as it was."""
    ids = [each.plan.article.id for each in heard]
    homes = writing.stories.of(ids)
    prints = writing.fingerprints.many(ids)
    drafts = []
    for each in heard:
        if each.capture is None:
            continue
        held, capture = each.plan.article, each.capture
        article = replace(held, capture=capture.digest, seen=capture.at, status=Status.CANCELED)
        print_ = prints.get(held.id) or fingerprint.of(article)
        drafts.append(Draft(capture=capture, article=article, claims=(), fingerprint=print_))
    placements = [
        Placement(article=id, story=homes[id], relation=Relation.REVISION, of=id, score=1.0)
        for id in ids
        if id in homes
    ]
    overlaps = {(each.a, each.b): each for id in ids for each in writing.groups.overlaps_of(id)}
    told = led_anew(writing, list(homes.values()), frozenset(ids))
    if drafts:
        writing.keep(drafts, placements=placements, overlaps=list(overlaps.values()), stories=told)


_TAKEN_BACK = frozenset({Status.CANCELED, Status.WITHHELD})


def led_anew(writing: Writing, ids: Sequence[StoryId], gone: frozenset[ArticleId]) -> list[Story]:
    """The stories whose leading article is gone, led and named by the oldest of those that still stand."""
    led = []
    for story in writing.stories.many(list(dict.fromkeys(ids))).values():
        if story.lead not in gone:
            continue
        members = writing.stories.members(story.id)
        articles = writing.articles.many([id for id in members if id not in gone])
        standing = [articles[id] for id in members if id in articles]
        heir = next((each for each in standing if each.title and each.status not in _TAKEN_BACK), None)
        if heir is not None:
            title = story.title if story.named else heir.title
            led.append(replace(story, lead=heir.id, title=title, led=False))
    return led
