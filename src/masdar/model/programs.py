"""Who asks us by program."""

from dataclasses import dataclass
from datetime import datetime

from masdar.model.names import Digest


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """What lets a program ask for more than the public may. The key itself is kept nowhere."""

    # names it to people; no secret
    id: str
    name: str
    # SHA-256 of the key in hexadecimal digits
    digest: str
    made: datetime
    ended: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscriber:
    """Somebody to whom our hub sends a feed of ours whenever it alters (WebSub)."""

    id: str
    # the path of the feed, with its query
    topic: str
    callback: str
    # signs what is sent; empty: it is not signed
    secret: str = ""
    until: datetime
    # the digest of the feed as it was last taken; None: not yet
    sent: Digest | None = None
    # tries that failed in a row, when to try next, and what went wrong
    tries: int = 0
    due: datetime | None = None
    failure: str | None = None
