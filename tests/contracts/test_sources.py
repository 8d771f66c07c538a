"""Sources, their channels, and when those were visited."""

from dataclasses import replace

from masdar.model import ChangeKind, Policy, Show, Visit
from masdar.ports import Store
from tests import fakes


def test_sources_come_back_with_their_channels_by_id(store: Store) -> None:
    sources = [fakes.source("wadi"), fakes.source("jabal", policy=Policy(show=Show.FULL, ground="عقد"))]
    with store.writing() as writing:
        writing.put_sources(sources)

    with store.reading() as reading:
        assert reading.sources.all() == (sources[1], sources[0])
        assert reading.sources.get(sources[0].id) == sources[0]
        assert reading.sources.get(fakes.source("nobody").id) is None


def test_a_source_that_differs_is_replaced_and_logged(store: Store) -> None:
    source = fakes.source("wadi")
    renamed = replace(source, name="صحيفة الوادي", channels=(fakes.channel("wadi/new", source="wadi"),))
    with store.writing() as writing:
        writing.put_sources([source])
        writing.put_sources([renamed])

    with store.reading() as reading:
        assert reading.sources.get(source.id) == renamed
        assert [channel.id for channel in reading.channels.due(now=fakes.NOON, limit=9)] == ["wadi/new"]
        changes = reading.changes.after(0, limit=9)
        assert [(each.kind, each.id) for each in changes] == [(ChangeKind.SOURCE, "wadi")] * 2


def test_what_waits_longest_is_due_first(store: Store) -> None:
    names = ("a", "b", "c", "d")
    with store.writing() as writing:
        writing.put_sources([fakes.source(name, enabled=name != "d") for name in names])
        channels = {name: fakes.channel(f"{name}/all").id for name in names}
        writing.add_visits(
            (),
            next_visits={
                channels["a"]: fakes.NOON,
                channels["b"]: fakes.NOON - fakes.HOUR,
                channels["c"]: fakes.NOON + fakes.HOUR,
            },
        )

    with store.reading() as reading:
        assert [each.id for each in reading.channels.due(now=fakes.NOON, limit=9)] == ["b/all", "a/all"]
        assert [each.id for each in reading.channels.due(now=fakes.NOON, limit=1)] == ["b/all"]


def test_a_source_put_again_keeps_its_rhythm(store: Store) -> None:
    source = fakes.source("wadi")
    with store.writing() as writing:
        writing.put_sources([source])
        writing.add_visits((), next_visits={source.channels[0].id: fakes.NOON + fakes.HOUR})

    with store.writing() as writing:
        writing.put_sources([replace(source, name="اسم آخر")])

    with store.reading() as reading:
        assert reading.channels.due(now=fakes.NOON, limit=9) == ()


def test_visits_are_read_newest_first(store: Store) -> None:
    channel = fakes.channel().id
    visits = [
        Visit(channel=channel, at=fakes.NOON + n * fakes.HOUR, status=200, etag=f'"{n}"', took=0.5)
        for n in range(3)
    ]
    for _ in range(2):
        with store.writing() as writing:
            writing.add_visits(visits, next_visits={})

    with store.reading() as reading:
        assert reading.channels.visits(channel) == tuple(reversed(visits))
        assert reading.channels.last_visit(channel) == visits[-1]
        assert reading.channels.last_visit(fakes.channel("other/all").id) is None


def test_what_a_site_reserves_is_kept_from_change_to_change(store: Store) -> None:
    first = fakes.reservation(fakes.NOON)
    again = replace(first, read=fakes.NOON + fakes.HOUR)
    other = fakes.reservation(fakes.NOON + 2 * fakes.HOUR, signals=fakes.signals(noai=True))
    with store.writing() as writing:
        for each in (first, again, other):
            writing.put_reservations([each])
        writing.put_reservations([replace(first, source=fakes.source("other").id)])

    with store.reading() as reading:
        assert reading.sources.reservations(first.source) == (other, again)
        assert reading.sources.reservations(first.source, limit=1) == (other,)
        assert reading.sources.reservations(fakes.source("nobody").id) == ()
        assert reading.changes.head() == 0
