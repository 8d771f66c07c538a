"""Searches that keep watching, and what they told to whom."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from masdar.model.names import ArticleId, StoryId


class Way(StrEnum):
    """How an alert reaches whoever wants it."""

    FEED = "feed"
    MAIL = "mail"
    WEBHOOK = "webhook"


class Telling(StrEnum):
    """How much of a story an alert tells."""

    STORY = "story"  # one article of it
    NEW = "new"  # every text that is no copy of one told


class News(StrEnum):
    """Why something is told."""

    FOUND = "found"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """A search that keeps watching."""

    id: str
    name: str
    query: str
    way: Way
    # a mail address, or the address of a webhook; empty for a feed
    to: str = ""
    language: str = "ar"
    telling: Telling = Telling.STORY
    # minutes between two messages, which then tell several articles; 0: each at once
    every: int = 0
    # hours of the day, from and up to, in which nothing is sent; and the IANA zone of that day
    quiet: tuple[int, int] | None = None
    zone: str = "Asia/Riyadh"
    # signs webhooks and the address that ends the alert; secret
    key: str
    # nothing that was published before is told
    since: datetime
    stopped: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """An article that an alert tells; `delivery` is the message that does, None while it waits."""

    alert: str
    article: ArticleId
    news: News = News.FOUND
    story: StoryId | None = None
    at: datetime
    delivery: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """A message of an alert: what it tells, and what became of it. Its id is made of these."""

    id: str
    alert: str
    articles: tuple[tuple[ArticleId, News], ...]
    made: datetime
    tries: int = 0
    # None: it was handed over, or given up
    due: datetime | None = None
    # what the other side said when it took it
    receipt: str | None = None
    failure: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A message as it leaves, whatever the way; `id` is the same however often it is sent."""

    id: str
    subject: str
    text: str
    html: str
    # what a program reads
    data: Mapping[str, Any]
    # the address at which one click ends it; empty for a letter that comes once
    stop: str
    at: datetime
