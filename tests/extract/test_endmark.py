"""End marks: taken off the end, and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from masdar.extract import endmark

_BODY = "واتفق الجانبان على لقاء جديد."


@pytest.mark.parametrize(
    "mark",
    [
        "(انتهى)",
        "انتهى",
        "انتهى/ف.ج",
        "انتهى/ر ن / ط ج",
        "/انتهى/ ر م/ع",
        "/نهاية الخبر/",
        "***",
        "ا.ه",
        "ا هـ",
        "(خ خ/ط)",
        "(ن.ج)",
        "--(بترا) أ.ف",
        "--(بترا)",
        "وام/أخ/طن",
    ],
)
def test_a_mark_on_the_last_line_is_taken_off(mark: str) -> None:
    assert endmark.split(f"{_BODY}\n{mark}") == (_BODY, mark)
    assert endmark.alone(mark)


@pytest.mark.parametrize("mark", ["(انتهى)", "/انتهى/ ر م/ع", "انتهى/ف.ج", "***", "--(بترا)", "ا.هـ"])
def test_a_mark_behind_the_last_sentence_is_taken_off(mark: str) -> None:
    assert endmark.split(f"{_BODY} {mark}") == (_BODY, mark)


@pytest.mark.parametrize(
    "text",
    [
        "وقال إن العمل انتهى",
        "(انتهى) الجزء الأول من التقرير، ويليه الثاني.",
        "وصل (أحمد سالم)",
        f"{_BODY}\n(وفا)",
        "",
    ],
)
def test_what_is_no_mark_stays(text: str) -> None:
    assert endmark.split(text) == (text, None)


def test_the_bare_name_of_the_credited_agency_is_its_mark() -> None:
    assert endmark.split(f"{_BODY}\n(واج)", credited={"APS"}) == (_BODY, "(واج)")


@given(some.text(alphabet="انتهى()/*. \nسص", max_size=60))
def test_text_and_mark_are_the_whole_text(text: str) -> None:
    body, mark = endmark.split(text)

    assert text.strip().startswith(body.strip())
    assert text.rstrip().endswith(mark or "")
