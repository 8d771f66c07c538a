"""Ordinary news is folded by way of bytes, anything else sign by sign: nobody can tell the two apart."""

from hypothesis import given
from hypothesis import strategies as st

from masdar.arabic import fold

_NEWS = "".join(
    map(chr, [*range(32, 127), *range(0x0621, 0x063B), *range(0x0640, 0x0653), *range(0x0660, 0x066A)])
)
# a sign that no news is written with sends the whole text the thorough way
_RARE = "\u2603"


@given(st.text(_NEWS + "\u00a0\u00e9\u0671\u06cc\u06f1\u200d\u2019\t\n\0"))
def test_a_rare_sign_changes_nothing_of_what_stands_before_it(text: str) -> None:
    assert fold.key(f"{text} {_RARE}") == f"{fold.key(text)} {_RARE}".strip()
    assert fold.words(f"{text} {_RARE}") == fold.words(text)
