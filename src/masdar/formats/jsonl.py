"""Collections of articles as JSON Lines, plain or packed.

A line is `{"id", "source", "url", "title", "byline", "text", "published", "extracted", "section"}`;
all but a title or a text may be missing. A bad line is told and the rest goes on.
"""

import io
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, BinaryIO

import msgspec
import zstandard

from masdar.formats import stream as streams
from masdar.model import Lead

# bytes of one line
LIMIT = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One article."""

    # number of the line, from 1
    line: int
    # unpacked offset after the line
    end: int
    # the line as it came
    raw: bytes
    id: str | None = None
    source: str | None = None
    url: str = ""
    title: str | None = None
    byline: str | None = None
    text: str | None = None
    published: str | None = None
    extracted: str | None = None
    section: str | None = None

    @property
    def seen(self) -> datetime | None:
        """When the collection met the article, if it says so; UTC where it states no zone."""
        try:
            at = datetime.fromisoformat((self.extracted or "").strip())
        except ValueError:
            return None
        return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bad:
    """A line that is no article, and why."""

    line: int
    end: int
    why: str


def read(stream: BinaryIO) -> Iterator[Record | Bad]:
    """The lines in order. A packed stream that is cut short ends with a `Bad`."""
    lines = streams.opened(stream)
    number = end = 0
    while True:
        number += 1
        try:
            line = lines.readline(LIMIT + 1)
        except (EOFError, OSError, zlib.error, zstandard.ZstdError) as error:
            yield Bad(line=number, end=end, why=f"the packed stream breaks off: {error}")
            return
        if not line:
            return
        end += len(line)
        if len(line) > LIMIT:
            end += _skip(lines)
            yield Bad(line=number, end=end, why=f"a line of more than {LIMIT:,} bytes")
        elif line.strip(b"\xef\xbb\xbf \t\r\n"):
            yield _read(line, number, end)


def lead(record: Record, *, seen: datetime) -> Lead:
    """What the collection says of the article."""
    return Lead(
        url=record.url,
        seen=seen,
        item=record.id,
        title=record.title,
        content=record.text,
        author=record.byline,
        published=record.published,
        section=record.section,
        outside=record.id,
    )


def _skip(lines: io.BufferedReader) -> int:
    skipped = 0
    while line := lines.readline(LIMIT):
        skipped += len(line)
        if line.endswith(b"\n"):
            break
    return skipped


def _read(line: bytes, number: int, end: int) -> Record | Bad:
    try:
        found = msgspec.json.decode(line.strip(b"\xef\xbb\xbf \t\r\n"))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        return Bad(line=number, end=end, why=f"no JSON: {error}")
    if not isinstance(found, dict):
        return Bad(line=number, end=end, why="not an object")
    record = Record(
        line=number,
        end=end,
        raw=line,
        id=_string(found, "id"),
        source=_string(found, "source"),
        url=(_string(found, "url") or "").strip(),
        title=_string(found, "title"),
        byline=_string(found, "byline"),
        text=_string(found, "text"),
        published=_string(found, "published"),
        extracted=_string(found, "extracted"),
        section=_string(found, "section"),
    )
    if not (record.text or "").strip() and not (record.title or "").strip():
        return Bad(line=number, end=end, why="neither title nor text")
    return record


def _string(found: Mapping[str, Any], key: str) -> str | None:
    """A string as it stands, `""` included; numbers as text; None where it is missing or null."""
    value = found.get(key)
    if isinstance(value, str):
        return value
    if value is None or isinstance(value, (bool, dict)):
        return None
    return "، ".join(str(each) for each in value) if isinstance(value, list) else str(value)
