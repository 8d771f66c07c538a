"""The functions of the library, called from outside."""

import pytest

from tests.cli.conftest import PARAGRAPHS, page
from tests.seams.conftest import Outside

pytestmark = pytest.mark.outside

# the keys of the flat record, which stay
KEYS = {
    "id",
    "url",
    "canonicalUrl",
    "language",
    "title",
    "kicker",
    "summary",
    "articleBody",
    "paragraphs",
    "authors",
    "agency",
    "agencyCode",
    "dateline",
    "datePublished",
    "dateModified",
    "image",
    "imageCaption",
    "imageCredit",
    "endMark",
    "section",
    "tags",
    "source",
    "attribution",
    "outlet",
    "doubts",
}


def test_read(outside: Outside) -> None:
    record = outside.value(f"masdar.read({page().encode()!r}, url='https://murjan.example/1').as_record()")

    assert set(record) >= KEYS
    assert record["paragraphs"] == list(PARAGRAPHS)
    assert record["articleBody"] == "\n".join(PARAGRAPHS)
    assert set(record["attribution"]) == {"publisher", "author", "site", "firstPublished"}


def test_read_raises_what_it_says(outside: Outside) -> None:
    code = "exec('import masdar\\nfrom masdar.errors import NotAnArticle\\ntry:\\n masdar.read(b\"\")\\nexcept NotAnArticle:\\n pass')"

    assert outside.value(code) is None


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        pytest.param("masdar.read_date('٨ شباط ٢٠١٩')", "2019-02-08", id="read_date"),
        pytest.param("masdar.read_date('لا تاريخ هنا')", None, id="read_date of none"),
        pytest.param("masdar.decode('خبر'.encode('cp1256'))", "خبر", id="decode"),
        pytest.param("masdar.sanitise('<p onclick=x()>خبر</p>')", "<p>خبر</p>", id="sanitise"),
        pytest.param(
            "masdar.same_address('http://a.example/1?utm_source=x', 'https://www.a.example/1')",
            True,
            id="same_address",
        ),
        pytest.param(
            "masdar.canonical_address('https://A.example/1?fbclid=x')",
            "https://a.example/1",
            id="canonical_address",
        ),
        pytest.param(
            "masdar.allowed('User-agent: *\\nDisallow: /x', 'masdar', 'https://a.example/x')",
            False,
            id="allowed",
        ),
        pytest.param("masdar.words('القرية') == masdar.words('القريه')", True, id="words"),
        pytest.param(
            "sorted(masdar.read_dateline('الرياض، 3 مايو (واس) --'))",
            ["agency", "cited", "date", "desk", "photo_credit", "place", "reporter"],
            id="read_dateline",
        ),
        pytest.param(
            "[e['title'] for e in masdar.read_feed(b'<rss><channel><item><title>A</title></item></channel></rss>')['entries']]",
            ["A"],
            id="read_feed",
        ),
    ],
)
def test_a_function_gives(outside: Outside, code: str, expected: object) -> None:
    assert outside.value(code) == expected
