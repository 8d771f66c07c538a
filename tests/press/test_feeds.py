"""Feeds of releases."""

from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from lxml import etree

from masdar.formats import opml, sniff, wire
from masdar.press import feed, feeds
from masdar.press.view import Page
from tests.press import room, strict


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


STRICT = {"xml": strict.rss, "atom": strict.atom, "json": strict.json_feed}


LISTS: tuple[tuple[str, dict[str, str]], ...] = (
    ("", {}),
    ("/corrections", {}),
    ("/search", {"q": "الجسر"}),
    ("/s/{section:path}", {"section": "World"}),
    ("/source/{id}", {"id": "alwadi"}),
    ("/story/{id}", {"id": "agency"}),
)


@pytest.mark.parametrize("form", ["xml", "atom", "json"])
@pytest.mark.parametrize(("path", "values"), LISTS)
def test_every_list_has_a_feed_in_every_format(
    newsroom: room.Room, form: str, path: str, values: dict[str, Any]
) -> None:
    given = {key: newsroom.ids.get(value, value) for key, value in values.items()}

    page = newsroom.page(f"{path}/feed.{form}", **given)

    read = sniff.read(page.body, url=f"{room.SITE.base_url}{page.path}")
    assert page.status == 200
    assert f"/feed.{form}" in page.path
    assert STRICT[form](page.body) == []
    assert read.entries
    assert not read.repaired


@pytest.mark.parametrize(("form", "version"), [("xml", "rss20"), ("atom", "atom10")])
@pytest.mark.parametrize(("path", "values"), LISTS)
def test_feedparser_finds_no_fault_in_a_feed_and_all_that_it_says(
    newsroom: room.Room, form: str, version: str, path: str, values: dict[str, Any]
) -> None:
    feedparser = pytest.importorskip(
        "feedparser", reason="what most programs read feeds with is not installed"
    )
    given = {key: newsroom.ids.get(value, value) for key, value in values.items()}
    page = newsroom.page(f"{path}/feed.{form}", **given)

    read = feedparser.parse(page.body, response_headers={"content-type": page.media_type})

    assert (read.bozo, read.version) == (0, version), read.get("bozo_exception")
    assert read.feed.title
    assert read.feed.link.startswith(room.SITE.base_url)
    assert [each.id for each in read.entries] == _entries(page)
    for each in read.entries:
        assert each.title
        assert each.link.startswith(room.SITE.base_url)
        assert each.get("published_parsed") or each.get("updated_parsed")
        # the origin, by its name
        assert each.source.title


def test_a_withdrawn_article_leaves_its_tombstone_in_the_feed_of_its_source(newsroom: room.Room) -> None:
    ref = f'ref="urn:masdar:article:{newsroom.ids["gone"]}"'

    assert ref in newsroom.page("/feed.atom").body.decode()
    assert ref in newsroom.page("/source/{id}/feed.atom", id="daily").body.decode()
    assert ref not in newsroom.page("/source/{id}/feed.atom", id="courier").body.decode()


def test_pages_name_their_feeds(newsroom: room.Room) -> None:
    text = newsroom.page("/source/{id}", id="alwadi").body.decode()

    for ending in ("xml", "atom", "json"):
        assert f'href="/source/alwadi/feed.{ending}"' in text


def _next(page: Page) -> str | None:
    found = etree.fromstring(page.body).iterfind(".//{http://www.w3.org/2005/Atom}link[@rel='next']")
    href = next((each.get("href") for each in found), None)
    return parse_qs(urlsplit(href).query)["past"][0] if href else None


