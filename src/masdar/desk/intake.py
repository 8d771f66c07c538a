"""Takes a stream of captures down the path in batches, and counts what became of them.

    intake = Intake(store=..., window=..., engine=..., directory=..., now=...)
    tally = intake.run(items)

It can be stopped at any moment: each batch is one transaction, and what was kept is known when
the same stream is taken again.
"""

import functools
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice

from masdar.desk import harvest, ingest
from masdar.desk.inbox import Bad, Item
from masdar.errors import MasdarError
from masdar.model import ArticleId, Capture, Digest, Directory, Draft, Lead, Source, SourceId, Via
from masdar.ports import Engine, Reading, Store, Window
from masdar.rights import barring

BATCH = 500
BARRED = "its publisher wants nothing of it taken over"


Adder = Callable[[SourceId, Capture], Source]


@dataclass(slots=True)
class Tally:
    """Counts that grow while a stream is taken in."""

    new: int = 0
    changed: int = 0
    known: int = 0
    bad: list[Bad] = field(default_factory=list)
    sources: Counter[tuple[SourceId, str]] = field(default_factory=Counter)

    @property
    def taken(self) -> int:
        return self.new + self.changed + self.known + len(self.bad)


class Intake:
    """The one path in. `add` makes a source for a slug that the catalogue lacks."""

    def __init__(
        self,
        *,
        store: Store,
        window: Window,
        engine: Engine,
        directory: Directory,
        now: Callable[[], datetime],
        add: Adder | None = None,
    ) -> None:
        self._store = store
        self._window = window
        self._engine = engine
        self._directory = directory
        self._now = now
        self._add = add
        with store.reading() as reading:
            self._sources = {source.id: source for source in reading.sources.all()}

    def run(
        self,
        items: Iterable[Item | Bad],
        *,
        progress: Callable[[Tally], None] | None = None,
        reached: Callable[[Item], None] | None = None,
    ) -> Tally:
        """Take all of them; `progress` is called after each batch.

        `reached` is told the last item of each batch once it and all before it are kept.
        """
        tally = Tally()
        under_way: deque[Item] = deque()
        drafts: list[Draft] = []
        read = functools.partial(ingest.read, directory=self._directory)
        for result in self._engine.map(read, self._works(items, tally, under_way, progress)):
            item = under_way.popleft()
            if isinstance(result, Draft):
                if result.article.via is Via.WIRE and any(
                    each.article.id == result.article.id for each in drafts
                ):
                    # a batch holds one version of an article: a kill must not be lost behind its text
                    self._keep(drafts, tally)
                    drafts = []
                drafts.append(result)
            else:
                tally.bad.append(Bad(where=item.where, why=_why(result), code=getattr(result, "code", "")))
                tally.sources[item.source, "bad"] += 1
            if len(drafts) >= BATCH:
                self._keep(drafts, tally)
                drafts = []
                if reached is not None:
                    reached(item)
                if progress is not None:
                    progress(tally)
        self._keep(drafts, tally)
        if progress is not None:
            progress(tally)
        return tally

    def take(self, triples: Sequence[tuple[Capture, Lead | None, Source]]) -> dict[SourceId, harvest.Kept]:
        """Take what a round of visits brought; what became of it, by source."""
        items = []
        for number, (capture, lead, source) in enumerate(triples):
            self._sources.setdefault(source.id, source)
            where = f"{capture.final_url or capture.url}#{number}"
            items.append(Item(capture=capture, lead=lead, source=source.id, where=where))
        tally = self.run(items)
        reasons: dict[SourceId, list[str]] = {item.source: [] for item in items}
        unread: dict[SourceId, list[Digest]] = {item.source: [] for item in items}
        item_of = {item.where: item for item in items}
        for bad in tally.bad:
            item = item_of[bad.where]
            reasons[item.source].append(bad.why)
            unread[item.source].append(item.capture.digest)
        return {
            source: harvest.Kept(
                new=tally.sources[source, "new"],
                changed=tally.sources[source, "changed"],
                known=tally.sources[source, "known"],
                failed=tuple(why),
                unread=tuple(unread[source]),
            )
            for source, why in reasons.items()
        }

    def _works(
        self,
        items: Iterable[Item | Bad],
        tally: Tally,
        under_way: deque[Item],
        progress: Callable[[Tally], None] | None,
    ) -> Iterator[ingest.Work]:
        """What is to be read: what is bad or known already is counted and left out."""
        stream = iter(items)
        while batch := list(islice(stream, BATCH)):
            tally.bad.extend(each for each in batch if isinstance(each, Bad))
            good = [each for each in batch if isinstance(each, Item)]
            with self._store.reading() as reading:
                good = _met(reading, good)
                known = _known(reading, good)
                bars = [each.host for each in reading.desk.bars()]
            for item in good:
                if bars and barring.bars([barring.host(item.capture.final_url)], bars):
                    tally.bad.append(Bad(where=item.where, why=BARRED))
                    tally.sources[item.source, "bad"] += 1
                    continue
                if item.where in known:
                    tally.known += 1
                    tally.sources[item.source, "known"] += 1
                    continue
                under_way.append(item)
                yield ingest.Work(
                    capture=item.capture, lead=item.lead, source=self._source(item), now=self._now()
                )
            if known and progress is not None:
                progress(tally)

    def _keep(self, drafts: Sequence[Draft], tally: Tally) -> None:
        if not drafts:
            return
        try:
            with self._store.writing() as writing:
                writing.put_sources(self._fresh_sources(drafts))
                kept = ingest.keep(writing, self._window, drafts)
        except BaseException:
            self._window.reset()
            raise
        source_of = {draft.article.id: draft.article.source for draft in drafts}
        tally.new += len(kept.new)
        tally.changed += len(kept.changed)
        tally.known += len(kept.known)
        words: tuple[tuple[str, tuple[ArticleId, ...]], ...] = (
            ("new", kept.new),
            ("changed", kept.changed),
            ("known", kept.known),
        )
        for word, ids in words:
            tally.sources.update((source_of[id], word) for id in ids)

    def _source(self, item: Item) -> Source:
        if (source := self._sources.get(item.source)) is None:
            if self._add is None:
                raise MasdarError(f"{item.where}: no source is called {item.source}")
            # what the item calls it may be another spelling of a source that is known
            made = self._add(item.source, item.capture)
            source = self._sources[item.source] = self._sources.setdefault(made.id, made)
        return source

    def _fresh_sources(self, drafts: Sequence[Draft]) -> list[Source]:
        used = {draft.article.source for draft in drafts}
        with self._store.reading() as reading:
            return [self._sources[id] for id in sorted(used) if reading.sources.get(id) is None]


