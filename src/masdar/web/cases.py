"""Requests that come in by the form on the site, and their pages. No account and no cookie is needed."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import datetime, timedelta

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from masdar.desk import cases, optout
from masdar.errors import ConfigError
from masdar.model import Case, CaseKind, digest
from masdar.ports import Store
from masdar.press import cases as pages
from masdar.press import prose
from masdar.press.view import LANGUAGES, Page, View
from masdar.web import asgi, forms, limits

# from one address, and from all together
EACH = limits.Limit(tries=6, within=timedelta(hours=1))
MAIL = limits.Limit(tries=4, within=timedelta(hours=24))
ALL = limits.Limit(tries=300, within=timedelta(hours=1))


@dataclass(frozen=True, slots=True)
class Requests:
    """The form and the pages behind it. `deeds` is the store that takes what people write."""

    public: asgi.Public
    deeds: Store

    async def file(self, request: Request) -> Response:
        """Keep a request and lead to its page."""
        typed = await forms.read(request, own=self.public.site.base_url)
        language, _ = self.public.tongue(request.url.path)
        given = {each.name: typed.get(each.name, "") for each in fields(cases.Asked)}
        asked = cases.Asked(**given | {"language": language})
        now = self.public.now()
        made = await run_in_threadpool(self._filed, asked, forms.caller(request), now)
        if isinstance(made, Case):
            path = f"/case/{made.token}"
            prefix = "" if language == self.public.site.language else f"/{language}"
            return RedirectResponse(prefix + path, status_code=303, headers={"cache-control": "no-store"})
        if isinstance(made, timedelta):
            minutes = int(made.total_seconds() // 60) + 1
            page = await run_in_threadpool(
                self._page, language, lambda view: pages.full(view, minutes=minutes)
            )
        else:
            page = await run_in_threadpool(self._back, language, typed, asked, made)
        return asgi.respond(page, request)

    def _filed(self, asked: cases.Asked, caller: str, now: datetime) -> Case | timedelta | ConfigError:
        keys = [(f"case {caller}", EACH), ("case", ALL)]
        if asked.mail.strip():
            # nobody is sent more letters than that, whoever types his address
            keys.append((f"case for {digest(asked.mail.strip().lower().encode())}", MAIL))
        with self.deeds.writing() as writing:
            if (wait := limits.is_over(writing, keys, now=now)) is not None:
                return wait
            try:
                made = cases.file(writing, asked, token=secrets.token_urlsafe(24), now=now)
            except ConfigError as error:
                return error
            limits.count(writing, keys, now=now)
            return made

    def _back(self, language: str, typed: Mapping[str, str], asked: cases.Asked, error: ConfigError) -> Page:
        if asked.kind not in [each.value for each in CaseKind]:
            wrong = "kind"
        elif not asked.text.strip():
            wrong = "text"
        elif error.args[0].startswith("this is no mail address"):
            wrong = "mail"
        else:
            wrong = "host" if asked.kind == CaseKind.OPT_OUT else "item"
        kept = {each.name: typed.get(each.name, "") for each in fields(cases.Asked)}
        return self._page(language, lambda view: prose.removal(view, typed=kept, wrong=wrong))

    async def shown(self, request: Request) -> Response:
        """The page of a request."""
        token = request.path_params["token"]
        language, _ = self.public.tongue(request.url.path)

        def make() -> Page:
            # as it stands now, though the site's own snapshot may be behind
            with self.deeds.reading() as reading:
                found = reading.cases.shown(token)
                view = self.public.view(reading, language)
                proof = cases.proof(found) if found else ""
                return pages.case(view, found, proof=proof, file=optout.FILE, record=optout.RECORD)

        return asgi.respond(await run_in_threadpool(make), request)

    def _page(self, language: str, make: Callable[[View], Page]) -> Page:
        with self.deeds.reading() as reading:
            return make(self.public.view(reading, language))


def routes(requests: Requests) -> list[BaseRoute]:
    """The addresses of requests, in each language."""
    own = requests.public.site.language
    made: list[BaseRoute] = []
    for prefix in ("", *(f"/{each}" for each in LANGUAGES if each != own)):
        made.append(Route(f"{prefix}/removal", requests.file, methods=["POST"]))
        made.append(Route(f"{prefix}/case/{{token}}", requests.shown))
    return made
