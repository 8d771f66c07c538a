"""Datelines in the house forms of agencies and papers, with invented sentences behind them."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from masdar.extract import dateline

_TEXT = "أعلنت هيئة الموانئ اليوم فتح الرصيف الشمالي."


# opening, its dateline, places, codes credited, date
_HOUSE_FORMS: tuple[tuple[str, list[str], list[str], str | None], ...] = (
    ("سيئول، 3 مايو (يونهاب) —", ["سيئول"], ["YONHAP"], "05-03"),
    ("بيونغ يانغ/سيئول، ٢٧ أبريل (يونهاب) -", ["بيونغ يانغ", "سيئول"], ["YONHAP"], "04-27"),
    ("سيئول، 12 يونيو(يونهاب)--", ["سيئول"], ["YONHAP"], "06-12"),
    ("القاهرة 7 ديسمبر كانون الأول (رويترز) -", ["القاهرة"], ["REUTERS"], "12-07"),
    ("سان فرانسيسكو 20 يوليو تموز 2025 (رويترز) -", ["سان فرانسيسكو"], ["REUTERS"], "2025-07-20"),
    ("عمان 9 كانون الثاني (بترا)-", ["عمان"], ["PETRA"], "01-09"),
    ("رام الله 2-8-2024 وفا-", ["رام الله"], ["WAFA"], "2024-08-02"),
    ("مكة المكرمة 25 شوال 1436 هـ الموافق 10 أغسطس 2015 م واس", ["مكة المكرمة"], ["WAS"], "2015-08-10"),
    ("أبوظبي في 17 مايو/ وام /", ["أبوظبي"], ["WAM"], "05-17"),
    ("الكويت - 15 - 4 (كونا) --", ["الكويت"], ["KUNA"], "04-15"),
    ("شانغهاي 30 يونيو 2026 (شينخوا) --", ["شانغهاي"], ["XINHUA"], "2026-06-30"),
    ("الجزائر 1 أوت 2020 (واج)-", ["الجزائر"], ["APS"], "2020-08-01"),
    ("مراكش – و م ع:", ["مراكش"], ["MAP"], None),
    ("تونس (وات) -", ["تونس"], ["TAP"], None),
    ("إسطنبول/ الأناضول:", ["إسطنبول"], ["AA"], None),
    ("إسطنبول / الأناضول -", ["إسطنبول"], ["AA"], None),
    ("دمشق-سانا", ["دمشق"], ["SANA"], None),
    ("موسكو - سبوتنيك.", ["موسكو"], ["SPUTNIK"], None),
    ("موسكو، 25 أبريل - سبوتنيك.", ["موسكو"], ["SPUTNIK"], "04-25"),
    ("دبي، الإمارات العربية المتحدة (CNN) --", ["دبي"], ["CNN"], None),
    ("برلين (د ب أ)-", ["برلين"], ["DPA"], None),
    ("بغداد-(فرانس برس):", ["بغداد"], ["AFP"], None),
    ("واس - الرياض:", ["الرياض"], ["WAS"], None),
    ("لندن: رويترز -", ["لندن"], ["REUTERS"], None),
    ("مكة المكرمة : واس", ["مكة المكرمة"], ["WAS"], None),
    ("لندن/ وكالات:", ["لندن"], ["AGENCIES"], None),
    ("(الوكالات) -", [], ["AGENCIES"], None),
    ("(CNN)—", [], ["CNN"], None),
    ("الدوحة في 12 مايو /قنا/", ["الدوحة"], ["QNA"], "05-12"),
    ("القاهرة في 12 مايو/أ ش أ/", ["القاهرة"], ["MENA"], "05-12"),
    ("موسكو 12 مايو. /تاس/.", ["موسكو"], ["TASS"], "05-12"),
    ("الرباط/ 12 ماي 2024/ ومع/", ["الرباط"], ["MAP"], "2024-05-12"),
    ("نواكشوط, 12/05/2024 (و م ا) -", ["نواكشوط"], ["AMI"], "2024-05-12"),
    ("رام الله/ قيس سالم/ الأناضول -", ["رام الله"], ["AA"], None),
    ("(سيئول=يونهاب)", ["سيئول"], ["YONHAP"], None),
    ("وطنية - بيروت -", ["بيروت"], ["NNA"], None),
    ("دبي - رويترز، أ ف ب:", ["دبي"], ["REUTERS", "AFP"], None),
    ("رويترز -", [], ["REUTERS"], None),
    ("غزة -صفا:", ["غزة"], [], None),
    ("المرفأ نيوز :-", [], [], None),
    ("جنيف، 12 مايو 2024 (واس) \u0640", ["جنيف"], ["WAS"], "2024-05-12"),
)


@pytest.mark.parametrize(
    ("head", "places", "codes", "date"),
    [pytest.param(*row, id=row[0]) for row in _HOUSE_FORMS],
)
def test_a_dateline_gives_place_agency_and_date_and_stays_verbatim(
    head: str, places: list[str], codes: list[str], date: str | None
) -> None:
    found = dateline.read(f"{head} {_TEXT}")

    assert found.text == head
    assert list(found.places) == places
    assert [each.code for each in found.agencies] == codes
    assert found.date == date
    assert found.cited == ()


@pytest.mark.parametrize(
    ("byline", "expected"),
    [
        pytest.param("لندن - رويترز", {"place": ["لندن"], "agency": ["REUTERS"]}, id="place, agency"),
        pytest.param("رويترز - بكين", {"place": ["بكين"], "agency": ["REUTERS"]}, id="agency, place"),
        pytest.param("واس (طنجة)", {"place": ["طنجة"], "agency": ["WAS"]}, id="place in brackets"),
        pytest.param(
            "واس (سكاكا، القصيم)، بديعة سالم (تبوك)",
            {"place": ["سكاكا", "القصيم", "تبوك"], "agency": ["WAS"], "reporter": ["بديعة سالم"]},
            id="several hands",
        ),
        pytest.param("الخبر: الوطن", {"place": ["الخبر"], "desk": ["الوطن"]}, id="a city and a paper"),
        pytest.param("إب: الوكالات", {"place": ["إب"], "agency": ["AGENCIES"]}, id="a city, no initials"),
        pytest.param("قنا - كريم سالم", {"place": ["قنا"], "reporter": ["كريم سالم"]}, id="Qena the city"),
        pytest.param("الدوحة - قنا", {"place": ["الدوحة"], "agency": ["QNA"]}, id="QNA the agency"),
        pytest.param("الوئام - يو بي اي:", {"agency": ["UPI"], "desk": ["الوئام"]}, id="paper and agency"),
        pytest.param(
            "فهد سالم - سبق - جدة:",
            {"place": ["جدة"], "desk": ["سبق"], "reporter": ["فهد سالم"]},
            id="reporter, paper, place",
        ),
        pytest.param(
            "«الاقتصادية» من الرياض", {"place": ["الرياض"], "desk": ["الاقتصادية"]}, id="paper from place"
        ),
        pytest.param("المدينةـ جدة", {"place": ["جدة"], "desk": ["المدينة"]}, id="a tatweel for a dash"),
        pytest.param("بقلم: منى سالم", {"reporter": ["منى سالم"]}, id="signed"),
        pytest.param("سكاي نيوز عربية - أبوظبي", {"place": ["أبوظبي"], "desk": ["سكاي نيوز عربية"]}, id="tv"),
        pytest.param("انطلاق حملة التشجير في الحي القديم", {}, id="a sentence credits nobody"),
    ],
)
def test_a_byline_is_read_by_the_same_grammar(byline: str, expected: dict[str, list[str]]) -> None:
    found = dateline.as_dict(dateline.read(_TEXT, byline=byline))

    assert {name: value for name, value in found.items() if value} == expected


@pytest.mark.parametrize(
    ("opening", "expected"),
    [
        pytest.param("ذكرت وكالة الأنباء السعودية (واس) أن الميناء فتح أبوابه.", ["WAS"], id="said by"),
        pytest.param("أفادت وكالة رويترز للأنباء بأن الميناء فتح أبوابه.", ["REUTERS"], id="named"),
        pytest.param("فتح الميناء أبوابه اليوم، بحسب وكالة أنباء الإمارات (وام).", ["WAM"], id="at the end"),
        pytest.param(
            "لندن (رويترز) - قالت وكالة أنباء شينخوا إن الميناء فتح.", ["XINHUA"], id="dateline too"
        ),
        pytest.param("استقال محرر الشؤون الرياضية بموقع CNN أمس من منصبه.", [], id="a house, no source"),
        pytest.param("توقف الميناء في أغسطس (آب) الماضي بعد العاصفة.", [], id="a month"),
    ],
)
def test_a_quoted_agency_is_no_credit(opening: str, expected: list[str]) -> None:
    found = dateline.read(opening)

    assert [each.code for each in found.cited] == expected
    assert not {each.code for each in found.agencies} & set(expected)


def test_an_agency_behind_a_caption_is_credited_for_the_picture_alone() -> None:
    found = dateline.read("أطفال يلعبون على رصيف الميناء الشمالي أمس. (أ. ف. ب)")

    assert [each.code for each in found.photo_credits] == ["AFP"]
    assert (found.agencies, found.cited) == ((), ())


@pytest.mark.parametrize(
    "opening",
    [
        _TEXT,
        "قال الوزير: نحن نعمل على فتح الميناء - كما وعدنا - قبل الصيف.",
        "محمد سالم، مدير الميناء - البالغ خمسين عاما - قدم استقالته.",
        "",
        "(صورة) نشرت أمس",
    ],
)
def test_a_sentence_is_no_dateline(opening: str) -> None:
    found = dateline.read(opening)

    assert (found.text, found.places, found.agencies) == ("", (), ())


@given(some.text(alphabet='واس رويترز(يونهاب)-—:،/ 12الرياض\n."«»', max_size=80))
def test_a_dateline_is_always_a_prefix_of_its_opening(opening: str) -> None:
    found = dateline.read(opening)

    assert opening.startswith(found.text)
    assert found == dateline.read(opening)
