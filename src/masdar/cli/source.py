"""`masdar source`: who is taken from, and on what terms."""

import itertools
from dataclasses import replace
from typing import Any

import click
from click.core import ParameterSource

from masdar import address
from masdar.app import open_app
from masdar.cli import Call, options, show
from masdar.errors import ConfigError
from masdar.model import Channel, ChannelId, ChannelKind, Source, SourceId, SourceKind
from masdar.sources import catalogue


@click.group("source")
@options.shared
def source_() -> None:
    """Add and list sources.

    \b
    masdar source add https://daily.example/rss
    masdar source list
    """


@source_.command("add")
@click.argument("url")
@click.option("--id", "id_", help="Its short name; else made from the host.")
@click.option("--name", help="What it is called; else what is known of the host.")
@click.option(
    "--feed/--site", default=True, show_default=True, help="Whether URL is a feed, or only the site."
)
@click.option(
    "--kind",
    type=click.Choice([each.value for each in SourceKind]),
    help="What it is; `publisher` if not said.",
)
@options.policy
@options.shared
@options.JSON
@click.pass_context
def add(
    context: click.Context,
    url: str,
    id_: str | None,
    name: str | None,
    feed: bool,
    kind: str | None,
    policy: str,
    ground: str,
    as_json: bool,
) -> None:
    """Add a source by the address of its feed (or, with --site, of its site).

    A source that is known gains the feed and keeps the rest; its name, kind and policy change only if
    they are given. Exit status: 0 added or changed, 1 the address or the policy cannot be used.

    \b
    masdar source add https://daily.example/rss --name "اليومية"
    masdar source add https://daily.example/ --site --policy full --ground "permission of 1 May"
    """
    call = context.obj
    rule = options.rule(policy, ground)
    normal = address.normal(url)
    if normal is None or not normal.startswith(("http://", "https://")):
        raise ConfigError(f"{url} is no web address; give it whole, with https://")
    id = SourceId(id_) if id_ else catalogue.slug(normal)
    with open_app(call.home, write=True, jobs=1) as app:
        with app.store.writing() as writing:
            known = writing.sources.get(id)
            source = known or catalogue.unknown(id, policy=rule, url=normal)
            if context.get_parameter_source("policy") is not ParameterSource.DEFAULT:
                source = replace(source, policy=rule)
            if name:
                source = replace(source, name=name)
            if kind:
                source = replace(source, kind=SourceKind(kind))
            if feed:
                source = with_feed(source, normal)
            writing.put_sources([source])
        # another policy cuts what is shown anew
        app.follow()
    if as_json:
        show.record({"done": "changed" if known else "added", **_record(source)})
    elif not call.quiet:
        done = call.say("changed") if known else call.say("added")
        show.line(f"{done}: {source.id} ({call.say(source.policy.show)})  {show.apart(source.name)}")


def with_feed(source: Source, where: str) -> Source:
    """The source with one more feed to visit; as it was if it has that one."""
    if any(channel.where == where for channel in source.channels):
        return source
    taken = {channel.id for channel in source.channels}
    names = itertools.chain(["feed"], (f"feed-{number}" for number in itertools.count(2)))
    id = next(made for name in names if (made := ChannelId(f"{source.id}/{name}")) not in taken)
    channel = Channel(id=id, source=source.id, kind=ChannelKind.FEED, where=where)
    return replace(source, channels=(*source.channels, channel))


def _record(source: Source) -> dict[str, Any]:
    return {
        "id": source.id,
        "name": source.name,
        "kind": source.kind,
        "policy": source.policy.show,
        "ground": source.policy.ground,
        "hosts": source.hosts,
        "channels": [channel.where for channel in source.channels],
    }


@source_.command("list")
@options.shared
@options.JSON
@click.pass_obj
def list_(call: Call, as_json: bool) -> None:
    """List the sources with their policy and how many articles are kept of each.

    \b
    masdar source list --json
    """
    with open_app(call.home, write=False) as app, app.store.reading() as reading:
        counts = reading.sources.counts()
        for source in reading.sources.all():
            kept = counts.get(source.id, 0)
            if as_json:
                show.record({**_record(source), "articles": kept})
            else:
                policy = call.say(source.policy.show)
                show.line(f"{source.id:<24} {policy:<9} {kept:>7,}  {show.apart(source.name)}")
