"""What leads to an article, and where it was met."""

from dataclasses import dataclass
from datetime import datetime

from masdar.model.article import Dateline
from masdar.model.names import ArticleId, ChannelId, SourceId
from masdar.model.taking import Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """What a channel says of an article. Times are as the channel printed them."""

    url: str
    channel: ChannelId | None = None
    seen: datetime
    item: str | None = None
    title: str | None = None
    summary: str | None = None
    # whole text or HTML, where the channel gives it
    content: str | None = None
    author: str | None = None
    published: str | None = None
    updated: str | None = None
    language: str | None = None
    image: str | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    version: str | None = None
    status: Status = Status.USABLE
    # what the channel itself says of the origin: RSS <source>, a wire's credit line
    credit: str | None = None
    credit_url: str | None = None
    # the id that an outside collection gave it; kept, and printed in exports
    outside: str | None = None
    # a wire's own field, apart from the text
    dateline: Dateline | None = None
    # the persons of a byline, where the channel's format tells them apart
    writers: tuple[str, ...] | None = None
    # not to be shown before
    embargo: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """A page that a lead led to and that is still to be fetched."""

    id: ArticleId
    lead: Lead
    source: SourceId
    # the host that will be asked
    host: str
    # when to try next; None: it was tried often enough
    due: datetime | None
    tries: int = 0
    # why the last try gave nothing
    why: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """That a channel named an article, under which address, and when first."""

    channel: ChannelId
    url: str
    at: datetime
