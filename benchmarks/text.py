"""How well copies, stories, related articles and searches are found, measured on kept corpora.

    python benchmarks/text.py DATA [copies] [related] [search] [--limit N] [--out FOLDER]

DATA is the folder that holds `corpus/` and `score.py`. The corpora are streamed in their own order through the
pure functions and the live window, without a store; predictions go to `--out` and are scored by `score.py`.
"""

import argparse
import io
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import zstandard

from masdar.model import Article, ArticleId, Block, Digest, Fingerprint, Moment, Overlap, SourceId, StoryId
from masdar.stories import fingerprint, place
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
    print(f"fingerprints {len(marks) / took:,.0f} articles/s, {sum(len(m.shingles) for m in marks.values()) / 1e6:,.0f} MB")
    if "copies" in parts:
        copies(asked.data, out, marks)


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
        blocks=tuple(Block(text=line) for line in (row["text"] or "").split("\n") if line),
    )


def copies(data: Path, out: Path, marks: dict[ArticleId, Fingerprint]) -> None:
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
    print(f"window {len(marks) / took:,.0f} articles/s, {grown:,.0f} MB more, {len(set(stories.values())):,} stories")
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


def write(path: Path, rows: Iterator[dict[str, object]]) -> None:
    with path.open("w", encoding="utf-8") as file:
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


def score(data: Path, task: str, predictions: Path) -> dict[str, object]:
    done = subprocess.run(
        [sys.executable, str(data / "score.py"), task, str(predictions)], check=True, capture_output=True, text=True
    )
    answer: dict[str, object] = json.loads(done.stdout)
    return answer


if __name__ == "__main__":
    main()
