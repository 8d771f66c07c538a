"""`masdar demo`: takes the invented newsroom in twice, tells what came, and serves the site.

The clock is the newsroom's own, so that every page shows the same times on every day:

    the first edition, at six in the morning     everything is new
    the second, at noon                          a few are new, one is corrected, one is withdrawn
"""

import asyncio
import json
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from types import FrameType
from typing import Any
from urllib.parse import quote

from masdar import album
from masdar.app import App, open_app
from masdar.demo import house
from masdar.demo.fetcher import FileFetcher
from masdar.demo.house import Newsroom
from masdar.desk import harvest, heed, illustrate, recheck
from masdar.model import ArticleId, Show, SourceId
from masdar.ports import Reading

# serves the site over an app until it is interrupted, and tells its address once it listens
Serve = Callable[[App, Callable[[str], None]], None]

_SETTINGS = """\
[site]
name = "مصدر: عرض تجريبي"
months = "gulf"
zone = "Asia/Muscat"
contact = "desk@masdar.example"
"""


@dataclass(slots=True, kw_only=True)
class Line:
    """What came of one source."""

    name: str
    new: int = 0
    changed: int = 0
    # texts that somebody else said first
    duplicate: int = 0
    # texts of which no more than the headline is shown
    withheld: int = 0
    # pages that their publisher took back
    gone: int = 0
    failure: str = ""


@dataclass(slots=True, kw_only=True)
class Outcome:
    """What the demo took in."""

    sources: dict[SourceId, Line]
    articles: int = 0
    stories: int = 0
    seconds: float = 0.0
    # by the key of a piece: the article it became, and its headline
    kept: dict[str, tuple[ArticleId, str]] = field(default_factory=dict)


@dataclass(slots=True)
class Clock:
    """The newsroom's time, which moves only when an edition comes out."""

    at: datetime

    def __call__(self) -> datetime:
        return self.at


def run(*, once: bool = False, quiet: bool = False, serve: Serve | None = None) -> None:
    """Take everything in, in a directory that is removed at the end; then print the counts, or serve."""
    with _orderly(), tempfile.TemporaryDirectory(prefix="masdar-demo-") as folder:
        home = Path(folder)
        (home / "masdar.toml").write_text(_SETTINGS, encoding="utf-8")
        clock = Clock(house.FIRST)
        with open_app(home, write=True, jobs=1, now=clock) as app:
            outcome = take_in(app, clock)
            if once or serve is None:
                _say(json.dumps(record(outcome), ensure_ascii=False))
                return
            if not quiet:
                _say(*table(outcome))
            serve(app, lambda address: _say(*invitation(outcome, address)))


@contextmanager
def _orderly() -> Iterator[None]:
    """Let a request to end (SIGTERM) pass as an exception, so that the directory is removed then too."""

    def end(number: int, _: FrameType | None) -> None:
        sys.exit(128 + number)

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def take_in(app: App, clock: Clock) -> Outcome:
    """Both editions, down the one path that all news takes."""
    started = time.monotonic()
    first, second = house.newsroom(edition=1), house.newsroom(edition=2)
    outcome = Outcome(sources={source.id: Line(name=source.name) for source in first.sources})
    with app.store.writing() as writing:
        writing.put_sources(first.sources)
    fetcher = FileFetcher(first.answers, now=first.now)
    asyncio.run(_round(app, fetcher, first, outcome))
    app.follow()
    asyncio.run(_illustrate(app, fetcher))
    clock.at = second.now
    fetcher.turn(second.answers, now=second.now)
    asyncio.run(_round(app, fetcher, second, outcome))
    _recheck(app, fetcher, outcome)
    app.follow()
    asyncio.run(_illustrate(app, fetcher))
    with app.store.reading() as reading:
        _count(reading, second, outcome)
    outcome.seconds = time.monotonic() - started
    return outcome


# --- taking in -----------------------------------------------------------------------------------


async def _round(app: App, fetcher: FileFetcher, newsroom: Newsroom, outcome: Outcome) -> None:
    """One round of the harvest over every channel.

    What it brings is taken in together, in the order in which it was published, so that the demo ends
    the same on every machine.
    """
    published = {newsroom.url(piece.key): piece.published for piece in newsroom.pieces}
    waiting: list[harvest.Triple] = []

    def wait(triples: Sequence[harvest.Triple]) -> Mapping[SourceId, harvest.Kept]:
        waiting.extend(triples)
        return {}

    await harvest.round(app.store, fetcher, now=app.now, take=wait, all_channels=True)
    await heed.round(app.store, fetcher, now=app.now)
    waiting.sort(key=lambda triple: (published[triple[0].url], triple[0].url))
    for source, kept in app.intake().take(waiting).items():
        outcome.sources[source].new += kept.new
        outcome.sources[source].changed += kept.changed


