"""One page of the demo, as it is served, element by element: the portal's copy that follows its agency.

The numbers are those of the order in which an article's page is read, from the skip link to the footer.
"""

import json
import re
from dataclasses import dataclass

import pytest

from masdar import demo
from masdar.markup import tree
from masdar.press import rtl
from masdar.press.view import Site
from masdar.web import asgi
from tests.demo.walking import Walk
from tests.web.asgi import Answer, ask

PORTAL, AGENCY = "tal-rihan/77310", "sariya/40117"
SITE = Site(name="مصدر: عرض تجريبي", base_url="https://masdar.example", zone="Asia/Muscat")
ORIGINAL = demo.newsroom().url(AGENCY)
TITLE = "مرسى النخيل يفتتح رصيفا شرقيا لسفن الحاويات بطول 620 مترا"
CAPTION = "رافعات الرصيف الشرقي في مرسى النخيل قبيل وصول أول سفينة تجريبية صباح الخميس"


def served(walk: Walk, key: str) -> Answer:
    site = asgi.make_asgi(walk.app.store, walk.app.index, SITE, walk.app.home, clock=walk.app.now)
    path = f"/a/{walk.outcome.kept[key][0]}"
    answer = ask(site, path)
    return ask(site, answer.headers["location"]) if answer.status in (301, 308) else answer


@dataclass(frozen=True)
class Served:
    """A page that was served, and what stands on it."""

    id: str
    source: str
    root: tree.Node

    def all(self, selector: str) -> list[str]:
        return [tree.text(each) for each in tree.select(self.root, selector)]

    def one(self, selector: str) -> str:
        (found,) = self.all(selector)
        return found

    def attrs(self, selector: str, name: str) -> list[str]:
        return [tree.attr(each, name) for each in tree.select(self.root, selector)]

    def attr(self, selector: str, name: str) -> str:
        (found,) = self.attrs(selector, name)
        return found


@pytest.fixture(scope="session")
def page(walk: Walk) -> Served:
    answer = served(walk, PORTAL)
    assert answer.status == 200
    return Served(walk.outcome.kept[PORTAL][0], answer.text, tree.parse(answer.text))


def test_1_the_skip_link_comes_first(page: Served) -> None:
    assert page.all("body a")[0] == "تجاوز إلى المحتوى"
    assert page.attrs("body a", "href")[0] == "#main"
    assert len(page.all("main#main")) == 1


def test_2_navigation_leads_home_to_sections_and_to_the_search(page: Served) -> None:
    said = page.all("header nav a")

    assert said[0] == "الرئيسية"
    assert {"اقتصاد", "محليات", "المصادر"} <= set(said)
    assert page.attr("header nav form", "action") == "/search"


def test_3_crumbs_tell_where_the_page_stands(page: Served) -> None:
    graphs = [json.loads(each) for each in page.all('script[type="application/ld+json"]')]

    assert page.all("nav.crumbs li") == ["الرئيسية", "اقتصاد", TITLE]
    assert "BreadcrumbList" in {each["@type"] for each in graphs}


def test_4_there_is_one_headline_in_its_own_direction(page: Served) -> None:
    assert page.one("h1") == TITLE
    assert (page.attr("h1", "lang"), page.attr("h1", "dir")) == ("ar", "rtl")


def test_5_the_origin_stands_under_the_headline(page: Served) -> None:
    assert page.one(".origin b") == "وكالة سارية للأنباء"
    assert (page.one(".origin a.original"), page.attr(".origin a.original", "href")) == (
        "اقرأ الأصل",
        ORIGINAL,
    )
    assert page.one(".origin a.hands") == "نقلًا عن وكالة سارية للأنباء عبر بوابة تل الريحان الإخبارية"


def test_6_the_label_says_that_it_was_corrected(page: Served) -> None:
    assert page.one(".status strong") == "صُحّح"
    assert page.attr(".status time", "datetime").startswith("2026-11-20T")


def test_7_three_times_with_their_offsets(page: Served) -> None:
    said = [each.partition(":")[0] for each in page.all("ul.times li")]

    assert said == ["نُشر عند المصدر", "نُقل إلى هنا", "آخر تحقق"]
    assert page.attrs("ul.times time", "datetime") == [
        "2026-11-19T10:42:17+04:00",
        "2026-11-20T10:00+04:00",
        "2026-11-20T16:00+04:00",
    ]


