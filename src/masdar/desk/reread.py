"""Reads kept captures again, so that a better reader mends what an earlier one misread.

    counts = reread.run(store, window, engine, directory=..., now=..., progress=...)

What was kept came from the world and stays; what was read of it is ours and may be read anew. An article that
reads otherwise takes the place of the earlier reading: it is no new version, as its origin changed nothing.
One that the reader now refuses stays as it was, and the reason is told.
"""

import functools
import io
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from masdar import address
from masdar.desk import ingest
from masdar.errors import MasdarError
from masdar.extract import finish, plain
from masdar.formats import jsonl, sniff, wire
from masdar.model import (
    Article,
    ArticleId,
    Capture,
    Directory,
    Draft,
    Lead,
    Source,
    SourceId,
    Via,
)
from masdar.ports import Engine, Reading, Store, Window

BATCH = 200
# the readers of today; what they read is not read again unless it is asked for
READERS = frozenset({finish.READER, plain.READER})


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """An article whose capture gave nothing, and why."""

    article: ArticleId
    url: str
    why: str


@dataclass(slots=True)
class Counts:
    """What became of the articles that were read again."""

    better: int = 0
    same: int = 0
    missed: list[Missed] = field(default_factory=list)
    # which fields of the articles read otherwise
    fields: Counter[str] = field(default_factory=Counter)

    @property
    def read(self) -> int:
        return self.better + self.same + len(self.missed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """An article with the capture that it was read from."""

    article: Article
    capture: Capture
    source: Source
    now: datetime


def run(
    store: Store,
    window: Window,
    engine: Engine,
    *,
    directory: Directory,
    now: Callable[[], datetime],
    ids: Sequence[ArticleId] | None = None,
    all_: bool = False,
    progress: Callable[[Counts], None] | None = None,
) -> Counts:
    """Read the newest version of these articles again, or of all that an older reader read.

    It can be stopped at any moment and run again: each batch is one transaction.
    """
    counts = Counts()
    with store.reading() as reading:
        sources = {each.id: each for each in reading.sources.all()}
    for part in _parts(store, ids):
        wanted = [each for each in part if all_ or ids is not None or each.reader not in READERS]
        works = list(_works(store, wanted, sources, now(), counts))
        drafts: list[Draft] = []
        for work, result in zip(
            works, engine.map(functools.partial(read, directory=directory), works), strict=True
        ):
            if isinstance(result, Draft):
                told = _differs(work.article, result.article)
                counts.fields.update(told)
                counts.better += bool(told)
                counts.same += not told
                if told or result.article.reader != work.article.reader:
                    drafts.append(result)
            else:
                counts.missed.append(_missed(work.article, result))
        if drafts:
            try:
                with store.writing() as writing:
                    ingest.keep(writing, window, drafts, again=True)
            except BaseException:
                window.reset()
                raise
        if progress is not None and part:
            progress(counts)
    return counts


def read(work: Work, *, directory: Directory) -> Draft:
    """The article as today's reader reads its capture. Raises MasdarError, also where it reads as another."""
    why: MasdarError | None = None
    for capture, lead in _ways(work.article, work.capture):
        asked = ingest.Work(capture=capture, source=work.source, lead=lead, now=work.now)
        try:
            draft = ingest.read(asked, directory=directory)
        except MasdarError as error:
            why = why or error
            continue
        if draft.article.id == work.article.id:
            # how it stands was learnt later than from this capture; when it was seen, with it
            status = draft.article.status if work.capture.via is Via.WIRE else work.article.status
            article = replace(draft.article, status=status, seen=work.article.seen)
            return replace(draft, capture=replace(capture, digest=work.capture.digest), article=article)
    raise why or MasdarError(
        f"{work.article.url or work.article.id}: its capture no longer gives this article"
    )


def _ways(article: Article, capture: Capture) -> Iterator[tuple[Capture, Lead | None]]:
    """The capture with the leads that it may have been read by, the likeliest first."""
    at = replace(capture, url=article.url, final_url=article.url) if article.url else capture
    if capture.via is Via.FEED:
        key = address.canonical(article.url)
        feed = sniff.read(capture.body, url=capture.final_url, headers=dict(capture.headers))
        leads = [each for each in sniff.leads(feed, None, article.seen) if address.canonical(each.url) == key]
        yield from ((at, each) for each in leads)
    elif capture.via is Via.RECORD:
        records = [each for each in jsonl.read(io.BytesIO(capture.body)) if isinstance(each, jsonl.Record)]
        yield from ((at, jsonl.lead(each, seen=article.seen)) for each in records)
    elif capture.via is Via.WIRE:
        for item in wire.read(capture.body):
            try:
                lead = wire.lead(item, seen=article.seen)
            except MasdarError:
                continue
            # later versions stand where the first one did
            yield at, replace(lead, url=article.url, title=lead.title or article.title)
    else:
        yield at, _told(article)


def _told(article: Article) -> Lead | None:
    """What its channel told of an article, as far as it was kept: it fills what the page lacks."""
    if article.via is not Via.PAGE:
        return None
    return Lead(
        url=article.url,
        seen=article.seen,
        title=article.title,
        published=article.published.iso() if article.published else None,
        section=article.section,
        tags=article.tags,
    )


def _differs(old: Article, new: Article) -> list[str]:
    """The fields in which two readings differ."""
    names = (name for name in Article.__dataclass_fields__ if name not in ("reader", "seen"))
    return [name for name in names if getattr(old, name) != getattr(new, name)]


def _parts(store: Store, ids: Sequence[ArticleId] | None) -> Iterator[tuple[Article, ...]]:
    if ids is not None:
        for start in range(0, len(ids), BATCH):
            with store.reading() as reading:
                yield tuple(reading.articles.many(ids[start : start + BATCH]).values())
        return
    last: ArticleId | None = None
    while True:
        with store.reading() as reading:
            part = reading.articles.after(last, limit=BATCH)
        if not part:
            return
        yield part
        last = part[-1].id


def _works(
    store: Store, articles: Sequence[Article], sources: dict[SourceId, Source], now: datetime, counts: Counts
) -> Iterator[Work]:
    with store.reading() as reading:
        for article in articles:
            if article.erased is not None:
                continue
            capture = _capture(reading, article)
            source = sources.get(article.source)
            if capture is None or source is None:
                what = "its capture" if capture is None else "its source"
                counts.missed.append(
                    Missed(article=article.id, url=article.url, why=f"{what} is no longer kept")
                )
                continue
            yield Work(article=article, capture=capture, source=source, now=now)


def _capture(reading: Reading, article: Article) -> Capture | None:
    found = reading.captures.get(article.capture)
    # the same bytes may have come first on another way
    return replace(found, via=article.via) if found is not None else None


def _missed(article: Article, result: object) -> Missed:
    why = str(result) if isinstance(result, MasdarError) else f"{type(result).__name__}: {result}"
    return Missed(article=article.id, url=article.url, why=why)
