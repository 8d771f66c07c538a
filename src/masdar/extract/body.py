"""Which lines of a page are the article's body.

Every line has a worth: its text is worth its length, links and the mere being a line cost
something. The body stands in the box whose lines are worth most together: a smaller box loses
text, a larger one pays for menus and lists of links. Boxes whose names say that they are no body
are worth nothing, unless most of the page's text stands in them. What is left is cleaned line by line.
"""

import heapq
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from masdar.extract import trim
from masdar.extract.hints import Hint
from masdar.extract.page import HEADINGS, Box, Line, Page

_NEVER = frozenset(("nav", "form", "dialog", "menu"))
_SELDOM = frozenset(("aside", "footer", "header", "table", "button", "details"))
_FIGURES = frozenset(("figure", "figcaption", "picture"))
# hints that are believed of a paragraph, though it is long
_TELLING = Hint.HIDDEN | Hint.CAPTION | Hint.CREDIT | Hint.COMMENTS | Hint.BYLINE
# what a part of a box costs it at most, by lists of links and the like
_FLOOR = -80.0
# rows of a table that tells something
_FEWEST_ROWS = 3
# lines that tell what a page is written in
_SAMPLE = 5
# letters of prose from which on a mere suspicion is not believed of a part of what says to be the body
_GENTLE = 400
# letters that say as much as one sign of Chinese
_DENSE = 2
# hints that are more than a suspicion
_STRONG = Hint.NOISE | Hint.HIDDEN | Hint.COMMENTS
_HARMLESS = Hint.BODY | Hint.STORY | Hint.TITLE | Hint.SUMMARY | Hint.PICTURE | Hint.ANNEX
_SUSPECT = _NEVER | _SELDOM | _FIGURES

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


@dataclass(frozen=True, slots=True)
class Choice:
    """The box of the body, and which of its lines belong to it."""

    box: int
    lines: Sequence[int]
    # told lines between title and body that another kind of box holds: standfirst, or an opening set apart
    lead: Sequence[int] = ()
    # lines of the page that no hint spoke against
    sound: bytes = b""


def choose(page: Page, *, box: int | None = None, after: int = 0) -> Choice:
    """Find the body. `box` is known where a source's rules name it; `after` is the line of the title."""
    lines = page.lines
    dense = _density(lines)
    worth = [_worth(line, page.boxes[line.box].tag, dense) for line in lines]
    prose = _prose(lines, dense)
    sound = _sound(page, prose, after - 1)
    if box is None:
        box = _best(page, worth, sound, after - 1)
    held = range(page.start[box], page.end[box])
    if 2 * sum(prose[held.start : max(after, held.start)]) > sum(prose[held.start : held.stop]):
        # the title found is that of something behind the text
        after = 0
    lead, kept = trim.trim(page, box, sound, after, prose)
    return Choice(box, kept, lead, bytes(sound))


def _density(lines: Sequence[Line]) -> int:
    """How many letters one sign stands for: those of Chinese, Japanese and Korean say more than a letter."""
    longest = heapq.nlargest(_SAMPLE, [line.text for line in lines], key=len)
    signs = "".join([text[:200] for text in longest])
    if signs.isascii():
        return 1
    return _DENSE if 2 * sum(map("\u2e80".__le__, signs)) > len(signs) else 1


def _prose(lines: Sequence[Line], dense: int) -> list[int]:
    """How much each line tells: its length without links, if it is long and not said before."""
    known: set[str] = set()
    found: list[int] = []
    for line in lines:
        signs = dense if dense > 1 and not line.text.isascii() else 1
        size = signs * len(line.text)
        if size < 60 or line.text in known:
            found.append(0)
            continue
        known.add(line.text)
        found.append(size - signs * line.linked)
    return found


def _worth(line: Line, tag: str, dense: int) -> float:
    if dense > 1 and line.text.isascii():
        dense = 1
    size = dense * len(line.text)
    dear = 1.0 if tag == "p" and size >= 60 else 2.2
    return size - dear * dense * line.linked - _COST.get(tag, 20) - (10 if size < 30 else 0)


