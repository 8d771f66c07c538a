"""One article from a file to every question that can be asked about it."""

import gzip
import json
from pathlib import Path

import pytest

from tests.cli.calls import Masdar
from tests.cli.conftest import PARAGRAPHS, page

# each plays the whole house from end to end
pytestmark = pytest.mark.slow

URL = "https://murjan.example/news/1"


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_a_page_is_read_to_a_record(masdar: Masdar, tmp_path: Path) -> None:
    said = masdar("read", written(tmp_path / "one.html", page()), "--url", URL, "--json")

    (record,) = said.records
    assert said.status == 0
    assert record["id"] == "one"
    assert record["title"] == "افتتاح خط القطار البحري في جزيرة المرجان"
    assert record["paragraphs"] == list(PARAGRAPHS)
    assert record["datePublished"] == "2026-11-01T10:30:00+04:00"
    assert record["language"] == "ar"


def test_a_folder_is_read_in_the_order_of_its_manifest(masdar: Masdar, tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "b.html.gz").write_bytes(gzip.compress(page(title="الخبر الثاني عن القطار").encode()))
    written(folder / "a.html", page(title="الخبر الأول عن القطار"))
    manifest = written(
        tmp_path / "m.json",
        json.dumps({"b": {"url": "https://x.example/b"}, "a": {"url": "https://x.example/a"}}),
    )

    said = masdar("read", folder, "--manifest", manifest, "--json", "--jobs", "2")

    assert [record["id"] for record in said.records] == ["b", "a"]
    assert [record["url"] for record in said.records] == ["https://x.example/b", "https://x.example/a"]


def test_what_was_imported_can_be_found_related_and_explained(masdar: Masdar, tmp_path: Path) -> None:
    masdar("import", written(tmp_path / "one.html", page()), "--url", URL)

    assert masdar("search", "القطار البحرى", "--json").records[0]["ranked"]
    assert masdar("search", "القطار", "--json", "--explain").records[0]["reasons"][0][0]["found"] == "قطار"
    assert "في العنوان" in masdar("search", "القطار", "--explain", "--lang", "ar").out
    assert masdar("reindex", "--quiet").status == 0
    assert masdar("search", "القطار البحرى", "--json").records[0]["ranked"]
    assert masdar("related", URL, "--json").records == [{"query": URL, "ranked": []}]
    assert masdar("explain", URL, "--json").records
    assert [each["cluster"] for each in masdar("export", "stories").records]
    (origin,) = masdar("export", "origins").records
    assert set(origin) >= {"id", "origin", "confidence", "basis"}


def test_importing_twice_doubles_nothing(masdar: Masdar, tmp_path: Path) -> None:
    lines = [
        {
            "id": f"out/{number}",
            "source": "murjan",
            "url": f"https://murjan.example/{number}",
            "title": f"خبر رقم {number} من جزيرة المرجان",
            "byline": "",
            "text": "\n".join(PARAGRAPHS[: 1 + number % 4]) + f" وهذه هي النشرة {number}.",
            "published": "2026-11-01T10:00:00+04:00",
        }
        for number in range(20)
    ]
    corpus = written(tmp_path / "c.jsonl", "\n".join(json.dumps(line, ensure_ascii=False) for line in lines))

    first = masdar("import", corpus, "--json").records[0]
    again = masdar("import", corpus, "--json").records[0]

    assert (first["new"], first["known"]) == (20, 0)
    assert (again["new"], again["changed"], again["known"]) == (0, 0, 20)
    assert sorted(record["id"] for record in masdar("export", "articles").records) == sorted(
        str(line["id"]) for line in lines
    )


