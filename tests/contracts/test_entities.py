"""What is kept of whom articles speak of."""

from collections.abc import Sequence

from masdar.model import ArticleId, EntityId, EntityKind, Mention, ReleaseStatus
from masdar.ports import Store
from tests import fakes

PERSON, PLACE = EntityKind.PERSON, EntityKind.PLACE
CITY = EntityId("place.city")


def mention(
    id: str = "place.city", kind: EntityKind = PLACE, name: str = "المدينة", **fields: object
) -> Mention:
    return Mention(entity=EntityId(id), kind=kind, name=name, **fields)  # type: ignore[arg-type] # a test's shorthand


def put(store: Store, *numbers: int, mentions: Sequence[Mention] = (mention(),)) -> list[ArticleId]:
    """Keep and show some articles, and note what they speak of."""
    drafts = [fakes.draft(n) for n in numbers]
    releases = [fakes.release(each.article) for each in drafts]
    with store.writing() as writing:
        writing.keep(drafts, **fakes.kept(drafts))
        writing.put_releases(releases)
        writing.put_mentions(
            {each.id: mentions for each in releases}, at={each.id: each.when for each in releases}
        )
    return [each.id for each in releases]


def test_the_articles_that_speak_of_it_come_newest_first_and_page_by_page(store: Store) -> None:
    first, second, third = put(store, 1, 2, 3)

    with store.reading() as reading:
        newest = reading.entities.latest(CITY, limit=2)
        last = newest[-1]
        older = reading.entities.latest(CITY, before=(last.when, last.id), limit=2)

    assert [each.id for each in newest] == [third, second]
    assert [each.id for each in older] == [first]


def test_they_are_counted_as_they_come_and_go(store: Store) -> None:
    one, _ = put(store, 1, 2)
    put(store, 1)
    with store.reading() as reading:
        (found,) = reading.entities.top(PLACE)
        assert (found.id, found.articles) == (CITY, 2)

    with store.writing() as writing:
        writing.put_mentions({one: ()}, at={})

    with store.reading() as reading:
        counted = reading.entities.get(CITY)
        assert counted is not None
        assert counted.articles == 1
        assert reading.entities.of([one]) == {}


def test_whom_nobody_speaks_of_any_more_is_not_there(store: Store) -> None:
    (id,) = put(store, 1)

    with store.writing() as writing:
        writing.put_mentions({id: ()}, at={})

    with store.reading() as reading:
        assert reading.entities.get(CITY) is None
        assert reading.entities.top(PLACE) == ()
        assert reading.entities.latest(CITY) == ()
    assert store.sizes()["entities"] == 0


def test_what_was_withdrawn_stands_in_no_list_even_before_it_is_noted(store: Store) -> None:
    put(store, 1, 2)

    with store.writing() as writing:
        writing.put_releases([fakes.release(fakes.article(2), status=ReleaseStatus.WITHDRAWN)])

    with store.reading() as reading:
        assert [each.id for each in reading.entities.latest(CITY)] == [fakes.article(1).id]


def test_an_article_speaks_first_of_what_its_title_names(store: Store) -> None:
    often = mention("place.other", name="الأخرى", times=9)
    (id,) = put(store, 1, mentions=[often, mention(title=True)])

    with store.reading() as reading:
        assert [each.entity for each in reading.entities.of([id])[id]] == [CITY, "place.other"]


def test_those_of_a_kind_come_by_how_many_speak_of_them(store: Store) -> None:
    put(store, 1, mentions=[mention("person.a", PERSON, "سالم", office="وزير"), mention()])
    put(store, 2, mentions=[mention("person.a", PERSON, "سالم"), mention("person.b", PERSON, "خالد")])

    with store.reading() as reading:
        first, second = reading.entities.top(PERSON)
        (after,) = reading.entities.top(PERSON, after=(first.articles, first.id))
        names = reading.entities.names(first.id)

    assert (first.id, first.articles, second.id) == ("person.a", 2, "person.b")
    assert after == second
    assert names == (("سالم", None), ("سالم", "وزير"))
