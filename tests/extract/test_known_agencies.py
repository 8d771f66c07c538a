"""Datelines of agencies that only the operator knows."""

import pytest

from masdar.extract import dateline, known_agencies
from masdar.model import Agency, Directory, Publisher

SARIYA = Publisher(
    name="وكالة سارية للأنباء", name_en="Sariya News Agency", code="SARIYA", aliases=("سارية", "وكالة سارية")
)
DIRECTORY = Directory(by_code={"SARIYA": SARIYA})
REST = " افتتحت سلطة الموانئ اليوم الخميس الرصيف الشرقي الجديد لسفن الحاويات."


@pytest.mark.parametrize(
    ("head", "place", "said", "date"),
    [
        pytest.param("مرسى النخيل، 19 نوفمبر (سارية) —", "مرسى النخيل", "سارية", "11-19", id="house form"),
        pytest.param("مرسى النخيل - سارية:", "مرسى النخيل", "سارية", None, id="dash and colon"),
        pytest.param("الرياض (وكالة سارية) -", "الرياض", "وكالة سارية", None, id="longer name"),
        pytest.param(
            "الرياض (وكالة ساريه للانباء) -", "الرياض", "وكالة ساريه للانباء", None, id="other spelling"
        ),
    ],
)
def test_an_agency_of_the_operators_opens_a_text(head: str, place: str, said: str, date: str | None) -> None:
    found = known_agencies.read(head + REST, directory=DIRECTORY)

    assert found.text == head
    assert found.agencies == (Agency(said=said, code="SARIYA"),)
    assert (found.places, found.date) == ((place,), date)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("بلغت سارية العلم أربعين مترا، وهي الأعلى في المدينة.", id="a flagpole"),
        pytest.param("الرياض (رويترز) - قالت مصادر إن سارية العلم رفعت أمس.", id="beside another agency"),
        pytest.param("لندن 3 مايو (رويترز) - قالت مصادر إن المحادثات استؤنفت.", id="without it"),
    ],
)
def test_a_word_of_the_text_credits_nobody(text: str) -> None:
    found = known_agencies.read(text, directory=DIRECTORY)

    assert (found.text, found.agencies) == (dateline.read(text).text, dateline.read(text).agencies)


def test_a_byline_may_name_it() -> None:
    found = known_agencies.read(REST.strip(), directory=DIRECTORY, byline="الرياض - سارية")

    assert found.agencies == (Agency(said="سارية", code="SARIYA"),)


def test_without_agencies_of_the_operators_nothing_is_altered() -> None:
    text = "لندن 3 مايو (رويترز) - قالت مصادر إن المحادثات استؤنفت."

    assert known_agencies.read(text, directory=Directory()) == dateline.read(text)
