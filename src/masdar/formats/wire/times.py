"""The times of wire files as ISO 8601.

>>> iso("20140829T134951+0000")
'2014-08-29T13:49:51+00:00'
>>> iso("131137 GMT Nov 13")
'2013-11-13T11:37:00+00:00'
"""

import re
from datetime import UTC, datetime, timedelta

from masdar.arabic import zones

# "20140829T134951+0000", "20140829", "2017-08-24 04:38:34.123+00:00", "2014-07-17 00:24:11 GMT+00:00"
_BASIC = re.compile(
    r"(?P<y>\d{4})-?(?P<m>\d\d)-?(?P<d>\d\d)"
    r"(?:[T ](?P<H>\d\d):?(?P<M>\d\d)(?::?(?P<S>\d\d)(?:[.,]\d+)?)?"
    r"\s*(?P<zone>Z|(?:GMT|UTC)?[+-]\d\d:?\d\d|GMT|UTC)?)?\s*"
)
# IPTC 7901: day, hour and minute, zone, month and year
_WIRE = re.compile(
    r"(?P<d>\d\d)(?P<H>\d\d)(?P<M>\d\d)\s*(?P<zone>[A-Z]{1,5})?\s+(?P<m>[^\W\d]{3,9})\.?\s+(?P<y>\d{2,4})"
)
_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan", "feb fév fev", "mar mär mrz", "apr avr abr", "may mai", "jun juin", "jul juil", "aug aoû ago",
         "sep", "oct okt", "nov", "dec dez déc dic"), 1,
    )
    for name in names.split()
}  # fmt: skip
_ARABIC = {
    name: number
    for number, name in enumerate(
        ("يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس",
         "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"), 1,
    )
}  # fmt: skip


def iso(said: str | None) -> str | None:
    """The time in ISO 8601, to the day where only a day is said; None for what is no time."""
    text = " ".join((said or "").split())
    if not text:
        return None
    if found := _BASIC.fullmatch(text):
        return _made(found.groupdict())
    if found := _WIRE.search(text):
        group: dict[str, str | None] = dict(found.groupdict())
        number = month(group["m"] or "")
        year = group["y"] or ""
        return (
            _made(group | {"m": f"{number:02}", "y": f"20{year}" if len(year) == 2 else year})
            if number
            else None
        )
    return None


def month(name: str) -> int | None:
    """The number of a month by its name or abbreviation in a language of the wires."""
    key = name.rstrip(".").lower()
    return _ARABIC.get(key) or _MONTHS.get(key) or _MONTHS.get(key[:4]) or _MONTHS.get(key[:3])


def aware(said: str | None) -> datetime | None:
    """The time in UTC; a clock without a zone is read as UTC."""
    try:
        at = datetime.fromisoformat(said or "")
    except ValueError:
        return None
    try:
        return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    except OverflowError:
        return None


def _made(group: dict[str, str | None]) -> str | None:
    try:
        year, month, day, hour, minute, second = (int(group.get(key) or 0) for key in "ymdHMS")
        at = datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    except ValueError:
        return None
    if group.get("H") is None:
        return at.date().isoformat()
    zone = _offset(group.get("zone"))
    return at.replace(tzinfo=None).isoformat(timespec="seconds") + (zone or "")


def _offset(zone: str | None) -> str | None:
    if not zone:
        return None
    if zone in ("Z", "GMT", "UTC"):
        return "+00:00"
    digits = zone.removeprefix("GMT").removeprefix("UTC")
    if digits[0] in "+-":
        hours, minutes = int(digits[1:3]), int(digits[-2:])
        return f"{digits[0]}{hours:02}:{minutes:02}" if hours < 24 and minutes < 60 else None
    found = zones.offset(zone)
    if found is None:
        return None
    away = timedelta(minutes=abs(found))
    hours, rest = divmod(int(away.total_seconds()), 3600)
    return f"{'-' if found < 0 else '+'}{hours:02}:{rest // 60:02}"
