"""An archive that is imported, killed, and imported again: every record once, a damaged one alone lost."""

import contextlib
import gzip
import json
import os
import random
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import zstandard

import masdar as masdar_
from masdar.app import open_app
from masdar.cli import bookmarks
from masdar.errors import NotAnArticle
from tests.cli.calls import Masdar
from tests.cli.conftest import PARAGRAPHS, page

# each plays the whole house from end to end
pytestmark = pytest.mark.slow

CORPUS = Path(__file__).parents[3] / "shared" / "bench" / "text" / "corpus" / "saudinewsnet.dev.jsonl.zst"


def record(number: int, body: str, *, kind: str = "response") -> bytes:
    """One page at one address, as a crawler keeps it; or the plain text of it (WET)."""
    told = f"https://murjan{number % 7}.example/{number}"
    block, content = body.encode(), "text/plain"
    if kind == "response":
        block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + block
        content = "application/http; msgtype=response"
    head = (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {told}\r\nWARC-Date: 2026-11-0{1 + number % 9}T10:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:{number}>\r\nContent-Type: {content}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def invented(number: int) -> str:
    title = f"النشرة {number} من جزيرة المرجان في يومها"
    return page(title, (f"هذه هي النشرة رقم {number} من جزيرة المرجان.", *PARAGRAPHS[number % 3 :]))


def corpus() -> Iterator[str]:
    """Pages around the texts of a real collection, without those that hold no article."""
    with CORPUS.open("rb") as packed, zstandard.ZstdDecompressor().stream_reader(packed) as stream:
        lines = stream.read(40_000_000).decode("utf-8", "ignore").split("\n")
    for line in lines:
        told = json.loads(line)
        made = page(told["title"], tuple(told["text"].split("\n")))
        with contextlib.suppress(NotAnArticle):
            masdar_.read(made.encode())
            yield made


def start(home: Path, archive: Path) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [
            sys.executable,
            "-m",
            "masdar",
            "--home",
            str(home),
            "import",
            str(archive),
            "--jobs",
            "2",
            "--quiet",
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        start_new_session=True,
    )


def kept(home: Path) -> int:
    """How many captures another process has kept by now."""
    try:
        with contextlib.closing(sqlite3.connect(f"file:{home / 'masdar.db'}?mode=ro", uri=True)) as db:
            return int(db.execute("select count(*) from captures").fetchone()[0])
    except sqlite3.Error:
        return 0


def killed(home: Path, archive: Path, *, beyond: int, chance: random.Random) -> bool:
    """Import until more than so much is kept, then kill without a word; whether it was still at work."""
    process = start(home, archive)
    while kept(home) <= beyond:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=0.02)
            return False
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(timeout=chance.uniform(0, 1.5))
        return False
    os.killpg(process.pid, 9)
    process.wait()
    return True


def counts(home: Path) -> tuple[int, int, int]:
    """Articles, captures, and versions that a later one has replaced."""
    with contextlib.closing(sqlite3.connect(home / "masdar.db")) as db:
        tables = ("articles", "captures", "versions")
        articles, captures, replaced = (
            int(db.execute(f"select count(*) from {each}").fetchone()[0]) for each in tables
        )
        return articles, captures, replaced


