"""How much of a text an excerpt shows: whole sentences from its beginning, within a number of words.

A word is what stands between white space. Where even the first sentence is too long, it is cut at a word and
ends in an ellipsis.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from masdar.model import Block, BlockKind

ELLIPSIS = "\u2026"

# full stop, ellipsis, exclamation and question marks of Arabic, Urdu and Latin, with what closes after them
_END = re.compile("[.!?\u2026\u061f\u06d4]+[\u00bb\"'\u201d\u2019)\\]\u203a]*(?=\\s|$)")
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
        if _SHORT.search(text, start, end.end()) and end.end() < len(text):
            continue
        found.append(text[start : end.end()])
        start = end.end()
    if text[start:].strip():
        found.append(text[start:])
    elif found:
        found[-1] += text[start:]
    return tuple(found)


def blocks(given: Sequence[Block], budget: Budget) -> tuple[Block, ...]:
    """The beginning of a body within a budget; figures are left out."""
    shown: list[Block] = []
    for block in given:
        if block.kind is BlockKind.FIGURE:
            continue
        if budget.bears(block.plain):
            shown.append(block)
            budget = budget.less(block.plain)
            continue
        if (part := _part(block, budget, first=not _has_text(shown))) is not None:
            shown.append(part)
        break
    while shown and shown[-1].kind is BlockKind.HEADING:
        shown.pop()
    return tuple(shown)


def line(text: str, budget: Budget) -> str:
    """The beginning of one text within a budget, "" where not even a word fits."""
    shown = ""
    for sentence in sentences(text):
        if not budget.bears((shown + sentence).strip()):
            break
        shown += sentence
    return shown.strip() or _cut(text, budget)


def _part(block: Block, budget: Budget, *, first: bool) -> Block | None:
    if block.kind is BlockKind.LIST:
        items: list[str] = []
        for item in block.items:
            if not budget.bears(item):
                break
            items.append(item)
            budget = budget.less(f"{item}\n")
        return replace(block, items=tuple(items)) if items else None
    text = line(block.text, budget)
    if text and (first or not text.endswith(ELLIPSIS) or block.text.startswith(text)):
        return replace(block, text=text)
    return None


def _has_text(shown: Sequence[Block]) -> bool:
    return any(block.kind is not BlockKind.HEADING for block in shown)


def _cut(text: str, budget: Budget) -> str:
    words = text.split()[: budget.words]
    while words and budget.signs is not None and len(" ".join(words)) + 1 > budget.signs:
        words.pop()
    return f"{' '.join(words)}{ELLIPSIS}" if words else ""
