"""Where others ask to be sent our feeds."""

from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from starlette.types import ASGIApp

from masdar.desk import hub
from masdar.press import feeds
from masdar.web import asgi
from tests.press import room
from tests.web.asgi import Answer, post

SITE = replace(room.SITE, hub=True)
GOOD = {
    "hub.mode": "subscribe",
    "hub.topic": f"{SITE.base_url}/feed.xml",
    "hub.callback": "https://souq.example/hear",
    "hub.secret": "sesame",
    "hub.lease_seconds": "86400",
}


@pytest.fixture
def served(newsroom: room.Room, home: Path) -> ASGIApp:
    return asgi.make_asgi(newsroom.store, newsroom.index, SITE, home, clock=lambda: room.NOW)


def wished(app: ASGIApp, **fields: Any) -> Answer:
    form = {**GOOD, **{f"hub.{name}": value for name, value in fields.items()}}
    return post(app, "/hub", urlencode(form).encode())


def test_a_wish_is_noted_and_waits(served: ASGIApp, home: Path) -> None:
    assert wished(served).status == 202

    ((_, wish),) = hub._wishes(home)
    assert wish == hub.Wish(
        topic="/feed.xml", callback="https://souq.example/hear", secret="sesame", lease=86_400.0
    )


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"mode": "publish"}, "hub.mode"),
        ({"topic": "https://elsewhere.example/feed.xml"}, "hub.topic"),
        ({"topic": f"{SITE.base_url}/about"}, "hub.topic"),
        ({"topic": f"{SITE.base_url}/alerts/alert/feed.xml"}, "hub.topic"),
        ({"callback": "ftp://souq.example/"}, "hub.callback"),
        ({"callback": "https://souq.example/#part"}, "hub.callback"),
        ({"callback": ""}, "hub.callback"),
        ({"secret": "س" * 100}, "hub.secret"),
    ],
)
def test_a_wish_that_cannot_be_is_told_why(
    served: ASGIApp, home: Path, fields: dict[str, str], why: str
) -> None:
    said = wished(served, **fields)

    assert said.status == 400
    assert why in said.text
    assert hub._wishes(home) == []


@pytest.mark.parametrize(("asked", "given"), [("1", 3_600.0), ("999999999", 2_592_000.0), ("x", 864_000.0)])
def test_a_promise_is_neither_too_short_nor_too_long(
    served: ASGIApp, home: Path, asked: str, given: float
) -> None:
    wished(served, lease_seconds=asked)

    assert [wish.lease for _, wish in hub._wishes(home)] == [given]


def test_a_flood_of_wishes_is_stopped(served: ASGIApp) -> None:
    said = [wished(served, callback=f"https://{n}.example/").status for n in range(31)]

    assert said == [202] * 30 + [429]


def test_too_much_is_not_read(served: ASGIApp) -> None:
    assert post(served, "/hub", b"x" * 20_000).status == 413


def test_without_rounds_there_is_no_hub(app: ASGIApp) -> None:
    assert post(app, "/hub", b"").status == 404


@pytest.mark.parametrize(
    ("address", "there"),
    [
        ("/feed.xml", True),
        ("/s/World/feed.atom", True),
        ("/source/daily/feed.json?past=x", True),
        ("/search/feed.xml?q=%D8%A7%D9%84%D8%AC%D8%B3%D8%B1", True),
        ("/s/nosuch/feed.xml", False),
        ("/feed.exe", False),
        ("/about", False),
    ],
)
def test_a_feed_is_found_by_its_address(newsroom: room.Room, address: str, there: bool) -> None:
    with newsroom.view() as view:
        assert (feeds.at(view, address) is not None) is there
