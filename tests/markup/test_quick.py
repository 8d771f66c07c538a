"""HTML made safe by its tags alone says what a parser makes of it, or nothing."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from masdar.markup import quick, safe, tree
from tests.markup.test_safe import CASES, faults

HERE = "https://news.example/a/b?c"
_OPENED = "p a|href='/x y' div ul li ol dl dt dd h2 h3 b i font|color=red form pre ruby rt details table tbody tr td"
_OPENED += (
    " caption object blockquote section code noscript style script svg math mi x-y picture center label"
)


def nested(inside: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    def closed(name: str, within: list[str]) -> str:
        tag, _, attribute = name.partition("|")
        return f"<{tag} {attribute}>{''.join(within)}</{tag}>"

    return st.builds(closed, st.sampled_from(_OPENED.split()), st.lists(inside, max_size=3))


LEAVES = st.sampled_from(
    ["x", " ", "<br>", "<img src='a.png'>", "&amp;", "AT&T", "<hr>", "<!-- c -->", "<p>", "</b>"]
)
MARKUP = st.lists(st.recursive(LEAVES, nested, max_leaves=12), min_size=1, max_size=3).map("".join)


def same(markup: str) -> str:
    """How a parser writes it, without what only one of two ways of writing adds."""
    written = tree.fragment(markup).inner_html
    return re.sub(r' rel="noopener noreferrer"|</?tbody>|(?<=<pre>)\n+', "", written)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        pytest.param("خبر", "خبر", id="text"),
        pytest.param("AT&T &amp; &#38; &eacute;", "AT&amp;T &amp; &#38; &eacute;", id="references as written"),
        pytest.param("<P CLASS=x LANG=ar>خ</P>", '<p lang="ar">خ</p>', id="attributes that are listed"),
        pytest.param("<p>a<br />b</p>", "<p>a<br />b</p>", id="empty elements as written"),
        pytest.param("<a href=/1>x</a>", '<a href="https://news.example/1">x</a>', id="a path"),
        pytest.param("<a href='1?x=1&y=2'>x</a>", '<a href="https://news.example/a/1?x=1&amp;y=2">x</a>', id="relative"),
        pytest.param("<a href='//cdn.example/x'>x</a>", '<a href="https://cdn.example/x">x</a>', id="of a host"),
        pytest.param("a<script>if (a > b) x()</script>b", "ab", id="a script goes"),
        pytest.param("<iframe src=x></iframe><font>y</font>", "y", id="frames go, fonts give way"),
        pytest.param("<b title='\"x\"'>y</b>", '<b title="&quot;x&quot;">y</b>', id="quotation marks"),
        pytest.param("<a href=x href=y>z</a>", '<a href="https://news.example/a/x">z</a>', id="the first of two"),
        pytest.param("<!-- <b> -->x", None, id="a comment with tags"),
        pytest.param("<!-- b -->x", "x", id="a comment"),
        pytest.param("<p>a<p>b", "<p>a</p><p>b</p>", id="paragraphs without ends"),
        pytest.param("<ul><li>a<li>b</ul>", "<ul><li>a</li><li>b</li></ul>", id="items without ends"),
        pytest.param("<dl><dt>a<dd>b<p>c</dl>", "<dl><dt>a</dt><dd>b<p>c</p></dd></dl>", id="terms without ends"),
        pytest.param("<p>a<table><tr><td>b<td>c</td></tr></table>", "<p>a</p><table><tr><td>b</td><td>c</td></tr></table>", id="a table ends a paragraph"),
        pytest.param("<div><b>a", "<div><b>a</b></div>", id="all ends left out"),
        pytest.param("a</i></p></div>", "a<p></p>", id="ends of nothing"),
        pytest.param("<p>a<script>x</script><hr>", "<p>a</p><hr>", id="a rule ends a paragraph"),
        pytest.param("<p>a<p><object>x</object>b", "<p>a</p><p>b</p>", id="something goes after an end left out"),
        pytest.param("<b>a<p>b</b>c", None, id="an end that opens anew"),
        pytest.param("<b><i>a</b></i>", None, id="crossed"),
        pytest.param("1 < 2", None, id="a stray sign"),
        pytest.param("<a href='java&#115;cript:x'>y</a>", None, id="a reference in a scheme"),
        pytest.param("<a href='java\tscript:x'>y</a>", None, id="a tab in a scheme"),
        pytest.param("<a href='x:y'>z</a>", None, id="an unknown scheme"),
        pytest.param("<table>x</table>", None, id="text that a table throws out"),
        pytest.param("<table> <tr><td>x</td></tr></table>", "<table> <tr><td>x</td></tr></table>", id="a table"),
        pytest.param("<td>x</td>", None, id="a cell without a table"),
        pytest.param("<p><div>x</div></p>", "<p></p><div>x</div><p></p>", id="a paragraph that ends early"),
        pytest.param("<svg><script>x</script></svg>", None, id="a drawing that runs"),
        pytest.param("<svg><p>x</p></svg>", None, id="a drawing that ends early"),
        pytest.param(
            "<math><mi>a</mi><mo>=</mo></math>", "<math><mi>a</mi><mo>=</mo></math>", id="a formula stays"
        ),
        pytest.param(
            "<svg width=1><circle r='4' onload='x()' fill='url(#a)'/></svg>", None, id="a drawing that refers"
        ),
        pytest.param(
            "<svg viewBox='0 0 1 1'><a xlink:href='javascript:x'><circle r='4'/></a></svg>",
            '<svg viewBox="0 0 1 1"><a><circle r="4"></circle></a></svg>',
            id="a drawing with a bad link",
        ),
    ],
)  # fmt: skip
def test_what_is_written_for_a_text(said: str, expected: str | None) -> None:
    assert quick.html(said, HERE) == expected


@given(MARKUP)
def test_a_parser_finds_nothing_to_take_out_and_nothing_missing(markup: str) -> None:
    made = quick.html(markup)

    if made is not None:
        drawn = "<svg" in made or "<math" in made
        assert [each for each in faults(made) if not drawn or each not in ("svg", "math")] == []
        assert drawn or same(safe.html(made)) == same(made) == same(safe.html(markup))


@pytest.mark.corpus
@pytest.mark.skipif(not CASES.exists(), reason="needs the development data beside the project")
def test_hostile_fragments_are_left_alone_or_made_safe() -> None:
    lines = Path(CASES).read_text("utf-8").split("\n")
    fragments = [json.loads(line)["html"] for line in lines if line]

    made = [each for fragment in fragments if (each := quick.html(fragment, HERE)) is not None]

    assert len(made) > 50
    assert [each for each in made if set(faults(each)) - {"svg", "math"}] == []


def test_a_thousand_nested_elements_are_left_to_the_parser() -> None:
    assert quick.html("<div>" * 1000 + "</div>" * 1000) is None


@pytest.mark.parametrize("sign", ["<", "<a ", "<!--", '<a title="', "&", "<svg>", "<script>", "</p>", "<p>"])
def test_many_of_a_kind_end_soon(sign: str) -> None:
    assert quick.html(sign * 100_000) in (None, "&amp;" * 100_000)
