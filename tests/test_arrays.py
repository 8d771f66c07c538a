"""Numbers, each once."""

import numpy
from hypothesis import given
from hypothesis import strategies as st

from masdar.arrays import distinct, once


@given(st.lists(st.integers(0, 1 << 63), max_size=40))
def test_each_number_is_kept_once_in_order(numbers: list[int]) -> None:
    given_numbers = numpy.array([*numbers, *numbers[:5]], dtype=numpy.uint64)

    assert distinct(given_numbers).tolist() == sorted(set(numbers))
    assert once(numpy.sort(given_numbers)).tolist() == sorted(set(numbers))
