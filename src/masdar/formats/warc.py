"""Web archives: WARC 1.0 and 1.1, and the texts of WET files.

Records stream by one at a time. A bad one is told with its offset and skipped, and reading goes on at
the next record that can be found. `start` is the `next` of the last record that was taken, so that a
reading that was stopped goes on where it stood.
"""

import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import BinaryIO

import zstandard

from masdar.formats.members import Cut, Reader
from masdar.formats.warc_out import write
from masdar.model import Capture, Via

__all__ = ["Bad", "Record", "capture", "read", "write"]

# bytes of one record's block; larger ones are skipped and told
LIMIT = 64 * 1024 * 1024
_HEAD = 64 * 1024
_KEPT = frozenset({"response", "resource", "conversion"})
_RATIO = 200
_ZSTD = b"\x28\xb5\x2f\xfd"


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One answer that an archive holds."""

    # of the record's beginning in the file as it lies there; `next` is where the following one begins
    offset: int
    next: int
    # unpacked bytes into the gzip member, where one member holds several records
    inside: int = 0
    # response, resource or conversion
    type: str
    url: str
    # None where the archive states no time that can be read
    at: datetime | None
    body: bytes
    status: int = 200
    # lower-case names, of the HTTP answer
    headers: Mapping[str, str] = field(default_factory=dict)
    id: str = ""
    # the archive's own word that the body was cut
    truncated: str | None = None

    @property
    def place(self) -> str:
        """Where it lies: `1024`, or `0+9000` within a packed stretch of several records."""
        return f"{self.offset}+{self.inside}" if self.inside else str(self.offset)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bad:
    """A stretch of the archive that could not be read, and why."""

    offset: int
    next: int
    why: str


def read(stream: BinaryIO, *, start: int = 0) -> Iterator[Record | Bad]:
    """The answers in order; records of other types (requests, metadata) are passed over.

    A stream that cannot `seek` is read up to `start`.
    """
    if start and stream.seekable():
        stream.seek(start)
    left = 0 if stream.seekable() else start
    while left and (skipped := stream.read(min(left, 1 << 20))):
        left -= len(skipped)
    reader = Reader(stream, start)
    while reader.more():
        offset, inside = reader.offset, reader.inside
        try:
            made = _record(reader, offset, inside)
        except Cut as error:
            found = reader.resync()
            yield Bad(offset=offset, next=reader.offset, why=str(error))
            if not found:
                return
            continue
        if made is not None:
            yield made


def capture(record: Record, *, file: str, seen: datetime) -> Capture:
    """The record as an answer of the world, at its own time; `seen` where it states none."""
    return Capture(
        url=record.url,
        final_url=record.url,
        at=record.at or seen,
        body=record.body,
        status=record.status,
        headers=record.headers,
        via=Via.ARCHIVE,
        record=f"{file}@{record.place}",
    )


def _record(reader: Reader, offset: int, inside: int) -> Record | Bad | None:
    line = reader.line()
    while line in {b"\r\n", b"\n"}:
        line = reader.line()
    if not line:
        return None
    if not line.startswith(b"WARC/"):
        raise Cut("no WARC record where one should begin")
    said = _fields(reader)
    length = said.get("content-length", "")
    if not (length.isascii() and length.isdigit()):
        raise Cut(f"a record with a length of {length[:40]!r}")
    size = int(length)
    kind = said.get("warc-type", "").lower()
    if size > LIMIT or kind not in _KEPT:
        reader.skip(size)
        _closed(reader)
        if kind not in _KEPT:
            return None
        return Bad(
            offset=offset, next=reader.offset, why=f"a block of {size:,} bytes; at most {LIMIT:,} are read"
        )
    block = reader.take(size)
    try:
        _closed(reader)
    except Cut:
        reader.back(block)
        raise
    try:
        return _made(kind, said, block, offset=offset, inside=inside, next_=reader.offset)
    except ValueError as error:
        return Bad(offset=offset, next=reader.offset, why=str(error))


def _fields(reader: Reader) -> dict[str, str]:
    """Header lines up to the empty one, folded lines joined."""
    found: dict[str, str] = {}
    last, size = "", 0
    while True:
        line = reader.line()
        if not line:
            raise Cut("the archive ends within a record's head")
        size += len(line)
        if size > _HEAD:
            raise Cut("a record's head is endless")
        text = line.decode("utf-8", "replace").rstrip("\r\n")
        if not text:
            return found
        if text[0] in " \t" and last:
            found[last] += " " + text.strip()
            continue
        name, colon, value = text.partition(":")
        if not colon:
            raise Cut(f"a header line without a colon: {text[:60]!r}")
        last = name.strip().lower()
        found.setdefault(last, value.strip())


def _closed(reader: Reader) -> None:
    """Take the two empty lines that close a record. Raises Cut if text stands there: a wrong length.

    Junk behind the empty lines is no part of the record, and is met when the next one is looked for.
    """
    lines = 0
    while (ahead := reader.ahead(1)) in {b"\r", b"\n"}:
        lines += reader.take(1) == b"\n"
    if ahead and lines < 2 and not reader.ahead(5).startswith(b"WARC/"):
        raise Cut("the record is longer or shorter than it says")
    reader.settle()


def _made(
    kind: str, said: Mapping[str, str], block: bytes, *, offset: int, inside: int, next_: int
) -> Record | None:
    url = said.get("warc-target-uri", "").strip("<>")
    if not url.startswith(("http://", "https://")):
        return None
    status, headers, body = 200, {"content-type": said.get("content-type", "")}, block
    if kind == "response":
        if not said.get("content-type", "").lower().startswith("application/http"):
            return None
        status, headers, body = _answer(block)
    elif kind == "conversion":
        headers = {"content-type": "text/plain; charset=utf-8"}
    return Record(
        offset=offset,
        next=next_,
        inside=inside,
        type=kind,
        url=url,
        at=_time(said.get("warc-date", "")),
        body=body,
        status=status,
        headers=headers,
        id=said.get("warc-record-id", "").strip("<>"),
        truncated=said.get("warc-truncated"),
    )


def _answer(block: bytes) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body of an HTTP answer, its transfer and content encodings undone."""
    head, gap, body = block.partition(b"\r\n\r\n")
    if not gap:
        head, gap, body = block.partition(b"\n\n")
    lines = head.decode("latin-1").splitlines()
    words = lines[0].split(None, 2) if lines else []
    if len(words) < 2 or not words[0].startswith("HTTP/") or not words[1].isdigit():
        raise ValueError("a response that does not begin with an HTTP status")
    headers: dict[str, str] = {}
    for line in lines[1:]:
        name, _, value = line.partition(":")
        headers.setdefault(name.strip().lower(), value.strip())
    if "chunked" in headers.get("transfer-encoding", "").lower():
        body = _dechunked(body)
    return int(words[1]), headers, _unpacked(body, headers.get("content-encoding", "").lower())


