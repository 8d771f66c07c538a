"""The bodies of wire texts as blocks, from markup or from lines that were wrapped at a width.

>>> [(each.kind.value, each.plain) for each in of_markup("<p>One.</p><hl2>Two</hl2><ul><li>a</li></ul>")]
[('paragraph', 'One.'), ('heading', 'Two'), ('list', 'a')]
>>> [each.text for each in of_lines("   First that\\ngoes on.\\n   Second.")]
['First that goes on.', 'Second.']
"""

import html
import re
from collections.abc import Iterable, Sequence

from masdar.markup import tree
from masdar.model import Block, BlockKind, Image

# what stands in a body and is no text of it
_SKIPPED = frozenset(
    {
        *("head", "title", "script", "style", "template", "header", "footer", "nav", "object", "iframe"),
        *("svg", "figcaption", "noscript", "media", "media-reference", "media-caption", "media-producer"),
        "media-metadata",
    }
)
_BLOCKS = frozenset(
    {
        *("p", "div", "block", "section", "article", "main", "address", "center", "dl", "dt", "dd", "body"),
        *("table", "tbody", "thead", "tr", "caption"),
    }
)
_HEADINGS = {"h1": 2, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6, "hl1": 2, "hl2": 2}
_QUOTES = frozenset({"blockquote", "bq"})
_LISTS = frozenset({"ul", "ol"})

# elements within one another whose structure is looked at; of what stands deeper the text is taken
_DEPTH = 120

# text that was escaped once too often: "o&#39;clock"
_ESCAPED = re.compile(r"&(?:#\d{1,6}|#x[0-9a-fA-F]{1,6}|quot|amp|apos|nbsp|lt|gt);")
# a dash that was named as a tag, and then escaped: "800<endash>-</endash>1000"
_DASH = re.compile(r"<(en|em)dash>[^<]{0,3}</\1dash>")
_BLANK = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
_ITEM = re.compile(r"\s*[*•·]\s+(?=\S)")
# "hh/ph/ts/hd"
_INITIALS = re.compile(r"[a-z]{2,5}(?:/[a-z]{2,5})+")
# columns stand apart by several spaces, and are ruled off by dashes
_COLUMNS = re.compile(r"\S[^\S\n]{2,}\S|^\s*[-=_]{6,}\s*$")
_ALONE = re.compile(r"\s*<p\b[^>]*>((?:(?!</?p\b).)*)</p>\s*", re.DOTALL)
_RULE = re.compile(r"[-=_*\s]{3,}")


def of_markup(text: str) -> tuple[Block, ...]:
    """The blocks of HTML, XHTML or NITF."""
    walk = _Walk()
    walk.children(tree.fragment(text), "p")
    walk.flush("p")
    if len(walk.raw) == 1 and _is_wrapped(walk.raw[0]):
        return of_lines(walk.raw[0])
    return tuple(walk.blocks)


def of_lines(text: str) -> tuple[Block, ...]:
    """The blocks of plain text: paragraphs stand apart by blank lines, or begin with a space."""
    found: list[Block] = []
    for chunk in _BLANK.split(text.expandtabs(4).replace("\r\n", "\n").replace("\r", "\n")):
        lines = [line for line in chunk.split("\n") if line.strip()]
        flush = [line for line in lines if not line.startswith((" ", "\u00a0"))]
        rows = [_COLUMNS.search(line) is not None for line in lines]
        held: list[str] = []
        for number, line in enumerate(lines):
            if _ITEM.match(line):
                _put(found, held)
                held = [line]
                continue
            # a row of a table has another beside it; a wide gap in one line alone is a slip
            tabular = rows[number] and any(rows[max(0, number - 1) : number] + rows[number + 1 : number + 2])
            begins = number > 0 and bool(flush) and line.startswith((" ", "\u00a0"))
            if held and (begins or tabular) and not (_ITEM.match(held[0]) and not begins):
                _put(found, held)
                held = []
            held.append(line)
            if tabular:
                _put(found, held)
                held = []
        _put(found, held)
    return tuple(found)


def lines_in(text: str) -> str | None:
    """The lines of a text that is plain, or plain within one `<p>`; None for markup."""
    whole = _ALONE.fullmatch(text)
    inside = whole[1] if whole else text
    return None if "</" in inside or "<p" in inside else inside


def below(headline: str | None, found: Sequence[Block]) -> tuple[Block, ...]:
    """A body without the headline that it repeats, the initials that sign it off, and bare rules."""
    kept = [each for each in found if each.kind is not BlockKind.PARAGRAPH or not _RULE.fullmatch(each.text)]
    if len(kept) > 1 and kept[-1].kind is BlockKind.PARAGRAPH and _INITIALS.fullmatch(kept[-1].text):
        kept = kept[:-1]
    if kept and headline and kept[0].kind is BlockKind.HEADING and kept[0].text == headline:
        kept = kept[1:]
    return tuple(kept)


def markup(blocks: Iterable[Block]) -> str:
    """Blocks as the plain HTML that a lead brings."""
    return "".join(map(_element, blocks))


def text_of(markup: str) -> str:
    """The text of a piece of markup on one line."""
    return _even(tree.text(tree.fragment(markup)))


