"""A home in one file and back, byte for byte; also one that is being written to; and what may be given away."""

import csv
import hashlib
import json
import os
import subprocess
import sys
import tarfile
import threading
from pathlib import Path
from typing import Any

import pytest
import zstandard

from masdar.errors import StoreError, WrongVersion
from masdar.model import ArticleId, Policy, Show, Signals, Status
from masdar.store import backup, open_store
from masdar.store.open import NAME
from tests import fakes
from tests.cli.calls import Masdar

# each plays the whole house from end to end
pytestmark = pytest.mark.slow


def line(n: int) -> str:
    text = " ".join(f"كلمة{n}رقم{i}" for i in range(60))
    return json.dumps(
        {
            "id": f"n{n:05}",
            "source": "alwadi",
            "url": f"https://alwadi.example/{n}",
            "title": f"خبر {n}",
            "text": text,
        },
        ensure_ascii=False,
    )


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "articles.jsonl"
    made.write_text("\n".join(map(line, range(20))), encoding="utf-8")
    return made


def dump(home: Path) -> dict[str, list[Any]]:
    """Every row of a home."""
    import sqlite3

    connection = sqlite3.connect(f"{(home / NAME).as_uri()}?mode=ro", uri=True)
    names = [name for (name,) in connection.execute("select name from sqlite_master where type = 'table'")]
    made = {name: sorted(map(repr, connection.execute(f'select * from "{name}"'))) for name in names}
    connection.close()
    return made


def beside(home: Path) -> dict[str, bytes]:
    return {
        path.relative_to(home).as_posix(): path.read_bytes()
        for path in home.rglob("*")
        if path.is_file() and not path.name.startswith((NAME, "writer.lock")) and "index" not in path.parts
    }


def test_what_is_restored_is_what_was_saved_byte_for_byte(masdar: Masdar, file: Path, tmp_path: Path) -> None:
    masdar("import", file)
    (masdar.home / "pictures").mkdir(exist_ok=True)
    (masdar.home / "pictures" / "صورة.webp").write_bytes(os.urandom(100_000))
    (masdar.home / "masdar.toml").write_text('[site]\nname = "صحيفة"\n', encoding="utf-8")
    target, other = tmp_path / "news.tar.zst", tmp_path / "other"

    saved = masdar("backup", target, "--json")
    restored = Masdar(other, masdar._capsys)("restore", target, "--json")

    assert (saved.status, restored.status) == (0, 0)
    assert target.stat().st_mode & 0o077 == 0
    before, after = dump(masdar.home), dump(other)
    assert before["articles"]
    assert before == after
    assert beside(masdar.home).items() <= beside(other).items()
    assert Masdar(other, masdar._capsys)("search", "خبر", "--json").records


@pytest.mark.slow
def test_a_backup_taken_while_another_process_imports_is_a_prefix_of_it(tmp_path: Path) -> None:
    source = tmp_path / "many.jsonl"
    source.write_text("\n".join(map(line, range(2500))), encoding="utf-8")
    home = tmp_path / "home"
    importing = subprocess.Popen(
        [sys.executable, "-m", "masdar", "--home", str(home), "--quiet", "import", str(source)],
        env={**os.environ, "PYTHONPATH": str(Path(backup.__file__).parents[2])},
    )
    counts: list[int] = []
    number = 0
    while importing.poll() is None and sum(0 < count < 2500 for count in counts) < 2:
        target = tmp_path / f"{number}.tar.zst"
        try:
            backup.save(home, target, now=fakes.NOON)
        except StoreError:
            # the home is yet to be made
            continue
        other = tmp_path / f"restored-{number}"
        backup.load(target, other)
        with open_store(other) as store, store.reading() as reading:
            last: ArticleId | None = None
            ids: list[ArticleId] = []
            while part := reading.articles.after(last, limit=500):
                last = part[-1].id
                ids += [each.id for each in part]
                # nothing stands there by half
                assert len(reading.captures.held([each.capture for each in part])) == len(part)
                assert len(reading.fingerprints.many([each.id for each in part])) == len(part)
            assert reading.articles.count() == len(ids)
            names = sorted(name for many in reading.articles.outside(ids).values() for name in many)
            assert names == [f"n{n:05}" for n in range(len(ids))]
        counts.append(len(ids))
        number += 1
    assert importing.wait() == 0
    # at least one was taken in the midst of it
    assert any(0 < count < 2500 for count in counts), counts

    # and what is missing is taken in again, once
    again = tmp_path / f"restored-{counts.index(next(count for count in counts if 0 < count < 2500))}"
    subprocess.run(
        [sys.executable, "-m", "masdar", "--home", str(again), "--quiet", "import", str(source)],
        env={**os.environ, "PYTHONPATH": str(Path(backup.__file__).parents[2])},
        check=True,
    )
    with open_store(again, read_only=True) as store, store.reading() as reading:
        assert reading.articles.count() == 2500


