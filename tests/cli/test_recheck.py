"""`masdar recheck`: pages are asked for again, and only on the open web."""

from pathlib import Path

from tests.cli.calls import Masdar
from tests.cli.conftest import page

INSIDE = "http://127.0.0.1:9/news/1"


def imported(masdar: Masdar, folder: Path) -> None:
    file = folder / "one.html"
    file.write_text(page(), encoding="utf-8")
    masdar("import", file, "--url", INSIDE)


def test_nothing_is_due_of_what_came_as_files(masdar: Masdar, tmp_path: Path) -> None:
    imported(masdar, tmp_path)

    said = masdar("recheck", "--json")

    assert (said.status, said.records) == (0, [])


def test_an_address_that_is_not_public_is_not_asked(masdar: Masdar, tmp_path: Path) -> None:
    imported(masdar, tmp_path)

    said = masdar("recheck", INSIDE)

    assert said.status == 0
    assert "missed 1" in said.out
    assert "MSD-2001" in said.err


def test_what_is_not_kept_cannot_be_asked_for(masdar: Masdar, tmp_path: Path) -> None:
    imported(masdar, tmp_path)

    said = masdar("recheck", "https://murjan.example/news/2")

    assert said.status == 1
    assert "https://murjan.example/news/2" in said.err


def test_without_a_home_nothing_is_made(masdar: Masdar) -> None:
    assert masdar("recheck").status == 1
    assert not masdar.home.exists()
