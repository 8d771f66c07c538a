"""What hubs sent, from the site that hears it to the desk that reads it: a folder of letters.

The site may not write to the store, and a hub does not wait; so a letter is put down as a file, whole or not
at all, and taken at the next round. The same letter twice is one file. A full folder takes no more.
"""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path

import msgspec

from masdar.model import digest

# letters that may wait
MOST = 2_000
_ENDING = ".letter"


class Kind(StrEnum):
    PUSHED = "pushed"
    # the hub called back, and promises to push
    CONFIRMED = "confirmed"
    # the hub will not push
    DENIED = "denied"


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    token: str
    kind: Kind
    at: datetime
    body: bytes = b""
    # lower-case names
    headers: Mapping[str, str] = field(default_factory=dict)
    # seconds for which the hub promises to push
    lease: float = 0.0
    why: str = ""


_decode = msgspec.json.Decoder(Letter).decode


def put(home: Path, letter: Letter) -> bool:
    """Put a letter down; False where the folder is full."""
    folder = home / "mailbox"
    folder.mkdir(exist_ok=True)
    name = digest(b"\0".join((letter.token.encode(), letter.kind.encode(), letter.body)))
    path = folder / f"{name}{_ENDING}"
    if path.exists():
        return True
    if sum(1 for _ in folder.glob(f"*{_ENDING}")) >= MOST:
        return False
    draft = path.with_suffix(".draft")
    with draft.open("wb") as file:
        file.write(msgspec.json.encode(letter))
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    return True


def letters(home: Path) -> Iterator[tuple[Path, Letter]]:
    """The letters that wait, the eldest first. Whoever has read one removes its file."""
    found = []
    for path in (home / "mailbox").glob(f"*{_ENDING}"):
        try:
            found.append((_decode(path.read_bytes()), path))
        except (OSError, msgspec.MsgspecError):
            path.unlink(missing_ok=True)
    for letter, path in sorted(found, key=lambda pair: pair[0].at):
        yield path, letter
