"""Articles as drafts of a WordPress site, by its REST API (developer.wordpress.org/rest-api/reference).

A post is found again by its slug, which is the article's id, so that one that was sent twice stands once.
What we last wrote is known by a digest of what WordPress keeps of it: where a person has altered that,
nothing is written over it. What is withdrawn goes to the trash, from where a person can take it back.
"""

import base64
from typing import Any
from urllib.parse import urlencode

import msgspec

from masdar.errors import DeliveryError, Edited, FetchError
from masdar.model import Capture, Output, Parcel, Placed, Request, digest
from masdar.ports import Fetcher

# of another's: refused, or not what it was taken for
_FINAL = frozenset({400, 401, 403, 404, 405})
_GONE = frozenset({404, 410})


class WordPress:
    """Implements `ports.Shelf` over the one client."""

    def __init__(self, fetcher: Fetcher) -> None:
        self._fetcher = fetcher

    async def put(self, output: Output, parcel: Parcel, *, held: Placed | None) -> Placed:
        post = await self._found(output, parcel, held)
        if post is not None and held is not None and held.seal and _seal(post) != held.seal:
            raise Edited(output.name, "a person altered it there; masdar's version was not written over it")
        said: dict[str, Any] = {
            "title": parcel.title,
            "content": parcel.html,
            "excerpt": parcel.excerpt,
            "slug": parcel.id,
        }
        picture = await self._picture(output, parcel)
        said["featured_media"] = picture or 0
        if post is None:
            said |= {"status": "draft", "date_gmt": parcel.published.strftime("%Y-%m-%dT%H:%M:%S")}
            post = await self._post(output, "posts", said)
        else:
            if post.get("status") == "trash":
                said["status"] = "draft"
            post = await self._post(output, f"posts/{_id(output, post)}", said)
        return Placed(receipt=str(_id(output, post)), seal=_seal(post))

    async def take(self, output: Output, parcel: Parcel, *, held: Placed) -> Placed | None:  # noqa: ARG002
        status, said = await self._ask(output, f"posts/{held.receipt}", method="DELETE")
        if status in _GONE:
            # in the trash already, or deleted for good
            return held if status == 410 else None
        if status != 200 or not isinstance(said, dict):
            raise _refused(output, status, said)
        return Placed(receipt=held.receipt, seal=_seal(said) if "content" in said else held.seal)

    async def _found(self, output: Output, parcel: Parcel, held: Placed | None) -> dict[str, Any] | None:
        """The post as it stands there; None where it has yet to be made."""
        if held is not None:
            status, said = await self._ask(output, f"posts/{held.receipt}", context="edit")
            if status in _GONE:
                raise Edited(output.name, "a person deleted it there; it is not made anew")
            if status != 200 or not isinstance(said, dict):
                raise _refused(output, status, said)
            return said
        status, said = await self._ask(output, "posts", slug=parcel.id, status="any", context="edit")
        if status != 200 or not isinstance(said, list):
            raise _refused(output, status, said)
        return said[0] if said else None

    async def _picture(self, output: Output, parcel: Parcel) -> int | None:
        """The number of the picture there; one that is there is not sent again."""
        if parcel.picture is None:
            return None
        file, kind, data, words = parcel.picture
        name = f"masdar-{digest(data)}"
        status, said = await self._ask(output, "media", slug=name, context="edit")
        if status != 200 or not isinstance(said, list):
            raise _refused(output, status, said)
        if said:
            return int(said[0]["id"])
        headers = {
            "content-type": kind,
            "content-disposition": f'attachment; filename="{name}.{file.rpartition(".")[2]}"',
        }
        status, made = await self._ask(output, "media", method="POST", body=data, headers=headers)
        if status != 201 or not isinstance(made, dict):
            raise _refused(output, status, made)
        await self._post(output, f"media/{made['id']}", {"alt_text": words, "title": words or name})
        return int(made["id"])

    async def _post(self, output: Output, path: str, said: dict[str, Any]) -> dict[str, Any]:
        headers = {"content-type": "application/json"}
        body = msgspec.json.encode(said)
        status, made = await self._ask(
            output, path, method="POST", body=body, headers=headers, context="edit"
        )
        if status not in (200, 201) or not isinstance(made, dict):
            raise _refused(output, status, made)
        return made

    async def _ask(
        self,
        output: Output,
        path: str,
        *,
        method: str = "GET",
        body: bytes = b"",
        headers: dict[str, str] | None = None,
        **query: str,
    ) -> tuple[int, Any]:
        # the form that works whatever a site has made of its addresses
        url = f"{output.where}/?" + urlencode({"rest_route": f"/wp/v2/{path}", **query})
        key = base64.b64encode(f"{output.user}:{output.secret}".encode()).decode()
        given = {"authorization": f"Basic {key}", "accept": "application/json", **(headers or {})}
        request = Request(url=url, method=method, headers=given, body=body, own=True)
        try:
            answer = await self._fetcher.send(request)
        except FetchError as error:
            raise DeliveryError(output.name, f"{error.code} {error.why or 'no answer'}") from error
        if not isinstance(answer, Capture):
            raise DeliveryError(output.name, "HTTP 304, though nothing was known of it")
        try:
            return answer.status, msgspec.json.decode(answer.body)
        except msgspec.DecodeError:
            return answer.status, None


def _seal(post: dict[str, Any]) -> str:
    """A digest of what WordPress keeps of the words of a post, which it filters."""
    parts = [str((post.get(name) or {}).get("raw", "")) for name in ("title", "content", "excerpt")]
    return digest("\x1f".join(parts).encode("utf-8", "surrogatepass"))


def _id(output: Output, post: dict[str, Any]) -> int:
    id = post.get("id")
    if not isinstance(id, int):
        raise DeliveryError(output.name, "its answer names no post", final=True)
    return id


def _refused(output: Output, status: int, said: Any) -> DeliveryError:
    why = said.get("code", "") if isinstance(said, dict) else "this is not the answer of a WordPress"
    return DeliveryError(output.name, f"HTTP {status} {why}".strip(), final=status in _FINAL)
