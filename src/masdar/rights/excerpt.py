"""How much of a text an excerpt shows: whole sentences from its beginning, within a number of words.

A word is what stands between white space. Where even the first sentence is too long, it is cut at a word and
ends in an ellipsis.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from masdar.model import Block, BlockKind

ELLIPSIS = "\u2026"

_PASSED_OVER = frozenset({BlockKind.HEADING, BlockKind.FIGURE})
# an excerpt of less than this part of its budget is poor
_POOR = 3
# full stop, ellipsis, exclamation and question marks of Arabic, Urdu and Latin, with what closes after them
_END = re.compile("[.!?\u2026\u061f\u06d4]+[\u00bb\"'\u201d\u2019)\\]\u203a]*(?=\\s|$)")
# "أحمر.. أخضر": two full stops are a pause of the breath
_PAUSE = ".."
# "د. سالم", "أ. ليلى", "3. ": one letter or a number before a full stop ends no sentence
_SHORT = re.compile(r"(?:^|[\s(\u00ab\"'\u201c])(?:[^\W\d_]\u0640?|\d{1,2})\.$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """What is left to show: words, and characters where the origin limits those."""

    words: int
    signs: int | None = None

    def bears(self, text: str) -> bool:
        return len(text.split()) <= self.words and (self.signs is None or len(text) <= self.signs)

    def less(self, text: str) -> "Budget":
        signs = None if self.signs is None else self.signs - len(text)
        return Budget(words=self.words - len(text.split()), signs=signs)


def sentences(text: str) -> tuple[str, ...]:
    """A text in sentences; put together they are the text again."""
    found: list[str] = []
    start = 0
    for end in _END.finditer(text):
        within = end[0] == _PAUSE or _SHORT.search(text, start, end.end())
        if within and end.end() < len(text):
            continue
        found.append(text[start : end.end()])
        start = end.end()
    if text[start:].strip():
        found.append(text[start:])
    elif found:
        found[-1] += text[start:]
    return tuple(found)


def blocks(given: Sequence[Block], budget: Budget) -> tuple[Block, ...]:
    """The beginning of a body within a budget. Headings and figures are left out: they would spend it."""
    shown: list[Block] = []
    left = budget
    for block in given:
        if block.kind in _PASSED_OVER:
            continue
        if not left.bears(block.plain):
            # a label or a short line alone tells nothing: then the next sentence is cut rather than left out
            poor = (budget.words - left.words) * _POOR < budget.words
            shown += _part(block, left, cut=poor)
            break
        shown.append(block)
        left = left.less(block.plain)
    return tuple(shown)


def line(text: str, budget: Budget, *, cut: bool = True) -> str:
    """The beginning of one text within a budget; "" where nothing fits. `cut` allows part of a sentence."""
    shown = ""
    for sentence in sentences(text):
        if not budget.bears((shown + sentence).strip()):
            break
        shown += sentence
    return shown.strip() or (_cut(text, budget) if cut else "")


def _part(block: Block, budget: Budget, *, cut: bool) -> tuple[Block, ...]:
    if block.kind is not BlockKind.LIST:
        text = line(block.text, budget, cut=cut)
        return (replace(block, text=text),) if text else ()
    items: list[str] = []
    for item in block.items:
        if not budget.bears(item):
            break
        items.append(item)
        budget = budget.less(f"{item}\n")
    return (replace(block, items=tuple(items)),) if items else ()


def _cut(text: str, budget: Budget) -> str:
    words = text.split()[: budget.words]
    while words and budget.signs is not None and len(" ".join(words)) + 1 > budget.signs:
        words.pop()
    return f"{' '.join(words)}{ELLIPSIS}" if words else ""
