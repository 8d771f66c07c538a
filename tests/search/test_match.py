import pytest
from hypothesis import given
from hypothesis import strategies as st

from masdar.model import Agency, Article
from masdar.search import marks, match, query
from tests import fakes

BRIDGE = fakes.article(
    1,
    title="افتتاح الجسر الجديد فوق الوادي",
    bylines=("سالم المصور",),
    agencies=(Agency(said="رويترز", code="REUTERS"),),
    blocks=fakes.paragraphs("رحب التجار بالجسر، وقال تيلرسن إن غوغل موّلته."),
)


def _text(article: Article = BRIDGE, **more: object) -> match.Text:
    return match.text_of(marks.of(article, name="وكالة الوادي", story="ab12"))


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        pytest.param("جسر", True, id="a word by its stem"),
        pytest.param("جسر وادي", True, id="two words"),
        pytest.param("جسر نفق", False, id="each word must be there"),
        pytest.param("نفق أو جسر", True, id="one is enough"),
        pytest.param("(نفق OR طريق) جسر", False, id="a bracket"),
        pytest.param('"الجسر الجديد"', True, id="a phrase"),
        pytest.param('"الجديد الجسر"', False, id="a phrase in another order"),
        pytest.param('"جسر جديد"', False, id="a phrase is exact"),
        pytest.param("جسر -تجار", False, id="without"),
        pytest.param("جسر -نفق", True, id="without what is not there"),
        pytest.param("-نفق", False, id="nothing asked for"),
        pytest.param("", False, id="nothing"),
        pytest.param("عنوان:الوادي", True, id="in the title"),
        pytest.param("عنوان:تجار", False, id="not in the title"),
        pytest.param("بقلم:سالم جسر", True, id="by"),
        pytest.param("وكالة:REUTERS", True, id="agency by code"),
        pytest.param("agency:رويترز جسر", True, id="agency by name"),
        pytest.param("agency:AFP جسر", False, id="another agency"),
        pytest.param('مصدر:"وكالة الوادي" مصدر:غيرها جسر', True, id="one of two sources"),
        pytest.param("-site:alwadi.example جسر", False, id="not of a site"),
        pytest.param("قصة:ab12", True, id="story"),
        pytest.param("شخص:تيلرسون", True, id="a name spelt otherwise"),
        pytest.param("lang:en جسر", False, id="language"),
        pytest.param("after:2020-01-01 جسر", True, id="after"),
        pytest.param("before:2020-01-01 جسر", False, id="before"),
        pytest.param("after:2020-01-01", True, id="a time alone"),
    ],
)
def test_an_article_answers_a_question(said: str, expected: bool) -> None:
    asked = query.parse(said)

    assert match.hits(asked, _text()) is expected
    assert match.Watch({"x": asked}).hits(_text()) == (("x",) if expected else ())


_WORDS = [
    "جسر",
    "الوادي",
    "نفق",
    "تجار",
    "غوغل",
    '"الجسر الجديد"',
    '"فوق نفق"',
    "source:alwadi",
    "شخص:تيلرسون",
    "بقلم:سالم",
    "after:2020",
]


@given(
    st.dictionaries(
        st.text("abcdef", min_size=1, max_size=3),
        st.lists(st.sampled_from([*_WORDS, "OR", "(", ")", "-جسر", "-نفق", "+جسر"]), max_size=7).map(
            " ".join
        ),
        max_size=12,
    ),
    st.booleans(),
)
def test_all_questions_at_once_are_each_alone(said: dict[str, str], rare: bool) -> None:
    asked = {name: query.parse(each) for name, each in said.items()}
    rarity = (lambda stem: float(hash(stem) % 7)) if rare else None

    found = match.Watch(asked, rarity=rarity).hits(_text())

    assert found == tuple(sorted(name for name, each in asked.items() if match.hits(each, _text())))
