"""Live blogs, tables, embeds and galleries: what pages hold beside paragraphs."""

import json
from datetime import UTC, datetime

import pytest

from masdar.extract import article
from masdar.model import Article, BlockKind, Capture, Directory, Source, SourceId

_NOW = datetime(2025, 4, 27, 8, tzinfo=UTC)
_TOLD = "قالت إدارة السباق إن المناطيد العشرين ارتفعت عن أرض الوادي خلال عشر دقائق وسط هتاف الآلاف من السكان."
_LIVE = {"@context": "https://schema.org", "@type": "LiveBlogPosting", "headline": "سباق المناطيد"}


def _read(body: str, stated: object = None, *, published: str = "2025-04-26T10:00:00+03:00") -> Article:
    data = f'<script type="application/ld+json">{json.dumps(stated)}</script>' if stated else ""
    head = f'{data}<meta property="article:published_time" content="{published}">'
    page = f"<!doctype html><html lang=ar><head>{head}</head><body><h1>سباق المناطيد</h1>{body}</body></html>"
    url = "https://albayraq.example/live/1"
    capture = Capture(url=url, final_url=url, at=_NOW, body=page.encode())
    source = Source(id=SourceId("albayraq"), name="شبكة البيرق", zone="Asia/Amman")
    return article.read(capture, source=source, directory=Directory(), now=_NOW)


def _entries(*times: str, name: str = "item") -> str:
    held = "".join(f"<div class={name}>{time}<p>{at} {_TOLD}</p></div>" for at, time in enumerate(times))
    return f"<div>{held}</div>"


def _times(found: Article) -> list[str | None]:
    return [each.at.iso() if each.at else None for each in found.blocks]


def test_entries_have_the_time_that_is_marked() -> None:
    marked = ('<time datetime="2025-04-26T15:20:00+03:00">15:20</time>',
              '<time datetime="2025-04-26T13:45:00+03:00">13:45</time>')  # fmt: skip

    found = _read(_entries(*marked), _LIVE)

    assert _times(found) == ["2025-04-26T15:20:00+03:00", "2025-04-26T13:45:00+03:00"]
    assert "15:20" not in found.body


def test_a_clock_alone_is_read_on_the_day_of_the_page() -> None:
    found = _read(_entries("<b>15:20</b>", "<b>1:45 م</b>", name="live-entry"))

    assert _times(found) == ["2025-04-26T15:20+03:00", "2025-04-26T13:45+03:00"]


def test_updates_listed_for_machines_date_the_lines_that_they_begin() -> None:
    updates = [
        {
            "@type": "BlogPosting",
            "articleBody": f"{at} {_TOLD}",
            "datePublished": f"2025-04-26T1{at}:00:00+03:00",
        }
        for at in range(2)
    ]

    found = _read(
        f"<article>{''.join(f'<p>{at} {_TOLD}</p>' for at in range(2))}</article>",
        _LIVE | {"liveBlogUpdate": updates},
    )

    assert _times(found) == ["2025-04-26T10:00:00+03:00", "2025-04-26T11:00:00+03:00"]


def test_boxes_with_times_are_no_entries_of_a_page_that_is_no_live_blog() -> None:
    marked = [f'<time datetime="2025-04-26T1{at}:00:00+03:00">1{at}:00</time>' for at in range(3)]

    assert set(_times(_read(_entries(*marked)))) == {None}


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        pytest.param(
            '<iframe src="https://video.example/embed/7" title="جولة"></iframe>',
            [("https://video.example/embed/7", "جولة")],
            id="a frame with a title",
        ),
        pytest.param(
            '<iframe data-src="//map.example/x"></iframe>', [("https://map.example/x", "")], id="a lazy frame"
        ),
        pytest.param(
            '<blockquote class="twitter-tweet"><p>كلام</p><a href="https://post.example/u/status/9">أمس</a></blockquote>',
            [("https://post.example/u/status/9", "")],
            id="a post",
        ),
        pytest.param('<iframe src="https://ads.example/a"></iframe>', [], id="an advertisement"),
        pytest.param(
            '<iframe src="https://video.example/x" width="1" height="1"></iframe>', [], id="a counter"
        ),
        pytest.param('<iframe src="about:blank"></iframe>', [], id="nothing"),
    ],
)
def test_what_another_site_shows_is_named_and_not_taken(markup: str, expected: list[tuple[str, str]]) -> None:
    found = _read(f"<article><p>أولا {_TOLD}</p>{markup}<p>ثانيا {_TOLD}</p></article>")

    figures = [each for each in found.blocks if each.kind is BlockKind.FIGURE]
    assert [(each.embed, each.text) for each in figures] == expected
    assert len(found.body.splitlines()) == 2


def test_pictures_behind_a_short_text_are_told_by_their_captions() -> None:
    shown = "".join(
        f"<figure><img src=/p/{n}.jpg><figcaption>تعليق الصورة رقم {n}.</figcaption></figure>"
        for n in (1, 2, 3)
    )

    found = _read(f"<article><p>{_TOLD}</p>{shown}</article>")

    captions = [each.image.caption for each in found.blocks if each.image]
    assert [found.image.caption if found.image else None, *captions] == [
        f"تعليق الصورة رقم {n}." for n in (1, 2, 3)
    ]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        pytest.param(
            [["الفريق", "الزمن"], ["البحيرة", "41 دقيقة"], ["الغابة", "41 دقيقة"]],
            [("الفريق | الزمن", "البحيرة | 41 دقيقة", "الغابة | 41 دقيقة")],
            id="results",
        ),
        pytest.param([["الفريق", "الزمن"], ["البحيرة", "41 دقيقة"]], [], id="too small to tell"),
        pytest.param([[f"<a href=/t/{n}>عنوان {n}</a>", "خبر"] for n in range(4)], [], id="links"),
    ],
)
def test_a_table_within_the_text_is_a_list_of_its_rows(
    cells: list[list[str]], expected: list[tuple[str, ...]]
) -> None:
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in cells)

    found = _read(f"<article><p>أولا {_TOLD}</p><table>{rows}</table><p>ثانيا {_TOLD}</p></article>")

    assert [each.items for each in found.blocks if each.kind is BlockKind.LIST] == expected
