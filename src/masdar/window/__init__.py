"""The live window: texts and stories near in time, in memory.

It runs on the articles' own times, never on the clock, so that an import of 2015 behaves as 2015 did:

    window = open_window()
    window.prepare(reading, fingerprints)
    near = window.near(fingerprint)
    window.add(fingerprint, placement)
"""

import itertools
from collections import defaultdict
from collections.abc import Sequence, Set
from datetime import UTC, date, datetime, timedelta

from masdar import ports
from masdar.model import ArticleId, Fingerprint, Level, Near, Overlap, Placement, StoryId
from masdar.stories import fingerprint as fingerprints
from masdar.window.shared import Hashes, Shared
from masdar.window.themes import REACH, Themes

__all__ = ["Window", "open_window"]

# days before and after an article that must be in memory
DAYS = 30
# articles held before days far from the newest questions are forgotten
CAPACITY = 60_000
# texts that share fewer 5-grams are strangers
_SHARED = 20
# the same words are the same text if there are so many; fewer are a caption: "كاريكاتير"
_WORDS = 8
_LAST = date.max.toordinal()
_LEVELS = ((0.5, Level.EDITED), (0.2, Level.PARTIAL))
_EXACT, _NEAR = 0.999, 0.8


def open_window(*, days: int = DAYS, capacity: int = CAPACITY) -> "Window":
    """An empty window that loads the days around an article, `days` to each side.

    `capacity` bounds the memory, in articles: about 25 KB each.
    """
    return Window(days=days, capacity=capacity)


