"""What comes in: requests and captures."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from masdar.model.names import Digest, digest


class Via(StrEnum):
    """The way on which a capture came."""

    PAGE = "page"
    FEED = "feed"
    FILE = "file"
    ARCHIVE = "archive"
    RECORD = "record"
    # a file in a format of news agencies
    WIRE = "wire"


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """One answer of the world, exactly as it came. A file's time is the time that the file states."""

    url: str
    final_url: str
    at: datetime
    body: bytes
    status: int = 200
    # lower-case names
    headers: Mapping[str, str] = field(default_factory=dict)
    digest: Digest = Digest("")
    via: Via = Via.PAGE
    # where in an archive it stands: file name and offset
    record: str | None = None
    # where the address led by redirects that all say "for good"; not kept
    moved: str | None = None

    def __post_init__(self) -> None:
        if not self.digest:
            object.__setattr__(self, "digest", digest(self.body))


@dataclass(frozen=True, slots=True, kw_only=True)
class NotModified:
    """The server says that nothing changed since the validators we sent."""

    url: str
    at: datetime
    final_url: str = ""
    moved: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    url: str
    method: str = "GET"
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    etag: str | None = None
    last_modified: str | None = None
    # the address that the validators are of, where a redirect leads to it; None: of `url`
    validates: str | None = None
    # asked of a home that its operator signs in to: what robots.txt says to crawlers does not bear on it
    own: bool = False


class Status(StrEnum):
    """How an article stands at its origin, in the words of ninjs `pubStatus`."""

    USABLE = "usable"
    WITHHELD = "withheld"
    CORRECTED = "corrected"
    CANCELED = "canceled"
