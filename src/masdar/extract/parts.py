"""The parts of a credit line: places, agencies, desks, persons and a date between dashes and brackets.

One grammar reads bylines and datelines alike, since houses print the same parts in any order:

    "لندن - رويترز"   "واس (الدمام)"   "سبق- جازان:"   "فلان - بيشة"   "سيئول، 1 نوفمبر (يونهاب) —"

A part that a table knows (agencies, places, desks, given names) is certain; what stands beside it is
judged by its place and its length.
"""

import functools
import html
import re
from dataclasses import dataclass
from typing import NamedTuple

from masdar import model
from masdar.arabic import agencies
from masdar.extract import names, printed_day


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    places: tuple[str, ...] = ()
    agencies: tuple[model.Agency, ...] = ()
    desks: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    # YYYY-MM-DD, or MM-DD where no year is printed
    date: str | None = None
    # parts that are none of these
    unknown: tuple[str, ...] = ()
    # kinds in the order in which they stand
    order: tuple[str, ...] = ()
    # whether the tables know every part, and whether they know one that a credit is made of
    sure: bool = False
    known: bool = False


class _Part(NamedTuple):
    text: str
    kind: str = ""
    inner: bool = False
    quoted: bool = False


_DASH = "-\u2010-\u2015\u2212"
_SEPARATOR = re.compile(
    rf"\s*[{printed_day.CUT}|:،,؛;\n+•*=]+\s*|\s*/+\s*|\s+[{_DASH}]+\s*|[{_DASH}]+\s+|[\u2012-\u2015]+|--+"
    # a tatweel typed for a dash: "المدينةـ جدة"
    r"|\s+\u0640+\s*|\u0640+\s+"
)
_BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_QUOTED = re.compile("[\"«“”„'{]+([^\"«»“”„'{}]{2,40})[\"»“”'}]+")
# signs and words of a line, words of one part of it
_MOST_SIGNS = 400
_MOST_WORDS, _LONGEST = 24, 6
# a name of two words may end in a weekday: "ليلى الخميس"
_NAME_AND_DAY = 2
_SPACES = re.compile(r"[\u00a0\u200b]+")


# what looks like a byline is read as one next
@functools.lru_cache(maxsize=256)
def read(text: str) -> Parts:
    """The parts of a line; nothing but `unknown` where it is a sentence."""
    if len(text) > _MOST_SIGNS:
        return Parts(unknown=(text,), order=("",))
    text = _TITLED.sub(r"\1. ", _ADDRESS.sub("", text))
    rest, date = printed_day.cut(_SPACES.sub(" ", html.unescape(text)) if "&" in text else text)
    if len(rest.split()) > _MOST_WORDS:
        return Parts(date=date, unknown=(rest,), order=("",))
    found: list[_Part] = []
    for piece in _pieces(rest):
        found.extend(_told(piece))
    if not found:
        return Parts(date=date)
    found = _settled(found)
    sure = all(part.kind for part in found) and sum(len(part.text.split()) for part in found) <= 14
    known = any(part.kind in ("place", "country", "desk", "agency") for part in found)
    return _gathered(found if sure else _guessed(found), date=date, sure=sure, known=known)


def _gathered(found: list[_Part], *, date: str | None, sure: bool, known: bool) -> Parts:
    places: list[str] = []
    credited: list[model.Agency] = []
    desks: list[str] = []
    persons: list[str] = []
    unknown: list[str] = []
    before = ""
    for part in found:
        match part.kind:
            case "agency":
                each = model.Agency(said=part.text, code=_code(part.text))
                if all(other.code != each.code for other in credited):
                    credited.append(each)
            case "country" if before in ("place", "country"):
                # "دبي، الإمارات العربية المتحدة": the country only says which Dubai
                pass
            case "place" | "country":
                if part.text not in places:
                    places.append(part.text)
            case "desk":
                if part.text not in desks:
                    desks.append(part.text)
            case "person" if before == "camera":
                pass
            case "person":
                if part.text not in persons:
                    persons.append(part.text)
            case "":
                unknown.append(part.text)
            case _:
                pass
        before = part.kind
    return Parts(
        places=tuple(places),
        agencies=tuple(credited),
        desks=tuple(desks),
        persons=tuple(persons),
        date=date,
        unknown=tuple(unknown),
        order=tuple(part.kind for part in found),
        sure=sure,
        known=known,
    )