def _sound(page: Page, prose: Sequence[int], title: int) -> bytearray:
    """For each line whether it may be body, by the boxes around it."""
    sums = [0]
    for value in prose:
        sums.append(sums[-1] + value)
    stories = _stories(page, sums)
    answers = _answers(page, sums, stories)
    whole = max(sums[-1] - sum(sums[page.end[each]] - sums[page.start[each]] for each in answers), 1)
    # paragraphs of one class are one thing: "paywall" on every paragraph is the text itself
    alike: dict[str, int] = {}
    starts, ends = page.start, page.end
    suspects: list[int] = []
    for index, (tag, _, hint, _, _) in enumerate(page.boxes):
        if hint & ~_HARMLESS:
            if (told := sums[ends[index]] - sums[starts[index]]) > 0:
                of = _class(page.boxes[index])
                alike[of] = alike.get(of, 0) + told
        elif tag not in _SUSPECT:
            continue
        if starts[index] != ends[index] and tag != "body":
            suspects.append(index)
    sound = bytearray(b"\1" * len(page.lines))
    for index in suspects:
        box = page.boxes[index]
        hint, tag = box.hint, box.tag
        start, end = starts[index], ends[index]
        share = (sums[end] - sums[start]) / whole
        if index in answers:
            sound[start:end] = bytes(end - start)
            continue
        titled = start <= title < end and (share > 0.2 or tag == "header")
        # a mere suspicion needs no large share to be dropped, if what is within says to be the body
        framed = (share > 0.2 or not hint & _STRONG) and tag not in _NEVER
        if tag not in _FIGURES and (titled or (framed and _frames(page, index, sums, stories))):
            continue
        if tag in HEADINGS and not hint & (_STRONG | Hint.CAPTION):
            continue
        if tag == "table" and not hint & ~_HARMLESS and is_data(page, index):
            continue
        if tag == "figure" and not hint & ~_HARMLESS and _is_table(page, index):
            continue
        if tag == "header" and start > title and not hint & ~_HARMLESS and _is_heading(page, start, end):
            continue
        if tag == "p" and not hint & _TELLING and sums[end] - sums[start] >= 80:
            continue
        mere = hint & Hint.MAYBE and not hint & ~(_HARMLESS | Hint.MAYBE) and tag not in _SUSPECT
        if mere and sums[end] - sums[start] >= _GENTLE and _part(page, index, stories):
            continue
        limit = _limit(hint, tag)
        if share >= limit or (share > 0.6 and tag not in _FIGURES):
            continue
        if hint and alike.get(_class(box), 0) / whole >= limit and tag not in _SUSPECT:
            continue
        sound[start:end] = bytes(end - start)
    return sound


def _class(box: Box) -> str:
    """What makes boxes alike: their class, where they have one."""
    return box.element.attr("class") or box.names


def is_data(page: Page, table: int) -> bool:
    """Whether a table tells in rows of two cells and more, with few links: no layout and no list of links."""
    rows: dict[int, int] = {}
    for index in range(table + 1, len(page.boxes)):
        box = page.boxes[index]
        if page.start[index] >= page.end[table] and box.parent < table:
            break
        if box.tag in ("table", "form", "ul"):
            return False
        if box.tag in ("td", "th"):
            rows[box.parent] = rows.get(box.parent, 0) + 1
    lines = page.lines[page.start[table] : page.end[table]]
    size = sum(len(line.text) for line in lines)
    if len(rows) < _FEWEST_ROWS or min(rows.values()) != max(rows.values()):
        return False
    if not 2 <= len(lines) <= 2 * sum(rows.values()):
        # paragraphs in cells: a layout
        return False
    return max(rows.values()) >= 2 and sum(line.linked for line in lines) <= 0.3 * size


def _is_table(page: Page, figure: int) -> bool:
    """Whether a figure shows a table that tells, and no picture."""
    inner = page.boxes[figure + 1] if figure + 1 < len(page.boxes) else None
    return inner is not None and inner.tag == "table" and inner.parent == figure and is_data(page, figure + 1)


def _is_heading(page: Page, start: int, end: int) -> bool:
    """Whether lines are the heading of a part of the text, and nothing else."""
    held = page.lines[start:end]
    return all(page.boxes[line.box].tag in HEADINGS and not line.linked for line in held)