def survives(masdar: Masdar, archive: Path, bodies: list[str], kills: int, *, damaged: int) -> None:
    members = [gzip.compress(record(number, body), mtime=0) for number, body in enumerate(bodies)]
    wound = members[damaged]
    members[damaged] = wound[:60] + b"\x00\xff\x00" + wound[63:]
    archive.write_bytes(b"".join(members))
    chance = random.Random(5)
    steps = sorted(chance.sample(range(len(bodies) * 9 // 10), kills))

    deaths = sum(killed(masdar.home, archive, beyond=beyond, chance=chance) for beyond in steps)
    said = masdar("import", archive, "--jobs", "2", "--json")

    assert deaths == kills
    assert said.status == 0
    assert counts(masdar.home) == (len(bodies) - 1, len(bodies) - 1, 0)
    last = said.records[0]
    assert last["changed"] == 0
    assert last["unread"] <= 1
    addresses = {each["url"] for each in masdar("export", "articles").records}
    wanted = {f"https://murjan{number % 7}.example/{number}" for number in range(len(bodies))}
    assert wanted - addresses == {f"https://murjan{damaged % 7}.example/{damaged}"}
    again = masdar("import", archive, "--jobs", "2", "--json").records[0]
    assert (again["new"], again["changed"], again["known"], again["unread"]) == (0, 0, len(bodies) - 1, 1)


@pytest.mark.slow
def test_an_archive_whose_import_is_killed_is_taken_whole_and_once(masdar: Masdar, tmp_path: Path) -> None:
    survives(masdar, tmp_path / "a.warc.gz", [invented(number) for number in range(1_300)], 2, damaged=700)


@pytest.mark.corpus
@pytest.mark.skipif(not CORPUS.exists(), reason="the development data is not beside the project")
def test_five_thousand_records_survive_five_kills(masdar: Masdar, tmp_path: Path) -> None:
    bodies = [invented(number) for number in range(2_000)]
    unlike: dict[str, None] = {}
    for each in corpus():
        unlike[each] = None
        if len(unlike) == 3_000:
            break
    bodies += unlike
    random.Random(3).shuffle(bodies)

    survives(masdar, tmp_path / "a.warc.gz", bodies, 5, damaged=2_345)


def test_an_import_goes_on_at_the_record_where_it_was_stopped(masdar: Masdar, tmp_path: Path) -> None:
    members = [gzip.compress(record(number, invented(number)), mtime=0) for number in range(6)]
    archive = tmp_path / "a.warc.gz"
    archive.write_bytes(b"".join(members[:4]))
    masdar("import", archive)
    archive.write_bytes(b"".join(members))
    bookmarks.Bookmarks(masdar.home).put(archive, sum(map(len, members[:3])))

    said = masdar("import", archive, "--json")

    assert "going on where it was stopped" in said.err
    assert (said.records[0]["known"], said.records[0]["new"]) == (1, 2)
    assert bookmarks.Bookmarks(masdar.home).of(archive) == 0


@pytest.mark.parametrize("broken", [b"", b"[]", b'{"a": 1}', b'{"a": {"offset": "x"}}', b"\xff"])
def test_a_broken_file_of_marks_costs_nothing_but_time(masdar: Masdar, tmp_path: Path, broken: bytes) -> None:
    archive = tmp_path / "a.warc"
    archive.write_bytes(record(1, invented(1)))
    masdar("import", archive)
    (masdar.home / bookmarks.NAME).write_bytes(broken)

    assert masdar("import", archive, "--json").records[0]["known"] == 1


def test_a_mark_is_not_that_of_another_archive_under_the_same_name(masdar: Masdar, tmp_path: Path) -> None:
    archive = tmp_path / "a.warc"
    archive.write_bytes(record(1, invented(1)))
    masdar("import", archive)
    marks = bookmarks.Bookmarks(masdar.home)
    marks.put(archive, 100)

    archive.write_bytes(record(2, invented(2)) + record(3, invented(3)))

    assert marks.of(archive) == 0
    assert masdar("import", archive, "--json").records[0]["new"] == 2


@pytest.mark.parametrize("kind", ["response", "conversion"])
@pytest.mark.parametrize("packing", ["none", "gzip", "gzip as a whole", "zstd"])
def test_archives_are_taken_however_they_are_packed(
    masdar: Masdar, tmp_path: Path, kind: str, packing: str
) -> None:
    texts = [
        invented(n) if kind == "response" else "\n".join([f"النشرة {n} من جزيرة المرجان", *PARAGRAPHS])
        for n in range(3)
    ]
    parts = [record(n, each, kind=kind) for n, each in enumerate(texts)]
    whole = b"".join(parts)
    data = {
        "none": whole,
        "gzip": b"".join(map(gzip.compress, parts)),
        "gzip as a whole": gzip.compress(whole),
        "zstd": zstandard.compress(whole),
    }[packing]
    archive = tmp_path / "a.warc"
    archive.write_bytes(data)

    assert masdar("import", archive, "--json").records[0]["new"] == 3


def test_the_captures_say_where_they_lie(masdar: Masdar, tmp_path: Path) -> None:
    archive = tmp_path / "a.warc"
    first = record(1, invented(1))
    archive.write_bytes(first + record(2, invented(2)))
    masdar("import", archive)

    with open_app(masdar.home, write=False) as app, app.store.reading() as reading:
        ids = reading.articles.known(["https://murjan2.example/2"])
        article = reading.articles.get(next(iter(ids.values())))
        assert article is not None
        capture = reading.captures.get(article.capture)
    assert capture is not None
    assert capture.record == f"{archive}@{len(first)}"
