"""The tokens by which texts are found: folded words cut to a light stem.

Arabic loses the article, the conjunctions and prepositions written onto the word, and the endings of
number, gender, relation and case, in the manner of Larkey's light10 but until nothing is left to cut;
English and French lose number, gender, the endings of verbs and of adverbs.

>>> words("\u0627\u0644\u0648\u0632\u064a\u0631") == words("\u0644\u0644\u0648\u0632\u064a\u0631")
True
"""

import codecs
import re
from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

import masdar.arabic.fold as fold

Word = TypeVar("Word", str, bytes)

# "بالقاهرة" "كالوزير" "فالوزير" "للوزير" "الوزير"; a waw before them goes first
ARTICLES = (
    "\u0628\u0627\u0644",  # bi-al
    "\u0643\u0627\u0644",  # ka-al
    "\u0641\u0627\u0644",  # fa-al
    "\u0644\u0644",  # li-l
    "\u0627\u0644",  # al
)
# whose it is: "حكومتها" "حكومته"; the ta marbuta that it opened is cut with it
OWNERS = ("\u0647\u0627", "\u0647")
_TA = "\u062a"
_OPENED = 5
# number, gender, relation and case, cut one after the other: "دولتان" "وزيران" "بيانات" "مهندسون" "معلمين"
# "سورية" "قالوا" "تركيا" "مدرسة" "تركي" "رئيسا"
ENDINGS = (
    "\u062a\u0627\u0646",
    "\u062a\u064a\u0646",
    "\u0627\u062a",
    "\u0627\u0646",
    "\u0648\u0646",
    "\u064a\u0646",
    "\u064a\u0647",
    "\u0648\u0627",
    "\u064a\u0627",
    "\u0647",
    "\u064a",
    "\u0627",
)
_OF_ONE, _OF_TWO, _OF_THREE = (frozenset(each for each in ENDINGS if len(each) == size) for size in (1, 2, 3))
# so many letters of a word stay, that of a root
_ROOT = 3
# English and French, the longest first, and what stands instead: "studies" "bureaux" "journaux" "boxes"
LATIN = {
    "ingly": "",
    "edly": "",
    "sses": "ss",
    "ches": "ch",
    "shes": "sh",
    "eaux": "eau",
    "ies": "i",
    "eed": "ee",
    "xes": "x",
    "aux": "al",
    "ing": "",
    "ied": "i",
    "ees": "",
    "ed": "",
    "ly": "",
    "es": "",
    "s": "",
}
_VERBAL = ("ingly", "edly", "eed", "ing", "ed")
_VOWEL = re.compile("[aeiouy]")
# words whose first waw is their own: "وزير" "وطن" "ولاية" "وفد" "وكالة" "واشنطن"
_OWN_WAW = re.compile(
    "\u0648(?:"
    "زير|زرا|زار|طن|لاي|لاده|فد|فود|فا[هت]|كال|كيل|ثيق|ثاءق|ثق|سط|سيط|ساءل|سيل|اشنطن|ارسو|ادي|احد|احه|ارد|الد|اقع|اجب|اجه|اضح|اسع"
    "|اتس|حده$|حدات|حيد|ضع|صول|صل|صف|جود|جه|جوه|جب|قوع|قف|قت|قع|قود|قاي|رش|رق|رث|ظاءف|ظيف|عد|عي|دي$|باء$|يكي|يلز|يليام|ول$|فق|رد$|لي$|زن|هم"
    ")"
)
_WAW = "\u0648"
# "غوغل" "جوجل", "تاتشر" "ثاتشر", "أنقره" "أنقرة", "تيلرسون" "تلرسون", "بوتين" "بوتن", "طرابلس" "ترابلس"
_ONE_SOUND = {
    "\u063a": "\u0643",  # ghain, jeem, qaf as kaf
    "\u062c": "\u0643",
    "\u0642": "\u0643",
    "\u0637": "\u062a",  # emphatics and interdentals
    "\u062b": "\u062a",
    "\u0636": "\u062f",
    "\u0638": "\u0632",
    "\u0630": "\u0632",
    "\u0635": "\u0633",
    "\u062d": "\u0647",
}
_VOWELS = "\u0627\u0648\u064a\u0621"
_SILENT = "\u0647\u062d"
_TWICE = re.compile(rb"(.)\1+", re.DOTALL)
# folded Arabic letters all have a byte in this code page, and a table of bytes is quicker than one of signs
_PAGE = "cp1256"
# the codec by its tables, since a call by name costs as much as all the rest
_LETTERS = bytes(range(256)).decode(_PAGE, "replace")
_BYTES = codecs.charmap_build(_LETTERS)
_FIRST = bytes.maketrans("".join(_ONE_SOUND).encode(_PAGE), "".join(_ONE_SOUND.values()).encode(_PAGE))
_UNHEARD = (_VOWELS + _SILENT).encode(_PAGE)
# most of the distinct words of a day's news
_REMEMBERED = 300_000
# signs of a word that is not remembered: nobody writes it twice
_LONG = 64
# letters of a word that is found by its sound: of shorter ones too many sound alike
NAME = 4
# short words are names and particles: nothing of them may be spared
_SHORTEST = 3


def words(text: str) -> list[str]:
    """The search tokens of a text in order: stems of its words, numbers as they are."""
    return stems(fold.words(text))