# --- pieces --------------------------------------------------------------------------------------


def _pieces(text: str) -> list[_Part]:
    """What stands between separators; what stands in brackets is `inner`."""
    found: list[_Part] = []
    at = 0
    for bracket in _BRACKETS.finditer(text):
        found.extend(_Part(each) for each in _SEPARATOR.split(text[at : bracket.start()]))
        inside = bracket[1].strip()
        whole = [inside] if agencies.exact(inside) else _SEPARATOR.split(inside)
        found.extend(_Part(each, inner=True) for each in whole)
        at = bracket.end()
    found.extend(_Part(each) for each in _SEPARATOR.split(text[at:]))
    return [part for part in found if part.text.strip(" .\"'")]


# "بقلم: فلان"  "كتب فلان"  "By X and Y"
_CUE = re.compile(
    r"(?:كتبت?|كتبه|كتبها|كتبوا|بقلم|إعداد|اعداد|تقرير|تحقيق|حوار|حاوره|حاورته|حاورها|أجرى الحوار"
    r"|ترجمة|تحرير|تصوير|عدسة|تغطية|إشراف|أعده|أعدها|أعد الملف|تأليف|متابعة وتصوير|الكاتبة?|المؤلفة?"
    r"|رصد|المراسلة?|مراسلنا|مراسلة?|المصدر|(?:نشر )?بواسطة|يجيب عنها|يجيب عليها"
    r"|by|written by|reporting by)\b"
    r"(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
# "خالد سالم الثلاثاء": the date stood behind; "و خالد سالم": a name before
_DAY_BEHIND = re.compile(r"\s+(?:يوم )?(?:السبت|ال[أا]حد|ال[إا]ثنين|الثلاثاء|ال[أا]ربعاء|الخميس|الجمعة)$")
_CUE_BEHIND = re.compile(r"\s+(?:بقلم|كتبت?|إعداد)$")
_WAW_BEFORE = re.compile(r"^و\s+(?=\S{3})")
# "د/ أحمد"  "أ.د/ منى"
_TITLED = re.compile(r"(?<!\S)((?:[أا]\s?\.\s?)?[دمأ])\s?/\s?(?=[\u0621-\u064a]{2})")
# "منى سالم كاتبة صحفية"
_CALLING = re.compile(
    r"(?<=\S\s)(?P<who>\S+)\s+(?:كاتبة?|صحفية?|صحافية?|مراسلة?|محررة?|باحثة?|إعلامية?)(?!\S).*$"
)
_REPORTING = re.compile("مراسلة? ")
_CAMERA = re.compile("تصوير|عدسة")
_FROM = re.compile(r"(?P<who>.{2,60}?)\s+من\s+(?P<where>.{2,30})")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\S+|@\w+", re.IGNORECASE)


def _told(part: _Part) -> list[_Part]:
    """A piece as one part or several, each with its kind where a table knows it."""
    text = part.text.strip().strip(".").strip(" \u200b\u200f\u200e\ufeff\u0640-\u2013\u2014")
    text = _CUE_BEHIND.sub("", _WAW_BEFORE.sub("", text))
    if text.startswith("و") and not names.person(text) and names.person(text[1:]):
        # "فلان", "وعبدالله سالم": the list was cut before its last name
        text = text[1:]
    if (after := text.removeprefix("من ")) != text and names.person(after):
        # "القاهرة - من فلان"
        text = after
    if len(text.split()) > _NAME_AND_DAY:
        text = _DAY_BEHIND.sub("", text)
    if not text:
        return []
    if (quoted := _QUOTED.fullmatch(text)) is not None:
        inside = quoted[1].strip()
        return [_Part(inside, _known(inside) or "desk", part.inner, quoted=True)]
    cued = _CUE.fullmatch(text)
    if cued is not None and not names.desk(text):
        who = cued["rest"].strip(" :\u061b-\u2013")
        if _CAMERA.match(text):
            # who took the picture did not write the text
            return [] if who else [_Part(text, "camera")]
        if not who:
            return [_Part(text, "cue")]
        if _REPORTING.match(text) and _known(who) not in ("agency", "desk", "person"):
            # "مراسل الشؤون السياسية" says what somebody does
            return [_Part(text, "aside", part.inner)]
        return [_Part(each, _signer(each), part.inner) for each in _people(who)]
    text = _CALLING.sub(r"\g<who>", text)
    people = _people(text)
    if len(people) > 1 and all(names.person(each) for each in people):
        return [_Part(each, "person", part.inner) for each in people]
    if len(people) > 1 and _AND.search(text):
        return [_Part(each, _known(each), part.inner) for each in people]
    kind = _known(text)
    if kind:
        return [_Part(text.strip("\"'«»“”"), kind, part.inner)]
    if text.count('"') == 1 and not text.startswith('"') and not text.endswith('"'):
        # "شنغهاي"رويترز": a stray quote for a separator
        return [each for side in text.split('"') for each in _told(_Part(side, inner=part.inner))]
    if (split := _FROM.fullmatch(text)) is not None and len(split["where"].split()) <= 3:
        who, where = _told(_Part(split["who"], inner=part.inner)), _known(split["where"])
        named = all(each.kind in ("person", "desk", "agency") for each in who)
        if where in ("place", "country") or (who and named):
            return [*who, _Part(split["where"], where or "place", part.inner)]
    if (sides := _hyphened(text)) is not None:
        return [_Part(each, _known(each), part.inner) for each in sides]
    if (both := _run_on(text)) is not None:
        return [_Part(each, _known(each), part.inner) for each in both]
    if '"' in text or "«" in text or "“" in text:
        # "بروفايل "سبق""
        return (
            [
                _Part(found[1].strip(), _known(found[1].strip()) or "desk", part.inner, quoted=True)
                for found in _QUOTED.finditer(text)
            ]
            if len(text.split()) <= 5
            else [_Part(text, "", part.inner)]
        )
    return [_Part(text, "", part.inner)]


def _signer(text: str) -> str:
    """What stands behind "written by": a person, unless it is a desk or a sentence."""
    kind = _known(text)
    return kind or ("person" if len(text.split()) <= _LONGEST - 1 else "")


# an opening is read at each of its possible ends: its parts come again and again
@functools.lru_cache(maxsize=1024)
def _known(text: str) -> str:
    """The kind of a part that a table knows, else ""; two kinds with a bar between where it may be either."""
    if names.aside(text):
        return "aside"
    if text in _HOUSE_NAMES:
        return "agency"
    if names.spelt_place(text):
        return "place" if text == "إب" else "agency|place"
    if agencies.exact(text) is not None:
        return "agency"
    if names.desk(text):
        # "المدينة" is a paper first, "الخبر" a city first
        both = "desk|place" if names.paper(text) else "place|desk"
        return both if names.place(text) else "desk"
    if names.country(text):
        return "country"
    if names.place(text):
        return "place"
    return "person" if names.person(text) else ""


# how an agency signs its own texts and nobody else calls it: "وطنية - بيروت -"
_HOUSE_NAMES = {"وطنية": "NNA"}


def _code(text: str) -> str | None:
    entry = agencies.exact(text)
    return entry.code if entry is not None else _HOUSE_NAMES.get(text)


def _hyphened(text: str) -> list[str] | None:
    """What hyphens without spaces part, where a table knows some of it: "دمشق-سانا", "تبوك-الوئام-فلان"."""
    sides = [side.strip() for side in re.split(f"[{_DASH}]", text) if side.strip()]
    if len(sides) < 2 or not any(_known(side) in ("agency", "desk", "place") for side in sides):
        return None
    return sides


def _run_on(text: str) -> tuple[str, str] | None:
    """Two parts without a sign between: "واشنطن رويترز", "فلان - الرياض خالد سالم - جدة"."""
    words = text.split()
    for at in range(1, min(4, len(words))):
        one, two = " ".join(words[:at]), " ".join(words[at:])
        kinds = {_known(one), _known(two)}
        if kinds == {"place", "agency"} or (names.place(one) and names.person(two) and len(words) - at > 1):
            return one, two
    return None


_AND = re.compile(r"\s+(?:and|&)\s+")
# a waw before a second name, which may as well be that name's own letter: "منى ووليد", "منى وليد"
_WAW = re.compile(r"\s+و\s*(?=\S+\s)")


def _people(text: str) -> list[str]:
    """Several persons joined by "and" or by a waw; one where the waw may belong to a name."""
    pieces = [each.strip() for each in re.split(r"[،,/]", text) if each.strip()]
    found: list[str] = []
    for piece in pieces:
        latin = [side.strip() for side in _AND.split(piece) if side.strip()]
        arabic = [side.strip() for side in _WAW.split(piece) if side.strip()]
        if len(latin) > 1:
            found.extend(latin)
        elif len(arabic) > 1 and all(len(side.split()) <= 4 and names.person(side) for side in arabic):
            found.extend(arabic)
        else:
            found.append(piece)
    return found


# --- judging what no table knows -----------------------------------------------------------------


def _settled(found: list[_Part]) -> list[_Part]:
    """The same parts, each with one kind: what may be two things is what its neighbours are not.

    "الخبر: الوطن" is a city and a paper, "قنا - كريم" a city, "الدوحة - قنا" an agency.
    """
    certain = {part.kind for part in found if "|" not in part.kind}
    placed = bool(certain & {"place", "country"})
    settled: list[_Part] = []
    for part in found:
        kind, _, other = part.kind.partition("|")
        if kind == "agency" and other:
            taken = not (part.inner or placed or not certain)
        else:
            taken = placed if kind == "place" else kind in certain
        if other and taken:
            kind = other
        settled.append(_Part(part.text, kind, part.inner, part.quoted))
    return settled


def _guessed(found: list[_Part]) -> list[_Part]:
    """The same parts, those that no table knows judged by what stands beside them."""
    kinds = {part.kind for part in found if part.kind}
    if not kinds:
        return _unaided(found)
    guessed: list[_Part] = []
    for part in found:
        kind = part.kind or _guess(part, kinds)
        if part.inner and not part.kind and guessed and guessed[-1].kind == "place":
            # "سالمون (أيداهو)": which Salmon
            kind = "aside"
        guessed.append(_Part(part.text, kind, part.inner))
    return guessed


def _unaided(found: list[_Part]) -> list[_Part]:
    """Parts of which no table knows any: names alone, or a name and a place of one word."""
    if len(found) <= _LONGEST and all(names.may_be_person(part.text) and not part.inner for part in found):
        return [_Part(part.text, "person") for part in found]
    if len(found) == 2:
        one = [part for part in found if len(part.text.split()) == 1 and part.text.isalpha()]
        more = [part for part in found if names.may_be_person(part.text)]
        if len(one) == len(more) == 1:
            return [_Part(part.text, "place" if part is one[0] else "person") for part in found]
    return found


def _guess(part: _Part, kinds: set[str]) -> str:
    words = part.text.split()
    if len(words) > _LONGEST or names.verb(words[0]) or not kinds:
        return ""
    if "cue" in kinds and 2 <= len(words) <= 5:
        return "person"
    if part.inner and "person" in kinds:
        return "place"
    if "agency" in kinds and not kinds & {"place"}:
        return "place" if len(words) <= 3 else ""
    if len(words) == 1:
        return "place"
    return "person" if kinds & {"place", "desk", "agency", "country"} and len(words) <= 5 else ""
