"""The interface for programs, as a program meets it."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pytest
from starlette.types import ASGIApp

from masdar import model
from masdar.press.api import page, table
from masdar.press.api.table import ENDPOINTS, Endpoint
from masdar.web import api, asgi
from masdar.web.pace import Pace, asker
from tests import fakes
from tests.press import room
from tests.web.asgi import Answer, ask

KEY = "masdar_sesame"


def got(app: ASGIApp, path: str, **headers: str) -> Any:
    answer = ask(app, f"/api/v1{path}", **headers)
    assert answer.status == 200, answer.text
    return json.loads(answer.text)


def problem(answer: Answer) -> Any:
    assert answer.headers["content-type"] == "application/problem+json"
    said = json.loads(answer.text)
    assert said["status"] == answer.status
    assert {"type", "title", "detail", "code", "now", "instance"} <= set(said)
    return said


def path_of(endpoint: Endpoint, newsroom: room.Room) -> str:
    """The path of an endpoint, with ids that are there."""
    known = {"sources": "alwadi", "names": "place.sa"}
    id = known.get(endpoint.path.split("/")[1], newsroom.ids["agency"])
    query = "?q=الجسر" if endpoint.path == "/search" else ""
    return endpoint.path.replace("{id}", id) + query


@pytest.fixture
def keyed(newsroom: room.Room) -> str:
    with newsroom.store.writing() as writing:
        writing.put_keys([model.Key(id="k", name="شاشة", digest=api.digest_of(KEY), made=room.NOW)])
    return f"Bearer {KEY}"


@pytest.mark.parametrize("endpoint", ENDPOINTS, ids=lambda each: each.path)
def test_every_endpoint_answers_what_the_table_says(
    app: ASGIApp, newsroom: room.Room, keyed: str, endpoint: Endpoint
) -> None:
    said = ask(app, f"/api/v1{path_of(endpoint, newsroom)}", authorization=keyed)

    assert said.status == 200
    assert said.headers["content-type"] == "application/json"
    answer = msgspec.json.decode(said.text, type=endpoint.gives)
    assert msgspec.json.decode(msgspec.json.encode(answer)) == json.loads(said.text)


@pytest.mark.parametrize("endpoint", [each for each in ENDPOINTS if each.private], ids=lambda each: each.path)
@pytest.mark.parametrize(
    "shown", ["", "Bearer nonsense", "Basic c2VzYW1l", "Bearer"], ids=["none", "another", "basic", "empty"]
)
def test_what_is_not_public_needs_a_key(
    app: ASGIApp, newsroom: room.Room, keyed: str, endpoint: Endpoint, shown: str
) -> None:
    headers = {"authorization": shown} if shown else {}

    said = ask(app, f"/api/v1{path_of(endpoint, newsroom)}", **headers)

    assert said.status == 401
    assert said.headers["www-authenticate"].startswith("Bearer")
    assert problem(said)["code"] == "MSD-9003"


def test_an_ended_key_opens_nothing(app: ASGIApp, newsroom: room.Room, keyed: str) -> None:
    with newsroom.store.writing() as writing:
        (held,) = writing.keys.all()
        writing.put_keys([replace(held, ended=room.NOW)])

    assert ask(app, "/api/v1/alerts", authorization=keyed).status == 401


def test_what_is_not_public_is_kept_by_nobody(app: ASGIApp, keyed: str) -> None:
    assert "no-store" in ask(app, "/api/v1/channels", authorization=keyed).headers["cache-control"]


def _pages(app: ASGIApp, path: str) -> Iterator[Any]:
    mark = "?" if "?" not in path else "&"
    said = got(app, f"{path}{mark}limit=1")
    yield said
    while said["next"]:
        said = got(app, f"{path}{mark}limit=1&cursor={said['next']}")
        yield said


@pytest.mark.parametrize("path", ["/articles", "/stories", "/corrections", "/search?q=الجسر&sort=newest"])
def test_pages_follow_one_another_and_show_everything_once(app: ASGIApp, path: str) -> None:
    mark = "?" if "?" not in path else "&"
    whole = got(app, f"{path}{mark}limit=100")["items"]

    paged = [item for page in _pages(app, path) for item in page["items"]]

    assert len(whole) > 1
    assert paged == whole


def test_articles_are_those_of_their_source_or_section(app: ASGIApp) -> None:
    assert {each["source"]["id"] for each in got(app, "/articles?source=daily")["items"]} == {"daily"}
    assert {each["section"] for each in got(app, "/articles?section=World")["items"]} == {"World"}


def test_an_article_says_whose_it_is(app: ASGIApp, newsroom: room.Room) -> None:
    said = got(app, f"/articles/{newsroom.ids['copy']}")

    assert said["origin"]["name"] == "وكالة الوادي"
    assert said["origin"]["url"] == "https://alwadi.example/news/1"
    assert said["first_published"]["local"] == "2026-01-01T13:00:00+00:00"
    assert said["origin"]["name"] in said["attribution"]
    assert said["source"]["name"] == "صحيفة اليوم المتخيل"


def test_a_withdrawn_article_answers_410_and_tells_what_may_be_told(
    app: ASGIApp, newsroom: room.Room
) -> None:
    for tail in ("", "/chain", "/copies", "/related"):
        said = ask(app, f"/api/v1/articles/{newsroom.ids['gone']}{tail}")

        assert said.status == 410
        told = problem(said)["article"]
        assert told["status"] == "withdrawn"
        assert told["origin"] == "وكالة الوادي"
        assert fakes.FIRST not in said.text


def test_the_changes_tell_of_a_withdrawal_and_go_on_from_where_one_was(
    newsroom: room.Room, home: Path
) -> None:
    app = asgi.mount(
        asgi.Public(newsroom.store, newsroom.index, room.SITE, home, lambda: room.NOW, glance=0.0)
    )
    with newsroom.store.writing() as writing:
        writing.move_cursor("releases", writing.changes.head())
    first = got(app, "/changes")
    statuses = {each["id"]: each["status"] for each in first["items"] if each["kind"] == "article"}
    assert statuses[newsroom.ids["gone"]] == "withdrawn"
    assert statuses[newsroom.ids["agency"]] == "usable"
    assert got(app, f"/changes?since={first['next']}") == {
        "items": [],
        "next": first["next"],
        "more": False,
    }

    with newsroom.store.writing() as writing:
        writing.log(model.ChangeKind.ARTICLE, [newsroom.ids["copy"]], at=room.NOW)
        # nothing is told that releases have yet to follow
        assert got(app, f"/changes?since={first['next']}")["items"] == []
    with newsroom.store.writing() as writing:
        writing.move_cursor("releases", writing.changes.head())

    (told,) = got(app, f"/changes?since={first['next']}")["items"]
    assert (told["id"], told["kind"]) == (newsroom.ids["copy"], "article")
    assert told["url"] == f"{room.SITE.base_url}/api/v1/articles/{newsroom.ids['copy']}"


def test_changes_in_small_portions_are_all_of_them(app: ASGIApp, newsroom: room.Room) -> None:
    with newsroom.store.writing() as writing:
        writing.move_cursor("releases", writing.changes.head())
    seen: list[Any] = []
    since, more = 0, True
    while more:
        said = got(app, f"/changes?since={since}&limit=3")
        seen += said["items"]
        since, more = said["next"], said["more"]

    assert {each["id"] for each in seen} == {each["id"] for each in got(app, "/changes?limit=1000")["items"]}


@pytest.mark.parametrize(
    ("path", "named"),
    [
        ("/articles?limit=0", "limit"),
        ("/articles?limit=101", "limit"),
        ("/articles?limit=ten", "limit"),
        ("/articles?sectoin=World", "sectoin"),
        ("/articles?limit=1&limit=2", "limit"),
        ("/articles?cursor=%22%22", "cursor"),
        ("/articles?cursor=bm9uc2Vuc2U", "cursor"),
        ("/search", "/search"),
        ("/search?q=", "q"),
        ("/search?q=x&after=yesterday", "after"),
        ("/search?q=x&sort=worst", "sort"),
        ("/search?q=x&cursor=bm9uc2Vuc2U", "cursor"),
        ("/changes?since=-1", "since"),
        ("/corrections?status=usable", "status"),
        ("/openapi.json?x=1", "x"),
    ],
)
def test_a_parameter_that_cannot_be_used_is_named(app: ASGIApp, path: str, named: str) -> None:
    said = ask(app, f"/api/v1{path}")

    assert said.status == 400
    told = problem(said)
    assert told["code"] == "MSD-9001"
    assert named in told["detail"]


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/articles/nosuch", 404, "MSD-5001"),
        ("/stories/nosuch", 404, "MSD-5001"),
        ("/stories/nosuch/articles", 404, "MSD-5001"),
        ("/sources/nosuch", 404, "MSD-5001"),
        ("/nosuch", 404, "MSD-5001"),
        ("", 404, "MSD-5001"),
    ],
)
def test_what_is_not_there_is_a_problem(app: ASGIApp, path: str, status: int, code: str) -> None:
    said = ask(app, f"/api/v1{path}")

    assert (said.status, problem(said)["code"]) == (status, code)


def test_only_get_is_answered(app: ASGIApp) -> None:
    said = ask(app, "/api/v1/articles", method="POST")

    assert said.status == 405
    assert "GET" in said.headers["allow"]
    problem(said)


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "ar"),
        ("en", "en"),
        ("ar;q=0.5, en-GB;q=0.9", "en"),
        ("fr, de", "ar"),
        ("en;q=0, *", "ar"),
        ("en;q=high", "ar"),
    ],
)
def test_a_problem_is_told_in_the_language_asked_for(app: ASGIApp, header: str, language: str) -> None:
    headers = {"accept_language": header} if header else {}

    said = ask(app, "/api/v1/sources/nosuch", **headers)

    assert said.headers["content-language"] == language
    assert ("لا شيء بهذا الاسم" if language == "ar" else "Nothing is known by that name") in said.text


def test_what_a_program_has_is_not_sent_again(app: ASGIApp) -> None:
    first = ask(app, "/api/v1/articles")

    again = ask(app, "/api/v1/articles", if_none_match=first.headers["etag"])

    assert (again.status, again.body) == (304, b"")


def _limited(newsroom: room.Room, home: Path, **limits: Any) -> ASGIApp:
    return asgi.make_asgi(newsroom.store, newsroom.index, room.SITE, home, clock=lambda: room.NOW, **limits)


def test_whoever_asks_too_often_is_told_when_to_come_again(newsroom: room.Room, home: Path) -> None:
    app = _limited(newsroom, home, rate=2)

    ask(app, "/api/v1/sources", "/api/v1/sources")
    said = ask(app, "/api/v1/sources")

    assert said.status == 429
    assert 0 < int(said.headers["retry-after"]) <= 60
    assert problem(said)["code"] == "MSD-9004"
    assert "q=2;w=60" in said.headers["ratelimit-policy"]


def test_a_key_may_ask_more_often(newsroom: room.Room, home: Path, keyed: str) -> None:
    app = _limited(newsroom, home, rate=1, keyed=10)

    said = [ask(app, "/api/v1/sources", authorization=keyed).status for _ in range(5)]

    assert said == [200] * 5


def test_guessing_keys_is_slowed_down(newsroom: room.Room, home: Path) -> None:
    app = _limited(newsroom, home, rate=3)

    said = [ask(app, "/api/v1/alerts", authorization=f"Bearer {guess}").status for guess in range(5)]

    assert said == [401, 401, 401, 429, 429]


def test_a_bucket_fills_up_again_and_few_are_remembered() -> None:
    now = 0.0
    pace = Pace(most=2, clock=lambda: now)

    assert [pace.take("a", 2).granted for _ in range(3)] == [True, True, False]
    now = 30.0
    assert [pace.take("a", 2).granted for _ in range(2)] == [True, False]
    for name in "bcd":
        pace.take(name, 2)

    assert len(pace) == 2


def test_a_house_is_one_asker() -> None:
    assert asker("2001:db8:1:2::5") == asker("2001:db8:1:2:ffff::1") != asker("2001:db8:1:3::5")
    assert asker("192.0.2.1") != asker("192.0.2.2")
    assert asker(None) == "unknown"


def test_any_site_may_show_what_anybody_may_read(app: ASGIApp) -> None:
    assert ask(app, "/api/v1/articles").headers["access-control-allow-origin"] == "*"


def test_a_failure_is_a_problem_without_its_cause(
    app: ASGIApp, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("the disk is gone")

    monkeypatch.setattr(table.Endpoint, "answer", broken)

    said = ask(app, "/api/v1/sources")

    assert said.status == 500
    assert "disk" not in said.text
    problem(said)
    assert caplog.records


def test_every_endpoint_stands_on_the_page_that_explains_it(app: ASGIApp) -> None:
    for language in ("", "/en"):
        text = ask(app, f"{language}/api").text

        assert not [each.whole for each in ENDPOINTS if f"<code>{each.whole}</code>" not in text]
        assert "<script" not in text
        assert not re.findall(r'(?:src|href)="(?!/|#|https://masdar\.example)[^"]*"', text)


def test_every_parameter_is_explained_in_arabic() -> None:
    silent = [
        f"{endpoint.path} {field.name}"
        for endpoint in ENDPOINTS
        for field in endpoint.parameters
        if not page.said(field)
    ]

    assert silent == []


def test_what_is_searched_for_is_not_kept(newsroom: room.Room, home: Path) -> None:
    made = asgi.Public(newsroom.store, newsroom.index, room.SITE, home, lambda: room.NOW)

    ask(asgi.mount(made), "/api/v1/search?q=سر", "/api/v1/search?q=سر")

    assert (made.cache.hits, made.cache.misses) == (0, 0)


def test_the_marks_of_a_search_stand_on_what_was_asked(app: ASGIApp) -> None:
    said = got(app, "/search?q=الجسر")

    for hit in said["items"]:
        words = [hit["title"]["text"][start:end] for start, end in hit["title"]["marks"]]
        assert all(re.search("جسو?ر", word) for word in words)
    assert any(hit["title"]["marks"] for hit in said["items"])
