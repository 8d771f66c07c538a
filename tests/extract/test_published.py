"""First publication: what is stated, what is printed, and which clock they run on."""

from datetime import UTC, datetime

import pytest

from masdar import model
from masdar.extract import published
from masdar.markup import tree
from tests.extract.pages import BODY, gather, read_head

NOW = datetime(2025, 3, 20, 9, 0, tzinfo=UTC)


def read(
    head: str = "", printed: str = "", zone: str | None = "Africa/Cairo", above: str = ""
) -> published.Dates:
    markup = f"<head>{head}</head><body><div>{above}</div><h1>عنوان الخبر الأول</h1><div class=date>{printed}</div>{BODY}"
    page = gather(markup)
    title = next(at for at, line in enumerate(page.lines) if line.text.startswith("عنوان"))
    count = len(page.lines)
    return published.read(
        page,
        read_head(markup),
        tree.parse(markup),
        title=title,
        body=range(count - 3, count),
        zone=zone,
        now=NOW,
    )


def meta(value: str, name: str = "article:published_time") -> str:
    return f'<meta property="{name}" content="{value}">'


def ld(**values: str) -> str:
    told = ",".join(f'"{name}":"{value}"' for name, value in values.items())
    return f'<script type="application/ld+json">{{"@type":"NewsArticle","headline":"t",{told}}}</script>'


@pytest.mark.parametrize(
    ("head", "printed", "expected"),
    [
        pytest.param(meta("2025-03-11T09:40:00+03:00"), "", "2025-03-11T09:40:00+03:00", id="an offset is believed"),
        pytest.param(meta("2025-03-11T09:40:12Z"), "", "2025-03-11T09:40:12+00:00", id="Z is believed"),
        pytest.param(
            meta("2025-03-11T09:40:12Z"), "الثلاثاء، 11 مارس 2025 09:40 ص", "2025-03-11T09:40:12+02:00",
            id="Z is the local clock where the same minute is printed",
        ),
        pytest.param(
            meta("2025-03-11T07:40:12Z"), "الثلاثاء، 11 مارس 2025 09:40 ص", "2025-03-11T07:40:12+00:00",
            id="Z is right where the minute at home is printed",
        ),
        pytest.param(
            meta("2025-03-11T09:40:12Z") + ld(dateCreated="x") + meta("2025-03-11T11:40:12+02:00", "datePublished"),
            "11 مارس 2025 09:40", "2025-03-11T09:40:12+00:00", id="Z is right where another statement says so",
        ),
        pytest.param(meta("2025-03-11 09:40"), "", "2025-03-11T09:40+02:00", id="no zone: the source's home"),
        pytest.param(meta("1741686012"), "", "2025-03-11T09:40:12+00:00", id="seconds since 1970"),
        pytest.param("", "11 مارس 2025 - 09:40", "2025-03-11T09:40+02:00", id="only printed"),
        pytest.param("", "11 آذار / مارس 2025", "2025-03-11", id="only a day"),
        pytest.param(meta("2025-03-11"), "11 مارس 2025 09:40", "2025-03-11T09:40+02:00", id="the printed minute is finer"),
        pytest.param(
            meta("الثلاثاء، 11 مارس 2025 - 12:09 م"), "", "2025-03-11T12:09+02:00", id="prose where machines look"
        ),
        pytest.param(
            ld(datePublished="2025-03-12T08:00:00+02:00") + meta("2025-03-11T08:00:00+02:00"), "",
            "2025-03-11T08:00:00+02:00", id="the earlier of two",
        ),
        pytest.param(meta("0000-00-00") + meta("1970-01-01T00:00:00Z"), "", None, id="no date at all"),
    ],
)  # fmt: skip
def test_first_publication(head: str, printed: str, expected: str | None) -> None:
    found = read(head, printed).published

    assert (found.iso() if found else None) == expected


def test_the_header_of_the_page_is_no_date_of_the_article() -> None:
    found = read(
        printed="11 مارس 2025", above="<p>الخميس 20 مارس 2025</p><p>الرئيسية</p><p>أخبار</p><p>رياضة</p>"
    )

    assert found.published is not None
    assert found.published.iso() == "2025-03-11"


def test_the_last_change_is_not_the_first_publication() -> None:
    found = read(ld(datePublished="2025-03-11T08:00:00+02:00", dateModified="2025-03-12T09:00:00+02:00"))

    assert found.published is not None
    assert found.modified is not None
    assert (found.published.iso(), found.modified.iso()) == (
        "2025-03-11T08:00:00+02:00",
        "2025-03-12T09:00:00+02:00",
    )


def test_a_change_before_publication_is_none() -> None:
    found = read(ld(datePublished="2025-03-11T08:00:00+02:00", dateModified="2025-03-10T09:00:00+02:00"))

    assert found.modified is None


def test_a_zone_that_nobody_says_is_assumed() -> None:
    found = read(meta("2025-03-11 09:40"), zone=None).published

    assert found is not None
    assert found.zone_from is model.ZoneFrom.ASSUMED


def test_a_clock_without_a_zone_runs_as_the_others_of_the_page() -> None:
    head = meta("2025-03-11 09:40") + meta("2025-03-11T10:00:00+03:00", "article:modified_time")
    found = read(head, zone=None).published

    assert found is not None
    assert found.iso() == "2025-03-11T09:40+03:00"


def test_a_date_in_the_future_is_doubted() -> None:
    doubts = read(meta("2026-03-11T08:00:00+02:00")).doubts

    assert [(doubt.field, doubt.kind) for doubt in doubts] == [("published", model.DoubtKind.SUSPICIOUS)]


def test_when_another_published_it_is_not_when_the_page_did() -> None:
    assert read(printed="نشر الخبر أول مرة بتاريخ: 2025-03-11 13:01").published is None
