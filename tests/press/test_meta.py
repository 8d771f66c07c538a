"""What machines are told: JSON-LD key by key, Open Graph, one index rule, reservations repeated."""

import json
import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings

from masdar import model
from masdar.press import article, downstream
from masdar.press.view import Page
from tests import fakes
from tests.press import room
from tests.press.test_leaks import POLICIES

ORIGINAL = "https://alwadi.example/news/1"


def shown(newsroom: room.Room, release: model.Release, language: str = "ar") -> Page:
    with newsroom.view(language) as view:
        return article.shown(view, release)


def graphs(text: str) -> dict[str, dict[str, Any]]:
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text)
    return {graph["@type"]: graph for graph in map(json.loads, found)}


def metas(text: str) -> dict[str, str]:
    return dict(re.findall(r'<meta (?:name|property)="([^"]+)" content="([^"]*)"', text))


def links(text: str, rel: str) -> list[str]:
    return re.findall(rf'<link rel="{rel}"[^>]* href="([^"]*)"', text)


def test_the_graph_of_an_article_key_by_key(newsroom: room.Room) -> None:
    text = newsroom.article("agency")
    graph = graphs(text)["NewsArticle"]
    origin = {"@type": "NewsMediaOrganization", "name": "وكالة الوادي", "url": "https://alwadi.example/"}
    portal = {"@type": "Organization", "name": room.SITE.name, "url": "https://masdar.example/"}

    body = graph.pop("articleBody")
    own = graph.pop("url")
    assert own.startswith(f"https://masdar.example/a/{newsroom.ids['agency']}/")
    assert body.splitlines() == [
        fakes.FIRST,
        fakes.SECOND,
        fakes.THIRD,
        "وأوضح متحدث باسم NATO (الحلف) أن المركبة F-16، وهي قديمة، لن تعبره.",
        room.MINISTER,
    ]
    assert graph == {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": fakes.TITLE,
        "inLanguage": "ar",
        "datePublished": "2026-01-01T13:00:00+00:00",
        "dateline": "الوادي، 1 يناير (الوادي) —",
        "locationCreated": [{"@type": "Place", "name": "الوادي"}],
        "author": origin,
        "publisher": origin,
        "provider": portal,
        "sdPublisher": portal,
        "sourceOrganization": {"@type": "Organization", "name": "وكالة الوادي", "url": ORIGINAL},
        "isBasedOn": ORIGINAL,
        "mainEntityOfPage": ORIGINAL,
        "creditText": "وكالة الوادي",
        "copyrightHolder": origin,
        "copyrightNotice": "الحقوق محفوظة للناشر: وكالة الوادي. يُعرض هنا النص كاملًا (إذن مكتوب من الوكالة).",
        "copyrightYear": 2026,
        "usageInfo": "https://masdar.example/publishers",
        "isAccessibleForFree": True,
        "articleSection": "محليات",
        "description": "افتتاح الجسر الجديد فوق الوادي قبل موعده بشهرين.",
        "image": {
            "@type": "ImageObject",
            "url": f"https://masdar.example/picture/{newsroom.ids['agency']}/bridge.jpg",
            "width": 900,
            "height": 600,
            "caption": "الجسر الجديد قبيل افتتاحه",
            "creditText": "سالم المصور",
        },
    }


def test_writers_are_persons_and_each_stands_alone(newsroom: room.Room) -> None:
    release = fakes.release(fakes.article(1, bylines=("سالم المصور", "ليلى الكاتبة")))

    graph = graphs(shown(newsroom, release).body.decode())["NewsArticle"]

    assert graph["author"] == [
        {"@type": "Person", "name": "سالم المصور"},
        {"@type": "Person", "name": "ليلى الكاتبة"},
    ]


def test_a_correction_is_told(newsroom: room.Room) -> None:
    note = model.Note(at=fakes.NOON, text="كان الطول 820 مترا خطأ.")
    release = replace(fakes.release(fakes.article(1), status=model.ReleaseStatus.CORRECTED), notes=(note,))

    graph = graphs(shown(newsroom, release).body.decode())["NewsArticle"]

    assert graph["correction"] == [
        {
            "@type": "CorrectionComment",
            "text": "كان الطول 820 مترا خطأ.",
            "datePublished": "2026-01-01T12:00:00+00:00",
        }
    ]


def test_the_crumbs_of_an_article(newsroom: room.Room) -> None:
    steps = graphs(newsroom.article("agency"))["BreadcrumbList"]["itemListElement"]

    assert [(each["position"], each["name"]) for each in steps] == [
        (1, "الرئيسية"),
        (2, "محليات"),
        (3, fakes.TITLE),
    ]


def test_the_graph_of_a_story(newsroom: room.Room) -> None:
    text = newsroom.page("/story/{id}", id=newsroom.ids["agency"]).body.decode()
    graph = graphs(text)["CollectionPage"]

    parts = graph["hasPart"]
    assert graph["name"] == fakes.TITLE
    assert graph["publisher"]["name"] == room.SITE.name
    assert graph["datePublished"] <= graph["dateModified"]
    assert [each["publisher"]["name"] for each in parts] == ["وكالة الوادي", "وكالة الوادي"]
    assert parts[0]["isBasedOn"] == ORIGINAL
    assert links(text, "canonical")


