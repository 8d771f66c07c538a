"""One article in other forms than its page."""

import pytest

from masdar import model
from masdar.extract import article as articles
from masdar.formats import wire
from masdar.press import links, machine
from masdar.press.forms import _plain
from tests import fakes
from tests.press import room

FORMS = [route.path for route in machine.MACHINE if route.path.startswith("/a/{id}.")]


@pytest.mark.parametrize("path", ["/a/{id}.ninjs.json", "/a/{id}.newsml.xml"])
def test_what_leaves_as_a_wire_comes_in_again_as_the_same_article(newsroom: room.Room, path: str) -> None:
    id = newsroom.ids["agency"]
    with newsroom.store.reading() as reading:
        release = reading.releases.get(id)
    assert release is not None

    (item,) = wire.read(newsroom.page(path, id=id).body)
    lead = wire.lead(item, seen=room.NOW)
    source = fakes.source()
    capture = model.Capture(url=lead.url, final_url=lead.url, at=lead.seen, body=b"", via=model.Via.WIRE)
    made = articles.from_lead(lead, capture, source=source, directory=model.Directory())

    assert made.title == release.title
    assert made.url == release.credit.original_url
    assert made.published is not None
    assert release.first_published is not None
    assert made.published.at == release.first_published.at
    assert [each.text for each in made.blocks] == [
        " ".join(each.text.split()) for each in release.blocks if each.kind is not model.BlockKind.FIGURE
    ]


@pytest.mark.parametrize("path", FORMS)
def test_a_withdrawn_article_is_gone_and_says_whose_it_was(newsroom: room.Room, path: str) -> None:
    page = newsroom.page(path, id=newsroom.ids["gone"])

    assert page.status == 410
    assert fakes.FIRST not in page.body.decode()
    assert "وكالة الوادي" in page.body.decode()


@pytest.mark.parametrize("path", FORMS)
def test_every_form_is_named_by_the_links_of_an_article(newsroom: room.Room, path: str) -> None:
    id = newsroom.ids["agency"]

    assert path.replace("{id}", id) in links.forms(id).values()
    assert newsroom.page(path, id="nosuch").status == 404


def test_nothing_in_a_text_is_markup_of_markdown() -> None:
    assert _plain("# عنوان [رابط](x) *قوي*\n- بند") == "\\# عنوان \\[رابط\\](x) \\*قوي\\* - بند"
    assert _plain("- بند") == "\\- بند"
    assert _plain("1. بند") == "\\1. بند"


def test_markdown_ends_with_the_origin(newsroom: room.Room) -> None:
    text = newsroom.page("/a/{id}.md", id=newsroom.ids["copy"]).body.decode()

    assert text.startswith("# الوادي يفتتح جسره الجديد\n")
    assert "المصدر: وكالة الوادي" in text
    assert "<https://alwadi.example/news/1>" in text
    assert fakes.THIRD not in text
