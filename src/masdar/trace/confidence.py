"""How often an inference was right, by how strongly it was made: measured by `benchmarks/provenance.py`.

On the groups of a corpus of 2015 whose origin is known, bylines hidden. Between the points it is a straight
line. What is said by somebody keeps the weight of its claims; this is for what we computed alone.
"""

from bisect import bisect_right
from collections.abc import Sequence

# the most that an inference is worth: less than what is printed on the page
MOST = 0.89
# how much copies say for an origin, and how often that was it
_COPIES = ((0.0, 0.0), (0.3, 0.45), (0.4, 0.68), (0.5, 0.87), (0.6, MOST), (1.0, MOST))
# the share of an agency among the agencies in whose style a text in several papers may be
_STYLE = ((0.0, 0.25), (0.5, 0.75), (0.7, 0.8), (0.75, MOST), (1.0, MOST))


def of_copies(strength: float) -> float:
    """For an origin that copies of the text credit."""
    return _between(_COPIES, strength)


def of_style(share: float) -> float:
    """For an agency in whose style a text is that several papers print."""
    return _between(_STYLE, share)


def _between(table: Sequence[tuple[float, float]], value: float) -> float:
    value = min(1.0, max(0.0, value))
    at = min(bisect_right(table, (value, 2.0)), len(table) - 1)
    (low, first), (high, last) = table[at - 1], table[at]
    return round(first + (last - first) * (value - low) / (high - low), 4)
