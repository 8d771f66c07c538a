"""Where the index of a home lies: in one of several directories, so that a new one can grow beside the old.

`index/current` names the directory that answers. It is put in place in one step when a new index is whole;
what is left of others is cleared away by whoever writes next.
"""

import os
import shutil
import warnings
from pathlib import Path

from masdar.index.shelf import Shelf


class Place:
    def __init__(self, path: Path, *, read_only: bool) -> None:
        self._path = path
        self._read_only = read_only
        self._seen: tuple[int, int] | None = None

    def changed(self) -> bool:
        """Whether another index answers than the one last opened."""
        return self._stamp() != self._seen

    def open(self) -> Shelf:
        """The index that answers; for a reader an empty one where there is none that can."""
        self._seen = self._stamp()
        name = self._named()
        if self._read_only:
            if not name or not (self._path / name / "meta.json").exists():
                return Shelf(None)
            try:
                return Shelf(self._path / name, read_only=True)
            except ValueError:
                return Shelf(None)
        if name:
            try:
                shelf = Shelf(self._path / name)
                if shelf.current:
                    return shelf
                self._warn("made by another version")
            except ValueError as error:
                self._warn(str(error))
        elif any(self._path.glob("*")):
            # of a version that had one directory alone, or not named yet
            self._warn("made by another version")
        fresh = self.fresh()
        self.name(fresh)
        return fresh

    def fresh(self) -> Shelf:
        """A new, empty index that does not answer yet."""
        self._path.mkdir(parents=True, exist_ok=True)
        numbers = [int(each.name) for each in self._path.iterdir() if each.name.isdecimal()]
        return Shelf(self._path / str(max(numbers, default=0) + 1))

    def name(self, shelf: Shelf) -> None:
        """Let an index answer from now on, and clear the others away; who has one of them open keeps it."""
        assert shelf.path is not None
        fresh = self._path / "current.new"
        with fresh.open("w", encoding="utf-8") as file:
            file.write(shelf.path.name)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self._path / "current")
        self._seen = self._stamp()
        self.clear()

    def clear(self) -> None:
        """Drop what no longer answers."""
        name = self._named()
        for each in self._path.iterdir():
            if each.is_dir() and each.name != name:
                shutil.rmtree(each, ignore_errors=True)
            elif not each.is_dir() and each.name != "current":
                each.unlink(missing_ok=True)

    def _warn(self, why: str) -> None:
        warnings.warn(
            f"{self._path}: the index is filled anew from the store ({why})", RuntimeWarning, stacklevel=5
        )

    def _named(self) -> str:
        try:
            name = (self._path / "current").read_text(encoding="utf-8").strip()
        except (OSError, ValueError):
            return ""
        return name if name.isdecimal() and (self._path / name).is_dir() else ""

    def _stamp(self) -> tuple[int, int] | None:
        try:
            about = (self._path / "current").stat()
        except OSError:
            return None
        return about.st_mtime_ns, about.st_ino
