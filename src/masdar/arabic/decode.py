"""Bytes to text, for pages whose labels lie.

A ladder of which each rung is checked before it is believed: byte order mark, UTF-16 by its zeros, UTF-8
(a bad byte or a cut end does not change a whole page's encoding), the label of header and page if it gives
plausible text, and last the encoding whose letters are most like those of a language.

>>> read("\u0627\u0644\u0642\u0645\u0629".encode("windows-1256")).encoding
'windows-1256'
"""

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass

import masdar.arabic.letters as letters

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# where a document may name its encoding; WHATWG reads 1024 bytes, some pages need more
_HEAD = 16_384
_HEADER_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:+-]+)", re.IGNORECASE)
_PROLOG = re.compile(rb"^\s*<\?xml[^>]*?encoding\s*=\s*[\"']\s*([\w.:+-]+)", re.IGNORECASE)
_META = re.compile(rb"<meta\b[^>]*?\bcharset\s*=\s*[\"']?\s*([\w.:+-]+)", re.IGNORECASE)
_COMMENT = re.compile(rb"<!--.*?-->|<(script|style)\b.*?</\1", re.DOTALL | re.IGNORECASE)

# labels of the WHATWG Encoding Standard and of old servers, as Python's codecs; others codecs knows itself
_LABELS = {
    "ascii": "cp1252",
    "us-ascii": "cp1252",
    "ansi_x3.4-1968": "cp1252",
    "latin1": "cp1252",
    "l1": "cp1252",
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "iso_8859-1": "cp1252",
    "iso-8859-9": "cp1254",
    "iso8859-9": "cp1254",
    "latin5": "cp1254",
    "iso-8859-11": "cp874",
    "tis-620": "cp874",
    "x-cp1256": "cp1256",
    "windows-1256": "cp1256",
    "win-1256": "cp1256",
    "arabic": "iso8859-6",
    "asmo-708": "iso8859-6",
    "ecma-114": "iso8859-6",
    "csisolatinarabic": "iso8859-6",
    "iso-8859-6-e": "iso8859-6",
    "iso-8859-6-i": "iso8859-6",
    "x-mac-arabic": "mac-arabic",
    "macarabic": "mac-arabic",
    "x-mac-cyrillic": "mac-cyrillic",
    "macintosh": "mac-roman",
    "x-cp1250": "cp1250",
    "x-cp1251": "cp1251",
    "x-cp1252": "cp1252",
    "x-cp1254": "cp1254",
    "dos-720": "cp720",
    "ibm720": "cp720",
    "x-sjis": "cp932",
    "shift_jis": "cp932",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "unicode": "utf-16-le",
    "utf-16": "utf-16-le",
    "utf8": "utf-8",
    "unicode-1-1-utf-8": "utf-8",
    "x-user-defined": "cp1252",
}
# the name by which the standard knows what Python calls otherwise
_NAMES = {
    "cp1256": "windows-1256",
    "cp1252": "windows-1252",
    "cp1254": "windows-1254",
    "cp1251": "windows-1251",
    "cp1250": "windows-1250",
    "iso8859-6": "iso-8859-6",
    "iso8859-2": "iso-8859-2",
}
# tried when nothing trustworthy is said, the likelier first: a tie goes to the earlier one
_CANDIDATES = (
    "cp1256",
    "iso8859-6",
    "cp1252",
    "cp720",
    "mac-arabic",
    "cp1251",
    "cp1250",
    "cp1254",
    "cp1255",
    "cp1253",
    "iso8859-2",
    "koi8-r",
    "iso8859-5",
)

# what a label is worth, in the units of `letters.plausible`
_TRUST, _TRUST_AMONG_LATIN = 0.6, 4.0
# bytes that are all letters of an encoding of several bytes hardly are by chance
_TRUST_IN_PAIRS = 1.8
_PAIRED = frozenset({"cp949", "cp932", "big5", "big5hkscs", "gb18030", "euc_jp", "shift_jis", "johab"})
_LATIN = frozenset({"cp1252", "cp1250", "cp1254", "iso8859-2", "iso8859-15", "mac-roman", "cp1257"})

