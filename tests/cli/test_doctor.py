"""How a home is doing, and what to do about it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from masdar.model import ChangeKind, ChannelId, Visit
from masdar.store import open_store
from tests.cli.calls import Masdar
from tests.cli.conftest import page

NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)


def failing(home: Path, *, times: int) -> None:
    store = open_store(home)
    channel = ChannelId("murjan-example/feed")
    visits = [
        Visit(channel=channel, at=NOON + timedelta(hours=number), failure="timed out")
        for number in range(times)
    ]
    with store.writing() as writing:
        writing.add_visits(visits, next_visits={channel: NOON + timedelta(hours=times)})
    store.close()


def test_a_sound_home_has_nothing_to_do(masdar: Masdar, tmp_path: Path) -> None:
    path = tmp_path / "one.html"
    path.write_text(page(), encoding="utf-8")
    masdar("import", path, "--url", "https://murjan.example/1")

    said = masdar("doctor", "--json")

    (found,) = said.records
    assert said.status == 0
    assert found["behind"] == {"releases": 0, "index": 0}
    assert found["sizes"]["articles"] == 1
    assert (found["troubled"], found["todo"]) == ([], [])


def test_a_channel_in_trouble_is_told_with_cause_and_next_visit(masdar: Masdar) -> None:
    masdar("source", "add", "https://murjan.example/rss", "--feed")
    failing(masdar.home, times=4)

    said = masdar("doctor", "--json")

    (found,) = said.records
    (channel,) = found["troubled"]
    assert said.status == 1
    assert (channel["verdict"], channel["cause"], channel["failures"]) == ("failing", "timed out", 4)
    assert datetime.fromisoformat(channel["next"]) > NOON + timedelta(hours=3)
    assert "timed out" in found["todo"][0]
    assert "timed out" in masdar("doctor", "--lang", "ar").out


def test_followers_that_are_behind_are_named(masdar: Masdar) -> None:
    masdar("source", "add", "https://murjan.example/rss", "--feed")
    store = open_store(masdar.home)
    with store.writing() as writing:
        writing.log(ChangeKind.SOURCE, ["murjan-example"], at=NOON)
    store.close()

    said = masdar("doctor", "--json")

    assert said.status == 1
    assert said.records[0]["behind"] == {"releases": 1, "index": 1}
    assert len(said.records[0]["todo"]) == 2


def test_no_home_is_an_error(masdar: Masdar) -> None:
    said = masdar("doctor")

    assert said.status == 1
    assert "MSD-5000" in said.err


def test_a_channel_that_is_paused_is_told_of_and_can_be_resumed(masdar: Masdar) -> None:
    masdar("source", "add", "https://murjan.example/rss", "--feed")
    masdar("source", "pause", "murjan-example/feed", "--why", "the publisher asked")

    (told,) = masdar("doctor", "--json").records
    (channel,) = told["troubled"]
    assert (channel["verdict"], channel["cause"]) == ("paused", "the publisher asked")
    assert "masdar source resume murjan-example/feed" in told["todo"][-1]

    assert masdar("source", "resume", "murjan-example/feed").status == 0
    (told,) = masdar("doctor", "--json").records
    assert told["troubled"] == []


def test_a_channel_that_is_not_there_cannot_be_paused(masdar: Masdar) -> None:
    masdar("source", "add", "https://murjan.example/rss", "--feed")

    said = masdar("source", "pause", "nobody/feed")

    assert said.status == 1
    assert "no channel is called" in said.err
