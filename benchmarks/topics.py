"""How well the topic of an article is told by its words, where its outlet taught nothing; the model.

    python -m benchmarks.topics            each outlet judged by what the others taught
    python -m benchmarks.topics --write    learn from all of them and write `entities/lists/weights.tsv`

The sections of one corpus are mapped to the roots of IPTC's Media Topics. A section that names a place says
little of a topic: the two for news of the world and of the region stand for politics, so that crimes and
disasters in them count as that. Learnt is a linear model over the stems of title and opening (softmax, the
outlets and topics weighed against their size). Printed: F1 of each topic and their mean, for each outlet and
over all, then how many are told at all where weak evidence is none, and how many of those rightly.
"""

import argparse
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy
from numpy.typing import NDArray

from benchmarks import sets, text
from masdar.entities import topics
from masdar.stories import fingerprint

TOPICS: Mapping[str, str] = {
    "culture": "01000000",
    "economy": "04000000",
    "internationalNews": "11000000",
    "middleEast": "11000000",
    "sport": "15000000",
    "technology": "13000000",
}
CODES = tuple(sorted(set(TOPICS.values())))
# stems of a model, and articles that have one at least
_STEMS, _LEAST = 4_000, 8
# strength of the pull to nought, steps, their length, and how much of the step before goes on
_PULL, _STEPS, _LENGTH, _ON = 5e-5, 150, 20.0, 0.9
# how far topics, and outlets within them, are weighed alike whatever their size
_TOPICS_ALIKE, _OUTLETS_ALIKE = 0.7, 0.3
_FILE = Path(topics.__file__).parent / "lists" / "weights.tsv"

Array = NDArray[numpy.float32]


@dataclass(frozen=True, slots=True)
class Example:
    outlet: str
    topic: str
    # of each stem 1 + the logarithm of how often it stands there
    terms: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Model:
    places: Mapping[str, int]
    rarity: Array
    # a row for each stem, and one for what stands without any
    weights: Array


def examples() -> list[Example]:
    found = []
    for each in text.read(sets.folder("text"), "dev", None):
        if each.section is not None and each.section in TOPICS:
            mark = fingerprint.of(each)
            title = set(mark.title)
            counts = {term: 1 + math.log(count + (term in title)) for term, count in mark.terms}
            found.append(Example(each.source, TOPICS[each.section], counts))
    return found


def learn(taught: Sequence[Example]) -> Model:
    places, rarity = _stems(taught)
    told = _table(taught, places, rarity)
    labels = numpy.array([CODES.index(each.topic) for each in taught])
    truth = numpy.eye(len(CODES), dtype=numpy.float32)[labels]
    of_topic = Counter(each.topic for each in taught)
    of_outlet = Counter((each.outlet, each.topic) for each in taught)
    worth = numpy.array(
        [
            of_topic[each.topic] ** -_TOPICS_ALIKE * of_outlet[each.outlet, each.topic] ** -_OUTLETS_ALIKE
            for each in taught
        ],
        dtype=numpy.float32,
    )
    worth /= worth.sum()
    weights = numpy.zeros((told.shape[1], len(CODES)), dtype=numpy.float32)
    speed = numpy.zeros_like(weights)
    for _ in range(_STEPS):
        ahead = weights + _ON * speed
        slope = told.T @ ((_chances(told @ ahead) - truth) * worth[:, None])
        slope[:-1] += _PULL * ahead[:-1]
        speed = _ON * speed - _LENGTH * slope
        weights = weights + speed
    return Model(places, rarity, weights)


def _stems(taught: Sequence[Example]) -> tuple[dict[str, int], Array]:
    """The stems that tell topics apart best, and how rare each is."""
    met = Counter(term for each in taught for term in each.terms)
    of_topic = Counter(each.topic for each in taught)
    within = {code: Counter[str]() for code in CODES}
    for each in taught:
        within[each.topic].update(each.terms.keys())

    def worth(term: str) -> float:
        shares = []
        for code in CODES:
            here = (within[code][term] + 0.5) / (of_topic[code] + 1)
            there = (met[term] - within[code][term] + 0.5) / (len(taught) - of_topic[code] + 1)
            shares.append(abs(here - there) * abs(math.log(here / there)))
        return max(shares)

    able = [term for term, count in met.items() if count >= _LEAST and not term.isdigit()]
    chosen = sorted(able, key=lambda term: (-worth(term), term))[:_STEMS]
    rarity = numpy.array([math.log(len(taught) / met[term]) for term in chosen], dtype=numpy.float32)
    return {term: place for place, term in enumerate(chosen)}, rarity


