"""What `head.read` finds in a page for machines."""

import pytest

from masdar.markup import head, tree


def read(markup: str) -> head.Head:
    return head.read(tree.parse(markup))


@pytest.mark.parametrize(
    ("script", "headline"),
    [
        pytest.param('{"@type":"NewsArticle","headline":"x"}', "x", id="plain"),
        pytest.param('[{"@type":"Person"},{"@type":"Article","headline":"x"}]', "x", id="a list"),
        pytest.param(
            '{"@graph":[{"@type":["NewsArticle"],"headline":"x"}]}', "x", id="a graph, the type a list"
        ),
        pytest.param('{"@type":"NewsArticle","headline":"x",}', "x", id="a comma too many"),
        pytest.param('/* a */ {"@type":"NewsArticle", // b\n "headline":"x"}', "x", id="comments"),
        pytest.param(
            '{"@type":"Article","headline":"see // this /* too */"}',
            "see // this /* too */",
            id="in a string",
        ),
        pytest.param('//<![CDATA[\n{"@type":"NewsArticle","headline":"x"}\n//]]>', "x", id="CDATA"),
        pytest.param('<!-- {"@type":"NewsArticle","headline":"x"} -->', "x", id="an HTML comment"),
        pytest.param('{"@type":"NewsArticle","headline":"a\nb"}', "a b", id="a line break in a string"),
        pytest.param('{"@type":"WebPage"}{"@type":"NewsArticle","headline":"x"};', "x", id="two values"),
        pytest.param(
            '{"@type":"schema:NewsArticle","headline":"x &amp;quot;y&amp;quot;"}', 'x "y"', id="entities"
        ),
        pytest.param('{"@type":"WebPage","mainEntity":{"@type":"Report","headline":"x"}}', "x", id="nested"),
        pytest.param('{"@type":"NewsArticle","headline":', "", id="cut short"),
    ],
)
def test_json_ld_is_read_as_it_is_met(script: str, headline: str) -> None:
    page = read(f'<script type="application/ld+json">{script}</script>')

    assert head.words(page.article.get("headline")) == headline


def test_meta_is_found_by_name_property_and_itemprop() -> None:
    page = read(
        '<meta name="A" content="1"><meta property="og:title" content=" 2  3 "><meta itemprop="b" content="4">'
    )

    assert (page.first("a"), page.first("og:title"), page.first("b")) == ("1", "2 3", "4")


def test_the_first_name_that_says_something_wins() -> None:
    assert read('<meta name="a" content=""><meta name="b" content="x">').first("a", "b") == "x"


def test_links_language_direction_and_base() -> None:
    page = read(
        '<html lang="ar" dir="RTL"><base href="https://a.example/"><link rel="canonical amphtml" href="/x">'
        '<link rel="alternate" hreflang="en" href="/en">'
    )

    assert (page.lang, page.dir, page.base) == ("ar", "rtl", "https://a.example/")
    assert (page.link("canonical"), page.link("amphtml"), page.link("alternate")) == ("/x", "/x", "/en")


def test_the_title_of_a_drawing_is_no_title() -> None:
    assert read("<body><svg><title>icon</title></svg><title>page</title>").title == "page"


def test_an_id_stands_for_its_object() -> None:
    page = read(
        '<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","headline":"x","author":{"@id":"#a"}},'
        '{"@type":"Person","@id":"#a","name":"n"}]}</script>'
    )

    assert head.words(page.resolve(page.article["author"])) == "n"


def test_microdata_in_the_body_is_found() -> None:
    page = read(
        '<body><span itemprop="author">n</span><time itemprop="datePublished" datetime="2024-01-01">then</time>'
    )

    assert (page.micro["author"], page.micro["datepublished"]) == (("n",), ("2024-01-01",))


def test_a_thousand_objects_are_cut() -> None:
    many = ",".join('{"@type":"Thing"}' for _ in range(1_000))

    assert len(read(f'<script type="application/ld+json">[{many}]</script>').objects) == head.MOST_OBJECTS


def test_half_a_surrogate_pair_is_no_sign_and_a_whole_one_is() -> None:
    page = read(
        r'<script type="application/ld+json">{"@type":"Report","headline":"a\ud800b\ud83d\ude00\udc00"}</script>'
    )

    assert page.article["headline"] == "a\ufffdb\U0001f600\ufffd"


def test_lists_nested_without_end_are_no_harm() -> None:
    assert read(f'<script type="application/ld+json">{"[" * 100_000}</script>').objects == ()
