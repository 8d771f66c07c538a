"""A folder into which an agency drops its files is watched, and what it corrects or takes back is followed."""

import json
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from masdar.app import open_app
from masdar.cli import drops
from masdar.desk.counts import Counts
from masdar.model import ArticleId, Release, ReleaseStatus, digest
from tests.cli.calls import Masdar
from tests.formats import wire_room as texts

# each plays the whole house from end to end
pytestmark = pytest.mark.slow

ID = ArticleId(digest(f"wire::{texts.GUID}".encode()))
Put = Callable[..., Path]


@pytest.fixture
def folder(tmp_path: Path, masdar: Masdar) -> Path:
    made = tmp_path / "wire"
    made.mkdir()
    said = masdar(
        "source",
        "add",
        made,
        "--drop",
        "--id",
        "alwadi",
        "--name",
        "وكالة الوادي",
        "--policy",
        "full",
        "--ground",
        "اشتراك",
    )
    assert said.status == 0
    return made


def put(folder: Path, name: str, data: bytes, *, age: float = 60.0) -> Path:
    """A file that was written so many seconds ago."""
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)
    at = time.time() - age
    os.utime(path, (at, at))
    return path


def harvest(masdar: Masdar) -> dict[str, Any]:
    records = masdar("harvest", "--json").records
    return records[0] if records else {"new": 0, "changed": 0, "known": 0, "failed": 0, "reasons": {}}


def released(masdar: Masdar) -> Release | None:
    with open_app(masdar.home, write=False) as app, app.store.reading() as reading:
        return reading.releases.get(ID)


def version(n: int, **fields: Any) -> bytes:
    return texts.json_three(version=str(n), versionCreated=f"2026-01-01T{9 + n:02}:00:00Z", **fields)


def test_what_is_dropped_comes_in_once(masdar: Masdar, folder: Path) -> None:
    put(folder, "1.json", texts.json_three())
    put(folder, "more/2.xml", texts.g2().replace(texts.GUID.encode(), b"urn:x:2"))

    first, second = harvest(masdar), harvest(masdar)

    assert (first["source"], first["new"], first["failed"]) == ("alwadi", 2, 0)
    assert (second["new"], second["changed"], second["known"]) == (0, 0, 0)
    release = released(masdar)
    assert release is not None
    assert (release.status, release.source, release.origin.publisher) == (
        ReleaseStatus.USABLE,
        "alwadi",
        "وكالة الوادي",
    )


def test_versions_corrections_holds_and_kills_are_followed(masdar: Masdar, folder: Path) -> None:
    seen: list[tuple[ReleaseStatus, bool]] = []
    steps: list[dict[str, Any]] = [
        {},
        {"headlines": [{"role": "main", "value": f"تصحيح: {texts.TITLE}"}]},
        {"pubStatus": "withheld"},
        {},
        {"pubStatus": "canceled", "bodies": [], "headlines": []},
    ]
    for n, fields in enumerate(steps, 1):
        put(folder, f"{n}.json", version(n, **fields))
        harvest(masdar)
        release = released(masdar)
        assert release is not None
        seen.append((release.status, bool(release.blocks)))

    assert seen == [
        (ReleaseStatus.USABLE, True),
        (ReleaseStatus.CORRECTED, True),
        (ReleaseStatus.WITHDRAWN, False),
        (ReleaseStatus.UPDATED, True),
        (ReleaseStatus.WITHDRAWN, False),
    ]


def test_a_kill_that_lies_beside_its_text_is_never_shown(masdar: Masdar, folder: Path) -> None:
    put(folder, "a.json", version(2, pubStatus="canceled", bodies=[]), age=30)
    put(folder, "b.json", version(1), age=60)

    assert harvest(masdar)["failed"] == 0
    assert released(masdar) is None


def test_a_file_that_is_still_being_written_is_left_alone(masdar: Masdar, folder: Path) -> None:
    put(folder, "1.json", texts.json_three(), age=0)
    put(folder, ".2.json", texts.json_three())
    put(folder, "3.json.part", texts.json_three())

    assert harvest(masdar)["new"] == 0

    put(folder, "1.json", texts.json_three(), age=5)
    assert harvest(masdar)["new"] == 1


