"""Articles in other homes: handed over, brought up to date, taken back; over real HTTP on loopback."""

import asyncio
import json
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from masdar.app import App, open_app
from masdar.desk import edit
from masdar.model import (
    Account,
    ArticleId,
    ChangeKind,
    Draft,
    Home,
    Output,
    Policy,
    Posted,
    Posting,
    Rank,
    Show,
    Status,
)
from masdar.outlets import webhook
from tests import fakes, outlets_world
from tests.outlets_world import Receiver, Telegram, WordPress

BOSS = Account(name="سلمى", rank=Rank.ADMIN, secret="", made=fakes.NOON)
FULL = Policy(show=Show.FULL, ground="إذن مكتوب")
KEY = "مفتاح"


class Desk:
    def __init__(self, app: App, time: list[Any]) -> None:
        self.app = app
        self.time = time
        self.version = 0
        self.wordpress, self.telegram, self.hook = WordPress(), Telegram(), Receiver()

    @property
    def id(self) -> ArticleId:
        return fakes.article(1).id

    def tick(self) -> None:
        self.time[0] += timedelta(hours=2)

    def says(self, status: Status = Status.USABLE, **fields: Any) -> None:
        """The origin says something of the article."""
        self.tick()
        self.version += 1
        first = fakes.draft(1)
        capture = replace(first.capture, body=str(self.version).encode(), digest="")  # type: ignore[arg-type]
        article = replace(first.article, capture=capture.digest, seen=self.time[0], status=status, **fields)
        draft: Draft = replace(first, capture=capture, article=article)
        with self.app.store.writing() as writing:
            writing.keep([draft], **fakes.kept([draft]))

    def deed(self, name: str, *args: Any, **fields: Any) -> None:
        self.tick()
        with self.app.store.writing() as writing:
            getattr(edit.Pen(writing, BOSS, self.app.directory(), self.time[0]), name)(*args, **fields)

    def cycle(self) -> tuple[int, int]:
        self.tick()
        self.app.follow()
        return asyncio.run(self.app.hand())

    def add(self, kind: Home, where: str, **fields: Any) -> Output:
        given: dict[str, Any] = {
            Home.WORDPRESS: {"user": outlets_world.USER, "secret": outlets_world.PASSWORD},
            Home.TELEGRAM: {"to": "@news", "secret": outlets_world.TOKEN},
            Home.WEBHOOK: {"secret": KEY},
        }[kind]
        made = Output(
            id=kind.value, kind=kind, name=kind.value, where=where, since=fakes.NOON, **(given | fields)
        )
        with self.app.store.writing() as writing:
            writing.put_outputs([made])
        return made

    def posting(self, kind: Home) -> Posting:
        with self.app.store.reading() as reading:
            return next(each for each in reading.outputs.postings([self.id]) if each.output == kind.value)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    home = tmp_path / "home"
    home.mkdir()
    (home / "masdar.toml").write_text(
        '[site]\nbase_url = "https://masdar.example"\n[fetch]\nprivate = "127.0.0.0/8"\ndelay = 0.0\n',
        encoding="utf-8",
    )
    time = [fakes.NOON]
    with ExitStack() as stack:
        app = stack.enter_context(open_app(home, write=True, jobs=1, now=lambda: time[0]))
        made = Desk(app, time)
        with app.store.writing() as writing:
            writing.put_sources([fakes.source(policy=FULL)])
        worlds = ((Home.WORDPRESS, made.wordpress), (Home.TELEGRAM, made.telegram), (Home.WEBHOOK, made.hook))
        for number, (kind, world) in enumerate(worlds, 2):
            # hosts of their own: one that wants to be left alone must not stand for the others
            made.add(kind, stack.enter_context(outlets_world.served(world, f"127.0.0.{number}")))
        yield made


def test_an_article_stands_in_each_home_with_its_origin_and_its_source_block(desk: Desk) -> None:
    desk.says()

    assert desk.cycle() == (3, 0)

    (post,) = desk.wordpress.posts.values()
    assert post["status"] == "draft"
    assert post["slug"] == desk.id
    assert post["title"] == fakes.TITLE
    assert post["content"].index("وكالة الوادي") < post["content"].index(fakes.FIRST)
    assert post["content"].index("masdar-source") > post["content"].index(fakes.THIRD)
    assert "https://alwadi.example/news/1" in post["content"]
    (message,) = desk.telegram.messages.values()
    assert fakes.TITLE in message
    assert "\u2068وكالة الوادي\u2069" in message
    assert f"https://masdar.example/a/{desk.id}" in message
    ((headers, body),) = desk.hook.got
    assert webhook.genuine(KEY, headers, body, now=desk.time[0].timestamp())
    assert json.loads(body)["event"] == "published"
    assert json.loads(body)["article"]["origin"] == "وكالة الوادي"


