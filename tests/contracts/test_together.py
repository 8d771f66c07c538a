"""Groups of copies, and stories."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis
from hypothesis import strategies as some

from masdar.errors import NotFound
from masdar.model import (
    ArticleId,
    ChangeKind,
    Draft,
    Level,
    Listed,
    Overlap,
    Relation,
    ReleaseStatus,
    Story,
    StoryId,
    digest,
)
from masdar.ports import Store, Writing
from masdar.store import open_store
from tests import fakes

CLOSE = (Level.EXACT, Level.NEAR, Level.EDITED)


def keep(
    writing: Writing,
    drafts: Sequence[Draft],
    *,
    overlaps: Sequence[Overlap] = (),
    stories: Sequence[Story] | None = None,
) -> None:
    writing.keep(drafts, **(fakes.kept(drafts) | {"overlaps": overlaps}))


def logged(writing: Writing, after: int, kind: ChangeKind) -> list[str]:
    return [each.id for each in writing.changes.after(after, limit=1_000) if each.kind is kind]


# --- groups --------------------------------------------------------------------------------------


def test_copies_of_one_text_are_a_group_named_by_the_smallest(store: Store) -> None:
    drafts = [fakes.draft(n) for n in range(4)]
    a, b, c, d = (draft.article for draft in drafts)
    overlaps = (fakes.overlap(a, b), fakes.overlap(b, c, Level.EDITED), fakes.overlap(c, d, Level.PARTIAL))

    with store.writing() as writing:
        keep(writing, drafts, overlaps=overlaps)

    with store.reading() as reading:
        group = reading.groups.of(a.id)
        assert group is not None
        assert (group.id, group.members) == (min(a.id, b.id, c.id), tuple(sorted((a.id, b.id, c.id))))
        assert set(group.overlaps) == set(overlaps[:2])
        assert reading.groups.of(d.id) is None
        assert reading.groups.many([a.id, c.id, d.id]) == {a.id: group, c.id: group}
        assert set(reading.groups.overlaps_of(c.id)) == set(overlaps[1:])


def test_a_text_stands_on_the_sites_that_list_a_copy_of_it(store: Store) -> None:
    drafts = [fakes.draft(n, source=source) for n, source in enumerate(("wadi", "jabal", "jabal", "sahil"))]
    a, b, c, d = (draft.article for draft in drafts)
    with store.writing() as writing:
        keep(writing, drafts, overlaps=[fakes.overlap(a, b), fakes.overlap(b, c), fakes.overlap(c, d)])
        released = [fakes.release(each) for each in (a, b, c, d)]
        writing.put_releases([*released[:3], replace(released[3], status=ReleaseStatus.WITHDRAWN)])

    with store.reading() as reading:
        everyone = tuple(sorted(each.id for each in (a, b, c, d)))
        assert reading.groups.members([a.id, d.id]) == {a.id: everyone, d.id: everyone}
        # two of them are of one source, and of the fourth nothing is shown
        assert reading.groups.sites([a.id]) == {a.id: 2}
        assert reading.groups.sites([fakes.article(9).id]) == {}


def test_all_overlaps_are_paged_in_order(store: Store) -> None:
    drafts = [fakes.draft(n) for n in range(5)]
    overlaps = [fakes.overlap(drafts[0].article, each.article) for each in drafts[1:]]
    with store.writing() as writing:
        keep(writing, drafts, overlaps=overlaps)

    with store.reading() as reading:
        first = reading.groups.overlaps(limit=3)
        rest = reading.groups.overlaps(after=(first[-1].a, first[-1].b), limit=3)
        assert [*first, *rest] == sorted(overlaps, key=lambda each: (each.a, each.b))


def test_everyone_whose_group_altered_is_logged(store: Store) -> None:
    drafts = [fakes.draft(n) for n in range(5)]
    a, b, c, d, e = (draft.article for draft in drafts)
    with store.writing() as writing:
        keep(writing, drafts, overlaps=[fakes.overlap(a, b), fakes.overlap(c, d)])
        head = writing.changes.head()

        keep(writing, [], overlaps=[fakes.overlap(b, c)])

        assert sorted(logged(writing, head, ChangeKind.ARTICLE)) == sorted(each.id for each in (a, b, c, d))
        assert writing.groups.of(e.id) is None


def test_a_revised_text_leaves_the_group_it_no_longer_shares(store: Store) -> None:
    drafts = [fakes.draft(n) for n in range(3)]
    a, b, c = (draft.article for draft in drafts)
    with store.writing() as writing:
        keep(writing, drafts, overlaps=[fakes.overlap(a, b), fakes.overlap(b, c)])
    revised = replace(b, title="نص آخر تماما", capture=digest(b"other"), seen=b.seen + fakes.HOUR)

    with store.writing() as writing:
        keep(writing, [replace(drafts[1], article=revised, fingerprint=fakes.fingerprint(revised))])

    with store.reading() as reading:
        assert reading.groups.many([a.id, b.id, c.id]) == {}


def test_an_overlap_that_loosens_splits_its_group(store: Store) -> None:
    drafts = [fakes.draft(n) for n in range(3)]
    a, b, c = (draft.article for draft in drafts)
    with store.writing() as writing:
        keep(writing, drafts, overlaps=[fakes.overlap(a, b), fakes.overlap(b, c)])
        keep(writing, [], overlaps=[fakes.overlap(b, c, Level.PARTIAL)])

    with store.reading() as reading:
        assert reading.groups.of(c.id) is None
        group = reading.groups.of(a.id)
        assert group is not None
        assert group.members == tuple(sorted((a.id, b.id)))


def components(pairs: Iterable[tuple[int, int]], n: int) -> set[frozenset[int]]:
    """The same, said plainly: join sets until nothing more joins."""
    found = [frozenset([each]) for each in range(n)]
    for a, b in pairs:
        joined = frozenset().union(*(each for each in found if a in each or b in each))
        found = [each for each in found if a not in each and b not in each] + [joined]
    return {each for each in found if len(each) > 1}


@hypothesis(max_examples=25)
@given(
    some.lists(
        some.lists(
            some.tuples(some.integers(0, 9), some.integers(0, 9), some.sampled_from(list(Level))), max_size=6
        ),
        max_size=4,
    )
)
def test_groups_are_the_connected_components_whatever_the_order(
    batches: list[list[tuple[int, int, Level]]],
) -> None:
    drafts = [fakes.draft(n) for n in range(10)]
    number: dict[ArticleId, int] = {draft.article.id: n for n, draft in enumerate(drafts)}
    levels: dict[tuple[int, int], Level] = {}
    with TemporaryDirectory() as home, open_store(Path(home)) as store, store.writing() as writing:
        keep(writing, drafts)
        for batch in batches:
            pairs = {(min(a, b), max(a, b)): level for a, b, level in batch if a != b}
            levels |= pairs
            overlaps = [
                fakes.overlap(drafts[a].article, drafts[b].article, level) for (a, b), level in pairs.items()
            ]
            keep(writing, [], overlaps=overlaps)

        groups = writing.groups.many(list(number))

    close = [pair for pair, level in levels.items() if level in CLOSE]
    assert {frozenset(number[id] for id in group.members) for group in groups.values()} == components(
        close, 10
    )
    assert all(group.id == min(group.members) for group in groups.values())


# --- stories -------------------------------------------------------------------------------------


def test_a_story_is_counted_and_not_believed(store: Store) -> None:
    drafts = [fakes.draft(1, source="wadi"), fakes.draft(2, source="jabal"), fakes.draft(3, source="wadi")]
    lead = drafts[0].article
    boast = fakes.story(lead, size=99, sources=99, latest=lead.when + 99 * fakes.HOUR)

    with store.writing() as writing:
        writing.keep(
            drafts,
            placements=[fakes.placement(each.article, lead.id, Relation.SAME_STORY) for each in drafts],
            overlaps=(),
            stories=[boast],
        )

    with store.reading() as reading:
        story = reading.stories.get(boast.id)
        assert story == replace(boast, size=3, sources=2, opened=lead.when, latest=drafts[2].article.when)
        assert reading.stories.members(boast.id) == tuple(each.article.id for each in drafts)
        assert reading.stories.of([each.article.id for each in drafts]) == {
            each.article.id: boast.id for each in drafts
        }


def test_a_storys_releases_are_told_oldest_first_without_what_was_withdrawn(store: Store) -> None:
    drafts = [fakes.draft(n, source=f"paper{n}") for n in (3, 1, 2)]
    lead = drafts[0].article
    with store.writing() as writing:
        placements = [fakes.placement(each.article, lead.id) for each in drafts]
        writing.keep(drafts, placements=placements, overlaps=(), stories=[fakes.story(lead)])
        released = [fakes.release(each.article) for each in drafts]
        writing.put_releases([*released[:2], replace(released[2], status=ReleaseStatus.WITHDRAWN)])

    with store.reading() as reading:
        story = fakes.story(lead).id
        listed = [Listed(id=each.id, source=each.source, at=each.when) for each in (released[1], released[0])]
        assert reading.releases.told(story) == tuple(listed)
        assert reading.releases.told(story, limit=1) == tuple(listed[:1])


def test_an_article_that_joins_alters_its_story_and_no_other(store: Store) -> None:
    drafts = [fakes.draft(n) for n in range(3)]
    with store.writing() as writing:
        keep(writing, drafts[:2])
        head = writing.changes.head()

        writing.keep(
            drafts[2:],
            placements=[fakes.placement(drafts[2].article, drafts[0].article.id, Relation.COPY)],
            overlaps=(),
            stories=(),
        )

        assert logged(writing, head, ChangeKind.STORY) == [drafts[0].article.id]
        assert logged(writing, head, ChangeKind.ARTICLE) == [drafts[2].article.id]


def test_an_article_that_moves_is_counted_where_it_went(store: Store) -> None:
    drafts = [fakes.draft(n) for n in range(2)]
    first, second = (fakes.story(each.article) for each in drafts)
    with store.writing() as writing:
        keep(writing, drafts)

        writing.keep(
            (),
            placements=[fakes.placement(drafts[1].article, first.id)],
            overlaps=(),
            stories=[replace(second, merged_into=first.id)],
        )

        found = writing.stories.many([first.id, second.id])
        assert (found[first.id].size, found[second.id].size) == (2, 0)
        assert found[second.id].merged_into == first.id
        assert [each.id for each in writing.stories.top(since=None, limit=9)] == [first.id]


def test_the_most_told_stories_come_first_then_the_newest(store: Store) -> None:
    told_by = {1: ("wadi",), 2: ("wadi", "jabal"), 3: ("wadi",)}
    with store.writing() as writing:
        for n, sources in told_by.items():
            drafts = [fakes.draft(n, source=source) for source in sources]
            lead = drafts[0].article
            writing.keep(
                drafts,
                placements=[fakes.placement(each.article, lead.id) for each in drafts],
                overlaps=(),
                stories=[fakes.story(lead)],
            )

    with store.reading() as reading:
        ids = {n: fakes.story(fakes.article(n, source="wadi")).id for n in told_by}
        top = [each.id for each in reading.stories.top(since=None, limit=9)]
        assert top == [ids[2], ids[3], ids[1]]
        since = fakes.NOON + 3 * fakes.HOUR
        assert [each.id for each in reading.stories.top(since=since, limit=9)] == [ids[3]]


def test_a_story_that_nobody_founded_is_refused(store: Store) -> None:
    draft = fakes.draft(1)

    with pytest.raises(NotFound), store.writing() as writing:
        writing.keep([draft], placements=[fakes.placement(draft.article)], overlaps=(), stories=())


def test_a_merged_story_leads_to_the_other_with_all_that_led_to_it(store: Store) -> None:
    drafts = [fakes.draft(n, source=f"paper{n}") for n in range(3)]
    first, second, third = (fakes.story(each.article).id for each in drafts)
    with store.writing() as writing:
        keep(writing, drafts)
        writing.merge([(third, second)])
        head = writing.changes.head()

        writing.merge([(second, first)])

        found = writing.stories.many([first, second, third])
        assert {id: story.merged_into for id, story in found.items()} == {
            first: None,
            second: first,
            third: first,
        }
        assert [found[id].size for id in (first, second, third)] == [3, 0, 0]
        assert (found[first].sources, found[first].latest) == (3, drafts[2].article.when)
        assert writing.stories.members(first) == tuple(each.article.id for each in drafts)
        assert set(logged(writing, head, ChangeKind.STORY)) == {first, second}
        assert set(logged(writing, head, ChangeKind.ARTICLE)) == {each.article.id for each in drafts[1:]}


def test_merging_again_changes_nothing(store: Store) -> None:
    drafts = [fakes.draft(n) for n in range(2)]
    first, second = (fakes.story(each.article).id for each in drafts)
    with store.writing() as writing:
        keep(writing, drafts)
        writing.merge([(second, first)])
        head = writing.changes.head()

        writing.merge([(second, first), (first, second)])

        assert writing.changes.head() == head


def test_a_story_that_nobody_told_is_not_merged(store: Store) -> None:
    draft = fakes.draft(1)
    with store.writing() as writing:
        keep(writing, [draft])

    with pytest.raises(NotFound), store.writing() as writing:
        writing.merge([(StoryId("nobody"), fakes.story(draft.article).id)])
