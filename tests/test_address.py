"""Addresses: their normal form, what tracking leaves of them, and which name one article."""

import json
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

import masdar.address as address

_BENCH = Path(__file__).parents[2] / "shared" / "bench" / "urls" / "cases.jsonl"

_HOSTS = st.sampled_from(
    ["news.example", "www.news.example", "m.news.example", "amp.news.example", "خبر.example"]
)
_PATHS = st.sampled_from(
    ["", "/", "/a", "/a/", "/A", "/a/amp", "/%D8%A7", "/%d8%a7", "/ا", "/a;jsessionid=1", "//a"]
)
_QUERIES = st.sampled_from(
    ["", "?", "?id=1", "?utm_source=x", "?id=1&fbclid=y", "?b=1&a=2", "?a=2&b=1", "?ref=rss"]
)
_ANYTHING = st.text(st.sampled_from("ab/%2e4d.?&=#;@:!~ \u0627+ampw[]\\|jsessionid"), max_size=30)
_FRAGMENTS = st.sampled_from(["", "#", "#top", "#/story/1", "#!/story/2"])


@st.composite
def _addresses(draw: st.DrawFn) -> str:
    scheme = draw(st.sampled_from(["http", "https"]))
    port = draw(st.sampled_from(["", ":80", ":443", ":8080"]))
    return f"{scheme}://{draw(_HOSTS)}{port}{draw(_PATHS)}{draw(_QUERIES)}{draw(_FRAGMENTS)}"


@pytest.mark.parametrize(
    ("url", "base", "expected"),
    [
        ("HTTPS://News.Example:443/a/../b", "", "https://news.example/b"),
        ("/خبر", "https://news.example/x", "https://news.example/%D8%AE%D8%A8%D8%B1"),
        ("//cdn.example/x", "http://news.example", "http://cdn.example/x"),
        ("خبر", "", None),
        ("http://", "", None),
        ("\ud800", "", None),
    ],
)
def test_the_normal_form_is_a_browsers(url: str, base: str, expected: str | None) -> None:
    assert address.normal(url, base) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://news.example/a?utm_source=rss&id=5#comments", "https://news.example/a?id=5"),
        ("https://news.example/a?fbclid=x", "https://news.example/a"),
        ("https://news.example/a?b=1&a=2", "https://news.example/a?b=1&a=2"),
        ("https://news.example/a?ref=rss", "https://news.example/a"),
        ("https://news.example/a?ref=1234", "https://news.example/a?ref=1234"),
        ("https://news.example/#/story/12", "https://news.example/#/story/12"),
        ("https://user:secret@news.example/", "https://news.example/"),
        ("https://www.news.example/a/", "https://www.news.example/a/"),
        ("https://news.example/??", "https://news.example/??"),
        ("https://news.example/?&", "https://news.example/"),
        (" mailto:a@news.example ", "mailto:a@news.example"),
        ("  خبر ", "خبر"),
    ],
)
def test_the_canonical_form_is_free_of_tracking_and_still_opens(url: str, expected: str) -> None:
    assert address.canonical(url) == expected


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("http://www.news.example/a/", "https://news.example/a", True),
        ("https://m.news.example/a", "https://amp.news.example/a", True),
        ("https://news.example/a/amp/", "https://news.example/a", True),
        ("https://news.example/a?outputType=amp", "https://news.example/a", True),
        ("https://news.example/خبر", "https://news.example/%d8%ae%d8%a8%d8%b1", True),
        ("https://خبر.example/", "https://xn--ngblk.example", True),
        ("https://news.example/%61", "https://news.example/a", True),
        ("https://news.example/A", "https://news.example/a", False),
        ("https://news.example/a?id=1", "https://news.example/a?id=2", False),
        ("https://news.example:8080/a", "https://news.example/a", False),
        ("https://m.example/a", "https://amp.example/a", False),
        ("https://news.example/#/1", "https://news.example/#/2", False),
    ],
)
def test_which_addresses_name_one_article(a: str, b: str, expected: bool) -> None:
    assert address.same(a, b) is expected


@given(st.one_of(_addresses(), st.text(), st.builds("https://news.example{}".format, _ANYTHING)))
def test_the_canonical_form_is_stable(url: str) -> None:
    once = address.canonical(url)

    assert address.canonical(once) == once


@given(_addresses(), _addresses())
def test_equal_ids_are_the_same_article(a: str, b: str) -> None:
    assert address.same(a, b) is (address.article_id(a) == address.article_id(b))


@given(st.one_of(_addresses(), st.text()))
def test_an_address_and_its_canonical_form_are_one_article(url: str) -> None:
    assert address.same(url, address.canonical(url))


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://WWW.News.Example:8080/a", "news.example"),
        ("www.news.example", "news.example"),
        ("news.example/a", "news.example"),
        ("https://ar.news.example./", "ar.news.example"),
        ("https://خبر.example/", "xn--ngblk.example"),
        ("", ""),
        ("not a host", ""),
        ("news.example:8080/a", "news.example"),
        ("mailto:desk@news.example", ""),
        ("javascript:void(0)", ""),
    ],
)
def test_the_host_of_an_address(url: str, expected: str) -> None:
    assert address.host(url) == expected


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("news.example.sa", "Asia/Riyadh"),
        ("www.news.com.eg", "Africa/Cairo"),
        ("خبر.السعودية", "Asia/Riyadh"),
        ("news.com", None),
        ("news.example.ly", None),
        ("localhost", None),
        ("", None),
    ],
)
def test_a_country_domain_tells_the_zone(host: str, expected: str | None) -> None:
    assert address.zone_of(host) == expected


def test_every_zone_that_a_domain_tells_exists() -> None:
    assert all(ZoneInfo(zone).key == zone for zone in address._ZONES.values())


@pytest.mark.corpus
def test_the_addresses_of_the_development_set() -> None:
    if not _BENCH.exists():
        pytest.skip("the development data are not beside the project")
    cases = [json.loads(line) for line in _BENCH.read_text(encoding="utf-8").splitlines()]

    parsed = [
        each["id"]
        for each in cases
        if each["kind"] == "parse" and address.normal(each["input"], each["base"] or "") != each["href"]
    ]
    compared = [
        each["id"]
        for each in cases
        if each["kind"] == "same" and address.same(each["input"], each["other"]) is not each["same"]
    ]

    assert (parsed, compared) == ([], [])


@given(
    st.from_regex(
        r"https?://(?:[a-z0-9-]{1,6}\.){1,3}[a-z0-9]{1,4}(?::[0-9]{1,4})?(?:/[A-Za-z0-9_.~-]{0,6}){0,4}(?:\.amp|/amp)?/?",
        fullmatch=True,
    )
)
def test_an_address_that_is_plain_is_read_as_any_other(url: str) -> None:
    """What is told by its looks alone must come out as the parser has it."""
    parsed = address.normal(url)
    plain = address._PLAIN.fullmatch(url)

    if plain is not None:
        assert parsed == url
        # a fragment makes the same address one that is not plain
        assert address.article_id(f"{url}#top") == address.article_id(url)
