"""Why an article stands beside another, as far as both are shown.

reasons = why.of(ours, theirs, rarity=...)
reasons.words        those of both that few articles have, as ours writes them
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from masdar.arabic import fold, tokens

# words of a shown text that are compared, and so many are named
_READ, _NAMED = 300, 4
# a word that one article in so many has is no accident in two; of few articles so many may have it
_ONE_IN, _FEW = 50, 3
_LEAST = 3


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a shown text: each stem with how it is first written, those of the title first."""

    written: Mapping[str, str]

    @classmethod
    def of(cls, title: str, text: str) -> "Words":
        written: dict[str, str] = {}
        for said in (title, " ".join(text.split()[:_READ])):
            for start, end in fold.spans(said):
                word = said[start:end]
                if stem := _stem(word):
                    written.setdefault(stem, word)
        return cls(written)


@lru_cache(maxsize=100_000)
def _stem(word: str) -> str:
    """The stem of a word as it is written; none of numbers and particles. Pages say the same words."""
    key = "".join(fold.words(word))
    return tokens.stem(key) if len(key) >= _LEAST and not key.isdigit() else ""


def shared(ours: Words, theirs: Words) -> tuple[str, ...]:
    """The stems that both have, in our order."""
    return tuple(stem for stem in ours.written if stem in theirs.written)


def rare(
    ours: Words, stems: tuple[str, ...], rarity: Mapping[str, float], *, articles: int
) -> tuple[str, ...]:
    """The rarest of these stems as our text writes them, the rarest first; none that many articles have.

    `rarity` is the inverse document frequency among so many `articles`.
    """
    least = math.log((articles + 1) / (max(_FEW, articles / _ONE_IN) + 0.5))
    known = [(rarity.get(stem, 0.0), -place, stem) for place, stem in enumerate(stems)]
    chosen = sorted((each for each in known if each[0] >= least), reverse=True)[:_NAMED]
    return tuple(ours.written[stem] for _, _, stem in chosen)
