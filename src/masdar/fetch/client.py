"""The one client: guard, robots, pace and limits around aiohttp."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import urljoin, urlsplit

import aiohttp
from aiohttp.abc import AbstractResolver
from yarl import URL

from masdar import address
from masdar.errors import FetchError, Refused, TooLarge, Unreachable
from masdar.fetch import guard as guards
from masdar.fetch import unpack
from masdar.fetch.pace import CEILING, Pace
from masdar.fetch.robots import Robots
from masdar.model import Capture, NotModified, Request
from masdar.sources import robots as rules

AGENT = "masdar"
_ACCEPT = (
    "application/rss+xml, application/atom+xml, application/feed+json, text/html, "
    "application/xml;q=0.9, */*;q=0.5"
)
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_READING = frozenset({"GET", "HEAD"})
_CHUNK = 64 * 1024
# packed bodies beyond this are unpacked beside the loop
_LIGHT = 256 * 1024
# headers that are never handed to another host
_PRIVATE = frozenset({"authorization", "cookie", "proxy-authorization"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Times in seconds, sizes in bytes."""

    connect: float = 10.0
    # between two pieces of an answer
    read: float = 20.0
    # of one request with all that it brings
    total: float = 60.0
    body: int = 16 * 1024 * 1024
    unpacked: int = 16 * 1024 * 1024
    redirects: int = 10
    # requests under way at once, to all hosts
    parallel: int = 64


@asynccontextmanager
async def open_client(
    *,
    now: Callable[[], datetime],
    agent: str = AGENT,
    contact: str = "",
    delay: float = 1.0,
    ceiling: timedelta = CEILING,
    limits: Limits | None = None,
    allow_hosts: Iterable[str] = (),
    allow_networks: Iterable[str] = (),
    resolver: AbstractResolver | None = None,
) -> AsyncIterator["Client"]:
    """Open a client and close it at the end.

    `agent` is the name that robots.txt files know, `contact` an address that tells who we are, `delay` the
    pause in seconds between two requests to one host. Only what `allow_hosts` and `allow_networks`
    name is let through the guard.
    """
    client = Client(
        now=now,
        agent=agent,
        contact=contact,
        pace=Pace(delay=delay, ceiling=ceiling),
        limits=limits or Limits(),
        guard=guards.Guard(hosts=frozenset(allow_hosts), networks=guards.networks(allow_networks)),
        resolver=resolver,
    )
    try:
        yield client
    finally:
        await client.close()


@dataclass(slots=True)
class _Answer:
    """One hop's answer: a place to go on to, or the end."""

    status: int
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


