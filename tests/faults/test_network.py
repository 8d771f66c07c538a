"""What servers and networks do wrong, row by row (A01 to A26), against the whole desk."""

import asyncio
import functools
import gzip
import tracemalloc
import zlib
from collections.abc import Callable, Coroutine
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import zstandard

from masdar.fetch import Limits
from masdar.model import ChannelState
from masdar.sources import health, rhythm
from tests import leaping
from tests.faults.rogue import Asked, Page, Room, answer, page, rss
from tests.leaping import Leaping

ONE = "http://alwadi.example/1"
TWO = ("http://alwadi.example/rss", "http://sahil.example/rss")
FEED = answer(rss(ONE), ETag='"v1"')
SOUND: dict[str, Page] = {"/rss": FEED, "/1": page("الجسر")}

Play = Callable[..., Any]


@pytest.fixture
def play(tmp_path: Path) -> Play:
    """Runs a scene against a server with these pages: `play(pages, scene)`."""

    def run(
        pages: dict[str, Page], scene: Callable[[Room], Coroutine[Any, Any, None]], **settings: Any
    ) -> None:
        async def main(loop: Leaping) -> None:
            async with Room(tmp_path, loop, pages, **settings) as room:
                await scene(room)

        leaping.run(main)

    return run


def test_a01_a_name_that_does_not_resolve_is_tried_ever_later_and_keeps_its_rhythm(play: Play) -> None:
    async def scene(room: Room) -> None:
        await room.round()
        before = room.wait()
        room.names.lost.add("alwadi.example")
        await room.reopen()
        waits = []
        for _ in range(4):
            await asyncio.sleep(room.wait().total_seconds())
            await room.round()
            waits.append(room.wait() / timedelta(minutes=1))
        assert "cannot be resolved" in (room.visit().failure or "")
        assert waits == [pytest.approx(60 * 2**n, rel=0.06) for n in range(4)]
        assert len({round(each % 1, 3) for each in waits}) > 1, "there is jitter"
        room.names.lost.clear()
        await asyncio.sleep(room.wait().total_seconds())
        await room.round()
        assert room.visit().failure is None
        assert room.wait() <= before * 2

    play({"/rss": answer(rss())}, scene)


async def _reset(asked: Asked, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Le")
    await writer.drain()
    writer.transport.abort()


async def _reset_later(asked: Asked, writer: asyncio.StreamWriter) -> None:
    body = rss("http://alwadi.example/half", "http://alwadi.example/2")
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body) + body[:-60])
    await writer.drain()
    writer.transport.abort()


@pytest.mark.parametrize("fault", [_reset, _reset_later], ids=["headers", "body"])
def test_a02_a_connection_that_is_reset_gives_nothing_and_is_tried_again(play: Play, fault: Page) -> None:
    async def scene(room: Room) -> None:
        await room.round()
        assert room.takes.taken == []
        assert room.visit().leads == 0
        assert room.visit().failure
        room.pages |= SOUND
        await asyncio.sleep(room.wait().total_seconds())
        await room.round()
        assert room.takes.paths == ["1"]

    play({"/rss": fault}, scene)


def test_a02_a_connection_that_is_refused_is_tried_again(play: Play) -> None:
    async def scene(room: Room) -> None:
        await room.round()
        assert "Connect" in (room.visit().failure or "")
        assert timedelta(minutes=55) < room.wait() < timedelta(minutes=65)

    # a port of the list at which nothing listens here
    play({}, scene, channels=["http://alwadi.example:8881/rss"])


async def _silent(asked: Asked, writer: asyncio.StreamWriter) -> None:
    await asyncio.sleep(10_000)


