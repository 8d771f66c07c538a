"""A source as it would be added: what was found on its site, and a few of its articles as they would look.

Nothing is written: a person decides.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from masdar import address
from masdar.desk import discover, preview
from masdar.model import Channel, ChannelId, ChannelKind, Policy, Release, Source, SourceId
from masdar.ports import Fetcher
from masdar.sources import catalogue

NAMES = {
    ChannelKind.FEED: "feed",
    ChannelKind.SITEMAP: "sitemap",
    ChannelKind.SECTION: "page",
    ChannelKind.DROP: "drop",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A source as it would be added, and what it rests on."""

    source: Source
    found: discover.Found
    # of `found.ways`, those that the source would watch
    taken: tuple[discover.Way, ...]
    items: tuple[Release, ...]
    missed: tuple[preview.Missed, ...]


async def propose(
    url: str,
    *,
    known: Callable[[SourceId], Source | None],
    id: str | None,
    name: str | None,
    rule: Policy | None,
    all_: bool,
    fetcher: Fetcher,
    now: Callable[[], datetime],
) -> Proposal:
    """Look around a site and make a source of what is found. `rule` is the policy a person asked for.

    Raises FetchError where the address gives nothing.
    """
    found = await discover.find(url, fetcher=fetcher, now=now)
    taken = found.ways if all_ else found.ways[:1]
    slug = SourceId(id) if id else catalogue.slug(found.home)
    source = known(slug)
    if source is None:
        source = catalogue.unknown(slug, policy=rule or Policy(), url=found.home)
        if source.name == address.host(found.home) and found.title:
            source = replace(source, name=found.title)
        if found.language and slug not in catalogue.known():
            source = replace(source, languages=(found.language,))
    source = replace(
        source,
        name=name or source.name,
        policy=replace(rule or source.policy, signals=found.signals),
    )
    for way in taken:
        source = with_channel(source, way.where, way.kind)
    leads = taken[0].leads if taken else ()
    items, missed = await preview.of(
        leads, source=source, directory=catalogue.directory([source]), fetcher=fetcher, now=now
    )
    return Proposal(source=source, found=found, taken=tuple(taken), items=items, missed=missed)


def with_channel(source: Source, where: str, kind: ChannelKind = ChannelKind.FEED) -> Source:
    """The source with one more channel to visit; as it was if it has that one."""
    if any(channel.where == where for channel in source.channels):
        return source
    taken = {channel.id for channel in source.channels}
    base = f"{source.id}/{NAMES.get(kind, 'feed')}"
    number, id = 1, ChannelId(base)
    while id in taken:
        number += 1
        id = ChannelId(f"{base}-{number}")
    channel = Channel(id=id, source=source.id, kind=kind, where=where)
    return replace(source, channels=(*source.channels, channel))
