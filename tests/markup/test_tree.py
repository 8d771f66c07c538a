"""The tree bears what the web throws at it."""

import pytest

from masdar.markup import tree


def test_fifty_thousand_nested_elements_are_no_deeper_than_the_limit() -> None:
    page = tree.parse("<div>" * 50_000 + "x")

    depth, node = 0, page.select_one("body")
    while node is not None:
        depth += 1
        node = next((each for each in node.children if isinstance(each, tree.Element)), None)

    assert depth <= 520
    assert tree.text(page) == "x"


def test_of_a_million_elements_the_first_are_parsed() -> None:
    assert sum(1 for _ in tree.elements(tree.parse("<p>x" * 1_000_000), "p")) == tree.MOST_TAGS


def test_what_is_too_long_is_cut() -> None:
    page = tree.parse("<p>" + "x" * (tree.LONGEST + 10))

    assert len(tree.text(page)) == tree.LONGEST - 3


@pytest.mark.parametrize("selector", ["p[", ":nope(", "", "p >"])
def test_a_broken_selector_finds_nothing(selector: str) -> None:
    assert tree.select(tree.parse("<p>x</p>"), selector) == []


def test_text_and_attributes_are_trimmed() -> None:
    (link,) = tree.select(tree.parse('<a href=" /x ">a \n b</a>'), "a")

    assert (tree.attr(link, "href"), tree.attr(link, "id"), tree.text(link)) == ("/x", "", "a b")


def test_a_fragment_is_parsed_below_an_element_of_its_own() -> None:
    assert tree.text(tree.fragment("<p>a</p><p>b</p>")) == "ab"
