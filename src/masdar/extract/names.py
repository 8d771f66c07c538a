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


def spelt_place(text: str) -> bool:
    """Whether a text is a place that an agency's initials fall together with: «إب» beside «أب», «قنا»."""
    return text.strip() in _LIKE_AGENCIES


_LIKE_AGENCIES = frozenset({"إب", "قنا"})


def no_agency(said: str, *, bracketed: bool) -> bool:
    """Whether what reads like initials is another word: the month «آب», the city «إب», «قنا» unbracketed."""
    return said in _OTHER_WORDS or (said in _LIKE_AGENCIES and not bracketed)


# a month and a city, whatever stands around them
_OTHER_WORDS = frozenset({"آب", "إب"})


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
    if any(map(verb, words[1:])):
        return False
    if honoured is not None:
        return True
    return words[0] in _table("given.txt") or (words[0].startswith("عبدال") and len(words[0]) > 6)


def verb(word: str) -> bool:
    """Whether a word opens a sentence of news."""
    return fold.key(word) in _table("verbs.txt")
