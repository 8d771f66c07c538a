"""Time zones, as texts name them and as pages print them.

>>> offset("gst")
240
"""

import masdar.arabic.months as months

# minutes east of UTC; what stands for several (AST, IST, CST) is left out: unknown is better than wrong
_ABBREVIATIONS = {
    "gmt": 0,
    "utc": 0,
    "z": 0,
    "wet": 0,
    "cet": 60,
    "mez": 60,
    "bst": 60,
    "west": 60,
    "cest": 120,
    "mesz": 120,
    "eet": 120,
    "cat": 120,
    "eest": 180,
    "msk": 180,
    "trt": 180,
    "ksa": 180,
    "gst": 240,
    "uae": 240,
    "pkt": 300,
    "hkt": 480,
    "sgt": 480,
    "jst": 540,
    "kst": 540,
    "est": -300,
    "edt": -240,
    "cdt": -300,
    "mst": -420,
    "mdt": -360,
    "pst": -480,
    "pdt": -420,
}

# IANA name: the city for the page, then what else texts call that clock
_CITIES = {
    "UTC": "غرينتش|جرينتش|غرينيتش|جرينيتش|قرينتش|غرنتش|غرينتش العالمي|جرينتش العالمي"
    "|التوقيت العالمي|العالمي|العالمي الموحد|العالمي المنسق",
    "Asia/Riyadh": "الرياض|مكة المكرمة|مكة|السعودية|المملكة|المدينة المنورة|جدة|المملكة العربية السعودية",
    "Asia/Dubai": "أبوظبي|أبو ظبي|دبي|الإمارات|الشارقة",
    "Asia/Qatar": "الدوحة|قطر",
    "Asia/Kuwait": "الكويت",
    "Asia/Bahrain": "المنامة|البحرين",
    "Asia/Muscat": "مسقط|سلطنة عمان|ع\u064fمان",
    "Asia/Aden": "صنعاء|عدن|اليمن",
    "Asia/Baghdad": "بغداد|العراق|أربيل",
    "Asia/Damascus": "دمشق|سوريا|سورية",
    "Asia/Beirut": "بيروت|لبنان",
    "Asia/Amman": "عم\u0651ان|الأردن|عمان",
    "Asia/Hebron": "رام الله|فلسطين|القدس المحتلة",
    "Asia/Gaza": "غزة",
    "Asia/Jerusalem": "القدس|إسرائيل|تل أبيب",
    "Africa/Cairo": "القاهرة|مصر",
    "Africa/Khartoum": "الخرطوم|السودان",
    "Africa/Tripoli": "طرابلس|ليبيا",
    "Africa/Tunis": "تونس",
    "Africa/Algiers": "الجزائر",
    "Africa/Casablanca": "الرباط|المغرب|الدار البيضاء",
    "Africa/Nouakchott": "نواكشوط|موريتانيا",
    "Africa/Mogadishu": "مقديشو|الصومال",
    "Africa/Djibouti": "جيبوتي",
    "Indian/Comoro": "موروني",
    "Europe/Istanbul": "إسطنبول|تركيا|أنقرة|اسطنبول",
    "Asia/Tehran": "طهران|إيران",
    "Asia/Seoul": "سيئول|سيول|كوريا|كوريا الجنوبية",
    "Asia/Tokyo": "طوكيو|اليابان",
    "Asia/Shanghai": "شنغهاي|بكين|الصين",
    "Asia/Kolkata": "نيودلهي|الهند",
    "Asia/Karachi": "كراتشي|باكستان|إسلام أباد",
    "Asia/Kabul": "كابول|أفغانستان",
    "Europe/London": "لندن|بريطانيا",
    "Europe/Paris": "باريس|فرنسا",
    "Europe/Berlin": "برلين|ألمانيا",
    "Europe/Madrid": "مدريد|إسبانيا",
    "Europe/Rome": "روما|إيطاليا",
    "Europe/Moscow": "موسكو|روسيا",
    "Europe/Kyiv": "كييف|أوكرانيا",
    "Europe/Vienna": "فيينا|النمسا",
    "Europe/Brussels": "بروكسل|بلجيكا",
    "Europe/Zurich": "زيورخ|سويسرا|جنيف",
    "America/New_York": "نيويورك|واشنطن|شرق الولايات المتحدة",
    "America/Los_Angeles": "لوس أنجلوس",
}
_BY_NAME = {
    months.plain(name).replace("\u0651", "").replace("\u064f", ""): zone
    for zone, names in _CITIES.items()
    for name in names.split("|")
}
# both Amman and Oman without marks: the city is printed far oftener in a time line
_BY_NAME["عمان"] = "Asia/Amman"

NAMES = tuple(sorted(_BY_NAME, key=len, reverse=True))
ABBREVIATIONS = tuple(sorted(_ABBREVIATIONS, key=len, reverse=True))


def named(name: str) -> str | None:
    """The IANA zone that "بتوقيت ..." means; the name without marks, folded by `months.plain`."""
    return _BY_NAME.get(name)


def offset(abbreviation: str) -> int | None:
    """Minutes east of UTC of an abbreviation that has one meaning."""
    return _ABBREVIATIONS.get(abbreviation.lower())


def city(zone: str, *, language: str = "ar") -> str:
    """The city of a zone for the eye: Arabic where we have it, else as the zone's name spells it."""
    if language.startswith("ar") and zone in _CITIES:
        return _CITIES[zone].partition("|")[0]
    return "UTC" if zone == "UTC" else zone.rpartition("/")[2].replace("_", " ")
