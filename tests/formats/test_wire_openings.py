"""Bylines and datelines of wires in Latin letters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from masdar.formats.wire import openings
from masdar.formats.wire.item import Item
from masdar.model import Block


@pytest.mark.parametrize(
    ("text", "line", "places", "date", "codes"),
    [
        pytest.param("MARJAN (AFP) - It rains.", "MARJAN (AFP) -", ("MARJAN",), None, ["AFP"], id="plain"),
        pytest.param(
            "PORT MARJAN, Wadi, May 3 (Reuters) — It.", "PORT MARJAN, Wadi, May 3 (Reuters) —",
            ("PORT MARJAN", "Wadi"), "05-03", ["REUTERS"], id="two places and a day",
        ),
        pytest.param(
            "Marjan, 3 mars 2026 (AFP) - Il.", "Marjan, 3 mars 2026 (AFP) -", ("Marjan",), "2026-03-03", ["AFP"],
            id="French",
        ),
        pytest.param(
            "Rio de Marjan (dpa) - Text.", "Rio de Marjan (dpa) -", ("Rio de Marjan",), None, ["DPA"], id="small words"
        ),
        pytest.param(
            "Marjan/Wadi (xyz/dpa) - Text.", "Marjan/Wadi (xyz/dpa) -", ("Marjan", "Wadi"), None, [None, "DPA"],
            id="two places, two houses",
        ),
        pytest.param("Jan 30 (Reuters) - Gold.", "Jan 30 (Reuters) -", (), "01-30", ["REUTERS"], id="day alone"),
        pytest.param("(ANSA) - Marjan, May 3 - It.", "(ANSA) - Marjan, May 3 -", ("Marjan",), "05-03", ["ANSA"], id="house first"),
        pytest.param("PORT MARJAN — It rains.", "PORT MARJAN —", ("PORT MARJAN",), None, [], id="no house"),
    ],
)  # fmt: skip
def test_a_dateline_is_taken_apart(
    text: str, line: str, places: tuple[str, ...], date: str | None, codes: list[str | None]
) -> None:
    found = openings.dateline(text)

    assert found is not None
    assert (found.text, found.places, found.date) == (line, places, date)
    assert [each.code for each in found.agencies] == codes


@pytest.mark.parametrize(
    "text",
    [
        "The minister (Labour) - who had resigned - spoke.",
        "Marjan Wadi, a port of 3000 (in 2020) - has grown.",
        "It rains in Marjan - and in Wadi.",
        "UN - the body - met.",
        "",
    ],
)
def test_a_sentence_is_no_dateline(text: str) -> None:
    assert openings.dateline(text) is None


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("By Sara Example", ("Sara Example",)),
        ("SARA EXAMPLE, OMAR EXAMPLE", ("SARA EXAMPLE", "OMAR EXAMPLE")),
        ("Von Max Beispiel und Eva Beispiel, dpa", ("Max Beispiel", "Eva Beispiel")),
        ("By J. R. Example, Wire Business Writer", ("J. R. Example",)),
        ("Maria d'Example and Jan van der Beispiel", ("Maria d'Example", "Jan van der Beispiel")),
        ("By Sara Example in Marjan and Omar Example in Wadi", ("Sara Example", "Omar Example")),
        ("Sara and Omar", ("Sara", "Omar")),
        ("Sara Example / Example.no", ("Sara Example",)),
        ("By dpa correspondents", ()),
        ("gr/bp", ()),
        ("Staff Reporter", ()),
        ("The Associated Press", ()),
        ("", ()),
    ],
)
def test_a_byline_names_its_persons_alone(byline: str, names: tuple[str, ...]) -> None:
    assert openings.persons(byline) == names


def item(*texts: str, byline: str | None = None) -> Item:
    return Item(format="test", body=tuple(Block(text=text) for text in texts), byline=byline)


def test_a_byline_within_the_text_is_no_text() -> None:
    made = openings.complete(item("By Sara Example", "MARJAN (AFP) - It rains.", "By noon it stopped."))

    assert made.byline == "By Sara Example"
    assert [each.text for each in made.body] == ["MARJAN (AFP) - It rains.", "By noon it stopped."]
    assert made.dateline is not None


def test_a_byline_that_the_field_has_is_not_repeated_in_the_text() -> None:
    made = openings.complete(item("By Sara Example", "It rains.", byline="Sara Example"))

    assert [each.text for each in made.body] == ["It rains."]


def test_a_text_in_arabic_letters_is_left_to_the_readers_of_pages() -> None:
    given_ = item("مرجان 1 يناير (الوادي) - فتحت البلدية الطريق.")

    assert openings.complete(given_) == given_


@given(st.text(max_size=400))
def test_any_text_can_be_looked_at(text: str) -> None:
    openings.dateline(text)
    openings.persons(text)
