"""What a few words in a credit line can name: a place, a country, a desk or outlet, a person.

The tables beside this file hold one name a line, all spellings folded when they are read.
"""

import functools
import re
from importlib import resources

from masdar.arabic import fold


@functools.cache
def _table(name: str) -> frozenset[str]:
    text = resources.files("masdar.extract").joinpath("tables", name).read_text("utf-8")
    return frozenset(
        fold.key(each)
        for line in text.splitlines()
        if not line.startswith("#")
        for each in line.split("|")
        if each.strip()
    )


def _key(text: str) -> str:
    return fold.key(text.strip(" \"'«»“”()[]."))


def place(text: str) -> bool:
    """Whether a text is the name of a city, a region or «عواصم»."""
    return _key(text) in _table("places.txt")


def country(text: str) -> bool:
    return _key(text) in _table("countries.txt")


# "سكاي نيوز عربية"  "العربية.نت"  "فرانس 24"  "الشرق أونلاين"
_OUTLET = re.compile(
    r".*(?:\.نت|\.كوم|\.com|\.net| نيوز| نت| اونلاين| برس| 24| tv| تي في| post| news| times)(?: عربي[هة])?",
    re.IGNORECASE,
)


def desk(text: str) -> bool:
    """Whether a text is the name of an outlet, a section or a desk."""
    folded = _key(text)
    return folded in _table("desks.txt") or (
        len(folded.split()) <= 4 and _OUTLET.fullmatch(folded) is not None
    )


_HONOURS = re.compile(r"(?:د|أ|م|ا)\s?\.\s?(?:د\s?\.\s?)?(?=\S)|(?:الدكتورة?|المهندسة?|الأستاذة?)\s+")
_COMPOUND = re.compile("(?:عبد|ابو|ام|بو|ال|ابن)[ \u0621-\u064a]*")


def person(text: str) -> bool:
    """Whether two to five words begin with a given name, or with an honour."""
    text = text.strip()
    honoured = _HONOURS.match(text)
    bare = text[honoured.end() :] if honoured else text
    words = fold.key(bare).split()
    if not 2 <= len(words) <= 6 or any(sign.isdigit() for sign in bare):
        return False
    if honoured is not None:
        return not verb(words[0])
    return words[0] in _table("given.txt") or (words[0].startswith("عبدال") and len(words[0]) > 6)


def verb(word: str) -> bool:
    """Whether a word opens a sentence of news."""
    return fold.key(word) in _table("verbs.txt")
