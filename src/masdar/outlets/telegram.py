"""Articles as messages of a Telegram channel, by the Bot API (core.telegram.org/bots/api).

A message is edited when its article alters and deleted when it is withdrawn; where it is too old to be
deleted, a notice stands in its place. The token of the bot stands in addresses, and is told in no error.
"""

from typing import Any
from urllib.parse import quote

import msgspec

from masdar.errors import DeliveryError, Edited, FetchError, Later
from masdar.model import Capture, Output, Parcel, Placed, Request
from masdar.ports import Fetcher

# letters of a message (sendMessage: 1-4096 characters after entities parsing)
LIMIT = 4096
_SAME = "message is not modified"
_LOST = ("message to edit not found", "message_id_invalid", "message to delete not found")
_FINAL = frozenset({400, 401, 403, 404})


class Telegram:
    """Implements `ports.Shelf` over the one client, which leaves a pause between two messages."""

    def __init__(self, fetcher: Fetcher) -> None:
        self._fetcher = fetcher

    async def put(self, output: Output, parcel: Parcel, *, held: Placed | None) -> Placed:
        said = {
            "chat_id": output.to,
            "text": parcel.message,
            "parse_mode": "HTML",
            "link_preview_options": {"is_disabled": True},
        }
        if held is None:
            made = await self._ask(output, "sendMessage", said)
            return Placed(receipt=str(made["message_id"]))
        try:
            await self._ask(output, "editMessageText", said | {"message_id": int(held.receipt)})
        except DeliveryError as error:
            if _SAME in error.why:
                return held
            if any(each in error.why.lower() for each in _LOST):
                raise Edited(
                    output.name, "a person deleted the message there; it is not sent anew"
                ) from error
            raise
        return held

    async def take(self, output: Output, parcel: Parcel, *, held: Placed) -> Placed | None:
        said: dict[str, Any] = {"chat_id": output.to, "message_id": int(held.receipt)}
        try:
            await self._ask(output, "deleteMessage", said)
        except DeliveryError as error:
            if any(each in error.why.lower() for each in _LOST):
                return None
            if "can't be deleted" not in error.why:
                raise
            # older than two days: what it said goes all the same
            return await self.put(output, parcel, held=held)
        return None

    async def _ask(self, output: Output, method: str, said: dict[str, Any]) -> Any:
        request = Request(
            url=f"{output.where}/bot{quote(output.secret, safe=':')}/{method}",
            method="POST",
            headers={"content-type": "application/json"},
            body=msgspec.json.encode(said),
            own=True,
        )
        try:
            answer = await self._fetcher.send(request)
        except Later as error:
            raise DeliveryError(output.name, f"Telegram wants us to wait for {error.seconds:.0f} s") from None
        except FetchError as error:
            # its address, which the error would name, holds the token
            raise DeliveryError(output.name, f"{error.code} no answer from Telegram") from None
        try:
            told = msgspec.json.decode(answer.body if isinstance(answer, Capture) else b"{}")
        except msgspec.DecodeError:
            told = {}
        if isinstance(told, dict) and told.get("ok") is True:
            return told.get("result")
        code = answer.status if isinstance(answer, Capture) else 304
        why = str(told.get("description", "")) if isinstance(told, dict) else ""
        raise DeliveryError(output.name, f"HTTP {code} {why}".strip(), final=code in _FINAL)
