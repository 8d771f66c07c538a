"""The engine: order, failures as values, workers that die or hang."""

import os
import signal
import threading
from collections.abc import Callable, Iterator

import pytest

from masdar.engine import InProcess, Processes, open_engine
from masdar.errors import WorkerLost


def double(number: int) -> int:
    if number == 13:
        raise ValueError("unlucky")
    return number * 2


def die_on_seven(number: int) -> int:
    if number == 7:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def hang_on_seven(number: int) -> int:
    if number == 7:
        threading.Event().wait()
    return number


@pytest.fixture(params=[1, 2])
def engine(request: pytest.FixtureRequest) -> Iterator[InProcess]:
    with open_engine(request.param) as opened:
        yield opened


def test_results_keep_the_order_and_failures_are_values(engine: InProcess) -> None:
    results = list(engine.map(double, iter(range(100))))

    assert [each for each in results if isinstance(each, int)] == [n * 2 for n in range(100) if n != 13]
    assert isinstance(results[13], ValueError)


def test_nothing_in_gives_nothing_out(engine: InProcess) -> None:
    assert list(engine.map(double, [])) == []


def test_inputs_are_taken_only_as_far_as_needed() -> None:
    taken: list[int] = []

    def endless() -> Iterator[int]:
        number = 0
        while True:
            taken.append(number)
            yield number
            number += 1

    with Processes(1) as engine:
        results = engine.map(double, endless())
        assert next(results) == 0

    assert len(taken) < 1_000


@pytest.mark.slow
@pytest.mark.parametrize("bad", [die_on_seven, hang_on_seven])
def test_a_worker_that_dies_or_hangs_costs_its_input_alone(bad: Callable[[int], int]) -> None:
    with Processes(2, limit=2.0) as engine:
        results = list(engine.map(bad, range(70)))

    assert isinstance(results[7], WorkerLost)
    assert [each for each in results if isinstance(each, int)] == [n for n in range(70) if n != 7]
