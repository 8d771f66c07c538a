"""The live window: texts and stories near in time, in memory.

It runs on the articles' own times, never on the clock, so that an import of 2015 behaves as 2015 did:

    window = open_window()
    window.prepare(reading, fingerprints)
    near = window.near(fingerprint)
    window.add(fingerprint, placement)
"""

import hashlib
import itertools
from array import array
from collections.abc import Mapping, Sequence, Set
from datetime import UTC, date, datetime, timedelta

import numpy

from masdar import ports
from masdar.model import ArticleId, Fingerprint, Level, Near, Overlap, Placement, Relation, StoryId
from masdar.stories import fingerprint as fingerprints
from masdar.window.shared import Shared
from masdar.window.themes import REACH, Themes

__all__ = ["Window", "open_window"]

# days before and after an article that must be in memory
DAYS = 30
# articles held before days far from the newest questions are forgotten
CAPACITY = 300_000
# days whose stories are held before those far from the newest questions are forgotten
_TOLD = 3 * (4 * REACH + 1)
# texts that share fewer 5-grams are strangers
_SHARED = 20
# the same words are the same text if there are so many; fewer are a caption: "كاريكاتير"
_WORDS = 8
_LAST = date.max.toordinal()
_LEVELS = ((0.5, Level.EDITED), (0.2, Level.PARTIAL))
_EXACT, _NEAR = 0.999, 0.8


def open_window(
    *, days: int = DAYS, capacity: int = CAPACITY, common: Mapping[str, float] | None = None
) -> "Window":
    """An empty window that loads the days around an article, `days` to each side.

    `capacity` bounds the memory, in articles: about 2 KB each, the stories of some weeks not counted.
    `common` tells how common words are, as `window.common` does, which is taken without it.
    """
    return Window(days=days, capacity=capacity, common=common)


