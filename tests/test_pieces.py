"""What the index writes down of a text gives back its stems, and its words as they were."""

from hypothesis import given
from hypothesis import strategies as st

from masdar.arabic import fold, tokens
from masdar.index import pieces, schema
from masdar.search.marks import WORD

ARABIC = "ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأإؤئةى\u064b\u0651\u0640٣۴گپ"
texts = st.text(alphabet=f"{ARABIC}abcdes -،.\n\u00a0\u200fÉ…ﻻ1") | st.text()


@given(texts)
def test_a_text_is_filed_by_the_same_words_that_are_asked_for(text: str) -> None:
    words = [word[:WORD] for word in fold.words(text)]

    filed = " ".join(pieces.Pieces().of(text)).split()

    assert filed == list(pieces.phrase(words))
    assert filed[::2] == [tokens.stem(word) for word in words]


@given(texts)
def test_codes_stand_for_folded_words(text: str) -> None:
    coded = fold.coded(text)

    assert coded is None or [fold.decoded(each) for each in coded] == fold.words(text)


@given(st.lists(st.text(alphabet=ARABIC + "abcdesingly", min_size=1), max_size=8))
def test_stem_and_rest_tell_the_word(said: list[str]) -> None:
    words = {word for each in said for word in fold.words(each)}

    assert len({pieces.pair(word) for word in words}) == len(words)


@given(texts)
def test_both_are_the_stem_and_the_skeleton(text: str) -> None:
    for word in fold.words(text):
        assert tokens.both(word) == (tokens.stem(word), tokens.skeleton(word))


def test_a_spelling_is_told_once() -> None:
    made = pieces.Pieces()
    made.of("غوغل وجوجل")

    assert made.heard() == pieces.sounds("غوغل")[:1] + pieces.sounds("جوجل")
    made.of("غوغل")
    assert made.heard() == []


def test_the_fingerprint_of_the_analysis_does_not_change_by_itself() -> None:
    assert schema.fingerprint() == schema.fingerprint.__wrapped__()
    assert schema.fingerprint().startswith(f"{schema.MAKE}-")
