"""Other homes on loopback, invented, that behave as their references say: a WordPress and a Bot API."""

import base64
import html
import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

USER, PASSWORD, TOKEN = "محرر", "abcd EFGH 1234", "123456:secret-token"


@dataclass
class WordPress:
    """Posts and media of developer.wordpress.org/rest-api/reference, as far as a client writes drafts."""

    posts: dict[int, dict[str, Any]] = field(default_factory=dict)
    media: dict[int, dict[str, Any]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    # answers given instead, one after another
    moods: list[tuple[int, Any]] = field(default_factory=list)

    def answer(self, method: str, url: str, headers: Any, body: bytes) -> tuple[int, Any]:
        query = {name: values[-1] for name, values in parse_qs(urlsplit(url).query).items()}
        route = query.get("rest_route", "")
        self.asked.append(f"{method} {route}")
        if self.moods:
            return self.moods.pop(0)
        wanted = "Basic " + base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
        if headers.get("authorization") != wanted:
            return 401, {"code": "rest_cannot_create", "message": "", "data": {"status": 401}}
        found = re.fullmatch(r"/wp/v2/(posts|media)(?:/(\d+))?", route)
        if found is None:
            return 404, {"code": "rest_no_route", "data": {"status": 404}}
        kept = self.posts if found[1] == "posts" else self.media
        if found[2] is None:
            return self._collection(method, kept, query, headers, body)
        return self._single(method, kept, int(found[2]), query, body)

    def _collection(
        self, method: str, kept: dict[int, Any], query: dict[str, str], headers: Any, body: bytes
    ) -> tuple[int, Any]:
        if method == "GET":
            # "any" leaves the trash out, as WP_Query does
            statuses = ("draft", "publish", "pending", "private", "future", "inherit")
            return 200, [
                self._seen(each, query)
                for each in kept.values()
                if each["slug"] == query.get("slug", each["slug"]) and each["status"] in statuses
            ]
        id = len(self.posts) + len(self.media) + 11
        if kept is self.media:
            name = re.search(r'filename="([^"]+)"', headers.get("content-disposition", ""))
            if name is None or not body:
                return 400, {"code": "rest_upload_no_data", "data": {"status": 400}}
            slug = name[1].rpartition(".")[0]
            kept[id] = {
                "id": id,
                "slug": slug,
                "status": "inherit",
                "bytes": body,
                "type": headers["content-type"],
            }
            return 201, self._seen(kept[id], query)
        said = json.loads(body)
        kept[id] = {
            "id": id,
            "status": said.get("status", "draft"),
            "slug": said.get("slug", ""),
            "featured_media": 0,
        }
        self._write(kept[id], said)
        return 201, self._seen(kept[id], query | {"context": "edit"})

    def _single(
        self, method: str, kept: dict[int, Any], id: int, query: dict[str, str], body: bytes
    ) -> tuple[int, Any]:
        if id not in kept:
            return 404, {"code": "rest_post_invalid_id", "data": {"status": 404}}
        post = kept[id]
        if method == "DELETE":
            if post["status"] == "trash":
                return 410, {"code": "rest_already_trashed", "data": {"status": 410}}
            post["status"] = "trash"
            post["slug"] += "__trashed"
            return 200, self._seen(post, {"context": "edit"})
        if method == "POST":
            self._write(post, json.loads(body))
            return 200, self._seen(post, query | {"context": "edit"})
        return 200, self._seen(post, query)

    def _write(self, post: dict[str, Any], said: dict[str, Any]) -> None:
        for name in ("status", "slug", "featured_media", "alt_text", "date_gmt"):
            if name in said:
                post[name] = said[name]
        for name in ("title", "content", "excerpt"):
            if name in said:
                # kses drops comments and unknown things; what is kept is not what was sent
                post[name] = re.sub(r"<!--.*?-->", "", said[name]).strip()

    def _seen(self, post: dict[str, Any], query: dict[str, str]) -> dict[str, Any]:
        made = {name: value for name, value in post.items() if name not in ("bytes", "type")}
        for name in ("title", "content", "excerpt"):
            raw = post.get(name, "")
            made[name] = {"rendered": html.escape(raw)}
            if query.get("context") == "edit":
                made[name]["raw"] = raw
        return made


@dataclass
class Telegram:
    """Messages of core.telegram.org/bots/api in one chat."""

    messages: dict[int, str] = field(default_factory=dict)
    # those that are too old to be deleted
    old: set[int] = field(default_factory=set)
    sent: int = 0
    asked: list[str] = field(default_factory=list)
    moods: list[tuple[int, Any]] = field(default_factory=list)

    def answer(self, method: str, url: str, headers: Any, body: bytes) -> tuple[int, Any]:
        name = url.rpartition("/")[2]
        self.asked.append(name)
        if self.moods:
            return self.moods.pop(0)
        if f"/bot{TOKEN}/" not in url:
            return 401, {"ok": False, "error_code": 401, "description": "Unauthorized"}
        said = json.loads(body)
        if said["chat_id"] != "@news":
            return self._bad("chat not found")
        if name == "sendMessage":
            if len(re.sub(r"<[^>]+>", "", said["text"])) > 4096:
                return self._bad("message is too long")
            self.sent += 1
            self.messages[self.sent] = said["text"]
            return 200, {"ok": True, "result": {"message_id": self.sent, "text": said["text"]}}
        id = said["message_id"]
        if id not in self.messages:
            return self._bad(f"message to {'delete' if name == 'deleteMessage' else 'edit'} not found")
        if name == "deleteMessage":
            if id in self.old:
                return self._bad("message can't be deleted for everyone")
            del self.messages[id]
            return 200, {"ok": True, "result": True}
        if self.messages[id] == said["text"]:
            return self._bad("message is not modified: specified new message content is exactly the same")
        self.messages[id] = said["text"]
        return 200, {"ok": True, "result": {"message_id": id}}

    def _bad(self, why: str) -> tuple[int, Any]:
        return 400, {"ok": False, "error_code": 400, "description": f"Bad Request: {why}"}


@dataclass
class Receiver:
    """A webhook: what it was sent."""

    got: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    moods: list[tuple[int, Any]] = field(default_factory=list)
    asked: int = 0

    def answer(self, method: str, url: str, headers: Any, body: bytes) -> tuple[int, Any]:
        self.asked += 1
        if self.moods:
            return self.moods.pop(0)
        self.got.append(({name.lower(): value for name, value in headers.items()}, body))
        return 200, {}


@contextmanager
def served(world: Any, host: str = "127.0.0.1") -> Iterator[str]:
    """One of them on a port of its own; its address."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _do(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length") or 0))
            headers = {name.lower(): value for name, value in self.headers.items()}
            status, said = world.answer(self.command, self.path, headers, body)
            data = said if isinstance(said, bytes) else json.dumps(said).encode()
            self.send_response(status)
            kind = {b"<?xml": "application/rss+xml", b"<!doc": "text/html; charset=utf-8"}.get(
                data[:5], "application/json"
            )
            self.send_header("content-type", kind)
            self.send_header("content-length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        do_GET = do_POST = do_DELETE = _do  # noqa: N815 - the names that the server calls

        def log_message(self, format: str, *args: Any) -> None:
            return

    server = ThreadingHTTPServer((host, 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield f"http://{host}:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
