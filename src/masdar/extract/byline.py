"""Who wrote it, as a page's byline says.

>>> read("By Sara Example and Omar Example").persons
('Sara Example', 'Omar Example')
"""

import re
from dataclasses import dataclass

from masdar import model
from masdar.arabic import clean
from masdar.extract import furniture, parts


@dataclass(frozen=True, slots=True, kw_only=True)
class Byline:
    persons: tuple[str, ...] = ()
    agencies: tuple[model.Agency, ...] = ()
    desks: tuple[str, ...] = ()
    places: tuple[str, ...] = ()


def read(line: str) -> Byline:
    """The persons of a byline, apart from agencies, desks and places; an address names nobody."""
    text = clean.label(line)
    found = parts.Parts() if furniture.noise(text) else parts.read(text)
    return Byline(persons=found.persons, agencies=found.agencies, desks=found.desks, places=found.places)


# "كتب: فلان"  "كتبت فلانة"  "بقلم فلان"  "By X"  "إعداد: فلان"
_CUE = re.compile(
    r"(?:كتبت?|كتبه|كتبها|بقلم|إعداد|اعداد|تقرير|تحقيق|حوار|حاوره|حاورته|ترجمة|تحرير|الكاتب|by|written by)"
    r"\s*[:\-\u2013/ ]\s*\S.*",
    re.IGNORECASE,
)


def looks(line: str) -> bool:
    """Whether a line is a byline: it begins as one, or is nothing but places, agencies, desks and persons."""
    text = clean.label(line)
    return _CUE.fullmatch(text) is not None or parts.read(text).sure
