"""What the page of a story says besides its list."""

import re
from dataclasses import replace
from datetime import timedelta

from masdar import model
from masdar.press import article, home, story, timeline
from tests import fakes
from tests.press import room

HOUR = timedelta(hours=1)


def told(*each: tuple[str, float]) -> list[timeline.Told]:
    return [timeline.Told(outlet, fakes.NOON + hours * HOUR) for outlet, hours in each]


def test_time_runs_from_where_reading_begins(newsroom: room.Room) -> None:
    mentions = told(("first", 0), ("second", 5), ("first", 10))
    drawn = {}
    for language in ("ar", "en"):
        with newsroom.view(language) as view:
            drawn[language] = timeline.of(view, mentions)

    arabic, english = drawn["ar"], drawn["en"]
    assert arabic is not None
    assert english is not None
    assert [row.outlet for row in arabic.rows] == ["first", "second"]
    assert arabic.rows[0].marks == (timeline.WIDE - 10, 10)
    assert english.rows[0].marks == (10, timeline.WIDE - 10)
    assert arabic.rows[1].marks == english.rows[1].marks == (timeline.WIDE // 2,)


def test_one_outlet_or_one_moment_is_not_drawn(newsroom: room.Room) -> None:
    with newsroom.view() as view:
        assert timeline.of(view, []) is None
        assert timeline.of(view, told(("first", 0), ("first", 3))) is None
        assert timeline.of(view, told(("first", 1), ("second", 1))) is None


def test_outlets_beyond_the_rows_are_counted(newsroom: room.Room) -> None:
    many = told(*((f"outlet {n}", n) for n in range(11)), ("outlet 10", 12))

    with newsroom.view() as view:
        drawn = timeline.of(view, many)

    assert drawn is not None
    assert (len(drawn.rows), drawn.more) == (8, 3)
    assert drawn.rows[-1].outlet == "outlet 10"


def test_headlines_of_one_wording_stand_together() -> None:
    first = fakes.article(1, title="افتتاح الجسر الجديد")
    titles = ["إفتتاح الجسر الجديد", "الوادي يفتتح جسره"]
    others = [fakes.article(n, source=f"paper{n}", title=title) for n, title in enumerate(titles, 2)]
    releases = [fakes.release(each) for each in (first, *others)]
    named = [replace(each, source_name=name) for each, name in zip(releases, "أبت", strict=True)]

    found = story.headlines(named)

    assert [(each.title, each.outlets) for each in found] == [
        ("افتتاح الجسر الجديد", ("أ", "ب")),
        # what the first has not is set off
        ("<b>الوادي</b> <b>يفتتح</b> <b>جسره</b>", ("ت",)),
    ]
    assert story.headlines(named[:2]) == []


def test_whose_text_was_carried_is_told_by_the_chains() -> None:
    def carried(n: int, teller: str, origin: str, standing: model.Standing) -> model.Release:
        each = fakes.article(n, source=f"paper{n}")
        hands = fakes.link(origin, role=model.Role.ORIGIN, standing=standing), fakes.link(teller)
        made = fakes.release(each, chain=fakes.chain(each, *hands))
        return replace(made, source_name=teller, credit=replace(made.credit, publisher=origin))

    said, inferred = model.Standing.SAID, model.Standing.INFERRED
    own = replace(fakes.release(fakes.article(9)), source_name="أصل")
    releases = [
        own,
        carried(1, "أ", "وكالة", said),
        carried(2, "ب", "وكالة", inferred),
        carried(3, "أ", "وكالة", said),
        carried(4, "ت", "صحيفة", inferred),
    ]

    found = story.quoted(releases)

    assert [(each.origin, each.outlets, each.inferred) for each in found] == [
        ("وكالة", ("أ", "ب"), False),
        ("صحيفة", ("ت",), True),
    ]
    assert story.quoted([own]) == []


def test_headlines_of_a_long_story_are_told_by_its_list_alone() -> None:
    many = [fakes.release(fakes.article(n, title=f"عنوان {n}")) for n in range(9)]

    assert len(story.headlines(many[:8])) == 8
    assert story.headlines(many) == []


def test_a_story_is_drawn_and_its_headlines_compared(newsroom: room.Room) -> None:
    text = newsroom.page("/story/{id}", id=newsroom.ids["agency"]).body.decode()

    assert len(re.findall('<path class="mark"', text)) == 2
    assert "كيف عنونوها" in text


def test_one_text_of_many_papers_stands_below_a_story_of_many_texts(newsroom: room.Room) -> None:
    copies = [fakes.draft(n, source=f"copy{n}", title=f"نسخة {n}") for n in range(20, 24)]
    own = [fakes.draft(n, source=f"own{n}", title=f"رواية {n}") for n in range(30, 33)]
    first, second = copies[0].article, own[0].article
    with newsroom.store.writing() as writing:
        for drafts, lead in ((copies, first), (own, second)):
            overlaps = [fakes.overlap(copies[0].article, each.article) for each in copies[1:]]
            writing.keep(
                drafts,
                placements=[fakes.placement(each.article, lead.id) for each in drafts],
                overlaps=overlaps if lead is first else (),
                stories=[fakes.story(lead)],
            )

    with newsroom.view() as view:
        stories = [story for story in view.reading.stories.top(since=None, limit=9) if story.sources > 2]
        order = home.weighed(view, stories, max(each.latest for each in stories))

    assert [each.lead for each in stories] == [first.id, second.id]
    assert [each.lead for each in order] == [second.id, first.id]


def test_nobody_hands_a_text_to_himself(newsroom: room.Room) -> None:
    """A line of a story names its teller; the hands are those before him."""
    page = newsroom.page("/story/{id}", id=newsroom.ids["agency"]).body.decode("utf-8")

    assert "نقلًا عن <bdi>وكالة الوادي</bdi> عبر <bdi>بوابة السوق</bdi></a>" in page


def test_a_text_taken_straight_from_its_origin_names_the_origin_alone(newsroom: room.Room) -> None:
    with newsroom.view() as view:
        release = view.reading.releases.get(newsroom.ids["copy"])
        assert release is not None
        links = (release.chain.links[0], release.chain.links[-1])
        straight = replace(release, chain=replace(release.chain, links=links))

        said = article.hands(view, straight, told=True)
        guessed = replace(straight, origin=replace(straight.origin, standing=model.Standing.INFERRED))

        assert said == "نقلًا عن <bdi>وكالة الوادي</bdi>"
        assert article.hands(view, guessed, told=True) == f"{said}: مستنتج من النص نفسه"