def _element(block: Block) -> str:
    said = html.escape(block.text, quote=False)
    if block.kind is BlockKind.HEADING:
        level = min(6, max(2, block.level))
        return f"<h{level}>{said}</h{level}>"
    if block.kind is BlockKind.LIST:
        items = "".join(f"<li>{html.escape(item, quote=False)}</li>" for item in block.items)
        return f"<ul>{items}</ul>"
    if block.kind is BlockKind.QUOTE:
        return f"<blockquote><p>{said}</p></blockquote>"
    if block.kind is BlockKind.FIGURE:
        if block.image is None or not block.image.url:
            return ""
        shown = f'<img src="{html.escape(block.image.url)}" alt="{html.escape(block.image.alt or "")}">'
        caption = html.escape(block.image.caption or "", quote=False)
        return f"<figure>{shown}<figcaption>{caption}</figcaption></figure>"
    return f"<p>{said}</p>"


def _put(found: list[Block], lines: Sequence[str]) -> None:
    text = _even(" ".join(lines))
    if not text or _RULE.fullmatch(text):
        return
    if lines and _ITEM.match(lines[0]):
        item = _even(_ITEM.sub("", lines[0], count=1) + " " + " ".join(lines[1:]))
        if found and found[-1].kind is BlockKind.LIST:
            found[-1] = Block(kind=BlockKind.LIST, items=(*found[-1].items, item))
        else:
            found.append(Block(kind=BlockKind.LIST, items=(item,)))
        return
    found.append(Block(text=text))


def _is_wrapped(text: str) -> bool:
    """Whether the white space of a paragraph is its layout: some lines begin with a space, some do not."""
    # behind a tag the first line begins anywhere; where all others begin alike, a program laid them out
    lines = [line for line in text.strip("\n").split("\n") if line.strip()][1:]
    begun = sum(line.startswith((" ", "\t", "\u00a0")) for line in lines)
    tabular = sum(_COLUMNS.search(line.strip()) is not None for line in lines)
    return len(lines) > 1 and (0 < begun < len(lines) or (begun == 0 and tabular > 1))


def _even(text: str) -> str:
    if "dash>" in text:
        text = _DASH.sub(lambda found: "\u2013" if found[1] == "en" else "\u2014", text)
    if "&" in text:
        text = _ESCAPED.sub(lambda found: html.unescape(found[0]), text)
    return " ".join(text.split())


class _Walk:
    """A body on its way to blocks: inline text gathers until a block begins or ends."""

    def __init__(self) -> None:
        self._depth = 0
        self.blocks: list[Block] = []
        self.raw: list[str] = []
        self._text: list[str] = []

    def children(self, node: tree.Node, kind: str) -> None:
        if self._depth > _DEPTH:
            self._text.append(node.text)
            return
        self._depth += 1
        for child in node.children:
            if isinstance(child, tree.Element):
                self.element(child, kind)
            elif isinstance(child, tree.Text):
                self._text.append(child.text)
        self._depth -= 1

    def element(self, element: tree.Element, kind: str) -> None:
        tag = element.tag.rpartition(":")[2]
        if tag in _SKIPPED:
            return
        if tag == "br":
            self.flush(kind)
        elif tag in ("figure", "img", "image"):
            self.flush(kind)
            self._figure(element)
        elif tag in _LISTS:
            self.flush(kind)
            items = tuple(said for each in tree.elements(element, "li") if (said := _even(_own(each))))
            if items:
                self.blocks.append(Block(kind=BlockKind.LIST, items=items))
        elif tag == "pre":
            self.flush(kind)
            self.blocks.extend(of_lines(element.text))
        elif tag in ("td", "th"):
            self._text.append(" ")
            self.children(element, kind)
        elif tag in _BLOCKS or tag in _HEADINGS or tag in _QUOTES:
            self.flush(kind)
            inner = kind if tag in _BLOCKS and (kind in _QUOTES or kind in _HEADINGS) else tag
            self.children(element, inner)
            self.flush(inner)
        else:
            self.children(element, kind)

    def flush(self, kind: str) -> None:
        raw = "".join(self._text)
        self._text.clear()
        if raw.strip():
            self.raw.append(raw)
        for part in _BLANK.split(raw):
            text = _even(part)
            if not text:
                continue
            if kind in _HEADINGS:
                self.blocks.append(Block(kind=BlockKind.HEADING, text=text, level=_HEADINGS[kind]))
            else:
                quote = kind in _QUOTES
                self.blocks.append(Block(kind=BlockKind.QUOTE if quote else BlockKind.PARAGRAPH, text=text))

    def _figure(self, element: tree.Element) -> None:
        shown = (
            element if element.tag in ("img", "image") else next(iter(tree.elements(element, "img")), None)
        )
        source = tree.attr(shown, "src") if shown is not None else ""
        if not source.startswith(("http://", "https://")):
            return
        caption = next((tree.text(each) for each in tree.elements(element, "figcaption")), None)
        image = Image(
            url=source, caption=caption or None, alt=tree.attr(shown, "alt") or None if shown else None
        )
        self.blocks.append(Block(kind=BlockKind.FIGURE, image=image))


def _own(element: tree.Element, depth: int = 0) -> str:
    """The text of an item without that of the lists within it, which are items of their own."""
    parts = []
    for child in element.children:
        if isinstance(child, tree.Element):
            if child.tag not in _LISTS:
                parts.append(_own(child, depth + 1) if depth < _DEPTH else child.text)
        elif isinstance(child, tree.Text):
            parts.append(child.text)
    return "".join(parts)
