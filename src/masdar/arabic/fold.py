"""Text for comparing: spellings of one word become one.

Never shown to anyone. Marks, tatweel and invisible signs go, seats of hamza, ta marbuta, alef maqsura,
letters of Persian and Urdu, presentation forms, case and digits fall together:

    >>> key("\u0623\u062d\u0645\u064e\u062f") == key("\u0627\u062d\u0645\u062f")
    True
"""

import codecs
import re
import unicodedata

# Seats of hamza and look-alike letters, by what a reader may type instead:
# "احمد" for "أحمد", "مسئول" for "مسؤول", "القاهره" for "القاهرة", "مستشفي" for "مستشفى", "ڤ" for "ف"
_LETTERS = {
    "\u0622": "\u0627",  # alef with madda
    "\u0623": "\u0627",  # alef with hamza above
    "\u0625": "\u0627",  # alef with hamza below
    "\u0671": "\u0627",  # alef wasla
    "\u0672": "\u0627",
    "\u0673": "\u0627",
    "\u0675": "\u0627",
    "\u0624": "\u0621",  # waw with hamza
    "\u0626": "\u0621",  # yeh with hamza
    "\u0629": "\u0647",  # teh marbuta
    "\u06c0": "\u0647",
    "\u06c1": "\u0647",  # heh goal, Urdu
    "\u06c2": "\u0647",
    "\u06c3": "\u0647",
    "\u06be": "\u0647",  # heh doachashmee
    "\u06d5": "\u0647",  # ae, Kurdish
    "\u0649": "\u064a",  # alef maksura
    "\u06cc": "\u064a",  # Farsi yeh
    "\u06cd": "\u064a",
    "\u06ce": "\u064a",
    "\u06d0": "\u064a",
    "\u06d2": "\u064a",  # yeh barree
    "\u06d3": "\u064a",
    "\u06a9": "\u0643",  # keheh
    "\u06aa": "\u0643",
    "\u06ab": "\u0643",
    "\u06ad": "\u0643",
    "\u06af": "\u0643",  # gaf
    "\u067e": "\u0628",  # peh
    "\u0686": "\u062c",  # tcheh
    "\u0698": "\u0632",  # jeh
    "\u06a4": "\u0641",  # veh
    "\u06a8": "\u0642",
    "\u0679": "\u062a",  # tteh
    "\u0688": "\u062f",  # ddal
    "\u0691": "\u0631",  # rreh
    "\u0695": "\u0631",
    "\u06ba": "\u0646",  # noon ghunna
    "\u06b5": "\u0644",
    "\u06c6": "\u0648",
    "\u06c7": "\u0648",
    "\u06c9": "\u0648",
    "\u06cb": "\u0648",
    "\u00e6": "ae",
    "\u0153": "oe",
    "\u00f8": "o",
    "\u0142": "l",
    "\u0111": "d",
    "\u0131": "i",  # dotless i, Turkish
    "\u03c2": "\u03c3",  # final sigma
}
_DROPPED = frozenset({"Mn", "Me", "Cf", "Cc", "Cs"})
_TATWEEL = "\u0640"

# What ordinary news is written with. Such a text is folded by way of bytes, in half the time of a table of
# code points; one sign besides sends it the thorough way.
_ORDINARY = (
    "".join(map(chr, range(128)))
    + "".join(map(chr, [*range(0x0621, 0x063B), *range(0x0640, 0x0653), *range(0x0660, 0x066B)]))
    + "\u0670\u0671\u067e\u0686\u06a4\u06a9\u06af\u06cc\u060c\u061b\u061f"
    + "".join(map(chr, range(0x06F0, 0x06FA)))
    + "\u00a0\u00ab\u00ad\u00b7\u00bb\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c"
    + "\u2013\u2014\u2018\u2019\u201c\u201d\u2022\ufeff"
    + "\u00e0\u00e2\u00e7\u00e8\u00e9\u00ea\u00eb\u00ee\u00ef\u00f4\u00fb\u00fc\u00c9"
)


def key(text: str) -> str:
    """The folded text, punctuation kept, each run of white space one space; idempotent."""
    try:
        data, _ = codecs.charmap_encode(text, "strict", _TO_BYTES)
    except UnicodeEncodeError:
        return " ".join(_whole(text).translate(_KEYS).split())
    return " ".join(
        codecs.charmap_decode(data.translate(None, _NO_KEY), "strict", _KEY_FROM_BYTES)[0].split()
    )


