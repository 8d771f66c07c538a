"""Requests by the form of the site: kept, numbered, bounded, and seen by whoever sent them alone."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from starlette.types import ASGIApp

from masdar.model import Case, CaseKind
from masdar.store import open_store
from masdar.store.open import SqlStore
from masdar.web import asgi
from tests.press import room
from tests.web.visitor import Visitor


@pytest.fixture
def deeds(newsroom: room.Room, home: Path) -> Iterator[SqlStore]:
    with open_store(home, brief=True) as store:
        yield store


@pytest.fixture
def app(newsroom: room.Room, home: Path, deeds: SqlStore) -> ASGIApp:
    return asgi.make_asgi(
        newsroom.store, newsroom.index, room.SITE, home, clock=lambda: room.NOW, deeds=deeds
    )


@pytest.fixture
def item(newsroom: room.Room) -> str:
    with newsroom.store.reading() as reading:
        return str(reading.releases.latest(limit=1)[0].id)


def kept(deeds: SqlStore) -> tuple[Case, ...]:
    with deeds.reading() as reading:
        return reading.cases.open()


def test_a_request_is_kept_beside_a_process_that_writes(app: ASGIApp, deeds: SqlStore, item: str) -> None:
    visitor = Visitor(app)
    visitor.get(f"/removal?item={item}")
    visitor.send("/removal", kind="removal", who="ليلى", text="في الخبر اسمي، وليس لي صلة به")

    (made,) = kept(deeds)
    assert (made.kind, made.article, made.who) == (CaseKind.REMOVAL, item, "ليلى")
    assert made.due - made.opened == timedelta(hours=72)
    assert re.fullmatch(r"/case/[\w-]{32}", visitor.path)
    assert "الطلب رقم 1" in visitor.text
    assert "مفتوح" in visitor.text


@pytest.mark.parametrize("how", ["https://masdar.example/a/{}/slug", "{}", "  {} "])
def test_an_article_is_named_by_number_or_address(app: ASGIApp, deeds: SqlStore, item: str, how: str) -> None:
    Visitor(app).post("/removal", {"kind": "correction", "item": how.format(item), "text": "خطأ"})

    assert [each.article for each in kept(deeds)] == [item]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"kind": "removal", "item": "nothing", "text": "سبب"}, "اذكر رقم الخبر"),
        ({"kind": "removal", "item": "", "text": "سبب"}, "اذكر رقم الخبر"),
        ({"kind": "opt_out", "host": "alwadi.example", "text": "سبب", "mail": "ليلى"}, "هذا ليس عنوان بريد"),
        ({"kind": "correction", "item": "ITEM", "text": "  "}, "اكتب بإيجاز"),
        ({"kind": "other", "text": "سبب"}, "حدّد ما تطلبه"),
        ({"kind": "opt_out", "host": "localhost", "text": "سبب"}, "اذكر نطاق الناشر"),
    ],
)
def test_what_a_request_lacks_is_named_and_nothing_typed_is_lost(
    app: ASGIApp, deeds: SqlStore, item: str, fields: dict[str, str], said: str
) -> None:
    visitor = Visitor(app)
    fields = {name: item if value == "ITEM" else value for name, value in fields.items()}

    answer = visitor.post("/removal", fields | {"who": "ليلى <b>"})

    assert answer.status == 422
    assert said in visitor.text
    assert 'value="ليلى &lt;b&gt;"' in answer.text
    assert kept(deeds) == ()


def test_an_opt_out_is_told_how_to_prove_the_host(app: ASGIApp, deeds: SqlStore) -> None:
    visitor = Visitor(app)
    visitor.post("/removal", {"kind": "opt_out", "host": "https://www.Alwadi.example/x", "text": "لا نريد"})

    (made,) = kept(deeds)
    assert made.host == "alwadi.example"
    assert "https://alwadi.example/.well-known/masdar.txt" in visitor.text
    assert "_masdar.alwadi.example" in visitor.text
    assert made.token not in re.sub(r"href=\S+", "", visitor.last.text if visitor.last else "")


@pytest.mark.parametrize(
    "headers",
    [
        {"sec_fetch_site": "cross-site"},
        {"sec_fetch_site": "same-site"},
        {"sec_fetch_site": "", "origin": "https://evil.example"},
        {"sec_fetch_site": "", "origin": "null"},
    ],
)
def test_another_site_sends_no_request_in_a_readers_name(
    app: ASGIApp, deeds: SqlStore, item: str, headers: dict[str, str]
) -> None:
    answer = Visitor(app).post("/removal", {"kind": "removal", "item": item, "text": "سبب"}, **headers)

    assert answer.status == 403
    assert kept(deeds) == ()


def test_one_address_sends_a_few_an_hour_and_others_go_on(app: ASGIApp, deeds: SqlStore, item: str) -> None:
    fields = {"kind": "correction", "item": item, "text": "خطأ"}
    pushy = Visitor(app)

    answers = [pushy.post("/removal", fields).status for _ in range(8)]
    disguised = pushy.post("/removal", fields, x_forwarded_for="198.51.100.1").status
    other = Visitor(app, client="203.0.113.8").post("/removal", fields).status

    assert answers == [200] * 6 + [429] * 2
    assert disguised == 429
    assert other == 200
    assert pushy.last is not None
    assert int(pushy.last.headers["retry-after"]) > 0


def test_one_mail_address_is_written_to_a_few_times_a_day(app: ASGIApp, deeds: SqlStore, item: str) -> None:
    fields = {"kind": "removal", "item": item, "text": "سبب", "mail": "victim@reader.example"}

    answers = [
        Visitor(app, client=f"203.0.113.{n}").post("/removal", fields | {"mail": each}).status
        for n, each in enumerate(["victim@reader.example", "Victim@Reader.example"] * 3)
    ]
    other = Visitor(app, client="203.0.113.99").post("/removal", fields | {"mail": "else@reader.example"})

    assert answers == [200] * 4 + [429] * 2
    assert other.status == 200


def test_a_request_is_bounded(app: ASGIApp, deeds: SqlStore, item: str) -> None:
    large = Visitor(app).post("/removal", {"kind": "removal", "item": item, "text": "س" * 200_000})
    many = Visitor(app).post("/removal", [("x", "1")] * 1000)
    odd = Visitor(app).post("/removal", {"kind": "removal"}, content_type="multipart/form-data")

    assert (large.status, many.status, odd.status) == (413, 400, 415)
    assert kept(deeds) == ()


def test_a_request_without_its_address_is_seen_by_nobody(app: ASGIApp, deeds: SqlStore, item: str) -> None:
    Visitor(app).post("/removal", {"kind": "removal", "item": item, "text": "سبب"})

    for guess in ("1", "", "x" * 32, "../1", "%2e%2e/1"):
        assert Visitor(app).get(f"/case/{guess}").status == 404


def test_its_page_is_kept_by_no_cache_and_tells_its_address_to_nobody(
    app: ASGIApp, deeds: SqlStore, item: str
) -> None:
    visitor = Visitor(app)
    answer = visitor.post("/en/removal", {"kind": "removal", "item": item, "text": "reason"})

    assert visitor.path.startswith("/en/case/")
    assert "Request number 1" in visitor.text
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert "noindex" in answer.headers["x-robots-tag"]
