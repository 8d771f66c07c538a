"""A fetcher that answers from values, so that the demo runs without a network."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from masdar.errors import Unreachable
from masdar.model import Capture, NotModified, Request


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a server says at one address. Status 0 is a server that says nothing."""

    body: bytes = b""
    status: int = 200
    # lower-case names
    headers: Mapping[str, str] = field(default_factory=dict)


class FileFetcher:
    """Answers requests from a table of addresses; a `Fetcher`.

    An unknown address is a 404, and validators are honoured as a server would.
    """

    def __init__(self, answers: Mapping[str, Answer], *, now: datetime) -> None:
        self._answers = dict(answers)
        self._now = now

    def turn(self, answers: Mapping[str, Answer], *, now: datetime) -> None:
        """Let time pass: from here on these answers hold."""
        self._answers = dict(answers)
        self._now = now

    async def send(self, request: Request) -> Capture | NotModified:
        """The answer kept for the address; Unreachable where the server says nothing."""
        answer = self._answers.get(request.url, _NOT_FOUND)
        if answer.status == 0:
            raise Unreachable(request.url, "the connection was refused; the server may be gone for good")
        etag = answer.headers.get("etag")
        if etag is not None and etag == request.etag:
            return NotModified(url=request.url, at=self._now)
        return Capture(
            url=request.url,
            final_url=request.url,
            at=self._now,
            body=answer.body,
            status=answer.status,
            headers=answer.headers,
        )


_NOT_FOUND = Answer(status=404, headers={"content-type": "text/plain; charset=utf-8"}, body=b"not found\n")
