"""Dates as pages print them, the moments they name, and how we print them."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import masdar.arabic.dates as dates
import masdar.arabic.hijri as hijri
import masdar.arabic.months as months
import masdar.model as model

_NOW = datetime(2024, 5, 20, 12, 0)  # noqa: DTZ001 - naive on purpose: the reader's own clock
_BENCH = Path(__file__).parents[3] / "shared" / "bench" / "extraction" / "arabic_dates.tsv"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        pytest.param("الأحد 3 مارس 2019", "2019-03-03", id="Gulf and Egypt"),
        pytest.param("٣ آذار ٢٠١٩", "2019-03-03", id="Levant, eastern digits"),
        pytest.param(
            "3 آذار / مارس 2019 09:22 مساء\u064b", "2019-03-03T21:22", id="both names, marks in the time"
        ),
        pytest.param("2 كانون الثاني (يناير) 2019", "2019-01-02", id="second name in brackets"),
        pytest.param("3 فيفري 2019", "2019-02-03", id="Algeria and Tunisia"),
        pytest.param("3 غشت 2019", "2019-08-03", id="Morocco"),
        pytest.param("3 دجمبر 2019", "2019-12-03", id="Mauritania"),
        pytest.param("مارس 3, 2019", "2019-03-03", id="month first"),
        pytest.param("2019/3/4 - 1:47 صباح\u064bا", "2019-03-04T01:47", id="year first"),
        pytest.param("4 / 3 / 2019", "2019-03-04", id="day first"),
        pytest.param("4-3-2019 12:05 ص", "2019-03-04T00:05", id="midnight"),
        pytest.param("4-3-2019 12:05 م", "2019-03-04T12:05", id="noon"),
        pytest.param("4.3.2019 الساعة 8 مساء بتوقيت بيروت", "2019-03-04T20:00+02:00", id="hour in words"),
        pytest.param("4 يوليو 2019، آخر تحديث 15:30 (GMT+0400)", "2019-07-04T15:30+04:00", id="offset"),
        pytest.param("GMT 17:27 04.07.2019", "2019-07-04T17:27+00:00", id="zone and time before the date"),
        pytest.param("10:14 ت.غ - 4 يوليو 2019", "2019-07-04T10:14+00:00", id="Greenwich abbreviated"),
        pytest.param("1 رمضان 1445 ه\u0640", "2024-03-11", id="Hijri"),
        pytest.param("1/9/1445ه\u0640", "2024-03-11", id="Hijri in numbers"),
        pytest.param(
            "1 رمضان 1445ه\u0640 - 11 مارس 2024م", "2024-03-11", id="the common date beside a Hijri one"
        ),
        pytest.param("Fri, 08 Feb 2019 14:05:33 +0300", "2019-02-08T14:05:33+03:00", id="RFC 2822"),
        pytest.param("2019-02-08T14:05:33.120Z", "2019-02-08T14:05:33+00:00", id="ISO 8601"),
        pytest.param("8 février 2019 à 14h05", "2019-02-08T14:05", id="French"),
        pytest.param("Feb. 8, 2019 at 3:05 p.m.", "2019-02-08T15:05", id="English"),
        pytest.param("قبل ساعتين", "2024-05-20T10:00", id="dual of hours"),
        pytest.param("منذ 12 دقيقة", "2024-05-20T11:48", id="minutes ago"),
        pytest.param("أمس 22:15", "2024-05-19T22:15", id="yesterday"),
        pytest.param("أول من أمس", "2024-05-18", id="the day before"),
        pytest.param("3 hours ago", "2024-05-20T09:00", id="English relative"),
        pytest.param("منذ نصف ساعة", "2024-05-20T11:30", id="half an hour"),
        pytest.param("منذ ساعة و 20 دقيقة", "2024-05-20T10:40", id="an hour and minutes"),
        pytest.param("17مارس2020", "2020-03-17", id="written together"),
        pytest.param(
            "17 مارس 2020 الساعة العاشرة والنصف صباحا\u064b", "2020-03-17T10:30", id="the hour as a word"
        ),
        pytest.param(
            "05:30 | 17 مارس 2020 بتوقيت دمشق", "2020-03-17T05:30+02:00", id="the zone behind the date"
        ),
        pytest.param("قبل شهر", None, id="a month has no length"),
        pytest.param("منذ ساعات", None, id="nobody says how many"),
        pytest.param("32 يناير 2020", None, id="no such day"),
        pytest.param("30 فبراير 2020", None, id="no such day of that month"),
        pytest.param("5/5/20266", None, id="no such year"),
        pytest.param("10 مارس/ نيسان 2020", None, id="two names that disagree"),
        pytest.param("سيئول، 1 نوفمبر (يونهاب)", None, id="no year"),
        pytest.param("القاهرة", None, id="no date"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_a_date_is_read_as_exactly_as_it_is_printed(said: str, expected: str | None) -> None:
    assert dates.read(said, now=_NOW) == expected


def test_a_dateline_without_a_year_gives_day_and_month_and_its_place() -> None:
    text = "سيئول، 1 نوفمبر (يونهاب) —"

    found = dates.find(text)

    assert found is not None
    assert (found.year, found.iso()) == (None, "11-01")
    assert text[found.start : found.end] == found.said == "1 نوفمبر"


def test_white_space_and_marks_within_a_date_do_not_hide_it() -> None:
    text = "ن\u064fشر  \t 10\u00a0 \u200f ماي\u064fو\n  2020" + " " * 5000

    found = dates.find(text)

    assert found is not None
    assert (found.iso(), found.said) == ("2020-05-10", text[found.start : found.end])


def test_relative_dates_need_a_now() -> None:
    assert dates.read("قبل ساعتين") is None


def test_a_printed_zone_wins_over_the_source() -> None:
    found = dates.moment("4 يوليو 2019 10:00 بتوقيت أبوظبي", zone="Africa/Cairo")

    assert found is not None
    assert (found.iso(), found.zone_from, found.zone) == (
        "2019-07-04T10:00+04:00",
        model.ZoneFrom.PRINTED,
        "Asia/Dubai",
    )


def test_the_zone_of_the_source_dates_what_has_none() -> None:
    found = dates.moment("4 يوليو 2019 10:00", zone="Asia/Riyadh")

    assert found is not None
    assert found.at == datetime(2019, 7, 4, 7, 0, tzinfo=UTC)
    assert (found.iso(), found.said_iso()) == ("2019-07-04T10:00+03:00", "2019-07-04T10:00")


def test_a_time_without_any_zone_is_assumed_and_printed_without() -> None:
    found = dates.moment("4 يوليو 2019 10:00")

    assert found is not None
    assert (found.iso(), found.zone_from) == ("2019-07-04T10:00", model.ZoneFrom.ASSUMED)


def test_a_day_stays_that_day_on_every_clock() -> None:
    for zone in ("Asia/Seoul", "America/New_York", None):
        found = dates.moment("4 يوليو 2019", zone=zone)

        assert found is not None
        assert found.iso() == "2019-07-04"


@pytest.mark.parametrize(
    ("now", "year"), [(datetime(2024, 11, 3, tzinfo=UTC), 2024), (datetime(2025, 1, 3, tzinfo=UTC), 2024)]
)
def test_a_day_without_a_year_is_the_last_one(now: datetime, year: int) -> None:
    found = dates.moment("1 نوفمبر", zone="Asia/Seoul", now=now)

    assert found is not None
    assert found.iso() == f"{year}-11-01"


def test_hours_ago_are_counted_from_now_whatever_the_zone() -> None:
    found = dates.moment("قبل ساعتين", zone="Asia/Riyadh", now=_NOW.replace(tzinfo=UTC))

    assert found is not None
    assert found.at == datetime(2024, 5, 20, 10, 0, tzinfo=UTC)
    assert found.iso() == "2024-05-20T13:00+03:00"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("2024-05-20T11:00:00Z", True),
        ("2024-05-20T12:30:00Z", True),
        ("2024-05-21T12:30:00Z", False),
        ("1970-01-01T00:00:00Z", False),
        ("1970-01-01", False),
        ("20 مايو 2024", True),
    ],
)
def test_what_can_be_a_time_of_publication(said: str, expected: bool) -> None:
    found = dates.moment(said)

    assert found is not None
    assert dates.plausible(found, _NOW.replace(tzinfo=UTC)) is expected


_SEOUL = model.Moment(at=datetime(2024, 11, 1, 4, 1, 11, tzinfo=UTC), offset=540, zone="Asia/Seoul")


@pytest.mark.parametrize(
    ("given_moment", "options", "expected"),
    [
        (_SEOUL, {}, "1 نوفمبر 2024، 13:01 بتوقيت سيئول"),
        (_SEOUL, {"zone": "Asia/Riyadh"}, "1 نوفمبر 2024، 07:01 بتوقيت الرياض"),
        (_SEOUL, {"months": "levant", "with_time": False}, "1 تشرين الثاني 2024"),
        (_SEOUL, {"months": "both", "with_time": False}, "1 تشرين الثاني/نوفمبر 2024"),
        (_SEOUL, {"digits": "eastern", "with_time": False}, "١ نوفمبر ٢٠٢٤"),
        (_SEOUL, {"language": "en"}, "1 November 2024, 13:01 Seoul time"),
        (model.Moment(at=_SEOUL.at, offset=540), {"language": "en"}, "1 November 2024, 13:01 (UTC+9)"),
        (model.Moment(at=_SEOUL.at), {}, "1 نوفمبر 2024، 04:01 بتوقيت غرينتش"),
        (model.Moment(at=_SEOUL.at, zone_from=model.ZoneFrom.ASSUMED), {}, "1 نوفمبر 2024، 04:01"),
        (model.Moment(at=_SEOUL.at, precision=model.Precision.DAY), {}, "1 نوفمبر 2024"),
    ],
)
def test_times_are_written_for_readers(
    given_moment: model.Moment, options: dict[str, str], expected: str
) -> None:
    assert dates.write(given_moment, **options) == expected  # type: ignore[arg-type]  # a table of options


@given(
    st.datetimes(min_value=datetime(1950, 1, 1), max_value=datetime(2100, 1, 1)),  # noqa: DTZ001 - made aware below
    st.sampled_from(["gulf", "levant", "maghreb", "algeria", "morocco", "mauritania", "both"]),
    st.sampled_from(["latin", "eastern"]),
    st.sampled_from(["Asia/Riyadh", "Africa/Casablanca", "Asia/Kabul", "UTC"]),
)
def test_what_is_written_is_read_again(when: datetime, months_set: str, digits: str, zone: str) -> None:
    minute = when.replace(second=0, microsecond=0, fold=0, tzinfo=UTC)

    said = dates.write(minute, months=months_set, digits=digits, zone=zone)  # type: ignore[arg-type]  # names drawn
    found = dates.moment(said)

    # where clocks went back an hour is printed twice
    assert found is not None
    assert abs(found.at - minute) in (timedelta(0), timedelta(hours=1), timedelta(minutes=30))


@given(st.text(st.sampled_from("0123456789 ٠١٢/-.:،مصه\u0640\u064bيناروب() GMT+T")))
def test_any_text_gives_a_date_or_none(text: str) -> None:
    found = dates.find(text, now=_NOW)

    assert found is None or text[found.start : found.end] == found.said


@given(st.dates(min_value=date(1937, 3, 14), max_value=date(2077, 11, 16)))
def test_hijri_dates_there_and_back(day: date) -> None:
    assert hijri.to_gregorian(*hijri.from_gregorian(day)) == day


@given(st.dates(min_value=date(1500, 1, 1), max_value=date(1930, 1, 1)))
def test_tabular_dates_there_and_back(day: date) -> None:
    assert hijri.to_gregorian(*hijri.from_gregorian(day)) == day


@pytest.mark.parametrize(
    ("year", "month", "day", "expected"),
    [
        (1446, 1, 1, date(2024, 7, 7)),
        (1445, 9, 1, date(2024, 3, 11)),
        (1444, 9, 1, date(2023, 3, 23)),
        (1442, 1, 1, date(2020, 8, 20)),
        (1445, 9, 31, None),
        (1445, 13, 1, None),
    ],
)
def test_known_days_of_the_calendar_of_umm_al_qura(
    year: int, month: int, day: int, expected: date | None
) -> None:
    assert hijri.to_gregorian(year, month, day) == expected


def test_every_set_has_twelve_months_that_are_read() -> None:
    for month_set in ("gulf", "levant", "maghreb", "algeria", "morocco", "mauritania"):
        for month in range(1, 13):
            said = months.name(month, months=month_set)
            assert dates.read(f"5 {said} 2020") == f"2020-{month:02}-05"


@pytest.mark.corpus
def test_the_date_lines_of_the_development_set() -> None:
    if not _BENCH.exists():
        pytest.skip("the development data are not beside the project")
    rows = [line.split("\t") for line in _BENCH.read_text(encoding="utf-8").splitlines()[1:]]

    wrong = [row[0] for row in rows if dates.read(row[1], now=_NOW) != row[2]]

    assert len(wrong) <= 2, wrong
