"""What parts two versions: slips of the pen, or what readers must be told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from masdar import model
from masdar.trace import revision
from tests import fakes

WORDS = st.lists(st.sampled_from(["الجسر", "فوق", "الوادي", "620", "مترا", "أمس", "غدا"]), max_size=30)


def _of(text: str, title: str = fakes.TITLE) -> model.Article:
    return fakes.article(1, title=title, blocks=fakes.paragraphs(text))


@pytest.mark.parametrize(
    ("old", "new", "substance"),
    [
        pytest.param("افتتح الجسر أمس", "افتتح الجسر امس", False, id="a hamza"),
        pytest.param("مدرسه جديدة", "مدرسة جديدة", False, id="teh marbuta"),
        pytest.param(
            "وقال المهندس ان الاعمال", "وقال المهندس، إن الأعمال", False, id="a comma and seats of hamza"
        ),
        pytest.param("وقال المهنس المشرف", "وقال المهندس المشرف", False, id="a letter left out"),
        pytest.param("لا يزال مغلقا", "لايزال مغلقا", False, id="a space left out"),
        pytest.param("طوله 620 مترا", "طوله 820 مترا", True, id="a digit"),
        pytest.param("نسبة 3.5 في المئة", "نسبة 35 في المئة", True, id="a decimal point"),
        pytest.param("قتل في الحادث اثنان", "قتل في الحادث ثلاثة", True, id="another word"),
        pytest.param("افتتح الجسر", "لم يُفتتح الجسر", True, id="a denial"),
        pytest.param("حضره الوزير", "حضره الوزير والمحافظ", True, id="a word more"),
        pytest.param("قال عمر", "قال عمرو", True, id="a short name"),
        pytest.param(
            "المهنس المشرفف والعاملوون والسائوق", "المهندس المشرف والعاملون والسائق", True, id="many slips"
        ),
    ],
)
def test_spelling_is_told_from_substance(old: str, new: str, substance: bool) -> None:
    assert revision.of(_of(old), _of(new)).substance is substance
    assert revision.of(_of(new), _of(old)).substance is substance


def test_another_headline_is_substance_unless_it_is_spelt_anew() -> None:
    spelt = revision.of(_of("نص", "افتتاح الجسر امس"), _of("نص", "افتتاح الجسر أمس"))
    other = revision.of(_of("نص", "افتتاح الجسر أمس"), _of("نص", "تأجيل افتتاح الجسر"))

    assert (spelt.title, spelt.substance) == (True, False)
    assert (other.title, other.substance) == (True, True)


def test_words_are_counted_in_the_order_of_reading() -> None:
    found = revision.of(_of("أ ب ج د"), _of("أ س ج د ه"))

    assert [(each.turn.value, each.words) for each in found.stretches] == [
        ("kept", 1),
        ("removed", 1),
        ("added", 1),
        ("kept", 2),
        ("added", 1),
    ]
    assert (found.kept, found.removed, found.added) == (3, 1, 2)


@given(old=WORDS, new=WORDS)
def test_the_counts_are_those_of_both_texts(old: list[str], new: list[str]) -> None:
    found = revision.of(_of(" ".join(old)), _of(" ".join(new)))

    assert found.kept + found.removed == len(old)
    assert found.kept + found.added == len(new)
    assert found.kept + found.removed + found.added == sum(each.words for each in found.stretches)


@given(text=WORDS)
def test_a_text_has_nothing_otherwise_than_itself(text: list[str]) -> None:
    found = revision.of(_of(" ".join(text)), _of(" ".join(text)))

    assert (found.added, found.removed, found.title, found.substance) == (0, 0, False, False)
