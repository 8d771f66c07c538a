"""The page that the product is known by."""

import json
import re
from dataclasses import replace
from typing import Any

import pytest

from masdar import model, ports
from masdar.press import article, links, related
from masdar.press.view import View
from tests import fakes
from tests.press import room

# product paper, section 3: what marks each element of the page, in its order
ORDER = (
    ("skip link", "تجاوز إلى المحتوى"),
    ("navigation", ">الرئيسية<"),
    ("breadcrumb", 'class="crumbs"'),
    ("headline", "<h1 "),
    ("origin line", 'class="origin"'),
    ("times", 'class="times"'),
    ("lead picture", '<figure class="lead'),
    ("caption", "<figcaption>"),
    ("dateline", 'class="dateline"'),
    ("body", "افتتح رئيس بلدية"),
    ("source block", '<h2 id="source">المصدر</h2>'),
    ("disclaimer", 'class="disclaimer"'),
    ("report link", "أبلغ عن خطأ أو اطلب التصحيح أو الإزالة"),
    ("share", '<h2 id="share">'),
    ("story box", '<aside class="story"'),
    ("related", "مقالات ذات صلة"),
    ("to the top", "العودة إلى الأعلى"),
    ("footer", "<footer"),
)
DISCLAIMER = (
    "هذه المادة منقولة عن مصدرها المذكور أعلاه ولا تعبّر بالضرورة عن رأي إدارة الموقع، "
    "والمسؤولية عن مضمونها تقع على الناشر الأصلي."
)


def test_the_elements_stand_in_the_order_of_the_product_paper(newsroom: room.Room) -> None:
    text = newsroom.article("agency").partition("<body")[2]

    places = [(text.find(mark), name) for name, mark in ORDER]

    assert [name for at, name in places if at < 0] == []
    assert places == sorted(places)


def test_the_origin_stands_directly_under_the_headline(newsroom: room.Room) -> None:
    text = newsroom.article("copy")

    _, _, after = text.partition("</h1>")

    assert after.lstrip().startswith('<p class="origin">')
    assert "عن <b><bdi>وكالة الوادي</bdi></b>" in after
    assert "اقرأ الأصل" in after
    assert "نقلًا عن <bdi>وكالة الوادي</bdi> عبر <bdi>بوابة السوق</bdi>" in after


def test_a_text_of_one_hand_names_no_other(newsroom: room.Room) -> None:
    assert "نقلًا عن" not in newsroom.article("agency")


@pytest.mark.parametrize(
    "label", ["الناشر", "الرابط الأصلي", "نُشر أول مرة", "أُخذ عن", "حقوق النشر", "سياسة النقل", "البصمة"]
)
def test_the_source_block_has_its_labels(newsroom: room.Room, label: str) -> None:
    assert f"<dt>{label}</dt>" in _source(newsroom.article("agency"))


def test_no_label_stands_over_an_unknown_author(newsroom: room.Room) -> None:
    assert "الكاتب" not in _source(newsroom.article("agency"))


def test_the_original_link_is_the_whole_address(newsroom: room.Room) -> None:
    block = _source(newsroom.article("agency"))

    assert 'href="https://alwadi.example/news/1"' in block
    assert '<bdi dir="ltr">https://alwadi.example/news/1</bdi>' in block


def test_an_unknown_address_is_said_to_be_unknown_beside_the_host(newsroom: room.Room) -> None:
    release = fakes.release(fakes.article(9))
    nameless = replace(release, credit=replace(release.credit, original_url=None))

    text = _shown(newsroom, nameless)

    assert "<dt>الرابط الأصلي</dt>\n<dd>غير معروف · <a " in text
    assert '<bdi dir="ltr">alwadi.example</bdi>' in _source(text)
    assert "اقرأ الأصل" not in text


def test_the_disclaimer_is_that_of_the_product_paper(newsroom: room.Room) -> None:
    assert f'<p class="disclaimer">{DISCLAIMER}</p>' in newsroom.article("agency")


