"""What comparison needs of an article, made once and kept.

    mark = fingerprint.of(article)
    mark.shingles      every distinct word 5-gram as a hash, the same on every machine
    mark.terms         stems of title and opening, and their counts

Two texts are compared by the 5-grams they share. All are kept, none sampled: papers cut and add, and a
sample of a short text is too small to tell an edited copy from a common phrase.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

import numpy
from numpy.typing import NDArray

from masdar.arabic import fold, tokens
from masdar.arrays import distinct
from masdar.model import Article, Bag, Fingerprint, Text, digest

Hashes = NDArray[numpy.uint64]

# words in a shingle
SPAN = 5
# a body of fewer words is compared together with its title: "فيديو" alone says nothing
_SHORT = 20
# words of a body that tell what it is about: a longer text wanders, and is like everything a little
_OPENING = 400
# distinct stems kept of one article: those that it opens with, then the most frequent
_TERMS = 400
# words of a body that stand with its title for what happened; what follows is background
_LEAD = 60
# odd, so that no word of a shingle loses bits: the golden ratio and its powers, modulo 2**64
_RATIO = 0x9E3779B97F4A7C15
_PLACES = numpy.array([pow(_RATIO, SPAN - place, 1 << 64) for place in range(SPAN)], dtype=numpy.uint64)
_WORD = numpy.dtype("<u8")
# a term as a number, how often it is said, and how often in the title
WORDS = numpy.dtype([("word", "<u4"), ("count", "u1"), ("title", "u1")])
_MOST = 255


def of(article: Article) -> Fingerprint:
    """The fingerprint of an article's body; with its title, and its summary, where that is hardly a text."""
    title = tokens.words(article.title)
    told = words = fold.words(article.body)
    if len(words) < _SHORT:
        words = [*fold.words(article.title), *(words or fold.words(article.summary or ""))]
    said = tokens.stems((told or fold.words(article.summary or ""))[:_OPENING])
    counts = Counter(title)
    counts.update(said)
    lead = list(dict.fromkeys([*title, *said[:_LEAD]]))
    opening = {term: counts.pop(term) for term in lead}
    return Fingerprint(
        article=article.id,
        source=article.source,
        at=article.when,
        language=article.language,
        size=len(words),
        digest=digest(" ".join(words).encode()),
        shingles=shingles(words).astype(_WORD, copy=False).tobytes(),
        title=tuple(title),
        terms=(*opening.items(), *counts.most_common(max(0, _TERMS - len(opening)))),
        lead=len(opening),
    )


def shingles(words: list[str]) -> Hashes:
    """The distinct hashes of the word 5-grams, ascending; none for fewer words than five."""
    if len(words) < SPAN:
        return numpy.empty(0, dtype=numpy.uint64)
    each = numpy.frombuffer(b"".join(map(_word, words)), dtype=_WORD)
    mixed = numpy.zeros(len(each) - SPAN + 1, dtype=numpy.uint64)
    for place in range(SPAN):
        mixed += each[place : place + len(mixed)] * _PLACES[place]
    # the finaliser of SplitMix64: sums of words become evenly spread bits
    mixed ^= mixed >> numpy.uint64(30)
    mixed *= numpy.uint64(0xBF58476D1CE4E5B9)
    mixed ^= mixed >> numpy.uint64(27)
    mixed *= numpy.uint64(0x94D049BB133111EB)
    mixed ^= mixed >> numpy.uint64(31)
    return distinct(mixed)


def hashes(mark: Fingerprint | Text) -> Hashes:
    """The shingles of a fingerprint as numbers; shares its bytes."""
    return numpy.frombuffer(mark.shingles, dtype=_WORD)


def shared(ours: Hashes, theirs: Hashes) -> int:
    """How many hashes two ascending lists have in common."""
    if not len(ours) or not len(theirs):
        return 0
    at = numpy.searchsorted(theirs, ours)
    at[at == len(theirs)] = 0
    return int(numpy.count_nonzero(theirs[at] == ours))


def bag(mark: Fingerprint) -> Bag:
    """The terms of a fingerprint as rows of `WORDS`, by ascending number, which are found quickest.

    One pair of different terms in four thousand million has the same number.
    """
    counts, title = dict(mark.terms), Counter(mark.title)
    terms = list(dict.fromkeys([*counts, *title]))
    rows = numpy.empty(len(terms), dtype=WORDS)
    rows["word"] = numbers(terms)
    rows["count"] = [min(counts.get(term, 0), _MOST) for term in terms]
    rows["title"] = [min(title[term], _MOST) for term in terms]
    return Bag(article=mark.article, at=mark.at, words=rows[numpy.argsort(rows["word"])].tobytes())


def numbers(terms: Iterable[str]) -> NDArray[numpy.uint32]:
    """The numbers that stand for terms in a bag."""
    return numpy.frombuffer(b"".join(map(_number, terms)), dtype="<u4")


@lru_cache(maxsize=200_000)
def _number(term: str) -> bytes:
    return hashlib.blake2b(term.encode(), digest_size=8).digest()[:4]


@lru_cache(maxsize=200_000)
def _word(word: str) -> bytes:
    return hashlib.blake2b(word.encode(), digest_size=8).digest()
