"""Bodies unpacked, with limits on what may come out."""

import io
import zlib
from collections.abc import Iterator

import zstandard

# unpacked bytes for one packed, beyond the first megabyte
RATIO = 200
_FREE = 1 << 20
_CHUNK = 64 * 1024


class Bomb(Exception):
    """A body that unpacks to more than it may."""


class Damaged(Exception):
    """A body that is packed, but not as it should be."""


def body(raw: bytes, encoding: str, *, limit: int) -> bytes:
    """The body with its content encodings undone, told by its bytes where the label lies.

    Raises Bomb at the limit or the ratio, Damaged where it cannot be unpacked whole.
    """
    data = raw
    for _ in range(2):  # some servers pack twice
        kind = _kind(data, encoding)
        if kind is None:
            return data
        most = min(limit, max(len(raw) * RATIO, _FREE))
        out = bytearray()
        for piece in _pieces(data, kind):
            out += piece
            if len(out) > most:
                raise Bomb(f"it unpacks to more than {most:,} bytes")
        data = bytes(out)
        encoding = ""
    return data


def _kind(data: bytes, encoding: str) -> str | None:
    if data.startswith(b"\x1f\x8b\x08"):
        return "gzip"
    if data.startswith(b"\x28\xb5\x2f\xfd"):
        return "zstd"
    said = encoding.strip().lower().rpartition(",")[2].strip()
    if said == "deflate" and data:
        return "zlib" if data[0] & 0x0F == 8 and int.from_bytes(data[:2], "big") % 31 == 0 else "deflate"
    if said == "br" and data:
        return "br"
    return None  # labelled gzip, but plain: servers do that


def _pieces(data: bytes, kind: str) -> Iterator[bytes]:
    if kind == "zstd":
        try:
            with zstandard.ZstdDecompressor(max_window_size=1 << 27).stream_reader(
                io.BytesIO(data), read_across_frames=True
            ) as reader:
                while piece := reader.read(_CHUNK):
                    yield piece
        except zstandard.ZstdError as error:
            raise Damaged(f"zstd: {error}") from error
        return
    if kind == "br":
        raise Damaged("brotli was not asked for")
    yield from _inflated(data, kind)


def _inflated(data: bytes, kind: str) -> Iterator[bytes]:
    bits = {"gzip": zlib.MAX_WBITS | 16, "zlib": zlib.MAX_WBITS, "deflate": -zlib.MAX_WBITS}[kind]
    rest = data
    while rest:
        unpacker = zlib.decompressobj(bits)
        while not unpacker.eof:
            try:
                piece = unpacker.decompress(rest, _CHUNK)
            except zlib.error as error:
                raise Damaged(str(error)) from error
            rest = unpacker.unconsumed_tail
            if not piece and not rest and not unpacker.eof:
                raise Damaged("it ends too early")
            yield piece
        # further members; what is none is padding
        rest = unpacker.unused_data if kind == "gzip" and unpacker.unused_data[:2] == b"\x1f\x8b" else b""
