"""Small pages for the tests of reading."""

from datetime import UTC, datetime

from masdar import model
from masdar.extract import page
from masdar.markup import head, tree

SEEN = datetime(2025, 3, 12, 7, 0, tzinfo=UTC)
SOURCE = model.Source(
    id=model.SourceId("daily"), name="اليومية", hosts=("daily.example",), zone="Asia/Riyadh"
)

# three paragraphs of an invented article
PROSE = (
    "افتتحت البلدية صباح اليوم حديقة عامة على ضفة الوادي تضم ملاعب للأطفال وممرات للمشي وأشجارا مثمرة.",
    "وقال رئيس البلدية إن العمل في الحديقة استمر عامين، وإن الأهالي شاركوا في اختيار الأشجار وزراعتها.",
    "وتفتح الحديقة أبوابها من الفجر حتى منتصف الليل، والدخول إليها مجاني في جميع أيام الأسبوع.",
)
BODY = "".join(f"<p>{each}</p>" for each in PROSE)
TITLE = "افتتاح حديقة عامة على ضفة الوادي"


def gather(markup: str) -> page.Page:
    found = tree.parse(markup).select_one("body")
    assert found is not None
    return page.gather(found)


def read_head(markup: str) -> head.Head:
    return head.read(tree.parse(markup))


def capture(markup: str | bytes, url: str = "https://www.daily.example/a/1", **headers: str) -> model.Capture:
    data = markup.encode("utf-8") if isinstance(markup, str) else markup
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return model.Capture(url=url, final_url=url, at=SEEN, body=data, headers=named)


def whole(body: str = BODY, *, head: str = "", before: str = "", after: str = "") -> str:
    """A page with a title, a body and what stands around them."""
    return (
        f"<!doctype html><html lang='ar'><head><title>{TITLE} - اليومية</title>{head}</head><body>"
        f"<nav><a href='/'>الرئيسية</a></nav><article><h1>{TITLE}</h1>{before}<div class='entry'>{body}</div>{after}"
        "</article></body></html>"
    )
