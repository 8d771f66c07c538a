"""The robots.txt of each site, fetched when it is first needed and kept for a day (RFC 9309)."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from masdar.arabic import decode
from masdar.errors import FetchError, Refused
from masdar.model import Capture
from masdar.sources import robots as rules

# seconds
DAY, AGAIN, LONG = 86_400.0, 600.0, 30 * 86_400.0
# sites whose answers are kept in memory
SITES = 5_000


@dataclass(slots=True)
class _Known:
    # None: nothing may be fetched for now
    text: str | None
    until: float
    # since when it could not be had; loop time
    since: float | None = None


@dataclass(slots=True)
class Robots:
    """What each site's robots.txt allows our `agent`. `fetch` gets one, without asking for leave again."""

    fetch: Callable[[str], Awaitable[Capture]]
    agent: str
    _known: dict[str, _Known] = field(default_factory=dict)
    _turns: dict[str, asyncio.Lock] = field(default_factory=dict)

    async def refusal(self, origin: str, url: str) -> str | None:
        """Why `url` may not be fetched; None if it may. `origin` is its scheme, host and port.

        Raises Refused where the site itself is none that we visit.
        """
        known = await self._of(origin)
        if known.text is None:
            return "its robots.txt cannot be had now, so nothing of the site is fetched"
        if not known.text or rules.allowed(known.text, self.agent, url):
            return None
        return "its robots.txt forbids it"

    def delay(self, origin: str) -> float | None:
        """The pause that a site's robots.txt asks for, if it was read already."""
        known = self._known.get(origin)
        return rules.delay(known.text, self.agent) if known and known.text else None

    async def _of(self, origin: str) -> _Known:
        loop = asyncio.get_running_loop()
        if len(self._known) > SITES:  # the eldest are asked again when they are needed
            for site in list(self._known)[: SITES // 2]:
                del self._known[site]
                if not self._turns[site].locked():
                    del self._turns[site]
        async with self._turns.setdefault(origin, asyncio.Lock()):
            known = self._known.get(origin)
            if known is None or known.until <= loop.time():
                known = self._known[origin] = await self._ask(origin, known)
        return known

    async def _ask(self, origin: str, before: _Known | None) -> _Known:
        now = asyncio.get_running_loop().time()
        try:
            answer = await self.fetch(f"{origin}/robots.txt")
        except Refused:
            # the site itself is none that we visit: nothing to remember
            raise
        except FetchError:
            return _missing(before, now)
        if answer.status == 429 or answer.status >= 500:
            return _missing(before, now)
        if answer.status >= 400:
            return _Known("", now + DAY)
        text = decode.text(answer.body[: rules.LIMIT], headers=answer.headers)
        # a page in its place says nothing about robots
        return _Known("" if text.lstrip().startswith("<") else text, now + DAY)


def _missing(before: _Known | None, now: float) -> _Known:
    """It cannot be had: what was known holds on; with nothing known all is closed, for 30 days at most."""
    since = before.since if before and before.since is not None else now
    if now - since > LONG:
        return _Known("", now + DAY, since)
    return _Known(before.text if before else None, now + AGAIN, since)