def test_two_lines_with_one_address_are_one_article_with_two_names(masdar: Masdar, tmp_path: Path) -> None:
    line = {
        "source": "murjan",
        "url": URL,
        "title": "خبر واحد في قسمين",
        "byline": "",
        "text": "\n".join(PARAGRAPHS),
    }
    corpus = written(
        tmp_path / "c.jsonl",
        "\n".join(json.dumps({"id": name, **line}, ensure_ascii=False) for name in ("x", "y")),
    )

    counts = masdar("import", corpus, "--json").records[0]

    assert (counts["new"], counts["known"]) == (1, 1)
    stories = {record["id"]: record["cluster"] for record in masdar("export", "stories").records}
    assert set(stories) == {"x", "y"}
    assert len(set(stories.values())) == 1


def test_a_page_read_anew_with_other_words_is_a_new_version(masdar: Masdar, tmp_path: Path) -> None:
    path = written(tmp_path / "one.html", page())
    masdar("import", path, "--url", URL)
    written(
        path, page(paragraphs=(*PARAGRAPHS, "وصدر لاحقا تصحيح يفيد بأن الرحلة تستغرق ثلاثين دقيقة لا عشرين."))
    )

    counts = masdar("import", path, "--url", URL, "--json").records[0]

    assert (counts["new"], counts["changed"]) == (0, 1)
    (record,) = masdar("export", "articles").records
    assert "ثلاثين دقيقة" in record["articleBody"]


def test_a_canonical_link_to_another_publisher_changes_nothing_there(masdar: Masdar, tmp_path: Path) -> None:
    theirs, ours = "https://origin.example/a/7", "https://copycat.example/b/9"
    masdar("import", written(tmp_path / "theirs.html", page(title="الخبر كما نشره صاحبه")), "--url", theirs)
    before = {record["url"]: record for record in masdar("export", "articles").records}

    link = f'<link rel="canonical" href="{theirs}">'
    forged = page(title="خبر يدعي أنه غيره", paragraphs=PARAGRAPHS[::-1], head=link)
    masdar("import", written(tmp_path / "ours.html", forged), "--url", ours)

    after = {record["url"]: record for record in masdar("export", "articles").records}
    assert after[theirs] == before[theirs]
    assert after[ours]["articleId"] != after[theirs]["articleId"]
    (told,) = masdar("explain", ours, "--json").records
    assert theirs in json.dumps(told)
    assert "canonical" in json.dumps(told)


def test_a_record_with_a_headline_alone_is_kept_and_one_with_nothing_is_told(
    masdar: Masdar, tmp_path: Path
) -> None:
    lines = [
        {"id": "a", "source": "murjan", "url": f"{URL}1", "title": "عنوان بلا نص", "byline": "", "text": ""},
        {"id": "b", "source": "murjan", "url": f"{URL}2", "title": "", "byline": "", "text": ""},
    ]
    corpus = written(tmp_path / "c.jsonl", "\n".join(json.dumps(line, ensure_ascii=False) for line in lines))

    said = masdar("import", corpus, "--json")

    assert said.status == 0
    assert (said.records[0]["new"], said.records[0]["unread"]) == (1, 1)
    (record,) = masdar("export", "articles").records
    assert (record["title"], record["articleBody"]) == ("عنوان بلا نص", "")


def test_versions_of_one_address_in_one_file_are_all_kept_and_none_twice(
    masdar: Masdar, tmp_path: Path
) -> None:
    line = {"source": "murjan", "url": URL, "title": "خبر تغير نصه", "byline": ""}
    texts = ["\n".join(PARAGRAPHS), "\n".join(PARAGRAPHS[:3]), "\n".join(PARAGRAPHS)]
    corpus = written(
        tmp_path / "c.jsonl",
        "\n".join(
            json.dumps({"id": f"v{n}", "text": text, **line}, ensure_ascii=False)
            for n, text in enumerate(texts)
        ),
    )

    first = masdar("import", corpus, "--json").records[0]
    again = masdar("import", corpus, "--json").records[0]

    assert (first["new"], first["changed"], first["known"]) == (1, 1, 1)
    assert (again["new"], again["changed"], again["known"]) == (0, 0, 3)
    assert {record["id"] for record in masdar("export", "stories").records} == {"v0", "v1", "v2"}
