"""Archives: whole, cut, damaged, and read on from where a reading stopped."""

import gzip
import io
from datetime import UTC, datetime

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from masdar.formats import warc
from masdar.model import Via


def record(
    n: int, body: bytes = b"<p>.", *, kind: str = "response", http: str = "", length: int | None = None
) -> bytes:
    block = body
    content = "text/plain"
    if kind == "response":
        block = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{http}\r\n".encode() + body
        content = "application/http; msgtype=response"
    size = len(block) if length is None else length
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://news.example/{n}\r\n"
        f"WARC-Date: 2016-05-0{n}T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:{n}>\r\n"
        f"Content-Type: {content}\r\nContent-Length: {size}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


PLAIN = [record(n, b"<p>" * (n * 50)) for n in range(1, 6)]
PACKED = [gzip.compress(each, mtime=0) for each in PLAIN]


def read(data: bytes, start: int = 0) -> list[warc.Record | warc.Bad]:
    return list(warc.read(io.BytesIO(data), start=start))


def numbers(found: list[warc.Record | warc.Bad]) -> list[int | str]:
    return [int(each.url[-1]) if isinstance(each, warc.Record) else "bad" for each in found]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"".join(PLAIN), id="plain"),
        pytest.param(b"".join(PACKED), id="a member a record"),
        pytest.param(gzip.compress(b"".join(PLAIN)), id="packed as a whole"),
        pytest.param(
            b"".join(
                each.replace(b"\r\n", b"\n") for each in [record(n, kind="resource") for n in range(1, 6)]
            ),
            id="bare line ends",
        ),
    ],
)
def test_the_answers_come_in_order(data: bytes) -> None:
    found = read(data)

    assert numbers(found) == [1, 2, 3, 4, 5]
    first = found[0]
    assert isinstance(first, warc.Record)
    assert first.at == datetime(2016, 5, 1, 10, tzinfo=UTC)
    assert len({each.place for each in found if isinstance(each, warc.Record)}) == 5


@pytest.mark.parametrize("parts", [PLAIN, PACKED], ids=["plain", "packed"])
def test_reading_goes_on_where_it_stopped(parts: list[bytes]) -> None:
    data = b"".join(parts)
    second = read(data)[1]

    assert numbers(read(data, start=second.next)) == [3, 4, 5]
    assert numbers(read(data, start=second.offset)) == [2, 3, 4, 5]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(b"".join(PLAIN)[:-30], [1, 2, 3, 4, "bad"], id="cut"),
        pytest.param(b"".join(PACKED)[:-30], [1, 2, 3, 4, "bad"], id="packed and cut"),
        pytest.param(
            b"".join([*PACKED[:2], PACKED[2][:40] + b"\x00\x01\x02" + PACKED[2][43:], *PACKED[3:]]),
            [1, 2, "bad", 4, 5],
            id="a damaged member",
        ),
        pytest.param(
            b"".join([*PACKED[:2], b"\x00" * 1000, *PACKED[2:]]),
            [1, 2, "bad", 3, 4, 5],
            id="zeros between members",
        ),
        pytest.param(
            b"".join([*PLAIN[:2], b"junk\r\n" * 20, *PLAIN[2:]]), [1, 2, "bad", 3, 4, 5], id="junk between"
        ),
        pytest.param(
            b"".join([PLAIN[0], record(2, length=10), *PLAIN[2:]]),
            [1, "bad", 3, 4, 5],
            id="a length too short",
        ),
        pytest.param(
            b"".join([PLAIN[0], record(2, length=200), *PLAIN[2:]]),
            [1, "bad", 3, 4, 5],
            id="a length too long",
        ),
        pytest.param(
            b"".join([PLAIN[0], record(2).replace(b"Content-Length", b"Content-Long"), *PLAIN[2:]]),
            [1, "bad", 3, 4, 5],
            id="no length",
        ),
        pytest.param(
            b"".join([PLAIN[0], record(2).replace(b"HTTP/1.1 200", b"gopher"), *PLAIN[2:]]),
            [1, "bad", 3, 4, 5],
            id="no HTTP",
        ),
        pytest.param(b"hello world", ["bad"], id="no archive"),
        pytest.param(b"", [], id="empty"),
    ],
)
def test_what_is_bad_is_told_and_skipped(data: bytes, expected: list[int | str]) -> None:
    found = read(data)

    assert numbers(found) == expected
    assert all(each.why for each in found if isinstance(each, warc.Bad))


def test_other_records_are_passed_over() -> None:
    data = b"".join(
        [record(1, kind="warcinfo"), record(2, kind="request"), record(3), record(4, kind="metadata")]
    )

    assert numbers(read(data)) == [3]


@pytest.mark.parametrize(
    ("http", "body"),
    [
        pytest.param("", b"<p>text", id="as it is"),
        pytest.param("Content-Encoding: gzip\r\n", gzip.compress(b"<p>text"), id="packed"),
        pytest.param("Content-Encoding: gzip\r\n", b"<p>text", id="said to be packed"),
        pytest.param("Content-Encoding: zstd\r\n", zstandard.compress(b"<p>text"), id="Zstandard"),
        pytest.param("Content-Encoding: br\r\n", b"<p>text", id="said to be brotli"),
        pytest.param("Transfer-Encoding: chunked\r\n", b"3\r\n<p>\r\n4\r\ntext\r\n0\r\n\r\n", id="in chunks"),
        pytest.param("Transfer-Encoding: chunked\r\n", b"<p>text", id="chunks taken off already"),
    ],
)
def test_the_body_is_what_the_reader_saw(http: str, body: bytes) -> None:
    (found,) = read(record(1, body, http=http))

    assert isinstance(found, warc.Record)
    assert (found.body, found.headers["content-type"]) == (b"<p>text", "text/html")


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("gzip", gzip.compress(bytes(80_000_000))),
        ("zstd", zstandard.compress(bytes(80_000_000))),
        ("zstd", zstandard.compress(b"<p>text" * 99)[:-9] + b"\x00" * 9),
        ("br", b"\x8b\x03\x80<p>text\x03"),
    ],
)
def test_a_bomb_within_an_archive_and_what_cannot_be_unpacked_is_bad(encoding: str, body: bytes) -> None:
    (found,) = read(record(1, body, http=f"Content-Encoding: {encoding}\r\n"))

    assert isinstance(found, warc.Bad)
    assert found.why


def test_the_text_of_a_wet_file_is_a_capture_of_plain_text() -> None:
    (found,) = read(record(1, "نص الصفحة".encode(), kind="conversion"))
    assert isinstance(found, warc.Record)

    capture = warc.capture(found, file="a.wet.gz", seen=datetime(2026, 1, 1, tzinfo=UTC))

    assert capture.headers["content-type"] == "text/plain; charset=utf-8"
    assert (capture.via, capture.record, capture.at.year) == (Via.ARCHIVE, "a.wet.gz@0", 2016)
    assert capture.body.decode() == "نص الصفحة"


@given(
    st.sampled_from([b"".join(PLAIN), b"".join(PACKED)]),
    st.lists(st.tuples(st.floats(0, 1), st.integers(0, 60), st.binary(max_size=3)), min_size=1, max_size=4),
)
def test_an_archive_that_was_damaged_anywhere_is_read_to_its_end(
    data: bytes, wounds: list[tuple[float, int, bytes]]
) -> None:
    for where, lost, put in wounds:
        at = int(where * len(data))
        data = data[:at] + put + data[at + lost :]

    found = read(data)

    assert len(found) <= len(PLAIN) + 4 * len(wounds)
    assert all(each.next > each.offset or each is found[-1] for each in found)
