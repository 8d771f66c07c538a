from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from masdar.search import query
from masdar.search.query import Field, Kind, Part, Query, Sign

_SIGNS = '"-+():|& جسرORANDNOTأو*~^[]{}\\after:2024/source:a«»'


def word(text: str, **more: object) -> Part:
    return Part(kind=Kind.WORD, text=text, **more)  # type: ignore[arg-type] # a shorthand of the tests


def phrase(text: str, **more: object) -> Part:
    return Part(kind=Kind.PHRASE, text=text, **more)  # type: ignore[arg-type] # a shorthand of the tests


def where(field: Field, text: str, **more: object) -> Part:
    return Part(kind=Kind.WHERE, field=field, text=text, **more)  # type: ignore[arg-type] # a shorthand


def any_of(*parts: Part) -> Part:
    return Part(kind=Kind.ANY, parts=parts)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        pytest.param("", [], id="nothing"),
        pytest.param("   ", [], id="spaces"),
        pytest.param("جسر", [word("جسر")], id="a word"),
        pytest.param("جسر الوادي", [word("جسر"), word("الوادي")], id="two words"),
        pytest.param('"الجسر الجديد"', [phrase("الجسر الجديد")], id="a phrase"),
        pytest.param("«الجسر الجديد»", [phrase("الجسر الجديد")], id="in Arabic quotation marks"),
        pytest.param('"الجسر الجديد', [phrase("الجسر الجديد")], id="a phrase that nobody closed"),
        pytest.param("جسر -رياضة", [word("جسر"), word("رياضة", sign=Sign.WITHOUT)], id="without a word"),
        pytest.param("جسر NOT رياضة", [word("جسر"), word("رياضة", sign=Sign.WITHOUT)], id="NOT a word"),
        pytest.param('-"كأس العالم"', [phrase("كأس العالم", sign=Sign.WITHOUT)], id="without a phrase"),
        pytest.param("+جسر", [word("جسر", sign=Sign.MUST)], id="with a word"),
        pytest.param(
            "جسر AND واد",
            [word("جسر", sign=Sign.MUST), word("واد", sign=Sign.MUST)],
            id="both words",
        ),
        pytest.param("جسر OR نفق", [any_of(word("جسر"), word("نفق"))], id="one of two words"),
        pytest.param("قطر أو عمان", [any_of(word("قطر"), word("عمان"))], id="one of two, in Arabic"),
        pytest.param(
            "افتتاح جسر | نفق | طريق",
            [word("افتتاح"), any_of(word("جسر"), word("نفق"), word("طريق"))],
            id="OR binds its neighbours",
        ),
        pytest.param(
            "(جسر OR نفق) -(سوق مركزي)",
            [
                any_of(word("جسر"), word("نفق")),
                Part(kind=Kind.ALL, parts=(word("سوق"), word("مركزي")), sign=Sign.WITHOUT),
            ],
            id="brackets",
        ),
        pytest.param("((جسر))", [word("جسر")], id="brackets for nothing"),
        pytest.param("(جسر", [word("جسر")], id="a bracket that nobody closed"),
        pytest.param("جسر)", [word("جسر")], id="a bracket that nobody opened"),
        pytest.param("OR جسر AND", [word("OR"), word("جسر", sign=Sign.MUST)], id="nothing to join"),
        pytest.param("تيه-يول", [word("تيه-يول")], id="a hyphen inside a word"),
        pytest.param("source:alwadi", [where(Field.SOURCE, "alwadi")], id="a source"),
        pytest.param('مصدر:"وكالة الوادي"', [where(Field.SOURCE, "وكاله الوادي")], id="a source by name"),
        pytest.param("المصدر:الوادي", [where(Field.SOURCE, "الوادي")], id="a field with the article"),
        pytest.param("-source:alwadi", [where(Field.SOURCE, "alwadi", sign=Sign.WITHOUT)], id="not a source"),
        pytest.param("site:www.Alwadi.example", [where(Field.SITE, "alwadi.example")], id="a site"),
        pytest.param(
            "موقع:https://alwadi.example/news", [where(Field.SITE, "alwadi.example")], id="by its address"
        ),
        pytest.param("بقلم:سالم", [where(Field.BY, "سالم")], id="a writer"),
        pytest.param("وكالة:رويترز", [where(Field.AGENCY, "رويترز")], id="an agency"),
        pytest.param("مكان:غزة", [where(Field.PLACE, "غزه")], id="a place"),
        pytest.param("شخص:تيلرسون", [where(Field.PERSON, "تيلرسون")], id="a person"),
        pytest.param("قصة:ab12", [where(Field.STORY, "ab12")], id="a story"),
        pytest.param("لغة:العربية", [where(Field.LANGUAGE, "ar")], id="a language"),
        pytest.param("is:original", [where(Field.IS, "original")], id="no copy"),
        pytest.param("هو:أصلي", [where(Field.IS, "original")], id="no copy, in Arabic"),
        pytest.param("is:blue", [word("blue")], id="what nothing can be is a word"),
        pytest.param("عنوان:جسر", [word("جسر", field=Field.TITLE)], id="in the title"),
        pytest.param("after:أمس", [word("أمس")], id="a day that is none is a word"),
        pytest.param("after:2024-13-45", [word("2024-13-45")], id="no such day"),
        pytest.param("الخلاصة:جسر", [word("الخلاصة:جسر")], id="an unknown field is text"),
        pytest.param("؟ - «» ()", [], id="signs alone"),
    ],
)
def test_what_is_typed_is_understood(said: str, expected: list[Part]) -> None:
    assert query.parse(said) == Query(parts=tuple(expected))


