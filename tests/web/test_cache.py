"""Pages are kept as long as they are true, and no longer."""

import asyncio
import time
from collections.abc import Callable, Coroutine
from typing import Any

from masdar.press.view import Page
from masdar.web.cache import Cache

PAGE = Page(path="/", body=b"page")


def run(scenario: Callable[[], Coroutine[Any, Any, None]]) -> None:
    asyncio.run(scenario())


def test_a_page_is_kept_while_nothing_changes() -> None:
    async def scenario() -> None:
        cache = Cache(lambda: 1, glance=0.0)
        assert await cache.get("a") is None
        cache.put("a", PAGE, cache.state)

        assert await cache.get("a") is PAGE

    run(scenario)


def test_a_change_drops_what_was_kept() -> None:
    async def scenario() -> None:
        states = iter([1, 2])
        cache = Cache(lambda: next(states), glance=0.0)
        await cache.get("a")
        cache.put("a", PAGE, cache.state)

        assert await cache.get("a") is None

    run(scenario)


def test_a_page_begun_before_a_change_is_not_kept_after_it() -> None:
    async def scenario() -> None:
        states = iter([1, 2, 2])
        cache = Cache(lambda: next(states), glance=0.0)
        await cache.get("a")
        begun = cache.state
        await cache.get("b")
        cache.put("a", PAGE, begun)

        assert await cache.get("a") is None

    run(scenario)


def test_the_state_is_not_asked_for_at_every_page() -> None:
    async def scenario() -> None:
        states = iter([1])
        cache = Cache(lambda: next(states), glance=3600.0)
        for _ in range(5):
            await cache.get("a")

        assert cache.state == 1

    run(scenario)


def test_failures_are_not_kept() -> None:
    async def scenario() -> None:
        cache = Cache(lambda: 1)
        await cache.get("a")
        cache.put("a", Page(path="/", body=b"", status=500), cache.state)

        assert await cache.get("a") is None

    run(scenario)


def test_the_page_longest_unused_goes_first() -> None:
    async def scenario() -> None:
        large = Page(path="/", body=bytes(30 * 1024 * 1024))
        cache = Cache(lambda: 1)
        for key in ("a", "b"):
            await cache.get(key)
            cache.put(key, large, cache.state)
        await cache.get("a")
        cache.put("c", large, cache.state)

        assert [await cache.get(key) is not None for key in ("a", "b", "c")] == [True, False, True]

    run(scenario)


def test_two_who_ask_at_once_get_one_page_that_was_made_once() -> None:
    made: list[int] = []

    def make() -> Page:
        time.sleep(0.01)
        made.append(1)
        return PAGE

    async def scenario() -> None:
        cache = Cache(lambda: 1, glance=3600.0)
        await cache.get("another")
        one, other = await asyncio.gather(cache.made("key", make), cache.made("key", make))
        assert one is other

    run(scenario)
    assert made == [1]
