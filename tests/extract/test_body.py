"""Which lines are the body."""

import pytest

from masdar.extract import body
from tests.extract.pages import BODY, PROSE, gather

RELATED = (
    "<ul>"
    + "".join(f"<li><a href='/{n}'>عنوان خبر آخر من أخبار اليوم رقم {n}</a></li>" for n in range(12))
    + "</ul>"
)


def chosen(markup: str, after: int = 0) -> list[str]:
    page = gather(markup)
    return [page.lines[at].text for at in body.choose(page, after=after).lines]


@pytest.mark.parametrize(
    "markup",
    [
        pytest.param(f"<div>{BODY}</div>", id="nothing but the text"),
        pytest.param(
            f"<nav>{RELATED}</nav><div>{BODY}</div><footer>{RELATED}</footer>", id="menus around it"
        ),
        pytest.param(f"<div class=x>{BODY}</div><div class=side>{RELATED}</div>", id="a list beside it"),
        pytest.param(
            f"<div class='has-sidebar comments-open'>{BODY}</div>", id="a state of the page is no hint"
        ),
        pytest.param(f"<div class='sidebar'>{BODY}</div>", id="a wrong name around the only text"),
        pytest.param(
            "".join(f"<div class=chunk><p>{each}</p></div>" for each in PROSE), id="a box for each paragraph"
        ),
        pytest.param("<div>" + "<br><br>".join(PROSE) + "</div>", id="line breaks"),
        pytest.param(
            f"<table><tr><td>{RELATED}</td><td>{BODY}</td></tr></table>", id="a table for the layout"
        ),
        pytest.param(
            "".join(f"<p class=paywall>{each}</p>" for each in PROSE), id="one class on every paragraph"
        ),
        pytest.param(
            f"<div>{BODY}<p><a href=x>اقرأ أيضا: عنوان خبر آخر من أخبار اليوم</a></p></div>", id="read also"
        ),
        pytest.param(
            f"<div>{BODY}</div><div class=comments>{BODY.replace('.', '،') * 3}</div>", id="long comments"
        ),
        pytest.param(f"<div>{BODY}<div class=share>شارك <a href=x>هنا</a></div></div>", id="a share bar"),
        pytest.param(f"<div>{BODY}</div><div class=mobile>{BODY}</div>", id="printed twice"),
    ],
)
def test_the_text_and_nothing_else_is_chosen(markup: str) -> None:
    assert chosen(markup) == list(PROSE)


def test_of_articles_one_below_another_that_of_the_title_is_chosen() -> None:
    other = "".join(
        f"<p>خبر آخر من أخبار هذا اليوم يأتي تحت الأول في الصفحة نفسها، وهو الخبر رقم {n}.</p>"
        for n in range(9)
    )

    markup = (
        f"<main><article><h1>عنوان</h1>{BODY}</article><article><h2>عنوان ثان</h2>{other}</article></main>"
    )

    assert chosen(markup, after=1) == list(PROSE)


def test_headings_and_short_lines_within_the_text_stay() -> None:
    markup = f"<div><p>{PROSE[0]}</p><h2>ملاعب وأشجار</h2><p>نعم.</p><p>{PROSE[1]}</p></div>"

    assert chosen(markup) == [PROSE[0], "ملاعب وأشجار", "نعم.", PROSE[1]]


def test_teasers_behind_the_text_are_dropped() -> None:
    teasers = "".join(
        f"<div class=card><h3>عنوان {n}</h3><p>بداية خبر آخر من أخبار هذا اليوم {n} ...</p></div>"
        for n in range(4)
    )

    assert chosen(f"<main><div class=text>{BODY}</div><div>{teasers}</div></main>") == list(PROSE)


def test_excerpts_of_other_articles_are_no_text_however_many_they_are() -> None:
    teasers = "".join(
        f"<div class=card><h3><a href=/{n}>عنوان خبر آخر من أخبار اليوم هو {n}</a></h3>"
        f"<div><p>بداية خبر آخر من أخبار هذا اليوم تحكي ما جرى فيه، وهو الخبر رقم {n}.</p></div></div>"
        for n in range(2)
    )

    assert chosen(f"<main><div class=text>{BODY}</div><div>{teasers}</div></main>") == list(PROSE)


def test_questions_and_answers_that_a_text_ends_with_belong_to_it() -> None:
    answer = "نعم، ويدخل الأطفال دون السادسة مع أهلهم."
    asked = f"<div class=faq><div class=row><h3>هل الدخول مجاني؟</h3><p>{answer}</p></div></div>"

    found = chosen(f"<main><div class=text>{BODY}</div>{asked}</main>")

    assert found == [*PROSE, "هل الدخول مجاني؟", answer]


def test_text_goes_on_in_a_box_of_another_kind_that_links_nowhere() -> None:
    more = (
        "ويضيف المهندس المشرف أن الطريق إلى الحديقة يرصف الآن، وأن العمل فيه ينتهي قبل الصيف.",
        "وستقام في الحديقة سوق للكتب المستعملة كل يوم جمعة، يبيع فيها الأهالي ويشترون.",
    )
    box = f"<div class=inset><h2>الطريق</h2><p>{more[0]}</p><p>{more[1]}</p></div>"

    assert chosen(f"<main><div class=text>{BODY}{box}</div></main>") == [*PROSE, "الطريق", *more]


def test_a_heading_that_links_to_itself_stays() -> None:
    heading = "<h2 id=trees><a href=#trees>ملاعب وأشجار</a></h2>"

    found = chosen(f"<div><p>{PROSE[0]}</p>{heading}<p>{PROSE[1]}</p></div>")

    assert found == [PROSE[0], "ملاعب وأشجار", PROSE[1]]


