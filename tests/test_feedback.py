"""What a question is about, judged by its best answers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from masdar.index import feedback
from masdar.index.feedback import Answer

_SCORES = st.lists(st.floats(0.1, 50), max_size=120).map(lambda each: sorted(each, reverse=True))


def test_stems_that_answers_share_lead_to_the_rest() -> None:
    answers = [Answer(3.0, ["جسر", "وادي", "افتتح"]), Answer(2.0, ["جسر", "وادي", "سوق"])]
    shared = feedback.shared(answers)

    found = feedback.terms(answers, dict.fromkeys(shared, 5), 1_000)

    assert shared == {"جسر", "وادي"}
    assert set(found) == shared
    assert all(weight > 0 for weight in found.values())


@pytest.mark.parametrize(
    ("answers", "frequency"),
    [
        pytest.param([], {}, id="no answer"),
        pytest.param([Answer(3.0, ["جسر"])], {"جسر": 5}, id="one answer"),
        pytest.param([Answer(3.0, ["جسر"]), Answer(2.0, ["سوق"])], {}, id="nothing shared"),
        pytest.param([Answer(3.0, ["جسر"]), Answer(2.0, ["جسر"])], {"جسر": 900}, id="what all have"),
        pytest.param([Answer(0.0, ["جسر"]), Answer(0.0, ["جسر"])], {"جسر": 5}, id="worthless answers"),
    ],
)
def test_nothing_is_made_of_nothing(answers: list[Answer], frequency: dict[str, int]) -> None:
    assert feedback.terms(answers, frequency, 1_000) == {}


def test_a_story_lifts_what_belongs_to_it() -> None:
    alone, first, second = feedback.lifted([3.0, 2.9, 2.8], [0, 7, 7])

    assert alone == 3.0
    assert first > second > alone


@given(_SCORES, st.lists(st.integers(0, 5), min_size=120, max_size=120))
def test_nothing_falls_and_what_no_story_has_stays(scores: list[float], stories: list[int]) -> None:
    lifted = feedback.lifted(scores, stories[: len(scores)])

    assert all(after >= before for before, after in zip(scores, lifted, strict=True))
    assert all(
        after == before for before, after, story in zip(scores, lifted, stories, strict=False) if not story
    )
