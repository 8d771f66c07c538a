"""Where others ask to be sent our feeds: `/hub` takes their wishes and puts them down."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from masdar.address import normal
from masdar.desk import hub
from masdar.web.pace import Pace, asker

# bytes of a wish, and of a secret (WebSub, 5.1)
LIMIT, _SECRET = 16_384, 200
# wishes a minute of one address
_RATE = 30


@dataclass(frozen=True, slots=True)
class Hub:
    """Takes wishes for the feeds of the site at `base`; `is_feed` knows the paths of feeds."""

    home: Path
    base: str
    is_feed: Callable[[str], bool]
    pace: Pace = field(default_factory=Pace)

    async def hear(self, request: Request) -> Response:
        left = self.pace.take(asker(request.client.host if request.client else None), _RATE)
        if not left.granted:
            said = "too many wishes; come again later\n"
            return PlainTextResponse(said, status_code=429, headers={"retry-after": str(left.seconds)})
        body = bytearray()
        async for piece in request.stream():
            body += piece
            if len(body) > LIMIT:
                return PlainTextResponse("too large\n", status_code=413)
        wish = self._wish(bytes(body))
        if isinstance(wish, str):
            return PlainTextResponse(f"{wish}\n", status_code=400)
        if not await run_in_threadpool(hub.put, self.home, wish):
            said = "too many wishes wait; come again later\n"
            return PlainTextResponse(said, status_code=503, headers={"retry-after": "300"})
        return PlainTextResponse("noted; the callback is asked next\n", status_code=202)

    def _wish(self, body: bytes) -> hub.Wish | str:
        """What is wished, or why it cannot be."""
        try:
            form = parse_qs(body.decode("utf-8"), max_num_fields=20)
        except ValueError:
            return "this is no form; send hub.mode, hub.topic and hub.callback, URL-encoded"
        said = {name: values[0] for name, values in form.items()}
        mode, callback, secret = (said.get(f"hub.{name}", "") for name in ("mode", "callback", "secret"))
        if mode not in ("subscribe", "unsubscribe"):
            return "hub.mode is neither subscribe nor unsubscribe"
        topic = said.get("hub.topic", "")
        if not topic.startswith(f"{self.base}/") or not self.is_feed(topic.removeprefix(self.base)):
            return "hub.topic is no feed of this site; take the address that the feed gives as rel=self"
        parts = urlsplit(callback) if normal(callback) else None
        if parts is None or parts.scheme not in ("http", "https") or parts.fragment or len(callback) > 2_000:
            return "hub.callback is no address of the web without a fragment"
        if len(secret.encode()) >= _SECRET:
            return f"hub.secret must be shorter than {_SECRET} bytes"
        seconds = said.get("hub.lease_seconds", "")
        whole = seconds.isascii() and seconds.isdigit() and len(seconds) < 10
        lease = float(seconds) if whole else hub.LEASE.total_seconds()
        return hub.Wish(
            topic=topic.removeprefix(self.base),
            callback=callback,
            secret=secret,
            lease=min(max(lease, hub.SHORTEST.total_seconds()), hub.LONGEST.total_seconds()),
            ends=mode == "unsubscribe",
        )
