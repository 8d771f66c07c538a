import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from masdar.model import Article, Draft, Fingerprint, Level, Near, Relation, Story, StoryId
from masdar.store import open_store
from masdar.stories import fingerprint, place
from masdar.window import Window, open_window
from tests import fakes
from tests.fakes import NOON

_LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"


def words(count: int, *, of: str) -> list[str]:
    """Invented words, always the same: as many as one likes of each name."""
    return [_word(f"{of} {number}") for number in range(count)]


def _word(seed: str) -> str:
    return "".join(_LETTERS[each % len(_LETTERS)] for each in hashlib.blake2b(seed.encode()).digest()[:6])


def article(n: int, text: Iterable[str], *, day: float = 0, title: str = "") -> Article:
    at = NOON + timedelta(days=day)
    return fakes.article(
        n,
        title=title or _word(f"title {n}"),
        blocks=fakes.paragraphs(" ".join(text)),
        published=fakes.moment(at),
    )


def tell(window: Window, *articles: Article) -> list[Near]:
    """Place articles one after another, and what was near each of them."""
    nears = []
    for each in articles:
        mark = fingerprint.of(each)
        near = window.near(mark)
        window.add(mark, place.decide(mark, near).placement)
        nears.append(near)
    return nears


BASE = words(200, of="base")


@pytest.mark.parametrize(
    ("text", "level"),
    [
        pytest.param(BASE, Level.EXACT, id="the same words"),
        pytest.param([*BASE, *words(8, of="end")], Level.NEAR, id="a sentence more"),
        pytest.param([*BASE[:120], *words(80, of="rest")], Level.EDITED, id="another end"),
        pytest.param([*BASE, *words(400, of="around")], Level.EDITED, id="a long text around it"),
        pytest.param([*BASE[:60], *words(140, of="rest")], Level.PARTIAL, id="a passage"),
        pytest.param([*BASE[:30], *words(170, of="rest")], None, id="a quotation"),
        pytest.param(words(200, of="other"), None, id="other words"),
    ],
)
def test_the_level_says_how_much_is_shared(text: Sequence[str], level: Level | None) -> None:
    near = tell(open_window(), article(1, BASE), article(2, text))[-1]

    assert [each.level for each in near.overlaps] == ([level] if level else [])


def test_an_overlap_counts_the_smaller_text() -> None:
    near = tell(open_window(), article(1, BASE), article(2, [*BASE, *words(196, of="more")]))[-1]

    (overlap,) = near.overlaps
    assert (overlap.shared, overlap.containment) == (196, 1.0)
    assert overlap.a < overlap.b


def test_short_texts_are_copies_only_if_they_are_equal() -> None:
    short = words(12, of="short")

    nears = tell(open_window(), article(1, short, title="خبر"), article(2, short, title="خبر"))
    other = tell(open_window(), article(1, short, title="خبر"), article(2, short[:-1], title="خبر"))

    assert [each.level for each in nears[-1].overlaps] == [Level.EXACT]
    assert other[-1].overlaps == ()


def test_a_caption_is_no_text() -> None:
    nears = tell(open_window(), *(article(n, [], title="كاريكاتير") for n in range(3)))

    assert all(near.overlaps == () for near in nears)


def test_what_is_said_every_day_is_a_formula() -> None:
    weather = words(100, of="weather")
    reports = [article(day, [*weather, *words(80, of=f"day {day}")], day=day) for day in range(7)]

    nears = tell(open_window(), *reports)

    assert len(nears[1].overlaps) == 1
    assert nears[-1].overlaps == ()


def test_what_everybody_says_on_one_day_is_a_formula_too() -> None:
    greeting = words(60, of="greeting")
    cards = [article(n, [*greeting, *words(40, of=f"card {n}")]) for n in range(61)]

    assert tell(open_window(), *cards)[-1].overlaps == ()


def test_many_copies_of_one_text_are_no_formula() -> None:
    nears = tell(open_window(), *(article(n, BASE) for n in range(30)))

    assert len(nears[-1].overlaps) == 29


