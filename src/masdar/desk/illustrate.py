"""Fetches the pictures that releases may show, and lets go of those that none shows any more.

    counts = await illustrate.round(store, fetcher, album, engine, remake=album.remade, now=clock)

A follower of the change log: what a release shows is wanted, whatever it shows no more is let go. A picture
is asked for through the one guarded way out, decoded in a worker that may be killed, and kept under its
digest; no reader is ever sent to the publisher's own server for it.
"""

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Generic, TypeVar

from masdar.desk import touched
from masdar.errors import FetchError, Refused, TooLarge
from masdar.model import (
    ArticleId,
    Capture,
    Images,
    Release,
    ReleaseStatus,
    Request,
    Wanted,
)
from masdar.ports import Album, Engine, Fetcher, Store

FOLLOWER = "pictures"
# changes that are followed at once; pictures that may wait, and that one round asks for
BATCH, WAITING, ASKED = 500, 5_000, 60
# pictures of one article
MOST = 12
TRIES, AGAIN = 3, timedelta(hours=6)

R = TypeVar("R")


@dataclass(slots=True)
class Counts:
    """What became of the pictures of a round."""

    kept: int = 0
    failed: int = 0
    waiting: int = 0


async def round(
    store: Store,
    fetcher: Fetcher,
    album: Album[R],
    engine: Engine,
    *,
    remake: Callable[[bytes, Images], R],
    now: Callable[[], datetime],
    asked: int = ASKED,
) -> Counts:
    """Follow the log, then ask for what is due, the newest first; what could not be had is tried again.

    Raises StoreError; whatever is wrong with one picture is counted.
    """
    waiting = await asyncio.to_thread(_follow, store, album, now())
    due = [url for url, each in reversed(waiting.items()) if each.due <= now()][:asked]
    async with asyncio.TaskGroup() as group:
        tasks = {url: group.create_task(_fetched(fetcher, url)) for url in due}
    answers = {url: task.result() for url, task in tasks.items()}
    counts = Counts()
    if due:
        await asyncio.to_thread(_keep, album, engine, remake, waiting, answers, now(), counts)
    counts.waiting = len(waiting)
    return counts


# --- what is wanted ------------------------------------------------------------------------------


def _follow(store: Store, album: Album[R], now: datetime) -> dict[str, Wanted]:
    """What is to be fetched, brought up to date with the log as far as there is room for it."""
    waiting = album.waiting()
    while len(waiting) < WAITING:
        with store.writing() as writing:
            cursor = writing.changes.cursor(FOLLOWER)
            # a release follows the log too: what it has not reached is not looked at yet
            changes = [
                each
                for each in writing.changes.after(cursor, limit=BATCH)
                if each.seq <= writing.changes.cursor("releases")
            ]
            if not changes:
                break
            _want(writing.releases.many(touched.articles(writing, changes)), album, waiting, now)
            writing.move_cursor(FOLLOWER, changes[-1].seq)
        album.wait(waiting)
    return waiting


def _want(
    releases: Mapping[ArticleId, Release], album: Album[R], waiting: dict[str, Wanted], now: datetime
) -> None:
    shown = {id: tuple(pictures_of(each)) for id, each in releases.items()}
    album.shown_by(shown)
    held = album.held()
    for url, each in list(waiting.items()):
        of = tuple(id for id in each.of if id not in shown or url in shown[id])
        if of != each.of:
            waiting[url] = replace(each, of=of)
        if not of:
            del waiting[url]
    for id, urls in shown.items():
        images = releases[id].policy.images
        for url in urls:
            known = held.get(url)
            # one that is held small is fetched anew where it may be shown large
            if known is not None and (known.small is not None or images is Images.THUMBNAIL):
                continue
            before = waiting.get(url)
            of = tuple(dict.fromkeys((*(before.of if before else ()), id)))
            large = images is Images.FULL or (before is not None and before.images is Images.FULL)
            waiting[url] = Wanted(
                images=Images.FULL if large else images,
                of=of,
                due=before.due if before else now,
                tries=before.tries if before else 0,
            )


def pictures_of(release: Release) -> Iterator[str]:
    """The addresses of the pictures that a release may show, each once."""
    if release.status is ReleaseStatus.WITHDRAWN or release.policy.images is Images.NONE:
        return
    images = (release.image, *(block.image for block in release.blocks))
    urls = dict.fromkeys(each.url for each in images if each is not None and each.url)
    for url in list(urls)[:MOST]:
        if url.startswith(("http://", "https://")):
            yield url


# --- fetching and keeping ------------------------------------------------------------------------


async def _fetched(fetcher: Fetcher, url: str) -> bytes | FetchError:
    headers = {"accept": "image/avif,image/webp,image/jpeg,image/png,image/gif;q=0.8"}
    try:
        answer = await fetcher.send(Request(url=url, headers=headers))
    except FetchError as error:
        return error
    if not isinstance(answer, Capture) or answer.status != 200:
        return FetchError(url, f"status {answer.status if isinstance(answer, Capture) else 304}")
    return answer.body


def _keep(
    album: Album[R],
    engine: Engine,
    remake: Callable[[bytes, Images], R],
    waiting: dict[str, Wanted],
    answers: Mapping[str, bytes | FetchError],
    now: datetime,
    counts: Counts,
) -> None:
    came: list[tuple[str, Images, bytes]] = [
        (url, waiting[url].images, answer) for url, answer in answers.items() if isinstance(answer, bytes)
    ]
    made: dict[str, tuple[R, Wanted]] = {}
    work = partial(_remake, remake)
    for (url, _, _), result in zip(
        came, engine.map(work, ((data, images) for _, images, data in came)), strict=True
    ):
        if isinstance(result, _Done):
            made[url] = (result.made, waiting.pop(url))
        else:
            # what is no picture today is none tomorrow
            del waiting[url]
            counts.failed += 1
    for url, answer in answers.items():
        if isinstance(answer, FetchError):
            counts.failed += 1
            before = waiting.pop(url)
            final = isinstance(answer, (Refused, TooLarge)) or before.tries + 1 >= TRIES
            if not final:
                waiting[url] = replace(before, tries=before.tries + 1, due=now + AGAIN)
    album.keep(made)
    album.wait(waiting)
    counts.kept = len(made)


@dataclass(frozen=True, slots=True)
class _Done(Generic[R]):
    made: R


def _remake(remake: Callable[[bytes, Images], R], given: Sequence[object]) -> _Done[R]:
    data, images = given
    assert isinstance(data, bytes)
    assert isinstance(images, Images)
    return _Done(remake(data, images))
