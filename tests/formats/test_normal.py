"""Feeds in one plain form, as the library gives them."""

import base64
import json
from pathlib import Path
from typing import Any

import pytest

from masdar import formats
from masdar.formats import document

HERE = "https://news.example/feeds/rss.xml"
BENCH = Path(__file__).parents[3] / "shared" / "bench" / "feeds"


def item(inside: str, *, spaces: str = "", **settings: Any) -> dict[str, Any]:
    data = f'<rss version="2.0" {spaces}><channel><item>{inside}</item></channel></rss>'.encode()
    entry: dict[str, Any] = formats.normalised(data, **{"url": HERE} | settings)["entries"][0]
    return entry


def entry(inside: str, **settings: Any) -> dict[str, Any]:
    data = f'<feed xmlns="http://www.w3.org/2005/Atom"><entry>{inside}</entry></feed>'.encode()
    found: dict[str, Any] = formats.normalised(data, **{"url": HERE} | settings)["entries"][0]
    return found


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Thu, 01 Jan 2026 15:00:00 +0300", "2026-01-01T12:00:00Z"),
        ("2026-01-01T15:00:00+03:00", "2026-01-01T12:00:00Z"),
        ("الخميس 1 يناير 2026 15:00 +0300", "2026-01-01T12:00:00Z"),
        ("Thu, 01 Jan 1970 00:00:00 GMT", None),
        ("soon", None),
    ],
)
def test_a_time_is_given_as_printed_and_in_utc(said: str, expected: str | None) -> None:
    found = item(f"<pubDate>{said}</pubDate>")

    assert found["published"] == said
    assert found.get("published_at") == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ('<p onclick="x()">خبر<script>x()</script></p>', "<p>خبر</p>"),
        ('<a href="/1">هنا</a>', '<a href="https://news.example/1">هنا</a>'),
        ('<img src="a.jpg"><br>', '<img src="https://news.example/feeds/a.jpg"><br>'),
        ('<img src="a.jpg"/><br/>', '<img src="https://news.example/feeds/a.jpg" /><br />'),
        ('<a href="javascript:x()">هنا</a>', "<a>هنا</a>"),
        (
            '<a href="/?a=1&amp;b=2">&#38; &amp;</a>',
            '<a href="https://news.example/?a=1&amp;b=2">&#38; &amp;</a>',
        ),
        ("<b>\ue0ff&#38;</b><script>&#38;</script>", "<b>\ue0ff&#38;</b>"),
        ("<b>\ue0ff&#38;<p></b><script>&#38;</script>", "<b>&amp;</b><p><b></b></p>"),
    ],
)
def test_html_is_safe_and_its_addresses_are_absolute(said: str, expected: str) -> None:
    escaped = said.replace("&", "&amp;").replace("<", "&lt;")

    assert item(f"<description>{escaped}</description>")["summary"] == expected


def test_a_title_cannot_turn_what_stands_after_it() -> None:
    assert item("<title>\u202eخبر\u2066 \u200dعاجل</title>")["title"] == "خبر \u200dعاجل"


def test_what_podcasts_and_places_say() -> None:
    spaces = (
        'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:georss="http://www.georss.org/georss" '
        'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:wfw="http://wellformedweb.org/CommentAPI/" '
        'xmlns:cc="http://web.resource.org/cc/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
    )
    found = item(
        "<itunes:explicit>no</itunes:explicit><itunes:duration>3:00</itunes:duration><itunes:block>yes</itunes:block>"
        "<georss:point>24.7 46.7</georss:point><wfw:comment>/c</wfw:comment>"
        "<dcterms:valid>start=2026-01-01;end=2026-02-01;scheme=W3C-DTF</dcterms:valid>"
        '<cc:license rdf:resource="https://licence.example/by"/>',
        spaces=spaces,
    )

    assert (found["itunes_explicit"], found["itunes_duration"], found["itunes_block"]) == (False, "3:00", 1)
    assert found["where"] == {"type": "Point", "coordinates": [46.7, 24.7]}
    assert (found["validity_start"], found["validity_end"]) == ("2026-01-01", "2026-02-01")
    assert (found["wfw_comment"], found["license"]) == (
        "https://news.example/c",
        "https://licence.example/by",
    )


