"""Sources that come one by one or as a list; what is known of them stays."""

from pathlib import Path

import pytest

from tests.cli.calls import Masdar

LIST = """<?xml version="1.0" encoding="utf-8"?>
<opml version="2.0"><head><title>خلاصاتي</title></head><body>
<outline text="صحف">
  <outline type="rss" text="صحيفة المرجان" xmlUrl="https://murjan.example/rss" htmlUrl="https://murjan.example/"/>
  <outline type="rss" text="المرجان: رياضة" xmlUrl="https://murjan.example/sport.xml" htmlUrl="https://murjan.example/"/>
</outline>
<outline type="rss" text="الأفق" xmlUrl="https://ufuq.example/feed"/>
<outline type="rss" text="بلا عنوان صالح" xmlUrl="javascript:alert(1)"/>
</body></opml>"""


def listed(masdar: Masdar) -> dict[str, dict[str, object]]:
    return {record["id"]: record for record in masdar("source", "list", "--json").records}


def test_a_list_of_subscriptions_becomes_sources_with_channels(masdar: Masdar, tmp_path: Path) -> None:
    path = tmp_path / "mine.opml"
    path.write_text(LIST, encoding="utf-8")

    said = masdar("import", path, "--policy", "headline", "--json")

    assert said.status == 0
    assert said.records[0]["added"] == 3
    found = listed(masdar)
    assert {record["name"] for record in found.values()} == {"صحيفة المرجان", "الأفق"}
    assert {record["policy"] for record in found.values()} == {"headline"}
    (murjan,) = (record for record in found.values() if record["name"] == "صحيفة المرجان")
    assert murjan["channels"] == ["https://murjan.example/rss", "https://murjan.example/sport.xml"]


def test_the_same_list_again_changes_nothing(masdar: Masdar, tmp_path: Path) -> None:
    path = tmp_path / "mine.xml"
    path.write_text(LIST, encoding="utf-8")
    masdar("import", path)
    before = listed(masdar)

    said = masdar("import", path, "--policy", "headline", "--json")

    assert said.records[0]["added"] == 0
    assert listed(masdar) == before


def test_a_second_feed_joins_the_first(masdar: Masdar) -> None:
    masdar(
        "source",
        "add",
        "https://murjan.example/rss",
        "--feed",
        "--name",
        "صحيفة المرجان",
        "--policy",
        "headline",
    )

    (record,) = masdar("source", "add", "https://murjan.example/sport.xml", "--feed", "--json").records

    assert record["done"] == "changed"
    assert (record["name"], record["policy"]) == ("صحيفة المرجان", "headline")
    assert record["channels"] == ["https://murjan.example/rss", "https://murjan.example/sport.xml"]


@pytest.mark.parametrize(
    ("word", "id"),
    [("hespress", "hespress"), ("WAFA", "wafa"), ("هسبريس", "hespress"), ("youm7.com", "youm7")],
)
def test_the_directory_is_asked_by_any_name(masdar: Masdar, word: str, id: str) -> None:
    (record,) = masdar("source", "known", word, "--json").records

    assert record["id"] == id
    assert record["hosts"]


def test_the_directory_is_listed_whole_and_by_country(masdar: Masdar) -> None:
    whole, egypt = (
        masdar("source", "known").out.splitlines(),
        masdar("source", "known", "EG", "--json").records,
    )

    assert len(whole) > 200
    assert {each["country"] for each in egypt} == {"EG"}
    assert masdar("source", "known", "nobody-at-all").status == 1
