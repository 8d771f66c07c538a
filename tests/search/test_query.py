from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from masdar.search import query
from masdar.search.query import Clause, Query


def day(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, tzinfo=UTC)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        pytest.param("", Query(), id="nothing"),
        pytest.param("   ", Query(), id="spaces"),
        pytest.param("جسر", Query(clauses=(Clause(text="جسر"),)), id="a word"),
        pytest.param(
            "جسر الوادي", Query(clauses=(Clause(text="جسر"), Clause(text="الوادي"))), id="two words"
        ),
        pytest.param(
            '"الجسر الجديد"', Query(clauses=(Clause(text="الجسر الجديد", phrase=True),)), id="a phrase"
        ),
        pytest.param(
            "«الجسر الجديد»",
            Query(clauses=(Clause(text="الجسر الجديد", phrase=True),)),
            id="a phrase in Arabic quotation marks",
        ),
        pytest.param(
            '"الجسر الجديد',
            Query(clauses=(Clause(text="الجسر الجديد", phrase=True),)),
            id="a phrase that nobody closed",
        ),
        pytest.param(
            "جسر -رياضة",
            Query(clauses=(Clause(text="جسر"), Clause(text="رياضة", without=True))),
            id="without a word",
        ),
        pytest.param(
            '-"كأس العالم"',
            Query(clauses=(Clause(text="كأس العالم", phrase=True, without=True),)),
            id="without a phrase",
        ),
        pytest.param("تيه-يول", Query(clauses=(Clause(text="تيه-يول"),)), id="a hyphen inside a word"),
        pytest.param("source:alwadi", Query(sources=("alwadi",)), id="a source"),
        pytest.param(
            'مصدر:"وكالة الوادي"',
            Query(sources=("وكاله الوادي",)),
            id="a source by its name, folded",
        ),
        pytest.param("site:www.Alwadi.example", Query(sites=("alwadi.example",)), id="a site"),
        pytest.param(
            "موقع:https://alwadi.example/news", Query(sites=("alwadi.example",)), id="a site by its address"
        ),
        pytest.param("عنوان:جسر", Query(clauses=(Clause(text="جسر", title=True),)), id="in the title"),
        pytest.param("after:2024-05-01", Query(after=day(2024, 5, 1)), id="after a day"),
        pytest.param("بعد:٢٠٢٤-٠٥", Query(after=day(2024, 5, 1)), id="after a month in Eastern digits"),
        pytest.param("قبل:1/6/2024", Query(before=day(2024, 6, 1)), id="before a day, the day first"),
        pytest.param("before:2024", Query(before=day(2024, 1, 1)), id="before a year"),
        pytest.param("after:أمس", Query(clauses=(Clause(text="أمس"),)), id="a day that is none is a word"),
        pytest.param("after:2024-13-45", Query(clauses=(Clause(text="2024-13-45"),)), id="no such day"),
        pytest.param(
            "الخلاصة:جسر", Query(clauses=(Clause(text="الخلاصة:جسر"),)), id="an unknown field is text"
        ),
    ],
)
def test_what_is_typed_is_understood(said: str, expected: Query) -> None:
    assert query.parse(said) == expected


@given(st.text(max_size=2_000))
def test_nothing_that_is_typed_is_an_error(said: str) -> None:
    asked = query.parse(said)

    assert len(asked.clauses) + len(asked.sources) + len(asked.sites) <= query.CLAUSES


@given(st.text(alphabet='"-:() جسر*~^[]{}\\after:2024/', max_size=600))
def test_signs_of_other_query_languages_are_text(said: str) -> None:
    asked = query.parse(said)

    assert sum(len(clause.text) for clause in asked.clauses) <= 2 * query.LONGEST


def test_a_long_question_is_cut() -> None:
    asked = query.parse("جسر " * 100_000)

    assert len(asked.clauses) == query.CLAUSES
