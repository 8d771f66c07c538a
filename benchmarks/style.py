"""Learn the styles of agencies from credited articles: writes `src/masdar/trace/style.npz`.

    python -m benchmarks.style [--folds N] [--dry]

A softmax regression over hashed pairs of words, trained by Adagrad in a fixed order: the same corpora give
the same file. An article is learnt from if its byline names exactly one agency, or a reporter and none. Names
of agencies are taken out of the texts first. Folds are of days, three neighbouring ones together.
"""

import argparse
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy
import zstandard
from numpy.typing import NDArray

from benchmarks import sets, text
from masdar.arabic import agencies, fold
from masdar.extract import byline
from masdar.trace import style

PATH = Path(__file__).parents[1] / "src/masdar/trace/style.npz"
# papers whose texts open with their byline
OPENS = frozenset({"3alyoum", "sabq"})
_ROUNDS, _RATE, _DECAY = 4, 0.3, 2e-6
# a feature of fewer articles teaches nothing
_FEWEST = 3
# whether a class is an agency that a guess may name
CODES = [each not in (style.OWN, style.OTHER) for each in style.CLASSES]
_UNNAMED = "AGENCIES"
Buckets = NDArray[numpy.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """The features of an article, its class, and its day."""

    seen: Buckets
    label: int
    day: str


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--folds", type=int, default=3, help="0: none")
    parser.add_argument("--dry", action="store_true", help="write nothing")
    asked = parser.parse_args()
    examples = thinned(list(read()))
    names = [style.CLASSES[each.label] or "own" for each in examples]
    print({name: names.count(name) for name in dict.fromkeys(names)})
    if asked.folds:
        validate(examples, asked.folds)
    if not asked.dry:
        write(train(examples))


def read() -> Iterator[Example]:
    """The articles to learn from."""
    for row in rows():
        body, said = row["text"] or "", row["byline"] or ""
        if row["source"] in OPENS and not said:
            said = " ".join(body.split()[:5])
            body = " ".join(body.split()[5:])
        label = classed(said)
        words = style.read(body)
        if label is None or len(words) < style.FEW:
            continue
        place = fold.words(" ".join(byline.read(said).places[:1]))
        yield Example(
            seen=style.buckets(fold.words(row["title"] or ""), words, place),
            label=label,
            day=(row.get("published") or row["extracted"])[:10],
        )


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
        return style.CLASSES.index(code if code in style.CLASSES else style.OTHER)
    if codes or not said.strip():
        return None
    return style.CLASSES.index(style.OWN) if byline.read(said).persons else None


def train(examples: Sequence[Example]) -> NDArray[numpy.float32]:
    """Weights by bucket and class."""
    weights = numpy.zeros((1 << style.BITS, len(style.CLASSES)), dtype=numpy.float32)
    squares = numpy.full_like(weights, 1e-2)
    order = numpy.random.default_rng(1)
    for _ in range(_ROUNDS):
        for at in order.permutation(len(examples)).tolist():
            each = examples[at]
            mine = weights[each.seen]
            error = style.probabilities(mine.sum(axis=0), len(each.seen))
            error[each.label] -= 1
            step = error / numpy.float32(numpy.sqrt(len(each.seen))) + _DECAY * mine
            held = squares[each.seen] + step * step
            squares[each.seen] = held
            weights[each.seen] = mine - _RATE * step / numpy.sqrt(held)
    return weights


def validate(examples: Sequence[Example], folds: int) -> None:
    """Precision and coverage by class, each fold's days judged by what the others taught."""
    days = sorted({each.day for each in examples})
    # neighbouring days stay together: a text comes again the next day
    fold_of = {day: at // 3 % folds for at, day in enumerate(days)}
    found: list[tuple[int, int, float]] = []
    among: list[tuple[int, int, float]] = []
    for part in range(folds):
        weights = train([each for each in examples if fold_of[each.day] != part])
        for each in examples:
            if fold_of[each.day] == part:
                chances = style.probabilities(weights[each.seen].sum(axis=0), len(each.seen))
                best = int(chances.argmax())
                found.append((each.label, best, float(chances[best])))
                if CODES[each.label]:
                    agency = int(numpy.where(CODES, chances, 0).argmax())
                    among.append((each.label, agency, float(chances[agency] / (chances[CODES].sum()))))
    for least in (0.0, 0.7, 0.8, 0.9):
        said = [each for each in among if each[2] >= least]
        right = sum(each[0] == each[1] for each in said)
        print(f"among agencies, least {least}: P {right / len(said):.4f} at {len(said) / len(among):.3f}")
    for least in (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95):
        line = f"least {least:.2f}:"
        for label, name in enumerate(style.CLASSES):
            gold = sum(1 for each in found if each[0] == label)
            said = [each for each in found if each[1] == label and each[2] >= least]
            right = sum(each[0] == label for each in said)
            line += f"  {name or 'own'} P {right / max(1, len(said)):.3f} R {right / max(1, gold):.3f}"
        own = [each for each in found if style.CLASSES[each[0]] == style.OWN]
        wrong = sum(
            style.CLASSES[each[1]] not in (style.OWN, style.OTHER) and each[2] >= least for each in own
        )
        print(f"{line}  own given away {wrong / max(1, len(own)):.4f}")


def small(weights: NDArray[numpy.float32]) -> tuple[NDArray[numpy.int8], float]:
    """The weights as bytes, and what one is worth."""
    scale = float(numpy.abs(weights).max()) / 127
    return numpy.rint(weights / scale).astype(numpy.int8), scale


def write(weights: NDArray[numpy.float32]) -> None:
    """Keep the weights as bytes."""
    bytes_, scale = small(weights)
    numpy.savez_compressed(PATH, weights=bytes_, scale=numpy.float32(scale))
    print(f"{PATH.name}: {PATH.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
