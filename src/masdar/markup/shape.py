"""What a browser builds from the tags of a text, where that follows from their order alone.

A text's shape is the signs of its tags, one behind the other: `+p;` opens a paragraph, `-p;` closes it,
`.br;` stands alone, `=script;` begins what goes whole and `/script;` ends it, `?;` may be anything. A `~`
says that an address in it is relative. Ends that HTML lets authors leave out are put in, and those that end
nothing are left out (HTML, 13.1.2.4 and 13.2.6.4.7):

    >>> JUDGED["+p;.br;+a~;-a;-p;"]
    Order(relative=(2,), gone=(), frames=(), instead=(), before=(), tail='')
    >>> JUDGED["+p;+p;-i;"].before, JUDGED["+p;+p;-i;"].instead, JUDGED["+p;+p;-i;"].tail
    (((1, '</p>'),), ((2, ''),), '</p>')
    >>> JUDGED["+b;+i;-b;-i;"] is None  # what a browser makes of crossed tags takes a browser
    True
"""

from typing import NamedTuple

from masdar.markup import safe

NOTHING = ".;"
UNSURE = "?;"

_VOID = frozenset({"br", "col", "hr", "img", "wbr"})
# elements without end that go
_GONE = frozenset({"area", "base", "embed", "input", "link", "meta", "param", "source", "track", "keygen"})
# a parser does with these what tags alone do not tell
_STRANGE = frozenset(
    """
    html head body frame image plaintext button nobr option optgroup isindex listing rb rtc
    mi mo mn ms mtext annotation-xml foreignobject desc
    """.split()  # noqa: SIM905  # reads like a sentence
)
_BLOCKS = frozenset(
    """
    address article aside blockquote center dd details dialog dir div dl dt fieldset figcaption figure footer
    form h1 h2 h3 h4 h5 h6 header hgroup hr li listing main menu nav ol p pre search section summary table ul
    """.split()  # noqa: SIM905  # reads like a sentence
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
# what an element would end if it were opened within
_ENDS = {name: frozenset({"p"}) for name in _BLOCKS}
_ENDS |= {name: _HEADINGS | {"p"} for name in _HEADINGS}
_ENDS |= {"a": frozenset({"a"}), "form": frozenset({"form", "p"}), "li": frozenset({"li", "p"})}
_ENDS |= {name: frozenset({"dd", "dt", "p"}) for name in ("dd", "dt")}
# what ends, if it is the innermost, where an element is opened: HTML, 13.1.2.4
_OPTIONAL = {name: frozenset({"p"}) for name in _BLOCKS}
_OPTIONAL |= {"li": frozenset({"p", "li"})} | dict.fromkeys(("dd", "dt"), frozenset({"p", "dd", "dt"}))
_OPTIONAL |= dict.fromkeys(("td", "th"), frozenset({"p", "td", "th"}))
# their ends open them anew elsewhere where anything ended within
_FORMATTING = frozenset("a b big code em font i s small strike strong tt u".split())  # noqa: SIM905
# within which a parser knows no tags but the end
_RAW = frozenset({"script", "style", "iframe", "noembed", "noframes", "xmp", "textarea", "title"})
_IMPLIED = frozenset({"p", "li", "dd", "dt"})
# the lists within which these may stand in one another
_LISTS = {"li": frozenset({"ul", "ol"}), "dd": frozenset({"dl"}), "dt": frozenset({"dl"})}
_SECTIONS = frozenset({"tbody", "thead", "tfoot"})
# where each part of a table must stand, and what may hold nothing else
_PARENTS = {
    "td": frozenset({"tr"}),
    "th": frozenset({"tr"}),
    "tr": _SECTIONS | {"table"},
    **dict.fromkeys((*_SECTIONS, "caption", "colgroup"), frozenset({"table"})),
    "col": frozenset({"colgroup", "table"}),
}
_FRAMES = _SECTIONS | {"table", "tr", "colgroup"}
_DEEPEST = 100


class Order(NamedTuple):
    """Which of the tags, counted from 0, want more than to be written."""

    relative: tuple[int, ...] = ()
    # first and last tag of what goes whole
    gone: tuple[tuple[int, int], ...] = ()
    # behind which nothing but white space may stand
    frames: tuple[int, ...] = ()
    # what is written for a tag that says nothing, or too little, as it stands
    instead: tuple[tuple[int, str], ...] = ()
    # ends that were left out, before the tags that say so, and at the end of all
    before: tuple[tuple[int, str], ...] = ()
    tail: str = ""


class _Judged(dict[str, Order | None]):
    """The order of each shape, None where it is not sure; those met are remembered."""

    def __missing__(self, shape: str) -> Order | None:
        order = _judge(shape.split(";")[:-1])
        if len(shape) < 4000:
            if len(self) > 2048:
                self.clear()
            self[shape] = order
        return order


JUDGED = _Judged()


def opening(name: str, *, empty: bool) -> str:
    """The sign of an opening tag; `empty` says that it closes itself, which HTML reads of few elements."""
    if name in _GONE:
        return NOTHING
    if name in _STRANGE or (empty and name not in _VOID):
        return UNSURE
    if name in safe.WHOLE:
        return f"={name};"
    return f".{name};" if name in _VOID else f"+{name};"


def closing(name: str) -> str:
    if name in safe.WHOLE:
        return f"/{name};"
    return UNSURE if name in _VOID or name in _GONE or name in _STRANGE else f"-{name};"


def relative(sign: str) -> str:
    return sign if sign == UNSURE else f"{sign[:-1]}~;"


def _judge(signs: list[str]) -> Order | None:
    opened: list[str] = []
    marked: list[int] = []
    gone: list[tuple[int, int]] = []
    frames: list[int] = []
    instead: list[tuple[int, str]] = []
    before: list[tuple[int, str]] = []
    at = 0
    while at < len(signs):
        kind, name = signs[at][:1], signs[at][1:].rstrip("~")
        if signs[at].endswith("~"):
            marked.append(at)
        if kind in "+.=" and name and (ended := _ended(name, opened)):
            before.append((at, ended))
        if kind == "+":
            if not _fits(name, opened) or len(opened) > _DEEPEST:
                return None
            opened.append(name)
        elif kind == "-":
            if name not in opened:
                instead.append((at, "<p></p>" if name == "p" else ""))
            else:
                ends = ""
                while opened[-1] != name and opened[-1] in _IMPLIED:
                    ends += _close(opened.pop())
                if opened.pop() != name or (ends and name in _FORMATTING):
                    return None
                if ends:
                    before.append((at, ends))
        elif kind == ".":
            if name and not _fits(name, opened):
                return None
        elif kind == "=":
            if (end := _end(signs, at, name)) is None or not _fits(name, opened):
                return None
            gone.append((at, end))
            at = end
        else:
            return None
        if opened and opened[-1] in _FRAMES:
            frames.append(at)
        at += 1
    if not _FRAMES.isdisjoint(opened):
        return None
    tail = "".join(_close(name) for name in reversed(opened))
    return Order(tuple(marked), tuple(gone), tuple(frames), tuple(instead), tuple(before), tail)


def _close(name: str) -> str:
    return f"</{name}>" if name in safe.TAGS else ""


def _ended(name: str, opened: list[str]) -> str:
    """The ends, which may be left out, of what ends where an element is opened; no longer open afterwards."""
    ends = ""
    while opened and opened[-1] in _OPTIONAL.get(name, ()):
        ends += _close(opened.pop())
    return ends


def _end(signs: list[str], start: int, name: str) -> int | None:
    """Where an element ends that goes whole; None where that is not clear."""
    for at in range(start + 1, len(signs)):
        if signs[at][1:] == name and signs[at][0] in "/=":
            return at if signs[at][0] == "/" else None
        if name not in _RAW and signs[at][1:] in _RAW:
            return None
    return None


def _fits(name: str, opened: list[str]) -> bool:
    """Whether an element may be opened here without ending another one or being moved elsewhere."""
    above = opened[-1] if opened else ""
    if name in _PARENTS:
        return above in _PARENTS[name]
    if above in _FRAMES:
        return False
    ends = _ENDS.get(name)
    if ends is None or ends.isdisjoint(opened):
        return True
    return name in _LISTS and above in _LISTS[name] and "p" not in opened
