"""What all visits to a channel come to, visit by visit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from masdar import address
from masdar.arabic import dates
from masdar.model import Channel, ChannelId, ChannelState, Document, Lead, Move, Pulse, Source, Visit, Watch
from masdar.sources import pulse, turned

# a move "for good" is believed after so many visits over so long
PROOFS, PROOF = 3, timedelta(days=1)
# the pulse is brought up to date at least so often, news or not
_DAILY = timedelta(days=1)
# dates that are read of what one visit brings
_DATED = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What a visit that went well found besides its `Visit`."""

    # what it names, and what of it nobody had named before
    leads: Sequence[Lead] = ()
    fresh: Sequence[Lead] = ()
    # whether a body came and was read
    whole: bool = False
    etag: str | None = None
    last_modified: str | None = None
    validates: str | None = None
    moved: str | None = None
    rest: timedelta | None = None
    skip_hours: tuple[int, ...] = ()
    skip_days: tuple[int, ...] = ()
    documents: Mapping[str, Document] = field(default_factory=dict)
    hub: str | None = None
    topic: str | None = None


def unseen(channel: ChannelId) -> Watch:
    """What is known of a channel that was never visited."""
    return Watch(channel=channel)


def failure(watch: Watch, visit: Visit) -> Watch:
    """After a visit that failed: everything is kept for when the channel is well again."""
    return replace(
        watch,
        at=visit.at,
        failures=watch.failures + 1,
        since=watch.since or visit.at,
        cause=visit.failure or f"status {visit.status}",
    )


def news(watch: Watch, visit: Visit, found: News) -> Watch:
    """After a visit that went well."""
    well = replace(
        watch,
        at=visit.at,
        well=visit.at,
        failures=0,
        since=None,
        cause=None,
        moved=_moved(watch.moved, found.moved, visit.at),
        pulse=_pulse(watch, found, visit.at),
    )
    if not found.whole:
        return well
    return replace(
        well,
        whole=visit.at,
        etag=found.etag,
        last_modified=found.last_modified,
        validates=found.validates,
        rest=found.rest,
        skip_hours=found.skip_hours,
        skip_days=found.skip_days,
        documents=found.documents,
        hub=found.hub,
        topic=found.topic,
        hosts=turned.hosts(watch, found.leads),
        language=turned.spoken(found.leads) or watch.language,
    )


def pushed(watch: Watch, fresh: Sequence[Lead], *, at: datetime) -> Watch:
    """After something came by itself: it tells of the channel's pulse as a visit does."""
    found = News(leads=fresh, fresh=fresh)
    return replace(watch, pulse=_pulse(watch, found, at), hosts=turned.hosts(watch, fresh))


def follow(channel: Channel, source: Source, watch: Watch) -> Channel:
    """The channel at the address that it moved to, once that is proven; else as it is.

    Proven is a move that was told "for good" on several visits over a day, each time with a feed behind it
    that could be read, to a host of the same publisher. The old address is kept as an alias.
    """
    move = watch.moved
    if move is None or move.times < PROOFS or watch.at is None or watch.at - move.since < PROOF:
        return channel
    if not _of_one_house(channel.where, move.to, source):
        return channel
    aliases = tuple(dict.fromkeys((*channel.aliases, channel.where)))
    return replace(channel, where=move.to, aliases=tuple(each for each in aliases if each != move.to))


def retired(channel: Channel, at: datetime) -> Channel:
    note = f"its server says since {at:%Y-%m-%d} that it is gone for good (410)"
    return replace(channel, state=ChannelState.RETIRED, note=note)


def paused(channel: Channel, why: str) -> Channel:
    return replace(channel, state=ChannelState.PAUSED, note=why)


def _moved(before: Move | None, to: str | None, at: datetime) -> Move | None:
    if to is None:
        return None
    if before is None or before.to != to:
        return Move(to=to, since=at)
    return replace(before, times=before.times + 1)


def _of_one_house(old: str, new: str, source: Source) -> bool:
    was, now = address.host(old), address.host(new)
    return any(
        now == each or now.endswith(f".{each}") or each.endswith(f".{now}")
        for each in (was, *source.hosts)
        if each
    )


def _pulse(watch: Watch, found: News, at: datetime) -> Pulse:
    known = watch.pulse.at
    if not found.fresh and known is not None and at - known < _DAILY:
        return watch.pulse
    # of many at once a few tell for the others
    step = -(-len(found.fresh) // _DATED) if found.fresh else 1
    sample = [made for lead in found.fresh[::step] if (made := _dated(lead, at))]
    times = [each for each in sample for _ in range(step)][: len(found.fresh)]
    undated = len(found.fresh) - len(times)
    if undated and watch.well is not None and len(sample) < len(found.fresh[::step]):
        times += pulse.spread(undated, since=watch.well, now=at)
    return pulse.learn(watch.pulse, times, since=watch.well, now=at)


def _dated(lead: Lead, now: datetime) -> datetime | None:
    said = lead.published or lead.updated
    made = dates.moment(said, now=now) if said else None
    return made.at if made is not None and made.at <= now + timedelta(minutes=5) else None
