"""A broken page gives an article or says why not, and the same each time."""

import json
from datetime import UTC, datetime

import pytest

import masdar
from masdar.errors import MasdarError
from tests.fuzz import mutate

PAGES = 1_000
_PARTS = 8
_NOW = datetime(2026, 3, 5, 12, tzinfo=UTC)


def record(data: bytes) -> bytes:
    """The record of a page as it is written, or the error that says why there is none; no other error is met."""
    try:
        found = masdar.read(data, url="https://daily.example/a/1", now=_NOW).as_record()
    except MasdarError as error:
        return str(error).encode()
    # half a surrogate pair could not be written
    return json.dumps(found, ensure_ascii=False).encode()


@pytest.mark.parametrize("part", range(_PARTS))
def test_a_broken_page_is_read_or_refused_and_always_alike(part: int) -> None:
    for number in range(part, PAGES, _PARTS):
        page = mutate.page(number)

        first = record(page)

        assert first, f"page {number} gave nothing and no reason"
        assert record(page) == first, f"page {number} was read in two ways"


def test_mutations_are_the_same_each_time_and_keep_to_their_size() -> None:
    pages = [mutate.page(number) for number in range(100)]

    assert pages == [mutate.page(number) for number in range(100)]
    assert len(set(pages)) > 95
    assert max(map(len, pages)) <= mutate.LARGEST
