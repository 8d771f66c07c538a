"""The one door of the desk: who it is, whether he may, and whether the form is his own."""

import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from masdar import errors
from masdar.arabic import decode
from masdar.desk import accounts, edit, propose
from masdar.errors import Forbidden, MasdarError, NotFound
from masdar.model import ArticleId, Via
from masdar.ports import Store
from masdar.press.view import LANGUAGES, Page, View
from masdar.sources import catalogue
from masdar.web import asgi
from masdar.web.desk import deeds as done
from masdar.web.desk import gate as gates
from masdar.web.desk import lists, pages, say, together
from masdar.web.desk.gate import Gate, Signed
from masdar.web.desk.looking import Looks

Shown = Callable[..., Page | None]
Done = Callable[[edit.Pen, done.Sent], str]
Answer = Callable[[Request], Awaitable[Response]]

# nothing of what is shown runs, loads or leads anywhere
_FRAME = (
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; "
    "base-uri 'none'; frame-ancestors 'self'"
)


@dataclass(frozen=True, slots=True)
class Door:
    public: asgi.Public
    deeds: Store
    gate: Gate
    # the looks that it makes around other sites; None: it makes none
    looks: Looks | None = None

    def routes(self) -> list[BaseRoute]:
        """Every address of the desk, in each language."""
        own = self.public.site.language
        made: list[BaseRoute] = []
        for prefix in ("", *(f"/{each}" for each in LANGUAGES if each != own)):
            for path, deed, shown, query in _PAGES:
                made.append(Route(f"{prefix}{path}", self._page(deed, shown, query)))
            for path, did, shown, key in _DEEDS:
                made.append(Route(f"{prefix}{path}", self._deed(did, shown, key), methods=["POST"]))
            made += [
                Route(f"{prefix}/desk/sign-in", self.sign_in, methods=["GET", "POST"]),
                Route(f"{prefix}/desk/sign-out", self.sign_out, methods=["POST"]),
                Route(f"{prefix}/desk/welcome/{{token}}", self.welcome, methods=["GET", "POST"]),
                Route(f"{prefix}/desk/users", self.users, methods=["POST"]),
                Route(f"{prefix}/desk/item/{{id}}/original", self.original),
                Route(f"{prefix}/desk/look", self.look, methods=["POST"]),
                Route(f"{prefix}/desk/settings", self._page("settings", self._settings, ())),
            ]
        return made

    # --- pages and deeds -------------------------------------------------------------------------

    def _page(self, deed: str, shown: Shown, query: tuple[str, ...]) -> Answer:
        async def answer(request: Request) -> Response:
            asked = {name: request.query_params[name] for name in query if name in request.query_params}

            def make() -> Response:
                with self.deeds.reading() as reading:
                    signed = self.gate.who(reading, request)
                    if signed is None:
                        return self._led(request, "/desk/sign-in")
                    view = self.public.view(reading, self._language(request))
                    if not edit.may(signed.account, deed):
                        return _refused(view, signed)
                    page = shown(view, signed, **request.path_params, **asked)
                    return _missing(view, signed) if page is None else _respond(page)

            return await run_in_threadpool(make)

        return answer

    def _deed(self, did: Done, shown: Shown, key: str) -> Answer:
        async def answer(request: Request) -> Response:
            signed = await run_in_threadpool(self._signed, request)
            if signed is None:
                return self._led(request, "/desk/sign-in")
            fields = await self.gate.form(request, signed.token)
            sent = self._sent(fields, request.path_params.get(key, ""))

            def do() -> Response:
                try:
                    return self._led(request, self._write(request, did, sent))
                except MasdarError as error:
                    return self._wrong(request, error, shown, sent)

            return await run_in_threadpool(do)

        return answer

    def _sent(self, fields: list[tuple[str, str]], key: str) -> done.Sent:
        zone = ZoneInfo(self.public.site.zone)
        return done.Sent(fields=dict(fields), all=fields, key=key, zone=zone)

    def _write(self, request: Request, did: Done, sent: done.Sent) -> str:
        """Do it in one transaction, as whoever is signed in when it begins."""
        with self.deeds.writing() as writing:
            signed = self.gate.who(writing, request)
            if signed is None:
                raise Forbidden("nobody is signed in any more")
            directory = catalogue.directory(writing.sources.all())
            return did(edit.Pen(writing, signed.account, directory, self.public.now()), sent)

    def _wrong(self, request: Request, error: MasdarError, shown: Shown, sent: done.Sent) -> Response:
        """The page that the form stood on, with what is wrong."""
        with self.deeds.reading() as reading:
            signed = self.gate.who(reading, request)
            view = self.public.view(reading, self._language(request))
            if signed is None:
                return self._led(request, "/desk/sign-in")
            if isinstance(error, Forbidden):
                return _refused(view, signed)
            if isinstance(error, NotFound):
                return _missing(view, signed)
            given: dict[str, Any] = {"wrong": say.wrong(view, error)}
            if shown in (lists.sources, lists.outputs, together.alerts):
                given["typed"] = dict(sent.fields)
            if shown is pages.inbox:
                given["stand"] = sent.get("stand")
            page = shown(view, signed, **request.path_params, **given)
            return _missing(view, signed) if page is None else _respond(page)

    # --- signing in and out ----------------------------------------------------------------------

    async def sign_in(self, request: Request) -> Response:
        """The form of signing in, and what it does."""
        token, _ = self.gate.stranger(request)
        if request.method != "POST":
            return await run_in_threadpool(self._enter, request, token, "sign-in")
        given = dict(await self.gate.form(request, token))
        old = request.cookies.get(self.gate.cookie, "")
        made = await run_in_threadpool(
            lambda: self.gate.sign_in(
                request,
                name=given.get("name", ""),
                password=given.get("password", ""),
                old=old,
                now=self.public.now(),
            )
        )
        if isinstance(made, str):
            response = self._led(request, "/desk")
            self.gate.keep(response, made)
            return response
        wait = made if isinstance(made, timedelta) else None
        return await run_in_threadpool(
            self._enter, request, token, "sign-in", wrong=wait or True, name=given.get("name", "")
        )

    async def sign_out(self, request: Request) -> Response:
        signed = await run_in_threadpool(self._signed, request)
        if signed is not None:
            await self.gate.form(request, signed.token)

            def end() -> None:
                with self.deeds.writing() as writing:
                    accounts.end(writing, signed.token, now=self.public.now())

            await run_in_threadpool(end)
        response = self._led(request, "/desk/sign-in")
        self.gate.keep(response, "")
        return response

    async def welcome(self, request: Request) -> Response:
        """The page of an invitation, where a password is chosen once."""
        key = request.path_params["token"]
        token, _ = self.gate.stranger(request)
        if request.method != "POST":
            return await run_in_threadpool(self._enter, request, token, f"welcome/{key}", key=key)
        given = dict(await self.gate.form(request, token))

        def make() -> Response:
            try:
                if given.get("password", "") != given.get("again", ""):
                    raise errors.ConfigError("the two passwords differ")
                with self.deeds.writing() as writing:
                    now = self.public.now()
                    account = accounts.welcome(
                        writing,
                        key,
                        name=given.get("name", ""),
                        password=given.get("password", ""),
                        hasher=self.gate.hasher,
                        now=now,
                    )
                    made = secrets.token_urlsafe(32)
                    old = request.cookies.get(self.gate.cookie, "")
                    accounts.begin(writing, account, token=made, old=old, now=now)
            except MasdarError as error:
                return self._enter(
                    request, token, f"welcome/{key}", key=key, wrong=error, name=given.get("name", "")
                )
            response = self._led(request, "/desk")
            self.gate.keep(response, made)
            return response

        return await run_in_threadpool(make)

    def _enter(
        self, request: Request, token: str, where: str, *, key: str = "", wrong: Any = None, name: str = ""
    ) -> Response:
        with self.deeds.reading() as reading:
            view = self.public.view(reading, self._language(request))
            kept = accounts.invited(reading, key, now=view.now) if key else None
            fresh = bool(key)
            said: Any = ""
            status = 200
            if isinstance(wrong, MasdarError):
                said, status = say.wrong(view, wrong), 422
            elif isinstance(wrong, timedelta):
                minutes = int(wrong.total_seconds() // 60) + 1
                said, status = (
                    view.count(
                        "Too many wrong tries. Wait %(n)s minute.",
                        "Too many wrong tries. Wait %(n)s minutes.",
                        minutes,
                    ),
                    429,
                )
            elif wrong:
                said, status = view.say("Name and password do not belong together."), 403
            if key and kept is None:
                status = 404
            page = pages.page(
                "enter.html",
                view,
                f"/desk/{where}",
                None,
                status=status,
                wrong=said,
                heading=view.say("Choose a password") if fresh else view.say("Sign in"),
                link_over=bool(key) and kept is None,
                fixed=kept.account if kept else "",
                fresh=fresh,
                name=name,
                form_mark=gates.mark(token),
            )
        headers = dict(page.headers)
        if status == 429 and isinstance(wrong, timedelta):
            headers["retry-after"] = str(int(wrong.total_seconds()) + 1)
        response = _respond(page, headers=headers)
        self.gate.keep_form(response, token)
        return response

    async def users(self, request: Request) -> Response:
        """Accounts are altered; a new link is shown once and stands in no address."""
        signed = await run_in_threadpool(self._signed, request)
        if signed is None:
            return self._led(request, "/desk/sign-in")
        sent = self._sent(await self.gate.form(request, signed.token), "")

        def do() -> Response:
            try:
                token = self._write(request, done.users, sent)
            except MasdarError as error:
                return self._wrong(request, error, lists.users, sent)
            if not token:
                return self._led(request, "/desk/users")
            with self.deeds.reading() as reading:
                view = self.public.view(reading, self._language(request))
                link = view.address(view.path(f"/desk/welcome/{token}"))
                return _respond(lists.users(view, signed, link=link))

        return await run_in_threadpool(do)

    async def look(self, request: Request) -> Response:
        """What is found on a site that may be added, and how its articles would look. Nothing is written."""
        signed = await run_in_threadpool(self._signed, request)
        if signed is None:
            return self._led(request, "/desk/sign-in")
        said = dict(await self.gate.form(request, signed.token)).get("url", "")
        made: propose.Proposal | None = None
        wrong: MasdarError | None = None
        if self.looks is not None and edit.may(signed.account, "add_source"):
            try:
                made = await self.looks.around(said, self.public.now)
            except MasdarError as error:
                wrong = error

        def show() -> Response:
            with self.deeds.reading() as reading:
                view = self.public.view(reading, self._language(request))
                if not edit.may(signed.account, "add_source"):
                    return _refused(view, signed)
                told = say.wrong(view, wrong) if wrong else ""
                return _respond(lists.sources(view, signed, wrong=told, url=said, made=made))

        return await run_in_threadpool(show)

    def _settings(self, view: View, signed: Signed) -> Page:
        return together.house(view, signed, held=self.looks.own.settings if self.looks else None)

    async def original(self, request: Request) -> Response:
        """What an article was read from, for a frame in which nothing runs and nothing is loaded."""

        def make() -> Response:
            with self.deeds.reading() as reading:
                signed = self.gate.who(reading, request)
                if signed is None:
                    raise HTTPException(403, "Sign in first.\n")
                article = reading.articles.get(ArticleId(request.path_params["id"]))
                capture = reading.captures.get(article.capture) if article else None
            if capture is None:
                raise HTTPException(404)
            text = decode.text(capture.body, headers=capture.headers)
            kind = "text/html" if capture.via in (Via.PAGE, Via.ARCHIVE, Via.FILE) else "text/plain"
            headers = {
                "content-security-policy": _FRAME,
                "x-frame-options": "SAMEORIGIN",
                "cache-control": "no-store",
                "referrer-policy": "no-referrer",
                "x-robots-tag": "noindex",
            }
            body = text.encode("utf-8", "replace")
            return Response(body, media_type=f"{kind}; charset=utf-8", headers=headers)

        return await run_in_threadpool(make)

    # --- small things ----------------------------------------------------------------------------

    def _signed(self, request: Request) -> Signed | None:
        with self.deeds.reading() as reading:
            return self.gate.who(reading, request)

    def _language(self, request: Request) -> str:
        return self.public.tongue(request.url.path)[0]

    def _led(self, request: Request, path: str) -> Response:
        """On to another page of the desk; paths are ours alone, never what was typed."""
        language = self._language(request)
        prefix = "" if language == self.public.site.language else f"/{language}"
        return RedirectResponse(prefix + path, status_code=303, headers={"cache-control": "no-store"})


def _refused(view: View, signed: Signed) -> Response:
    heading, said = view.say("Your role does not allow this"), view.say("Ask somebody whose role does.")
    page = pages.page("note.html", view, "/desk", signed, status=403, heading=heading, said=said)
    return _respond(page)


def _missing(view: View, signed: Signed) -> Response:
    heading, said = view.say("Nothing stands here."), view.say("It may have another address now.")
    page = pages.page("note.html", view, "/desk", signed, status=404, heading=heading, said=said)
    return _respond(page)


def _respond(page: Page, *, headers: dict[str, str] | None = None) -> Response:
    said = headers or dict(page.headers)
    return Response(page.body, status_code=page.status, headers=said, media_type=page.media_type)


# address, the deed that it takes to see it, the page, and what it reads behind the question mark
_PAGES: tuple[tuple[str, str, Shown, tuple[str, ...]], ...] = (
    ("/desk", "look", pages.inbox, ("stand", "before")),
    ("/desk/item/{id}", "look", pages.item, ()),
    ("/desk/sources", "look", lists.sources, ()),
    ("/desk/source/{id}", "look", lists.source, ()),
    ("/desk/cases", "look", lists.listed, ()),
    ("/desk/case/{number}", "look", lists.case, ()),
    ("/desk/outputs", "look", lists.outputs, ()),
    ("/desk/stories", "look", together.stories, ("before",)),
    ("/desk/story/{id}", "look", together.story, ()),
    ("/desk/alerts", "look", together.alerts, ()),
    ("/desk/figures", "look", together.figures, ()),
    ("/desk/users", "people", lists.users, ()),
    ("/desk/audit", "audit", lists.audit, ("before",)),
)
# address, what the form does, the page that it stands on, and the part of the address that names its subject
_DEEDS: tuple[tuple[str, Done, Shown, str], ...] = (
    ("/desk/inbox", done.inbox, pages.inbox, ""),
    ("/desk/item/{id}", done.item, pages.item, "id"),
    ("/desk/sources", done.add_source, lists.sources, ""),
    ("/desk/source/{id}", done.source, lists.source, "id"),
    ("/desk/case/{number}", done.case, lists.case, "number"),
    ("/desk/story/{id}", done.story, together.story, "id"),
    ("/desk/alerts", done.alerts, together.alerts, ""),
    ("/desk/bars", done.bars, lists.listed, ""),
    ("/desk/outputs", done.outputs, lists.outputs, ""),
)
