import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from masdar.model import ArticleId, Digest, Fingerprint, SourceId
from masdar.stories import fingerprint, related
from tests.fakes import NOON

RARITY: Mapping[str, float] = {"جسر": 5.0, "واد": 4.0, "سوق": 4.0, "مطر": 3.0, "قال": 0.1}
TERMS = [*RARITY, "مجهول", "غريب"]


def mark(
    id: str, terms: Sequence[str], *, title: Sequence[str] = (), text: range = range(0), days: float = 0
) -> Fingerprint:
    """A fingerprint whose 5-grams are numbers, so that a test says what two texts share."""
    return Fingerprint(
        article=ArticleId(id),
        source=SourceId("alwadi"),
        at=NOON + timedelta(days=days),
        language="ar",
        size=100,
        digest=Digest(id),
        shingles=numpy.array(text, dtype="<u8").tobytes(),
        title=tuple(title),
        terms=tuple((term, 1) for term in terms),
    )


QUERY = mark("query", ["جسر", "واد", "قال"], title=["جسر"], text=range(100))


def test_rare_terms_are_asked_for_first() -> None:
    assert [term for term, _ in related.terms(QUERY, RARITY)] == ["جسر", "واد", "قال"]


def test_terms_that_nobody_has_are_not_asked_for() -> None:
    assert related.terms(mark("q", ["مجهول"]), RARITY) == ()


def test_the_most_alike_comes_first() -> None:
    near, far = mark("near", ["جسر", "واد"]), mark("far", ["جسر", "سوق", "مطر"])

    assert related.pick(QUERY, [far, near], rarity=RARITY) == ("near", "far")


def cosine(ours: dict[str, float], theirs: dict[str, float]) -> float:
    dot = sum(weight * theirs.get(term, 0.0) for term, weight in ours.items())
    lengths = math.hypot(*ours.values()) * math.hypot(*theirs.values())
    return dot / lengths if lengths else 0.0


@given(
    st.lists(
        st.tuples(
            st.dictionaries(st.sampled_from(TERMS), st.integers(1, 9), max_size=6),
            st.lists(st.sampled_from(TERMS), max_size=3, unique=True),
            st.integers(0, 900),
        ),
        max_size=8,
    )
)
def test_numbers_rank_as_words_would(others: list[tuple[dict[str, int], list[str], int]]) -> None:
    """The same sums, term by term."""
    marks = [
        replace(mark(str(n), [], title=title, days=days), terms=tuple(terms.items()))
        for n, (terms, title, days) in enumerate(others)
    ]

    def worth(term: str) -> float:
        return RARITY.get(term, related._MIDDLING)

    def text(each: Fingerprint) -> dict[str, float]:
        return {
            term: (1 + math.log(count + (term in each.title))) * worth(term) for term, count in each.terms
        }

    def title(each: Fingerprint) -> dict[str, float]:
        return {term: worth(term) for term in each.title}

    score = {
        each.article: (cosine(text(QUERY), text(each)) + related._TITLES * cosine(title(QUERY), title(each)))
        * 0.5 ** ((each.at - QUERY.at).days / related._HALF)
        for each in marks
    }

    ranked = related.rank(fingerprint.bag(QUERY), [fingerprint.bag(each) for each in marks], rarity=RARITY)

    assert sorted(ranked) == sorted(score)
    for better, worse in itertools.pairwise(ranked):
        assert score[better] >= score[worse] - 1e-9


def test_a_like_title_lifts_an_article() -> None:
    plain, titled = mark("plain", ["جسر", "سوق"]), mark("titled", ["جسر", "سوق"], title=["جسر"])

    assert related.pick(QUERY, [plain, titled], rarity=RARITY) == ("titled", "plain")


def test_the_article_itself_is_not_related() -> None:
    assert related.pick(QUERY, [QUERY], rarity=RARITY) == ()


@pytest.mark.parametrize(
    "copy",
    [
        pytest.param(mark("copy", ["جسر", "واد"], text=range(100)), id="of the whole"),
        pytest.param(mark("copy", ["جسر", "واد"], text=range(40)), id="of a part"),
        pytest.param(mark("copy", ["جسر", "واد"], text=range(300)), id="with more around it"),
    ],
)
def test_a_copy_of_the_article_is_not_related(copy: Fingerprint) -> None:
    assert related.pick(QUERY, [copy], rarity=RARITY) == ()


def test_of_two_copies_one_is_given() -> None:
    twins = [mark("one", ["جسر"], text=range(500, 600)), mark("two", ["جسر"], text=range(500, 590))]

    assert related.pick(QUERY, twins, rarity=RARITY) == ("one",)


def test_known_copies_are_left_out() -> None:
    other = mark("other", ["جسر"])

    assert related.pick(QUERY, [other], rarity=RARITY, copies={other.article}) == ()


def test_a_passage_in_common_makes_no_copy() -> None:
    quoting = mark("quoting", ["جسر"], text=range(90, 190))

    assert related.pick(QUERY, [quoting], rarity=RARITY) == ("quoting",)


def test_age_decides_only_between_equals() -> None:
    old, fresh = mark("old", ["جسر"], days=-100), mark("young", ["جسر"], days=-1)
    better = mark("better", ["جسر", "واد"], days=-30)

    assert related.pick(QUERY, [old, fresh, better], rarity=RARITY) == ("better", "young", "old")


def test_no_more_are_given_than_asked_for() -> None:
    many = [mark(f"n{n}", ["جسر"]) for n in range(9)]

    assert len(related.pick(QUERY, many, rarity=RARITY, limit=4)) == 4


def test_the_order_of_candidates_does_not_matter() -> None:
    many = [mark(f"n{n}", ["جسر", "مطر"][: 1 + n % 2]) for n in range(6)]

    assert related.pick(QUERY, many, rarity=RARITY) == related.pick(QUERY, many[::-1], rarity=RARITY)
