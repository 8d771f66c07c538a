"""The dateline that a format gives apart from the text."""

import re

from masdar.arabic import agencies, dates, fold
from masdar.model import Agency, Dateline

# some systems print the time of the item where the dateline belongs: "2014-07-17 00:24:11 GMT+00:00"
_CLOCK = re.compile(r"\d{4}-?\d\d-?\d\d[T ]?[\d:.]*\s*(?:Z|(?:GMT|UTC)?(?:[+-]\d\d:?\d\d)?)?")
_PLACE = re.compile(r"[^\W\d][^\d(/،,:–—-]*")


def made(said: str | None, *, place: str | None = None, day: str | None = None) -> Dateline | None:
    """A dateline of its words; `place` and `day` (ISO) where the format says them apart.

    None for no words, and for a clock's time in their stead.
    """
    text = " ".join((said or "").split())
    if not text or _CLOCK.fullmatch(text):
        return None
    found: dict[str, Agency] = {}
    for mention in agencies.find(text):
        found.setdefault(mention.entry.code, Agency(said=mention.said, code=mention.entry.code))
    first = _PLACE.match(text)
    name = place or (first[0].strip() if first else "")
    if fold.key(name) in {fold.key(each.said) for each in found.values()}:
        name = ""
    return Dateline(
        text=text,
        places=(name,) if name else (),
        agencies=tuple(found.values()),
        date=day or _day(text),
    )


def _day(text: str) -> str | None:
    moment = dates.moment(text)
    return moment.iso()[:10] if moment is not None else None
