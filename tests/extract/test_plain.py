"""Plain texts of invented pages, in the shapes in which people save them."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from masdar import address, errors, model
from masdar.arabic import clean
from masdar.extract import plain

_NOW = datetime(2026, 6, 1, tzinfo=UTC)
_SEED = Path(__file__).parents[3] / "shared" / "seed" / "page.txt"
_NAWRAS = model.Publisher(name="وكالة النورس", hosts=("nawras.example",), zone="Asia/Muscat")
_DIRECTORY = model.Directory(publishers=(_NAWRAS,), by_host={"nawras.example": _NAWRAS})

_TITLE = "ميناء النورس يفتح رصيفا جديدا للسفن الكبيرة"
_CAPTION = "سفن عند الرصيف الشمالي في ميناء النورس (من اليسار) صباح افتتاحه أمام الزوار."
_FIRST = "مسقط، 3 مايو (رويترز) — افتتحت هيئة الموانئ أمس رصيفا جديدا يتسع لأربع سفن كبيرة في وقت واحد."
_PARAGRAPHS = (
    _FIRST,
    "وقالت مديرة الهيئة إن العمل في الرصيف استغرق ثلاث سنوات وانتهى قبل موعده بشهرين.",
    "وأضافت أن السفن الأولى تصل يوم الأحد المقبل محملة بالحبوب والأخشاب ومواد البناء.",
    "ومن المتوقع أن يضاعف الرصيف حركة الميناء خلال العام الأول من تشغيله بحسب تقديرات الهيئة.",
)
_BLOCK = (
    "المصدر\nالكاتب:\nالموقع : ar.nawras.example\nنشر الخبر اول مرة بتاريخ : 2026-05-03 13:01:11\n"
    "ادارة الموقع لا تتبنى وجهة نظر الكاتب او الخبر المنشور"
)
_PORTAL = "\n\n".join(
    (
        "\u064e\u0627\u0644\u0631\u0626\u064a\u0633\u064a\u0629",
        _TITLE,
        _CAPTION,
        _CAPTION,
        *_PARAGRAPHS,
        "(انتهى)",
        "[email protected]",
        _BLOCK,
        "مقالات ذات صلة",
        "زر الذهاب إلى الأعلى",
    )
)


def read(
    text: str, *, url: str = "", zone: str | None = None, lead: model.Lead | None = None
) -> model.Article:
    return plain.read(
        model.Capture(url=url, final_url=url, at=_NOW, body=text.encode()),
        text=text,
        source=model.Source(id=model.SourceId("portal"), name="بوابة", zone=zone),
        directory=_DIRECTORY,
        now=_NOW,
        lead=lead,
    )


def paragraphs(article: model.Article) -> list[str]:
    return [block.text for block in article.blocks]


def test_a_portal_page_gives_every_field_once() -> None:
    article = read(_PORTAL)

    assert article.title == _TITLE
    assert article.image == model.Image(url="", caption=_CAPTION)
    assert paragraphs(article) == list(_PARAGRAPHS)
    assert article.end_mark == "(انتهى)"
    assert article.dateline is not None
    assert (article.dateline.text, article.dateline.places, article.dateline.date) == (
        "مسقط، 3 مايو (رويترز) —",
        ("مسقط",),
        "05-03",
    )
    assert [agency.code for agency in article.agencies or ()] == ["REUTERS"]
    assert (article.language, article.reader) == ("ar", "plain/1")
    # the label for the author stands there, with nothing behind it
    assert article.bylines == ()


def test_a_portal_page_states_its_origin_and_when_it_was_first_published() -> None:
    article = read(_PORTAL)

    assert article.attribution is not None
    assert (article.attribution.author, article.attribution.site) == ("", "ar.nawras.example")
    assert article.published == article.attribution.first_published
    assert article.published is not None
    assert article.published.iso() == "2026-05-03T13:01:11+04:00"
    assert [(doubt.field, doubt.kind) for doubt in article.doubts] == [("published", model.DoubtKind.ASSUMED)]


def test_a_page_without_blank_lines_is_read_by_its_sentences() -> None:
    text = "\n".join(
        ("الرئيسية", "أخبار", "اقتصاد", _TITLE, "الأحد 3 مايو 2026 - 14:20", *_PARAGRAPHS, "المصدر: رويترز",
         "اقرأ أيضا", "خبر آخر من مدينة أخرى", "اتصل بنا")
    )  # fmt: skip
    article = read(text, zone="Asia/Muscat")

    assert article.title == _TITLE
    assert paragraphs(article) == list(_PARAGRAPHS)
    assert article.attribution is not None
    assert article.attribution.said == "المصدر: رويترز"
    assert article.published is not None
    assert (article.published.iso(), article.published.zone_from) == (
        "2026-05-03T14:20+04:00",
        model.ZoneFrom.SOURCE,
    )


def test_the_headline_is_the_line_above_that_speaks_of_the_same_things() -> None:
    menu = ("أخبار محلية واقتصاد", "فريق المدينة يفوز بكأس الصيف للمرة الثالثة", "دين ودنيا ومواقيت")
    article = read("\n".join((*menu, _TITLE, "مشاركة", *_PARAGRAPHS)))

    assert article.title == _TITLE


def test_teasers_that_stand_apart_are_no_part_of_the_text() -> None:
    teaser = "فاز فريق المدينة أمس بكأس الصيف للمرة الثالثة على التوالي وسط فرح الجمهور الكبير."
    apart = "\n".join(f"قسم رقم {at}" for at in range(12))
    article = read("\n".join((teaser, apart, _TITLE, *_PARAGRAPHS, apart, teaser)))

    assert paragraphs(article) == list(_PARAGRAPHS)


def test_lines_broken_at_a_margin_become_one_paragraph() -> None:
    wrapped = _PARAGRAPHS[0].replace("رصيفا جديدا", "رصيفا\nجديدا") + "\n\n" + "\n\n".join(_PARAGRAPHS[1:])

    assert paragraphs(read(f"{_TITLE}\n\n{wrapped}")) == list(_PARAGRAPHS)


def test_a_byline_above_the_text_names_its_writer() -> None:
    article = read("\n\n".join((_TITLE, "كتبت: ليلى سالم", *_PARAGRAPHS)))

    assert article.bylines == ("ليلى سالم",)
    assert paragraphs(article) == list(_PARAGRAPHS)


def test_an_agency_in_brackets_above_the_text_is_credited_for_the_picture() -> None:
    article = read("\n\n".join((_TITLE, "(أ ف ب)", "صورة من الأرشيف للميناء", *_PARAGRAPHS)))

    assert article.image == model.Image(url="", caption="صورة من الأرشيف للميناء", credit="أ ف ب")
    assert [agency.code for agency in article.agencies or ()] == ["REUTERS"]


def test_an_other_article_pointed_to_in_the_middle_is_left_out() -> None:
    text = "\n\n".join((_TITLE, *_PARAGRAPHS[:2], "اقرأ أيضا: ميناء آخر يغلق أبوابه", *_PARAGRAPHS[2:]))

    assert paragraphs(read(text)) == list(_PARAGRAPHS)


def test_the_lead_s_title_finds_the_headline_among_menus() -> None:
    lead = model.Lead(url="https://p.example/1", seen=_NOW, title="رصيف جديد")
    article = read(
        "\n\n".join(("أخبار المدينة والناس والحياة اليومية", "رصيف جديد", *_PARAGRAPHS)), lead=lead
    )

    assert article.title == "رصيف جديد"


def test_an_article_is_named_by_its_address_or_by_its_bytes() -> None:
    url = "https://portal.example/news/7"

    assert read(_PORTAL, url=url).id == address.article_id(url)
    assert read(_PORTAL).id.startswith("capture-")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param(" \n\n \u200f\n", id="white space"),
        pytest.param("الرئيسية\nأخبار\nاتصل بنا", id="a menu"),
        pytest.param("\n".join(f"عنوان خبر رقم {at}" for at in range(30)), id="a list of headlines"),
    ],
)
def test_a_text_without_an_article_is_refused_with_a_reason(text: str) -> None:
    with pytest.raises(errors.NotAnArticle, match="text"):
        read(text)


_ANY_LINE = some.one_of(
    some.sampled_from([_TITLE, _CAPTION, *_PARAGRAPHS, *_BLOCK.split("\n"), "(انتهى)", "", "الرئيسية"]),
    some.text(alphabet="ابتثج ونصم.:/()12\u200f\u064e", max_size=60),
)


@given(some.lists(_ANY_LINE, max_size=25))
def test_any_text_is_read_or_refused_and_no_word_is_invented(lines: list[str]) -> None:
    text = "\n".join(lines)
    try:
        article = read(text)
    except errors.NotAnArticle:
        return

    printed = {word for line in lines for word in clean.label(line).split()}
    assert {word for paragraph in paragraphs(article) for word in paragraph.split()} <= printed


@pytest.mark.corpus
def test_the_page_that_described_the_system_is_read_rightly() -> None:
    if not _SEED.exists():
        pytest.skip("the development data is not beside the project")
    text = _SEED.read_text("utf-8")
    article = plain.read(
        model.Capture(url="", final_url="", at=_NOW, body=text.encode()),
        text=text,
        source=model.Source(id=model.SourceId("portal"), name="بوابة"),
        directory=model.Directory(),
        now=_NOW,
    )
    record = article.as_record()
    body = json.dumps(record["paragraphs"], ensure_ascii=False)

    assert len(record["paragraphs"]) == 8
    assert record["title"] in text
    assert text.count(record["imageCaption"]) == 2
    assert record["imageCaption"] not in body
    assert record["dateline"] == "سيئول، 1 نوفمبر (يونهاب) —"
    assert article.dateline is not None
    assert (article.dateline.places, article.dateline.date) == (("سيئول",), "11-01")
    assert (record["agencyCode"], record["endMark"]) == ("YONHAP", "(انتهى)")
    assert record["attribution"] == {
        "publisher": None,
        "author": "",
        "site": "ar.yna.co.kr",
        "firstPublished": "2024-11-01T13:01:11",
    }
    assert record["datePublished"] == "2024-11-01T13:01:11+09:00"
    assert article.published is not None
    assert article.published.zone_from is model.ZoneFrom.ORIGIN
    assert [(each["field"], each["kind"]) for each in record["doubts"]] == [("published", "assumed")]
    for furniture in ("\nالرئيسية", "protected", "ادارة الموقع", "ذات صلة", "إلى الأعلى"):
        assert furniture not in body
