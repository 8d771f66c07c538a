"""The site as files, by command."""

from pathlib import Path

import pytest

from tests.cli.calls import Masdar
from tests.cli.conftest import page

# each plays the whole house from end to end
pytestmark = pytest.mark.slow


def test_a_site_is_written_anew_only_where_it_altered(masdar: Masdar, tmp_path: Path) -> None:
    path = tmp_path / "one.html"
    path.write_text(page(), encoding="utf-8")
    masdar("import", path, "--url", "https://murjan.example/1")
    public = tmp_path / "public"
    public.mkdir()
    (public / "mine.txt").write_text("mine", encoding="utf-8")

    first = masdar("export", "site", public, "--json").records[0]
    again = masdar("export", "site", public, "--json").records[0]

    assert first["files"] == first["altered"] > 50
    assert again["files"] == first["files"]
    assert again["removed"] == 0
    home = (public / "index.html").read_text(encoding="utf-8")
    assert "افتتاح خط القطار البحري" in home
    (article,) = public.glob("a/*/*/index.html")
    assert "murjan.example/1" in article.read_text(encoding="utf-8")

    (public / "left.html").write_text("", encoding="utf-8")
    with (public / ".masdar-files").open("a", encoding="utf-8") as listed:
        listed.write("left.html\n")

    assert masdar("export", "site", public, "--json").records[0]["removed"] == 1
    assert not (public / "left.html").exists()
    assert (public / "mine.txt").read_text(encoding="utf-8") == "mine"


def test_one_process_and_several_write_the_same_files(masdar: Masdar, tmp_path: Path) -> None:
    path = tmp_path / "one.html"
    path.write_text(page(), encoding="utf-8")
    masdar("import", path, "--url", "https://murjan.example/1")

    for jobs in ("1", "2"):
        assert masdar("export", "site", tmp_path / jobs, "--jobs", jobs).status == 0

    written = [
        {each.relative_to(tmp_path / jobs): each.stat().st_size for each in (tmp_path / jobs).rglob("*.*")}
        for jobs in ("1", "2")
    ]
    assert written[0] == written[1]
    assert len(written[0]) > 50


def test_a_folder_that_cannot_be_written_is_told(masdar: Masdar, tmp_path: Path) -> None:
    path = tmp_path / "one.html"
    path.write_text(page(), encoding="utf-8")
    masdar("import", path, "--url", "https://murjan.example/1")

    assert masdar("export", "site", path / "public").status == 1
