"""Pages that were made, kept until what they show may have changed, ready to be sent as they are."""

import asyncio
import gzip
from collections import OrderedDict
from collections.abc import Callable, Hashable

from starlette.concurrency import run_in_threadpool

from masdar.press.view import Page

# seconds between two looks at the change log: so long may a page be behind it
GLANCE = 1.0
# a page says how long ago things happened, so none is kept longer, in seconds
_OLDEST = 60.0
_LARGEST = 64 * 1024 * 1024
# addresses that lead to pages, for they may be written in endless ways
_NAMES = 50_000
# smaller bodies gain nothing from being packed
_SMALL, _LEVEL = 800, 6

# path as it came, and the query
Name = tuple[bytes, bytes]


class Kept:
    """A page, and its body packed ahead; what else is made of it once is laid beside it."""

    __slots__ = ("at", "packed", "page", "ready")

    def __init__(self, page: Page) -> None:
        self.page = page
        self.at = 0.0
        # the stamp of the time is left out, so that the same page is the same bytes
        small = len(page.body) < _SMALL
        self.packed = None if small else gzip.compress(page.body, _LEVEL, mtime=0)
        self.ready: dict[str, object] = {}

    @property
    def size(self) -> int:
        return len(self.page.body) + len(self.packed or b"")


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
        self._pages: OrderedDict[Hashable, Kept] = OrderedDict()
        self._names: dict[Name, Hashable] = {}
        self._size = 0
        # one page is made at a time: making is work for the processor, and two threads would only be in each
        # other's way
        self._making = asyncio.Lock()
        self.hits = 0
        self.misses = 0

    async def get(self, key: Hashable) -> Page | None:
        """The page, if it still holds."""
        await self._look()
        found = self._found(key)
        if found is None:
            self.misses += 1
            return None
        self.hits += 1
        return found.page

    async def named(self, name: Name) -> Kept | None:
        """The page that was last given for an address as it came, if it still holds."""
        if name not in self._names:
            return None
        await self._look()
        key = self._names.get(name)
        found = None if key is None else self._found(key)
        self.hits += found is not None
        return found

    def name(self, name: Name, key: Hashable) -> None:
        """Remember which page an address leads to."""
        if len(self._names) >= _NAMES:
            self._names.clear()
        self._names[name] = key

    async def made(self, key: Hashable, make: Callable[[], Page]) -> Page:
        """The page, made in a thread if it is not kept."""
        found = await self.get(key)
        if found is not None:
            return found
        async with self._making:
            # whoever waited may find it made
            if (kept := self._found(key)) is None:
                state = self._known
                kept = await run_in_threadpool(lambda: Kept(make()))
                self._put(key, kept, state)
        return kept.page

    @property
    def state(self) -> Hashable:
        """The state that pages are now kept for."""
        return self._known

    def put(self, key: Hashable, page: Page, state: Hashable) -> None:
        """Keep a page whose making began in that state: after a change it may show what is gone.

        Failures are not kept.
        """
        self._put(key, Kept(page), state)

    async def _look(self) -> None:
        now = asyncio.get_running_loop().time()
        if now - self._looked < self._glance:
            return
        # others go on with what is known while one looks
        self._looked = now
        state = await run_in_threadpool(self._state)
        if state != self._known:
            self._known = state
            self._pages.clear()
            self._names.clear()
            self._size = 0

    def _found(self, key: Hashable) -> Kept | None:
        found = self._pages.get(key)
        if found is None or asyncio.get_running_loop().time() - found.at > _OLDEST:
            return None
        self._pages.move_to_end(key)
        return found

    def _put(self, key: Hashable, kept: Kept, state: Hashable) -> None:
        if kept.page.status >= 500 or state != self._known:
            return
        self._drop(key)
        kept.at = asyncio.get_running_loop().time()
        self._pages[key] = kept
        self._size += kept.size
        while self._size > _LARGEST:
            self._drop(next(iter(self._pages)))

    def _drop(self, key: Hashable) -> None:
        found = self._pages.pop(key, None)
        self._size -= found.size if found else 0