def _known(reading: Reading, items: Sequence[Item]) -> frozenset[str]:
    """Where the very same bytes, under the same name, were taken before: nothing of them is read again."""
    held = reading.captures.held([item.capture.digest for item in items])
    names = [name for item in items if item.capture.digest in held and (name := _name(item))]
    named = reading.articles.known(names)
    same = [item for item in items if item.capture.digest in held and _name(item) in named]
    # a page that says again what it said before has gone back to it; a file says the same whenever it is read
    pages = {named[_name(item)] for item in same if item.capture.via is Via.PAGE}
    standing = {id: article.capture for id, article in reading.articles.many(list(pages)).items()}
    return frozenset(
        item.where
        for item in same
        if item.capture.via is not Via.PAGE or standing[named[_name(item)]] == item.capture.digest
    )


def _met(reading: Reading, items: Sequence[Item]) -> list[Item]:
    """The items; of a wire, later versions stand where the one that we hold does."""
    names = [
        each.lead.outside
        for each in items
        if each.lead and each.capture.via is Via.WIRE and each.lead.outside
    ]
    called = reading.articles.known(names) if names else {}
    held = reading.articles.many(list(set(called.values()))) if called else {}
    met = []
    for each in items:
        id = called.get(each.lead.outside or "") if each.lead and each.capture.via is Via.WIRE else None
        if each.lead is not None and id in held:
            url = held[id].url
            # a kill may come without a headline; the page that tells of it keeps the one it had
            lead = replace(each.lead, url=url, title=each.lead.title or held[id].title)
            capture = replace(each.capture, url=url, final_url=url)
            each = replace(each, lead=lead, capture=capture)
        met.append(each)
    return met


def _name(item: Item) -> str:
    """The outside id, else the address, else the id that a page without address will have."""
    if item.lead is not None and item.lead.outside:
        return item.lead.outside
    return item.capture.final_url or f"capture-{item.capture.digest}"


def _why(error: object) -> str:
    if isinstance(error, MasdarError):
        return str(error)
    return f"{type(error).__name__}: {error}"