def test_8_the_picture_has_its_size_and_no_second_caption(page: Served) -> None:
    found = [page.attr("figure.lead img", name) for name in ("src", "width", "height", "alt")]

    assert re.fullmatch(rf"/picture/{page.id}/[a-z0-9]{{24}}\.webp", found[0] or "")
    assert found[1:] == ["640", "360", ""]


def test_9_the_caption_is_printed_once_and_the_credit_beside_it(page: Served) -> None:
    assert page.one("figure.lead figcaption span") == CAPTION
    assert page.one("figure.lead figcaption small") == "تصوير: يوسف القصباوي/سارية"
    assert page.one("body").count(CAPTION) == 1


def test_10_the_dateline_opens_the_first_paragraph(page: Served) -> None:
    assert page.one(".dateline") == "مرسى النخيل، 19 نوفمبر (سارية) —"
    assert page.all(".body p")[0].startswith("مرسى النخيل، 19 نوفمبر (سارية) — افتتحت سلطة الموانئ")


def test_11_the_body_stands_whole_as_its_policy_allows(page: Served) -> None:
    paragraphs = page.all(".body p")

    assert len(paragraphs) == 7
    assert paragraphs[1].startswith("وقال المدير العام للسلطة")
    assert paragraphs[-1].startswith("تصحيح: طول الرصيف 620 مترا")
    assert page.all(".more") == []


def test_12_the_end_mark_is_not_printed(page: Served) -> None:
    assert "انتهى" not in page.one("main")


def test_13_a_desks_address_may_stand_and_no_placeholder_does(page: Served) -> None:
    assert page.all(".body p")[-1].endswith("desk@sariya.example")
    assert "protected" not in page.source
    assert "cf_email" not in page.source


def test_14_the_source_block_is_filled_in(page: Served) -> None:
    block = dict(zip(page.all(".source dt"), page.all(".source dd"), strict=True))

    assert page.one(".source h2") == "المصدر"
    assert block.pop("البصمة") in page.attr(".source code", "title")
    assert block == {
        "الناشر": "وكالة سارية للأنباء",
        "الكاتب": "ليلى المرساوي",
        "الرابط الأصلي": ORIGINAL,
        "نُشر أول مرة": "19 نوفمبر 2026، 10:42 (غرينتش+4)",
        "أُخذ عن": "بوابة تل الريحان الإخبارية، عبر صفحة الخبر",
        "حقوق النشر": (
            "الحقوق محفوظة للناشر: وكالة سارية للأنباء. يُعرض هنا النص كاملًا (نص مبتكر خاص بالعرض التجريبي)."
        ),
        "سياسة النقل": "نص كامل، والسند: نص مبتكر خاص بالعرض التجريبي",
        "السلسلة": "سلسلة الإسناد",
    }
    assert page.attr(".source .chain-link a", "href") == f"/chain/{page.id}"


def test_15_the_disclaimer_names_whose_opinion_it_is(page: Served) -> None:
    assert page.one(".disclaimer").startswith("هذه المادة منقولة عن مصدرها المذكور أعلاه")


def test_16_a_report_takes_the_articles_number_along(page: Served) -> None:
    assert page.one(".report") == "أبلغ عن خطأ أو اطلب التصحيح أو الإزالة"
    assert page.attr(".report a", "href") == f"/removal?item={page.id}"


def test_17_what_is_handed_on_carries_the_origin_and_no_foreign_script(page: Served) -> None:
    assert page.all(".share li") == ["البريد", "واتساب", "تيليغرام"]
    assert all(each in page.one(".copy") for each in (TITLE, "وكالة سارية للأنباء", ORIGINAL))
    assert [each for each in page.attrs("script", "src") if each and not each.startswith("/")] == []


def test_18_the_story_says_how_many_tell_it_and_who_did_first(page: Served) -> None:
    assert page.one("aside.story .title") == TITLE
    assert page.one("aside.story .meta").startswith(
        "6 مصادر · أولها: وكالة سارية للأنباء، 19 نوفمبر 2026، 10:42"
    )
    assert page.attr("aside.story a", "href").startswith("/story/")


def test_19_related_articles_name_their_origins_and_times_and_are_no_copies(page: Served) -> None:
    titles = page.all(".related h3")

    assert 3 <= len(titles) <= 6
    assert len(page.all(".related .meta b")) == len(page.all(".related .meta time")) == len(titles)
    assert len({TITLE, *titles}) == len(titles) + 1


