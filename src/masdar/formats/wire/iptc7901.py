"""IPTC 7901, the text of teleprinters: control signs set off header, text and time.

>>> text = b"\\x02Flood recedes =\\r\\n\\n   Wadi (xyz) - It does.\\r\\n"
>>> [item] = read(b"\\x01abc123 3 i 93 xyz 77\\r\\n" + text + b"\\x03131137 GMT Nov 13\\x04")
>>> item.headline, item.urgency, item.times.created
('Flood recedes', 3, '2013-11-13T11:37:00+00:00')
"""

import re
from collections.abc import Mapping, Sequence

from masdar.arabic import agencies, decode, fold
from masdar.errors import ReadError
from masdar.formats.wire import blocks, notices, times
from masdar.formats.wire.item import Item, Kind, Party, Rights, Subject, Times

FORMAT = "IPTC 7901"
SOH, STX, ETX, EOT = "\x01", "\x02", "\x03", "\x04"
# what lines send ahead of a message, and behind it
_IDLE = "\x00\x16\x7f\r\n\t "
_MESSAGE = re.compile("\x01([^\x01-\x04]*)\x02([^\x03]*)(?:\x03([^\x01]*))?")
# "eca062 4 i 211 ccccb   dpa 061": service and number, urgency, category, words, keyword, agency, number
_HEADER = re.compile(
    r"(?P<service>[^\W\d]{2,5})(?P<number>\d{1,6})\s+(?P<urgency>\d)\s+(?P<category>[^\W\d]{1,4})"
    r"(?:\s+(?P<words>\d{1,5}))?(?:\s+(?P<rest>.*))?"
)
_AGENCY = re.compile(r"(?P<name>[^\W\d][\w./-]*)(?:\s+(?P<number>\d{1,6}))?\s*$")
_BYLINE = re.compile(r"(?:By|Von|Par|Por|Da|De)\s+(?=[^\W\d_])|(?:بقلم|من إعداد|كتب|كتبت)[ :]+")
# what an agency tells its clients behind the text: "# Notebook", "## Editorial contacts", "* * * *"
_NOTES = re.compile(r"#{1,3}\s+\S|\*(?:\s*\*){2,}\s*$|NOTES? TO EDITORS?\b|ملاحظة للمحررين", re.IGNORECASE)
_SHORT = re.compile(r"[\w./-]{2,10}(?:\s+[a-z]{2,4}){1,6}")
_COPYRIGHT = re.compile(r"(?:\(c\)|\u00a9)\s*\d{4}.*", re.IGNORECASE)
# one sign in so many
_FEW = 50
# lines of a heading, at most
_HEADING = 8


def read(data: bytes, *, headers: Mapping[str, str] | None = None) -> tuple[Item, ...]:
    """The messages in a file. Raises ReadError where the control signs of none are found."""
    text = _decoded(data.strip(_IDLE.encode()), headers or {})
    found = [_item(*(part or "" for part in each.groups())) for each in _MESSAGE.finditer(text)]
    if not found:
        raise ReadError("no message of IPTC 7901: it begins with SOH, and its text with STX")
    return tuple(found)


def _decoded(data: bytes, headers: Mapping[str, str]) -> str:
    """The text. Few signs beyond ASCII are the accents of a Western text, too few to tell an encoding by."""
    high = sum(each > 0x7F for each in data)
    if 0 < high < len(data) / _FEW and "content-type" not in headers:
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            return data.decode("cp1252", "replace")
    return decode.text(data, headers=headers)