def _table(given: Sequence[Example], places: Mapping[str, int], rarity: Array) -> Array:
    """A row of length 1 for each article, and a one behind it."""
    table = numpy.zeros((len(given), len(places) + 1), dtype=numpy.float32)
    for row, each in zip(table, given, strict=True):
        for term, weight in each.terms.items():
            if (place := places.get(term)) is not None:
                row[place] = weight * rarity[place]
        length = float(numpy.linalg.norm(row))
        row /= length or 1.0
        row[-1] = 1.0
    return table


def _chances(said: Array) -> Array:
    made = numpy.exp(said - said.max(axis=1, keepdims=True))
    return made / made.sum(axis=1, keepdims=True)


def judge(model: Model, given: Sequence[Example]) -> list[tuple[str, float]]:
    """The likeliest topic of each article, and how likely it is; nought where hardly a word is known."""
    chances = _chances(_table(given, model.places, model.rarity) @ model.weights)
    judged = []
    for each, row in zip(given, chances, strict=True):
        best = int(row.argmax())
        known = sum(term in model.places for term in each.terms)
        judged.append((CODES[best], float(row[best]) if known >= topics.LEAST else 0.0))
    return judged


def f1(pairs: Iterable[tuple[str, str]]) -> dict[str, float]:
    """F1 of each topic that stands among the true ones; pairs are the true and the judged one."""
    right: Counter[str] = Counter()
    true: Counter[str] = Counter()
    said: Counter[str] = Counter()
    for truth, judged in pairs:
        true[truth] += 1
        said[judged] += 1
        right[truth] += truth == judged
    return {topic: 2 * right[topic] / (true[topic] + said[topic]) for topic in sorted(true)}


def write(model: Model) -> None:
    """The model as the product reads it: stems, their rarity and their weights."""
    bias = model.weights[-1]
    lines = ["\t".join(f"{code}={value:.3f}" for code, value in zip(CODES, bias, strict=True))]
    for term, place in model.places.items():
        numbers = "\t".join(f"{value:.2f}" for value in model.weights[place])
        lines.append(f"{term}\t{model.rarity[place]:.2f}\t{numbers}")
    _FILE.write_text("\n".join(lines) + "\n", "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.topics", description=__doc__)
    parser.add_argument("--write", action="store_true", help="learn from all outlets and write the model")
    asked = parser.parse_args()
    every = examples()
    if asked.write:
        write(learn(every))
        print(f"{_FILE.name}: {_FILE.stat().st_size:,} bytes")
        return
    pairs: list[tuple[str, str]] = []
    sure: list[bool] = []
    for outlet in sorted({each.outlet for each in every}):
        model = learn([each for each in every if each.outlet != outlet])
        own = [each for each in every if each.outlet == outlet]
        judged = judge(model, own)
        told = f1((each.topic, code) for each, (code, _) in zip(own, judged, strict=True))
        print(f"{outlet}: {len(own)} articles, macro F1 {sum(told.values()) / len(told):.3f}", flush=True)
        for each, (code, chance) in zip(own, judged, strict=True):
            pairs.append((each.topic, code))
            if chance >= topics.SURE:
                sure.append(each.topic == code)
    told = f1(pairs)
    print({topic: round(value, 3) for topic, value in told.items()})
    share = sum(truth == judged for truth, judged in pairs) / len(pairs)
    print(f"all: {len(pairs)} articles, macro F1 {sum(told.values()) / len(told):.3f}, right {share:.3f}")
    print(f"told where sure: {len(sure) / len(pairs):.3f}, right {sum(sure) / len(sure):.3f}")


if __name__ == "__main__":
    main()
