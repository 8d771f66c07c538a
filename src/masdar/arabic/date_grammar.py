"""The forms of dates and times, as patterns over text folded by `months.plain` and freed of marks."""

import re
from collections.abc import Iterable

import masdar.arabic.months as months
import masdar.arabic.zones as zones


def _any(names: Iterable[str]) -> str:
    """An alternation, the longest first, with any white space between the words of a name."""
    listed = sorted(names, key=len, reverse=True)
    return "|".join(re.escape(each).replace("\\ ", "\\s+") for each in listed)


# letters end where digits begin: "17مارس2020"
_EDGE = "(?<![^\\W\\d_])"
_END = "(?![^\\W\\d_])"
_MONTH = f"(?:{_any(months.BY_NAME)})\\.?"
_HIJRI = f"(?:{_any(months.HIJRI_BY_NAME)})"

# "2020" "2020م" "2020 م" "1445ه" (tatweel gone) "1446 ه"
_YEAR = "(?<!\\d)(?P<year{n}>\\d{{4}})(?!\\d)"
_ERA = "(?:\\s?(?:م|ميلادي[هي]?)(?![^\\W\\d_]))?"
_HIJRI_ERA = "(?:\\s?(?P<era{n}>هجري[هي]?|ه\u200d?|h)(?![^\\W\\d_]))?"

# "مارس/ آذار" "آب/اغسطس" "كانون الثاني (يناير)"
_DUAL = f"(?P<month{{n}}>{_MONTH})(?:\\s*[/\\\\(|-]\\s*(?P<other{{n}}>{_MONTH})\\s*\\)?)?"
_OF = "(?:من\\s+|شهر\\s+|of\\s+|de\\s+)*"
_SEP = "\\s*[,،./|\u2013-]?\\s*"
_DAY = "(?<![\\d:])(?P<day{n}>\\d{{1,2}})(?:st|nd|rd|th|er|º)?(?![\\d:])"

# "الجمعة 8 فيفري 2019" "24 نيسان / أبريل 2020" "05 مايو ,2024" "8 février 2019" "1 نوفمبر"
_DAY_MONTH = (
    f"{_DAY}{_SEP}{_OF}{_EDGE}{_DUAL}{_END}"
    f"(?:{_SEP}(?:من\\s+|في\\s+|de\\s+)?(?:العام\\s+|عام\\s+|سنه\\s+|لعام\\s+)?{_YEAR}{_ERA})?"
).format(n="_a")
# "ديسمبر 18, 2020" "July 5th, 2021"
_MONTH_DAY = f"{_EDGE}{_DUAL}{_END}\\s*{_DAY}\\s*[,،]?\\s*{_YEAR}{_ERA}".format(n="_b")
# "15 رمضان 1445 ه" "04 ذو الحجة 1445"
_HIJRI_TEXT = (
    f"{_DAY}{_SEP}{_OF}{_EDGE}(?P<hijri>{_HIJRI}){_END}{_SEP}(?:عام\\s+|سنه\\s+|لعام\\s+)?{_YEAR}{_HIJRI_ERA}"
).format(n="_h")
# "2020/12/18" "2023.11.01" "2024-11-01T13:01" "20241101T130111"
_YEAR_FIRST = (
    "(?<![\\d/.-])(?P<year_n>\\d{4})(?P<sep_n>\\s?[-/.]\\s?)(?P<month_n>\\d{1,2})(?P=sep_n)(?P<day_n>\\d{1,2})(?![\\d])"
    "|(?<!\\d)(?P<year_c>(?:19|20)\\d\\d)(?P<month_c>\\d\\d)(?P<day_c>\\d\\d)(?=t\\d{4})"
)
# "25/5/2024" "٨ / ١٢ / ٢٠٢٠" "17.03.2020" "15/9/1445ه"
_DAY_FIRST = (
    "(?<![\\d/.-])(?P<day_d>\\d{1,2})(?P<sep_d>\\s?[-/.]\\s?)(?P<month_d>\\d{1,2})(?P=sep_d)(?P<year_d>\\d{4})(?!\\d)"
    + _HIJRI_ERA.format(n="_d")
)

DATE = re.compile(f"{_HIJRI_TEXT}|{_DAY_MONTH}|{_MONTH_DAY}|{_YEAR_FIRST}|{_DAY_FIRST}")

# --- times ---------------------------------------------------------------------------------------

MORNING = "صباحا|الصباح|فجرا|قبل الظهر|قبل ظهر|am|a\\.m\\.?|ص"
EVENING = "مساء|المساء|ظهرا|عصرا|ليلا|بعد الظهر|بعد ظهر|pm|p\\.m\\.?|م"
_HALF = f"(?:\\s?(?P<half>(?:{MORNING}|{EVENING}))(?![^\\W\\d_]))?"

