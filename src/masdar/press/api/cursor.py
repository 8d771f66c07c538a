"""Places in a list, as programs hand them back. Whatever is of their form names a place.

>>> from datetime import UTC
>>> place(timed(datetime(2026, 1, 1, tzinfo=UTC), "abc"), str)
(datetime.datetime(2026, 1, 1, 0, 0, tzinfo=datetime.timezone.utc), 'abc')
>>> past(scored(model.Hit(article=model.ArticleId("abc"), score=0.1)))
Hit(article='abc', score=0.1)
"""

import math
import struct
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from masdar import model

T = TypeVar("T", bound=str)

# microseconds since 1970, or the bits of a number, and the id of the last one seen
TIMED = r"^([0-9]{1,16}\.[A-Za-z0-9_-]{1,200})?$"
SCORED = r"^([0-9a-f]{16}\.[A-Za-z0-9_-]{1,200})?$"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TICK = timedelta(microseconds=1)


def timed(when: datetime, id: str) -> str:
    """A place in a list by time; what is older than 1970 stands at its beginning."""
    return f"{max(0, (when - _EPOCH) // _TICK)}.{id}"


def place(given: str, kind: type[T]) -> tuple[datetime, T] | None:
    """The place in a list by time; None for an empty cursor. It must be of the form `TIMED`."""
    if not given:
        return None
    ticks, _, id = given.partition(".")
    return _EPOCH + timedelta(microseconds=int(ticks)), kind(id)


def scored(hit: model.Hit) -> str:
    """A place in what a search found."""
    return f"{struct.pack('>d', hit.score).hex()}.{hit.article}"


def past(given: str) -> model.Hit | None:
    """The place in what a search found; None for an empty cursor. It must be of the form `SCORED`."""
    if not given:
        return None
    bits, _, id = given.partition(".")
    (score,) = struct.unpack(">d", bytes.fromhex(bits))
    return model.Hit(article=model.ArticleId(id), score=score if math.isfinite(score) else 0.0)
