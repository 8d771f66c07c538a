"""Open streams, unpacked as they need: gzip and Zstandard are told by their first bytes."""

import gzip
import io
from typing import BinaryIO, cast

import zstandard

_GZIP = b"\x1f\x8b"
_ZSTD = b"\x28\xb5\x2f\xfd"


def opened(stream: BinaryIO) -> io.BufferedReader:
    """The stream, unpacked if it is packed; several members or frames read as one text."""
    peeked = (
        stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(cast("io.RawIOBase", stream))
    )
    head = peeked.peek(4)[:4]
    if head.startswith(_GZIP):
        return io.BufferedReader(cast("io.RawIOBase", gzip.GzipFile(fileobj=peeked)))
    if head == _ZSTD:
        reader = zstandard.ZstdDecompressor().stream_reader(peeked, read_across_frames=True)
        return io.BufferedReader(cast("io.RawIOBase", reader))
    return peeked


def is_zstd(stream: io.BufferedReader) -> bool:
    """Whether what comes next is packed with Zstandard."""
    return stream.peek(4)[:4] == _ZSTD
