"""What a reader types, as a value.

Words, "phrases", -without, and a few fields in Arabic or English; whatever is none of these is a word:

    >>> parse('gaza -sport "cease fire" site:example.org after:2024-05-01').sites
    ('example.org',)

Nothing that is typed is an error, and however much is typed, little is read.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from masdar.arabic import digits, fold

# signs and clauses of a question that are read
LONGEST = 500
CLAUSES = 32

_QUOTES = dict.fromkeys(map(ord, "\u00ab\u00bb\u201c\u201d\u201e\u201f\uff02"), '"')
_COLONS = {ord("\ufe55"): ":", ord("\uff1a"): ":"}
# a sign, a field's name, and a phrase or a word; a quotation mark that nobody closed is closed at the end
_CLAUSE = re.compile(r'([-+\u2212]?)(?:([^\W\d_]+):)?(?:"([^"]*)(?:"|$)|([^\s"]+))')
# folded; the Arabic names are "مصدر" "المصدر" "موقع" "الموقع" "عنوان" "بعد" "منذ" "قبل" "حتى"
_FIELDS = {
    "source": "source",
    "\u0645\u0635\u062f\u0631": "source",
    "\u0627\u0644\u0645\u0635\u062f\u0631": "source",
    "site": "site",
    "\u0645\u0648\u0642\u0639": "site",
    "\u0627\u0644\u0645\u0648\u0642\u0639": "site",
    "title": "title",
    "\u0639\u0646\u0648\u0627\u0646": "title",
    "after": "after",
    "since": "after",
    "\u0628\u0639\u062f": "after",
    "\u0645\u0646\u0630": "after",
    "before": "before",
    "until": "before",
    "\u0642\u0628\u0644": "before",
    "\u062d\u062a\u064a": "before",
}
_YEAR_FIRST = re.compile(r"(\d{4})(?:[-/.](\d{1,2}))?(?:[-/.](\d{1,2}))?")
_DAY_FIRST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_HOST = re.compile(r"^(?:https?://)?(?:www\.)?([^/?#]+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """Words that an article should have, or must not have; in order and together if a phrase."""

    text: str
    phrase: bool = False
    title: bool = False
    without: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A question to the index. An article must match one of the sources, one of the sites, and the times."""

    clauses: tuple[Clause, ...] = ()
    # folded ids or names
    sources: tuple[str, ...] = ()
    # host names, lower case, without "www."
    sites: tuple[str, ...] = ()
    # from this time on, and up to but not with that one
    after: datetime | None = None
    before: datetime | None = None


def parse(text: str) -> Query:
    """The question behind a line of text; never raises. Days are UTC; `before` leaves its day out."""
    clauses: list[Clause] = []
    sources: list[str] = []
    sites: list[str] = []
    after = before = None
    line = digits.latin(text[:LONGEST]).translate(_QUOTES | _COLONS)
    for count, (sign, name, phrase, word) in enumerate(_CLAUSE.findall(line)):
        if count == CLAUSES:
            break
        field = _FIELDS.get(fold.key(name)) if name else None
        said = phrase or word
        if field == "source":
            sources.append(fold.key(said))
        elif field == "site" and (host := _HOST.match(said.lower())):
            sites.append(host[1].rstrip("."))
        elif field == "after" and (span := _span(said)):
            after = span[0]
        elif field == "before" and (span := _span(said)):
            before = span[0]
        elif said.strip():
            if name and field is None:
                said = f"{name}:{said}"
            clauses.append(
                Clause(
                    text=said, phrase=bool(phrase), title=field == "title", without=sign in ("-", "\u2212")
                )
            )
    return Query(
        clauses=tuple(clauses), sources=tuple(sources), sites=tuple(sites), after=after, before=before
    )


def _span(said: str) -> tuple[datetime, datetime] | None:
    """The day, month or year that is meant: its start, and the start of what follows."""
    if match := _DAY_FIRST.fullmatch(said):
        year, month, day = match[3], match[2], match[1]
    elif match := _YEAR_FIRST.fullmatch(said):
        year, month, day = match[1], match[2], match[3]
    else:
        return None
    try:
        start = date(int(year), int(month or 1), int(day or 1))
        end = start + timedelta(days=1 if day else 31 if month else 366)
    except (ValueError, OverflowError):
        return None
    return _midnight(start), _midnight(end)


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
