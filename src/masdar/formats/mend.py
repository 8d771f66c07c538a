"""Making XML of what is nearly XML: entities, bare ampersands, tags without an end, control characters.

Everything here takes time in proportion to the text, however it is made.
"""

import html
import re
from collections import Counter
from collections.abc import Callable, Iterator
from html.entities import html5, name2codepoint
from itertools import islice
from typing import NamedTuple

from masdar.errors import ReadError

# entities that a document declares for itself: taken where they are short and hold nothing but text
_OWN = re.compile(r"<!ENTITY\s+([A-Za-z][\w.-]{0,31})\s+([\"'])([^&<%\"']{0,200})\2\s*>")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_DOCTYPE = re.compile(
    r"<!DOCTYPE\b(?:[^\[<>\"']|\"[^\"]*\"|'[^']*')*(?:\[.*?\]\s*)?>", re.IGNORECASE | re.DOTALL
)
_AMPERSAND = re.compile(
    r"&(?!(?:amp|lt|gt|quot|apos);)(?:#([0-9]{1,7});|#[xX]([0-9a-fA-F]{1,6});|([A-Za-z][A-Za-z0-9]{1,31});)?"
)
_ROOT = re.compile(r"<([A-Za-z_][\w.:-]*)[\s/>]")
_SKIPPED = (("<?", "?>"), ("<!--", "-->"), ("<!", ">"))
_ENDS = {"<![CDATA[": "]]>", "<!--": "-->"}
# a tag: whether it closes, its name, whether it is empty
_TAG = re.compile(r"<(/?)([A-Za-z_][\w.:-]*)(?:\s(?:[^<>\"']|\"[^\"]*\"|'[^']*')*?)?(/?)>|<[?!][^<>]*>")


def clean(value: str) -> str:
    """Text without the signs that XML cannot carry."""
    return _CONTROL.sub("", value)


# signs by which a document may grow through entities of its own
_GROWTH = 100_000
# pieces of text that are held apart
_PIECES = 20_000
# where a root must stand
NEAR = 64 * 1024


class Prologue(NamedTuple):
    """What stands before a document's root: where that begins, and its document type."""

    root: int
    # the root's name as written, with its prefix; "" where no element begins near
    name: str
    doctype: tuple[int, int] | None
    # entities that the document declares for itself
    own: dict[str, str]


def prologue(body: str) -> Prologue:
    """The way to the root, past instructions, comments, a document type and anything else."""
    at = 0
    doctype: tuple[int, int] | None = None
    missing: set[str] = set()
    while (at := body.find("<", at, NEAR)) >= 0:
        if (found := _ROOT.match(body, at)) is not None:
            own = _own(body[slice(*doctype)]) if doctype else {}
            return Prologue(at, found[1], doctype, own)
        if "<!" not in missing and doctype is None and body[at : at + 9].upper() == "<!DOCTYPE":
            if (stated := _DOCTYPE.match(body, at)) is not None:
                doctype, at = stated.span(), stated.end()
                continue
            missing.add("<!")
        end = next((end for mark, end in _SKIPPED if body.startswith(mark, at)), "")
        behind = body.find(end, at + 1) if end and end not in missing else -1
        if end and behind < 0:
            missing.add(end)
        at = behind + len(end) if behind >= 0 else at + 1
    return Prologue(0, "", doctype, {})


def _own(doctype: str) -> dict[str, str]:
    return {each[1]: each[3] for each in islice(_OWN.finditer(doctype), 100)}


