"""The last word of the origin and of the desk decide, in whatever order they came."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from masdar.desk import edit, publish
from masdar.errors import ConfigError, Forbidden, NotFound
from masdar.model import (
    Account,
    ArticleId,
    ChangeKind,
    Check,
    Draft,
    Ground,
    Rank,
    Release,
    ReleaseStatus,
    SourceId,
    Stand,
    Status,
)
from masdar.sources import catalogue
from masdar.store import open_store
from masdar.store.open import SqlStore
from tests import fakes

BOSS = Account(name="سلمى", rank=Rank.ADMIN, secret="", made=fakes.NOON)


class Room:
    """A home, its clock, and what happens in it."""

    def __init__(self, store: SqlStore) -> None:
        self.store = store
        self.now = fakes.NOON + timedelta(days=1)
        self.number = 0

    def tick(self) -> None:
        self.now += timedelta(minutes=1)

    def begin(self) -> ArticleId:
        """Another article, not yet taken."""
        self.number += 1
        self.version = 0
        return fakes.article(self.number).id

    def says(self, status: Status, **fields: Any) -> None:
        """The origin says something of the article: a new version."""
        self.tick()
        self.version += 1
        first = fakes.draft(self.number)
        capture = replace(first.capture, body=f"{self.number} {self.version}".encode(), digest="")  # type: ignore[arg-type]
        article = replace(first.article, capture=capture.digest, seen=self.now, status=status, **fields)
        draft: Draft = replace(first, capture=capture, article=article)
        with self.store.writing() as writing:
            writing.keep([draft], **fakes.kept([draft]))

    def deed(self, name: str, *args: Any, by: Account = BOSS, **fields: Any) -> None:
        self.tick()
        with self.store.reading() as reading:
            directory = catalogue.directory(reading.sources.all())
        with self.store.writing() as writing:
            pen = edit.Pen(writing, by, directory=directory, now=self.now)
            getattr(pen, name)(*args, **fields)

    def follow(self) -> None:
        with self.store.reading() as reading:
            directory = catalogue.directory(reading.sources.all())
        publish.follow(self.store, directory=directory, now=self.now)

    def release(self, id: ArticleId) -> Release | None:
        with self.store.reading() as reading:
            return reading.releases.get(id)

    def shown(self, id: ArticleId) -> bool:
        found = self.release(id)
        return found is not None and found.status is not ReleaseStatus.WITHDRAWN

    def stand(self, id: ArticleId) -> tuple[Stand, tuple[Ground, ...]] | None:
        with self.store.reading() as reading:
            found = reading.desk.docket(id)
        return None if found is None else (found.stand, found.why)


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    with open_store(tmp_path_factory.mktemp("word")) as store:
        yield Room(store)


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Room]:
    with open_store(tmp_path) as store:
        made = Room(store)
        with store.writing() as writing:
            writing.put_sources([fakes.source()])
        yield made


ORIGIN = {
    "usable": Status.USABLE,
    "corrected": Status.CORRECTED,
    "canceled": Status.CANCELED,
    "withheld": Status.WITHHELD,
}
DESK = ("publish", "hold", "withdraw", "seen", "correct", "amend")


def done(room: Room, id: ArticleId, step: str) -> None:
    if step in ORIGIN:
        room.says(ORIGIN[step])
    elif step == "follow":
        room.follow()
    elif step == "withdraw":
        room.deed("withdraw", [id], reason="بطلب من صاحبه")
    elif step == "correct":
        room.deed("correct", id, text="الصواب ثلاثة لا أربعة")
    elif step == "amend":
        room.deed("amend", id, title="عنوان مصحح", section="")
    else:
        room.deed(step, [id])


@pytest.mark.slow
@pytest.mark.parametrize("reviewed", [False, True])
@settings(max_examples=120)
@given(steps=st.lists(st.sampled_from([*ORIGIN, *DESK, "follow"]), max_size=9))
def test_the_last_words_decide_in_any_order(room: Room, reviewed: bool, steps: list[str]) -> None:
    id = room.begin()
    with room.store.writing() as writing:
        writing.put_sources([fakes.source(reviewed=reviewed)])
    origin, word = "usable", ""
    room.says(Status.USABLE)
    for step in steps:
        done(room, id, step)
        origin = step if step in ORIGIN else origin
        word = step if step in ("publish", "hold", "withdraw") else word
        # once followed, and after each deed at once, nothing that was taken back is served
        if step not in ORIGIN and (origin in ("canceled", "withheld") or word in ("hold", "withdraw")):
            assert not room.shown(id), (steps, step)
    room.follow()

    taken_back = origin in ("canceled", "withheld") or word in ("hold", "withdraw")
    if taken_back:
        assert not room.shown(id)
    elif not reviewed or word == "publish":
        assert room.shown(id)
    else:
        # nobody looked at it yet: it was never shown, and is not
        assert not room.shown(id)
        assert room.stand(id) == (Stand.NEW, (Ground.REVIEW,))
    if (found := room.release(id)) is not None and found.status is ReleaseStatus.WITHDRAWN:
        assert found.blocks == ()
        assert found.summary is None
        assert found.image is None


def test_what_was_withdrawn_stays_so_whatever_its_page_says(fresh: Room) -> None:
    id = fresh.begin()
    fresh.says(Status.USABLE)
    fresh.follow()
    fresh.deed("withdraw", [id], reason="خطأ في الاسم", law=True)

    fresh.says(Status.CORRECTED, title="عنوان آخر")
    fresh.follow()

    found = fresh.release(id)
    assert found is not None
    assert (found.status, found.law, found.reason, found.held) == (
        ReleaseStatus.WITHDRAWN,
        True,
        "خطأ في الاسم",
        False,
    )


def test_a_page_missing_three_times_is_held_until_it_is_there_or_a_person_says_so(fresh: Room) -> None:
    id = fresh.begin()
    fresh.says(Status.USABLE)
    fresh.follow()
    with fresh.store.writing() as writing:
        writing.put_checks([Check(article=id, at=fresh.now, misses=3)])
        writing.log(ChangeKind.ARTICLE, [id], at=fresh.now)
    fresh.follow()
    held = fresh.release(id)

    fresh.deed("publish", [id])

    assert held is not None
    assert held.held
    assert fresh.shown(id)


def test_what_is_scheduled_is_shown_when_its_time_has_come(fresh: Room) -> None:
    with fresh.store.writing() as writing:
        writing.put_sources([fakes.source(reviewed=True)])
    id = fresh.begin()
    fresh.says(Status.USABLE)
    fresh.follow()
    fresh.deed("publish", [id], due=fresh.now + timedelta(hours=1))
    fresh.follow()
    before = fresh.release(id), fresh.stand(id)

    fresh.now += timedelta(hours=2)
    fresh.follow()

    assert before == (None, (Stand.SCHEDULED, (Ground.DUE,)))
    assert fresh.shown(id)
    assert fresh.stand(id) is None


def test_what_changes_after_a_person_looked_wants_another_look(fresh: Room) -> None:
    id = fresh.begin()
    fresh.says(Status.USABLE)
    fresh.follow()
    fresh.deed("seen", [id])
    seen = fresh.stand(id)

    fresh.says(Status.USABLE, title="عنوان آخر")
    fresh.follow()

    assert seen is None
    assert fresh.stand(id) == (Stand.LOOK, (Ground.CHANGED,))


def test_a_correction_stands_above_the_article_for_good(fresh: Room) -> None:
    id = fresh.begin()
    fresh.says(Status.USABLE)
    fresh.follow()
    fresh.deed("correct", id, text="الصواب ثلاثة لا أربعة")

    fresh.says(Status.USABLE, title="عنوان آخر")
    fresh.follow()

    found = fresh.release(id)
    assert found is not None
    assert found.status is ReleaseStatus.CORRECTED
    assert [each.text for each in found.notes] == ["الصواب ثلاثة لا أربعة"]


def test_a_source_that_is_reviewed_from_now_on_takes_nothing_back(fresh: Room) -> None:
    id = fresh.begin()
    fresh.says(Status.USABLE)
    fresh.follow()

    fresh.deed("review", SourceId("alwadi"), reviewed=True)
    fresh.follow()

    assert fresh.shown(id)


def test_a_barred_publisher_is_withdrawn_whole_and_shown_again_when_he_thinks_better_of_it(
    fresh: Room,
) -> None:
    id = fresh.begin()
    fresh.says(Status.USABLE)
    fresh.follow()
    fresh.deed("bar", "alwadi.example")
    fresh.deed("publish", [id])
    fresh.follow()
    barred = fresh.shown(id), fresh.stand(id)
    with fresh.store.reading() as reading:
        source = reading.sources.get(SourceId("alwadi"))
    with pytest.raises(ConfigError, match="nothing of it shown"):
        fresh.deed("enable", SourceId("alwadi"), enabled=True)

    fresh.deed("unbar", "alwadi.example")
    fresh.follow()

    assert barred == (False, (Stand.WITHDRAWN, (Ground.BARRED,)))
    assert source is not None
    assert not source.enabled
    assert fresh.shown(id)


ASKED: dict[str, tuple[tuple[Any, ...], dict[str, Any]]] = {
    "publish": (([fakes.article(1).id],), {}),
    "hold": (([fakes.article(1).id],), {}),
    "seen": (([fakes.article(1).id],), {}),
    "withdraw": (([fakes.article(1).id],), {"reason": "سبب"}),
    "correct": ((fakes.article(1).id,), {"text": "تصحيح"}),
    "amend": ((fakes.article(1).id,), {"title": "عنوان", "section": ""}),
    "review": ((SourceId("alwadi"),), {"reviewed": True}),
    "policy": ((SourceId("alwadi"), fakes.source().policy), {}),
    "enable": ((SourceId("alwadi"),), {"enabled": False}),
    "add_source": ((fakes.source("nahr"),), {}),
    "bar": (("nahr.example",), {}),
}


@pytest.mark.parametrize("deed", ASKED)
@pytest.mark.parametrize("rank", Rank)
def test_a_deed_is_done_by_those_alone_whose_role_allows_it_and_is_logged(
    fresh: Room, rank: Rank, deed: str
) -> None:
    fresh.begin()
    fresh.says(Status.USABLE)
    fresh.follow()
    account = replace(BOSS, name=rank.value, rank=rank)
    args, fields = ASKED[deed]
    ranks = [Rank.READER, Rank.EDITOR, Rank.PUBLISHER, Rank.ADMIN]
    allowed = rank in ranks and ranks.index(rank) >= ranks.index(edit.DEEDS[deed])

    if allowed:
        fresh.deed(deed, *args, by=account, **fields)
    else:
        with pytest.raises(Forbidden):
            fresh.deed(deed, *args, by=account, **fields)

    with fresh.store.reading() as reading:
        log = [(act.did, act.by) for _, act in reading.desk.acts()]
    assert log == ([(deed, rank.value)] if allowed else [])


def test_an_account_that_was_stopped_does_nothing(fresh: Room) -> None:
    fresh.begin()
    fresh.says(Status.USABLE)

    with pytest.raises(Forbidden):
        fresh.deed("hold", [fakes.article(1).id], by=replace(BOSS, stopped=fakes.NOON))


def test_nothing_is_ruled_of_what_is_not_there(fresh: Room) -> None:
    with pytest.raises(NotFound):
        fresh.deed("hold", ["nothing"])
