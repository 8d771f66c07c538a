import pytest
from hypothesis import given
from hypothesis import strategies as st

from masdar import model
from masdar.arabic import agencies
from masdar.trace import chain, claims, confidence, style
from tests.trace import newsroom as room

_SENTENCE = "قال متحدث باسم الميناء إن السفينة وصلت صباح اليوم وعلى متنها حبوب تكفي المدينة شهرا كاملا"


def styled(article: str, code: str, weight: float) -> model.Claim:
    return model.Claim(
        id=f"{article}-{code}-style",
        article=model.ArticleId(article),
        says=model.Says.WIRED_BY,
        value=code,
        at=room.NOON,
        evidence=model.Evidence(
            basis=model.Basis.STYLE,
            quote="قال متحدث",
            where="style of the text",
            capture=model.Digest(f"capture-{article}"),
        ),
        weight=weight,
        inferred=True,
    )


def test_a_few_words_have_no_style() -> None:
    assert style.of("خبر", "وصلت السفينة") == ()


def test_guesses_come_with_words_of_the_text_the_likeliest_first() -> None:
    text = " ".join([_SENTENCE] * 4)

    guesses = style.of("وصول سفينة", text, "الميناء")

    chances = [each.probability for each in guesses]
    assert guesses
    assert chances == sorted(chances, reverse=True)
    assert 0 < sum(chances) <= 1.0001
    assert any(each.words for each in guesses)
    assert all(said in text for each in guesses for said in each.words)
    assert guesses == style.of("وصول سفينة", text, "الميناء")


@given(st.text(max_size=300))
def test_any_text_can_be_asked(text: str) -> None:
    assert all(0 <= each.probability <= 1 for each in style.of(text, text, text))


@pytest.mark.parametrize("text", ["لندن (رويترز) - قال", "وأضاف لوكالة فرانس برس أن", "وصلت السفينة"])
def test_the_names_of_agencies_take_no_part(text: str) -> None:
    assert agencies.find(style.without_names(text)) == ()


def test_a_text_in_several_papers_is_weighed_among_agencies_alone() -> None:
    faint = [styled("a", "REUTERS", 0.04), styled("b", "REUTERS", 0.05)]

    assert style.judge(faint, printed=1 + 1) is not None
    assert style.judge(faint[:1], printed=1) is None


def test_a_text_that_one_paper_prints_twice_stands_by_itself() -> None:
    again = [styled("a", "REUTERS", 0.99), styled("b", "REUTERS", 0.2)]

    assert style.judge(again, printed=1) is None
    assert style.judge(again[:1], printed=1) is not None


def test_a_distant_copy_has_a_faint_voice() -> None:
    said = [styled("a", "REUTERS", 0.9), styled("b", "AFP", 0.9), styled("c", "AFP", 0.9)]
    near = {model.ArticleId("a"): 1.0, model.ArticleId("b"): 0.3, model.ArticleId("c"): 0.3}

    found = style.judge(said, printed=3, near=near)

    assert found is not None
    assert found[0] == "REUTERS"
    alike = style.judge(said, printed=3, near=dict.fromkeys(near, 1.0))
    assert alike is not None
    assert alike[0] == "AFP"


def test_agencies_that_are_alike_leave_a_text_unnamed() -> None:
    torn = [styled("a", "REUTERS", 0.4), styled("a", "AFP", 0.39)]

    assert style.judge(torn, printed=3) is None


def test_style_names_an_agency_where_nobody_says_who_it_is() -> None:
    me = room.witness("a", "mina", styled("a", "REUTERS", 0.95))
    other = room.witness("b", "marfa", styled("b", "REUTERS", 0.9))

    found = chain.build(me, [other], [room.overlap("a", "b")], room.DIRECTORY)

    assert (found.grade, found.origin.code) == (model.Grade.INFERRED, "REUTERS")
    assert found.origin.standing is model.Standing.INFERRED
    assert {each.evidence.basis for each in found.origin.claims} == {model.Basis.STYLE}
    assert found.origin.confidence <= confidence.MOST


@pytest.mark.parametrize(
    ("me", "others"),
    [
        pytest.param((room.claim("a", model.Says.WIRED_BY, "NAWRAS"),), (), id="the page itself"),
        pytest.param((), (room.claim("b", model.Says.WIRED_BY, "NAWRAS"),), id="a copy"),
    ],
)
def test_style_never_overrules_what_is_said(
    me: tuple[model.Claim, ...], others: tuple[model.Claim, ...]
) -> None:
    page = room.witness("a", "mina", *me, styled("a", "REUTERS", 0.99))
    copy = room.witness("b", "marfa", *others, styled("b", "REUTERS", 0.99))

    found = chain.build(page, [copy], [room.overlap("a", "b")], room.DIRECTORY)

    assert found.origin.code == "NAWRAS"
    assert all(link.code != "REUTERS" for link in found.links)


def test_a_reporter_is_believed_before_style() -> None:
    me = room.witness("a", "mina", styled("a", "REUTERS", 0.99), bylines=("سارة مثال",))

    found = chain.build(me, [], [], room.DIRECTORY)

    assert (found.grade, found.origin.source) == (model.Grade.CONNECTED, "mina")


def test_a_paper_that_its_copies_credit_is_believed_before_style() -> None:
    me = room.witness("a", "mina", styled("a", "REUTERS", 0.99))
    credited = room.claim("b", model.Says.REPUBLISHED_FROM, "صحيفة الميناء")
    other = room.witness("b", "marfa", credited, styled("b", "REUTERS", 0.99))

    found = chain.build(me, [other], [room.overlap("a", "b")], room.DIRECTORY)

    assert (found.grade, found.origin.source) == (model.Grade.CONNECTED, "mina")


def test_a_text_that_is_plainly_a_papers_own_is_no_agencys_in_two_papers_either() -> None:
    own = [styled("a", "WAS", 0.01), styled("b", "WAS", 0.02)]

    assert style.judge(own, printed=2) is None


def test_a_guess_is_no_credit() -> None:
    assert claims.asserted([styled("a", "REUTERS", 0.99)]) == []


@given(st.floats(0, 1), st.floats(0, 1))
def test_more_strength_is_never_less_confidence(one: float, other: float) -> None:
    low, high = sorted((one, other))

    for of in (confidence.of_copies, confidence.of_style):
        assert 0 <= of(low) <= of(high) <= confidence.MOST
