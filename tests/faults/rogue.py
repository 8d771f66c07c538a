"""A server on loopback that does what it is told, and a desk that harvests from it, on a clock that leaps.

    async with Room(tmp_path, loop, {"/rss": rss("/1"), "/1": page(1)}) as room:
        counts = await room.round()

Every `.example` host stands at this server; the desk is the real one, with its store, client and rhythm.
"""

import asyncio
import socket
import ssl
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path
from types import TracebackType
from typing import Any

from aiohttp.abc import AbstractResolver, ResolveResult

from masdar.desk import harvest
from masdar.fetch import open_client
from masdar.model import Channel, ChannelId, Source, SourceId, Visit, Watch
from masdar.store import open_store
from tests import fakes
from tests.leaping import Leaping

TLS = Path(__file__).parent / "tls"
HOSTS = ("alwadi.example", "sahil.example", "jabal.example", "elsewhere.example", "www.alwadi.example")
LONG = "يمتد الجسر فوق الوادي وتعبره القوافل كل صباح. "
FIVE = (
    "افتتاح الجسر الجديد",
    "موسم الأمطار يبدأ مبكرا",
    "الميناء يستقبل سفينة",
    "معرض الكتاب في موعده",
    "السوق يعود",
)

Asked = tuple[str, str, dict[str, str]]
Page = bytes | Callable[[Asked, asyncio.StreamWriter], Awaitable[None]] | Callable[[Asked], bytes]


def answer(body: bytes | str = b"", status: str = "200 OK", **headers: str) -> bytes:
    """The bytes of an answer; `_` in a header's name stands for `-`."""
    data = body.encode() if isinstance(body, str) else body
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(data)}", "Connection: close"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + data


def rss(*links: str, head: str = "", content: str = "", titles: Sequence[str] = ()) -> bytes:
    """A feed of these links; `titles` name them, in order and over again."""
    named = titles or FIVE
    items = "".join(
        f"<item><title>{named[n % len(named)]} {n}</title><link>{link}</link>"
        f"<content:encoded>{content}</content:encoded></item>"
        for n, link in enumerate(links)
    )
    return (
        '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        f'xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>الوادي</title>{head}{items}</channel></rss>'
    ).encode()


def page(title: str) -> bytes:
    """A page with an article."""
    text = "".join(f"<p>{LONG * 4} {title} {n}.</p>" for n in range(4))
    return answer(
        f'<!doctype html><html lang="ar"><head><meta charset="utf-8"><title>{title}</title></head>'
        f"<body><article><h1>{title}</h1>{text}</article></body></html>",
        Content_Type="text/html; charset=utf-8",
    )


class Names(AbstractResolver):
    """Every name stands on loopback, but those that do not resolve."""

    def __init__(self) -> None:
        self.lost: set[str] = set()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        if host in self.lost:
            raise OSError(None, "no such name")
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


class Takes:
    """Keeps an invented article for every capture, or hands it to a real intake."""

    def __init__(self, room: "Room") -> None:
        self.room = room
        self.taken: list[harvest.Triple] = []
        self.real: harvest.Take | None = None

    def __call__(self, triples: Sequence[harvest.Triple]) -> Mapping[SourceId, harvest.Kept]:
        self.taken.extend(triples)
        if self.real is not None:
            return self.real(triples)
        drafts = [
            fakes.draft(
                len(self.taken) - n,
                source=source.id,
                url=capture.url,
                outside=lead.outside if lead else None,
                **({} if capture.url else {"id": lead.outside if lead else ""}),
            )
            for n, (capture, lead, source) in enumerate(triples)
        ]
        with self.room.store.writing() as writing:
            writing.keep(drafts, **fakes.kept(drafts))
        return {source.id: harvest.Kept(new=len(triples)) for _, _, source in triples}

    @property
    def paths(self) -> list[str]:
        return sorted(capture.url.split("/", 3)[3] for capture, _, _ in self.taken)


