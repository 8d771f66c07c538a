"""The tree of an HTML page: the one place that knows the parser.

    >>> page = parse("<p>من <b>الرياض</b></p>")
    >>> [text(each) for each in select(page, "p")]
    ['من الرياض']

Parsing never fails: what browsers can read is read, as the HTML standard says. The parser nests no
deeper than 512 elements (50,000 nested tags cost 5 ms); texts beyond `LONGEST` signs or `MOST_TAGS`
tags are cut before they are parsed.
"""

from collections.abc import Iterator

import turbohtml

Node = turbohtml.Node
Element = turbohtml.Element
Text = turbohtml.Text
Document = turbohtml.Document

# characters; the longest pages met are below three million
LONGEST = 4_000_000
# tags; a node costs some hundred bytes, and all children of an element are made at once
MOST_TAGS = 400_000


def parse(text: str) -> Document:
    """A whole page."""
    text = text[:LONGEST]
    if "\0" in text:
        text = text.replace("\0", "")
    if len(text) > MOST_TAGS and (tags := text.count("<")) > MOST_TAGS:
        text = text[: len(text) * MOST_TAGS // tags]
    # where in the text an element stood is never asked
    return turbohtml.parse(text, positions=False)


def fragment(text: str) -> Element:
    """A piece of HTML, as it stands in feeds, below an element of its own."""
    found = parse(f"<!doctype html><body>{text}").select_one("body")
    assert found is not None
    return found


def select(node: Node, selector: str) -> list[Element]:
    """The elements that a CSS selector finds, in the order of the page; none for a broken selector."""
    try:
        return node.select(selector)
    except ValueError:
        return []


def elements(node: Node, *tags: str) -> Iterator[Element]:
    """The elements below a node, of some tags or of all, in the order of the page."""
    return node.iter_elements(tags or None)


def attr(element: Element, name: str) -> str:
    """An attribute without the white space around it; empty where there is none."""
    return (element.attr(name) or "").strip()


def text(node: Node) -> str:
    """The text below a node, white space made single."""
    return " ".join(node.text.split())


def walk(node: Node) -> Iterator[Node]:
    """Every node below, in the order of the page."""
    return node.descendants
