"""Hostile addresses (F01 to F08): none of these forms reaches a server on this machine, on whatever way.

A server listens on loopback, and behind names that lead there; each form is tried as a feed, a page, a
robots.txt, a picture, a hub, a callback and behind a redirect. What is counted is what the server saw.
"""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiohttp.abc import AbstractResolver, ResolveResult

from masdar.errors import FetchError
from masdar.fetch import open_client
from masdar.fetch.guard import PORTS, Guard, networks
from masdar.model import Request
from tests import leaping
from tests.leaping import Leaping

# of each row at least one; {port} is where the server listens
FORMS = {
    "F01": [
        "http://127.0.0.1:{port}/",
        "http://127.1:{port}/",
        "http://127.0.1:{port}/",
        "http://2130706433:{port}/",
        "http://0x7f000001:{port}/",
        "http://0x7f.0.0.1:{port}/",
        "http://0177.0.0.1:{port}/",
        "http://017700000001:{port}/",
        "http://127.0.0.1.:{port}/",
        "http://\u2460\u2461\u2466.0.0.1:{port}/",
        "http://\uff11\uff12\uff17.0.0.1:{port}/",
        "http://127\u30020\u30020\u30021:{port}/",
        "http://127.255.255.254:{port}/",
        "http://%31%32%37.0.0.1:{port}/",
    ],
    "F02": [
        "http://0.0.0.0:{port}/",
        "http://0:{port}/",
        "http://[::]:{port}/",
        "http://[::1]:{port}/",
        "http://[0:0:0:0:0:0:0:1]:{port}/",
        "http://localhost:{port}/",
        "http://LOCALHOST:{port}/",
        "http://localhost.:{port}/",
        "http://news.localhost:{port}/",
    ],
    "F03": [
        "http://10.0.0.1:{port}/",
        "http://172.16.0.1:{port}/",
        "http://192.168.0.1:{port}/",
        "http://100.64.0.1:{port}/",
        "http://169.254.169.254:{port}/",
        "http://192.0.0.1:{port}/",
        "http://198.18.0.1:{port}/",
        "http://224.0.0.1:{port}/",
        "http://255.255.255.255:{port}/",
    ],
    "F04": [
        "http://[::ffff:127.0.0.1]:{port}/",
        "http://[::ffff:7f00:1]:{port}/",
        "http://[::ffff:a9fe:a9fe]:{port}/",
        "http://[::127.0.0.1]:{port}/",
        "http://[64:ff9b::7f00:1]:{port}/",
        "http://[64:ff9b:1::7f00:1]:{port}/",
        "http://[2002:7f00:1::]:{port}/",
        "http://[fc00::1]:{port}/",
        "http://[fe80::1]:{port}/",
    ],
    "F05": [
        "http://inner.example:{port}/",
        "http://mixed.example:{port}/",
        "http://metadata.example:{port}/",
        "http://six.example:{port}/",
        "http://rebound.example:{port}/",
    ],
    "F07": [
        "file:///etc/passwd",
        "ftp://127.0.0.1:{port}/",
        "gopher://127.0.0.1:{port}/",
        "dict://127.0.0.1:{port}/",
        "data:text/html,x",
        "javascript:alert(1)",
        "http://user:secret@127.0.0.1:{port}/",
        "http://inner.example:22/",
        "http://inner.example:25/",
        "http://inner.example:6379/",
        "http://inner.example:11211/",
    ],
    "F08": [
        "http://127.0.0.1:{port}\\@news.example/",
        "http://news.example@127.0.0.1:{port}/",
        "http://127.0.0.1:{port}#@news.example/",
        "http://127.0.0.1:{port}?@news.example/",
        "http://127.0.0.1:{port}/\r\nHost: inner",
        "http://127.0.0.1\t:{port}/",
        "http://127.0.0.1\x00.news.example:{port}/",
        "http:/\\127.0.0.1:{port}/",
        "http:127.0.0.1:{port}/",
    ],
}
ALL = [
    pytest.param(form, id=f"{row} {form.encode('unicode_escape').decode()}")
    for row, each in FORMS.items()
    for form in each
]
NAMES = {
    "inner.example": ["127.0.0.1"],
    "mixed.example": ["127.0.0.1", "10.0.0.1"],
    "metadata.example": ["169.254.169.254"],
    "six.example": ["::1", "::ffff:127.0.0.1"],
    "public.example": ["127.0.0.2"],
}


