"""Times as machines print them, in feeds and headers: RFC 822, RFC 3339 and ISO 8601, `ctime`, and their kin.

    >>> read("Tue, 03 Mar 2026 14:05:00 +0300").iso()
    '2026-03-03T14:05:00+03:00'
    >>> read("the 3rd of March") is None
    True

A text is one stamp as a whole or none. What has the form of a stamp and names no time that there is, such as
`2013-01-28T09:xx:00Z`, raises ValueError: guessing at its beginning would make a day of a broken clock.
"""

import re
import unicodedata
from datetime import date, timedelta

from masdar.arabic.date_reader import Found

# RFC 822, section 5, and RFC 2822, section 4.3; minutes east of UTC
_ZONES = {
    name: int(minutes)
    for line in (
        "z 0 ut 0 utc 0 gmt 0 etc/gmt 0 etc/utc 0 wet 0 west 60 bst 60 cet 60 met 60 cest 120 mest 120",
        "eet 120 eest 180 msk 180 gst 240 pkt 300 hkt 480 jst 540 kst 540 at -240 adt -180 et -300",
        "est -300 edt -240 ct -360 cst -360 cdt -300 mt -420 mst -420 mdt -360 pt -480 pst -480 pdt -420",
        # military letters, as RFC 822 has them
        "a -60 m -720 n 60 y 720",
    )
    for name, minutes in zip(line.split()[::2], line.split()[1::2], strict=True)
}
_NAMES = (
    ("jan", "januar", "ιαν"),
    ("feb", "februar", "φεβ"),
    ("mar", "marcius", "μαρ"),
    ("apr", "aprilis", "απρ"),
    ("may", "majus", "μαι"),
    ("jun", "junius", "ιουν", "ιον"),
    ("jul", "julius", "ιουλ", "ιολ"),
    ("aug", "augusztus", "αυγ"),
    ("sep", "szeptember", "σεπ"),
    ("oct", "oktober", "οκτ"),
    ("nov", "november", "νοε"),
    ("dec", "december", "δεκ"),
)
_MONTHS = {name: month for month, names in enumerate(_NAMES, 1) for name in names}
_ENGLISH = (
    *("january", "february", "march", "april", "may", "june", "july", "august"),
    *("september", "october", "november", "december"),
)
_MONTHS |= {name: month for month, name in enumerate(_ENGLISH, 1)} | {"sept": 9}
_KOREAN = 540

_ZONE = r"(?P<zone>(?:(?:GMT|UTC?)\s?)?[+\u2212-]\d{1,2}(?::?\d{2})?|[A-Za-z]{1,5}(?:/[A-Za-z]+)?)"
_CLOCK = r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d{1,9})?)?"
_TIME = rf"{_CLOCK}(?:\s*{_ZONE})?(?:\s*\([^()]*\))?"
_WEEKDAY = r"(?:[^\W\d_]{2,12}\.?,?\s+)?"
_WORD = r"(?P<name>[^\W\d_]{3,10})"
_DATED = rf"{_WEEKDAY}(?P<day>\d{{1,2}})[\s-]+{_WORD}\.?,?[\s-]+(?P<year>\d{{4}}|\d{{2}}),?"
# "2026-03-03T14:05:00.123Z" "2026-03-03" "2006/09/15 08:19:53 EDT" "2004-július-13T9:15-05:00"
_YEAR_FIRST = (
    rf"{_WEEKDAY}(?P<year>\d{{4}})(?P<sep>[-/])(?:(?P<month>\d{{1,2}})|{_WORD})(?P=sep)(?P<day>\d{{1,2}})"
    rf"(?:(?:T|\s+){_TIME})?"
)
# "20260303T140500Z"
_PACKED = (
    r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})T(?P<hour>\d{2})(?P<minute>\d{2})(?P<second>\d{2})?"
    rf"{_ZONE}?"
)
# "2004년 05월 28일 01:31:15" "2004-05-25 오후 11:23:17"
_OF_KOREA = (
    r"(?P<year>\d{4})(?:년\s*|-)(?P<month>\d{1,2})(?:월\s*|-)(?P<day>\d{1,2})일?\s+(?P<half>오전|오후)?\s*"
    rf"{_CLOCK}(?P<korean>)"
)
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        # "Tue, 03 Mar 2026 14:05:00 +0300" "3-Mar-26 14:05 GMT" "Κυρ, 11 Ιούλ 2004 12:00:00 EST"
        rf"{_DATED}(?:\s+{_TIME})?",
        _YEAR_FIRST,
        # "Sun Jan  4 16:29:06 2004" "Sun Jul 15 01:16:00 +0000 2012"
        rf"{_WEEKDAY}{_WORD}\s+(?P<day>\d{{1,2}})\s+{_CLOCK}\s+(?:{_ZONE}\s+)?(?P<year>\d{{4}})",
        _PACKED,
        _OF_KOREA,
    )
)
# what begins as one and goes on as if a clock followed
_BROKEN = re.compile(rf"(?:{_DATED}\s+\d{{1,2}}:|\d{{4}}-\d\d-\d\d(?:T|-\d)).*", re.IGNORECASE | re.DOTALL)
# ISO 8601: parts of a date, and the truncated forms of its first editions
_PARTS = tuple(
    re.compile(form)
    for form in (
        r"(?P<year>\d{4})(?:-(?P<month>\d{2}))?",
        r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})",
        r"(?P<year>\d{4})-?(?P<ordinal>\d{3})",
        r"(?P<year>\d{2})(?P<sep>-?)(?P<month>\d{2})(?P=sep)(?P<day>\d{2})",
        r"(?P<year>\d{2})-?(?P<ordinal>\d{3})",
        r"-(?P<year>\d{2})(?:-?(?P<month>\d{2}))?",
    )
)
_LONGEST = 80
_YEARS = range(1800, 2201)


