"""A story drawn: a row for each outlet, a mark for each article, time from the side where reading begins.

Drawn as SVG in the page, without script. The list beneath it says all of it in words, so that it is an
ornament to those who hear the page.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from masdar.press.view import View

# outlets with a row of their own, those that told most
_ROWS = 8
# units of the drawing
WIDE, _TALL, _EDGE = 640, 18, 10


@dataclass(frozen=True, slots=True)
class Told:
    """That an outlet told something at a time."""

    outlet: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    outlet: str
    y: int
    # where each of its articles stands
    marks: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """What is drawn, in units of `wide` by `tall`."""

    wide: int
    tall: int
    rows: tuple[Row, ...]
    # outlets that have no row
    more: int = 0


def of(view: View, told: Sequence[Told]) -> Timeline | None:
    """The drawing; None where one outlet told all of it, or all of it was told at once."""
    outlets: dict[str, list[datetime]] = {}
    for each in sorted(told, key=lambda each: each.at):
        outlets.setdefault(each.outlet, []).append(each.at)
    start = min((each.at for each in told), default=None)
    end = max((each.at for each in told), default=None)
    if start is None or end is None or start == end or len(outlets) < 2:
        return None
    # those that told most, in the order in which they began
    kept = set(sorted(outlets, key=lambda outlet: (-len(outlets[outlet]), outlets[outlet][0]))[:_ROWS])
    rows: list[Row] = []
    for outlet, times in outlets.items():
        if outlet in kept:
            places = [round(_EDGE + (at - start) / (end - start) * (WIDE - 2 * _EDGE)) for at in times]
            marks = dict.fromkeys(WIDE - place if view.dir == "rtl" else place for place in places)
            rows.append(Row(outlet=outlet, y=_TALL * len(rows) + _TALL // 2, marks=tuple(marks)))
    return Timeline(wide=WIDE, tall=_TALL * len(rows), rows=tuple(rows), more=len(outlets) - len(rows))
