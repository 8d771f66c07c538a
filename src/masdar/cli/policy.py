"""`masdar source policy`: what may be shown of a source, on what ground, and what its site reserves."""

import asyncio
from dataclasses import replace
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import click

from masdar.app import App, open_app
from masdar.cli import Call, options, show
from masdar.cli.proposal import reserved
from masdar.desk import heed
from masdar.errors import ConfigError, NotFound
from masdar.model import Images, IndexRule, Policy, Reservation, Show, Signals, Source, SourceId
from masdar.rights import policy as rights
from masdar.rights.policy import Limit

BECAUSE = {
    Limit.NO_GROUND: "no ground is given for full text",
    Limit.ENDED: "the ground has ended",
    Limit.NO_SNIPPET: "the site allows no excerpts",
    Limit.SHORT_SNIPPET: "the site allows short excerpts alone",
    Limit.NO_PICTURES: "the site reserves its pictures",
    Limit.NO_INDEX: "the site asks search engines not to index",
}
_PICTURES = {
    Images.NONE: "without pictures",
    Images.THUMBNAIL: "small pictures",
    Images.FULL: "pictures",
}
_INDEX = {
    IndexRule.NOINDEX: "search engines keep no copy of ours",
    IndexRule.CANONICAL: "search engines keep the original",
    IndexRule.INDEX: "search engines keep ours",
}
_TIME = "%Y-%m-%d %H:%M"


@click.command("policy")
@click.argument("source")
@click.option("--show", "text", type=click.Choice([each.value for each in Show]), help="How much of a text.")
@click.option(
    "--words",
    type=click.IntRange(0, rights.WORDS),
    help="Words of an excerpt, at most; a quarter stays the rule.",
)
@click.option("--images", type=click.Choice([each.value for each in Images]), help="Which pictures.")
@click.option(
    "--index",
    type=click.Choice([each.value for each in IndexRule]),
    help="What search engines are told: to keep none of our copies, the original, or ours.",
)
@click.option(
    "--ground", help="The ground for full text: a permission with its document, a licence, own text."
)
@click.option(
    "--until",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The last day of the ground; then `excerpt` holds again.",
)
@click.option("--no-end", is_flag=True, help="The ground has no end, such as own text or the public domain.")
@click.option("--refresh", is_flag=True, help="Read anew what the site reserves.")
@options.shared
@options.JSON
@click.pass_obj
def policy(
    call: Call,
    source: str,
    text: str | None,
    words: int | None,
    images: str | None,
    index: str | None,
    ground: str | None,
    until: datetime | None,
    no_end: bool,
    refresh: bool,
    as_json: bool,
) -> None:
    """Show or change what may be shown of a source's articles.

    Without options it tells what was agreed, what holds now and why, and what the site reserves, since when
    and in which words. Whatever is stricter wins, at once and for what was taken before; nothing a site says
    widens a policy. `full` needs a ground and its last day, or --no-end. Exit status: 0 done, 1 there is no
    such source or the policy cannot be.

    \b
    masdar source policy daily
    masdar source policy daily --show full --ground "permission of 1 May, letter 12" --until 2027-05-01
    masdar source policy daily --images thumbnail --refresh
    """
    id = SourceId(source)
    given: dict[str, Any] = {
        "show": Show(text) if text else None,
        "words": words,
        "images": Images(images) if images else None,
        "index": IndexRule(index) if index else None,
        "ground": ground,
    }
    wanted = {name: value for name, value in given.items() if value is not None}
    writes = bool(wanted) or until is not None or no_end or refresh
    with open_app(call.home, write=writes, create=False, jobs=1) as app:
        _found(app, id)
        if refresh:
            asyncio.run(_refresh(app, id))
        if wanted or until is not None or no_end:
            end = None if until is None else _end(until, app.settings.site.zone)
            _change(app, id, wanted, end, no_end=no_end)
        if writes:
            app.follow()
        with app.store.reading() as reading:
            found = reading.sources.get(id)
            history = reading.sources.reservations(id)
        assert found is not None
        now = app.now()
    if as_json:
        show.record(record(found, history, now))
    elif not call.quiet:
        _tell(call, found, history, now)


