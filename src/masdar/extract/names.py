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


# a part is asked for in every table
@functools.lru_cache(maxsize=512)
def _key(text: str) -> str:
    return fold.key(text.strip(" \"'«»“”()[]."))


def place(text: str) -> bool:
    """Whether a text is the name of a city, a region or «عواصم»."""
    folded = _key(text)
    words = folded.split()
    return folded in _table("places.txt") or (1 < len(words) <= 4 and words[0] in _PLACE_WORDS)


# "وادي بن هشبل"  "سان ريمو"  "محافظة كذا"
_PLACE_WORDS = frozenset(
    fold.key(each)
    for each in (
        *("وادي", "جبل", "سان", "سانت", "سانتا", "نيو", "بورت", "مدينة", "قرية", "محافظة", "منطقة"),
        *("ولاية", "مقاطعة", "جزيرة", "جزر", "مخيم", "شرم", "كفر", "دير", "تل", "حفر", "رأس", "خان"),
    )
)


def spelt_place(text: str) -> bool:
    """Whether a text is a place that an agency's initials fall together with: «إب» beside «أب», «قنا»."""
    return text.strip() in _LIKE_AGENCIES


_LIKE_AGENCIES = frozenset({"إب", "قنا"})


def no_agency(said: str, *, bracketed: bool) -> bool:
    """Whether what reads like initials is another word: the month «آب», the city «إب», «قنا» unbracketed."""
    return said in _OTHER_WORDS or (said in _LIKE_AGENCIES and not bracketed)


# a month and a city, whatever stands around them
_OTHER_WORDS = frozenset({"آب", "إب"})


# "هاتفيا"  "الجمعة"  "جنوب السعودية"  "ولاية كاليفورنيا"
_ASIDE = re.compile(
    "هاتفيا|مباشر"
    "|(?:صحفي|صحافي|كاتب|محرر|مراسل|باحث|اعلامي|خبير|محلل|اكاديمي)ه?(?: .{2,40})?"
    "|(?:ال)?(?:سبت|احد|اثنين|ثلاثاء|اربعاء|خميس|جمعه)|(?:ولايه|شمال|جنوب|شرق|غرب|وسط) .{2,30}"
)


def aside(text: str) -> bool:
    """Whether a part says how or where more nearly, and is none of the parts that count."""
    return _ASIDE.fullmatch(_key(text)) is not None and not place(text) and not country(text)


def paper(text: str) -> bool:
    """Whether a name of both a place and a paper is the paper's first."""
    return _key(text) == fold.key("المدينة")


def country(text: str) -> bool:
    return _key(text) in _table("countries.txt")


# "سكاي نيوز عربية"  "العربية.نت"  "فرانس 24"  "الشرق أونلاين"
# "Reuters Staff"  "BBC News"  "Staff Writer"  "Admin"
_HOUSE_WORDS = frozenset(
    {
        *("admin", "administrator", "agencies", "agency", "correspondent", "desk", "editor", "editorial"),
        *("editors", "media", "news", "newsroom", "press", "reporter", "staff", "team", "tv", "writer"),
    }
)
_OUTLET = re.compile(
    r".*(?:\.نت|\.كوم|\.com|\.net| نيوز| نت| اونلاين| برس| 24| tv| تي في| post| news| times)(?: عربي[هة])?",
    re.IGNORECASE,
)


def desk(text: str) -> bool:
    """Whether a text is the name of an outlet, a section or a desk."""
    folded = _key(text)
    words = folded.split()
    if folded in _table("desks.txt") or not _HOUSE_WORDS.isdisjoint(words):
        return True
    if not 1 < len(words) <= 6:
        return bool(words) and len(words) == 1 and _OUTLET.fullmatch(folded) is not None
    return words[0] in _HOUSES or "للاخبار" in words or (len(words) <= 4 and bool(_OUTLET.fullmatch(folded)))


# "صحيفة كذا"  "وحدة الأبحاث"
_HOUSES = frozenset(
    fold.key(each)
    for each in (
        *("صحيفة", "جريدة", "قناة", "موقع", "مجلة", "شبكة", "إذاعة", "تلفزيون", "راديو", "بوابة"),
        *(
            "وحدة",
            "قسم",
            "هيئة",
            "فريق",
            "غرفة",
            "مؤسسة",
            "مكتب",
            "مركز",
            "معهد",
            "المحرر",
            "محرر",
            "المحررة",
        ),
    )
)


_HONOURS = re.compile(
    r"(?:د|أ|م|ا)\s?\.\s?(?:د\s?\.\s?)?(?=\S)"
    r"|(?:الدكتورة?|المهندسة?|الأستاذة?|الشيخة?|الفنانة?|الشاعرة?|الكاتبة?|الزميلة?|اللواء|العميد|العقيد|المستشارة?)\s+"
)
_TWO_NAMES = 13


def person(text: str) -> bool:
    """Whether two to five words begin with a given name, or with an honour."""
    text = text.strip()
    honoured = _HONOURS.match(text)
    bare = text[honoured.end() :] if honoured else text
    words = fold.key(bare).split()
    if len(words) == 1:
        # "عبدالعزيزالحربي": the space was left out
        return words[0].startswith("عبدال") and len(words[0]) >= _TWO_NAMES
    if not 2 <= len(words) <= 6 or any(sign.isdigit() for sign in bare):
        return False
    if not _table("nonames.txt").isdisjoint(words[1:]):
        return False
    if honoured is not None:
        return True
    return words[0] in _table("given.txt") or (words[0].startswith("عبدال") and len(words[0]) > 6)


_PARTICLES = frozenset({"de", "del", "der", "di", "da", "van", "von", "bin", "ibn", "al", "el", "la", "le"})
_JOINED = ("لل", "بال", "وال", "فال", "كال")


def may_be_person(text: str) -> bool:
    """Whether two to four words that no table knows can be a name: letters alone, no verb, no particle."""
    words = fold.key(text).split()
    if any(word[:1].isascii() and word[:1].islower() and word not in _PARTICLES for word in text.split()):
        return False
    if not 2 <= len(words) <= 4 or not all(part.isalpha() for word in words for part in word.split("-")):
        return False
    return not any(verb(word) or word.startswith(_JOINED) for word in words) and not words[0].startswith("ال")


def verb(word: str) -> bool:
    """Whether a word opens a sentence of news or stands in menus, and so is no part of a name."""
    return fold.key(word) in _table("nonames.txt")
