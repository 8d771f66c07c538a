"""What is new in a story since a reader was there: a page apart, a cookie without identity."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from starlette.types import ASGIApp

from masdar.press import rtl
from masdar.press.view import Site
from masdar.web import asgi, returning
from tests.press import room
from tests.web.asgi import Answer, ask


@pytest.fixture
def story(newsroom: room.Room) -> str:
    return str(newsroom.ids["agency"])


def cookie(answer: Answer) -> str:
    found = re.match(r"seen=(\d+);", answer.headers["set-cookie"])
    assert found is not None
    return found[1]


def test_who_comes_first_is_told_so_and_given_a_time_for_this_page_alone(app: ASGIApp, story: str) -> None:
    answer = ask(app, f"/new/{story}")

    assert answer.status == 200
    assert "هذه زيارتك الأولى" in answer.text
    said = answer.headers["set-cookie"].lower()
    assert f"path=/new/{story}" in said
    assert {"httponly", "samesite=strict", "secure"} <= {each.strip() for each in said.split(";")}
    assert int(cookie(answer)) == int(room.NOW.timestamp()) // 60


def test_no_cache_may_keep_it_and_the_story_itself_sets_nothing(app: ASGIApp, story: str) -> None:
    assert ask(app, f"/new/{story}").headers["cache-control"] == "private, no-store"
    page = ask(app, f"/story/{story}", f"/story/{story}", cookie="seen=1")
    assert "set-cookie" not in page.headers
    assert "cookie" not in page.headers.get("vary", "").lower()


def test_who_comes_back_is_told_what_came_since(app: ASGIApp, story: str) -> None:
    long_ago = int((room.NOW - timedelta(days=30)).timestamp()) // 60
    lately = int(room.NOW.timestamp()) // 60

    before = ask(app, f"/new/{story}", cookie=f"seen={long_ago}")
    after = ask(app, f"/new/{story}", cookie=f"seen={lately}")

    assert "مادتان منذ زيارتك السابقة" in before.text
    assert before.text.count("<h2>") == 2
    assert "لا جديد منذ زيارتك السابقة" in after.text
    assert "<h2>" not in after.text


@pytest.mark.parametrize("said", ["", "x", "-5", "99999999999999999999", "٤٢", str(2**40)])
def test_a_cookie_that_is_none_of_ours_counts_as_a_first_visit(app: ASGIApp, story: str, said: str) -> None:
    assert returning.last(said, now=room.NOW) is None
    if said.isascii():
        assert "هذه زيارتك الأولى" in ask(app, f"/new/{story}", cookie=f"seen={said}").text


def test_a_story_that_is_not_there_sets_nothing(app: ASGIApp) -> None:
    answer = ask(app, "/new/nosuch")

    assert answer.status == 404
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_page_has_no_fault_of_direction_and_the_story_leads_to_it(
    app: ASGIApp, newsroom: room.Room, story: str, prefix: str
) -> None:
    assert rtl.page(ask(app, f"{prefix}/new/{story}").text) == ()
    page = newsroom.page("/story/{id}", "en" if prefix else "ar", id=story)
    assert f'href="{prefix}/new/{story}"' in page.body.decode("utf-8")


def test_without_https_the_cookie_still_comes_back(newsroom: room.Room, home: Path, story: str) -> None:
    plain = Site(name="x", base_url="http://127.0.0.1:8000")
    public = asgi.Public(newsroom.store, newsroom.index, plain, home, lambda: room.NOW)

    assert "secure" not in ask(asgi.mount(public), f"/new/{story}").headers["set-cookie"].lower()
