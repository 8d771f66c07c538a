"""What an article is about, as a root of the IPTC's Media Topics (codes 01000000 to 17000000).

    topics.of_section("كرة القدم")     "15000000"
    topics.of(mark)                    "13000000", or None where the words do not tell

Its source's own section tells where it names a topic; else the words of its title and opening, weighed by
what was learnt from sections (`benchmarks.topics`). These told of five of the roots alone.
"""

import math
from collections.abc import Iterable
from functools import cache
from importlib import resources

import numpy
from numpy.typing import NDArray

from masdar.arabic import fold
from masdar.model import Fingerprint

# of two answers the better one must be so likely, and so many words must be known that tell anything
SURE = 0.7
LEAST = 6
_FOLDER = "masdar.entities"

Weights = NDArray[numpy.float32]


def of_section(name: str | None) -> str | None:
    """The topic that a section of a source names, in Arabic, English or French; None where it names none."""
    return _sections().get(_key(name)) if name else None


def of(mark: Fingerprint) -> str | None:
    """The topic that the words of an Arabic article tell; None where they do not."""
    if not mark.language.startswith("ar"):
        return None
    title = frozenset(mark.title)
    code, chance = likeliest((term, count + (term in title)) for term, count in mark.terms)
    return code if chance >= SURE else None


def likeliest(terms: Iterable[tuple[str, int]]) -> tuple[str | None, float]:
    """The likeliest topic by stems and how often they stand there, and how likely it is.

    None where hardly a word tells anything.
    """
    places, codes, rarity, weights, bias = _model()
    found = [(place, count) for term, count in terms if (place := places.get(term)) is not None]
    if len(found) < LEAST:
        return None, 0.0
    at = numpy.array([place for place, _ in found])
    told = numpy.array([1.0 + math.log(count) for _, count in found], dtype=numpy.float32) * rarity[at]
    told /= math.sqrt(float(told @ told)) or 1.0
    said = told @ weights[at] + bias
    chances = numpy.exp(said - said.max())
    chances /= chances.sum()
    best = int(chances.argmax())
    return codes[best], float(chances[best])


@cache
def _sections() -> dict[str, str]:
    return {
        _key(name): code
        for code, names in (line.split("\t") for line in _list("sections.tsv"))
        for name in names.split("|")
    }


def _key(name: str) -> str:
    return " ".join(fold.words(name))


@cache
def _model() -> tuple[dict[str, int], tuple[str, ...], Weights, Weights, Weights]:
    """The stems with their places; the codes; of each stem its rarity and weights; what holds without any."""
    head, *lines = _list("weights.tsv")
    codes, bias = zip(*(each.split("=") for each in head.split("\t")), strict=True)
    places, rows = {}, []
    for place, line in enumerate(lines):
        stem, *numbers = line.split("\t")
        places[stem] = place
        rows.append([float(number) for number in numbers])
    table = numpy.array(rows, dtype=numpy.float32)
    return places, codes, table[:, 0].copy(), table[:, 1:].copy(), numpy.array(bias, dtype=numpy.float32)


def _list(name: str) -> list[str]:
    text = (resources.files(_FOLDER) / "lists" / name).read_text("utf-8")
    return [line for line in text.splitlines() if line]
