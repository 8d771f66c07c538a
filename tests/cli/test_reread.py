"""A better reader is run over what is kept, and what is kept can be given away as it came."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from masdar.app import open_app
from masdar.desk import ingest
from masdar.model import (
    Agency,
    Article,
    ArticleId,
    Basis,
    Claim,
    Draft,
    Evidence,
    ReleaseStatus,
    Says,
    digest,
)
from masdar.stories import fingerprint
from tests.cli.calls import Masdar
from tests.cli.conftest import PARAGRAPHS, page
from tests.formats import wire_room

# each plays the whole house from end to end
pytestmark = pytest.mark.slow

TITLE = "افتتاح خط القطار البحري في جزيرة المرجان"
URL = "https://murjan.example/news/1"
FEED = (
    '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>م</title>'
    + "".join(
        f"<item><title>{TITLE} {n}</title><link>https://murjan.example/feed/{n}</link>"
        f"<content:encoded><![CDATA[{''.join(f'<p>{each}</p>' for each in PARAGRAPHS)}<p>{n}</p>]]></content:encoded></item>"
        for n in (1, 2)
    )
    + "</channel></rss>"
)


def taken(masdar: Masdar, folder: Path) -> None:
    """A page, a line of a collection, a feed and a wire file."""
    (folder / "page.html").write_text(page(), encoding="utf-8")
    (folder / "lines.jsonl").write_text(
        f'{{"id": "out/1", "source": "murjan", "url": "https://murjan.example/r/1", "title": "{TITLE}", '
        f'"byline": "", "text": "{PARAGRAPHS[1]}", "published": "2026-11-01T10:00:00+04:00"}}\n',
        encoding="utf-8",
    )
    (folder / "feed.xml").write_text(FEED, encoding="utf-8")
    (folder / "wire.json").write_bytes(wire_room.json_three())
    masdar("import", folder / "page.html", "--url", URL)
    masdar("import", folder / "lines.jsonl", folder / "feed.xml", folder / "wire.json")


def articles(masdar: Masdar) -> dict[ArticleId, Article]:
    with open_app(masdar.home, write=False) as app, app.store.reading() as reading:
        return {each.id: each for each in reading.articles.after(None, limit=100)}


def spoil(masdar: Masdar, change: Callable[[Article], Article]) -> None:
    """Let an earlier reader have read what is kept, and worse."""
    with open_app(masdar.home, write=True) as app:
        with app.store.reading() as reading:
            held = reading.articles.after(None, limit=100)
            captures = {each.id: reading.captures.get(each.capture) for each in held}
        drafts = []
        for each in held:
            worse = replace(change(each), reader="page/0")
            capture = captures[each.id]
            assert capture is not None
            claim = Claim(
                id=digest(f"wrong {each.id}".encode()),
                article=each.id,
                says=Says.WIRED_BY,
                value="TASS",
                at=each.seen,
                evidence=Evidence(basis=Basis.BYLINE, quote="تاس", where="byline", capture=each.capture),
                weight=0.9,
            )
            drafts.append(
                Draft(capture=capture, article=worse, claims=(claim,), fingerprint=fingerprint.of(worse))
            )
        with app.store.writing() as writing:
            ingest.keep(writing, app.window, drafts, again=True)
        app.follow()


def worse(article: Article) -> Article:
    return replace(
        article, title="عنوان خاطئ", bylines=("كاتب خاطئ",), agencies=(Agency(said="تاس", code="TASS"),)
    )


def test_what_an_earlier_reader_misread_is_mended_on_every_way_it_came(
    masdar: Masdar, tmp_path: Path
) -> None:
    taken(masdar, tmp_path)
    before = articles(masdar)
    spoil(masdar, worse)
    assert articles(masdar) != before

    (counts,) = masdar("reread", "--json").records

    assert (counts["read"], counts["better"], counts["missed"]) == (5, 5, 0)
    assert {"title", "bylines", "agencies"} <= set(counts["fields"])
    assert articles(masdar) == before
    said = masdar("explain", URL).out
    assert "تاس" not in said


def test_a_better_reading_is_no_new_version_of_the_article(masdar: Masdar, tmp_path: Path) -> None:
    taken(masdar, tmp_path)
    spoil(masdar, worse)
    masdar("reread")

    with open_app(masdar.home, write=False) as app, app.store.reading() as reading:
        ids = list(articles(masdar))
        assert {each.versions for each in reading.articles.histories(ids).values()} == {1}
        releases = reading.releases.many(ids)
    assert {each.status for each in releases.values()} == {ReleaseStatus.USABLE}
    assert {each.title for each in releases.values()}.isdisjoint({"عنوان خاطئ"})


def test_what_todays_reader_read_is_read_again_only_when_it_is_asked_for(
    masdar: Masdar, tmp_path: Path
) -> None:
    taken(masdar, tmp_path)

    (none,) = masdar("reread", "--json").records
    (all_,) = masdar("reread", "--all", "--json").records
    (one,) = masdar("reread", URL, "--json").records

    assert none["read"] == 0
    assert (all_["read"], all_["same"], all_["better"]) == (5, 5, 0)
    assert (one["read"], one["same"]) == (1, 1)


def test_what_todays_reader_refuses_stays_as_it_was_and_is_told(masdar: Masdar, tmp_path: Path) -> None:
    taken(masdar, tmp_path)
    spoil(masdar, lambda each: replace(each, capture=digest(b"gone")))
    before = articles(masdar)

    said = masdar("reread", "--json")

    assert said.records[0]["missed"] == 5
    assert "no longer" in said.err
    assert articles(masdar) == before


def test_an_article_that_is_not_kept_is_told(masdar: Masdar, tmp_path: Path) -> None:
    taken(masdar, tmp_path)

    said = masdar("reread", "https://murjan.example/none")

    assert said.status == 1
    assert "no article is kept" in said.err


def test_what_is_kept_goes_out_as_an_archive_and_comes_in_again(
    masdar: Masdar, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    taken(masdar, tmp_path)
    archive = tmp_path / "out.warc.gz"

    assert masdar("export", "warc", "--output", archive).status == 0

    other = Masdar(tmp_path / "other", capsys)
    (counts,) = other("import", archive, "--json").records
    assert counts["new"] >= 1
    with open_app(other.home, write=False) as app, app.store.reading() as reading:
        assert reading.articles.find(URL) is not None


def test_the_archive_of_one_source_holds_its_captures_alone(masdar: Masdar, tmp_path: Path) -> None:
    taken(masdar, tmp_path)
    whole, one = tmp_path / "whole.warc.gz", tmp_path / "one.warc.gz"
    masdar("export", "warc", "-o", whole)
    masdar("export", "warc", "-o", one, "--source", "murjan")

    assert 0 < one.stat().st_size < whole.stat().st_size
    assert masdar("export", "warc", "--source", "none").status == 1


def test_feeds_go_out_as_a_list_that_comes_in_again(
    masdar: Masdar, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    masdar("source", "add", "https://murjan.example/rss", "--feed", "--name", "صحيفة المرجان")
    masdar("source", "add", "https://murjan.example/sport.xml", "--feed")
    listed = tmp_path / "list.opml"
    listed.write_text(masdar("export", "opml").out, encoding="utf-8")

    other = Masdar(tmp_path / "other", capsys)
    other("import", listed)

    mine, theirs = masdar("source", "list", "--json").records, other("source", "list", "--json").records
    assert [(each["name"], each["channels"]) for each in theirs] == [
        (each["name"], each["channels"]) for each in mine
    ]
