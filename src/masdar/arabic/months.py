"""Names of the months, by region and by calendar.

The common months have five sets of Arabic names; the regions that share a newspaper print two at once
("آذار / مارس"). `BY_NAME` knows them all, folded by `plain`.
"""

from typing import Literal

MonthSet = Literal["gulf", "levant", "maghreb", "algeria", "morocco", "mauritania", "both"]


def _each(said: str) -> tuple[str, ...]:
    return tuple(said.split("|"))


_GULF = _each("يناير|فبراير|مارس|أبريل|مايو|يونيو|يوليو|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر")
_LEVANT = _each("كانون الثاني|شباط|آذار|نيسان|أيار|حزيران|تموز|آب|أيلول|تشرين الأول|تشرين الثاني|كانون الأول")
_ALGERIA = _each("جانفي|فيفري|مارس|أفريل|ماي|جوان|جويلية|أوت|سبتمبر|أكتوبر|نوفمبر|ديسمبر")
_MOROCCO = _each("يناير|فبراير|مارس|أبريل|ماي|يونيو|يوليوز|غشت|شتنبر|أكتوبر|نونبر|دجنبر")
_MAURITANIA = _each("يناير|فبراير|مارس|إبريل|مايو|يونيو|يوليو|أغشت|شتمبر|أكتوبر|نوفمبر|دجمبر")
_ENGLISH = _each("January|February|March|April|May|June|July|August|September|October|November|December")

_SETS: dict[str, tuple[str, ...]] = {
    "gulf": _GULF,
    "levant": _LEVANT,
    "maghreb": _ALGERIA,
    "algeria": _ALGERIA,
    "morocco": _MOROCCO,
    "mauritania": _MAURITANIA,
    "both": tuple(f"{levant}/{gulf}" for levant, gulf in zip(_LEVANT, _GULF, strict=True)),
}

# spellings met besides; each line is one month from January on
_MORE = (
    "ينائر|ياناير|كانون ثاني|كانون ثان|كانون 2|جانفى",
    "فبرائر|فبرائير|فيفرى|فيبراير",
    "آدار|ماريس",
    "ابريل|إبريل|افريل|أبرايل|ابرايل",
    "مائو|ايار|نوار",
    "يونيه|يونية|يونيوه|حيزران|جوين",
    "يوليه|يولية|جويليا|يوليوس",
    "اغسطس|اغسطوس|أغسطوس|آغسطس|اغشت|اوت|أب",
    "سيبتمبر|ايلول|سبتمبير|شتمبر",
    "اوكتوبر|أوكتوبر|تشرين أول|تشرين اول|تشرين 1|اكتوبير",
    "نوفمبير|تشرين ثاني|تشرين ثان|تشرين 2|نونمبر",
    "دسمبر|ديسامبر|ديسمبير|كانون أول|كانون اول|كانون 1",
)
_LATIN = (
    "january|jan|janvier|janv|januar|jänner|enero|gennaio|janeiro|ocak",
    "february|feb|febr|février|fevrier|févr|fevr|februar|febrero|febbraio|fevereiro|şubat",
    "march|mar|mars|märz|marzo|março|mart",
    "april|apr|avril|avr|abril|aprile|nisan",
    "may|mai|mayo|maggio|maio|mayıs",
    "june|jun|juin|juni|junio|giugno|junho|haziran",
    "july|jul|juillet|juil|juli|julio|luglio|julho|temmuz",
    "august|aug|août|aout|agosto|ağustos",
    "september|sept|sep|septembre|septiembre|settembre|setembro|eylül",
    "october|oct|octobre|oktober|okt|octubre|ottobre|outubro|ekim",
    "november|nov|novembre|noviembre|novembro|kasım",
    "december|dec|décembre|decembre|déc|dezember|dez|diciembre|dicembre|dezembro|aralık",
)
_HIJRI = (
    "محرم|المحرم|محرم الحرام",
    "صفر|صفر الخير",
    "ربيع الأول|ربيع أول|ربيع الاول|ربيع أ",
    "ربيع الآخر|ربيع الثاني|ربيع ثاني|ربيع ثان|ربيع آخر|ربيع الاخير",
    "جمادى الأولى|جمادى الأول|جماد أول|جمادى أول|جماد الأول|جمادا الأولى",
    "جمادى الآخرة|جمادى الثانية|جمادى الثاني|جمادى الآخر|جماد ثاني|جماد الثاني|جماد الآخر|جمادى ثاني",
    "رجب|رجب الفرد",
    "شعبان|شعبان المعظم",
    "رمضان|رمضان المبارك",
    "شوال|شوال المكرم",
    "ذو القعدة|ذي القعدة|ذوالقعدة|ذا القعدة|ذو القعده|ذيالقعدة",
    "ذو الحجة|ذي الحجة|ذوالحجة|ذا الحجة|ذو الحجه|ذيالحجة",
)

_HIJRI_LATIN = _each(
    "Muharram|Safar|Rabi al-Awwal|Rabi al-Akhir|Jumada al-Ula|Jumada al-Akhira|Rajab|Shaban|Ramadan|Shawwal"
    "|Dhu al-Qadah|Dhu al-Hijjah"
)

# sign by sign, so that places in the folded text are places in the text
_PLAIN = str.maketrans(
    "أإآٱةىیئکؤ٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹",
    "اااا\u0647\u064a\u064a\u064a\u0643\u0648" + "0123456789" * 2,
)


def plain(text: str) -> str:
    """Seats of hamza, endings and digits made one, in lower case; as long as the text itself."""
    lower = text.lower()
    # the capital dotted I of Turkish grows when it is lowered
    return (lower if len(lower) == len(text) else text).translate(_PLAIN)


def name(month: int, *, language: str = "ar", months: MonthSet = "gulf") -> str:
    """The name of a month, 1 to 12; languages other than Arabic have the English one."""
    return (_SETS[months] if language.startswith("ar") else _ENGLISH)[month - 1]


def hijri_name(month: int, *, language: str = "ar") -> str:
    """The name of a month of the Hijri calendar, 1 to 12; in Latin letters for other languages."""
    return (_each(_HIJRI[month - 1])[0]) if language.startswith("ar") else _HIJRI_LATIN[month - 1]


def _by_name() -> dict[str, int]:
    found: dict[str, int] = {}
    for names in (_GULF, _LEVANT, _ALGERIA, _MOROCCO, _MAURITANIA):
        found.update((plain(each), at) for at, each in enumerate(names, 1))
    for lines in (_MORE, _LATIN):
        for at, line in enumerate(lines, 1):
            for each in line.split("|"):
                found.setdefault(plain(each), at)
    return found


BY_NAME = _by_name()
HIJRI_BY_NAME = {plain(each): at for at, line in enumerate(_HIJRI, 1) for each in line.split("|")}
