"""Feeds of releases."""

from typing import Any

import pytest
from lxml import etree

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
    assert f"{room.SITE.base_url}/picture/bridge.jpg" in text


def test_the_sources_can_be_taken_into_a_feed_reader(newsroom: room.Room) -> None:
    page = newsroom.page("/sources.opml")

    feeds = [each.get("xmlUrl") for each in etree.fromstring(page.body).iter("outline")]

    assert f"{room.SITE.base_url}/source/alwadi/feed.xml" in feeds
    assert len(feeds) == 3


@pytest.mark.parametrize("path", ["/source/{id}/feed.xml", "/story/{id}/feed.xml"])
def test_what_is_not_there_has_no_feed(newsroom: room.Room, path: str) -> None:
    assert newsroom.page(path, id="nosuch").status == 404
