"""Whom a byline names."""

import pytest

from masdar.extract import byline


@pytest.mark.parametrize(
    ("line", "persons"),
    [
        pytest.param("كتبت: ليلى سالم", ("ليلى سالم",), id="she wrote"),
        pytest.param("كتب أحمد سالم", ("أحمد سالم",), id="he wrote"),
        pytest.param("حوار: منى سالم", ("منى سالم",), id="interview"),
        pytest.param("بقلم: د. أحمد سالم", ("د. أحمد سالم",), id="an honour stays"),
        pytest.param("عمان - خالد سالم", ("خالد سالم",), id="place first"),
        pytest.param("القاهرة: خالد سالم، منى حسن", ("خالد سالم", "منى حسن"), id="two"),
        pytest.param("كتب: خالد سالم ومنى حسن", ("خالد سالم", "منى حسن"), id="joined by a waw"),
        pytest.param("By Sara Example and Omar Example", ("Sara Example", "Omar Example"), id="Latin"),
        pytest.param("خالد سالم (جدة)", ("خالد سالم",), id="place in brackets"),
        pytest.param("خالد سالم، مراسل الشؤون السياسية", ("خالد سالم",), id="what he does"),
        pytest.param("منى سالم كاتبة صحفية", ("منى سالم",), id="her calling behind the name"),
        pytest.param("أ.د/ منى سالم", ("أ.د. منى سالم",), id="an honour with a slash"),
        pytest.param("هيثان قرمزي", ("هيثان قرمزي",), id="a name that no table knows"),
        pytest.param("Reuters Staff", (), id="the staff of a house"),
        pytest.param("تسجيل الدخول", (), id="a menu"),
        pytest.param("لندن - رويترز", (), id="an agency is nobody"),
        pytest.param("غرفة الأخبار", (), id="a desk is nobody"),
        pytest.param("العربية.نت", (), id="an outlet is nobody"),
        pytest.param("https://mina.example/authors/1", (), id="an address is nobody"),
        pytest.param("المحرر السياسي", (), id="an editor without a name"),
        pytest.param("", (), id="empty"),
    ],
)
def test_a_byline_gives_its_persons(line: str, persons: tuple[str, ...]) -> None:
    assert byline.read(line).persons == persons


def test_a_byline_gives_agencies_desks_and_places_apart() -> None:
    found = byline.read("سبق - جدة - واس")

    assert ([each.code for each in found.agencies], found.desks, found.places) == (
        ["WAS"],
        ("سبق",),
        ("جدة",),
    )


def test_who_took_the_picture_did_not_write_the_text() -> None:
    assert byline.read("أبها - خالد سالم / تصوير - طارق حسن").persons == ("خالد سالم",)
