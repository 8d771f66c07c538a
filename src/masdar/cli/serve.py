"""`masdar serve` and `masdar demo`: the site."""

from pathlib import Path

import click

from masdar.cli import Call, options


@click.command("serve")
@options.HOME
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Where to listen; loopback unless you say so."
)
@click.option(
    "--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Or the next free one."
)
@click.pass_obj
def serve_(call: Call, home: Path | None, host: str, port: int) -> None:
    """Serve the site: pages, feeds and the chain of each article. Ctrl-C ends it.

    \b
    masdar serve --home news --port 8000
    """
    from masdar.app import open_app
    from masdar.web import asgi, server

    with open_app(call.at(home), write=False) as app:
        server.serve(asgi.of(app), host=host, port=port)


@click.command("demo")
@click.option("--once", is_flag=True, help="Take everything in, print the counts as JSON, and end.")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option(
    "--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Or the next free one."
)
@click.pass_obj
def demo_(call: Call, once: bool, host: str, port: int) -> None:
    """Show masdar on an invented newsroom: offline, in a directory of its own that is removed at the end."""
    from masdar import demo

    demo.run(once=once, host=host, port=port, quiet=call.quiet)
