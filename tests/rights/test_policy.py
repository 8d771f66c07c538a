"""What may be shown: what was agreed, or less."""

from dataclasses import replace

import pytest

from masdar.model import Images, IndexRule, Policy, Show, Signals
from masdar.rights import policy
from masdar.rights.policy import Limit
from tests import fakes

FULL = Policy(show=Show.FULL, ground="عقد", images=Images.FULL, index=IndexRule.INDEX)


@pytest.mark.parametrize(
    ("agreed", "signals", "expected"),
    [
        pytest.param(Policy(), Signals(), {"show": Show.EXCERPT, "words": 60}, id="a new source"),
        pytest.param(FULL, Signals(), {"show": Show.FULL, "index": IndexRule.INDEX}, id="a ground"),
        pytest.param(replace(FULL, ground=" "), Signals(), {"show": Show.EXCERPT}, id="no ground"),
        pytest.param(replace(FULL, until=fakes.NOON), Signals(), {"show": Show.EXCERPT}, id="ended"),
        pytest.param(
            replace(FULL, until=fakes.NOON + fakes.HOUR), Signals(), {"show": Show.FULL}, id="not yet ended"
        ),
        pytest.param(FULL, Signals(nosnippet=True), {"show": Show.HEADLINE}, id="nosnippet"),
        pytest.param(Policy(), Signals(max_snippet=0), {"show": Show.HEADLINE}, id="max-snippet:0"),
        pytest.param(FULL, Signals(max_snippet=90), {"show": Show.EXCERPT}, id="a limit allows no full text"),
        pytest.param(
            replace(FULL, signals=Signals(nosnippet=True)),
            Signals(),
            {"show": Show.HEADLINE},
            id="noted before",
        ),
        pytest.param(
            Policy(show=Show.HEADLINE), Signals(max_snippet=90), {"show": Show.HEADLINE}, id="not widened"
        ),
        pytest.param(Policy(words=30), Signals(), {"words": 30}, id="fewer words"),
        pytest.param(Policy(words=300), Signals(), {"words": 60}, id="never more words"),
        pytest.param(Policy(words=-3), Signals(), {"words": 0}, id="never fewer than none"),
        pytest.param(
            FULL, Signals(noindex=True), {"index": IndexRule.NOINDEX, "show": Show.FULL}, id="noindex"
        ),
        pytest.param(FULL, Signals(noimageai=True), {"images": Images.NONE}, id="pictures reserved"),
        pytest.param(
            FULL, Signals(noai=True), {"show": Show.FULL, "images": Images.FULL}, id="noai is not display"
        ),
    ],
)
def test_the_policy_that_holds(agreed: Policy, signals: Signals, expected: dict[str, object]) -> None:
    held = policy.of(fakes.source(policy=agreed), signals=signals, now=fakes.NOON)

    assert {name: getattr(held, name) for name in expected} == expected


@pytest.mark.parametrize(
    ("agreed", "signals", "expected"),
    [
        pytest.param(FULL, Signals(), (), id="all of it holds"),
        pytest.param(replace(FULL, ground=""), Signals(), (Limit.NO_GROUND,), id="no ground"),
        pytest.param(replace(FULL, until=fakes.NOON), Signals(), (Limit.ENDED,), id="ended"),
        pytest.param(Policy(), Signals(nosnippet=True), (Limit.NO_SNIPPET,), id="no text"),
        pytest.param(Policy(), Signals(max_snippet=50), (Limit.SHORT_SNIPPET,), id="a short text"),
        pytest.param(
            FULL,
            Signals(noindex=True, noimageai=True),
            (Limit.NO_PICTURES, Limit.NO_INDEX),
            id="pictures and search engines",
        ),
        pytest.param(
            Policy(show=Show.HEADLINE), Signals(nosnippet=True, noindex=True), (), id="less was agreed anyway"
        ),
    ],
)
def test_what_holds_less_is_told_why(agreed: Policy, signals: Signals, expected: tuple[Limit, ...]) -> None:
    source = fakes.source(policy=agreed)
    held = policy.of(source, signals=signals, now=fakes.NOON)

    assert policy.limits(source, signals=signals, now=fakes.NOON) == expected
    terms = ("show", "images", "index")
    assert any(getattr(held, each) != getattr(agreed, each) for each in terms) is bool(
        set(expected) - {Limit.SHORT_SNIPPET}
    )