def _item(header: str, text: str, end: str) -> Item:
    lines = [each for each in header.replace("\r", "\n").split("\n") if each.strip()]
    first = _HEADER.match(lines[0].strip()) if lines else None
    agency = _AGENCY.search(first["rest"] or "") if first else None
    slug = " ".join(each.strip() for each in lines[1:]) or None
    heading, rest = _parted(text.replace("\r\n", "\n").replace("\r", "\n"))
    flags = [each for each in heading if notices.alone(each) or _is_bracketed(each)]
    named = [each for each in heading if each not in flags]
    byline = next((each for each in named if _BYLINE.match(each)), None)
    headline = " ".join(each for each in named if each != byline) or None
    body, notes = _without_notes(rest.split("\n"), agency["name"] if agency else None)
    notice = notices.strictest(notices.read(headline), *(notices.read(each) for each in flags))
    name = _house(agency["name"]) if agency else None
    sent = times.iso(end.strip(_IDLE).split("\n")[0])
    return Item(
        format=FORMAT,
        kind=Kind.TEXT,
        guid=_guid(sent, slug, headline),
        version=first["number"] if first else None,
        status=notices.status(None, notice),
        notice=notice,
        urgency=int(first["urgency"]) if first else None,
        headline=headline,
        headlines=(headline,) if headline else (),
        slug=slug,
        body=blocks.of_lines("\n".join(body)),
        byline=byline,
        credit=name,
        provider=Party(name=name) if name else None,
        times=Times(sent=sent, created=sent, modified=sent),
        subjects=(Subject(code=f"category:{first['category']}"),) if first else (),
        keywords=tuple(each.strip() for each in (slug or "").split("/") if each.strip()),
        rights=Rights(notice=next((found[0] for each in notes if (found := _COPYRIGHT.search(each))), None)),
        notes=tuple(notes),
        genres=tuple(flags),
    )


def _guid(sent: str | None, slug: str | None, headline: str | None) -> str | None:
    """Day, slug and headline: each message has a number of its own, these a kill repeats."""
    day = (sent or "")[:10]
    bare = (
        re.split(r"[:/|\u2010-\u2015-]", headline or "", maxsplit=1)[-1]
        if notices.read(headline)
        else headline
    )
    words = "-".join(fold.words(bare or ""))
    return f"{day}:{slug or ''}:{words}" if day and words else None


def _house(name: str | None) -> str | None:
    """The agency behind the name of one of its services: "dpa-tns" is of dpa."""
    first = (name or "").partition("-")[0]
    return first if name and agencies.exact(name) is None and agencies.exact(first) else name


def _is_bracketed(line: str) -> bool:
    """ "(Achtung)" """
    return line.startswith("(") and line.endswith(")") and len(line) < 40


def _parted(text: str) -> tuple[list[str], str]:
    """The lines of the heading, and the text. An equals sign ends a heading, else its first line does."""
    lines = text.split("\n")
    for number, line in enumerate(lines[:_HEADING]):
        if line.rstrip().endswith("="):
            heading = [each.strip() for each in (*lines[:number], line.rstrip()[:-1]) if each.strip()]
            return heading, "\n".join(lines[number + 1 :])
    start = next((number for number, line in enumerate(lines) if line.strip()), 0)
    stop = start
    while stop < len(lines) and stop < start + _HEADING and lines[stop].strip():
        stop += 1
        if not notices.alone(lines[stop - 1].strip()):
            break
    return [each.strip() for each in lines[start:stop]], "\n".join(lines[stop:])


def _without_notes(lines: Sequence[str], agency: str | None) -> tuple[list[str], list[str]]:
    """The text, and what stands behind it for editors; what is not for publication is in neither."""
    cut = next((number for number, line in enumerate(lines) if _NOTES.match(line.strip())), len(lines))
    body, notes = list(lines[:cut]), list(lines[cut:])
    private = next((number for number, line in enumerate(notes) if notices.PRIVATE.search(line)), len(notes))
    notes = [each.strip(" #*-") for each in notes[:private]]
    while body and not body[-1].strip():
        body.pop()
    if len(body) > 1 and _signs_off(body[-1].strip(), agency):
        body.pop()
    return body, [each for each in notes if each and not _signs_off(each, agency)]


def _signs_off(line: str, agency: str | None) -> bool:
    """Whether a line is the agency's name with the initials of its editors: "xyz ab cd"."""
    return (
        bool(agency) and line.lower().startswith((agency or "").lower()[:3]) and bool(_SHORT.fullmatch(line))
    )
