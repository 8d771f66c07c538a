"""Direction of texts and of what stands in them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from masdar.press import bidi

LETTERS = st.text(st.sampled_from("ابتم سل،؟:()«» abcNATO-16.+/@&<>\"'0123456789"), max_size=60)


@given(text=LETTERS | st.text(max_size=40), dir=st.sampled_from(["rtl", "ltr"]))
def test_isolation_adds_elements_and_changes_no_text(text: str, dir: str) -> None:
    marked = bidi.isolated(text, dir)

    assert re.sub(r"</?bdi[^>]*>", "", marked) == str(escape(text))
    assert marked.count("<bdi") == marked.count("</bdi>")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("قال NATO: لا", "قال <bdi>NATO</bdi>: لا", id="a name"),
        pytest.param("صحيفة Le Monde الفرنسية", "صحيفة <bdi>Le Monde</bdi> الفرنسية", id="of two words"),
        pytest.param("طائرة F-16، قديمة", 'طائرة <bdi class="whole">F-16</bdi>، قديمة', id="with a number"),
        pytest.param(
            "انظر https://a.example/x?y=1. تم",
            'انظر <bdi dir="ltr">https://a.example/x?y=1</bdi>. تم',
            id="an address, without the full stop",
        ),
        pytest.param("اكتب إلى a@b.example", 'اكتب إلى <bdi dir="ltr">a@b.example</bdi>', id="mail"),
        pytest.param("هاتف +966 11 555 0100", 'هاتف <bdi dir="ltr">+966 11 555 0100</bdi>', id="phone"),
        pytest.param("فاز 3-1 في 2026", "فاز 3-1 في 2026", id="numbers stay as written"),
    ],
)
def test_foreign_runs_are_isolated(text: str, expected: str) -> None:
    assert bidi.isolated(text, "rtl") == expected


def test_an_arabic_name_is_isolated_in_an_english_text() -> None:
    assert bidi.isolated("He told وكالة الوادي: no", "ltr") == "He told <bdi>وكالة الوادي</bdi>: no"


@pytest.mark.parametrize(
    ("text", "default", "expected"),
    [
        ("NATO: اجتماع في المدينة", "ar", 'lang="ar" dir="rtl"'),
        ("«NATO» تنفي", "en", 'lang="ar" dir="rtl"'),
        ("alwadi.example", "ar", 'lang="en" dir="ltr"'),
        ("2026", "ar", 'lang="ar" dir="rtl"'),
        ("2026", "en", 'lang="en" dir="ltr"'),
    ],
)
def test_a_text_has_the_direction_of_its_own_language(text: str, default: str, expected: str) -> None:
    assert bidi.tongue(text, default) == expected