def test_the_graph_of_a_source(newsroom: room.Room) -> None:
    text = newsroom.page("/source/{id}", id="daily").body.decode()

    assert graphs(text)["NewsMediaOrganization"] == {
        "@context": "https://schema.org",
        "@type": "NewsMediaOrganization",
        "name": "صحيفة اليوم المتخيل",
        "alternateName": ["Imaginary Daily"],
        "url": "https://daily.example/",
        "knowsLanguage": ["ar"],
        "address": {"@type": "PostalAddress", "addressCountry": "JO"},
        "subjectOf": {
            "@type": "WebPage",
            "url": "https://masdar.example/source/daily",
            "inLanguage": "ar",
        },
    }
    assert len(metas(text)["description"]) <= 160


def test_the_head_of_an_article(newsroom: room.Room) -> None:
    text = newsroom.article("agency")
    id, told = newsroom.ids["agency"], metas(text)

    assert re.search("<title>(.*)</title>", text, re.DOTALL)[1] == (  # type: ignore[index]
        f"{fakes.TITLE} — وكالة الوادي | {room.SITE.name}"
    )
    assert len(told["description"]) <= 160
    assert told["robots"] == "noindex, follow, max-image-preview:none"
    assert (told["tdm-reservation"], told["tdm-policy"]) == ("1", "https://masdar.example/publishers")
    assert told["og:title"] == fakes.TITLE
    assert told["og:url"].startswith(f"https://masdar.example/a/{id}/")
    assert told["og:locale"] == "ar_AR"
    assert told["article:published_time"] == "2026-01-01T13:00:00+00:00"
    assert told["og:image"] == f"https://masdar.example/picture/{id}/bridge.jpg"
    assert links(text, "via") == [ORIGINAL]
    assert links(text, "canonical") == []
    kinds = re.findall('<link rel="alternate" type="([^"]+)"', text)
    assert {"text/markdown", "application/json", "application/vnd.iptc.g2.newsitem+xml"} <= set(kinds)


@pytest.mark.parametrize(
    ("policy", "url", "robots", "canonical"),
    [
        (fakes.policy(), ORIGINAL, "noindex", None),
        (fakes.policy(index=model.IndexRule.CANONICAL), ORIGINAL, "index", ORIGINAL),
        (fakes.policy(index=model.IndexRule.CANONICAL), None, "noindex", None),
        (fakes.policy(index=model.IndexRule.INDEX), ORIGINAL, "index", "ours"),
        (
            fakes.policy(index=model.IndexRule.INDEX, signals=fakes.signals(noindex=True)),
            ORIGINAL,
            "noindex",
            None,
        ),
    ],
    ids=[
        "a copy",
        "by agreement",
        "by agreement, the original unknown",
        "our own",
        "our own, but noindex there",
    ],
)
def test_exactly_one_index_rule(
    newsroom: room.Room, policy: model.Policy, url: str | None, robots: str, canonical: str | None
) -> None:
    release = fakes.release(policy=policy)
    release = replace(release, credit=replace(release.credit, original_url=url))
    page = shown(newsroom, release)
    text = page.body.decode()
    expected = [metas(text)["og:url"]] if canonical == "ours" else [canonical] if canonical else []

    assert metas(text)["robots"].startswith(f"{robots}, follow")
    assert page.headers["x-robots-tag"] == metas(text)["robots"]
    assert links(text, "canonical") == expected


@settings(max_examples=60)
@given(policy=POLICIES)
def test_what_an_origin_reserves_is_repeated_downstream(newsroom: room.Room, policy: model.Policy) -> None:
    release = fakes.release(policy=policy)
    page = shown(newsroom, release)
    told = metas(page.body.decode())
    signals = release.policy.signals
    words = told["robots"].split(", ")

    assert page.headers["x-robots-tag"] == told["robots"]
    assert ("noai" in words) is signals.noai
    assert ("nosnippet" in words) is signals.nosnippet
    assert not signals.noindex or "noindex" in words
    assert ("noindex" in words) is (downstream.is_closed(release))
    assert not (links(page.body.decode(), "canonical") and "noindex" in words)
    if signals.noai or signals.tdm_reservation:
        assert page.headers["tdm-reservation"] == told["tdm-reservation"] == "1"
    if signals.noai:
        assert "ai-train=no" in page.headers["content-signal"]
    if signals.nosnippet:
        assert " data-nosnippet" in page.body.decode()


def test_pages_of_our_own_name_their_other_language(newsroom: room.Room) -> None:
    text = newsroom.page("/", "en").body.decode()

    assert links(text, "canonical") == ["https://masdar.example/en"]
    assert re.findall('<link rel="alternate" hreflang="(..)" href="([^"]+)"', text) == [
        ("ar", "https://masdar.example/"),
        ("en", "https://masdar.example/en"),
    ]
