"""The Hijri calendar of Umm al-Qura, and the common calendar.

The table holds the month lengths of the calendar that Saudi Arabia prints (KACST; Unicode CLDR calls it
`islamic-umalqura`), as ICU has them, for 1356 to 1500 AH. Years outside it follow the tabular calendar of
thirty years with eleven leap years, which may be a day off.

>>> to_gregorian(1446, 1, 1)
datetime.date(2024, 7, 7)
"""

import bisect
from datetime import date

_FIRST_YEAR = 1356
_FIRST_DAY = date(1937, 3, 14)
# three hexadecimal digits a year: the highest bit is Muharram, a set bit a month of 30 days
_LENGTHS = (
    "55729754b6a3752b6556aaab52bc95d4ada55caad69574ab94baa5b52b6a5752768b745b555"
    "5a95b49da4dd26e936aaad54db25d52da95b4aba55b49b64b715b4ab5a55d25e92ec96d4ae9"
    "96b4aba93d49da4db2ab94baa5b52ba95b2ab5555c4bd23d91da95b4ab5a56d2b693b49b655"
    "6a9754b6a56caad555b29b92ba95d4ada55aaab595749764baa5b52b6a56e4db25b52b6a5ad"
    "2ae92f49764b6a56acad655d49da4dd16d955aa5b52da95b4ad5956ca6e4aea4f52b6956aaa"
    "b54bd25d92ea96d4ada95b4aba55b29b54d6a97547693749b5556aa6b52b"
)
# 1 Muharram of the year 1 in the tabular calendar (civil epoch), as a proleptic ordinal
_EPOCH = 227_015


def to_gregorian(year: int, month: int, day: int) -> date | None:
    """The common date of a Hijri one; None where there is no such day."""
    if not (1 <= month <= 12 and 1 <= day <= 30 and 1 <= year <= 1600):
        return None
    at = (year - _FIRST_YEAR) * 12 + month - 1
    if 0 <= at < len(_STARTS) - 1:
        start = _STARTS[at]
        return date.fromordinal(start + day - 1) if start + day <= _STARTS[at + 1] else None
    start = _tabular(year, month)
    following = _tabular(year + month // 12, month % 12 + 1)
    return date.fromordinal(start + day - 1) if start + day <= following else None


def from_gregorian(day: date) -> tuple[int, int, int]:
    """Year, month and day by Umm al-Qura; by the tabular calendar outside its table."""
    ordinal = day.toordinal()
    if _STARTS[0] <= ordinal < _STARTS[-1]:
        at = bisect.bisect_right(_STARTS, ordinal) - 1
        return _FIRST_YEAR + at // 12, at % 12 + 1, ordinal - _STARTS[at] + 1
    year = (30 * (ordinal - _EPOCH) + 10_646) // 10_631
    month = next(month for month in range(12, 0, -1) if _tabular(year, month) <= ordinal)
    return year, month, ordinal - _tabular(year, month) + 1


def _tabular(year: int, month: int) -> int:
    """The ordinal of a month's first day in the tabular calendar."""
    return _EPOCH + (year - 1) * 354 + (3 + 11 * year) // 30 + (month - 1) * 29 + month // 2


def _starts() -> list[int]:
    found = [_FIRST_DAY.toordinal()]
    for at in range(0, len(_LENGTHS), 3):
        bits = int(_LENGTHS[at : at + 3], 16)
        for month in range(11, -1, -1):
            found.append(found[-1] + 29 + (bits >> month & 1))
    return found


_STARTS = _starts()
