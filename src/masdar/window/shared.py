"""Who shares text: an index of 5-grams in memory, with the formulae left out.

Hashes stand in a few sorted arrays that are merged as they grow (a log-structured merge tree), the newest
in a dictionary before them: some 16 bytes a 5-gram, and half a millisecond a question at ten million.
"""

from collections.abc import Collection
from dataclasses import dataclass

import numpy
from numpy.typing import NDArray

Hashes = NDArray[numpy.uint64]
Numbers = NDArray[numpy.int32]

# a 5-gram met on so many days, or in so many articles, is a formula: a royal title, a table of the weather
FORMULA_DAYS = 5
FORMULA_ARTICLES = 60
# articles that gather in the dictionary before they become a sorted array
_TAIL = 512
# an array is merged with the one before it unless that is so many times larger
_RATIO = 3


@dataclass(frozen=True, slots=True)
class _Run:
    """Postings of many articles: `numbers[starts[i]:starts[i + 1]]` hold `keys[i]`."""

    keys: Hashes
    starts: NDArray[numpy.int64]
    numbers: Numbers


class Shared:
    """Articles by number, each with a day and its hashes."""

    def __init__(self) -> None:
        self._days = numpy.zeros(1024, dtype=numpy.int32)
        self._runs: list[_Run] = []
        # the first article that has a hash, and those after it
        self._tail: dict[int, int] = {}
        self._after: dict[int, list[int]] = {}
        self._waiting: list[tuple[int, Hashes]] = []
        self._formulae: Hashes = numpy.empty(0, dtype=numpy.uint64)
        self._newest: Hashes = numpy.empty(0, dtype=numpy.uint64)

    def add(self, number: int, day: int, hashes: Hashes, *, found: bool = True) -> None:
        """Remember an article; `number` is one never given before.

        Many are added faster with `found=False`, and are found after `settle`.
        """
        if number >= len(self._days):
            self._days = numpy.resize(self._days, max(number + 1, 2 * len(self._days)))
        self._days[number] = day
        if found:
            fresh = dict.fromkeys(hashes.tolist(), number)
            for each in self._tail.keys() & fresh.keys():
                self._after.setdefault(each, []).append(number)
                del fresh[each]
            self._tail.update(fresh)
        self._waiting.append((number, hashes))
        if len(self._waiting) >= (_TAIL if found else 8 * _TAIL):
            self.settle()

    def settle(self) -> None:
        """Sort what came last in among the rest."""
        if not self._waiting:
            return
        keys = numpy.concatenate([hashes for _, hashes in self._waiting])
        numbers = numpy.repeat(
            numpy.array([number for number, _ in self._waiting], dtype=numpy.int32),
            [len(hashes) for _, hashes in self._waiting],
        )
        self._tail, self._after, self._waiting = {}, {}, []
        if len(keys):
            self._runs.append(_run(keys, numbers))
        while len(self._runs) > 1 and len(self._runs[-2].numbers) < _RATIO * len(self._runs[-1].numbers):
            late, early = self._runs.pop(), self._runs.pop()
            self._runs.append(
                _run(
                    numpy.concatenate(
                        [numpy.repeat(run.keys, numpy.diff(run.starts)) for run in (early, late)]
                    ),
                    numpy.concatenate([early.numbers, late.numbers]),
                )
            )

    def with_(self, day: int, hashes: Hashes) -> tuple[int, Numbers, Numbers]:
        """How many hashes are no formula; and the articles that have such hashes, with how many."""
        hashes = self.plain(hashes)
        asked, numbers = self._postings(hashes)
        if not len(asked):
            return len(hashes), numbers, numbers
        counts = numpy.bincount(asked, minlength=len(hashes))
        suspects = counts >= FORMULA_DAYS - 1
        formula = counts >= FORMULA_ARTICLES - 1
        if suspects.any():
            of_suspects = suspects[asked]
            formula |= (
                self._days_of(asked[of_suspects], numbers[of_suspects], day, len(hashes)) >= FORMULA_DAYS
            )
        if formula.any():
            self._note(hashes[formula])
            numbers = numbers[~formula[asked]]
        found, shared = numpy.unique(numbers, return_counts=True)
        return int(len(hashes) - formula.sum()), found, shared.astype(numpy.int32)

    def plain(self, hashes: Hashes) -> Hashes:
        """Those hashes that are not known as formulae."""
        for known in (self._formulae, self._newest):
            if len(known) and len(hashes):
                hashes = hashes[~_within(known, hashes)]
        return hashes

    def forget(self, numbers: Collection[int]) -> None:
        """Drop articles; what was learnt of formulae stays."""
        self.settle()
        gone = numpy.fromiter(numbers, dtype=numpy.int32, count=len(numbers))
        kept = []
        for run in self._runs:
            stays = ~numpy.isin(run.numbers, gone)
            keys = numpy.repeat(run.keys, numpy.diff(run.starts))
            if stays.any():
                kept.append(_run(keys[stays], run.numbers[stays]))
        self._runs = kept

    def _postings(self, hashes: Hashes) -> tuple[NDArray[numpy.int64], Numbers]:
        """Pairs of a place in `hashes` and an article that has it."""
        places: list[NDArray[numpy.int64]] = []
        numbers: list[Numbers] = []
        for run in self._runs:
            at = numpy.searchsorted(run.keys, hashes)
            at[at == len(run.keys)] = 0
            hit = numpy.flatnonzero(run.keys[at] == hashes)
            if not len(hit):
                continue
            first = run.starts[at[hit]]
            lengths = run.starts[at[hit] + 1] - first
            ends = numpy.cumsum(lengths)
            within = numpy.arange(ends[-1]) - numpy.repeat(ends - lengths, lengths)
            places.append(numpy.repeat(hit, lengths))
            numbers.append(run.numbers[numpy.repeat(first, lengths) + within])
        tail, after = self._tail, self._after
        late = [(place, tail[each], each) for place, each in enumerate(hashes.tolist()) if each in tail]
        late += [(place, number, each) for place, _, each in late if each in after for number in after[each]]
        if late:
            places.append(numpy.array([place for place, _, _ in late], dtype=numpy.int64))
            numbers.append(numpy.array([number for _, number, _ in late], dtype=numpy.int32))
        if not places:
            return numpy.empty(0, dtype=numpy.int64), numpy.empty(0, dtype=numpy.int32)
        return numpy.concatenate(places), numpy.concatenate(numbers)

    def _days_of(
        self, asked: NDArray[numpy.int64], numbers: Numbers, day: int, size: int
    ) -> NDArray[numpy.int64]:
        """On how many days each hash was met, the asking article's own day among them."""
        span = numpy.int64(1 << 32)
        met = numpy.unique(asked * span + self._days[numbers])
        others = met[met % span != day]
        return numpy.bincount(others // span, minlength=size) + 1

    def _note(self, hashes: Hashes) -> None:
        self._newest = numpy.union1d(self._newest, hashes)
        if len(self._newest) > 1_000:
            self._formulae = numpy.union1d(self._formulae, self._newest)
            self._newest = self._newest[:0]


def _run(keys: Hashes, numbers: Numbers) -> _Run:
    order = numpy.argsort(keys, kind="stable")
    keys, numbers = keys[order], numbers[order]
    starts = numpy.flatnonzero(numpy.concatenate([[True], keys[1:] != keys[:-1]]))
    return _Run(keys=keys[starts], starts=numpy.append(starts, len(keys)), numbers=numbers)


def _within(known: Hashes, hashes: Hashes) -> NDArray[numpy.bool_]:
    at = numpy.searchsorted(known, hashes)
    at[at == len(known)] = 0
    found: NDArray[numpy.bool_] = known[at] == hashes
    return found