class Names(AbstractResolver):
    """A name server of the attacker's: `rebound.example` is public when it is looked up first."""

    def __init__(self) -> None:
        self.looked = 0

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        if host == "rebound.example":
            self.looked += 1
            found = ["127.0.0.1"] if self.looked > 1 else ["93.184.216.34", "127.0.0.1"]
        else:
            found = NAMES.get(host, [])
        if not found:
            raise OSError(None, "no such name")
        return [
            ResolveResult(
                hostname=host,
                host=each,
                port=port,
                family=socket.AF_INET6 if ":" in each else socket.AF_INET,
                proto=socket.IPPROTO_TCP,
                flags=socket.AI_NUMERICHOST,
            )
            for each in found
        ]

    async def close(self) -> None:
        pass


class Trap:
    """A server that nobody should reach but at 127.0.0.2, which plays the public web and redirects."""

    def __init__(self) -> None:
        self.reached: list[str] = []
        self.port = 0
        self.location = ""
        self.robots = False
        self.led = 0

    async def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        except (asyncio.IncompleteReadError, ConnectionError):
            head = ""
        at = writer.get_extra_info("sockname")[0]
        path = head.partition(" ")[2].partition(" ")[0]
        if at != "127.0.0.2":
            self.reached.append(f"{at} {head.splitlines()[:1]}")
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nsecret")
        elif path == "/robots.txt" and not self.robots:
            writer.write(b"HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n")
        else:
            self.led += 1
            place = self.location.encode("utf-8")
            writer.write(b"HTTP/1.1 302 Found\r\nLocation: " + place + b"\r\nContent-Length: 0\r\n\r\n")
        writer.close()


@asynccontextmanager
async def trapped(loop: Leaping) -> AsyncIterator[tuple[Trap, Any]]:
    """A trap, and a client that may go to 127.0.0.2 and to the trap's port, and nowhere else inside."""
    trap = Trap()
    listening = await asyncio.start_server(trap, "0.0.0.0", 0)
    trap.port = listening.sockets[0].getsockname()[1]
    guard = Guard(networks=networks(["127.0.0.2/32"]), ports=PORTS | {trap.port})
    async with open_client(now=loop.now, delay=0, resolver=Names(), guard=guard) as client:
        yield trap, client
    listening.close()


def _kinds(url: str) -> list[Request]:
    """What the product asks for: a feed or page, a picture, a hub, a callback."""
    return [
        Request(url=url),
        Request(url=url, method="HEAD"),
        Request(url=url, headers={"accept": "image/*"}),
        Request(url=url, method="POST", body=b"hub.mode=subscribe"),
        Request(url=url, method="DELETE"),
    ]


@pytest.mark.parametrize("form", ALL)
def test_no_form_reaches_what_is_inner_on_any_way(form: str) -> None:
    async def main(loop: Leaping) -> None:
        async with trapped(loop) as (trap, client):
            url = form.replace("{port}", str(trap.port))
            for request in _kinds(url):
                with pytest.raises(FetchError):
                    await client.send(request)
            # a redirect of a page, and of a robots.txt
            trap.location = "".join(sign for sign in url if sign not in "\r\n\x00")
            public = f"http://public.example:{trap.port}/"
            with pytest.raises(FetchError):
                await client.send(Request(url=public))
            assert trap.led, "the redirect itself was given"
            assert trap.reached == []

    leaping.run(main)


def test_there_are_forty_forms_at_least() -> None:
    assert sum(map(len, FORMS.values())) >= 40


@pytest.mark.parametrize(
    "place", ["http://inner.example:{port}/", "http://127.0.0.1:{port}/", "http://[::1]:{port}/"]
)
def test_a_robots_txt_that_redirects_inside_is_not_followed(place: str) -> None:
    async def main(loop: Leaping) -> None:
        async with trapped(loop) as (trap, client):
            trap.location, trap.robots = place.replace("{port}", str(trap.port)), True
            with pytest.raises(FetchError):
                await client.send(Request(url=f"http://public.example:{trap.port}/feed"))
            assert trap.led, "the redirect itself was given"
            assert trap.reached == []

    leaping.run(main)


def test_what_is_public_is_reached() -> None:
    """The trap would spring: without it the rest would prove nothing."""

    async def main(loop: Leaping) -> None:
        async with trapped(loop) as (trap, _):
            guard = Guard(networks=networks(["127.0.0.0/8"]), ports=PORTS | {trap.port})
            async with open_client(now=loop.now, delay=0, resolver=Names(), guard=guard) as client:
                await client.send(Request(url=f"http://inner.example:{trap.port}/"))
            assert len(trap.reached) == 2

    leaping.run(main)


@pytest.mark.parametrize("value", ["a\r\nHost: inner", "a\nb", "a\x00b"])
def test_f08_a_line_break_in_a_header_is_refused(value: str) -> None:
    async def main(loop: Leaping) -> None:
        async with trapped(loop) as (trap, client):
            with pytest.raises(FetchError, match="line break"):
                await client.send(Request(url=f"http://public.example:{trap.port}/", etag=value))

    leaping.run(main)