def stems(words: Iterable[str]) -> list[str]:
    """The stems of folded words, each word cut once and remembered."""
    return list(map(_STEMS.__getitem__, words))


def stem(word: str) -> str:
    """The stem of one folded word (see `fold.words`); a word too short to cut stays whole."""
    first = word[:1]
    if "\u0620" <= first <= "\u06ff":
        return _arabic(word)
    return _latin(word) if first.isascii() and word.isalpha() else word


def both(word: str) -> tuple[str, str]:
    """The stem of a folded word and its skeleton, what both need done once; see `stem` and `skeleton`."""
    if not "\u0620" <= word[:1] <= "\u06ff":
        return stem(word), word
    bare = _bare(word)
    return _ended(bare), _sounded(bare)


def skeleton(word: str) -> str:
    """What is left of a foreign name however it is spelt: consonants, those of one sound made one.

    For a field of lower weight beside the tokens: "غوغل" and "جوجل" meet, and so do some that should not.
    The word is folded; the article and what is written onto it go as in `stem`.
    """
    if not "\u0620" <= word[:1] <= "\u06ff":
        return word
    return _sounded(_bare(word))


def _sounded(bare: str) -> str:
    try:
        letters, _ = codecs.charmap_encode(bare, "strict", _BYTES)
    except UnicodeEncodeError:
        return bare
    made = letters[:1].translate(_FIRST) + letters[1:].translate(_FIRST, _UNHEARD)
    if _TWICE.search(made):
        made = _TWICE.sub(rb"\1", made)
    return codecs.charmap_decode(made, "strict", _LETTERS)[0] or bare


def sounds(words: Iterable[str]) -> list[str]:
    """The skeletons of folded words, each made once and remembered; `""` for words too short for one."""
    return list(map(_SKELETONS.__getitem__, words))


def skeletons(words: Iterable[str]) -> set[str]:
    """The distinct skeletons of those words that are long enough for one, each made once and remembered."""
    made = set(map(_SKELETONS.__getitem__, words))
    made.discard("")
    return made


def _heard(word: str) -> str:
    return skeleton(word) if len(word) >= NAME else ""


def _arabic(word: str) -> str:
    return _ended(_bare(word))


def _ended(word: str) -> str:
    """The word without what is written onto its end."""
    if word.endswith(OWNERS):
        for owner in OWNERS:
            if word.endswith(owner) and len(word) - len(owner) >= _ROOT:
                word = word.removesuffix(owner)
                if word.endswith(_TA) and len(word) >= _OPENED and word[-2] != "\u0627":
                    word = word[:-1]
                break
    # the longest ending first, and again until none is left
    while (left := len(word) - _ROOT) > 0:
        if left >= 3 and word[-3:] in _OF_THREE:
            word = word[:-3]
        elif left >= 2 and word[-2:] in _OF_TWO:
            word = word[:-2]
        elif word[-1] in _OF_ONE:
            word = word[:-1]
        else:
            break
    return word


def _bare(word: str) -> str:
    """The word without what is written onto its front."""
    if word[0] == _WAW:
        if _OWN_WAW.match(word):
            return word
        if len(word) > _SHORTEST:
            word = word[1:]
    if word.startswith(ARTICLES):
        for article in ARTICLES:
            # "بالغة" is no "غة" with an article
            if word.startswith(article) and len(word) - len(article) >= min(len(article), _ROOT):
                return word[len(article) :]
    return word


def _latin(word: str) -> str:
    """English and French: number, gender, the endings of verbs and -ly go, and what a last vowel is.

    "countries" "country"; "nationaux" "nationales" "national"; "bridged" "bridges" "bridge". One way for
    both, since nobody says in what language a question is.
    """
    if len(word) <= _SHORTEST or word.endswith(("ss", "us", "is")):
        return word
    for ending, instead in LATIN.items():
        if not word.endswith(ending):
            continue
        left = word[: -len(ending)]
        if ending in _VERBAL and (len(left) < _ROOT or not _VOWEL.search(left)):
            # "bring", "feed" and "speed" end so by themselves
            break
        if len(left) < _ROOT:
            continue
        # "planned" is of "plan", "called" of "call"
        twice = ending in _VERBAL and not instead and left[-1] == left[-2] and left[-1] not in "lsz"
        word = left[:-1] if twice else left + instead
        break
    # "publiee" "publie", "ministre" "ministr" as "ministres", "house" "hous" as "houses"
    while word.endswith("e") and len(word) > _ROOT:
        word = word[:-1]
    return word[:-1] + "i" if word.endswith("y") and len(word) > _ROOT else word


class Made(dict[Word, str], Generic[Word]):
    """What was made of words already. Safe to share between threads: the worst is making one twice.

    A full memory is put aside, and what is still asked for is taken over from there: words that every
    text has are never made anew.
    """

    def __init__(self, make: Callable[[Word], str]) -> None:
        super().__init__()
        self._make: Callable[[Word], str] = make
        self._aside: dict[Word, str] = {}

    def __missing__(self, word: Word) -> str:
        if len(self) >= _REMEMBERED:
            self._aside = dict(self)
            self.clear()
        if len(word) > _LONG:
            return self._make(word)
        made = self[word] = self._aside.get(word) or self._make(word)
        return made


_STEMS = Made(stem)
_SKELETONS = Made(_heard)
