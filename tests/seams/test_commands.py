"""The commands, called from outside."""

import gzip
import json
import os
import signal
import subprocess
import urllib.request
from pathlib import Path

import pytest

from tests.cli.conftest import PARAGRAPHS, page
from tests.seams.conftest import Outside, environment
from tests.seams.test_library import KEYS

pytestmark = pytest.mark.outside

URL = "https://murjan.example/news"


def corpus(path: Path) -> Path:
    """Three articles: one text twice, word for word, and another of its own."""
    bodies = {"a": "\n".join(PARAGRAPHS), "b": "\n".join(PARAGRAPHS), "c": "تعطلت حافلات المدينة الجامعية."}
    lines = [
        {
            "id": f"out/{name}",
            "source": f"paper-{name}",
            "url": f"https://{name}.example/1",
            "title": "افتتاح خط القطار البحري" if name != "c" else "تعطل الحافلات في المدينة الجامعية",
            "byline": "",
            "text": text,
            "published": f"2026-11-01T1{number}:00:00+04:00",
        }
        for number, (name, text) in enumerate(bodies.items())
    ]
    path.write_bytes(gzip.compress("\n".join(json.dumps(line) for line in lines).encode()))
    return path


@pytest.fixture
def home(outside: Outside) -> Path:
    made = outside.folder / "home"
    (counts,) = outside.records(
        "import", corpus(outside.folder / "c.jsonl.gz"), "--home", made, "--jobs", "1", "--json"
    )
    assert (counts["new"], counts["unread"]) == (3, 0)
    return made


def test_read_prints_a_record_a_line_in_the_order_given(outside: Outside) -> None:
    pages = outside.folder / "pages"
    pages.mkdir()
    (pages / "b.html.gz").write_bytes(gzip.compress(page().encode()))
    (pages / "a.html").write_text(page(), encoding="utf-8")
    (pages / "c.html").write_text("<html><nav>x</nav></html>", encoding="utf-8")
    manifest = outside.folder / "m.json"
    manifest.write_text(json.dumps({name: {"url": f"{URL}/{name}"} for name in "bca"}), encoding="utf-8")

    done = outside.run("read", pages, "--manifest", manifest, "--json", "--stats", status=1)

    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert [record["id"] for record in records] == ["b", "c", "a"]
    assert set(records[0]) >= KEYS
    assert set(records[1]) == {"id", "error", "why"}
    assert set(json.loads(done.stderr.splitlines()[-1])) >= {"pages", "cpu_seconds", "peak_rss_mb"}


def test_importing_again_doubles_nothing(outside: Outside, home: Path) -> None:
    (counts,) = outside.records("import", outside.folder / "c.jsonl.gz", "--home", home, "--json")

    assert (counts["new"], counts["known"]) == (0, 3)


def warc(url: str, html: str) -> bytes:
    """An archive of one answer."""
    body = html.encode()
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000001>\r\n"
        f"WARC-Target-URI: {url}\r\nWARC-Date: 2026-11-01T12:00:00Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"


FEED = f"""<?xml version="1.0" encoding="utf-8"?><rss version="2.0"
xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>صحيفة المرجان</title>
<link>https://murjan.example/</link><item><title>خبر من خلاصة</title><link>{URL}/feed</link>
<content:encoded>{" ".join(PARAGRAPHS)}</content:encoded></item></channel></rss>"""
LIST = """<opml version="2.0"><body><outline type="rss" text="الأفق" xmlUrl="https://ufuq.example/rss"/></body></opml>"""


@pytest.mark.parametrize(
    ("name", "content", "arguments"),
    [
        pytest.param("a.warc.gz", gzip.compress(warc(f"{URL}/warc", page())), (), id="WARC"),
        pytest.param("a.html", page().encode(), ("--url", f"{URL}/page"), id="a page"),
        pytest.param("b.html", page().encode(), (), id="a page without an address"),
        pytest.param(
            "a.txt",
            "\n\n".join(("افتتاح خط القطار البحري في جزيرة المرجان", *PARAGRAPHS)).encode(),
            (),
            id="a text",
        ),
        pytest.param("feed.xml", FEED.encode(), (), id="a feed"),
    ],
)
def test_each_kind_of_file_is_known_by_its_content(
    outside: Outside, name: str, content: bytes, arguments: tuple[str, ...]
) -> None:
    path = outside.folder / name
    path.write_bytes(content)

    (counts,) = outside.records("import", path, *arguments, "--home", "kinds", "--jobs", "1", "--json")
    (record,) = outside.records("export", "articles", "--home", "kinds")

    assert (counts["new"], counts["unread"]) == (1, 0)
    assert record["title"]
    assert bool(record["url"]) is (name not in {"b.html", "a.txt"})