@pytest.mark.parametrize(
    "whole",
    [texts.json_three(), texts.g2(), texts.NITF.encode(), texts.one()],
    ids=["ninjs", "G2", "NITF", "1.2"],
)
def test_half_a_file_is_no_text_and_is_tried_again(masdar: Masdar, folder: Path, whole: bytes) -> None:
    put(folder, "1.dat", whole[: len(whole) * 3 // 4])
    half = harvest(masdar)

    put(folder, "1.dat", whole, age=50)
    again = harvest(masdar)

    assert (half["new"], half["failed"]) == (0, 0)
    assert again["new"] == 1


def test_what_stays_broken_is_told_once(masdar: Masdar, folder: Path) -> None:
    put(folder, "1.json", texts.json_three()[:200], age=drops.HOPE + 60)

    first, second = harvest(masdar), harvest(masdar)

    assert first["failed"] == 1
    assert "1.json" in next(iter(first["reasons"]))
    assert second["failed"] == 0


def test_a_file_that_is_written_anew_under_its_name_is_read_anew(masdar: Masdar, folder: Path) -> None:
    put(folder, "latest.json", version(1))
    harvest(masdar)

    put(
        folder,
        "latest.json",
        version(2, headlines=[{"role": "main", "value": "فتح طريق الميناء أمام الجميع"}]),
        age=30,
    )

    assert harvest(masdar)["changed"] == 1


def test_what_is_under_embargo_is_taken_when_its_time_has_come(masdar: Masdar, folder: Path) -> None:
    until = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + 3_600))
    path = put(folder, "1.json", texts.json_three(embargoedUntil=until))
    assert harvest(masdar) | {"source": ""} == {
        "source": "",
        "new": 0,
        "changed": 0,
        "known": 0,
        "withheld": 0,
        "failed": 0,
        "reasons": {},
    }

    told = json.loads(path.read_bytes()) | {"embargoedUntil": "2026-01-01T09:00:00Z"}
    path.write_bytes(json.dumps(told).encode())
    os.utime(path, (time.time() - 60, time.time() - 60))

    assert harvest(masdar)["new"] == 1


def test_what_is_no_text_is_told_and_the_rest_is_taken(masdar: Masdar, folder: Path) -> None:
    put(folder, "1.json", texts.json_three(type="picture", bodies=[], uri="urn:x:9"))
    put(folder, "2.jpg", b"\xff\xd8\xff\xe0" + bytes(200))
    put(folder, "3.json", texts.json_three())

    counts = harvest(masdar)

    assert (counts["new"], counts["failed"]) == (1, 2)
    assert any("a picture" in why for why in counts["reasons"])


def test_a_folder_that_is_gone_is_told_and_holds_up_no_other(
    masdar: Masdar, folder: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    masdar("source", "add", other, "--drop", "--id", "sahil")
    other.rmdir()
    put(folder, "1.json", texts.json_three())

    records = {each["source"]: each for each in masdar("harvest", "--json").records}

    assert records["alwadi"]["new"] == 1
    assert records["sahil"]["failed"] == 1
    assert "cannot be read" in next(iter(records["sahil"]["reasons"]))
    assert "cannot be read" in masdar("doctor", "--json").out


def test_notes_that_are_lost_or_broken_double_nothing(masdar: Masdar, folder: Path) -> None:
    put(folder, "1.json", texts.json_three())
    harvest(masdar)
    (masdar.home / drops.NAME).write_bytes(b'{"alwadi/drop": [1]}')

    counts = harvest(masdar)

    assert (counts["new"], counts["known"], counts["failed"]) == (0, 1, 0)


def test_a_home_without_folders_is_not_slowed(masdar: Masdar) -> None:
    masdar("source", "add", "https://murjan.example/rss", "--feed")
    with open_app(masdar.home, write=True, jobs=1) as app:
        counts = Counts()
        drops.round(app, counts)

    assert counts.visited == 0
    assert not (masdar.home / drops.NAME).exists()


@pytest.mark.parametrize(("arguments", "why"), [(("none",), "there is no folder"), ((".",), "say --id")])
def test_a_folder_that_cannot_be_watched_is_told(
    masdar: Masdar, arguments: tuple[str, ...], why: str
) -> None:
    said = masdar("source", "add", *arguments, "--drop")

    assert said.status == 1
    assert why in said.err