class Client:
    """Implements `ports.Fetcher`. Made and closed within one event loop; `open_client` does both."""

    def __init__(
        self,
        *,
        now: Callable[[], datetime],
        agent: str,
        contact: str,
        pace: Pace,
        limits: Limits,
        guard: guards.Guard,
        resolver: AbstractResolver | None = None,
    ) -> None:
        self._now = now
        self._pace = pace
        self._limits = limits
        self._guard = guard
        self._slots = asyncio.Semaphore(limits.parallel)
        self._robots = Robots(fetch=self._robots_txt, agent=agent)
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(
                limit=0, socket_factory=guard.socket, ttl_dns_cache=60, resolver=resolver
            ),
            timeout=aiohttp.ClientTimeout(
                total=limits.total, sock_connect=limits.connect, sock_read=limits.read
            ),
            headers={
                "User-Agent": f"{agent}/0.1 (+{contact})" if contact else f"{agent}/0.1",
                "Accept": _ACCEPT,
                "Accept-Encoding": "gzip, deflate",
            },
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            trust_env=False,
        )

    async def send(self, request: Request) -> Capture | NotModified:
        """See `ports.Fetcher`. GET and HEAD ask robots.txt first and follow redirects, others do neither."""
        return await self._walk(request, leave=request.method in _READING)

    async def close(self) -> None:
        await self._session.close()

    async def _walk(self, request: Request, *, leave: bool, cut: int | None = None) -> Capture | NotModified:
        """Follow a request from hop to hop; `leave` asks robots.txt at each, `cut` takes only a beginning."""
        url = self._checked(request.url, request.url)
        headers = _headers(request)
        for _ in range(self._limits.redirects + 1):
            if leave and (why := await self._robots.refusal(_origin(url), url)):
                raise Refused(request.url, why)
            answer = await self._hop(request, url, headers, cut)
            if answer.status not in _REDIRECTS or request.method not in _READING:
                return self._answered(request, url, answer)
            where = answer.headers.get("location", "")
            if not where:
                raise Unreachable(request.url, f"status {answer.status} without a place to go to")
            following = self._checked(urljoin(url, where), request.url)
            if leave and url.startswith("https:") and following.startswith("http:"):
                raise Refused(request.url, "it redirects from https to http")
            if _origin(following) != _origin(url):
                headers = {name: value for name, value in headers.items() if name.lower() not in _PRIVATE}
            url = following
        raise Unreachable(request.url, f"more than {self._limits.redirects} redirects")

    def _answered(self, request: Request, url: str, answer: _Answer) -> Capture | NotModified:
        if answer.status == 304:
            if not (request.etag or request.last_modified):
                raise Unreachable(request.url, "status 304, though nothing was known of it")
            return NotModified(url=request.url, at=self._now())
        if answer.status == 206:
            raise Unreachable(request.url, "only a part of it came")
        return Capture(
            url=request.url,
            final_url=url,
            at=self._now(),
            status=answer.status,
            headers=answer.headers,
            body=answer.body,
        )

    def _checked(self, url: str, asked: str) -> str:
        """The address in the one form that is both checked and dialled. Raises Refused."""
        whole = address.normal(url)
        if whole is None:
            raise Refused(asked, "it is no address")
        parts = urlsplit(whole)
        host = (parts.hostname or "").rstrip(".")
        if parts.username or parts.password:
            raise Refused(asked, "it carries a user name")
        try:
            port = parts.port or (443 if parts.scheme == "https" else 80)
            dialled = (URL(whole, encoded=True).host or "").rstrip(".")
        except ValueError as error:
            raise Refused(asked, "it is no address") from error
        if dialled.lower() != host:
            raise Refused(asked, "its host can be read in two ways")
        if why := self._guard.refusal(parts.scheme, host, port):
            raise Refused(asked, why)
        return whole.partition("#")[0]

    async def _hop(self, request: Request, url: str, headers: dict[str, str], cut: int | None) -> _Answer:
        host = urlsplit(url).hostname or ""
        if (left := self._pace.shut(host)) > 0:
            raise Unreachable(request.url, f"its host wants to be left alone for {left:,.0f} s more")
        if (delay := self._robots.delay(_origin(url))) is not None:
            self._pace.slow(host, delay)
        try:
            async with self._pace.turn(host), self._slots:
                self._guard.trust(host)
                answer = await self._ask(request, url, headers, cut)
        except FetchError:
            raise
        except (aiohttp.ClientError, OSError, ValueError) as error:  # TimeoutError is an OSError
            if _inner(error):
                raise Refused(request.url, "its address is not public") from error
            raise Unreachable(request.url, _why(error)) from error
        self._heed(host, answer)
        return answer

    async def _ask(self, request: Request, url: str, headers: dict[str, str], cut: int | None) -> _Answer:
        async with self._session.request(
            request.method,
            URL(url, encoded=True),
            headers=headers,
            data=request.body or None,
            allow_redirects=False,
        ) as response:
            answer = _Answer(status=response.status, headers=_received(response))
            if answer.status in _REDIRECTS or answer.status == 304:
                return answer
            raw = await self._raw(request, response, cut)
        encoding = answer.headers.get("content-encoding", "")
        try:
            if len(raw) > _LIGHT:
                answer.body = await asyncio.to_thread(unpack.body, raw, encoding, limit=self._limits.unpacked)
            else:
                answer.body = unpack.body(raw, encoding, limit=self._limits.unpacked)
        except unpack.Bomb as error:
            raise TooLarge(request.url, str(error)) from error
        except unpack.Damaged as error:
            raise Unreachable(request.url, f"its body cannot be unpacked: {error}") from error
        return answer

    async def _raw(self, request: Request, response: aiohttp.ClientResponse, cut: int | None) -> bytes:
        """The body as it comes. aiohttp raises where it is shorter than it said, or its chunks are broken."""
        most = cut or self._limits.body
        if cut is None and (response.content_length or 0) > most:
            raise TooLarge(
                request.url, f"it has {response.content_length:,} bytes; at most {most:,} are taken"
            )
        raw = bytearray()
        async for chunk in response.content.iter_chunked(_CHUNK):
            raw += chunk
            if len(raw) > most:
                if cut is not None:
                    response.close()
                    return bytes(raw[:most])
                raise TooLarge(request.url, f"it has more than {most:,} bytes")
        return bytes(raw)

    def _heed(self, host: str, answer: _Answer) -> None:
        said = answer.headers.get("retry-after")
        if answer.status in {429, 503} or (answer.status == 403 and said):
            self._pace.later(host, said, now=self._now())
        elif answer.status < 400:
            self._pace.well(host)

    async def _robots_txt(self, url: str) -> Capture:
        answer = await self._walk(Request(url=url), leave=False, cut=rules.LIMIT)
        if isinstance(answer, NotModified):
            raise Unreachable(url, "status 304, though nothing was known of it")
        return answer


def _headers(request: Request) -> dict[str, str]:
    headers = dict(request.headers)
    if request.etag is not None:
        headers["If-None-Match"] = request.etag
    if request.last_modified is not None:
        headers["If-Modified-Since"] = request.last_modified
    for name, value in headers.items():
        if any(sign in value or sign in name for sign in "\r\n\x00"):
            raise Refused(request.url, "a header would carry a line break")
    return headers


def _received(response: aiohttp.ClientResponse) -> dict[str, str]:
    """Headers by lower-case name, the first of each.

    A value that is not UTF-8 could not be sent back byte for byte, so it is left out.
    """
    found: dict[str, str] = {}
    for name, value in response.raw_headers:
        try:
            found.setdefault(name.decode("ascii").lower(), value.decode("utf-8"))
        except UnicodeDecodeError:
            continue
    return found


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _inner(error: BaseException | None) -> bool:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        if isinstance(error, guards.Inner) or isinstance(getattr(error, "os_error", None), guards.Inner):
            return True
        error = error.__cause__ or error.__context__
    return False


def _why(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return "it took too long"
    return " ".join(f"{type(error).__name__}: {error}".split())[:300]
