"""What a match should be worth, found on some questions and tried on others.

    masdar import CORPUS... --home HOME
    python -m benchmarks.weights HOME

The judged questions are parted by their happening, so that a question and its variants are on one side. For
each fold the weights that answer the other folds best are tried on it. What they reach on the questions that
they were not found on is set beside what the product's own reach on the same.
"""

import argparse
import random
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from itertools import product
from math import log2
from pathlib import Path
from statistics import mean
from typing import Any

from benchmarks import sets
from masdar.index import open_index
from masdar.index.asking import Weights
from masdar.store import open_store

_SEED, _FOLDS, _DEEP = 8, 5, 10
_GRID = {
    "title": (0.2, 0.4, 0.8),
    "sound": (0.15, 0.3),
    "shared": (1.2, 2.0, 3.0),
    "story": (0.35, 0.7, 1.4),
}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("home", type=Path)
    asked = parser.parse_args()
    queries = list(sets.lines("text", "search", "queries.dev.jsonl"))
    grid = [Weights(**dict(zip(_GRID, each, strict=True))) for each in product(*_GRID.values())]
    store, index = open_store(asked.home, read_only=True), open_index(asked.home, read_only=True)
    with store.reading() as reading:
        names: dict[str, str] = {}
        scores: dict[Weights, list[float]] = {}
        for weights in grid:
            index.weights = weights
            found = [
                [hit.article for hit in index.search(q["text"], limit=_DEEP, collapse=False)] for q in queries
            ]
            new = {id for ids in found for id in ids if id not in names}
            names |= {id: said[0] for id, said in reading.articles.outside(sorted(new)).items()}
            scores[weights] = [
                gain([names[id] for id in ids], q["relevance"]) for ids, q in zip(found, queries, strict=True)
            ]
    tell(queries, scores)


def tell(queries: Sequence[Mapping[str, Any]], scores: Mapping[Weights, list[float]]) -> None:
    own = Weights()
    folds = parted(queries)
    held: dict[int, float] = {}
    for number in range(_FOLDS):
        taught = [at for at, fold in enumerate(folds) if fold != number]
        best = max(scores, key=lambda each: mean(scores[each][at] for at in taught))
        held |= {at: scores[best][at] for at, fold in enumerate(folds) if fold == number}
        print(f"fold {number + 1}: {asdict(best)}")
    for kind, variant in (("base", False), ("variant", True)):
        some = [at for at, q in enumerate(queries) if q["variant"] == variant]
        every = [mean(each[at] for at in some) for each in scores.values()]
        other, ours = mean(held[at] for at in some), mean(scores[own][at] for at in some)
        print(
            f"{kind}: found on the other folds {other:.4f}; the product's own {ours:.4f}; "
            f"all {len(scores)} from {min(every):.4f} to {max(every):.4f}"
        )


def parted(queries: Sequence[Mapping[str, Any]]) -> list[int]:
    """The fold of each question, that of its happening."""
    happenings = sorted({frozenset(q["relevance"]) for q in queries}, key=sorted)
    random.Random(_SEED).shuffle(happenings)
    fold = {each: at % _FOLDS for at, each in enumerate(happenings)}
    return [fold[frozenset(q["relevance"])] for q in queries]


def gain(ranked: Sequence[str], relevance: Mapping[str, int]) -> float:
    """nDCG of the first ten, as the set's own scorer counts it."""

    def sum_of(grades: Sequence[int]) -> float:
        return sum((2**grade - 1) / log2(at + 2) for at, grade in enumerate(grades[:_DEEP]))

    return sum_of([relevance.get(id, 0) for id in ranked]) / sum_of(sorted(relevance.values(), reverse=True))


if __name__ == "__main__":
    main()
