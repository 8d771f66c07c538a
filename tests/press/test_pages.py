"""What is true of every page."""

import gzip
import itertools
import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from urllib.parse import unquote

import pytest

from masdar import model
from masdar.errors import ConfigError
from masdar.index import open_index
from masdar.press import assets, errors, links, machine, pages, rtl, search
from masdar.press import chain as chains
from masdar.press.view import Page
from masdar.store import open_store
from tests import fakes
from tests.press import room

ARTICLES = ("agency", "copy", "english", "mixed", "hostile", "gone")
# product paper, section 8, in bytes
HTML, CSS, FONTS, ALL = 15 * 1024, 10 * 1024, 30 * 1024, 60 * 1024


def every(newsroom: room.Room, language: str) -> Iterator[tuple[str, Page]]:
    """Each page of the table, with something on it."""
    agency = newsroom.ids["agency"]
    for name in ARTICLES:
        yield name, newsroom.page("/a/{id}", language, id=newsroom.ids[name])
    yield "missing", newsroom.page("/a/{id}", language, id="nosuch")
    yield "home", newsroom.page("/", language)
    yield "section", newsroom.page("/s/{section:path}", language, section="محليات")
    yield "sources", newsroom.page("/sources", language)
    yield "source", newsroom.page("/source/{id}", language, id="alwadi")
    yield "story", newsroom.page("/story/{id}", language, id=agency)
    yield "chain", newsroom.page("/chain/{id}", language, id=newsroom.ids["copy"])
    yield "versions", newsroom.page("/versions/{id}", language, id=agency)
    yield "copies", newsroom.page("/copies/{id}", language, id=agency)
    yield "beside", newsroom.page("/beside/{a}/{b}", language, a=agency, b=newsroom.ids["copy"])
    yield "search", newsroom.page("/search", language, q="الجسر NATO")
    yield "empty search", newsroom.page("/search", language, q="زرافة")
    for path in ("/about", "/corrections", "/publishers", "/privacy", "/accessibility", "/api"):
        yield path, newsroom.page(path, language)
    for name in ("place.sa", newsroom.minister):
        yield f"named {name}", newsroom.page("/t/{id}", language, id=name)
    yield "removal", newsroom.page("/removal", language, item=agency)
    yield "removal without address", newsroom.page("/removal", language, site=room.without_contact())


@pytest.fixture(scope="module", params=["ar", "en"])
def texts(newsroom: room.Room, request: pytest.FixtureRequest) -> dict[str, str]:
    return {name: page.body.decode("utf-8") for name, page in every(newsroom, request.param)}


def test_the_table_is_walked_whole(newsroom: room.Room) -> None:
    walked = {re.sub(r"^/en", "", unquote(page.path)).split("/")[1] for _, page in every(newsroom, "ar")}

    assert walked == {route.path.split("/")[1] for route in pages.PAGES}


def test_no_page_has_a_fault_of_direction(texts: dict[str, str]) -> None:
    assert {name: found for name, text in texts.items() if (found := rtl.page(text))} == {}


def test_each_page_has_one_h1_and_skips_no_heading(texts: dict[str, str]) -> None:
    for name, text in texts.items():
        levels = [int(level) for level in re.findall(r"<h([1-6])[ >]", text)]

        assert levels.count(1) == 1, name
        assert all(after - before <= 1 for before, after in itertools.pairwise(levels)), (
            name,
            levels,
        )


def test_ids_are_unique_and_labels_lead_to_them(texts: dict[str, str]) -> None:
    for name, text in texts.items():
        ids = re.findall(r'\sid="([^"]+)"', text)
        named = re.findall(r'(?:aria-labelledby|\sfor)="([^"]+)"', text)

        assert len(ids) == len(set(ids)), name
        assert set(named) <= set(ids), name


def test_pages_run_nothing_and_ask_nothing_of_others(texts: dict[str, str]) -> None:
    for name, text in texts.items():
        assert re.findall(r'<script(?! type="application/ld\+json")', text) == [], name
        assert re.findall(r'\sstyle="|\son\w+="|<style', text) == [], name
        assert re.findall(r'(?:src|srcset)="(?:https?:)?//', text) == [], name
        assert re.findall(r'rel="(?:stylesheet|preload|icon)"[^>]*href="http', text) == [], name


