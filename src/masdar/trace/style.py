"""Whose style a text has: a guess from words, where nobody says and no copy tells.

Agencies write by house rules and papers keep their phrases. A linear model over words, signs and their pairs,
learnt by `benchmarks/style.py` from credited articles with every agency's name taken out, gives each agency
it knows a probability: that a text is one of theirs at all, and which one's among them. Words are taken as
they are spelt: a house that writes no hamza, its names of months and its decimal point are its style.

    style.of(title, body, place)       the likeliest agencies, and the words that spoke for each
"""

import functools
import importlib.resources
import io
import math
import re
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy
from numpy.typing import NDArray

from masdar.arabic import agencies, fold
from masdar.arrays import distinct
from masdar.model import ArticleId, Claim
from masdar.trace import confidence

# the agencies that the model tells apart; one more column tells their texts from all others
CLASSES = ("WAS", "REUTERS", "AFP", "DPA")
BITS = 19
# signs and words of a text that are read: the opening has the house's form, a long tail adds little
_SIGNS, _WORDS = 4_000, 500
# an agency less likely than this is not named, nor one with less of a share among the agencies: a text that
# looks like a paper's own may yet prove to be an agency's, once another paper has it
LEAST, SHARE = 0.0005, 0.005
# a text of fewer words has no style
FEW = 25
# what is asked of a guess: of a text alone; of its share among agencies where several print it
_ALONE_LEAST = 0.9
_SHARED_LEAST = 0.83
# and how likely such a text must be an agency's at all: papers share reports of their own, too
_SHARED_THEIRS = 0.02
# the share of an agency that a text is not like at all
_ABSENT = 0.002
# pairs of words shown as what spoke for a guess
_SHOWN = 3
# words whose number is remembered
_REMEMBERED = 1 << 17
_MARKS = re.compile("[\u064b-\u0652\u0670\u0640]+")
_LETTERS = r"(?:[^\W_][\u064b-\u0652\u0670]*)+"
# a word with its marks, or one other sign
_TOKEN = re.compile(rf"{_LETTERS}|[^\w\s\u064b-\u0652\u0670]")
_ODD = numpy.uint32(0x9E3779B1)
_EVEN = numpy.uint32(0x85EBCA6B)


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """An agency's code, how likely the text is its, and the folded words that spoke most for it."""

    code: str
    probability: float
    words: tuple[str, ...]


def of(title: str, body: str, place: str = "") -> tuple[Guess, ...]:
    """The agencies whose style a text may have, the likeliest first.

    `place` is that of the dateline. Nothing for a text too short to have a style.
    """
    said = read(body)
    if len(said) < FEW:
        return ()
    kept, scale = model()
    words = hashed(said)
    seen = buckets(fold.words(title), words, fold.words(place))
    weights = kept[seen]
    known = weights.any(axis=1)
    seen, weights = seen[known], weights[known]
    if not len(seen):
        return ()
    scores = weights.sum(axis=0, dtype=numpy.int32).astype(numpy.float32) * numpy.float32(scale)
    found = probabilities(scores, len(seen))
    whole = float(found.sum())
    spoke = _Spoken(body, said, words, seen)
    return tuple(
        Guess(code=CLASSES[at], probability=float(found[at]), words=spoke.for_(weights, at))
        for at in numpy.argsort(-found, kind="stable").tolist()
        if found[at] >= max(LEAST, SHARE * whole)
    )


def judge(
    stated: Sequence[Claim], *, printed: int, near: Mapping[ArticleId, float] | None = None
) -> tuple[str, float, tuple[Claim, ...]] | None:
    """The agency that the guesses on a text and its copies agree on, how sure, and the claims for it.

    A text that several sources print is rarely a paper's own, so there the agencies are weighed against one
    another, if it is not plainly a paper's; a text that stands by itself must be an agency's above all doubt.
    `near` has how much of the text each copy shares: one that shares half of it tells a quarter as much.
    """
    by_text: dict[ArticleId, dict[str, float]] = {}
    for claim in stated:
        by_text.setdefault(claim.article, {})[claim.value] = claim.weight
    texts = list(by_text.values())
    if printed > 1:
        loud = [(near or {}).get(article, 1.0) ** 2 for article in by_text]
        found = shares(texts, loud)
        code = min(found, key=lambda each: (-found[each], each))
        heard = sum(w * math.log(sum(each.values())) for each, w in zip(texts, loud, strict=True))
        if found[code] < _SHARED_LEAST or math.exp(heard / sum(loud)) < _SHARED_THEIRS:
            return None
        sure = confidence.of_style(found[code])
    else:
        # one paper that prints a text twice is one voice still: each of its copies must say so
        likely = {code: min(each.get(code, 0.0) for each in texts) for code in texts[0]}
        code = min(likely, key=lambda each: (-likely[each], each))
        if likely[code] < _ALONE_LEAST:
            return None
        sure = min(confidence.MOST, likely[code])
    spoke = sorted(
        (claim for claim in stated if claim.value == code), key=lambda each: (-each.weight, each.id)
    )
    return code, round(sure, 4), tuple(spoke)


