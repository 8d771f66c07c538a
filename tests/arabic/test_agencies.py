"""How agencies are written, and what only looks like one."""

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

import masdar.arabic.agencies as agencies
import masdar.arabic.agency_table as agency_table
import masdar.arabic.zones as zones


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("(واس)", "WAS"),
        ("و ا س", "WAS"),
        ("وكالة الأنباء السعودية (واس)", "WAS"),
        ("«رويترز»", "REUTERS"),
        ("أ ف ب", "AFP"),
        ("ا.ف.ب", "AFP"),
        ("وكالة فرانس برس للأنباء", "AFP"),
        ("د ب أ", "DPA"),
        ("يونهاب", "YONHAP"),
        ("الأناضول", "AA"),
        ("وكالات", "AGENCIES"),
        ("Reuters", "REUTERS"),
        ("وكالة رويترز (أ ف ب)", None),
        ("أحمد واس", None),
        ("", None),
    ],
)
def test_a_whole_name_is_an_agency_in_any_spelling(said: str, code: str | None) -> None:
    found = agencies.exact(said)

    assert (found.code if found else None) == code


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("الرياض - واس:", [("واس", "WAS")]),
        ("القاهرة (رويترز) -", [("رويترز", "REUTERS")]),
        ("غزة 12-10-2026 /وفا/", [("وفا", "WAFA")]),
        ("باريس \u0640 ا.ف.ب", [("ا.ف.ب", "AFP")]),
        ("لندن (رويترز، أ ف ب)", [("رويترز", "REUTERS"), ("أ ف ب", "AFP")]),
        ("واس (جدة)", [("واس", "WAS")]),
        ("جدة 10 أغسطس 2015 م واس افتتح", [("واس", "WAS")]),
        ("دمشق-سانا افتتح", [("سانا", "SANA")]),
        ("قال - وما كان غير ذلك", []),
        ("محافظة إب اليمنية", []),
        ("وقال مصدر لرويترز", [("رويترز", "REUTERS")]),
        ("وفا بوعده وبنا بيته في الأناضول", []),
        ("أعلنت وكالات الأمم المتحدة", []),
        ("الوسواس الخناس", []),
        ("the map of spa towns", []),
    ],
)
def test_agencies_are_found_where_a_credit_stands(text: str, expected: list[tuple[str, str]]) -> None:
    found = [(each.said, each.entry.code) for each in agencies.find(text) if not each.bare]

    assert found == expected


@pytest.mark.parametrize("entry", agencies.TABLE, ids=lambda entry: entry.code)
def test_every_spelling_leads_to_its_agency(entry: agency_table.AgencyEntry) -> None:
    for said in (entry.name, entry.name_en, *entry.names, *entry.short):
        assert agencies.exact(said) is entry, said
    assert agencies.by_code(entry.code) is entry
    assert all(agencies.by_host(f"ar.{host}") is entry for host in entry.hosts)


@pytest.mark.parametrize(
    "entry", [each for each in agencies.TABLE if each.zone], ids=lambda entry: entry.code
)
def test_every_home_has_a_clock_and_an_arabic_city(entry: agency_table.AgencyEntry) -> None:
    assert entry.zone is not None
    assert ZoneInfo(entry.zone).key == entry.zone
    assert not zones.city(entry.zone).isascii()


@given(st.text(st.sampled_from("وا س.فبأرويتز()-/ \u0640\u064bكلة")))
def test_a_mention_is_where_it_says(text: str) -> None:
    assert all(text[each.start : each.end] == each.said for each in agencies.find(text))
