"""Bad input: a clear error, nothing lost, an exit status that says so."""

import gzip
import sqlite3
from pathlib import Path

import pytest

from masdar.store import open_store
from tests.cli.calls import Masdar
from tests.cli.conftest import page

URL = "https://murjan.example/news/1"


@pytest.mark.parametrize("command", [("read", "--json"), ("import",)], ids=["read", "import"])
@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("missing.html", None, id="missing file"),
        pytest.param("empty.html", b"", id="empty file"),
        pytest.param("picture.html", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, id="not HTML"),
        pytest.param("menu.html", b"<html><body><nav>a b c</nav></body></html>", id="no article"),
        pytest.param("cut.html.gz", gzip.compress(page().encode())[:200], id="truncated gzip"),
    ],
)
def test_a_file_that_gives_nothing_is_named_with_its_reason(
    masdar: Masdar, tmp_path: Path, command: tuple[str, ...], name: str, content: bytes | None
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)

    said = masdar(command[0], path, *command[1:])

    told = said.err + said.out
    assert said.status == 1
    assert name.split(".")[0] in told
    assert "Traceback" not in told


def test_one_bad_file_does_not_hold_up_the_others(masdar: Masdar, tmp_path: Path) -> None:
    bad, good = tmp_path / "bad.html", tmp_path / "good.html"
    bad.write_bytes(b"\x00\x01\x02")
    good.write_text(page(), encoding="utf-8")

    said = masdar("read", bad, good, "--json")

    assert said.status == 1
    assert [set(record) >= {"error", "why"} for record in said.records] == [True, False]


def test_a_record_without_its_fields_is_counted_with_its_line(masdar: Masdar, tmp_path: Path) -> None:
    path = tmp_path / "c.jsonl"
    path.write_text('{"id": "1"}\nnot json\n[1]\n', encoding="utf-8")

    said = masdar("import", path)

    assert said.status == 1
    assert f"{path}:2" in said.err


def test_full_text_without_a_ground_is_refused(masdar: Masdar, tmp_path: Path) -> None:
    path = tmp_path / "one.html"
    path.write_text(page(), encoding="utf-8")

    said = masdar("import", path, "--policy", "full")

    assert said.status == 1
    assert "--ground" in said.err
    assert not masdar.home.exists()


@pytest.mark.parametrize("command", ["search", "related", "explain"])
def test_a_home_that_is_not_there_is_said_to_be_missing(masdar: Masdar, command: str) -> None:
    said = masdar(command, "x")

    assert said.status == 1
    assert str(masdar.home) in said.err
    assert not masdar.home.exists()


@pytest.mark.parametrize("command", ["related", "explain"])
def test_an_unknown_article_is_said_to_be_unknown(masdar: Masdar, tmp_path: Path, command: str) -> None:
    path = tmp_path / "one.html"
    path.write_text(page(), encoding="utf-8")
    masdar("import", path, "--url", URL)

    said = masdar(command, "https://murjan.example/other")

    assert said.status == 1
    assert "https://murjan.example/other" in said.err


def test_a_second_writer_is_told_who_writes(masdar: Masdar, tmp_path: Path) -> None:
    path = tmp_path / "one.html"
    path.write_text(page(), encoding="utf-8")
    store = open_store(masdar.home)

    with store.writing():
        said = masdar("import", path, "--url", URL)
    store.close()

    assert said.status == 1
    assert "MSD-5002" in said.err


def test_a_home_of_a_newer_version_is_left_alone(masdar: Masdar, tmp_path: Path) -> None:
    path = tmp_path / "one.html"
    path.write_text(page(), encoding="utf-8")
    masdar("import", path, "--url", URL)
    (database,) = masdar.home.glob("*.db")
    with sqlite3.connect(database) as connection:
        connection.execute("update alembic_version set version_num = '9999'")
    connection.close()

    said = masdar("import", path, "--url", URL)

    assert said.status == 1
    assert "MSD-5003" in said.err


def test_an_address_that_is_none_is_refused_as_a_source(masdar: Masdar) -> None:
    said = masdar("source", "add", "javascript:alert(1)")

    assert said.status == 1
    assert "MSD-1000" in said.err


def test_a_source_is_added_and_listed(masdar: Masdar) -> None:
    masdar("source", "add", "https://murjan.example/rss", "--feed", "--name", "صحيفة المرجان")

    (record,) = masdar("source", "list", "--json").records

    assert record["name"] == "صحيفة المرجان"
    assert record["policy"] == "excerpt"
    assert record["channels"] == ["https://murjan.example/rss"]
