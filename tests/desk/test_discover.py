"""How a site is looked at: its feeds, its sitemaps, its pages, and what it reserves."""

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from masdar.demo.fetcher import Answer, FileFetcher
from masdar.desk import discover
from masdar.errors import FetchError
from masdar.model import Capture, ChannelKind, NotModified, Request

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
SITE = "https://daily.example"


def page(*links: str, head: str = "", title: str = "اليومية | أخبار الساعة") -> Answer:
    anchors = "".join(links)
    text = f'<!doctype html><html lang="ar"><head><title>{title}</title>{head}</head><body>{anchors}</body></html>'
    return Answer(body=text.encode(), headers={"content-type": "text/html; charset=utf-8"})


def rss(*numbers: int, site: str = SITE, day: int = 19) -> Answer:
    items = "".join(
        f"<item><title>خبر رقم {n}</title><link>{site}/news/{n}</link>"
        f"<pubDate>{day} Nov 2026 10:00:00 GMT</pubDate></item>"
        for n in numbers
    )
    return Answer(
        body=f'<rss version="2.0"><channel><title>اليومية</title>{items}</channel></rss>'.encode(),
        headers={"content-type": "application/rss+xml"},
    )


def sitemap(*numbers: int, news: bool = True) -> Answer:
    urls = "".join(
        f"<url><loc>{SITE}/news/{n}</loc>"
        + (
            f"<news:news><news:title>خبر {n}</news:title>"
            "<news:publication_date>2026-11-19T10:00:00Z</news:publication_date></news:news>"
            if news
            else ""
        )
        + "</url>"
        for n in numbers
    )
    spaces = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
    return Answer(body=f"<urlset {spaces}>{urls}</urlset>".encode())


def alternate(href: str, kind: str = "application/rss+xml") -> str:
    return f'<link rel="alternate" type="{kind}" href="{href}">'


class Counting(FileFetcher):
    """Remembers what it was asked for."""

    def __init__(self, answers: Mapping[str, Answer]) -> None:
        super().__init__(answers, now=NOON)
        self.asked: list[str] = []

    async def send(self, request: Request) -> Capture | NotModified:
        self.asked.append(request.url)
        return await super().send(request)


def look(answers: Mapping[str, Answer], url: str = f"{SITE}/") -> discover.Found:
    return asyncio.run(discover.find(url, fetcher=Counting(answers), now=lambda: NOON))


def test_feeds_that_the_page_names_are_read_and_the_chief_one_stands_first() -> None:
    found = look(
        {
            f"{SITE}/": page(
                head=alternate("/sport/feed.xml") + alternate("/rss") + alternate("/comments/feed")
            ),
            f"{SITE}/rss": rss(1, 2, 3),
            f"{SITE}/sport/feed.xml": rss(7, 8),
            f"{SITE}/comments/feed": rss(50),
        }
    )

    assert [(each.where, each.kind) for each in found.ways] == [
        (f"{SITE}/rss", ChannelKind.FEED),
        (f"{SITE}/sport/feed.xml", ChannelKind.FEED),
    ]
    assert found.ways[0].how == "named by the page"
    assert found.ways[0].newest == datetime(2026, 11, 19, 10, tzinfo=UTC)
    assert (found.title, found.language) == ("اليومية", "ar")


def test_a_feed_that_has_fallen_silent_stands_behind_one_that_speaks() -> None:
    old = Answer(body=rss(1, 2).body.replace(b"2026", b"2019"))
    found = look(
        {
            f"{SITE}/": page(head=alternate("/rss") + alternate("/news/latest/rss")),
            f"{SITE}/rss": old,
            f"{SITE}/news/latest/rss": rss(3),
        }
    )

    assert found.ways[0].where == f"{SITE}/news/latest/rss"