def shares(texts: Sequence[Mapping[str, float]], loud: Sequence[float] = ()) -> dict[str, float]:
    """Each agency's share of all that the texts say, each as loud as told, else with one voice.

    Copies repeat one another's words, so that n of them speak as loud as the root of n independent texts.
    """
    loud = loud or [1.0] * len(texts)
    logs = dict.fromkeys(CLASSES, 0.0)
    for each, voice in zip(texts, loud, strict=True):
        whole = sum(each.get(code, 0.0) for code in CLASSES) or 1.0
        for code in CLASSES:
            # an agency that a text is not like at all has its little share too
            share = max(_ABSENT, each.get(code, 0.0) / whole)
            logs[code] += voice * math.log(share) / math.sqrt(sum(loud))
    most = max(logs.values())
    powers = {code: math.exp(log - most) for code, log in logs.items()}
    whole = sum(powers.values())
    return {code: power / whole for code, power in powers.items()}


def read(body: str) -> list[str]:
    """The words and signs of a text's opening, those of the names of agencies left out."""
    return _TOKEN.findall(_opening(body))[:_WORDS]


def _opening(body: str) -> str:
    """The part of a text that is read, blank where an agency is named."""
    text = body[:_SIGNS]
    for mention in agencies.find(text):
        text = text[: mention.start] + " " * (mention.end - mention.start) + text[mention.end :]
    return text


def without_names(text: str) -> str:
    """The text with each agency's name taken out."""
    for mention in sorted(agencies.find(text), key=lambda each: -each.start):
        text = f"{text[: mention.start]} {text[mention.end :]}"
    return text


def buckets(title: list[str], words: NDArray[numpy.uint32], place: list[str]) -> NDArray[numpy.int64]:
    """The distinct features: words, pairs of words, the opening's first pairs, the places of the dateline."""
    parts = [words, _pairs(words)]
    # how it opens is a form of its own
    parts.append(_pairs(words[:6]) * _EVEN + numpy.uint32(1))
    parts.append(_pairs(hashed(title)) * _ODD + numpy.uint32(2))
    parts.append(hashed(place) * _EVEN + numpy.uint32(3))
    return distinct(_mixed(numpy.concatenate(parts)))


def probabilities(scores: NDArray[numpy.float32], size: int) -> NDArray[numpy.float32]:
    """Scores as a probability for each agency; a text's length takes no part."""
    scores = scores / numpy.float32(numpy.sqrt(size))
    powers = numpy.exp(scores[:-1] - scores[:-1].max())
    found: NDArray[numpy.float32] = powers / powers.sum() / (1 + numpy.exp(-scores[-1]))
    return found


class _Spoken:
    """The pairs of words of a text, and where each stands among its features."""

    def __init__(
        self, body: str, said: list[str], words: NDArray[numpy.uint32], seen: NDArray[numpy.int64]
    ) -> None:
        self._body, self._words = body, said
        asked = _mixed(_pairs(words))
        at = numpy.minimum(numpy.searchsorted(seen, asked), len(seen) - 1)
        self._places = numpy.flatnonzero(seen[at] == asked)
        self._at = at[self._places]

    def for_(self, weights: NDArray[numpy.int8], best: int) -> tuple[str, ...]:
        """The pairs of words that set the class furthest from its nearest rival, as they are printed."""
        mine = weights[self._at, :-1].astype(numpy.int16)
        own = mine[:, best].copy()
        mine[:, best] = numpy.iinfo(numpy.int16).min // 2
        scores = own - mine.max(axis=1)
        found: dict[str, None] = {}
        for number in numpy.argsort(-scores, kind="stable")[: numpy.count_nonzero(scores > 0)].tolist():
            place = int(self._places[number])
            one, two = self._words[place : place + 2]
            # two words with nothing between them but a space: signs tell a reader nothing
            if one[0].isalnum() and two[0].isalnum() and (said := f"{one} {two}") in self._body:
                found[said] = None
                if len(found) == _SHOWN:
                    break
        return tuple(found)


def _mixed(mixed: NDArray[numpy.uint32]) -> NDArray[numpy.int64]:
    mixed ^= mixed >> numpy.uint32(15)
    mixed *= _ODD
    return (mixed >> numpy.uint32(32 - BITS)).astype(numpy.int64)


def _pairs(single: NDArray[numpy.uint32]) -> NDArray[numpy.uint32]:
    return single[:-1] * _ODD + single[1:] * _EVEN


def hashed(words: Sequence[str]) -> NDArray[numpy.uint32]:
    """Words as numbers, the same on every machine; marks of vowels and tatweel take no part."""
    return numpy.fromiter(map(_NUMBERS.__getitem__, words), dtype=numpy.uint32, count=len(words))


class _Numbers(dict[str, int]):
    """The number of a word as it is spelt; a language says the same words over and over."""

    def __missing__(self, word: str) -> int:
        if len(self) > _REMEMBERED:
            self.clear()
        found = self[word] = zlib.crc32(_MARKS.sub("", word).encode("utf-8", "surrogatepass"))
        return found


_NUMBERS = _Numbers()


@functools.cache
def model() -> tuple[NDArray[numpy.int8], float]:
    """Weights by bucket and class, and what one of them is worth."""
    data = importlib.resources.files("masdar.trace").joinpath("style.npz").read_bytes()
    with numpy.load(io.BytesIO(data)) as kept:
        return kept["weights"], float(kept["scale"])
