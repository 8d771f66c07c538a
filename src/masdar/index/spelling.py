"""A question whose words nobody wrote, put right.

Words one letter away are made and looked up: a few hundred for a word, each a glance into the index. A word
is put right only where one is found that is written far more often.
"""

import re
from collections.abc import Callable, Iterator

from masdar.arabic import fold
from masdar.search.query import LONGEST

# of the words that are put right: letters, so often at most, and how much oftener the better one
_SHORTEST = 4
_RARE = 1
_OFTENER = 8
# words of a question that are looked at
_WORDS = 8
# the likeliest that are counted as they are written
_COUNTED = 8
_ARABIC = (
    "\u0621\u0627\u0628\u062a\u062b\u062c\u062d\u062e\u062f\u0630\u0631\u0632\u0633\u0634\u0635"
    "\u0636\u0637\u0638\u0639\u063a\u0641\u0642\u0643\u0644\u0645\u0646\u0647\u0648\u064a"
)
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_WORD = re.compile(r"(?<![\w:])[^\W\d_]{4,}(?![\w:])")


def better(query: str, stemmed: Callable[[str], int], written: Callable[[str], int]) -> str | None:
    """The question with its misspelt words replaced; None where none is. The rest stays as typed.

    Two ways to count the articles that have a folded word: by its stem, and as it is written, which takes
    longer.
    """
    left = _WORDS
    changed = False

    def right(match: re.Match[str]) -> str:
        nonlocal left, changed
        folded = fold.words(match[0])
        if left <= 0 or len(folded) != 1 or len(folded[0]) < _SHORTEST:
            return match[0]
        left -= 1
        word = folded[0]
        rate = stemmed(word)
        if rate > _RARE:
            return match[0]
        near = sorted(set(_near(word)), key=lambda each: (-stemmed(each), each))[:_COUNTED]
        best = max(((written(each), each) for each in near if stemmed(each)), default=(0, word))
        if best[0] < max(_OFTENER * rate, _RARE + 1):
            return match[0]
        changed = True
        return best[1]

    made = _WORD.sub(right, query[:LONGEST])
    return made if changed else None


def _near(word: str) -> Iterator[str]:
    """Words that are one letter away: one left out, put in, put for another, or two turned round."""
    letters = _LATIN if word.isascii() else _ARABIC
    for at in range(len(word) + 1):
        head, tail = word[:at], word[at:]
        if tail:
            yield head + tail[1:]
            yield from (head + letter + tail[1:] for letter in letters)
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
        yield from (head + letter + tail for letter in letters)
