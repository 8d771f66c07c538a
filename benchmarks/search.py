"""Search beside other engines: the same articles, the same questions, one run.

    python -m benchmarks.search [--limit N] [--without NAME]...

Each engine is given the articles as they are and answers with its own Arabic, where it has any; questions
are words, one of which is enough, as masdar takes them. Pairs are a word as it is typed and as it is
written: the set's own, and 200 drawn by a seed from words that copies of one text spell differently at the
same place. An engine has found a pair if an article with the written word is among its first three of all
those written words. The time of a question is the best of three: CPU time, or, of engines in a process of
their own, the time that passes.

PostgreSQL and Xapian are asked where they are installed; what is not is left out, and said. Writes its
table into `docs/explanation/search.md`.
"""

import argparse
import csv
import gzip
import json
import random
import re
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from benchmarks import sets, text
from benchmarks.figures import machine
from benchmarks.peers.engines import ENGINES, Absent, Engine
from masdar.arabic import fold
from masdar.index import Index
from masdar.model import Article, ArticleId, Block, Digest, SourceId
from masdar.search import query
from masdar.search.highlights import Highlights

PAGE = Path(__file__).parents[1] / "docs" / "explanation" / "search.md"
_SEED, _DRAWN = 8, 200
# letters of a word that is drawn, and pairs of copies that are compared for it
_LETTERS, _COPIES = 4, 6_000
_FIRST = 3
_KEPT = "## In the product"
_MARKS = re.compile("[\u0640\u064b-\u0652\u0670]")


class Masdar:
    """Our own index, by the interface of the others; here without the stories that order its answers."""

    name = "masdar"
    inside = True

    def __init__(self, folder: Path, articles: Sequence[Article]) -> None:
        self._index: Index = text.fill(text.Corpus(list(articles)), folder)

    def ask(self, words: str, limit: int) -> list[str]:
        return [hit.article for hit in self._index.search(words, limit=limit, collapse=False)]

    def close(self) -> None:
        self._index.close()


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.search", description=__doc__)
    parser.add_argument("--limit", type=int, help="so many articles of each corpus")
    parser.add_argument("--without", action="append", default=[], help="engines that are not asked")
    parser.add_argument("--dry", action="store_true", help="write nothing")
    asked = parser.parse_args()
    data = sets.folder("text")
    articles = list(text.read(data, "dev", asked.limit))
    say(f"{len(articles)} articles")
    queries = list(sets.lines("text", "search", "queries.dev.jsonl"))
    pairs = {"of the set": given(data), "drawn": drawn(data, articles)}
    rows = []
    for make in (Masdar, *ENGINES):
        name = make.name
        if name in asked.without:
            continue
        say(name)
        try:
            rows.append(measured(make, name, data, articles, queries, pairs))
        except Absent as absent:
            say(f"left out: {name}: {absent}")
    right, marked = highlighted(articles)
    told = page(rows, len(articles), pairs, right, marked)
    print(told)
    if not asked.dry:
        # what is written by hand below it stays
        _, mark, rest = PAGE.read_text(encoding="utf-8").partition(_KEPT)
        PAGE.write_text(f"{told}\n{mark}{rest}" if mark else told, encoding="utf-8")
    return 0


