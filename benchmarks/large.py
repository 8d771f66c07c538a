"""How the live window bears a large store: speed, delay and memory for copies alone (no terms of stories).

    python -m benchmarks.large [--articles N] [--days D] [--seed S] [--limit N]

Articles are spliced from those of the corpora, at the level of their fingerprints: a new text has the
length of a real one and hashes of its own, save for a passage of a real text (which makes formulae, as real
passages come back on many days); a copy has a part of an earlier article's hashes, and some of its own. The
same seed gives the same articles. Times are of the processor, so that a busy machine does not count.
"""

import argparse
import gc
import os
import resource
import time
from array import array
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy

from benchmarks import sets, text
from masdar.model import ArticleId, Digest, Fingerprint, Level, Placement, Relation, SourceId, StoryId
from masdar.stories import fingerprint
from masdar.window import open_window

_START = datetime(2020, 1, 1, tzinfo=UTC)
# shares of the articles: a copy of another, an article with a passage of a real text
_COPIES, _PASSAGES = 0.25, 0.3
# articles among the last of which a copy has its original
_RECENT = 5_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=300_000)
    parser.add_argument("--days", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--limit", type=int, default=4_000, help="articles of each corpus to splice from")
    asked = parser.parse_args()
    real = [
        fingerprint.hashes(fingerprint.of(each))
        for each in text.read(sets.folder("text"), "dev", asked.limit)
    ]
    run(real, asked.articles, asked.days, asked.seed)


def run(real: list[fingerprint.Hashes], articles: int, days: int, seed: int) -> None:
    """Stream the articles through the window."""
    window = open_window()
    gc.collect()
    before = _resident()
    took = array("d")
    true = found = 0
    for mark, original in spliced(real, articles, days, seed):
        started = time.thread_time()
        near = window.near(mark)
        window.add(
            mark,
            Placement(article=mark.article, story=StoryId(mark.article), relation=Relation.FIRST),
        )
        took.append(time.thread_time() - started)
        if original is not None:
            true += 1
            found += any(
                original in (each.a, each.b) and each.level is not Level.PARTIAL for each in near.overlaps
            )
        if len(took) % 50_000 == 0 or len(took) == articles:
            last = numpy.array(took[-20_000:]) * 1000
            held = (_resident() - before) / len(took)
            print(
                f"{len(took):,} articles: {1000 / last.mean():,.0f}/s, median {numpy.median(last):.2f} ms, "
                f"p99 {numpy.percentile(last, 99):.2f} ms, longest {last.max():.0f} ms, "
                f"{held:,.0f} bytes each, copies found {found / max(1, true):.4f}"
            )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    print(f"all: {articles / sum(took):,.0f}/s; peak {peak:,} MB")


def spliced(
    real: list[fingerprint.Hashes], articles: int, days: int, seed: int
) -> Iterator[tuple[Fingerprint, ArticleId | None]]:
    """Articles in order of time, each with the one that it copies half or more of."""
    random = numpy.random.default_rng(seed)
    recent: list[tuple[ArticleId, fingerprint.Hashes]] = []
    for number in range(articles):
        length = len(real[int(random.integers(len(real)))])
        own = random.integers(0, 1 << 64, size=length, dtype=numpy.uint64)
        original = None
        kind = random.random()
        if kind < _COPIES and recent:
            source, words = recent[int(random.integers(len(recent)))]
            kept = words[random.random(len(words)) < random.uniform(0.6, 1.0)]
            own = numpy.concatenate([own[: int(0.3 * len(kept))], kept])
            original = source if len(kept) >= 30 else None
        elif kind < _COPIES + _PASSAGES:
            passage = real[int(random.integers(len(real)))]
            own[: len(passage) // 10] = passage[: len(passage) // 10][: len(own)]
        hashes = numpy.unique(own)
        id = ArticleId(f"{number:08d}{'x' * 18}")
        mark = Fingerprint(
            article=id,
            source=SourceId("paper"),
            at=_START + timedelta(days=days * number / articles),
            language="ar",
            size=len(hashes) + 4,
            digest=Digest(f"{number}"),
            shingles=hashes.astype("<u8").tobytes(),
        )
        yield mark, original
        recent.append((id, hashes))
        if len(recent) > _RECENT:
            recent[number % _RECENT] = recent.pop()


def _resident() -> int:
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")


if __name__ == "__main__":
    main()