def test_the_order_of_arrival_does_not_matter_for_copies() -> None:
    late, early = article(1, BASE, day=9), article(2, [*BASE, *words(9, of="end")], day=1)

    forth, back = tell(open_window(), late, early)[-1], tell(open_window(), early, late)[-1]

    assert forth.overlaps == back.overlaps != ()


def test_an_older_article_joins_the_story_that_came_first() -> None:
    facts = words(60, of="facts")
    window = open_window()

    tell(window, article(1, [*facts, *words(40, of="a")], day=4))
    _, near = tell(
        window, article(2, words(90, of="else"), day=4), article(3, [*facts[::-1], *words(30, of="b")], day=2)
    )

    assert near.stories[0].story == StoryId(article(1, []).id)
    assert near.stories[0].score >= place.ALIKE


def test_stories_are_those_of_the_days_around() -> None:
    facts = words(60, of="facts")

    near = tell(open_window(), article(1, facts), article(2, facts[::-1], day=9))[-1]

    assert near.stories == ()


def test_a_copy_names_the_story_of_its_text() -> None:
    first = article(1, BASE)

    near = tell(open_window(), first, article(2, BASE))[-1]

    assert near.placed == {first.id: StoryId(first.id)}


def test_an_article_is_not_near_itself() -> None:
    first = article(1, BASE)

    near = tell(open_window(), first, first)[-1]

    assert near.overlaps == ()
    assert near.placed == {first.id: StoryId(first.id)}


def test_a_revision_takes_the_place_of_the_older_text() -> None:
    window = open_window()
    tell(window, article(1, BASE), article(1, words(200, of="new")))

    old, new = tell(window, article(2, BASE), article(3, words(200, of="new")))

    assert old.overlaps == ()
    assert [each.level for each in new.overlaps] == [Level.EXACT]


def test_a_window_that_was_reset_knows_nothing() -> None:
    window = open_window()
    tell(window, article(1, BASE))

    window.reset()

    assert len(window) == 0
    assert tell(window, article(2, BASE))[-1] == Near()


def test_many_articles_are_remembered_beyond_the_newest() -> None:
    window = open_window()
    tell(window, article(0, BASE), *(article(n, words(12, of=f"n{n}")) for n in range(1, 1300)))

    near = tell(window, article(2000, BASE))[-1]

    assert [each.level for each in near.overlaps] == [Level.EXACT]


def keep(home: Path, *articles: Article) -> None:
    window = open_window()
    with open_store(home, create=True).writing() as writing:
        drafts = [_draft(each) for each in articles]
        window.prepare(writing, [each.fingerprint for each in drafts])
        decisions = []
        for each in drafts:
            decisions.append(place.decide(each.fingerprint, window.near(each.fingerprint)))
            window.add(each.fingerprint, decisions[-1].placement)
        stories: dict[StoryId, Story] = {}
        for each, decision in zip(drafts, decisions, strict=True):
            story = decision.placement.story
            stories[story] = place.told(stories.get(story), each.article, decision.placement)
        writing.put_sources([fakes.source()])
        writing.keep(
            drafts,
            placements=[each.placement for each in decisions],
            overlaps=[overlap for each in decisions for overlap in each.overlaps],
            stories=list(stories.values()),
        )


def _draft(of: Article) -> Draft:
    taken = fakes.capture(of.url, at=of.seen, body=of.body.encode(), digest=of.capture)
    return Draft(capture=taken, article=of, claims=(), fingerprint=fingerprint.of(of))


def near_in(home: Path, window: Window, *marks: Fingerprint) -> list[Near]:
    with open_store(home).reading() as reading:
        window.prepare(reading, marks)
        return [window.near(mark) for mark in marks]


def test_days_are_loaded_from_the_store_when_they_are_asked_for(tmp_path: Path) -> None:
    first = article(1, BASE, day=-20)
    keep(tmp_path, first, article(2, BASE, day=-90))

    (near,) = near_in(tmp_path, open_window(), fingerprint.of(article(3, BASE)))

    assert [(each.level, near.placed) for each in near.overlaps] == [
        (Level.EXACT, {first.id: StoryId(first.id)})
    ]