def measured(
    make: Any,
    name: str,
    data: Path,
    articles: Sequence[Article],
    queries: Sequence[dict[str, Any]],
    pairs: dict[str, list[tuple[str, str]]],
) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        started = time.process_time()
        engine: Engine = make(Path(folder), articles)
        filled = time.process_time() - started
        answers, took = {}, []
        clock = time.thread_time if engine.inside else time.perf_counter
        for each in queries:
            best = float("inf")
            # a table that is read whole gains nothing from a second time
            for _ in range(1 if name == "LIKE" else 3):
                begun = clock()
                answers[each["q"]] = engine.ask(each["text"], 20)
                best = min(best, clock() - begun)
            took.append(best)
        engine.close()
        out = Path(folder) / "search.jsonl"
        text.write(out, ({"q": q, "ranked": ranked} for q, ranked in answers.items()))
        score = text.score(data, "search", out)
    took.sort()
    row = {
        "name": name,
        "base": score["base"]["ndcg@10"],
        "variant": score["variant"]["ndcg@10"],
        "p50": took[len(took) // 2] * 1000,
        "p99": took[min(len(took) - 1, round(len(took) * 0.99))] * 1000,
        "rate": len(articles) / filled,
        "inside": engine.inside,
    }
    for kind, of in pairs.items():
        with tempfile.TemporaryDirectory() as folder:
            engine = make(Path(folder), list(written(of)))
            missed = [pair for at, pair in enumerate(of) if not found(engine, pair[0], of, at)]
            engine.close()
        row[kind] = len(of) - len(missed)
        if name == "masdar":
            say(f"  missed {kind}: {missed}")
    say(f"  {row}")
    return row


def found(engine: Engine, typed: str, of: Sequence[tuple[str, str]], at: int) -> bool:
    """Whether the article with the written word is among the first, or one with the same word."""
    return any(of[int(id)][1] == of[at][1] for id in engine.ask(typed, _FIRST))


def written(pairs: Sequence[tuple[str, str]]) -> Iterator[Article]:
    """An article for each written word."""
    for number, (_, word) in enumerate(pairs):
        yield Article(
            id=ArticleId(str(number)),
            source=SourceId("x"),
            url=f"https://x.example/{number}",
            capture=Digest(str(number)),
            seen=datetime(2015, 7, 21, tzinfo=UTC),
            language="ar",
            title="خبر",
            blocks=(Block(text=f"جاء {word} هنا"),),
        )


def given(data: Path) -> list[tuple[str, str]]:
    with (data / "search" / "pairs.tsv").open(encoding="utf-8", newline="") as file:
        return [(row["query"], row["written"]) for row in csv.DictReader(file, delimiter="\t")]


def drawn(data: Path, articles: Sequence[Article]) -> list[tuple[str, str]]:
    """Words that near copies spell differently at the same place: one letter is another, more or less."""
    bodies = {article.id: article for article in articles}
    with gzip.open(data / "republication" / "pairs.dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        copies = [each for each in map(json.loads, lines) if each["level"] in ("near", "exact")]
    draw = random.Random(_SEED)
    draw.shuffle(copies)
    seen: dict[tuple[str, str], None] = {}
    for each in copies[:_COPIES]:
        if each["a"] in bodies and each["b"] in bodies:
            for pair in respelt(bodies[each["a"]].body, bodies[each["b"]].body):
                seen.setdefault(pair, None)
    pairs = sorted(seen)
    draw.shuffle(pairs)
    return pairs[:_DRAWN]


def respelt(one: str, other: str) -> Iterator[tuple[str, str]]:
    """Words at the same place of two texts that are one letter apart."""
    ours, theirs = re.findall(r"\w+", _MARKS.sub("", one)), re.findall(r"\w+", _MARKS.sub("", other))
    for kind, a, b, c, d in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if kind == "replace" and b - a == d - c == 1:
            typed, word = ours[a], theirs[c]
            if min(len(typed), len(word)) >= _LETTERS and not typed.isdigit() and apart(typed, word) == 1:
                yield typed, word


def apart(one: str, other: str) -> int:
    """Letters to change, put in or leave out to make one word the other."""
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        before, row[0] = row[0], at
        for to, sign in enumerate(other, 1):
            before, row[to] = row[to], min(row[to] + 1, row[to - 1] + 1, before + (letter != sign))
    return row[-1]


def highlighted(articles: Sequence[Article]) -> tuple[int, int]:
    """Of words drawn and respelt, how often exactly the written word is marked, and of how many."""
    draw = random.Random(_SEED)
    respell = str.maketrans("أإآةىؤئ", "اااهيءء")
    right = count = 0
    while count < _DRAWN:
        body = draw.choice(articles).body
        words = [each for each in fold.spans(body) if each[1] - each[0] >= _LETTERS]
        if not words:
            continue
        span = draw.choice(words)
        typed = body[span[0] : span[1]].translate(respell)
        count += 1
        marks = Highlights(query.parse(f'"{typed}"')).spans(body)
        same = fold.words(typed)
        wanted = {each for each in fold.spans(body) if fold.words(body[each[0] : each[1]]) == same}
        right += set(marks) == wanted
    return right, count


def page(
    rows: Sequence[dict[str, Any]], articles: int, pairs: dict[str, Any], right: int, marked: int
) -> str:
    where = machine()
    sizes = {kind: len(of) for kind, of in pairs.items()}
    head = (
        f"{articles:,} articles, 76 judged questions; {where['cpu']}, {where['cores']} cores, load "
        f"{where['load']}. Repeat with `python -m benchmarks.search`; what is measured, and how, stands at "
        "the head of that file. masdar is asked without the stories that order its answers at home."
    )
    columns = (
        "engine",
        "nDCG@10 base",
        "variant",
        f"pairs of the set ({sizes['of the set']})",
        f"pairs drawn ({sizes['drawn']})",
        "a question, p50 / p99 ms",
        "articles/s of CPU",
    )
    table = [
        (
            row["name"],
            f"{row['base']:.3f}",
            f"{row['variant']:.3f}",
            str(row["of the set"]),
            str(row["drawn"]),
            f"{row['p50']:.1f} / {row['p99']:.1f}",
            f"{row['rate']:,.0f}" if row["inside"] else "–",
        )
        for row in rows
    ]
    marks = (
        f"Highlights: {right} of {marked} words drawn from the articles and typed without hamza, ة and ى are "
        "marked exactly where they are written."
    )
    cells = [columns, ("---",) * len(columns), *table]
    lines = ["# Search beside other engines", "", head, ""]
    lines += [f"| {' | '.join(row)} |" for row in cells]
    lines += ["", marks, ""]
    return "\n".join(lines)


def say(what: str) -> None:
    print(what, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
