"""Bytes of an archive with the place where each stretch lies in the file, plain or as gzip members.

Within a gzip file an offset is that of the member in which a record begins, since only there can reading
start again.
"""

import zlib
from typing import BinaryIO

_CHUNK = 64 * 1024
_MAGIC = b"\x1f\x8b\x08"


class Cut(Exception):
    """The bytes are not what they should be here."""


class Reader:
    """A stream that is read once, forwards, and knows where it stands."""

    def __init__(self, stream: BinaryIO, start: int = 0) -> None:
        self._stream = stream
        self._raw = b""  # read, not yet unpacked
        self._at = start  # of the first byte of `_raw` in the file
        self._out = bytearray()  # unpacked, not yet taken
        self._member = start
        self._gone = 0  # unpacked bytes taken since the member began
        self._unpacker: zlib._Decompress | None = None
        self._pull()
        self._gzip = self._raw.startswith(b"\x1f\x8b")

    @property
    def offset(self) -> int:
        """Where a reader may begin to find what comes next."""
        return self._member if self._gzip else self._at - len(self._out)

    @property
    def inside(self) -> int:
        """How far into its gzip member, unpacked, what comes next lies; 0 in a plain file."""
        return self._gone if self._gzip else 0

    def more(self) -> bool:
        """Whether anything is left; leaves the offset at what comes next."""
        try:
            left = bool(self.peek(1))
        except Cut:
            return True
        self.settle()
        return left

    def line(self) -> bytes:
        """The next line with its end; `b""` at the end of the archive."""
        while (end := self._out.find(b"\n")) < 0:
            if len(self._out) > 4 * _CHUNK:
                raise Cut("a line without end")
            if not self._fill():
                end = len(self._out) - 1
                break
        return self._cut(end + 1)

    def peek(self, size: int) -> bytes:
        while len(self._out) < size and self._fill():
            pass
        return bytes(self._out[:size])

    def ahead(self, size: int) -> bytes:
        """As `peek`, but not into another member, whose damage would be laid on this one."""
        while len(self._out) < size and not (self._gzip and self._unpacker is None) and self._fill():
            pass
        return bytes(self._out[:size])

    def back(self, data: bytes) -> None:
        """Put back what was taken last."""
        self._out[:0] = data
        self._gone -= len(data)

    def take(self, size: int) -> bytes:
        while len(self._out) < size:
            if not self._fill():
                raise Cut("the archive ends within a record")
        return self._cut(size)

    def skip(self, size: int) -> None:
        while size > 0:
            if not self._out and not self._fill():
                raise Cut("the archive ends within a record")
            gone = min(size, len(self._out))
            self._cut(gone)
            size -= gone

    def settle(self) -> None:
        """Between records: if a member has just ended, the offset is that of the next one."""
        if self._gzip and not self._out and self._unpacker is None:
            self._begin()

    def resync(self) -> bool:
        """Go on at the next place where a record may begin; False if there is none."""
        if self._gzip:
            return self._next_member()
        if self._out.startswith(b"WARC/"):
            del self._out[:1]
        while True:
            found = self._out.find(b"\nWARC/1.")
            if found >= 0:
                del self._out[: found + 1]
                return True
            del self._out[: max(0, len(self._out) - 8)]
            if not self._fill():
                self._out.clear()
                return False

    def _next_member(self) -> bool:
        """Drop the member at hand and search its raw bytes, from the one after its first, for another."""
        self._out.clear()
        if self._unpacker is None and self._raw.startswith(_MAGIC) and self._at != self._member:
            self._begin()
            return True
        self._unpacker = None
        if self._at == self._member and self._raw:
            self._drop(1)
        while True:
            found = self._raw.find(_MAGIC)
            if found >= 0:
                self._drop(found)
                self._begin()
                return True
            self._drop(max(0, len(self._raw) - 2))
            if not self._pull():
                self._drop(len(self._raw))
                self._begin()
                return False

    def _begin(self) -> None:
        self._member, self._gone = self._at, 0

    def _cut(self, size: int) -> bytes:
        taken = bytes(self._out[:size])
        del self._out[:size]
        self._gone += size
        return taken

    def _drop(self, size: int) -> None:
        self._raw = self._raw[size:]
        self._at += size

    def _pull(self) -> bool:
        chunk = self._stream.read(_CHUNK)
        self._raw += chunk
        return bool(chunk)

    def _fill(self) -> bool:
        """Unpack some more; False at the end."""
        if not self._gzip:
            if not self._raw and not self._pull():
                return False
            self._out += self._raw
            self._drop(len(self._raw))
            return True
        if not self._raw and not self._pull():
            if self._unpacker is not None:
                self._unpacker = None
                raise Cut("the archive ends within a packed record")
            return False
        if self._unpacker is None:
            if len(self._raw) < 3 and not self._pull() and not self._raw.startswith(_MAGIC):
                self._drop(len(self._raw))
                return False
            if not self._raw.startswith(_MAGIC):
                raise Cut("no gzip member where one should begin")
            if not self._out:
                self._begin()
            self._unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
        try:
            self._out += self._unpacker.decompress(self._raw, 4 * _CHUNK)
        except zlib.error as error:
            raise Cut(f"a packed record that is damaged: {error}") from error
        rest = self._unpacker.unused_data if self._unpacker.eof else self._unpacker.unconsumed_tail
        self._drop(len(self._raw) - len(rest))
        if self._unpacker.eof:
            self._unpacker = None
        return True
