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
# hints that are believed of a paragraph, though it is long
_TELLING = Hint.HIDDEN | Hint.CAPTION | Hint.CREDIT | Hint.COMMENTS | Hint.BYLINE
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

_SENTENCE = re.compile(r"[.!?؟۔…»\"”:؛،)\]]\s*$")
# what stands within a body: a box of another kind holds it
_PIECES = HEADINGS | {
    "p", "li", "ul", "ol", "blockquote", "span", "b", "strong", "em", "i", "a", "font", "center", "pre", "dd", "dl",
    "dt", "td", "tr", "tbody", "table",
}  # fmt: skip
# "اقرأ أيضاً: ..."  "شاهد: ..."  "طالع أيضا ..."  "Read also: ..."
_ALSO = re.compile(
    r"[\s>»*•◄▪\-\u2013\[(]*(?:و?[إا]قرأ(?:وا|ي)?\b|(?:و?طالع|شاهد|[أا]نظر|تابع)(?:وا|ي)?\b|للمزيد|لمزيد|المزيد|قد يهمك|ذات صلة"
    r"|مواضيع|(?:read|see) (?:also|more|next)|also read|more:|related|lire aussi|lesen sie|lesen sie auch|mehr zum|lee también"
    r"|te puede|leia também|leggi anche|les også|läs (?:också|mer)|læs også|lue myös|zobacz|czytaj)",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d+")
# "القاهرة (رويترز) -"  "روما، 6 يناير 2026 (أ ب) –"  "غزة / وفا /"
_DATELINE_END = re.compile(r"[\)/\w]\s*[-‐-―:/]+\s*$|[)\]]\s*$")
_STOP = re.compile(r"[.!?؟۔…][\s»\"”)]*$")


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
    prose = _prose(lines)
    sound = _sound(page, prose, after - 1)
    sums = [0.0]
    total = 0.0
    for index, value in enumerate(worth):
        if sound[index]:
            total += value
        sums.append(total)
    if box is None:
        box = _best(page, sums)
    kept = _trim(page, box, sound, after, prose)
    return Choice(box, kept, bytes(sound))


def _prose(lines: Sequence[Line]) -> list[int]:
    """How much each line tells: its length without links, if it is long and not said before."""
    known: set[str] = set()
    found: list[int] = []
    for line in lines:
        size = len(line.text)
        if size < 60 or line.text in known:
            found.append(0)
            continue
        known.add(line.text)
        found.append(size - line.linked)
    return found


def _worth(line: Line, tag: str) -> float:
    text = line.text
    size = len(text)
    dear = 1.0 if tag == "p" and size >= 60 else 2.2
    return size - dear * line.linked - _COST.get(tag, 20) - (10 if size < 30 else 0)


def _sound(page: Page, prose: Sequence[int], title: int) -> bytearray:
    """For each line whether it may be body, by the boxes around it."""
    sums = [0]
    for value in prose:
        sums.append(sums[-1] + value)
    whole = max(sums[-1], 1)
    # paragraphs of one class are one thing: "paywall" on every paragraph is the text itself
    alike: dict[str, int] = {}
    for index, box in enumerate(page.boxes):
        if box.hint & ~Hint.BODY:
            told = sums[page.end[index]] - sums[page.start[index]]
            alike[box.names] = alike.get(box.names, 0) + told
    sound = bytearray(b"\1" * len(page.lines))
    for index, box in enumerate(page.boxes):
        hint, tag = box.hint, box.tag
        if not hint & ~Hint.BODY and tag not in _SUSPECT:
            continue
        start, end = page.start[index], page.end[index]
        if start == end or tag == "body":
            continue
        share = (sums[end] - sums[start]) / whole
        if start <= title < end and share > 0.3 and tag not in _FIGURES:
            continue
        if tag == "p" and not hint & _TELLING and sums[end] - sums[start] >= 80:
            continue
        limit = _limit(hint, tag)
        if share >= limit or (share > 0.6 and tag not in _FIGURES):
            continue
        if hint and alike.get(box.names, 0) / whole >= limit and tag not in _SUSPECT:
            continue
        sound[start:end] = bytes(end - start)
    return sound


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


def _best(page: Page, sums: Sequence[float]) -> int:
    best, most = 0, float("-inf")
    for index, box in enumerate(page.boxes):
        value = sums[page.end[index]] - sums[page.start[index]]
        if box.hint & Hint.BODY or box.tag == "article":
            value *= 1.15
        if value >= most:
            best, most = index, value
    return best


def _trim(page: Page, box: int, sound: bytearray, after: int, prose: Sequence[int]) -> list[int]:
    """The lines of the box that are body."""
    lines = page.lines
    start, end = page.start[box], page.end[box]
    kept = [at for at in range(max(start, after), end) if sound[at] and not _linky(page, lines[at])]
    kept = _together(page, box, kept, prose)
    first = next((at for at, index in enumerate(kept) if _told(page, index)), 0)
    last = next((at for at in range(len(kept) - 1, -1, -1) if _told(page, kept[at])), len(kept) - 1)
    if first and _closed(page, kept[first - 1]):
        first -= 1
    return kept[first : last + 1]


def _together(page: Page, box: int, kept: Sequence[int], prose: Sequence[int]) -> list[int]:
    """Without what stands behind the text in holders of another kind: teasers, boxes, forms.

    A holder is the nearest box that is no paragraph, list or quote itself; holders of one tag and one
    class are of one kind, so that a body in many pieces is whole.
    """
    holders = [_holder(page, page.lines[at].box, box) for at in kept]
    told: dict[tuple[str, ...], int] = {}
    for at, holder in zip(kept, holders, strict=True):
        kind = _kind(page, holder)
        told[kind] = told.get(kind, 0) + prose[at]
    if not told:
        return list(kept)
    main = max(told, key=lambda kind: told[kind])
    own = {holder for holder in set(holders) if _kind(page, holder) == main}
    last = max(at for at, holder in zip(kept, holders, strict=True) if holder in own)
    inner = own | {each for holder in own for each in page.ancestors(holder)}
    result: list[int] = []
    said: set[str] = set()
    for at, holder in zip(kept, holders, strict=True):
        text = page.lines[at].text
        if holder not in own:
            if at > last and holder not in inner and told[_kind(page, holder)] < 0.8 * told[main]:
                continue
            if holder not in inner and not _tells(page, holder):
                continue
        if text in said:
            continue
        said.add(text)
        result.append(at)
    return result


def _kind(page: Page, holder: int) -> tuple[str, ...]:
    """Tag and class of a box and of the one around it, numbers aside."""
    box = page.boxes[holder]
    outer = page.boxes[max(box.parent, 0)]
    return (
        box.tag,
        _NUMBER.sub("", box.element.attr("class") or ""),
        outer.tag,
        _NUMBER.sub("", outer.element.attr("class") or ""),
    )


def _tells(page: Page, holder: int) -> bool:
    """Whether half of what a box says at length are sentences; openings cut short are teasers."""
    lines = [line for line in page.lines[page.start[holder] : page.end[holder]] if len(line.text) >= 25]
    return 2 * sum(_STOP.search(line.text) is not None for line in lines) >= len(lines)


def _holder(page: Page, box: int, outer: int) -> int:
    while box != outer and page.boxes[box].tag in _PIECES:
        box = page.boxes[box].parent
    return box


def _closed(page: Page, index: int) -> bool:
    """A short line that a dateline closes: «القاهرة (رويترز) -», the text following on the next line."""
    return _DATELINE_END.search(page.lines[index].text) is not None and len(page.lines[index].text) >= 8


def _linky(page: Page, line: Line) -> bool:
    """A line that is nothing but links; a whole sentence in a paragraph of its own is text all the same."""
    size = len(line.text) - line.text.count(" ")
    if line.linked > 0.4 * size and _ALSO.match(line.text):
        return True
    if line.linked <= 0.75 * size:
        return False
    return not (page.boxes[line.box].tag == "p" and len(line.text) >= 60 and _STOP.search(line.text))


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
