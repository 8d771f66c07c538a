"""The site as files, opened from a folder: no server, and the search answers."""

from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from masdar.press import export
from tests.press import room

pytestmark = pytest.mark.browser


def test_a_search_among_files_finds_an_article_that_opens(
    chromium: Any, newsroom: room.Room, tmp_path: Path
) -> None:
    with newsroom.view("ar") as arabic, newsroom.view("en") as english:
        views = {"ar": arabic, "en": english}
        maker = export.Maker(view=views.__getitem__, picture=lambda _: b"", own="ar", base=room.SITE.base_url)
        for file in export.walk(maker):
            path = tmp_path / file.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(file.body)
    page = chromium.new_page()
    failed: list[str] = []
    page.on("requestfailed", lambda request: failed.append(request.url))
    page.on("pageerror", lambda error: failed.append(str(error)))

    page.goto((tmp_path / "index.html").as_uri())
    page.fill("nav input[name=q]", "الجِسر الجديد")
    page.press("nav input[name=q]", "Enter")
    page.wait_for_selector("#found li")
    titles = page.locator("#found h2").all_text_contents()
    origin = page.locator("#found li .meta").first.text_content()
    lead = page.locator("#found li .meta a").first.get_attribute("href")
    when = page.locator("#found li time").first
    told, written = when.text_content(), when.get_attribute("datetime")
    page.click("#found h2 a >> nth=0")
    page.wait_for_selector("article h1")

    assert "افتتاح الجسر الجديد فوق الوادي" in titles
    assert "وكالة الوادي" in origin
    # the original itself, not only its site
    assert urlsplit(lead).hostname.endswith(".example")
    assert urlsplit(lead).path.startswith("/news/")
    assert "بتوقيت" in told
    assert datetime.fromisoformat(written).tzinfo is not None
    assert page.locator("h1").first.text_content()
    assert page.locator("h1").evaluate("each => getComputedStyle(each).fontFamily")
    assert failed == []
    page.close()
