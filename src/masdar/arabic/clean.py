"""Text for the eye: what the author meant, without the dirt of the way it came.

>>> prose("\u0643\u062a\u0640\u0640\u0627\u0628") == "\u0643\u062a\u0627\u0628"
True
"""

import re
import unicodedata

_TATWEEL = "\u0640"
_ZWNJ = "\u200c"
_ZWJ = "\u200d"
# fathatan to small high marks of Arabic, and the combining marks of Latin
_MARKS = "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
# lam-alef and the like; the ligatures of honour from U+FDF0 on and the ornate brackets stay as written
_FORMS = (*range(0xFB50, 0xFBB2), *range(0xFBD3, 0xFD3E), *range(0xFD50, 0xFDC8), *range(0xFE70, 0xFEFD))
_INVISIBLE = (
    "\u00ad"  # soft hyphen
    "\u034f"  # combining grapheme joiner
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # bidi controls
    "\u200b\u2060-\u2064\u206a-\u206f\ufeff\ufff9-\ufffb"  # no width, no meaning
    "\u180e"
    "\ue000-\uf8ff"  # private use: icons of a font that did not come along
    "\ufdd0-\ufdef\ufffe\uffff"  # not characters
)
_CONTROLS = "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"
_SPACES = "\t\x0b\x0c\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_BREAKS = "\r\x85\u2028\u2029"

_DIRT = re.compile(
    f"[{_INVISIBLE}{_CONTROLS}{_SPACES}{_BREAKS}{_TATWEEL}{_ZWNJ}{_ZWJ}\ufb50-\ufdff\ufe70-\ufefc]"
)
_FORM = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]")
_DROP = re.compile(f"[{_INVISIBLE}{_CONTROLS}]+")
_SHAPES = {code: unicodedata.normalize("NFKC", chr(code)).strip() for code in _FORMS}

# "1445 ه": here the tatweel is spelling, not ornament
_STRETCH = re.compile(f"(?<![^\\W\\d_])(\u0647{_TATWEEL}){_TATWEEL}*(?![^\\W\\d_])|{_TATWEEL}+")
# "خبر (tatweel) واس": written for a dash
_DASH = re.compile(f"(?<=\\s){_TATWEEL}+(?=\\s)")
# the sign looked for stands first, then what must not stand before it: a search that is quick to fail
_STRAY = re.compile(f"[{_MARKS}](?<![^\\W\\d_].)(?<![{_MARKS}].)[{_MARKS}]*", re.DOTALL)
# a non-joiner has a meaning between two letters; a joiner also after the last one, and in emoji
_JOINERS = re.compile(
    f"{_ZWNJ}(?:(?<![^\\W\\d_].)(?<![{_MARKS}].)|(?![^\\W\\d_]))|{_ZWJ}(?<![^\\x00-\\x7f\\s].)", re.DOTALL
)
_WHITE = re.compile(f"[ {_SPACES}]+")
_DOUBLE = re.compile("  +")
_LINES = re.compile(" \n ?|\n ")
_BREAK = re.compile(f"\r\n|[{_BREAKS}]")


def prose(text: str) -> str:
    """Text for reading; idempotent.

    Composed (NFC); no tatweel but that of the era after a Hijri year; letters for presentation forms;
    no bidi controls, soft hyphens and other invisible signs, but joiners where the script needs them;
    no marks on nothing; single spaces. Lines stay lines.
    """
    before = ""
    while before != text:
        before, text = text, _once(text)
    return text


def label(text: str) -> str:
    """A title or a word of the interface: `prose` on one line."""
    return " ".join(prose(text).split())


def _once(text: str) -> str:
    """One pass; each step is skipped where a look shows nothing to do, for most texts need only spaces."""
    if _DIRT.search(text) is not None:
        text = _WHITE.sub(" ", _DROP.sub("", _BREAK.sub("\n", text)))
        if _FORM.search(text) is not None:
            text = text.translate(_SHAPES)
        if _TATWEEL in text:
            text = _STRETCH.sub(r"\1", _DASH.sub("\u2013", text))
        if _ZWNJ in text or _ZWJ in text:
            text = _JOINERS.sub("", text)
    text = _STRAY.sub("", text)
    if "  " in text:
        text = _DOUBLE.sub(" ", text)
    if "\n" in text:
        text = _LINES.sub("\n", text)
    return unicodedata.normalize("NFC", text).strip()
