"""What stands on a page, gathered in one walk: lines of text, the boxes around them, pictures.

A line is a run of text between two block boundaries or line breaks; a box is an element that makes
a block. Both are kept in the order of the page, so that what a box holds is a range of lines and
the sum over a box is a difference of two prefix sums. Nothing is judged here.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from masdar.extract import hints, mail
from masdar.extract.hints import Hint
from masdar.markup import tree


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


SKIPPED = _words(
    """
    script style template svg math iframe select textarea input object noscript canvas video audio button
    head map embed applet datalist progress meter frameset
    """
)
INLINE = _words(
    """
    a b strong em i span font u mark small sup sub abbr cite code q s del ins time label bdi bdo wbr data
    dfn kbd var samp big acronym strike tt rb rt rp rtc ruby o:p nobr
    """
)
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
# within a caption these hold the credit, or another caption
_CREDITS = frozenset(("span", "small", "cite"))
_APART = Hint.CAPTION | Hint.CREDIT | Hint.HIDDEN
# one of these stands in every name that means one of those
_MAY_BE_APART = (
    "cap", "legend", "credit", "photograph", "hidden", "invisible", "none", "offscreen", "sr", "reader"
)  # fmt: skip

# hyphens of an id that is the beginning of a text
_SLUG = 5
# signs of one line; no paragraph is longer
LONGEST_LINE = 100_000
# elements looked at on one page; more is an attack or a catalogue
MOST_ELEMENTS = 100_000
# pictures kept of one page
MOST_PICTURES = 5_000
# embeds kept of one page
MOST_FRAMES = 200


class Line(NamedTuple):
    """A run of text as the eye sees it."""

    text: str
    # index of the innermost box
    box: int
    # characters that stand in links
    linked: int
    # addresses of the links, as written
    links: tuple[str, ...]


class Box(NamedTuple):
    """An element that makes a block."""

    tag: str
    parent: int
    hint: int
    element: tree.Element
    # class and id
    names: str


class Picture(NamedTuple):
    """An image as its element gives it."""

    element: tree.Element
    box: int
    # how many lines come before it
    line: int


@dataclass(frozen=True, slots=True)
class Page:
    """The parts of a page in order."""

    lines: Sequence[Line]
    boxes: Sequence[Box]
    pictures: Sequence[Picture]
    # for each box: the first line within, and the first line after
    start: Sequence[int] = field(default_factory=list)
    end: Sequence[int] = field(default_factory=list)
    # what other sites show within the page
    frames: Sequence[Picture] = field(default_factory=list)
    # the names of all boxes, a line each: a look tells whether any of them matters
    names: str = ""

    def within(self, line: int, box: int) -> bool:
        """Whether a line stands in a box."""
        return self.start[box] <= line < self.end[box]

    def ancestors(self, box: int) -> list[int]:
        """A box and those around it, the innermost first."""
        found = []
        while box >= 0:
            found.append(box)
            box = self.boxes[box].parent
        return found

    def text(self, box: int) -> str:
        """All text in a box, its lines joined by a space."""
        return " ".join(line.text for line in self.lines[self.start[box] : self.end[box]])


# what the walk does with an element; all else is a block
_SKIP, _BREAK, _PICTURE, _INLINE, _LINK, _FRAME = range(1, 7)
_BLOCK = 0
_KINDS = {
    **dict.fromkeys(INLINE, _INLINE),
    **dict.fromkeys(SKIPPED, _SKIP),
    "br": _BREAK,
    "img": _PICTURE,
    "amp-img": _PICTURE,
    "a": _LINK,
    "iframe": _FRAME,
}
# elements that say by an attribute what their names do not: hidden ones and bodies
_TOLD = "[hidden],[style*=display],[itemprop*=articleBody]"


def gather(root: tree.Element, *, without: frozenset[tree.Element] = frozenset()) -> Page:
    """Walk the page once. `without` are elements to pass by."""
    lines: list[Line] = []
    boxes = [Box(root.tag, -1, Hint.NONE, root, "")]
    pictures: list[Picture] = []
    frames: list[Picture] = []
    start, end = [0], [0]
    pieces: list[str] = []
    hrefs: list[str] = []
    linked = 0
    left = MOST_ELEMENTS
    told = frozenset(tree.select(root, _TOLD))
    kinds, known_hints, new = _KINDS.get, hints.of, tuple.__new__

    def flush(box: int) -> None:
        nonlocal linked
        text = " ".join((pieces[0] if len(pieces) == 1 else "".join(pieces)).split())
        pieces.clear()
        if text:
            lines.append(new(Line, (text[:LONGEST_LINE], box, linked, tuple(hrefs) if hrefs else ())))
        if hrefs:
            hrefs.clear()
        linked = 0

    # one function for all kinds of children: calls are what a walk costs. It is handed itself, for a function
    # that knows itself would keep the whole page until the next collection of cycles
    def walk(element: tree.Element, box: int, link: bool, again: Callable[..., None]) -> None:
        nonlocal linked, left
        for child in element:
            if type(child) is not tree.Element:
                if type(child) is tree.Text:
                    data = child.text
                    # the white space between blocks makes no line, and is most of the texts of a page
                    if pieces or hrefs or not data.isspace():
                        pieces.append(data)
                        if link:
                            linked += len(data.strip())
                continue
            tag = child.tag
            kind = kinds(tag, _BLOCK)
            if kind == _FRAME:
                if len(frames) < MOST_FRAMES:
                    frames.append(Picture(child, box, len(lines)))
                continue
            if kind == _SKIP or left <= 0 or (without and child in without):
                continue
            left -= 1
            if kind == _BREAK:
                if pieces:
                    flush(box)
                continue
            if kind == _PICTURE:
                if len(pictures) < MOST_PICTURES:
                    pictures.append(new(Picture, (child, box, len(lines))))
                continue
            inner = link
            names = child.attr("class")
            if kind:
                # few names of inline elements matter, and these say so
                apart = names and any(map(names.lower().__contains__, _MAY_BE_APART)) and known_hints(names)
                if names and "__cf_email__" in names:
                    # an address hidden from robots; readers see it
                    pieces.append(mail.decode(child.attr("data-cfemail") or "") or child.text)
                    continue
                if kind == _LINK and (href := child.attr("href")):
                    hrefs.append(href)
                    inner = True
                if not (apart and apart & _APART) and not (
                    tag in _CREDITS and boxes[box].tag == "figcaption"
                ):
                    again(child, box, inner, again)
                    continue
            if pieces:
                flush(box)
            index = len(boxes)
            known = names or ""
            # the id of a heading is made of its words, and so is one of many words
            if tag not in HEADINGS and (id := child.attr("id")) and id.count("-") < _SLUG:
                known = f"{names} {id}" if names else id
            if "-" in tag:
                # an element of the site's own, such as "news-factbox"
                known = f"{tag} {known}"
            hint = known_hints(known) if known else 0
            if child in told:
                hint |= _told(child)
            boxes.append(new(Box, (tag, box, hint, child, known)))
            start.append(len(lines))
            end.append(0)
            again(child, index, inner, again)
            if pieces:
                flush(index)
            end[index] = len(lines)

    walk(root, 0, False, walk)
    flush(0)
    end[0] = len(lines)
    names = "\n".join(dict.fromkeys(box.names for box in boxes))
    return Page(lines, boxes, pictures, start, end, frames, names)


def _told(element: tree.Element) -> int:
    hint = Hint.NONE
    style = element.attr("style")
    # React sends what it shows later as hidden boxes "S:0", "S:1"
    unasked = element.attr("hidden") is not None and not (element.attr("id") or "").startswith("S:")
    if unasked or (style and "display:none" in style.replace(" ", "")):
        hint |= Hint.HIDDEN
    prop = element.attr("itemprop")
    if prop and "articleBody" in prop:
        hint |= Hint.BODY | Hint.STORY
    return hint