def _found(app: App, id: SourceId) -> Source:
    found = app.sources().get(id)
    if found is None:
        raise NotFound(f"no source is called {id}; masdar source list names them")
    return found


async def _refresh(app: App, id: SourceId) -> None:
    async with app.client() as client:
        await heed.round(app.store, client, now=app.now, ids=[id])


def _end(day: datetime, zone: str) -> datetime:
    """The last second of a day on the site's clock."""
    return datetime.combine(day.date(), time(23, 59, 59), tzinfo=ZoneInfo(zone))


def _change(app: App, id: SourceId, wanted: dict[str, Any], until: datetime | None, *, no_end: bool) -> None:
    with app.store.writing() as writing:
        source = writing.sources.get(id)
        assert source is not None
        before = source.policy
        made = replace(before, **wanted)
        if until is not None or no_end:
            made = replace(made, until=until)
        _must_hold(before, made, app.now(), ends=until is not None or no_end)
        writing.put_sources([replace(source, policy=made)])


def _must_hold(before: Policy, made: Policy, now: datetime, *, ends: bool) -> None:
    """Raises ConfigError for a policy that could not hold from now on."""
    if made.show is not Show.FULL:
        return
    if not made.ground.strip():
        raise ConfigError('full text needs its ground: say --ground "permission of …", or use --show excerpt')
    if before.show is not Show.FULL and not ends:
        raise ConfigError("full text needs the last day of its ground: say --until 2027-05-01, or --no-end")
    if made.until is not None and made.until <= now:
        raise ConfigError(f"the ground ended on {made.until:%Y-%m-%d}; say a later --until, or --no-end")


# --- telling -------------------------------------------------------------------------------------


def record(source: Source, history: tuple[Reservation, ...], now: datetime) -> dict[str, Any]:
    """The policy of a source for programs: what was agreed, what holds, and what its site reserves."""
    agreed = source.policy
    holds = rights.of(source, signals=Signals(), now=now)
    return {
        "id": source.id,
        "agreed": _terms(agreed) | {"ground": agreed.ground, "until": _iso(agreed.until)},
        "holds": _terms(holds),
        "because": list(rights.limits(source, signals=Signals(), now=now)),
        "signals": [
            {
                "since": _iso(each.since),
                "read": _iso(each.read),
                "failure": each.failure,
                "said": each.signals.said,
                "license": each.signals.license,
            }
            for each in history
        ],
    }


def _terms(given: Policy) -> dict[str, Any]:
    return {"show": given.show, "words": given.words, "images": given.images, "index": given.index}


def _iso(at: datetime | None) -> str | None:
    return at.isoformat(timespec="seconds") if at else None


def _tell(call: Call, source: Source, history: tuple[Reservation, ...], now: datetime) -> None:
    agreed = source.policy
    holds = rights.of(source, signals=Signals(), now=now)
    show.line(f"{source.id}  {show.apart(source.name)}")
    show.line(call.say("agreed: {terms}", terms=_said(call, agreed)))
    if agreed.ground:
        end = f"{agreed.until:%Y-%m-%d}" if agreed.until else call.say("without end")
        show.line(f"   {show.apart(agreed.ground)}  ({call.say('until')}: {end})")
    show.line(call.say("holds now: {terms}", terms=_said(call, holds)))
    for limit in rights.limits(source, signals=Signals(), now=now):
        show.line(f"   {call.say(BECAUSE[limit])}")
    if not history:
        show.line(call.say("what the site reserves was not read yet; --refresh reads it"))
    for each in history:
        read = f"{each.read:{_TIME}}" if each.read else "-"
        show.line(
            call.say(
                "since {since}, last read {read}: {what}",
                since=f"{each.since:{_TIME}}",
                read=read,
                what=reserved(each.signals, call),
            )
        )
        for said in each.signals.said:
            show.line(f"   {show.apart(said)}")
        if each.failure:
            show.line(f"   {call.say('could not be read')}: {each.failure}")


def _said(call: Call, given: Policy) -> str:
    text = call.say(given.show) + (f" ({given.words})" if given.show is Show.EXCERPT else "")
    return call.say(", ").join((text, call.say(_PICTURES[given.images]), call.say(_INDEX[given.index])))
