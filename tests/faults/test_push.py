"""What is pushed (B12): a hub that lies, forges, repeats itself, overdoes it, falls silent or forgets."""

import asyncio
import hashlib
import hmac
from collections.abc import Callable, Coroutine
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode

import pytest
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.types import ASGIApp

from masdar.desk import mailbox, push
from masdar.model import ChannelId, Pushed, Subscription
from masdar.web import push as web
from tests import leaping
from tests.faults.rogue import Asked, Page, Room, answer, page, rss
from tests.leaping import Leaping

HUB = '<atom:link rel="hub" href="http://elsewhere.example/hub"/><atom:link rel="self" href="http://alwadi.example/rss"/>'
CALLBACK = "http://portal.example/push/"
PAGES: dict[str, Page] = {f"/{n}": page(f"خبر {n}") for n in range(9)}


def links(*numbers: int) -> list[str]:
    return [f"http://alwadi.example/{n}" for n in numbers]


class Scene:
    """A room with a channel that has a hub, and the site that the hub calls."""

    def __init__(self, room: Room) -> None:
        self.room = room
        hubs = web.Hubs(room.store, room.home, room.loop.now)
        self.site: ASGIApp = Starlette(routes=[Route("/push/{token}", hubs.hear, methods=["GET", "POST"])])

    async def round(self) -> None:
        await push.round(
            self.room.store,
            self.room.client,
            home=self.room.home,
            callback=CALLBACK,
            now=self.room.loop.now,
            secret=self._secret,
        )
        await self.room.round()

    def _secret(self) -> str:
        self.made = getattr(self, "made", 0) + 1
        return f"secret-{self.made}"

    @property
    def subscription(self) -> Subscription:
        with self.room.store.reading() as reading:
            (found,) = reading.channels.subscriptions()
        return found

    async def call(
        self, method: str, token: str, *, query: str = "", body: bytes = b"", **headers: str
    ) -> tuple[int, bytes]:
        """Ask the site as a hub does; the status and the body of its answer."""
        told: list[Any] = []
        pieces = [body[at : at + 65_536] for at in range(0, len(body), 65_536)] or [b""]

        async def receive() -> dict[str, Any]:
            piece = pieces.pop(0)
            return {"type": "http.request", "body": piece, "more_body": bool(pieces)}

        async def send(message: Any) -> None:
            told.append(message)

        await self.site(
            {
                "type": "http",
                "asgi": {"version": "3.0"},
                "http_version": "1.1",
                "method": method,
                "scheme": "http",
                "path": f"/push/{token}",
                "raw_path": f"/push/{token}".encode(),
                "query_string": query.encode(),
                "root_path": "",
                "headers": [
                    (name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()
                ],
                "client": ("192.0.2.1", 1),
                "server": ("portal.example", 80),
            },
            receive,
            send,
        )
        return told[0]["status"], b"".join(each.get("body", b"") for each in told[1:])

    async def confirm(self, lease: int = 86_400, /, **other: str) -> tuple[int, bytes]:
        said = {
            "hub.mode": "subscribe",
            "hub.topic": self.subscription.topic,
            "hub.challenge": "abc",
            "hub.lease_seconds": str(lease),
        } | {name.replace("_", "."): value for name, value in other.items()}
        return await self.call("GET", self.subscription.token, query=urlencode(said))

    async def send(self, body: bytes, *, signature: str | None = None, method: str = "sha256") -> int:
        made = hmac.new(self.subscription.secret.encode(), body, getattr(hashlib, method)).hexdigest()
        headers = {"x_hub_signature": f"{method}={made}" if signature is None else signature}
        status, _ = await self.call(
            "POST", self.subscription.token, body=body, content_type="application/rss+xml", **headers
        )
        return status

    def body(self, *numbers: int) -> bytes:
        return rss(*(self.room.url(each) for each in links(*numbers)))

    def waiting(self) -> int:
        return sum(1 for _ in mailbox.letters(self.room.home))

    async def begin(self, lease: int = 10 * 86_400) -> None:
        """Visit, subscribe, and be confirmed."""
        await self.round()
        await asyncio.sleep(60)
        await self.round()
        assert await self.confirm(lease) == (200, b"abc")
        await asyncio.sleep(60)
        await self.round()
        assert self.subscription.state is Pushed.ACTIVE


ACCEPTED = answer(b"", "202 Accepted")
Play = Callable[..., None]


@pytest.fixture
def play(tmp_path: Path) -> Play:
    def run(scene: Callable[[Scene], Coroutine[Any, Any, None]], *, hub: Page = ACCEPTED) -> None:
        async def main(loop: Leaping) -> None:
            pages = {**PAGES, "/rss": answer(rss(*links(1), head=HUB)), "elsewhere.example/hub": hub}
            async with Room(tmp_path, loop, pages) as room:
                await scene(Scene(room))

        leaping.run(main)

    return run


def test_what_a_hub_pushes_is_fetched_without_a_visit_and_visits_grow_rare(play: Play) -> None:
    async def run(scene: Scene) -> None:
        await scene.begin()
        visits = scene.room.paths().count("/rss")
        assert await scene.send(scene.body(1, 2, 3)) == 202
        await asyncio.sleep(30)
        await scene.round()
        assert scene.room.takes.paths == ["1", "2", "3"]
        assert scene.room.paths().count("/rss") == visits
        scene.room.pages["/rss"] = answer(rss(*links(1, 2, 3), head=HUB))
        await asyncio.sleep(scene.room.wait().total_seconds())
        await scene.round()
        assert scene.room.wait() >= timedelta(hours=1)
        assert scene.subscription.state is Pushed.ACTIVE

    play(run)


def test_the_hub_is_asked_with_all_that_the_standard_wants(play: Play) -> None:
    forms: list[dict[str, list[str]]] = []

    async def hub(asked: Asked, writer: asyncio.StreamWriter) -> None:
        writer.write(answer(b"", "202 Accepted"))

    async def run(scene: Scene) -> None:
        sent = scene.room.client.send

        async def spy(request: Any) -> Any:
            if request.method == "POST":
                forms.append(parse_qs(request.body.decode()))
            return await sent(request)

        scene.room.client.send = spy  # type: ignore[method-assign] # what is sent is what is asked for here
        await scene.begin()
        (form,) = forms
        assert form["hub.mode"] == ["subscribe"]
        assert form["hub.topic"] == [scene.room.url("http://alwadi.example/rss")]
        assert form["hub.callback"] == [CALLBACK + scene.subscription.token]
        assert form["hub.secret"] == [scene.subscription.secret]

    play(run, hub=hub)


@pytest.mark.parametrize(
    "lie",
    [
        {"hub_topic": "http://elsewhere.example/rss"},
        {"hub_mode": "unsubscribe"},
        {"hub_challenge": ""},
        {"hub_mode": "publish"},
    ],
)
def test_b12_a_false_verification_is_not_answered(play: Play, lie: dict[str, str]) -> None:
    async def run(scene: Scene) -> None:
        await scene.round()
        await scene.round()
        status, _ = await scene.confirm(**lie)
        assert status == 404
        assert (await scene.call("GET", "no-such-token", query="hub.mode=subscribe&hub.challenge=a"))[
            0
        ] == 404
        await scene.round()
        assert scene.subscription.state is Pushed.ASKED

    play(run)


@pytest.mark.parametrize("signature", ["", "sha256=00", "sha256", "md5=00", "sha256=" + "é" * 64, "none=1"])
def test_b12_what_is_not_signed_well_is_not_taken(play: Play, signature: str) -> None:
    async def run(scene: Scene) -> None:
        await scene.begin()
        await scene.send(scene.body(5), signature=signature)
        assert scene.waiting() == 0
        await scene.round()
        assert scene.room.takes.paths == ["1"]

    play(run)


def test_b12_a_signature_of_another_body_or_with_another_secret_is_none(play: Play) -> None:
    async def run(scene: Scene) -> None:
        await scene.begin()
        made = hmac.new(scene.subscription.secret.encode(), scene.body(5), hashlib.sha256).hexdigest()
        await scene.send(scene.body(6), signature=f"sha256={made}")
        forged = hmac.new(b"guess", scene.body(5), hashlib.sha256).hexdigest()
        await scene.send(scene.body(5), signature=f"sha256={forged}")
        status, _ = await scene.call("POST", "no-such-token", body=scene.body(5))
        assert (scene.waiting(), status) == (0, 202)

    play(run)


@pytest.mark.parametrize("method", ["sha1", "sha256", "sha384", "sha512"])
def test_every_method_of_the_standard_is_known(play: Play, method: str) -> None:
    async def run(scene: Scene) -> None:
        await scene.begin()
        await scene.send(scene.body(5), method=method)
        assert scene.waiting() == 1

    play(run)


def test_b12_what_is_pushed_again_has_no_effect(play: Play) -> None:
    async def run(scene: Scene) -> None:
        await scene.begin()
        for _ in range(3):
            await scene.send(scene.body(2))
            await scene.send(scene.body(2))
            await asyncio.sleep(60)
            await scene.round()
        assert scene.room.takes.paths == ["1", "2"]

    play(run)


def test_b12_a_push_of_ten_megabytes_is_turned_away(play: Play) -> None:
    async def run(scene: Scene) -> None:
        await scene.begin()
        assert await scene.send(bytes(10_000_000)) == 413
        assert scene.waiting() == 0

    play(run)


def test_b12_what_is_pushed_and_is_no_feed_or_anothers_is_not_taken(play: Play) -> None:
    async def run(scene: Scene) -> None:
        await scene.begin()
        await scene.send(b"hello world")
        await scene.send(rss(*(f"http://elsewhere.example/{n}" for n in range(5))))
        await scene.round()
        assert scene.room.takes.paths == ["1"]
        assert scene.waiting() == 0

    play(run)


def test_b12_where_the_hub_falls_silent_visits_go_on(play: Play) -> None:
    async def run(scene: Scene) -> None:
        await scene.begin()
        scene.room.pages["/rss"] = answer(rss(*links(1, 2), head=HUB))
        await asyncio.sleep(scene.room.wait().total_seconds())
        await scene.round()
        assert "2" in scene.room.takes.paths, "a rare visit finds what was not pushed"
        assert scene.subscription.state is Pushed.SILENT
        assert scene.subscription.cause
        assert scene.room.wait() < timedelta(hours=1)
        asked = scene.room.paths("elsewhere.example").count("/hub")
        await asyncio.sleep(2 * 86_400)
        await scene.round()
        assert scene.room.paths("elsewhere.example").count("/hub") == asked + 1, "the hub is asked anew"

    play(run)


def test_b12_a_promise_is_renewed_before_it_ends_and_counts_for_nothing_after(play: Play) -> None:
    async def run(scene: Scene) -> None:
        await scene.begin(lease=4 * 3600)
        hub = scene.room.paths("elsewhere.example")
        assert hub.count("/hub") == 1
        await asyncio.sleep(3.1 * 3600)
        await scene.round()
        assert scene.room.paths("elsewhere.example").count("/hub") == 2
        # nobody confirms
        await asyncio.sleep(3600)
        await scene.round()
        await asyncio.sleep(scene.room.wait().total_seconds())
        await scene.round()
        assert scene.room.wait() < timedelta(hours=1), "it is visited as if nobody pushed"

    play(run)


@pytest.mark.parametrize("hub", [answer(b"", "400 Bad Request"), answer(b"", "500 No"), b"nonsense"])
def test_a_hub_that_cannot_be_asked_is_told_and_asked_another_day(play: Play, hub: Page) -> None:
    async def run(scene: Scene) -> None:
        await scene.round()
        for _ in range(20):
            await asyncio.sleep(3600)
            await scene.round()
        assert scene.subscription.state is Pushed.SILENT
        assert scene.subscription.cause
        assert scene.room.paths("elsewhere.example").count("/hub") <= 2
        assert scene.room.visit().failure is None

    play(run, hub=hub)


def test_a_hub_that_refuses_is_heard(play: Play) -> None:
    async def run(scene: Scene) -> None:
        await scene.round()
        await scene.round()
        status, _ = await scene.confirm(hub_mode="denied", hub_reason="not allowed")
        assert status == 200
        await scene.round()
        assert scene.subscription.state is Pushed.SILENT
        assert "not allowed" in (scene.subscription.cause or "")

    play(run)


def test_a_full_mailbox_takes_no_more(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mailbox, "MOST", 2)

    async def run(scene: Scene) -> None:
        await scene.begin()
        assert [await scene.send(scene.body(n)) for n in (2, 3, 4)] == [202, 202, 503]

    play(run)


def test_a_channel_that_is_taken_off_loses_its_subscription(play: Play) -> None:
    async def run(scene: Scene) -> None:
        await scene.begin()
        scene.room.pages["/rss"] = answer(b"", "410 Gone")
        await asyncio.sleep(scene.room.wait().total_seconds())
        await scene.round()
        await scene.round()
        with scene.room.store.reading() as reading:
            assert reading.channels.subscriptions() == ()
            assert reading.channels.get(ChannelId("alwadi/all")) is not None

    play(run)
