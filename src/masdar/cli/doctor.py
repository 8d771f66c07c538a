"""`masdar doctor`: how the home is doing."""

import platform
import sys
from importlib import metadata
from pathlib import Path
from typing import Any

import click

from masdar import __version__
from masdar.app import App, open_app
from masdar.cli import Call, options, show
from masdar.desk import publish


@click.command("doctor")
@options.HOME
@options.JSON
@click.pass_obj
def doctor_(call: Call, home: Path | None, as_json: bool) -> None:
    """Tell versions, sizes, how far the followers are behind, and what to do about it.

    Exit status 1 if something needs doing.
    """
    with open_app(call.at(home), write=False) as app:
        found = examine(app)
    if as_json:
        show.record(found)
    else:
        for key, value in found.items():
            if isinstance(value, dict):
                show.line(f"{key}:")
                for name, each in value.items():
                    show.line(f"  {name:<24} {each:,}" if isinstance(each, int) else f"  {name:<24} {each}")
            elif isinstance(value, list):
                show.line(f"{key}: " + ("none" if not value else ""))
                for each in value:
                    show.line(f"  {each}")
            else:
                show.line(f"{key}: {value}")
    if found["to do"]:
        sys.exit(1)


def examine(app: App) -> dict[str, Any]:
    """What a person wants to know of a home, and what there is to do."""
    todo: list[str] = []
    with app.store.reading() as reading:
        head = reading.changes.head()
        behind = head - reading.changes.cursor(publish.FOLLOWER)
        silent = [
            channel.id
            for source in reading.sources.all()
            for channel in source.channels
            if (visit := reading.channels.last_visit(channel.id)) and visit.failure
        ]
    if behind > 0:
        todo.append(
            f"the releases are {behind} changes behind: run masdar import or masdar harvest to end the work"
        )
    todo.extend(f"{channel}: its last visit failed; see its page or masdar source list" for channel in silent)
    packages = ("turbohtml", "tantivy", "sqlalchemy", "starlette", "aiohttp")
    return {
        "masdar": __version__,
        "python": platform.python_version(),
        "packages": {name: metadata.version(name) for name in packages},
        "home": str(app.home),
        "sizes": dict(app.store.sizes()),
        "releases behind": behind,
        "to do": todo,
    }
