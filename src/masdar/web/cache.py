"""Pages that were made, kept until what they show may have changed."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Hashable

from starlette.concurrency import run_in_threadpool

from masdar.press.view import Page

# seconds between two looks at the change log: so long may a page be behind it
GLANCE = 1.0
# a page says how long ago things happened, so none is kept longer, in seconds
_OLDEST = 60.0
_LARGEST = 64 * 1024 * 1024


class Cache:
    """Pages by key, for one state of the store; lives on one event loop.

    The state is asked for at most once in `glance` seconds, in a thread; between two looks an answer costs
    no more than a look into a dictionary. It holds 64 MiB at most, and lets go of the page longest unused.
    """

    def __init__(self, state: Callable[[], Hashable], *, glance: float = GLANCE) -> None:
        self._state = state
        self._glance = glance
        self._known: Hashable = None
        self._looked = float("-inf")
        self._pages: OrderedDict[Hashable, tuple[float, Page]] = OrderedDict()
        self._size = 0
        self.hits = 0
        self.misses = 0

    async def get(self, key: Hashable) -> Page | None:
        """The page, if it still holds."""
        now = asyncio.get_running_loop().time()
        if now - self._looked >= self._glance:
            # others go on with what is known while one looks
            self._looked = now
            state = await run_in_threadpool(self._state)
            if state != self._known:
                self._known = state
                self._pages.clear()
                self._size = 0
        found = self._pages.get(key)
        if found is None or now - found[0] > _OLDEST:
            self.misses += 1
            return None
        self._pages.move_to_end(key)
        self.hits += 1
        return found[1]

    @property
    def state(self) -> Hashable:
        """The state that pages are now kept for."""
        return self._known

    async def made(self, key: Hashable, make: Callable[[], Page]) -> Page:
        """The page, made in a thread if it is not kept."""
        page = await self.get(key)
        if page is None:
            state = self.state
            page = await run_in_threadpool(make)
            self.put(key, page, state)
        return page

    def put(self, key: Hashable, page: Page, state: Hashable) -> None:
        """Keep a page whose making began in that state: after a change it may show what is gone.

        Failures are not kept.
        """
        if page.status >= 500 or state != self._known:
            return
        self._drop(key)
        self._pages[key] = (asyncio.get_running_loop().time(), page)
        self._size += len(page.body)
        while self._size > _LARGEST:
            self._drop(next(iter(self._pages)))

    def _drop(self, key: Hashable) -> None:
        found = self._pages.pop(key, None)
        self._size -= len(found[1].body) if found else 0
