"""How many requests a second the site answers, and how long each takes.

    python -m benchmarks.load --home DIR [--seconds 8] [--workers N]

DIR is a home into which the corpora of the development data were imported (`masdar import`). The site and the
client are two processes on loopback. In the same run stands a page of Starlette that says hello, on the same
server: what the frame alone costs. Article pages are asked for out of the cache (fifty of them, again and
again) and past it (each one once); the home page out of the cache; the feed of all with the tag that its
reader has. Beside each stands the CPU time that the site took for a request.
"""

import argparse
import asyncio
import json
import os
import random
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import uvloop

from masdar.app import open_app
from masdar.press import links

HELLO = """
import sys
from starlette.applications import Starlette
from starlette.responses import HTMLResponse
from starlette.routing import Route
from masdar.web import server
async def hello(request):
    return HTMLResponse("<h1>hello</h1>")
listening = server.listen("127.0.0.1", int(sys.argv[1]))
print(server.address(listening, "127.0.0.1"), flush=True)
server.run(Starlette(routes=[Route("/", hello)]), listening)
"""
# pages that are asked for again and again
KEPT = 50


@dataclass(frozen=True, slots=True)
class Told:
    """One measurement: requests a second, and milliseconds at the 50th and 99th of a hundred."""

    name: str
    rate: float
    middle: float
    late: float
    # milliseconds of the site's CPU for a request
    cpu: float
    statuses: dict[str, int]
    # bytes of the last body
    size: int


class Asker(asyncio.Protocol):
    """A connection that asks one thing after another."""

    def __init__(
        self, requests: Iterator[bytes], until: float, taken: list[float], seen: dict[str, int]
    ) -> None:
        self._requests, self._until = requests, until
        self._taken, self._seen = taken, seen
        self._came = bytearray()
        self._sent = 0.0
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.size = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._transport = transport
        self._ask()

    def _ask(self) -> None:
        request = next(self._requests, None) if time.perf_counter() < self._until else None
        if request is None:
            self._transport.close()
            return
        self._sent = time.perf_counter()
        self._transport.write(request)  # type: ignore[attr-defined]  # it is one of a stream

    def data_received(self, data: bytes) -> None:
        self._came += data
        end = self._came.find(b"\r\n\r\n")
        if end < 0:
            return
        head = bytes(self._came[:end]).lower()
        at = head.find(b"content-length:")
        size = int(head[at + 15 :].split(b"\r\n", 1)[0]) if at >= 0 else 0
        if len(self._came) < end + 4 + size:
            return
        self._taken.append(time.perf_counter() - self._sent)
        status = head[9:12].decode()
        self._seen[status] = self._seen.get(status, 0) + 1
        self.size = size
        self._came.clear()
        self._ask()

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - the protocol's signature
        if not self.done.done():
            self.done.set_result(None)


async def ask(
    name: str, port: int, requests: Iterator[bytes], *, abreast: int, seconds: float, cpu: Callable[[], float]
) -> Told:
    """Ask over so many connections for so long, or until there is nothing more to ask."""
    loop = asyncio.get_running_loop()
    taken: list[float] = []
    seen: dict[str, int] = {}
    start, spent = time.perf_counter(), cpu()

    def asker() -> Asker:
        return Asker(requests, start + seconds, taken, seen)

    made = [(await loop.create_connection(asker, "127.0.0.1", port))[1] for _ in range(abreast)]
    await asyncio.gather(*(each.done for each in made))
    lasted, spent = time.perf_counter() - start, cpu() - spent
    taken.sort()
    return Told(
        name,
        len(taken) / lasted,
        1000 * taken[len(taken) // 2],
        1000 * taken[int(len(taken) * 0.99)],
        1000 * spent / len(taken),
        seen,
        made[0].size,
    )


def request(path: str, **headers: str) -> bytes:
    lines = [f"GET {path} HTTP/1.1", "Host: 127.0.0.1", "Accept-Encoding: gzip"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def forever(requests: Sequence[bytes]) -> Iterator[bytes]:
    while True:
        yield from requests


def tag_of(port: int, path: str) -> str:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}") as answer:
        return str(answer.headers["etag"])


async def measure(
    port: int, articles: Sequence[str], seconds: float, abreast: int, cpu: Callable[[], float]
) -> list[Told]:
    kept = [request(path) for path in articles[:KEPT]]
    feed = request("/feed.xml", if_none_match=tag_of(port, "/feed.xml"))
    await ask("warm", port, iter([*kept, request("/"), feed] * 8), abreast=4, seconds=60, cpu=cpu)
    fresh = iter([request(path) for path in articles[KEPT:]])
    return [
        await ask("article, cached", port, forever(kept), abreast=abreast, seconds=seconds, cpu=cpu),
        await ask("home, cached", port, forever([request("/")]), abreast=abreast, seconds=seconds, cpu=cpu),
        await ask("feed, conditional", port, forever([feed]), abreast=abreast, seconds=seconds, cpu=cpu),
        await ask("article, uncached", port, fresh, abreast=4, seconds=seconds, cpu=cpu),
    ]


def paths(home: Path, number: int) -> list[str]:
    """Pages of articles from all over the home, in an order that is the same each time."""
    with open_app(home, write=False) as app, app.store.reading() as reading:
        found: list[str] = []
        last = None
        while part := reading.releases.latest(before=last, limit=500):
            found += [quote(links.article(each), safe="/%") for each in part]
            last = (part[-1].when, part[-1].id)
    random.Random(7).shuffle(found)
    print(f"{len(found)} articles in the home, {os.cpu_count()} cores")
    return found[:number]


def serve(arguments: list[str]) -> tuple[subprocess.Popen[str], int]:
    """A server in a process of its own, and its port."""
    process = subprocess.Popen([sys.executable, *arguments], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    said = process.stdout.readline()
    address = json.loads(said)["address"] if said.startswith("{") else said
    return process, int(address.strip().rstrip("/").rpartition(":")[2])


def spent(pid: int) -> float:
    """Seconds of CPU of a process and of those that it started (Linux)."""
    family = [pid]
    for each in family:
        told = Path(f"/proc/{each}/task/{each}/children").read_text()
        family += [int(child) for child in told.split()]
    ticks = 0
    for each in family:
        fields = Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--seconds", type=float, default=8)
    parser.add_argument("--workers", type=int, default=0, help="0: as many as the site takes by itself")
    parser.add_argument("--abreast", type=int, default=8, help="connections at once")
    asked = parser.parse_args()
    articles = paths(asked.home, 20_000)

    def run(arguments: list[str], *, hello: bool = False) -> None:
        process, port = serve(arguments)

        def cpu() -> float:
            return spent(process.pid)

        try:
            if hello:
                page = forever([request("/")])
                told = [
                    uvloop.run(
                        ask(
                            "Starlette's hello",
                            port,
                            page,
                            abreast=asked.abreast,
                            seconds=asked.seconds,
                            cpu=cpu,
                        )
                    )
                ]
            else:
                told = uvloop.run(measure(port, articles, asked.seconds, asked.abreast, cpu))
        finally:
            process.terminate()
            process.wait()
        for each in told:
            print(
                f"{each.name:18} {each.rate:8.0f}/s  p50 {each.middle:6.2f} ms  p99 {each.late:6.2f} ms  "
                f"cpu {each.cpu:6.3f} ms  {each.size:6} bytes  {each.statuses}"
            )

    run(["-c", HELLO, "18300"], hello=True)
    workers = ["--workers", str(asked.workers)] if asked.workers else []
    run(["-m", "masdar", "serve", "--home", str(asked.home), "--port", "18310", "--json", *workers])


if __name__ == "__main__":
    main()
