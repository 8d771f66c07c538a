"""What numpy does for all purposes, done for ours."""

from typing import TypeVar

import numpy
from numpy.typing import NDArray

_T = TypeVar("_T", bound=numpy.generic)


def distinct(numbers: NDArray[_T]) -> NDArray[_T]:
    """The distinct numbers, ascending.

    `numpy.unique` puts them into a table first, which takes ten times as long for some hundred numbers.
    """
    return once(numpy.sort(numbers))


def once(ascending: NDArray[_T]) -> NDArray[_T]:
    """Ascending numbers, each once."""
    if len(ascending) < 2:
        return ascending
    kept = numpy.empty(len(ascending), dtype=bool)
    kept[0] = True
    numpy.not_equal(ascending[1:], ascending[:-1], out=kept[1:])
    return ascending[kept]