def test_a_dialog_hidden_until_it_is_asked_for_does_not_outweigh_the_text() -> None:
    rules = "".join(
        f"<p>يجوز إعادة نشر أخبارنا بشرط ذكر المصدر ووضع رابط إلى الصفحة، وهذا هو الشرط رقم {n}.</p>"
        for n in range(3)
    )

    markup = f"<div class=sidebar-layout><div>{BODY}</div></div><div class='modal' style='display:none'>{rules}</div>"

    assert chosen(markup) == list(PROSE)


def test_what_says_to_be_the_body_holds_long_parts_with_suspicious_names() -> None:
    said = [f"{each} {each}" for each in PROSE]
    part = "".join(f"<p>{each}</p>" for each in said)
    rest = [
        f"وفي اليوم {n} من العمل زرعت البلدية صفا آخر من الأشجار على جانبي الممر الطويل." for n in range(40)
    ]

    found = chosen(
        f"<div class=article-body><p>{PROSE[0]}</p><div class=toc-part>{part}</div>"
        f"{''.join(f'<p>{each}</p>' for each in rest)}</div>"
    )

    assert found == [PROSE[0], *said, *rest]


@pytest.mark.parametrize(
    ("box", "kept"),
    [
        pytest.param("<div class=x>إعلان</div>", [], id="a label"),
        pytest.param("<div class=x><p>نعم.</p></div>", ["نعم."], id="a sentence"),
        pytest.param("<h2><div>ملاعب وأشجار</div></h2>", ["ملاعب وأشجار"], id="a heading"),
    ],
)
def test_a_word_in_a_box_of_its_own_is_a_label(box: str, kept: list[str]) -> None:
    found = chosen(f"<div class=text><p>{PROSE[0]}</p>{box}<p>{PROSE[1]}</p></div>")

    assert found == [PROSE[0], *kept, PROSE[1]]


def test_ruby_stands_within_its_line() -> None:
    found = chosen(
        f"<div><p>{PROSE[0]}</p><p>{PROSE[1]} <ruby><rb>漢</rb><rp>(</rp><rt>かん</rt><rp>)</rp></ruby></p></div>"
    )

    assert found == [PROSE[0], f"{PROSE[1]} 漢(かん)"]


def test_a_linked_sentence_in_a_box_of_another_kind_is_a_teaser() -> None:
    card = f"<div class=card><p><a href=/2>{PROSE[2]}</a></p></div>"

    assert chosen(f"<div class=text><p>{PROSE[0]}</p>{card}<p>{PROSE[1]}</p></div>") == list(PROSE[:2])


def test_what_a_framework_sends_hidden_to_show_it_is_read() -> None:
    menu = "<main><p>يجري تحميل الصفحة، ويظهر النص بعد قليل إن شاء الله.</p></main>"

    assert chosen(f"{menu}<div hidden id='S:0'><article>{BODY}</article></div>") == list(PROSE)


def test_an_id_made_of_the_words_of_a_text_is_no_hint() -> None:
    part = f"<div id='similar-gardens-are-popular-in-related-towns'><p>{PROSE[1]}</p></div>"

    assert chosen(f"<div><p>{PROSE[0]}</p>{part}<p>{PROSE[2]}</p></div>") == list(PROSE)


def test_a_table_within_a_figure_is_read() -> None:
    rows = [("المدينة", "الحدائق"), ("الأولى", "12"), ("الثانية", "9")]
    table = "".join(f"<tr><td>{city}</td><td>{count}</td></tr>" for city, count in rows)

    found = chosen(f"<div><p>{PROSE[0]}</p><figure><table>{table}</table></figure><p>{PROSE[1]}</p></div>")

    assert found == [PROSE[0], *(each for row in rows for each in row), PROSE[1]]


def test_the_heading_of_a_part_stays_in_its_header_whatever_its_id() -> None:
    heading = "<header><h2 id='share-of-gardens'>ملاعب وأشجار</h2></header>"

    found = chosen(f"<div><p>{PROSE[0]}</p>{heading}<p>{PROSE[1]}</p></div>")

    assert found == [PROSE[0], "ملاعب وأشجار", PROSE[1]]


def test_a_sign_of_chinese_tells_more_than_a_letter() -> None:
    told = "市政府今天上午在河岸开放了一座新公园，园内有儿童游乐场、步行道和果树，居民可以免费入园。市长说，工程历时两年，树木由居民自己挑选和种植，公园每天从清晨开放到午夜。"
    rights = "<footer><p>Copyright The Daily Example Company. No reproduction without written permission.</p></footer>"

    assert chosen(f"<main><p>{told}</p></main>{rights}") == [told]


def test_a_linked_sentence_is_text() -> None:
    linked = f"<p><a href=x>{PROSE[1]}</a></p>"

    assert chosen(f"<div><p>{PROSE[0]}</p>{linked}<p>{PROSE[2]}</p></div>") == list(PROSE)


def test_what_stands_before_the_title_is_no_body() -> None:
    assert chosen(f"<div><p>{PROSE[0]}</p><h1>t</h1>{BODY}{BODY}</div>", after=2)[0] == PROSE[0]


def test_a_box_known_by_rule_is_taken() -> None:
    page = gather(f"<div>{BODY}</div><section><p>{PROSE[1]}</p></section>")
    box = next(at for at, each in enumerate(page.boxes) if each.tag == "section")

    choice = body.choose(page, box=box)

    assert [page.lines[at].text for at in choice.lines] == [PROSE[1]]


def test_an_empty_page_has_no_body() -> None:
    assert chosen("<div></div>") == []