def test_a_backup_is_taken_while_a_thread_writes_and_holds_it_up_little(tmp_path: Path) -> None:
    home = tmp_path / "home"
    over = threading.Event()
    with open_store(home) as store:
        with store.writing() as writing:
            writing.put_sources([fakes.source()])

        def write() -> None:
            n = 0
            while not over.is_set():
                with store.writing() as writing:
                    writing.move_cursor("a", n)
                    writing.move_cursor("b", n)
                n += 1

        thread = threading.Thread(target=write)
        thread.start()
        try:
            for number in range(5):
                backup.save(home, tmp_path / f"{number}.zst", now=fakes.NOON)
        finally:
            over.set()
            thread.join()
    for number in range(5):
        backup.load(tmp_path / f"{number}.zst", tmp_path / f"r{number}")
        with open_store(tmp_path / f"r{number}") as store, store.reading() as reading:
            assert reading.changes.cursor("a") == reading.changes.cursor("b")


def packed(target: Path, members: dict[str, bytes]) -> None:
    with (
        target.open("wb") as out,
        zstandard.ZstdCompressor().stream_writer(out) as pressed,
        tarfile.open(mode="w|", fileobj=pressed) as tar,
    ):
        for name, data in members.items():
            made = tarfile.TarInfo(name)
            made.size = len(data)
            import io

            tar.addfile(made, io.BytesIO(data))


