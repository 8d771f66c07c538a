"""What of the body's box is body: read-also lines, teasers, dates and doubled lines go.

A body's paragraphs are held by boxes of one kind, however many they are. What another kind of box
holds is judged by where it stands: behind the text it is dropped, within it must tell in sentences,
before it is set apart for the standfirst.
"""

import re
from collections.abc import Sequence

from masdar.extract.hints import Hint
from masdar.extract.page import HEADINGS, Line, Page

# lines of one body; a longer one is a book or an attack
MOST_LINES = 4_000

# what stands within a body: a box of another kind holds it
_PIECES = HEADINGS | {
    "p", "li", "ul", "ol", "blockquote", "span", "b", "strong", "em", "i", "a", "font", "center", "pre", "dd",
    "dl", "dt", "td", "tr", "tbody", "table",
}  # fmt: skip
_CELLS = frozenset(("td", "th"))
_SENTENCE = re.compile(r"[.!?؟۔…»\"”:؛،)\]。！？」』）]\s*$")
_STOP = re.compile(r"[.!?؟۔…。！？][\s»\"”)\]」』）]*$")
_NUMBER = re.compile(r"\d+")
# what boxes of another kind behind a text tell, as a share of what its own tell: more is text, less is not;
# between them it is text where hardly anything is a link
_MUCH, _LITTLE, _LINKS = 0.8, 0.3, 0.2
# "اقرأ أيضاً: ..."  "شاهد: ..."  "طالع أيضا ..."  "Read also: ..."
_ALSO = re.compile(
    r"[\s>»*•◄▪\-\u2013\[(]*"
    r"(?:و?[إا]قرأ(?:وا|ي)?\b|(?:و?طالع|شاهد|[أا]نظر|تابع)(?:وا|ي)?\b|للمزيد|لمزيد|المزيد|قد يهمك"
    r"|ذات صلة|مواضيع|(?:read|see) (?:also|more|next)|also read|more:|related|lire aussi|lesen sie|mehr zum"
    r"|lee también|te puede|leia também|leggi anche|les også|läs (?:också|mer)|læs også|lue myös|zobacz)",
    re.IGNORECASE,
)


def trim(
    page: Page, box: int, sound: Sequence[int], after: int, prose: Sequence[int]
) -> tuple[list[int], list[int]]:
    """The told lines that stand apart before the body, and the lines of the body."""
    lines = page.lines
    kept = [
        at
        for at in range(max(page.start[box], after), page.end[box])
        if sound[at] and not _linky(page, lines[at])
    ]
    lead, kept = _together(page, box, kept[:MOST_LINES], prose)
    first = next((at for at, index in enumerate(kept) if _told(page, index)), 0)
    last = next((at for at in range(len(kept) - 1, -1, -1) if _told(page, kept[at])), len(kept) - 1)
    return lead, kept[first : last + 1]


def _together(page: Page, box: int, kept: Sequence[int], prose: Sequence[int]) -> tuple[list[int], list[int]]:
    """The lines that boxes of the body's own kind hold, and those set apart before them.

    A holder is the nearest box that is no paragraph, list or quote itself; holders of one tag and one
    class are of one kind, so that a body in many pieces is whole.
    """
    holders = [_holder(page, page.lines[at].box, box) for at in kept]
    kinds = {holder: _kind(page, holder) for holder in set(holders)}
    told: dict[tuple[str, ...], int] = {}
    for at, holder in zip(kept, holders, strict=True):
        told[kinds[holder]] = told.get(kinds[holder], 0) + prose[at]
    if not told:
        return [], list(kept)
    main = max(told, key=lambda kind: told[kind])
    whole = sum(told.values())
    own = {holder for holder, kind in kinds.items() if kind == main}
    places = [at for at, holder in zip(kept, holders, strict=True) if holder in own]
    first, last = places[0], places[-1]
    early = sum(prose[at] for at in kept if at < first)
    apart = told[main] >= 0.5 * whole and early <= 0.35 * told[main]
    inner = set(own)
    for holder in own:
        around = page.boxes[holder].parent
        while around >= 0 and around not in inner:
            inner.add(around)
            around = page.boxes[around].parent
    tells: dict[int, bool] = {}
    lead: list[int] = []
    result: list[int] = []
    said: set[str] = set()
    for at, holder in zip(kept, holders, strict=True):
        text = page.lines[at].text
        cell = page.boxes[page.lines[at].box].tag in _CELLS
        if text in said and not cell:
            continue
        said.add(text)
        if holder not in own:
            if at < first and apart:
                if _told(page, at):
                    lead.append(at)
                continue
            if holder not in inner:
                if at > last and not _follows(page, holder, box, told[kinds[holder]] / max(told[main], 1)):
                    continue
                if cell and at < last:
                    result.append(at)
                    continue
                if holder not in tells:
                    tells[holder] = _tells(page, holder)
                if not tells[holder] or _teaser(page, at):
                    continue
        result.append(at)
    return lead, result