def test_every_page_has_a_title_with_the_name_of_the_site(texts: dict[str, str]) -> None:
    for name, text in texts.items():
        found = re.search("<title>(.*?)</title>", text, re.DOTALL)

        assert found is not None, name
        assert room.SITE.name in found[1], name


def test_links_of_the_footer_lead_to_pages(newsroom: room.Room, texts: dict[str, str]) -> None:
    known = {route.path for route in pages.PAGES} | {route.path for route in machine.MACHINE}
    footer = texts["home"].partition("<footer")[2]

    for path in re.findall(r'href="(/[^"]*)"', footer):
        assert (re.sub("^/en(?=/|$)", "", path) or "/") in known


def test_every_page_has_a_digest_and_the_same_page_the_same(newsroom: room.Room) -> None:
    one = newsroom.page("/a/{id}", id=newsroom.ids["agency"])
    two = newsroom.page("/a/{id}", id=newsroom.ids["agency"])

    assert one.etag
    assert one == two


def test_an_article_keeps_to_the_budgets(texts: dict[str, str]) -> None:
    files = assets.every().values()
    page = len(gzip.compress(texts["agency"].encode()))
    css = sum(len(gzip.compress(each.body)) for each in files if each.path.endswith(".css"))
    fonts = sum(len(each.body) for each in files if each.path.endswith(".woff2"))

    assert page <= HTML
    assert css <= CSS
    assert fonts <= FONTS
    assert page + css + fonts <= ALL


def test_eastern_digits_stand_in_our_words_and_not_in_quoted_text(newsroom: room.Room) -> None:
    site = replace(room.SITE, digits="eastern")

    text = newsroom.article("agency", site=site)

    assert "١ يناير ٢٠٢٦" in text
    assert "F-16" in text
    assert '<span class="dateline">الوادي، 1 يناير (الوادي) —</span>' in text


def test_readers_are_led_to_the_sections_of_their_own_script(tmp_path: Path) -> None:
    with open_store(tmp_path) as store, closing(open_index(tmp_path)) as index:
        with store.writing() as writing:
            writing.put_releases(
                [
                    fakes.release(fakes.article(1, section="محليات")),
                    fakes.release(fakes.article(2, section="Politics", language="en", title="A bridge")),
                ]
            )
        small = room.Room(store, index)

        def led_to(language: str) -> set[str]:
            text = small.page("/about", language).body.decode("utf-8")
            return {unquote(found) for found in re.findall(r'href="(?:/en)?/s/([^"]+)"', text)}

        assert led_to("ar") == {"محليات"}
        assert led_to("en") == {"Politics"}


def test_the_front_page_shows_no_text_twice_and_nothing_withdrawn(newsroom: room.Room) -> None:
    text = newsroom.page("/").body.decode()

    shown = re.findall(r'<h3><a href="/a/([^/"]+)', text)

    assert len(shown) == len(set(shown))
    assert not {newsroom.ids["agency"], newsroom.ids["copy"]} <= set(shown)
    assert newsroom.ids["gone"] not in shown


def test_a_story_tells_who_told_it_in_the_order_of_time(newsroom: room.Room) -> None:
    text = newsroom.page("/story/{id}", id=newsroom.ids["agency"]).body.decode()

    assert text.index("وكالة الوادي</bdi></b>") < text.index("صحيفة اليوم المتخيل</bdi></b>")
    assert "مصدران" in text


def test_a_chain_shows_each_hand_with_its_evidence(newsroom: room.Room) -> None:
    text = newsroom.page("/chain/{id}", id=newsroom.ids["copy"]).body.decode()

    hands = re.findall("<h2><bdi>(.*?)</bdi></h2>", text)

    assert hands == ["وكالة الوادي", "بوابة السوق", "صحيفة اليوم المتخيل", room.SITE.name]
    assert "منقول عن" in text


