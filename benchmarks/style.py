"""Learn the styles of agencies from credited articles: writes `src/masdar/trace/style.npz`.

    python -m benchmarks.style [--folds N] [--dry]

Two regressions over hashed words and pairs of words, trained by Adagrad in a fixed order: which of the four
agencies, learnt from their texts alone, and whether it is one of theirs at all. The same corpora give the
same file. Names of agencies are taken out of the texts first. An article is learnt from if
its byline names exactly one agency, or a reporter and none; one whose copies credit exactly one agency is
learnt as that agency's, whatever it says of itself. Classes count alike, however many texts they have.

Folds are of neighbouring days, and no text that shares half of its words with one that is asked is learnt
from. What is asked is whole groups of copies, each text with one voice; and each paper in turn, by what the
others taught.
"""

import argparse
import io
import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy
import zstandard
from numpy.typing import NDArray

from benchmarks import copies, sets, text
from masdar.arabic import agencies, fold
from masdar.extract import byline
from masdar.trace import style

PATH = Path(__file__).parents[1] / "src/masdar/trace/style.npz"
# papers whose texts open with their byline
OPENS = frozenset({"3alyoum", "sabq"})
_ROUNDS, _RATE, _DECAY = 4, 1.0, 1e-6
# a feature of fewer articles teaches nothing
_FEWEST = 3
# days of a corpus in a fold, one after the other
_DAYS = 3
# weights below this share of the largest are nothing
_NOTHING = 2.5 / 127
# classes beside the agencies: a paper's own report, and another agency's text
OWN, OTHER = len(style.CLASSES), len(style.CLASSES) + 1
_UNNAMED = "AGENCIES"
Buckets = NDArray[numpy.int64]
Weights = NDArray[numpy.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """An article's features, its class, and where and when it stood."""

    id: str
    seen: Buckets
    label: int
    day: str
    source: str


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--folds", type=int, default=5, help="0: none")
    parser.add_argument("--dry", action="store_true", help="write nothing")
    asked = parser.parse_args()
    examples = thinned(list(read()))
    names = [(*style.CLASSES, "own", "other")[each.label] for each in examples]
    print({name: names.count(name) for name in dict.fromkeys(names)})
    if asked.folds:
        kin = copies.kin(copies.overlaps(rows()))
        validate(examples, groups(), kin, asked.folds)
    if not asked.dry:
        write(train(examples))


def read() -> Iterator[Example]:
    """The articles to learn from."""
    origin = {id: code for members, code in groups() for id in members}
    for row in rows():
        body, said = row["text"] or "", row["byline"] or ""
        if row["source"] in OPENS and not said:
            said = " ".join(body.split()[:5])
            body = " ".join(body.split(" ")[5:]) if "\n" not in body[:40] else body.split("\n", 1)[1]
        label = classed(said)
        if (code := origin.get(row["id"])) is not None:
            label = style.CLASSES.index(code) if code in style.CLASSES else OTHER
        if label is None:
            continue
        told = style.read(body)
        if len(told) < style.FEW:
            continue
        words = style.hashed(told)
        place = fold.words(" ".join(byline.read(said).places[:1]))
        yield Example(
            id=row["id"],
            seen=style.buckets(fold.words(row["title"] or ""), words, place),
            label=label,
            day=(row.get("published") or row["extracted"])[:10],
            source=row["source"],
        )


def groups() -> list[tuple[list[str], str]]:
    """Copies of one text by their ids, and the one agency that any of them credits."""
    return [
        (each["members"], each["origin"])
        for each in sets.lines("text", "provenance", "wire-groups.dev.jsonl")
    ]


def thinned(examples: Sequence[Example]) -> list[Example]:
    """The examples without their rare features."""
    met = numpy.bincount(numpy.concatenate([each.seen for each in examples]), minlength=1 << style.BITS)
    return [replace(each, seen=each.seen[met[each.seen] >= _FEWEST]) for each in examples]


def rows() -> Iterator[dict[str, str]]:
    """The lines of the corpora."""
    for corpus in text.CORPORA:
        path = sets.folder("text", "corpus", f"{corpus}.dev.jsonl.zst")
        with path.open("rb") as packed, zstandard.ZstdDecompressor().stream_reader(packed) as stream:
            yield from map(json.loads, io.TextIOWrapper(stream, encoding="utf-8"))


def classed(said: str) -> int | None:
    """The class that a byline gives an article, None where it gives none."""
    codes = {each.entry.code for each in agencies.find(said)}
    if len(codes) == 1 and _UNNAMED not in codes:
        code = codes.pop()
        return style.CLASSES.index(code) if code in style.CLASSES else OTHER
    if codes or not said.strip():
        return None
    return OWN if byline.read(said).persons else None


def train(examples: Sequence[Example]) -> Weights:
    """Weights by bucket: a column an agency, and one for all of them against the rest."""
    among = [each for each in examples if each.label < OWN]
    labels = numpy.array([each.label for each in among])
    ones = numpy.eye(len(style.CLASSES), dtype=numpy.float32)[labels]
    # an agency of few texts is heard as well as one of many
    count = numpy.bincount(labels, minlength=len(style.CLASSES))
    worth = (len(labels) / len(count) / numpy.maximum(count, 1)).astype(numpy.float32)[labels]

    def softmax(scores: Weights) -> Weights:
        powers: Weights = numpy.exp(scores - scores.max())
        found: Weights = powers / powers.sum()
        return found

    def sigmoid(scores: Weights) -> Weights:
        return (1 / (1 + numpy.exp(-scores))).astype(numpy.float32)

    theirs = numpy.array([[each.label < OWN] for each in examples], dtype=numpy.float32)
    every = numpy.ones(len(examples), dtype=numpy.float32)
    which = descended([each.seen for each in among], ones, worth, softmax)
    whether = descended([each.seen for each in examples], theirs, every, sigmoid)
    return numpy.hstack([which, whether])


def descended(
    seen: Sequence[Buckets], gold: Weights, worth: Weights, link: Callable[[Weights], Weights]
) -> Weights:
    """Weights by bucket and column, the mean of those that the later rounds end with."""
    weights = numpy.zeros((1 << style.BITS, gold.shape[1]), dtype=numpy.float32)
    squares = numpy.full_like(weights, 1e-2)
    mean = numpy.zeros_like(weights)
    order = numpy.random.default_rng(1)
    later = range(_ROUNDS // 2, _ROUNDS)
    for number in range(_ROUNDS):
        for at in order.permutation(len(seen)).tolist():
            mine = weights[seen[at]]
            size = numpy.float32(numpy.sqrt(len(seen[at])))
            error = link(mine.sum(axis=0) / size) - gold[at]
            step = error * worth[at] / size + _DECAY * mine
            held = squares[seen[at]] + step * step
            squares[seen[at]] = held
            weights[seen[at]] = mine - _RATE * step / numpy.sqrt(held)
        if number in later:
            mean += weights / len(later)
    return mean


def learnt_apart(
    examples: Sequence[Example],
    asked: Collection[str],
    days: Collection[str],
    kin: Mapping[str, Collection[str]],
) -> Weights:
    """What others teach: nothing of these days, nothing that shares text with what is asked."""
    barred = {other for id in asked for other in kin.get(id, (id,))}
    return train([each for each in examples if each.day not in days and each.id not in barred])


def parts(examples: Sequence[Example], folds: int) -> list[set[str]]:
    """The days of each fold: neighbouring days stand together."""
    days = sorted({each.day for each in examples})
    return [{day for at, day in enumerate(days) if at // _DAYS % folds == part} for part in range(folds)]


def validate(
    examples: Sequence[Example],
    asked: Sequence[tuple[list[str], str]],
    kin: Mapping[str, Collection[str]],
    folds: int,
) -> None:
    """Groups of copies by fold of days; single texts by fold of days; single texts by paper."""
    by_id = {each.id: each for each in examples}
    found: list[tuple[str, str, float, int]] = []
    own: list[tuple[str, float]] = []
    for days in parts(examples, folds):
        mine = [(ids, code) for ids, code in asked if by_id.get(ids[0]) and by_id[ids[0]].day in days]
        weights = learnt_apart(examples, [id for ids, _ in mine for id in ids], days, kin)
        for ids, code in mine:
            if code in style.CLASSES:
                best, share = together([chances(weights, by_id[id]) for id in ids if id in by_id])
                found.append((code, best, share, len(ids)))
        own += [
            judged(chances(weights, each))
            for each in examples
            if each.day in days and each.label == OWN and each.id not in kin
        ]
    told("groups, by days", found)
    wrong = [sum(share >= least for _, share in own) / len(own) for least in (0.5, 0.8, 0.9, 0.95)]
    print(
        "own texts with an agency likelier than .5, .8, .9, .95: "
        + ", ".join(f"{each:.4f}" for each in wrong)
    )
    papers: defaultdict[str, list[Example]] = defaultdict(list)
    for each in examples:
        if each.label < OWN:
            papers[each.source].append(each)
    for paper, texts in sorted(papers.items()):
        if len(texts) >= 100:
            barred = {other for each in texts for other in kin.get(each.id, ())}
            weights = train([e for e in examples if e.source != paper and e.id not in barred])
            singles = [(style.CLASSES[e.label], *together([chances(weights, e)]), 1) for e in texts]
            told(f"texts of {paper}, by what others taught", singles)


def chances(weights: Weights, each: Example) -> Weights:
    """The probability of every agency."""
    return style.probabilities(weights[each.seen].sum(axis=0), len(each.seen))


def judged(given: Weights) -> tuple[str, float]:
    """The likeliest agency of a single text, and how likely it is."""
    best = int(given.argmax())
    return style.CLASSES[best], float(given[best])


def together(given: Sequence[Weights]) -> tuple[str, float]:
    """The agency that several texts speak for, and its share among the agencies."""
    shares = style.shares([dict(zip(style.CLASSES, each.tolist(), strict=True)) for each in given])
    best = max(shares, key=lambda code: shares[code])
    return best, shares[best]


def told(what: str, found: Sequence[tuple[str, str, float, int]]) -> None:
    """Print how far answers go at a precision, and how much of each agency's they find."""
    found = sorted(found, key=lambda each: -each[2])
    whole = sum(size for *_, size in found)
    right = numpy.cumsum([size * (gold == said) for gold, said, _, size in found])
    count = numpy.cumsum([size for *_, size in found])
    line = f"{what}: {whole} texts; all {right[-1] / whole:.4f}"
    for least in (0.98, 0.97):
        good = numpy.flatnonzero(right / count >= least)
        last = int(good[-1]) if len(good) else 0
        line += f"; P {least} at {count[last] / whole:.3f} (share {found[last][2]:.3f})"
    for code in style.CLASSES:
        gold_ = sum(size for gold, _, _, size in found if gold == code)
        hit = sum(size for gold, said, _, size in found[: last + 1] if gold == said == code)
        whole_ = sum(size for gold, said, _, size in found if gold == said == code)
        line += f"; {code} {hit / max(1, gold_):.3f} of {whole_ / max(1, gold_):.3f}"
    print(line, flush=True)


def small(weights: Weights) -> tuple[NDArray[numpy.int8], float]:
    """The weights as bytes, and what one is worth."""
    scale = float(numpy.abs(weights).max()) / 127
    kept = numpy.rint(weights / scale).astype(numpy.int8)
    return numpy.where(numpy.abs(kept).max(axis=1, keepdims=True) <= _NOTHING * 127, 0, kept), scale


def write(weights: Weights) -> None:
    """Keep the weights as bytes."""
    bytes_, scale = small(weights)
    numpy.savez_compressed(PATH, weights=bytes_, scale=numpy.float32(scale))
    print(f"{PATH.name}: {PATH.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
