from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from masdar.stories import align

WORDS = st.lists(st.sampled_from("abcdefgh"), max_size=60)


@given(ours=WORDS, theirs=WORDS)
def test_a_passage_is_the_same_words_in_both_and_no_word_is_in_two(
    ours: list[str], theirs: list[str]
) -> None:
    found = align.of(ours, theirs).passages

    for each in found:
        assert each.size >= align.LEAST
        assert ours[each.a : each.a + each.size] == theirs[each.b : each.b + each.size]
    for at in ("a", "b"):
        spans = sorted((getattr(each, at), each.size) for each in found)
        assert all(start + size <= later for (start, size), (later, _) in pairwise(spans))


@given(words=WORDS.filter(lambda words: len(words) >= align.LEAST))
def test_a_text_is_all_in_common_with_itself(words: list[str]) -> None:
    assert align.of(words, words).common == len(words)


def test_what_was_cut_moved_and_added_is_told_apart() -> None:
    first, second, third = (" ".join(f"{sign}{n}" for n in range(9)).split() for sign in "xyz")
    new = [f"new{n}" for n in range(6)]

    found = align.of([*first, *second, *third], [*new, *third, *first])

    assert found.passages == (align.Passage(0, 15, 9), align.Passage(18, 6, 9))
    assert found.common == 18
    assert found.sizes == (27, 24)


def test_a_word_said_over_and_over_costs_little() -> None:
    found = align.of(["a"] * 3_000, ["a"] * 2_000)

    assert found.common == 2_000
