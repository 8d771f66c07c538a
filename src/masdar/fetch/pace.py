"""One request at a time a host, with a pause between; a host that says "later" is left alone."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from masdar.model import Host

# a host that asks for longer is taken at this
CEILING = timedelta(days=7)
# where a host says "later" and not when
OWN = timedelta(minutes=15)
# so many addresses of a host that are forbidden in a row mean "later" too: one may be a closed page
FORBIDDEN = 3


@dataclass(slots=True)
class _Host:
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    # loop time before which nothing is sent
    free: float = 0.0
    # loop time until which the host wants to be left alone
    shut: float = 0.0
    # how often it said "later" in a row
    streak: int = 0
    delay: float = 0.0
    # addresses that were forbidden since anything else was answered
    forbidden: set[str] = field(default_factory=set)


class Pace:
    """The queues of all hosts. `delay` is in seconds."""

    def __init__(self, *, delay: float, ceiling: timedelta = CEILING, hosts: int = 10_000) -> None:
        self._delay = delay
        self._ceiling = ceiling
        self._hosts: dict[str, _Host] = {}
        self._most = hosts
        self._altered: set[str] = set()

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Wait for this host's turn and hold it."""
        loop = asyncio.get_running_loop()
        mine = self._host(host)
        async with mine.turn:
            if (wait := mine.free - loop.time()) > 0:
                await asyncio.sleep(wait)
            try:
                yield
            finally:
                mine.free = loop.time() + max(self._delay, mine.delay)

    def shut(self, host: str) -> float:
        """Seconds for which the host still wants to be left alone; 0 if it does not."""
        found = self._hosts.get(host)
        return max(0.0, found.shut - asyncio.get_running_loop().time()) if found else 0.0

    def later(self, host: str, said: str | None, *, now: datetime) -> timedelta:
        """Note that a host said "later", with its Retry-After; for how long it is left alone."""
        mine = self._host(host)
        mine.streak += 1
        wait = retry_after(said, now=now)
        if wait is None:
            wait = OWN * (1 << min(mine.streak - 1, 10))
        wait = min(wait, self._ceiling)
        mine.shut = asyncio.get_running_loop().time() + wait.total_seconds()
        mine.forbidden.clear()
        self._altered.add(host)
        return wait

    def forbidden(self, host: str, url: str, *, now: datetime) -> None:
        """Note that an address was forbidden; where that befalls one after the other, it means "later"."""
        mine = self._host(host)
        mine.forbidden.add(url)
        if len(mine.forbidden) >= FORBIDDEN:
            self.later(host, None, now=now)

    def well(self, host: str) -> None:
        """Note that a host answered as it should."""
        found = self._hosts.get(host)
        if found is not None and (found.streak or found.forbidden):
            found.streak = 0
            found.forbidden.clear()
            self._altered.add(host)

    def altered(self) -> set[str]:
        """The hosts of which something is to be remembered anew since this was last asked."""
        found, self._altered = self._altered, set()
        # whoever asks next must keep the pause after what was just asked
        now = asyncio.get_running_loop().time()
        return found | {host for host, each in self._hosts.items() if each.free > now}

    def noted(self, host: str, *, now: datetime) -> Host:
        """What is to be remembered of a host."""
        left = self.shut(host)
        mine = self._hosts.get(host, _Host())
        pause = mine.free - asyncio.get_running_loop().time()
        return Host(
            name=host,
            shut=now + timedelta(seconds=left) if left else None,
            streak=mine.streak,
            free=now + timedelta(seconds=pause) if pause > 0 else None,
        )

    def recall(self, noted: Host, *, now: datetime) -> None:
        """Go on from what was noted."""
        if noted.free is not None and (pause := (noted.free - now).total_seconds()) > 0:
            self._host(noted.name).free = asyncio.get_running_loop().time() + min(pause, 60.0)
        left = (noted.shut - now).total_seconds() if noted.shut else 0.0
        if left > 0 or noted.streak:
            mine = self._host(noted.name)
            left = min(left, self._ceiling.total_seconds())
            mine.shut = max(mine.shut, asyncio.get_running_loop().time() + left)
            mine.streak = max(mine.streak, noted.streak)

    def slow(self, host: str, delay: float) -> None:
        """Heed a delay that the host's robots.txt asks for, up to a minute."""
        self._host(host).delay = min(max(delay, 0.0), 60.0)

    def _host(self, host: str) -> _Host:
        if host not in self._hosts:
            if len(self._hosts) >= self._most:
                now = asyncio.get_running_loop().time()
                idle = [
                    name for name, each in self._hosts.items() if not each.turn.locked() and each.shut < now
                ]
                for name in idle[: self._most // 2]:
                    del self._hosts[name]
            self._hosts[host] = _Host()
        return self._hosts[host]


def retry_after(said: str | None, *, now: datetime) -> timedelta | None:
    """What a Retry-After means (RFC 9110, 10.2.3); None where it is missing, past or no time at all."""
    text = (said or "").strip()
    if text.isascii() and text.isdigit():
        seconds = int(text[:12])
        return timedelta(seconds=min(seconds, 10**9)) if seconds else None
    try:
        at = parsedate_to_datetime(text)
    except ValueError:
        return None
    at = at.replace(tzinfo=UTC) if at.tzinfo is None else at
    return at - now if at > now else None
