"""`masdar doctor`: how the home is doing."""

import platform
import sys
from datetime import datetime
from importlib import metadata
from typing import Any

import click

from masdar import __version__
from masdar.app import App, open_app
from masdar.cli import Call, options, show
from masdar.desk import publish
from masdar.ports import Reading
from masdar.sources import health

_PACKAGES = ("turbohtml", "tantivy", "sqlalchemy", "starlette", "aiohttp")
# a channel of these is left alone: it does well, brings nothing new, or was never visited
_WELL = frozenset({health.Verdict.GOOD, health.Verdict.SILENT, health.Verdict.UNVISITED})
_REMEDIES = {
    health.Verdict.SHAKY: "{id} failed once ({cause}); it is visited again by itself",
    health.Verdict.FAILING: "{id} fails ({cause}); open its address in a browser, mend it if it has moved",
    health.Verdict.DEAD: "{id} has long been failing ({cause}); find its new address with masdar source add",
    health.Verdict.GONE: "{id} is gone for good ({cause}); find its new address with masdar source add",
    health.Verdict.CLOSED: "{id} is closed to us ({cause}); ask the publisher, or leave it",
    health.Verdict.PAUSED: "{id} is paused: {cause}; look at it, then run masdar source resume {id}",
    health.Verdict.RETIRED: "{id} is retired: {cause}; if that is wrong, run masdar source resume {id}",
    health.Verdict.POOR: "{id} brings pages without articles ({cause}); see whether its layout changed",
    health.Verdict.QUIET: "{id} has fallen silent: {cause}; see whether its feed has moved",
    health.Verdict.FLOOD: "{id} brings far more than usual: {cause}; see whether it still is what it was",
}
_BEHIND = "changes that {follower} has yet to follow: {changes}; run masdar harvest or masdar import"


@click.command("doctor")
@options.shared
@options.JSON
@click.pass_obj
def doctor_(call: Call, as_json: bool) -> None:
    """Tell versions, sizes, how far the followers are behind, which sources are in trouble, and what to do.

    Exit status: 0 all is well, 1 something needs doing or there is no home.

    \b
    masdar doctor
    masdar doctor --json
    """
    with open_app(call.home, write=False) as app:
        found = examine(app, call)
    if as_json:
        show.record(found)
    else:
        _print(found, call)
    if found["todo"]:
        sys.exit(1)


def examine(app: App, call: Call) -> dict[str, Any]:
    """What a person wants to know of a home, and what there is to do, in the language of the call."""
    with app.store.reading() as reading:
        head = reading.changes.head()
        behind = {
            publish.FOLLOWER: head - reading.changes.cursor(publish.FOLLOWER),
            "index": max(0, head - app.index.cursor()),
        }
        troubled = _troubled(reading, app.now())
    todo = [call.say(_BEHIND, follower=name, changes=lag) for name, lag in behind.items() if lag > 0]
    todo += [
        call.say(_REMEDIES[health.Verdict(each["verdict"])], id=each["channel"], cause=each["cause"])
        for each in troubled
        # who waits needs nothing done
        if each["verdict"] != health.Verdict.WAITING
    ]
    return {
        "masdar": __version__,
        "python": platform.python_version(),
        "packages": {name: metadata.version(name) for name in _PACKAGES},
        "home": str(app.home.resolve()),
        "sizes": dict(app.store.sizes()),
        "behind": behind,
        "troubled": troubled,
        "todo": todo,
    }


def _troubled(reading: Reading, now: datetime) -> list[dict[str, Any]]:
    found = []
    sources = reading.sources.all()
    watches = reading.channels.watches([channel.id for each in sources for channel in each.channels])
    for source in sources:
        for channel in source.channels:
            visits = reading.channels.visits(channel.id)
            judged = health.look(channel, watches.get(channel.id), visits, now=now)
            if judged.verdict in _WELL:
                continue
            found.append(
                {
                    "channel": channel.id,
                    "address": channel.where,
                    "verdict": judged.verdict.value,
                    "cause": judged.cause,
                    "failures": judged.failures,
                    "well": judged.well,
                    "next": reading.channels.next_visit(channel.id) if channel.state == "active" else None,
                }
            )
    return found


def _print(found: dict[str, Any], call: Call) -> None:
    for key in ("masdar", "python", "home"):
        show.line(f"{call.say(key)}: {found[key]}")
    for key in ("packages", "sizes", "behind"):
        show.line(f"{call.say(key)}:")
        for name, each in found[key].items():
            show.line(f"  {name:<24} {each:,}" if isinstance(each, int) else f"  {name:<24} {each}")
    if found["troubled"]:
        show.line(f"{call.say('troubled')}:")
    for each in found["troubled"]:
        show.line(f"  {each['channel']}  {each['verdict']}: {each['cause']}")
        show.line(f"    {each['address']}")
        if each["next"] is not None:
            show.line("    " + call.say("next visit: {at}", at=f"{each['next']:%Y-%m-%d %H:%M} UTC"))
    show.line(f"{call.say('todo')}: " + ("" if found["todo"] else call.say("nothing")))
    for line in found["todo"]:
        show.line(f"  {line}")
