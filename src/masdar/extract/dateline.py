"""Place, date and credit that open a wire text.

>>> found = read("لندن 3 مايو (رويترز) - قالت مصادر إن المحادثات استؤنفت.")
>>> found.places, found.agencies[0].code, found.date
(('لندن',), 'REUTERS', '05-03')
"""

import re
from typing import Any

from masdar import model
from masdar.arabic import agencies
from masdar.extract import names, parts

_HEAD = 140
_CLOSERS = re.compile(r"\s*(?:[-\u2010-\u2015\u2212]+|:|/|\.(?=\s|$))(?=\s|$|[^\d\s])")


def read(opening: str, *, byline: str = "") -> model.Dateline:
    """What a text's byline and its opening credit; empty where both say nothing."""
    said = parts.read(byline) if byline.strip() and len(byline.split()) <= 18 else parts.Parts()
    if said.unknown:
        said = parts.Parts(date=said.date)
    end, head = _head(opening)
    places = head.places or said.places
    credited = head.agencies or said.agencies
    rest = opening[end:]
    photo = _photo(rest) if not credited and not byline.strip() else ()
    return model.Dateline(
        text=opening[:end].rstrip(),
        places=places + tuple(each for each in said.places if each not in places),
        agencies=credited + tuple(each for each in said.agencies if each.code not in _codes(credited)),
        cited=() if photo else _cited(rest),
        reporters=head.persons or said.persons,
        desks=head.desks or said.desks,
        photo_credits=photo,
        date=head.date or said.date,
    )


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
    for end in sorted(_ends(opening), reverse=True):
        found = parts.read(opening[:end])
        if _is_head(opening, end, found):
            closing = _CLOSERS.match(opening, end)
            return (closing.end() if closing else end), found
    return 0, parts.Parts()


def _ends(opening: str) -> set[int]:
    """Where a head may end: before a closing sign, behind a bracket, behind an agency's name."""
    window = opening[:_HEAD]
    ends = {found.start() for found in _CLOSERS.finditer(window)}
    ends |= {at + 1 for at, sign in enumerate(window) if sign == ")"}
    ends |= {mention.end for mention in agencies.find(window)}
    return {end for end in ends if opening[:end].strip()}


def _is_head(opening: str, end: int, found: parts.Parts) -> bool:
    if found.unknown or not found.order:
        return False
    closing = _CLOSERS.match(opening, end)
    sign = closing.group().strip() if closing else ""
    if found.agencies:
        alone = not (found.places or found.desks or found.persons or found.date)
        if alone:
            return bool(sign) and sign != "/" and opening[:end].rstrip().endswith(")")
        return bool(sign) or opening[:end].rstrip().endswith(")") or found.order[-1] == "agency"
    if not sign or not found.sure:
        return False
    return sign == ":" and len(found.order) >= 2 and bool(found.desks or found.places)


# --- agencies that are quoted, not credited ------------------------------------------------------

_SENTENCE = re.compile(r"[.!؟?](?=\s|$)")
_CAPTION = re.compile(r"\(([^()]{2,40})\)\s*\.?\s*")
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
        if not mention.bare or _QUOTING.search(before):
            found.setdefault(mention.entry.code, model.Agency(said=mention.said, code=mention.entry.code))
    return tuple(found.values())


def _photo(text: str) -> tuple[model.Agency, ...]:
    """The agency behind a caption that stands where a text should: "... أمس. (أ. ف. ب)"."""
    last = text.rstrip().rpartition("(")
    found = _CAPTION.fullmatch(f"({last[2]}") if last[1] else None
    entry = agencies.exact(found[1].strip()) if found else None
    if found is None or entry is None or not 4 <= len(last[0].split()) <= 40:
        return ()
    return (model.Agency(said=found[1].strip(), code=entry.code),)


_ = names