def test_a_site_may_word_its_own_disclaimer(newsroom: room.Room) -> None:
    text = newsroom.article("agency", site=replace(room.SITE, disclaimer="نص آخر."))

    assert '<p class="disclaimer">نص آخر.</p>' in text


def test_a_caption_is_printed_once_and_the_picture_says_no_more(newsroom: room.Room) -> None:
    text = newsroom.article("agency")
    body = text.partition("<body")[2]

    assert body.count("الجسر الجديد قبيل افتتاحه") == 1
    assert "تصوير: <bdi>سالم المصور</bdi>" in body
    path = f"/picture/{newsroom.ids['agency']}/bridge.jpg"
    assert f'<img src="{path}" width="900" height="600" alt=""' in body


@pytest.mark.parametrize("credit", ["سالم المصور", "تصوير: سالم المصور", "Photo: سالم المصور"])
def test_a_credit_is_labelled_once(newsroom: room.Room, credit: str) -> None:
    of = fakes.article(8, image=model.Image(url=room.PICTURE, credit=credit))

    text = _shown(newsroom, fakes.release(of, policy=room.FULL))

    assert "<small>تصوير: <bdi>سالم المصور</bdi></small>" in text


def test_a_picture_in_the_text_has_its_own_caption_and_credit(newsroom: room.Room) -> None:
    shot = model.Image(url=room.PICTURE, caption="The bridge at night", credit="سالم المصور")
    of = fakes.article(
        8,
        blocks=(
            *fakes.paragraphs(fakes.FIRST, fakes.SECOND),
            model.Block(kind=model.BlockKind.FIGURE, image=shot),
            *fakes.paragraphs(fakes.THIRD),
        ),
    )

    body = _shown(newsroom, fakes.release(of, policy=room.FULL)).partition('class="body"')[2]

    assert f'<img src="/picture/{of.id}/bridge.jpg" width="900" height="600" alt="" loading="lazy">' in body
    assert '<span lang="en" dir="ltr">The bridge at night</span>' in body
    assert "<small>تصوير: <bdi>سالم المصور</bdi></small>" in body


def test_a_picture_that_we_do_not_hold_is_not_linked(newsroom: room.Room) -> None:
    of = fakes.article(8, image=model.Image(url="https://alwadi.example/other.jpg", caption="صورة أخرى"))

    text = _shown(newsroom, fakes.release(of, policy=room.FULL))

    assert "other.jpg" not in text
    assert "<img" not in text
    assert text.count("صورة أخرى") == 1


def test_the_dateline_opens_the_first_paragraph_on_its_line(newsroom: room.Room) -> None:
    text = newsroom.article("agency")

    assert re.search(r'<p><span class="dateline">الوادي، 1 يناير \(الوادي\) —</span> افتتح', text)
    assert text.partition('class="body"')[2].count("1 يناير (الوادي)") == 1


def test_an_end_mark_is_not_printed(newsroom: room.Room) -> None:
    assert "(انتهى)" not in newsroom.article("agency")


def test_an_excerpt_leads_on_to_its_source(newsroom: room.Room) -> None:
    text = newsroom.article("copy")

    assert "تتمة الخبر في المصدر" in text
    assert fakes.THIRD not in text


def test_a_full_text_is_whole(newsroom: room.Room) -> None:
    text = newsroom.article("agency")

    assert "تتمة الخبر في المصدر" not in text
    assert fakes.THIRD in text


def test_a_status_is_shown_only_where_there_is_one(newsroom: room.Room) -> None:
    assert "<strong>صُحّح</strong>" in newsroom.article("mixed")
    assert 'class="status"' not in newsroom.article("agency")


def test_related_is_not_printed_when_empty(newsroom: room.Room) -> None:
    release = fakes.release(fakes.article(7))

    assert "مقالات ذات صلة" not in _shown(newsroom, release)


def test_a_text_to_copy_carries_origin_and_address(newsroom: room.Room) -> None:
    copied = newsroom.article("copy").partition('class="copy"')[2].partition("</p>")[0]

    assert "المصدر: وكالة الوادي" in copied
    assert "https://alwadi.example/news/1" in copied


