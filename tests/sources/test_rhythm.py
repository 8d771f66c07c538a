"""When to come again, and how a channel is doing."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from masdar.model import ChannelId, ChannelState, Pulse, Visit, Watch
from masdar.sources import health, pulse, rhythm, watching
from masdar.sources.health import Verdict
from tests import fakes
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


def steady(every: timedelta, *, count: int = 40, per: int = 1) -> Pulse:
    """The pulse of a channel that brought `per` articles each time, up to noon."""
    found = Pulse()
    for n in range(count, -1, -1):
        at = NOON - n * every
        found = pulse.learn(found, [at] * per, since=at - every, now=at)
    return found


def wait(watch: Watch, *, status: int = 200, every: timedelta = HOUR) -> timedelta:
    return rhythm.after(watch, Visit(channel=CHANNEL, at=NOON, status=status), every=every) - NOON


def near(found: timedelta, expected: timedelta) -> bool:
    return abs(found - expected) <= expected * 0.051


def failing(times: int) -> Watch:
    return Watch(channel=CHANNEL, failures=times)


@pytest.mark.parametrize(
    ("watch", "status", "expected"),
    [
        pytest.param(Watch(channel=CHANNEL), 200, HOUR, id="nothing known: as the operator asked"),
        pytest.param(failing(1), 500, 2 * HOUR, id="failed once"),
        pytest.param(failing(3), 500, 8 * HOUR, id="failed thrice"),
        pytest.param(failing(30), 500, rhythm.DEFAULT.ceiling, id="failed for long"),
        pytest.param(failing(1), 429, 2 * HOUR, id="too often"),
        pytest.param(failing(1), 403, rhythm.CLOSED, id="closed"),
    ],
)
def test_the_next_visit(watch: Watch, status: int, expected: timedelta) -> None:
    assert near(wait(watch, status=status), expected)


def test_a_host_that_says_too_often_gets_an_hour_at_least() -> None:
    assert near(wait(failing(1), status=429, every=timedelta(minutes=5)), rhythm.CROWDED)


def test_a_channel_that_brings_four_times_as_much_is_visited_twice_as_often() -> None:
    def chance(per_day: float) -> timedelta:
        learned = Pulse(at=NOON, days=30, quarters=(per_day / 96 * 30,) * 96)
        return rhythm.news(Watch(channel=CHANNEL, pulse=learned), every=HOUR, now=NOON) - NOON

    assert chance(96) / chance(24) == pytest.approx(0.5, abs=0.06)
    assert chance(2000) <= rhythm.DEFAULT.floor * 1.06
    assert chance(0.001) >= rhythm.DEFAULT.ceiling * 0.94


def test_a_steady_channel_is_visited_just_behind_its_beat() -> None:
    watch = Watch(channel=CHANNEL, pulse=steady(HOUR))

    assert HOUR < wait(watch) <= HOUR + timedelta(minutes=3)


def test_a_beat_that_is_late_is_waited_for_ever_longer() -> None:
    watch = Watch(channel=CHANNEL, pulse=steady(HOUR))

    def again(late: timedelta) -> timedelta:
        at = NOON + HOUR + late
        return rhythm.news(watch, every=HOUR, now=at) - at

    minutes = [again(timedelta(minutes=n)) for n in (2, 12, 30)]
    assert minutes == sorted(minutes)
    assert minutes[0] == rhythm.DEFAULT.floor
    assert again(timedelta(minutes=45)) <= timedelta(minutes=18)


def test_a_night_without_news_is_slept_through() -> None:
    """Sixty articles each day, from six to eighteen."""
    learned = Pulse()
    for day in range(20, 0, -1):
        midnight = NOON.replace(hour=0) - timedelta(days=day)
        times = [midnight + timedelta(hours=6, minutes=12 * n + (n * n) % 7) for n in range(60)]
        learned = pulse.learn(learned, times, since=midnight, now=midnight + timedelta(days=1))
    watch = Watch(channel=CHANNEL, pulse=learned)

    def at(hour: int) -> timedelta:
        now = NOON.replace(hour=hour)
        return rhythm.news(watch, every=HOUR, now=now) - now

    assert at(11) < timedelta(minutes=25)
    assert at(20) > 3 * at(11)


def test_after_the_first_of_a_burst_the_next_visit_is_soon() -> None:
    learned = Pulse()
    starts = [NOON - timedelta(days=n, hours=(n * 5) % 9) for n in range(12, 0, -1)] + [NOON]
    before = starts[0] - timedelta(days=1)
    for start in starts:
        burst = [start - timedelta(minutes=3 * n) for n in range(4)]
        learned = pulse.learn(learned, burst, since=before, now=start)
        before = start
    watch = Watch(channel=CHANNEL, pulse=learned)

    soon = rhythm.news(watch, every=HOUR, now=NOON) - NOON
    calm = rhythm.news(watch, every=HOUR, now=NOON + timedelta(hours=5)) - NOON - timedelta(hours=5)
    assert soon < timedelta(minutes=15)
    assert calm > 2 * soon


def test_what_was_learned_outlives_failures() -> None:
    well = Watch(channel=CHANNEL, at=NOON, pulse=steady(HOUR))
    failed = watching.failure(well, Visit(channel=CHANNEL, at=NOON + HOUR, failure="cut"))
    again = watching.news(failed, Visit(channel=CHANNEL, at=NOON + 2 * HOUR, status=200), watching.News())

    assert (failed.failures, again.failures, again.cause) == (1, 0, None)
    assert again.pulse == well.pulse


def test_an_article_dated_long_ago_was_not_there_before() -> None:
    learned = pulse.learn(Pulse(at=NOON), [NOON - timedelta(days=9)], since=NOON, now=NOON + HOUR)

    assert learned.beats == (NOON,)


@given(
    st.lists(st.floats(0, 14 * 86_400), max_size=60),
    st.integers(0, 20),
    st.sampled_from([200, 304, 404, 429, 500, 503]),
)
def test_the_next_visit_is_never_now_and_never_beyond_its_bounds(
    ago: list[float], failures: int, status: int
) -> None:
    learned = pulse.learn(Pulse(), [NOON - timedelta(seconds=each) for each in ago], since=None, now=NOON)
    watch = Watch(channel=CHANNEL, failures=failures, pulse=learned)

    assert rhythm.DEFAULT.floor * 0.9 < wait(watch, status=status) < rhythm.DEFAULT.ceiling * 1.1


def test_channels_do_not_march_in_step() -> None:
    pauses = set()
    for n in range(20):
        id = ChannelId(f"s/{n}")
        visit = Visit(channel=id, at=NOON, status=200)
        pauses.add(rhythm.after(Watch(channel=id), visit, every=HOUR))

    assert len(pauses) > 15


@pytest.mark.parametrize(
    ("whole", "learned", "expected"),
    [
        pytest.param(None, Pulse(), False, id="never read: there are none to send"),
        pytest.param(timedelta(days=2), Pulse(), False, id="two days of 304, and nothing is expected"),
        pytest.param(timedelta(days=8), Pulse(), True, id="eight days of 304"),
        pytest.param(timedelta(days=2), steady(HOUR), True, id="two days of 304, of an hourly channel"),
        pytest.param(timedelta(hours=20), steady(HOUR), False, id="never twice a day"),
    ],
)
def test_when_304s_outlast_the_rhythm_the_whole_is_asked_for(
    whole: timedelta | None, learned: Pulse, expected: bool
) -> None:
    watch = Watch(channel=CHANNEL, whole=NOON - whole if whole is not None else None, pulse=learned)

    assert rhythm.unconditional(watch, now=NOON) is expected


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


def _steady_watch(**fields: Any) -> Watch:
    return replace(Watch(channel=CHANNEL, pulse=steady(HOUR, count=24 * 6)), **fields)


@pytest.mark.parametrize(
    ("channel", "watch", "past", "later", "verdict"),
    [
        pytest.param({}, _steady_watch(), visits(200, fresh=1), HOUR, Verdict.GOOD, id="well"),
        pytest.param({}, _steady_watch(), visits(304), timedelta(days=3), Verdict.QUIET, id="fell silent"),
        pytest.param({}, _steady_watch(), visits(304), timedelta(hours=9), Verdict.GOOD, id="a night"),
        pytest.param({}, _steady_watch(), visits(*[200] * 20, fresh=40), HOUR, Verdict.FLOOD, id="a flood"),
        pytest.param({}, _steady_watch(quality=0.2), visits(200, fresh=1), HOUR, Verdict.POOR, id="poor"),
        pytest.param(
            {}, _steady_watch(cause="MSD-2004 later"), visits(200), HOUR, Verdict.WAITING, id="waits"
        ),
        pytest.param(
            {"state": ChannelState.PAUSED, "note": "odd"},
            None,
            visits(200),
            HOUR,
            Verdict.PAUSED,
            id="paused",
        ),
        pytest.param(
            {"state": ChannelState.RETIRED, "note": "410"},
            None,
            visits(410),
            HOUR,
            Verdict.RETIRED,
            id="retired",
        ),
        pytest.param({}, _steady_watch(quality=0.2), visits("cut"), HOUR, Verdict.SHAKY, id="failures first"),
    ],
)
def test_alarms(
    channel: dict[str, Any], watch: Watch | None, past: list[Visit], later: timedelta, verdict: Verdict
) -> None:
    found = health.look(fakes.channel(**channel), watch, past, now=NOON + later)

    assert found.verdict is verdict
    assert (found.cause is None) == (verdict is Verdict.GOOD)