async def _drip(asked: Asked, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
    for _ in range(1000):
        writer.write(b".")
        await writer.drain()
        await asyncio.sleep(19.5)


@pytest.mark.parametrize("fault", [_silent, _drip])
def test_a03_a_server_that_never_comes_to_an_end_holds_up_itself_alone(play: Play, fault: Page) -> None:
    async def scene(room: Room) -> None:
        begun = room.loop.time()
        await room.round()
        assert room.loop.time() - begun <= 65
        assert "too long" in (room.visit().failure or "")
        assert room.takes.paths == ["1"]
        seen = [at for at, host in room.times if host == "sahil.example"]
        assert seen[-1] - begun < 10, "the other host was done long before"

    pages: dict[str, Page] = {
        "alwadi.example/rss": fault,
        "sahil.example/rss": answer(rss("http://sahil.example/1")),
        "/1": page("الميناء"),
    }
    play(pages, scene, channels=TWO)


def test_a04_a_304_is_a_success_and_leaves_everything_as_it_is(play: Play) -> None:
    async def scene(room: Room) -> None:
        await room.round()
        whole = room.watch().whole
        room.pages["/rss"] = answer(b"", "304 Not Modified")
        counts = await room.later(hours=2)
        assert room.asked[-1][2]["if-none-match"] == '"v1"'
        assert (counts.unchanged, room.visit().status, room.visit().failure) == (1, 304, None)
        assert (room.watch().etag, room.watch().whole) == ('"v1"', whole)
        assert room.watch().well == room.visit().at

    play(SOUND, scene)


def test_a05_both_validators_are_kept_as_they_came_each_time(play: Play) -> None:
    async def scene(room: Room) -> None:
        for etag, modified in (
            ("W/\"a 'b'\"", "Mon, 01 Jan 2024 00:00:00 GMT"),
            ("bare", "yesterday"),
            ('"c"', "yesterday"),
        ):
            room.pages["/rss"] = answer(rss(), ETag=etag, Last_Modified=modified)
            await room.later(hours=13)
            assert (room.watch().etag, room.watch().last_modified) == (etag, modified)
            await room.later(hours=13)
            sent = room.asked[-1][2]
            assert (sent["if-none-match"], sent["if-modified-since"]) == (etag, modified)

    play({}, scene)


def test_a06_validators_of_a_body_that_cannot_be_read_are_not_kept(play: Play) -> None:
    async def scene(room: Room) -> None:
        await room.round()
        assert room.visit().failure
        await room.later(hours=13)
        assert "if-none-match" not in room.asked[-1][2]
        room.pages["/rss"] = FEED
        await room.later(hours=13)
        room.pages["/rss"] = answer(b"{broken", ETag='"v2"')
        await room.later(hours=13)
        assert room.watch().etag == '"v1"'

    play({"/rss": answer(b"<html>no feed</html>", ETag='"v0"')}, scene)


def test_a07_after_days_of_nothing_but_304_the_whole_is_asked_for_once(play: Play) -> None:
    def stubborn(asked: Asked) -> bytes:
        return answer(b"", "304 Not Modified") if "if-none-match" in asked[2] else FEED

    async def scene(room: Room) -> None:
        await room.rounds(timedelta(days=15), every=timedelta(hours=2))
        bare = [
            headers for _, path, headers in room.asked if path == "/rss" and "if-none-match" not in headers
        ]
        assert len(bare) == 3, "the first, and one a week"

    play({"/rss": stubborn, "/1": page("الجسر")}, scene)


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        pytest.param("7200", 7200, id="seconds"),
        pytest.param("Thu, 01 Jan 2026 15:00:00 GMT", 10_800, id="a date"),
        pytest.param("Thu, 01 Jan 2015 15:00:00 GMT", 900, id="past: our own"),
        pytest.param("soon", 900, id="no number: our own"),
        pytest.param("9" * 30, 7 * 86_400, id="absurd: the ceiling"),
    ],
)
@pytest.mark.parametrize("status", ["429 Too Many Requests", "503 Service Unavailable"])
def test_a08_retry_after_holds_for_the_whole_host(play: Play, said: str, seconds: int, status: str) -> None:
    async def scene(room: Room) -> None:
        await room.round(all_channels=True)
        begun = room.loop.time()
        asked = len(room.paths())
        assert asked == 2, "robots.txt and the first feed"
        waits = (0.3, 0.5, 0.15)
        for share in waits:
            await asyncio.sleep(share * seconds)
            # a new process knows it too
            noted = room.client.noted()
            await room.reopen()
            room.client.recall(noted)
            room.client._pace._altered.update(host.name for host in noted)
            await room.round(all_channels=True)
        assert len(room.paths()) == asked, "nothing was asked before its time"
        await asyncio.sleep(begun + seconds + 60 - room.loop.time())
        room.pages["/rss"] = room.pages["/b"] = FEED
        await room.round(all_channels=True)
        assert room.visit().failure is None
        assert room.visit("alwadi/1").failure is None

    pages: dict[str, Page] = {"/rss": answer(b"", status, Retry_After=said), "/b": FEED, "/1": page("الجسر")}
    play(pages, scene, channels=["http://alwadi.example/rss", "http://alwadi.example/b"])


