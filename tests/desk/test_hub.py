"""Our own hub: who asks is asked back, who meant it is served, and who does not answer holds up nobody."""

import asyncio
import hashlib
import hmac
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from masdar.desk import hub
from masdar.errors import Refused, Unreachable
from masdar.model import Capture, ChangeKind, NotModified, Request, Subscriber, digest
from masdar.ports import Reading
from masdar.store import open_store
from masdar.store.open import SqlStore
from tests import fakes

BASE = "https://masdar.example"
CALLBACK = "https://souq.example/hear?list=1"
WISH = hub.Wish(topic="/feed.xml", callback=CALLBACK, secret="sesame")


class Subscribers:
    """A fetcher behind which subscribers stand: what each was sent, by callback."""

    def __init__(self) -> None:
        self.asked: list[dict[str, str]] = []
        self.sent: list[Request] = []
        self.silent: set[str] = set()
        self.status = 204
        self.honest = True

    async def send(self, request: Request) -> Capture | NotModified:
        host = urlsplit(request.url).hostname or ""
        if host in self.silent:
            await asyncio.sleep(3600)
        if host == "inner.example":
            raise Refused(request.url, "its address is not public")
        if host == "gone.example":
            raise Unreachable(request.url, "nobody there")
        body = b""
        if request.method == "GET":
            said = {name: values[0] for name, values in parse_qs(urlsplit(request.url).query).items()}
            self.asked.append(said)
            body = said["hub.challenge"].encode() if self.honest else b"something else"
            return fakes.capture(request.url, body=body, status=200)
        self.sent.append(request)
        return fakes.capture(request.url, body=body, status=self.status)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlStore]:
    with open_store(tmp_path / "home") as opened:
        yield opened


class Rounds:
    """Rounds over a home, with a feed that tells how far the log has come."""

    def __init__(self, store: SqlStore, home: Path) -> None:
        self.store, self.home = store, home
        self.world = Subscribers()
        self.now = fakes.NOON
        self.text = b"<rss>1</rss>"
        self.made = 0

    def feeds(self, reading: Reading, topic: str) -> hub.Feed | None:
        self.made += 1
        if topic != "/feed.xml":
            return None
        return hub.Feed(body=self.text, media_type="application/rss+xml", etag=digest(self.text))

    def round(self) -> tuple[int, int]:
        return asyncio.run(
            hub.round(
                self.store, self.world, home=self.home, feeds=self.feeds, base=BASE, now=lambda: self.now
            )
        )

    def news(self, text: bytes) -> None:
        self.text = text
        with self.store.writing() as writing:
            writing.log(ChangeKind.ARTICLE, ["a"], at=self.now)

    def known(self) -> tuple[Subscriber, ...]:
        with self.store.reading() as reading:
            return reading.subscribers.all()


@pytest.fixture
def rounds(store: SqlStore, tmp_path: Path) -> Rounds:
    return Rounds(store, tmp_path / "home")


def test_whoever_asked_and_meant_it_is_sent_the_feed_signed(rounds: Rounds) -> None:
    hub.put(rounds.home, WISH)

    assert rounds.round() == (1, 0)

    (asked,) = rounds.world.asked
    assert (asked["hub.mode"], asked["hub.topic"]) == ("subscribe", f"{BASE}/feed.xml")
    assert asked["list"] == "1"
    assert int(asked["hub.lease_seconds"]) == 864_000
    (sent,) = rounds.world.sent
    assert (sent.url, sent.body) == (CALLBACK, rounds.text)
    assert sent.headers["Content-Type"] == "application/rss+xml"
    assert sent.headers["Link"] == f'<{BASE}/hub>; rel="hub", <{BASE}/feed.xml>; rel="self"'
    made = hmac.new(b"sesame", rounds.text, hashlib.sha256).hexdigest()
    assert sent.headers["X-Hub-Signature"] == f"sha256={made}"
    (known,) = rounds.known()
    assert known.until == fakes.NOON + timedelta(days=10)
    assert list((rounds.home / "hub").iterdir()) == []