@pytest.mark.parametrize(
    ("said", "shape", "first"),
    [
        ("<georss:box>1 2 3 4</georss:box>", "Box", [2.0, 1.0]),
        ("<georss:line>1 2 3 4</georss:line>", "LineString", [2.0, 1.0]),
        ("<georss:polygon>1 2 3 4 1 2</georss:polygon>", "Polygon", [[2.0, 1.0], [4.0, 3.0], [2.0, 1.0]]),
        (
            '<georss:where><g:Point xmlns:g="http://www.opengis.net/gml"><g:pos>1 2</g:pos></g:Point></georss:where>',
            "Point",
            2.0,
        ),
    ],
)
def test_a_place_in_any_shape(said: str, shape: str, first: object) -> None:
    found = item(said, spaces='xmlns:georss="http://www.georss.org/georss"')["where"]

    assert (found["type"], found["coordinates"][0]) == (shape, first)


def test_a_place_that_is_none_is_left_out() -> None:
    found = item(
        "<title>A</title><georss:point>here</georss:point>",
        spaces='xmlns:georss="http://www.georss.org/georss"',
    )

    assert "where" not in found


def test_an_entry_names_the_whole_feed_it_was_taken_from() -> None:
    found = entry(
        '<source><title>الوادي</title><id>tag:w</id><link href="https://alwadi.example/"/>'
        "<author><name>سارة</name></author><rights>حقوق</rights></source>"
    )

    source = found["source"]
    assert (source["title"], source["id"], source["link"]) == ("الوادي", "tag:w", "https://alwadi.example/")
    assert (source["author"], source["rights"]) == ("سارة", "حقوق")


def test_a_base_and_a_language_hold_for_what_stands_below() -> None:
    found = entry(
        '<title type="html" xml:base="/b/" xml:lang="ar_SA">&lt;a href="1"&gt;x&lt;/a&gt;</title>'
        '<summary xml:lang="">y</summary>',
        headers={"Content-Location": "https://other.example/a", "Content-Language": "fr"},
    )

    assert found["title"] == '<a href="https://other.example/b/1">x</a>'
    assert found["title_detail"]["language"] == "ar-SA"
    assert found["summary_detail"]["language"] is None


def test_of_times_that_stand_twice_the_last_counts() -> None:
    found = entry("<updated>2025-01-01T00:00:00Z</updated><updated>2026-01-01T00:00:00Z</updated>")

    assert found["updated_at"] == "2026-01-01T00:00:00Z"


def test_what_is_no_feed_says_so_and_raises_nothing() -> None:
    found = formats.normalised(b"<html>")

    assert (found["entries"], found["wellformed"]) == ([], False)
    assert "HTML" in found["error"]


@pytest.mark.parametrize(
    ("data", "headers", "encoding"),
    [
        pytest.param(b"<rss/>", {}, "utf-8", id="nothing said"),
        pytest.param(
            b"<?xml version='1.0' encoding='iso-8859-1'?><rss/>", {}, "iso-8859-1", id="in the prolog"
        ),
        pytest.param(
            b"<?xml version='1.0' encoding='utf-8'?><rss/>",
            {"Content-Type": "application/xml; charset=windows-1256"},
            "windows-1256",
            id="in the header",
        ),
        pytest.param(
            "<rss>أخبار</rss>".encode(), {"content-type": "text/xml"}, "utf-8", id="a header that says ASCII"
        ),
        pytest.param("<rss/>".encode("utf-32-be"), {}, "utf-32-be", id="UTF-32 without a mark"),
        pytest.param("\ufeff<rss/>".encode("utf-32"), {}, "utf-32-le", id="UTF-32 with a mark"),
        pytest.param("<rss>أخبار</rss>".encode("utf-16"), {}, "utf-16-le", id="UTF-16"),
        pytest.param(
            b"<rss/>", {"content-type": "text/plain; charset=nonsense"}, "utf-8", id="a label of nothing"
        ),
    ],
)
def test_the_encoding_is_the_label_where_the_bytes_agree(
    data: bytes, headers: dict[str, str], encoding: str
) -> None:
    found = document.read(data, headers=headers)

    assert found.encoding.lower().replace("utf-16le", "utf-16-le") == encoding
    assert found.text.lstrip("\ufeff").startswith("<")
    assert found.sound


def test_bytes_that_no_label_explains_are_noted() -> None:
    found = formats.normalised(
        "<rss><channel><title>أخبار اليوم في المدينة</title></channel></rss>".encode("windows-1256")
    )

    assert found["feed"]["title"] == "أخبار اليوم في المدينة"
    assert not found["wellformed"]


def test_signs_of_c1_are_read_as_the_quotes_they_were() -> None:
    assert item("<title>don&#146;t \x93so\x94</title>")["title"] == "don\u2019t \u201cso\u201d"


