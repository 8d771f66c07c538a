"""One process writes to a home. The kernel holds the lock and lets it go when the process ends.

The file that carries the lock is never removed: what stands in it only says who holds it, and a file left
over from a process that is gone locks nobody out.
"""

import fcntl
import os
from datetime import UTC, datetime
from pathlib import Path
from weakref import WeakSet

from masdar.errors import Busy

NAME = "writer.lock"


class Lock:
    """Held from `Lock(home)` to `release()`. Raises Busy if another holds it."""

    def __init__(self, home: Path) -> None:
        path = home / NAME
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            said = os.read(self._file, 64).decode("ascii", "replace").strip()
            since = datetime.fromtimestamp(os.fstat(self._file).st_mtime, UTC)
            os.close(self._file)
            raise Busy(
                f"{home}: process {said or 'unknown'} has been writing here "
                f"since {since:%Y-%m-%d %H:%M:%S} UTC; "
                "wait for it to end, or stop it, and try again"
            ) from error
        os.ftruncate(self._file, 0)
        os.pwrite(self._file, f"{os.getpid()}\n".encode("ascii"), 0)
        _held.add(self)

    def release(self) -> None:
        if self._file >= 0:
            fcntl.flock(self._file, fcntl.LOCK_UN)
            self.drop()

    def drop(self) -> None:
        """Close without unlocking: a forked child lets go of what its parent goes on holding."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1
        _held.discard(self)


_held: WeakSet[Lock] = WeakSet()


def _in_child() -> None:
    for lock in list(_held):
        lock.drop()


os.register_at_fork(after_in_child=_in_child)
