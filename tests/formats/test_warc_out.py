"""Captures written as an archive are found in it again."""

import base64
import gzip
import hashlib
import io
import re
import types
from collections.abc import Mapping
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from masdar.formats import warc
from masdar.model import Capture, Via

NOON = datetime(2026, 1, 1, 12, 30, 5, 123456, tzinfo=UTC)
URL = "https://daily.example/news/1"


def written(*captures: Capture) -> bytes:
    return b"".join(warc.write(captures, software="masdar/test", at=NOON))


def read(data: bytes) -> list[warc.Record]:
    found = list(warc.read(io.BytesIO(data)))
    assert not [each for each in found if isinstance(each, warc.Bad)]
    return [each for each in found if isinstance(each, warc.Record)]


def page(
    body: bytes = b"<p>.",
    *,
    url: str = URL,
    final_url: str = URL,
    headers: Mapping[str, str] = types.MappingProxyType({"content-type": "text/html"}),
    status: int = 200,
    via: Via = Via.PAGE,
) -> Capture:
    return Capture(url=url, final_url=final_url, at=NOON, headers=headers, status=status, body=body, via=via)


@given(
    st.lists(st.binary(max_size=300), max_size=4),
    st.dictionaries(
        st.from_regex(r"x-[a-z]{1,8}", fullmatch=True),
        st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), max_size=20),
        max_size=3,
    ),
    st.integers(200, 599),
)
def test_what_is_written_is_read_again(bodies: list[bytes], headers: dict[str, str], status: int) -> None:
    captures = [page(body, headers=headers, status=status) for body in bodies]

    found = read(written(*captures))

    assert [(each.url, each.at, each.status, each.body) for each in found] == [
        (URL, NOON, status, body) for body in bodies
    ]
    for each in found:
        assert {name: each.headers.get(name) for name in headers} == headers


def test_what_was_undone_when_it_came_is_not_claimed_of_the_body() -> None:
    headers = {
        "content-encoding": "gzip",
        "transfer-encoding": "chunked",
        "content-length": "7",
        "etag": '"a"',
    }
    (found,) = read(written(page(b"<p>unpacked", headers=headers)))

    assert found.body == b"<p>unpacked"
    assert dict(found.headers) == {"etag": '"a"', "content-length": "11"}


def test_a_file_is_a_resource_and_one_without_address_keeps_its_digest() -> None:
    data = written(page(via=Via.FILE), page(b"{}", url="", final_url="", via=Via.RECORD, headers={}))

    text = gzip.decompress(data)
    assert [each.type for each in read(data)] == ["resource"]
    assert b"WARC-Target-URI: urn:masdar:capture:" in text
    assert b"Content-Type: application/json" in text


@pytest.mark.parametrize("captures", [[], [page()], [page(b"a"), page(b"b")]])
def test_every_record_is_a_member_of_its_own_with_its_length_and_digest(captures: list[Capture]) -> None:
    pieces = list(warc.write(captures, software="masdar/test", at=NOON))

    assert len(pieces) == len(captures) + 1
    for piece, capture in zip(pieces[1:], captures, strict=True):
        head, _, rest = gzip.decompress(piece).partition(b"\r\n\r\n")
        length = re.search(rb"Content-Length: (\d+)", head)
        digest = re.search(rb"WARC-Payload-Digest: sha1:([A-Z2-7]+)", head)
        assert length is not None
        assert digest is not None
        assert len(rest) == int(length[1]) + 4
        assert base64.b32decode(digest[1]) == hashlib.sha1(capture.body, usedforsecurity=False).digest()


def test_the_same_capture_is_the_same_record_and_no_header_breaks_a_line() -> None:
    capture = page(headers={"x-odd": "a\r\nWARC-Type: request"}, url="https://daily.example/short")

    assert written(capture) == written(capture)
    (found,) = read(written(capture))
    assert found.headers["x-odd"] == "a WARC-Type: request"
    assert b"X-Masdar-Asked: https://daily.example/short" in gzip.decompress(written(capture))
