"""How well copies, stories, related articles and searches are found.

    python -m benchmarks --only text [--limit N]

The corpora are streamed in their own order through the pure functions and the live window, without a store;
`score.py` of the sets scores what they say. The peers are the simple baselines whose figures came with the
sets: they are not run again.
"""

import io
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import zstandard

from benchmarks import sets
from benchmarks.figures import Figure
from masdar.index import Index, open_index
from masdar.model import (
    Article,
    ArticleId,
    Block,
    Change,
    ChangeKind,
    Digest,
    Fingerprint,
    Moment,
    Overlap,
    Source,
    SourceId,
    StoryId,
)
from masdar.ports import Reading
from masdar.stories import fingerprint, place, related
from masdar.window import open_window

CORPORA = ("saudinewsnet", "ant")
# what the simple baseline reaches on each part of the judgements
_RELATED = {"snn-dev": 0.822, "ant-dev": 0.776}


_TOLD = "baseline"


def measure(*, limit: int | None, say: Callable[[str], None]) -> tuple[list[Figure], dict[str, Any]]:
    """The figures, and everything that was scored. Raises Absent without the sets."""
    data = sets.folder("text")
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory() as work:
        out = Path(work)
        say("text: fingerprints")
        articles = list(read(data, "dev", limit))
        started = time.process_time()
        marks = {article.id: fingerprint.of(article) for article in articles}
        figures.append(
            _figure("fingerprints", len(marks) / (time.process_time() - started), unit="articles/s")
        )
        labelled = {each.id for each in articles if each.section is None}
        say("text: copies and stories")
        told, placed = copies(data, out, marks, labelled)
        figures += told
        say("text: index")
        index = fill(Corpus(articles, placed), out)
        say("text: search and related")
        figures += search(data, out, index, "dev")
        figures += relate(data, out, index, marks, "dev")
    return figures, {"articles": len(marks), "limit": limit}


def _figure(
    what: str,
    value: float,
    *,
    unit: str = "",
    peer: float | None = None,
    bar: float | None = None,
    least: bool = False,
) -> Figure:
    return Figure(
        part="text",
        what=what,
        value=value,
        unit=unit,
        peer=peer,
        by=_TOLD if peer is not None else "",
        bar=bar,
        least=least,
    )


def read(data: Path, split: str, limit: int | None) -> Iterator[Article]:
    """The articles of the corpora in their own order."""
    for corpus in CORPORA:
        path = data / "corpus" / f"{corpus}.{split}.jsonl.zst"
        with path.open("rb") as packed, zstandard.ZstdDecompressor().stream_reader(packed) as stream:
            for count, line in enumerate(io.TextIOWrapper(stream, encoding="utf-8")):
                if count == limit:
                    break
                yield article(json.loads(line))


def article(row: dict[str, str]) -> Article:
    """A line of a corpus as an article."""
    at = datetime.fromisoformat(row.get("published") or row["extracted"])
    at = at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    return Article(
        id=ArticleId(row["id"]),
        source=SourceId(row["source"]),
        url=row["url"],
        capture=Digest(row["id"]),
        seen=at,
        language="ar",
        title=row["title"] or "",
        published=Moment(at=at),
        section=row.get("section"),
        blocks=tuple(Block(text=line) for line in (row["text"] or "").split("\n") if line),
    )


def copies(
    data: Path, out: Path, marks: dict[ArticleId, Fingerprint], labelled: set[ArticleId]
) -> tuple[list[Figure], dict[ArticleId, StoryId]]:
    """Stream the window; score republication and stories; the story of each article besides."""
    window = open_window()
    overlaps: list[Overlap] = []
    stories: dict[ArticleId, StoryId] = {}
    into: dict[StoryId, StoryId] = {}
    started = time.process_time()
    for mark in marks.values():
        decision = place.decide(mark, window.near(mark))
        window.add(mark, decision.placement)
        overlaps += decision.overlaps
        stories[mark.article] = decision.placement.story
        for other in decision.same:
            old, new = window.merge(decision.placement.story, other)
            if old != new:
                into[old] = new
    speed = len(marks) / (time.process_time() - started)
    stories = {article: last(into, story) for article, story in stories.items()}
    # the pairs were labelled in the first corpus alone
    overlaps = [o for o in overlaps if o.a in labelled and o.b in labelled]
    write(out / "republication.jsonl", ({"a": o.a, "b": o.b, "level": o.level.value} for o in overlaps))
    write(
        out / "republication-edited.jsonl",
        ({"a": o.a, "b": o.b, "level": o.level.value} for o in overlaps if o.level != "partial"),
    )
    write(out / "stories.jsonl", ({"id": a, "cluster": s} for a, s in stories.items()))
    edited = score(data, "republication", out / "republication-edited.jsonl")["edited+"]
    whole = score(data, "republication", out / "republication.jsonl")
    told = score(data, "stories", out / "stories.jsonl")
    figures = [
        _figure("copies, F1 at edited+", edited["f1"], peer=0.963, bar=0.98),
        _figure("copies, F1 at partial+", whole["partial+"]["f1"]),
        _figure("copies, level right", whole["level_accuracy"], bar=0.97),
        _figure("stories, B-cubed F1", told["bcubed_f1"], peer=0.891, bar=0.93),
        _figure("window, copies and stories", speed, unit="articles/s", bar=5000),
    ]
    return figures, stories


