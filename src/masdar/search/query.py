"""What a reader types, as a value.

Words, "phrases", -without, +with, OR, brackets, and fields in Arabic or English; whatever is none of these
is a word:

    >>> told(parse('gaza -sport (truce OR "cease fire") site:www.example.org after:2024-05-01'))
    'gaza -sport (truce OR "cease fire") site:example.org after:2024-05-01'

Words that stand side by side are wished for, the more of them the better; what is quoted, has a plus, or is
a field must be there. `OR` binds its neighbours before all else. Nothing that is typed is an error, and
however much is typed, little is read.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from masdar.arabic import digits, fold

# signs of a question that are read, words and fields in it, and brackets within brackets
LONGEST = 500
PARTS = 32
DEEPEST = 6

_QUOTES = dict.fromkeys(map(ord, "\u00ab\u00bb\u201c\u201d\u201e\u201f\uff02"), '"')
_COLONS = {ord("\ufe55"): ":", ord("\uff1a"): ":"}
_MINUS = "-\u2212\u2013"
# a bracket; or a sign, a field's name, and a phrase or a word. A quotation mark that nobody closed is closed
# at the end
_TOKEN = re.compile(
    rf"(?P<sign>[{_MINUS}+])?(?:(?P<open>\()|(?P<close>\))|"
    r'(?:(?P<name>[^\W\d_]+):(?=[^\s()]))?(?:"(?P<phrase>[^"]*)(?:"|$)|(?P<word>[^\s"()]+)))'
)
# in capitals, as a word of the text is not; and the Arabic word, which is typed for nothing else
_OR, _AND, _NOT = ("OR", "|", "||"), ("AND", "&", "&&"), "NOT"
_EITHER = "\u0627\u0648"


class Field(StrEnum):
    """What may stand before a colon."""

    TITLE = "title"
    SOURCE = "source"
    SITE = "site"
    BY = "by"
    AGENCY = "agency"
    PLACE = "place"
    PERSON = "person"
    STORY = "story"
    SECTION = "section"
    LANGUAGE = "lang"
    IS = "is"
    AFTER = "after"
    BEFORE = "before"


# folded, without the article: "مصدر" "موقع" "عنوان" "كاتب" "بقلم" "وكالة" "مكان" "شخص" "قصة" "قسم" "لغة" "هو"
# "بعد" "منذ" "من" "قبل" "حتى" "إلى"
_FIELDS = {
    **{field.value: field for field in Field},
    "author": Field.BY,
    "since": Field.AFTER,
    "until": Field.BEFORE,
    "language": Field.LANGUAGE,
    "\u0645\u0635\u062f\u0631": Field.SOURCE,
    "\u0645\u0648\u0642\u0639": Field.SITE,
    "\u0639\u0646\u0648\u0627\u0646": Field.TITLE,
    "\u0643\u0627\u062a\u0628": Field.BY,
    "\u0628\u0642\u0644\u0645": Field.BY,
    "\u0648\u0643\u0627\u0644\u0647": Field.AGENCY,
    "\u0645\u0643\u0627\u0646": Field.PLACE,
    "\u0634\u062e\u0635": Field.PERSON,
    "\u0642\u0635\u0647": Field.STORY,
    "\u0642\u0633\u0645": Field.SECTION,
    "\u0644\u063a\u0647": Field.LANGUAGE,
    "\u0647\u0648": Field.IS,
    "\u0628\u0639\u062f": Field.AFTER,
    "\u0645\u0646\u0630": Field.AFTER,
    "\u0642\u0628\u0644": Field.BEFORE,
    "\u062d\u062a\u064a": Field.BEFORE,
}
_THE = "\u0627\u0644"
# what an article may be said to be: "أصل" "أصلي"
_ORIGINAL = frozenset({"original", "\u0627\u0635\u0644", "\u0627\u0635\u0644\u064a"})
_LANGUAGES = {
    "\u0639\u0631\u0628\u064a": "ar",
    "\u0639\u0631\u0628\u064a\u0647": "ar",
    "\u0627\u0646\u062c\u0644\u064a\u0632\u064a": "en",
    "\u0627\u0646\u062c\u0644\u064a\u0632\u064a\u0647": "en",
    "\u0641\u0631\u0646\u0633\u064a": "fr",
    "\u0641\u0631\u0646\u0633\u064a\u0647": "fr",
}
_YEAR_FIRST = re.compile(r"(\d{4})(?:[-/.](\d{1,2}))?(?:[-/.](\d{1,2}))?")
_DAY_FIRST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_HOST = re.compile(r"^(?:https?://)?(?:www\.)?([^/?#]+)")


class Kind(StrEnum):
    WORD = "word"
    # words in order and together, as they are
    PHRASE = "phrase"
    # a field with a value
    WHERE = "where"
    # one of its parts is enough
    ANY = "any"
    # a bracket, and the whole question
    ALL = "all"


class Sign(StrEnum):
    PLAIN = ""
    MUST = "+"
    WITHOUT = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A word, a phrase, a field, or several of these."""

    kind: Kind
    text: str = ""
    field: Field | None = None
    sign: Sign = Sign.PLAIN
    parts: tuple["Part", ...] = ()
    # of after and before
    at: datetime | None = None

    @property
    def required(self) -> bool:
        """Whether nothing is found without it."""
        return self.sign is Sign.MUST or self.kind in (Kind.PHRASE, Kind.WHERE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A question to the index."""

    parts: tuple[Part, ...] = ()
    # whether more was typed than is read
    cut: bool = False

    @property
    def empty(self) -> bool:
        """Whether nothing is asked for: no part, or only what is unwanted."""
        return all(part.sign is Sign.WITHOUT for part in self.parts)


def parse(text: str) -> Query:
    """The question behind a line of text; never raises. Days are UTC; `before` leaves its day out."""
    line = digits.latin(text[:LONGEST]).translate(_QUOTES | _COLONS)
    reader = _Reader(line)
    parts = reader.parts(0)
    return Query(parts=parts, cut=reader.cut or len(text) > LONGEST)


def wanted(query: Query) -> Iterator[Part]:
    """The words and phrases that should be found, however deep they stand."""
    yield from _wanted(query.parts)


def told(query: Query) -> str:
    """The question as it was understood, in its own language; parsed again, it gives the same."""
    return " ".join(map(_told, query.parts))


def _wanted(parts: tuple[Part, ...]) -> Iterator[Part]:
    for part in parts:
        if part.sign is Sign.WITHOUT:
            continue
        if part.parts:
            yield from _wanted(part.parts)
        elif part.kind is not Kind.WHERE or part.field is Field.PERSON:
            yield part


def _told(part: Part) -> str:
    if part.parts:
        between = " OR " if part.kind is Kind.ANY else " "
        return f"{part.sign}({between.join(map(_told, part.parts))})"
    said = f"{part.at:%Y-%m-%d}" if part.at else part.text
    if part.kind is Kind.PHRASE or (part.kind is Kind.WHERE and re.search(r"[\s()]", said)):
        said = f'"{said}"'
    return f"{part.sign}{part.field.value + ':' if part.field else ''}{said}"


class _Reader:
    """Reads a line once, from left to right."""

    def __init__(self, line: str) -> None:
        self._tokens = list(_TOKEN.finditer(line))
        self._at = 0
        self._left = PARTS
        self.cut = False

    def parts(self, depth: int) -> tuple[Part, ...]:
        """The parts up to the closing bracket or the end."""
        found: list[Part] = []
        joins, musts, negated = False, False, False
        while self._at < len(self._tokens):
            token = self._tokens[self._at]
            self._at += 1
            if token["close"]:
                if depth:
                    break
                continue
            alone = token["word"] if not token["name"] and not token["sign"] else None
            if found and (alone in _OR or fold.key(alone or "") == _EITHER):
                joins = True
                continue
            if found and alone in _AND:
                found[-1] = _must(found[-1])
                musts = True
                continue
            if alone == _NOT:
                negated = True
                continue
            part = self._part(token, depth)
            if part is None:
                continue
            if negated:
                part = replace(part, sign=Sign.WITHOUT)
            elif musts:
                part = _must(part)
            if joins and part.sign is not Sign.WITHOUT and found[-1].sign is not Sign.WITHOUT:
                part = _either(found.pop(), part)
            joins = musts = negated = False
            found.append(part)
        return tuple(found)

    def _part(self, token: re.Match[str], depth: int) -> Part | None:
        sign = _sign(token["sign"])
        if token["open"]:
            if depth >= DEEPEST:
                self.cut = True
                return None
            inside = self.parts(depth + 1)
            if not inside:
                return None
            if len(inside) == 1 and (sign is Sign.PLAIN or inside[0].sign is Sign.PLAIN):
                return replace(inside[0], sign=sign or inside[0].sign)
            return Part(kind=Kind.ALL, parts=inside, sign=sign)
        if self._left <= 0:
            self.cut = True
            return None
        self._left -= 1
        return _said(token, sign)


def _said(token: re.Match[str], sign: Sign) -> Part | None:
    """A word, a phrase or a field."""
    quoted = token["phrase"] is not None
    said = (token["phrase"] if quoted else token["word"]).strip()
    field = _field(token["name"])
    if field is not None and field is not Field.TITLE:
        part = _where(field, said)
        if part is not None:
            return replace(part, sign=sign)
    elif token["name"] and field is None:
        # an unknown field is text
        said = f"{token['name']}:{said}"
    if not fold.words(said):
        return None
    title = Field.TITLE if field is Field.TITLE else None
    kind = Kind.PHRASE if quoted and not (token["name"] and field is None) else Kind.WORD
    return Part(kind=kind, text=" ".join(said.split()), field=title, sign=sign)


def _sign(said: str | None) -> Sign:
    if not said:
        return Sign.PLAIN
    return Sign.MUST if said == "+" else Sign.WITHOUT


def _must(part: Part) -> Part:
    return part if part.sign is Sign.WITHOUT else replace(part, sign=Sign.MUST)


def _either(one: Part, other: Part) -> Part:
    parts = one.parts if one.kind is Kind.ANY else (replace(one, sign=Sign.PLAIN),)
    return Part(kind=Kind.ANY, parts=(*parts, replace(other, sign=Sign.PLAIN)), sign=one.sign)


def _field(name: str | None) -> Field | None:
    if not name:
        return None
    folded = fold.key(name)
    return _FIELDS.get(folded) or _FIELDS.get(folded.removeprefix(_THE))


def _where(field: Field, said: str) -> Part | None:
    """A field that says something; None where its value means nothing, so that it is read as a word."""
    value, at = fold.key(said), None
    if field is Field.SITE:
        host = _HOST.match(said.lower())
        value = host[1].rstrip(".") if host else ""
    elif field in (Field.AFTER, Field.BEFORE):
        at = _day(said)
        value = f"{at:%Y-%m-%d}" if at else ""
    elif field is Field.LANGUAGE:
        value = _LANGUAGES.get(value.removeprefix(_THE), value)
        value = value if re.fullmatch(r"[a-z]{2,3}", value) else ""
    elif field is Field.IS:
        value = "original" if value.removeprefix(_THE) in _ORIGINAL or value in _ORIGINAL else ""
    elif field is Field.STORY:
        value = said.rstrip("/").rpartition("/story/")[2].partition("/")[0]
    return Part(kind=Kind.WHERE, field=field, text=value, at=at) if value else None


def _day(said: str) -> datetime | None:
    """The start of the day, month or year that is meant."""
    if match := _DAY_FIRST.fullmatch(said):
        year, month, day = match[3], match[2], match[1]
    elif match := _YEAR_FIRST.fullmatch(said):
        year, month, day = match[1], match[2], match[3]
    else:
        return None
    try:
        start = date(int(year), int(month or 1), int(day or 1))
        # the end of time is no day to search from
        start + timedelta(days=366)
    except (ValueError, OverflowError):
        return None
    return datetime(start.year, start.month, start.day, tzinfo=UTC)