def test_a_list_of_subscriptions_gives_sources(outside: Outside) -> None:
    path = outside.folder / "list.opml"
    path.write_text(LIST, encoding="utf-8")

    outside.run("import", path, "--home", "listed")
    (source,) = outside.records("source", "list", "--json", "--home", "listed")

    assert (source["name"], source["channels"]) == ("الأفق", ["https://ufuq.example/rss"])


def test_the_exports_keep_their_shapes(outside: Outside, home: Path) -> None:
    articles = outside.records("export", "articles", "--home", home)
    copies = outside.records("export", "copies", "--home", home)
    stories = outside.records("export", "stories", "--home", home)
    origins = outside.records("--home", home, "export", "origins")

    assert {record["id"] for record in articles} == {"out/a", "out/b", "out/c"}
    assert all(set(record) >= KEYS for record in articles)
    assert [(each["a"], each["b"], each["level"]) for each in copies] == [("out/a", "out/b", "exact")]
    assert set(copies[0]) >= {"containment", "shared"}
    assert all(set(record) >= {"id", "cluster"} for record in stories)
    assert len(stories) == 3
    assert all(set(record) >= {"id", "origin", "confidence", "basis"} for record in origins)


def test_questions_are_answered_by_outside_ids(outside: Outside, home: Path) -> None:
    queries = outside.folder / "q.jsonl"
    queries.write_text(json.dumps({"q": "1", "text": "القطار البحرى"}), encoding="utf-8")
    ids = outside.folder / "ids"
    ids.write_text("out/a\nout/c\n", encoding="utf-8")

    (found,) = outside.records("search", "--queries", queries, "--limit", "5", "--json", "--home", home)
    (copies,) = outside.records("search", "القطار البحرى", "--copies", "--json", "--home", home)
    related = outside.records("related", "--ids", ids, "--json", "--home", home)
    explained = outside.records("explain", "out/b", "--json", "--home", home)

    assert found["q"] == "1"
    assert len(found["ranked"]) == 1
    assert set(copies["ranked"]) == {"out/a", "out/b"}
    assert [each["query"] for each in related] == ["out/a", "out/c"]
    assert "out/b" not in related[0]["ranked"]
    assert explained


def test_a_round_of_the_harvest_with_nothing_to_visit_is_done(outside: Outside, home: Path) -> None:
    outside.run("harvest", "--once", "--all", "--home", home)


def test_the_site_is_served_until_it_is_stopped(outside: Outside, home: Path) -> None:
    process = subprocess.Popen(
        [str(outside.bin / "masdar"), "serve", "--home", str(home), "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=outside.folder,
        env=environment(),
        start_new_session=True,
    )
    assert process.stdout is not None
    address = json.loads(process.stdout.readline())["address"]
    try:
        for path in ("", "healthz", "readyz", "metrics"):
            with urllib.request.urlopen(f"{address}{path}", timeout=20) as answer:
                assert answer.status == 200
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.communicate()


def test_the_demo_counts_what_it_took_in(outside: Outside) -> None:
    (counts,) = outside.records("demo", "--once")

    assert counts["articles"] > 30
    assert set(counts) >= {"stories", "sources", "new", "changed", "duplicate", "withheld"}


def test_a_home_is_made_given_a_source_and_looked_after(outside: Outside) -> None:
    outside.run("init", "--name", "مرصد", "--country", "EG", "--home", "made")
    outside.run("source", "add", "https://murjan.example/rss", "--feed", "--home", "made")
    (source,) = outside.records("source", "list", "--json", "--home", "made")
    (state,) = outside.records("doctor", "--json", "--home", "made")

    assert source["policy"] == "excerpt"
    assert state["todo"] == []


def test_lint_tells_faults_by_its_status(outside: Outside) -> None:
    (outside.folder / "good.html").write_text(page(), encoding="utf-8")
    (outside.folder / "bad.html").write_text("<html><p>خبر</p></html>", encoding="utf-8")

    assert outside.records("lint", "good.html", "--json") == []
    assert outside.records("lint", "bad.html", "--json", status=1)
