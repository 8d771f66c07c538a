"""What an article is about, by its section or by its words."""

from typing import Any

import pytest

from masdar.entities import lexicon, topics
from masdar.model import Fingerprint
from masdar.stories import fingerprint
from tests import fakes

MATCH = (
    "سجل المهاجم هدفين في الشوط الثاني وقاد فريقه إلى الفوز في مباراة الدوري، وأهدر اللاعب ركلة جزاء قبل صافرة الحكم. "
    "وقال المدرب إن اللاعبين استحقوا الفوز وإن المنتخب ينتظر بطولة كأس العالم."
)
BUDGET = (
    "ارتفعت أسعار النفط وصعد مؤشر الأسهم في البورصة بعدما خفض البنك المركزي سعر الفائدة، وقال محللون إن أرباح الشركات "
    "والاستثمارات ستنمو وإن التضخم يتراجع وإن الصادرات تزيد بمليارات الدولارات."
)


def mark(text: str, **fields: Any) -> Fingerprint:
    article = fakes.article(title=text[:40], blocks=fakes.paragraphs(text), **fields)
    return fingerprint.of(article)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("رياضة", "15000000"),
        ("الريـاضة", "15000000"),
        ("Sport", "15000000"),
        ("كرة القدم", "15000000"),
        ("إقتصاد", "04000000"),
        ("اقتصاد وأعمال", "04000000"),
        ("science-and-tech", "13000000"),
        ("محليات", None),
        ("الرأي", None),
        ("", None),
        (None, None),
    ],
)
def test_a_section_tells_where_it_names_a_topic(said: str | None, expected: str | None) -> None:
    assert topics.of_section(said) == expected


@pytest.mark.parametrize(("text", "expected"), [(MATCH, "15000000"), (BUDGET, "04000000")])
def test_words_tell_what_a_text_is_about(text: str, expected: str) -> None:
    assert topics.of(mark(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("كلمة واحدة", id="hardly a word"),
        pytest.param("صباح الخير يا جارتي العزيزة، كيف حال القطة الصغيرة اليوم؟", id="nothing of any topic"),
    ],
)
def test_weak_evidence_is_none(text: str) -> None:
    assert topics.of(mark(text)) is None


def test_the_words_of_other_languages_are_not_judged() -> None:
    assert topics.of(mark(MATCH, language="en")) is None


def test_the_roots_are_those_of_the_vocabulary_and_have_labels_in_both_languages() -> None:
    roots = lexicon.roots()

    assert sorted(roots) == [f"{number:02}000000" for number in range(1, 18)]
    assert all(each.name and each.name_en.isascii() for each in roots.values())


def test_chances_are_chances() -> None:
    told = mark(MATCH)

    code, chance = topics.likeliest(told.terms)
    assert code in lexicon.roots()
    assert 0.2 < chance <= 1
    assert topics.likeliest([]) == (None, 0.0)
