"""Asks an application without a network."""

import asyncio
import gzip
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote

from starlette.types import ASGIApp


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    # lower-case names; several of one name are joined
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return (gzip.decompress(self.body) if self.headers.get("content-encoding") else self.body).decode(
            "utf-8"
        )


def ask(app: ASGIApp, *paths: str, method: str = "GET", **headers: str) -> Answer:
    """The last answer to some questions, asked one after another on one event loop."""
    return asyncio.run(_ask(app, paths, method, headers, b""))


def post(app: ASGIApp, path: str, body: bytes, **headers: str) -> Answer:
    """The answer to something that is sent."""
    return asyncio.run(_ask(app, (path,), "POST", headers, body))


async def _ask(
    app: ASGIApp, paths: tuple[str, ...], method: str, headers: dict[str, str], body: bytes
) -> Answer:
    for path in paths:
        answer = await _one(app, path, method, headers, body)
    return answer


async def _one(app: ASGIApp, path: str, method: str, headers: dict[str, str], sent: bytes) -> Answer:
    where, _, query = path.partition("?")
    where = unquote(where)
    said = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    scope: dict[str, Any] = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": where,
        "raw_path": quote(where).encode(),
        "query_string": quote(query, safe="=&%+").encode(),
        "root_path": "",
        "headers": [(b"host", b"masdar.example"), *said],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 80),
    }
    messages: list[Any] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": sent, "more_body": False}

    async def send(message: Any) -> None:
        messages.append(message)

    await app(scope, receive, send)
    start = next(each for each in messages if each["type"] == "http.response.start")
    found: dict[str, str] = {}
    for raw, value in start["headers"]:
        name = raw.decode().lower()
        found[name] = f"{found[name]}, {value.decode()}" if name in found else value.decode()
    body = b"".join(each.get("body", b"") for each in messages if each["type"] == "http.response.body")
    return Answer(start["status"], found, body)
