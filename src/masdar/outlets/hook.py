"""Articles to a program: posted, altered and taken back as signed messages, as `webhook` signs them."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import msgspec

from masdar.errors import DeliveryError, FetchError
from masdar.model import Output, Parcel, Placed, digest
from masdar.outlets import webhook
from masdar.ports import Fetcher


class Hook:
    """Implements `ports.Shelf` over the one client. The id of an event is made of what it says."""

    def __init__(self, fetcher: Fetcher, *, now: Callable[[], datetime]) -> None:
        self._fetcher = fetcher
        self._now = now

    async def put(self, output: Output, parcel: Parcel, *, held: Placed | None) -> Placed:
        await self._send(output, parcel, "altered" if held else "published")
        return Placed(receipt=parcel.id)

    async def take(self, output: Output, parcel: Parcel, *, held: Placed) -> Placed | None:  # noqa: ARG002
        await self._send(output, parcel, "withdrawn")
        return None

    async def _send(self, output: Output, parcel: Parcel, event: str) -> None:
        said: dict[str, Any] = {"event": event, "article": dict(parcel.data)}
        body = msgspec.json.encode(said)
        id = digest(f"{output.id} {parcel.id} {parcel.mark} {event}".encode())
        request = webhook.request(output.where, output.secret, id, body, now=self._now())
        try:
            answer = await self._fetcher.send(request)
        except FetchError as error:
            raise DeliveryError(output.name, f"{error.code} {error.why or 'no answer'}") from error
        webhook.taken(answer, output.name)
