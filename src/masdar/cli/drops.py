"""Folders into which agencies drop their files: what is new in them is taken in, each file once.

A file is left alone while it is still being written. One that cannot be read may be half of one, and is tried
again for a while before it is given up; one under embargo is taken when its time has come. Nothing in the
folder is moved or removed: what was taken is noted in the home, by size and time, so that a file that is
written anew under its old name is read anew.
"""

import contextlib
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from masdar import files
from masdar.app import App
from masdar.desk.counts import Counts
from masdar.desk.inbox import Bad, Item
from masdar.errors import ReadError
from masdar.model import Channel, ChannelKind, Source, Visit

NAME = "drops.json"
# seconds after which a file that has not grown is whole, and for which a broken one may still become so
SETTLED, HOPE = 2.0, 600.0
# files of one folder that one round takes, the oldest first
MOST = 5_000
# endings of files that their writers will rename
_UNFINISHED = (".tmp", ".part", ".partial", ".filepart", ".writing", ".crdownload")

# size, and time in nanoseconds
Stamp = tuple[int, int]


def round(app: App, counts: Counts) -> None:
    """Take what is new in the folders of all sources. A folder that cannot be read is noted as a failure."""
    sources = [each for each in app.sources().values() if each.enabled]
    watched = [
        (each, channel) for each in sources for channel in each.channels if channel.kind is ChannelKind.DROP
    ]
    if not watched:
        return
    taken = _Taken(app.home / NAME)
    for source, channel in watched:
        _visit(app, source, channel, taken, counts)
    taken.forget({channel.id for _, channel in watched})


@dataclass(slots=True)
class _Folder:
    """One folder on the way in: what is read of it, what waits, what failed."""

    source: Source
    folder: Path
    now: datetime
    clock: float
    fresh: dict[str, Stamp] = field(default_factory=dict)
    waits: set[str] = field(default_factory=set)
    count: int = 0

    def items(self) -> Iterator[Item | Bad]:
        """Everything in the new files, without what must wait."""
        for name, stamp in self.fresh.items():
            young = self.clock - stamp[1] / 1e9 < HOPE
            for each in files.items([self.folder / name], files.Options(source=self.source.id)):
                if isinstance(each, Bad):
                    # what is no article stays none; a file that breaks off may yet be written to its end
                    if young and each.code == ReadError.code:
                        self.waits.add(name)
                        continue
                elif each.lead is not None and each.lead.embargo is not None and each.lead.embargo > self.now:
                    self.waits.add(name)
                    continue
                self.count += 1
                yield each


def _visit(app: App, source: Source, channel: Channel, taken: "_Taken", counts: Counts) -> None:
    now, begun = app.now(), time.monotonic()
    folder = Path(channel.where)
    failure: str | None = None
    fresh = 0
    look = _Folder(source=source, folder=folder, now=now, clock=now.timestamp())
    try:
        present = _present(folder, look.clock)
    except OSError as error:
        present = {}
        failure = (
            f"the folder {folder} cannot be read ({error.strerror}); is it still there, and ours to read?"
        )
        counts.add(source.id, "failed", why=failure)
    else:
        known = taken.of(channel.id)
        new = {name: stamp for name, stamp in present.items() if known.get(name) != stamp}
        look.fresh = dict(list(new.items())[:MOST])
        tally = app.intake().run(look.items())
        fresh = tally.new + tally.changed
        for word, number in (("new", tally.new), ("changed", tally.changed), ("known", tally.known)):
            counts.add(source.id, word, number)
        for bad in tally.bad:
            counts.add(source.id, "failed", why=f"{bad.where}: {bad.why}")
        done = {name: stamp for name, stamp in look.fresh.items() if name not in look.waits}
        # what has vanished from the folder need not be remembered
        taken.put(channel.id, {name: stamp for name, stamp in {**known, **done}.items() if name in present})
    counts.visited += 1
    if look.count or failure is not None or not _visited(app, channel):
        visit = Visit(
            channel=channel.id,
            at=now,
            status=None if failure else 200,
            took=time.monotonic() - begun,
            size=sum(size for size, _ in look.fresh.values()),
            leads=look.count,
            fresh=fresh,
            failure=failure,
        )
        with app.store.writing() as writing:
            writing.add_visits([visit], next_visits={channel.id: now + timedelta(minutes=1)})


def _visited(app: App, channel: Channel) -> bool:
    with app.store.reading() as reading:
        return reading.channels.last_visit(channel.id) is not None


def _present(folder: Path, clock: float) -> dict[str, Stamp]:
    """The files that are whole, by their place in the folder, the oldest first. Raises OSError."""
    if not folder.is_dir():
        raise NotADirectoryError(20, "no such folder")
    found: list[tuple[int, str, Stamp]] = []
    for path in folder.rglob("*"):
        name = path.relative_to(folder)
        if any(part.startswith(".") for part in name.parts) or path.name.lower().endswith(_UNFINISHED):
            continue
        with contextlib.suppress(FileNotFoundError):  # it went away meanwhile
            told = path.stat()
            if path.is_file() and clock - told.st_mtime >= SETTLED:
                found.append((told.st_mtime_ns, str(name), (told.st_size, told.st_mtime_ns)))
    return {name: stamp for _, name, stamp in sorted(found)}


class _Taken:
    """What was taken of each folder, kept in the home."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._marks: dict[str, dict[str, Stamp]] = {}
        with contextlib.suppress(OSError, ValueError, AttributeError, TypeError):
            told = json.loads(file.read_bytes())
            # a file that is not as it was written costs a second reading, which doubles nothing
            self._marks = {
                channel: {name: (int(size), int(at)) for name, (size, at) in names.items()}
                for channel, names in told.items()
            }

    def of(self, channel: str) -> dict[str, Stamp]:
        return self._marks.get(channel, {})

    def put(self, channel: str, names: dict[str, Stamp]) -> None:
        if names != self._marks.get(channel):
            self._marks[channel] = names
            self._write()

    def forget(self, channels: set[str]) -> None:
        """Drop what was noted of folders that are no longer watched."""
        if gone := set(self._marks) - channels:
            for each in gone:
                del self._marks[each]
            self._write()

    def _write(self) -> None:
        fresh = self._file.with_suffix(".new")
        with contextlib.suppress(OSError):
            fresh.write_text(json.dumps(self._marks), encoding="utf-8")
            fresh.replace(self._file)
