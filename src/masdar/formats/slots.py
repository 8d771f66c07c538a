"""Which elements say what: a table of slots, each filled from the elements that may say it, the best first.

The items of a feed are alike, so what is to be done with one that has these elements is worked out once:

    >>> table = Slots(Slot("title", lambda fields, names, place: fields[names[0]], ("title", "dc:title")))
    >>> table.of({"dc:title": "A", "link": "B"}, None)
    {'title': 'A'}
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

# given the elements by name, the names of the slot that are there, and the place
Make = Callable[[Any, tuple[str, ...], Any], Any]


class Slot(NamedTuple):
    key: str
    make: Make
    names: tuple[str, ...]


class Slots:
    def __init__(self, *slots: Slot) -> None:
        self._slots = slots
        self.names = frozenset(name for each in slots for name in each.names)
        self._plans: dict[tuple[str, ...], tuple[Slot, ...]] = {}

    def of(self, fields: Mapping[str, Any], place: Any) -> dict[str, Any]:
        """The values of the slots of which anything is said, by key; None and `()` are left out."""
        there = tuple(fields)
        plan = self._plans.get(there)
        if plan is None:
            plan = self._planned(there)
        return {
            key: value
            for key, make, names in plan
            if (value := make(fields, names, place)) is not None and value is not _EMPTY
        }

    def _planned(self, there: tuple[str, ...]) -> tuple[Slot, ...]:
        named = self.names.intersection(there)
        plan = tuple(
            Slot(each.key, each.make, present)
            for each in self._slots
            if (present := tuple(name for name in each.names if name in named))
        )
        if len(self._plans) < 1024 and len(there) < 64:
            self._plans[there] = plan
        return plan


# there is but one empty tuple
_EMPTY: tuple[Any, ...] = ()
