"""Where hubs call: `/push/{token}` answers their questions and puts down what they send.

Nothing is believed here that the subscription does not bear out: a question is answered only for the topic
that was asked for, and a body is kept only if it is signed with the secret that the hub was given. What is
not is answered alike, so that nobody learns which tokens there are.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from masdar.desk import mailbox
from masdar.desk.mailbox import Kind, Letter
from masdar.model import Subscription
from masdar.ports import Store
from masdar.sources import push

log = logging.getLogger(__name__)

# bytes of one push; a feed is seldom a tenth of it
LIMIT = 4 * 1024 * 1024
_HEADERS = ("content-type", "link")


@dataclass(frozen=True, slots=True)
class Hubs:
    """The address for hubs, over one store that is only read."""

    store: Store
    home: Path
    clock: Callable[[], datetime]

    async def hear(self, request: Request) -> Response:
        token = request.path_params["token"]
        if request.method in ("GET", "HEAD"):
            return await run_in_threadpool(self._asked, token, dict(request.query_params))
        body = bytearray()
        async for piece in request.stream():
            body += piece
            if len(body) > LIMIT:
                return PlainTextResponse("too large\n", status_code=413)
        signature = request.headers.get("x-hub-signature", "")
        headers = {name: request.headers[name] for name in _HEADERS if name in request.headers}
        return await run_in_threadpool(self._sent, token, bytes(body), signature, headers)

    def _subscription(self, token: str) -> Subscription | None:
        with self.store.reading() as reading:
            return reading.channels.subscribed(token)

    def _asked(self, token: str, said: dict[str, str]) -> Response:
        """A hub asks whether we meant it, or says that it will not."""
        subscription = self._subscription(token)
        if subscription is not None and said.get("hub.mode") == "denied":
            if said.get("hub.topic") == subscription.topic:
                why = f"the hub refused: {said.get('hub.reason', '')}"[:300]
                self._put(Letter(token=token, kind=Kind.DENIED, at=self.clock(), why=why))
            return PlainTextResponse("noted\n")
        lease = push.confirmed(subscription, said)
        if lease is None:
            return PlainTextResponse("nobody asked\n", status_code=404)
        seconds = lease.total_seconds()
        # each confirmation is a letter of its own: a renewal says the same again
        at = self.clock()
        letter = Letter(token=token, kind=Kind.CONFIRMED, at=at, lease=seconds, body=at.isoformat().encode())
        if not self._put(letter):
            return _full()
        return PlainTextResponse(said["hub.challenge"], headers={"cache-control": "no-store"})

    def _sent(self, token: str, body: bytes, signature: str, headers: dict[str, str]) -> Response:
        subscription = self._subscription(token)
        if subscription is None or not push.signed(subscription, body, signature):
            if subscription is not None:
                log.warning("a push was not signed as it should be: %s", subscription.channel)
        elif not self._put(
            Letter(token=token, kind=Kind.PUSHED, at=self.clock(), body=body, headers=headers)
        ):
            return _full()
        # the same for all, as the standard allows (7)
        return PlainTextResponse("", status_code=202)

    def _put(self, letter: Letter) -> bool:
        return mailbox.put(self.home, letter)


def _full() -> Response:
    return PlainTextResponse("come again later\n", status_code=503, headers={"retry-after": "300"})
