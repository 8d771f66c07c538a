"""The thread that browsers are spoken to from.

Playwright leaves an event loop running in the thread that it was started in, and no other test
could run one there. So whatever touches a browser does so on a thread of its own.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

_thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="browser")


def do(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """What a function gives, or raises, on that thread."""
    return _thread.submit(function, *args, **kwargs).result()
