"""Fifty chains that a person has read: they come out as they were, and every quote stands in its page.

`python -m benchmarks.chains` prints them; one that comes out otherwise is read again before it is kept.
"""

import json
from functools import cache

import pytest
from benchmarks import chains, provenance, sets, style

from masdar import model

KEPT = json.loads(chains.KEPT.read_text("utf-8"))
pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(
        not (sets.HOME / "text" / "corpus").exists(), reason="the corpora are not beside the project"
    ),
]


@cache
def rows() -> dict[str, provenance.Row]:
    return {row["id"]: row for row in style.rows() if not row.get("published")}


def test_there_are_fifty_of_them_most_with_copies() -> None:
    assert len({each["id"] for each in KEPT}) == 50
    assert sum(len(each["members"]) > 1 for each in KEPT) >= 30


@pytest.mark.parametrize("kept", KEPT, ids=lambda kept: kept["id"])
def test_a_chain_stands_as_it_was_read(kept: dict[str, object]) -> None:
    id, members = str(kept["id"]), [str(each) for each in kept["members"]]  # type: ignore[attr-defined]

    built = chains.build(rows(), id, members)

    assert model.digest(chains.said(built).encode()) == kept["digest"]
    for link in built.links:
        # a hand that we did not see ourselves rests on words
        assert link.claims or link.standing is model.Standing.SEEN
        for claim in link.claims:
            page = chains.page(rows()[claim.evidence.other or id])
            quotes = claim.evidence.quote.split(" … ") if claim.evidence.quote else []
            assert quotes
            assert [each for each in quotes if each not in page] == []
