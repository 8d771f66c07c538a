"""Alerts from the article that arrives to the message that is taken, over real servers on loopback."""

import asyncio
import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from masdar import model, ports
from masdar.desk import deliver, watch
from masdar.fetch import open_client
from masdar.fetch.guard import Guard
from masdar.model import Alert, Level, News, ReleaseStatus, Telling, Way
from masdar.outlets import webhook
from masdar.outlets.mail import Mail
from masdar.press import letters
from masdar.press.view import Site, View
from masdar.store import open_store
from masdar.stories import fingerprint
from tests import fakes
from tests.fakes import NOON

KEY = "a key that two know"
SITE = Site(name="صحيفة التجربة", base_url="https://masdar.example", contact="desk@masdar.example")


def alert(name: str, query: str, way: Way = Way.FEED, **more: Any) -> Alert:
    return Alert(id=name, name=f"تنبيه {name}", query=query, way=way, key=KEY, since=NOON, **more)


@dataclass(slots=True)
class Desk:
    """A home with alerts, and a clock that is moved by hand."""

    home: Path
    store: ports.Store
    now: datetime = NOON
    outlets: dict[Way, ports.Outlet] = field(default_factory=dict)

    def take(self, *articles: model.Article, releases: tuple[model.Release, ...] = (), **kept: Any) -> None:
        """Articles arrive, and their releases with them."""
        drafts = [
            model.Draft(
                capture=fakes.capture(each.url, at=each.seen, body=each.body.encode(), digest=each.capture),
                article=each,
                claims=(),
                fingerprint=fingerprint.of(each),
            )
            for each in articles
        ]
        with self.store.writing() as pen:
            pen.put_sources([fakes.source()])
            pen.keep(drafts, **(fakes.kept(drafts) | kept))
            pen.put_releases([*map(fakes.release, articles), *releases])
            pen.log(model.ChangeKind.ARTICLE, [each.id for each in releases], at=self.now)
            pen.move_cursor("releases", pen.changes.head())

    def watch(self, *alerts: Alert) -> None:
        with self.store.writing() as pen:
            pen.put_alerts(alerts)

    def found(self) -> list[tuple[str, str, News]]:
        watch.follow(self.store, now=self.now)
        with self.store.reading() as reading:
            return [(each.alert, each.article, each.news) for each in reading.alerts.waiting()]

    def send(self) -> tuple[int, int]:
        watch.follow(self.store, now=self.now)
        return asyncio.run(deliver.round(self.store, self.outlets, write=self._write, now=lambda: self.now))

    def _write(self, reading: ports.Reading, *rest: Any) -> model.Letter:
        view = View(reading=reading, index=None, site=SITE, now=self.now)  # type: ignore[arg-type] # not searched
        return letters.write(view, *rest)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    store = open_store(tmp_path, create=True)
    try:
        yield Desk(tmp_path, store)
    finally:
        store.close()


@contextmanager
def reopened(desk: Desk) -> Iterator[Desk]:
    """The same home in a new process, as far as it can tell."""
    desk.store.close()
    desk.store = open_store(desk.home)
    yield desk


# --- what is found ---------------------------------------------------------------------------------------


def test_what_arrives_is_told_and_what_was_there_is_not(desk: Desk) -> None:
    old = fakes.article(1, published=fakes.moment(NOON - timedelta(days=9)))
    desk.watch(alert("a", "جسر"), alert("b", "نفق"))
    desk.take(old, fakes.article(2))

    assert desk.found() == [("a", fakes.article(2).id, News.FOUND)]


def test_following_again_finds_nothing_twice(desk: Desk) -> None:
    desk.watch(alert("a", "جسر"))
    desk.take(fakes.article(1))
    once = desk.found()
    with desk.store.writing() as pen:
        pen.move_cursor(watch.FOLLOWER, 0)

    assert desk.found() == once