class Window:
    """Implements `ports.Window`. One writer's; not to be shared between threads."""

    def __init__(
        self, *, days: int = DAYS, capacity: int = CAPACITY, common: Mapping[str, float] | None = None
    ) -> None:
        self._common = common
        self._reach = days
        self._capacity = capacity
        self.reset()

    def reset(self) -> None:
        """Forget everything."""
        self._shared = Shared()
        self._themes = Themes(self._common)
        # of each number: its article, and the number of its story's founder, which gives it its name. Where
        # that is not in memory, the place of the name among others, down from -2; -1 for none
        self._articles: list[ArticleId] = []
        self._story = array("i")
        self._numbers: dict[ArticleId, int] = {}
        self._stories: list[StoryId] = []
        self._known: dict[StoryId, int] = {}
        # stories that turned out to be others
        self._merged: dict[StoryId, StoryId] = {}
        # where articles that are not in memory belong, of those asked for last
        self._elsewhere: dict[ArticleId, StoryId] = {}
        # days whose texts, and whose stories, are in memory
        self._loaded: set[int] = set()
        self._told: set[int] = set()

    def prepare(self, reading: ports.Reading, marks: Sequence[Fingerprint]) -> None:
        """Load the days around these articles, and where those already kept belong."""
        days = {mark.at.toordinal() for mark in marks}
        wanted = _around(days, self._reach)
        texts = wanted - self._loaded
        if texts and len(self._numbers) > self._capacity:
            self._forget(keeping=wanted)
            texts = wanted - self._loaded
        # a story is met on the days around, and its own length counts as many days more
        near = _around(days, min(self._reach, 2 * REACH))
        themes = near - self._told
        if themes and len(self._told) > _TOLD:
            self._themes.forget(self._told - near)
            self._told &= near
        for first, last in _stretches(sorted(texts | themes)):
            self._load(reading, first, last, texts, themes)
        self._elsewhere = dict(
            reading.stories.of([mark.article for mark in marks if mark.article not in self._numbers])
        )

    def near(self, mark: Fingerprint) -> Near:
        """What shares text or story with an article; its own story stands in `placed` if it has one.

        The stories of a copy are not looked for: it belongs where its text does. They are if its text is
        told in several.
        """
        overlaps = self._overlaps(mark)
        others = [each.b if each.a == mark.article else each.a for each in overlaps]
        placed = {
            each: story for each in (*others, mark.article) if (story := self._story_of(each)) is not None
        }
        close = (
            each.b if each.a == mark.article else each.a
            for each in overlaps
            if each.level is not Level.PARTIAL
        )
        copied = len({placed[each] for each in close if each in placed}) == 1
        return Near(overlaps=overlaps, stories=() if copied else self._themes.near(mark), placed=placed)

    def add(self, mark: Fingerprint, placement: Placement) -> None:
        """Remember an article where it was placed; a revision takes the place of the older text."""
        known = self._numbers.get(mark.article)
        if known is None or self._shared.mark(known) != _mark(mark):
            self._remember(mark)
        if known is None:
            self._themes.learn(mark)
            if placement.relation is not Relation.COPY:
                # a text speaks once, however many print it
                self._themes.add(mark, placement.story)
        self._place(mark.article, placement.story)

    def merge(self, one: StoryId, other: StoryId) -> tuple[StoryId, StoryId]:
        """Let two stories be one from now on; which of them ended, and which goes on: the older one."""
        new, old = self._themes.older(self._where(one), self._where(other))
        if old != new:
            self._themes.merge(old, new)
            self._merged[old] = new
        return old, new

    def __len__(self) -> int:
        return len(self._numbers)

    def _overlaps(self, mark: Fingerprint) -> tuple[Overlap, ...]:
        own = self._numbers.get(mark.article, -1)
        live, others = self._shared.near(mark.at.toordinal(), fingerprints.hashes(mark), _SHARED)
        found = {}
        for number, shared, theirs in others:
            if number == own or not self._current(number):
                continue
            if (level := _level(shared, live, theirs)) is not None:
                found[number] = _overlap(
                    mark.article, self._articles[number], level, shared / min(live, theirs), shared
                )
        if whole := _mark(mark):
            for number in self._shared.same(whole):
                if number != own and self._current(number):
                    found[number] = _overlap(
                        mark.article, self._articles[number], Level.EXACT, 1.0, len(mark.shingles) // 8
                    )
        return tuple(
            sorted(found.values(), key=lambda each: (-each.containment, -each.shared, each.a, each.b))
        )

    def _current(self, number: int) -> bool:
        """Not the text of an older version."""
        return self._numbers.get(self._articles[number]) == number

    def _story_of(self, article: ArticleId) -> StoryId | None:
        number = self._numbers.get(article)
        if number is None:
            elsewhere = self._elsewhere.get(article)
            return None if elsewhere is None else self._where(elsewhere)
        story = self._story[number]
        if story >= 0:
            return self._where(StoryId(self._articles[story]))
        return None if story == -1 else self._where(self._stories[-2 - story])

    def _where(self, story: StoryId) -> StoryId:
        """Where a story is told now."""
        while (into := self._merged.get(story)) is not None:
            story = into
        return story

    def _place(self, article: ArticleId, story: StoryId) -> None:
        known = self._numbers.get(ArticleId(story), self._known.get(story))
        if known is None:
            known = self._known[story] = -2 - len(self._stories)
            self._stories.append(story)
        self._story[self._numbers[article]] = known

    def _remember(self, mark: Fingerprint) -> None:
        number = self._shared.add(mark.at.toordinal(), fingerprints.hashes(mark), _mark(mark))
        self._articles.append(mark.article)
        self._story.append(-1)
        self._numbers[mark.article] = number

    def _load(self, reading: ports.Reading, first: int, last: int, texts: Set[int], themes: Set[int]) -> None:
        """Take in the days from first to last, of some the texts, of some what the stories told."""
        start = datetime.fromordinal(first).replace(tzinfo=UTC)
        end = datetime.fromordinal(last).replace(tzinfo=UTC) + timedelta(days=1)
        for mark, story, relation in reading.fingerprints.between(start, end):
            day = mark.at.toordinal()
            if day in texts and mark.article not in self._numbers:
                self._remember(mark)
                if story is not None:
                    self._place(mark.article, story)
            if day in themes:
                self._themes.learn(mark)
                if story is not None and relation is not Relation.COPY:
                    self._themes.add(mark, story)
        span = set(range(first, last + 1))
        self._loaded |= span & texts
        self._told |= span & themes

    def _forget(self, *, keeping: Set[int]) -> None:
        """Make all anew of the articles of some days; nothing that was learnt from others stays."""
        days = self._shared.days()
        kept = [number for number in self._numbers.values() if int(days[number]) in keeping]
        kept.sort()
        articles = [self._articles[number] for number in kept]
        stories = [self._story_of(each) for each in articles]
        self._shared = self._shared.kept(numpy.array(kept, dtype=numpy.int64))
        self._articles, self._numbers = articles, {each: number for number, each in enumerate(articles)}
        self._story = array("i", [-1] * len(articles))
        self._stories, self._known = [], {}
        for article, story in zip(articles, stories, strict=True):
            if story is not None:
                self._place(article, story)
        self._loaded &= keeping
        self._themes.forget(self._told - keeping)
        self._told &= keeping


def _mark(mark: Fingerprint) -> int:
    """The whole text as 64 bits, 0 for a text too short to be one."""
    if mark.size < _WORDS:
        return 0
    return int.from_bytes(hashlib.blake2b(mark.digest.encode(), digest_size=8).digest()) | 1


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
