"""Copies made by hand edits: whether they are found, and who is said to have had the text from whom.

    python -m benchmarks.direction [--pairs N] [--seed S]

Synthetic, and told as such: reports of named reporters in the corpora are cut, given another lead, respelt,
broken up by passages of another text and stripped of their dateline, as editors do it, so that it is known
which was first. Each pair is met among the articles of the corpora, in either order. In four ways the two
speak of their origin:

    silent    neither credits anyone: nothing tells who was first, so that any answer is wrong
    named     the copy names the paper it is from in its last line
    stripped  the original is signed by an agency, the copy is not
    signed    both are signed by the agency

The same seed gives the same pairs. Edits by rule are plainer than what people do; what they hide is found
no worse than what a person hides.
"""

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy

from benchmarks import copies, provenance, style, text
from masdar import model
from masdar.arabic import fold
from masdar.sources import catalogue
from masdar.stories import fingerprint
from masdar.trace import chain, export
from masdar.window import Window, open_window

_WAYS = ("silent", "named", "stripped", "signed")
# words of a text that is edited, least and most
_LEAST, _MOST = 120, 900
_FIRST, _COPY = "benchfirst", "benchcopy"
# "المسؤول" for "المسئول", "الأمير" for "الامير", "إيران" for "ايران"
_SPELT = str.maketrans({"أ": "ا", "إ": "ا", "ئ": "ؤ", "ى": "ي"})
Row = dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """An original and the copy that was made of it."""

    first: Row
    copy: Row
    way: str
    # of the original's words, how many stand in the copy
    kept: float
    edits: tuple[str, ...]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pairs", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    rows = [row for row in style.rows() if not row.get("published")]
    made = list(pairs(rows, asked.pairs, asked.seed))
    found = met(rows, made)
    tell(made, found)


def pairs(rows: Sequence[Row], count: int, seed: int) -> Iterator[Pair]:
    """So many pairs, each of another text."""
    random = numpy.random.default_rng(seed)
    long = [
        row
        for row in rows
        if _LEAST <= len((row["text"] or "").split()) <= _MOST
        and style.classed(row["byline"] or "") == style.OWN
    ]
    chosen = random.permutation(len(long))[:count].tolist()
    for number, at in enumerate(chosen):
        row, other = long[at], long[int(random.integers(len(long)))]
        way = _WAYS[number % len(_WAYS)]
        words = row["text"].split()
        body, kept, edits = edited(words, other["text"].split(), random)
        signed = "القاهرة - رويترز"
        last = "\nنقلا عن صحيفة الأصل" if way == "named" else ""
        base = {"url": "", "title": row["title"], "extracted": row["extracted"], "byline": ""}
        first = base | {
            "id": f"first/{number}",
            "source": _FIRST,
            "url": f"https://first.example/{number}",
            "text": row["text"],
            "byline": signed if way in ("stripped", "signed") else "",
        }
        copy = base | {
            "id": f"copy/{number}",
            "source": _COPY,
            "url": f"https://copy.example/{number}",
            "text": " ".join(body) + last,
            "byline": signed if way == "signed" else "",
        }
        yield Pair(first=first, copy=copy, way=way, kept=kept, edits=edits)