def test_whoever_did_not_mean_it_is_not_served(rounds: Rounds) -> None:
    rounds.world.honest = False
    hub.put(rounds.home, WISH)
    hub.put(rounds.home, replace(WISH, callback="https://inner.example/"))
    hub.put(rounds.home, replace(WISH, callback="https://gone.example/"))

    assert rounds.round() == (0, 0)

    assert rounds.known() == ()
    assert rounds.world.sent == []
    assert list((rounds.home / "hub").iterdir()) == []


def test_a_feed_is_sent_when_it_alters_and_only_then(rounds: Rounds) -> None:
    hub.put(rounds.home, WISH)
    rounds.round()

    assert rounds.round() == (0, 0)
    rounds.news(rounds.text)
    assert rounds.round() == (0, 0)
    rounds.news(b"<rss>2</rss>")
    assert rounds.round() == (1, 0)

    assert [each.body for each in rounds.world.sent] == [b"<rss>1</rss>", b"<rss>2</rss>"]


def test_no_feed_is_made_while_nothing_changes(rounds: Rounds) -> None:
    hub.put(rounds.home, WISH)
    rounds.round()
    made = rounds.made

    rounds.round()

    assert rounds.made == made


def test_a_feed_is_made_once_for_all_who_want_it(rounds: Rounds) -> None:
    for name in "abc":
        hub.put(rounds.home, replace(WISH, callback=f"https://{name}.example/"))

    assert rounds.round() == (3, 0)
    assert rounds.made == 1


def test_whoever_does_not_take_it_is_tried_ever_later_and_at_last_dropped(rounds: Rounds) -> None:
    hub.put(rounds.home, replace(WISH, lease=hub.LONGEST.total_seconds()))
    rounds.world.status = 503

    assert rounds.round() == (0, 1)
    assert rounds.round() == (0, 0)
    (known,) = rounds.known()
    assert (known.tries, known.failure) == (1, "status 503")
    for pause in hub.PAUSES:
        rounds.now += pause
        assert rounds.round() == (0, 1)
    rounds.now += timedelta(days=2)
    rounds.round()

    assert rounds.known() == ()


def test_what_was_missed_is_sent_when_it_is_taken_again(rounds: Rounds) -> None:
    hub.put(rounds.home, WISH)
    rounds.world.status = 500
    rounds.round()
    rounds.world.status = 200
    rounds.now += hub.PAUSES[0]

    assert rounds.round() == (1, 0)
    assert rounds.known()[0].tries == 0


def test_whoever_says_that_it_is_gone_is_dropped(rounds: Rounds) -> None:
    hub.put(rounds.home, WISH)
    rounds.world.status = 410
    rounds.round()

    assert rounds.known() == ()


def test_a_promise_ends(rounds: Rounds) -> None:
    hub.put(rounds.home, WISH)
    rounds.round()
    rounds.now += hub.LEASE
    rounds.news(b"<rss>2</rss>")

    assert rounds.round() == (0, 0)
    assert rounds.known() == ()


def test_whoever_ends_it_is_asked_whether_it_meant_that_too(rounds: Rounds) -> None:
    hub.put(rounds.home, WISH)
    rounds.round()
    hub.put(rounds.home, replace(WISH, ends=True))
    rounds.world.honest = False
    rounds.round()
    assert len(rounds.known()) == 1

    hub.put(rounds.home, replace(WISH, ends=True))
    rounds.world.honest = True
    rounds.round()

    assert rounds.world.asked[-1]["hub.mode"] == "unsubscribe"
    assert rounds.known() == ()


def test_whoever_does_not_answer_holds_up_nobody(rounds: Rounds, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("slow", "quick"):
        hub.put(rounds.home, replace(WISH, callback=f"https://{name}.example/"))
    rounds.round()
    rounds.world.silent.add("slow.example")
    monkeypatch.setattr(hub, "_PATIENCE", 0.05)
    rounds.news(b"<rss>2</rss>")

    assert rounds.round() == (1, 1)
    assert rounds.world.sent[-1].url == "https://quick.example/"
    assert {each.failure for each in rounds.known()} == {None, "no answer in 0.05 s"}


def test_only_so_many_wishes_wait(rounds: Rounds, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hub, "WAITING", 2)
    made = [replace(WISH, callback=f"https://{n}.example/") for n in range(3)]

    assert [hub.put(rounds.home, each) for each in [*made, made[0]]] == [True, True, False, True]