def last(into: dict[StoryId, StoryId], story: StoryId) -> StoryId:
    """Where a story is told after all merges."""
    while story in into:
        story = into[story]
    return story


class Corpus:
    """As much of a reading as the index asks for."""

    def __init__(self, articles: list[Article], stories: dict[ArticleId, StoryId] | None = None) -> None:
        self._stories = stories or {}
        self._articles = {each.id: each for each in articles}
        self._changes = [
            Change(seq=seq, kind=ChangeKind.ARTICLE, id=each.id, at=each.seen)
            for seq, each in enumerate(articles, 1)
        ]
        # one object stands for the parts of a reading; nothing is released, and nothing grouped
        self.articles = self.sources = self.changes = self.stories = self
        self.releases = self.groups = self.entities = Corpus([]) if articles else self

    def of(self, ids: Sequence[ArticleId]) -> dict[ArticleId, StoryId]:
        return {id: self._stories[id] for id in ids if id in self._stories}

    def many(self, ids: Sequence[ArticleId]) -> dict[ArticleId, Article]:
        return {id: self._articles[id] for id in ids if id in self._articles}

    def all(self) -> tuple[Source, ...]:
        return ()

    def head(self) -> int:
        return len(self._changes)

    def after(self, seq: int, *, limit: int) -> list[Change]:
        return self._changes[seq : seq + limit]


def fill(corpus: Corpus, out: Path) -> Index:
    """An index of the corpora."""
    shutil.rmtree(out / "index", ignore_errors=True)
    index = open_index(out)
    while index.follow(cast(Reading, corpus)):
        pass
    return index


def search(data: Path, out: Path, index: Index, split: str) -> list[Figure]:
    """Ask every query; score the answers, copies not put together, as they are labelled."""
    asked = [json.loads(line) for line in (data / f"search/queries.{split}.jsonl").open(encoding="utf-8")]
    started = time.process_time()
    answers = {each["q"]: index.search(each["text"], limit=20, collapse=False) for each in asked}
    took = (time.process_time() - started) / len(asked) * 1000
    write(
        out / "search.jsonl",
        ({"q": q, "ranked": [hit.article for hit in hits]} for q, hits in answers.items()),
    )
    told = score(data, "search", out / "search.jsonl")
    return [
        _figure("search, nDCG@10 of base queries", told["base"]["ndcg@10"], peer=0.804, bar=0.85),
        _figure("search, nDCG@10 of variant queries", told["variant"]["ndcg@10"], peer=0.687, bar=0.76),
        _figure("search, a query", took, unit="ms", least=True),
    ]


def relate(
    data: Path, out: Path, index: Index, marks: dict[ArticleId, Fingerprint], split: str
) -> list[Figure]:
    """Articles to read beside each query; the corpora are judged apart, as they were labelled."""
    asked = [json.loads(line) for line in (data / f"related/judgements.{split}.jsonl").open(encoding="utf-8")]
    answers = {}
    figures = []
    started = time.process_time()
    for each in asked:
        mark = marks[each["query"]]
        rarity = index.rarity([term for term, _ in mark.terms])
        found = [marks[hit.article] for hit in index.like(related.terms(mark, rarity), limit=100)]
        answers[each["query"]] = related.pick(mark, found, rarity=rarity, limit=30)
    took = (time.process_time() - started) / len(asked) * 1000
    for part in sorted({each["part"] for each in asked}):
        of_part = {each["query"] for each in asked if each["part"] == part}
        gold = out / f"related-{part}.gold.jsonl"
        write(gold, (each for each in asked if each["part"] == part))
        write(out / "related.jsonl", ({"query": q, "ranked": r} for q, r in answers.items() if q in of_part))
        whole = score(data, "related", out / "related.jsonl", gold)["ndcg@5"]
        # a quarter of what any system finds was never judged: the order of what was
        judged = {each["query"]: set(each["judgements"]) for each in asked}
        write(
            out / "related.jsonl",
            ({"query": q, "ranked": [d for d in answers[q] if d in judged[q]]} for q in sorted(of_part)),
        )
        told = score(data, "related", out / "related.jsonl", gold)["ndcg@5"]
        figures += [
            _figure(f"related, nDCG@5, {part}", whole),
            _figure(f"related, nDCG@5 of judged ones, {part}", told, peer=_RELATED.get(part), bar=0.83),
        ]
    return [*figures, _figure("related, an article", took, unit="ms", least=True)]


def write(path: Path, rows: Iterable[dict[str, object]]) -> None:
    with path.open("w", encoding="utf-8") as file:
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


def score(data: Path, task: str, predictions: Path, gold: Path | None = None) -> dict[str, Any]:
    command = [sys.executable, str(data / "score.py"), task, str(predictions)]
    command += ["--gold", str(gold)] if gold else []
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer
