"""How many polls a second a core bears, over HTTP on loopback, and whether memory stays flat.

    python -m benchmarks.polls [--polls N] [--feeds N] [--passes N] [--keep]

A server in a process of its own answers 304 to validators, or a feed of fifty entries that are new each time.
The desk is the real one: client with guard, robots.txt and pace, reader of feeds, rhythm and store on disk.
Seconds are of the desk's own processor time, store and reading included, so that the server and a busy
machine do not count.
"""

import argparse
import asyncio
import json
import multiprocessing
import os
import socket
import tempfile
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from aiohttp.abc import AbstractResolver, ResolveResult

from masdar.desk import harvest
from masdar.fetch import open_client
from masdar.model import Channel, ChannelId, ChannelKind, Source, SourceId
from masdar.store import open_store

# hosts that the channels stand on; one is asked one thing at a time
HOSTS = 100
ENTRIES = 50
START = datetime(2026, 1, 1, tzinfo=UTC)
_RESULTS = Path(__file__).parent / "results" / "polls.json"


# --- the server, in a process of its own -----------------------------------------------------------


def _serve(ready: Any) -> None:
    asyncio.run(_listen(ready))


async def _listen(ready: Any) -> None:
    asked: dict[str, int] = {}

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
                path = head.split(" ", 2)[1]
                writer.write(_answer(path, head, asked))
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    for port in range(8000, 10_000):
        try:
            server = await asyncio.start_server(answer, "127.0.0.1", port)
            break
        except OSError:
            continue
    ready.send(server.sockets[0].getsockname()[1])
    await server.serve_forever()


def _answer(path: str, head: str, asked: dict[str, int]) -> bytes:
    if path == "/robots.txt":
        return b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
    if path.startswith("/same/") and "if-none-match" in head.lower():
        return b'HTTP/1.1 304 Not Modified\r\nETag: "same"\r\n\r\n'
    turn = asked[path] = asked.get(path, -1) + 1
    host = next(line for line in head.lower().split("\r\n") if line.startswith("host:"))[5:].strip()
    first = 0 if path.startswith("/same/") else turn * ENTRIES
    items = "".join(
        f"<item><title>افتتاح الجسر الجديد فوق الوادي {first + n}</title>"
        f"<link>http://{host}{path}/news/{first + n}</link><guid>{host}{path}{first + n}</guid>"
        f"<pubDate>Thu, 01 Jan 2026 00:{n % 60:02}:00 GMT</pubDate><category>محليات</category>"
        f"<description>{'يمتد الجسر فوق الوادي وتعبره القوافل كل صباح. ' * 6}</description></item>"
        for n in range(ENTRIES)
    )
    body = f'<rss version="2.0"><channel><title>الوادي</title>{items}</channel></rss>'.encode()
    return b'HTTP/1.1 200 OK\r\nETag: "same"\r\nContent-Length: %d\r\n\r\n' % len(body) + body


class _Names(AbstractResolver):
    """Every host stands on loopback."""

    async def resolve(
        self,
        host: str,
        port: int = 0,
        family: socket.AddressFamily = socket.AF_INET,  # noqa: ARG002 - by name
    ) -> list[ResolveResult]:
        return [
            ResolveResult(
                hostname=host,
                host="127.0.0.1",
                port=port,
                family=socket.AF_INET,
                proto=socket.IPPROTO_TCP,
                flags=socket.AI_NUMERICHOST,
            )
        ]

    async def close(self) -> None:
        pass


# --- the desk ----------------------------------------------------------------------------------------


def _nothing(_: Sequence[harvest.Triple]) -> Mapping[SourceId, harvest.Kept]:
    return {}


async def desk(port: int, home: Path, *, kind: str, channels: int, rounds: int) -> dict[str, Any]:
    """Visit all channels so many times after a first visit; what it cost."""
    # pages are another matter: what a feed leads to is kept as errands, and not run
    harvest.EACH = 0
    now = [START]
    sources = []
    for n in range(channels):
        id = SourceId(f"s{n}")
        where = f"http://host{n % HOSTS}.example:{port}/{kind}/{n}"
        channel = Channel(id=ChannelId(f"{id}/all"), source=id, kind=ChannelKind.FEED, where=where)
        sources.append(Source(id=id, name=id, channels=(channel,)))
    names = [f"host{n}.example" for n in range(HOSTS)]
    costs: list[tuple[float, float, int]] = []
    memory: list[int] = []
    with open_store(home) as store:
        with store.writing() as writing:
            writing.put_sources(sources)
        async with open_client(now=lambda: now[0], delay=0, allow_hosts=names, resolver=_Names()) as client:
            for turn in range(rounds + 1):
                began, clock = time.process_time(), time.perf_counter()
                counts = await harvest.round(
                    store, client, now=lambda: now[0], take=_nothing, all_channels=True
                )
                if turn:
                    costs.append((time.process_time() - began, time.perf_counter() - clock, counts.visited))
                memory.append(_resident())
                now[0] += timedelta(hours=1)
                with store.writing() as writing:
                    writing.drop_visits(before=now[0] - timedelta(hours=3))
        with store.reading() as reading:
            kept = reading.errands.count()
            whole = {each.status for each in reading.channels.visits(sources[0].channels[0].id, limit=rounds)}
    return {"costs": costs, "memory": memory, "errands": kept, "statuses": sorted(filter(None, whole))}


def _resident() -> int:
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")


def main() -> None:
    plain = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=plain)
    parser.add_argument("--polls", type=int, default=100_000, help="conditional polls in all")
    parser.add_argument("--feeds", type=int, default=3_000, help="changed feeds in all")
    parser.add_argument("--channels", type=int, default=1_000)
    parser.add_argument("--keep", action="store_true", help="keep the figures in benchmarks/results")
    asked = parser.parse_args()
    here, there = multiprocessing.Pipe()
    server = multiprocessing.get_context("spawn").Process(target=_serve, args=(there,), daemon=True)
    server.start()
    port = here.recv()
    found: dict[str, Any] = {}
    try:
        for kind, total in (("same", asked.polls), ("new", asked.feeds)):
            with tempfile.TemporaryDirectory() as folder:
                rounds = max(1, total // asked.channels)
                ran = asyncio.run(
                    desk(port, Path(folder) / "home", kind=kind, channels=asked.channels, rounds=rounds)
                )
            rates = [visited / spent for spent, _, visited in ran["costs"]]
            memory = ran["memory"]
            found[kind] = {
                "polls": sum(visited for _, _, visited in ran["costs"]),
                "a_second_of_processor": round(max(rates)),
                "mean": round(sum(visited for *_, visited in ran["costs"]) / sum(c[0] for c in ran["costs"])),
                "of_the_wall": round(
                    sum(visited for *_, visited in ran["costs"]) / sum(c[1] for c in ran["costs"])
                ),
                "memory_mb": [round(memory[at] / 2**20, 1) for at in (1, len(memory) // 2, -1)],
                "errands": ran["errands"],
                "statuses": ran["statuses"],
            }
            print(kind, json.dumps(found[kind]))
    finally:
        server.terminate()
    if asked.keep:
        load = round(os.getloadavg()[0], 1)
        _RESULTS.write_text(json.dumps({"load": load, **found}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