def test_nothing_is_handed_over_twice(desk: Desk) -> None:
    desk.says()
    desk.cycle()
    with desk.app.store.writing() as writing:
        writing.log(ChangeKind.ARTICLE, [desk.id], at=desk.time[0])

    assert desk.cycle() == (0, 0)
    assert (len(desk.wordpress.posts), desk.telegram.sent, len(desk.hook.got)) == (1, 1, 1)


def test_a_new_version_brings_each_home_up_to_date_and_a_withdrawal_takes_it_back(desk: Desk) -> None:
    desk.says()
    desk.cycle()
    desk.says(title="عنوان آخر للجسر")
    desk.cycle()
    updated = [post["title"] for post in desk.wordpress.posts.values()], list(desk.telegram.messages.values())
    desk.says(Status.CANCELED)
    desk.cycle()

    assert updated[0] == ["عنوان آخر للجسر"]
    assert len(updated[1]) == 1
    assert "عنوان آخر للجسر" in updated[1][0]
    assert [post["status"] for post in desk.wordpress.posts.values()] == ["trash"]
    assert desk.telegram.messages == {}
    assert [json.loads(body)["event"] for _, body in desk.hook.got] == ["published", "altered", "withdrawn"]
    assert fakes.FIRST not in desk.hook.got[-1][1].decode()
    assert {desk.posting(kind).state for kind in Home} == {Posted.GONE}


def test_what_the_desk_withdraws_and_publishes_again_stands_again(desk: Desk) -> None:
    desk.says()
    desk.cycle()
    desk.deed("withdraw", [desk.id], reason="خطأ")
    desk.cycle()
    desk.deed("publish", [desk.id])
    desk.cycle()

    assert [post["status"] for post in desk.wordpress.posts.values()] == ["draft"]
    assert len(desk.telegram.messages) == 1
    assert {desk.posting(kind).state for kind in Home} == {Posted.STANDS}


def test_a_correction_of_ours_reaches_each_home(desk: Desk) -> None:
    desk.says()
    desk.cycle()
    desk.deed("correct", desk.id, text="الصواب ثلاثة لا أربعة")
    desk.cycle()

    assert "الصواب ثلاثة لا أربعة" in next(iter(desk.wordpress.posts.values()))["content"]
    assert "الصواب ثلاثة لا أربعة" in next(iter(desk.telegram.messages.values()))
    assert "الصواب ثلاثة لا أربعة" in desk.hook.got[-1][1].decode()


def test_what_a_person_wrote_in_a_post_is_not_written_over_but_a_withdrawal_takes_it_back(desk: Desk) -> None:
    desk.says()
    desk.cycle()
    post = next(iter(desk.wordpress.posts.values()))
    post["content"] += "<p>فقرة كتبها محرر</p>"
    post["status"] = "publish"
    desk.says(title="عنوان آخر للجسر")
    desk.cycle()
    edited = desk.posting(Home.WORDPRESS), dict(post)
    desk.says(Status.CANCELED)
    desk.cycle()

    assert edited[0].state is Posted.EDITED
    assert "a person altered it" in (edited[0].failure or "")
    assert (edited[1]["title"], edited[1]["status"]) == (fakes.TITLE, "publish")
    assert "فقرة كتبها محرر" in edited[1]["content"]
    assert post["status"] == "trash"
    assert "فقرة كتبها محرر" in post["content"]


def test_a_post_that_a_person_published_unaltered_is_brought_up_to_date_and_stays_published(
    desk: Desk,
) -> None:
    desk.says()
    desk.cycle()
    post = next(iter(desk.wordpress.posts.values()))
    post["status"] = "publish"
    desk.says(title="عنوان آخر للجسر")
    desk.cycle()

    assert (post["title"], post["status"]) == ("عنوان آخر للجسر", "publish")


def test_a_post_that_a_person_deleted_is_not_made_anew_until_somebody_says_so(desk: Desk) -> None:
    desk.says()
    desk.cycle()
    desk.wordpress.posts.clear()
    desk.says(title="عنوان آخر للجسر")
    desk.cycle()

    assert desk.posting(Home.WORDPRESS).state is Posted.EDITED
    assert desk.wordpress.posts == {}


def test_a_post_whose_receipt_was_lost_is_found_by_its_slug(desk: Desk) -> None:
    desk.says()
    desk.cycle()
    with desk.app.store.writing() as writing:
        lost = replace(
            desk.posting(Home.WORDPRESS),
            receipt=None,
            seal=None,
            held=None,
            due=desk.time[0],
            state=Posted.WAITING,
        )
        writing.put_postings([lost])
    desk.cycle()

    assert len(desk.wordpress.posts) == 1
    assert desk.posting(Home.WORDPRESS).state is Posted.STANDS


