"""The direction of writing, of a language or of a text.

>>> of("ar"), of("en"), of("az-Arab")
('rtl', 'ltr', 'rtl')
"""

import re
from typing import Literal

Direction = Literal["rtl", "ltr"]

_LANGUAGES = frozenset(
    {
        "ar",
        "arc",
        "arz",
        "ary",
        "apc",
        "ckb",
        "dv",
        "fa",
        "glk",
        "he",
        "iw",
        "ks",
        "lrc",
        "mzn",
        "nqo",
        "pnb",
        "prs",
        "ps",
        "sd",
        "sdh",
        "syr",
        "ug",
        "ur",
        "yi",
    }
)
_SCRIPTS = frozenset({"arab", "hebr", "thaa", "syrc", "nkoo", "samr", "mand", "adlm", "rohg"})

# Hebrew, Arabic, Syriac, Thaana, NKo and their presentation forms, letters only
_RTL = re.compile("[\u05d0-\u05ea\u0620-\u064a\u066e-\u06d3\u06d5\u06fa-\u08c9\ufb1d-\ufdfb\ufe70-\ufefc]")
_LTR = re.compile("[A-Za-z\u00c0-\u024f\u0370-\u052f\u0900-\u1fff\u3040-\ud7a3]")

# a headline may quote a Latin name and is Arabic all the same: "NATO: ..."
_WEIGHT = 2


def of(language: str) -> Direction:
    """The direction of a BCP 47 tag; a script subtag wins over the language's custom."""
    first, *rest = language.lower().replace("_", "-").split("-")
    for part in rest:
        if len(part) == 4 and part.isalpha():
            return "rtl" if part in _SCRIPTS else "ltr"
    return "rtl" if first in _LANGUAGES else "ltr"


def of_text(text: str) -> Direction:
    """The direction that most letters have; right to left needs a third of them, none is `ltr`."""
    right = len(_RTL.findall(text))
    return "rtl" if right and right * _WEIGHT >= len(_LTR.findall(text)) else "ltr"
