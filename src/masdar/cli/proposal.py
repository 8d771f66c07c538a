"""What `masdar source add` found on a site, put to the person who must decide."""

from collections.abc import Sequence
from typing import Any

from masdar.cli import show
from masdar.cli.call import Call
from masdar.desk import propose
from masdar.formats import saying
from masdar.model import Release, Show, Signals, Source

# letters of a text that are shown of each item
_SHOWN = 240


def tell(made: propose.Proposal, call: Call) -> None:
    """Print what was found: the ways, what the site reserves, the articles, the policy."""
    found, source = made.found, made.source
    show.line(f"{show.apart(source.name)}  {source.id}  {found.home}")
    for way in found.ways:
        mark = "+" if way in made.taken else " "
        newest = f"  {way.newest:%Y-%m-%d %H:%M}" if way.newest else ""
        show.line(f" {mark} {call.say(propose.NAMES[way.kind])}  {way.where}  ({call.say(way.how)}){newest}")
    if not found.ways:
        show.line(call.say("no way to hear its news was found:"))
        for where, why in found.missed:
            show.line(f"   {where}: {why}")
    show.line(call.say("what the site reserves: {what}", what=reserved(found.signals, call)))
    for said in found.signals.said:
        show.line(f"   {show.apart(said)}")
    for release in made.items:
        show.line()
        _tell(release)
    for each in made.missed:
        show.note(f"  {each.lead.url}: {each.why}")
    show.line()
    show.line(call.say("policy: {policy}", policy=_policy(source, call)))


def record(made: propose.Proposal) -> dict[str, Any]:
    """The same for programs."""
    found = made.found
    return {
        "home": found.home,
        "ways": [
            {
                "where": way.where,
                "kind": way.kind,
                "how": way.how,
                "articles": len(way.leads),
                "newest": way.newest.isoformat() if way.newest else None,
                "taken": way in made.taken,
            }
            for way in found.ways
        ],
        "signals": {
            name: value
            for name in Signals.__dataclass_fields__
            if (value := getattr(found.signals, name)) not in (False, None, ())
        },
        "items": [
            {"title": each.title, "url": each.credit.original_url, "text": saying.summary(each)}
            for each in made.items
        ],
        "missed": [{"url": each.lead.url, "why": each.why} for each in made.missed],
    }


def _tell(release: Release) -> None:
    when = release.first_published.iso() if release.first_published else ""
    text = " ".join(saying.summary(release).split())
    show.line(f"   {show.apart(release.title)}")
    if text:
        show.line(f"   {show.apart(text[:_SHOWN] + ('…' if len(text) > _SHOWN else ''))}")
    show.line(f"   {show.apart(saying.attribution(release))}  {when}")


def reserved(signals: Signals, call: Call) -> str:
    """What signals reserve, in a few words."""
    words: Sequence[tuple[bool, str]] = (
        (signals.noindex, "no indexing"),
        (signals.nosnippet, "no excerpts"),
        (signals.max_snippet is not None, "short excerpts"),
        (signals.noai, "no use by AI"),
        (signals.noimageai, "no pictures"),
        (signals.tdm_reservation, "text and data mining"),
    )
    said = [call.say(word) for holds, word in words if holds]
    if signals.license:
        said.append(call.say("its licence: {url}", url=signals.license))
    return ", ".join(said) or call.say("nothing")


def _policy(source: Source, call: Call) -> str:
    """The policy that will hold, and why where it is less than what was asked for."""
    asked, signals = source.policy.show, source.policy.signals
    if asked is not Show.HEADLINE and (signals.nosnippet or signals.max_snippet == 0):
        return call.say("{policy}, as the site allows no excerpts", policy=call.say(Show.HEADLINE))
    return call.say(asked)
