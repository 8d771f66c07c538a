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


@pytest.mark.parametrize(
    ("head", "line", "behind", "expected"),
    [
        pytest.param("", "<p>Written by</p><p>Sam Example</p>", "", ("Sam Example",), id="below its label"),
        pytest.param(
            "", "<p class=author>Sam Example <a href=/a>Full Bio</a></p>", "", (), id="a link beside it"
        ),
    ],
)
def test_a_name_is_told_from_its_label(head: str, line: str, behind: str, expected: tuple[str, ...]) -> None:
    assert all("Bio" not in each for each in persons(line + behind, head=head))
    assert not expected or persons(line + behind, head=head) == expected


CARD = "<meta name='twitter:label1' content='{}'><meta name='twitter:data1' content='{}'>"


@pytest.mark.parametrize(
    ("head", "behind", "expected"),
    [
        pytest.param(CARD.format("Written by", "Sam Example"), "", ("Sam Example",), id="a card"),
        pytest.param(CARD.format("كُتب بواسطة", "سارة الأحمد"), "", ("سارة الأحمد",), id="a card in Arabic"),
        pytest.param(CARD.format("Written by", "admin"), "", (), id="a card of nobody"),
        pytest.param(CARD.format("Est. reading time", "Sam Example"), "", (), id="a card of something else"),
        pytest.param(
            "", "<a href='/author/sam/'><div>Sam Example</div></a>", ("Sam Example",), id="a link around"
        ),
        pytest.param(
            "",
            "<div><a href='/contributor/sam/'>View all posts by Sam Example</a></div>",
            ("Sam Example",),
            id="a link to his articles",
        ),
        pytest.param("", "<div class=author-name>Sam Example</div>", ("Sam Example",), id="a box"),
        pytest.param(
            "",
            "<p><a href='/author/sam/'>Sam Example</a></p><p><a href='/author/mina/'>Mina Other</a></p>",
            (),
            id="writers of other articles",
        ),
    ],
)
def test_who_is_named_far_from_the_headline_is_asked_last(
    head: str, behind: str, expected: tuple[str, ...]
) -> None:
    markup = f"<head>{head}</head><h1>A title that stands above the text</h1><div>{BODY}</div>{behind}"
    page = gather(markup)
    found = writers.read(page, read_head(markup), title=0, body=range(1, 4), outlets=())

    assert (found.persons, found.apart) == ((), expected)
