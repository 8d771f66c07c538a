"""What to read beside an article.

    terms = related.terms(mark, index.rarity(...))        what to ask the index for
    chosen = related.pick(mark, candidates, rarity=..., copies=...)

Background counts as much as news of the hour, so age weighs little.
"""

import heapq
import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache

from masdar.model import ArticleId, Fingerprint
from masdar.stories import fingerprint as fingerprints

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


def terms(mark: Fingerprint, rarity: Mapping[str, float]) -> tuple[tuple[str, float], ...]:
    """The terms that tell most about an article, with their weights."""
    title = set(mark.title)
    weighed = (
        (
            _weight(count) * max(rarity.get(term, 0.0), 0.0) * (1 + _TITLE * (term in title)),
            term,
        )
        for term, count in mark.terms
    )
    return tuple((term, weight) for weight, term in heapq.nlargest(TERMS, weighed) if weight > 0)


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
    text, heading = _vector(_told(mark), rarity), _vector(_once(mark.title), rarity)
    scored = []
    for other in candidates:
        if other.article == mark.article or other.article in copies:
            continue
        likeness = _cosine(text, _told(other), rarity)
        likeness += _TITLES * _cosine(heading, _once(other.title), rarity)
        days = abs((other.at - mark.at).total_seconds()) / 86_400
        scored.append((likeness * 0.5 ** (days / _HALF), other.article, other))
    chosen = [mark]
    for _, _, other in sorted(scored, key=lambda each: (-each[0], each[1])):
        if len(chosen) > limit:
            break
        if not any(copied(other, each) for each in chosen):
            chosen.append(other)
    return tuple(each.article for each in chosen[1:])


def copied(one: Fingerprint, other: Fingerprint) -> bool:
    """Whether one text holds most of the other."""
    if one.digest == other.digest:
        return True
    ours, theirs = fingerprints.hashes(one), fingerprints.hashes(other)
    shared = fingerprints.shared(ours, theirs)
    return shared >= _SHARED and shared >= _COPY * min(len(ours), len(theirs))


def _told(mark: Fingerprint) -> Iterable[tuple[str, int]]:
    """The terms with their counts; what the title says is said once more."""
    title = set(mark.title)
    return ((term, count + (term in title)) for term, count in mark.terms)


def _once(title: Sequence[str]) -> list[tuple[str, int]]:
    return [(term, 1) for term in title]


def _vector(counted: Iterable[tuple[str, int]], rarity: Mapping[str, float]) -> dict[str, float]:
    """Weights of terms, of length 1."""
    weights = {term: _weight(count) * rarity[term] for term, count in counted if term in rarity}
    length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    return {term: weight / length for term, weight in weights.items()}


def _cosine(
    ours: Mapping[str, float], theirs: Iterable[tuple[str, int]], rarity: Mapping[str, float]
) -> float:
    """How alike a vector and counted terms are, about 0 to 1."""
    dot = square = 0.0
    for term, count in theirs:
        weight = _weight(count) * rarity.get(term, _MIDDLING)
        if (held := ours.get(term)) is not None:
            dot += weight * held
        square += weight * weight
    return dot / math.sqrt(square) if square else 0.0


@cache
def _weight(count: int) -> float:
    return 1.0 + math.log(count)