def test_a_copy_of_what_was_told_is_not(desk: Desk) -> None:
    first, copy = fakes.article(1), fakes.article(2, title="الجسر نفسه")
    desk.watch(alert("a", "جسر", telling=Telling.NEW))
    desk.take(first)
    desk.found()
    desk.take(copy, overlaps=[fakes.overlap(first, copy, Level.NEAR)])

    assert [article for _, article, _ in desk.found()] == [first.id]


@pytest.mark.parametrize(("telling", "expected"), [(Telling.STORY, 1), (Telling.NEW, 2)])
def test_a_story_is_told_once_or_as_it_goes_on(desk: Desk, telling: Telling, expected: int) -> None:
    first, second = fakes.article(1), fakes.article(2, title="الجسر بعد عام")
    desk.watch(alert("a", "جسر", telling=telling))
    drafts = [fakes.draft(1)]
    story = fakes.kept(drafts)["stories"][0].id
    desk.take(first)
    desk.found()
    desk.take(
        second,
        placements=[
            model.Placement(article=second.id, story=story, relation=model.Relation.SAME_STORY, score=0.9)
        ],
        stories=[],
    )

    assert len(desk.found()) == expected


def test_what_was_told_is_told_again_when_it_is_withdrawn(desk: Desk) -> None:
    article = fakes.article(1)
    desk.watch(alert("a", "جسر"), alert("b", "جسر", stopped=NOON))
    desk.take(article)
    desk.send()
    desk.take(releases=(fakes.release(article, status=ReleaseStatus.WITHDRAWN),))

    assert desk.found() == [("a", article.id, News.WITHDRAWN)]


def test_what_was_withdrawn_before_it_was_told_is_not(desk: Desk) -> None:
    article = fakes.article(1)
    desk.watch(alert("a", "جسر", Way.WEBHOOK, to="http://127.0.0.1:1/"))
    desk.take(article)
    desk.found()
    desk.take(releases=(fakes.release(article, status=ReleaseStatus.WITHDRAWN),))

    assert desk.send() == (1, 0)
    with desk.store.reading() as reading:
        (sent,) = reading.alerts.deliveries("a", since=NOON, limit=9)
    assert sent.receipt == "nothing is left to tell"


def test_a_digest_tells_several_and_waits_for_its_time(desk: Desk) -> None:
    desk.watch(alert("a", "جسر", every=60))
    desk.take(fakes.article(1), fakes.article(2))
    desk.found()
    first = deliver.plan(desk.store, now=NOON)
    desk.take(fakes.article(3))
    desk.found()
    early = deliver.plan(desk.store, now=NOON + timedelta(minutes=59))
    later = deliver.plan(desk.store, now=NOON + timedelta(minutes=60))

    assert (first, early, later) == (1, 0, 1)


@pytest.mark.parametrize(("hour", "sent"), [(21, 1), (22, 0), (3, 0), (7, 1)])
def test_nothing_is_sent_in_quiet_hours(desk: Desk, hour: int, sent: int) -> None:
    desk.watch(alert("a", "جسر", quiet=(22, 7), zone="UTC"))
    desk.take(fakes.article(1))
    desk.found()

    assert deliver.plan(desk.store, now=NOON.replace(hour=hour)) == sent


# --- how it is sent --------------------------------------------------------------------------------------


class Mailbox:
    """A mail server's handler that refuses as often as it is told to."""

    def __init__(self, *codes: str) -> None:
        self.codes = list(codes)
        self.taken: list[Any] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        if self.codes:
            return self.codes.pop(0)
        self.taken.append(envelope)
        return "250 2.0.0 taken as 7f"


