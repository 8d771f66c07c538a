"""The lead picture, its caption and its credit."""

import pytest

from masdar import model
from masdar.extract import image
from tests.extract.pages import BODY, gather, read_head

BASE = "https://daily.example/a/1"
OG = '<meta property="og:image" content="https://img.daily.example/large/202501.jpg">'


def lead(picture: str, head: str = "") -> model.Image | None:
    markup = f"<head>{head}</head><body><h1>t</h1>{picture}<div>{BODY}</div>"
    page = gather(markup)
    start = next(at for at, line in enumerate(page.lines) if line.text in BODY and len(line.text) > 40)
    found, _ = image.read(page, read_head(markup), BASE, title=0, body=range(start, start + 3))
    return found


@pytest.mark.parametrize(
    "attributes",
    [
        pytest.param('src="/i/a.jpg"', id="plain"),
        pytest.param('src="data:image/gif;base64,R0" data-src="/i/a.jpg"', id="lazy"),
        pytest.param('data-original="/i/a.jpg" src="/blank.gif"', id="lazy by another name"),
        pytest.param('srcset="/i/s.jpg 300w, /i/a.jpg 1200w" src="/i/s.jpg"', id="the largest of a set"),
    ],
)
def test_a_picture_under_the_title_is_the_lead(attributes: str) -> None:
    found = lead(f"<figure><img {attributes}></figure>")

    assert found is not None
    assert found.url == "https://daily.example/i/a.jpg"


def test_a_caption_is_told_once_though_alt_doubles_it() -> None:
    found = lead(
        '<figure><img src="a.jpg" alt="مشهد من الحديقة"><figcaption>مشهد من الحديقة</figcaption></figure>'
    )

    assert found is not None
    assert (found.caption, found.credit, found.alt) == ("مشهد من الحديقة", None, "مشهد من الحديقة")


@pytest.mark.parametrize(
    "caption",
    [
        pytest.param(
            "<figcaption>مشهد من الحديقة الجديدة <span class='credit'>تصوير: سامي</span></figcaption>",
            id="class",
        ),
        pytest.param("<figcaption>مشهد من الحديقة الجديدة (تصوير: سامي)</figcaption>", id="in the words"),
        pytest.param(
            "<figcaption>مشهد من الحديقة الجديدة <small>تصوير: سامي</small></figcaption>", id="an element"
        ),
    ],
)
def test_the_credit_stands_apart_from_the_caption(caption: str) -> None:
    found = lead(f'<figure><img src="a.jpg">{caption}</figure>')

    assert found is not None
    assert (found.caption, found.credit) == ("مشهد من الحديقة الجديدة", "سامي")


def test_the_stated_picture_takes_its_caption_from_where_it_is_shown() -> None:
    found = lead(
        '<div class="img"><img src="https://img.daily.example/large/202501.jpg" alt="x"><span class="img-cap">c c c</span></div>',
        head=OG,
    )

    assert found is not None
    assert (found.url, found.caption) == ("https://img.daily.example/large/202501.jpg", "c c c")


def test_without_a_shown_picture_the_statement_counts() -> None:
    found = lead("", head=OG)

    assert found is not None
    assert found.url == "https://img.daily.example/large/202501.jpg"


@pytest.mark.parametrize(
    "picture",
    [
        pytest.param("", id="none"),
        pytest.param('<img src="/assets/logo.png">', id="a logo"),
        pytest.param('<img src="/dot.gif" width="1" height="1">', id="a dot"),
        pytest.param('<img src="data:image/png;base64,AAAA">', id="no address"),
        pytest.param('<img src="javascript:x()">', id="no address of the web"),
    ],
)
def test_what_is_no_news_picture_is_no_lead(picture: str) -> None:
    assert lead(picture) is None


def test_json_ld_names_the_picture() -> None:
    found = lead(
        "",
        head='<script type="application/ld+json">{"@type":"NewsArticle","headline":"t","image":'
        '{"@type":"ImageObject","url":"/i/b.jpg","width":"1200px","height":800}}</script>',
    )

    assert found == model.Image(url="https://daily.example/i/b.jpg", width=1200, height=800)


@pytest.mark.parametrize(
    ("printed", "caption", "credit"),
    [
        ("The new garden. (Quelle: Sam Example)", "The new garden.", "Sam Example"),
        ("The new garden. Bild: Sam Example/Archiv", "The new garden.", "Sam Example/Archiv"),
        ("Image: Sam Example / Daily", None, "Sam Example / Daily"),
        ("An image of the garden", "An image of the garden", None),
    ],
)
def test_a_credit_is_told_by_its_label_in_other_languages(
    printed: str, caption: str | None, credit: str | None
) -> None:
    found = lead(f'<figure><img src="a.jpg"><figcaption>{printed}</figcaption></figure>')

    assert found is not None
    assert (found.caption, found.credit) == (caption, credit)


def test_a_button_beside_a_caption_is_no_credit() -> None:
    found = lead(
        '<figure><img src="a.jpg"><figcaption>The new garden of the town. Foto: Sam Example'
        "<span role=button>Show more</span></figcaption></figure>"
    )

    assert found is not None
    assert (found.caption, found.credit) == ("The new garden of the town.", "Sam Example")