def test_a_chain_is_told_in_the_words_of_its_readers(newsroom: room.Room) -> None:
    article = fakes.article(2, source="daily")

    def said(says: model.Says, value: str, basis: model.Basis, where: str) -> model.Claim:
        evidence = model.Evidence(basis=basis, quote="", where=where, capture=article.capture)
        return replace(fakes.claim(article), says=says, value=value, evidence=evidence)

    claims = (
        said(model.Says.PUBLISHED_BY, "daily", model.Basis.ADDRESS, "address"),
        said(model.Says.WIRED_BY, "REUTERS", model.Basis.DATELINE, "dateline"),
        said(model.Says.FIRST_PUBLISHED_AT, "2026-01-01T13:00:00+04:00", model.Basis.META, "meta[name=date]"),
        said(
            model.Says.REPUBLISHED_FROM,
            "alwadi",
            model.Basis.TEXT_OVERLAP,
            "the agency's own page, 92% of the shorter text shared",
        ),
    )
    chain = fakes.chain(article, fakes.link("صحيفة اليوم المتخيل", claims=claims))
    release = fakes.release(article, chain=chain)

    with newsroom.view() as view:
        text = chains.shown(view, release).body.decode()
    listed = re.findall(r"<li>(<b>.*?)(?:<q>|</li>)", text)

    assert [re.sub("<[^>]+>", "", each) for each in listed] == [
        "الناشر: صحيفة اليوم المتخيل (عنوان الصفحة)",
        "الوكالة: وكالة رويترز (سطر التأريخ)",
        "النشر الأول: 1 يناير 2026، 13:00 (غرينتش+4) (بيانات الصفحة الوصفية؛ meta[name=date])",
        "منقول عن: وكالة الوادي (تشابه النص؛ صفحة الوكالة نفسها، والمشترك 92% من النص الأقصر)",
    ]


def test_a_chain_can_be_had_as_json(newsroom: room.Room) -> None:
    page = newsroom.page("/chain/{id}.json", id=newsroom.ids["copy"])

    assert page.media_type == "application/json"
    assert "بوابة السوق".encode() in page.body


def test_a_search_marks_words_as_they_are_written(newsroom: room.Room) -> None:
    text = newsroom.page("/search", q="جسر").body.decode()

    assert "<mark>الجسر</mark>" in text


def test_a_search_can_be_narrowed_to_a_source(newsroom: room.Room) -> None:
    every = _found(newsroom.page("/search", q="الجسر"))
    some = _found(newsroom.page("/search", q="الجسر", source="daily"))

    assert some
    assert newsroom.ids["near0"] in some
    assert newsroom.ids["mixed"] in every - some


def test_a_search_can_be_narrowed_to_days(newsroom: room.Room) -> None:
    assert _found(newsroom.page("/search", q="الجسر", after="2026-01-01"))
    assert not _found(newsroom.page("/search", q="الجسر", before="2025-12-31"))


def test_the_newest_can_stand_first(newsroom: room.Room) -> None:
    text = newsroom.page("/search", q="الجسر", sort="newest").body.decode()

    times = [datetime.fromisoformat(at) for at in re.findall(r'<p class="meta">.*?datetime="([^"]+)"', text)]

    assert len(times) > 2
    assert times == sorted(times, reverse=True)


def _found(page: Page) -> set[str]:
    return set(re.findall(r'<h2><a href="/a/([^/"]+)', page.body.decode()))


def test_a_hostile_question_stays_text(newsroom: room.Room) -> None:
    text = newsroom.page("/search", q='"><script>alert(1)</script> AND (').body.decode()

    assert "<script>alert" not in text


def test_a_removal_page_names_only_items_that_exist(newsroom: room.Room) -> None:
    assert newsroom.ids["agency"] in newsroom.page("/removal", item=newsroom.ids["agency"]).body.decode()
    assert "nosuch" not in newsroom.page("/removal", item="nosuch").body.decode()


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        pytest.param("الرُّباعية تجتمع!", "الرباعية-تجتمع", id="without marks"),
        pytest.param("بلوغ نهائي الكأس", "بلوغ-نهائي-الكأس", id="with the seats of hamza"),
        pytest.param("", "", id="nothing"),
        pytest.param("؟!", "", id="no words"),
        pytest.param("كلمة " * 30, "-".join(["كلمة"] * 12), id="at most sixty letters"),
        pytest.param("NATO: قمة 2026", "nato-قمة-2026", id="mixed"),
    ],
)
def test_the_name_in_an_address(title: str, expected: str) -> None:
    assert links.slug(title) == expected


def test_a_place_in_a_list_is_read_again() -> None:
    mark = links.mark(room.NOW, "abc")

    assert links.key(mark) == (room.NOW, "abc")
    assert links.key("nonsense") is None
    assert links.key("2026-01-01~x") is None


