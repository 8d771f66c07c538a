"""What leaves as RSS: always with its origin, never beyond the policy, always valid."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from masdar.formats import rss, saying
from masdar.model import Block, BlockKind, Image, Policy, Release, Show
from tests import fakes

SITE = "https://portal.example"


def written(*releases: Release) -> bytes:
    return rss.write(
        releases,
        title="بوابة",
        link=f"{SITE}/",
        own=f"{SITE}/feed.xml",
        page=lambda release: f"{SITE}/a/{release.id}",
    )


def cleared(show: Show = Show.EXCERPT, **fields: Any) -> Release:
    return fakes.release(fakes.article(**fields), policy=Policy(show=show, ground="own"))


@pytest.mark.parametrize("show", list(Show))
def test_what_is_written_is_read_again(show: Show) -> None:
    release = cleared(show)

    feed = rss.read(written(release), url=f"{SITE}/feed.xml")

    (entry,) = feed.entries
    assert not feed.repaired
    assert entry.title is not None
    assert (entry.title.value, entry.id, entry.language) == (release.title, release.id, release.language)
    assert entry.origin is not None
    assert entry.origin.name == release.credit.publisher
    assert entry.published is not None
    assert next(each.href for each in entry.links if each.rel == "via") == release.credit.original_url
    assert next(each.href for each in feed.links if each.rel == "self") == f"{SITE}/feed.xml"


@pytest.mark.parametrize("show", list(Show))
def test_every_description_ends_with_the_line_that_names_the_origin(show: Show) -> None:
    release = cleared(show)

    (entry,) = rss.read(written(release)).entries

    assert entry.summary is not None
    assert entry.summary.value.endswith(saying.attribution(release))
    assert release.credit.publisher in entry.summary.value


@pytest.mark.parametrize(
    ("show", "whole", "own"),
    [(Show.HEADLINE, False, False), (Show.EXCERPT, False, True), (Show.FULL, True, True)],
)
def test_the_text_leaves_only_in_full(show: Show, whole: bool, own: bool) -> None:
    release = cleared(show)

    (entry,) = rss.read(written(release)).entries

    assert bool(entry.content) == whole
    assert entry.link == (f"{SITE}/a/{release.id}" if own else release.credit.original_url)
    assert (fakes.THIRD in written(release).decode()) == whole


@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=40))
def test_any_title_leaves_as_valid_xml(title: str) -> None:
    release = cleared(Show.FULL, title=f"خبر {title} ]]> \x00\x0b\ufffe")

    root = etree.fromstring(written(release))

    assert root.findtext("channel/item/guid") == release.id


def test_an_empty_list_is_a_feed_too() -> None:
    assert rss.read(written()).entries == ()


def test_every_kind_of_block_leaves_in_full() -> None:
    blocks = (
        Block(kind=BlockKind.HEADING, text="تمهيد <1>", level=3),
        *fakes.paragraphs("سطر\nوسطر & تتمة", fakes.SECOND),
        Block(kind=BlockKind.QUOTE, text="قال المهندس"),
        Block(kind=BlockKind.LIST, items=("أول", "ثان")),
        fakes.figure(),
    )

    (entry,) = rss.read(written(cleared(Show.FULL, blocks=blocks))).entries

    assert entry.content[0].value.startswith("<h3>تمهيد &lt;1&gt;</h3>\n<p>سطر<br />وسطر &amp; تتمة</p>\n")
    assert (
        "<blockquote>قال المهندس</blockquote>\n<ul><li>أول</li><li>ثان</li></ul>\n<p>"
        in entry.content[0].value
    )
    assert "<img" not in entry.content[0].value


def test_a_picture_leaves_with_its_credit_where_the_policy_allows_it() -> None:
    image = Image(url="https://alwadi.example/1.jpg", credit="سارة علي", caption="الجسر")
    release = replace(cleared(), image=image)

    (entry,) = rss.read(written(release)).entries

    assert entry.image == image.url
    assert "سارة علي" in written(release).decode()
    assert rss.read(written(replace(release, image=None))).entries[0].image is None


def test_a_feed_names_its_hub_and_its_next_page() -> None:
    data = rss.write(
        [],
        title="بوابة",
        link=f"{SITE}/",
        own=f"{SITE}/feed.xml",
        page=lambda release: release.id,
        hub="https://hub.example/",
        next=f"{SITE}/feed.xml?page=2",
    )

    assert {each.rel: each.href for each in rss.read(data).links} == {
        "alternate": f"{SITE}/",
        "self": f"{SITE}/feed.xml",
        "hub": "https://hub.example/",
        "next": f"{SITE}/feed.xml?page=2",
    }