def _follows(page: Page, holder: int, outer: int, share: float) -> bool:
    """Whether a box of another kind behind the text goes on with it, by the share of what its kind tells."""
    if share >= _MUCH or _annexed(page, holder, outer):
        return True
    if share < _LITTLE:
        return False
    around = holder
    while around != outer and page.end[around] - page.start[around] < 3:
        around = page.boxes[around].parent
    held = page.lines[page.start[around] : page.end[around]]
    return sum(line.linked for line in held) <= _LINKS * sum(len(line.text) for line in held)


def _annexed(page: Page, holder: int, outer: int) -> bool:
    """Whether a box is part of the questions and answers, or of the notes, that a text ends with."""
    while holder != outer:
        if page.boxes[holder].hint & Hint.ANNEX:
            return True
        holder = page.boxes[holder].parent
    return False


def _kind(page: Page, holder: int) -> tuple[str, ...]:
    """Tag and class of a box, numbers aside; where it has no class, those of the box around it too."""
    box = page.boxes[holder]
    names = _NUMBER.sub("", box.element.attr("class") or "").strip()
    if names:
        return (box.tag, names)
    outer = page.boxes[max(box.parent, 0)]
    return (box.tag, "", outer.tag, _NUMBER.sub("", outer.element.attr("class") or "").strip())


def _tells(page: Page, holder: int) -> bool:
    """Whether half of what a box says at length are sentences; openings cut short are teasers."""
    held = page.lines[page.start[holder] : page.end[holder]]
    if all(page.boxes[line.box].tag in HEADINGS for line in held):
        return len(held) == 1
    long = [line.text for line in held if len(line.text) >= 25]
    if not long:
        if page.boxes[max(page.boxes[holder].parent, 0)].tag in HEADINGS:
            return True
        # a word or two that no sentence ends with are a label: "Advertisement"
        return any(_STOP.search(line.text) for line in held)
    told = sum(len(text) for text in long if _STOP.search(text))
    return 2 * told >= sum(map(len, long))


def _teaser(page: Page, at: int) -> bool:
    """Whether a line in a box of another kind is long and nothing but a link; a heading may link."""
    line = page.lines[at]
    if line.linked <= 0.75 * max(len(line.text), 60):
        return False
    return page.boxes[line.box].tag not in HEADINGS


def _holder(page: Page, box: int, outer: int) -> int:
    while box != outer and page.boxes[box].tag in _PIECES:
        box = page.boxes[box].parent
    return box


def _linky(page: Page, line: Line) -> bool:
    """A line that is nothing but links; a whole sentence in a paragraph of its own is text all the same."""
    size = len(line.text) - line.text.count(" ")
    if line.linked > 0.4 * size and _ALSO.match(line.text):
        return True
    if line.linked <= 0.75 * size:
        return False
    if page.boxes[line.box].tag in HEADINGS and all(href.startswith("#") for href in line.links):
        # a heading that links to itself
        return False
    return not (page.boxes[line.box].tag == "p" and len(line.text) >= 60 and _STOP.search(line.text))


def _told(page: Page, index: int) -> bool:
    """A line that tells something: a sentence, or what is long enough for one."""
    line = page.lines[index]
    size = len(line.text)
    if page.boxes[line.box].tag in HEADINGS and size < 100:
        return False
    return size >= 80 or (size >= 25 and bool(_SENTENCE.search(line.text)))
