"""A browser without a window: it keeps cookies, fills in forms and follows where it is led."""

import asyncio
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import quote, unquote, urlencode

from starlette.types import ASGIApp

from tests.web.asgi import Answer

HOST = "masdar.example"


@dataclass
class Form:
    action: str
    fields: dict[str, str] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)


@dataclass
class Visitor:
    app: ASGIApp
    cookies: dict[str, str] = field(default_factory=dict)
    client: str = "203.0.113.7"
    scheme: str = "http"
    host: str = HOST
    # the answer that was seen last, and all Set-Cookie headers since the beginning
    last: Answer | None = None
    path: str = "/"
    set_cookies: list[str] = field(default_factory=list)

    def get(self, path: str, **headers: str) -> Answer:
        return self._follow("GET", path, b"", headers)

    def post(self, path: str, fields: dict[str, str] | list[tuple[str, str]], **headers: str) -> Answer:
        said = {
            "content_type": "application/x-www-form-urlencoded",
            "sec_fetch_site": "same-origin",
        } | headers
        body = urlencode(fields).encode()
        return self._follow("POST", path, body, {name: value for name, value in said.items() if value})

    def send(self, where: str = "", /, **fields: str) -> Answer:
        """Fill in a form of the page seen last and send it: of those that lead there the one with the fields."""
        form = max(
            (each for each in self.forms() if where in each.action),
            key=lambda each: len(fields.keys() & each.fields.keys()),
        )
        return self.post(form.action or self.path, form.fields | fields)

    def forms(self) -> list[Form]:
        assert self.last is not None
        reader = _Forms()
        reader.feed(self.last.text)
        return [each for each in reader.forms if "/search" not in each.action]

    @property
    def text(self) -> str:
        """The words of the page seen last."""
        assert self.last is not None
        return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", self.last.text))

    def _follow(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> Answer:
        for _ in range(6):
            answer = asyncio.run(self._ask(method, path, body, headers))
            self.last, self.path = answer, path
            if answer.status not in (302, 303, 307, 308):
                return answer
            path = answer.headers["location"].removeprefix(f"https://{HOST}")
            if answer.status == 303:
                method, body = "GET", b""
                headers = {name: value for name, value in headers.items() if name != "content_type"}
        raise AssertionError(f"led on and on: {path}")

    async def _ask(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> Answer:
        where, _, query = path.partition("#")[0].partition("?")
        said = [(b"host", self.host.encode())]
        said += [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
        if self.cookies:
            said.append((b"cookie", "; ".join(f"{n}={v}" for n, v in self.cookies.items()).encode()))
        scope: dict[str, Any] = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": method,
            "scheme": self.scheme,
            "path": unquote(where),
            "raw_path": where.encode(),
            "query_string": quote(query, safe="=&%+").encode(),
            "root_path": "",
            "headers": said,
            "client": (self.client, 1),
            "server": ("127.0.0.1", 80),
        }
        parts = [body[start : start + 50_000] for start in range(0, len(body), 50_000)] or [b""]
        got: list[dict[str, Any]] = []

        async def receive() -> dict[str, Any]:
            part = parts.pop(0) if parts else b""
            return {"type": "http.request", "body": part, "more_body": bool(parts)}

        async def send(message: Any) -> None:
            got.append(dict(message))

        await self.app(scope, receive, send)
        begun = got[0]
        names: dict[str, str] = {}
        for name, value in begun["headers"]:
            if name == b"set-cookie":
                self._keep(value.decode())
            text = value.decode("latin-1")
            key = name.decode()
            names[key] = f"{names[key]}, {text}" if key in names else text
        return Answer(begun["status"], names, b"".join(each.get("body", b"") for each in got[1:]))

    def _keep(self, header: str) -> None:
        self.set_cookies.append(header)
        for name, morsel in SimpleCookie(header).items():
            if morsel["max-age"] == "0" or not morsel.value:
                self.cookies.pop(name, None)
            else:
                self.cookies[name] = morsel.value


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._open: Form | None = None
        self._area = ""
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._open = Form(given.get("action", ""))
            self.forms.append(self._open)
        if self._open is None:
            return
        name = given.get("name", "")
        if tag == "input" and name and given.get("type") not in ("checkbox", "radio"):
            self._open.fields[name] = given.get("value", "")
        elif tag == "input" and name and "checked" in given:
            self._open.fields[name] = given.get("value", "on")
        elif tag == "textarea":
            self._area = name
            self._open.fields[name] = ""
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select:
            if "selected" in given or self._select not in self._open.fields:
                self._open.fields[self._select] = given.get("value", "")
        elif tag == "button" and name:
            self._open.buttons.append((name, given.get("value", "")))

    def handle_data(self, data: str) -> None:
        if self._open is not None and self._area:
            self._open.fields[self._area] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None
        elif tag == "textarea":
            self._area = ""
        elif tag == "select":
            self._select = ""