def test_20_a_plain_link_leads_to_the_top(page: Served) -> None:
    assert (page.one(".up"), page.attr(".up a", "href")) == ("العودة إلى الأعلى", "#top")
    assert page.attr("body", "id") == "top"


def test_21_the_footer_leads_to_what_a_site_owes(page: Served) -> None:
    owed = {"/about", "/sources", "/removal", "/privacy", "/feed.xml"}

    assert owed <= set(page.attrs("footer.foot a", "href"))
    assert "English" in page.all("footer.foot a")


def test_they_stand_in_this_order(page: Served) -> None:
    marks = [
        'class="skip"', "<header", 'class="crumbs"', "<h1", 'class="origin"', 'class="status"', 'class="times"',
        'class="lead', "<figcaption>", 'class="dateline"', "افتتحت سلطة الموانئ", "desk@sariya", 'class="source"',
        'class="disclaimer"', 'class="report"', 'class="share"', 'class="story"', 'class="related"', 'class="up"',
        "<footer",
    ]  # fmt: skip
    places = [page.source.index(mark, page.source.index("<body")) for mark in marks]

    assert places == sorted(places)


def test_what_was_taken_back_answers_410_and_says_so(walk: Walk) -> None:
    answer = served(walk, "qasab/5530")
    root = tree.parse(answer.text)

    assert answer.status == 410
    assert [tree.text(each) for each in tree.select(root, ".status strong")] == ["سُحب"]
    assert "علمت «القصب» أن الدراسة" not in answer.text


@pytest.mark.parametrize(
    "path",
    [
        pytest.param("/", id="home"),
        pytest.param("/source/qasab", id="source"),
        pytest.param("/s/محليات", id="section"),
        pytest.param("/search?q=تعليق الدراسة أسبوعا", id="search"),
        pytest.param("/feed.xml", id="feed"),
    ],
)
def test_what_was_taken_back_is_found_nowhere(walk: Walk, path: str) -> None:
    site = asgi.make_asgi(walk.app.store, walk.app.index, SITE, walk.app.home, clock=walk.app.now)

    id, title = walk.outcome.kept["qasab/5530"]

    answer = ask(site, path)

    assert answer.status == 200
    assert f"/a/{id}" not in answer.text
    assert title not in answer.text


def test_a_text_that_names_nobody_calls_its_original_unknown(walk: Walk) -> None:
    answer = served(walk, "tal-rihan/77171")
    root = tree.parse(answer.text)
    block = dict(
        zip(
            (tree.text(each) for each in tree.select(root, ".source dt")),
            (tree.text(each) for each in tree.select(root, ".source dd")),
            strict=True,
        )
    )

    assert tree.select(root, ".origin a.original") == []
    assert "روى سكان" not in answer.text
    assert "لم يُذكر مصدر هذه المادة" in block["حقوق النشر"]
    assert block["الرابط الأصلي"].startswith("غير معروف")
    assert block["أُخذ عن"].startswith("بوابة تل الريحان الإخبارية")


@pytest.mark.parametrize("language", ["", "/en"])
def test_every_page_of_the_demo_has_its_directions_right(walk: Walk, language: str) -> None:
    site = asgi.make_asgi(walk.app.store, walk.app.index, SITE, walk.app.home, clock=walk.app.now)
    ids = [id for id, _ in walk.outcome.kept.values()]
    paths = ["/", "/sources", "/search?q=السيول", *(f"/source/{id}" for id in walk.outcome.sources)]
    paths += [f"/chain/{id}" for id in ids] + [f"/a/{id}" for id in ids]
    found: list[tuple[str, str]] = []
    for path in paths:
        answer = ask(site, (language + path).removesuffix("/") or "/")
        if answer.status in (301, 308):
            answer = ask(site, answer.headers["location"])
        assert answer.status in (200, 410)
        found += [(path, f"{each.rule}: {each.what}") for each in rtl.page(answer.text)]

    assert found == []


def test_a_chain_calls_hands_by_their_names(walk: Walk) -> None:
    site = asgi.make_asgi(walk.app.store, walk.app.index, SITE, walk.app.home, clock=walk.app.now)
    root = tree.parse(ask(site, f"/chain/{walk.outcome.kept['ghusn/9015'][0]}").text)
    said = [tree.text(each) for each in tree.select(root, ".claims li > bdi")]

    assert said == ["وكالة سارية للأنباء", "بوابة تل الريحان الإخبارية", "شبكة غصن"]
