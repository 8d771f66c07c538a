"""When to come again, and how a channel is doing."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from masdar.model import ChannelId, Visit
from masdar.sources import health, rhythm
from masdar.sources.health import Verdict
from tests.fakes import HOUR, NOON

CHANNEL = ChannelId("alwadi/all")


def visits(*said: int | str, apart: timedelta = HOUR, fresh: int = 0) -> list[Visit]:
    """Newest first; a number is a status, a word a failure."""
    return [
        Visit(
            channel=CHANNEL,
            at=NOON - n * apart,
            status=each if isinstance(each, int) else None,
            failure=each if isinstance(each, str) else None,
            fresh=fresh,
        )
        for n, each in enumerate(said)
    ]


def wait(past: list[Visit], *, every: timedelta = HOUR) -> timedelta:
    return rhythm.after(past, every=every, now=NOON) - NOON


def near(found: timedelta, expected: timedelta) -> bool:
    return abs(found - expected) <= expected * 0.051


@pytest.mark.parametrize(
    ("past", "expected"),
    [
        pytest.param([], timedelta(0), id="never visited: at once"),
        pytest.param(visits(200), HOUR * 1.5, id="once, silent"),
        pytest.param(visits(200, fresh=3), HOUR / 2, id="once, with news"),
        pytest.param(visits(200, 200, apart=2 * HOUR), 3 * HOUR, id="silent again: later"),
        pytest.param(visits(200, 304, apart=2 * HOUR, fresh=1), HOUR, id="news: sooner"),
        pytest.param(
            visits(200, 200, apart=timedelta(minutes=1), fresh=9), rhythm.SHORTEST, id="never too soon"
        ),
        pytest.param(visits(200, 200, apart=100 * HOUR), rhythm.LONGEST, id="never too late"),
        pytest.param(visits("cut"), 2 * HOUR, id="failed once"),
        pytest.param(visits("cut", 500, "cut", 200), 8 * HOUR, id="failed thrice"),
        pytest.param(visits(*["cut"] * 30), rhythm.LONGEST, id="failed for long"),
        pytest.param(visits(429), 2 * HOUR, id="too often"),
        pytest.param(visits(403), rhythm.CLOSED, id="closed"),
        pytest.param(visits(410), rhythm.GONE, id="gone"),
        pytest.param(visits(200, *["cut"] * 9, fresh=1), HOUR / 2, id="well again: as if nothing had been"),
    ],
)
def test_the_next_visit(past: list[Visit], expected: timedelta) -> None:
    assert near(wait(past), expected)


def test_a_host_that_says_too_often_gets_an_hour_at_least() -> None:
    assert near(wait(visits(429), every=timedelta(minutes=5)), rhythm.CROWDED)


@given(
    st.lists(st.sampled_from([200, 304, 404, 410, 429, 500, "cut"]), min_size=1, max_size=30),
    st.integers(0, 9),
)
def test_the_next_visit_is_never_now_and_never_beyond_a_week(said: list[int | str], fresh: int) -> None:
    assert rhythm.SHORTEST * 0.9 < wait(visits(*said, fresh=fresh)) < rhythm.GONE * 1.1


def test_channels_do_not_march_in_step() -> None:
    pauses = {
        rhythm.after([Visit(channel=ChannelId(f"s/{n}"), at=NOON, status=200)], every=HOUR, now=NOON)
        for n in range(20)
    }

    assert len(pauses) > 15


@pytest.mark.parametrize(
    ("past", "expected"),
    [
        pytest.param([], False, id="no past"),
        pytest.param(visits(304, 304, 304, apart=timedelta(days=1)), False, id="two days of 304"),
        pytest.param(visits(*[304] * 9, apart=timedelta(days=1)), True, id="eight days of 304"),
        pytest.param(visits(304, 200, *[304] * 9, apart=timedelta(days=1)), False, id="something in between"),
    ],
)
def test_after_a_week_of_304_the_whole_is_asked_for(past: list[Visit], expected: bool) -> None:
    assert rhythm.unconditional(past, now=NOON) is expected


@pytest.mark.parametrize(
    ("past", "verdict"),
    [
        pytest.param([], Verdict.UNVISITED, id="no past"),
        pytest.param(visits(200, fresh=1), Verdict.GOOD, id="well"),
        pytest.param(visits(*[304] * 12), Verdict.SILENT, id="nothing new for long"),
        pytest.param(visits("cut", 200), Verdict.SHAKY, id="one failure"),
        pytest.param(visits(500, 500, "cut", 200), Verdict.FAILING, id="three"),
        pytest.param(visits(*["cut"] * 25), Verdict.DEAD, id="many"),
        pytest.param(visits(410, 200), Verdict.GONE, id="gone"),
        pytest.param(visits(451, 200), Verdict.CLOSED, id="closed"),
        pytest.param(visits(200, "cut", "cut", "cut", fresh=1), Verdict.GOOD, id="well again"),
    ],
)
def test_the_verdict(past: list[Visit], verdict: Verdict) -> None:
    assert health.judge(past).verdict is verdict


def test_a_verdict_carries_its_cause_and_since_when() -> None:
    found = health.judge(visits(503, "cut", 200, 200))

    assert (found.cause, found.failures, found.share) == ("status 503", 2, 0.5)
    assert (found.since, found.well) == (NOON - HOUR, NOON - 2 * HOUR)
