"""`masdar lint`: the direction of a page, which other checkers do not see."""

import asyncio
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

import click

from masdar.arabic import decode
from masdar.cli import Call, options, show
from masdar.errors import ReadError
from masdar.model import Capture, Request
from masdar.press import rtl

_STYLE = ".css"
_ENDINGS = frozenset({".html", ".htm", ".xhtml", _STYLE})


@click.command("lint")
@click.argument("places", nargs=-1, required=True, metavar="FILE|URL...")
@options.shared
@options.JSON
@click.pass_obj
def lint_(call: Call, places: tuple[str, ...], as_json: bool) -> None:
    """Look in pages and style sheets for faults of right-to-left text.

    Root without direction, text whose language and direction differ, physical CSS properties, spaced or
    slanted Arabic, stray marks, Latin punctuation, mixed digits and the like; each with its number.
    A folder is looked through; an address is asked once, on loopback too. Exit status: 0 no fault,
    1 a fault or something that could not be read.

    \b
    masdar lint page.html style.css
    masdar lint http://127.0.0.1:8000/
    masdar lint public/ --json
    """
    found = looked = 0
    for name, text, style in _texts(places):
        looked += 1
        for each in rtl.style(text) if style else rtl.page(text):
            found += 1
            if as_json:
                show.record({"file": name, "rule": each.rule, "what": each.what, "where": each.where})
            else:
                show.line(f"{name}: {each.rule} {each.what}: {show.apart(each.where)}")
    if not as_json and not call.quiet:
        show.note(call.say("looked at: {looked}   faults: {found}", looked=looked, found=found))
    if found:
        sys.exit(1)


def _texts(places: tuple[str, ...]) -> Iterator[tuple[str, str, bool]]:
    """Each place's name, its text, and whether it is a style sheet."""
    for place in places:
        if place.startswith(("http://", "https://")):
            capture = asyncio.run(_get(place))
            kind = capture.headers.get("content-type", "")
            style = kind.startswith("text/css") or urlsplit(place).path.endswith(_STYLE)
            yield place, decode.text(capture.body, headers=capture.headers), style
            continue
        for path in _listed(Path(place)):
            try:
                data = path.read_bytes()
            except FileNotFoundError as error:
                raise ReadError(f"{path}: there is no such file") from error
            except OSError as error:
                raise ReadError(f"{path}: it cannot be opened ({error.strerror})") from error
            yield str(path), decode.text(data, headers={}), path.suffix == _STYLE


def _listed(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    return sorted(each for each in path.rglob("*") if each.suffix in _ENDINGS)


async def _get(url: str) -> Capture:
    """The page at an address. Loopback is let through where a person typed it: that host, that port."""
    from masdar.app import clock
    from masdar.fetch import open_client
    from masdar.fetch.guard import Guard

    @dataclass(frozen=True, kw_only=True)
    class Typed(Guard):
        """Lets one host through, on one port."""

        port: int

        def refusal(self, scheme: str, host: str, port: int) -> str | None:
            if host in self.hosts and port != self.port:
                return "it leads to another port of this machine"
            return super().refusal(scheme, host, port)

    parts = urlsplit(url)
    host = (parts.hostname or "").lower()
    port = parts.port or (443 if parts.scheme == "https" else 80)
    guard = Typed(hosts=frozenset({host}), port=port) if _loopback(host) else Guard()
    async with open_client(now=clock, delay=0.0, guard=guard) as client:
        answer = await client.send(Request(url=url))
    assert isinstance(answer, Capture)  # no validators were sent
    return answer


def _loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
