"""Our own hub: whoever asks for a feed of ours is sent it when it alters (WebSub, W3C, 2018).

The site puts wishes down, since it only reads the home; the rounds ask each callback whether it meant it, and
hand over what altered:

    await hub.round(store, fetcher, home=home, feed=feed, base=base, now=clock)

Who does not answer holds up nobody: each is asked beside the others, for as long as the round lasts, and what
was not taken is tried again ever later.
"""

import asyncio
import hashlib
import hmac
import os
import secrets
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import msgspec

from masdar.errors import FetchError
from masdar.model import Capture, Digest, NotModified, Request, Subscriber, digest
from masdar.ports import Fetcher, Reading, Store

FOLLOWER = "hub"
# for how long somebody may ask to be served, and for how long if nobody says
SHORTEST, LEASE, LONGEST = timedelta(hours=1), timedelta(days=10), timedelta(days=30)
# wishes that may wait, those who are served, and those asked at once
WAITING, MOST, _ABREAST = 1_000, 5_000, 8
# seconds for one to answer, and for all of a round
_PATIENCE, _LASTING = 10.0, 60.0
# after the first, second, … try; after the last one who does not take it is served no longer
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720, 1440))
_ENDING = ".wish"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """That somebody wants to be sent a feed, or no longer."""

    # the path of the feed
    topic: str
    callback: str
    secret: str = ""
    # seconds
    lease: float = LEASE.total_seconds()
    ends: bool = False

    @property
    def id(self) -> str:
        return digest(f"{self.topic}\0{self.callback}".encode())


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed as it is sent."""

    body: bytes
    media_type: str
    etag: Digest


# the feed at one of our paths, or None where none stands
Feeds = Callable[[Reading, str], Feed | None]

_decode = msgspec.json.Decoder(Wish).decode


def put(home: Path, wish: Wish) -> bool:
    """Put a wish down, whole or not at all; False where too many wait. The same wish twice is one."""
    folder = home / "hub"
    folder.mkdir(exist_ok=True)
    path = folder / f"{wish.id}{_ENDING}"
    if not path.exists() and sum(1 for _ in folder.glob(f"*{_ENDING}")) >= WAITING:
        return False
    draft = folder / f"{secrets.token_hex(8)}.draft"
    with draft.open("wb") as file:
        file.write(msgspec.json.encode(wish))
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    return True


async def round(
    store: Store, fetcher: Fetcher, *, home: Path, feeds: Feeds, base: str, now: Callable[[], datetime]
) -> tuple[int, int]:
    """Ask those who wished to be served, and serve those whose feed altered; how many took it, and did not.

    `base` is the address of the site. Raises StoreError; whoever cannot be reached is tried another time.
    """
    turn = asyncio.Semaphore(_ABREAST)
    outcome = Counter[bool]()

    async def ask(path: Path, wish: Wish) -> None:
        async with turn:
            meant = await _meant(fetcher, wish, base)
            await asyncio.to_thread(_heed, store, path, wish, now(), meant=meant)

    async def serve(subscriber: Subscriber, feed: Feed) -> None:
        async with turn:
            why = await _sent(fetcher, subscriber, feed, base)
            # at once, so that what was taken is not handed over again
            await asyncio.to_thread(_keep, store, subscriber, feed, why, now())
            outcome[why is None] += 1

    # whoever the time does not reach has its turn in the next round
    with suppress(TimeoutError):
        async with asyncio.timeout(_LASTING):
            await asyncio.gather(*(ask(path, wish) for path, wish in await asyncio.to_thread(_wishes, home)))
            due = await asyncio.to_thread(_due, store, feeds, now())
            await asyncio.gather(*(serve(each, feed) for each, feed in due))
    return outcome[True], outcome[False]


def _wishes(home: Path) -> list[tuple[Path, Wish]]:
    found = []
    for path in sorted((home / "hub").glob(f"*{_ENDING}")):
        try:
            found.append((path, _decode(path.read_bytes())))
        except (OSError, msgspec.MsgspecError):
            path.unlink(missing_ok=True)
    return found


async def _meant(fetcher: Fetcher, wish: Wish, base: str) -> bool:
    """Whether the callback says that it meant it (5.3): it gives back what it was sent."""
    challenge = secrets.token_urlsafe(24)
    asked = {
        "hub.mode": "unsubscribe" if wish.ends else "subscribe",
        "hub.topic": base + wish.topic,
        "hub.challenge": challenge,
        "hub.lease_seconds": str(int(wish.lease)),
    }
    mark = "&" if urlsplit(wish.callback).query else "?"
    try:
        async with asyncio.timeout(_PATIENCE):
            answer = await fetcher.send(Request(url=f"{wish.callback}{mark}{urlencode(asked)}"))
    except (FetchError, TimeoutError):
        return False
    if isinstance(answer, NotModified) or not 200 <= answer.status < 300:
        return False
    return hmac.compare_digest(answer.body.strip(), challenge.encode())


def _heed(store: Store, path: Path, wish: Wish, now: datetime, *, meant: bool) -> None:
    if meant:
        _take(store, wish, now)
    path.unlink(missing_ok=True)


def _take(store: Store, wish: Wish, now: datetime) -> None:
    with store.writing() as writing:
        known = writing.subscribers.get(wish.id)
        if wish.ends:
            writing.drop_subscribers([wish.id])
        elif known is not None or writing.subscribers.count() < MOST:
            made = Subscriber(
                id=wish.id,
                topic=wish.topic,
                callback=wish.callback,
                secret=wish.secret,
                until=now + timedelta(seconds=wish.lease),
                sent=known.sent if known else None,
            )
            writing.put_subscribers([made])


def _due(store: Store, feeds: Feeds, now: datetime) -> list[tuple[Subscriber, Feed]]:
    """Those whose feed is another than they were last sent. A feed is made once for all of them.

    Nothing is made while nothing changed since all were served.
    """
    with store.reading() as reading:
        every = reading.subscribers.all()
        over = [each.id for each in every if each.until <= now or each.tries > len(PAUSES)]
        head = reading.changes.head()
        waiting = [each for each in every if each.id not in set(over)]
        fresh = head != reading.changes.cursor(FOLLOWER)
        wanted = [
            each
            for each in waiting
            if (fresh or each.sent is None or each.tries) and (each.due is None or each.due <= now)
        ]
        made = {topic: feeds(reading, topic) for topic in {each.topic for each in wanted}}
    if over or fresh:
        with store.writing() as writing:
            writing.drop_subscribers(over)
            writing.move_cursor(FOLLOWER, head)
    found = [(each, made[each.topic]) for each in wanted]
    return [(each, feed) for each, feed in found if feed is not None and feed.etag != each.sent]


async def _sent(fetcher: Fetcher, subscriber: Subscriber, feed: Feed, base: str) -> str | None:
    """Hand a feed over (7); why it was not taken, None where it was."""
    headers = {
        "Content-Type": feed.media_type,
        "Link": f'<{base}/hub>; rel="hub", <{base}{subscriber.topic}>; rel="self"',
    }
    if subscriber.secret:
        signed = hmac.new(subscriber.secret.encode(), feed.body, hashlib.sha256).hexdigest()
        headers["X-Hub-Signature"] = f"sha256={signed}"
    request = Request(url=subscriber.callback, method="POST", headers=headers, body=feed.body)
    try:
        async with asyncio.timeout(_PATIENCE):
            answer = await fetcher.send(request)
    except FetchError as error:
        return f"{error.code} {error.why or 'nothing came'}"
    except TimeoutError:
        return f"no answer in {_PATIENCE:g} s"
    status = answer.status if isinstance(answer, Capture) else 304
    return None if 200 <= status < 300 else f"status {status}"


def _keep(store: Store, subscriber: Subscriber, feed: Feed, why: str | None, now: datetime) -> None:
    with store.writing() as writing:
        known = writing.subscribers.get(subscriber.id)
        if known is None:
            return
        if why == "status 410":
            writing.drop_subscribers([known.id])
        elif why is None:
            writing.put_subscribers([replace(known, sent=feed.etag, tries=0, due=None, failure=None)])
        else:
            pause = PAUSES[min(known.tries, len(PAUSES) - 1)]
            failed = replace(known, tries=known.tries + 1, due=now + pause, failure=why)
            writing.put_subscribers([failed])
