"""Pages that list articles, read as feeds."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from masdar.errors import NotAFeed
from masdar.formats import section

SITE = "https://daily.example"
WORDS = ("افتتاح", "طريق", "الميناء", "الجديد", "أمام", "الشاحنات", "بعد", "إغلاق")


def title(n: int) -> str:
    return " ".join([*WORDS[n % 4 : n % 4 + 4], f"رقم {n}"])


def read(body: str, url: str = f"{SITE}/news") -> list[tuple[str, str]]:
    feed = section.read(f"<!doctype html><title>أخبار</title><body>{body}".encode(), url=url)
    return [(each.link or "", each.title.value if each.title else "") for each in feed.entries]


MENU = "".join(
    f'<a href="/{name}">{word}</a>'
    for name, word in [("sport", "رياضة"), ("economy", "اقتصاد"), ("video", "فيديو")]
)
FOOT = (
    '<a href="/page/about-us-and-our-policy">من نحن</a><a href="/tag/new-road-of-port">طريق الميناء الجديد وسط المدينة</a>'
    '<a href="https://other.example/news/1">موقع آخر ينشر أخبارا كثيرة كل يوم</a><a href="/rss.xml">خلاصة</a>'
)


@pytest.mark.parametrize(
    "address",
    [
        pytest.param(lambda n: f"/news/{1000 + n}", id="a number"),
        pytest.param(lambda n: f"/2026/11/{1 + n % 20:02}/{WORDS[n % 8]}-{n}", id="a date"),
        pytest.param(lambda n: f"/politics/opening-of-road-number-{n}-in-marjan", id="a slug"),
        pytest.param(lambda n: f"/Article.aspx?id={5000 + n}", id="a number in the query"),
        pytest.param(lambda n: f"/politics/{WORDS[n % 8]}-{WORDS[(n + 1) % 8]}-{WORDS[(n + 2) % 8]}-الجديد-{n}", id="Arabic"),
        pytest.param(lambda n: f"/story/{1000 + n}.html", id="a file"),
    ],
)  # fmt: skip
def test_articles_are_told_from_menus_whatever_their_addresses_look_like(address: "object") -> None:
    assert callable(address)
    cards = [f'<article><a href="{address(n)}"><h2>{title(n)}</h2></a></article>' for n in range(10)]

    found = read(MENU + "".join(cards) + FOOT)

    assert [told for _, told in found] == [title(n) for n in range(10)]


def test_a_picture_and_a_headline_that_lead_to_one_article_are_one_entry() -> None:
    cards = [
        f'<div><a href="/news/{100 + n}"><img alt="صورة"></a><a href="/news/{100 + n}?utm_source=home">{title(n)}</a>'
        f'<a href="/news/{100 + n}#comments">3</a></div>'
        for n in range(6)
    ]

    found = read("".join(cards))

    assert [link.partition("?")[0] for link, _ in found] == [f"{SITE}/news/{100 + n}" for n in range(6)]
    assert [told for _, told in found] == [title(n) for n in range(6)]


def test_the_mobile_edition_is_of_the_site_and_another_host_is_not() -> None:
    own = [f'<a href="https://m.daily.example/news/{100 + n}">{title(n)}</a>' for n in range(5)]
    other = [f'<a href="https://other.example/news/{100 + n}">{title(n)}</a>' for n in range(5)]

    assert len(read("".join(own + other))) == 5


@pytest.mark.parametrize("body", ["", MENU, FOOT, "<p>نص</p>", f"<a href='/news/100'>{title(1)}</a>" * 9])
def test_a_page_that_lists_nothing_is_no_feed(body: str) -> None:
    with pytest.raises(NotAFeed, match="leads to no articles"):
        read(body)


@given(st.text(max_size=300), st.text(max_size=60))
def test_any_page_can_be_looked_at(body: str, href: str) -> None:
    text = f"<body>{body}<a href='{href}'>{body}</a>"
    with contextlib.suppress(NotAFeed):
        assert section.read(text.encode("utf-8", "replace"), url=f"{SITE}/").entries
