"""Where in an archive an import stood when it was stopped, so that the next one goes on there.

The mark is set after each batch that was kept. It names a record that is kept already: what stands there is
known when it is read again, so that a mark that is behind costs time and nothing else. An archive whose size
or time has changed is another archive, and read from its beginning.
"""

import contextlib
import json
from pathlib import Path
from typing import Any

NAME = "imports.json"


class Bookmarks:
    """The marks of one home, by the archive's path."""

    def __init__(self, home: Path) -> None:
        self._file = home / NAME
        self._marks = self._read()

    def of(self, path: Path) -> int:
        """The offset of the last record that was kept of this archive; 0 for none."""
        mark = self._marks.get(str(path.resolve()))
        return int(mark["offset"]) if mark and _stamp(path) == mark.get("stamp") else 0

    def put(self, path: Path, offset: int) -> None:
        """Set the mark of an archive."""
        self._marks[str(path.resolve())] = {"offset": offset, "stamp": _stamp(path)}
        self._write()

    def drop(self, path: Path) -> None:
        """Forget an archive that was read to its end, or all archives of a folder."""
        whole = path.resolve()
        done = [each for each in self._marks if Path(each).is_relative_to(whole)]
        for each in done:
            del self._marks[each]
        if done:
            self._write()

    def _read(self) -> dict[str, dict[str, Any]]:
        try:
            found = json.loads(self._file.read_bytes())
        except (OSError, ValueError):
            return {}
        whole = isinstance(found, dict) and all(
            isinstance(each, dict) and isinstance(each.get("offset"), int) and each["offset"] >= 0
            for each in found.values()
        )
        # a file that is not as it was written is worth a reading from the beginning, no more
        return found if whole else {}

    def _write(self) -> None:
        fresh = self._file.with_suffix(".new")
        # a disk without room must not end an import: without a mark it would only begin anew
        with contextlib.suppress(OSError):
            fresh.write_text(json.dumps(self._marks), encoding="utf-8")
            fresh.replace(self._file)


def _stamp(path: Path) -> list[int]:
    told = path.stat()
    return [told.st_size, told.st_mtime_ns]