@contextmanager
def smtp(mailbox: Mailbox) -> Iterator[Mail]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(mailbox, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield Mail(
            host="127.0.0.1",
            port=port,
            security="none",
            sender="desk@masdar.example",
            name="صحيفة التجربة",
            connect=Guard(hosts=frozenset({"127.0.0.1"})).connect,
        )
    finally:
        controller.stop()


def _parsed(envelope: Any) -> Any:
    import email
    import email.policy

    return email.message_from_bytes(envelope.content, policy=email.policy.default)


def test_a_letter_is_taken_once_over_failures_and_restarts(desk: Desk) -> None:
    mailbox = Mailbox("451 4.3.0 later", "452 4.2.2 full")
    with smtp(mailbox) as mail:
        desk.outlets[Way.MAIL] = mail
        desk.watch(alert("a", "جسر", Way.MAIL, to="salim@daily.example"))
        desk.take(fakes.article(1))

        told = [desk.send()]
        for pause in (timedelta(seconds=30), *deliver.PAUSES):
            desk.now += pause
            with reopened(desk):
                told.append(desk.send())

    assert told[:5] == [(0, 1), (0, 0), (0, 1), (1, 0), (0, 0)]
    assert len(mailbox.taken) == 1
    with desk.store.reading() as reading:
        (sent,) = reading.alerts.deliveries("a", since=NOON, limit=9)
    assert (sent.tries, sent.due, sent.failure) == (3, None, None)
    assert sent.receipt == "250 2.0.0 taken as 7f"


def test_a_letter_has_text_and_html_and_ends_with_one_click(desk: Desk) -> None:
    mailbox = Mailbox()
    article = fakes.article(1, title="الجسر\r\nBcc: all@daily.example")
    with smtp(mailbox) as mail:
        desk.outlets[Way.MAIL] = mail
        desk.watch(alert("a", "جسر", Way.MAIL, to="salim@daily.example"))
        desk.take(article)
        desk.send()
    letter = _parsed(mailbox.taken[0])
    text = letter.get_body(("plain",)).get_content()
    html = letter.get_body(("html",)).get_content()

    assert mailbox.taken[0].rcpt_tos == ["salim@daily.example"]
    assert letter["bcc"] is None
    assert letter["list-unsubscribe-post"] == "List-Unsubscribe=One-Click"
    assert letter["list-unsubscribe"].strip().startswith("<https://masdar.example/alerts/a/stop/")
    assert "https://masdar.example/a/" in text
    assert '<html lang="ar" dir="rtl">' in html
    assert "الجسر" in html


@pytest.mark.parametrize(("code", "tried_again"), [("550 5.1.1 nobody", False), ("421 4.3.2 closing", True)])
def test_what_will_never_be_taken_is_given_up(desk: Desk, code: str, tried_again: bool) -> None:
    with smtp(Mailbox(code)) as mail:
        desk.outlets[Way.MAIL] = mail
        desk.watch(alert("a", "جسر", Way.MAIL, to="salim@daily.example"))
        desk.take(fakes.article(1))
        desk.send()
    with desk.store.reading() as reading:
        (sent,) = reading.alerts.deliveries("a", since=NOON, limit=9)

    assert (sent.due is not None) is tried_again
    assert sent.failure


def test_a_server_that_is_down_is_tried_again(desk: Desk) -> None:
    connect = Guard(hosts=frozenset({"127.0.0.1"})).connect
    desk.outlets[Way.MAIL] = Mail(
        host="127.0.0.1", port=1, security="none", sender="a@b.example", connect=connect
    )
    desk.watch(alert("a", "جسر", Way.MAIL, to="salim@daily.example"))
    desk.take(fakes.article(1))

    assert desk.send() == (0, 1)
    desk.now += deliver.PAUSES[0]
    assert desk.send() == (0, 1)


def test_a_relay_that_was_not_named_is_not_dialled() -> None:
    with pytest.raises(OSError, match="not public"):
        Guard().connect("127.0.0.1", 25, 1.0)


class Receiver:
    """A webhook's other side: checks the signature, and knows what it has seen."""

    def __init__(self, *statuses: int) -> None:
        self.statuses = list(statuses)
        self.events: list[str] = []
        self.bodies: list[Any] = []
        self.genuine: list[bool] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                status = outer.statuses.pop(0) if outer.statuses else 200
                now = float(self.headers[webhook.TIME])
                outer.genuine.append(webhook.genuine(KEY, dict(self.headers), body, now=now))
                if status == 200:
                    outer.events.append(self.headers[webhook.EVENT])
                    outer.bodies.append(json.loads(body))
                self.send_response(status)
                self.send_header("content-length", "0")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/hook"

    def __enter__(self) -> "Receiver":
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02})
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()