@pytest.mark.corpus
@pytest.mark.parametrize(("name", "share"), [("cases.jsonl", 0.95), ("arabic.jsonl", 0.95)])
def test_the_public_cases(name: str, share: float) -> None:
    path = BENCH / name
    if not path.exists():
        pytest.skip("the development data is not beside the project")
    cases = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    wanted = [each for each in cases if each["group"] != "sanitize"]

    right = sum(_right(each) for each in wanted)

    assert right / len(wanted) >= share


def _right(case: dict[str, Any]) -> bool:
    found = formats.normalised(base64.b64decode(case["data_b64"]), url=case["url"], headers=case["headers"])
    return all(
        _holds(_at(found, path), op, value) for path, op, value in case["checks"] if path != "encoding"
    )


_NOTHING = object()


def _at(found: Any, path: str) -> Any:
    for part in path.split("."):
        if isinstance(found, list) and part.isdigit() and int(part) < len(found):
            found = found[int(part)]
        elif isinstance(found, dict) and part in found:
            found = found[part]
        else:
            return _NOTHING
    return found


def _holds(found: Any, op: str, value: Any) -> bool:
    match op:
        case "eq":
            return bool(found == value) or (
                isinstance(value, dict)
                and isinstance(found, dict)
                and all(_holds(found.get(key, _NOTHING), "eq", each) for key, each in value.items())
            )
        case "has":
            return found is not _NOTHING
        case "lacks":
            return found is _NOTHING
        case "len":
            return found is not _NOTHING and len(found) == value
        case "truthy":
            return found is not _NOTHING and bool(found)
        case "falsy":
            return found is _NOTHING or not found
    return found is not _NOTHING and bool(found != value)


def test_what_a_channel_of_cdf_says_in_attributes() -> None:
    data = b"""<CHANNEL BASE="https://news.example/" HREF="/home" LASTMOD="2026-03-03T14:05:00+03:00"><TITLE>A</TITLE>
      <ITEM HREF="/1" LASTMOD="2026-03-03T12:00:00Z"><TITLE>B</TITLE><ABSTRACT>C</ABSTRACT></ITEM></CHANNEL>"""

    found = formats.normalised(data)

    (one,) = found["entries"]
    assert (found["feed"]["link"], found["feed"]["updated_at"]) == (
        "https://news.example/home",
        "2026-03-03T11:05:00Z",
    )
    assert (one["link"], one["updated_at"], one["summary_detail"]["base"]) == (
        "https://news.example/1",
        "2026-03-03T12:00:00Z",
        "https://news.example/",
    )


def test_what_media_rss_says() -> None:
    found = item(
        '<media:content url="/1.jpg" medium="image" width="640"/><media:thumbnail url="/t.jpg"/>'
        '<media:credit role="photographer">سارة</media:credit><media:rating scheme="urn:simple">adult</media:rating>'
        '<media:license href="https://licence.example/by">CC</media:license><guid isPermaLink="true">/2</guid>'
        '<media:content url="javascript:x()"/>',
        spaces='xmlns:media="http://search.yahoo.com/mrss/"',
    )

    assert found["media_content"] == [
        {"url": "https://news.example/1.jpg", "medium": "image", "width": "640"}
    ]
    assert found["media_thumbnail"] == [{"url": "https://news.example/t.jpg"}]
    assert found["media_credit"] == [{"role": "photographer", "content": "سارة"}]
    assert found["media_rating"] == {"scheme": "urn:simple", "content": "adult"}
    assert found["media_license"] == {"href": "https://licence.example/by", "content": "CC"}
    assert (found["image"]["href"], found["guidislink"]) == ("https://news.example/1.jpg", True)


def test_a_formula_stays_and_what_is_drawn_is_harmless() -> None:
    said = "<p>x</p><math><mi>a</mi></math><svg onload='x()'><script>x()</script></svg>"

    assert item(f"<description><![CDATA[{said}]]></description>")["summary"] == "<p>x</p>"
    formula = said.partition("<svg")[0]
    assert item(f"<description><![CDATA[{formula}]]></description>")["summary"] == formula


@pytest.mark.parametrize("said", ["23 رجب 1447 هـ", "2026-03-03T14:xx:00Z", "Sun, 30 Feb 2026 10:00:00 GMT"])
def test_a_day_that_is_not_told_for_certain_is_no_instant(said: str) -> None:
    found = item(f"<pubDate>{said}</pubDate>")

    assert (found["published"], found.get("published_at")) == (said, None)
