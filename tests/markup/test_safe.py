"""What `safe.html` lets through, and what it never does."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from masdar import address
from masdar.markup import safe, tree

CASES = Path(__file__).parents[3] / "shared" / "bench" / "sanitise" / "cases.jsonl"

NEVER = frozenset(
    (
        *("script", "iframe", "object", "embed", "applet", "base", "meta", "link", "form", "input", "button"),
        *(
            "textarea",
            "select",
            "frame",
            "frameset",
            "noscript",
            "template",
            "style",
            "svg",
            "math",
            "isindex",
        ),
        *("portal", "marquee", "xmp", "plaintext", "noembed"),
    )
)
ADDRESSES = frozenset(
    (
        "href",
        "src",
        "action",
        "formaction",
        "background",
        "poster",
        "cite",
        "data",
        "longdesc",
        "srcset",
        "xlink:href",
    )
)
SCHEMES = frozenset(("javascript", "vbscript", "livescript", "mocha", "file", "about", "blob"))
STYLES = re.compile(r"expression|url\s*\(|binding|behaviou?r|fixed|absolute|@import|\\\\", re.IGNORECASE)


def faults(markup: str) -> list[str]:
    """What stands in some HTML that must not, after it was parsed, written and parsed again."""
    page = tree.parse(tree.parse(markup).html)
    found = []
    for element in tree.elements(page):
        if element.tag in NEVER:
            found.append(element.tag)
        for name in element.attrs:
            value = element.attr(name) or ""
            if name.startswith("on") or name == "srcdoc":
                found.append(name)
            if name in ADDRESSES:
                whole = address.normal(value, "https://base.example/") or ""
                scheme = whole.partition(":")[0]
                if scheme in SCHEMES or (
                    scheme == "data" and not re.match(r"data:image/(?:png|jpeg|gif|webp|avif)\b", whole)
                ):
                    found.append(f"{name}={value}")
            if name == "style" and STYLES.search(value):
                found.append(f"style={value}")
    return found


@pytest.mark.parametrize(
    ("given_html", "expected"),
    [
        pytest.param("<p>\u062e\u0628\u0631</p>", "<p>\u062e\u0628\u0631</p>", id="a paragraph stays"),
        pytest.param(
            '<p dir="rtl" lang="ar">x</p>', '<p dir="rtl" lang="ar">x</p>', id="direction and language stay"
        ),
        pytest.param("<b>x</b><script>y()</script>", "<b>x</b>", id="a script goes with what is in it"),
        pytest.param("<font color=red>x</font>", "x", id="an unknown element gives way to its text"),
        pytest.param(
            '<a href="javascript:x()">x</a>',
            '<a rel="noopener noreferrer">x</a>',
            id="no script in addresses",
        ),
        pytest.param("a < b & c", "a &lt; b &amp; c", id="text is text"),
        pytest.param("<!' <b>x</b>", "&lt;!' <b>x</b>", id="what only looks like a comment is text"),
        pytest.param('<img src="a.png" onerror="x()">', '<img src="a.png">', id="no handlers"),
        pytest.param('<p style="position:fixed">x</p>', "<p>x</p>", id="no style"),
        pytest.param("<svg><text>x</text></svg>y", "y", id="no foreign elements"),
    ],
)
def test_only_what_is_listed_stays(given_html: str, expected: str) -> None:
    assert safe.html(given_html) == expected


PIECES = st.sampled_from(
    (
        *(
            "<p>",
            "</p>",
            "<a href=javascript:x>",
            "</a>",
            "<svg>",
            "<math>",
            "<mtext>",
            "<style>",
            "</style>",
            "<table>",
        ),
        *(
            "<!--",
            "-->",
            "<![CDATA[",
            "]]>",
            "<noscript>",
            "<img src=x onerror=y>",
            "&lt;script&gt;",
            "\u062e\u0628\u0631",
        ),
        *(
            "<title>",
            "</title>",
            "<textarea>",
            "<select>",
            "<b title='</b><script>'>",
            "<iframe srcdoc='<p>'>",
            "&",
            "<",
        ),
    )
)


@given(st.lists(PIECES, max_size=12).map("".join))
def test_cleaning_is_safe_and_changes_nothing_the_second_time(markup: str) -> None:
    cleaned = safe.html(markup)

    assert faults(cleaned) == []
    assert safe.html(cleaned) == cleaned


@given(st.text())
def test_plain_text_survives(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")

    assert " ".join(tree.fragment(safe.html(escaped)).text.split()) == " ".join(
        tree.fragment(escaped).text.split()
    )


def test_fifty_thousand_nested_elements_are_made_flat() -> None:
    cleaned = safe.html("<div>" * 50_000 + "x")

    assert "x" in cleaned
    assert "<div>" * 600 not in cleaned


@pytest.mark.corpus
def test_every_known_attack_is_harmless() -> None:
    if not CASES.exists():
        pytest.skip(f"the cases are not there: {CASES.name}")
    cases = [json.loads(line) for line in CASES.read_text("utf-8").split("\n") if line]

    failed = [
        case["id"]
        for case in cases
        if faults(safe.html(case["html"])) or safe.html(safe.html(case["html"])) != safe.html(case["html"])
    ]

    assert (len(failed), failed) == (0, [])
