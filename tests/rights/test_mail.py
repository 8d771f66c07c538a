"""Addresses of persons are hidden, those of an office may stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from masdar.rights import mail


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("layla.salem@alwadi.example", "", id="alone"),
        pytest.param("(layla.salem@alwadi.example)", "", id="alone in brackets"),
        pytest.param("كتبت ليلى layla@alwadi.example اليوم", "كتبت ليلى …@alwadi.example اليوم", id="within"),
        pytest.param("info@alwadi.example", "info@alwadi.example", id="an office"),
        pytest.param("للتواصل: news-desk@alwadi.example", "للتواصل: news-desk@alwadi.example", id="a desk"),
        pytest.param("[email\u00a0protected]", "", id="mail protection"),
        pytest.param("راسلنا [email protected]", "راسلنا", id="mail protection within"),
        pytest.param(
            "للتواصلlayla@alwadi.exampleاليوم", "للتواصل…@alwadi.exampleاليوم", id="words that touch it"
        ),
        pytest.param("ليلى@الوادي.شبكة", "", id="an Arabic address"),
        pytest.param("حسابه @layla في الشبكة", "حسابه @layla في الشبكة", id="no address"),
        pytest.param("[صورة] خبر", "[صورة] خبر", id="brackets"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_what_is_hidden(text: str, expected: str) -> None:
    assert mail.hidden(text) == expected


@given(some.text(alphabet="ab @.[]خ…:", max_size=40))
def test_hiding_twice_changes_nothing(text: str) -> None:
    once = mail.hidden(text)

    assert mail.hidden(once) == once
