"""Values as bytes and back: JSON, compressed where that saves anything.

What was compressed begins with the magic number of Zstandard, which no JSON begins with.
"""

import threading
from typing import Any, Generic, TypeVar

import msgspec
import zstandard

from masdar.errors import StoreError

T = TypeVar("T")

_MAGIC = b"\x28\xb5\x2f\xfd"
_SMALL = 512
_LEVEL = 3


class _Shared(threading.local):
    """Compressors of one thread: they are costly to make and may not be shared between threads."""

    def __init__(self) -> None:
        self.press = zstandard.ZstdCompressor(level=_LEVEL)
        self.unpress = zstandard.ZstdDecompressor()


_shared = _Shared()
_encoder = msgspec.json.Encoder()


def squeeze(data: bytes) -> bytes:
    """Any bytes, compressed."""
    return _shared.press.compress(data)


def unsqueeze(data: bytes) -> bytes:
    """The bytes that `squeeze` was given. Raises StoreError for others."""
    try:
        return _shared.unpress.decompress(data)
    except zstandard.ZstdError as error:
        raise _damaged(error) from error


def _damaged(error: Exception) -> StoreError:
    return StoreError(
        f"a row of the database is damaged ({error}); put a copy of the file from before in its place, "
        "or import anew into another home"
    )


def pack(value: Any) -> bytes:
    """A value of the model as bytes; equal values give equal bytes."""
    plain = _encoder.encode(value)
    return plain if len(plain) < _SMALL else squeeze(plain)


def plain(value: Any) -> bytes:
    """As `pack`, for what is kept for minutes only: not compressed."""
    return _encoder.encode(value)


class Unpack(Generic[T]):
    """Makes values of one type again of what `pack` made."""

    def __init__(self, type: Any) -> None:
        self._decode = msgspec.json.Decoder(type).decode

    def __call__(self, data: bytes) -> T:
        plain = unsqueeze(data) if data[:4] == _MAGIC else data
        try:
            value: T = self._decode(plain)
        except msgspec.MsgspecError as error:
            raise _damaged(error) from error
        return value
