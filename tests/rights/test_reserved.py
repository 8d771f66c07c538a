"""What a site reserves as a whole: robots.txt, TDMRep, RSL, licence links."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from masdar.markup import head, tree
from masdar.model import Signals
from masdar.rights import reserved

URL = "https://daily.example/robots.txt"


@pytest.mark.parametrize(
    ("text", "noai", "nosnippet"),
    [
        pytest.param("User-agent: *\nContent-Signal: search=yes, ai-train=no\n", True, False, id="Content-Signal"),
        pytest.param("User-Agent: *\nContent-Usage: train-ai=n\n", True, False, id="Content-Usage"),
        pytest.param("User-agent: *\nContent-Signal: search=no\n", False, True, id="no search"),
        pytest.param("User-agent: *\nContent-Signal: ai-train=yes, search=yes\n", False, False, id="all allowed"),
        pytest.param("User-agent: masdar\nUser-agent: x\nContent-Signal: ai-input=no\n", True, False, id="for us"),
        pytest.param("User-agent: other\nContent-Signal: ai-train=no\n", False, False, id="for another"),
        pytest.param("User-agent: *\nContent-Signal: /private ai-train=no\n", False, False, id="a part of the site"),
        pytest.param("User-agent: GPTBot\nDisallow: /\n", True, False, id="trainers shut out"),
        pytest.param("User-agent: GPTBot\nDisallow: /x\n", False, False, id="trainers shut out of a part"),
        pytest.param("Content-Signal: ai-train=no # for all", True, False, id="before any group"),
        pytest.param("", False, False, id="empty"),
    ],
)  # fmt: skip
def test_robots_txt_tells_what_may_be_done(text: str, noai: bool, nosnippet: bool) -> None:
    found = reserved.of_robots(text, url=URL)

    assert (found.noai, found.nosnippet) == (noai, nosnippet)
    assert bool(found.said) == (noai or nosnippet)


def test_robots_txt_names_a_licence_and_sitemaps() -> None:
    text = "License: /licence.xml\nSitemap: https://daily.example/news.xml\nSitemap: /all.xml\nSitemap: ftp://x/y\n"

    assert reserved.of_robots(text, url=URL).license == "https://daily.example/licence.xml"
    assert reserved.sitemaps(text, url=URL) == (
        "https://daily.example/news.xml",
        "https://daily.example/all.xml",
    )


@pytest.mark.parametrize(
    ("rules", "path", "holds"),
    [
        (b'[{"location": "/", "tdm-reservation": 1}]', "/news/1", True),
        (b'[{"location": "/", "tdm-reservation": 0}]', "/news/1", False),
        (
            b'[{"location": "/free", "tdm-reservation": 0}, {"location": "/", "tdm-reservation": 1}]',
            "/free/1",
            False,
        ),
        (b'[{"location": "/*.pdf$", "tdm-reservation": 1}]', "/a.pdf", True),
        (b'[{"location": "/*.pdf$", "tdm-reservation": 1}]', "/a.html", False),
        (b'[{"location": "https://daily.example/news", "tdm-reservation": "1"}]', "/news/1", True),
        (b'{"location": "/"}', "/", False),
        (b'[1, "x", null]', "/", False),
        (b"<html>", "/", False),
        (b"", "/", False),
    ],
)
def test_tdmrep_holds_where_its_first_fitting_rule_says_so(rules: bytes, path: str, holds: bool) -> None:
    assert reserved.of_tdmrep(rules, path=path).tdm_reservation is holds


def test_tdmrep_names_the_policy() -> None:
    found = reserved.of_tdmrep(
        b'[{"location": "/", "tdm-reservation": 1, "tdm-policy": "https://daily.example/p"}]'
    )

    assert found.license == "https://daily.example/p"


@pytest.mark.parametrize(
    ("body", "noai"),
    [
        (b'<rsl xmlns="https://rslstandard.org/rsl"><content url="/"><license><prohibits type="usage">ai-train</prohibits></license></content></rsl>', True),
        (b'<rsl xmlns="https://rslstandard.org/rsl"><content url="/"><license><prohibits type="usage">all</prohibits></license></content></rsl>', True),
        (b'<rsl xmlns="https://rslstandard.org/rsl"><content url="/"><license><permits type="usage">ai-train</permits><prohibits type="user">government</prohibits></license></content></rsl>', False),
        (b"<html/>", False),
        (b"not XML", False),
        (b"", False),
    ],
)  # fmt: skip
def test_a_licence_of_rsl_forbids_what_it_says(body: bytes, noai: bool) -> None:
    assert reserved.of_rsl(body, url="https://daily.example/l.xml").noai is noai


@pytest.mark.parametrize(
    ("html", "field", "value"),
    [
        ('<link rel="license" href="/terms">', "license", "https://daily.example/terms"),
        ('<body><a rel="license nofollow" href="https://cc.example/by/4.0/">', "license", "https://cc.example/by/4.0/"),
        ('<meta name="robots" content="noai, noimageai">', "noai", True),
        ('<meta name="tdm-reservation" content="1">', "tdm_reservation", True),
        ('<meta name="tdm-policy" content="/p.json">', "license", "https://daily.example/p.json"),
        ('<meta name="masdar" content="nosnippet">', "nosnippet", True),
        ('<meta name="googlebot" content="noai">', "noai", False),
    ],
)  # fmt: skip
def test_a_page_states_its_licence_and_its_reservations(html: str, field: str, value: object) -> None:
    root = tree.parse(html)

    found = reserved.of_page(head.read(root), root, url="https://daily.example/")

    assert getattr(found, field) == value


@given(st.text(), st.binary())
def test_anything_can_be_read(text: str, data: bytes) -> None:
    reserved.of_robots(text, url=URL)
    reserved.sitemaps(text, url=URL)
    assert isinstance(reserved.of_tdmrep(data), Signals)
    assert isinstance(reserved.of_rsl(data), Signals)