@pytest.mark.parametrize("form", ["xml", "atom"])
@pytest.mark.parametrize(
    ("path", "values"),
    [
        ("", {}),
        ("/source/{id}", {"id": "daily"}),
        ("/story/{id}", {"id": "agency"}),
        ("/search", {"q": "الجسر"}),
        ("/corrections", {}),
    ],
)
def test_the_pages_of_a_feed_follow_one_another(
    newsroom: room.Room, monkeypatch: pytest.MonkeyPatch, form: str, path: str, values: dict[str, Any]
) -> None:
    given = {key: newsroom.ids.get(value, value) for key, value in values.items()}
    whole = _entries(newsroom.page(f"{path}/feed.{form}", **given))
    for module in (feed, feeds):
        monkeypatch.setattr(module, "ITEMS", 1)

    page, paged, number = newsroom.page(f"{path}/feed.{form}", **given), [], 0
    while True:
        paged += _entries(page)
        number += 1
        assert STRICT[form](page.body) == []
        past = _next(page)
        if past is None:
            break
        page = newsroom.page(f"{path}/feed.{form}", **given, past=past)
        assert 'rel="first"' in page.body.decode()

    assert paged == whole
    assert number > 1


def _entries(page: Page) -> list[str]:
    root = etree.fromstring(page.body)
    return [
        *(each.text or "" for each in root.iterfind(".//guid")),
        *(each.text or "" for each in root.iterfind(".//{http://www.w3.org/2005/Atom}entry/{*}id")),
    ]


def test_every_page_of_an_atom_feed_has_one_id(newsroom: room.Room) -> None:
    first = newsroom.page("/feed.atom")
    other = newsroom.page("/feed.atom", past="2026-01-01T15:00:00+00:00~a")

    assert len({etree.fromstring(each.body).findtext("{*}id") for each in (first, other)}) == 1


def test_a_feed_names_our_hub_where_there_is_one(newsroom: room.Room) -> None:
    site = replace(room.SITE, hub=True)

    for form in ("xml", "atom", "json"):
        page = newsroom.page(f"/feed.{form}", site=site)

        assert f"{site.base_url}/hub" in page.body.decode()
        assert page.headers["link"] == (
            f'<{site.base_url}/hub>; rel="hub", <{site.base_url}/feed.{form}>; rel="self"'
        )
        assert "hub" not in newsroom.page(f"/feed.{form}").body.decode()
        assert "link" not in newsroom.page(f"/feed.{form}").headers


def test_what_was_corrected_or_withdrawn_says_so_in_the_feed_of_corrections(newsroom: room.Room) -> None:
    text = newsroom.page("/corrections/feed.xml").body.decode()

    assert "صُحّحت هذه المادة." in text
    assert "سُحبت هذه المادة." in text
    assert "خبر سُحب عند ناشره" in text


def test_a_withdrawal_alters_the_time_of_every_feed(newsroom: room.Room) -> None:
    gone = newsroom.page("/corrections/feed.xml").modified

    for form in ("xml", "atom", "json"):
        page = newsroom.page(f"/source/{{id}}/feed.{form}", id="courier")
        assert page.modified is not None
        assert page.modified != gone
        everyone = newsroom.page(f"/feed.{form}")
        assert everyone.modified is not None
        assert gone is not None
        assert everyone.modified >= gone


def test_the_sources_of_a_section_are_a_list_of_their_own(newsroom: room.Room) -> None:
    page = newsroom.page("/s/{section:path}/sources.opml", section="World")

    (outline,) = opml.read(page.body)

    assert outline.feed == f"{room.SITE.base_url}/source/courier/feed.xml"
    assert outline.category == ("World",)
    assert b'category="/World"' in page.body
    assert newsroom.page("/s/{section:path}/sources.opml", section="nosuch").status == 404


def test_the_sections_are_a_list_of_feeds(newsroom: room.Room) -> None:
    found = opml.read(newsroom.page("/sections.opml").body)

    assert {each.text for each in found} == {"محليات", "World", "اقتصاد"}


@pytest.mark.parametrize("path", ["", "/source/{id}", "/search"])
def test_a_feed_of_wires_is_read_as_wires(newsroom: room.Room, path: str) -> None:
    given: dict[str, dict[str, Any]] = {"/source/{id}": {"id": "alwadi"}, "/search": {"q": "الجسر"}}
    values = given.get(path, {})
    wanted = _entries(newsroom.page(f"{path}/feed.xml", **values))

    for form in ("ninjs.json", "newsml.xml"):
        page = newsroom.page(f"{path}/feed.{form}", **values)
        items = wire.read(page.body)

        assert len(items) == len(wanted) > 0
        assert all(each.sources[0].name and each.url for each in items)
