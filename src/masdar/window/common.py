"""How common words are in Arabic news: what a window that has just begun takes for known.

Without it the first thousand articles of a home would be told apart by words that every article holds.
`common.txt` holds stems (`arabic.tokens`) with the articles of a thousand that they stand in, of two corpora
of the Arab press from 2015 and 2018; `benchmarks/common.py` wrote it.
"""

from collections.abc import Mapping
from functools import cache
from importlib import resources


@cache
def table() -> Mapping[str, float]:
    """Stems with their share of articles, 0 to 1."""
    return read(resources.files("masdar.window").joinpath("common.txt").read_text(encoding="utf-8"))


def read(text: str) -> dict[str, float]:
    """The table of a text: on each line articles of a thousand, then the stems that stand in as many."""
    shares = {}
    for line in text.splitlines():
        share, *stems = line.split(" ")
        for stem in stems:
            shares[stem] = float(share) / 1000
    return shares