_PIECES = re.compile(rb"[\x80-\xff]+(?:[\s,.]?[\x80-\xff]+)*[ -~]?")
# signs outside ASCII that are weighed; a headline is enough, more does not change the answer
_WEIGHED = 3000

_BAD = "\ufffd"
_MULTIBYTE = re.compile("[\u0080-\ufffc\U00010000-\U0010ffff]")

# UTF-8 read as windows-1256 or windows-1252 and written again: "ط§ظ„" "Ø§Ù„" for "ال", "Ã©" for "é"
_TWICE_1256 = re.compile(
    "[\u0637\u0638][\u00a0-\u00bf\u2018-\u203a\u067e\u0679\u0152\u0686\u0698\u0688\u06af\u06ba\u06be\u0192\u02c6\u2020-\u2026\u20ac\u2122\u060c\u061b\u061f\u06c1\u200c\u200d]"
)
_TWICE_1252 = re.compile(
    "[\u00c2\u00c3\u00d8-\u00db][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]"
    "|\u00e2[\u0080\u20ac][\u0080-\u00bf\u0152\u0153\u0161\u017d\u017e\u02dc\u2013-\u203a\u20ac\u2122]"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """Text, the encoding it was read by, and whether it is not simply what the bytes say."""

    text: str
    # as the WHATWG standard names it, where it does
    encoding: str
    # a bad byte was passed over, or text encoded twice was read twice
    repaired: bool = False


def text(data: bytes, *, headers: Mapping[str, str] | None = None) -> str:
    """The text that the bytes say, without a byte order mark; never fails. Text encoded twice stays so."""
    return _decode(data, headers or {}).text


def read(data: bytes, *, headers: Mapping[str, str] | None = None) -> Decoded:
    """As `text`, with the encoding; text that was encoded twice is repaired and said to be."""
    return undoubled(_decode(data, headers or {}))


def said(data: bytes, *, headers: Mapping[str, str] | None = None) -> Decoded:
    """As `text`, with the encoding, and whether bad bytes were passed over."""
    return _decode(data, headers or {})


def undoubled(found: Decoded) -> Decoded:
    """The text behind text that was encoded twice; the same where it was not."""
    mended = _undouble(found.text)
    return found if mended is None else Decoded(text=mended, encoding=found.encoding, repaired=True)


def _decode(data: bytes, headers: Mapping[str, str]) -> Decoded:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _by(data[len(mark) :], encoding)
    if (b"\x00" in data or b"\x06" in data) and (wide := _wide(data)):
        return _by(data, wide)
    try:
        return Decoded(text=data.decode("utf-8"), encoding="utf-8")
    except UnicodeDecodeError:
        pass
    if (mended := _nearly_utf8(data)) is not None:
        return Decoded(text=mended, encoding="utf-8", repaired=True)
    return _by(data, _choose(data, _declared(data, headers)))


def _by(data: bytes, codec: str) -> Decoded:
    said = data.decode(codec, "replace")
    return Decoded(text=said, encoding=_NAMES.get(codec, codec), repaired=_BAD in said)


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: every other byte is that of the block, zero for Latin and 6 for Arabic."""
    sample = data[: _HEAD * 2]
    even, odd = sample[0::2], sample[1::2]
    half = max(len(even), 1)
    first = (even.count(0) + even.count(6)) / half
    second = (odd.count(0) + odd.count(6)) / half
    if max(first, second) < 0.5 or min(first, second) > 0.2:
        return None
    return "utf-16-be" if first > second else "utf-16-le"


def _nearly_utf8(data: bytes) -> str | None:
    """The text with U+FFFD for bad bytes, None where they are more than a few."""
    said = data.decode("utf-8", "replace")
    bad = said.count(_BAD)
    # bytes of another encoding hardly ever make a whole letter of UTF-8, and never many
    beyond = len(said) - len(said.encode("ascii", "ignore"))
    whole = beyond - bad - said.count("\ufffe") - said.count("\uffff")
    return said if whole > 0 and bad <= max(1, whole // 4) else None


def _declared(data: bytes, headers: Mapping[str, str]) -> list[str]:
    """The codecs that header, prolog and meta name, without those unknown."""
    said: list[str] = []
    for name, value in headers.items():
        if name.lower() == "content-type" and (found := _HEADER_CHARSET.search(value)):
            said.append(found[1])
    head = data[:_HEAD]
    if found_bytes := _PROLOG.search(head):
        said.append(found_bytes[1].decode("ascii", "replace"))
    said.extend(each.decode("ascii", "replace") for each in _META.findall(_COMMENT.sub(b"", head)))
    return [codec for label in said if (codec := _codec(label)) is not None]


def _codec(label: str) -> str | None:
    label = label.strip().lower()
    known = _LABELS.get(label)
    if known is not None:
        return known
    try:
        found = codecs.lookup(label)
    except (LookupError, ValueError):
        return None
    # bytes-to-bytes codecs are no encodings, and no page is written in these
    if not getattr(found, "_is_text_encoding", True) or found.name in (
        "idna",
        "punycode",
        "utf-7",
        "undefined",
    ):
        return None
    return _LABELS.get(found.name, found.name)


def _choose(data: bytes, declared: list[str]) -> str:
    """The codec to read by: a declared one if its text is about as plausible as the best."""
    sample = _sample(data)
    scores: dict[str, float] = {}
    for codec in dict.fromkeys([*declared, *_CANDIDATES]):
        if codec.startswith(("utf-", "utf_")):
            continue
        scores[codec] = letters.plausible(sample.decode(codec, "replace"))
    best = max(scores, key=lambda codec: scores[codec])
    for codec in declared:
        # letters do not tell the languages of one alphabet apart as surely as a label does
        trust = _TRUST_AMONG_LATIN if codec in _LATIN and best in _LATIN else _TRUST
        if codec in _PAIRED and _BAD not in data.decode(codec, "replace"):
            trust = _TRUST_IN_PAIRS
        if codec in scores and scores[codec] >= scores[best] - trust:
            return codec
    return best


def _sample(data: bytes) -> bytes:
    pieces: list[bytes] = []
    size = end = 0
    for found in _PIECES.finditer(data):
        start = found.start()
        # with the sign before it, which the pattern would look for at every byte of the page
        if start > end and 0x20 <= data[start - 1] < 0x7F:
            start -= 1
        end = found.end()
        piece = data[start : min(end, start + _WEIGHED)]
        pieces.append(piece)
        size += len(piece)
        if size > _WEIGHED:
            break
    return b"\n".join(pieces)


def doubled(said: str) -> bool:
    """Whether a text looks as if it was encoded twice; of a long one a sample will do."""
    return bool(_twice(said))


def _twice(said: str) -> list[tuple[re.Pattern[str], str]]:
    """By which codecs a text may have been encoded twice."""
    if said.isascii():
        return []
    # counting letters is a hundred times faster than a pattern
    signs = len(said.encode("utf-8", "surrogatepass")) - len(said)
    found = []
    for leads, sign, codec in (("طظ", _TWICE_1256, "cp1256"), ("ÂÃØÙÚÛâ", _TWICE_1252, "cp1252")):
        most = sum(map(said.count, leads))
        if most >= 4 and most * 12 > signs:
            found.append((sign, codec))
    return found


def _undouble(said: str) -> str | None:
    """The text behind text encoded twice, None where there is none."""
    for sign, codec in _twice(said):
        # half of the text's own signs must be of that kind: a quotation mark after a letter is none
        hits = sign.findall(said)
        signs = len(_MULTIBYTE.findall(said))
        if len(hits) < 4 or 1.25 * sum(map(len, hits)) < signs:
            continue
        raw = _raw(said, codec)
        if raw is not None and (mended := _nearly_utf8(raw)) is not None:
            return mended
    return None


def _raw(said: str, codec: str) -> bytes | None:
    """The bytes that were taken for `codec`; its unassigned bytes came through as C1 controls."""
    try:
        return said.encode(codec, _THROUGH)
    except UnicodeEncodeError:
        return None


_THROUGH = "masdar.through"


def _through(error: UnicodeError) -> tuple[bytes, int]:
    """C1 controls as their bytes, a bad sign as a question mark; anything else was never of this codec."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    made = bytearray()
    for sign in error.object[error.start : error.end]:
        if "\x80" <= sign < "\xa0":
            made.append(ord(sign))
        elif sign == _BAD:
            made += b"?"
        else:
            raise error
    return bytes(made), error.end


codecs.register_error(_THROUGH, _through)
