"""A wire file goes the one path: imported by content, corrected, held and taken back by what follows."""

import json
from pathlib import Path

import pytest

from masdar.app import open_app
from masdar.model import ArticleId, Release, ReleaseStatus, Status, Via, digest
from tests.cli.calls import Masdar
from tests.formats import wire_room as texts

# each plays the whole house from end to end
pytestmark = pytest.mark.slow

ID = ArticleId(digest(f"wire::{texts.GUID}".encode()))
LATER = {"versionCreated": "2026-01-01T10:00:00Z", "version": "4"}


@pytest.fixture
def masdar(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Masdar:
    return Masdar(tmp_path / "home", capsys)


@pytest.fixture
def drop(tmp_path: Path) -> Path:
    folder = tmp_path / "drop"
    folder.mkdir()
    return folder


def put(masdar: Masdar, folder: Path, *files: bytes) -> list[dict[str, object]]:
    """Import these files, in this order, in one call."""
    paths = []
    for data in files:
        path = folder / f"{len(list(folder.iterdir()))}.dat"
        path.write_bytes(data)
        paths.append(path)
    return masdar("import", *paths, "--policy", "full", "--ground", "اشتراك", "--json").records


def released(masdar: Masdar, id: ArticleId = ID) -> Release | None:
    with open_app(masdar.home, write=False) as app, app.store.reading() as reading:
        return reading.releases.get(id)


@pytest.mark.parametrize("data", texts.FILES)
def test_a_wire_file_is_taken_in_by_content_and_credited(masdar: Masdar, drop: Path, data: bytes) -> None:
    (counts,) = put(masdar, drop, data)

    assert (counts["new"], counts["unread"]) == (1, 0)
    with open_app(masdar.home, write=False) as app, app.store.reading() as reading:
        article = reading.articles.get(ID)
        claims = reading.claims.of([ID])[ID]
    assert article is not None
    assert (article.title, article.via, article.status) == (texts.TITLE, Via.WIRE, Status.USABLE)
    assert article.body.startswith(texts.FIRST)
    assert article.bylines is not None
    assert article.bylines[0].startswith("سالم المرجاني")
    release = released(masdar)
    assert release is not None
    assert (release.status, release.origin.publisher) == (ReleaseStatus.USABLE, "وكالة الوادي")
    assert not [each for each in claims if each.at.year != 2026]


def test_a_credit_that_is_another_house_is_a_claim_of_the_wire(masdar: Masdar, drop: Path) -> None:
    credit = "وكالة الصحافة الفرنسية"
    put(
        masdar,
        drop,
        texts.g2().replace("<creditline>وكالة الوادي".encode(), f"<creditline>{credit}".encode()),
    )

    with open_app(masdar.home, write=False) as app, app.store.reading() as reading:
        claims = reading.claims.of([ID])[ID]
    assert [(each.value, each.evidence.quote) for each in claims if each.evidence.basis == "wire"] == [
        ("AFP", credit)
    ]


def test_the_credit_of_the_provider_itself_is_no_claim_of_another(masdar: Masdar, drop: Path) -> None:
    put(masdar, drop, texts.g2())

    with open_app(masdar.home, write=False) as app, app.store.reading() as reading:
        claims = reading.claims.of([ID])[ID]
    assert {each.evidence.basis.value for each in claims} <= {"byline", "dateline"}


def test_taking_a_file_again_changes_nothing(masdar: Masdar, drop: Path) -> None:
    first, later = texts.json_three(), texts.json_three(**LATER, pubStatus="canceled")
    put(masdar, drop, first)
    put(masdar, drop, later)

    (counts,) = put(masdar, drop, first, later)

    assert (counts["new"], counts["changed"], counts["known"]) == (0, 0, 2)
    release = released(masdar)
    assert release is not None
    assert release.status is ReleaseStatus.WITHDRAWN


def test_a_kill_withdraws_what_was_sent_before(masdar: Masdar, drop: Path) -> None:
    put(masdar, drop, texts.json_three())
    put(masdar, drop, texts.json_three(**LATER, pubStatus="canceled", bodies=[], headlines=[]))

    release = released(masdar)
    assert release is not None
    assert (release.status, release.title, release.blocks) == (ReleaseStatus.WITHDRAWN, texts.TITLE, ())
    assert masdar("search", "الميناء", "--json").records[0]["ranked"] == []


@pytest.mark.parametrize("turned", [False, True])
def test_what_was_killed_before_it_was_shown_is_never_shown(masdar: Masdar, drop: Path, turned: bool) -> None:
    sent = [texts.json_three(), texts.json_three(**LATER, pubStatus="canceled", bodies=[])]
    (counts,) = put(masdar, drop, *(reversed(sent) if turned else sent))

    assert counts["unread"] == 0
    assert released(masdar) is None
    assert masdar("search", "الميناء", "--json").records[0]["ranked"] == []


def test_an_older_version_that_comes_late_changes_nothing(masdar: Masdar, drop: Path) -> None:
    put(masdar, drop, texts.json_three(**LATER, pubStatus="canceled", bodies=[]))
    put(masdar, drop, texts.json_three())

    assert released(masdar) is None


def test_a_correction_marks_the_article_corrected(masdar: Masdar, drop: Path) -> None:
    put(
        masdar,
        drop,
        texts.g2(),
        texts.g2(meta='<signal qcode="sig:correction"/>').replace(b"09:00", b"10:00"),
    )

    release = released(masdar)
    assert release is not None
    assert release.status is ReleaseStatus.CORRECTED
    assert release.blocks


def test_what_was_never_shown_and_is_held_is_not_released(masdar: Masdar, drop: Path) -> None:
    put(masdar, drop, texts.g2(status="withheld"))

    assert released(masdar) is None
    assert masdar("search", "الميناء", "--json").records[0]["ranked"] == []
    assert texts.TITLE not in masdar("export", "stories").out


def test_a_hold_withdraws_and_a_later_release_shows_again(masdar: Masdar, drop: Path) -> None:
    put(masdar, drop, texts.g2())
    put(masdar, drop, texts.g2(status="withheld").replace(b"09:00", b"10:00"))
    held = released(masdar)
    put(masdar, drop, texts.g2().replace(b"09:00", b"11:00"))
    again = released(masdar)

    assert held is not None
    assert (held.status, held.blocks) == (ReleaseStatus.WITHDRAWN, ())
    assert again is not None
    # it says what it said before
    assert (again.status, bool(again.blocks)) == (ReleaseStatus.USABLE, True)


def test_a_kill_of_another_item_withdraws_that_item(masdar: Masdar, drop: Path) -> None:
    kill = (
        texts.NITF.replace('status="usable"', f'status="canceled" management-doc-idref="{texts.GUID}"')
        .replace(f'id-string="{texts.GUID}"', 'id-string="urn:x:kill"')
        .replace("T09", "T10")
    )
    put(masdar, drop, texts.NITF.encode())
    put(masdar, drop, kill.encode())

    release = released(masdar)
    assert release is not None
    assert release.status is ReleaseStatus.WITHDRAWN


def test_a_later_version_without_the_address_meets_the_first(masdar: Masdar, drop: Path) -> None:
    page = {"altIds": [{"role": "webUrl", "value": "https://alwadi.example/news/77"}]}
    put(masdar, drop, texts.json_three(**page))
    (counts,) = put(masdar, drop, texts.json_three(**LATER, pubStatus="canceled", bodies=[]))

    assert (counts["new"], counts["changed"]) == (0, 1)


def test_what_is_under_embargo_is_not_taken_before_its_time(masdar: Masdar, drop: Path) -> None:
    (counts,) = put(masdar, drop, texts.json_three(embargoedUntil="2999-01-01T00:00:00Z"))

    assert (counts["new"], counts["unread"]) == (0, 1)
    assert released(masdar) is None


def test_what_is_no_text_is_told_and_the_rest_is_taken(masdar: Masdar, drop: Path) -> None:
    picture = json.loads(texts.json_three(uri="urn:x:2", type="picture", bodies=[]))
    both = json.dumps({"item": [picture, json.loads(texts.json_three())]}).encode()
    (drop / "both.json").write_bytes(both)

    said = masdar("import", drop / "both.json", "--json")

    assert (said.records[0]["new"], said.records[0]["unread"]) == (1, 1)
    assert "both.json#1: urn:x:2: this is a picture, not a text" in said.err


def test_a_source_is_named_after_who_provides(masdar: Masdar, drop: Path) -> None:
    put(masdar, drop, texts.json_three())

    (record,) = masdar("export", "articles").records
    assert record["id"] == texts.GUID
    with open_app(masdar.home, write=False) as app:
        assert {each.name for each in app.sources().values()} == {"وكالة الوادي"}


def test_a_wire_file_is_read_without_a_home(masdar: Masdar, drop: Path) -> None:
    (drop / "one.xml").write_bytes(texts.one())
    (drop / "two.json").write_bytes(texts.json_three(type="picture", bodies=[]))

    said = masdar("read", drop / "one.xml", drop / "two.json", "--json")

    text, picture = said.records
    assert (text["id"], text["title"], text["authors"]) == ("one.xml", texts.TITLE, ["سالم المرجاني"])
    assert text["paragraphs"][0] == texts.FIRST
    assert "a picture" in picture["why"]
    assert said.status == 1


def test_the_wire_files_of_a_folder_are_taken_and_other_json_is_passed_over(
    masdar: Masdar, drop: Path
) -> None:
    (drop / "1.json").write_bytes(texts.json_three())
    (drop / "2.nitf").write_bytes(texts.NITF.replace(texts.GUID, "urn:x:2").encode())
    (drop / "manifest.json").write_text('{"page": {"url": "https://alwadi.example/"}}', encoding="utf-8")
    (drop / "broken.json.gz").write_bytes(b"\x1f\x8bnot gzip")

    said = masdar("import", drop, "--json")

    assert (said.records[0]["new"], said.records[0]["unread"]) == (2, 1)
    assert "broken.json.gz" in said.err
