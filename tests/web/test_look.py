"""A look around a site from the desk: what is found, what it would look like, and nothing kept."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from masdar import settings
from masdar.errors import Unreachable
from masdar.model import Capture, NotModified, Rank, Request, SourceId
from masdar.press import rtl
from masdar.store import open_store
from masdar.web import asgi
from masdar.web.desk import routes
from masdar.web.desk.gate import Gate
from masdar.web.desk.looking import Own
from tests import fakes
from tests.press import room
from tests.web.test_desk import HASHER, Desk

HOME = "https://mina.example/"
FEED = f"{HOME}rss"
TEXT = "".join(f"<p>{each}</p>" for each in (fakes.FIRST, fakes.SECOND, fakes.THIRD))
ITEMS = "".join(
    f"<item><title>خبر رقم {n}</title><link>{HOME}news/{n}</link>"
    "<pubDate>Thu, 01 Jan 2026 09:00:00 +0000</pubDate></item>"
    for n in range(1, 8)
)


class Site:
    """A newspaper that nobody has added yet."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    async def send(self, request: Request) -> Capture | NotModified:
        self.asked.append(request.url)
        pages = {
            HOME: f'<!doctype html><html lang="ar"><head><title>صحيفة الميناء</title>'
            f'<link rel="alternate" type="application/rss+xml" href="{FEED}"></head><body></body></html>',
            FEED: '<?xml version="1.0"?><rss version="2.0"><channel><title>صحيفة الميناء</title>'
            f"<link>{HOME}</link><description>.</description>{ITEMS}</channel></rss>",
            f"{HOME}robots.txt": "User-agent: *\nContent-Signal: ai-train=no\n",
        }
        if request.url in pages:
            return fakes.capture(request.url, body=pages[request.url].encode())
        if request.url.startswith(f"{HOME}news/"):
            n = request.url.rpartition("/")[2]
            html = f"<!doctype html><html lang=ar><body><article><h1>خبر رقم {n}</h1>{TEXT}</article></body></html>"
            return fakes.capture(request.url, body=html.encode())
        raise Unreachable(request.url, "nobody answers")


@pytest.fixture
def site() -> Site:
    return Site()


@pytest.fixture
def desk(newsroom: room.Room, home: Path, site: Site) -> Iterator[Desk]:
    @asynccontextmanager
    async def client() -> AsyncIterator[Site]:
        yield site

    with open_store(home, brief=True) as deeds:
        public = asgi.Public(newsroom.store, newsroom.index, room.SITE, home, lambda: room.NOW, glance=0)
        held = settings.Settings(mail=settings.Mail(host="smtp.mina.example", password="hunter2"))
        own = Own(settings=held, client=client)
        app = asgi.mount(public, more=routes(public, deeds, gate=Gate(public, deeds, HASHER), own=own))
        yield Desk(app, deeds, newsroom, [room.NOW])


@pytest.mark.parametrize("said", [HOME, "mina.example", FEED])
def test_what_is_found_fills_the_form_in_and_adds_the_source(desk: Desk, said: str) -> None:
    boss = desk.signed(Rank.ADMIN)
    boss.get("/desk/sources")

    answer = boss.send("/desk/look", url=said)

    assert answer.status == 200
    for each in ("خلاصة", FEED, "7", "Content-Signal", "مقتطف", "خبر رقم 1", "خبر رقم 5"):
        assert each in boss.text, each
    # an excerpt, as it will look
    assert fakes.FIRST[:30] in boss.text
    assert fakes.THIRD not in boss.text
    assert list(rtl.page(boss.text)) == []
    with desk.deeds.reading() as reading:
        assert reading.sources.get(SourceId("mina")) is None
    assert desk.did() == []

    boss.send("/desk/sources")

    with desk.deeds.reading() as reading:
        [added] = [each for each in reading.sources.all() if each.home == HOME]
    assert [each.where for each in added.channels] == [FEED]
    assert added.reviewed


@pytest.mark.parametrize(
    ("said", "wrong"),
    [("ftp://mina.example/", "كاملين"), ("", "كاملين"), ("nowhere.example", "nowhere.example")],
)
def test_what_cannot_be_looked_at_is_told(desk: Desk, said: str, wrong: str) -> None:
    boss = desk.signed(Rank.ADMIN)
    boss.get("/desk/sources")

    answer = boss.send("/desk/look", url=said)

    assert answer.status == 422
    assert wrong in boss.text


@pytest.mark.parametrize("rank", [each for each in Rank if each is not Rank.ADMIN])
def test_nobody_else_lets_us_look(desk: Desk, site: Site, rank: Rank) -> None:
    visitor = desk.signed(rank)
    visitor.get("/desk")
    mark = visitor.forms()[0].fields["mark"]

    refused = visitor.post("/desk/look", {"url": HOME, "mark": mark})
    unmarked = visitor.post("/desk/look", {"url": HOME})

    assert (refused.status, unmarked.status) == (403, 403)
    assert site.asked == []


def test_the_settings_are_shown_without_their_secrets(desk: Desk) -> None:
    boss = desk.signed(Rank.AUDITOR)

    boss.get("/desk/settings")

    assert "smtp.mina.example" in boss.text
    assert "hunter2" not in boss.text
    assert list(rtl.page(boss.text)) == []
