"""What dates are made of: finds the first full date of a text (see `dates`, the face of this).

>>> read("Friday, 8 February 2019 14:05 GMT")
'2019-02-08T14:05+00:00'

Numeric dates are day first. A Hijri date counts where no common one stands beside it. What cannot be
read for certain is not read: a wrong date is worse than none.
"""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import masdar.arabic.date_grammar as date_grammar
import masdar.arabic.hijri as hijri
import masdar.arabic.months as months
import masdar.arabic.zones as zones

_MARK_SIGNS = "\u0640\u064b-\u0652\u0670\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\u00ad\u061c"
_MARKS = re.compile(f"[{_MARK_SIGNS}]")
_SKIPPED = re.compile(f"[{_MARK_SIGNS}\\s]{{2,}}|[{_MARK_SIGNS}]")
_SPACE = re.compile(r"\s")
# earlier than any page, and later than any plan
_YEARS = range(1800, 2201)
_HIJRI_YEARS = range(1300, 1500)
_DIGIT = re.compile("[0-9\u0660-\u0669\u06f0-\u06f9]")
# what may stand between a date and its time: "، آخر تحديث ", " الساعة ", " - ", "T"
_BETWEEN = re.compile(r"[^\d\n]{0,30}?")
_TAIL = re.compile(r"[^\d\n:]{0,16}")
_BEFORE = 60
_DAY_SECONDS = 86_400
_HOUR_SECONDS = 3600


_Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A date in a text: `said` is `text[start:end]`. None is what the text does not say."""

    year: int | None
    month: int
    day: int
    hour: int | None = None
    minute: int | None = None
    second: int | None = None
    # minutes east of UTC, printed or of a printed zone
    offset_minutes: int | None = None
    # IANA name of a printed zone
    zone: str | None = None
    # counted from `now`, not printed
    relative: bool = False
    # printed in the Hijri calendar alone, whose days begin apart from country to country
    hijri: bool = False
    said: str = ""
    start: int = 0
    end: int = 0

    def iso(self) -> str:
        """ISO 8601, as exact as what is known; a missing year leaves `MM-DD`."""
        day = f"{self.month:02}-{self.day:02}"
        if self.year is None:
            return day
        day = f"{self.year:04}-{day}"
        if self.hour is None:
            return day
        time = f"{self.hour:02}:{self.minute or 0:02}" + ("" if self.second is None else f":{self.second:02}")
        if self.offset_minutes is None or self.relative:
            return f"{day}T{time}"
        sign = "-" if self.offset_minutes < 0 else "+"
        hours, minutes = divmod(abs(self.offset_minutes), 60)
        return f"{day}T{time}{sign}{hours:02}:{minutes:02}"


def read(text: str, *, now: datetime | None = None) -> str | None:
    """The date of a text in ISO 8601, as exact as the text allows: day, minute or second, zone if printed.

    `now` settles "two hours ago" and "yesterday", which are None without it; so is a day without a year.
    """
    found = find(text, now=now)
    return None if found is None or found.year is None else found.iso()


def find(text: str, *, now: datetime | None = None) -> Found | None:
    """The date that a short text says, with its time and zone.

    A full common date wins over a Hijri one, that over one without a year, that over a relative one;
    among equals the first. Keep texts short: a line, a label, an opening.
    """
    numbered = _DIGIT.search(text) is not None
    if not numbered and now is None:
        return None
    flat, places = _flat(text)
    best = _absolute(flat) if numbered else None
    if best is None and now is not None:
        best = _relative(flat, now)
    if best is None:
        return None
    start, end = places[best.start], places[best.end - 1] + 1
    while end < len(text) and _MARKS.match(text, end):
        end += 1
    return replace(best, said=text[start:end], start=start, end=end)


def _flat(text: str) -> tuple[str, list[int] | range]:
    """The folded text without marks and doubled white space, and where each sign of it stands."""
    plain = months.plain(text)
    if _SKIPPED.search(plain) is None:
        return plain, range(len(plain))
    kept: list[str] = []
    places: list[int] = []
    end = 0
    for skipped in _SKIPPED.finditer(plain):
        kept.append(plain[end : skipped.start()])
        places.extend(range(end, skipped.start()))
        end = skipped.end()
        if (space := _SPACE.search(plain, skipped.start(), end)) is not None:
            # long runs of white space would make the patterns slow; a line still ends where it ended
            kept.append("\n" if "\n" in skipped[0] else " ")
            places.append(space.start())
    kept.append(plain[end:])
    places.extend(range(end, len(plain)))
    return "".join(kept), places


# --- absolute dates ------------------------------------------------------------------------------


def _absolute(flat: str) -> Found | None:
    ranked: list[tuple[int, int, Found]] = []
    for match in date_grammar.DATE.finditer(flat):
        day = _day(match)
        if day is not None:
            rank, found = day
            ranked.append((rank, match.start(), found))
            if rank == 0:
                break
    if not ranked:
        return None
    rank, _, found = min(ranked, key=lambda each: each[:2])
    return _with_time(flat, found) if found.year is not None else found


def _day(match: re.Match[str]) -> tuple[int, Found] | None:
    """How good a date is (0 common, 1 Hijri, 2 without year), and the date."""
    group = match.groupdict()
    span = match.span()
    if group["hijri"]:
        name = " ".join(group["hijri"].split())
        return _of_hijri(int(group["year_h"]), months.HIJRI_BY_NAME[name], int(group["day_h"]), span)
    for kind in ("a", "b"):
        if group[f"month_{kind}"]:
            month = _month(group[f"month_{kind}"])
            other = group[f"other_{kind}"]
            if other and _month(other) != month:
                return None
            year = group[f"year_{kind}"]
            return _common(int(year) if year else None, month, int(group[f"day_{kind}"]), span)
    for kind in ("n", "c", "d"):
        if group[f"year_{kind}"]:
            year, month, day = (int(group[f"{part}_{kind}"]) for part in ("year", "month", "day"))
            if year in _HIJRI_YEARS:
                return _of_hijri(year, month, day, span)
            return _common(year, month, day, span)
    return None


def _month(said: str) -> int:
    return months.BY_NAME[" ".join(said.rstrip(".").split())]


def _common(year: int | None, month: int, day: int, span: _Span) -> tuple[int, Found] | None:
    if year in _HIJRI_YEARS or (year is not None and year not in _YEARS):
        return None
    try:
        # 2000 was a leap year: without a year the 29th of February may be
        date(2000 if year is None else year, month, day)
    except ValueError:
        return None
    return (2 if year is None else 0), Found(year=year, month=month, day=day, start=span[0], end=span[1])


def _of_hijri(year: int, month: int, day: int, span: _Span) -> tuple[int, Found] | None:
    common = hijri.to_gregorian(year, month, day) if year in _HIJRI_YEARS else None
    if common is None:
        return None
    return 1, Found(
        year=common.year, month=common.month, day=common.day, hijri=True, start=span[0], end=span[1]
    )


# --- times ---------------------------------------------------------------------------------------


def _with_time(flat: str, found: Found) -> Found:
    """The date with the time that stands after it, or else before it."""
    for match in date_grammar.TIME.finditer(flat, found.end):
        if _BETWEEN.fullmatch(flat, found.end, match.start()):
            timed = _timed(found, match)
            if timed is not None:
                return replace(timed, end=match.end())
        break
    closest: Found | None = None
    for match in date_grammar.TIME.finditer(flat, max(0, found.start - _BEFORE), found.start):
        if _TAIL.fullmatch(flat, match.end(), found.start):
            timed = _timed(found, match)
            if timed is not None:
                closest = replace(timed, start=match.start())
    if closest is None:
        return found
    behind = date_grammar.BEHIND.match(flat, found.end)
    if behind is None or not behind[0] or closest.offset_minutes is not None:
        return closest
    return replace(_zoned(closest, behind.groupdict()), end=behind.end())


def _timed(found: Found, match: re.Match[str]) -> Found | None:
    group = match.groupdict()
    if group["hour4"]:
        hour = date_grammar.HOURS[" ".join(group["hour4"].split())]
        minute = str(date_grammar.PARTS.get(group["minute4"] or "", 0))
    else:
        hour = int(group["hour"] or group["hour2"] or group["hour3"])
        minute = group["minute"] or group["minute2"] or group["minute3"]
    second = group["second"] or group["second2"]
    hour = _on_clock(hour, " ".join((group["half"] or "").split()))
    if hour > 23 or found.year is None:
        return None
    timed = replace(
        found, hour=hour, minute=int(minute or 0), second=min(int(second), 59) if second else None
    )
    return _zoned(timed, group)


_AM = re.compile(date_grammar.MORNING)
# "ليلا" after midnight is the night's second half: "2 ليلا" is 02:00
_NIGHT = "ليلا"
_EVENING_BEGINS = 6


def _on_clock(hour: int, half: str) -> int:
    if not half or hour > 12:
        return hour
    if half == _NIGHT and (hour < _EVENING_BEGINS or hour == 12):
        return hour % 12
    if _AM.fullmatch(half):
        return hour % 12
    return hour % 12 + 12


def _zoned(found: Found, group: dict[str, str | None]) -> Found:
    sign, hours, minutes = group["sign"], group["off_h"], group["off_m"]
    if group["abbr"] and group["sign2"]:
        sign, hours, minutes = group["sign2"], group["off_h2"], group["off_m2"]
    if sign and hours and int(hours) <= 14:
        total = int(hours) * 60 + int(minutes or 0)
        return replace(found, offset_minutes=total if sign == "+" else -total)
    if group["place"]:
        name = zones.named(" ".join(group["place"].split()))
        return replace(found, zone=name, offset_minutes=_offset_at(found, name)) if name else found
    if group["tgh"]:
        return replace(found, offset_minutes=0)
    said = group["abbr"] or group.get("lead")
    return replace(found, offset_minutes=zones.offset(said)) if said else found


def _offset_at(found: Found, zone: str) -> int | None:
    """Minutes east of UTC in a zone at the local time found; the earlier one where clocks go back."""
    if found.year is None:
        return None
    try:
        local = datetime(
            found.year, found.month, found.day, found.hour or 0, found.minute or 0, tzinfo=ZoneInfo(zone)
        )
    except (ZoneInfoNotFoundError, ValueError):
        return None
    offset = local.utcoffset()
    return None if offset is None else int(offset.total_seconds() // 60)


# --- relative dates ------------------------------------------------------------------------------


def _relative(flat: str, now: datetime) -> Found | None:
    if (match := date_grammar.AGO.search(flat)) is not None:
        unit, own = date_grammar.UNITS[match["u1"] or match["u2"]]
        said = match["n1"] or match["n2"]
        if not said and not own:
            # "a few seconds ago" is now; of a few hours or days nobody says how many
            own = 0 if unit == 1 else -1
        count = own if not said else 1 if said in ("a", "an") else int(said)
        if count < 0:
            return None
        seconds = unit * count + 60 * int(match["n3"] or 0)
        if match["part"]:
            if unit != _HOUR_SECONDS:
                return None
            seconds = 60 * date_grammar.PARTS[match["part"]]
        when = now - timedelta(seconds=seconds)
        span = match.span()
        if unit >= _DAY_SECONDS:
            return _counted(when, span)
        return replace(_counted(when, span), hour=when.hour, minute=when.minute, offset_minutes=_of_now(now))
    if (match := date_grammar.DAY.search(flat)) is not None:
        name = " ".join(match["said"].split())
        found = _counted(now - timedelta(days=date_grammar.DAYS[name]), match.span())
        if name in date_grammar.NOW:
            return replace(found, hour=now.hour, minute=now.minute, offset_minutes=_of_now(now))
        return _with_time(flat, found)
    return None


def _counted(when: datetime, span: _Span) -> Found:
    return Found(year=when.year, month=when.month, day=when.day, relative=True, start=span[0], end=span[1])


def _of_now(now: datetime) -> int | None:
    offset = now.utcoffset()
    return None if offset is None else int(offset.total_seconds() // 60)