@pytest.mark.parametrize("zone", ["Nowhere/City", "", "../etc/passwd"])
def test_a_zone_that_is_none_is_refused_at_start(zone: str) -> None:
    with pytest.raises(ConfigError, match=r"site\.zone"):
        replace(room.SITE, zone=zone)


def test_what_was_altered_is_listed_with_its_label_and_its_reason(newsroom: room.Room) -> None:
    text = newsroom.page("/corrections").body.decode()

    assert f"/a/{newsroom.ids['gone']}/" in text
    assert f"/a/{newsroom.ids['mixed']}/" in text
    assert f"/a/{newsroom.ids['agency']}/" not in text
    assert "سُحب" in text
    assert "صُحّح" in text


def test_one_kind_of_alteration_can_be_asked_for(newsroom: room.Room) -> None:
    text = newsroom.page("/corrections", status="withdrawn").body.decode()

    assert f"/a/{newsroom.ids['gone']}/" in text
    assert f"/a/{newsroom.ids['mixed']}/" not in text


def test_a_label_leads_to_what_changed(newsroom: room.Room) -> None:
    text = newsroom.article("mixed").partition('<p class="status">')[2].partition("</p>")[0]

    assert f'<a href="/versions/{newsroom.ids["mixed"]}">ما الذي تغيّر</a>' in text


@pytest.mark.parametrize("sort", ["", "newest"])
def test_results_are_paged_by_the_last_one_seen(
    newsroom: room.Room, monkeypatch: pytest.MonkeyPatch, sort: str
) -> None:
    def found(page: Page) -> list[str]:
        return re.findall(r'<h2><a href="/a/(\w+)/', page.body.decode())

    whole = found(newsroom.page("/search", q="الجسر", sort=sort))
    monkeypatch.setattr(search, "_LIMIT", 2)
    walked: list[str] = []
    more: str | None = ""
    while more is not None:
        page = newsroom.page("/search", q="الجسر", sort=sort, past=more)
        walked += found(page)
        further = re.search(r'href="/search\?[^"]*past=([^"&]+)', page.body.decode())
        more = further[1] if further else None

    assert len(whole) > 2
    assert walked == whole


def test_a_page_for_when_nothing_can_be_read(newsroom: room.Room) -> None:
    for language in ("ar", "en"):
        page = errors.closed(room.SITE, language, "/sources")
        text = page.body.decode()

        assert page.status == 503
        assert page.headers["retry-after"] == "60"
        assert rtl.page(text) == ()
        assert ("مغلق لحظات" if language == "ar" else "Closed for a moment") in text


def test_what_a_law_forbids_is_451_and_says_so(newsroom: room.Room) -> None:
    release = fakes.release(fakes.article(1), status=model.ReleaseStatus.WITHDRAWN)
    with newsroom.view() as view:
        page = errors.withdrawn(view, "/a/x", replace(release, law=True))
    text = page.body.decode()

    assert page.status == 451
    assert 'rel="blocked-by"' in page.headers["link"]
    assert "لسبب قانوني" in text
    assert rtl.page(text) == ()


def test_the_pages_about_the_site_tell_its_settings(newsroom: room.Room) -> None:
    site = replace(
        room.SITE, agent="wadibot", pause=2.0, zone="Asia/Muscat", operator="بيت الأخبار", collapse=False
    )

    publishers = newsroom.page("/publishers", site=site).body.decode()
    about = newsroom.page("/about", site=site).body.decode()

    assert "User-agent: wadibot" in publishers
    assert "ثانيتان على الأقل" in publishers
    assert "desk@masdar.example" in publishers
    assert "3 مصادر" in about
    assert "مسقط" in about
    assert "بيت الأخبار" in about
    assert "كل نسخ النص" in about


def test_the_hijri_day_stands_beside_the_common_one_where_it_is_wanted(newsroom: room.Room) -> None:
    site = replace(room.SITE, hijri=True, digits="eastern")

    home = newsroom.page("/", site=site).body.decode()
    article = newsroom.article("agency", site=site)

    assert "١٣ رجب ١٤٤٧ هـ" in home
    assert "١٢ رجب ١٤٤٧ هـ" in article
    assert "هـ" not in newsroom.article("agency")
