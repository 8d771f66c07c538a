"""Feeds of releases."""

from typing import Any

import pytest
from lxml import etree

from masdar.formats import sniff
from masdar.press.view import Page
from tests.press import room


def _items(page: Page) -> list[etree._Element]:
    return list(etree.fromstring(page.body).iter("item"))


@pytest.mark.parametrize(
    ("path", "values", "count"),
    [
        pytest.param("/feed.xml", {}, 8, id="all but the withdrawn"),
        pytest.param("/s/{section:path}/feed.xml", {"section": "World"}, 1, id="a section"),
        pytest.param("/source/{id}/feed.xml", {"id": "alwadi"}, 2, id="a source"),
    ],
)
def test_a_feed_holds_what_its_list_holds(
    newsroom: room.Room, path: str, values: dict[str, Any], count: int
) -> None:
    page = newsroom.page(path, **values)

    assert page.status == 200
    assert page.media_type.startswith("application/rss+xml")
    assert len(_items(page)) == count


def test_a_story_has_a_feed(newsroom: room.Room) -> None:
    assert len(_items(newsroom.page("/story/{id}/feed.xml", id=newsroom.ids["agency"]))) == 2


def test_items_lead_to_our_page_and_name_their_origin(newsroom: room.Room) -> None:
    for item in _items(newsroom.page("/feed.xml")):
        assert (item.findtext("link") or "").startswith(room.SITE.base_url)
        assert item.findtext("source")


def test_no_picture_is_linked_from_its_origin(newsroom: room.Room) -> None:
    text = newsroom.page("/feed.xml").body.decode()

    assert room.PICTURE not in text
    assert f"{room.SITE.base_url}/picture/{newsroom.ids['agency']}/bridge.jpg" in text


def test_the_sources_can_be_taken_into_a_feed_reader(newsroom: room.Room) -> None:
    page = newsroom.page("/sources.opml")

    feeds = [each.get("xmlUrl") for each in etree.fromstring(page.body).iter("outline")]

    assert f"{room.SITE.base_url}/source/alwadi/feed.xml" in feeds
    assert len(feeds) == 3


@pytest.mark.parametrize("path", ["/source/{id}/feed.xml", "/story/{id}/feed.xml"])
def test_what_is_not_there_has_no_feed(newsroom: room.Room, path: str) -> None:
    assert newsroom.page(path, id="nosuch").status == 404


@pytest.mark.parametrize("form", ["xml", "atom", "json"])
@pytest.mark.parametrize(
    ("path", "values"),
    [
        ("", {}),
        ("/s/{section:path}", {"section": "World"}),
        ("/source/{id}", {"id": "alwadi"}),
        ("/story/{id}", {"id": "agency"}),
    ],
)
def test_every_list_has_a_feed_in_every_format(
    newsroom: room.Room, form: str, path: str, values: dict[str, Any]
) -> None:
    given = {key: newsroom.ids.get(value, value) for key, value in values.items()}

    page = newsroom.page(f"{path}/feed.{form}", **given)

    read = sniff.read(page.body, url=f"{room.SITE.base_url}{page.path}")
    assert page.status == 200
    assert page.path.endswith(f"/feed.{form}")
    assert read.entries
    assert not read.repaired


def test_a_withdrawn_article_leaves_its_tombstone_in_the_feed_of_its_source(newsroom: room.Room) -> None:
    ref = f'ref="urn:masdar:article:{newsroom.ids["gone"]}"'

    assert ref in newsroom.page("/feed.atom").body.decode()
    assert ref in newsroom.page("/source/{id}/feed.atom", id="daily").body.decode()
    assert ref not in newsroom.page("/source/{id}/feed.atom", id="courier").body.decode()


def test_pages_name_their_feeds(newsroom: room.Room) -> None:
    text = newsroom.page("/source/{id}", id="alwadi").body.decode()

    for ending in ("xml", "atom", "json"):
        assert f'href="/source/alwadi/feed.{ending}"' in text
