"""`masdar reindex`: the index is made anew from the store."""

import click

from masdar.app import open_app
from masdar.cli import Call, options, show


@click.command("reindex")
@options.shared
@options.JSON
@click.pass_obj
def reindex_(call: Call, as_json: bool) -> None:
    """Make the index anew from what is kept, beside the old one.

    A site that is served meanwhile goes on answering from the old index, and from the new one as soon as that
    is whole. Stop `masdar run` first: one process writes at a time. Exit status: 0 made anew, 1 there is no
    home or another process writes to it.

    \b
    masdar reindex
    """
    with open_app(call.home, write=True, create=False, jobs=1) as app:
        with app.store.reading() as reading:
            app.index.rebuild(reading)
        app.follow()
        cursor = app.index.cursor()
    if as_json:
        show.record({"cursor": cursor})
    elif not call.quiet:
        show.line(call.say("the index is made anew"))
