"""Sentences and budgets."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from masdar.model import Block, BlockKind
from masdar.rights import excerpt
from tests import fakes

TEXT = some.text(alphabet="ابت ث.؟!«»…()12\n", max_size=120)
BLOCKS = some.lists(
    some.builds(
        Block, text=TEXT, kind=some.sampled_from([BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.QUOTE])
    )
    | some.builds(Block, items=some.lists(TEXT, max_size=4).map(tuple), kind=some.just(BlockKind.LIST)),
    max_size=6,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("جاء الخبر. وذهب الناس.", ["جاء الخبر.", " وذهب الناس."], id="full stops"),
        pytest.param("هل جاء؟ نعم! جاء… ثم ذهب", ["هل جاء؟", " نعم!", " جاء…", " ثم ذهب"], id="other ends"),
        pytest.param("قال: «جاء الخبر.» ثم سكت.", ["قال: «جاء الخبر.»", " ثم سكت."], id="closing quotes"),
        pytest.param("وقال د. سالم إنه جاء.", ["وقال د. سالم إنه جاء."], id="a title of one letter"),
        pytest.param("ارتفع 3.5 نقطة. وعاد.", ["ارتفع 3.5 نقطة.", " وعاد."], id="a number with a point"),
        pytest.param("1. الأول يأتي. ثم الثاني.", ["1. الأول يأتي.", " ثم الثاني."], id="a numbered item"),
        pytest.param("أحمر.. أخضر.. انتهى..", ["أحمر.. أخضر.. انتهى.."], id="pauses"),
        pytest.param("Rain fell. It stopped.", ["Rain fell.", " It stopped."], id="Latin"),
        pytest.param("بلا نهاية", ["بلا نهاية"], id="no end"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_a_text_falls_into_sentences(text: str, expected: list[str]) -> None:
    assert list(excerpt.sentences(text)) == expected


@given(TEXT)
def test_sentences_put_together_are_the_text(text: str) -> None:
    found = "".join(excerpt.sentences(text))

    assert found == text or (not text.strip() and not found)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param(6, "جاء الخبر اليوم. وذهب الناس.", id="as many sentences as fit"),
        pytest.param(5, "جاء الخبر اليوم. وذهب الناس.", id="exactly"),
        pytest.param(4, "جاء الخبر اليوم.", id="to the end of a sentence"),
        pytest.param(2, "جاء الخبر…", id="the first is too long"),
        pytest.param(0, "", id="nothing may be shown"),
    ],
)
def test_a_line_ends_with_a_sentence(words: int, expected: str) -> None:
    text = "جاء الخبر اليوم. وذهب الناس. ثم عادوا في المساء."

    assert excerpt.line(text, excerpt.Budget(words=words)) == expected


def test_characters_count_where_the_origin_limits_them() -> None:
    text = "جاء الخبر اليوم. وذهب الناس."

    assert excerpt.line(text, excerpt.Budget(words=60, signs=20)) == "جاء الخبر اليوم."
    assert excerpt.line(text, excerpt.Budget(words=60, signs=10)) == "جاء الخبر…"


def test_headings_spend_nothing() -> None:
    heading = Block(kind=BlockKind.HEADING, text="عنوان فرعي طويل جدا", level=2)
    body = (heading, *fakes.paragraphs("جاء الخبر."), heading, *fakes.paragraphs("وذهب الناس.", "ثم عادوا."))

    assert excerpt.blocks(body, excerpt.Budget(words=4)) == fakes.paragraphs("جاء الخبر.", "وذهب الناس.")


def test_a_later_paragraph_is_not_cut_within_a_sentence() -> None:
    body = fakes.paragraphs("جاء الخبر.", "ثم ذهب الناس إلى السوق الكبير.")

    assert excerpt.blocks(body, excerpt.Budget(words=5)) == fakes.paragraphs("جاء الخبر.")


def test_a_label_alone_is_no_excerpt() -> None:
    body = fakes.paragraphs("خاص", "ثم ذهب الناس إلى السوق الكبير.")

    assert excerpt.blocks(body, excerpt.Budget(words=5)) == fakes.paragraphs("خاص", "ثم ذهب الناس إلى…")


def test_a_list_is_shown_by_whole_items() -> None:
    items = Block(kind=BlockKind.LIST, items=("أول ثان", "ثالث رابع خامس"))

    assert excerpt.blocks((items,), excerpt.Budget(words=4)) == (
        Block(kind=BlockKind.LIST, items=("أول ثان",)),
    )


def test_figures_are_left_out() -> None:
    assert excerpt.blocks((fakes.figure(), *fakes.paragraphs("جاء.")), excerpt.Budget(words=9)) == (
        fakes.paragraphs("جاء.")
    )


@given(BLOCKS, some.integers(0, 30), some.none() | some.integers(0, 90))
def test_an_excerpt_stays_within_its_budget(body: list[Block], words: int, signs: int | None) -> None:
    shown = excerpt.blocks(body, excerpt.Budget(words=words, signs=signs))

    assert sum(len(block.plain.split()) for block in shown) <= words
    assert signs is None or sum(len(block.plain) for block in shown) <= signs