@pytest.mark.parametrize("status", ["429 Too Many Requests", "403 Forbidden"])
def test_a09_many_refusals_of_a_host_are_one_back_off(play: Play, status: str) -> None:
    async def scene(room: Room) -> None:
        await room.round()
        refused = [path for path in room.paths() if path != "/robots.txt"]
        assert len(refused) <= 3, "not each of its feeds ran into the wall"
        other = [room.watch(f"alwadi/{n}").cause or "" for n in range(4, 9)]
        assert all("left alone" in cause for cause in other)
        assert all(timedelta(minutes=10) < room.wait(f"alwadi/{n}") for n in range(4, 9))

    pages: dict[str, Page] = {f"/{n}": answer(b"", status) for n in range(10)}
    play(pages, scene, channels=[f"http://alwadi.example/{n}" for n in range(10)])


@pytest.mark.parametrize("status", [401, 403, 451])
def test_a10_a_closed_door_is_told_and_knocked_at_slowly_by_the_same_visitor(play: Play, status: int) -> None:
    async def scene(room: Room) -> None:
        await room.rounds(timedelta(days=2))
        knocks = [headers["user-agent"] for _, path, headers in room.asked if path == "/rss"]
        assert len(knocks) <= 5
        assert len(set(knocks)) == 1
        with room.store.reading() as reading:
            visits = reading.channels.visits(room.channel().id)
        assert health.judge(visits).verdict is health.Verdict.CLOSED
        assert room.watch().cause == f"status {status}"

    play({"/rss": answer(b"", f"{status} No")}, scene)


def test_a11_a_feed_that_was_missing_for_days_comes_back_by_itself(play: Play) -> None:
    async def scene(room: Room) -> None:
        await room.rounds(timedelta(days=5))
        assert len([path for path in room.paths() if path == "/rss"]) < 25, "it slowed down"
        assert room.channel().state is ChannelState.ACTIVE
        room.pages |= SOUND
        await asyncio.sleep(room.wait().total_seconds())
        await room.round()
        assert room.takes.paths == ["1"]
        assert room.wait() < timedelta(hours=1)

    play({"/rss": answer(b"", "404 Not Found")}, scene)


def test_a12_a_feed_that_is_gone_is_retired_with_a_notice(play: Play) -> None:
    async def scene(room: Room) -> None:
        await room.round()
        room.pages["/rss"] = answer(b"", "410 Gone")
        await room.later(hours=1)
        asked = len(room.asked)
        await room.rounds(timedelta(days=3), every=timedelta(hours=6))
        assert room.channel().state is ChannelState.RETIRED
        assert "410" in room.channel().note
        assert len(room.asked) == asked, "it is not visited any more"
        with room.store.reading() as reading:
            assert len(reading.channels.visits(room.channel().id)) == 2, "its history stays"

    play(SOUND, scene)