def test_a_loaded_window_answers_as_the_one_that_wrote(tmp_path: Path) -> None:
    facts = words(60, of="facts")
    told = [article(n, [*facts, *words(30, of=f"tail {n}")], day=n / 9) for n in range(5)]
    mark = fingerprint.of(article(9, [*words(30, of="x"), *facts[::-1]]))
    live = open_window()
    tell(live, *told)
    keep(tmp_path, *told)

    (near,) = near_in(tmp_path, open_window(), mark)

    assert near.overlaps == live.near(mark).overlaps
    assert [each.story for each in near.stories] == [each.story for each in live.near(mark).stories]


def test_stories_are_loaded_when_their_days_come(tmp_path: Path) -> None:
    facts = words(60, of="facts")
    first = article(1, facts)
    keep(tmp_path, first)
    window = open_window()

    far = near_in(tmp_path, window, fingerprint.of(article(2, facts[::-1], day=20)))[0]
    close = near_in(tmp_path, window, fingerprint.of(article(3, facts[::-1], day=1)))[0]

    assert far.stories == ()
    assert [each.story for each in close.stories] == [StoryId(first.id)]


@pytest.mark.parametrize("year", [1, 9999])
def test_the_calendar_has_ends(tmp_path: Path, year: int) -> None:
    edge = article(1, BASE)
    keep(tmp_path, edge)
    mark = replace(fingerprint.of(edge), at=NOON.replace(year=year, month=12, day=31))

    assert near_in(tmp_path, open_window(), mark)[0].overlaps == ()


def test_a_kept_article_that_comes_again_is_a_revision(tmp_path: Path) -> None:
    first = article(1, BASE, day=-60)
    keep(tmp_path, first)
    again = fingerprint.of(article(1, words(50, of="new"), day=0))

    (near,) = near_in(tmp_path, open_window(), again)

    assert place.decide(again, near).placement.relation is Relation.REVISION


def test_far_days_are_forgotten_beyond_the_capacity_and_loaded_again(tmp_path: Path) -> None:
    old, new = article(1, BASE), article(2, words(200, of="new"), day=400)
    keep(tmp_path, old, new)
    window = open_window(days=10, capacity=0)

    first = near_in(tmp_path, window, fingerprint.of(article(3, BASE, day=1)))[0]
    second = near_in(tmp_path, window, fingerprint.of(article(4, words(200, of="new"), day=401)))[0]
    held = len(window)
    third = near_in(tmp_path, window, fingerprint.of(article(5, BASE, day=2)))[0]

    assert held == 1
    assert [len(each.overlaps) for each in (first, second, third)] == [1, 1, 1]


def test_a_merged_story_is_told_in_the_older_one() -> None:
    window = open_window()
    one, other = article(1, words(90, of="one"), day=1), article(2, words(90, of="other"), day=2)
    tell(window, other, one)
    older, younger = StoryId(one.id), StoryId(other.id)

    assert window.merge(younger, older) == (younger, older)

    near = window.near(fingerprint.of(article(3, words(90, of="other")[::-1], day=2)))
    assert [each.story for each in near.stories] == [older]
    assert near.stories[0].voices == 2
    assert window.near(fingerprint.of(other)).placed == {other.id: older}
    assert window.merge(older, younger) == (older, older)


def test_merging_is_as_if_all_had_been_told_in_one_story() -> None:
    apart, together = open_window(), open_window()
    facts = words(30, of="facts")
    texts = [
        article(1, [*facts, *words(9, of="own")], day=1),
        article(2, [*facts[::-1], *words(5, of="more")], day=2),
    ]
    first = StoryId(texts[0].id)
    for window, stories in ((apart, [each.id for each in texts]), (together, [first, first])):
        for each, story in zip(texts, stories, strict=True):
            window.add(fingerprint.of(each), fakes.placement(each, story))

    apart.merge(StoryId(texts[1].id), first)

    asked = fingerprint.of(article(3, [*facts[::2], *facts[1::2]], day=2))
    ours, theirs = apart.near(asked).stories, together.near(asked).stories
    assert [each.story for each in ours] == [each.story for each in theirs] == [first]
    assert ours[0].score == pytest.approx(theirs[0].score)
