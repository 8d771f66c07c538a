"""Which signs the fonts of our pages can draw.

The list is written beside the fonts when they are cut, so that looking into them needs no tool.

>>> missing("خبر"), missing("\ufffd")
((), ('\ufffd',))
"""

from functools import cache
from importlib import resources

# drawn by no font as letters of a text: private use, and what stands for a sign that was lost
_LOST = (*range(0xE000, 0xF900), 0xFFFD)


def missing(text: str) -> tuple[str, ...]:
    """The signs of the Arabic script, and lost ones, that would be shown in another font or as a box.

    Presentation forms and tatweel are no signs for texts at all, and other scripts are left to the
    reader's own fonts.
    """
    return tuple(sorted({sign for sign in text if sign in _undrawn()}))


@cache
def _undrawn() -> frozenset[str]:
    drawn = listed()
    arabic = (*range(0x0600, 0x0700), *range(0x0750, 0x0780), *range(0x0870, 0x0900))
    return frozenset(chr(code) for code in (*arabic, *_LOST) if code not in drawn and code not in _UNSEEN)


# ARABIC LETTER MARK, which is not drawn, and ARABIC TATWEEL
_UNSEEN = frozenset({0x061C, 0x0640})


@cache
def listed() -> frozenset[int]:
    """The signs of the list: those that every one of our fonts has."""
    text = resources.files("masdar.press").joinpath("static/fonts/glyphs.txt").read_text("ascii")
    found: set[int] = set()
    for each in text.split():
        first, _, last = each.partition("-")
        found.update(range(int(first, 16), int(last or first, 16) + 1))
    return frozenset(found)
