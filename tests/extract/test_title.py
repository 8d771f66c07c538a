"""Titles without the outlet's name."""

import pytest

from masdar.extract import title
from tests.extract.pages import gather, read_head

NAMES = ("صحيفة المدار", "almadar.example")


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param("عنوان طويل للخبر - صحيفة المدار", "عنوان طويل للخبر", id="dash"),
        pytest.param("عنوان طويل للخبر | صحيفة المدار", "عنوان طويل للخبر", id="bar"),
        pytest.param(
            "صحيفة المدار : عنوان طويل للخبر", "صحيفة المدار : عنوان طويل للخبر", id="a colon is the title's"
        ),
        pytest.param("صحيفة المدار | عنوان طويل للخبر", "عنوان طويل للخبر", id="in front"),
        pytest.param(
            "عنوان للخبر | اقتصاد | صحيفة المدار", "عنوان للخبر | اقتصاد", id="only the outlet falls"
        ),
        pytest.param("مباراة الاتحاد - النصر غدا", "مباراة الاتحاد - النصر غدا", id="a dash of its own"),
        pytest.param("صحيفة المدار", "صحيفة المدار", id="nothing else"),
    ],
)
def test_the_outlets_name_falls_off(given: str, expected: str) -> None:
    assert title.bare(given, NAMES) == expected


def read(markup: str, *names: str) -> title.Title:
    return title.read(gather(markup), read_head(markup), names)


def test_the_printed_title_wins_where_the_page_states_the_same() -> None:
    found = read(
        "<head><meta property='og:title' content='عنوان الخبر الأول اليوم - صحيفة الصباح'></head>"
        "<body><p>x</p><h1>عنوان الخبر الأول اليوم</h1>"
    )

    assert (found.text, found.line) == ("عنوان الخبر الأول اليوم", 1)


def test_a_name_printed_as_the_heading_is_no_title() -> None:
    found = read(
        "<title>عنوان الخبر الأول اليوم</title><body><h1>صحيفة الصباح</h1><h2>عنوان الخبر الأول اليوم</h2>"
    )

    assert found.text == "عنوان الخبر الأول اليوم"


def test_a_heading_broken_over_lines_is_one_title() -> None:
    assert read("<body><h1>عنوان الخبر<br>في سطرين</h1>").text == "عنوان الخبر في سطرين"


def test_without_a_heading_the_statement_counts() -> None:
    found = read("<title>عنوان الخبر الأول - المدار</title><body><p>x</p>", "المدار")

    assert (found.text, found.line) == ("عنوان الخبر الأول", -1)


def test_a_kicker_stands_apart() -> None:
    found = read("<body><p class='kicker'>حوار</p><h1>عنوان الخبر الأول اليوم</h1>")

    assert found.kicker == "حوار"


def test_a_rule_of_the_source_wins() -> None:
    markup = "<title>a</title><body><h1>عنوان الخبر</h1>"

    assert title.read(gather(markup), read_head(markup), (), rule="عنوان آخر").text == "عنوان آخر"


def test_what_is_stated_alike_in_two_places_wins_over_the_heading() -> None:
    said = "انقطاع الكهرباء عن العاصمة ساعتين صباح اليوم"
    ld = f'<script type="application/ld+json">{{"@type":"NewsArticle","headline":"{said}"}}</script>'

    found = read(
        f"<head><meta property='og:title' content='{said}'>{ld}</head>"
        "<body><h1>العاصمة بلا كهرباء: ماذا جرى صباح اليوم؟</h1>"
    )

    assert (found.text, found.line) == (said, 0)


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("حوادث الطرق: العاصمة بلا كهرباء اليوم", "حوادث الطرق: العاصمة بلا كهرباء اليوم"),
        ("صحيفة أخرى - العاصمة بلا كهرباء اليوم", "العاصمة بلا كهرباء اليوم"),
    ],
)
def test_a_kicker_stated_before_the_title_belongs_to_it(stated: str, expected: str) -> None:
    found = read(
        f"<head><meta property='og:title' content='{stated}'></head><body><h1>العاصمة بلا كهرباء اليوم</h1>"
    )

    assert found.text == expected
