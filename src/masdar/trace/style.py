"""Whose style a text has: a guess from words, where nobody says and no copy tells.

Agencies write by house rules and papers keep their phrases. A linear model over words and pairs of words,
learnt by `benchmarks/style.py` from credited articles with every agency's name taken out, gives each agency
it knows a probability; what else there is counts as a paper's own or as another's.

    style.of(title, body, place)       the likeliest agencies, and the words that spoke for each
"""

import functools
import importlib.resources
import io
import math
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy
from numpy.typing import NDArray

from masdar.arabic import agencies, fold
from masdar.model import Claim
from masdar.trace import confidence

# what the model tells apart: agencies by code, a paper's own text, and any other agency
OWN, OTHER = "", "?"
CLASSES = ("WAS", "REUTERS", "AFP", "DPA", OWN, OTHER)
BITS = 18
# words of a text that are read: the opening has the house's form, a long tail adds little
_WORDS = 400
# an agency less likely than this is not named, nor one with less of a share among the agencies: a text that
# looks like a paper's own may yet prove to be an agency's, once another paper has it
LEAST, SHARE = 0.002, 0.02
# a text of fewer words has no style
FEW = 25
# what is asked of a guess: of a text alone; of its share among agencies where several print it
_ALONE_LEAST = 0.9
_SHARED_LEAST = 0.65
# the share of an agency that a text is not like at all
_ABSENT = 0.01
# pairs of words shown as what spoke for a guess
_SHOWN = 3
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
    words = read(body)
    if len(words) < FEW:
        return ()
    kept, scale = model()
    seen = buckets(fold.words(title), words, fold.words(place))
    weights = kept[seen].astype(numpy.float32) * numpy.float32(scale)
    known = weights.any(axis=1)
    seen, weights = seen[known], weights[known]
    if not len(seen):
        return ()
    found = probabilities(weights.sum(axis=0), len(seen))
    order = [at for at in numpy.argsort(-found).tolist() if CLASSES[at] not in (OWN, OTHER)]
    whole = float(found[order].sum())
    return tuple(
        Guess(code=CLASSES[at], probability=float(found[at]), words=_spoke(words, weights, seen, at))
        for at in order
        if found[at] >= max(LEAST, SHARE * whole)
    )


def judge(stated: Sequence[Claim], *, printed: int) -> tuple[str, float, tuple[Claim, ...]] | None:
    """The agency that the guesses on a text and its copies agree on, how sure, and the claims for it.

    A text that several sources print is rarely a paper's own, so there the agencies are weighed against one
    another alone; a text that stands by itself must be an agency's above all doubt.
    """
    by_text: dict[str, dict[str, float]] = {}
    for claim in stated:
        by_text.setdefault(claim.article, {})[claim.value] = claim.weight
    if printed > 1:
        shares = _together(list(by_text.values()))
        code = min(shares, key=lambda each: (-shares[each], each))
        if shares[code] < _SHARED_LEAST:
            return None
        sure = confidence.of_style(shares[code])
    else:
        # one paper that prints a text twice is one voice still: each of its copies must say so
        texts = list(by_text.values())
        likely = {code: min(each.get(code, 0.0) for each in texts) for code in texts[0]}
        code = min(likely, key=lambda each: (-likely[each], each))
        if likely[code] < _ALONE_LEAST:
            return None
        sure = min(confidence.MOST, likely[code])
    spoke = sorted(
        (claim for claim in stated if claim.value == code), key=lambda each: (-each.weight, each.id)
    )
    return code, round(sure, 4), tuple(spoke)


def _together(texts: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """Each agency's share of all, where each text has one voice: the geometric mean."""
    logs = dict.fromkeys(sorted({code for each in texts for code in each}), 0.0)
    for each in texts:
        whole = sum(each.values())
        for code in logs:
            logs[code] += math.log(max(_ABSENT, each.get(code, 0.0) / whole)) / len(texts)
    powers = {code: math.exp(log) for code, log in logs.items()}
    # the agencies that no text is like have their little share too
    whole = sum(powers.values()) + _ABSENT * (len(CLASSES) - 2 - len(powers))
    return {code: power / whole for code, power in powers.items()}


def read(body: str) -> list[str]:
    """The folded words of a text's opening, the names of agencies taken out."""
    return fold.words(without_names(body[: _WORDS * 8]))[:_WORDS]


def without_names(text: str) -> str:
    """The text with each agency's name taken out."""
    for mention in sorted(agencies.find(text), key=lambda each: -each.start):
        text = f"{text[: mention.start]} {text[mention.end :]}"
    return text


def buckets(title: list[str], words: list[str], place: list[str]) -> NDArray[numpy.int64]:
    """The distinct features: words, pairs of words, the opening's first pairs, the places of the dateline."""
    single = _hashed(words)
    parts = [single, _pairs(single)]
    # how it opens is a form of its own
    parts.append(_pairs(single[:6]) * _EVEN + numpy.uint32(1))
    parts.append(_pairs(_hashed(title)) * _ODD + numpy.uint32(2))
    parts.append(_hashed(place) * _EVEN + numpy.uint32(3))
    return numpy.unique(_mixed(numpy.concatenate(parts)))


def probabilities(scores: NDArray[numpy.float32], size: int) -> NDArray[numpy.float32]:
    """Scores as probabilities; a text's length takes no part."""
    scores = scores / numpy.float32(numpy.sqrt(size))
    powers = numpy.exp(scores - scores.max())
    found: NDArray[numpy.float32] = powers / powers.sum()
    return found


def _spoke(
    words: list[str], weights: NDArray[numpy.float32], seen: NDArray[numpy.int64], best: int
) -> tuple[str, ...]:
    """The pairs of words that set the class furthest from its nearest rival."""
    if len(words) < 2:
        return ()
    lead = weights[:, best] - numpy.delete(weights, best, axis=1).max(axis=1)
    asked = _mixed(_pairs(_hashed(words)))
    at = numpy.minimum(numpy.searchsorted(seen, asked), len(seen) - 1)
    scores = numpy.where(seen[at] == asked, lead[at], 0.0)
    found: dict[str, None] = {}
    for place in numpy.argsort(-scores, kind="stable").tolist():
        if scores[place] <= 0 or len(found) == _SHOWN:
            break
        found[f"{words[place]} {words[place + 1]}"] = None
    return tuple(found)


def _mixed(mixed: NDArray[numpy.uint32]) -> NDArray[numpy.int64]:
    mixed ^= mixed >> numpy.uint32(15)
    mixed *= _ODD
    return (mixed >> numpy.uint32(32 - BITS)).astype(numpy.int64)


def _pairs(single: NDArray[numpy.uint32]) -> NDArray[numpy.uint32]:
    return single[:-1] * _ODD + single[1:] * _EVEN


def _hashed(words: list[str]) -> NDArray[numpy.uint32]:
    return numpy.fromiter(map(_word, words), dtype=numpy.uint32, count=len(words))


@functools.lru_cache(maxsize=100_000)
def _word(word: str) -> int:
    return zlib.crc32(word.encode())


@functools.cache
def model() -> tuple[NDArray[numpy.int8], float]:
    """Weights by bucket and class, and what one of them is worth."""
    data = importlib.resources.files("masdar.trace").joinpath("style.npz").read_bytes()
    with numpy.load(io.BytesIO(data)) as kept:
        return kept["weights"], float(kept["scale"])
