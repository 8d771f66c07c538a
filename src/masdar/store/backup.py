"""A home in one file, taken while others write to it, and a home made of such a file.

A backup is a tar archive, compressed with Zstandard: the database as it stood at one moment, the files that
stand beside it, and last a list of them all with their SHA-256. What can be made anew of the database, as
the index can, is left out. The database is copied as SQLite copies one that is in use: whole transactions,
none by half.
"""

import hashlib
import io
import json
import os
import shutil
import sqlite3
import tarfile
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import IO, Any

import zstandard

from masdar.errors import StoreError, WrongVersion
from masdar.store.lock import NAME as LOCK
from masdar.store.open import NAME, REVISION
from masdar.store.sql import APPLICATION

LIST = "backup.json"
FORMAT = 1
# made anew of the database
_ANEW = ("index", "window", "cache")
_LEVEL = 3
_PIECE = 1 << 20


def save(home: Path, target: Path, *, now: datetime) -> Mapping[str, Any]:
    """Write a home into a file that nobody else can read; what its list says. Raises StoreError.

    The file stands under its name only when it is whole.
    """
    if not (home / NAME).exists():
        raise StoreError(f"{home} holds nothing yet, so there is nothing to save")
    if target.exists():
        raise StoreError(f"{target} is there already; a backup is not written over, choose another name")
    part = target.with_name(f"{target.name}.part")
    try:
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".masdar-") as folder:
            copy = Path(folder) / NAME
            _copied(home / NAME, copy)
            files = {NAME: copy} | {name: home / name for name in _beside(home)}
            with _private(part) as out:
                told = _packed(files, out, now)
                out.flush()
                os.fsync(out.fileno())
        part.rename(target)
    except OSError as error:
        raise StoreError(f"{target} cannot be written: {error.strerror or error}") from error
    finally:
        part.unlink(missing_ok=True)
    return told


def load(source: Path, home: Path) -> Mapping[str, Any]:
    """Make a home of a backup, each byte compared with its list; what the list says.

    Raises StoreError for a home that is not empty and for a backup that is damaged or none, WrongVersion
    for one of a newer masdar. Then nothing is left behind.
    """
    if home.exists() and any(home.iterdir()):
        raise StoreError(f"{home} is not empty; restore into another directory and then put it in its place")
    home.parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(dir=home.parent, prefix=".masdar-"))
    try:
        told = _unpacked(source, folder)
        _sound(folder / NAME)
        if home.exists():
            home.rmdir()
        folder.rename(home)
    except (OSError, EOFError, tarfile.TarError, zstandard.ZstdError, ValueError, KeyError) as error:
        raise StoreError(f"{source} is no backup of masdar, or it is damaged: {error}") from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return told


def _copied(source: Path, target: Path) -> None:
    try:
        with (
            closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True, timeout=30)) as held,
            closing(sqlite3.connect(target)) as copy,
        ):
            # in one step: one moment of the database, whatever is written meanwhile
            held.backup(copy, pages=-1)
            copy.execute("pragma journal_mode = delete")
            if copy.execute("pragma application_id").fetchone()[0] != APPLICATION:
                raise StoreError(f"{source.parent} holds nothing yet, so there is nothing to save")
    except sqlite3.Error as error:
        raise StoreError(f"{source} cannot be copied: {error}") from error


def _beside(home: Path) -> Iterator[str]:
    """The files beside the database that cannot be made anew, by name."""
    for path in sorted(home.rglob("*")):
        name = path.relative_to(home).as_posix()
        first = name.partition("/")[0]
        if path.is_symlink() or not path.is_file() or first in _ANEW or first.startswith((NAME, LOCK, ".")):
            continue
        yield name


def _packed(files: Mapping[str, Path], out: IO[bytes], now: datetime) -> Mapping[str, Any]:
    listed: dict[str, Any] = {}
    press = zstandard.ZstdCompressor(level=_LEVEL, write_checksum=True)
    with (
        press.stream_writer(out, closefd=False) as pressed,
        tarfile.open(mode="w|", fileobj=pressed, format=tarfile.PAX_FORMAT) as tar,
    ):
        for name, path in files.items():
            try:
                data = path.open("rb")
            except FileNotFoundError:
                # a message that was taken meanwhile, a picture that none shows any more
                continue
            with data:
                size = os.fstat(data.fileno()).st_size
                read = _Summed(data, size)
                tar.addfile(_entry(name, size, now), read)
            listed[name] = {"size": size, "sha256": read.sum.hexdigest()}
        told = {"format": FORMAT, "revision": REVISION, "made": now.isoformat(), "files": listed}
        body = json.dumps(told, ensure_ascii=False, indent=1).encode("utf-8")
        tar.addfile(_entry(LIST, len(body), now), io.BytesIO(body))
    return told


class _Summed:
    """A file that sums up what is read of it; one that is written to meanwhile is cut where it ended."""

    def __init__(self, file: IO[bytes], size: int) -> None:
        self._file, self._left = file, size
        self.sum = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        size = self._left if size < 0 else min(size, self._left)
        piece = self._file.read(size)
        if len(piece) < size:
            # it became shorter: what is missing is filled, as the archive promised its length
            piece += bytes(size - len(piece))
        self._left -= len(piece)
        self.sum.update(piece)
        return piece


def _entry(name: str, size: int, now: datetime) -> tarfile.TarInfo:
    made = tarfile.TarInfo(name)
    made.size, made.mode, made.mtime = size, 0o600, int(now.timestamp())
    return made


def _unpacked(source: Path, folder: Path) -> Mapping[str, Any]:
    sums: dict[str, dict[str, Any]] = {}
    told: dict[str, Any] | None = None
    with (
        source.open("rb") as packed,
        zstandard.ZstdDecompressor().stream_reader(packed) as plain,
        tarfile.open(mode="r|", fileobj=plain) as tar,
    ):
        for member in tar:
            data = tar.extractfile(member)
            if data is None or not _is_plain(member.name):
                raise ValueError(f"it holds {member.name!r}, which no backup does")
            if member.name == LIST:
                told = json.loads(data.read())
                continue
            sums[member.name] = _written(data, folder / member.name)
    if told is None or told.get("format") != FORMAT:
        raise ValueError("its list is missing")
    if str(told["revision"]) > REVISION:
        raise WrongVersion(f"{source} was made by a newer masdar (format {told['revision']}); use that")
    if sums != told["files"]:
        wrong = [name for name in {**sums, **told["files"]} if sums.get(name) != told["files"].get(name)]
        raise ValueError(f"{wrong[0]} is not as its list says")
    return told


def _is_plain(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and bool(path.parts)


def _written(data: IO[bytes], path: Path) -> dict[str, Any]:
    """Write a file and sum up what stands on the disk, not what was written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with _private(path) as out:
        shutil.copyfileobj(data, out, _PIECE)
        out.flush()
        os.fsync(out.fileno())
    with path.open("rb") as written:
        return {"size": path.stat().st_size, "sha256": hashlib.file_digest(written, "sha256").hexdigest()}


def _private(path: Path) -> IO[bytes]:
    """A new file that nobody else can read."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def _sound(database: Path) -> None:
    """Raises ValueError for what is no sound database of ours."""
    try:
        with closing(sqlite3.connect(database)) as connection:
            kind = connection.execute("pragma application_id").fetchone()[0]
            said = connection.execute("pragma integrity_check(1)").fetchone()[0]
            connection.execute("pragma journal_mode = wal")
    except sqlite3.Error as error:
        raise ValueError(f"its database cannot be read: {error}") from error
    if kind != APPLICATION or said != "ok":
        raise ValueError(f"its database is not sound: {said}")
