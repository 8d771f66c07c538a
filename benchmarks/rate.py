"""How fast copies and origins are found together, with so many articles in the live window.

    python -m benchmarks.rate [--articles N] [--days D] [--seed S]

The corpora's articles are read first, which is not timed. Then each arrives, in order of time: its claims are
made (its style asked where nobody signs), the live window is asked for its copies and takes it in; and after
every 500, as the releases do, the chain is built for each that came and each whose copies came. With
`--articles` the same articles come again and again, with texts that are new or copies of one another, as
`benchmarks.large` splices them. Times are of the processor.
"""

import argparse
import itertools
import resource
import time
from array import array
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy

from benchmarks import large, provenance, style
from masdar import model
from masdar.desk import ingest
from masdar.desk.publish import BATCH, WITNESSES
from masdar.sources import catalogue
from masdar.stories import fingerprint
from masdar.trace import chain, claims
from masdar.window import open_window

_COPIES = (model.Level.EXACT, model.Level.NEAR, model.Level.EDITED)


@dataclass(frozen=True, slots=True)
class Arrival:
    """An article as it arrives, and what its copies are found by."""

    article: model.Article
    lead: model.Lead
    source: model.Source
    mark: model.Fingerprint


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, help="as they are, without it")
    parser.add_argument("--days", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    directory = catalogue.built_in()
    found = sorted(arrivals(directory), key=lambda each: each.mark.at)
    print(f"{len(found):,} articles read")
    if asked.articles is None:
        run(found, len(found), directory)
    else:
        real = [fingerprint.hashes(each.mark) for each in found]
        marks = (mark for mark, _ in large.spliced(real, asked.articles, asked.days, asked.seed))
        again = (replace(each, mark=mark) for each, mark in zip(itertools.cycle(found), marks, strict=False))
        run(again, asked.articles, directory)


def arrivals(directory: model.Directory) -> Iterator[Arrival]:
    """The articles of the corpora, with the terms of stories left out of their fingerprints."""
    for row in style.rows():
        if not (row["title"] or row["text"]):
            continue
        work = provenance.drafted(row)
        try:
            draft = ingest.read(work, directory=directory)
        except ValueError:
            continue
        assert work.lead is not None
        mark = replace(draft.fingerprint, title=(), terms=())
        yield Arrival(draft.article, work.lead, work.source, mark)


def run(coming: Iterator[Arrival] | Sequence[Arrival], count: int, directory: model.Directory) -> None:
    """Let them arrive, and print how long each part took."""
    window = open_window()
    witnesses: dict[model.ArticleId, model.Witness] = {}
    edges: defaultdict[model.ArticleId, list[model.Overlap]] = defaultdict(list)
    took = array("d")
    styled = copied = chained = 0.0
    built = 0
    new: list[model.ArticleId] = []
    for number, each in enumerate(coming, 1):
        id = each.mark.article
        start = time.thread_time()
        stated = claims.of(each.article, lead=each.lead, source=each.source, directory=directory)
        made = time.thread_time()
        near = window.near(each.mark)
        window.add(
            each.mark,
            model.Placement(article=id, story=model.StoryId(id), relation=model.Relation.FIRST),
        )
        done = time.thread_time()
        styled += made - start
        copied += done - made
        took.append(done - start)
        witnesses[id] = provenance.witnessed(each.article, stated, id)
        for overlap in near.overlaps:
            if overlap.level in _COPIES:
                edges[overlap.a].append(overlap)
                edges[overlap.b].append(overlap)
        new.append(id)
        if len(new) == BATCH or number == count:
            start = time.thread_time()
            built += chains(new, witnesses, edges, directory)
            chained += time.thread_time() - start
            new.clear()
        if number % 50_000 == 0 or number == count:
            whole = styled + copied + chained
            parts = {"claims": styled, "copies": copied, f"chains ({built:,} built)": chained}
            each_took = ", ".join(f"{name} {spent / number * 1000:.2f}" for name, spent in parts.items())
            slow = numpy.percentile(numpy.array(took[-20_000:]) * 1000, 99)
            print(f"{number:,} articles: {number / whole:,.0f}/s; ms of each: {each_took}; p99 {slow:.2f}")
    print(f"peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10:,} MB")


def chains(
    new: Sequence[model.ArticleId],
    witnesses: dict[model.ArticleId, model.Witness],
    edges: dict[model.ArticleId, list[model.Overlap]],
    directory: model.Directory,
) -> int:
    """The chains of a batch and of the copies that it touches; how many."""
    groups: dict[model.ArticleId, frozenset[model.ArticleId]] = {}
    for id in new:
        if id not in groups:
            group = frozenset(_group(id, edges))
            groups.update(dict.fromkeys(group, group))
    for id, group in groups.items():
        others = [witnesses[other] for other in sorted(group) if other != id][:WITNESSES]
        close = {(each.a, each.b): each for other in group for each in edges.get(other, ())}
        chain.build(witnesses[id], others, tuple(close.values()), directory)
    return len(groups)


def _group(id: model.ArticleId, edges: dict[model.ArticleId, list[model.Overlap]]) -> set[model.ArticleId]:
    found, ahead = {id}, [id]
    while ahead:
        for each in edges.get(ahead.pop(), ()):
            for other in (each.a, each.b):
                if other not in found:
                    found.add(other)
                    ahead.append(other)
    return found


if __name__ == "__main__":
    main()