def words(text: str) -> list[str]:
    """The folded words in order. What is neither letter nor digit divides words."""
    try:
        data, _ = codecs.charmap_encode(text, "strict", _TO_BYTES)
    except UnicodeEncodeError:
        return _whole(text).translate(_WORDS).split()
    return codecs.charmap_decode(data.translate(None, _NOTHING), "strict", _FROM_BYTES)[0].split()


def coded(text: str) -> list[bytes] | None:
    """The folded words of an ordinary text, a byte for each letter: half the memory, and quicker to look up.

    `decoded` tells the word. None for a text with a sign that ordinary news is not written with.
    """
    try:
        data, _ = codecs.charmap_encode(text, "strict", _TO_BYTES)
    except UnicodeEncodeError:
        return None
    return data.translate(_TO_WORDS, _NOTHING).split()


def decoded(word: bytes) -> str:
    """The folded word that a code stands for."""
    return codecs.charmap_decode(word, "strict", _FROM_BYTES)[0]


def spans(text: str) -> list[tuple[int, int]]:
    """Where the words of a text stand as they are written, with the marks and signs inside them.

    What `words` gives for the pieces, put together, is what it gives for the text.
    """
    return [found.span() for found in _WRITTEN.finditer(text.translate(_CLASSES))]


def _whole(text: str) -> str:
    """Letters written as letter and mark become one sign; costs a glance where there are none."""
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def _fold(sign: str) -> str:
    """One sign folded: at most a few letters, without case, marks or width."""
    whole = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", sign).casefold())
    # the seats of hamza decompose into a letter and a mark, so they are looked up whole
    return "".join(
        _LETTERS[part] if part in _LETTERS else "".join(map(_letter, unicodedata.normalize("NFKD", part)))
        for part in whole
    )


def _letter(sign: str) -> str:
    if sign == _TATWEEL:
        return ""
    if sign.isspace():
        return " "
    kind = unicodedata.category(sign)
    if kind in _DROPPED:
        return ""
    if kind == "Nd":
        return str(unicodedata.decimal(sign))
    return _LETTERS.get(sign, sign)


class _Keys(dict[int, str]):
    """A table for `str.translate` that fills as signs are met: any script costs only what it uses."""

    def __missing__(self, code: int) -> str:
        folded = _fold(chr(code))
        self[code] = folded
        return folded


class _Words(dict[int, str]):
    """As `_Keys`, with a space for whatever is neither letter nor digit."""

    def __missing__(self, code: int) -> str:
        folded = "".join(part if part.isalnum() else " " for part in _KEYS[code])
        self[code] = folded
        return folded


class _Classes(dict[int, str]):
    """What a sign is within a word: a letter or digit, a mark that is dropped, or what divides."""

    def __missing__(self, code: int) -> str:
        folded = _WORDS[code]
        self[code] = made = "." if not folded else "w" if folded.strip() else " "
        return made


_KEYS = _Keys()
_WORDS = _Words()
_CLASSES = _Classes()
_WRITTEN = re.compile(r"w[w.]*")

_UNDEFINED = "\ufffe"
_TO_BYTES = codecs.charmap_build(_ORDINARY.ljust(256, _UNDEFINED))
_NOTHING = bytes(at for at, sign in enumerate(_ORDINARY) if not _WORDS[ord(sign)])
_NO_KEY = bytes(at for at, sign in enumerate(_ORDINARY) if not _KEYS[ord(sign)])
_KEY_FROM_BYTES = "".join(_KEYS[ord(sign)] or _UNDEFINED for sign in _ORDINARY).ljust(256, _UNDEFINED)
_FROM_BYTES = "".join(_WORDS[ord(sign)] or _UNDEFINED for sign in _ORDINARY).ljust(256, _UNDEFINED)
# signs that fold to one letter share a byte, that of the letter
_TO_WORDS = bytes(
    0x20 if folded == " " else _ORDINARY.index(folded) if folded else at
    for at, folded in enumerate(_WORDS[ord(sign)] for sign in _ORDINARY)
).ljust(256, b" ")