@pytest.mark.parametrize("status", ["301 Moved", "308 Moved"])
def test_a13_a_move_is_followed_once_it_is_proven(play: Play, status: str) -> None:
    async def scene(room: Room) -> None:
        await room.round()
        old = room.channel().where
        room.pages["/rss"] = answer(b"", status, Location="http://www.alwadi.example/feed")
        room.pages["/feed"] = answer(rss(ONE), ETag='"v2"')
        await room.later(hours=1)
        await room.later(hours=1)
        assert room.channel().where == old, "two visits in an hour prove nothing"
        await room.rounds(timedelta(days=2), every=timedelta(hours=3))
        assert room.channel().where == room.url("http://www.alwadi.example/feed")
        assert room.channel().aliases == (old,)
        assert room.takes.paths == ["1"], "no article came twice"

    play(SOUND, scene)


@pytest.mark.parametrize(
    ("place", "body"),
    [
        ("http://elsewhere.example/parked", b"<html><body>This domain is for sale</body></html>"),
        ("http://alwadi.example/login", b"<html><form><input type=password></form></html>"),
        ("http://elsewhere.example/feed", rss(*(f"http://elsewhere.example/{n}" for n in range(5)))),
    ],
    ids=["parked", "login", "another house"],
)
def test_a14_a_move_to_something_else_changes_nothing(play: Play, place: str, body: bytes) -> None:
    async def scene(room: Room) -> None:
        await room.round()
        old = room.channel().where
        room.pages["/rss"] = answer(b"", "301 Moved", Location=place)
        room.pages["/" + place.rpartition("/")[2]] = answer(body)
        await room.rounds(timedelta(days=4), every=timedelta(hours=3))
        assert room.channel().where == old
        assert room.takes.paths == ["1"]

    play(SOUND, scene)


@pytest.mark.parametrize("status", ["302 Found", "303 See Other", "307 Temporary Redirect"])
def test_a15_a_passing_redirect_is_followed_this_time_only(play: Play, status: str) -> None:
    async def scene(room: Room) -> None:
        await room.rounds(timedelta(days=3), every=timedelta(hours=2))
        assert room.channel().where.endswith("/rss")
        assert room.watch().validates == room.url("http://alwadi.example/real")
        sent = [
            (path, "if-none-match" in headers) for _, path, headers in room.asked if path in ("/rss", "/real")
        ]
        assert ("/rss", True) not in sent, "validators belong to the address that gave them"
        assert ("/real", True) in sent
        room.pages["/rss"] = answer(b"", status, Location="/other")
        room.pages["/other"] = answer(rss(ONE, "http://alwadi.example/2"), ETag='"o"')
        room.pages["/2"] = page("الميناء")
        await room.later(days=1)
        assert "2" in room.takes.paths

    pages = SOUND | {"/rss": answer(b"", status, Location="/real"), "/real": FEED}
    play(pages, scene)


@pytest.mark.parametrize(
    ("pages", "why"),
    [
        pytest.param({"/rss": answer(b"", "302 Found", Location="/rss")}, "redirects", id="a loop"),
        pytest.param(
            {"/rss": answer(b"", "302 Found", Location="/0")}
            | {f"/{n}": answer(b"", "302 Found", Location=f"/{n + 1}") for n in range(50)},
            "redirects",
            id="fifty",
        ),
        pytest.param(
            {"/rss": answer(b"", "302 Found", Location="ftp://alwadi.example/rss")}, "ftp", id="a scheme"
        ),
    ],
)
def test_a16_redirects_end(play: Play, pages: dict[str, Page], why: str) -> None:
    async def scene(room: Room) -> None:
        await room.round()
        assert why in (room.visit().failure or "")
        assert len(room.paths()) <= 12

    play(pages, scene)


@pytest.mark.parametrize("allowed", [False, True])
def test_a16_a_downgrade_is_refused_unless_it_is_allowed(play: Play, allowed: bool) -> None:
    async def scene(room: Room) -> None:
        await room.round()
        refused = "from https to http" in (room.visit().failure or "")
        assert refused is not allowed

    pages: dict[str, Page] = {"/rss": answer(b"", "302 Found", Location="http://alwadi.example/rss")}
    downgrade = ["alwadi.example"] if allowed else []
    play(pages, scene, tls="sound", downgrade=downgrade)


