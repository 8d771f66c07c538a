"""`masdar source pause` and `resume`: whether a channel is visited."""

from dataclasses import replace

import click

from masdar.app import App, open_app
from masdar.cli import Call, options, show
from masdar.errors import NotFound
from masdar.model import Channel, ChannelId, ChannelState
from masdar.sources import watching


@click.command("resume")
@click.argument("channel")
@options.shared
@options.JSON
@click.pass_obj
def resume(call: Call, channel: str, as_json: bool) -> None:
    """Visit a channel again that was paused or retired; what it is now is taken for what it should be.

    CHANNEL is its id, as `masdar doctor` prints it. Exit status: 0 done, 1 there is no such channel.

    \b
    masdar source resume daily/main
    """
    with open_app(call.home, write=True, create=False, jobs=1) as app:
        found = _put(app, channel, ChannelState.ACTIVE, "")
        with app.store.writing() as writing:
            watch = writing.channels.watches([found.id]).get(found.id) or watching.unseen(found.id)
            # other hosts or another language are no reason to stop any more
            known = replace(watch, hosts=(), language=None, failures=0, since=None, cause=None)
            writing.add_visits((), next_visits={found.id: app.now()}, watches=[known])
    _tell(call, "resumed", found, as_json=as_json)


@click.command("pause")
@click.argument("channel")
@click.option("--why", default="paused by hand", show_default=True, help="The reason, for those who ask.")
@options.shared
@options.JSON
@click.pass_obj
def pause(call: Call, channel: str, why: str, as_json: bool) -> None:
    """Visit a channel no more until it is resumed; what was taken from it stays.

    CHANNEL is its id, as `masdar doctor` prints it. Exit status: 0 done, 1 there is no such channel.

    \b
    masdar source pause daily/main --why "the publisher asked"
    """
    with open_app(call.home, write=True, create=False, jobs=1) as app:
        found = _put(app, channel, ChannelState.PAUSED, why)
    _tell(call, "paused", found, as_json=as_json)


def _put(app: App, name: str, state: ChannelState, note: str) -> Channel:
    with app.store.writing() as writing:
        channel = writing.channels.get(ChannelId(name))
        source = writing.sources.get(channel.source) if channel is not None else None
        if channel is None or source is None:
            raise NotFound(
                f"no channel is called {name}; masdar source list --json and masdar doctor name them"
            )
        made = replace(channel, state=state, note=note)
        channels = tuple(made if each.id == made.id else each for each in source.channels)
        writing.put_sources([replace(source, channels=channels)])
        return made


def _tell(call: Call, word: str, channel: Channel, *, as_json: bool) -> None:
    if as_json:
        show.record({"done": word, "channel": channel.id, "address": channel.where})
    elif not call.quiet:
        show.line(f"{call.say(word)}: {channel.id}  {channel.where}")
