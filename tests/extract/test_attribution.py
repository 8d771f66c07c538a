"""Source blocks and credit lines under a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from masdar import model
from masdar.arabic import fold
from masdar.extract import attribution

_NAWRAS = model.Publisher(name="وكالة النورس", code="NAWRAS", hosts=("nawras.example",), zone="Asia/Muscat")
_DIRECTORY = model.Directory(
    publishers=(_NAWRAS,),
    by_host={"nawras.example": _NAWRAS},
    by_name={fold.key(_NAWRAS.name): _NAWRAS},
)
_DISCLAIMER = "إدارة الموقع غير مسؤولة عن محتوى الخبر، والمسؤولية تقع على عاتق الناشر الأصلي"


def lines(*texts: str) -> list[attribution.Line]:
    return [attribution.Line(text=text) for text in texts]


def read(*texts: str, zone: str | None = None) -> attribution.Found:
    return attribution.read(lines(*texts), directory=_DIRECTORY, zone=zone)


def stated(*texts: str, zone: str | None = None) -> model.Attribution:
    found = read(*texts, zone=zone).attribution
    assert found is not None
    return found


_BLOCK = ("المصدر", "الكاتب:", "الموقع : ar.nawras.example", "نشر الخبر اول مرة بتاريخ : 2026-03-01 13:01:11")


def test_a_block_gives_its_fields_an_empty_label_the_empty_word_and_a_missing_one_none() -> None:
    found = stated(*_BLOCK)

    assert (found.publisher, found.author, found.site) == (None, "", "ar.nawras.example")
    assert found.form is model.AttributionForm.BLOCK
    assert found.said == "\n".join(_BLOCK)


def test_an_unprinted_zone_is_that_of_the_site_named_and_a_doubt_says_so() -> None:
    found = read(*_BLOCK, zone="Africa/Cairo")

    assert found.attribution is not None
    first = found.attribution.first_published
    assert first is not None
    assert (first.iso(), first.zone_from) == ("2026-03-01T13:01:11+04:00", model.ZoneFrom.ORIGIN)
    assert first.said_iso() == "2026-03-01T13:01:11"
    assert [(doubt.field, doubt.kind) for doubt in found.doubts] == [("published", model.DoubtKind.ASSUMED)]
    assert "Asia/Muscat" in found.doubts[0].detail


def test_a_printed_zone_wins_and_leaves_no_doubt() -> None:
    found = read("المصدر", "الموقع : nawras.example", "تاريخ النشر الأصلي: 2026-03-01 13:01:11 GMT+01:00")

    assert found.attribution is not None
    first = found.attribution.first_published
    assert first is not None
    assert (first.iso(), first.zone_from) == ("2026-03-01T13:01:11+01:00", model.ZoneFrom.PRINTED)
    assert found.doubts == ()


@pytest.mark.parametrize(
    ("zone", "zone_from", "iso"),
    [
        ("Africa/Cairo", model.ZoneFrom.SOURCE, "2026-01-01T13:01:00+02:00"),
        (None, model.ZoneFrom.ASSUMED, "2026-01-01T13:01:00"),
    ],
)
def test_an_unknown_site_leaves_the_zone_to_the_source_or_assumed(
    zone: str | None, zone_from: model.ZoneFrom, iso: str
) -> None:
    first = stated(
        "المصدر", "الموقع : unknown.example", "نشر الخبر اول مرة بتاريخ : 2026-01-01 13:01:00", zone=zone
    ).first_published

    assert first is not None
    assert (first.zone_from, first.iso()) == (zone_from, iso)


def test_an_agency_of_the_table_gives_its_home_zone() -> None:
    first = stated("المصدر", "الموقع : ar.yna.co.kr", "نُشر أول مرة في: 2026-03-01 13:01").first_published

    assert first is not None
    assert (first.zone, first.offset) == ("Asia/Seoul", 540)


def test_label_and_value_may_stand_on_two_lines() -> None:
    found = stated(
        "عن المصدر",
        "الناشر:",
        "وكالة النورس",
        "كاتب الخبر:",
        "الموقع الأصلي:",
        "www.nawras.example",
        "تاريخ نشر الخبر في المصدر :",
        "1 مارس 2026 13:01",
    )

    assert (found.publisher, found.author, found.site) == ("وكالة النورس", "", "www.nawras.example")
    assert found.first_published is not None
    assert found.first_published.said_iso() == "2026-03-01T13:01"


def test_the_facts_of_a_game_are_no_source_block() -> None:
    facts = ("الشركة الناشرة: بيت الألعاب", "موقع اللعبة: game.example", "تاريخ الإصدار: 05 / 2025")

    assert read("فقرة أخيرة من المراجعة.", *facts) == attribution.Found()


def test_empty_cells_of_a_table_do_not_part_its_rows() -> None:
    found = stated("المصدر", "الكاتب :", "", "الموقع :", "nawras.example", "", "نشر في:", "2026-03-01 13:01")

    assert (found.author, found.site) == ("", "nawras.example")
    assert found.first_published is not None


def test_a_value_under_its_label_may_be_a_person() -> None:
    assert stated("المصدر", "كاتب الخبر:", "ليلى سالم", "الموقع:", "nawras.example").author == "ليلى سالم"


@pytest.mark.parametrize(
    ("href", "site_url", "original_url"),
    [
        ("https://nawras.example/", "https://nawras.example/", None),
        ("https://nawras.example/ar", "https://nawras.example/ar", None),
        ("https://nawras.example/news/7", None, "https://nawras.example/news/7"),
    ],
)
def test_a_deep_link_is_the_original_and_a_bare_one_the_site(
    href: str, site_url: str | None, original_url: str | None
) -> None:
    block = [
        attribution.Line(text="المصدر"),
        attribution.Line(text="الكاتب:"),
        attribution.Line(text="الموقع: nawras.example", links=((href, "nawras.example"),)),
    ]
    found = attribution.read(block, directory=_DIRECTORY).attribution

    assert found is not None
    assert (found.site_url, found.original_url) == (site_url, original_url)


def test_used_lines_are_those_of_the_block_and_its_disclaimer() -> None:
    found = read("فقرة أخيرة من الخبر.", *_BLOCK, _DISCLAIMER, "مقالات ذات صلة")

    assert found.used == range(1, 6)


@pytest.mark.parametrize(
    ("line", "publisher"),
    [
        ("المصدر: وكالات", "وكالات"),
        ("المصدر : يونهاب", "يونهاب"),
        ("- المصدر: كونا", "كونا"),
        ("المصدر | رويترز", "رويترز"),
        ("مصدر الخبر: سانا", "سانا"),
        ("المصدر: صدى المرفأ + وكالات", "صدى المرفأ + وكالات"),
        ("نقلاً عن: الأناضول", "الأناضول"),
        ("نقلا عن وكالة رويترز", "وكالة رويترز"),
        ("بحسب وكالة الأنباء السعودية", "وكالة الأنباء السعودية"),
        ("عن: رويترز", "رويترز"),
        ("(وفا)", "وفا"),
    ],
)
def test_a_closing_line_names_whom_the_text_is_from(line: str, publisher: str) -> None:
    found = stated("فقرة أخيرة من الخبر.", line)

    assert (found.form, found.publisher, found.said) == (model.AttributionForm.LINE, publisher, line)


@pytest.mark.parametrize(
    "line",
    [
        "وقالت الوزارة إن الميناء سيفتح الأسبوع المقبل.",
        "عن عمر ناهز السبعين عاما رحل أمس شاعر الميناء بعد صراع مع المرض.",
        "المصدر الوحيد للدخل في القرية هو الصيد.",
        "قال: نحن هنا",
        "",
    ],
)
def test_a_sentence_is_no_credit(line: str) -> None:
    assert attribution.credit(line) is None
    assert read("فقرة.", line) == attribution.Found()


_LINES = (*_BLOCK, _DISCLAIMER, "", "فقرة من الخبر.", "المصدر: وكالات", "2026-03-01", "nawras.example")


@given(some.lists(some.sampled_from(_LINES), max_size=12))
def test_used_lines_always_lie_within_the_lines_given(texts: list[str]) -> None:
    found = read(*texts)

    assert 0 <= found.used.start <= found.used.stop <= len(texts)
    assert (found.attribution is None) == (len(found.used) == 0)
    if found.attribution is not None:
        assert found.attribution.said.split("\n")[0] in texts


@pytest.mark.parametrize(
    ("line", "noise", "disclaimer"),
    [
        ("مقالات ذات صلة", True, False),
        ("زر الذهاب إلى الأعلى", True, False),
        ("\u064e\u0627\u0644\u0631\u0626\u064a\u0633\u064a\u0629", True, False),
        ("اقرأ أيضاً: خبر آخر من الميناء", True, False),
        ("[email protected]", True, False),
        ("120 مشاهدة", True, False),
        (_DISCLAIMER, False, True),
        ("الآراء الواردة في المقال لا تعبر بالضرورة عن رأي الموقع", False, True),
        ("افتتح الوزير أمس رصيفا جديدا في الميناء.", False, False),
    ],
)
def test_furniture_and_disclaimers_are_told_from_text(line: str, noise: bool, disclaimer: bool) -> None:
    assert (attribution.noise(line), attribution.disclaimer(line)) == (noise, disclaimer)
