"""Releases as rows: lists, pages, sections and withdrawal."""

from datetime import timedelta

from masdar.model import ArticleId, Release, ReleaseStatus
from masdar.ports import Store
from masdar.rights import release as clearing
from tests import fakes


def cleared(*numbers: int, source: str = "alwadi", section: str | None = "محليات") -> list[Release]:
    return [fakes.release(fakes.article(n, source=source, section=section)) for n in numbers]


def put(store: Store, *releases: Release) -> None:
    with store.writing() as writing:
        writing.put_releases(releases)


def test_a_release_is_read_back_whole(store: Store) -> None:
    release = cleared(1)[0]

    put(store, release)

    with store.reading() as reading:
        assert reading.releases.get(release.id) == release
        assert reading.releases.many([release.id]) == {release.id: release}
        assert reading.changes.head() == 0


def test_lists_are_newest_first_and_paged_by_key(store: Store) -> None:
    releases = cleared(3, 1, 2) + cleared(2, source="other")
    put(store, *releases)
    expected = sorted(releases, key=lambda each: (each.when, each.id), reverse=True)

    with store.reading() as reading:
        walked: list[Release] = []
        before: tuple[object, ArticleId] | None = None
        while page := reading.releases.latest(before=before, limit=2):  # type: ignore[arg-type]  # None at first
            walked += page
            before = (page[-1].when, page[-1].id)
        assert walked == expected


def test_lists_by_source_and_by_section(store: Store) -> None:
    sport = cleared(1, 2, section="رياضة")
    other = cleared(3, source="other", section="رياضة")
    plain = cleared(4, section=None)
    put(store, *sport, *other, *plain)

    with store.reading() as reading:
        assert reading.releases.latest(section="رياضة") == (other[0], sport[1], sport[0])
        assert reading.releases.latest(section="رياضة", source=sport[0].source) == (sport[1], sport[0])
        assert reading.releases.latest(source=sport[0].source, limit=1) == (plain[0],)
        assert reading.releases.latest(section="لا شيء") == ()


def test_sections_and_counts_follow_what_is_listed(store: Store) -> None:
    releases = cleared(1, 2, section="رياضة") + cleared(3, section="محليات") + cleared(4, section=None)
    put(store, *releases)
    put(store, *releases)
    withdrawn = fakes.release(fakes.article(1, section="رياضة"), status=ReleaseStatus.WITHDRAWN, version=2)
    moved = fakes.release(fakes.article(3, section="رياضة"), version=2)

    put(store, withdrawn, moved)

    with store.reading() as reading:
        assert reading.releases.sections() == (("رياضة", 2),)
        assert reading.releases.count() == 3


def test_a_withdrawn_release_stands_in_no_list(store: Store) -> None:
    put(store, *cleared(1, 2))

    gone = fakes.release(fakes.article(1), status=ReleaseStatus.WITHDRAWN, version=2)
    put(store, gone)

    with store.reading() as reading:
        assert [each.id for each in reading.releases.latest()] == [fakes.article(2).id]
        assert reading.releases.get(gone.id) == gone


def altered(n: int, status: ReleaseStatus, *, hour: int, version: int = 2) -> Release:
    made = fakes.release(fakes.article(n), status=status, version=version)
    return clearing.checked(made, made.checked + timedelta(hours=hour))


def test_what_was_altered_is_listed_newest_first_and_paged_by_key(store: Store) -> None:
    corrected = altered(1, ReleaseStatus.CORRECTED, hour=1)
    gone = altered(2, ReleaseStatus.WITHDRAWN, hour=3)
    updated = altered(3, ReleaseStatus.UPDATED, hour=2)
    put(store, *cleared(4, 5), corrected, gone, updated)

    with store.reading() as reading:
        listed = reading.releases.altered()
        first = reading.releases.altered(limit=1)
        rest = reading.releases.altered(before=(first[0][0], first[0][1].id))
        only = reading.releases.altered(status=ReleaseStatus.CORRECTED)
    assert [each for _, each in listed] == [gone, updated, corrected]
    assert [when for when, _ in listed] == [gone.checked, updated.checked, corrected.checked]
    assert (*first, *rest) == listed
    assert only == (listed[2],)


def test_an_alteration_keeps_its_time_until_the_next(store: Store) -> None:
    gone = ReleaseStatus.WITHDRAWN
    first = altered(1, gone, hour=1)
    again = altered(1, gone, hour=4)
    anew = altered(1, gone, hour=6, version=3)

    for release, expected in ((first, first.checked), (again, first.checked), (anew, anew.checked)):
        put(store, release)
        with store.reading() as reading:
            assert [when for when, _ in reading.releases.altered()] == [expected]


def test_what_is_as_it_first_was_again_is_no_alteration(store: Store) -> None:
    put(store, altered(1, ReleaseStatus.WITHDRAWN, hour=1))

    put(store, fakes.release(fakes.article(1), version=3))

    with store.reading() as reading:
        assert reading.releases.altered() == ()
