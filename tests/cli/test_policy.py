"""The terms of a source, told and changed."""

from pathlib import Path

import pytest

from masdar.store import open_store
from tests import fakes
from tests.cli.calls import Masdar, Said

UNTIL = ("--until", "2099-05-01")
FULL = ("--show", "full", "--ground", "إذن مكتوب")


@pytest.fixture
def home(masdar: Masdar) -> Path:
    """A home with one source, whose site reserves use by AI."""
    said = fakes.signals(noai=True, said=("robots.txt: Content-Signal: ai-train=no",))
    with open_store(masdar.home) as store, store.writing() as writing:
        writing.put_sources([fakes.source(policy=fakes.policy(signals=said))])
        writing.put_reservations([fakes.reservation(fakes.NOON, signals=said)])
    return masdar.home


@pytest.fixture
def terms(masdar: Masdar, home: Path) -> "Terms":
    return Terms(masdar)


class Terms:
    """`masdar source policy alwadi`, with more options."""

    def __init__(self, masdar: Masdar) -> None:
        self._masdar = masdar

    def __call__(self, *more: str) -> Said:
        return self._masdar("source", "policy", "alwadi", *more)


def test_the_terms_are_told_with_what_the_site_said_and_when(terms: Terms) -> None:
    said = terms()

    assert said.status == 0
    assert "agreed: excerpt (60)" in said.out
    assert "robots.txt: Content-Signal: ai-train=no" in said.out
    assert "since 2026-01-01" in said.out


def test_full_text_needs_its_ground_and_its_end(terms: Terms) -> None:
    without_ground = terms("--show", "full", *UNTIL)
    without_end = terms(*FULL)
    ended = terms(*FULL, "--until", "2020-01-01")
    given = terms(*FULL, *UNTIL, "--json")

    assert (without_ground.status, without_end.status, ended.status) == (1, 1, 1)
    assert "ground" in without_ground.err
    assert "--until" in without_end.err
    assert given.status == 0
    (record,) = given.records
    assert record["agreed"]["show"] == record["holds"]["show"] == "full"
    assert record["agreed"]["until"] == "2099-05-01T23:59:59+03:00"
    assert record["signals"][0]["said"] == ["robots.txt: Content-Signal: ai-train=no"]


def test_own_text_has_no_end(terms: Terms) -> None:
    (record,) = terms(*FULL, "--no-end", "--json").records

    assert record["agreed"]["until"] is None
    assert record["holds"]["show"] == "full"


def test_one_term_is_changed_and_the_others_stay(terms: Terms) -> None:
    terms(*FULL, *UNTIL)

    (record,) = terms("--images", "thumbnail", "--words", "30", "--json").records

    assert record["agreed"]["ground"] == "إذن مكتوب"
    assert (record["agreed"]["show"], record["agreed"]["images"], record["agreed"]["words"]) == (
        "full",
        "thumbnail",
        30,
    )


def test_no_policy_allows_more_words_than_the_rule(terms: Terms) -> None:
    assert terms("--words", "61").status == 2


def test_a_source_that_is_not_there_is_said_so(terms: Terms, masdar: Masdar) -> None:
    said = masdar("source", "policy", "nobody")

    assert said.status == 1
    assert "masdar source list" in said.err


def test_the_terms_are_told_in_arabic(terms: Terms) -> None:
    said = terms("--lang", "ar")

    assert "المتفق عليه: مقتطف (60)" in said.out
    assert "لا تُفهرس نسختنا" in said.out
