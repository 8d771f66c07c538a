"""What search engines are told: nothing but what they may keep."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from masdar import model
from masdar.formats import sitemap, sitemap_out
from masdar.press import machine
from tests import fakes
from tests.press import room

NS = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "n": "http://www.google.com/schemas/sitemap-news/0.9",
}
INDEX = model.Policy(index=model.IndexRule.INDEX)


@pytest.fixture
def own(tmp_path: Path) -> Any:
    """A newsroom in which one source may be kept by search engines, but for one article of it."""
    made = room.furnish(tmp_path / "home")
    with made.store.writing() as writing:
        daily = writing.sources.get(model.SourceId("daily"))
        assert daily is not None
        writing.put_sources([replace(daily, policy=INDEX)])
        kept = fakes.release(fakes.article(21, source="daily", title="يجوز فهرسته"), policy=INDEX)
        not_kept = fakes.release(
            fakes.article(22, source="daily", title="لا يجوز"),
            policy=replace(INDEX, index=model.IndexRule.NOINDEX),
        )
        old = fakes.release(
            fakes.article(
                23, source="daily", title="قديم", published=fakes.moment(room.NOW - timedelta(days=3))
            ),
            policy=INDEX,
        )
        writing.put_releases([kept, not_kept, old])
    yield made, kept, old
    made.index.close()
    made.store.close()


def _urls(body: bytes) -> list[str]:
    return [each.text or "" for each in etree.fromstring(body).iterfind(".//s:loc", NS)]


def test_copies_stand_in_no_sitemap(newsroom: room.Room) -> None:
    documents = _urls(newsroom.page("/sitemap.xml").body)

    assert documents == [f"{room.SITE.base_url}/sitemap/{name}.xml" for name in ("pages", "stories", "names")]
    for name in ("pages", "stories", "names"):
        assert not [url for url in _urls(newsroom.page(f"/sitemap/{name}.xml").body) if "/a/" in url]
    assert newsroom.page("/sitemap/source/{id}.xml", id="daily").status == 404


def test_what_may_be_kept_stands_there_and_nothing_else(own: Any) -> None:
    newsroom, kept, old = own
    page = newsroom.page("/sitemap/source/{id}.xml", id="daily")

    assert {url.split("/")[4] for url in _urls(page.body)} == {kept.id, old.id}
    assert f"{room.SITE.base_url}/sitemap/source/daily.xml" in _urls(newsroom.page("/sitemap.xml").body)


def test_news_is_two_days_old_at_most_and_says_when_it_was_published(own: Any) -> None:
    newsroom, kept, _ = own
    root = etree.fromstring(newsroom.page("/sitemap/news.xml").body)

    (found,) = root.iterfind("s:url", NS)
    assert kept.id in (found.findtext("s:loc", namespaces=NS) or "")
    assert found.findtext("n:news/n:publication/n:name", namespaces=NS) == room.SITE.name
    assert found.findtext("n:news/n:publication/n:language", namespaces=NS) == "ar"
    assert found.findtext("n:news/n:title", namespaces=NS) == "يجوز فهرسته"
    assert found.findtext("n:news/n:publication_date", namespaces=NS) == "2026-01-02T09:00:00+00:00"


def test_our_reader_reads_what_we_write(own: Any) -> None:
    newsroom, kept, _ = own
    (entry,) = sitemap.read(newsroom.page("/sitemap/news.xml").body).entries

    assert (entry.link or "").split("/")[4] == kept.id
    assert entry.title is not None


def test_no_document_holds_more_than_it_may() -> None:
    places = [
        sitemap_out.Place(url=f"https://m.example/{n}", title="ع", published="2026-01-01")
        for n in range(1_200)
    ]

    assert len(_urls(sitemap_out.news(places, name="م"))) == sitemap_out.MOST_NEWS == 1_000


def test_stories_of_several_sources_stand_there(newsroom: room.Room) -> None:
    with newsroom.store.reading() as reading:
        told = [each for each in reading.stories.top(since=None, limit=99) if each.sources > 1]

    assert len(_urls(newsroom.page("/sitemap/stories.xml").body)) == len(told) > 0


def test_every_document_that_is_named_is_there(own: Any) -> None:
    newsroom, _, _ = own
    paths = {route.path for route in machine.MACHINE}
    for url in _urls(newsroom.page("/sitemap.xml").body):
        path = url.removeprefix(room.SITE.base_url)
        assert path in paths or newsroom.page("/sitemap/source/{id}.xml", id="daily").status == 200


def test_robots_are_told_where_the_sitemaps_are(newsroom: room.Room) -> None:
    text = newsroom.page("/robots.txt").body.decode()

    assert f"Sitemap: {room.SITE.base_url}/sitemap.xml\n" in text
    assert "Disallow: /search\n" in text