class Window:
    """Implements `ports.Window`. One writer's; not to be shared between threads."""

    def __init__(self, *, days: int = DAYS, capacity: int = CAPACITY) -> None:
        self._reach = days
        self._capacity = capacity
        self.reset()

    def reset(self) -> None:
        """Forget everything."""
        self._shared = Shared()
        self._themes = Themes()
        self._articles: list[ArticleId] = []
        self._digests: list[str] = []
        self._hashes: list[Hashes] = []
        self._numbers: dict[ArticleId, int] = {}
        self._placed: dict[ArticleId, StoryId] = {}
        self._same: defaultdict[str, list[int]] = defaultdict(list)
        # days whose texts, and whose stories, are in memory
        self._loaded: set[int] = set()
        self._told: set[int] = set()
        self._by_day: defaultdict[int, set[int]] = defaultdict(set)

    def prepare(self, reading: ports.Reading, marks: Sequence[Fingerprint]) -> None:
        """Load the days around these articles, and where those already kept belong."""
        days = {mark.at.toordinal() for mark in marks}
        wanted = _around(days, self._reach)
        texts = wanted - self._loaded
        if texts and len(self._numbers) > self._capacity:
            self._forget(set(self._by_day) | self._loaded, keeping=wanted)
            texts = wanted - self._loaded
        # a story is met on the days around, and its own length counts as many days more
        themes = _around(days, min(self._reach, 2 * REACH)) - self._told
        for first, last in _stretches(sorted(texts | themes)):
            self._load(reading, first, last, texts, themes)
        unplaced = [mark.article for mark in marks if mark.article not in self._placed]
        self._placed.update(reading.stories.of(unplaced))

    def near(self, mark: Fingerprint) -> Near:
        """What shares text or story with an article; its own story stands in `placed` if it has one.

        The stories of a copy are not looked for: it belongs where its text does.
        """
        overlaps = self._overlaps(mark)
        placed = {
            other: self._placed[other]
            for each in overlaps
            for other in (each.a, each.b)
            if other != mark.article and other in self._placed
        }
        if mark.article in self._placed:
            placed[mark.article] = self._placed[mark.article]
        copied = any(each.level is not Level.PARTIAL for each in overlaps) and placed
        return Near(overlaps=overlaps, stories=() if copied else self._themes.near(mark), placed=placed)

    def add(self, mark: Fingerprint, placement: Placement) -> None:
        """Remember an article where it was placed; a revision takes the place of the older text."""
        known = self._numbers.get(mark.article)
        if known is None or self._digests[known] != mark.digest:
            self._remember(mark)
        if known is None:
            self._themes.learn(mark)
            self._themes.add(mark, placement.story)
        self._placed[mark.article] = placement.story

    def __len__(self) -> int:
        return len(self._numbers)

    def _overlaps(self, mark: Fingerprint) -> tuple[Overlap, ...]:
        own = self._numbers.get(mark.article, -1)
        live, numbers, counts = self._shared.with_(mark.at.toordinal(), fingerprints.hashes(mark))
        found = {}
        enough = counts >= _SHARED
        for number, shared in zip(numbers[enough].tolist(), counts[enough].tolist(), strict=True):
            if number == own or not self._current(number):
                continue
            theirs = len(self._shared.plain(self._hashes[number]))
            if (level := _level(shared, live, theirs)) is not None:
                found[number] = _overlap(
                    mark.article, self._articles[number], level, shared / min(live, theirs), shared
                )
        if mark.size >= _WORDS:
            for number in self._same.get(mark.digest, ()):
                if number != own and self._current(number):
                    found[number] = _overlap(
                        mark.article, self._articles[number], Level.EXACT, 1.0, len(self._hashes[number])
                    )
        return tuple(
            sorted(found.values(), key=lambda each: (-each.containment, -each.shared, each.a, each.b))
        )

    def _current(self, number: int) -> bool:
        """Not the text of an older version."""
        return self._numbers.get(self._articles[number]) == number

    def _remember(self, mark: Fingerprint, *, found: bool = True) -> None:
        number = len(self._articles)
        day = mark.at.toordinal()
        hashes = fingerprints.hashes(mark)
        self._articles.append(mark.article)
        self._digests.append(mark.digest)
        self._hashes.append(hashes)
        self._numbers[mark.article] = number
        self._by_day[day].add(number)
        self._same[mark.digest].append(number)
        self._shared.add(number, day, hashes, found=found)

    def _load(self, reading: ports.Reading, first: int, last: int, texts: Set[int], themes: Set[int]) -> None:
        """Take in the days from first to last, of some the texts, of some what the stories told."""
        start = datetime.fromordinal(first).replace(tzinfo=UTC)
        end = datetime.fromordinal(last).replace(tzinfo=UTC) + timedelta(days=1)
        for mark, story in reading.fingerprints.between(start, end):
            day = mark.at.toordinal()
            if day in texts and mark.article not in self._numbers:
                self._remember(mark, found=False)
                if story is not None:
                    self._placed[mark.article] = story
            if day in themes:
                self._themes.learn(mark)
                if story is not None:
                    self._themes.add(mark, story)
        self._shared.settle()
        span = set(range(first, last + 1))
        self._loaded |= span & texts
        self._told |= span & themes

    def _forget(self, days: set[int], *, keeping: set[int]) -> None:
        far = days - keeping
        gone = {number for day in far for number in self._by_day.pop(day, ())}
        self._loaded -= far
        self._told -= far
        self._themes.forget(far)
        self._shared.forget(gone)
        for number in gone:
            article = self._articles[number]
            if self._numbers.get(article) == number:
                del self._numbers[article]
                self._placed.pop(article, None)
            self._same[self._digests[number]].remove(number)
            self._hashes[number] = self._hashes[number][:0]


def _level(shared: int, ours: int, theirs: int) -> Level | None:
    alike = shared / (ours + theirs - shared)
    if alike >= _EXACT:
        return Level.EXACT
    if alike >= _NEAR:
        return Level.NEAR
    held = shared / min(ours, theirs)
    return next((level for least, level in _LEVELS if held >= least), None)


def _overlap(ours: ArticleId, theirs: ArticleId, level: Level, containment: float, shared: int) -> Overlap:
    a, b = sorted((ours, theirs))
    return Overlap(a=a, b=b, level=level, containment=min(1.0, containment), shared=shared)


def _around(days: Set[int], reach: int) -> set[int]:
    """The days, and those so many before and after, as far as the calendar goes."""
    return {day + step for day in days for step in range(-reach, reach + 1) if 0 < day + step < _LAST}


def _stretches(days: Sequence[int]) -> list[tuple[int, int]]:
    """Neighbouring days together: [1, 2, 5] is 1 to 2 and 5 to 5."""
    groups = itertools.groupby(enumerate(days), key=lambda pair: pair[1] - pair[0])
    stretches = [[day for _, day in group] for _, group in groups]
    return [(each[0], each[-1]) for each in stretches]