class Posting:
    """The webhook over the real client, opened for each round."""

    def __init__(self, desk: Desk, networks: tuple[str, ...] = ("127.0.0.0/8",)) -> None:
        self.desk = desk
        self.networks = networks

    async def hand(self, letter: model.Letter, *, to: str, key: str) -> str:
        async with open_client(now=lambda: self.desk.now, delay=0.0, allow_networks=self.networks) as client:
            return await webhook.Webhook(client, now=lambda: self.desk.now).hand(letter, to=to, key=key)


def test_a_webhook_gets_each_message_once_over_failures_and_restarts(desk: Desk) -> None:
    with Receiver(500, 503) as receiver:
        desk.outlets[Way.WEBHOOK] = Posting(desk)
        desk.watch(alert("a", "جسر", Way.WEBHOOK, to=receiver.url, telling=Telling.NEW))
        desk.take(fakes.article(1), fakes.article(2))
        for pause in (timedelta(), *deliver.PAUSES):
            desk.now += pause
            with reopened(desk):
                desk.send()

    assert len(receiver.events) == len(set(receiver.events)) == 2
    assert all(receiver.genuine)
    assert {each["articles"][0]["id"] for each in receiver.bodies} == {fakes.article(n).id for n in (1, 2)}
    assert all(each["articles"][0]["origin"] for each in receiver.bodies)


def test_a_message_is_played_again_under_its_own_name(desk: Desk) -> None:
    with Receiver() as receiver:
        desk.outlets[Way.WEBHOOK] = Posting(desk)
        desk.watch(alert("a", "جسر", Way.WEBHOOK, to=receiver.url))
        desk.take(fakes.article(1))
        desk.send()
        deliver.replay(desk.store, receiver.events[0], now=desk.now)
        desk.send()

    assert receiver.events[0] == receiver.events[1]


def test_a_webhook_within_our_own_walls_is_not_posted_to(desk: Desk) -> None:
    with Receiver() as receiver:
        desk.outlets[Way.WEBHOOK] = Posting(desk, networks=())
        desk.watch(alert("a", "جسر", Way.WEBHOOK, to=receiver.url))
        desk.take(fakes.article(1))

        assert desk.send() == (0, 1)
    assert receiver.events == []


def test_a_forged_or_old_message_is_known_by_its_signature_and_time() -> None:
    body = b'{"id": "x"}'
    headers = {
        webhook.EVENT: "x",
        webhook.TIME: "1000",
        webhook.SIGNATURE: webhook.signature(KEY, 1000, "x", body),
    }

    assert webhook.genuine(KEY, headers, body, now=1010)
    assert not webhook.genuine(KEY, headers, body, now=1000 + webhook.FRESH + 1)
    assert not webhook.genuine(KEY, headers, b'{"id": "y"}', now=1010)
    assert not webhook.genuine(KEY, headers | {webhook.TIME: "1009"}, body, now=1010)
    assert not webhook.genuine(KEY, headers | {webhook.EVENT: "y"}, body, now=1010)
    assert not webhook.genuine("another key", headers, body, now=1010)
    assert not webhook.genuine(KEY, {}, body, now=1010)


def test_a_message_under_way_when_the_alert_ends_is_not_sent(desk: Desk) -> None:
    made = alert("a", "جسر", Way.MAIL, to="salim@daily.example")
    desk.watch(made)
    desk.take(fakes.article(1))
    desk.found()
    deliver.plan(desk.store, now=NOON)
    desk.watch(replace(made, stopped=NOON))

    assert desk.send() == (1, 0)