def test_the_address_of_a_feed_is_enough_and_its_site_is_looked_at_for_signals() -> None:
    found = look(
        {
            f"{SITE}/rss": rss(1),
            f"{SITE}/": page(head='<meta name="robots" content="noai">'),
            f"{SITE}/robots.txt": Answer(body=b"User-agent: *\nContent-Signal: ai-train=no\n"),
        },
        f"{SITE}/rss",
    )

    assert [each.how for each in found.ways] == ["the address given"]
    assert (found.home, found.signals.noai) == (f"{SITE}/", True)


def test_what_a_feeds_answer_says_of_indexing_is_not_said_of_the_site() -> None:
    feed = Answer(body=rss(1).body, headers={"x-robots-tag": "noindex, follow"})

    found = look({f"{SITE}/rss": feed, f"{SITE}/": page()}, f"{SITE}/rss")

    assert not found.signals.noindex


@pytest.mark.parametrize(
    ("answers", "where", "how"),
    [
        pytest.param(
            {f"{SITE}/": page('<a href="/feeds/all.xml">RSS</a>'), f"{SITE}/feeds/all.xml": rss(1)},
            f"{SITE}/feeds/all.xml", "linked by the page", id="a link",
        ),
        pytest.param(
            {
                f"{SITE}/": page('<a href="/khulasat">خلاصات الموقع</a>'),
                f"{SITE}/khulasat": page('<a href="/rss/1.xml">أخبار</a><a href="/rss/2.xml">رياضة</a>'),
                f"{SITE}/rss/1.xml": rss(1, 2),
            },
            f"{SITE}/rss/1.xml", "listed on the site's page of feeds", id="a page of feeds",
        ),
        pytest.param(
            {f"{SITE}/": page(head='<link rel="alternate" type="text/xml" href="/x">'), f"{SITE}/x": rss(1)},
            f"{SITE}/x", "named by the page", id="a loose type",
        ),
        pytest.param(
            {f"{SITE}/": page('<a href="/khulasa/1"><img src="/i.png" alt="RSS"></a>'), f"{SITE}/khulasa/1": rss(1)},
            f"{SITE}/khulasa/1", "linked by the page", id="a picture",
        ),
        pytest.param({f"{SITE}/": page(), f"{SITE}/feed": rss(1)}, f"{SITE}/feed", "a usual place", id="a usual place"),
        pytest.param(
            {
                f"{SITE}/": page(),
                f"{SITE}/robots.txt": Answer(body=f"Sitemap: {SITE}/maps/pages.xml\nSitemap: {SITE}/maps/news.xml".encode()),
                f"{SITE}/maps/news.xml": sitemap(1, 2),
                f"{SITE}/maps/pages.xml": sitemap(1, 2, news=False),
            },
            f"{SITE}/maps/news.xml", "named by robots.txt", id="a news sitemap of robots.txt",
        ),
        pytest.param(
            {f"{SITE}/": page(), f"{SITE}/news-sitemap.xml": sitemap(1)},
            f"{SITE}/news-sitemap.xml", "a usual place", id="a news sitemap where they stand",
        ),
    ],
)  # fmt: skip
def test_ways_are_found_where_they_are_hidden(answers: Mapping[str, Answer], where: str, how: str) -> None:
    found = look(answers)

    assert [(each.where, each.how) for each in found.ways] == [(where, how)]


def test_a_sitemap_index_leads_to_its_news() -> None:
    index = (
        '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        f"<sitemap><loc>{SITE}/map-1.xml</loc></sitemap><sitemap><loc>{SITE}/map-news.xml</loc></sitemap></sitemapindex>"
    )
    found = look(
        {
            f"{SITE}/": page(),
            f"{SITE}/robots.txt": Answer(body=f"Sitemap: {SITE}/sitemap.xml".encode()),
            f"{SITE}/sitemap.xml": Answer(body=index.encode()),
            f"{SITE}/map-1.xml": sitemap(1, news=False),
            f"{SITE}/map-news.xml": sitemap(5, 6),
        }
    )

    (way,) = found.ways
    assert (way.where, way.kind) == (f"{SITE}/sitemap.xml", ChannelKind.SITEMAP)
    assert {lead.url for lead in way.leads} >= {f"{SITE}/news/5", f"{SITE}/news/6"}


