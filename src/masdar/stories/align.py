"""Which passages two texts have in common, and where they stand in each.

>>> of("a b c d e f g h i".split(), "x y b c d e f g h".split()).passages
(Passage(a=1, b=2, size=7),)

A passage is five words and more in a row, as in a fingerprint. Its cost grows with the length of the texts
alone: words that come again and again are looked for in a few places only.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

# words in the shortest passage
LEAST = 5
# places in the other text at which a passage is tried
_TRIED = 8
# words of a text that are compared; nobody compares a book on a page
MOST = 20_000


@dataclass(frozen=True, slots=True)
class Passage:
    """`size` words that stand from the a-th word on in one text, from the b-th in the other."""

    a: int
    b: int
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """The passages in order of the first text; no word of either is in two of them."""

    passages: tuple[Passage, ...]
    # words of each text
    sizes: tuple[int, int]

    @property
    def common(self) -> int:
        """Words in common."""
        return sum(each.size for each in self.passages)


def of(ours: Sequence[str], theirs: Sequence[str]) -> Alignment:
    """Align two texts given as words folded for comparing, from the first text's beginning on."""
    ours, theirs = ours[:MOST], theirs[:MOST]
    places: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for at in range(len(theirs) - LEAST + 1):
        places[tuple(theirs[at : at + LEAST])].append(at)
    taken = [False] * len(theirs)
    found: list[Passage] = []
    at = 0
    while at <= len(ours) - LEAST:
        best = (0, 0)
        # going on after the last passage is the likeliest, then whatever is nearest to it
        after = found[-1].b + found[-1].size if found else 0
        tried = sorted(places.get(tuple(ours[at : at + LEAST]), ()), key=lambda place: abs(place - after))
        for place in tried[:_TRIED]:
            size = _length(ours, theirs, at, place, taken)
            if size > best[0]:
                best = (size, place)
        size, place = best
        if size < LEAST:
            at += 1
            continue
        found.append(Passage(at, place, size))
        taken[place : place + size] = [True] * size
        at += size
    return Alignment(passages=tuple(found), sizes=(len(ours), len(theirs)))


def _length(ours: Sequence[str], theirs: Sequence[str], a: int, b: int, taken: Sequence[bool]) -> int:
    size = 0
    while (
        a + size < len(ours)
        and b + size < len(theirs)
        and not taken[b + size]
        and ours[a + size] == theirs[b + size]
    ):
        size += 1
    return size
