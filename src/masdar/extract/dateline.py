"""Place, date and credit that open a wire text.

>>> found = read("لندن 3 مايو (رويترز) - قالت مصادر إن المحادثات استؤنفت.")
>>> found.places, found.agencies[0].code, found.date
(('لندن',), 'REUTERS', '05-03')
"""

import functools
import re
from collections.abc import Sequence
from typing import Any

from masdar import model
from masdar.arabic import agencies
from masdar.extract import names, parts

_WINDOW = 1200
# signs and words of a head, words of a name in it
_HEAD, _HEAD_WORDS, _NAME_WORDS = 140, 18, 4
_CLOSERS = re.compile(
    r"\n|\s*(?:[-\u2010-\u2015\u2212]+|(?<=\s)\u0640+|:\s?[-\u2010-\u2015]*|/|\.(?=\s|$))(?=\s|$|[^\d\s])"
)
# "Next Previous" of a gallery, a headline between stars before the dateline
_JUNK = re.compile(r"(?:\s*(?:Next|Previous|السابق|التالي)\b)*\s*(?:\*[^*\n]{5,90}\*\s*)?")
_DASHES = re.compile(r"[-\u2010-\u2015\u2212\u0640]+")
_END_SIGNS = re.compile(r"\)|(?=\n)")
# what stands before an agency that closes a dateline: a dash, a slash, a date
_AFTER_SIGN = re.compile(r"(?:[-\u2010-\u2015\u2212/:]|\d\s*(?:م|هـ?)?)\s*$")
# behind a dash, without a sign of its own: "عين الخبر – صنعاء نفذت"
_DASH = re.compile(r"\s[-\u2010-\u2015\u2212]+\s+|-(?=\S)")
_WORDS = re.compile(r"[^\s،,:/()]+(?:\s+[^\s،,:/()]+){0,2}")
# "هذا المقال بقلم فلان، محرر ..."
_SIGNED = re.compile(r"(?:(?:هذا )?(?:المقال|التقرير|التحليل) )?بقلم:?\s+(?P<who>[^،,.\n:-]{4,40})[،,\n-]")


def read(opening: str, *, byline: str = "") -> model.Dateline:
    """What a text's byline and its opening credit; empty where both say nothing."""
    # a dateline and who is quoted stand in the first sentence; the rest of a long text is not looked at
    return _read(opening[:_WINDOW], byline)


# one opening is asked for on behalf of several fields
@functools.lru_cache(maxsize=128)
def _read(opening: str, byline: str) -> model.Dateline:
    said = parts.read(byline) if byline.strip() and len(byline.split()) <= 18 else parts.Parts()
    if said.unknown:
        # beside an agency, what no table knows is some desk; alone it is a sentence
        said = parts.Parts(
            date=said.date, agencies=said.agencies, places=said.places if said.agencies else ()
        )
    end, head = _head(opening)
    signed = _SIGNED.match(opening.lstrip()) if not (head.persons or said.persons) else None
    signer = (signed["who"].strip(),) if signed and names.person(signed["who"]) else ()
    places = head.places or said.places
    credited = head.agencies or said.agencies
    rest = opening[end:]
    photo = _photo(rest) if not credited and not byline.strip() else ()
    return model.Dateline(
        text=opening[:end].rstrip(),
        places=places + tuple(each for each in said.places if each not in places),
        agencies=credited + tuple(each for each in said.agencies if each.code not in _codes(credited)),
        cited=() if photo else _cited(rest),
        reporters=head.persons or said.persons or signer,
        desks=head.desks or said.desks,
        photo_credits=photo,
        date=head.date or said.date,
    )


def opening(text: str) -> model.Dateline:
    """The head alone, as `read` reads it, with its places, agencies and day: in a fraction of the time."""
    end, head = _head(text[:_WINDOW])
    return model.Dateline(
        text=text[:end].rstrip(), places=head.places, agencies=head.agencies, date=head.date
    )


def credits_agency(text: str) -> bool:
    """Whether the head of a text may credit an agency at all: a glance."""
    window = text[:_HEAD]
    return any(map(window.__contains__, _LIKE_AGENCIES)) or bool(agencies.find(window))


def as_dict(dateline: model.Dateline) -> dict[str, Any]:
    """The shape of the library's `read_dateline`: codes, where an agency has one, else its name."""
    return {
        "place": list(dateline.places),
        "agency": [each.code or each.said for each in dateline.agencies],
        "cited": [each.code or each.said for each in dateline.cited],
        "reporter": list(dateline.reporters),
        "desk": list(dateline.desks),
        "date": dateline.date,
        "photo_credit": [each.code or each.said for each in dateline.photo_credits],
    }


def agencies_in(text: str) -> tuple[model.Agency, ...]:
    """The agencies that a credit names, each once, in order."""
    found: dict[str, model.Agency] = {}
    for mention in agencies.find(text):
        found.setdefault(mention.entry.code, model.Agency(said=mention.said, code=mention.entry.code))
    return tuple(found.values())


def _codes(credited: tuple[model.Agency, ...]) -> set[str | None]:
    return {each.code for each in credited}


# --- where the head ends -------------------------------------------------------------------------


def _head(opening: str) -> tuple[int, parts.Parts]:
    """The longest opening that reads as a credit line, and its parts."""
    junk = _JUNK.match(opening)
    start = junk.end() if junk else 0
    window = opening[: start + _HEAD]
    mentions = agencies.find(window)
    credited = bool(mentions) or any(word in window for word in _LIKE_AGENCIES)
    for end in sorted((each for each in _ends(window, mentions) if each > start), reverse=True):
        head = opening[start:end]
        closing = _CLOSERS.match(opening, end)
        if len(head.split()) > _HEAD_WORDS or not (credited or _may_close(head, closing)):
            continue
        found = parts.read(head)
        if _is_head(head, closing, found):
            return (closing.end() if closing else end), found
    return 0, parts.Parts()