@pytest.mark.parametrize("certificate", ["expired", "self", "wrong"])
def test_a17_a_certificate_that_is_not_to_be_trusted_is_refused_and_told(
    play: Play, certificate: str
) -> None:
    async def scene(room: Room) -> None:
        await room.round()
        assert "certificate" in (room.watch().cause or "")
        assert room.asked == []

    play(SOUND, scene, tls=certificate)


def test_a17_a_sound_certificate_and_one_that_the_operator_excepts_are_taken(play: Play) -> None:
    async def scene(room: Room) -> None:
        await room.round()
        assert room.visit().failure is None

    play(SOUND, scene, tls="sound")
    play(SOUND, scene, tls="self", lax=["alwadi.example"])


_BODY = rss(ONE)


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(
            b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % (len(_BODY) + 9) + _BODY, id="too long"
        ),
        pytest.param(
            b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % (len(_BODY) - 9) + _BODY, id="too short"
        ),
        pytest.param(
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n" % len(_BODY) + _BODY + b"\r\n",
            id="no last chunk",
        ),
        pytest.param(
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n" + _BODY + b"\r\n0\r\n\r\n",
            id="no number",
        ),
    ],
)
def test_a18_a_body_of_the_wrong_length_is_never_taken_for_whole(play: Play, raw: bytes) -> None:
    async def scene(room: Room) -> None:
        await room.round()
        assert room.takes.taken == []
        assert room.watch().failures == 1
        assert room.watch().whole is None

    # no address to be ported: the lengths are what they are
    play({"/rss": raw.replace(b".example/", b".example:1/")}, scene)


@pytest.mark.parametrize(
    ("body", "label", "taken"),
    [
        pytest.param(rss(), "gzip", True, id="said to be packed, and plain"),
        pytest.param(gzip.compress(rss()), "", True, id="packed, and not said to be"),
        pytest.param(gzip.compress(gzip.compress(rss())), "gzip", True, id="twice"),
        pytest.param(zlib.compress(rss()), "deflate", True, id="deflate"),
        pytest.param(zstandard.compress(rss()), "zstd", True, id="zstd, not asked for"),
        pytest.param(b"\x8b\x02\x80hello\x03", "br", False, id="brotli, not asked for"),
        pytest.param(gzip.compress(rss())[:-9], "gzip", False, id="cut"),
    ],
)
def test_a19_what_is_packed_is_unpacked_as_its_bytes_say(
    play: Play, body: bytes, label: str, taken: bool
) -> None:
    async def scene(room: Room) -> None:
        await room.round()
        assert (room.watch().failures == 0) is taken
        assert room.channel().state is ChannelState.ACTIVE

    headers = {"Content_Encoding": label} if label else {}
    play({"/rss": answer(body, **headers)}, scene)


