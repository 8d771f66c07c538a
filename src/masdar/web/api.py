"""The interface for programs over the network: keys, pace, and what is kept of answers."""

import hashlib
import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from masdar import errors
from masdar.model import Key
from masdar.press.api import answers, forms, problems
from masdar.press.api.table import ENDPOINTS, Endpoint
from masdar.press.view import LANGUAGES, Page
from masdar.web.pace import Left, Pace, asker

if TYPE_CHECKING:
    from masdar.web.asgi import Public

log = logging.getLogger(__name__)

# requests a minute: of an address, and of a key
RATE, KEYED = 120, 1_200
Respond = Callable[[Page, Request], Response]
# any site may show what anybody may read
_OPEN = {"access-control-allow-origin": "*", "access-control-expose-headers": "etag, ratelimit, retry-after"}


def digest_of(key: str) -> str:
    """How a key is known; keys are random and long, so that one plain hash hides them."""
    return hashlib.sha256(key.encode()).hexdigest()


def language_of(header: str, own: str) -> str:
    """The language of ours that a reader likes best (RFC 9110, 12.5.4)."""
    liked = []
    for place, each in enumerate(header.split(",")):
        tag, _, quality = each.partition(";")
        name = tag.strip().lower().partition("-")[0]
        weight = quality.strip().removeprefix("q=") or "1"
        if name in LANGUAGES and weight.replace(".", "", 1).isdigit() and float(weight) > 0:
            liked.append((-float(weight), place, name))
    return min(liked)[2] if liked else own


class Api:
    """The endpoints of the table over one site."""

    def __init__(self, public: "Public", respond: Respond, *, rate: int = RATE, keyed: int = KEYED) -> None:
        self._public = public
        self._respond = respond
        self._rate, self._keyed = rate, keyed
        self._pace = Pace()

    def routes(self) -> Iterable[Route]:
        yield Route(f"{forms.ROOT}/openapi.json", self._guarded(self._document))
        for each in ENDPOINTS:
            yield Route(each.whole, self._guarded(self._asked(each), private=each.private))

    def _guarded(
        self, answer: Callable[[Request, str], Awaitable[Page]], *, private: bool = False
    ) -> Callable[[Request], Awaitable[Response]]:
        async def guarded(request: Request) -> Response:
            language = language_of(request.headers.get("accept-language", ""), self._public.site.language)
            left: Left | None = None
            try:
                key = await self._key(request)
                left = self._pace.take(*self._who(request, key))
                if not left.granted:
                    raise errors.TooMany(f"{left.rate} requests a minute are answered", seconds=left.seconds)
                if private and key is None:
                    raise errors.KeyNeeded(request.url.path)
                page = await answer(request, language)
            except errors.MasdarError as error:
                page = self._problem(request, error, language)
            except Exception as error:
                log.error("the interface failed: %s", request.url.path, exc_info=error)
                page = self._problem(request, errors.MasdarError(), language)
            made = self._respond(page, request)
            made.headers.update(_OPEN)
            if left is not None:
                made.headers["ratelimit-policy"] = f'"minute";q={left.rate};w=60'
                made.headers["ratelimit"] = f'"minute";r={left.left};t={left.seconds}'
            return made

        return guarded

    def _who(self, request: Request, key: Key | None) -> tuple[str, int]:
        if key is not None:
            return f"key {key.id}", self._keyed
        return asker(request.client.host if request.client else None), self._rate

    async def _key(self, request: Request) -> Key | None:
        """The key that is shown. Raises KeyNeeded for one that is not known, or was ended."""
        said = request.headers.get("authorization")
        if said is None:
            return None
        scheme, _, shown = said.partition(" ")
        found = None
        if scheme.lower() == "bearer" and shown.strip():
            found = await run_in_threadpool(self._known, digest_of(shown.strip()))
        if found is None or found.ended is not None:
            # guesses are slowed down like any other question
            left = self._pace.take(
                f"guess {asker(request.client.host if request.client else None)}", self._rate
            )
            if not left.granted:
                raise errors.TooMany("too many keys that are not known", seconds=left.seconds)
            raise errors.KeyNeeded("the key that was sent is not known, or was ended")
        return found

    def _known(self, digest: str) -> Key | None:
        with self._public.store.reading() as reading:
            return reading.keys.found(digest)

    def _asked(self, endpoint: Endpoint) -> Callable[[Request, str], Awaitable[Page]]:
        async def asked(request: Request, language: str) -> Page:
            given = values(request)
            path = request.url.path

            def make() -> Page:
                with self._public.store.reading() as reading:
                    return answers.answer(self._public.view(reading, language), endpoint, path, given)

            # what is searched for is not kept, and what is not public has no place beside what is
            if endpoint.private or "q" in given:
                return await run_in_threadpool(make)
            key = (endpoint.whole, language, tuple(sorted(given.items())))
            return await self._public.cache.made(key, make)

        return asked

    async def _document(self, request: Request, language: str) -> Page:
        if request.query_params:
            raise errors.Malformed(next(iter(request.query_params)), "this document has no parameters")

        def make() -> Page:
            with self._public.store.reading() as reading:
                return answers.document(self._public.view(reading, language))

        return await self._public.cache.made((request.url.path, language), make)

    def failed(self, request: Request, error: HTTPException) -> Response:
        """What stands at no address of the table, or is asked for in another way than by GET."""
        language = language_of(request.headers.get("accept-language", ""), self._public.site.language)
        if error.status_code == 404:
            page = self._problem(request, errors.NotFound(f"nothing stands at {request.url.path}"), language)
        else:
            page = self._problem(request, errors.AskedError(error.detail), language, status=error.status_code)
        made = self._respond(page, request)
        made.headers.update({**_OPEN, **(error.headers or {})})
        return made

    def _problem(
        self, request: Request, error: errors.MasdarError, language: str, *, status: int | None = None
    ) -> Page:
        about = f"{self._public.site.base_url}/api"
        return problems.bare(error, request.url.path, language=language, about=about, status=status)


def values(request: Request) -> Mapping[str, str]:
    """The parameters that were sent. Raises Malformed for one that was sent twice."""
    given: dict[str, str] = dict(request.path_params)
    for name, value in request.query_params.multi_items():
        if name in given:
            raise errors.Malformed(name, "it was given twice")
        given[name] = value
    return given
