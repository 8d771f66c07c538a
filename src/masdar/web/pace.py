"""How much each may ask in a minute: a bucket for each, in memory that is bounded."""

import ipaddress
import math
from collections import OrderedDict
from collections.abc import Callable
from time import monotonic
from typing import NamedTuple

# buckets that are remembered; whoever is forgotten begins with a full one
MOST = 20_000


class Left(NamedTuple):
    """What is left of a bucket, of how much, and after how many seconds there is one more."""

    left: int
    rate: int
    seconds: int
    granted: bool


class Pace:
    """A bucket of a minute's requests for each name, which fills up evenly. Lives on one event loop."""

    def __init__(self, *, most: int = MOST, clock: Callable[[], float] = monotonic) -> None:
        self._most = most
        self._clock = clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, name: str, rate: int) -> Left:
        """Take one of so many a minute."""
        now = self._clock()
        full, since = self._buckets.pop(name, (float(rate), now))
        level = min(float(rate), full + (now - since) * rate / 60)
        granted = level >= 1
        level -= granted
        self._buckets[name] = (level, now)
        if len(self._buckets) > self._most:
            self._buckets.popitem(last=False)
        wait = math.ceil((1 - level) * 60 / rate) if level < 1 else 0
        return Left(left=int(level), rate=rate, seconds=wait, granted=granted)

    def __len__(self) -> int:
        return len(self._buckets)


def asker(host: str | None) -> str:
    """Who asks: an address, of IPv6 the network that one house has."""
    try:
        address = ipaddress.ip_address(host or "")
    except ValueError:
        return host or "unknown"
    if isinstance(address, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)
