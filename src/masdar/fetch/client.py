"""The one client: guard, robots, pace and memory around a transport."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from urllib.parse import urljoin, urlsplit

from aiohttp.abc import AbstractResolver
from yarl import URL

from masdar import __version__, address
from masdar.errors import Later, Refused, Unreachable
from masdar.fetch import guard as guards
from masdar.fetch.pace import CEILING, Pace
from masdar.fetch.robots import Robots
from masdar.fetch.transport import REDIRECTS, Answer, Limits, Transport, Web
from masdar.model import Capture, Host, NotModified, Request
from masdar.sources import robots as rules

AGENT = "masdar"
_FOR_GOOD = frozenset({301, 308})
_READING = frozenset({"GET", "HEAD"})
# headers that are never handed to another host
_PRIVATE = frozenset({"authorization", "cookie", "proxy-authorization"})


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
    downgrade: Iterable[str] = (),
    lax: Iterable[str] = (),
    trust: ssl.SSLContext | None = None,
    resolver: AbstractResolver | None = None,
    guard: guards.Guard | None = None,
) -> AsyncIterator["Client"]:
    """Open a client and close it at the end.

    `agent` is the name that robots.txt files know, `contact` an address that tells who we are, `delay` the
    pause in seconds between two requests to one host, `ceiling` the longest that a host may ask to be left
    alone. Only what `allow_hosts` and `allow_networks` name is let through the guard, unless another `guard`
    is given; `downgrade` names hosts that may redirect from https to http, `lax` those whose certificates
    are not checked.
    """
    limits = limits or Limits()
    guard = guard or guards.Guard(hosts=frozenset(allow_hosts), networks=guards.networks(allow_networks))
    client = Client(
        now=now,
        agent=agent,
        pace=Pace(delay=delay, ceiling=ceiling),
        limits=limits,
        guard=guard,
        transport=Web(
            agent=called(agent, contact),
            limits=limits,
            guard=guard,
            resolver=resolver,
            trust=trust,
            lax=lax,
        ),
        downgrade=downgrade,
    )
    try:
        yield client
    finally:
        await client.close()


def called(agent: str, contact: str) -> str:
    """What we say we are: name, version, and where to find who runs it."""
    name = f"{agent}/{__version__}"
    return f"{name} (+{contact})" if contact else name


class Client:
    """Implements `ports.Fetcher`. Made and closed within one event loop; `open_client` does both."""

    def __init__(
        self,
        *,
        now: Callable[[], datetime],
        agent: str,
        pace: Pace,
        limits: Limits,
        guard: guards.Guard,
        transport: Transport,
        downgrade: Iterable[str] = (),
    ) -> None:
        self._now = now
        self._pace = pace
        self._limits = limits
        self._guard = guard
        self._transport = transport
        self._downgrade = frozenset(downgrade)
        self._slots = asyncio.Semaphore(limits.parallel)
        self._robots = Robots(fetch=self._robots_txt, agent=agent, now=now)

    async def send(self, request: Request) -> Capture | NotModified:
        """See `ports.Fetcher`. GET and HEAD ask robots.txt first and follow redirects, others do neither."""
        return await self._walk(request, leave=request.method in _READING and not request.own)

    async def close(self) -> None:
        await self._transport.close()

    def recall(self, hosts: Iterable[Host]) -> None:
        """Go on from what another client noted: who wants to be left alone, and what robots.txt said."""
        for host in hosts:
            self._pace.recall(host, now=self._now())
            self._robots.recall(host.robots)

    def noted(self) -> tuple[Host, ...]:
        """What is worth remembering of hosts, where that altered since it was last asked."""
        names = self._pace.altered()
        robots: dict[str, set[str]] = {}
        for origin in self._robots.altered():
            robots.setdefault(urlsplit(origin).hostname or "", set()).add(origin)
        made = []
        for name in sorted(names | set(robots)):
            host = self._pace.noted(name, now=self._now())
            made.append(replace(host, robots=self._robots.noted(name)))
        return tuple(made)

    async def _walk(self, request: Request, *, leave: bool, cut: int | None = None) -> Capture | NotModified:
        """Follow a request from hop to hop; `leave` asks robots.txt at each, `cut` takes only a beginning."""
        url = self._checked(request.url, request.url)
        bare, conditions = _headers(request)
        validated = address.normal(request.validates or request.url)
        moved: str | None = None
        for_good = True
        for _ in range(self._limits.redirects + 1):
            if leave and (why := await self._robots.refusal(_origin(url), url)):
                raise Refused(request.url, why)
            # validators are of one address, wherever a redirect may lead today
            asked = bool(conditions) and url == validated
            answer = await self._hop(request, url, {**bare, **conditions} if asked else bare, cut)
            if answer.status not in REDIRECTS or request.method not in _READING:
                return self._answered(request, url, answer, moved, asked=asked)
            where = answer.headers.get("location", "")
            if not where:
                raise Unreachable(request.url, f"status {answer.status} without a place to go to")
            following = self._checked(urljoin(url, where), request.url)
            down = url.startswith("https:") and following.startswith("http:")
            if leave and down and urlsplit(url).hostname not in self._downgrade:
                raise Refused(request.url, "it redirects from https to http")
            if _origin(following) != _origin(url):
                bare = {name: value for name, value in bare.items() if name.lower() not in _PRIVATE}
            url = following
            for_good = for_good and answer.status in _FOR_GOOD
            moved = url if for_good else moved
        raise Unreachable(request.url, f"more than {self._limits.redirects} redirects")

    def _answered(
        self, request: Request, url: str, answer: Answer, moved: str | None, *, asked: bool
    ) -> Capture | NotModified:
        if answer.status == 304:
            if not asked:
                raise Unreachable(request.url, "status 304, though nothing was known of it")
            return NotModified(url=request.url, at=self._now(), final_url=url, moved=moved)
        if answer.status == 206:
            raise Unreachable(request.url, "only a part of it came")
        return Capture(
            url=request.url,
            final_url=url,
            at=self._now(),
            status=answer.status,
            headers=answer.headers,
            body=answer.body,
            moved=moved,
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

    async def _hop(self, request: Request, url: str, headers: dict[str, str], cut: int | None) -> Answer:
        host = urlsplit(url).hostname or ""
        self._open(request.url, host)
        if (delay := self._robots.delay(_origin(url))) is not None:
            self._pace.slow(host, delay)
        async with self._pace.turn(host), self._slots:
            # it may have asked to be left alone while this request waited for its turn
            self._open(request.url, host)
            answer = await self._transport.ask(request, url, headers, cut)
            self._heed(host, url, answer)
        return answer

    def _open(self, asked: str, host: str) -> None:
        if (left := self._pace.shut(host)) > 0:
            raise Later(asked, f"its host wants to be left alone for {left:,.0f} s more", seconds=left)

    def _heed(self, host: str, url: str, answer: Answer) -> None:
        said = answer.headers.get("retry-after")
        if answer.status in {429, 503} or (answer.status == 403 and said):
            self._pace.later(host, said, now=self._now())
        elif answer.status == 403:
            self._pace.forbidden(host, url, now=self._now())
        elif answer.status < 500:
            self._pace.well(host)

    async def _robots_txt(self, url: str) -> Capture:
        answer = await self._walk(Request(url=url), leave=False, cut=rules.LIMIT)
        if isinstance(answer, NotModified):
            raise Unreachable(url, "status 304, though nothing was known of it")
        return answer


def _headers(request: Request) -> tuple[dict[str, str], dict[str, str]]:
    """The request's own headers, and its conditions."""
    headers = dict(request.headers)
    conditions = {}
    if request.etag is not None:
        conditions["If-None-Match"] = request.etag
    if request.last_modified is not None:
        conditions["If-Modified-Since"] = request.last_modified
    for name, value in (*headers.items(), *conditions.items()):
        if any(sign in value or sign in name for sign in "\r\n\x00"):
            raise Refused(request.url, "a header would carry a line break")
    return headers, conditions


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
