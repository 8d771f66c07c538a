"""Which lines of a page are the article's body.

Every line has a worth: its text is worth its length, links and the mere being a line cost
something. The body stands in the box whose lines are worth most together: a smaller box loses
text, a larger one pays for menus and lists of links. Boxes whose names say that they are no body
are worth nothing, unless most of the page's text stands in them. What is left is cleaned line by line.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from masdar.extract.hints import Hint
from masdar.extract.page import Line, Page

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_NEVER = frozenset(("nav", "form", "dialog", "menu"))
_SELDOM = frozenset(("aside", "footer", "header", "table", "button", "details"))
_FIGURES = frozenset(("figure", "figcaption", "picture"))

# what being a line costs, by the element it stands in
_COST: Mapping[str, int] = {
    "p": 4,
    "blockquote": 4,
    "h2": 8,
    "h3": 8,
    "h4": 12,
    "li": 30,
    "dd": 30,
    "td": 30,
    "th": 30,
    "h1": 20,
}

_SENTENCE = re.compile(r"[.!?؟۔…»\"”:؛،)\]]\s*$")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Choice:
    """The box of the body, and which of its lines belong to it."""

    box: int
    lines: Sequence[int]
    # lines of the page that no hint spoke against
    sound: bytes


def choose(page: Page, *, box: int | None = None, after: int = 0) -> Choice:
    """Find the body. `box` is known where a source's rules name it; `after` is the line of the title."""
    lines = page.lines
    worth = [_worth(line, page.boxes[line.box].tag) for line in lines]
    prose = [len(line.text) - line.linked if len(line.text) >= 60 else 0 for line in lines]
    sound = _sound(page, prose)
    sums = [0.0]
    total = 0.0
    for index, value in enumerate(worth):
        if sound[index]:
            total += value
        sums.append(total)
    if box is None:
        box = _best(page, sums)
    kept = _trim(page, box, sound, after)
    return Choice(box, kept, bytes(sound))


def _worth(line: Line, tag: str) -> float:
    text = line.text
    size = len(text)
    return size - 2.2 * line.linked - _COST.get(tag, 20) - (10 if size < 30 else 0)


def _sound(page: Page, prose: Sequence[int]) -> bytearray:
    """For each line whether it may be body, by the boxes around it."""
    sums = [0]
    for value in prose:
        sums.append(sums[-1] + value)
    whole = max(sums[-1], 1)
    sound = bytearray(b"\1" * len(page.lines))
    for index, box in enumerate(page.boxes):
        start, end = page.start[index], page.end[index]
        if start == end or box.tag == "body" or box.tag == "html":
            continue
        hint = box.hint
        share = (sums[end] - sums[start]) / whole
        if (
            box.tag in _NEVER
            or box.tag in _FIGURES
            or (hint & (Hint.NOISE | Hint.HIDDEN) and share < 0.5)
            or (hint & Hint.COMMENTS and (share < 0.3 or not hint & Hint.BODY))
            or (hint & (Hint.CAPTION | Hint.CREDIT) and share < 0.25)
            or (hint & (Hint.TAGS | Hint.BYLINE) and share < 0.25)
            or (hint & Hint.MAYBE and share < 0.2 and not hint & Hint.BODY)
            or (hint & (Hint.DATE | Hint.KICKER) and share < 0.15)
            or (box.tag in _SELDOM and share < 0.4)
        ):
            if (box.tag in _NEVER or box.tag == "form") and share > 0.6:
                continue
            sound[start:end] = bytes(end - start)
    return sound


def _best(page: Page, sums: Sequence[float]) -> int:
    best, most = 0, float("-inf")
    for index, box in enumerate(page.boxes):
        value = sums[page.end[index]] - sums[page.start[index]]
        if box.hint & Hint.BODY or box.tag == "article":
            value *= 1.15
        if value >= most:
            best, most = index, value
    return best


def _trim(page: Page, box: int, sound: bytearray, after: int) -> list[int]:
    """The lines of the box that are body."""
    lines = page.lines
    start, end = page.start[box], page.end[box]
    kept = [index for index in range(max(start, after), end) if sound[index] and not _linky(lines[index])]
    first = next((at for at, index in enumerate(kept) if _told(page, index)), 0)
    last = next((at for at in range(len(kept) - 1, -1, -1) if _told(page, kept[at])), len(kept) - 1)
    return kept[first : last + 1]


def _linky(line: Line) -> bool:
    """A line that is nothing but links."""
    return line.linked > 0.75 * len(line.text.replace(" ", ""))


def _told(page: Page, index: int) -> bool:
    """A line that tells something: a sentence, or what is long enough for one."""
    line = page.lines[index]
    size = len(line.text)
    if page.boxes[line.box].tag in HEADINGS and size < 100:
        return False
    return size >= 80 or (size >= 25 and bool(_SENTENCE.search(line.text)))


def repeats(text: str, known: Collection[str]) -> bool:
    """Whether a line says what is known already, such as a caption or the title."""
    return text in known
