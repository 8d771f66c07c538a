"""The demo's fetcher keeps the contract of the port."""

import asyncio
from datetime import UTC, datetime

import pytest

from masdar.demo import Answer, FileFetcher
from masdar.errors import Unreachable
from masdar.model import Capture, NotModified, Request

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
PAGE = "https://sariya.example/"


def _fetcher() -> FileFetcher:
    return FileFetcher(
        {PAGE: Answer(body=b"hello", headers={"etag": '"1"'}), "https://mute.example/": Answer(status=0)},
        now=NOW,
    )


def test_it_answers_what_it_was_given() -> None:
    capture = asyncio.run(_fetcher().send(Request(url=PAGE)))

    assert isinstance(capture, Capture)
    assert (capture.body, capture.status, capture.at) == (b"hello", 200, NOW)


def test_an_unknown_address_is_a_404_and_no_error() -> None:
    capture = asyncio.run(_fetcher().send(Request(url="https://sariya.example/none")))

    assert isinstance(capture, Capture)
    assert capture.status == 404


def test_a_validator_that_still_holds_is_not_modified() -> None:
    assert isinstance(asyncio.run(_fetcher().send(Request(url=PAGE, etag='"1"'))), NotModified)


def test_a_server_that_says_nothing_is_unreachable() -> None:
    with pytest.raises(Unreachable) as caught:
        asyncio.run(_fetcher().send(Request(url="https://mute.example/")))

    assert caught.value.url == "https://mute.example/"


def test_time_can_be_turned_on() -> None:
    fetcher = _fetcher()

    fetcher.turn({PAGE: Answer(status=410)}, now=NOW)

    capture = asyncio.run(fetcher.send(Request(url=PAGE)))
    assert isinstance(capture, Capture)
    assert capture.status == 410