def test_where_there_is_neither_feed_nor_sitemap_the_page_is_watched() -> None:
    links = [
        f'<li><a href="/news/{n}"><h3>افتتاح الطريق رقم {n} في مدينة مرجان</h3></a></li>'
        for n in range(100, 112)
    ]
    menu = '<a href="/sport">رياضة</a><a href="/economy">اقتصاد</a>'

    (way,) = look({f"{SITE}/": page(menu, *links)}).ways

    assert (way.kind, way.where) == (ChannelKind.SECTION, f"{SITE}/")
    assert [lead.url for lead in way.leads] == [f"{SITE}/news/{n}" for n in range(100, 112)]


def test_a_feed_of_another_site_is_not_taken_for_ones_own() -> None:
    found = look(
        {
            f"{SITE}/": page(head=alternate("https://other.example/rss")),
            "https://other.example/rss": rss(1, site="https://other.example"),
        }
    )

    assert found.ways == ()
    assert ("https://other.example/rss", "a feed of another site") in found.missed


def test_what_was_tried_is_told_with_its_reason() -> None:
    found = look({f"{SITE}/": page(head=alternate("/rss")), f"{SITE}/rss": Answer(body=b"<html>no</html>")})

    assert found.ways == ()
    told = dict(found.missed)
    assert "the feed is HTML" in told[f"{SITE}/rss"]
    assert told[f"{SITE}/feed"] == "status 404"


def test_nothing_is_asked_twice_nor_without_end() -> None:
    many = "".join(alternate(f"/feed/{n}") for n in range(500))
    fetcher = Counting({f"{SITE}/": page(*(f'<a href="/rss/{n}">RSS</a>' for n in range(500)), head=many)})

    asyncio.run(discover.find(f"{SITE}/", fetcher=fetcher, now=lambda: NOON))

    assert len(fetcher.asked) == len(set(fetcher.asked))
    assert len(fetcher.asked) <= discover.MOST + 1


@pytest.mark.parametrize("answer", [Answer(status=404), Answer(status=500), Answer(status=0)])
def test_an_address_that_gives_nothing_is_told(answer: Answer) -> None:
    with pytest.raises(FetchError):
        look({f"{SITE}/": answer})


def test_a_source_of_silence_at_one_place_does_not_end_the_look() -> None:
    found = look(
        {
            f"{SITE}/": page(head=alternate("/dead") + alternate("/rss")),
            f"{SITE}/dead": Answer(status=0),
            f"{SITE}/rss": rss(1),
        }
    )

    assert [each.where for each in found.ways] == [f"{SITE}/rss"]
    assert f"{SITE}/dead" in dict(found.missed)


def test_signals_are_gathered_from_every_place_where_a_site_states_them() -> None:
    licence = b'<rsl xmlns="https://rslstandard.org/rsl"><content url="/"><license><prohibits type="usage">ai-train</prohibits></license></content></rsl>'
    found = look(
        {
            f"{SITE}/": Answer(
                body=page(head='<meta name="robots" content="max-snippet:50">' + alternate("/rss")).body,
                headers={"x-robots-tag": "noindex"},
            ),
            f"{SITE}/rss": rss(1),
            f"{SITE}/robots.txt": Answer(
                body=b"License: https://daily.example/licence.xml\nUser-agent: *\nAllow: /\n"
            ),
            f"{SITE}/licence.xml": Answer(body=licence),
            f"{SITE}/.well-known/tdmrep.json": Answer(body=b'[{"location": "/", "tdm-reservation": 1}]'),
        }
    )

    said = found.signals
    assert (said.noindex, said.noai, said.tdm_reservation, said.max_snippet) == (True, True, True, 50)
    assert said.license == f"{SITE}/licence.xml"
    assert any("RSL" in each for each in said.said)
