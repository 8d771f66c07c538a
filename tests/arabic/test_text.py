"""Folding, cleaning, tokens, digits, plurals, direction and language."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import masdar.arabic.clean as clean
import masdar.arabic.digits as digits
import masdar.arabic.direction as direction
import masdar.arabic.fold as fold
import masdar.arabic.language as language
import masdar.arabic.plural as plural
import masdar.arabic.tokens as tokens

# letters, marks, forms, controls and joiners that news really mixes, and anything else besides
_SIGNS = (
    "اأإآٱبةهىيیكکگڤؤئءلا ،؛؟«»().-–:/0123٠١٢۳aZéßİ\n\r\t"
    "\u0640\u064b\u0650\u0670\u0654\u0655\u0653\u200b\u200c\u200d\u200e\u202e\u2066\u00ad\ufeff"
    "\u00a0\ufefb\ufe70\ufe71\ufdfa\ufb50"
)
_TEXTS = st.one_of(st.text(), st.text(st.sampled_from(_SIGNS)))


@given(_TEXTS)
def test_folding_twice_is_folding_once(text: str) -> None:
    once = fold.key(text)

    assert fold.key(once) == once


@given(_TEXTS)
def test_folded_words_fold_to_themselves(text: str) -> None:
    found = fold.words(text)

    assert fold.words(" ".join(found)) == found


@given(_TEXTS)
def test_the_quick_way_of_folding_is_the_thorough_way(text: str) -> None:
    # a sign outside the ordinary ones sends the whole text the thorough way
    assert fold.words(text) == fold.words(f"{text} \u4e00")[:-1]


@pytest.mark.parametrize(
    ("a", "b"), [("جوجل", "غوغل"), ("أنقره", "أنقرة"), ("الانغولي", "الأنجولي"), ("كازاخستان", "قازاخستان")]
)
def test_spellings_of_a_foreign_name_have_one_skeleton(a: str, b: str) -> None:
    assert [tokens.skeleton(each) for each in fold.words(a)] == [
        tokens.skeleton(each) for each in fold.words(b)
    ]


@given(_TEXTS)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    once = clean.prose(text)

    assert clean.prose(once) == once


@given(_TEXTS)
def test_a_label_is_one_clean_line(text: str) -> None:
    once = clean.label(text)

    assert clean.label(once) == once
    assert "\n" not in once


@given(_TEXTS)
def test_cleaning_does_not_change_the_words(text: str) -> None:
    assert "".join(fold.words(clean.prose(text))) == "".join(fold.words(clean.prose(clean.prose(text))))


@given(_TEXTS)
def test_no_bidi_control_survives_cleaning(text: str) -> None:
    assert not set(clean.prose(text)) & set(
        "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    )


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        pytest.param("كت\u0640\u0640\u0640اب", "كتاب", id="tatweel"),
        pytest.param("\u064d\u064eالرئيسية", "الرئيسية", id="marks on nothing"),
        pytest.param("مدرسة\u064c", "مدرسة\u064c", id="a mark on a letter stays"),
        pytest.param("\ufedf\ufe92\ufee8\ufe8e\ufee5", "لبنان", id="presentation forms"),
        pytest.param("می\u200cشود", "می\u200cشود", id="a non-joiner within a word stays"),
        pytest.param("خبر\u200c عاجل", "خبر عاجل", id="a non-joiner before a space goes"),
        pytest.param("\u202eخبر\u202c \u2066عاجل\u2069", "خبر عاجل", id="bidi controls"),
        pytest.param("الأم\u00adم", "الأمم", id="soft hyphen"),
        pytest.param("أ\u00a0 \tب \r\n ج", "أ ب\nج", id="white space"),
        pytest.param("قال: «نعم»، ثم؟", "قال: «نعم»، ثم؟", id="Arabic punctuation stays"),
        pytest.param("1445 ه\u0640\u0640", "1445 ه\u0640", id="the era keeps its tatweel"),
        pytest.param("خبر \u0640 واس", "خبر \u2013 واس", id="a tatweel for a dash"),
        pytest.param("ا\u200b\u0654حمد", "أحمد", id="what an invisible sign parted is composed"),
    ],
)
def test_prose_keeps_what_the_author_meant(written: str, expected: str) -> None:
    assert clean.prose(written) == expected


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("احمد", "أحمد"),
        ("مسئول", "مسؤول"),
        ("القاهره", "القاهرة"),
        ("مستشفي", "مستشفى"),
        ("کیف", "كيف"),
        ("٢٠٢٤", "2024"),
        ("ٱستقبل", "استقبل"),
        ("NATO", "nato"),
        ("économie", "ECONOMIE"),
        ("م\u064eدر\u064eسة", "مدرسه"),
        ("لبنان", "\ufedf\ufe92\ufee8\ufe8e\ufee5"),
        ("ئ", "\ufe89"),
        ("\u0648\u0654", "ؤ"),
    ],
)
def test_spellings_of_one_word_have_one_key(a: str, b: str) -> None:
    assert fold.key(a) == fold.key(b)


@pytest.mark.parametrize(
    ("query", "written"),
    [
        ("القمة", "والقمة"),
        ("الوزير", "للوزير"),
        ("القاهرة", "بالقاهرة"),
        ("وزير", "الوزير"),
        ("الوزير", "الوزيران"),
        ("المستشفيات", "المستشفى"),
        ("دولة", "دولتان"),
        ("سيارة", "سيارتين"),
        ("حكومة", "حكومتها"),
        ("مهندس", "المهندسون"),
        ("لبنان", "لبنانية"),
        ("فلسطين", "الفلسطينيين"),
        ("تركيا", "التركي"),
        ("سوريا", "سورية"),
        ("أمريكا", "الأمريكية"),
        ("رئيس", "رئيسا"),
        ("قال", "قالوا"),
        ("minister", "ministers"),
        ("country", "Countries"),
        ("journal", "journaux"),
    ],
)
def test_forms_of_one_word_meet(query: str, written: str) -> None:
    assert set(tokens.words(query)) & set(tokens.words(written))


@pytest.mark.parametrize("word", ["وزير", "وطن", "وفد", "وكالات", "واشنطن"])
def test_a_waw_of_the_words_own_stays(word: str) -> None:
    assert tokens.words(word)[0].startswith("و")


@given(st.integers(min_value=0, max_value=10**9))
def test_digits_there_and_back(number: int) -> None:
    assert (
        digits.latin(digits.eastern(str(number))) == digits.latin(digits.persian(str(number))) == str(number)
    )


@pytest.mark.parametrize(
    "said",
    [
        "country countries",
        "national nationale nationaux nationales",
        "plan plans planned planning",
        "house houses housed housing",
        "call calls called calling",
        "ministre ministres",
        "journal journaux",
        "bureau bureaux",
        "publie publiee publies publiees",
        "box boxes",
        "study studies studied studying",
        "agree agrees agreed",
        "quick quickly",
    ],
)
def test_forms_of_one_latin_word_have_one_stem(said: str) -> None:
    assert len(set(tokens.words(said))) == 1


@pytest.mark.parametrize("word", ["bring", "speed", "king", "this", "crisis", "press", "feed"])
def test_what_ends_like_a_form_is_none(word: str) -> None:
    assert tokens.words(word) == [word]


@pytest.mark.parametrize(
    ("n", "expected"),
    [
        (0, "zero"),
        (1, "one"),
        (2, "two"),
        (3, "few"),
        (10, "few"),
        (11, "many"),
        (99, "many"),
        (100, "other"),
        (102, "other"),
        (103, "few"),
        (111, "many"),
        (200, "other"),
    ],
)
def test_plural_category(n: int, expected: str) -> None:
    assert plural.category(n) == expected


@pytest.mark.parametrize(
    ("given_language", "expected"),
    [
        ("ar", "rtl"),
        ("ar-EG", "rtl"),
        ("en_GB", "ltr"),
        ("ckb", "rtl"),
        ("ku", "ltr"),
        ("ku-Arab", "rtl"),
        ("uz-Latn", "ltr"),
    ],
)
def test_direction_of_a_language(given_language: str, expected: str) -> None:
    assert direction.of(given_language) == expected


def test_an_arabic_headline_with_a_latin_name_runs_right_to_left() -> None:
    assert direction.of_text("NATO: قمة طارئة في بروكسل") == "rtl"
    assert direction.of_text("Summit: القمة in the capital of the country") == "ltr"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("رئيس الوزراء يفتتح المؤتمر في العاصمة", "ar"),
        ("NATO Summit: قمة طارئة", "ar"),
        ("دي ماريا وروماريو و«ستي» في مباراة واحدة", "ar"),
        ("رئيس جمهور گفت که اين کشور پيشرفت کرد", "fa"),
        ("رئیس جمهور گفت که این کشور در حال پیشرفت است", "fa"),
        ("وزیر اعظم نے کہا ہے کہ ملک میں ترقی ہو رہی ہے", "ur"),
        ("سەرۆکی هەرێم لەگەڵ شاندێک کۆبووەوە", "ckb"),
        ("ראש הממשלה אמר היום", "he"),
        ("The minister said on Monday that talks were held", "en"),
        ("Le ministre a déclaré que les discussions sont en cours", "fr"),
        ("Der Minister sagte, dass die Gespräche nicht beendet sind", "de"),
        ("El ministro dijo que las conversaciones se celebran en la capital", "es"),
        ("Министр заявил о переговорах", "ru"),
        ("12345 — !", "und"),
    ],
)
def test_language_is_judged_from_the_text(text: str, expected: str) -> None:
    assert language.of(text) == expected


def test_a_wrong_hint_does_not_win_over_the_text() -> None:
    assert language.of("رئيس الوزراء يفتتح المؤتمر", hint="en-US") == "ar"
