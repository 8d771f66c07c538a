"""When a host may be asked again."""

import asyncio
from datetime import timedelta

import pytest

from masdar.fetch import pace
from tests.fakes import NOON


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("120", timedelta(minutes=2)),
        (" 5 ", timedelta(seconds=5)),
        ("Thu, 01 Jan 2026 12:30:00 GMT", timedelta(minutes=30)),
        ("Thu, 01 Jan 2026 11:00:00 GMT", None),
        ("Thu, 01 Jan 2026 12:30:00", timedelta(minutes=30)),
        ("0", None),
        ("-5", None),
        ("1.5", None),
        ("soon", None),
        ("", None),
        (None, None),
        ("9" * 40, timedelta(seconds=10**9)),
    ],
)
def test_what_a_retry_after_means(said: str | None, expected: timedelta | None) -> None:
    assert pace.retry_after(said, now=NOON) == expected


def test_a_host_that_says_later_and_not_when_waits_longer_each_time() -> None:
    async def run() -> list[timedelta]:
        found = pace.Pace(delay=0)
        return [found.later("a.example", None, now=NOON) for _ in range(3)]

    assert asyncio.run(run()) == [pace.OWN, pace.OWN * 2, pace.OWN * 4]


def test_a_good_answer_ends_the_waiting_longer() -> None:
    async def run() -> timedelta:
        found = pace.Pace(delay=0)
        found.later("a.example", None, now=NOON)
        found.well("a.example")
        return found.later("a.example", None, now=NOON)

    assert asyncio.run(run()) == pace.OWN


def test_no_wait_passes_the_ceiling() -> None:
    async def run() -> timedelta:
        return pace.Pace(delay=0, ceiling=timedelta(days=1)).later("a.example", "999999999", now=NOON)

    assert asyncio.run(run()) == timedelta(days=1)


def test_a_pause_stands_between_two_turns_of_a_host_but_not_of_two_hosts() -> None:
    async def run() -> tuple[float, float]:
        loop = asyncio.get_running_loop()
        found = pace.Pace(delay=0.05)
        began = loop.time()
        for host in ("a.example", "b.example", "c.example"):
            async with found.turn(host):
                pass
        apart = loop.time() - began
        async with found.turn("a.example"):
            return apart, loop.time() - began

    apart, again = asyncio.run(run())
    assert apart < again
    assert again >= 0.05


def test_the_hosts_in_memory_are_bounded() -> None:
    async def run() -> int:
        found = pace.Pace(delay=0, hosts=20)
        for n in range(100):
            async with found.turn(f"{n}.example"):
                pass
        return len(found._hosts)

    assert asyncio.run(run()) <= 20


def test_the_pause_after_a_request_outlives_the_client() -> None:
    async def run() -> float:
        loop = asyncio.get_running_loop()
        first, second = pace.Pace(delay=0.05), pace.Pace(delay=0.05)
        async with first.turn("a.example"):
            ended = loop.time()
        for host in first.altered():
            second.recall(first.noted(host, now=NOON), now=NOON)
        async with second.turn("a.example"):
            return loop.time() - ended

    assert asyncio.run(run()) >= 0.045


def test_what_a_host_asked_for_outlives_the_client() -> None:
    async def run() -> tuple[float, timedelta]:
        first, second = pace.Pace(delay=0), pace.Pace(delay=0)
        first.later("a.example", "120", now=NOON)
        for host in first.altered():
            second.recall(first.noted(host, now=NOON), now=NOON + timedelta(seconds=60))
        return second.shut("a.example"), second.later("a.example", None, now=NOON)

    left, again = asyncio.run(run())
    assert 55 < left <= 60
    assert again == 2 * pace.OWN
