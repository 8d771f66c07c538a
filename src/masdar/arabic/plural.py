"""Which plural form a number takes in Arabic.

The categories of Unicode CLDR, so that catalogues of gettext and of ICU agree:

    >>> [category(n) for n in (0, 1, 2, 3, 11, 100)]
    ['zero', 'one', 'two', 'few', 'many', 'other']
"""

from typing import Literal

Category = Literal["zero", "one", "two", "few", "many", "other"]


def category(n: int) -> Category:
    """The CLDR category of a whole number; the sign does not count."""
    n = abs(n)
    if n == 0:
        return "zero"
    if n == 1:
        return "one"
    if n == 2:
        return "two"
    rest = n % 100
    if 3 <= rest <= 10:
        return "few"
    return "many" if rest >= 11 else "other"