def listed(members: dict[str, bytes], **fields: Any) -> bytes:
    files = {
        name: {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
        for name, data in members.items()
    }
    return json.dumps({"format": 1, "revision": "0001", "made": "", "files": files} | fields).encode()


@pytest.fixture
def whole(masdar: Masdar, file: Path, tmp_path: Path) -> Path:
    masdar("import", file)
    backup.save(masdar.home, tmp_path / "whole.zst", now=fakes.NOON)
    return tmp_path / "whole.zst"


def test_a_backup_of_which_any_part_is_damaged_is_refused_and_nothing_is_left(
    whole: Path, tmp_path: Path
) -> None:
    data = whole.read_bytes()
    broken = tmp_path / "broken.zst"
    other = tmp_path / "other"
    for cut in (
        data[: len(data) // 2],
        data[:-20],
        data[: len(data) // 2] + bytes([data[len(data) // 2] ^ 1]) + data[len(data) // 2 + 1 :],
        b"",
        b"not a backup",
    ):
        broken.write_bytes(cut)
        with pytest.raises(StoreError):
            backup.load(broken, other)
        assert not other.exists()
    assert not list(tmp_path.glob(".masdar-*"))


@pytest.mark.parametrize("name", ["../evil", "/tmp/evil", "a/../../evil"])
def test_a_backup_writes_nowhere_else(tmp_path: Path, name: str) -> None:
    packed(tmp_path / "evil.zst", {name: b"x", backup.LIST: listed({name: b"x"})})

    with pytest.raises(StoreError, match="which no backup does"):
        backup.load(tmp_path / "evil.zst", tmp_path / "deep" / "home")
    assert not list(tmp_path.rglob("evil"))


def test_one_of_a_newer_masdar_is_refused(tmp_path: Path) -> None:
    packed(tmp_path / "new.zst", {NAME: b"x", backup.LIST: listed({NAME: b"x"}, revision="9999")})

    with pytest.raises(WrongVersion):
        backup.load(tmp_path / "new.zst", tmp_path / "home")


def test_a_home_that_holds_something_is_not_restored_over(whole: Path, masdar: Masdar) -> None:
    before = dump(masdar.home)

    said = masdar("restore", whole)

    assert said.status == 1
    assert "is not empty" in said.err
    assert dump(masdar.home) == before


def test_a_backup_is_not_written_over(whole: Path, masdar: Masdar) -> None:
    said = masdar("backup", whole)

    assert said.status == 1
    assert "is there already" in said.err


# --- the corpus ----------------------------------------------------------------------------------


@pytest.fixture
def given(masdar: Masdar) -> Masdar:
    """One article whole, one excerpt, one reserved, one withdrawn."""
    full = Policy(show=Show.FULL, ground="رخصة مفتوحة")
    with open_store(masdar.home) as store, store.writing() as writing:
        writing.put_sources(
            [
                fakes.source(policy=full),
                fakes.source("nahr", name="=صحيفة|النهر"),
                fakes.source("bahr", name="البحر", policy=Policy(signals=Signals(tdm_reservation=True))),
            ]
        )
        drafts = [
            fakes.draft(1),
            fakes.draft(2, source="nahr", title="=HYPERLINK(1)"),
            fakes.draft(3, source="bahr"),
        ]
        drafts.append(fakes.draft(4, status=Status.CANCELED))
        writing.keep(drafts, **fakes.kept(drafts))
    masdar("search", "x")
    from masdar.app import open_app

    with open_app(masdar.home, write=True, jobs=1) as app:
        app.follow()
    return masdar


def test_a_corpus_gives_what_the_policies_allow_and_a_card(given: Masdar, tmp_path: Path) -> None:
    said = given("export", "corpus", tmp_path / "given", "--format", "jsonl", "--format", "csv")

    rows = [
        json.loads(each) for each in (tmp_path / "given" / "articles.jsonl").read_text("utf-8").splitlines()
    ]
    by = {each["source"]: each for each in rows}
    card = (tmp_path / "given" / "README.md").read_text(encoding="utf-8")
    table = list(
        csv.DictReader(
            (tmp_path / "given" / "articles.csv").read_text(encoding="utf-8").splitlines(keepends=True)
        )
    )
    assert said.status == 0
    assert set(by) == {"alwadi", "nahr", "bahr"}
    assert by["alwadi"]["text"].splitlines() == [fakes.FIRST, fakes.SECOND, fakes.THIRD]
    assert [by["alwadi"]["text"][start:end] for start, end, _ in by["alwadi"]["spans"]] == [
        *(fakes.FIRST, fakes.SECOND, fakes.THIRD)
    ]
    assert len(by["nahr"]["text"].split()) <= 60
    assert fakes.THIRD not in by["nahr"]["text"]
    assert (by["bahr"]["text"], by["bahr"]["reserved"]) == ("", True)
    assert all(each["digest"] and each["origin"] and each["version"] and each["rights"] for each in rows)
    assert {each["title"] for each in table} == {fakes.TITLE, "'=HYPERLINK(1)"}
    assert hashlib.sha256((tmp_path / "given" / "articles.jsonl").read_bytes()).hexdigest() in card
    assert "| Articles | 3 |" in card
    assert "| Left out, since they were withdrawn or are held | 1 |" in card
    assert "=صحيفة\\|النهر" in card


def test_a_corpus_in_parquet_holds_the_same_rows(given: Masdar, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is an extra and is not installed")
    given("export", "corpus", tmp_path / "given", "--format", "jsonl", "--format", "parquet")

    rows = [
        json.loads(each) for each in (tmp_path / "given" / "articles.jsonl").read_text("utf-8").splitlines()
    ]
    table = parquet.read_table(tmp_path / "given" / "articles.parquet").to_pylist()
    assert [{**each, "spans": [list(span.values()) for span in each["spans"]]} for each in table] == rows


def test_a_corpus_is_not_written_into_a_directory_that_holds_something(given: Masdar, tmp_path: Path) -> None:
    said = given("export", "corpus", tmp_path)

    assert said.status == 1
    assert "is not empty" in said.err