@pytest.mark.parametrize(
    ("said", "field", "year", "month", "day"),
    [
        pytest.param("after:2024-05-01", Field.AFTER, 2024, 5, 1, id="after a day"),
        pytest.param("بعد:٢٠٢٤-٠٥", Field.AFTER, 2024, 5, 1, id="after a month in Eastern digits"),
        pytest.param("منذ:2024", Field.AFTER, 2024, 1, 1, id="since a year"),
        pytest.param("قبل:1/6/2024", Field.BEFORE, 2024, 6, 1, id="before a day, the day first"),
        pytest.param("حتى:2024", Field.BEFORE, 2024, 1, 1, id="before a year"),
    ],
)
def test_days_are_understood(said: str, field: Field, year: int, month: int, day: int) -> None:
    (part,) = query.parse(said).parts

    assert (part.field, part.at) == (field, datetime(year, month, day, tzinfo=UTC))


@given(st.one_of(st.text(max_size=2_000), st.text(alphabet=_SIGNS, max_size=700)))
def test_nothing_that_is_typed_is_an_error_and_little_is_read(said: str) -> None:
    asked = query.parse(said)

    assert sum(1 for _ in _leaves(asked.parts)) <= query.PARTS
    assert _depth(asked.parts) <= query.DEEPEST + 2


@given(st.text(alphabet=_SIGNS, max_size=80))
def test_what_was_understood_is_understood_again(said: str) -> None:
    once = query.parse(query.told(query.parse(said)))

    assert query.told(once) == query.told(query.parse(said))


@pytest.mark.parametrize("said", ["جسر " * 100_000, "(" * 100_000 + "جسر", "a OR " * 50_000])
def test_a_storm_is_cut_and_says_so(said: str) -> None:
    asked = query.parse(said)

    assert asked.cut
    assert len(list(_leaves(asked.parts))) <= query.PARTS


def test_a_question_of_unwanted_words_alone_asks_for_nothing() -> None:
    assert query.parse("-رياضة").empty
    assert not query.parse("-رياضة جسر").empty


def _leaves(parts: tuple[Part, ...]) -> list[Part]:
    return [leaf for part in parts for leaf in (_leaves(part.parts) if part.parts else [part])]


def _depth(parts: tuple[Part, ...]) -> int:
    return 1 + max((_depth(part.parts) for part in parts), default=0)
