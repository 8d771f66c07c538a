"""One visit to a channel: ask for it, read it, and say what was heard. Nothing is written here."""

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

from masdar.errors import FetchError, Later, NotAFeed, ReadError, Unreachable
from masdar.formats import section, sniff
from masdar.formats.feed import Feed
from masdar.model import Capture, Channel, ChannelKind, Document, Lead, NotModified, Request, Source, Watch
from masdar.ports import Fetcher
from masdar.sources import rhythm, turned

# documents of a sitemap index that one visit reads anew, and asks for at all
DOCUMENTS, ASKED = 3, 8
# an index may lead to indexes, once
_DEPTH = 2
# documents up to so many bytes are read at once, larger ones beside the loop
_LIGHT = 128 * 1024
_MAX_AGE = re.compile(r"\bmax-age\s*=\s*\"?(\d{1,8})")
_CLOSED = re.compile(r"\bno-(?:store|cache)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A channel to visit, with what its past comes to."""

    channel: Channel
    source: Source
    watch: Watch


@dataclass(slots=True, kw_only=True)
class Heard:
    """What a channel said."""

    at: datetime
    leads: tuple[Lead, ...] = ()
    status: int | None = None
    # bytes, and seconds
    size: int = 0
    took: float = 0.0
    failure: str | None = None
    # seconds for which its host wants to be left alone: no visit took place
    later: float | None = None
    # what it turned into; nothing of it is taken then
    turned: str | None = None
    unchanged: bool = False
    # whether a body came and was read
    whole: bool = False
    notes: tuple[str, ...] = ()
    etag: str | None = None
    last_modified: str | None = None
    validates: str | None = None
    moved: str | None = None
    rest: timedelta | None = None
    skip_hours: tuple[int, ...] = ()
    skip_days: tuple[int, ...] = ()
    documents: Mapping[str, Document] = field(default_factory=dict)
    # where it can be subscribed to: its hub, and what it calls itself
    hub: str | None = None
    topic: str | None = None


async def hear(fetcher: Fetcher, plan: Plan, *, now: datetime, budget: float) -> Heard:
    """Fetch the channel and read its leads. Never raises: a failure is what was heard."""
    begun = asyncio.get_running_loop().time()
    heard = Heard(at=now)
    try:
        async with asyncio.timeout(budget):
            await _hear(fetcher, plan, heard)
    except TimeoutError:
        heard.failure = f"{Unreachable.code} its time was over"
    except Later as error:
        heard.later, heard.failure = error.seconds, f"{error.code} {error.why}"
    except FetchError as error:
        heard.failure = f"{error.code} {error.why or 'nothing came'}"
    except (NotAFeed, ReadError) as error:
        heard.failure = f"{error.code} {error}"
    except Exception as error:  # a document that breaks a reader must not end the round
        heard.failure = f"{type(error).__name__}: {error}"
    heard.took = asyncio.get_running_loop().time() - begun
    return heard


async def _hear(fetcher: Fetcher, plan: Plan, heard: Heard) -> None:
    watch = plan.watch
    asked = watch.whole is not None and not rhythm.unconditional(watch, now=heard.at)
    answer = await fetcher.send(
        Request(
            url=plan.channel.where,
            etag=watch.etag if asked else None,
            last_modified=watch.last_modified if asked else None,
            validates=watch.validates if asked else None,
        )
    )
    heard.moved = answer.moved
    if isinstance(answer, NotModified):
        heard.status, heard.unchanged = 304, True
        return
    heard.status = answer.status
    if answer.status >= 400:
        heard.failure = f"status {answer.status}"
        return
    heard.size = len(answer.body)
    feed = await read(answer, plan.channel.kind)
    leads = list(sniff.leads(feed, plan.channel.id, answer.at))
    if feed.more:
        leads += await _documents(fetcher, plan, feed, answer, heard)
    take(plan, feed, leads, answer, heard)


async def read(answer: Capture, kind: ChannelKind = ChannelKind.FEED) -> Feed:
    """The feed of an answer, or the articles that a watched page lists. Raises ReadError."""
    reader = section.read if kind is ChannelKind.SECTION else sniff.read
    headers = dict(answer.headers)
    if len(answer.body) <= _LIGHT:
        return reader(answer.body, url=answer.final_url, headers=headers)
    return await asyncio.to_thread(reader, answer.body, url=answer.final_url, headers=headers)


def take(plan: Plan, feed: Feed, leads: list[Lead], answer: Capture, heard: Heard) -> None:
    """Put down what a feed says, pulled or pushed."""
    name = plan.channel.section
    heard.leads = tuple(each if each.section or not name else replace(each, section=name) for each in leads)
    heard.turned = turned.why(plan.watch, plan.source, heard.leads)
    if heard.turned:
        heard.leads = ()
        return
    heard.whole = True
    heard.notes = ("repaired", *feed.notes) if feed.repaired else feed.notes
    heard.etag = answer.headers.get("etag")
    heard.last_modified = answer.headers.get("last-modified")
    heard.validates = answer.final_url
    heard.rest = rest(feed.ttl, answer.headers, answer.at)
    heard.skip_hours, heard.skip_days = feed.skip_hours, feed.skip_days
    heard.hub = _hub(feed, answer.headers.get("link", ""), "hub")
    heard.topic = _hub(feed, answer.headers.get("link", ""), "self")


async def _documents(fetcher: Fetcher, plan: Plan, index: Feed, answer: Capture, heard: Heard) -> list[Lead]:
    """The leads of the newest documents of a sitemap index. One that cannot be had holds up no other."""
    leads: list[Lead] = []
    known = dict(plan.watch.documents)
    kept: dict[str, Document] = {}
    waiting = [(where, 1) for where in index.more]
    seen = {plan.channel.where, answer.final_url}
    asked = anew = 0
    while waiting and asked < ASKED and anew < DOCUMENTS:
        where, depth = waiting.pop(0)
        if where in seen:
            continue
        seen.add(where)
        asked += 1
        past = known.get(where, Document())
        try:
            inner = await fetcher.send(Request(url=where, etag=past.etag, last_modified=past.last_modified))
            if isinstance(inner, NotModified):
                kept[where] = past
                continue
            if inner.status >= 400:
                heard.notes = (*heard.notes, f"{where}: status {inner.status}")
                continue
            heard.size += len(inner.body)
            document = await read(inner)
        except Later:
            raise
        except (FetchError, ReadError) as error:
            heard.notes = (*heard.notes, f"{where}: {error}"[:300])
            continue
        anew += 1
        kept[where] = Document(
            etag=inner.headers.get("etag"), last_modified=inner.headers.get("last-modified")
        )
        leads += sniff.leads(document, plan.channel.id, inner.at)
        if document.more and depth < _DEPTH:
            waiting[:0] = [(each, depth + 1) for each in document.more]
    heard.documents = kept
    return leads


def rest(ttl: int | None, headers: Mapping[str, str], at: datetime) -> timedelta | None:
    """For how long a channel asks to be left alone: by its `ttl`, by max-age, else by Expires."""
    control = headers.get("cache-control", "")
    age = _MAX_AGE.search(control)
    seconds = max((ttl or 0) * 60, int(age[1]) if age else 0)
    if age is None and not _CLOSED.search(control) and (until := headers.get("expires")):
        try:
            said = parsedate_to_datetime(until)
            sent = parsedate_to_datetime(headers["date"]) if "date" in headers else at
            seconds = max(seconds, int((said - sent).total_seconds()))
        except (TypeError, ValueError, OverflowError):  # "0" and other words for "now"
            pass
    return timedelta(seconds=seconds) if seconds > 0 else None


def _hub(feed: Feed, header: str, rel: str) -> str | None:
    """A link of a relation, in the header first (WebSub, 4)."""
    for part in re.split(r",\s*(?=<)", header):
        found = re.match(r"\s*<([^>]*)>\s*;(.*)", part)
        said = re.search(r"\brel\s*=\s*\"?([^\";]*)", found[2], re.IGNORECASE) if found else None
        if found and said and rel in said[1].lower().split():
            return found[1]
    return next((each.href for each in feed.links if each.rel == rel), None)
