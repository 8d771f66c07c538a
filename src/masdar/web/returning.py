"""The page of what is new in a story since a reader last asked: the only public one that sets a cookie.

The cookie holds the minute of the visit, belongs to this one page, and tells nothing of who was here.
"""

from datetime import UTC, datetime, timedelta

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from masdar.press import returning
from masdar.press.view import Page
from masdar.web import asgi

COOKIE = "seen"
KEPT = timedelta(days=90)


class Returning:
    """Answers for the pages of one site."""

    def __init__(self, public: "asgi.Public") -> None:
        self._public = public

    async def __call__(self, request: Request) -> Response:
        try:
            return await self._answer(request)
        except Exception as error:
            return await self._public.failed(request, error)

    async def _answer(self, request: Request) -> Response:
        language, _ = self._public.tongue(request.url.path)
        now = self._public.now()
        seen = last(request.cookies.get(COOKIE, ""), now=now)

        def make() -> Page:
            with self._public.store.reading() as reading:
                view = self._public.view(reading, language)
                return returning.new(view, id=request.path_params["id"], seen=seen)

        page = await run_in_threadpool(make)
        answer = Response(
            page.body, status_code=page.status, headers=dict(page.headers), media_type=page.media_type
        )
        if page.status == 200 and request.method == "GET":
            answer.set_cookie(
                COOKIE,
                str(int(now.timestamp()) // 60),
                max_age=int(KEPT.total_seconds()),
                path=request.url.path,
                secure=self._public.site.base_url.startswith("https://"),
                httponly=True,
                samesite="strict",
            )
        return answer


def last(said: str, *, now: datetime) -> datetime | None:
    """The time that a cookie holds; None for what is none, or lies ahead."""
    if not (said.isascii() and said.isdigit() and len(said) <= len(str(int(now.timestamp())))):
        return None
    seen = int(said) * 60
    return datetime.fromtimestamp(seen, UTC) if seen <= now.timestamp() else None
