"""The sign that a wire text is over.

>>> text, mark = split("واتفقا على مراقبة الوضع. (انتهى)")
>>> mark == "(انتهى)"
True
"""

import re
from collections.abc import Collection

from masdar.arabic import agencies

_DASHES = "-\u2010-\u2015\u2212\u0640"
# one or two letters of an editor's initials: "ح س"  "أ.ف"  "م ن"  "أخ"  "طن"
_LETTERS = r"[\u0621-\u064a]{1,2}(?:[ .\u00a0]{0,2}[\u0621-\u064a]{1,2}){0,2}\.?"
# "ح س/ ع م"  "ر ن / ط ج"
_INITIALS = rf"{_LETTERS}(?:\s*/\s*{_LETTERS})*"
_DONE = r"(?:انته[ىي]|نهاية الخبر|انته[ىي] الخبر|النهاية|يتبع)"

# Signs that nothing but an end mark can be, even behind a sentence on its line.
_INLINE = re.compile(
    "(?:"
    + "|".join(
        (
            # "(انتهى)"  "(انتهى) ح س/ع م"
            rf"\(\s*{_DONE}\s*\)(?:\s*{_INITIALS})?",
            # "[انتهى]"
            rf"\[\s*{_DONE}\s*\]",
            # "/انتهى/ ر م/ع"  "/نهاية الخبر/"
            rf"/+\s*{_DONE}\s*/+(?:\s*{_INITIALS})?",
            # "انتهى/ف.ج"  "انتهى / ح س"
            rf"(?<![\w\u064b-\u0652])انته[ىي]\s*/\s*{_INITIALS}/?",
            # "-- انتهى --"  "- انتهى"
            rf"[{_DASHES}]+\s*{_DONE}(?:\s*[{_DASHES}]+)?",
            # "--(بترا) أ.ف"  "--(بترا)"  "-- (كونا)"
            rf"(?:--+|[\u2014\u2013])\s*\([^()\n]{{2,24}}\)(?:\s*{_INITIALS})?",
            # "ا.ه"  "ا هـ"  "أ.هـ."  "اهـ"
            r"(?<![\w\u064b-\u0652])[اأ][. ]?\s?ه\u0640?\.?",
            # "***"  "* * *"  "###"
            r"\*(?:\s?\*){2,}",
            r"#(?:\s?#){2,}",
        )
    )
    + r")(?=\s*\Z)"
)
# Signs that are end marks only where they fill the last line.
_LINE = re.compile(
    "|".join(
        (
            # "انتهى"  "انتهى."  "انتهى الخبر"
            rf"{_DONE}\s*\.?",
            # "(خ خ/ط)"  "(ن.ج)"
            rf"\(\s*{_INITIALS}\s*\)",
            # "ف.ع"  "أ.م.": initials without a bracket have their full stop between
            r"[\u0621-\u064a]{1,2}\.\s?[\u0621-\u064a]{1,2}\.?",
            # "ح س/ ع م"
            rf"{_LETTERS}(?:\s*/\s*{_LETTERS})+",
        )
    )
)
# no mark has more signs
_LONGEST = 80
_SLASHED = re.compile(r"[^\s/()]{2,12}(?:\s*/\s*[^\s/()]{1,5}){1,3}/?")
_SPEAKERS_END = '.!?؟…»"”)'


def split(text: str, *, credited: Collection[str] = ()) -> tuple[str, str | None]:
    """The text without its end mark, and the mark as printed; None if it ends without one.

    `credited` names the codes of the agencies that the dateline credits: a bare "(واج)" at the end is
    the mark of that agency, where otherwise it would be a credit line.
    """
    text = text.rstrip()
    head, _, last = text.rpartition("\n")
    last = last.strip()
    short = len(last) <= _LONGEST
    named = short and agencies.exact(last.strip("()")) is not None
    if short and last and ((_LINE.fullmatch(last) and not named) or _by_agency(last, credited)):
        return head.rstrip(), last
    found = _INLINE.search(text, max(0, len(text) - _LONGEST))
    if found is None:
        return _signed(text, credited)
    before = text[: found.start()].rstrip()
    # "ا ه" behind a word that goes on is the end of a sentence, not of a text
    if found.group()[0] in "اأ" and before and before[-1] not in _SPEAKERS_END + "\n":
        on_its_own = text[: found.start()].endswith("\n")
        if not on_its_own and not found.group().startswith("انته"):
            return text, None
    return before, found.group().strip()


# "... من مخطوطات الواحة. (واج)"
_SIGNED = re.compile(r"(?<=[.!?؟»\"”])\s*(\([^()\n]{2,24}\))\s*\Z")


def _signed(text: str, credited: Collection[str]) -> tuple[str, str | None]:
    """The text without the bracketed agency behind its last sentence, if the dateline credits it."""
    found = _SIGNED.search(text, max(0, len(text) - _LONGEST)) if credited else None
    if found is None or not _by_agency(found[1], credited):
        return text, None
    return text[: found.start()].rstrip(), found[1]


def alone(line: str, *, credited: Collection[str] = ()) -> bool:
    """Whether a line is nothing but an end mark."""
    rest, mark = split(line, credited=credited)
    return mark is not None and not rest


def _by_agency(line: str, credited: Collection[str]) -> bool:
    """Whether a last line is an agency's own mark: "وام/أخ/طن", or "(واج)" under a text of that agency."""
    if _SLASHED.fullmatch(line):
        entry = agencies.exact(line.partition("/")[0].strip())
        return entry is not None
    if line.startswith("(") and line.endswith(")") and credited:
        entry = agencies.exact(line[1:-1].strip())
        return entry is not None and entry.code in credited
    return False
