"""The robots.txt of each site, fetched when it is first needed and kept for a day (RFC 9309)."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from masdar.arabic import decode
from masdar.errors import FetchError, Later, Refused, Unreachable
from masdar.model import Capture, Leave
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
    # why it could not be had
    why: str = ""


@dataclass(slots=True)
class Robots:
    """What each site's robots.txt allows our `agent`. `fetch` gets one, without asking for leave again."""

    fetch: Callable[[str], Awaitable[Capture]]
    agent: str
    now: Callable[[], datetime]
    _known: dict[str, _Known] = field(default_factory=dict)
    _turns: dict[str, asyncio.Lock] = field(default_factory=dict)
    _altered: set[str] = field(default_factory=set)

    async def refusal(self, origin: str, url: str) -> str | None:
        """Why `url` may not be fetched; None if it may. `origin` is its scheme, host and port.

        Raises Refused where the site itself is none that we visit, and Unreachable while its robots.txt
        cannot be had.
        """
        known = await self._of(origin)
        if known.text is None:
            why = known.why or "it could not be had the last time"
            raise Unreachable(url, f"its robots.txt cannot be had, so nothing of the site is fetched: {why}")
        if not known.text or rules.allowed(known.text, self.agent, url):
            return None
        return "its robots.txt forbids it"

    def delay(self, origin: str) -> float | None:
        """The pause that a site's robots.txt asks for, if it was read already."""
        known = self._known.get(origin)
        return rules.delay(known.text, self.agent) if known and known.text else None

    def altered(self) -> set[str]:
        """The sites whose robots.txt was asked for since this was last called."""
        found, self._altered = self._altered, set()
        return found

    def noted(self, host: str) -> dict[str, Leave]:
        """What is known of a host's sites, by origin, for `recall`."""
        loop, now = asyncio.get_running_loop().time(), self.now()
        return {
            origin: Leave(
                text=known.text,
                until=now + timedelta(seconds=known.until - loop),
                since=None if known.since is None else now + timedelta(seconds=known.since - loop),
            )
            for origin, known in self._known.items()
            if urlsplit(origin).hostname == host
        }

    def recall(self, noted: Mapping[str, Leave]) -> None:
        """Go on from what was noted, where nothing newer is known."""
        loop, now = asyncio.get_running_loop().time(), self.now()
        for origin, leave in noted.items():
            since = None if leave.since is None else loop + (leave.since - now).total_seconds()
            # a clock that jumped must not make it hold longer than a day
            left = min((leave.until - now).total_seconds(), DAY)
            self._known.setdefault(origin, _Known(leave.text, loop + left, since))

    async def _of(self, origin: str) -> _Known:
        loop = asyncio.get_running_loop()
        if len(self._known) > SITES:  # the eldest are asked again when they are needed
            for site in list(self._known)[: SITES // 2]:
                del self._known[site]
                if site in self._turns and not self._turns[site].locked():
                    del self._turns[site]
        async with self._turns.setdefault(origin, asyncio.Lock()):
            known = self._known.get(origin)
            if known is None or known.until <= loop.time():
                known = self._known[origin] = await self._ask(origin, known)
                self._altered.add(origin)
        return known

    async def _ask(self, origin: str, before: _Known | None) -> _Known:
        now = asyncio.get_running_loop().time()
        try:
            answer = await self.fetch(f"{origin}/robots.txt")
        except Refused:
            # the site itself is none that we visit: nothing to remember
            raise
        except Later:
            # nobody was asked: the host is left alone, and this is as it was
            raise
        except FetchError as error:
            return _missing(before, now, error.why)
        if answer.status == 429 or answer.status >= 500:
            return _missing(before, now, f"status {answer.status}")
        if answer.status >= 400:
            return _Known("", now + DAY)
        text = decode.text(answer.body[: rules.LIMIT], headers=answer.headers)
        # a page in its place says nothing about robots
        return _Known("" if text.lstrip().startswith("<") else text, now + DAY)


def _missing(before: _Known | None, now: float, why: str) -> _Known:
    """It cannot be had: what was known holds on; with nothing known all is closed, for 30 days at most."""
    since = before.since if before and before.since is not None else now
    if now - since > LONG:
        return _Known("", now + DAY, since)
    return _Known(before.text if before else None, now + AGAIN, since, why)
