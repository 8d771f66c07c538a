"""Answers before anything else is asked: pages that are kept, as bytes that are ready to be sent.

A page of which the reader has the newest costs a look into a dictionary and a few headers.
"""

from collections.abc import Iterable
from email.utils import format_datetime

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from masdar.press.view import Page
from masdar.web.cache import Cache, Kept

Headers = list[tuple[bytes, bytes]]

# browsers ask again each time, and are mostly told that nothing changed
ASK = "no-cache"


def headers_of(page: Page) -> dict[str, str]:
    """The headers of a page, those of its body left out."""
    headers = dict(page.headers)
    headers.setdefault("cache-control", ASK)
    if page.etag:
        # weak: the same page may come compressed or not
        headers["etag"] = f'W/"{page.etag}"'
    if page.modified:
        headers["last-modified"] = format_datetime(page.modified, usegmt=True)
    return headers


class Front:
    """Stands before an application; what it does not hold it hands on."""

    def __init__(self, app: ASGIApp, cache: Cache, always: Iterable[tuple[bytes, bytes]]) -> None:
        self._app = app
        self._cache = cache
        self._always = list(always)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] in ("GET", "HEAD"):
            kept = await self._cache.named((scope["raw_path"], scope["query_string"]))
            if kept is not None and await self._answered(kept, scope, send):
                return
        await self._app(scope, receive, send)

    async def _answered(self, kept: Kept, scope: Scope, send: Send) -> bool:
        """Whether the page was sent; a question with odd conditions is left to others."""
        packs = False
        for name, value in scope["headers"]:
            if name == b"if-none-match":
                tag = (kept.page.etag or "\0").encode()
                if value.strip() == b"*" or b'"' + tag + b'"' in value:
                    await send(self._ready(kept, "same"))
                    await send(_NOTHING)
                    return True
            elif name == b"accept-encoding":
                packs = b"gzip" in value and b"gzip;q=0" not in value.replace(b" ", b"")
            elif name in (b"if-modified-since", b"range"):
                return False
        packs = packs and kept.packed is not None
        body = kept.packed if packs else kept.page.body
        await send(self._ready(kept, "packed" if packs else "plain"))
        await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})
        return True

    def _ready(self, kept: Kept, form: str) -> Message:
        """The first part of an answer, made once."""
        found = kept.ready.get(form)
        if found is None:
            found = kept.ready[form] = self._start(kept, form)
        assert isinstance(found, dict)
        return found

    def _start(self, kept: Kept, form: str) -> Message:
        page = kept.page
        headers: Headers = [
            (name.encode(), value.encode("latin-1")) for name, value in headers_of(page).items()
        ]
        if kept.packed is not None:
            headers = _varied(headers)
        if form != "same":
            body = kept.packed if form == "packed" and kept.packed is not None else page.body
            headers.append((b"content-length", str(len(body)).encode()))
            headers.append((b"content-type", page.media_type.encode("latin-1")))
            if form == "packed":
                headers.append((b"content-encoding", b"gzip"))
        status = 304 if form == "same" else page.status
        said = {name for name, _ in headers}
        always = [each for each in self._always if each[0] not in said]
        return {"type": "http.response.start", "status": status, "headers": [*headers, *always]}


def _varied(headers: Headers) -> Headers:
    """That the encoding decides too."""
    others = [value for name, value in headers if name == b"vary"]
    kept = [(name, value) for name, value in headers if name != b"vary"]
    return [*kept, (b"vary", b", ".join([*others, b"Accept-Encoding"]))]


_NOTHING: Message = {"type": "http.response.body", "body": b""}
