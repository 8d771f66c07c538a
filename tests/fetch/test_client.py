"""The client against a server on loopback that misbehaves on purpose."""

import asyncio
import gzip
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from aiohttp.abc import AbstractResolver, ResolveResult

from masdar.errors import FetchError, Refused, TooLarge, Unreachable
from masdar.fetch import Client, Limits, open_client
from masdar.model import Capture, NotModified, Request

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
QUICK = Limits(connect=10, read=10, total=20, body=200_000, unpacked=400_000)
# for servers that never come to an end
SHORT = Limits(connect=0.3, read=0.15, total=0.3)
NO_ROBOTS = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"

Page = bytes | Callable[[asyncio.StreamWriter], Awaitable[None]]


def answer(body: bytes = b"", status: str = "200 OK", **headers: str) -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


class Server:
    """Answers each path with bytes as they are, or with what a function writes."""

    def __init__(self, pages: dict[str, Page]) -> None:
        self.pages = {"/robots.txt": NO_ROBOTS, **pages}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.at_once = self.most_at_once = 0
        self.port = 0

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    @property
    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]

    async def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
            path = lines[0].split(" ")[1]
            headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines[1:])}
            self.asked.append((path, headers))
            self.at_once += 1
            self.most_at_once = max(self.at_once, self.most_at_once)
            page = self.pages.get(path, answer(b"", "404 Not Found"))
            if isinstance(page, bytes):
                await asyncio.sleep(0)
                writer.write(page.replace(b"{port}", str(self.port).encode()))
                await writer.drain()
            else:
                await page(writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            self.at_once -= 1
            writer.close()


@asynccontextmanager
async def serving(pages: dict[str, Page]) -> AsyncIterator[Server]:
    server = Server(pages)
    listening = await asyncio.start_server(server, "127.0.0.1", 0)
    server.port = listening.sockets[0].getsockname()[1]
    try:
        yield server
    finally:
        listening.close()


@asynccontextmanager
async def visiting(pages: dict[str, Page], **settings: Any) -> AsyncIterator[tuple[Server, Client]]:
    chosen: dict[str, Any] = {"limits": QUICK, "delay": 0, "allow_networks": ["127.0.0.0/8"]} | settings
    async with serving(pages) as server, open_client(now=lambda: NOON, **chosen) as client:
        yield server, client


def got(pages: dict[str, Page], path: str = "/", **settings: Any) -> Capture:
    """What the client makes of one page."""

    async def run() -> Capture:
        async with visiting(pages, **settings) as (server, client):
            found = await client.send(Request(url=server.url(path)))
            assert isinstance(found, Capture)
            return found

    return asyncio.run(run())


async def dripping(writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
    for _ in range(100):
        writer.write(b".")
        await writer.drain()
        await asyncio.sleep(0.02)


async def silent(writer: asyncio.StreamWriter) -> None:
    await asyncio.sleep(0.6)


async def endless(writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
    for _ in range(1000):
        writer.write(bytes(10_000))
        await writer.drain()


def test_a_page_comes_as_it_is() -> None:
    page = got({"/": answer("الوادي".encode(), ETag='W/"1"', Content_Type="text/html")})

    assert (page.status, page.body, page.at) == (200, "الوادي".encode(), NOON)
    assert page.headers["etag"] == 'W/"1"'


@pytest.mark.parametrize(
    ("page", "error"),
    [
        pytest.param(endless, TooLarge, id="never ends"),
        pytest.param(answer(bytes(200_001)), TooLarge, id="is too large"),
        pytest.param(b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nshort", Unreachable, id="is cut short"),
        pytest.param(
            b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nmore than it says",
            Unreachable,
            id="is longer than it says",
        ),
        pytest.param(
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nshort\r\n",
            Unreachable,
            id="lacks its last chunk",
        ),
        pytest.param(
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\nshort\r\n0\r\n\r\n",
            Unreachable,
            id="has broken chunks",
        ),
        pytest.param(answer(b"half", "206 Partial Content"), Unreachable, id="is a part"),
        pytest.param(answer(b"", "304 Not Modified"), Unreachable, id="says 304 unasked"),
        pytest.param(b"", Unreachable, id="hangs up"),
        pytest.param(b"hello world\r\n\r\n", Unreachable, id="speaks no HTTP"),
        pytest.param(
            b"HTTP/1.1 200 OK\r\n" + b"".join(b"H%d: 1\r\n" % n for n in range(10_000)) + b"\r\n",
            Unreachable,
            id="has ten thousand headers",
        ),
        pytest.param(
            b"HTTP/1.1 200 OK\r\nBig: " + b"a" * 1_000_000 + b"\r\n\r\n", Unreachable, id="has a huge header"
        ),
        pytest.param(b"HTTP/1.1 200 OK\r\nNul: a\x00b\r\n\r\n", Unreachable, id="has a NUL in a header"),
        pytest.param(
            answer(gzip.compress(bytes(5_000_000)), Content_Encoding="gzip"), TooLarge, id="is a bomb"
        ),
        pytest.param(answer(b"\x1f\x8b\x08 oh", Content_Encoding="gzip"), Unreachable, id="is badly packed"),
        pytest.param(answer(b"", "302 Found"), Unreachable, id="leads nowhere"),
        pytest.param(answer(b"", "302 Found", Location="/"), Unreachable, id="leads in a circle"),
    ],
)
def test_nothing_is_taken_where_the_answer(page: Page, error: type[FetchError]) -> None:
    with pytest.raises(error):
        got({"/": page})


@pytest.mark.parametrize("page", [dripping, silent], ids=["drips", "is silent"])
def test_an_answer_that_takes_too_long_is_none(page: Page) -> None:
    async def run() -> None:
        async with visiting({"/": page}, limits=SHORT) as (server, client):
            with pytest.raises(Unreachable, match="too long"):
                # what is posted asks for no robots.txt first
                await client.send(Request(url=server.url("/"), method="POST"))

    asyncio.run(run())


@pytest.mark.parametrize(
    "location",
    [
        "http://localhost:{port}/inner",
        "http://[::1]:{port}/inner",
        "http://10.0.0.1/inner",
        "http://0.0.0.0:{port}/inner",
        "http://[::ffff:169.254.169.254]/latest",
        "http://169.254.169.254/latest/meta-data",
        "http://news.example:6379/",
        "ftp://news.example/",
        "file:///etc/passwd",
        "http://me:secret@news.example/",
        "javascript:alert(1)",
    ],
)
def test_a_redirect_to_such_a_place_is_refused_at_the_hop(location: str) -> None:
    with pytest.raises(Refused):
        got({"/": answer(b"", "302 Found", Location=location), "/inner": answer(b"secret")})


@pytest.mark.parametrize(
    "url",
    [
        "http://127.1:{port}/",
        "http://2130706433:{port}/",
        "http://0x7f000001:{port}/",
        "http://0177.0.0.1:{port}/",
        "http://127.0.0.1.:{port}/",
        "http://\u2460\u2461\u2466.0.0.1:{port}/",
        "http://localhost:{port}/",
        "http://[::ffff:127.0.0.1]:{port}/",
        "http://127.0.0.1:80/",
        "http://news.example\\@127.0.0.1:80/",
        "http://127.0.0.1#@news.example/",
        "http://a b/",
        "no address",
        "",
    ],
)
def test_however_an_inner_address_is_written_it_is_refused(url: str) -> None:
    async def run() -> None:
        async with visiting({"/": answer(b"secret")}, allow_networks=[]) as (server, client):
            with pytest.raises(FetchError):
                await client.send(Request(url=url.replace("{port}", str(server.port))))
            assert server.asked == []

    asyncio.run(run())


class Names(AbstractResolver):
    """Resolves every name to these addresses."""

    def __init__(self, *addresses: str) -> None:
        self.addresses = addresses

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        return [
            ResolveResult(
                hostname=host,
                host=address,
                port=port,
                family=socket.AF_INET6 if ":" in address else socket.AF_INET,
                proto=socket.IPPROTO_TCP,
                flags=socket.AI_NUMERICHOST,
            )
            for address in self.addresses
        ]

    async def close(self) -> None:
        pass


@pytest.mark.parametrize(
    "addresses",
    [
        pytest.param(["127.0.0.1"], id="loopback"),
        pytest.param(["169.254.169.254"], id="metadata"),
        pytest.param(["::1", "127.0.0.1"], id="both families"),
        pytest.param(["10.0.0.1", "192.168.0.1", "fd00::1"], id="several"),
    ],
)
def test_a_name_that_leads_inside_is_refused_when_it_is_dialled(addresses: list[str]) -> None:
    async def run() -> None:
        async with (
            serving({"/": answer(b"secret")}) as server,
            open_client(now=lambda: NOON, limits=QUICK, delay=0, resolver=Names(*addresses)) as client,
        ):
            with pytest.raises(Refused, match="not public"):
                await client.send(Request(url="http://news.example/"))
            assert server.asked == []

    asyncio.run(run())


def test_a_host_that_is_named_is_let_through_wherever_it_stands() -> None:
    async def run() -> bytes:
        settings: dict[str, Any] = {"allow_networks": [], "allow_hosts": ["localhost"]}
        async with visiting({"/": answer(b"ours")}, **settings) as (server, client):
            found = await client.send(Request(url=server.url("/", "localhost")))
            assert isinstance(found, Capture)
            with pytest.raises(Refused):
                await client.send(Request(url=server.url("/")))
            return found.body

    assert asyncio.run(run()) == b"ours"


def test_redirects_are_followed_and_the_last_address_is_told() -> None:
    async def run() -> None:
        pages: dict[str, Page] = {
            "/": answer(b"", "301 Moved Permanently", Location="/a?x=1"),
            "/a?x=1": answer(b"", "307 Temporary Redirect", Location="b"),
            "/b": answer(b"there"),
        }
        async with visiting(pages) as (server, client):
            found = await client.send(Request(url=server.url("/")))
            assert isinstance(found, Capture)
            assert (found.url, found.final_url) == (server.url("/"), server.url("/b"))
            assert found.body == b"there"

    asyncio.run(run())


def test_validators_are_sent_byte_for_byte_and_304_is_no_capture() -> None:
    async def run() -> None:
        async with visiting({"/": answer(b"", "304 Not Modified")}) as (server, client):
            request = Request(url=server.url("/"), etag="W/\"odd, 'one'\"", last_modified="yesterday")
            found = await client.send(request)

            assert found == NotModified(url=server.url("/"), at=NOON, final_url=server.url("/"))
            assert server.asked[-1][1]["if-none-match"] == "W/\"odd, 'one'\""
            assert server.asked[-1][1]["if-modified-since"] == "yesterday"

    asyncio.run(run())


def test_a_header_with_a_line_break_is_refused() -> None:
    async def run() -> None:
        async with visiting({"/": answer(b"")}) as (server, client):
            with pytest.raises(Refused):
                await client.send(Request(url=server.url("/"), etag='"1"\r\nHost: other.example'))

    asyncio.run(run())


def test_we_say_truly_who_we_are() -> None:
    async def run() -> str:
        async with visiting({"/": answer(b"")}, contact="https://portal.example/about") as (server, client):
            await client.send(Request(url=server.url("/")))
            return server.asked[-1][1]["user-agent"]

    assert asyncio.run(run()).startswith("masdar/")


def test_a_host_that_says_later_is_left_alone() -> None:
    async def run() -> None:
        pages: dict[str, Page] = {
            "/": answer(b"", "429 Too Many Requests", Retry_After="120"),
            "/b": answer(b"b"),
        }
        async with visiting(pages) as (server, client):
            first = await client.send(Request(url=server.url("/")))
            assert isinstance(first, Capture)
            assert first.status == 429
            with pytest.raises(Unreachable, match="left alone for 120 s"):
                await client.send(Request(url=server.url("/b")))
            assert "/b" not in server.paths

    asyncio.run(run())


def test_a_host_is_asked_one_thing_at_a_time() -> None:
    async def run() -> int:
        pages: dict[str, Page] = {f"/{n}": answer(b".") for n in range(12)}
        async with visiting(pages) as (server, client):
            async with asyncio.TaskGroup() as group:
                for path in pages:
                    group.create_task(client.send(Request(url=server.url(path))))
            return server.most_at_once

    assert asyncio.run(run()) == 1


def robots(body: bytes, status: str = "200 OK") -> dict[str, Page]:
    return {"/robots.txt": answer(body, status), "/open": answer(b"open"), "/shut/1": answer(b"shut")}


def test_robots_txt_is_heeded_and_asked_for_once() -> None:
    async def run() -> list[str]:
        async with visiting(robots(b"User-agent: masdar\nDisallow: /shut")) as (server, client):
            await client.send(Request(url=server.url("/open")))
            with pytest.raises(Refused, match=r"robots\.txt"):
                await client.send(Request(url=server.url("/shut/1")))
            return server.paths

    assert asyncio.run(run()) == ["/robots.txt", "/open"]


@pytest.mark.parametrize(
    ("body", "status", "open"),
    [
        pytest.param(b"", "404 Not Found", True, id="missing"),
        pytest.param(b"", "403 Forbidden", True, id="forbidden"),
        pytest.param(b"", "500 Internal Server Error", False, id="broken"),
        pytest.param(b"", "429 Too Many Requests", False, id="later"),
        pytest.param(b"<html>Disallow: /</html>", "200 OK", True, id="a page"),
        pytest.param("User-agent: *\nDisallow: /".encode("utf-16"), "200 OK", False, id="UTF-16"),
        pytest.param(b"# " + b"." * 199_000 + b"\nUser-agent: *\nDisallow: /", "200 OK", False, id="long"),
    ],
)
def test_a_robots_txt_that_is(body: bytes, status: str, open: bool) -> None:
    if open:
        assert got(robots(body, status), "/open").body == b"open"
    else:
        with pytest.raises(FetchError):
            got(robots(body, status), "/open")


def test_a_redirect_into_what_robots_txt_forbids_is_refused() -> None:
    pages = robots(b"User-agent: *\nDisallow: /shut")
    pages["/open"] = answer(b"", "302 Found", Location="/shut/1")

    with pytest.raises(Refused, match=r"robots\.txt"):
        got(pages, "/open")


def test_what_is_posted_asks_no_robots_and_follows_no_redirect() -> None:
    async def run() -> None:
        pages: dict[str, Page] = {"/hook": answer(b"", "302 Found", Location="/elsewhere")}
        async with visiting(pages) as (server, client):
            found = await client.send(Request(url=server.url("/hook"), method="POST", body=b"{}"))
            assert isinstance(found, Capture)
            assert found.status == 302
            assert server.paths == ["/hook"]

    asyncio.run(run())


def test_a_long_wait_is_cut_to_the_ceiling() -> None:
    async def run() -> None:
        pages: dict[str, Page] = {"/": answer(b"", "503 Service Unavailable", Retry_After="999999999")}
        async with visiting(pages, ceiling=timedelta(hours=1)) as (server, client):
            await client.send(Request(url=server.url("/")))
            with pytest.raises(Unreachable, match="3,600 s"):
                await client.send(Request(url=server.url("/")))

    asyncio.run(run())
