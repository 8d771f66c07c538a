"""What a wire in Latin letters prints above and before its text: who wrote it, where, when, for whom.

>>> found = dateline("DAMASCUS, March 3 (Reuters) - The port opened.")
>>> found.text, found.places, found.date, found.agencies[0].code
('DAMASCUS, March 3 (Reuters) -', ('DAMASCUS',), '03-03', 'REUTERS')
>>> persons("By Sara Example and Omar Example, AP Business Writer")
('Sara Example', 'Omar Example')

Texts in Arabic letters have grammars of their own, which read pages and wires alike.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from masdar.arabic import agencies
from masdar.formats.wire import times
from masdar.formats.wire.item import Item
from masdar.model import Agency, Block, BlockKind, Dateline

# blocks at the top among which byline and dateline stand
_TOP = 8
_ARABIC = re.compile("[\u0621-\u064a]")

# "NEW YORK"  "San Diego"  "Rio de Janeiro"  "St. Gallen"  "Al-Hasakah"
_WORD = r"(?:[^\W\d_a-z][\w'\u2019.-]*|(?:de|del|do|da|la|las|los|al|el|of|the|am|an|im|sur|van)(?=\s))"
_PLACE = rf"[^\W\d_a-z][\w'\u2019.-]*(?:\s{_WORD}){{0,4}}"
_PLACES = rf"{_PLACE}(?:\s?[,/]\s?{_PLACE}){{0,2}}"
# "Aug 29, 2014"  "October 11"  "10 juil 2024"  "3. M\u00e4rz"
_MONTH = r"[^\W\d_]{3,10}\.?"
_DATE = rf"(?:{_MONTH}\s\d{{1,2}}(?:,?\s\d{{4}})?|\d{{1,2}}\.?\s{_MONTH}(?:\s\d{{4}})?)"
_DASH = r"[-\u2010-\u2015]{1,3}"
_CREDIT = r"\((?P<credit>[^\W\d_][^()\d]{0,38})\)"
_OPENINGS = tuple(
    re.compile(pattern)
    for pattern in (
        # "SEOUL, South Korea, Nov 3 (Yonhap) --"  "Tegucigalpa, Jan 2 (EFE).-"
        rf"(?P<places>{_PLACES})(?:\s?,)?(?:\s(?P<date>{_DATE}))?(?:\s?,)?\s{_CREDIT}\s?\.?\s?(?:{_DASH}|:)(?=\s)",
        # "Jan 30 (Reuters) -"
        rf"(?P<date>{_DATE})\s{_CREDIT}\s?(?:{_DASH}|:)(?=\s)",
        # "(ANSA) - Rome, October 11 -"
        rf"{_CREDIT}\s?{_DASH}\s(?P<places>{_PLACE}(?:,\s{_PLACE})?),?\s(?P<date>{_DATE})\s?{_DASH}(?=\s)",
        # "(Sports Network) -"
        rf"{_CREDIT}\s?{_DASH}(?=\s)",
        # "NEW YORK \u2014"
        rf"(?P<places>[A-Z][A-Z.'\u2019-]+(?:\s[A-Z.'\u2019-]+){{0,3}}(?:,\s{_PLACE})?)\s(?:--|[\u2013\u2014])(?=\s)",
    )
)
_YEAR = re.compile(r"\d{4}")
_DAY = re.compile(r"(?<!\d)\d{1,2}(?!\d)")
_NAME = re.compile(r"[^\W\d_]{3,}")

_BY = re.compile(r"(?:by|von|par|por|di|da|af|av|text)\s*:?\s+(?=[^\W\d_])", re.IGNORECASE)
_BYLINE = re.compile(r"(?:By|BY|Von|Par|Por)\s+[^\W\d_a-z][^.:;!?\d]{2,90}")
_AND = re.compile(r"\s+(?:and|und|et|y|e|og|och|ja|en|&)\s+|\s*[,;\u060c]\s*|\s+/\s+")
_JOINED = re.compile(r"\s+(?:and|und|et|y|e|og|och|ja|en|&)\s+")
_WHERE = re.compile(r"\s+(?:in|\u00e0|en|aus)\s+[^\W\d_a-z].*$")
# a capital or an apostrophe begins each word of a name, but for the small ones
_OF_NAME = (
    r"(?:[^\W\d_a-z][\w'\u2019.-]*|[dDlL]['\u2019]\w+"
    r"|(?:van|von|der|den|de|del|della|da|di|la|le|al|el|bin|ibn|abu)(?=\s))"
)
_PERSON = re.compile(rf"{_OF_NAME}(?:\s{_OF_NAME}){{1,4}}")
_ONE = re.compile(r"[^\W\d_a-z][^\W\d_]{2,}")
# words of titles and of houses, which stand behind a name
_NO_PERSON = re.compile(
    r"(?i)\b(?:writers?|reporters?|correspondents?|editors?|staff|desk|bureau|news|press|agency|agencies|network"
    r"|online|media|magazine|times|post|tribune|journal|daily|the|korrespondent\w*|redak\w+|agencia|agence"
    r"|photographers?|columnists?|analyst|contributors?|service|associated|international)\b|\."
)


def complete(item: Item) -> Item:
    """The item with the byline and the dateline that stand in its text and in no field.

    A paragraph that is nothing but the byline is taken out of the body.
    """
    top = item.body[:_TOP]
    if not top or any(_ARABIC.search(each.text) for each in top):
        return item
    body, byline = _without_byline(item.body, item.byline)
    found = next(filter(None, (dateline(each.text) for each in body[:_TOP] if _is_text(each))), None)
    line = item.dateline
    if found is not None and (line is None or (found.agencies and not line.agencies)):
        line = replace(found, date=found.date or (line.date if line else None))
    return replace(item, body=body, byline=byline, dateline=line)


def dateline(text: str) -> Dateline | None:
    """The dateline that opens a text in Latin letters; None where none does."""
    head = " ".join(text[:160].split())
    for pattern in _OPENINGS:
        found = pattern.match(head)
        if found is None:
            continue
        said = found.groupdict()
        places = tuple(each.strip() for each in re.split(r"\s?[,/]\s?", said.get("places") or "") if each)
        date = _date(said.get("date"))
        if said.get("date") and date is None:
            continue
        return Dateline(text=found[0], places=places, agencies=credited(said.get("credit")), date=date)
    return None


def credited(said: str | None) -> tuple[Agency, ...]:
    """The houses of a credit line: "tca/dpa" "STT / AFP", with the code of those that are known."""
    found: dict[str, Agency] = {}
    for name in re.split(r"\s*[/,]\s*", (said or "").strip()):
        if name:
            entry = agencies.exact(name) or (agencies.by_host(name) if "." in name else None)
            code = entry.code if entry is not None else None
            found.setdefault(code or name.casefold(), Agency(said=name, code=code))
    return tuple(found.values())


def persons(byline: str) -> tuple[str, ...]:
    """The names in a byline in Latin letters, apart from titles, houses and initials."""
    bare = _BY.sub("", " ".join(byline.split()), count=1)
    found: dict[str, str] = {}
    several = _JOINED.search(bare) is not None
    for part in _AND.split(bare):
        name = _WHERE.sub("", part).strip(" -\u2013\u2014/")
        fits = _PERSON.fullmatch(name) or (several and _ONE.fullmatch(name))
        if fits and not _NO_PERSON.search(re.sub(r"\b[^\W\d_]\.", "", name)) and agencies.exact(name) is None:
            found.setdefault(name.casefold(), name)
    return tuple(found.values())


def is_latin(text: str | None) -> bool:
    """Whether a text is without Arabic letters."""
    return _ARABIC.search(text or "") is None


def _without_byline(body: Sequence[Block], byline: str | None) -> tuple[tuple[Block, ...], str | None]:
    for number, block in enumerate(body[:_TOP]):
        if not _is_text(block):
            continue
        if byline is not None and _even(block.text) == _even(byline):
            return (*body[:number], *body[number + 1 :]), byline
        if byline is None and _BYLINE.fullmatch(block.text) and persons(block.text):
            return (*body[:number], *body[number + 1 :]), block.text
        if dateline(block.text) is not None:
            break
    return tuple(body), byline


def _is_text(block: Block) -> bool:
    return block.kind is BlockKind.PARAGRAPH and bool(block.text)


def _even(byline: str) -> str:
    return _BY.sub("", " ".join(byline.split()), count=1).casefold()


def _date(said: str | None) -> str | None:
    """ISO: YYYY-MM-DD, or MM-DD where no year is printed."""
    month = times.month(found[0]) if (found := _NAME.search(said or "")) else None
    day = _DAY.search(said or "")
    if month is None or day is None or not 1 <= int(day[0]) <= 31:
        return None
    year = _YEAR.search(said or "")
    return f"{year[0]}-{month:02}-{int(day[0]):02}" if year else f"{month:02}-{int(day[0]):02}"
