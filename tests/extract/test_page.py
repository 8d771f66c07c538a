"""What one walk gathers."""

from hypothesis import given
from hypothesis import strategies as st

from masdar.extract import hints, page
from masdar.extract.hints import Hint
from masdar.markup import tree
from tests.extract.pages import gather


def test_line_breaks_part_a_paragraph_into_lines() -> None:
    assert [line.text for line in gather("<p>a<br><br>b<br/>c</p>").lines] == ["a", "b", "c"]


def test_inline_elements_part_nothing() -> None:
    assert [line.text for line in gather("<p>a <b>b</b><a href=x>c</a> <span>d</span></p>").lines] == [
        "a bc d"
    ]


def test_a_line_knows_how_much_of_it_is_linked() -> None:
    (line,) = gather('<p>ab <a href="/x">cde</a></p>').lines

    assert (line.linked, line.links) == (3, ("/x",))


def test_scripts_styles_and_forms_are_no_text() -> None:
    assert (
        gather("<script>a</script><style>b</style><select><option>c</select><noscript>d</noscript>").lines
        == []
    )


def test_a_caption_in_a_span_is_a_line_of_its_own() -> None:
    found = gather('<div><img src="a.jpg"><span class="img-cap">b</span>c</div>')

    assert [line.text for line in found.lines] == ["b", "c"]
    assert found.pictures[0].line == 0


def test_a_box_is_a_range_of_lines() -> None:
    found = gather("<div><p>a</p><p>b</p></div><p>c</p>")
    box = next(at for at, each in enumerate(found.boxes) if each.tag == "div")

    assert (found.start[box], found.end[box], found.text(box)) == (0, 2, "a b")
    assert found.within(1, box)
    assert not found.within(2, box)


def test_an_address_hidden_from_robots_is_read() -> None:
    found = gather(
        '<p>a <a class="__cf_email__" data-cfemail="2a4f4e435e45586a444f5d590452">[email protected]</a> b</p>'
    )

    assert [line.text for line in found.lines] == ["a editor@news.x b"]


def test_what_is_to_be_left_out_is_passed_by() -> None:
    root = tree.parse("<p>a</p><p class=ad>b</p>").select_one("body")
    assert root is not None

    found = page.gather(root, without=frozenset(tree.select(root, ".ad")))

    assert [line.text for line in found.lines] == ["a"]


def test_elements_that_are_hidden_say_so() -> None:
    found = gather('<div style="display: none">a</div><div hidden>b</div><div class="sr-only">c</div>')

    assert all(found.boxes[line.box].hint & Hint.HIDDEN for line in found.lines)


def test_fifty_thousand_nested_elements_are_walked() -> None:
    assert [line.text for line in gather("<div>" * 50_000 + "x").lines] == ["x"]


def test_a_catalogue_is_cut() -> None:
    assert len(gather("<p>x" * (page.MOST_ELEMENTS + 50)).lines) <= page.MOST_ELEMENTS + 1


@given(st.text(alphabet="<>/abp \u0628\u0627\"'=!-", max_size=80))
def test_any_markup_can_be_walked(markup: str) -> None:
    found = gather(f"<body>{markup}")

    assert all(found.start[at] <= found.end[at] for at in range(len(found.boxes)))
    assert all(line.text == " ".join(line.text.split()) for line in found.lines)


def test_names_give_away_what_a_box_holds() -> None:
    table = {
        "article__share-bar": Hint.NOISE,
        "relatedPosts": Hint.NOISE,
        "sidebar": Hint.NOISE,
        "has-sidebar with-ads comments-enabled": Hint.NONE,
        "dark:text-white md:hidden overflow-hidden": Hint.NONE,
        "elementor-widget-container": Hint.NONE,
        "commentlist": Hint.COMMENTS,
        "entry-content": Hint.BODY | Hint.STORY,
        "wp-caption-text": Hint.CAPTION,
        "photo-credit": Hint.CREDIT | Hint.PICTURE,
        "standfirst": Hint.SUMMARY,
        "byline": Hint.BYLINE,
        "publish-date": Hint.DATE,
    }

    assert {name: hints.of(name) for name in table} == table
