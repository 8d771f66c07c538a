"""`masdar source`: who is taken from, and on what terms."""

import asyncio
import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from masdar import address, settings
from masdar.app import clock, dialling, open_app
from masdar.arabic import fold
from masdar.cli import Call, options, proposal, show, standing
from masdar.cli import policy as policies
from masdar.desk import heed, propose
from masdar.errors import ConfigError, NotAFeed, NotFound, StoreError
from masdar.model import ChannelKind, Policy, Reservation, Source, SourceId, SourceKind
from masdar.sources import catalogue


@click.group("source")
@options.shared
def source_() -> None:
    """Add and list sources, and say on what terms their articles are shown.

    \b
    masdar source add https://daily.example
    masdar source list
    masdar source policy daily
    """


source_.add_command(standing.pause)
source_.add_command(standing.resume)
source_.add_command(policies.policy)


@source_.command("add")
@click.argument("url")
@click.option("--id", "id_", help="Its short name; else made from the host.")
@click.option("--name", help="What it is called; else what is known of the host, or the site says.")
@click.option("--feed", "given", flag_value="feed", help="URL is a feed: take it as it is, visit nothing.")
@click.option(
    "--site", "given", flag_value="site", help="Take the site alone, without a channel; visit nothing."
)
@click.option(
    "--drop",
    "given",
    flag_value="drop",
    help="URL is a folder into which an agency drops its files: take what comes.",
)
@click.option("--all", "all_", is_flag=True, help="Watch every feed that is found, not the best alone.")
@click.option("--yes", "-y", is_flag=True, help="Do not ask; for scripts.")
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
    given: str | None,
    all_: bool,
    yes: bool,
    kind: str | None,
    policy: str,
    ground: str,
    as_json: bool,
) -> None:
    """Add a source by the address of its site or of a feed, or by a short name of the directory.

    Looks for its feeds, news sitemaps, or a page that lists articles; reads what the site reserves; shows
    five articles as they will look and the policy that will hold; and asks. A source that is known gains
    what is found and keeps the rest. Exit status: 0 added or changed, 1 the address or the policy cannot be
    used, or nothing was found, or the answer was no.

    \b
    masdar source add https://daily.example
    masdar source add https://daily.example/rss --yes --policy full --ground "permission of 1 May"
    masdar source add https://daily.example/rss --feed --name "اليومية"
    masdar source add /srv/wire/afp --drop --id afp --policy full --ground "contract"
    """
    call = context.obj
    rule = options.rule(policy, ground)
    wanted = rule if context.get_parameter_source("policy") is not ParameterSource.DEFAULT else None
    normal = _address(url) if given != "drop" else _folder(url, id_)
    made: propose.Proposal | None = None
    if given is None:
        _must_ask(yes=yes, as_json=as_json)
        made = _look(call, normal, id=id_, name=name, rule=wanted, all_=all_)
        if not as_json and not call.quiet:
            proposal.tell(made, call)
        if not made.taken:
            if as_json:
                show.record({"done": None, **proposal.record(made)})
            raise NotAFeed(
                f"{normal}: no feed, news sitemap or list of articles was found; give the address of a page "
                "that lists articles, or of a feed"
            )
        if not yes and not click.confirm(call.say("add it?"), default=True, err=True):
            raise click.exceptions.Exit(1)
    id = made.source.id if made else SourceId(id_) if id_ else catalogue.slug(normal)
    with open_app(call.home, write=True, jobs=1) as app:
        with app.store.writing() as writing:
            known = writing.sources.get(id)
            source = known or catalogue.unknown(id, policy=rule, url="" if given == "drop" else normal)
            if made is not None:
                source = _joined(known, made.source)
            elif wanted is not None:
                source = replace(source, policy=wanted)
            if name:
                source = replace(source, name=name)
            if kind:
                source = replace(source, kind=SourceKind(kind))
            if given == "feed":
                source = propose.with_channel(source, normal)
            if given == "drop":
                source = propose.with_channel(source, normal, ChannelKind.DROP)
            writing.put_sources([source])
            if made is not None:
                writing.put_reservations([_reservation(source, app.now())])
        # another policy cuts what is shown anew
        app.follow()
    if as_json:
        more = proposal.record(made) if made else {}
        show.record({"done": "changed" if known else "added", **_record(source), **more})
    elif not call.quiet:
        done = call.say("changed") if known else call.say("added")
        show.line(f"{done}: {source.id} ({call.say(source.policy.show)})  {show.apart(source.name)}")


