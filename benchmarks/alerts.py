"""What ten thousand alerts cost an article that arrives, and how soon a new one is found.

    python -m benchmarks.alerts [--alerts N] [--articles N]

Alerts are made of words of the articles themselves, drawn by a seed: two or three words, half of them with
`OR`, a phrase, a source or a time besides, so that they match at least as often as real ones do. The cost is
the CPU time that holding an article against all alerts adds to its analysis.
"""

import argparse
import random
import tempfile
import time
from collections import Counter
from itertools import islice
from pathlib import Path
from typing import cast

from benchmarks import sets, text
from masdar.arabic import fold
from masdar.index import open_index
from masdar.model import Article
from masdar.ports import Reading
from masdar.search import marks, match, query

_SEED = 8
_LETTERS = 4


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.alerts", description=__doc__)
    parser.add_argument("--alerts", type=int, default=10_000)
    parser.add_argument("--articles", type=int, default=2_000)
    asked = parser.parse_args()
    articles = list(islice(text.read(sets.folder("text"), "dev", None), asked.articles))
    for count in (asked.alerts // 100, asked.alerts // 10, asked.alerts):
        took, hits = cost(articles, count)
        print(f"{count:>7} alerts: {took:.3f} ms an article, {hits / len(articles):.1f} alerts told of it")
    print(f"a new article is found after {fresh(articles):.3f} s")


def cost(articles: list[Article], alerts: int) -> tuple[float, int]:
    """Milliseconds of CPU time that the alerts add to an article, the best of three, and matches in all."""
    texts = [match.text_of(marks.of(each)) for each in articles]
    held = Counter(stem for each in texts for stem in each.stems)
    # as the index tells it
    watch = match.Watch(
        {str(at): query.parse(each) for at, each in enumerate(drawn(articles, alerts))},
        rarity=lambda stem: 1 / (held[stem] + 1),
    )
    best, hits = float("inf"), 0
    for _ in range(3):
        begun = time.process_time()
        hits = sum(len(watch.hits(each)) for each in texts)
        best = min(best, time.process_time() - begun)
    return best / len(articles) * 1000, hits


def drawn(articles: list[Article], count: int) -> list[str]:
    """Questions as people keep them."""
    draw = random.Random(_SEED)
    made = []
    while len(made) < count:
        article = draw.choice(articles)
        words = [each for each in fold.words(f"{article.title} {article.body}") if len(each) >= _LETTERS]
        if len(words) < 3:
            continue
        some = draw.sample(words, draw.choice((2, 2, 3)))
        kind = draw.randrange(6)
        if kind == 0:
            made.append(f"{some[0]} ({' OR '.join(draw.sample(words, 2))})")
        elif kind == 1:
            made.append(f"{' '.join(some)} source:{article.source}")
        elif kind == 2:
            at = draw.randrange(len(words) - 1)
            made.append(f'"{words[at]} {words[at + 1]}" after:2010')
        else:
            made.append(" ".join(some))
    return made


def fresh(articles: list[Article]) -> float:
    """Seconds from the commit of one more article to its being found by another opening of the index."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        index, corpus = open_index(home), text.Corpus(articles)
        while index.follow(cast(Reading, text.Corpus(articles[:-1]))):
            pass
        reader = open_index(home, read_only=True)
        reader.search("x")
        begun = time.perf_counter()
        index.follow(cast(Reading, corpus))
        wanted = articles[-1].id
        said = " ".join(articles[-1].title.split()[:6])
        while wanted not in {hit.article for hit in reader.search(said, limit=100, collapse=False)}:
            if time.perf_counter() - begun > 60:
                raise SystemExit("it was not found in a minute")
        took = time.perf_counter() - begun
        index.close()
        return took


if __name__ == "__main__":
    main()
