"""Runs a pure function over many inputs, in this process or over processes that may be killed.

    with open_engine(jobs=2) as engine:
        for result in engine.map(function, inputs):
            ...

Results come in the order of the inputs. What the function raises, and a worker that dies or
takes too long, is a value in its place; the rest goes on. Memory is bounded: no more than a few
chunks are under way at a time.
"""

import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures import TimeoutError as TookTooLong
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from types import TracebackType
from typing import Any, Self

from masdar.errors import WorkerLost

CHUNK = 32
# chunks under way a worker: enough to keep it busy while the caller writes
AHEAD = 8
# seconds that a chunk may take, and then each input alone; a page that hangs is killed with its worker
LIMIT = 20.0


class InProcess:
    """The engine without processes: nothing to start, nothing that can be killed."""

    def map(self, function: Callable[[Any], Any], inputs: Iterable[Any]) -> Iterator[Any]:
        for each in inputs:
            yield _call(function, each)

    def close(self) -> None: ...

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class Processes(InProcess):
    """The engine over worker processes, which start when they are first needed."""

    def __init__(self, jobs: int, *, limit: float = LIMIT) -> None:
        self._jobs = jobs
        self._limit = limit
        self._pool: ProcessPoolExecutor | None = None

    def map(self, function: Callable[[Any], Any], inputs: Iterable[Any]) -> Iterator[Any]:
        rest = iter(inputs)
        under_way: deque[tuple[list[Any], Future[list[Any]]]] = deque()
        while True:
            while len(under_way) < AHEAD * self._jobs and (chunk := list(islice(rest, CHUNK))):
                under_way.append((chunk, self._submit(function, chunk)))
            if not under_way:
                return
            chunk, future = under_way.popleft()
            try:
                yield from future.result(timeout=self._limit)
            except (BrokenProcessPool, TookTooLong):
                self._kill()
                # one input at a time finds the one that kills; the other chunks are sent anew
                yield from self._singly(function, chunk)
                under_way = deque((each, self._submit(function, each)) for each, _ in under_way)

    def close(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None

    def _singly(self, function: Callable[[Any], Any], chunk: list[Any]) -> Iterator[Any]:
        for each in chunk:
            try:
                yield from self._submit(function, [each]).result(timeout=self._limit)
            except BrokenProcessPool:
                self._kill()
                yield WorkerLost("the reader died on this input; it was set aside, the rest went on")
            except TookTooLong:
                self._kill()
                yield WorkerLost(
                    f"reading took more than {self._limit:g} s and was stopped; the rest went on"
                )

    def _submit(self, function: Callable[[Any], Any], chunk: list[Any]) -> Future[list[Any]]:
        if self._pool is None:
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(self._jobs, mp_context=context, initializer=_deaf)
        return self._pool.submit(_calls, function, chunk)

    def _kill(self) -> None:
        if self._pool is not None:
            for process in list((self._pool._processes or {}).values()):
                process.kill()
            self._pool.shutdown(wait=False, cancel_futures=True)
            self._pool = None


def open_engine(jobs: int = 1) -> InProcess:
    """An engine with so many worker processes; 1 runs everything in this process."""
    return Processes(jobs) if jobs > 1 else InProcess()


def _deaf() -> None:
    """Ctrl-C on a terminal reaches every process; the one that started the workers ends them."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _calls(function: Callable[[Any], Any], chunk: list[Any]) -> list[Any]:
    return [_call(function, each) for each in chunk]


def _call(function: Callable[[Any], Any], each: Any) -> Any:
    try:
        return function(each)
    except Exception as error:  # a failure is a value: the caller counts it with its reason
        return error
