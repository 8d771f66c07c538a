from datetime import timedelta

from masdar.stories import weight
from tests.fakes import NOON

DAY = timedelta(days=1)


def test_words_of_their_own_weigh_more_than_one_text_told_often() -> None:
    wire = weight.of(sources=8, texts=1, latest=NOON, now=NOON)
    told = weight.of(sources=4, texts=6, latest=NOON, now=NOON)

    assert told == 4
    assert 1 < wire < told


def test_a_story_without_news_loses_half_a_day() -> None:
    assert weight.of(sources=4, texts=4, latest=NOON, now=NOON + 2 * DAY) == 1


def test_a_day_to_come_adds_no_weight() -> None:
    assert weight.of(sources=2, texts=2, latest=NOON + DAY, now=NOON) == 2
