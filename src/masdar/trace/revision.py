"""What changed from one version of an article to the next: spelling, or substance.

    "افتتح الجسر أمس" and "افتتح الجسر امس": spelling
    "قتيلان في الحادث" and "3 قتلى في الحادث": substance

A word that is written otherwise and read alike (a hamza, a mark, one letter of a long word) is spelling.
A number, a name, a word more or less is substance: readers are told of it.
"""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal

from masdar.arabic import fold
from masdar.model import Article, Revision, Stretch, Turn

Changes = list[tuple[Literal["replace", "delete", "insert", "equal"], int, int, int, int]]

# words of a text that are compared; nobody compares a book on a page
MOST = 4_000
# letters of a word in which one that is wrong is a slip of the pen
_LONG = 5
# slips that are still no rewriting
_SLIPS = 3
# what stands about a word, in keys
_SIGNS = " .,:;!?\u060c\u061b\u061f\u2026()[]\u00ab\u00bb\"'\u201c\u201d"


def of(old: Article, new: Article) -> Revision:
    """What the newer version has otherwise than the older."""
    before, after = old.body.split()[:MOST], new.body.split()[:MOST]
    changes = align(before, after)
    stretches = tuple(_stretches(changes))
    counts = {turn: sum(each.words for each in stretches if each.turn is turn) for turn in Turn}
    pairs = [(before[a:b], after[c:d]) for what, a, b, c, d in changes if what != "equal"]
    found = [_slips(*pair) for pair in [(old.title.split(), new.title.split()), *pairs]]
    substance = None in found or sum(filter(None, found)) > _SLIPS
    return Revision(
        stretches=stretches,
        kept=counts[Turn.KEPT],
        added=counts[Turn.ADDED],
        removed=counts[Turn.REMOVED],
        title=old.title != new.title,
        substance=substance,
    )


def align(before: Sequence[str], after: Sequence[str]) -> Changes:
    """How one text became the other: (what, from, to, from, to), as `difflib` has it."""
    return SequenceMatcher(None, before, after, autojunk=False).get_opcodes()


def _stretches(changes: Changes) -> Iterator[Stretch]:
    for what, a, b, c, d in changes:
        if what == "equal":
            yield Stretch(turn=Turn.KEPT, words=b - a)
            continue
        if b > a:
            yield Stretch(turn=Turn.REMOVED, words=b - a)
        if d > c:
            yield Stretch(turn=Turn.ADDED, words=d - c)


def _slips(ours: Sequence[str], theirs: Sequence[str]) -> int | None:
    """How many slips of the pen lie between two runs of words; None where it is more than that."""
    one, other = ([_bare(word) for word in words] for words in (ours, theirs))
    if "".join(one) == "".join(other):
        # a space or a comma more or less
        return 0
    if len(one) != len(other):
        return None
    slips = [_slip(a, b) for a, b in zip(one, other, strict=True) if a != b]
    return len(slips) if all(slips) else None


def _bare(word: str) -> str:
    """A word as it is compared, without the signs about it; those within a number are part of it."""
    if any(map(str.isdigit, word)):
        return fold.key(word).strip(_SIGNS)
    return "".join(fold.words(word))


def _slip(a: str, b: str) -> bool:
    """Whether one letter alone parts two words, and neither is a number."""
    short, long = sorted((a, b), key=len)
    if len(short) < _LONG or len(long) - len(short) > 1 or any(map(str.isdigit, a + b)):
        return False
    at = next((n for n, (x, y) in enumerate(zip(short, long, strict=False)) if x != y), len(short))
    rest = at + 1 if len(short) == len(long) else at
    return short[rest:] == long[at + 1 :]
