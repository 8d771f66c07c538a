"""One request and its answer over aiohttp, with limits on time and size.

Redirects, robots, pace and memory are the client's; a test may hand it another transport.
"""

import asyncio
import socket
import ssl
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, Protocol

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from masdar.errors import Refused, TooLarge, Unreachable
from masdar.fetch import guard as guards
from masdar.fetch import unpack
from masdar.model import Request

REDIRECTS = frozenset({301, 302, 303, 307, 308})
_ACCEPT = (
    "application/rss+xml, application/atom+xml, application/feed+json, text/html, "
    "application/xml;q=0.9, */*;q=0.5"
)
_CHUNK = 64 * 1024
# packed bodies beyond this are unpacked beside the loop
_LIGHT = 256 * 1024
# names that are looked up at once: a name server that hangs holds up none but these
_LOOKUPS = 32


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
    parallel: int = 128


@dataclass(slots=True)
class Answer:
    """One hop's answer: a place to go on to, or the end."""

    status: int
    # lower-case names
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


class Transport(Protocol):
    """Asks one address, once."""

    async def ask(self, request: Request, url: str, headers: dict[str, str], cut: int | None) -> Answer:
        """The answer; with `cut` only so many bytes of its beginning. Raises FetchError."""

    async def close(self) -> None: ...


class Web:
    """The transport of the product. `guard` sees every address that is dialled.

    `lax` names hosts whose certificates are not checked, as an operator may wish of his own.
    """

    def __init__(
        self,
        *,
        agent: str,
        limits: Limits,
        guard: guards.Guard,
        resolver: AbstractResolver | None = None,
        trust: ssl.SSLContext | None = None,
        lax: Iterable[str] = (),
    ) -> None:
        self._limits = limits
        self._guard = guard
        self._lax = frozenset(lax)
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(
                limit=0,
                socket_factory=guard.socket,
                ttl_dns_cache=300,
                resolver=resolver or Resolver(),
                ssl=trust or True,
            ),
            timeout=aiohttp.ClientTimeout(
                total=limits.total, sock_connect=limits.connect, sock_read=limits.read
            ),
            headers={"User-Agent": agent, "Accept": _ACCEPT, "Accept-Encoding": "gzip, deflate"},
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            trust_env=False,
        )

    async def close(self) -> None:
        await self._session.close()

    async def ask(self, request: Request, url: str, headers: dict[str, str], cut: int | None) -> Answer:
        host = URL(url, encoded=True).host or ""
        self._guard.trust(host)
        try:
            return await self._ask(request, url, headers, cut, check=host not in self._lax)
        except (aiohttp.ClientError, OSError, ValueError) as error:  # TimeoutError is an OSError
            if _inner(error):
                raise Refused(request.url, "its address is not public") from error
            raise Unreachable(request.url, _why(error)) from error

    async def _ask(
        self, request: Request, url: str, headers: dict[str, str], cut: int | None, *, check: bool
    ) -> Answer:
        async with self._session.request(
            request.method,
            URL(url, encoded=True),
            headers=headers,
            data=request.body or None,
            allow_redirects=False,
            ssl=check,
        ) as response:
            answer = Answer(status=response.status, headers=_received(response))
            if answer.status in REDIRECTS or answer.status == 304:
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


class Resolver(AbstractResolver):
    """Looks names up in threads of its own, so that slow name servers hold up nothing else."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(_LOOKUPS, thread_name_prefix="names")

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        loop = asyncio.get_running_loop()
        found = await loop.run_in_executor(self._threads, _look_up, host, port, family)
        return [
            ResolveResult(
                hostname=host,
                host=str(address[0]),
                port=port,
                family=kind,
                proto=protocol,
                flags=socket.AI_NUMERICHOST | socket.AI_NUMERICSERV,
            )
            for kind, _, protocol, _, address in found
        ]

    async def close(self) -> None:
        # a thread that still waits for a name server is left to itself
        self._threads.shutdown(wait=False, cancel_futures=True)


def _look_up(host: str, port: int, family: socket.AddressFamily) -> list[Any]:
    return socket.getaddrinfo(host, port, family=family, type=socket.SOCK_STREAM, flags=socket.AI_ADDRCONFIG)


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


def _inner(error: BaseException | None) -> bool:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        if isinstance(error, guards.Inner) or isinstance(getattr(error, "os_error", None), guards.Inner):
            return True
        error = error.__cause__ or error.__context__
    return False


def _why(error: Exception) -> str:
    """What went wrong in a few words, for the health of the source."""
    if isinstance(error, aiohttp.ClientConnectorCertificateError):
        cause = error.certificate_error
        return f"its certificate is not to be trusted: {getattr(cause, 'verify_message', '') or cause}"
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        return f"its name cannot be resolved: {error.host}"
    if isinstance(error, TimeoutError):
        return "it took too long"
    return " ".join(f"{type(error).__name__}: {error}".split())[:300]
