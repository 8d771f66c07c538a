"""What stands on a page, gathered in one walk: lines of text, the boxes around them, pictures.

A line is a run of text between two block boundaries or line breaks; a box is an element that makes
a block. Both are kept in the order of the page, so that what a box holds is a range of lines and
the sum over a box is a difference of two prefix sums. Nothing is judged here.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from masdar.extract import hints
from masdar.extract.hints import Hint
from masdar.markup import tree


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


SKIPPED = _words(
    """
    script style template svg math iframe select textarea input object noscript canvas video audio head map
    embed applet datalist progress meter frameset
    """
)
INLINE = _words(
    """
    a b strong em i span font u mark small sup sub abbr cite code q s del ins time label bdi bdo wbr data
    dfn kbd var samp big acronym strike tt rt rp ruby o:p nobr
    """
)
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_STRONG = frozenset(("b", "strong"))
# within a caption these hold the credit, or another caption
_CREDITS = frozenset(("span", "small", "cite"))
_APART = Hint.CAPTION | Hint.CREDIT | Hint.HIDDEN

# elements looked at on one page; more is an attack or a catalogue
MOST_ELEMENTS = 250_000


class Line(NamedTuple):
    """A run of text as the eye sees it."""

    text: str
    # index of the innermost box
    box: int
    # characters that stand in links
    linked: int
    # characters in bold
    strong: int
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


def gather(root: tree.Element, *, without: frozenset[tree.Element] = frozenset()) -> Page:
    """Walk the page once. `without` are elements to pass by."""
    return _Walk(without).gather(root)


class _Walk:
    """The state of one walk; gone when it ends."""

    def __init__(self, without: frozenset[tree.Element]) -> None:
        self.without = without
        self.lines: list[Line] = []
        self.boxes: list[Box] = []
        self.pictures: list[Picture] = []
        self.start: list[int] = []
        self.end: list[int] = []
        self.pieces: list[str] = []
        self.hrefs: list[str] = []
        self.linked = 0
        self.strong = 0
        self.left = MOST_ELEMENTS

    def gather(self, root: tree.Element) -> Page:
        self.boxes.append(Box(root.tag, -1, Hint.NONE, root, ""))
        self.start.append(0)
        self.end.append(0)
        self.inside(root, 0, False, False)
        self.flush(0)
        self.end[0] = len(self.lines)
        return Page(self.lines, self.boxes, self.pictures, self.start, self.end)

    def inside(self, element: tree.Element, box: int, link: bool, strong: bool) -> None:
        pieces = self.pieces
        for child in element:
            kind = type(child)
            if kind is tree.Text:
                data = child.text
                pieces.append(data)
                if link:
                    self.linked += len(data.strip())
                if strong:
                    self.strong += len(data.strip())
            elif kind is tree.Element:
                self.element(child, box, link, strong)  # type: ignore[arg-type]  # its type was just looked at

    def element(self, child: tree.Element, box: int, link: bool, strong: bool) -> None:
        tag = child.tag
        if tag in SKIPPED or self.left <= 0 or (self.without and child in self.without):
            return
        self.left -= 1
        if tag == "br":
            self.flush(box)
            return
        if tag == "img" or tag == "amp-img":
            self.pictures.append(Picture(child, box, len(self.lines)))
            return
        if tag in INLINE:
            if tag == "a":
                href = child.attr("href")
                if href:
                    self.hrefs.append(href)
                    link = True
            elif tag in _STRONG:
                strong = True
            names = child.attr("class")
            apart = names and hints.of(names) & _APART
            if not apart and not (tag in _CREDITS and self.boxes[box].tag == "figcaption"):
                self.inside(child, box, link, strong)
                return
        self.block(child, tag, box, link, strong)

    def block(self, child: tree.Element, tag: str, box: int, link: bool, strong: bool) -> None:
        names, id = child.attr("class"), child.attr("id")
        known = f"{names} {id}" if names and id else names or id or ""
        if "-" in tag:
            # an element of the site's own, such as "news-factbox"
            known = f"{tag} {known}"
        hint = hints.of(known)
        style = child.attr("style")
        if child.attr("hidden") is not None or (style and "display:none" in style.replace(" ", "")):
            hint |= Hint.HIDDEN
        if (prop := child.attr("itemprop")) and "articleBody" in prop:
            hint |= Hint.BODY
        self.flush(box)
        index = len(self.boxes)
        self.boxes.append(Box(tag, box, hint, child, known))
        self.start.append(len(self.lines))
        self.end.append(0)
        self.inside(child, index, link, strong)
        self.flush(index)
        self.end[index] = len(self.lines)

    def flush(self, box: int) -> None:
        if self.pieces:
            text = " ".join("".join(self.pieces).split())
            self.pieces.clear()
            if text:
                self.lines.append(Line(text, box, self.linked, self.strong, tuple(self.hrefs)))
            if self.hrefs:
                self.hrefs = []
            self.linked = self.strong = 0