def test_a_message_of_which_nobody_knows_whether_it_came_is_not_sent_twice(desk: Desk) -> None:
    desk.says()
    desk.app.follow()
    with desk.app.store.writing() as writing:
        # the process ended between sending and keeping
        writing.put_postings(
            [
                Posting(
                    output="telegram",
                    article=desk.id,
                    wanted="x",
                    at=desk.time[0],
                    due=desk.time[0],
                    sent=desk.time[0],
                )
            ]
        )
    desk.cycle()
    unclear = desk.posting(Home.TELEGRAM).state, desk.telegram.sent
    desk.deed("resend", "telegram", desk.id)
    desk.cycle()

    assert unclear == (Posted.UNCLEAR, 0)
    assert (desk.posting(Home.TELEGRAM).state, desk.telegram.sent) == (Posted.STANDS, 1)


def test_a_message_too_old_to_be_deleted_becomes_a_notice(desk: Desk) -> None:
    desk.says()
    desk.cycle()
    desk.telegram.old.add(1)
    desk.says(Status.CANCELED)
    desk.cycle()

    assert "سُحب" in desk.telegram.messages[1]
    assert fakes.FIRST not in desk.telegram.messages[1]


@pytest.mark.parametrize(
    ("kind", "mood", "state"),
    [
        (Home.WORDPRESS, (503, {"code": "busy"}), Posted.WAITING),
        (Home.WORDPRESS, (200, b"<html>"), Posted.WAITING),
        (Home.WORDPRESS, (401, {"code": "rest_forbidden"}), Posted.FAILED),
        (
            Home.TELEGRAM,
            (429, {"ok": False, "description": "Too Many Requests: retry after 5"}),
            Posted.WAITING,
        ),
        (Home.TELEGRAM, (403, {"ok": False, "description": "Forbidden: bot was kicked"}), Posted.FAILED),
        (Home.WEBHOOK, (500, {}), Posted.WAITING),
        (Home.WEBHOOK, (410, {}), Posted.FAILED),
    ],
)
def test_a_home_that_refuses_is_tried_again_or_told_to_the_desk_and_holds_up_no_other(
    desk: Desk, kind: Home, mood: tuple[int, Any], state: Posted
) -> None:
    worlds: dict[Home, Any] = {
        Home.WORDPRESS: desk.wordpress,
        Home.TELEGRAM: desk.telegram,
        Home.WEBHOOK: desk.hook,
    }
    worlds[kind].moods.append(mood)
    desk.says()

    done = desk.cycle()
    first = desk.posting(kind)
    desk.tick()
    desk.cycle()

    assert done == (2, 1)
    assert first.state is state
    assert first.failure
    assert outlets_world.TOKEN not in first.failure
    assert outlets_world.PASSWORD not in first.failure
    assert desk.posting(kind).state is (Posted.STANDS if state is Posted.WAITING else Posted.FAILED)


def test_nobody_answering_tells_no_secret(desk: Desk) -> None:
    desk.add(Home.TELEGRAM, "http://127.0.0.1:9")
    desk.says()
    desk.cycle()

    failure = desk.posting(Home.TELEGRAM).failure or ""
    assert failure
    assert "secret-token" not in failure


def test_an_output_takes_the_sources_it_is_given_and_nothing_from_before_it(desk: Desk) -> None:
    desk.add(Home.WEBHOOK, "http://127.0.0.1:9", sources=("nahr",))
    desk.says()
    desk.cycle()
    with desk.app.store.reading() as reading:
        outputs = {each.output for each in reading.outputs.postings([desk.id])}
    late = replace(desk.add(Home.WEBHOOK, "http://127.0.0.1:9"), id="late", since=desk.time[0])
    with desk.app.store.writing() as writing:
        writing.put_outputs([late])
        writing.log(ChangeKind.ARTICLE, [desk.id], at=desk.time[0])
    desk.cycle()
    with desk.app.store.reading() as reading:
        after = {each.output for each in reading.outputs.postings([desk.id])}

    assert outputs == {"wordpress", "telegram"}
    assert "late" not in after


def test_a_stricter_policy_shortens_what_stands_elsewhere(desk: Desk) -> None:
    desk.says()
    desk.cycle()
    desk.deed("policy", fakes.source().id, Policy(show=Show.HEADLINE))
    desk.cycle()

    assert fakes.FIRST not in next(iter(desk.wordpress.posts.values()))["content"]
    assert fakes.FIRST not in next(iter(desk.telegram.messages.values()))
