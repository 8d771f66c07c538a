"""How like a language a text is, by its letters: what tells one eight-bit encoding from another.

Only signs outside ASCII are weighed, for ASCII reads alike in all of them.
"""

import math
import re
from collections import Counter

# parts in a thousand of the letters of news prose, rounded
_ARABIC = {
    "\u0627": 135,
    "\u0644": 118,
    "\u064a": 74,
    "\u0645": 65,
    "\u0648": 58,
    "\u0646": 56,
    "\u0631": 52,
    "\u062a": 45,
    "\u0628": 38,
    "\u0639": 36,
    "\u0629": 35,
    "\u062f": 33,
    "\u0633": 29,
    "\u0641": 29,
    "\u0623": 26,
    "\u0647": 25,
    "\u0642": 24,
    "\u0643": 22,
    "\u062d": 21,
    "\u062c": 15,
    "\u0634": 14,
    "\u0635": 12,
    "\u0649": 12,
    "\u0625": 12,
    "\u0637": 11,
    "\u062e": 11,
    "\u0630": 8,
    "\u0636": 8,
    "\u062b": 7,
    "\u0632": 7,
    "\u0626": 6,
    "\u0621": 5,
    "\u063a": 5,
    "\u0624": 2,
    "\u0638": 3,
    "\u0622": 2,
    # Persian and Urdu
    "\u067e": 6,
    "\u0686": 4,
    "\u0698": 2,
    "\u06af": 7,
    "\u06a9": 9,
    "\u06cc": 9,
    "\u06be": 3,
    "\u06ba": 3,
    "\u06d2": 4,
    "\u06c1": 3,
    "\u0679": 0.5,
    "\u0688": 0.5,
    "\u0691": 0.5,
}
# of neighbours whose eight-bit pages look alike, most frequent first
_RUSSIAN = "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъ"
_HEBREW = "יהולארתבמשענדחכקפסםטזןגצךףץ"
_GREEK = "αοιετσνηυρπκμλςόίέάθδγωήχύώφβξζψ"

# natural logarithms of a sign's share; what is not listed is weighed by its kind
_LOGS = {letter: math.log(share / 1000) for letter, share in _ARABIC.items()}
_LOGS |= dict.fromkeys(
    "\u060c\u061b\u061f\u00ab\u00bb\u201c\u201d\u2018\u2019\u2013\u2014\u2026\u2022\u00a0", -4.5
)
_LOGS |= dict.fromkeys("\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0640", -6.0)
_LOGS |= dict.fromkeys("\u0660\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668\u0669", -5.0)
# shares fall about as 1, 1/2, 1/3 would, only slower: from a tenth of the letters to a thousandth
for _alphabet in (_RUSSIAN, _HEBREW, _GREEK):
    _LOGS |= {letter: -2.3 - 4.6 * at / len(_alphabet) for at, letter in enumerate(_alphabet)}
# Icelandic and old Turkish pages share these bytes, and Turkish ones are far more
_LOGS |= dict.fromkeys("\u00f0\u00fd\u00fe\u00d0\u00dd\u00de", -9.5)

_ARABIC_LETTER = "\u0620-\u063f\u0641-\u064a\u066e-\u06d3"
_FOREIGN = "\u0370-\u05ff"
_ACCENTED = re.compile("[\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f]")
_ALPHABET = re.compile("[\u0386-\u03ce\u0401-\u045f\u05d0-\u05ea]")

# what no Arabic word does: go on after a sign, teh marbuta or alef maksura, or touch a Latin letter
_BROKEN = re.compile(
    f"[{_ARABIC_LETTER}][!-,;-@\\[-`{{-~][{_ARABIC_LETTER}]|"
    f"[\u0629\u0649][{_ARABIC_LETTER}]|[\u00c0-\u024f][{_ARABIC_LETTER}]|[{_ARABIC_LETTER}][\u00c0-\u024f]"
    f"|[A-Za-z][{_ARABIC_LETTER}{_FOREIGN}]|[{_ARABIC_LETTER}{_FOREIGN}][A-Za-z]"
    "|[a-z\u03b1-\u03c9\u0430-\u045f\u00df-\u00f6][\u00c0-\u00d6\u0391-\u03a9\u0410-\u042f]"
)
_ARTICLE = re.compile(
    f"(?<![{_ARABIC_LETTER}])[\u0648\u0628\u0641\u0643]?\u0627\u0644(?=[{_ARABIC_LETTER}]{{2}})"
)
# accents stand within words of ASCII letters
_AT_HOME = re.compile("(?<=[A-Za-z])[\u00c0-\u024f]|[\u00c0-\u024f](?=[A-Za-z])")

_UNREADABLE, _SYMBOL, _STRAY_ACCENT, _ACCENT, _OTHER_LETTER = -11.0, -8.0, -7.0, -3.5, -3.6
# one of thousands: where a label says so, but no match for an alphabet that fits
_EAST_ASIAN = -4.8
_BREAK, _BONUS = -5.0, 3.0


def plausible(text: str) -> float:
    """How plausible the signs outside ASCII are, as a mean of logarithms: about -3 for prose, -7 for
    nonsense; 0 where there are none."""
    total = 0.0
    count = 0
    # a page has few signs and each of them often
    for sign, times in Counter(text).items():
        if sign < "\x80":
            continue
        count += times
        log = _LOGS.get(sign)
        total += times * (_kind(sign) if log is None else log)
    if not count:
        return 0.0
    total += (_ACCENT - _STRAY_ACCENT) * len(_AT_HOME.findall(text))
    total += _BREAK * len(_BROKEN.findall(text)) + _BONUS * len(_ARTICLE.findall(text))
    return total / count


def _kind(sign: str) -> float:
    if sign < "\xa0" or sign == "\ufffd" or "\ue000" <= sign <= "\uf8ff":
        return _UNREADABLE
    if _ACCENTED.match(sign):
        return _STRAY_ACCENT
    if _ALPHABET.match(sign):
        return _OTHER_LETTER
    return _EAST_ASIAN if "\u3041" <= sign <= "\u30fe" or "\u4e00" <= sign <= "\ud7a3" else _SYMBOL
