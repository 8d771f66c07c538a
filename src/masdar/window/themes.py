"""Which stories an article may belong to: TF-IDF against what the stories said on the days around it.

A story is kept as one sum of its articles' terms for each day (a chapter). An article is compared with the
chapters of the days near its own, so the order in which articles arrive does not matter.
"""

import heapq
import math
from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping
from operator import itemgetter

from masdar.model import ArticleId, Fingerprint, StoryId, StoryScore
from masdar.window import common

# an article meets the stories of so many days before and after its own
REACH = 3
# strongest terms of an article that speak for its text, and that speak for it once its lead has been added
_TERMS, _ALL = 40, 60
# an article is offered so many stories, none below this score
_OFFERED = 5
# so many terms, the strongest, find the stories that the others are asked of, and so many of these: what is
# weak stands in most stories, and none is met by it alone
_FINDING, _FOUND = 30, 24
_FAINT = 0.1
# a day's distance takes away so much of what was told
_FADING = 0.1
# how far a story of many voices is held to each of them (1) rather than to their sum (0): wide stories
# would otherwise swallow whatever is of their kind, one fire after another
_VOICES = 0.25
# what is known of words before the first article counts as that of so many articles
_BEFORE = 15_000

# stories of so few voices are merged at little cost
_FEW = 2
# the day of what was never told
_NEVER = 1 << 30

Vector = list[tuple[int, float]]