def test_what_a_title_says_is_text(newsroom: room.Room) -> None:
    text = newsroom.article("hostile")

    assert "<script>alert" not in text
    assert "alert(1)" in text


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "http://[", "//", "https:"])
def test_only_addresses_of_the_web_are_linked(newsroom: room.Room, url: str) -> None:
    article = fakes.article(9, url=url)
    policy = model.Policy(signals=model.Signals(license=url))
    chain = fakes.chain(article, fakes.link(url=url, home=url))

    text = _shown(newsroom, fakes.release(article, policy=policy, chain=chain))

    assert f'href="{url}"' not in text
    assert "<dt>الرابط الأصلي</dt>\n<dd>غير معروف</dd>" in text


def test_json_ld_names_the_origin_as_publisher_and_us_as_provider(newsroom: room.Room) -> None:
    graph = _graph(newsroom.article("copy"))

    assert graph["@type"] == "NewsArticle"
    assert graph["publisher"]["name"] == "وكالة الوادي"
    assert graph["provider"]["name"] == graph["sdPublisher"]["name"] == room.SITE.name
    assert graph["isBasedOn"] == graph["mainEntityOfPage"] == "https://alwadi.example/news/1"
    assert "articleBody" not in graph


def test_json_ld_of_a_hostile_title_stays_data(newsroom: room.Room) -> None:
    assert _graph(newsroom.article("hostile"))["headline"] == room.HOSTILE


@pytest.mark.parametrize(
    ("policy", "robots", "canonical"),
    [
        pytest.param(model.Policy(), "noindex", None, id="copies are not indexed"),
        pytest.param(
            model.Policy(index=model.IndexRule.CANONICAL),
            "index",
            "https://alwadi.example/news/9",
            id="by agreement",
        ),
        pytest.param(
            model.Policy(index=model.IndexRule.INDEX), "index", "https://masdar.example/a/", id="own"
        ),
        pytest.param(
            model.Policy(index=model.IndexRule.INDEX, signals=model.Signals(noindex=True)),
            "noindex",
            None,
            id="the stricter signal wins",
        ),
    ],
)
def test_one_index_rule_of_three(
    newsroom: room.Room, policy: model.Policy, robots: str, canonical: str | None
) -> None:
    text = _shown(newsroom, fakes.release(fakes.article(9), policy=policy))

    assert f'<meta name="robots" content="{robots}, ' in text
    found = re.search('<link rel="canonical" href="([^"]*)"', text)
    assert (found[1] if found else None) == canonical or (
        found and canonical and found[1].startswith(canonical)
    )


def test_reservations_are_repeated(newsroom: room.Room) -> None:
    signals = model.Signals(noai=True, nosnippet=True, tdm_reservation=True)
    release = fakes.release(fakes.article(9), policy=model.Policy(signals=signals))

    with newsroom.view() as seen:
        page = article.shown(seen, release)

    assert page.headers["tdm-reservation"] == "1"
    assert "noai" in page.headers["x-robots-tag"]
    assert "data-nosnippet" in page.body.decode()


def test_a_wrong_name_leads_to_the_right_one(newsroom: room.Room) -> None:
    id = newsroom.ids["agency"]

    with newsroom.view() as seen:
        wrong = article.article(seen, id=id, slug="شيء-آخر")

    assert wrong.status == 308
    assert wrong.headers["location"].startswith(f"/a/{id}/")


def test_an_article_is_found_by_the_address_of_its_origin(newsroom: room.Room) -> None:
    with newsroom.view() as seen:
        page = article.article(seen, id="https://alwadi.example/news/1")

    assert page.status == 308


