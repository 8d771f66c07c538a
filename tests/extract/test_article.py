"""A capture becomes an article, or says why not."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from masdar import errors, model
from masdar.extract import article
from tests.extract.pages import BODY, PROSE, SEEN, SOURCE, TITLE, capture, whole

NONE = model.Directory()


def read(
    markup: str | bytes,
    *,
    source: model.Source = SOURCE,
    url: str = "https://www.daily.example/a/1",
    **headers: str,
) -> model.Article:
    return article.read(capture(markup, url, **headers), source=source, directory=NONE, now=SEEN)


def test_a_page_gives_its_parts() -> None:
    found = read(
        whole(
            head='<meta property="article:published_time" content="2025-03-11T08:00:00+03:00">'
            '<meta property="article:section" content="محليات">',
            before='<div class="byline">كتب: محمد أحمد</div>',
        )
    )

    assert (found.title, found.body.split("\n")) == (TITLE, list(PROSE))
    assert (found.language, found.section, found.bylines) == ("ar", "محليات", ("محمد أحمد",))
    assert found.published is not None
    assert found.published.iso() == "2025-03-11T08:00:00+03:00"
    assert (found.source, found.seen, found.reader) == ("daily", SEEN, "page/3")


def test_a_page_drawn_by_scripts_is_read_from_its_state() -> None:
    state = json.dumps({"article": {"title": TITLE, "html": BODY}})

    found = read(
        f"<html><head><meta property='og:title' content='{TITLE}'></head><body><div id=root></div>"
        f"<script>window.__STATE__ = {state}</script></body></html>"
    )

    assert (found.title, found.body.split("\n")) == (TITLE, list(PROSE))
    assert [(each.field, each.kind) for each in found.doubts if each.field == "body"] == [
        ("body", model.DoubtKind.REPAIRED)
    ]


@pytest.mark.parametrize(
    ("data", "word"),
    [
        pytest.param(b"", "empty", id="nothing"),
        pytest.param(b" \n ", "empty", id="white space"),
        pytest.param(b"%PDF-1.7 ...", "PDF", id="a PDF"),
        pytest.param(b"\x89PNG\r\n\x1a\n....", "picture", id="a picture"),
        pytest.param(b'{"title": "x"}', "JSON", id="JSON"),
        pytest.param(b"<?xml version='1.0'?><rss><channel/></rss>", "feed", id="a feed"),
        pytest.param(b"<html><head><title>x</title></head><body></body></html>", "menu", id="an empty page"),
        pytest.param(
            "<html><body><ul><li><a href='/1'>الرئيسية</a></li><li><a href='/2'>أخبار اليوم</a></li></ul></body></html>",
            "menu",
            id="a menu",
        ),
    ],
)  # fmt: skip
def test_what_is_no_article_says_so(data: str | bytes, word: str) -> None:
    with pytest.raises(errors.NotAnArticle, match=word):
        read(data)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "نستخدم ملفات تعريف الارتباط لتحسين تجربتك على موقعنا، اضغط موافق للمتابعة إلى الموقع الآن.",
            id="consent",
        ),
        pytest.param(
            "Checking your browser before accessing the site. This process is automatic, please wait a while.",
            id="bots",
        ),
    ],
)
def test_a_gate_in_the_articles_place_is_no_article(text: str) -> None:
    with pytest.raises(errors.NotAnArticle, match="in the article's place"):
        read(f"<html><body><div><p>{text}</p></div></body></html>")


def test_an_article_about_cookies_is_one() -> None:
    assert (
        read(
            whole(
                f"{BODY}<p>وتستخدم المواقع ملفات تعريف الارتباط لمعرفة زوارها.</p>{BODY.replace('.', ' أيضا.')}{BODY.replace('.', ' كذلك.')}"
            )
        ).title
        == TITLE
    )


def test_an_answer_that_is_an_error_is_no_article() -> None:
    page = model.Capture(
        url="https://daily.example/a",
        final_url="https://daily.example/a",
        at=SEEN,
        body=whole().encode(),
        status=404,
    )

    with pytest.raises(errors.NotAnArticle, match="404"):
        article.read(page, source=SOURCE, directory=NONE)


def test_plain_text_is_read_as_text() -> None:
    found = read("\n\n".join((TITLE, *PROSE)), content_type="text/plain; charset=utf-8")

    assert found.title == TITLE
    assert found.body.split("\n") == list(PROSE)


@pytest.mark.parametrize("encoding", ["utf-8", "cp1256", "utf-16"])
def test_the_encoding_makes_no_difference(encoding: str) -> None:
    assert read(whole().encode(encoding)).body.split("\n") == list(PROSE)


def test_a_dateline_stays_in_the_text() -> None:
    first = f"الرياض - واس: {PROSE[0]}"
    found = read(whole("".join(f"<p>{each}</p>" for each in (first, *PROSE[1:]))))

    assert found.body.startswith(first)
    assert found.dateline is not None
    assert (found.dateline.text, found.dateline.places) == ("الرياض - واس:", ("الرياض",))
    assert [agency.code for agency in found.agencies or ()] == ["WAS"]


def test_a_dateline_on_a_line_of_its_own_is_one_with_its_paragraph() -> None:
    found = read(whole(f"<p><b>الرياض - واس:</b><br>{PROSE[0]}</p><p>{PROSE[1]}</p><p>{PROSE[2]}</p>"))

    assert found.body.split("\n")[0] == f"الرياض - واس: {PROSE[0]}"


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        pytest.param("(انتهى)", "end_mark", "(انتهى)", id="end mark"),
        pytest.param("المصدر: وكالات", "attribution", "المصدر: وكالات", id="credit line"),
    ],
)
def test_what_closes_a_wire_text_stands_apart(line: str, field: str, value: str) -> None:
    found = read(whole(f"{BODY}<p>{line}</p>"))
    told = getattr(found, field)

    assert found.body.split("\n") == list(PROSE)
    assert (told.said if isinstance(told, model.Attribution) else told) == value


def test_furniture_within_the_text_goes() -> None:
    found = read(
        whole(
            f"<p>{PROSE[0]}</p><p>اقرأ أيضاً: <a href='/2'>عنوان خبر آخر من أخبار اليوم</a></p><p>{PROSE[1]}</p>"
            f"<p>مشهد من الحديقة - أرشيف</p><p>{PROSE[2]}</p><p>شارك هذا الخبر</p>"
        )
    )

    assert found.body.split("\n") == list(PROSE)


def test_a_standfirst_is_the_summary() -> None:
    lead = "حديقة جديدة تجمع أهالي الوادي حول أشجار زرعوها بأيديهم خلال عامين."
    found = read(whole(before=f'<p class="standfirst">{lead}</p>'))

    assert (found.summary, found.body.split("\n")) == (lead, list(PROSE))


def test_blocks_keep_their_kind() -> None:
    found = read(
        whole(
            f"<p>{PROSE[0]}</p><h2>أشجار مثمرة</h2><ul><li>خمسون شجرة زيتون في المدخل.</li><li>عشرون نخلة.</li></ul>"
            f"<blockquote>زرعنا لنأكل نحن وأبناؤنا.</blockquote><p>{PROSE[1]}</p>"
        )
    )

    assert [block.kind.value for block in found.blocks] == [
        "paragraph",
        "heading",
        "list",
        "quote",
        "paragraph",
    ]
    assert found.blocks[1].level == 2
    assert found.blocks[2].items == ("خمسون شجرة زيتون في المدخل.", "عشرون نخلة.")


def test_a_canonical_link_within_the_house_is_an_address() -> None:
    found = read(whole(head='<link rel="canonical" href="https://daily.example/a/1?utm_source=x">'))

    assert (found.canonical_url, found.declarations) == ("https://daily.example/a/1", ())


def test_a_canonical_link_to_another_house_is_a_statement_on_the_origin() -> None:
    found = read(whole(head='<link rel="canonical" href="https://other.example/b/2">'))

    assert found.canonical_url is None
    assert [(each.basis, each.name, each.url) for each in found.declarations] == [
        (model.Basis.CANONICAL_LINK, "canonical", "https://other.example/b/2")
    ]


def test_json_ld_on_another_origin_is_kept() -> None:
    found = read(
        whole(
            head='<script type="application/ld+json">{"@type":"NewsArticle","headline":"t","isBasedOn":'
            '"https://other.example/b/2","sourceOrganization":{"@type":"Organization","name":"صحيفة القرية"},'
            '"copyrightHolder":{"name":"اليومية"}}</script>'
        )
    )

    assert {(each.name, each.value) for each in found.declarations} == {
        ("isBasedOn", "https://other.example/b/2"),
        ("sourceOrganization", "صحيفة القرية"),
    }


def stated(**more: str) -> str:
    """A page whose text is printed by scripts and stated for machines."""
    told = {"@type": "NewsArticle", "headline": TITLE, "articleBody": "\n".join(PROSE), **more}
    return (
        f"<html><head><script type='application/ld+json'>{json.dumps(told)}</script></head>"
        f"<body><h1>{TITLE}</h1><div id=app></div></body></html>"
    )


def test_a_body_that_is_only_stated_is_read_and_said_to_be() -> None:
    found = read(stated())

    assert found.body.split("\n") == list(PROSE)
    assert ("body", model.DoubtKind.REPAIRED) in {(each.field, each.kind) for each in found.doubts}


def test_what_is_not_free_to_read_is_not_taken_from_behind_its_gate() -> None:
    with pytest.raises(errors.NotAnArticle):
        read(stated(isAccessibleForFree="False"))


def test_signals_are_kept_with_their_words() -> None:
    found = read(
        whole(head='<meta name="robots" content="noindex, max-snippet:20">'),
        x_robots_tag="noai",
        tdm_reservation="1",
    )

    assert (found.signals.noindex, found.signals.noai, found.signals.tdm_reservation) == (True, True, True)
    assert found.signals.max_snippet == 20
    assert "X-Robots-Tag: noai" in found.signals.said


def test_rules_of_the_source_are_honoured() -> None:
    rules = model.Rules(
        body=".text",
        drop=(".box",),
        title=".head",
        byline=".who",
        published=".when",
        until=datetime(2030, 1, 1, tzinfo=UTC),
    )
    markup = (
        f"<html><body><p class=head>عنوان من القاعدة</p><p class=who>محمد أحمد</p><p class=when>2025-03-11 10:00</p>"
        f"<div class=text>{BODY}<p class=box>{PROSE[0]} مكرر في صندوق.</p></div><div>{BODY.replace('.', '!') * 3}</div></body></html>"
    )
    source = model.Source(id=model.SourceId("x"), name="x", zone="Asia/Riyadh", rules=(rules,))

    found = read(markup, source=source)

    assert (found.title, found.body.split("\n"), found.bylines) == (
        "عنوان من القاعدة",
        list(PROSE),
        ("محمد أحمد",),
    )
    assert found.published is not None
    assert found.published.iso() == "2025-03-11T10:00+03:00"


def test_a_rule_counts_until_its_day_and_no_longer() -> None:
    markup = whole(f"{BODY}<p class=last>وقد زرعت البلدية في الحديقة مئة شجرة زيتون وخمسين نخلة.</p>")

    def told(until: datetime) -> list[str]:
        rules = (model.Rules(drop=(".last",), until=until),)
        source = model.Source(id=model.SourceId("x"), name="x", rules=rules)
        return read(markup, source=source).body.split("\n")

    assert told(datetime(2025, 3, 13, tzinfo=UTC)) == list(PROSE)
    assert len(told(datetime(2025, 3, 11, tzinfo=UTC))) == len(PROSE) + 1


def test_the_language_is_judged_from_the_text() -> None:
    assert read(whole().replace("lang='ar'", "lang='en-US'")).language == "ar"


def test_the_id_is_that_of_the_address_free_of_tracking() -> None:
    assert (
        read(whole(), url="https://daily.example/a/1?utm_source=x").id
        == read(whole(), url="http://www.daily.example/a/1").id
    )


def test_without_an_address_the_capture_names_the_article() -> None:
    assert read(whole(), url="").id.startswith("capture-")


def test_a_page_without_a_date_says_so_as_a_doubt() -> None:
    assert ("published", model.DoubtKind.MISSING) in {
        (each.field, each.kind) for each in read(whole()).doubts
    }


@given(st.text(alphabet="<>/apdiv \u0628\u0627\u0644 .\"'=-", max_size=200))
def test_any_bytes_give_an_article_or_a_reason(markup: str) -> None:
    try:
        found = read(f"<html><body>{markup}{BODY}")
    except errors.NotAnArticle:
        return
    assert found.body


# --- leads that bring their text -----------------------------------------------------------------


def lead(content: str | None, **fields: str) -> model.Lead:
    return model.Lead(url="https://www.daily.example/a/1", seen=SEEN, title=TITLE, content=content, **fields)  # type: ignore[arg-type]  # fields of a test


def from_lead(content: str | None, **fields: str) -> model.Article:
    record = model.Capture(url="", final_url="", at=SEEN, body=(content or "").encode(), via=model.Via.RECORD)
    return article.from_lead(lead(content, **fields), record, source=SOURCE, directory=NONE)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("\n".join(PROSE), id="lines"),
        pytest.param("\n\n".join(PROSE), id="paragraphs"),
        pytest.param(BODY, id="HTML"),
        pytest.param("<br>".join(PROSE), id="line breaks of HTML"),
    ],
)
def test_a_lead_with_its_text_is_an_article(content: str) -> None:
    found = from_lead(content, author="محمد أحمد", published="2025-03-11T08:00:00+03:00")

    assert (found.title, found.body.split("\n"), found.bylines) == (TITLE, list(PROSE), ("محمد أحمد",))
    assert found.published is not None
    assert found.published.iso() == "2025-03-11T08:00:00+03:00"
    assert (found.via, found.seen) == (model.Via.RECORD, SEEN)


def test_a_lead_may_be_short() -> None:
    assert from_lead("خبر عاجل قصير.").body == "خبر عاجل قصير."


def test_a_record_may_hold_a_headline_alone() -> None:
    assert (from_lead(None).title, from_lead(None).body) == (TITLE, "")


def test_an_entry_of_a_feed_without_text_is_no_article() -> None:
    entry = capture(b"<item/>")

    with pytest.raises(errors.NotAnArticle, match="fetch its page"):
        article.from_lead(lead(None), entry, source=SOURCE, directory=NONE)
