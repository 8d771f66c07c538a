"""Search in a large store: articles spliced from real ones, indexed, asked, and one more found.

    python -m benchmarks.many [--articles N]

The corpora are taken as they are and then spliced on, drawn by a seed: the title of one article, paragraphs
of two or three others in turn, another day and source, so that lengths, words and their shares stay those of
real news, and every twelve tell one story. Indexing is CPU time of the whole process, its threads and the
analysis included, less what the splicing takes; the time of a question is the CPU time of the thread that
asks, the best of three. One more article is taken in last, and looked for by another opening of the index.
"""

import argparse
import random
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import Any, cast

from benchmarks import sets, text
from benchmarks.asked import timed, told
from masdar.index import open_index
from masdar.model import Article, ArticleId, Change, ChangeKind, Moment, SourceId, StoryId
from masdar.ports import Reading

_SEED, _STORY = 8, 12
# articles of each corpus that are spliced from, if not all
_KEPT = 20_000


class Spliced:
    """As much of a reading as the index asks for; articles are made as they are walked."""

    def __init__(self, real: Sequence[Article], count: int) -> None:
        self._made = spliced(real, count)
        self._count = count
        self._extra: list[Article] = []
        self._took = 0.0
        self.articles = self.sources = self.changes = self.stories = self
        self.releases = self.groups = self.entities = Nothing()

    @property
    def took(self) -> float:
        """Seconds of CPU time that the splicing took."""
        return self._took

    def after(self, last: object, *, limit: int) -> Any:
        if isinstance(last, int):
            return [
                Change(seq=self._count + at, kind=ChangeKind.ARTICLE, id=each.id, at=each.seen)
                for at, each in enumerate(self._extra, 1)
                if self._count + at > last
            ]
        begun = time.thread_time()
        some = list(islice(self._made, limit))
        self._took += time.thread_time() - begun
        return some

    def many(self, ids: Sequence[ArticleId]) -> dict[ArticleId, Article]:
        return {each.id: each for each in self._extra if each.id in ids}

    def of(self, ids: Sequence[ArticleId]) -> dict[ArticleId, StoryId]:
        return {id: StoryId(f"story{int(id[-8:]) // _STORY}") for id in ids if id.startswith("made")}

    def add(self, article: Article) -> None:
        self._extra.append(article)

    def head(self) -> int:
        return self._count + len(self._extra)

    def all(self) -> tuple[()]:
        return ()


class Nothing:
    def many(self, ids: Sequence[ArticleId]) -> dict[ArticleId, Any]:  # noqa: ARG002 - the port's form
        return {}


def spliced(real: Sequence[Article], count: int) -> Iterator[Article]:
    """The real ones, and then as many as are wanted."""
    yield from real[:count]
    draw = random.Random(_SEED)
    for number in range(len(real), count):
        some = [draw.choice(real) for _ in range(draw.choice((2, 3)))]
        size = len(some[0].blocks)
        blocks = [block for blocks in zip(*(each.blocks for each in some), strict=False) for block in blocks]
        at = some[0].when + timedelta(days=draw.randrange(1, 2_000), seconds=draw.randrange(86_400))
        yield replace(
            some[-1],
            id=ArticleId(f"made{number:08d}"),
            url=f"https://paper{number % 97}.example/{number}",
            source=SourceId(f"paper{number % 97}"),
            published=Moment(at=at),
            blocks=tuple(blocks[: max(2, size)]) or some[0].blocks,
        )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=300_000)
    parser.add_argument("--passes", type=int, default=3)
    asked = parser.parse_args()
    real = list(text.read(sets.folder("text"), "dev", _KEPT))
    queries = [(each["q"], each["text"]) for each in sets.lines("text", "search", "queries.dev.jsonl")]
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        store, index = Spliced(real, asked.articles), open_index(home)
        begun = time.process_time()
        index.rebuild(cast(Reading, store))
        took = time.process_time() - begun - store.took
        size = sum(each.stat().st_size for each in home.rglob("*") if each.is_file())
        print(
            f"{asked.articles:,} articles: {asked.articles / took:,.0f} a second of CPU time, "
            f"{size / asked.articles:,.0f} bytes each",
            flush=True,
        )
        reader = open_index(home, read_only=True)
        told("search", timed(lambda said: reader.ask(said, facets=False), queries, asked.passes))
        told("with counts", timed(lambda said: reader.ask(said, facets=True), queries, asked.passes))
        last = replace(real[0], id=ArticleId("last"), title="زعنفران الكهرطيسي يصل", blocks=())
        store.add(last)
        begun = time.perf_counter()
        index.follow(cast(Reading, store))
        while last.id not in {hit.article for hit in reader.search("زعنفران الكهرطيسي", collapse=False)}:
            if time.perf_counter() - begun > 60:
                raise SystemExit("it was not found in a minute")
        print(f"one more article is found after {time.perf_counter() - begun:.3f} s")
        index.close()


if __name__ == "__main__":
    main()
