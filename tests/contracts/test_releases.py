"""Releases as rows: lists, pages, sections and withdrawal."""

from masdar.model import ArticleId, Release, ReleaseStatus
from masdar.ports import Store
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
