"""Times as machines print them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from masdar.arabic import dates, stamps


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Tue, 03 Mar 2026 14:05:00 +0300", "2026-03-03T14:05:00+03:00"),
        ("3 March 2026 14:05 GMT", "2026-03-03T14:05+00:00"),
        ("Tue,  3 Mar 26 14:05:09 EST", "2026-03-03T14:05:09-05:00"),
        ("03-Mar-95 14:05:09 Z", "1995-03-03T14:05:09+00:00"),
        ("Tue, 3 Mar, 2026 14:05:09 GMT-01:30", "2026-03-03T14:05:09-01:30"),
        ("Tue, 03 Mar 2026 14:05:00 +0300 (AST)", "2026-03-03T14:05:00+03:00"),
        ("Tue, 03 Mar 2026 14:05:00 AST", "2026-03-03T14:05:00"),
        ("Tue, 03 Mar 2026 14:05:60 GMT", "2026-03-03T14:05:59+00:00"),
        ("Tue, 03 Mar 2026", "2026-03-03"),
        ("2026-03-03T14:05:09.123456Z", "2026-03-03T14:05:09+00:00"),
        ("2026-03-03 14:05", "2026-03-03T14:05"),
        ("2026-03-03T14:05+03", "2026-03-03T14:05+03:00"),
        ("2026-03-03T24:00:00Z", "2026-03-04T00:00:00+00:00"),
        ("20260303T140509Z", "2026-03-03T14:05:09+00:00"),
        ("Tue, 2026/03/03 14:05:09 EDT", "2026-03-03T14:05:09-04:00"),
        ("Tue Mar  3 14:05:09 2026", "2026-03-03T14:05:09"),
        ("Tue Mar 03 14:05:09 +0000 2026", "2026-03-03T14:05:09+00:00"),
        ("Τρι, 03 Μάρ 2026 14:05:09 EET", "2026-03-03T14:05:09+02:00"),
        ("2026-március-03T9:05+01:00", "2026-03-03T09:05+01:00"),
        ("2026년 03월 03일 14:05:09", "2026-03-03T14:05:09+09:00"),
        ("2026-03-03 오후 2:05:09", "2026-03-03T14:05:09+09:00"),
    ],
)
def test_a_stamp_is_read_as_a_whole(said: str, expected: str) -> None:
    found = stamps.read(said)

    assert found is not None
    assert found.iso() == expected
    assert found.said == said


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("2026", "2026-01-01"),
        ("2026-03", "2026-03-01"),
        ("20260303", "2026-03-03"),
        ("2026-062", "2026-03-03"),
        ("26-03-03", "2026-03-03"),
        ("26062", "2026-03-03"),
        ("-2603", "2026-03-01"),
        ("-26", "2026-01-01"),
    ],
)
def test_parts_of_a_date_are_its_first_day_where_asked_for(said: str, expected: str) -> None:
    found = stamps.read(said, parts=True)

    assert found is not None
    assert found.iso() == expected
    assert stamps.read(said) is None


@pytest.mark.parametrize(
    "said",
    [
        "2026-03-03T09:xx:00Z",
        "2026-03-03-01",
        "2026-03-03T10:00:00+99:99",
        "2026-03-03T25:00:00Z",
        "Sun, 30 Feb 2026 10:00:00 GMT",
        "Sun, 16 Dec 2012 1:2:3:4 GMT",
    ],
)
def test_a_broken_stamp_is_no_time_and_no_day(said: str) -> None:
    with pytest.raises(ValueError, match=r"[a-z]"):
        stamps.read(said)
    assert dates.moment(said) is None


@pytest.mark.parametrize(
    "said", ["", "12", "3 comments", "16 Dec 2012 - 3 comments", "1447-07-23", "٣ مارس ٢٠٢٦", "3 مارس 2026"]
)
def test_what_is_no_stamp_is_left_to_others(said: str) -> None:
    assert stamps.read(said, parts=True) is None


@given(st.text(alphabet="0123456789-:+TZ/., JanGMT오후년", max_size=90))
def test_any_text_is_a_time_or_none_or_refused(said: str) -> None:
    try:
        found = stamps.read(said, parts=True)
    except ValueError:
        return
    assert found is None or found.year is not None
