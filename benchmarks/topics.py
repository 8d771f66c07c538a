"""How well the topic of an article is told by its words, where its outlet taught nothing.

    python -m benchmarks.topics

The sections of one corpus are mapped to the roots of IPTC's Media Topics. A section that names a place says
little of a topic: the two for news of the world and of the region stand for politics, so that crimes and
disasters in them count as that. Each outlet is judged by what the others taught (complement naive Bayes over
the stems of title and opening). Printed: F1 of each topic, and their mean, over all outlets and for each.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from benchmarks import sets, text
from masdar.stories import fingerprint

TOPICS: Mapping[str, str] = {
    "culture": "01000000",
    "economy": "04000000",
    "internationalNews": "11000000",
    "middleEast": "11000000",
    "sport": "15000000",
    "technology": "13000000",
}
# what is added to each count, and stems that fewer articles have teach nothing
_SMOOTH, _LEAST = 0.5, 3


@dataclass(frozen=True, slots=True)
class Example:
    outlet: str
    topic: str
    terms: Mapping[str, float]


def examples() -> list[Example]:
    found = []
    for each in text.read(sets.folder("text"), "dev", None):
        if each.section is not None and each.section in TOPICS:
            mark = fingerprint.of(each)
            counts = {term: 1 + math.log(count + (term in mark.title)) for term, count in mark.terms}
            found.append(Example(each.source, TOPICS[each.section], counts))
    return found


def learn(taught: Sequence[Example]) -> dict[str, dict[str, float]]:
    """What each stem says against each topic: how much of it the other topics hold."""
    met = Counter(term for each in taught for term in each.terms)
    held: defaultdict[str, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
    for each in taught:
        for term, weight in each.terms.items():
            if met[term] >= _LEAST:
                held[each.topic][term] += weight * math.log(len(taught) / met[term])
    whole: defaultdict[str, float] = defaultdict(float)
    for terms in held.values():
        for term, weight in terms.items():
            whole[term] += weight
    total = sum(whole.values())
    model = {}
    for topic, terms in held.items():
        rest = total - sum(terms.values()) + _SMOOTH * len(whole)
        against = {
            term: math.log((all_ - terms.get(term, 0.0) + _SMOOTH) / rest) for term, all_ in whole.items()
        }
        size = sum(abs(weight) for weight in against.values())
        model[topic] = {term: weight / size for term, weight in against.items()}
    return model


def judge(model: Mapping[str, Mapping[str, float]], terms: Mapping[str, float]) -> str:
    """The topic that the words speak least against."""

    def against(topic: str) -> float:
        weights = model[topic]
        return sum(weight * weights.get(term, 0.0) for term, weight in terms.items())

    return min(sorted(model), key=against)


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


def main() -> None:
    every = examples()
    pairs = []
    for outlet in sorted({each.outlet for each in every}):
        model = learn([each for each in every if each.outlet != outlet])
        own = [(each.topic, judge(model, each.terms)) for each in every if each.outlet == outlet]
        told = f1(own)
        print(f"{outlet}: {len(own)} articles, macro F1 {sum(told.values()) / len(told):.3f}", flush=True)
        pairs += own
    told = f1(pairs)
    print({topic: round(value, 3) for topic, value in told.items()})
    share = sum(truth == judged for truth, judged in pairs) / len(pairs)
    print(f"all: {len(pairs)} articles, macro F1 {sum(told.values()) / len(told):.3f}, right {share:.3f}")


if __name__ == "__main__":
    main()
