"""Who shares text: every 5-gram of each article in memory, one in four of them indexed.

Three tables, all of numpy, some 1.8 KB an article of 260 words:

    the texts     the upper halves of the 5-grams' hashes, ascending, article after article
    the index     of a quarter of the hashes (chosen by the hash alone): the newest article that has one, and
                  from there back to each one before, as a chain
    the days      for each cell of hashes, on which days of a cycle of sixteen one of them was met

Whoever meets an article twice in the index may share text with it; that is then counted on the whole texts.
A hash met on many days is a formula and counts for nothing. Cells are shared by strangers now and then: that
takes a hash in a hundred for a formula, on either side of a comparison, and changes no share.
"""

from collections.abc import Iterator
from typing import TypeVar

import numpy
from numpy.typing import NDArray

from masdar.arrays import once

Hashes = NDArray[numpy.uint64]
Halves = NDArray[numpy.uint32]
Numbers = NDArray[numpy.int64]
_T = TypeVar("_T", bound=numpy.generic)

# a 5-gram met on so many days, or in so many articles, is a formula: a royal title, a table of the weather
FORMULA_DAYS = 5
FORMULA_ARTICLES = 60
# hashes whose lowest bits are zero are indexed: one in four
_SAMPLED = numpy.uint32(3)
# texts that share twenty 5-grams and are met but once in the index are one in fifty
_MET = 2
# whoever is met less often than this share of the shorter text's index would be is not compared
_FAINT = 0.05
# days are told apart within a cycle of as many bits
_CYCLE = 16
# articles entered at once when the tables are made anew
_PORTION = 2_000
_HALF = numpy.uint64(32)
# hashes in memory for each cell of days, at most; cells at first, and for each entry to a chain
_CROWD = 2.6
_CELLS = 19
_CELLS_A_HEAD = 3
# hashes in a piece of memory
_PIECE = 1 << 20
_MANY = numpy.array([each.bit_count() >= FORMULA_DAYS for each in range(1 << _CYCLE)])