class Room:
    """A rogue server, and the desk before it. `pages` are by path, or by "host/path"."""

    def __init__(
        self,
        home: Path,
        loop: Leaping,
        pages: Mapping[str, Page],
        *,
        channels: Sequence[str] = ("http://alwadi.example/rss",),
        tls: str | None = None,
        **settings: Any,
    ) -> None:
        self.home, self.loop = home / "home", loop
        self.pages: dict[str, Page] = {"/robots.txt": answer(b"", "404 Not Found"), **pages}
        self.channels = channels
        self.tls = tls
        self.settings: dict[str, Any] = {
            "delay": 1.0,
            "allow_hosts": HOSTS,
            "trust": ssl.create_default_context(cafile=str(TLS / "ca.pem")),
        } | settings
        self.asked: list[Asked] = []
        self.times: list[tuple[float, str]] = []
        self.now_at: dict[str, int] = {}
        self.most_at_once: dict[str, int] = {}
        self.names = Names()
        self.takes = Takes(self)
        self.port = 0
        self._stack = AsyncExitStack()
        self._client = AsyncExitStack()

    async def __aenter__(self) -> "Room":
        await self._stack.__aenter__()
        context = None
        if self.tls is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(TLS / f"{self.tls}.pem")
        listening = await asyncio.start_server(self._serve, "127.0.0.1", 0, ssl=context)
        self._stack.callback(listening.close)
        self.port = listening.sockets[0].getsockname()[1]
        self.store = self._stack.enter_context(open_store(self.home))
        with self.store.writing() as writing:
            writing.put_sources(self._sources())
        await self.reopen()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._client.aclose()
        await self._stack.__aexit__(kind, error, trace)

    async def reopen(self) -> None:
        """A client as a new process would have it."""
        await self._client.aclose()
        self._client = AsyncExitStack()
        self.client = await self._client.enter_async_context(
            open_client(now=self.loop.now, resolver=self.names, **self.settings)
        )

    def url(self, text: str) -> str:
        """An address as the desk knows it: with the server's port."""
        scheme, _, rest = text.partition("://")
        host, _, path = rest.partition("/")
        scheme = "https" if self.tls and scheme == "http" else scheme
        return f"{scheme}://{host}:{self.port}/{path}" if ":" not in host else text

    def _sources(self) -> list[Source]:
        by_host: dict[str, list[Channel]] = {}
        for number, where in enumerate(self.channels):
            name = where.split("/")[2].split(".")[-2]
            id = f"{name}/{number}" if number else f"{name}/all"
            made = fakes.channel(id, source=name, where=self.url(where), every=timedelta(minutes=30))
            by_host.setdefault(name, []).append(made)
        return [
            fakes.source(name, hosts=(f"{name}.example",), channels=tuple(channels))
            for name, channels in by_host.items()
        ]

    async def round(self, **settings: Any) -> harvest.Counts:
        return await harvest.round(self.store, self.client, now=self.loop.now, take=self.takes, **settings)

    async def rounds(self, span: timedelta, *, every: timedelta = timedelta(minutes=10)) -> None:
        """Rounds for a span of time."""
        end = self.loop.time() + span.total_seconds()
        while self.loop.time() < end:
            await self.round()
            await asyncio.sleep(every.total_seconds())

    async def later(self, **span: float) -> harvest.Counts:
        """A round after some time."""
        await asyncio.sleep(timedelta(**span).total_seconds())
        return await self.round()

    # --- what came of it ---------------------------------------------------------------------------

    def watch(self, id: str = "alwadi/all") -> Watch:
        with self.store.reading() as reading:
            return reading.channels.watches([ChannelId(id)])[ChannelId(id)]

    def visit(self, id: str = "alwadi/all") -> Visit:
        with self.store.reading() as reading:
            found = reading.channels.last_visit(ChannelId(id))
        assert found is not None
        return found

    def channel(self, id: str = "alwadi/all") -> Channel:
        with self.store.reading() as reading:
            return next(
                channel for each in reading.sources.all() for channel in each.channels if channel.id == id
            )

    def wait(self, id: str = "alwadi/all") -> timedelta:
        """How long it is until the channel is visited again."""
        with self.store.reading() as reading:
            planned = reading.channels.next_visit(ChannelId(id))
        assert planned is not None
        return planned - self.loop.now()

    def paths(self, host: str = "alwadi.example") -> list[str]:
        return [path for name, path, _ in self.asked if name == host]

    # --- the server --------------------------------------------------------------------------------

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        host = ""
        try:
            lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
            path = lines[0].split(" ")[1]
            headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines[1:])}
            host = headers["host"].partition(":")[0]
            asked = (host, path, headers)
            self.asked.append(asked)
            self.times.append((self.loop.time(), host))
            self.now_at[host] = self.now_at.get(host, 0) + 1
            self.most_at_once[host] = max(self.now_at[host], self.most_at_once.get(host, 0))
            # for a moment, so that another request to the host would be seen
            await asyncio.sleep(0.01)
            bare = path.partition("?")[0]
            names = (f"{host}{path}", path, f"{host}{bare}", bare)
            made = next((self.pages[each] for each in names if each in self.pages), answer(b"", "404 No"))
            if isinstance(made, bytes):
                self._write(writer, made)
            else:
                await self._made(made, asked, writer)
            await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError, ssl.SSLError):
            pass
        finally:
            if host:
                self.now_at[host] -= 1
            writer.close()

    async def _made(self, page: Any, asked: Asked, writer: asyncio.StreamWriter) -> None:
        if asyncio.iscoroutinefunction(page):
            await page(asked, writer)
        else:
            self._write(writer, page(asked))

    def _write(self, writer: asyncio.StreamWriter, data: bytes) -> None:
        head, end, body = data.partition(b"\r\n\r\n")
        # addresses in a body get the port too, so its length is told anew where it was right
        ported = body.replace(b".example/", f".example:{self.port}/".encode())
        if f"Content-Length: {len(body)}".encode() in head:
            head = head.replace(
                f"Content-Length: {len(body)}".encode(), f"Content-Length: {len(ported)}".encode()
            )
        writer.write(head.replace(b".example/", f".example:{self.port}/".encode()) + end + ported)
