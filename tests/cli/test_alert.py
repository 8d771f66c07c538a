"""Alerts by commands: from the question to the message and its end."""

from pathlib import Path

import pytest

from tests.cli.calls import Masdar
from tests.cli.conftest import page


def _taken(masdar: Masdar, tmp_path: Path, name: str, title: str) -> None:
    path = tmp_path / f"{name}.html"
    path.write_text(page(title=title, when="2036-11-01T10:30:00+04:00"), encoding="utf-8")
    said = masdar("import", path, "--url", f"https://murjan.example/{name}", "--policy", "headline")
    assert said.status == 0


def test_what_arrives_later_is_told_in_the_alerts_feed(masdar: Masdar, tmp_path: Path) -> None:
    added = masdar("alert", "add", "القطار", "القطار أو النفق", "--json").records[0]
    _taken(masdar, tmp_path, "one", "افتتاح خط القطار البحري في جزيرة المرجان")

    assert masdar("alert", "send", "--json").records == [{"taken": 0, "failed": 0}]
    (listed,) = masdar("alert", "list", "--json").records

    assert added["understood"] == "(القطار OR النفق)"
    assert listed["id"] == added["id"]
    assert [len(each["articles"]) for each in listed["messages"]] == [1]


def test_an_alert_that_ended_tells_nothing(masdar: Masdar, tmp_path: Path) -> None:
    added = masdar("alert", "add", "القطار", "القطار", "--json").records[0]
    wishes = masdar.home / "ended"
    wishes.mkdir()
    # as the site puts it down
    (wishes / str(added["id"])).touch()
    _taken(masdar, tmp_path, "one", "افتتاح خط القطار البحري في جزيرة المرجان")
    masdar("alert", "send")

    (listed,) = masdar("alert", "list", "--json").records
    assert listed["stopped"]
    assert listed["messages"] == []
    assert list(wishes.iterdir()) == []


def test_mail_without_a_server_says_so_and_waits(masdar: Masdar, tmp_path: Path) -> None:
    masdar("alert", "add", "القطار", "القطار", "--mail", "salim@daily.example")
    _taken(masdar, tmp_path, "one", "افتتاح خط القطار البحري في جزيرة المرجان")

    assert masdar("alert", "send").status == 1
    (listed,) = masdar("alert", "list", "--json").records
    (message,) = listed["messages"]
    assert "not set up" in message["failure"]


@pytest.mark.parametrize(
    "wrong",
    [
        ["-القطار"],
        ["القطار", "--mail", "nobody"],
        ["القطار", "--webhook", "ftp://daily.example/"],
        ["القطار", "--mail", "a@b.example", "--webhook", "https://b.example/"],
        ["القطار", "--quiet-hours", "late"],
        ["القطار", "--zone", "Nowhere/At_All"],
    ],
)
def test_what_cannot_be_watched_is_told(masdar: Masdar, wrong: list[str]) -> None:
    assert masdar("alert", "add", "x", "--", *wrong[:1]).status == (1 if wrong[0].startswith("-") else 0)
    if len(wrong) > 1:
        assert masdar("alert", "add", "x", *wrong).status == 1


@pytest.mark.parametrize("command", [["end", "x"], ["replay", "x"], ["replay", "--alert", "x"], ["replay"]])
def test_what_is_not_known_is_told(masdar: Masdar, command: list[str]) -> None:
    masdar("alert", "add", "x", "القطار")

    assert masdar("alert", *command).status == 1