def _dechunked(body: bytes) -> bytes:
    """The body without its chunk sizes; as it stands where an archive has taken them off already."""
    out: list[bytes] = []
    at = 0
    while True:
        end = body.find(b"\n", at)
        said = body[at:end].split(b";")[0].strip() if end >= 0 else b""
        try:
            size = int(said, 16)
        except ValueError:
            return body
        if size == 0:
            return b"".join(out)
        out.append(body[end + 1 : end + 1 + size])
        at = end + 1 + size
        if body[at : at + 2] == b"\r\n":
            at += 2


def _unpacked(body: bytes, encoding: str) -> bytes:
    """The body without gzip, deflate or Zstandard, where it really is packed.

    Raises ValueError for a bomb, and for what is packed in a way that is not read.
    """
    most = min(LIMIT, max(len(body) * _RATIO, 1 << 20))
    if body.startswith(_ZSTD):
        return _of_zstd(body, most)
    if "br" in [each.strip() for each in encoding.split(",")] and not body.lstrip().startswith((b"<", b"{")):
        # archives that unpack what they keep leave the label on
        if not body[:64].isascii():
            raise ValueError("a body packed with brotli, which is not read; gzip, deflate and Zstandard are")
        return body
    if not body or not any(name in encoding for name in ("gzip", "deflate")):
        return body
    for bits in (zlib.MAX_WBITS | 32, -zlib.MAX_WBITS):
        unpacker = zlib.decompressobj(bits)
        try:
            whole = unpacker.decompress(body, most)
        except zlib.error:
            continue
        if unpacker.unconsumed_tail:
            raise ValueError(f"a body that unpacks to more than {most:,} bytes")
        return whole
    return body


def _of_zstd(body: bytes, most: int) -> bytes:
    try:
        with zstandard.ZstdDecompressor(max_window_size=1 << 27).stream_reader(
            body, read_across_frames=True
        ) as reader:
            whole = reader.read(most + 1)
    except zstandard.ZstdError as error:
        raise ValueError(f"a body packed with Zstandard that is damaged: {error}") from error
    if len(whole) > most:
        raise ValueError(f"a body that unpacks to more than {most:,} bytes")
    return bytes(whole)


def _time(said: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(said.strip())
    except ValueError:
        return None
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