def read(text: str, *, parts: bool = False) -> Found | None:
    """The time that the whole text is the stamp of, None where it is none.

    With `parts` a year or a month alone is its first day. Raises ValueError where a stamp is broken.
    """
    said = text.strip()
    if not 2 < len(said) < _LONGEST or not any(sign.isdigit() for sign in said):
        return None
    for form in _FORMS:
        if (found := form.fullmatch(said)) is not None and (
            made := _made(found.groupdict(), said)
        ) is not None:
            return made
    if parts:
        for form in _PARTS:
            if (found := form.fullmatch(said)) is not None:
                part = _part(found.groupdict(), said)
                return part if part.year in _YEARS else None
    if _BROKEN.fullmatch(said) is not None and _named(_DATED_ONLY.match(said)):
        raise ValueError(f"no time is called {said!r}")
    return None


_DATED_ONLY = re.compile(rf"{_DATED}", re.IGNORECASE)


def _named(found: re.Match[str] | None) -> bool:
    """Whether what stands for a month is one."""
    return found is None or _month(found["name"]) is not None


def _month(name: str) -> int | None:
    plain = unicodedata.normalize("NFD", name.casefold())
    bare = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return _MONTHS.get(bare) or _MONTHS.get(bare[:-1] if bare[-1:] == "i" else bare[:4])


def _made(group: dict[str, str | None], said: str) -> Found | None:
    month = int(group.get("month") or 0) or _month(group.get("name") or "")
    if month is None:  # no word that we know: another reader may
        return None
    year, day = _year(group["year"] or ""), int(group["day"] or 0)
    if year not in _YEARS:  # another calendar
        return None
    date(year, month, day)
    found = Found(year=year, month=month, day=day, said=said, end=len(said))
    if group.get("hour") is None:
        return found
    hour, minute = int(group["hour"] or 0), int(group["minute"] or 0)
    if group.get("half"):
        hour = hour % 12 + (12 if group["half"] == "오후" else 0)
    second = min(int(group.get("second") or 0), 59) if group.get("second") else None
    offset = _KOREAN if "korean" in group else _offset(group.get("zone"))
    if hour == 24 and not minute and not second:
        day_after = date(year, month, day) + timedelta(days=1)
        year, month, day, hour = day_after.year, day_after.month, day_after.day, 0
    if hour > 23 or minute > 59 or int(group.get("second") or 0) > 60:
        raise ValueError(f"no time is called {said!r}")
    return Found(
        year=year, month=month, day=day, hour=hour, minute=minute, second=second, offset_minutes=offset,
        said=said, end=len(said),
    )  # fmt: skip


def _year(said: str) -> int:
    year = int(said)
    return year if len(said) == 4 else year + (2000 if year < 50 else 1900)


def _offset(zone: str | None) -> int | None:
    """Minutes east of UTC; None for a zone that is not told or means several."""
    if zone is None:
        return None
    bare = zone.lower().replace("\u2212", "-")
    at = max(bare.find("+"), bare.find("-"))
    if at < 0:
        return _ZONES.get(bare)
    digits = bare[at + 1 :].replace(":", "")
    hours, minutes = (int(digits), 0) if len(digits) < 3 else (int(digits[:-2]), int(digits[-2:]))
    if hours > 14 or minutes > 59:
        raise ValueError(f"no zone is called {zone!r}")
    return (hours * 60 + minutes) * (-1 if bare[at] == "-" else 1)


def _part(group: dict[str, str | None], said: str) -> Found:
    year = _year(group["year"] or "")
    if group.get("ordinal"):
        ordinal = int(group["ordinal"] or 0)
        day = date(year, 1, 1) + timedelta(days=ordinal - 1)
        if not ordinal or day.year != year:
            raise ValueError(f"no day is called {said!r}")
        return Found(year=year, month=day.month, day=day.day, said=said, end=len(said))
    month, day_of = int(group.get("month") or 1), int(group.get("day") or 1)
    date(year, month, day_of)
    return Found(year=year, month=month, day=day_of, said=said, end=len(said))
