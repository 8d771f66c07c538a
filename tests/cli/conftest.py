"""A command with a home of its own, and invented pages."""

from pathlib import Path

import pytest

from tests.cli.calls import Masdar

PARAGRAPHS = (
    "افتتح وزير النقل في جزيرة المرجان صباح اليوم خط القطار البحري الجديد الذي يربط الميناء القديم بالمدينة الجامعية.",
    "وقال الوزير في حفل الافتتاح إن الخط يختصر زمن الرحلة إلى عشرين دقيقة بعد أن كانت تستغرق ساعة ونصف الساعة.",
    "وأضاف أن المرحلة الثانية من المشروع ستصل القرى الشمالية بالعاصمة قبل نهاية العام المقبل، وأن كلفتها لم تحدد بعد.",
    "ورحب سكان الأحياء المجاورة بالخط الجديد، وطالب بعضهم بزيادة عدد الرحلات في ساعات المساء وأيام العطل.",
)


def page(
    title: str = "افتتاح خط القطار البحري في جزيرة المرجان",
    paragraphs: tuple[str, ...] = PARAGRAPHS,
    head: str = "",
    when: str = "2026-11-01T10:30:00+04:00",
) -> str:
    """An invented article as a small newspaper's page carries it."""
    body = "\n".join(f"<p>{each}</p>" for each in paragraphs)
    return f"""<!doctype html>
<html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>{title} - صحيفة المرجان</title>
<meta property="og:title" content="{title}">
<meta property="article:published_time" content="{when}">{head}</head>
<body><nav><a href="/">الرئيسية</a> <a href="/economy">اقتصاد</a></nav>
<main><article><h1>{title}</h1>{body}</article></main>
<footer>جميع الحقوق محفوظة</footer></body></html>"""


@pytest.fixture
def masdar(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Masdar:
    return Masdar(tmp_path / "home", capsys)
