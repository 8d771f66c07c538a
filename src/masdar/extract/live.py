"""The dated entries of a page that is written while something happens.

A page is a live blog where it says so for machines, or in the name of a box. Its entries are boxes side by
side, each with a time of its own, or the updates that the page lists in JSON-LD.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta, timezone
from typing import Any

from masdar import model
from masdar.arabic import clean, dates, fold
from masdar.extract import published
from masdar.extract.page import HEADINGS, Page
from masdar.markup import head, tree

_LIVE = frozenset(("LiveBlogPosting",))
_NAMED = re.compile(r"\blive[-_ ]?(?:blog|updates?|feed|text|ticker|entry|entries|posts?)\b", re.IGNORECASE)
_NUMBER = re.compile(r"\d+")
# "15:20"  "3:05 م"  "21:40 بتوقيت مكة": a clock and little else
_CLOCK = re.compile(
    r"[^\d]{0,12}(\d{1,2})[:.](\d{2})\s*(?:(ص|صباحا|am|a\.m\.)|(م|مساء|pm|p\.m\.))?[^\d]{0,20}",
    re.IGNORECASE,
)
_FEWEST = 2
# times looked at, and boxes around each
_MOST_TIMES, _LEVELS = 2_000, 8
# letters of a line that says nothing but when
_SHORT = 40


@dataclass(frozen=True, slots=True)
class Entries:
    """The lines of the entries: when each was written, and the lines that say nothing but when."""

    at: Mapping[int, model.Moment] = field(default_factory=dict)
    clocks: frozenset[int] = frozenset()

    def headings(self, page: Page, body: Sequence[int]) -> set[int]:
        """The headings right above the first line of the body in an entry: they name it."""
        found: set[int] = set()
        for at in body:
            above = at - 1
            while above in self.clocks:
                above -= 1
            same = above in self.at and self.at.get(above) == self.at.get(at)
            if same and page.boxes[page.lines[above].box].tag in HEADINGS:
                found.add(above)
        return found


def read(
    page: Page, said: head.Head, body: Sequence[int], *, zone: str | None, when: published.Dates
) -> Entries:
    """The dated entries of a live blog; none of a page that is no live blog."""
    if not body:
        return Entries()
    stated = next(said.typed(_LIVE), None)
    if stated is None and not _NAMED.search(page.names):
        return Entries()
    found = _boxes(page, body, zone, when)
    return found if found.at else _listed(page, stated or {}, body, zone)


# --- boxes side by side --------------------------------------------------------------------------


def _boxes(page: Page, body: Sequence[int], zone: str | None, when: published.Dates) -> Entries:
    """The entries that stand in boxes of one kind, most of which have a time."""
    best: dict[int, model.Moment] = {}
    clocks: set[int] = set()
    wanted = set(body)
    most = 0
    marked = _marked(page)
    for boxes in _alike(page):
        times = {
            box: found
            for box in boxes
            if (found := _time(page, box, marked.get(box, ""), zone, when)) is not None
        }
        if len(times) < _FEWEST or 2 * len(times) < len(boxes):
            continue
        held = {at for box in times for at in range(page.start[box], page.end[box])}
        told = sum(len(page.lines[at].text) for at in held & wanted)
        if told > most:
            most = told
            best, clocks = {}, set()
            for box, moment in times.items():
                for at in range(page.start[box], page.end[box]):
                    best[at] = moment
                    if _says_when(page.lines[at].text):
                        clocks.add(at)
    return Entries(best, frozenset(clocks))


def _alike(page: Page) -> Iterator[list[int]]:
    """Boxes of one tag and class below one parent."""
    kinds: dict[tuple[int, str, str], list[int]] = {}
    for index, box in enumerate(page.boxes):
        if box.parent >= 0 and page.end[index] - page.start[index] > 1:
            names = _NUMBER.sub("", box.element.attr("class") or "")
            kinds.setdefault((box.parent, box.tag, names), []).append(index)
    return (boxes for boxes in kinds.values() if len(boxes) >= _FEWEST)


def _marked(page: Page) -> dict[int, str]:
    """The first time that is marked in each box, as it is written; looked for once."""
    boxes = {box.element: index for index, box in enumerate(page.boxes)}
    found: dict[int, str] = {}
    for count, element in enumerate(tree.elements(page.boxes[0].element, "time")):
        if count >= _MOST_TIMES:
            break
        around: object = element
        while isinstance(around, tree.Element) and around not in boxes:
            around = around.parent
        box = boxes.get(around, -1) if isinstance(around, tree.Element) else -1
        for _ in range(_LEVELS):
            if box < 0:
                break
            found.setdefault(box, tree.attr(element, "datetime"))
            box = page.boxes[box].parent
    return found


def _time(page: Page, box: int, marked: str, zone: str | None, when: published.Dates) -> model.Moment | None:
    """When an entry was written: by its first marked time, else by a line at its top."""
    if marked:
        found = published.written(marked, zone=zone, now=None)
        if found is not None and found.precision is not model.Precision.DAY:
            return found
    for at in range(page.start[box], min(page.start[box] + 3, page.end[box])):
        text = page.lines[at].text
        if _says_when(text):
            found = published.written(text, zone=zone, now=None) if dates.find(text) else None
            return found if found is not None else _on_the_day(text, when)
    return None


def _says_when(text: str) -> bool:
    if len(text) > _SHORT or not any(sign.isdigit() for sign in text):
        return False
    if _CLOCK.fullmatch(text):
        return True
    found = dates.find(text)
    return found is not None and len(text) - (found.end - found.start) <= 8


def _on_the_day(text: str, when: published.Dates) -> model.Moment | None:
    """A clock alone, on the day of the page if it was written on one day."""
    clock, day = _CLOCK.fullmatch(text), when.published
    if clock is None or day is None:
        return None
    hour, minute = int(clock[1]), int(clock[2])
    hour = hour % 12 + (12 if clock[4] else 0) if clock[3] or clock[4] else hour
    if hour > 23 or minute > 59 or (when.modified and when.modified.iso()[:10] != day.iso()[:10]):
        return None
    local = day.at.astimezone(timezone(timedelta(minutes=day.offset)))
    at = local.replace(hour=hour, minute=minute, second=0, microsecond=0).astimezone(day.at.tzinfo)
    return replace(day, at=at, precision=model.Precision.MINUTE, said=text)


# --- updates listed for machines -----------------------------------------------------------------


def _listed(page: Page, stated: Mapping[str, Any], body: Sequence[int], zone: str | None) -> Entries:
    """The entries whose headings or first words are listed in JSON-LD: each goes on to the next one."""
    given = stated.get("liveBlogUpdate")
    starts: dict[str, model.Moment] = {}
    for each in (given if isinstance(given, list) else [])[:400]:
        if not isinstance(each, Mapping):
            continue
        moment = published.written(head.words(each.get("datePublished")), zone=zone, now=None)
        for words in (head.words(each.get("headline")), head.words(each.get("articleBody"))):
            key = fold.key(clean.label(head.plain(words)))[:60]
            if moment is not None and len(key) >= 8:
                starts.setdefault(key, moment)
    found: dict[int, model.Moment] = {}
    current: model.Moment | None = None
    if len(set(starts.values())) >= _FEWEST:
        for at in body:
            current = starts.get(fold.key(page.lines[at].text)[:60], current)
            if current is not None:
                found[at] = current
    return Entries(found)
