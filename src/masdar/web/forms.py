"""What browsers send from our forms: read within bounds, and believed only where our own pages sent it."""

from collections.abc import Mapping
from urllib.parse import parse_qsl, urlsplit

from starlette.exceptions import HTTPException
from starlette.requests import Request

# bytes of a form, and its fields
SIZE, FIELDS = 64 * 1024, 600
_TYPE = "application/x-www-form-urlencoded"


async def read(request: Request, *, own: str = "") -> Mapping[str, str]:
    """The fields of a form of ours; of several with one name the last. `many` gives all of them.

    Raises HTTPException: 403 where another site's page sent it, 413 and 415 where it is too large or no form.
    """
    return dict(await many(request, own=own))


async def many(request: Request, *, own: str = "") -> list[tuple[str, str]]:
    """The fields of a form of ours in their order. `own` is the address that the site has, if it has one."""
    if not is_own(request, own=own):
        raise HTTPException(403, "This form was sent from another site.\n")
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _TYPE:
        raise HTTPException(415, "This is no form.\n")
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > SIZE:
            raise HTTPException(413, "This form is too large.\n")
    try:
        fields = parse_qsl(body.decode("ascii"), keep_blank_values=True, max_num_fields=FIELDS)
    except (ValueError, UnicodeDecodeError) as error:
        raise HTTPException(400, "This form cannot be read.\n") from error
    # what no form field can hold and no store should
    return [(name, value.replace("\x00", "").replace("\r\n", "\n")) for name, value in fields]


def is_own(request: Request, *, own: str = "") -> bool:
    """Whether a page of ours sent the request, as far as the browser says.

    Browsers of these days say so themselves (Fetch Metadata); older ones name the origin. A program that says
    neither carries no sign-in of a person that it could abuse without his token.
    """
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        # no page can make a browser say this of itself
        return site in ("same-origin", "none")
    origin = request.headers.get("origin")
    if origin is None:
        return True
    hosts = {request.headers.get("host", "").lower()}
    if own:
        hosts.add(urlsplit(own).netloc.lower())
    try:
        return urlsplit(origin).netloc.lower() in hosts - {""}
    except ValueError:
        return False


def caller(request: Request) -> str:
    """The address that asks: a proxy beside us names it last, and nobody else is believed."""
    peer = request.client.host if request.client else ""
    if peer in ("127.0.0.1", "::1"):
        told = request.headers.get("x-forwarded-for", "").rpartition(",")[2].strip()
        return told[:64] or peer
    return peer
