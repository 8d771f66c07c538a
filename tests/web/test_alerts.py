"""The addresses of an alert: its feed, and the link that ends it."""

from pathlib import Path

from starlette.types import ASGIApp

from masdar.model import Alert, Way
from masdar.press import letters
from tests import fakes
from tests.press import room
from tests.web.asgi import ask


def _watched(newsroom: room.Room) -> Alert:
    made = Alert(id="a1", name="تنبيه الجسر", query="جسر", way=Way.FEED, key="secret", since=fakes.NOON)
    with newsroom.store.writing() as pen:
        pen.put_alerts([made])
    return made


def test_one_click_puts_down_the_wish_to_end_an_alert(newsroom: room.Room, home: Path, app: ASGIApp) -> None:
    path = letters.stopping(_watched(newsroom))

    shown = ask(app, path)
    assert shown.status == 200
    assert '<form method="post"' in shown.text
    assert not (home / "ended" / "a1").exists()

    done = ask(app, path, method="POST")
    assert done.status == 200
    assert (home / "ended" / "a1").exists()


def test_nobody_else_ends_an_alert(newsroom: room.Room, home: Path, app: ASGIApp) -> None:
    _watched(newsroom)

    for path in ("/alerts/a1/stop/0123", "/alerts/a2/stop/0123", "/alerts/../stop/x"):
        assert ask(app, path, method="POST").status == 404
    assert not (home / "ended").exists()


def test_an_alert_is_a_feed_for_whoever_knows_its_name(newsroom: room.Room, app: ASGIApp) -> None:
    _watched(newsroom)

    assert "تنبيه الجسر" in ask(app, "/alerts/a1/feed.atom").text
    assert ask(app, "/alerts/a2/feed.atom").status == 404