class Shared:
    """Articles by number from 0 on, each with a day and its hashes."""

    def __init__(self, cells: int = _CELLS) -> None:
        self._bits = cells
        self._size = 0
        self._count = 0
        self._pieces: list[Halves] = []
        self._filled = 0
        # of each article: its day, where its hashes stand, its first entry of the index
        self._days = numpy.zeros(1024, dtype=numpy.int32)
        self._piece = numpy.zeros(1024, dtype=numpy.int32)
        self._begin = numpy.zeros(1024, dtype=numpy.int32)
        self._length = numpy.zeros(1024, dtype=numpy.int32)
        self._first = numpy.zeros(1024, dtype=numpy.int32)
        self._marks = numpy.zeros(1024, dtype=numpy.uint64)
        self._clear()

    def __len__(self) -> int:
        return self._count

    def days(self) -> NDArray[numpy.int32]:
        """The day of each article."""
        return self._days[: self._count]

    def mark(self, number: int) -> int:
        """What stands for an article's whole text."""
        return int(self._marks[number])

    def add(self, day: int, hashes: Hashes, mark: int) -> int:
        """Remember an article; gives its number. `mark` stands for the whole text (64 bits), 0 for none."""
        number = self._put(day, _halves(hashes), mark)
        if self._size > _CROWD * (1 << self._bits):
            self._bits += 1
            self._rebuild()
        else:
            self._count_days(number)
            self._post(number)
        return number

    def kept(self, numbers: Numbers) -> "Shared":
        """A new one of these articles alone, numbered anew in this order; nothing of the others stays."""
        size = int(self._length[numbers].sum())
        bits = _CELLS
        while size > _CROWD * (1 << bits):
            bits += 1
        new = Shared(bits)
        for each in numbers.tolist():
            new._put(int(self._days[each]), self._text(each), int(self._marks[each]))
        new._rebuild()
        return new

    def same(self, mark: int) -> Iterator[int]:
        """The articles whose whole text has the mark."""
        at = int(self._heads[(mark >> 32) >> self._shift])
        while at:
            number = int(numpy.searchsorted(self._first[: self._count], at, side="right")) - 1
            if int(self._marks[number]) == mark:
                yield number
            at = int(self._before[at])

    def near(self, day: int, hashes: Hashes, least: int) -> tuple[int, list[tuple[int, int, int]]]:
        """How many hashes are no formula; and who shares so many of them at least.

        Each with its number, how many it shares, and how many of its own are no formula.
        """
        mine = _halves(hashes)
        mine = mine[~self._formulae(mine, day)]
        likely, crowded = self._met(mine)
        if len(crowded):
            mine = mine[~numpy.isin(mine, crowded)]
        if not len(likely) or len(mine) < least:
            return len(mine), []
        texts = [self._text(each) for each in likely.tolist()]
        starts = numpy.zeros(len(texts), dtype=numpy.int64)
        numpy.cumsum([len(each) for each in texts[:-1]], out=starts[1:])
        theirs = numpy.concatenate(texts)
        at = numpy.searchsorted(mine, theirs)
        at[at == len(mine)] = 0
        shared = numpy.add.reduceat(mine[at] == theirs, starts, dtype=numpy.int64)
        found = []
        for place in numpy.flatnonzero(shared >= least).tolist():
            number = int(likely[place])
            formulae = self._formulae(texts[place], day)
            live = len(texts[place]) - int(numpy.count_nonzero(formulae))
            # what many articles of few days share is a formula on both sides
            if len(crowded):
                live -= int(numpy.count_nonzero(numpy.isin(crowded, texts[place], assume_unique=True)))
            found.append((number, int(shared[place]), max(live, int(shared[place]))))
        return len(mine), found

    # --- the parts

    def _clear(self) -> None:
        """Empty tables of the present size."""
        self._days_met = numpy.zeros(1 << self._bits, dtype=numpy.uint16)
        self._cell = numpy.uint32(32 - self._bits)
        self._shift = 32 - (self._bits - _CELLS_A_HEAD)
        self._heads = numpy.zeros(1 << (self._bits - _CELLS_A_HEAD), dtype=numpy.int32)
        # entry 0 is no entry
        self._before = numpy.zeros(1 << 14, dtype=numpy.int32)
        self._entries = 1

    def _put(self, day: int, halves: Halves, mark: int) -> int:
        if not self._pieces or self._filled + len(halves) > len(self._pieces[-1]):
            self._pieces.append(numpy.empty(max(_PIECE, len(halves)), dtype=numpy.uint32))
            self._filled = 0
        number = self._count
        if number == len(self._marks):
            self._days, self._piece, self._begin = map(_wider, (self._days, self._piece, self._begin))
            self._length, self._first = map(_wider, (self._length, self._first))
            self._marks = _wider(self._marks)
        self._pieces[-1][self._filled : self._filled + len(halves)] = halves
        self._days[number], self._marks[number] = day, mark
        self._piece[number], self._begin[number] = len(self._pieces) - 1, self._filled
        self._length[number] = len(halves)
        self._filled += len(halves)
        self._size += len(halves)
        self._count += 1
        return number

    def _text(self, number: int) -> Halves:
        at = int(self._begin[number])
        piece: Halves = self._pieces[self._piece[number]]
        return piece[at : at + int(self._length[number])]

    def _count_days(self, number: int) -> None:
        bit = numpy.uint16(1 << (int(self._days[number]) % _CYCLE))
        cells = self._text(number) >> self._cell
        self._days_met[cells] |= bit

    def _formulae(self, halves: Halves, day: int) -> NDArray[numpy.bool_]:
        """Which of the hashes are formulae, on the day asked among others."""
        met = self._days_met[halves >> self._cell]
        found: NDArray[numpy.bool_] = _MANY[met | numpy.uint16(1 << (day % _CYCLE))]
        return found

    def _rebuild(self) -> None:
        """Make the tables of the present size from the texts."""
        self._clear()
        days = self.days()
        for day in numpy.unique(days).tolist():
            bit = numpy.uint16(1 << (day % _CYCLE))
            for some in _portions(numpy.flatnonzero(days == day).tolist()):
                self._days_met[numpy.concatenate(list(map(self._text, some))) >> self._cell] |= bit
        for some in _portions(list(range(self._count))):
            self._post_many(some)

    def _post_many(self, numbers: list[int]) -> None:
        """Enter articles that follow one another, as `_post` does one."""
        first, texts = numbers[0], list(map(self._text, numbers))
        halves = numpy.concatenate(texts)
        owners = numpy.repeat(numpy.arange(len(texts), dtype=numpy.int64), [len(each) for each in texts])
        sampled = (halves & _SAMPLED) == 0
        halves, owners = halves[sampled], owners[sampled]
        plain = ~_MANY[self._days_met[halves >> self._cell]]
        marks = self._marks[first : first + len(texts)]
        marked = numpy.flatnonzero(marks)
        width = numpy.int64(32)
        of_texts = (owners[plain] << width) | (halves[plain] >> numpy.uint32(self._shift))
        of_marks = (marked << width) | (marks[marked] >> numpy.uint64(32 + self._shift)).astype(numpy.int64)
        # the texts' keys ascend as they stand
        keys = numpy.sort(numpy.concatenate([of_texts, of_marks]), kind="stable")
        keys = keys[numpy.append(True, keys[1:] != keys[:-1])] if len(keys) else keys
        heads = keys & ((1 << 32) - 1)
        begin, end = self._entries, self._entries + len(keys)
        if end > len(self._before):
            self._before = _wider(self._before, least=end)
        entries = numpy.arange(begin, end, dtype=numpy.int32)
        order = numpy.argsort(heads, kind="stable")
        chained = heads[order]
        again = numpy.append(False, chained[1:] == chained[:-1])
        before = numpy.where(again, numpy.roll(entries[order], 1), self._heads[chained])
        self._before[begin:end][order] = before
        # of entries to one chain the last assigned is the newest
        self._heads[chained] = entries[order]
        self._first[first : first + len(texts)] = begin + numpy.searchsorted(
            keys >> width, numpy.arange(len(texts))
        )
        self._entries = end

    def _post(self, number: int) -> None:
        """Enter an article into the index: what is no formula of its sample, and its mark."""
        halves = self._text(number)
        sample = halves[(halves & _SAMPLED) == 0]
        sample = sample[~self._formulae(sample, int(self._days[number]))]
        # of hashes that share a chain one is enough to find the article
        heads = once(sample >> numpy.uint32(self._shift)).astype(numpy.int64)
        mark = (int(self._marks[number]) >> 32) >> self._shift
        if self._marks[number] and mark not in heads:
            heads = numpy.append(heads, mark)
        first = self._entries
        end = first + len(heads)
        if end > len(self._before):
            self._before = _wider(self._before, least=end)
        self._before[first:end] = self._heads[heads]
        self._heads[heads] = numpy.arange(first, end, dtype=numpy.int32)
        self._first[number] = first
        self._entries = end

    def _met(self, mine: Halves) -> tuple[Numbers, Halves]:
        """Who is met in the index often enough to be compared; and hashes that too many have."""
        sample = mine[(mine & _SAMPLED) == 0]
        at = self._heads[sample >> numpy.uint32(self._shift)]
        place = numpy.flatnonzero(at)
        at = at[place]
        entries, places = [], []
        for _ in range(FORMULA_ARTICLES - 2):
            if not len(at):
                break
            entries.append(at)
            places.append(place)
            at = self._before[at]
            more = at > 0
            at, place = at[more], place[more]
        if not entries:
            return numpy.empty(0, dtype=numpy.int64), sample[:0]
        met = numpy.concatenate(entries)
        crowded = sample[place]
        if len(crowded):
            met = met[~numpy.isin(numpy.concatenate(places), place)]
        met.sort()
        numbers = numpy.searchsorted(self._first[: self._count], met, side="right") - 1
        edges = numpy.flatnonzero(numpy.diff(numbers, prepend=-1))
        times = numpy.diff(numpy.append(edges, len(numbers)))
        numbers = numbers[edges]
        shorter = numpy.minimum(self._length[numbers], len(mine))
        enough = (times >= _MET) & (times * (int(_SAMPLED) + 1) >= _FAINT * shorter)
        return numbers[enough], crowded


def _halves(hashes: Hashes) -> Halves:
    """The upper halves, ascending as the hashes are."""
    return (hashes >> _HALF).astype(numpy.uint32)


def _portions(numbers: list[int]) -> Iterator[list[int]]:
    for at in range(0, len(numbers), _PORTION):
        yield numbers[at : at + _PORTION]


def _wider(array: NDArray[_T], *, least: int = 0) -> NDArray[_T]:
    """A copy with room for half as many more."""
    rows = max(least, len(array) + (len(array) >> 1))
    wide = numpy.zeros((rows, *array.shape[1:]), dtype=array.dtype)
    wide[: len(array)] = array
    return wide
