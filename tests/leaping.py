"""A loop whose clock leaps: where nothing is ready it is at once as late as the next timer wants it.

A week passes in seconds, in the same order every time: what would run in a thread runs in place.

    with asyncio.Runner(loop_factory=Leaping) as runner:
        runner.run(main())
"""

import asyncio
import selectors
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

T = TypeVar("T")

START = datetime(2026, 1, 1, 12, tzinfo=UTC)


class _Selector(selectors.DefaultSelector):
    def __init__(self) -> None:
        super().__init__()
        self.passed = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        ready = super().select(0)
        if ready or timeout is None or timeout <= 0:
            return ready if timeout is not None else (ready or super().select(timeout))
        self.passed += timeout
        return []


class Leaping(asyncio.SelectorEventLoop):
    """Its time begins at 0, its `now` at `START`."""

    def __init__(self) -> None:
        self._leaps = _Selector()
        super().__init__(self._leaps)

    def time(self) -> float:
        return self._leaps.passed

    def now(self) -> datetime:
        return START + timedelta(seconds=self._leaps.passed)

    def run_in_executor(  # type: ignore[override] # the stub's variadic generics cannot be met
        self, executor: Any, func: Callable[..., Any], *args: Any
    ) -> "asyncio.Future[Any]":
        future = self.create_future()
        try:
            future.set_result(func(*args))
        except Exception as error:
            future.set_exception(error)
        return future


def run(main: Callable[[Leaping], Coroutine[Any, Any, T]]) -> T:
    """Run a coroutine function on such a loop, which it is given."""
    with asyncio.Runner(loop_factory=Leaping) as runner:
        loop = runner.get_loop()
        assert isinstance(loop, Leaping)
        return runner.run(main(loop))
