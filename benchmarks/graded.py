"""Related articles that the judges of the set never saw, read and graded by hand; and what they change.

    python -m benchmarks.graded             nDCG@5 as the set has it, and with the grades that were added
    python -m benchmarks.graded --read 100  so many that nobody graded yet: of the first five, then ten

The scale is that of the set's README: 3 the same event, 2 the same thread of a story or direct background,
1 the same topic, 0 none of these. One person read title and opening of both, on the ranking of that day. The
grades stand beside this file by ids alone (`results/related.json`). Near-copies of the query and of what
stands before are removed first, as the set asks.
"""

import argparse
import json
import random
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benchmarks import sets, text
from masdar.index import Index
from masdar.model import Article, ArticleId, Fingerprint
from masdar.stories import fingerprint, related

_KEPT = Path(__file__).parent / "results" / "related.json"
# as many of the best as are scored, and as many signs of an opening as are read
_BEST, _OPENING = 5, 330
_LOT = 7

Grades = Mapping[str, Mapping[str, int]]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.graded", description=__doc__)
    parser.add_argument("--read", type=int, default=0, help="print so many that nobody graded yet")
    asked = parser.parse_args()
    data = sets.folder("text")
    judged = list(sets.lines("text", "related", "judgements.dev.jsonl"))
    articles = list(text.read(data, "dev", None))
    marks = {each.id: fingerprint.of(each) for each in articles}
    kept: Grades = json.loads(_KEPT.read_text("utf-8")) if _KEPT.exists() else {}
    with tempfile.TemporaryDirectory() as work:
        index = text.fill(text.Corpus(articles), Path(work))
        ranked = {each["query"]: answer(index, marks, each["query"]) for each in judged}
        if asked.read:
            read(ranked, judged, kept, {each.id: each for each in articles}, asked.read)
            return
        told = score(data, Path(work), ranked, judged)
        print(f"as the set has it: nDCG@5 {told['ndcg@5']:.3f}, unjudged {told['unjudged@5']:.3f}")
        more = [
            each | {"judgements": {**kept.get(each["query"], {}), **each["judgements"]}} for each in judged
        ]
        told = score(data, Path(work), ranked, more)
        number = sum(map(len, kept.values()))
        print(f"with {number} grades added: nDCG@5 {told['ndcg@5']:.3f}, unjudged {told['unjudged@5']:.3f}")


def answer(index: Index, marks: Mapping[ArticleId, Fingerprint], query: ArticleId) -> list[str]:
    """The related articles of one, as the product ranks them."""
    mark = marks[query]
    rarity = index.rarity([term for term, _ in mark.terms])
    found = [marks[hit.article] for hit in index.like(related.terms(mark, rarity), limit=100)]
    return list(related.pick(mark, found, rarity=rarity, limit=30))


def score(
    data: Path, work: Path, ranked: Mapping[str, list[str]], judged: list[dict[str, Any]]
) -> dict[str, float]:
    gold, said = work / "gold.jsonl", work / "related.jsonl"
    text.write(gold, judged)
    text.write(said, ({"query": query, "ranked": ids} for query, ids in ranked.items()))
    told: dict[str, float] = text.score(data, "related", said, gold)
    return told


def read(
    ranked: Mapping[str, list[str]],
    judged: list[dict[str, Any]],
    kept: Grades,
    articles: Mapping[str, Article],
    number: int,
) -> None:
    """Print what is to be read, by query, in an order drawn by lot."""
    wanted: list[tuple[str, str]] = []
    for first, behind in ((0, _BEST), (_BEST, 2 * _BEST)):
        # those that are scored first, then those that a better ranking may bring forward
        some = [
            (each["query"], id)
            for each in judged
            for id in ranked[each["query"]][first:behind]
            if id not in each["judgements"] and id not in kept.get(each["query"], {})
        ]
        random.Random(_LOT).shuffle(some)
        wanted += some
    last = ""
    for query, id in sorted(wanted[:number]):
        if query != last:
            print(f"\n=== {query} {_opening(articles[query])}")
        print(f"--- {query} {id} {_opening(articles[id])}")
        last = query


def _opening(article: Article) -> str:
    return f"{article.title} || {' '.join(article.body[:_OPENING].split())}"


if __name__ == "__main__":
    main()