def edited(
    words: list[str], other: list[str], random: numpy.random.Generator
) -> tuple[list[str], float, tuple[str, ...]]:
    """A text as an editor leaves it: its words, how many of the old ones it keeps, and what was done."""
    edits = ["cut"]
    body = words[: max(40, round(len(words) * random.uniform(0.3, 1.0)))]
    start = 0
    if random.random() < 0.5:
        edits.append("lead")
        start = min(int(random.integers(10, 30)), len(body) // 4)
    kept = (len(body) - start) / len(words)
    body = [*other[:start], *body[start:]]
    if random.random() < 0.4:
        edits.append("passage")
        at, size = int(random.integers(start, len(body))), int(random.integers(15, 60))
        body = [*body[:at], *other[start : start + size], *body[at:]]
    if random.random() < 0.5:
        edits.append("spelling")
        body = [word.translate(_SPELT) for word in body]
    return body, kept, tuple(edits)


def met(rows: Sequence[Row], made: Sequence[Pair]) -> dict[str, list[model.Overlap]]:
    """What the window finds for each of them, among the corpora's articles of the same days."""
    window = open_window()
    theirs: defaultdict[str, list[Row]] = defaultdict(list)
    for number, each in enumerate(made):
        # one comes first as often as the other
        two = (each.first, each.copy) if number // len(_WAYS) % 2 else (each.copy, each.first)
        theirs[each.first["extracted"][:10]] += two
    found: dict[str, list[model.Overlap]] = {}
    last = ""
    for row in [*rows, {"id": "", "extracted": "9"}]:
        day = row["extracted"][:10]
        if day != last:
            for mine in theirs.pop(last, ()):
                found[mine["id"]] = _entered(window, mine)
            last = day
        if row["id"]:
            _entered(window, row)
    return found


def _entered(window: Window, row: Row) -> list[model.Overlap]:
    mark = replace(fingerprint.of(text.article(row)), title=(), terms=())
    near = window.near(mark).overlaps
    placed = model.Placement(article=mark.article, story=model.StoryId("-"), relation=model.Relation.FIRST)
    window.add(mark, placed)
    return [*near]


def tell(made: Sequence[Pair], found: dict[str, list[model.Overlap]]) -> None:
    """Print what was found, by how much was kept, and who was said to be the origin, by way."""
    bands: defaultdict[str, Counter[str]] = defaultdict(Counter)
    said: defaultdict[str, Counter[str]] = defaultdict(Counter)
    base = catalogue.built_in()
    source = model.SourceId(_FIRST)
    paper = model.Publisher(name="صحيفة الأصل", source=source, hosts=("first.example",))
    directory = replace(
        base,
        publishers=(*base.publishers, paper),
        by_source={**base.by_source, source: paper},
        by_host={**base.by_host, "first.example": paper},
        by_name={**base.by_name, fold.key(paper.name): paper},
    )
    for each in made:
        ids = {each.first["id"], each.copy["id"]}
        pair = next((o for id in ids for o in found[id] if {o.a, o.b} == ids), None)
        band = "kept under .4" if each.kept < 0.4 else "kept .4 to .6" if each.kept < 0.6 else "kept .6 to 1"
        bands[band]["all"] += 1
        bands[band]["met"] += pair is not None
        bands[band]["copy"] += pair is not None and pair.level in copies.COPIES
        first, copy = (provenance.witness(row, directory) for row in (each.first, each.copy))
        origins = []
        for one, other in ((copy, first), (first, copy)):
            whole = chain.build(one, [other], [pair] if pair else [], directory)
            told = export.origin_of(whole)["origin"]
            # a page of unknown origin stands for itself
            origins.append(None if whole.grade is model.Grade.UNKNOWN else told)
        gold = {"silent": None, "named": _FIRST}.get(each.way, "REUTERS")
        right = origins[0] == gold and origins[1] in (None, gold)
        answer = "abstained" if origins[0] is None else "right" if right else "wrong"
        if origins[1] == _COPY:
            answer = "wrong"
        said[each.way][answer] += 1
    bands["kept .4 and more"] = sum(
        (count for band, count in bands.items() if band != "kept under .4"), Counter()
    )
    for band, count in sorted(bands.items()):
        met_, copy_ = count["met"] / count["all"], count["copy"] / count["all"]
        print(f"{band}: {count['all']} pairs; met {met_:.4f}, as copies {copy_:.4f}")
    for way in _WAYS:
        print(f"{way}: " + ", ".join(f"{name} {said[way][name]}" for name in ("right", "abstained", "wrong")))


if __name__ == "__main__":
    main()