def test_a_withdrawn_article_is_gone_but_says_why(newsroom: room.Room) -> None:
    page = newsroom.page("/a/{id}", id=newsroom.ids["gone"])
    text = page.body.decode()

    assert page.status == 410
    assert "خبر سُحب عند ناشره" in text
    assert "سُحب هذا الخبر" in text
    assert fakes.FIRST not in text


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        pytest.param([3, 3], ["2", "2"], id="the highest is ours to choose"),
        pytest.param([2, 4, 3], ["2", "3", "3"], id="none is skipped"),
        pytest.param([4, 2, 3], ["2", "2", "3"], id="the first is never deep"),
    ],
)
def test_headings_of_a_text_stand_under_its_title(
    newsroom: room.Room, levels: list[int], expected: list[str]
) -> None:
    heads = [model.Block(kind=model.BlockKind.HEADING, text="عنوان", level=level) for level in levels]
    of = fakes.article(9, blocks=(*fakes.paragraphs(fakes.FIRST), *heads, *fakes.paragraphs(fakes.SECOND)))

    text = _shown(newsroom, fakes.release(of, policy=room.FULL))

    assert re.findall("<h([2-6]) ?>عنوان", text) == expected


def test_an_unknown_article_is_missing(newsroom: room.Room) -> None:
    page = newsroom.page("/a/{id}", id="nosuch")

    assert page.status == 404
    assert "الصفحة غير موجودة" in page.body.decode()


@pytest.mark.parametrize(
    ("zone_from", "said"),
    [
        (model.ZoneFrom.ORIGIN, "المنطقة الزمنية مقدّرة من موطن الوكالة"),
        (model.ZoneFrom.SOURCE, "المنطقة الزمنية مقدّرة من موطن الناشر"),
        (model.ZoneFrom.ASSUMED, "المنطقة الزمنية غير مذكورة"),
    ],
)
def test_a_zone_that_was_not_printed_says_where_it_comes_from(
    newsroom: room.Room, zone_from: model.ZoneFrom, said: str
) -> None:
    at = fakes.moment(zone_from=zone_from, offset=180, zone="Asia/Riyadh")

    text = _shown(newsroom, fakes.release(fakes.article(9, published=at)))

    assert said in _source(text)


def test_an_english_text_on_an_arabic_page_is_english(newsroom: room.Room) -> None:
    text = newsroom.article("english")

    assert '<html lang="ar" dir="rtl">' in text
    assert '<h1 id="headline" lang="en" dir="ltr">' in text
    assert '<div class="body" lang="en" dir="ltr">' in text


def test_a_headline_that_begins_with_a_foreign_name_is_arabic(newsroom: room.Room) -> None:
    assert '<h1 id="headline" lang="ar" dir="rtl"><bdi>NATO</bdi>: اجتماع' in newsroom.article("mixed")


def test_the_english_page_carries_the_same_article(newsroom: room.Room) -> None:
    text = newsroom.article("agency", "en")

    assert '<html lang="en" dir="ltr">' in text
    assert '<h1 id="headline" lang="ar" dir="rtl">' in text
    assert "Read the original" in text
    assert 'href="/en/chain/' in text


def _source(text: str) -> str:
    return text.partition('<section class="source"')[2].partition("</section>")[0]


def _graph(text: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', text)
    assert found is not None
    said: dict[str, Any] = json.loads(found[1])
    return said


def _shown(newsroom: room.Room, release: model.Release) -> str:
    """A release that is not kept, as its page would show it."""
    with newsroom.view() as seen:
        return article.shown(seen, release).body.decode("utf-8")


def test_a_page_in_two_languages_looks_for_related_articles_once(
    newsroom: room.Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    id = newsroom.ids["agency"]
    asked: list[str] = []

    def counted(reading: ports.Reading, index: ports.Index, id: model.ArticleId, **given: Any) -> Any:
        asked.append(id)
        return found(reading, index, id, **given)

    found = related.of
    monkeypatch.setattr(related, "of", counted)
    with newsroom.view() as view:
        pages = [
            article.article(each, id=id, slug=slug_of(view, id))
            for each in (view, replace(view, language="en"))
        ]

    assert [page.status for page in pages] == [200, 200]
    assert asked == [id]


def slug_of(view: View, id: model.ArticleId) -> str:
    release = view.reading.releases.get(id)
    assert release is not None
    return links.slug(release.title)
