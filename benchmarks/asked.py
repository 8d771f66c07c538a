"""Search as it leaves the product, over a home: how good the answers are, and how long they take.

    masdar import CORPUS... --home HOME
    python -m benchmarks.asked HOME [--passes N]

Answers are scored as they come, copies not put together, as the judgements want it. The time of a question is
the CPU time of the thread that asks, the best of the passes: of the search alone, as readers see it (copies
put together, the first page), and of the whole page with its counts, releases and highlights.
"""

import argparse
import json
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import sets, text
from masdar.index import open_index
from masdar.press import search
from masdar.press.view import Site, View
from masdar.store import open_store


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("home", type=Path)
    parser.add_argument("--passes", type=int, default=3)
    asked = parser.parse_args()
    data = sets.folder("text")
    queries = [(each["q"], each["text"]) for each in sets.lines("text", "search", "queries.dev.jsonl")]
    store, index = open_store(asked.home, read_only=True), open_index(asked.home, read_only=True)
    try:
        with store.reading() as reading:
            answers = {q: [hit.article for hit in index.search(said, collapse=False)] for q, said in queries}
            names = reading.articles.outside([id for each in answers.values() for id in each])
            with tempfile.TemporaryDirectory() as folder:
                out = Path(folder, "search.jsonl")
                rows = ({"q": q, "ranked": [names[id][0] for id in ids]} for q, ids in answers.items())
                text.write(out, rows)
                print(json.dumps(text.score(data, "search", out)))
            view = View(reading=reading, index=index, site=Site(), now=datetime.now(UTC))
            told("search", timed(lambda said: index.ask(said), queries, asked.passes))
            told("page", timed(lambda said: search.search(view, q=said), queries, asked.passes))
    finally:
        index.close()
        store.close()


def timed(ask: Callable[[str], object], queries: list[tuple[str, str]], passes: int) -> list[float]:
    """Milliseconds of each question, ascending."""
    best = dict.fromkeys((said for _, said in queries), float("inf"))
    for _ in range(passes):
        for said in best:
            begun = time.thread_time()
            ask(said)
            best[said] = min(best[said], (time.thread_time() - begun) * 1000)
    return sorted(best.values())


def told(what: str, took: list[float]) -> None:
    worst = took[min(len(took) - 1, round(len(took) * 0.99))]
    print(f"{what}: p50 {took[len(took) // 2]:.2f} ms, p99 {worst:.2f} ms, longest {took[-1]:.2f} ms")


if __name__ == "__main__":
    main()