# words that stand for an agency alone in a credit line: `agencies.find` does not know them
_LIKE_AGENCIES = ("وطنية", "إب", "قنا")


def _may_close(head: str, closing: re.Match[str] | None) -> bool:
    """Whether a head without an agency can end here: before a colon, a dash, a line, or with a dash in it."""
    sign = closing.group().strip() if closing else ""
    if sign.startswith(("/", ".")):
        return False
    return bool(sign) or closing is not None or _DASH.search(head) is not None


def _ends(window: str, mentions: Sequence[agencies.Mention]) -> set[int]:
    """Where a head may end: before a closing sign, behind a bracket, behind an agency's name."""
    ends = {found.start() for found in _CLOSERS.finditer(window)}
    ends |= {found.end() for found in _END_SIGNS.finditer(window)}
    ends |= {mention.end for mention in mentions if _AFTER_SIGN.search(window[: mention.start])}
    for dash in _DASH.finditer(window):
        ends |= _named_from(window, dash.end())
    return {end for end in ends if window[:end].strip()}


def _named_from(window: str, at: int) -> set[int]:
    """Where names that a table knows end, which begin behind a dash."""
    words = _WORDS.match(window, at)
    if words is None:
        return set()
    ends = [at + len(words[0]), *(at + gap.start() for gap in re.finditer(r"\s+", words[0]))]
    return {end for end in ends if names.place(window[at:end]) or names.desk(window[at:end])}


def _is_head(head: str, closing: re.Match[str] | None, found: parts.Parts) -> bool:
    """Whether a head that reads without rest is one: it credits somebody, and is closed as such."""
    if found.unknown or not found.order:
        return False
    sign = closing.group().strip() if closing else ""
    if any(len(each.split()) > _NAME_WORDS for each in found.persons):
        return False
    if found.agencies:
        alone = not (found.places or found.desks or found.persons or found.date)
        if alone:
            bracketed = head.rstrip().endswith(")") and sign not in ("", "/")
            return bracketed or bool(_DASHES.fullmatch(sign))
        return closing is not None or head.rstrip().endswith(")") or found.order[-1] == "agency"
    if found.order == ("desk",) and names.desk(head):
        # "المدينة نيوز :-"
        return sign.startswith(":") and (len(sign) > 1 or len(head.split()) > 1)
    if len(found.order) < 2 or not (found.desks or found.places):
        return False
    if sign.startswith(":"):
        return found.sure or (bool(found.desks) and len(head.split()) <= _NAME_WORDS * 2)
    if closing is not None and closing.group().startswith("\n"):
        return found.known and len(head.split()) <= _NAME_WORDS * 2
    if not found.sure:
        return False
    if _DASHES.fullmatch(sign):
        return bool(found.places and (found.desks or found.persons))
    # a desk or a person, a dash, and a place or a desk: "فلان – بيشة ضبطت"
    return (
        not sign and bool(found.desks or (found.persons and found.places)) and _DASH.search(head) is not None
    )


# --- agencies that are quoted, not credited ------------------------------------------------------

_SENTENCE = re.compile(r"[.!؟?](?=\s|$)")
_CAPTION = re.compile(r"\(([^()]{2,40})\)\s*\.?\s*")
# named as a house more often than as a source: "محرر بموقع CNN"
_BROADCASTERS = frozenset({"CNN"})
# "ذكرت رويترز"  "بحسب وكالة كذا"  "نقلا عن رويترز"  "لرويترز"
_QUOTING = re.compile(
    r"(?:وكالة|وكالات|قالت?|ذكرت?|أفادت?|نقلت?|أوردت?|أوردته|أعلنت?"
    r"|نقلا?ً?ا? عن|بحسب|حسب|وفقا?ً?ا? ل|وفق|عن|لـ?)"
    r"\s*(?:وكالة )?(?:الأنباء )?[\"«“(]?$"
)


def _cited(text: str) -> tuple[model.Agency, ...]:
    """Agencies that the first sentence quotes."""
    end = next((found.start() for found in _SENTENCE.finditer(text) if found.start() > 40), len(text))
    found: dict[str, model.Agency] = {}
    for mention in agencies.find(text[:end]):
        before = text[max(0, mention.start - 30) : mention.start].rstrip()
        if names.no_agency(mention.said, bracketed=before.endswith("(")):
            continue
        if _QUOTING.search(before) or not (mention.bare or mention.entry.code in _BROADCASTERS):
            found.setdefault(mention.entry.code, model.Agency(said=mention.said, code=mention.entry.code))
    return tuple(found.values())


def _photo(text: str) -> tuple[model.Agency, ...]:
    """The agency behind a caption that stands where a text should: "... أمس. (أ. ف. ب)"."""
    last = text.rstrip().rpartition("(")
    found = _CAPTION.fullmatch(f"({last[2]}") if last[1] else None
    entry = agencies.exact(found[1].strip()) if found else None
    before = last[0].rstrip()
    if found is None or entry is None or not 4 <= len(before.split()) <= 40:
        return ()
    if _QUOTING.search(before) or any(mention.end == len(before) for mention in agencies.find(before)):
        # "بحسب وكالة أنباء كذا (كذا)" is a source that is quoted
        return ()
    return (model.Agency(said=found[1].strip(), code=entry.code),)
