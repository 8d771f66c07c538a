"""What origins reserve, read from headers and meta elements."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from masdar.model import Signals
from masdar.rights import signals

SIGNALS = some.builds(
    Signals,
    noindex=some.booleans(),
    nosnippet=some.booleans(),
    noai=some.booleans(),
    noimageai=some.booleans(),
    tdm_reservation=some.booleans(),
    max_snippet=some.none() | some.integers(0, 400),
    said=some.lists(some.sampled_from(["a", "b", "c"]), unique=True).map(tuple),
)


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        pytest.param({"X-Robots-Tag": "noindex"}, {"noindex": True}, id="any case"),
        pytest.param({"x-robots-tag": "none"}, {"noindex": True}, id="none is noindex"),
        pytest.param({"x-robots-tag": "NoSnippet, noarchive"}, {"nosnippet": True}, id="several"),
        pytest.param({"x-robots-tag": "max-snippet:50"}, {"max_snippet": 50}, id="a limit"),
        pytest.param({"x-robots-tag": "max-snippet: -1"}, {}, id="minus one is no limit"),
        pytest.param(
            {"x-robots-tag": "max-snippet:0"}, {"max_snippet": 0, "nosnippet": True}, id="a limit of nothing"
        ),
        pytest.param({"x-robots-tag": "max-image-preview:none"}, {"noimageai": True}, id="no picture"),
        pytest.param({"x-robots-tag": "noai, noimageai"}, {"noai": True, "noimageai": True}, id="no AI"),
        pytest.param({"x-robots-tag": "googlebot: noindex"}, {}, id="meant for another"),
        pytest.param(
            {"x-robots-tag": "googlebot: noindex, nosnippet, masdar: noai"}, {"noai": True}, id="meant for us"
        ),
        pytest.param({"x-robots-tag": "unavailable_after: 25 Jun 2030 15:00:00 PST"}, {}, id="a date"),
        pytest.param({"tdm-reservation": "1"}, {"tdm_reservation": True}, id="reserved"),
        pytest.param({"tdm-reservation": "0"}, {}, id="not reserved"),
        pytest.param({"content-signal": "search=yes, ai-train=no"}, {"noai": True}, id="content signal"),
        pytest.param(
            {"link": '<https://a.example/l>; rel="license"'}, {"license": "https://a.example/l"}, id="licence"
        ),
        pytest.param({"content-type": "text/html"}, {}, id="nothing said"),
    ],
)
def test_headers_say(headers: dict[str, str], expected: dict[str, object]) -> None:
    found = signals.read(headers)

    said = tuple(f"{name}: {value}" for name, value in headers.items()) if expected else ()
    assert tuple(each.lower() for each in found.said) == tuple(each.lower() for each in said)
    assert signals.merge(found, Signals()) == found
    assert found == Signals(**expected, said=found.said)  # type: ignore[arg-type]  # fields by name


def test_a_page_and_its_answer_are_heard_together() -> None:
    found = signals.read(
        {"x-robots-tag": "max-snippet:80"}, {"robots": "max-snippet:40", "Masdar": "noindex"}
    )

    assert (found.max_snippet, found.noindex) == (40, True)
    assert found.said == (
        "X-Robots-Tag: max-snippet:80",
        "meta robots: max-snippet:40",
        "meta Masdar: noindex",
    )


@given(SIGNALS, SIGNALS)
def test_the_strictest_wins(a: Signals, b: Signals) -> None:
    both = signals.merge(a, b)

    for name in ("noindex", "nosnippet", "noai", "noimageai", "tdm_reservation"):
        assert getattr(both, name) == (getattr(a, name) or getattr(b, name))
    limits = [each for each in (a.max_snippet, b.max_snippet) if each is not None]
    assert both.max_snippet == (min(limits) if limits else None)
    assert signals.merge(both, a) == both
