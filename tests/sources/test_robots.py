"""What a robots.txt allows."""

import json
from pathlib import Path

import pytest

from masdar.sources import robots

RULES = """\ufeffUser-agent: masdar
Allow: /a/open
Disallow: /a
Disallow: /*.pdf$
Crawl-delay: 4

User-agent: *
Disallow: /
"""
CASES = Path(__file__).parents[3] / "shared" / "bench" / "robots" / "cases.jsonl"


@pytest.mark.parametrize(
    ("agent", "path", "expected"),
    [
        ("masdar", "/", True),
        ("masdar", "/a", False),
        ("masdar", "/a/1", False),
        ("masdar", "/a/open/1", True),
        ("masdar", "/b.pdf", False),
        ("masdar", "/b.pdf?x", True),
        ("other", "/", False),
    ],
)
def test_the_most_exact_rule_decides(agent: str, path: str, expected: bool) -> None:
    assert robots.allowed(RULES, agent, f"https://alwadi.example{path}") is expected


@pytest.mark.parametrize("text", ["", "hello world", "\x00" * 50, "User-agent: *\nDisallow:"])
def test_what_forbids_nothing_allows_all(text: str) -> None:
    assert robots.allowed(text, "masdar", "https://alwadi.example/1")


def test_a_field_that_nobody_knows_ends_no_group() -> None:
    text = "User-agent: masdar\nNoarchive: yes\nUser-agent: *\nDisallow: /"

    assert not robots.allowed(text, "masdar", "https://alwadi.example/")


def test_an_agent_is_its_first_word() -> None:
    assert not robots.allowed("User-agent: Masdar crawler\nDisallow: /", "masdar", "https://alwadi.example/")


@pytest.mark.parametrize("field", ["Disallow", "DISALLOW", "Dissallow", "Disalow", "Disallaw"])
def test_a_misspelt_field_is_understood(field: str) -> None:
    assert not robots.allowed(f"Useragent: *\n{field} : / # all", "masdar", "https://alwadi.example/")


def test_an_arabic_path_is_one_however_it_is_written() -> None:
    text = "User-agent: *\nDisallow: /أخبار"

    assert not robots.allowed(text, "masdar", "https://alwadi.example/أخبار/1")
    assert not robots.allowed(text, "masdar", "https://alwadi.example/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1/1")


def test_the_pause_that_is_asked_for() -> None:
    assert robots.delay(RULES, "masdar") == 4.0
    assert robots.delay(RULES, "other") is None


@pytest.mark.corpus
def test_the_public_cases() -> None:
    if not CASES.exists():
        pytest.skip("the development data is not beside the project")
    cases = [json.loads(line) for line in CASES.read_text("utf-8").splitlines()]

    right = sum(
        robots.allowed(each["robots"], each["agent"], each["url"]) == each["allowed"] for each in cases
    )

    assert right / len(cases) >= 0.99
