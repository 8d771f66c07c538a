"""A page that takes its own text back in words is told from news of somebody else's withdrawal."""

import io
import json

import pytest
import zstandard
from benchmarks import sets

from masdar.extract import takedown
from masdar.model import Article
from tests import fakes

TITLE = "وزير النقل يعلن موعد افتتاح جسر الوادي"


def _article(*lines: str, title: str = TITLE) -> Article:
    return fakes.article(1, title=title, blocks=fakes.paragraphs(*lines))


NEWS = (fakes.FIRST, fakes.SECOND, fakes.THIRD, fakes.FIRST, fakes.SECOND)


@pytest.mark.parametrize(
    "said",
    [
        "تم سحب هذا الخبر.",
        "تم حذف هذا الخبر لعدم دقته",
        "جرى سحب هذه المادة بناءً على طلب الجهة المعنية.",
        "لقد تمّ إلغاء هذا الخبر.",
        "تنويه: سحبت الوكالة هذا الخبر لورود خطأ في مصدره.",
        "نعتذر لقرائنا عن نشر معلومات غير دقيقة، وقد قررنا سحب هذا الخبر.",
        "هذا المقال تم حذفه.",
        "هذا الخبر ملغى.",
        "حُذف هذا الخبر من الموقع.",
        "يرجى عدم نشر هذا الخبر.",
        "This story has been withdrawn.",
        "This article was retracted because its source could not be verified.",
        "Editor's note: This story has been removed from our site.",
        "We have retracted this article.",
        "RETRACTED: a bridge that never was",
    ],
)
def test_a_page_that_names_this_text_takes_it_back(said: str) -> None:
    alone = takedown.of(_article(said))
    above = takedown.of(_article(said, *NEWS))

    assert alone is not None
    assert alone.certain
    assert alone.said
    assert alone.said in said
    assert above == alone


@pytest.mark.parametrize(
    "said",
    [
        "حُذف الخبر.",
        "سحبت الوكالة الخبر.",
        "تم سحب الخبر بسبب خطأ في المصدر.",
        "إلغاء الخبر",
        "برجاء إلغاء الخبر",
        "خبر ملغى",
        "الخبر محذوف",
        "تم حذف هذا المنشور.",
        "The story has been withdrawn.",
        "This report was withdrawn.",
        "WITHDRAWN",
    ],
)
def test_what_calls_it_the_story_counts_where_nothing_else_stands(said: str) -> None:
    found = takedown.of(_article(said))

    assert found is not None
    assert not found.certain
    page = f"<body><nav><a href=/>الرئيسية</a></nav><h1>{TITLE}</h1><p>{said}</p></body>"
    assert takedown.bare(fakes.capture("https://alwadi.example/news/1", body=page.encode())) == found


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        pytest.param("وزارة الصحة تسحب دواء من الأسواق", ("سحبت وزارة الصحة الدواء من الأسواق أمس.",), id="a drug"),
        pytest.param("سحب هذه المادة من الأسواق فورا", ("قررت الهيئة سحب مادة حافظة.",), id="a preservative"),
        pytest.param("لاعب يحذف تغريدة", ("حذف اللاعب منشورا وضعه يوم الثلاثاء على صفحته.",), id="a post"),
        pytest.param("ناد يهدد صحيفة", ("هدد النادي بالقضاء إذا لم تتم إزالة الخبر من الموقع.",), id="a threat"),
        pytest.param(
            "وكالة تسحب خبر استقالة الوزير",
            ("سحبت وكالة المرجان خبر استقالة الوزير بعد ساعة من بثه، وقالت إن حسابها اخترق.",),
            id="an agency's story",
        ),
        pytest.param(
            "«تم حذف هذا الخبر».. رسالة تربك القراء",
            ("فوجئ القراء برسالة غريبة على موقع الصحيفة صباح أمس.",),
            id="a message in quotation marks",
        ),
        pytest.param("استفتاء على إلغاء المادة الثامنة", ("يصوت الناخبون على إلغاء المادة من الدستور.",), id="a law"),
        pytest.param("إلغاء هذه المادة من الدستور", ("دعا نواب إلى إلغاء المادة.",), id="a law in a headline"),
        pytest.param("مجلة تسحب دراسة", ("The journal has retracted a study on sleep, its editors said.",), id="a study"),
        pytest.param("Paper withdraws story", ("The Daily said on Monday it had withdrawn a story.",), id="English news"),
        pytest.param("This story is about a bridge", ("It was removed from its place in 1920.",), id="a story of a bridge"),
    ],
)  # fmt: skip
def test_news_of_a_withdrawal_is_news(title: str, lines: tuple[str, ...]) -> None:
    for article in (_article(*lines, title=title), _article(*lines, *NEWS, title=title)):
        assert takedown.of(article) is None


@pytest.mark.parametrize(
    "said", ["سحبت الوكالة الخبر.", "تم سحب هذا التقرير.", "The story has been withdrawn."]
)
def test_under_a_text_that_stands_it_raises_the_question_alone(said: str) -> None:
    found = takedown.of(_article(*NEWS, said))

    assert found is not None
    assert not found.certain
    # in the midst of a text it is part of what is told
    assert takedown.of(_article(*NEWS, said, *NEWS)) is None


def test_a_long_sentence_is_quoted_in_part() -> None:
    found = takedown.of(_article("تم سحب هذا الخبر بسبب " + "خطأ " * 50))

    assert found is not None
    assert len(found.said.split()) <= 31


@pytest.mark.corpus
@pytest.mark.parametrize("name", ["ant", "saudinewsnet"])
def test_no_news_of_the_corpora_is_taken_for_a_retraction(name: str) -> None:
    try:
        file = sets.folder("text", "corpus", f"{name}.dev.jsonl.zst")
    except sets.Absent as error:
        pytest.skip(str(error))
    found = []
    seen = 0
    with file.open("rb") as packed, zstandard.ZstdDecompressor().stream_reader(packed) as stream:
        for row in map(json.loads, io.TextIOWrapper(stream, encoding="utf-8")):
            lines = [each for each in row["text"].split("\n") if each.strip()]
            seen += 1
            if takedown.of(_article(*lines, title=row["title"] or "")) is not None:
                found.append(row["id"])

    assert seen > 10_000
    assert found == []