def balanced(body: str, pieces: frozenset[str]) -> str:
    """Sound XML from the root on: bare ampersands and signs escaped, comments and stray ends dropped.

    Every tag is closed where its parent ends or, for one of `pieces`, where the next of them begins.
    """
    out: list[str] = []
    opened: list[str] = []
    count: Counter[str] = Counter()
    for piece, free in outside(body, prologue(body).root):
        if not free:
            if piece.startswith("<!["):
                out.append(piece)
            continue
        at = 0
        mended = _subbed(_AMPERSAND, _reference, piece) if "&" in piece else piece
        for tag in _TAG.finditer(mended):
            out.append(mended[at : tag.start()].replace("<", "&lt;"))
            at = tag.end()
            if len(out) > _PIECES:
                out = ["".join(out)]
            closing, name, empty = tag[1], tag[2], tag[3]
            if name is None:  # a declaration or an instruction says nothing of the feed
                continue
            if closing:
                if count[name]:
                    out.extend(_closed(opened, count, name))
                continue
            if name.lower() in pieces and count[name]:
                out.extend(_closed(opened, count, name))
            out.append(tag[0])
            if not empty:
                opened.append(name)
                count[name] += 1
        rest = mended[at:]
        out.append(rest[: cut if (cut := rest.find("<")) >= 0 else len(rest)])
    out.extend(f"</{name}>" for name in reversed(opened))
    return "".join(out)


def _closed(opened: list[str], count: Counter[str], name: str) -> Iterator[str]:
    while opened:
        last = opened.pop()
        count[last] -= 1
        yield f"</{last}>"
        if last == name:
            return


def outside(body: str, at: int = 0) -> Iterator[tuple[str, bool]]:
    """The document in pieces from `at` on, with whether each may be changed: CDATA and comments may not."""
    next_of = {mark: body.find(mark, at) for mark in _ENDS}
    while begins := {start: mark for mark, start in next_of.items() if start >= 0}:
        start = min(begins)
        mark = begins[start]
        end = body.find(_ENDS[mark], start + len(mark)) if start >= at else at - 3
        if end < 0:  # nothing of the kind ends any more
            next_of[mark] = -1
            continue
        if start >= at:
            yield body[at:start], True
            at = end + 3
            yield body[start:at], False
        next_of[mark] = body.find(mark, at)
    yield body[at:], True


def entities(body: str, own: dict[str, str]) -> tuple[str, bool]:
    """Named entities of HTML and of the document itself as the signs they mean; those of XML stay.

    Raises ReadError where there are so many references that they can only be an attack.
    """
    if "&" not in body:
        return body, False
    spent = 0

    def meant(found: re.Match[str]) -> str:
        nonlocal spent
        name = found[1]
        if name[0] == "#":  # "&#X41;", which XML does not know; "&#146;", which means windows-1252
            return f"&#x{name[2:]};" if name[1] == "X" else html.unescape(found[0])
        if name in own and spent < _GROWTH:
            spent += len(own[name])
            return own[name]
        code = name2codepoint.get(name)
        return chr(code) if code else html5.get(f"{name};", found[0])

    if body.count("&") > _REFERENCES:
        raise ReadError(f"more than {_REFERENCES:,} references in a document that is not sound")
    out = [_subbed(_NAMED, meant, piece) if free and "&" in piece else piece for piece, free in outside(body)]
    joined = "".join(out)
    return (body, False) if joined == body else (joined, len(joined) != len(body))


_NAMED = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)([A-Za-z][\w.-]{0,31}|#X[0-9a-fA-F]{1,6}|#1[2-5][0-9]);")


def _subbed(pattern: re.Pattern[str], by: Callable[[re.Match[str]], str], text: str) -> str:
    """As `pattern.sub`, for references; by stretches, since every match costs memory until all are joined."""
    if len(text) <= _STRETCH:
        return pattern.sub(by, text)
    out: list[str] = []
    at = 0
    while at < len(text):
        end = at + _STRETCH
        cut = text.rfind("&", end - _REFERENCE, end) if end < len(text) else -1
        end = cut if cut > at else end
        out.append(pattern.sub(by, text[at:end]))
        at = end
    return "".join(out)


# references that are looked at one by one
_REFERENCES = 500_000
# signs of a stretch, and of the longest reference
_STRETCH, _REFERENCE = 64 * 1024, 40


def _reference(found: re.Match[str]) -> str:
    if found[3]:
        return f"&amp;{found[0][1:]}"
    code = int(found[1]) if found[1] else int(found[2], 16) if found[2] else None
    if code is None:
        return "&amp;"
    sound = (
        code in (9, 10, 13) or 32 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or 0x10000 <= code <= 0x10FFFF
    )
    return found[0] if sound else ""
