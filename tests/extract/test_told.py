"""What a page prints and what its channel tells: which of the two is when it was published."""

from datetime import UTC, datetime

import pytest

from masdar.extract import told
from masdar.model import Lead, Moment, Precision

ZONE = "Africa/Tunis"
DAY = Moment(at=datetime(2026, 11, 19, 23, tzinfo=UTC), precision=Precision.DAY, offset=60)
MINUTE = Moment(at=datetime(2026, 11, 20, 5, 10, tzinfo=UTC), precision=Precision.MINUTE, offset=60)
ORIGIN = Moment(at=datetime(2026, 11, 19, 6, 42, 17, tzinfo=UTC), offset=240)


def lead(published: str | None) -> Lead:
    return Lead(
        url="https://qasab.example/1", seen=datetime(2026, 11, 20, 12, tzinfo=UTC), published=published
    )


@pytest.mark.parametrize(
    ("printed", "origin", "said", "expected"),
    [
        pytest.param(
            None, None, "2026-11-20T06:10:00+01:00", "2026-11-20T06:10:00+01:00", id="no time printed"
        ),
        pytest.param(
            DAY, None, "2026-11-20T06:10:00+01:00", "2026-11-20T06:10:00+01:00", id="the day of the same time"
        ),
        pytest.param(DAY, None, "2026-11-21T06:10:00+01:00", "2026-11-20", id="another day"),
        pytest.param(DAY, None, "2026-11-20", "2026-11-20", id="a day told"),
        pytest.param(
            MINUTE, None, "2026-11-20T09:00:00+01:00", "2026-11-20T06:10+01:00", id="a time printed"
        ),
        pytest.param(
            ORIGIN,
            ORIGIN,
            "Thu, 19 Nov 2026 13:25:00 +0300",
            "2026-11-19T13:25:00+03:00",
            id="the origin's time",
        ),
        pytest.param(ORIGIN, ORIGIN, None, "2026-11-19T10:42:17+04:00", id="the origin's, and nothing told"),
        pytest.param(ORIGIN, ORIGIN, "soon", "2026-11-19T10:42:17+04:00", id="nothing that could be read"),
    ],
)
def test_the_more_exact_and_the_pages_own_time_is_believed(
    printed: Moment | None, origin: Moment | None, said: str | None, expected: str
) -> None:
    found = told.first(printed, origin=origin, lead=lead(said), zone=ZONE)

    assert found is not None
    assert found.iso() == expected


def test_without_a_channel_the_page_is_believed() -> None:
    assert told.first(DAY, origin=None, lead=None, zone=ZONE) is DAY
