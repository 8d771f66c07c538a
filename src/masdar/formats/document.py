"""A document as it came: its text, how it was encoded, and what its headers say of it."""

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urljoin

from masdar.arabic import decode
from masdar.errors import ReadError

# bytes of a document, as many as are fetched; a larger one is set aside, never read
LIMIT = 16 * 1024 * 1024

# XML 1.0, appendix F: what a document in UTF-32 begins with
_WIDE = (
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\x00<", "utf-32-be"),
    (b"<\x00\x00\x00", "utf-32-le"),
)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:+-]+)", re.IGNORECASE)
_PROLOG = re.compile(rb"^\s*<\?xml[^>]*?encoding\s*=\s*[\"']\s*([\w.:+-]+)", re.IGNORECASE)
# labels that are read as a wider encoding (WHATWG), whose name then says more
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "ks_c_5601-1987": "cp949"}
# signs of C1 are bytes of windows-1252 that somebody took for Latin-1
_C1 = {
    chr(code): said
    for code in range(0x80, 0xA0)
    if (said := bytes([code]).decode("cp1252", "ignore")) and code != 0x85
}
_C1_SIGNS = re.compile("[\x80-\x84\x86-\x9f]")
_C1_BYTES = re.compile(rb"\xc2[\x80-\x84\x86-\x9f]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """What is known of a document beside its text."""

    # of the document itself, after Content-Location
    url: str
    # by its label where the bytes agree with it, else as found
    encoding: str
    # whether the bytes are what any label, or UTF-8, says
    sound: bool = True
    # Content-Language, if it names one
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document(Label):
    text: str
    # the bytes that came, where they are the text in UTF-8
    utf8: bytes | None = None


def of_utf8(data: bytes, *, url: str = "", headers: Mapping[str, str] | None = None) -> Label | None:
    """The label of a document whose bytes, if they are UTF-8, are its text; None where they may not be."""
    if len(data) > LIMIT or (b"\xc2" in data and _C1_BYTES.search(data) is not None):
        return None
    # text that was encoded twice is so throughout
    step = max(_SLICE, len(data) // 48)
    some = b" ".join(data[at : at + _SLICE] for at in range(0, len(data), step)).decode("utf-8", "ignore")
    if decode.doubled(some):
        return None
    said = {name.lower(): value for name, value in (headers or {}).items()}
    charset, prolog = _stated(data, said)
    label = _agreeing(data, "utf-8", charset, prolog, _media(said), None)
    return Label(url=_base(url, said), encoding=label or "utf-8", language=_language(said))


# bytes of each of the samples
_SLICE = 256


def read(data: bytes, *, url: str = "", headers: Mapping[str, str] | None = None) -> Document:
    """The document, whatever its bytes. Raises ReadError where they are more than `LIMIT`."""
    if len(data) > LIMIT:
        raise ReadError(f"{url or 'the document'}: {len(data):,} bytes; at most {LIMIT:,} are read")
    said = {name.lower(): value for name, value in (headers or {}).items()}
    base, language, media = _base(url, said), _language(said), _media(said)
    for mark, codec in _WIDE:
        if data.startswith(mark):
            text = data.decode(codec, "replace").lstrip("\ufeff")
            return Document(
                text=text, url=base, encoding=codec, sound="\ufffd" not in text, language=language
            )
    found = decode.read(data, headers=said)
    charset, prolog = _stated(data, said)
    if found.encoding == "utf-8" and not found.repaired:
        label = _agreeing(data, "utf-8", charset, prolog, media, found.text)
        odd = b"\xc2" in data and _C1_BYTES.search(data) is not None
        return Document(
            text=_of_windows(found.text) if odd else found.text,
            url=base,
            encoding=label or "utf-8",
            language=language,
            utf8=None if odd else data,
        )
    label = _agreeing(data, "", charset, prolog, media, found.text)
    sound = any(_strict(data, each) for each in (charset, prolog, "utf-8", found.encoding))
    plain = not charset and not prolog and not found.encoding.lower().startswith("utf") and not data.isascii()
    return Document(
        text=_of_windows(found.text),
        url=base,
        encoding=label or found.encoding,
        sound=sound and not plain,
        language=language,
    )


def _base(url: str, headers: Mapping[str, str]) -> str:
    location = headers.get("content-location")
    return urljoin(url, location) if location else url


def _language(headers: Mapping[str, str]) -> str | None:
    spoken = headers.get("content-language", "").strip()
    return spoken if spoken and "," not in spoken else None


def _media(headers: Mapping[str, str]) -> str:
    return headers.get("content-type", "").partition(";")[0].strip().lower()


def _of_windows(text: str) -> str:
    return _C1_SIGNS.sub(lambda sign: _C1.get(sign[0], sign[0]), text)


def _stated(data: bytes, headers: Mapping[str, str]) -> tuple[str | None, str | None]:
    """The encodings that the header and the XML declaration name, where there are such."""
    charset = _CHARSET.search(headers.get("content-type", ""))
    prolog = _PROLOG.search(data[:1024])
    return _known(charset[1] if charset else None), _known(
        prolog[1].decode("ascii", "ignore") if prolog else None
    )


def _agreeing(
    data: bytes, known: str, charset: str | None, prolog: str | None, media: str, text: str | None
) -> str | None:
    """The label by the rules of XML's media types, if the text is what it makes of the bytes.

    `known` is a codec of which that is certain, and without a `text` the only one that can be.
    """
    # RFC 3023: us-ascii, whatever the prolog says
    legacy = media.startswith("text/") and media.endswith(("xml", "xml-external-parsed-entity"))
    for label in (charset, "us-ascii" if legacy else None, prolog):
        if label is not None:
            label = _WIDER.get(label.lower(), label)
            if codecs.lookup(label).name == known:
                return label
            return label if _strict(data, label) and _same(data, label, text) else None
    return None


def _same(data: bytes, label: str, text: str | None) -> bool:
    return data.isascii() or (text is not None and data.decode(label).lstrip("\ufeff") == text)


def _strict(data: bytes, label: str | None) -> bool:
    if label is None:
        return False
    try:
        data.decode(label)
    except (UnicodeDecodeError, LookupError):
        return False
    return True


def _known(label: str | None) -> str | None:
    try:
        return label if label and codecs.lookup(label)._is_text_encoding else None
    except LookupError:
        return None
