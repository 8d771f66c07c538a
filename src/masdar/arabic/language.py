"""The language of a text, by its script, the letters only it uses, and its commonest words.

>>> of("The minister said that the talks were held in the capital")
'en'
"""

import functools
import re
from collections import Counter
from collections.abc import Iterable, Mapping

# judged on so many signs; a headline is enough, an article's opening is certain
_SAMPLE = 1500

_ARABIC = re.compile("[\u0620-\u064a\u066e-\u06d3\u06d5\u06fa-\u06ff\u0750-\u077f\ufb50-\ufdfb\ufe70-\ufefc]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_WORD = re.compile(r"[^\W\d_]+")

# without the middle dot and the mark of length, which Chinese borrows
_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa]")

# other scripts, each standing for the language that news in it is most likely written in
_SCRIPTS = (
    ("he", re.compile("[\u05d0-\u05ea]")),
    ("el", re.compile("[\u0370-\u03ff]")),
    ("hy", re.compile("[\u0531-\u0587]")),
    ("ka", re.compile("[\u10a0-\u10ff]")),
    ("am", re.compile("[\u1200-\u137f]")),
    ("hi", re.compile("[\u0900-\u097f]")),
    ("bn", re.compile("[\u0980-\u09ff]")),
    ("ta", re.compile("[\u0b80-\u0bff]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
    ("dv", re.compile("[\u0780-\u07bf]")),
    ("syr", re.compile("[\u0700-\u074f]")),
    ("ko", re.compile("[\uac00-\ud7a3]")),
    ("ja", _KANA),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("ru", re.compile("[\u0400-\u04ff]")),
)

# signs that one language writes and its neighbours do not; teh marbuta and alef with hamza are Arabic's,
# but not its yeh and kaf: much Persian is typed with them
_OWN_SIGNS = {
    "ar": "\u0629\u0649\u0623\u0625",
    "fa": "\u06cc\u06a9\u067e\u0686\u0698\u06af",
    # what Urdu shares with Persian counts for both, so that its words and other letters decide
    "ur": "\u0679\u0688\u0691\u06ba\u06be\u06c1\u06d2\u06cc\u06a9\u067e\u0686\u0698\u06af",
    "ckb": "\u06d5\u0695\u06b5\u06c6\u06ce",
    "ps": "\u067c\u0681\u0685\u0689\u0693\u0696\u069a\u06bc\u06d0\u06cd",
    "ug": "\u06d0\u06c8\u06c7\u06cb\u06ad",
    "sd": "\u067b\u067d\u067f\u0680\u0683\u0684\u0687\u068a\u068c\u068d\u068f\u0699\u06b3\u06b1\u06bb",
}

_COMMON_ARABIC = {
    "ar": "في من على إلى الى أن ان التي الذي عن مع هذا هذه بعد قال وقال كما بين خلال لا ما أو أمس اليوم رئيس",
    "fa": "در به از که این را با است برای آن شد خود شده کرد یک تا های می بر گفت نیز بود",
    "ur": "کے میں کی ہے کا سے کو اور نے پر کہ ہیں یہ بھی ہو گیا کر لیے تھا",
    "ckb": "لە بۆ بە کە ئەم لەگەڵ سەر دەکات لەسەر هەر ئەو بوو کرد",
    "ps": "په کې چې دې شوي سره",
}
_COMMON_LATIN = {
    "en": "a the of and to in that is was for on with said has from by it as are an at his after new will "
    "who",
    "fr": "le la les des et est une dans pour que qui sur par au aux pas avec du plus ce son cette sont en",
    "de": "der die und das den von zu mit ist im des auf für nicht ein eine dem sich auch es wird hat bei",
    "es": "el la los las de que y en una por con para del se su es al lo como más sus un ha",
    "it": "il di che la e un per in una non del sono della con le si da al nel più dei gli è ha",
    "pt": "o a de que e do da em um para com não uma os no se na por mais as dos como ao foi",
    "nl": "de het een van en in is dat op te zijn voor met die niet aan er om ook door bij naar",
    "tr": "ve bir bu için ile da de olarak olan daha çok en sonra kadar göre var ne gibi dedi",
    "id": "yang dan di dengan untuk dari pada ini itu dalam tidak akan adalah ke juga oleh telah",
    "sv": "och att det i som en på är av för med den till har inte om ett de vid",
    "da": "og i at det er en til af på for med de der har ikke den som et fra var blev efter",
    "nb": "og i at det er en til av på for med de som har ikke den et fra var ble etter",
    "fi": "ja on ei se että hän oli ovat mutta myös kun sekä mukaan ole jo",
    "cs": "a v na se je že s z do o i k po za ve pro by jsem ale jako jsou od podle",
    "is": "og að í á er sem var um til við með fyrir hann ekki en af það hafa",
    "pl": "w i na z nie do się jest że to o jak po za od dla przez ale",
    "ku": "û li ku ji bi de di ew jî bo xwe wan vê ev",
}
_SIGNS_LATIN = {
    "de": "äöüß",
    "fr": "éèêàçùœ",
    "es": "ñ¿¡áíóú",
    "pt": "ãõç",
    "tr": "ğışİ",
    "da": "æø",
    "nb": "æø",
    "fi": "äö",
    "cs": "řěůčšž",
    "is": "ðþæö",
    "pl": "ąęłńśźż",
    "sv": "åäö",
    "ku": "êîûşç",
}


def _turned(said: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    """The languages of each word or sign."""
    found: dict[str, tuple[str, ...]] = {}
    for language, marks in said.items():
        for mark in dict.fromkeys(marks):
            found[mark] = (*found.get(mark, ()), language)
    return found


def _by_word(common: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    return _turned({language: words.split() for language, words in common.items()})


_ARABIC_WORDS = _by_word(_COMMON_ARABIC)
_LATIN_WORDS = _by_word(_COMMON_LATIN)
_ARABIC_SIGNS = _turned(_OWN_SIGNS)
_LATIN_SIGNS = _turned(_SIGNS_LATIN)
_UKRAINIAN = frozenset("\u0456\u0457\u0491\u0454")

# points a word: a common word gives two, a letter of its own one; less is no evidence
_CERTAIN = 0.08
_UNKNOWN = "und"
# "الانتخابات": neighbours that borrow a name with Arabic's article seldom borrow two
_ARTICLE = re.compile(r"(?<![^\W\d_])\u0627\u0644[\u0621-\u064a]{3,}(?![^\W\d_])")


def of(text: str, *, hint: str | None = None) -> str:
    """The BCP 47 code of a text's language; `und` where it has no letters.

    The hint, such as a page's `lang`, decides only where the text cannot: it is wrong too often.
    An Arabic headline that quotes a Latin name is Arabic.
    """
    sample = text[:_SAMPLE]
    signs = Counter(sample)
    scripts: dict[str, int] = {}
    for sign, count in signs.items():
        script = _script(sign)
        scripts[script] = scripts.get(script, 0) + count
    named = hint.replace("_", "-").split("-")[0].lower() if hint else None
    latin, arabic = scripts.get("latin", 0), scripts.get("arabic", 0)
    if arabic and arabic * 2 >= latin:
        return _best(sample, signs, _ARABIC_WORDS, _ARABIC_SIGNS, named, "ar", _ARTICLE)
    other = max((code for code, _ in _SCRIPTS), key=lambda code: scripts.get(code, 0))
    count = scripts.get(other, 0)
    if count and count * 2 >= latin:
        # Japanese mixes kana into Chinese signs
        if other == "zh" and scripts.get("ja", 0) * 8 > count:
            return "ja"
        return "uk" if other == "ru" and not _UKRAINIAN.isdisjoint(signs) else other
    if not latin:
        return named or _UNKNOWN
    return _best(sample, signs, _LATIN_WORDS, _LATIN_SIGNS, named, "en")


@functools.cache
def _script(sign: str) -> str:
    for name, script in (("latin", _LATIN), ("arabic", _ARABIC), *_SCRIPTS):
        if script.match(sign):
            return name
    return ""


def _best(
    sample: str,
    signs: Counter[str],
    common: dict[str, tuple[str, ...]],
    own: dict[str, tuple[str, ...]],
    hint: str | None,
    default: str,
    mark: re.Pattern[str] | None = None,
) -> str:
    """The best of the languages by words and signs; what `mark` finds speaks as a word for the default."""
    said = sample.lower()
    words = _WORD.findall(said)
    scores = {default: 2 * len(mark.findall(said)) if mark else 0}
    for languages in filter(None, map(common.get, words)):
        for language in languages:
            scores[language] = scores.get(language, 0) + 2
    for sign in filter(own.__contains__, signs):
        for language in own[sign]:
            scores[language] = scores.get(language, 0) + signs[sign]
    best = max(scores, key=lambda language: (scores[language], language == hint, language == default))
    if scores[best] < len(words) * _CERTAIN:
        return hint or (best if scores[best] else default)
    return best
