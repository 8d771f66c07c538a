"""The site as an ASGI application.

The table of `press.pages` is mounted once for each language; the site's own has no prefix. Pages are made by
plain functions in worker threads and kept until the change log moves on; a kept page is answered
before any thread is taken.
"""

import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute
from starlette.routing import Route as Path_
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from masdar import model, ports
from masdar.errors import StoreError
from masdar.press import assets, errors, feed, feeds, html, letters, machine, pages, pictures
from masdar.press.api import forms
from masdar.press.view import LANGUAGES, Page, Route, Site, View
from masdar.web import api, cache, front, hub, push

if TYPE_CHECKING:
    from masdar.web.desk.looking import Own

Clock = Callable[[], datetime]

log = logging.getLogger(__name__)

# all that a page of ours needs is ours; data of search engines in script elements is not run, and nothing
# connects but checkers of pages, which ask for robots.txt as the page would
_POLICY = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = (
    (b"content-security-policy", _POLICY.encode("ascii")),
    (b"referrer-policy", b"strict-origin-when-cross-origin"),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=(), browsing-topics=()"),
)
_YEAR = "public, max-age=31536000, immutable"
# so long may a picture outlive its article in the caches of others
_HOUR = "public, max-age=3600"


class Guarded:
    """Puts the headers that keep a page to itself on every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = list(message.get("headers", ()))
                # a page that is stricter, or is meant to stand in a frame of ours, says so itself
                said = {name.lower() for name, _ in own}
                message["headers"] = [*own, *(each for each in _HEADERS if each[0] not in said)]
            elif scope["method"] == "HEAD":
                message["body"] = b""
            await send(message)

        await self._app(scope, receive, guarded if scope["type"] == "http" else send)


class Public:
    """The public pages over one store."""

    def __init__(
        self,
        store: ports.Store,
        index: ports.Index,
        site: Site,
        home: Path,
        clock: Clock,
        *,
        glance: float = cache.GLANCE,
        rate: int = api.RATE,
        keyed: int = api.KEYED,
    ) -> None:
        self.store = store
        self._index = index
        self.site = site
        self._home = home
        self._pictures = home / "pictures"
        self.hubs = push.Hubs(store, home, clock)
        self.hub = hub.Hub(home, site.base_url, lambda path: feeds.find(path) is not None)
        self._clock = clock
        self._listed: tuple[float, Mapping[str, model.Picture]] = (0.0, {})
        self.cache = cache.Cache(self._state, glance=glance)
        self.api = api.Api(self, respond, rate=rate, keyed=keyed)

    def _state(self) -> tuple[int, int]:
        """How far the log has come, and the releases that follow it."""
        with self.store.reading() as reading:
            return reading.changes.head(), reading.changes.cursor("releases")

    def view(self, reading: ports.Reading, language: str) -> View:
        return View(
            reading=reading,
            index=self._index,
            site=self.site,
            now=self._clock(),
            language=language,
            pictures=self._pictures_now(),
        )

    def _pictures_now(self) -> Mapping[str, model.Picture]:
        """The pictures we hold; read again when the list was written anew."""
        listed = self._pictures / "index.json"
        try:
            stamp = listed.stat().st_mtime
            if stamp != self._listed[0]:
                self._listed = (stamp, pictures.read(listed.read_bytes()))
        except FileNotFoundError:
            return {}
        except (OSError, msgspec.MsgspecError) as error:
            log.warning("pictures cannot be listed: %s", error)
        return self._listed[1]

    def endpoint(self, route: Route, language: str) -> Callable[[Request], Awaitable[Response]]:
        """A page function as Starlette calls it."""

        def make(values: dict[str, str]) -> Page:
            with self.store.reading() as reading:
                return route.function(self.view(reading, language), **values)

        async def answer(request: Request) -> Response:
            try:
                return await page_of(request)
            except Exception as error:
                return await self.failed(request, error)

        async def page_of(request: Request) -> Response:
            asked = {name: request.query_params[name] for name in route.query if name in request.query_params}
            values = {**request.path_params, **asked}
            # what a reader searches for is not kept, and what an alert told follows no change of the log
            if "q" in asked or route.path.startswith("/alerts/"):
                return respond(await run_in_threadpool(make, values), request)
            key = (route.path, language, tuple(sorted(values.items())))
            page = await self.cache.made(key, lambda: make(values))
            if page.status == 200:
                self.cache.name((request.scope["raw_path"], request.scope["query_string"]), key)
            return respond(page, request)

        return answer

    async def failed(self, request: Request, error: Exception) -> Response:
        """A page that says what is wrong. All but "nothing stands here" are made without the store."""
        missing = isinstance(error, HTTPException) and error.status_code < 500
        if isinstance(error, HTTPException) and request.url.path.startswith(forms.ROOT):
            return self.api.failed(request, error)
        if isinstance(error, HTTPException) and error.status_code not in (404, 500):
            return PlainTextResponse(error.detail, status_code=error.status_code, headers=error.headers)
        language, path = self.tongue(request.url.path)
        if not missing:
            log.error("page failed: %s", request.url.path, exc_info=error)

        def make() -> Page:
            if isinstance(error, StoreError):
                return errors.closed(self.site, language, path)
            if not missing:
                return errors.broken(self.site, language, path)
            with self.store.reading() as reading:
                return errors.missing(self.view(reading, language), path)

        try:
            return respond(await run_in_threadpool(make), request)
        except (StoreError, OSError) as worse:
            if not missing:
                raise
            return await self.failed(request, worse)

    def now(self) -> datetime:
        return self._clock()

    def tongue(self, path: str) -> tuple[str, str]:
        """The language that a path asks for, and the path without it."""
        first, _, rest = path.removeprefix("/").partition("/")
        if first in LANGUAGES and first != self.site.language:
            return first, f"/{rest}"
        return self.site.language, path

    async def picture(self, request: Request) -> Response:
        """A picture of the folder, while the article that its address names shows it."""
        name = request.path_params["file"]

        def load() -> tuple[bytes, str]:
            with self.store.reading() as reading:
                release = reading.releases.get(model.ArticleId(request.path_params["id"]))
            known = pictures.named(self._pictures_now(), release, name) if release else None
            if known is None:
                raise HTTPException(404)
            try:
                return (self._pictures / known.file).read_bytes(), known.type
            except OSError as error:
                raise HTTPException(404) from error

        body, media_type = await run_in_threadpool(load)
        return Response(body, media_type=media_type, headers={"cache-control": _HOUR})

    async def ended(self, request: Request) -> Response:
        """The page that ends an alert, and what its button or a mail program's one click does (RFC 8058).

        The site only reads the home: a wish is put down beside it, and heeded before the next message leaves.
        """
        id, token = request.path_params["id"], request.path_params["token"]
        wished = request.method == "POST"
        language, _ = self.tongue(request.url.path)

        def make() -> Page:
            with self.store.reading() as reading:
                view = self.view(reading, language)
                page = letters.ended(view, id=id, token=token, done=wished)
            if wished and page.status == 200:
                wishes = self._home / "ended"
                wishes.mkdir(exist_ok=True)
                (wishes / id).touch()
            return page

        return respond(await run_in_threadpool(make), request)

    async def ready(self, _: Request) -> Response:
        """Whether the store answers."""
        try:
            head, released = await run_in_threadpool(self._state)
        except Exception as error:
            log.warning("not ready: %s", error)
            return JSONResponse({"ready": False}, status_code=503, headers={"cache-control": "no-store"})
        said = {"ready": True, "changes": head, "released": released}
        return JSONResponse(said, headers={"cache-control": "no-store"})

    async def metrics(self, _: Request) -> Response:
        """Counts, in the text format of Prometheus. No reader is counted."""

        def count() -> str:
            with self.store.reading() as reading:
                counts = {
                    "masdar_articles": reading.articles.count(),
                    "masdar_releases": reading.releases.count(),
                    "masdar_sources": len(reading.sources.all()),
                    "masdar_changes_total": reading.changes.head(),
                }
            counts |= {
                "masdar_page_hits_total": self.cache.hits,
                "masdar_page_misses_total": self.cache.misses,
            }
            kind = {True: "counter", False: "gauge"}
            return "".join(
                f"# TYPE {name} {kind[name.endswith('_total')]}\n{name} {n}\n" for name, n in counts.items()
            )

        text = await run_in_threadpool(count)
        return Response(text, media_type="text/plain; version=0.0.4", headers={"cache-control": "no-store"})


def respond(page: Page, request: Request) -> Response:
    """A page as an answer; 304 where the reader has it already."""
    headers = front.headers_of(page)
    if page.status == 200 and unaltered(page, request.headers):
        return Response(status_code=304, headers=headers)
    return Response(page.body, status_code=page.status, headers=headers, media_type=page.media_type)


def unaltered(page: Page, asked: Mapping[str, str]) -> bool:
    """Whether a reader has the page already (RFC 9110, 13.2.2): a tag is believed before a time."""
    known = asked.get("if-none-match")
    if known is not None:
        return page.etag is not None and (known.strip() == "*" or f'"{page.etag}"' in known)
    since = asked.get("if-modified-since")
    # what stands around the articles of a page has no time of its own
    if since is None or page.modified is None or page.media_type.startswith("text/html"):
        return False
    try:
        at = parsedate_to_datetime(since)
    except ValueError:
        return False
    # a time of this header is one of GMT, in whole seconds
    return page.modified.replace(microsecond=0) <= (at if at.tzinfo else at.replace(tzinfo=UTC))


async def _static(request: Request) -> Response:
    found = assets.every().get(request.url.path)
    if found is None:
        raise HTTPException(404)
    return Response(found.body, media_type=found.media_type, headers={"cache-control": _YEAR})


async def _alive(_: Request) -> Response:
    return PlainTextResponse("ok\n", headers={"cache-control": "no-store"})


def make_asgi(
    store: ports.Store,
    index: ports.Index,
    site: Site,
    home: Path,
    *,
    clock: Clock,
    rate: int = api.RATE,
    keyed: int = api.KEYED,
    deeds: ports.Store | None = None,
    own: "Own | None" = None,
) -> ASGIApp:
    """The whole site over one store; programs may ask `rate` times a minute, `keyed` with a key.

    `deeds` is the store that takes what people do; without one nobody may.
    `own` is what the desk needs of its home besides.
    """
    public = Public(store, index, site, home, clock, rate=rate, keyed=keyed)
    if deeds is None:
        return mount(public)
    # loads the desk only where somebody may sit at it
    from masdar.web import desk

    return mount(public, more=desk.routes(public, deeds, own=own))


def mount(public: Public, *, more: Sequence[BaseRoute] = ()) -> ASGIApp:
    """The addresses of the site."""
    # a room that stands on this one
    from masdar.web import returning

    html.prepare()
    own = public.site.language
    routes = [
        Path_("/healthz", _alive),
        Path_("/readyz", public.ready),
        Path_("/metrics", public.metrics),
        Path_("/static/{file}", _static),
        Path_("/picture/{id}/{file}", public.picture),
        *([Path_(feed.HUB, public.hub.hear, methods=["POST"])] if public.site.hub else []),
        Path_("/push/{token}", public.hubs.hear, methods=["GET", "POST"]),
        *public.api.routes(),
    ]
    routes += [Path_(each.path, public.endpoint(each, own)) for each in machine.MACHINE]
    routes.append(Path_("/alerts/{id}/stop/{token}", public.ended, methods=["GET", "POST"]))
    for language in (own, *(each for each in LANGUAGES if each != own)):
        prefix = "" if language == own else f"/{language}"
        routes.append(Path_(f"{prefix}/new/{{id}}", returning.Returning(public).__call__))
        for route in pages.PAGES:
            path = prefix if prefix and route.path == "/" else prefix + route.path
            routes.append(Path_(path, public.endpoint(route, language)))
    return Starlette(
        routes=[*routes, *more],
        middleware=[
            Middleware(front.Front, cache=public.cache, always=_HEADERS),
            Middleware(Guarded),
            Middleware(GZipMiddleware, minimum_size=800, compresslevel=6),
        ],
        exception_handlers={HTTPException: public.failed, Exception: public.failed},
    )
