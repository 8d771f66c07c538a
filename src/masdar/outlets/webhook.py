"""Letters to a program: JSON that is signed, so that the receiver knows whose it is and how old.

The headers of each post:

    masdar-event       the id of the message, the same however often it is sent
    masdar-time        seconds since 1970, at which it was signed
    masdar-signature   v1=HMAC-SHA256 in hexadecimal digits of "time.event.body" under the alert's key

A receiver takes what `genuine` says yes to and what has an event that it has not seen: a forged message has
no signature, one that is played again has an old time or a known event.
"""

import hmac
from collections.abc import Callable, Mapping
from datetime import datetime

import msgspec

from masdar.errors import DeliveryError
from masdar.model import Capture, Letter, NotModified, Request
from masdar.ports import Fetcher

EVENT, TIME, SIGNATURE = "masdar-event", "masdar-time", "masdar-signature"
# seconds within which a message is fresh
FRESH = 300
# what will not be taken later either: gone, and what is no address of a webhook
_FINAL = frozenset({404, 405, 410})


class Webhook:
    """Implements `ports.Outlet` over the one client."""

    def __init__(self, fetcher: Fetcher, *, now: Callable[[], datetime]) -> None:
        self._fetcher = fetcher
        self._now = now

    async def hand(self, letter: Letter, *, to: str, key: str) -> str:
        body = msgspec.json.encode(letter.data)
        answer = await self._fetcher.send(request(to, key, letter.id, body, now=self._now()))
        return taken(answer, to)


def request(to: str, key: str, event: str, body: bytes, *, now: datetime) -> Request:
    """A message that is signed."""
    time = int(now.timestamp())
    headers = {
        "content-type": "application/json",
        EVENT: event,
        TIME: str(time),
        SIGNATURE: signature(key, time, event, body),
    }
    return Request(url=to, method="POST", headers=headers, body=body)


def taken(answer: Capture | NotModified, to: str) -> str:
    """What the receiver said when it took the message. Raises DeliveryError where it did not."""
    if isinstance(answer, NotModified) or not 200 <= answer.status < 300:
        status = 304 if isinstance(answer, NotModified) else answer.status
        raise DeliveryError(to, f"HTTP {status}", final=status in _FINAL)
    return f"HTTP {answer.status}"


def signature(key: str, time: int, event: str, body: bytes) -> str:
    """The signature of a message."""
    signed = f"{time}.{event}.".encode() + body
    return "v1=" + hmac.new(key.encode(), signed, "sha256").hexdigest()


def genuine(key: str, headers: Mapping[str, str], body: bytes, *, now: float) -> bool:
    """Whether a message was signed with the key, and of late; for receivers. Compares in constant time."""
    given = {name.lower(): value for name, value in headers.items()}
    try:
        time = int(given.get(TIME, ""))
    except ValueError:
        return False
    wanted = signature(key, time, given.get(EVENT, ""), body)
    fresh = abs(now - time) <= FRESH
    return hmac.compare_digest(wanted.encode(), given.get(SIGNATURE, "").encode()) and fresh
