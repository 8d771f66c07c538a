"""The pages of those whom articles speak of."""

import re

from masdar.entities import lexicon
from masdar.model import EntityId
from masdar.press import html
from tests.press import room


def test_a_person_has_a_page_with_the_office_and_the_articles(newsroom: room.Room) -> None:
    page = newsroom.page("/t/{id}", id=newsroom.minister)
    text = page.body.decode("utf-8")

    assert page.status == 200
    assert "خالد بن سالم الحربي</h1>" in text
    assert "وزير النقل" in text
    assert newsroom.ids["agency"] in text
    assert newsroom.ids["english"] not in text


def test_whom_one_article_names_is_kept_from_search_engines(newsroom: room.Room) -> None:
    page = newsroom.page("/t/{id}", id=newsroom.minister)

    assert page.headers["x-robots-tag"] == "noindex, follow"
    assert b'<meta name="robots" content="noindex, follow">' in page.body
    assert newsroom.minister.encode() not in newsroom.page("/sitemap/names.xml").body


def test_a_place_of_the_list_is_called_in_the_language_of_the_page(newsroom: room.Room) -> None:
    assert b"Saudi Arabia</h1>" in newsroom.page("/t/{id}", "en", id="place.sa").body
    assert "السعودية</h1>".encode() in newsroom.page("/t/{id}", "ar", id="place.sa").body


def test_whom_nobody_speaks_of_has_no_page_and_no_feed(newsroom: room.Room) -> None:
    assert EntityId("place.is") in lexicon.by_id()
    assert newsroom.page("/t/{id}", id="place.is").status == 404
    assert newsroom.page("/t/{id}/feed.xml", id="place.is").status == 404


def test_the_feed_holds_what_the_page_holds(newsroom: room.Room) -> None:
    page = newsroom.page("/t/{id}", id="place.sa").body.decode("utf-8")
    feed = newsroom.page("/t/{id}/feed.xml", id="place.sa").body.decode("utf-8")

    assert re.search(r'href="/t/place.sa/feed.xml"', page)
    assert set(re.findall(r"/a/([0-9a-z]{24})", page)) == set(re.findall(r"/a/([0-9a-z]{24})", feed))


def test_an_article_leads_to_those_whom_it_names(newsroom: room.Room) -> None:
    text = newsroom.article("agency")

    assert f'href="/t/{newsroom.minister}"' in text
    assert 'href="/t/place.sa"' in text
    assert 'class="names"' not in newsroom.article("english")


def test_where_no_section_is_of_the_language_topics_lead_through_the_site(newsroom: room.Room) -> None:
    with newsroom.view("en") as view:
        assert [each.name for each in html.sections(view)] == ["World"]
    with newsroom.view() as view:
        assert all(each.path.startswith("/s/") for each in html.sections(view))
        (own,) = [each for each in view.reading.releases.sections() if each[0] == "اقتصاد"]
        assert html.topics(view)[0] == html.Way("اقتصاد وأعمال", "/t/topic.04000000", own[1])
