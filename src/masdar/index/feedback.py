"""What a question is about, judged by its best answers.

Papers tell one happening in other words, and readers type yet others. The stems that several of the best
answers share lead to the rest: the best answers of a second round are better (decision 0008).
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import log, log2

# how many answers say what a question is about, and by how many stems
ANSWERS = 5
# an answer worth less, beside the best, found what sounds or looks alike and speaks of something else
TRUSTED = 0.3
_STEMS = 15
# in so many of the answers at least, or it is one article's own
_AGREE = 2
# answers that are lifted by their stories, and those that speak for a story
LIFTED = 60
_VOICES = 20
# a stem of one or two letters is a particle
_SHORT = 3
# what more of the articles have says nothing
_COMMON = 0.1
# BM25 as the engine has it, and the length of an article in it
_K, _B, _LENGTH = 1.2, 0.75, 280.0


@dataclass(frozen=True, slots=True)
class Answer:
    score: float
    stems: Sequence[str]


def terms(
    answers: Sequence[Answer], frequency: Mapping[str, int], count: int, *, worth: float = 2.0
) -> dict[str, float]:
    """Stems with what each is worth in a second round; none where the answers agree in nothing.

    `frequency` tells in how many of `count` articles each stem is that several of the answers have; `worth`
    is what all of them are worth together, beside the question itself.
    """
    if len(answers) < _AGREE or answers[0].score <= 0:
        return {}
    bags = [(answer.score / answers[0].score, Counter(answer.stems)) for answer in answers]
    rarities = {
        stem: _rarity(found, count) for stem, found in frequency.items() if 1 < found < count * _COMMON
    }
    weights: dict[str, float] = {}
    for trust, bag in bags:
        length = _K * (1 - _B + _B * bag.total() / _LENGTH)
        for stem, rarity in rarities.items():
            if times := bag.get(stem, 0):
                weights[stem] = weights.get(stem, 0.0) + trust * rarity * times * (_K + 1) / (times + length)
    best = sorted(weights.items(), key=lambda each: (-each[1], each[0]))[:_STEMS]
    highest = max((_score(bag, best, rarities) for _, bag in bags), default=0.0)
    if highest <= 0:
        return {}
    return {stem: weight * worth * answers[0].score / highest for stem, weight in best}


def lifted(scores: Sequence[float], stories: Sequence[int], *, by: float = 0.7) -> list[float]:
    """The scores of the best answers, each lifted by how well its story answers as a whole.

    The best story lifts by such a share of the best score.
    Nothing falls, so that what stands behind these answers stays behind them.
    """
    if not scores or scores[0] <= 0:
        return list(scores)
    told: dict[int, float] = {}
    for place, (score, story) in enumerate(zip(scores[:_VOICES], stories[:_VOICES], strict=True)):
        if story:
            told[story] = told.get(story, 0.0) + score / log2(place + 2)
    highest = max(told.values(), default=0.0)
    if not highest:
        return list(scores)
    lift = by * scores[0] / highest
    return [score + lift * told.get(story, 0.0) for score, story in zip(scores, stories, strict=True)]


def shared(answers: Sequence[Answer]) -> set[str]:
    """The stems that several of the answers have."""
    bags = [set(answer.stems) for answer in answers]
    held = {stem for one, other in combinations(bags, _AGREE) for stem in one & other}
    return {stem for stem in held if len(stem) >= _SHORT}


def _score(bag: Counter[str], best: Sequence[tuple[str, float]], rarities: Mapping[str, float]) -> float:
    length = _K * (1 - _B + _B * bag.total() / _LENGTH)
    return sum(
        weight * rarities[stem] * bag[stem] * (_K + 1) / (bag[stem] + length)
        for stem, weight in best
        if stem in bag
    )


def _rarity(found: int, count: int) -> float:
    return log(1 + (count - found + 0.5) / (found + 0.5))
