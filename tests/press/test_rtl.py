"""The lint finds what it is meant to find, and nothing else."""

import pytest

from masdar.press import assets, rtl

PAGE = '<html lang="ar" dir="rtl"><body>{}</body></html>'
TATWEEL, FATHA, LAM_ALEF, EASTERN_TWO = "\u0640", "\u064e", "\ufefb", "\u0662"


FAULTS = [
    pytest.param('<html lang="ar"><p>نص</p>', 1, id="no direction"),
    pytest.param('<html lang="ar" dir="ltr"><p></p>', 1, id="at odds"),
    pytest.param(PAGE.format("<p>An English paragraph without its direction</p>"), 2, id="English in rtl"),
    pytest.param(PAGE.format('<p lang="en" dir="rtl">x</p>'), 2, id="lang and dir at odds"),
    pytest.param(PAGE.format("<p>قال حلف NATO: لا تعليق</p>"), 3, id="foreign name before a colon"),
    pytest.param(PAGE.format('<p dir="auto">نص</p>'), 4, id="auto on published text"),
    pytest.param(PAGE.format('<p style="margin-left: 1px">نص</p>'), 5, id="physical style"),
    pytest.param(PAGE.format("<style>p { letter-spacing: 1px }</style>"), 6, id="spaced letters"),
    pytest.param(PAGE.format('<p style="text-align: justify">نص</p>'), 7, id="justified"),
    pytest.param(PAGE.format("<i>نص مائل</i>"), 8, id="italics"),
    pytest.param(PAGE.format(f"<p>أخبـار{TATWEEL}</p>"), 9, id="tatweel"),
    pytest.param(PAGE.format(f"<p>{LAM_ALEF}</p>"), 9, id="presentation form"),
    pytest.param(PAGE.format(f"<p>{FATHA}الرئيسية</p>"), 10, id="a mark without a letter"),
    pytest.param(PAGE.format(f"<p>في 20{EASTERN_TWO}6</p>"), 12, id="mixed digits"),
    pytest.param(PAGE.format("<nav><a>أخبار, ورأي</a></nav>"), 11, id="a Latin comma in our menu"),
    pytest.param(PAGE.format('<input placeholder="بحث, بحث">'), 11, id="and in a box"),
    pytest.param(PAGE.format("<p>التالي \u2192</p>"), 13, id="arrow pointing back"),
    pytest.param(PAGE.format("<p>\u06fa\u0695</p>"), 14, id="letters that our fonts do not have"),
    pytest.param(PAGE.format("<p>\ufffd</p>"), 14, id="a lost sign"),
]


@pytest.mark.parametrize(("html", "rule"), FAULTS)
def test_a_fault_is_found(html: str, rule: int) -> None:
    assert rule in {each.rule for each in rtl.page(html)}


def test_each_of_the_fourteen_faults_has_a_page_that_is_found_to_have_it() -> None:
    assert {row.values[1] for row in FAULTS} == set(range(1, 15))


@pytest.mark.parametrize(
    "html",
    [
        pytest.param(PAGE.format("<p>قال حلف <bdi>NATO</bdi>: لا تعليق</p>"), id="isolated"),
        pytest.param(PAGE.format('<input dir="auto"><textarea dir="auto"></textarea>'), id="typed by people"),
        pytest.param(PAGE.format('<p lang="en" dir="ltr">An English paragraph: whole.</p>'), id="its own"),
        pytest.param(PAGE.format("<p>سُحب الخبرُ</p>"), id="marks on letters"),
        pytest.param(PAGE.format(f"<p>سنة 1447 ه{TATWEEL}.</p>"), id="a year of the Hijra"),
        pytest.param(PAGE.format("<p>التالي \u2190</p>"), id="arrow onwards"),
        pytest.param(PAGE.format("<p>خبر, كما كتبه ناشره</p>"), id="a comma of a publisher's"),
        pytest.param(
            PAGE.format('<nav><a lang="ar" dir="rtl">ثقافة, وفن</a></nav>'), id="his section's name"
        ),
        pytest.param(PAGE.format("<p>گفتگو درباره پژوهش</p>"), id="Persian letters"),
        pytest.param(
            '<html lang="en" dir="ltr"><p>All of it is English: good.</p></html>', id="English page"
        ),
    ],
)
def test_what_is_right_is_left_alone(html: str) -> None:
    assert rtl.page(html) == ()


@pytest.mark.parametrize(
    ("css", "rule"),
    [
        ("a { margin-left: 1px }", 5),
        ("a { left: 0 }", 5),
        ("a { border-top-left-radius: 1px }", 5),
        ("a { float: right }", 5),
        ("a { text-align: left }", 5),
        ("a { letter-spacing: .1em }", 6),
        ("a { text-align: justify }", 7),
        ("a { word-break: break-all }", 7),
        ("a { hyphens: auto }", 7),
        ("a { font-style: italic }", 8),
        ("a { font: italic 1rem serif }", 8),
    ],
)
def test_a_fault_of_style_is_found(css: str, rule: int) -> None:
    assert [each.rule for each in rtl.style(css)] == [rule]


def test_logical_style_is_right() -> None:
    css = "a { margin-inline-start: 1px; inset-inline-start: 0; text-align: start; letter-spacing: 0 }"

    assert rtl.style(css) == ()


def test_our_style_sheet_has_no_fault() -> None:
    sheet = next(each for path, each in assets.every().items() if path.endswith(".css"))

    assert rtl.style(sheet.body.decode("utf-8")) == ()


@pytest.mark.parametrize(
    ("text", "rules"), [("خبر, وآخر", [11]), ("لماذا?", [11]), ("خبر، وآخر؟", []), ("a, b?", [])]
)
def test_latin_punctuation_in_our_arabic(text: str, rules: list[int]) -> None:
    assert [each.rule for each in rtl.words(text)] == rules