_PLACE = f"(?P<place>{_any(zones.NAMES)})"
_ABBREVIATION = f"(?P<abbr>{_any(zones.ABBREVIATIONS)})(?![^\\W\\d_])"
# after an abbreviation, where the groups need names of their own
_MORE_OFFSET = "(?P<sign2>[+\u2212-])\\s?(?P<off_h2>\\d{1,2})(?::?(?P<off_m2>\\d{2}))?(?![\\d:])"
_OFFSET = "(?P<sign>[+\u2212-])\\s?(?P<off_h>\\d{1,2})(?::?(?P<off_m>\\d{2}))?(?![\\d:])"
# "GMT" "(GMT+0400)" "GMT+3" "+03:00" "بتوقيت أبوظبي" "بالتوقيت العالمي" "تغ" "ت.غ"
ZONE = (
    "(?:\\s?[,،(\\[]?\\s?(?:حسب\\s|وفق\\s|وفقا\\sل)?(?:"
    f"(?:بتوقيت|توقيت|بالتوقيت|ل?توقيت)\\s+(?:مدينه\\s+)?{_PLACE}(?![^\\W_])"
    f"|(?:بتوقيت\\s+)?{_ABBREVIATION}(?:\\s?{_MORE_OFFSET})?"
    "|(?P<tgh>ت\\s?\\.?\\s?غ)(?![^\\W\\d_])"
    f"|{_OFFSET}"
    ")\\s?[)\\]]?)?"
)
_CLOCK = (
    "(?<![\\d:./])(?P<hour>[01]?\\d|2[0-4])\\s?[:h]\\s?(?P<minute>[0-5]\\d)"
    "(?:\\s?:\\s?(?P<second>[0-5]\\d|60)(?:[.,]\\d{1,9})?)?(?!\\d)"
)
_PACKED = "t(?P<hour2>\\d\\d)(?P<minute2>\\d\\d)(?P<second2>\\d\\d)?"
# without minutes only after the word: "الساعة 8 مساء", "الساعة 14.30"
_HOUR_NAMES = (
    *("الواحده", "الثانيه", "الثالثه", "الرابعه", "الخامسه"),
    *("السادسه", "السابعه", "الثامنه", "التاسعه", "العاشره"),
)
HOURS = {
    **{name: hour for hour, name in enumerate(_HOUR_NAMES, 1)},
    "الحاديه عشره": 11,
    "الحاديه عشر": 11,
    "الثانيه عشره": 12,
    "الثانيه عشر": 12,
}
PARTS = {"النصف": 30, "نصف": 30, "الثلث": 20, "ثلث": 20, "الربع": 15, "ربع": 15}
# "الساعة العاشرة والنصف صباحا"
_IN_WORDS = f"الساعه\\s+(?P<hour4>{_any(HOURS)})(?:\\s+و(?P<minute4>{_any(PARTS)}))?{_END}"
_OCLOCK = "الساعه\\s+(?:ال)?(?P<hour3>\\d{1,2})(?:[.,](?P<minute3>[0-5]\\d))?(?![\\d:])"
_LEAD = "(?:(?P<lead>gmt|utc|ksa|uae)\\s?)?"

# the zone alone, behind a date that has its time before it
BEHIND = re.compile(ZONE)
TIME = re.compile(f"{_LEAD}(?:{_IN_WORDS}|{_OCLOCK}|{_CLOCK}|{_PACKED}){_HALF}{ZONE}")

# --- relative ------------------------------------------------------------------------------------

# seconds of a unit: one, two, few, many
UNITS = {
    "ثانيه": (1, 1),
    "ثانيتين": (1, 2),
    "ثوان": (1, 0),
    "ثواني": (1, 0),
    "دقيقه": (60, 1),
    "دقيقتين": (60, 2),
    "دقائق": (60, 0),
    "دقايق": (60, 0),
    "ساعه": (3600, 1),
    "ساعتين": (3600, 2),
    "ساعات": (3600, 0),
    "يوم": (86400, 1),
    "يوما": (86400, 1),
    "يومين": (86400, 2),
    "ايام": (86400, 0),
    "اسبوع": (604800, 1),
    "اسبوعا": (604800, 1),
    "اسبوعين": (604800, 2),
    "اسابيع": (604800, 0),
    "second": (1, 1),
    "seconds": (1, 0),
    "sec": (1, 1),
    "minute": (60, 1),
    "minutes": (60, 0),
    "min": (60, 1),
    "mins": (60, 0),
    "hour": (3600, 1),
    "hours": (3600, 0),
    "hr": (3600, 1),
    "hrs": (3600, 0),
    "day": (86400, 1),
    "days": (86400, 0),
    "week": (604800, 1),
    "weeks": (604800, 0),
    "heure": (3600, 1),
    "heures": (3600, 0),
    "jour": (86400, 1),
    "jours": (86400, 0),
    "semaine": (604800, 1),
    "semaines": (604800, 0),
}
# "قبل 3 ساعات" "منذ ساعتين" "قبل حوالي ساعة" "3 hours ago" "il y a 3 heures"
AGO = re.compile(
    f"{_EDGE}(?:قبل|منذ|من|il\\s+y\\s+a)\\s+(?:حوالي\\s+|نحو\\s+)?"
    f"(?:(?P<n1>\\d{{1,4}})\\s*|(?P<part>{_any(PARTS)})\\s+)?(?P<u1>{_any(UNITS)}){_END}"
    "(?:\\s*و\\s*(?P<n3>\\d{1,2})\\s*(?:دقيقه|دقائق))?"
    f"|(?<!\\d)(?P<n2>\\d{{1,4}}|an?)\\s*(?P<u2>{_any(UNITS)})\\s+ago{_END}"
)
DAYS = {
    "اليوم": 0,
    "الان": 0,
    "امس": 1,
    "البارحه": 1,
    "اول امس": 2,
    "امس الاول": 2,
    "اول من امس": 2,
    "today": 0,
    "yesterday": 1,
    "aujourd'hui": 0,
    "hier": 1,
}
NOW = frozenset({"الان"})
DAY = re.compile(f"{_EDGE}(?P<said>{_any(DAYS)}){_END}")
