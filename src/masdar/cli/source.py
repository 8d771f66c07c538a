"""`masdar source`: who is taken from, and on what terms."""

from pathlib import Path

import click

from masdar.app import open_app
from masdar.cli import Call, options, show
from masdar.errors import ConfigError
from masdar.model import Channel, ChannelId, ChannelKind, Policy, Show, SourceId
from masdar.sources import catalogue


@click.group("source")
def source_() -> None:
    """Add and list sources."""


@source_.command("add")
@click.argument("url")
@click.option("--id", "id_", help="Its short name; else made from the host.")
@click.option("--name", help="What it is called; else what is known of the host.")
@click.option(
    "--feed/--site", default=True, show_default=True, help="Whether URL is a feed, or only the site."
)
@options.policy
@options.HOME
@click.pass_obj
def add(
    call: Call,
    url: str,
    id_: str | None,
    name: str | None,
    feed: bool,
    policy: str,
    ground: str,
    home: Path | None,
) -> None:
    """Add a source by the address of its feed (or, with --site, of its site).

    \b
    masdar source add https://daily.example/rss --name "اليومية"
    """
    from dataclasses import replace

    from masdar import address

    normal = address.normal(url)
    if normal is None or not normal.startswith(("http://", "https://")):
        raise ConfigError(f"{url} is no web address; give it whole, with https://")
    rule = Policy(show=Show(policy), ground=ground)
    if rule.show is Show.FULL and not ground:
        raise ConfigError('--policy full needs its ground: say --ground "permission of …"')
    source = catalogue.unknown(SourceId(id_) if id_ else catalogue.slug(normal), policy=rule, url=normal)
    if name:
        source = replace(source, name=name)
    if feed:
        channel = Channel(
            id=ChannelId(f"{source.id}/feed"), source=source.id, kind=ChannelKind.FEED, where=normal
        )
        source = replace(source, channels=(channel,))
    with open_app(call.at(home), write=True) as app, app.store.writing() as writing:
        known = writing.sources.get(source.id) is not None
        writing.put_sources([source])
    show.line(
        f"{'changed' if known else 'added'} {source.id} ({source.policy.show})  {show.apart(source.name)}"
    )


@source_.command("list")
@options.HOME
@options.JSON
@click.pass_obj
def list_(call: Call, home: Path | None, as_json: bool) -> None:
    """List the sources with their policy and how many articles are kept of each."""
    with open_app(call.at(home), write=False) as app, app.store.reading() as reading:
        counts = reading.sources.counts()
        for source in reading.sources.all():
            if as_json:
                show.record(
                    {
                        "id": source.id,
                        "name": source.name,
                        "kind": source.kind,
                        "policy": source.policy.show,
                        "ground": source.policy.ground,
                        "hosts": source.hosts,
                        "channels": [channel.where for channel in source.channels],
                        "articles": counts.get(source.id, 0),
                    }
                )
            else:
                kept = counts.get(source.id, 0)
                show.line(f"{source.id:<24} {source.policy.show:<9} {kept:>7,}  {show.apart(source.name)}")
