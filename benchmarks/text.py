"""How well copies, stories, related articles and searches are found, measured on kept corpora.

    python benchmarks/text.py DATA [copies] [related] [search] [--limit N] [--out FOLDER]

DATA is the folder that holds `corpus/` and `score.py`. The corpora are streamed in their own order through
the pure functions and the live window, without a store; predictions go to `--out`, `score.py` scores them.
"""

import argparse
import io
import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import zstandard

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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("parts", nargs="*", default=[])
    parser.add_argument("--limit", type=int)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--split", default="dev")
    asked = parser.parse_args()
    parts = set(asked.parts) or {"copies", "related", "search"}
    out = asked.out or Path(tempfile.mkdtemp())
    out.mkdir(parents=True, exist_ok=True)
    articles = list(read(asked.data, asked.split, asked.limit))
    started = time.perf_counter()
    marks = {article.id: fingerprint.of(article) for article in articles}
    took = time.perf_counter() - started
    size = sum(len(mark.shingles) for mark in marks.values()) / 1e6
    print(f"fingerprints {len(marks) / took:,.0f} articles/s, {size:,.0f} MB")
    if "copies" in parts:
        labelled = {each.id for each in articles if each.section is None}
        copies(asked.data, out, marks, labelled)
    if {"related", "search"} & parts:
        index = fill(Corpus(articles), out)
        if "search" in parts:
            search(asked.data, out, index, asked.split)
        if "related" in parts:
            relate(asked.data, out, index, marks, asked.split)


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


def copies(data: Path, out: Path, marks: dict[ArticleId, Fingerprint], labelled: set[ArticleId]) -> None:
    """Stream the window; score republication and stories."""
    window = open_window()
    overlaps: list[Overlap] = []
    stories: dict[ArticleId, StoryId] = {}
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.perf_counter()
    for mark in marks.values():
        decision = place.decide(mark, window.near(mark))
        window.add(mark, decision.placement)
        overlaps += decision.overlaps
        stories[mark.article] = decision.placement.story
    took = time.perf_counter() - started
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory) / 1024
    told = len(set(stories.values()))
    print(f"window {len(marks) / took:,.0f} articles/s, {grown:,.0f} MB more, {told:,} stories")
    # the pairs were labelled in the first corpus alone
    overlaps = [o for o in overlaps if o.a in labelled and o.b in labelled]
    write(out / "republication.jsonl", ({"a": o.a, "b": o.b, "level": o.level.value} for o in overlaps))
    write(
        out / "republication-edited.jsonl",
        ({"a": o.a, "b": o.b, "level": o.level.value} for o in overlaps if o.level != "partial"),
    )
    write(out / "stories.jsonl", ({"id": a, "cluster": s} for a, s in stories.items()))
    print("edited+", score(data, "republication", out / "republication-edited.jsonl")["edited+"])
    whole = score(data, "republication", out / "republication.jsonl")
    print("partial+", whole["partial+"], "level accuracy", whole["level_accuracy"])
    print("stories", score(data, "stories", out / "stories.jsonl"))


class Corpus:
    """As much of a reading as the index asks for."""

    def __init__(self, articles: list[Article]) -> None:
        self._articles = {each.id: each for each in articles}
        self._changes = [
            Change(seq=seq, kind=ChangeKind.ARTICLE, id=each.id, at=each.seen)
            for seq, each in enumerate(articles, 1)
        ]
        # one object stands for the parts of a reading; nothing is released, and nothing grouped
        self.articles = self.sources = self.changes = self
        self.releases = self.groups = Corpus([]) if articles else self

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
    started = time.perf_counter()
    while index.follow(cast(Reading, corpus)):
        pass
    print(f"index {corpus.head() / (time.perf_counter() - started):,.0f} articles/s")
    return index


def search(data: Path, out: Path, index: Index, split: str) -> None:
    """Ask every query; score the answers, copies not put together, as they are labelled."""
    asked = [json.loads(line) for line in (data / f"search/queries.{split}.jsonl").open(encoding="utf-8")]
    started = time.perf_counter()
    answers = {each["q"]: index.search(each["text"], limit=20, collapse=False) for each in asked}
    print(f"search {(time.perf_counter() - started) / len(asked) * 1000:.1f} ms a query")
    write(
        out / "search.jsonl",
        ({"q": q, "ranked": [hit.article for hit in hits]} for q, hits in answers.items()),
    )
    print("search", score(data, "search", out / "search.jsonl"))


def relate(data: Path, out: Path, index: Index, marks: dict[ArticleId, Fingerprint], split: str) -> None:
    """Articles to read beside each query; the corpora are judged apart, as they were labelled."""
    asked = [json.loads(line) for line in (data / f"related/judgements.{split}.jsonl").open(encoding="utf-8")]
    answers = {}
    started = time.perf_counter()
    for each in asked:
        mark = marks[each["query"]]
        rarity = index.rarity([term for term, _ in mark.terms])
        found = [marks[hit.article] for hit in index.like(related.terms(mark, rarity), limit=100)]
        answers[each["query"]] = related.pick(mark, found, rarity=rarity, limit=30)
    print(f"related {(time.perf_counter() - started) / len(asked) * 1000:.1f} ms an article")
    for part in sorted({each["part"] for each in asked}):
        of_part = {each["query"] for each in asked if each["part"] == part}
        gold = out / f"related-{part}.gold.jsonl"
        write(gold, (each for each in asked if each["part"] == part))
        write(out / "related.jsonl", ({"query": q, "ranked": r} for q, r in answers.items() if q in of_part))
        print("related", part, score(data, "related", out / "related.jsonl", gold))
        # a quarter of what any system finds was never judged: the order of what was
        judged = {each["query"]: set(each["judgements"]) for each in asked}
        write(
            out / "related.jsonl",
            ({"query": q, "ranked": [d for d in answers[q] if d in judged[q]]} for q in sorted(of_part)),
        )
        print("related, judged alone", part, score(data, "related", out / "related.jsonl", gold))


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


if __name__ == "__main__":
    main()
