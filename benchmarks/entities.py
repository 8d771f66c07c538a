"""Whether whom and what is found in articles is right, as one person read it.

    python -m benchmarks.entities            how many of those found were read, and found right
    python -m benchmarks.entities --read     what is found, with the words around it, for reading

Sixty articles are drawn by lot from the two corpora, none of which was looked at while the rules were made.
What was read is kept as digests of article, kind and name, without any text (`results/entities.json`); a name
that is cut off, or goes on too long, is wrong. What rules find now and nobody has read is counted apart.
"""

import argparse
import json
import random
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from benchmarks import sets, text
from masdar.entities import find
from masdar.model import Article, EntityKind, Mention, digest
from masdar.sources import catalogue

_KEPT = Path(__file__).parent / "results" / "entities.json"
_LOT, _EACH = 99, 30
_TIMED = 2_000


def drawn() -> list[Article]:
    corpora: dict[str, list[Article]] = {}
    for each in text.read(sets.folder("text"), "dev", None):
        corpora.setdefault("sections" if each.section else "none", []).append(each)
    chosen = []
    for _, articles in sorted(corpora.items()):
        articles.sort(key=lambda each: each.id)
        chosen += random.Random(_LOT).sample(articles, _EACH)
    return chosen


def found(article: Article) -> tuple[Mention, ...]:
    mentions = find.told(article.title, article.body, names=catalogue.built_in().by_name)
    return tuple(
        each for each in mentions if each.times > 1 or each.title or each.kind is not EntityKind.PLACE
    )


def name_of(article: Article, mention: Mention) -> str:
    return digest(f"{article.id} {mention.kind} {mention.name}".encode())


def lines(article: Article) -> Iterator[str]:
    yield f"\n# {article.title}"
    for each in found(article):
        at = article.body.find(each.name)
        around = article.body[max(0, at - 40) : at + len(each.name) + 25] if at >= 0 else ""
        said = f"{each.kind} {each.name} | {each.office or ''} || {' '.join(around.split())}"
        yield f"{name_of(article, each)} {said}"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.entities", description=__doc__)
    parser.add_argument("--read", action="store_true", help="print what is found, with the words around it")
    asked = parser.parse_args()
    articles = drawn()
    if asked.read:
        for each in articles:
            print("\n".join(lines(each)))
        return
    kept: dict[str, bool] = json.loads(_KEPT.read_text("utf-8")) if _KEPT.exists() else {}
    counts: Counter[tuple[str, bool | None]] = Counter()
    for article in articles:
        for mention in found(article):
            counts[mention.kind.value, kept.get(name_of(article, mention))] += 1
    for kind in sorted({kind for kind, _ in counts}):
        right, wrong, unread = (counts[kind, each] for each in (True, False, None))
        share = right / (right + wrong) if right + wrong else 0.0
        print(f"{kind}: {right} right, {wrong} wrong, precision {share:.3f}, {unread} not read")
    several = list(text.read(sets.folder("text"), "dev", _TIMED))
    best = 1e9
    for _ in range(3):
        start = time.process_time()
        for article in several:
            found(article)
        best = min(best, time.process_time() - start)
    print(f"{1_000 * best / len(several):.3f} ms an article (processor time, best of three)")


if __name__ == "__main__":
    main()
