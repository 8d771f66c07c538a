"""Who wrote it, by what the page states and prints."""

import json
from typing import Any

import pytest

from masdar.extract import writers
from tests.extract.pages import BODY, gather, read_head


def persons(line: str = "", author: Any = None, head: str = "") -> tuple[str, ...]:
    stated = json.dumps({"@type": "NewsArticle", "headline": "t", "author": author})
    markup = (
        f"<head>{head}<script type='application/ld+json'>{stated}</script></head>"
        f"<body><h1>A title that stands above the text</h1>{line}<div>{BODY}</div>"
    )
    page = gather(markup)
    start = len(page.lines) - 3
    found = writers.read(
        page, read_head(markup), title=0, body=range(start, start + 3), outlets=("The Daily Example",)
    )
    return found.persons


def test_a_name_stated_in_two_parts_is_one() -> None:
    author = [{"@type": "Person", "givenName": "Sam", "familyName": "Example"}]

    assert persons(author=author) == ("Sam Example",)


def test_what_is_printed_wins_over_a_name_stated_in_two_parts() -> None:
    author = [{"@type": "Person", "givenName": "Sam", "familyName": "Example"}]

    assert persons("<p class=byline>By Mina Other</p>", author) == ("Mina Other",)


def test_a_persons_name_is_told_from_what_the_person_does() -> None:
    card = "<div itemprop=author><h4 itemprop=name>Sam Example</h4><h5>Editor</h5></div>"

    assert persons(card) == ("Sam Example",)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param(
            "<p>von <a href='/autoren/name/7'>Dr. Max Beispiel</a></p>", ("Dr. Max Beispiel",), id="Dr."
        ),
        pytest.param("<p class=author>Von DPA</p>", (), id="an agency behind a word"),
        pytest.param("<p class=author>David Beispiel, SENDER NORD</p>", ("David Beispiel",), id="the house"),
        pytest.param("<p class=author>DAVID BEISPIEL</p>", ("DAVID BEISPIEL",), id="a name in capitals"),
        pytest.param("<p class=author><a href='/authors/1'>Written By</a></p>", (), id="a label"),
    ],
)
def test_a_printed_line_names_persons_alone(line: str, expected: tuple[str, ...]) -> None:
    assert persons(line) == expected


@pytest.mark.parametrize(
    ("given", "expected"), [("山田花子", ("山田花子",)), ("毎日新聞", ()), ("編集部", ())]
)
def test_a_short_name_in_chinese_signs_is_a_persons_unless_it_is_a_houses(
    given: str, expected: tuple[str, ...]
) -> None:
    assert persons(head=f"<meta name=author content='{given}'>") == expected
