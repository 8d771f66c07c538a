"""Pages that hold no article, and articles that speak of what such pages say."""

from datetime import UTC, datetime

import pytest

from masdar.errors import NotAnArticle
from masdar.extract import article
from masdar.model import Article, Capture, Directory, DoubtKind, Source, SourceId

_NOW = datetime(2025, 4, 20, 8, tzinfo=UTC)
_TOLD = "قالت إدارة المكتبة إن القاعة الجديدة تتسع لثمانين قارئا، وإن ركن الأطفال يقدم ساعة للحكاية كل خميس."


def _read(body: str, *, head: str = "") -> Article:
    page = f"<!doctype html><html lang=ar dir=rtl><head>{head}</head><body>{body}</body></html>"
    url = "https://almanara.example/n/1"
    capture = Capture(url=url, final_url=url, at=_NOW, body=page.encode())
    return article.read(
        capture, source=Source(id=SourceId("almanara"), name="صحيفة المنارة"), directory=Directory(), now=_NOW
    )


def _page(title: str, *paragraphs: str, more: str = "") -> str:
    told = "".join(f"<p>{each}</p>" for each in paragraphs)
    return f"<main><h1>{title}</h1>{told}{more}</main>"


@pytest.mark.parametrize(
    ("body", "why"),
    [
        pytest.param(
            _page(
                "لحظة", "جار التحقق من أنك إنسان، وقد يستغرق ذلك بضع ثوان، يرجى الانتظار حتى ينتهي التحقق."
            ),
            "robots",
            id="a check for robots",
        ),
        pytest.param(
            _page(
                "خصوصيتك",
                "نستخدم ملفات تعريف الارتباط لتخزين المعلومات على جهازك ولعرض إعلانات تناسب اهتماماتك في الموقع.",
            ),
            "consent",
            id="a question of consent",
        ),
        pytest.param(
            _page(
                "تسجيل الدخول",
                "أدخل عنوان بريدك وكلمة المرور لتطلع على ما حفظته من مقالات، وعلى النشرات التي اشتركت فيها من قبل.",
                more="<form><input type=password></form>",
            ),
            "log in",
            id="a login",
        ),
        pytest.param(
            _page("خطأ", f"الصفحة التي تبحث عنها غير موجودة، وقد تكون نقلت إلى عنوان آخر من الموقع. {_TOLD}"),
            "nothing stands",
            id="a page that is gone",
        ),
        pytest.param(
            "<h1>محليات</h1><div>"
            + "".join(
                f"<div class=card><h3><a href=/n/{n}>عنوان الخبر رقم {n} في القسم</a></h3><p>{n} {_TOLD}</p></div>"
                for n in range(5)
            )
            + "</div>",
            "list",
            id="a list",
        ),
    ],
)
def test_a_page_in_the_articles_place_is_refused_with_the_reason(body: str, why: str) -> None:
    with pytest.raises(NotAnArticle, match=why):
        _read(body)


_STATED = '<meta property="article:published_time" content="2025-04-19T10:00:00Z">'


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("وتستخدم المواقع ملفات تعريف الارتباط لأغراض كثيرة.", id="cookies"),
        pytest.param("وظهرت للزوار عبارة «الصفحة غير موجودة» مدة ساعة.", id="not found"),
    ],
)
def test_an_article_may_speak_of_what_gates_say(sentence: str) -> None:
    found = _read(_page("خبر عن المواقع", _TOLD, sentence), head=_STATED)

    assert sentence in found.body


def test_an_article_below_cards_of_others_is_no_list() -> None:
    cards = "".join(
        f"<div class=card><h3><a href=/n/{n}>عنوان الخبر رقم {n}</a></h3></div>" for n in range(6)
    )

    found = _read(_page("افتتاح القاعة", *(f"{n} {_TOLD}" for n in range(4)), more=f"<div>{cards}</div>"))

    assert len(found.blocks) == 4


@pytest.mark.parametrize(
    ("offer", "cut"),
    [
        pytest.param("هذا المقال للمشتركين فقط", True, id="for subscribers"),
        pytest.param("اشترك الآن لتكمل القراءة", True, id="subscribe to go on"),
        pytest.param("اشترك في نشرتنا البريدية", False, id="a letter"),
    ],
)
def test_a_text_that_is_offered_to_subscribers_is_doubted(offer: str, cut: bool) -> None:
    found = _read(
        _page("افتتاح القاعة", _TOLD, f"و{_TOLD}", more=f"<div class=box><p>{offer}</p></div>"), head=_STATED
    )

    assert any(each.field == "body" and each.kind is DoubtKind.SUSPICIOUS for each in found.doubts) is cut
