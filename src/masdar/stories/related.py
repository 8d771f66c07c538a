"""What to read beside an article.

    terms = related.terms(mark, index.rarity(...))        what to ask the index for
    ranked = related.rank(mark, bags, rarity=...)         numbers alone: twenty in a quarter of a millisecond
    chosen = related.apart(mark, texts, limit=6)          the best of them, no text twice

Background counts as much as news of the hour, so age weighs little.
"""

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy
from numpy.typing import NDArray

from masdar.model import ArticleId, Bag, Digest, Fingerprint, Text
from masdar.stories import fingerprint as fingerprints

Numbers = NDArray[numpy.float64]

# terms asked of the index for one article
TERMS = 25
# what a title says counts so much more
_TITLE = 0.5
# the likeness of titles beside that of texts
_TITLES = 0.2
# the rarity of terms that the article has not. Their own would cost more, and was measured to choose worse
_MIDDLING = 4.5
# days after which likeness counts half
_HALF = 365.0
# of the shorter text's 5-grams: more in common, and whoever read one has read the other. A little less than
# makes a copy elsewhere: a page has room for six
_COPY = 0.4
_SHARED = 20
# what a term weighs that is said so often
_LOUD = numpy.array([0.0, *(1.0 + math.log(count) for count in range(1, 512))])


def terms(mark: Fingerprint, rarity: Mapping[str, float]) -> tuple[tuple[str, float], ...]:
    """The terms that tell most about an article, with their weights."""
    title = frozenset(mark.title)
    weighed = [
        (_weight(count) * rarity[term] * (1 + _TITLE * (term in title)), term)
        for term, count in mark.terms
        if rarity.get(term, 0.0) > 0
    ]
    weighed.sort(reverse=True)
    return tuple((term, weight) for weight, term in weighed[:TERMS])


def pick(
    mark: Fingerprint,
    candidates: Sequence[Fingerprint],
    *,
    rarity: Mapping[str, float],
    copies: Collection[ArticleId] = (),
    limit: int = 20,
) -> tuple[ArticleId, ...]:
    """The articles most alike, best first; no copy of the article, of `copies`, nor of one another.

    `rarity` is asked for the terms of the article alone; what it does not know of them counts nothing.
    """
    others = {each.article: each for each in candidates if each.article not in copies}
    bags = [fingerprints.bag(each) for each in others.values()]
    ranked = rank(fingerprints.bag(mark), bags, rarity=rarity)
    return apart(mark, (others[id] for id in ranked), limit=limit)


def rank(mark: Bag, bags: Sequence[Bag], *, rarity: Mapping[str, float]) -> tuple[ArticleId, ...]:
    """The articles of the bags, the most alike first; the article itself is left out."""
    bags = [each for each in bags if each.article != mark.article]
    known = _Known.of(rarity)
    text, heading = known.vectors(mark)
    rows = numpy.frombuffer(b"".join(each.words for each in bags), dtype=fingerprints.WORDS)
    of = numpy.repeat(numpy.arange(len(bags)), [len(each.words) // rows.itemsize for each in bags])
    place = known.places(rows["word"])
    rare = known.rarity[place]

    def cosines(ours: Numbers, said: Numbers, times: Numbers) -> Numbers:
        dots = numpy.bincount(of, times * said * ours[place], minlength=len(bags))
        squares = numpy.bincount(of, times * said * said, minlength=len(bags))
        return dots / numpy.sqrt(numpy.where(squares > 0, squares, 1.0))

    likeness = cosines(text, _loud(rows) * rare, numpy.ones(len(rows)))
    likeness += _TITLES * cosines(heading, rare, rows["title"].astype(numpy.float64))
    days = numpy.array([abs((each.at - mark.at).total_seconds()) / 86_400 for each in bags])
    scores = (likeness * 0.5 ** (days / _HALF)).tolist()
    ranked = sorted(zip(scores, bags, strict=True), key=lambda each: (-each[0], each[1].article))
    return tuple(bag.article for _, bag in ranked)


def apart(
    mark: Fingerprint, others: Iterable[Fingerprint | Text], *, limit: int = 20
) -> tuple[ArticleId, ...]:
    """The first of the others of which none is a copy of the article, nor of one before it."""
    texts = [_Text.of(mark)]
    chosen: list[ArticleId] = []
    for other in others:
        if len(chosen) >= limit:
            break
        text = _Text.of(other)
        if not any(text.copies(each) for each in texts):
            texts.append(text)
            chosen.append(other.article)
    return tuple(chosen)


@dataclass(frozen=True, slots=True)
class _Text:
    """A text, its 5-grams made numbers once."""

    digest: Digest
    hashes: fingerprints.Hashes

    @classmethod
    def of(cls, mark: Fingerprint | Text) -> "_Text":
        return cls(mark.digest, fingerprints.hashes(mark))

    def copies(self, other: "_Text") -> bool:
        """Whether one of the two holds most of the other."""
        if self.digest == other.digest:
            return True
        shared = fingerprints.shared(self.hashes, other.hashes)
        return shared >= _SHARED and shared >= _COPY * min(len(self.hashes), len(other.hashes))


@dataclass(frozen=True, slots=True)
class _Known:
    """Terms whose rarity is known, as ascending numbers; behind the last stand all others."""

    words: NDArray[numpy.uint32]
    rarity: Numbers

    @classmethod
    def of(cls, rarity: Mapping[str, float]) -> "_Known":
        words = fingerprints.numbers(rarity)
        order = numpy.argsort(words)
        return cls(words[order], numpy.append(numpy.array([*rarity.values()])[order], _MIDDLING))

    def places(self, words: NDArray[numpy.uint32]) -> NDArray[numpy.intp]:
        """Where the words stand among those that are known; of others the place behind the last."""
        last = len(self.words)
        place = numpy.searchsorted(self.words, words)
        held = numpy.append(self.words, 0)[place] == words
        return numpy.where(held & (place < last), place, last)

    def vectors(self, bag: Bag) -> tuple[Numbers, Numbers]:
        """What text and title say, by place, each of length 1; what is not known counts nothing."""
        rows = numpy.frombuffer(bag.words, dtype=fingerprints.WORDS)
        place = self.places(rows["word"])

        def vector(said: Numbers) -> Numbers:
            weights = numpy.zeros_like(self.rarity)
            weights[place] = said * self.rarity[place]
            weights[-1] = 0.0
            return weights / (math.sqrt(float(weights @ weights)) or 1.0)

        return vector(_loud(rows)), vector((rows["title"] > 0).astype(numpy.float64))


def _loud(rows: NDArray[numpy.void]) -> Numbers:
    """How much each term says of a text; what the title says is said once more."""
    counts = rows["count"].astype(numpy.intp)
    return _LOUD[numpy.where(counts > 0, counts + (rows["title"] > 0), 0)]


@cache
def _weight(count: int) -> float:
    return 1.0 + math.log(count)
