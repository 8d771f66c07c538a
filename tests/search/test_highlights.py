import pytest
from hypothesis import given
from hypothesis import strategies as st

from masdar.arabic import fold, tokens
from masdar.search import query
from masdar.search.highlights import Highlights

_TEXTS = st.text(
    alphabet="اأإآٱةهىيیكکؤئءلمدرس ،.-«»a1\u0640\u064b\u0650\u0651\u0654\u200c\u200b\u200f\ufefb\ufdfa\n",
    max_size=120,
)


def _marked(said: str, text: str) -> list[str]:
    return [text[start:end] for start, end in Highlights(query.parse(said)).spans(text)]


@pytest.mark.parametrize(
    ("said", "text", "expected"),
    [
        pytest.param("اسره", "قالت أُسْرة الفقيد", ["أُسْرة"], id="marks and hamza"),
        pytest.param("كتاب", "هذا كتـــاب، نعم", ["كتـــاب"], id="tatweel"),
        pytest.param("الوزير", "وقال للوزيرين", ["للوزيرين"], id="prefix and dual"),
        pytest.param("لبنان", "في ﻟﺒﻨﺎﻥ", ["ﻟﺒﻨﺎﻥ"], id="presentation forms"),
        pytest.param("جوجل", "شركة «غوغل».", ["غوغل"], id="by sound"),
        pytest.param("جوجل", "جوجل أم غوغل", ["جوجل"], id="the spelling asked for before the sound"),
        pytest.param('"الجسر الجديد"', "الجسر القديم والجسر، الجسر الجديد", ["الجسر", "الجديد"], id="phrase"),
        pytest.param('"تيه يول"', "إقليم تيه-يول", ["تيه", "يول"], id="a phrase over a hyphen"),
        pytest.param("جسر -سوق", "جسر وسوق", ["جسر"], id="not what is unwanted"),
        pytest.param("source:alwadi", "alwadi", [], id="no fields"),
        pytest.param("غزة OR رفح", "من رفح إلى غزّة", ["رفح", "غزّة"], id="one of two"),
        pytest.param("", "نص", [], id="nothing"),
    ],
)
def test_words_are_marked_as_they_are_written(said: str, text: str, expected: list[str]) -> None:
    assert _marked(said, text) == expected


@given(_TEXTS)
def test_written_words_hold_the_folded_ones(text: str) -> None:
    pieces = [text[start:end] for start, end in fold.spans(text)]

    assert [word for piece in pieces for word in fold.words(piece)] == fold.words(text)


@given(_TEXTS)
def test_what_is_marked_has_the_words_of_the_text(text: str) -> None:
    said = " ".join(fold.words(text)[:3])
    wanted = {stem for word in fold.words(said) for stem in tokens.words(word)}

    marked = {stem for piece in _marked(said, text) for stem in tokens.words(piece)}

    assert wanted <= marked


@given(_TEXTS, st.integers(min_value=5, max_value=60))
def test_a_snippet_is_a_piece_of_the_text_that_ends_at_words(text: str, size: int) -> None:
    shown = Highlights(query.parse("مدرس لا")).snippet(text, size=size)
    start = text.find(shown.text)

    assert start >= 0
    assert all(0 <= a < b <= len(shown.text) for a, b in shown.spans)
    assert shown.before or text.startswith(shown.text)


def test_a_snippet_shows_the_place_with_most_of_the_question() -> None:
    text = (
        "جسر قديم. "
        + "كلام لا يعني أحدا هنا. " * 40
        + "افتتح الجسر الجديد فوق الوادي أمس. "
        + "ثم كلام. " * 40
    )

    shown = Highlights(query.parse("جسر الوادي الجديد")).snippet(text)

    assert "الجسر الجديد فوق الوادي" in shown.text
    assert shown.before
    assert shown.after
    assert [shown.text[a:b] for a, b in shown.spans] == ["الجسر", "الجديد", "الوادي"]