class Themes:
    """Term statistics, and stories by day."""

    def __init__(self, shares: Mapping[str, float] | None = None) -> None:
        shares = common.table() if shares is None else shares
        self._ids = {term: place for place, term in enumerate(shares)}
        self._met = [share * _BEFORE for share in shares.values()]
        self._articles = _BEFORE
        # day -> term -> story -> weight
        self._chapters: dict[int, dict[int, dict[int, float]]] = {}
        # story -> day and day -> product of the two chapters
        self._products: dict[int, dict[tuple[int, int], float]] = {}
        self._names: list[StoryId] = []
        self._numbers: dict[StoryId, int] = {}
        # story -> day -> the first article met, and how many
        self._firsts: dict[int, dict[int, ArticleId]] = {}
        self._voices: dict[int, dict[int, int]] = {}
        # what stories of few voices told: day, terms and weights. These are the ones that are merged
        self._few: dict[int, list[tuple[int, array[int], array[float]]]] = {}

    def near(self, mark: Fingerprint) -> tuple[StoryScore, ...]:
        """Stories told around the day of an article, the most alike first."""
        vector = self._vector(mark)
        day = mark.at.toordinal()
        nearness = {day + step: 1 - _FADING * abs(step) for step in range(-REACH, REACH + 1)}
        chapters = [
            (chapter, close)
            for each, close in nearness.items()
            if (chapter := self._chapters.get(each)) is not None
        ]
        met: defaultdict[int, float] = defaultdict(float)
        for chapter, close in chapters:
            for term, weight in vector[:_FINDING]:
                if (told := chapter.get(term)) is not None:
                    weight *= close
                    for story, theirs in told.items():
                        met[story] += weight * theirs
        dots = dict(sorted(met.items(), key=itemgetter(1), reverse=True)[:_FOUND])
        for chapter, close in chapters:
            for term, weight in vector[_FINDING:]:
                if (told := chapter.get(term)) is not None:
                    weight *= close
                    for story in dots.keys() & told.keys():
                        dots[story] += weight * told[story]
        # an article has length 1, and a story's length is hardly ever less
        likely = (
            (self._likeness(story, dot, nearness), story) for story, dot in dots.items() if dot >= _FAINT
        )
        return tuple(
            StoryScore(
                story=self._names[story],
                score=min(1.0, score),
                nearest=self._firsts[story][min(self._firsts[story], key=lambda other: abs(other - day))],
                voices=sum(count for each, count in self._voices[story].items() if each in nearness),
            )
            for score, story in heapq.nlargest(_OFFERED, likely)
            if score >= _FAINT
        )

    def learn(self, mark: Fingerprint) -> None:
        """Count the terms of an article, once."""
        self._articles += 1
        for term, _ in mark.terms:
            if (known := self._ids.get(term)) is None:
                self._ids[term] = len(self._met)
                self._met.append(1)
            else:
                self._met[known] += 1

    def add(self, mark: Fingerprint, story: StoryId) -> None:
        """Let an article speak for its story on its day; one without words has nothing to say."""
        if not mark.terms:
            return
        number = self._numbers.get(story)
        if number is None:
            number = self._numbers[story] = len(self._names)
            self._names.append(story)
        day = mark.at.toordinal()
        # made anew: words that nobody had used before are known since
        vector = self._vector(mark)
        products = self._products.setdefault(number, {})
        for other in range(day - 2 * REACH, day + 2 * REACH + 1):
            if (chapter := self._chapters.get(other)) is None or (other, other) not in products:
                continue
            dot = sum(weight * chapter[term].get(number, 0.0) for term, weight in vector if term in chapter)
            if other == day:
                products[day, day] += 2 * dot + 1.0
            else:
                products[day, other] = products[other, day] = products.get((day, other), 0.0) + dot
        products.setdefault((day, day), 1.0)
        chapter = self._chapters.setdefault(day, {})
        for term, weight in vector:
            told = chapter.setdefault(term, {})
            told[number] = told.get(number, 0.0) + weight
        self._firsts.setdefault(number, {}).setdefault(day, mark.article)
        voices = self._voices.setdefault(number, {})
        voices[day] = voices.get(day, 0) + 1
        if sum(voices.values()) <= _FEW:
            said = array("q", [term for term, _ in vector]), array("d", [weight for _, weight in vector])
            self._few.setdefault(number, []).append((day, *said))
        else:
            self._few.pop(number, None)

    def older(self, one: StoryId, other: StoryId) -> tuple[StoryId, StoryId]:
        """Two stories, the one that was told first before the other; of one day, the one of more voices."""

        def age(story: StoryId) -> tuple[int, int, StoryId]:
            voices = self._voices.get(self._numbers.get(story, -1), {})
            return min(voices, default=_NEVER), -sum(voices.values()), story

        first, second = sorted((one, other), key=age)
        return first, second

    def merge(self, old: StoryId, new: StoryId) -> None:
        """Tell what one story told as part of another, as if it had been told there from the start."""
        source, target = self._numbers.pop(old, None), self._numbers.get(new)
        if source is None:
            return
        if target is None:
            # the other is far from these days: its name is taken on
            self._names[source], self._numbers[new] = new, source
            return
        if source not in self._few and target in self._few:
            # the one of few words moves, whatever the two are called
            source, target = target, source
            self._names[target], self._numbers[new] = new, target
        moved = self._told(source)
        products = self._products[target]
        for pair, product in self._products.pop(source).items():
            products[pair] = products.get(pair, 0.0) + product
        there = self._voices[target]
        for day, told in moved.items():
            for other in there:
                if abs(day - other) <= 2 * REACH and (chapter := self._chapters.get(other)) is not None:
                    dot = sum(
                        weight * chapter[term].get(target, 0.0)
                        for term, weight in told.items()
                        if term in chapter
                    )
                    # once from each side: of one day that is twice the same
                    products[day, other] = products.get((day, other), 0.0) + dot
                    products[other, day] = products.get((other, day), 0.0) + dot
        for day, told in moved.items():
            chapter = self._chapters[day]
            for term, weight in told.items():
                stories = chapter[term]
                del stories[source]
                stories[target] = stories.get(target, 0.0) + weight
        firsts = self._firsts[target]
        for day, first in self._firsts.pop(source).items():
            firsts[day] = min(first, firsts.get(day, first))
        for day, count in self._voices.pop(source).items():
            there[day] = there.get(day, 0) + count
        few = self._few.pop(source, []) + self._few.pop(target, [])
        if sum(there.values()) <= _FEW:
            self._few[target] = few

    def _told(self, story: int) -> dict[int, dict[int, float]]:
        """What a story told, by day: terms with their weights. Of many voices it reads all of their days."""
        if story not in self._few:
            return {
                day: {
                    term: told[story] for term, told in self._chapters.get(day, {}).items() if story in told
                }
                for day in self._voices[story]
            }
        told: dict[int, dict[int, float]] = {}
        for day, terms, weights in self._few[story]:
            on = told.setdefault(day, {})
            for term, weight in zip(terms, weights, strict=True):
                on[term] = on.get(term, 0.0) + weight
        return told

    def forget(self, days: Iterable[int]) -> None:
        """Drop what was told on some days; the words learnt from them stay."""
        gone = set(days)
        for day in gone:
            self._chapters.pop(day, None)
        for number, firsts in list(self._firsts.items()):
            if gone.isdisjoint(firsts):
                continue
            self._firsts[number] = {day: first for day, first in firsts.items() if day not in gone}
            self._voices[number] = {
                day: count for day, count in self._voices[number].items() if day not in gone
            }
            if number in self._few:
                self._few[number] = [each for each in self._few[number] if each[0] not in gone]
            self._products[number] = {
                pair: product for pair, product in self._products[number].items() if gone.isdisjoint(pair)
            }

    def _likeness(self, story: int, dot: float, nearness: Mapping[int, float]) -> float:
        """The product with what a story told on the days around, by the length and the voices of that."""
        square = sum(
            product * nearness[a] * nearness[b]
            for (a, b), product in self._products[story].items()
            if a in nearness and b in nearness
        )
        voices = sum(count * nearness[day] for day, count in self._voices[story].items() if day in nearness)
        return float(dot / (math.sqrt(square) ** (1 - _VOICES) * voices**_VOICES))

    def _vector(self, mark: Fingerprint) -> Vector:
        """The strongest terms with their weights, of length 1.

        The text and its lead speak with one voice each: what happened stands in the lead, and a long text
        behind it would drown it.
        """
        title = set(mark.title)
        ids, met, logs = self._ids, self._met, math.log(self._articles + 2)
        text, lead = [], []
        for place, (term, count) in enumerate(mark.terms):
            number = ids.get(term)
            if number is None:
                continue
            rarity = logs - math.log(met[number] + 0.5)
            # of equals the word known longer: it is likelier to be met again
            text.append(((1.0 + math.log(count + 1 if term in title else count)) * rarity, -number))
            if place < mark.lead:
                lead.append((rarity, -number))
        text.sort(reverse=True)
        vector = _unit(text[:_TERMS])
        for known, weight in _unit(lead).items():
            vector[known] = vector.get(known, 0.0) + weight
        strongest = sorted(((weight, known) for known, weight in vector.items()), reverse=True)[:_ALL]
        return [(-known, weight) for known, weight in _unit(strongest).items()]


def _unit(weighed: list[tuple[float, int]]) -> dict[int, float]:
    """Terms with their weights, of length 1."""
    length = math.sqrt(sum(weight * weight for weight, _ in weighed)) or 1.0
    return {term: weight / length for weight, term in weighed}
