"""Stories in a person's hands: named, led, merged, parted, and nothing that comes later undoes it."""

from datetime import timedelta

import pytest

from masdar.desk import bind, edit
from masdar.errors import ConfigError, Forbidden, NotFound
from masdar.model import Account, ArticleId, Rank, Story, StoryId
from tests import fakes
from tests.desk.test_origins import AGENCY, PORTAL, SUM, TEXT, Desk, desk

__all__ = ["desk"]
EDITOR = Account(name="هند", rank=Rank.EDITOR, secret="", made=fakes.NOON)
COPY = (*TEXT, SUM, "المصدر: وكالة المرجان")


def _deed(desk: Desk, name: str, *args: object, by: Account = EDITOR, **fields: object) -> object:
    desk.time[0] += timedelta(minutes=1)
    with desk.app.store.writing() as writing:
        pen = edit.Pen(writing, by, desk.app.directory(), desk.time[0])
        done: object = getattr(bind, name)(pen, *args, **fields)
    desk.app.follow()
    return done


def _story(desk: Desk, article: ArticleId) -> Story:
    with desk.app.store.reading() as reading:
        found = reading.stories.get(reading.stories.of([article])[article])
    assert found is not None
    return found


def _pair(desk: Desk) -> tuple[ArticleId, ArticleId]:
    first = desk.take(AGENCY, *TEXT, SUM)
    return first, desk.take(PORTAL, *COPY, title="جسر جديد في المرجان")


def test_a_name_that_was_chosen_stays_until_it_is_let_go(desk: Desk) -> None:
    first, _ = _pair(desk)
    id = _story(desk, first).id

    _deed(desk, "name", id, title="  جسر   المرجان ")
    desk.take(AGENCY, *TEXT, SUM, "وأضيفت فقرة.", title="عنوان آخر للخبر")
    assert (_story(desk, first).title, _story(desk, first).named) == ("جسر المرجان", True)

    _deed(desk, "name", id, title="")
    assert (_story(desk, first).title, _story(desk, first).named) == ("عنوان آخر للخبر", False)


def test_the_article_that_was_chosen_stands_for_it(desk: Desk) -> None:
    first, copy = _pair(desk)
    id = _story(desk, first).id

    _deed(desk, "lead", id, article=copy)

    found = _story(desk, first)
    assert (found.lead, found.title, found.led) == (copy, "جسر جديد في المرجان", True)
    with pytest.raises(ConfigError, match="only an article"):
        _deed(desk, "lead", id, article=ArticleId("nothing"))


def test_an_article_is_taken_out_and_the_story_goes_on(desk: Desk) -> None:
    first, copy = _pair(desk)
    id = _story(desk, first).id
    _deed(desk, "lead", id, article=copy)

    _deed(desk, "part", id, article=copy)

    assert _story(desk, copy).id == StoryId(copy)
    assert (_story(desk, first).lead, _story(desk, first).size) == (first, 1)
    # another version of it stays where it was put
    desk.take(PORTAL, *COPY, "وأضيفت فقرة.", title="جسر جديد في المرجان")
    assert _story(desk, copy).id == StoryId(copy)
    with pytest.raises(ConfigError, match="its first article"):
        _deed(desk, "part", id, article=first)


def test_two_stories_become_one_and_the_address_of_the_other_leads_there(desk: Desk) -> None:
    first, copy = _pair(desk)
    id = _story(desk, first).id
    _deed(desk, "part", id, article=copy)

    _deed(desk, "merge", id, other=f"https://masdar.example/story/{copy}/slug")

    assert _story(desk, copy).id == id
    assert _story(desk, first).size == 2
    with desk.app.store.reading() as reading:
        assert bind.of(reading, StoryId(copy)).id == id
    with pytest.raises(ConfigError, match="itself"):
        _deed(desk, "merge", id, other=copy)
    with pytest.raises(ConfigError, match="number or by the address"):
        _deed(desk, "merge", id, other="https://masdar.example/story/nothing")


def test_a_story_is_not_called_by_what_was_withdrawn_from_it(desk: Desk) -> None:
    first, copy = _pair(desk)
    with desk.app.store.writing() as writing:
        boss = Account(name="سلمى", rank=Rank.ADMIN, secret="", made=fakes.NOON)
        edit.Pen(writing, boss, desk.app.directory(), desk.time[0]).withdraw([first], reason="بطلب")
    desk.app.follow()

    assert (_story(desk, first).lead, _story(desk, first).title) == (copy, "جسر جديد في المرجان")


def test_it_takes_a_role_and_a_story_and_stands_in_the_log(desk: Desk) -> None:
    first, _ = _pair(desk)
    id = _story(desk, first).id
    for rank in (Rank.READER, Rank.AUDITOR):
        with pytest.raises(Forbidden):
            _deed(desk, "name", id, title="س", by=Account(name="س", rank=rank, secret="", made=fakes.NOON))
    with pytest.raises(NotFound):
        _deed(desk, "name", StoryId("nothing"), title="س")

    _deed(desk, "name", id, title="س")

    with desk.app.store.reading() as reading:
        [(_, act)] = reading.desk.acts(subject=id)
    assert (act.by, act.did, act.after) == ("هند", "story", "س")
