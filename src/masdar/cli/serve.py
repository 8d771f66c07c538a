"""`masdar serve` and `masdar demo`: the site."""

import os
import secrets
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from socket import socket

import click
import msgspec

from masdar import demo
from masdar.app import App, dialling, open_app
from masdar.cli import Call, options, show
from masdar.cli.call import TERMINATED
from masdar.desk import accounts
from masdar.press.view import Site
from masdar.web import asgi, server
from masdar.web.desk.looking import Own

HOST = click.option(
    "--host", default="127.0.0.1", show_default=True, help="Where to listen; loopback unless you say so."
)
PORT = click.option(
    "--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Or the next free one."
)

# processes that answer, unless more are asked for
_MOST = 4
WORKERS = click.option(
    "--workers",
    type=click.IntRange(1, 64),
    help="Processes that answer, each with a memory of its own; one a core unless said, at most 4.",
)


@click.command("serve")
@options.shared
@HOST
@PORT
@WORKERS
@options.JSON
@click.pass_obj
def serve_(call: Call, host: str, port: int, workers: int | None, as_json: bool) -> None:
    """Serve the site: pages, feeds and the chain of each article. Ctrl-C ends it.

    Prints the address once it listens, with --json as {"address": ...}. Exit status: 0 it was ended,
    1 there is no home or no free port.

    \b
    masdar serve --home news --port 8000
    """
    with open_app(call.home, write=False) as app:
        serve(app, host, port, announced(call, as_json=as_json), say=call.say, workers=workers)


@click.command("demo")
@click.option("--once", is_flag=True, help="Take everything in, print the counts as JSON, and end.")
@HOST
@PORT
@options.shared
@click.pass_obj
def demo_(call: Call, once: bool, host: str, port: int) -> None:
    """Show masdar on an invented newsroom: offline, in a directory of its own that is removed at the end.

    Two editions are taken in, a line a source, then the site is served until Ctrl-C. A home
    of yours is not touched, and --home is not used. Exit status: 0.

    \b
    masdar demo
    masdar demo --once
    """

    def served(app: App, ready: Callable[[str], None]) -> None:
        serve(app, host, port, ready, say=call.say, workers=1)

    demo.run(once=once, quiet=call.quiet, serve=served)


def announced(call: Call, *, as_json: bool) -> Callable[[str], None]:
    """Tells the address of the site, at once, though a pipe stands behind."""

    def ready(address: str) -> None:
        if as_json:
            show.record({"address": f"{address}/"})
        else:
            show.line(call.say("The site:  {address}   (Ctrl-C ends it)", address=f"{address}/"))
        show.flush()

    return ready


def serve(
    app: App,
    host: str,
    port: int,
    ready: Callable[[str], None],
    *,
    say: Callable[..., str] = str.format,
    workers: int | None = None,
    hub: bool = False,
) -> None:
    """Serve a home until interrupted, by so many processes, one a core unless said.

    Its address is the one listened at unless the settings name one. Where nobody administers it yet, a link
    for the first administrator is told once the site listens. `hub` says that rounds send feeds to others.
    """
    number = workers or min(os.cpu_count() or 1, _MOST)
    listening = server.listen(host, port)
    address = server.address(listening, host)
    ready(address)
    try:
        _welcome(app, say, address)
        with server.beside(number - 1, _beside, app.home, listening, address, hub):
            _run(app, listening, address, hub=hub)
    except SystemExit as end:
        # to be asked to end is how a server ends
        if end.code != TERMINATED:
            raise


def _beside(home: Path, listening: socket, address: str, hub: bool) -> None:
    """A further process that answers at the same place."""
    with open_app(home, write=False) as app:
        _run(app, listening, address, hub=hub)


def _welcome(app: App, say: Callable[..., str], address: str) -> None:
    """Tell the link for the first administrator, where there is none yet."""
    token = secrets.token_urlsafe(24)
    with app.deeds() as deeds, deeds.writing() as writing:
        fresh = accounts.found(writing, token=token, now=app.now())
    if fresh:
        link = f"{site_of(app, address).base_url}/desk/welcome/{token}"
        show.note(say("The desk:  {link}   (holds once, for two days)", link=link))


def site_of(app: App, address: str) -> Site:
    """The site as the settings name it, at an address unless they name that too."""
    said = msgspec.structs.asdict(app.settings.site)
    asks = app.settings.fetch
    base = (said["base_url"] or address).rstrip("/")
    return Site(**{**said, "base_url": base}, agent=asks.agent, pause=asks.delay)


def _run(app: App, listening: socket, address: str, *, hub: bool) -> None:
    # a hub at an address that nobody else knows serves nobody
    site = replace(site_of(app, address), hub=hub and bool(app.settings.site.base_url))
    limits = app.settings.api
    with app.deeds() as deeds:
        made = asgi.make_asgi(
            app.store,
            app.index,
            site,
            app.home,
            clock=app.now,
            rate=limits.rate,
            keyed=limits.keyed,
            deeds=deeds,
            own=Own(settings=app.settings, client=partial(dialling, app.settings, now=app.now)),
        )
        server.run(made, listening)