def _answers(page: Page, sums: Sequence[int], stories: Sequence[int]) -> frozenset[int]:
    """The boxes of what readers wrote and the rules for it, and what is hidden until it is asked for.

    They do not count, however long they are.
    """
    found: list[int] = []
    marked = [index for index, box in enumerate(page.boxes) if box.hint & (Hint.COMMENTS | Hint.HIDDEN)]
    for kind, most in ((Hint.COMMENTS, 0.9), (Hint.HIDDEN, 0.5)):
        total, until = 0, 0
        alike: list[int] = []
        for index in marked:
            start, end = page.start[index], page.end[index]
            if page.boxes[index].hint & kind and start >= until and not _frames(page, index, sums, stories):
                total += sums[end] - sums[start]
                until = end
                alike.append(index)
        if total < most * sums[-1]:
            found += alike
    return frozenset(found)


def _stories(page: Page, sums: Sequence[int]) -> list[int]:
    """The boxes that surely say to be a body, those with most prose."""
    told = [
        (sums[page.end[index]] - sums[page.start[index]], index)
        for index, box in enumerate(page.boxes)
        if (box.hint & Hint.STORY or box.tag == "main") and not box.hint & Hint.COMMENTS
    ]
    return [index for prose, index in sorted(told, reverse=True)[:20] if prose > 200]


def _frames(page: Page, outer: int, sums: Sequence[int], stories: Sequence[int]) -> bool:
    """Whether a box is but the frame of another that says to be the body and holds much of its prose."""
    first, last = page.start[outer], page.end[outer]
    least = 0.3 * (sums[last] - sums[first])
    return any(
        index > outer
        and first <= page.start[index]
        and page.end[index] <= last
        and sums[page.end[index]] - sums[page.start[index]] >= least
        for index in stories
    )


def _part(page: Page, inner: int, stories: Sequence[int]) -> bool:
    """Whether a box stands in one that surely says to be the body."""
    return any(
        index < inner and page.start[index] <= page.start[inner] and page.end[inner] <= page.end[index]
        for index in stories
    )


def _limit(hint: int, tag: str) -> float:
    """The share of the page's prose from which on a suspicion is no longer believed."""
    limit = 0.0
    if tag in _NEVER or tag in _FIGURES:
        return 0.6
    if hint & (Hint.NOISE | Hint.HIDDEN | Hint.COMMENTS):
        limit = 0.5
    if tag in _SELDOM:
        limit = max(limit, 0.4)
    if hint & (Hint.CAPTION | Hint.CREDIT | Hint.TAGS | Hint.BYLINE):
        limit = max(limit, 0.25)
    if hint & Hint.MAYBE and not hint & Hint.BODY:
        limit = max(limit, 0.2)
    if hint & (Hint.DATE | Hint.KICKER):
        limit = max(limit, 0.15)
    return limit


def _best(page: Page, worth: Sequence[float], sound: Sequence[int], title: int) -> int:
    """The box worth most; what it loses by one of its parts is bounded, long lists cost as short ones."""
    boxes = page.boxes
    values = [0.0] * len(boxes)
    for index, line in enumerate(page.lines):
        if sound[index]:
            values[line.box] += worth[index]
    for index in range(len(boxes) - 1, 0, -1):
        values[boxes[index].parent] += max(values[index], _FLOOR)
    best, most = 0, float("-inf")
    for index, box in enumerate(boxes):
        value = values[index]
        if value > 0 and (box.hint & Hint.BODY or box.tag == "article"):
            value *= 1.15
        if value >= most:
            best, most = index, value
    return _of_title(page, best, values, title)


def _of_title(page: Page, best: int, values: Sequence[float], title: int) -> int:
    """The article of the title, where the next ones stand below it on the same page."""
    articles = [
        index
        for index, box in enumerate(page.boxes)
        if box.tag == "article"
        and values[index] >= max(0.15 * values[best], 150.0)
        and page.start[best] <= page.start[index]
        and page.end[index] <= page.end[best]
    ]
    if len(articles) < 2 or title < 0:
        return best
    held = [index for index in articles if page.within(title, index)]
    others = [index for index in articles if not page.within(title, index)]
    return held[-1] if held and others else best
