"""Dates and times as pages print them, in Arabic of all regions, English and French; and how we print them.

>>> read("Friday, 8 February 2019 14:05 GMT")
'2019-02-08T14:05+00:00'

Numeric dates are day first. A Hijri date counts where no common one stands beside it. What cannot be
read for certain is not read: a wrong date is worse than none.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import masdar.arabic.date_reader as date_reader
import masdar.arabic.digits as eastern_digits
import masdar.arabic.hijri as hijri
import masdar.arabic.months as month_names
import masdar.arabic.stamps as stamps
import masdar.arabic.zones as zones
import masdar.model as model
from masdar.arabic.months import MonthSet

Found = date_reader.Found
find = date_reader.find
# a date set by hand or by a clock that is wrong, and the zone nobody printed
_AHEAD = timedelta(hours=1)
_WIDEST_ZONE = timedelta(hours=14)
_OLDEST = 1900
# what systems put where they know nothing
_PLACEHOLDERS = frozenset({(1970, 1, 1), (1900, 1, 1), (1969, 12, 31), (1899, 12, 31)})


def read(text: str, *, now: datetime | None = None) -> str | None:
    """The date of a text in ISO 8601, as exact as the text allows: day, minute or second, zone if printed.

    `now` settles "two hours ago" and "yesterday", which are None without it; so is a day without a year.
    """
    try:
        stamp = stamps.read(text)
    except ValueError:
        return None
    return date_reader.read(text, now=now) if stamp is None else stamp.iso()


def moment(
    text_or_found: str | Found,
    *,
    zone: str | None = None,
    zone_from: model.ZoneFrom = model.ZoneFrom.SOURCE,
    now: datetime | None = None,
) -> model.Moment | None:
    """The moment that a text names, or None where it names none.

    A zone printed in the text wins; else `zone`, an IANA name believed for the reason `zone_from`; else the
    time is read as UTC and said to be assumed. A day is its first minute. A day without a year is the
    last one before `now`, and None without it. A naive `now` is UTC.
    """
    clock = _zone(zone)
    aware = None if now is None else (now if now.tzinfo else now.replace(tzinfo=UTC))
    if isinstance(text_or_found, str):
        try:
            stamp = stamps.read(text_or_found)
        except ValueError:
            return None
        if stamp is not None:
            return _moment(stamp, clock, zone_from)
        # "yesterday" is counted where the page is at home
        local_now = aware.astimezone(clock) if aware and clock else aware
        found = find(text_or_found, now=local_now)
    else:
        found = text_or_found
    if found is None:
        return None
    if found.year is None:
        found = _last(found, aware)
        if found is None:
            return None
    return _moment(found, clock, zone_from)


def plausible(moment: model.Moment, now: datetime) -> bool:
    """Whether a publication can have happened then: not the placeholder of a system, not in the future.

    An hour is allowed for wrong clocks; where the zone was assumed or only the day is known, a zone's width.
    """
    local = moment.at + timedelta(minutes=moment.offset)
    if moment.at.year < _OLDEST or (local.year, local.month, local.day) in _PLACEHOLDERS:
        return False
    vague = moment.zone_from is model.ZoneFrom.ASSUMED or moment.precision is model.Precision.DAY
    return moment.at <= now + (_WIDEST_ZONE if vague else _AHEAD)


def write_hijri(day: date, *, language: str = "ar", digits: Literal["latin", "eastern"] = "latin") -> str:
    """A day for readers in the Hijri calendar of Umm al-Qura.

    >>> write_hijri(date(2024, 7, 7), language="en")
    '1 Muharram 1446 AH'
    """
    year, month, number = hijri.from_gregorian(day)
    era = "هـ" if language.startswith("ar") else "AH"
    text = f"{number} {month_names.hijri_name(month, language=language)} {year} {era}"
    return eastern_digits.eastern(text) if digits == "eastern" and language.startswith("ar") else text


def write(
    when: model.Moment | datetime,
    *,
    language: str = "ar",
    months: MonthSet = "gulf",
    digits: Literal["latin", "eastern"] = "latin",
    with_time: bool = True,
    zone: str | None = None,
) -> str:
    """A time for readers, on the 24-hour clock, with the city of the clock where one is known.

    A `zone` (IANA) moves it to that clock; without one a moment stays on the clock it was printed by, and one
    whose zone was assumed is printed without any. A moment that is only a day is printed as that day.

    >>> write(datetime(2024, 11, 1, 4, 1, tzinfo=UTC), language="en", zone="Asia/Seoul")
    '1 November 2024, 13:01 Seoul time'
    """
    arabic = language.startswith("ar")
    local, timed, label = _shown(when, zone, arabic=arabic)
    month = month_names.name(local.month, language=language, months=months)
    said = f"{local.day} {month} {local.year}"
    if with_time and timed:
        comma = "\u060c" if arabic else ","
        said = f"{said}{comma} {local:%H:%M}{label}"
    return eastern_digits.eastern(said) if digits == "eastern" else said


def _moment(found: Found, clock: ZoneInfo | None, zone_from: model.ZoneFrom) -> model.Moment | None:
    precision = model.Precision.SECOND
    if found.second is None:
        precision = model.Precision.DAY if found.hour is None else model.Precision.MINUTE
    assert found.year is not None
    try:
        local = datetime(
            found.year,
            found.month,
            found.day,
            found.hour or 0,
            found.minute or 0,
            found.second or 0,
            tzinfo=UTC,
        )
        printed = found.offset_minutes is not None and not found.relative
        counted = found.relative and found.offset_minutes is not None and found.hour is not None
        if printed or counted:
            at = local - timedelta(minutes=found.offset_minutes or 0)
        else:
            at = local.replace(tzinfo=clock or UTC).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    if printed:
        return model.Moment(
            at=at, precision=precision, offset=found.offset_minutes or 0, zone=found.zone, said=found.said
        )
    if clock is None:
        return model.Moment(at=at, precision=precision, zone_from=model.ZoneFrom.ASSUMED, said=found.said)
    offset = at.astimezone(clock).utcoffset() or timedelta()
    return model.Moment(
        at=at,
        precision=precision,
        zone_from=zone_from,
        offset=int(offset.total_seconds() // 60),
        zone=clock.key,
        said=found.said,
    )


def _zone(name: str | None) -> ZoneInfo | None:
    if not name:
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def _last(found: Found, now: datetime | None) -> Found | None:
    """A day without a year in the year in which it last was; tomorrow is today somewhere."""
    if now is None:
        return None
    latest = (now + timedelta(days=1)).date()
    for year in range(latest.year, latest.year - 9, -1):
        try:
            day = latest.replace(year=year, month=found.month, day=found.day)
        except ValueError:
            continue
        if day <= latest:
            return replace(found, year=year)
    return None


def _shown(when: model.Moment | datetime, zone: str | None, *, arabic: bool) -> tuple[datetime, bool, str]:
    """The local time to print, whether its hours count, and the words for its clock."""
    clock = _zone(zone)
    if isinstance(when, datetime):
        aware = when if when.tzinfo else when.replace(tzinfo=UTC)
        name = clock.key if clock else getattr(aware.tzinfo, "key", None)
        local = aware.astimezone(clock) if clock else aware
        return local, True, _label(name, local.utcoffset(), arabic=arabic)
    own = timezone(timedelta(minutes=when.offset))
    if when.precision is model.Precision.DAY:
        return when.at.astimezone(own), False, ""
    if when.zone_from is model.ZoneFrom.ASSUMED:
        return when.at.astimezone(own), True, ""
    local = when.at.astimezone(clock) if clock else when.at.astimezone(own)
    return local, True, _label(clock.key if clock else when.zone, local.utcoffset(), arabic=arabic)


def _label(zone: str | None, offset: timedelta | None, *, arabic: bool) -> str:
    """ " بتوقيت سيئول" or " Seoul time"; without a city the distance from UTC."""
    minutes = int((offset or timedelta()).total_seconds() // 60)
    if zone is None and minutes:
        hours, rest = divmod(abs(minutes), 60)
        sign = "\u2212" if minutes < 0 else "+"
        known = "غرينتش" if arabic else "UTC"
        return f" ({known}{sign}{hours}" + (f":{rest:02})" if rest else ")")
    city = zones.city(zone or "UTC", language="ar" if arabic else "en")
    if not arabic:
        return " UTC" if city == "UTC" else f" {city} time"
    return f" بتوقيت {city}"
