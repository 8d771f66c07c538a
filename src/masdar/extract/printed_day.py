"""The day that a credit line prints, and the line without it.

>>> cut("London 3 May 2026 (AFP)")
('London \\x1f (AFP)', '2026-05-03')
"""

import re

from masdar.arabic import dates, months

# stands where a date was taken out
CUT = "\x1f"

_DIGIT = re.compile(r"[\d\u0660-\u0669\u06f0-\u06f9]")
_CALENDAR = re.compile(r"\s*(?:هـ?|م|ميلادي[ةه]?|الموافق|AD)(?![\w\u064b-\u0652])[\s،,]*")
# "في 17 مايو"  "الثلاثاء 3 مايو"  "Tuesday, 11 August"
_BEFORE_DATE = re.compile(
    r"(?:(?<=\s)|^)(?:في|يوم|بتاريخ|(?:ال)?(?:سبت|[أا]حد|[إا]ثنين|ثلاثاء|[أا]ربعاء|خميس|جمعة)"
    r"|(?:sun|mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?)(?:day)?)[\s,،]*$",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\s*[،,]?\s*((?:19|20)\d\d)(?!\d)")
_WORD = re.compile(r"[\s/(]{1,3}([^\W\d_]+)(?:\s+([^\W\d_]+))?")
# "الكويت - 15 - 4 (كونا)": day and month
_DAY_MONTH = re.compile(r"(?<!\d)(\d{1,2})\s*[-/\u2013]\s*(\d{1,2})(?!\s*[-/\u2013:.]?\s*\d)")


def cut(text: str) -> tuple[str, str | None]:
    """The line with its date cut out, and the date: YYYY-MM-DD, MM-DD without a year, None without a date."""
    first = _DIGIT.search(text)
    if first is None:
        return text, None
    found = dates.find(text)
    if found is None:
        pair = _DAY_MONTH.search(text)
        if pair is None or not (1 <= int(pair[1]) <= 31 and 1 <= int(pair[2]) <= 12):
            return text, None
        return text[: pair.start()] + CUT + text[pair.end() :], f"{int(pair[2]):02}-{int(pair[1]):02}"
    end = _past_months(text, found.end)
    # the same day by the other calendar may stand before: "25 شوال 1436 هـ الموافق 10 أغسطس 2015 م"
    start = first.start() if found.start - first.start() <= 40 else found.start
    start = min(start, found.start)
    while (more := _CALENDAR.match(text, end)) is not None:
        end = more.end()
    head = text[:start]
    while (lead := _BEFORE_DATE.search(head)) is not None:
        head = head[: lead.start()]
    year = found.year
    if year is None and end > found.end and (printed := _YEAR.match(text, end)) is not None:
        year, end = int(printed[1]), printed.end()
    day = f"{found.month:02}-{found.day:02}"
    return head + CUT + text[end:], f"{year:04}-{day}" if year else day


def _past_months(text: str, end: int) -> int:
    """Past the name of the same month in another region: "20 يوليو تموز", "7 ديسمبر كانون الأول"."""
    more = _WORD.match(text, end)
    if more is None:
        return end
    if more[2] and months.plain(f"{more[1]} {more[2]}") in months.BY_NAME:
        return more.end()
    return more.end(1) if months.plain(more[1]) in months.BY_NAME else end