async def _illustrate(app: App, fetcher: FileFetcher) -> None:
    kept = album.open_album(app.home)
    await illustrate.round(app.store, fetcher, kept, app.engine, remake=album.remade, now=app.now)


def _recheck(app: App, fetcher: FileFetcher, outcome: Outcome) -> None:
    """Ask again for the pages that are due: those of the first edition, six hours later."""
    counts = asyncio.run(recheck.round(app.store, fetcher, now=app.now, take=app.intake().take))
    for source, words in counts.sources.items():
        outcome.sources[source].changed += words["changed"]
        outcome.sources[source].gone += words["canceled"]


def _count(reading: Reading, newsroom: Newsroom, outcome: Outcome) -> None:
    """Count over the store as it stands at the end."""
    keys = {newsroom.url(piece.key): piece for piece in newsroom.pieces}
    known = reading.articles.known(list(keys))
    releases = reading.releases.many(list(known.values()))
    for url, id in known.items():
        piece = keys[url]
        outcome.kept[piece.key] = (id, piece.title)
        if (held := releases.get(id)) is None:
            continue
        line = outcome.sources[piece.source]
        line.duplicate += held.origin.source != held.source
        line.withheld += held.policy.show is Show.HEADLINE
    for source in newsroom.sources:
        for channel in source.channels:
            visit = reading.channels.last_visit(channel.id)
            if visit is not None and visit.failure:
                outcome.sources[source.id].failure = visit.failure
    outcome.articles = reading.articles.count()
    outcome.stories = len(set(reading.stories.of(list(known.values())).values()))


# --- telling -------------------------------------------------------------------------------------

_WORDS = ("new", "changed", "duplicate", "withheld", "gone")
_LEGEND = (
    "changed    corrected by its publisher, and so here",
    "duplicate  a copy: the page names whoever said it first",
    "withheld   shown by its headline alone, as its policy or a missing source asks",
    "gone       taken back by its publisher, and so withdrawn here",
)

# what is worth a look: the key of a piece, and the path of a page about it
_TRY = (
    ("Three hands, each with its evidence", "ghusn/9015", "/chain/{id}"),
    ("Two agencies credited for one text: a contradiction, kept", "ghusn/8914", "/chain/{id}"),
    ("A copy that credits nobody, and where it came from", "qasab/5521", "/chain/{id}"),
    ("A portal's copy, its source named in full, corrected as its origin was", "tal-rihan/77310", "/a/{id}"),
    ("What stands where an article was taken back", "qasab/5530", "/a/{id}"),
)
_QUERY = "مرسي النخيل"


def record(outcome: Outcome) -> dict[str, Any]:
    """The counts as plain values."""
    return {
        "articles": outcome.articles,
        "stories": outcome.stories,
        **{word: sum(getattr(line, word) for line in outcome.sources.values()) for word in _WORDS},
        "seconds": round(outcome.seconds, 2),
        "sources": {
            id: {**{word: getattr(line, word) for word in _WORDS}, "failure": line.failure or None}
            for id, line in outcome.sources.items()
        },
    }


def table(outcome: Outcome) -> list[str]:
    """A line a source, its Arabic name last, since terminals often turn it round."""
    lines = [
        "masdar demo: an invented newsroom, offline",
        f"read twice by its clock, at {house.FIRST:%H:%M} and {house.NOW:%H:%M} UTC of {house.NOW:%d %B %Y}",
        "",
        f"{'source':<12}" + "".join(f"{word:>11}" for word in _WORDS) + "   name",
    ]
    for id, line in outcome.sources.items():
        numbers = "".join(f"{getattr(line, word):>11}" for word in _WORDS)
        lines.append(f"{id:<12}{numbers}   {_apart(line.name)}")
        if line.failure:
            lines.append(f"{'':<12}  its feed cannot be had: {line.failure}")
    summary = f"{outcome.articles} articles in {outcome.stories} stories, {outcome.seconds:.1f} s"
    return [*lines, "", *(f"  {each}" for each in _LEGEND), "", summary]


def invitation(outcome: Outcome, address: str) -> list[str]:
    """The site's address, and what to try there."""
    lines = ["", f"The site:  {address}/", "", "Try:"]
    for label, key, path in _TRY:
        if key in outcome.kept:
            id, title = outcome.kept[key]
            lines += [f"  {label}", f"    {address}{path.format(id=id)}", f"    {_apart(title)}"]
    lines += [
        "  A search that does not mind the spelling",
        f"    {address}/search?q={quote(_QUERY)}",
        f"    {_apart(_QUERY)}",
    ]
    return [*lines, "", "Ctrl-C ends it and removes everything."]


def _apart(text: str) -> str:
    """Arabic set apart from Latin labels on terminals that know bidi."""
    return f"\u2068{text}\u2069"


def _say(*lines: str) -> None:
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()
