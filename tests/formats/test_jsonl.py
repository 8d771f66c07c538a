"""Collections of articles, a line each."""

import gzip
import io
import json
from datetime import UTC, datetime

import pytest
import zstandard

from masdar.formats import jsonl

LINE = json.dumps(
    {"id": "a-1", "source": "alwadi", "url": "https://alwadi.example/1", "title": "خبر", "text": "نص"}
).encode()


def read(data: bytes) -> list[jsonl.Record | jsonl.Bad]:
    return list(jsonl.read(io.BytesIO(data)))


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(LINE, id="plain"),
        pytest.param(b"\xef\xbb\xbf" + LINE + b"\r\n\r\n", id="with a mark and empty lines"),
        pytest.param(gzip.compress(LINE + b"\n"), id="gzip"),
        pytest.param(zstandard.compress(LINE + b"\n"), id="zstd"),
        pytest.param(zstandard.compress(LINE + b"\n") + zstandard.compress(b"\n"), id="two frames"),
    ],
)
def test_an_article_is_read(data: bytes) -> None:
    (found,) = read(data)

    assert isinstance(found, jsonl.Record)
    assert (found.id, found.source, found.url) == ("a-1", "alwadi", "https://alwadi.example/1")
    assert (found.title, found.text, found.byline) == ("خبر", "نص", None)


def test_a_bad_line_is_told_and_the_rest_goes_on() -> None:
    found = read(b"\n".join([LINE, b"{", b"[1]", b'{"id": 3}', b'{"title": "\xff"}', LINE]))

    assert [isinstance(each, jsonl.Record) for each in found] == [True, False, False, False, False, True]
    assert [each.line for each in found] == [1, 2, 3, 4, 5, 6]
    assert all(each.why for each in found if isinstance(each, jsonl.Bad))


@pytest.mark.parametrize("pack", [gzip.compress, zstandard.compress], ids=["gzip", "zstd"])
def test_a_stream_that_breaks_off_gives_what_stood_before(pack: type) -> None:
    lines = b"".join(json.dumps({"id": n, "text": str(n * 7919) * 50}).encode() + b"\n" for n in range(2000))

    found = read(pack(lines)[:-200])

    assert isinstance(found[-1], jsonl.Bad)
    assert sum(isinstance(each, jsonl.Record) for each in found) == len(found) - 1


def test_a_line_without_end_is_bad_and_the_next_one_is_read() -> None:
    found = read(b'{"text": "' + b"x" * jsonl.LIMIT + b'"}\n' + LINE)

    assert isinstance(found[0], jsonl.Bad)
    assert isinstance(found[1], jsonl.Record)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"id": 7, "text": "x"}, ("7", None)),
        ({"id": None, "text": "x", "byline": ["سارة", "علي"]}, (None, "سارة، علي")),
        ({"text": "x", "byline": ""}, (None, "")),
        ({"text": "x", "id": {"a": 1}}, (None, None)),
    ],
)
def test_odd_values_are_read_as_far_as_they_go(
    given: object, expected: tuple[str | None, str | None]
) -> None:
    (found,) = read(json.dumps(given).encode())

    assert isinstance(found, jsonl.Record)
    assert (found.id, found.byline) == expected


def test_a_lead_carries_the_outside_id_and_the_words() -> None:
    (found,) = read(LINE)
    assert isinstance(found, jsonl.Record)

    lead = jsonl.lead(found, seen=datetime(2026, 1, 1, tzinfo=UTC))

    assert (lead.outside, lead.url, lead.title, lead.content) == (
        "a-1",
        "https://alwadi.example/1",
        "خبر",
        "نص",
    )


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("2015-07-21T10:00:00+03:00", datetime(2015, 7, 21, 7, tzinfo=UTC)),
        ("2015-07-21 10:00:00", datetime(2015, 7, 21, 10, tzinfo=UTC)),
        ("yesterday", None),
        (None, None),
    ],
)
def test_when_the_collection_met_it(said: str | None, expected: datetime | None) -> None:
    (found,) = read(json.dumps({"text": "x", "extracted": said}).encode())

    assert isinstance(found, jsonl.Record)
    assert found.seen == expected