async def _endless(asked: Asked, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\n\r\n<rss><channel>")
    while True:
        writer.write(b"<item><title>.</title></item>" * 2000)
        await writer.drain()


@pytest.mark.parametrize("fault", [_endless, answer(bytes(500_000))], ids=["endless", "large"])
def test_a20_a_body_beyond_the_limit_is_cut_off(play: Play, fault: Page) -> None:
    async def scene(room: Room) -> None:
        tracemalloc.start()
        try:
            await room.round()
            _, most = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
        assert "bytes" in (room.watch().cause or "")
        assert most < 32 * 1024 * 1024
        assert room.wait() > timedelta(minutes=30), "it is tried later"

    play({"/rss": fault}, scene, limits=Limits(body=200_000))


@functools.cache
def _bomb() -> bytes:
    """A hundred kilobytes that unpack to a thousand times as much."""
    packer = zlib.compressobj(9, wbits=zlib.MAX_WBITS | 16)
    piece = bytes(1 << 20)
    return b"".join(packer.compress(piece) for _ in range(128)) + packer.flush()


@pytest.mark.parametrize("twice", [False, True])
def test_a21_a_bomb_does_not_go_off(play: Play, twice: bool) -> None:
    bomb = _bomb()
    body = gzip.compress(bomb) if twice else bomb

    async def scene(room: Room) -> None:
        tracemalloc.start()
        try:
            await room.round()
            _, most = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
        assert "unpacks to more" in (room.watch().cause or "")
        assert most < 32 * 1024 * 1024

    play({"/rss": answer(body, Content_Encoding="gzip")}, scene)


@pytest.mark.parametrize(
    "head",
    [
        pytest.param(b"".join(b"H%d: 1\r\n" % n for n in range(10_000)), id="ten thousand headers"),
        pytest.param(b"Big: " + b"a" * 1_000_000 + b"\r\n", id="a header of a megabyte"),
        pytest.param(b"Nul: a\x00b\r\n", id="NUL in a header"),
    ],
)
def test_a22_headers_beyond_all_measure_are_refused(play: Play, head: bytes) -> None:
    async def scene(room: Room) -> None:
        await room.round()
        assert room.takes.taken == []
        assert room.watch().failures == 1

    play({"/rss": b"HTTP/1.1 200 OK\r\n" + head + b"\r\n" + rss()}, scene)


@pytest.mark.parametrize(
    "body",
    [
        b"<html><head><title>Just a moment...</title></head><body>Checking your browser</body></html>",
        b"hello world",
        "<html><body><h1>موافقة</h1><p>نستخدم ملفات تعريف الارتباط</p><button>أوافق</button></body></html>".encode(),
        b"",
    ],
    ids=["bot check", "hello", "consent", "nothing"],
)
def test_a23_what_stands_in_place_of_a_feed_or_a_page_is_neither(play: Play, body: bytes) -> None:
    from masdar.app import open_app

    async def scene(room: Room) -> None:
        await room.round()
        assert room.watch().failures == 0
        room.pages["/rss"] = room.pages["/2"] = answer(body)
        await room.later(hours=13)
        assert room.watch().failures == 1
        assert room.watch().etag == '"v1"', "what was known stays"

    play(SOUND, scene)

    async def pages(room: Room) -> None:
        room.store.close()
        with open_app(room.home, write=True, jobs=1) as app:
            room.takes.real = app.intake().take
            await harvest_once(room, app.store)
            with app.store.reading() as reading:
                assert reading.articles.find(room.url(ONE)), "the page that was one is kept"
                assert reading.articles.find(room.url("http://alwadi.example/2")) is None
                errand = reading.errands.many([address_id(room.url("http://alwadi.example/2"))])
            assert [each.tries for each in errand.values()] == [1], "it is asked for again"

    play(SOUND | {"/rss": answer(rss(ONE, "http://alwadi.example/2")), "/2": answer(body)}, pages)


async def harvest_once(room: Room, store: Any) -> None:
    from masdar.desk import harvest

    await harvest.round(store, room.client, now=room.loop.now, take=room.takes, all_channels=True)


def address_id(url: str) -> Any:
    from masdar import address

    return address.article_id(url)


@pytest.mark.parametrize(
    ("head", "headers", "wait"),
    [
        pytest.param("", {"Cache_Control": "max-age=7200"}, timedelta(hours=2), id="max-age"),
        pytest.param("", {"Expires": "Thu, 01 Jan 2026 14:00:00 GMT"}, timedelta(hours=2), id="Expires"),
        pytest.param("<ttl>120</ttl>", {}, timedelta(hours=2), id="ttl"),
        pytest.param(
            "<skipHours><hour>12</hour><hour>13</hour></skipHours>", {}, timedelta(hours=2), id="skipHours"
        ),
        pytest.param(
            "<ttl>1</ttl>", {"Cache_Control": "max-age=1"}, timedelta(minutes=30), id="less than usual"
        ),
        pytest.param("<ttl>99999</ttl>", {}, rhythm.DEFAULT.rest, id="beyond the ceiling"),
    ],
)
def test_a24_a_wish_for_rest_is_granted_within_bounds(
    play: Play, head: str, headers: dict[str, str], wait: timedelta
) -> None:
    async def scene(room: Room) -> None:
        await room.round()
        assert wait * 0.94 <= room.wait() <= wait * 1.06

    play({"/rss": answer(rss(head=head), **headers)}, scene)


def test_a25_five_hundred_feeds_on_a_host_are_one_queue(play: Play) -> None:
    async def scene(room: Room) -> None:
        counts = await room.round()
        assert counts.visited == 501
        assert room.most_at_once["alwadi.example"] == 1
        at = [each for each, host in room.times if host == "alwadi.example"]
        pauses = [later - earlier for earlier, later in pairwise(at)]
        assert min(pauses) >= 1.0
        other = [each for each, host in room.times if host == "sahil.example"]
        assert max(other) < 10, "another host does not wait for them"
        with room.store.reading() as reading:
            failed = [
                each
                for n in range(1, 501)
                if reading.channels.visits(room.channel(f"alwadi/{n}").id)[0].failure
                for each in [n]
            ]
        assert failed == [], "to wait for one's turn is no failure"

    pages: dict[str, Page] = {f"/{n}": answer(rss()) for n in range(500)}
    pages["sahil.example/rss"] = answer(rss())
    channels = ["http://sahil.example/rss", *(f"http://alwadi.example/{n}" for n in range(500))]
    play(pages, scene, channels=channels)


_SHUT = b"User-agent: *\nDisallow: /1\n"


@pytest.mark.parametrize(
    ("robots", "feed", "one"),
    [
        pytest.param(answer(_SHUT), True, False, id="200"),
        pytest.param(answer(b"", "404 Not Found"), True, True, id="404"),
        pytest.param(answer(b"", "403 Forbidden"), True, True, id="403"),
        pytest.param(answer(b"", "500 No"), False, False, id="500"),
        pytest.param(answer(b"", "429 Too Many Requests"), False, False, id="429"),
        pytest.param(_silent, False, False, id="time-out"),
        pytest.param(
            answer(b"", "301 Moved", Location="http://elsewhere.example/r.txt"), True, False, id="moved"
        ),
        pytest.param(
            answer(b"# " + b"." * 500_000 + b"\n" + _SHUT + b"#" * 1_500_000), True, False, id="2 MB"
        ),
        pytest.param(answer(b"<html>Disallow: /</html>"), True, True, id="HTML"),
        pytest.param(answer(_SHUT.decode().encode("utf-16")), True, False, id="UTF-16"),
    ],
)
def test_a26_robots_txt_in_all_its_forms(play: Play, robots: Page, feed: bool, one: bool) -> None:
    async def scene(room: Room) -> None:
        await room.round()
        assert ("/rss" in room.paths()) is feed
        assert ("/1" in room.paths()) is one
        if not feed:
            assert "robots.txt" in (room.watch().cause or "") or "left alone" in (room.watch().cause or "")
            room.pages["alwadi.example/robots.txt"] = answer(b"", "404 Not Found")
            await asyncio.sleep(room.wait().total_seconds() + 1)
            await room.round()
            assert "/rss" in room.paths(), "it is open as soon as robots.txt can be had"
        await room.rounds(timedelta(hours=20), every=timedelta(hours=4))
        assert len([path for path in room.paths() if path == "/robots.txt"]) <= 3, "it is kept for a day"

    pages = {**SOUND, "alwadi.example/robots.txt": robots, "elsewhere.example/r.txt": answer(_SHUT)}
    play(pages, scene)


def test_a26_a_site_whose_robots_txt_is_broken_opens_after_thirty_days(play: Play) -> None:
    async def scene(room: Room) -> None:
        await room.rounds(timedelta(days=29), every=timedelta(hours=12))
        assert "/rss" not in room.paths()
        await room.rounds(timedelta(days=3), every=timedelta(hours=12))
        assert "/rss" in room.paths()

    play(SOUND | {"/robots.txt": answer(b"", "500 No")}, scene)
