"""Two simulated days of the real desk against invented publishers: polite, sparing, and in time."""

from pathlib import Path

import numpy
import pytest
from benchmarks import week
from benchmarks.publishers import publishers

# each plays the whole house from end to end
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> week.Seen:
    home: Path = tmp_path_factory.mktemp("week") / "home"
    return week.live(publishers(16, days=2, seed=3), hosts=5, days=2, seed=3, home=home, every=300)


def test_no_host_is_asked_two_things_at_once_or_too_soon(seen: week.Seen) -> None:
    assert seen.requests["feed"] > 300
    assert (seen.overlapping, seen.hurried) == (0, 0)


def test_a_retry_after_is_always_kept(seen: week.Seen) -> None:
    assert seen.later > 0
    assert seen.broken == 0


def test_visits_are_conditional(seen: week.Seen) -> None:
    assert seen.repeats > 300
    assert seen.conditional >= 0.99 * seen.repeats


def test_robots_txt_is_asked_for_once_a_day(seen: week.Seen) -> None:
    assert seen.requests["robots.txt"] <= 5 * 3


def test_at_equal_delay_at_most_half_the_requests_of_a_fixed_pace_are_made() -> None:
    found = week.curve(publishers(30, days=3, seed=9), 3, (0.02, 0.1, 0.4))

    assert week.at_equal(found, "median") <= 0.5
    assert week.at_equal(found, "mean") <= 0.7


def test_the_rhythm_pays_for_every_kind_of_publisher() -> None:
    made = publishers(30, days=3, seed=11)

    for kind in ("regular", "poisson", "bursty"):
        some = [each for each in made if each.kind == kind]
        found = week.curve(some, 3, (0.02, 0.1, 0.4))
        assert week.at_equal(found, "median") <= 0.9, kind
        assert all(numpy.isfinite(row["mean"]) for row in found["rhythm"].values())
