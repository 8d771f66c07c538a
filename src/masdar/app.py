"""Opens the tools and hands them over: the only wiring, and the only clock.

with open_app(home, write=True) as app:
    ingest.take(app.store, app.window, ...)
"""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from masdar import engine as engines
from masdar import settings as settings_
from masdar.desk import intake, publish
from masdar.index import open_index
from masdar.model import Directory, Source, SourceId
from masdar.ports import Index, Store, Window
from masdar.sources import catalogue
from masdar.store import open_store
from masdar.window import open_window

Clock = Callable[[], datetime]


def clock() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class App:
    """The tools of one home, opened."""

    home: Path
    settings: settings_.Settings
    store: Store
    index: Index
    window: Window
    engine: engines.InProcess
    now: Clock

    def sources(self) -> dict[SourceId, Source]:
        with self.store.reading() as reading:
            return {source.id: source for source in reading.sources.all()}

    def directory(self) -> Directory:
        """What is known of publishers: the built-in table and the operator's own sources."""
        return catalogue.directory(tuple(self.sources().values()))

    def intake(self, *, add: intake.Adder | None = None) -> intake.Intake:
        """The one path in, ready to take captures."""
        return intake.Intake(
            store=self.store,
            window=self.window,
            engine=self.engine,
            directory=self.directory(),
            now=self.now,
            add=add,
        )

    def follow(self, *, progress: Callable[[str, int], None] | None = None) -> None:
        """Let every follower of the change log come up to date: releases first, then the index."""
        publish.follow(self.store, directory=self.directory(), now=self.now(), progress=progress)
        while True:
            with self.store.reading() as reading:
                taken = self.index.follow(reading)
            if not taken:
                return
            if progress is not None:
                progress("indexed", taken)


@contextmanager
def open_app(
    home: Path, *, write: bool, create: bool | None = None, jobs: int | None = None, now: Clock = clock
) -> Iterator[App]:
    """Open a home. Raises StoreError where there is none and `create` is not said, and ConfigError."""
    settings = settings_.load(home)
    wanted = jobs if jobs is not None else settings.reading.jobs
    with ExitStack() as stack:
        store = open_store(home, read_only=not write, create=write if create is None else create)
        stack.callback(store.close)
        index = open_index(home, read_only=not write)
        stack.callback(index.close)
        engine = engines.open_engine((wanted or os.cpu_count() or 1) if write else 1)
        stack.callback(engine.close)
        yield App(
            home=home,
            settings=settings,
            store=store,
            index=index,
            window=open_window(days=settings.window.days),
            engine=engine,
            now=now,
        )
