from dataclasses import replace
from datetime import timedelta

import pytest

from masdar.model import ArticleId, Level, Near, Overlap, Placement, Relation, StoryId, StoryScore
from masdar.stories import place
from tests import fakes

ARTICLE = fakes.article(1)
MARK = fakes.fingerprint(ARTICLE)
OTHER = ArticleId("other")
STORY = StoryId("story")


def overlap(level: Level, containment: float = 0.9) -> Overlap:
    a, b = sorted((ARTICLE.id, OTHER))
    return Overlap(a=a, b=b, level=level, containment=containment, shared=60)


def score(points: float, story: StoryId = STORY) -> StoryScore:
    return StoryScore(story=story, score=points, nearest=OTHER)


def test_news_founds_a_story_of_its_own() -> None:
    decision = place.decide(MARK, Near())

    assert decision.placement == Placement(
        article=ARTICLE.id, story=StoryId(ARTICLE.id), relation=Relation.FIRST
    )


@pytest.mark.parametrize("level", [Level.EXACT, Level.NEAR, Level.EDITED])
def test_a_copy_joins_the_story_of_its_text(level: Level) -> None:
    near = Near(overlaps=(overlap(level),), placed={OTHER: STORY}, stories=(score(0.9, StoryId("louder")),))

    placement = place.decide(MARK, near).placement

    assert (placement.story, placement.relation, placement.of) == (STORY, Relation.COPY, OTHER)


def test_a_borrowed_passage_makes_no_copy() -> None:
    near = Near(overlaps=(overlap(Level.PARTIAL, 0.3),), placed={OTHER: STORY})

    assert place.decide(MARK, near).placement.relation is Relation.FIRST


def test_a_borrowed_passage_speaks_for_a_story() -> None:
    stories = (score(place.ALIKE + 0.01, StoryId("nearer")), score(place.ALIKE - 0.01))
    near = Near(overlaps=(overlap(Level.PARTIAL, 0.3),), placed={OTHER: STORY}, stories=stories)

    assert place.decide(MARK, near).placement.story == STORY


def test_an_article_like_a_story_joins_it() -> None:
    placement = place.decide(MARK, Near(stories=(score(place.ALIKE),))).placement

    assert (placement.story, placement.relation, placement.of) == (STORY, Relation.SAME_STORY, OTHER)


def test_an_article_little_like_any_story_stands_alone() -> None:
    placement = place.decide(MARK, Near(stories=(score(place.ALIKE - 0.01),))).placement

    assert placement.relation is Relation.FIRST


def test_a_revision_keeps_its_story_whatever_it_says_now() -> None:
    near = Near(
        overlaps=(overlap(Level.EXACT),),
        stories=(score(1.0),),
        placed={ARTICLE.id: StoryId("home"), OTHER: STORY},
    )

    placement = place.decide(MARK, near).placement

    assert placement == Placement(
        article=ARTICLE.id, story=StoryId("home"), relation=Relation.REVISION, of=ARTICLE.id, score=1.0
    )


def test_overlaps_are_handed_on_as_they_were_found() -> None:
    overlaps = (overlap(Level.NEAR), overlap(Level.PARTIAL, 0.3))

    assert place.decide(MARK, Near(overlaps=overlaps)).overlaps == overlaps


def test_the_founder_leads_its_story() -> None:
    placement = place.decide(MARK, Near()).placement

    story = place.told(None, ARTICLE, placement)

    assert (story.id, story.lead, story.title) == (StoryId(ARTICLE.id), ARTICLE.id, ARTICLE.title)
    assert (story.opened, story.latest) == (ARTICLE.when, ARTICLE.when)


def test_an_older_article_takes_the_lead_and_a_copy_does_not() -> None:
    story = place.told(None, fakes.article(5), fakes.placement(fakes.article(5)))
    older = fakes.article(2, title="أول الخبر")

    led = place.told(story, older, fakes.placement(older, story.id, Relation.SAME_STORY))
    copied = place.told(story, older, fakes.placement(older, story.id, Relation.COPY))

    assert (led.lead, led.title, led.opened) == (older.id, "أول الخبر", older.when)
    assert (copied.lead, copied.title, copied.opened) == (story.lead, story.title, older.when)


def test_later_news_moves_only_the_end_of_a_story() -> None:
    story = place.told(None, ARTICLE, fakes.placement(ARTICLE))
    later = fakes.article(9)

    told = place.told(story, later, fakes.placement(later, story.id, Relation.SAME_STORY))

    assert (told.lead, told.opened, told.latest) == (story.lead, story.opened, later.when)


def test_a_revised_lead_gives_the_story_its_new_title() -> None:
    story = place.told(None, ARTICLE, fakes.placement(ARTICLE))
    revised = fakes.article(1, title="عنوان صحح")

    told = place.told(story, revised, fakes.placement(revised, story.id, Relation.REVISION))

    assert told.title == "عنوان صحح"
    assert told.latest - told.opened == timedelta(0)


def test_a_placement_says_how_sure_it_is() -> None:
    copied = place.decide(MARK, Near(overlaps=(overlap(Level.EDITED, 0.7),), placed={OTHER: STORY})).placement
    alike = place.decide(MARK, Near(stories=(score(0.6),))).placement

    assert (copied.article, copied.score) == (ARTICLE.id, 0.7)
    assert (alike.article, alike.score) == (ARTICLE.id, 0.6)


@pytest.mark.parametrize("first", [True, False])
def test_a_copy_is_found_from_either_side_of_the_overlap(first: bool) -> None:
    pair = (ARTICLE.id, OTHER) if first else (OTHER, ARTICLE.id)
    shared = Overlap(a=pair[0], b=pair[1], level=Level.EXACT, containment=1.0, shared=60)

    assert place.decide(MARK, Near(overlaps=(shared,), placed={OTHER: STORY})).placement.of == OTHER


def test_an_article_like_two_stories_says_that_they_are_one() -> None:
    near = Near(stories=(score(0.6), score(place.BRIDGE, StoryId("other"))))

    assert place.decide(MARK, near).same == (StoryId("other"),)


def test_an_article_a_little_like_a_second_story_joins_nothing() -> None:
    near = Near(stories=(score(0.6), score(place.BRIDGE - 0.01, StoryId("other"))))

    assert place.decide(MARK, near).same == ()


def test_what_many_told_apart_one_article_does_not_join() -> None:
    many = [replace(score(0.6, StoryId(name)), voices=9) for name in ("one", "two")]

    assert place.decide(MARK, Near(stories=tuple(many))).same == ()


def test_the_text_of_both_joins_what_many_told_apart() -> None:
    other = ArticleId("another")
    a, b = sorted((ARTICLE.id, other))
    texts = (overlap(Level.EDITED), Overlap(a=a, b=b, level=Level.EDITED, containment=0.6, shared=40))
    many = (replace(score(0.6), voices=9), replace(score(0.5, StoryId("two")), voices=9))
    near = Near(overlaps=texts, placed={OTHER: STORY, other: StoryId("two")}, stories=many)

    assert place.decide(MARK, near).same == (StoryId("two"),)


def test_news_that_founds_a_story_joins_nothing() -> None:
    assert place.decide(MARK, Near(stories=(score(place.ALIKE - 0.01),))).same == ()