def _address(said: str) -> str:
    """The address meant: a whole one, a bare host, or a short name of the directory. Raises ConfigError."""
    known = catalogue.known().get(SourceId(said.strip().lower()))
    bare = "." in said and "://" not in said and not said.startswith("/") and ":" not in said
    normal = known.home if known else address.normal(f"https://{said.strip()}" if bare else said)
    if normal is None or not normal.startswith(("http://", "https://")):
        raise ConfigError(
            f"{said} is no web address and no short name of the directory; give the address whole, with https://"
        )
    return normal


def _folder(said: str, id: str | None) -> str:
    """The folder meant, whole. Raises ConfigError where there is none, or nobody says whose it is."""
    folder = Path(said).expanduser().resolve()
    if not folder.is_dir():
        raise ConfigError(f"there is no folder {folder}; make it, or give its name as it is")
    if not id:
        raise ConfigError("whose files lie in the folder? say --id with the source's short name, such as afp")
    return str(folder)


def _must_ask(*, yes: bool, as_json: bool) -> None:
    if not yes and (as_json or not sys.stdin.isatty()):
        raise ConfigError(
            "nobody can be asked here; say --yes to add what is found, or --feed to visit nothing"
        )


def _look(
    call: Call, url: str, *, id: str | None, name: str | None, rule: Policy | None, all_: bool
) -> propose.Proposal:
    held = _held(call)
    told = settings.load(call.home)

    async def look() -> propose.Proposal:
        # the home is not opened: nothing is written before the answer is yes, and others may work meanwhile
        async with dialling(told, now=clock) as client:
            return await propose.propose(
                url, known=held.get, id=id, name=name, rule=rule, all_=all_, fetcher=client, now=clock
            )

    return asyncio.run(look())


def _held(call: Call) -> dict[SourceId, Source]:
    """The sources of the home; none where there is no home yet."""
    try:
        with open_app(call.home, write=False) as app:
            return app.sources()
    except StoreError:
        return {}


def _joined(known: Source | None, found: Source) -> Source:
    """What was found, joined to what is known by now."""
    source = found if known is None else replace(known, policy=found.policy, name=found.name)
    for channel in found.channels:
        source = propose.with_channel(source, channel.where, channel.kind)
    return source


def _reservation(source: Source, at: datetime) -> Reservation:
    """What the look around the site told, as the first of the daily readings."""
    signals = source.policy.signals
    return Reservation(source=source.id, since=at, read=at, signals=signals, due=at + heed.EVERY)


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


@source_.command("known")
@click.argument("words", nargs=-1, metavar="[WORD]...")
@options.shared
@options.JSON
@click.pass_obj
def known_(call: Call, words: tuple[str, ...], as_json: bool) -> None:
    """List the publishers and agencies of the directory, or those that a word names.

    A word is a short name, an agency's code, a country's two letters, or part of a name or a host. What is
    listed can be added by its short name. Exit status: 0 some are listed, 1 none is.

    \b
    masdar source known EG
    masdar source known الأنباء
    """
    del call
    asked = [fold.key(each) for each in words]
    found = [each for each in catalogue.known().values() if all(_names(each, word) for word in asked)]
    for each in found:
        if as_json:
            show.record({name: getattr(each, name) for name in _KNOWN})
        else:
            what = each.code or each.kind.value
            show.line(f"{each.id:<20} {what:<10} {each.country}  {each.hosts[0]:<26} {show.apart(each.name)}")
    if not found:
        raise NotFound(
            f"the directory knows nobody called {' '.join(words)}; masdar source add takes any address"
        )


_KNOWN = ("id", "name", "name_en", "hosts", "country", "zone", "kind", "code", "languages")


def _names(source: Source, word: str) -> bool:
    """Whether a folded word names a source."""
    whole = {fold.key(each) for each in (source.id, source.code or "", source.country or "")}
    parts = (source.name, source.name_en or "", *source.aliases, *source.hosts)
    return word in whole or (len(word) > 2 and any(word in fold.key(each) for each in parts))
