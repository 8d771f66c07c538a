"""News agencies, and how Arabic texts write them.

A credit is written in many ways: by full name, by the name in use, by initials with dots or spaces. Short
names that are also words or places ("واس" "قنا" "بترا" "وفا") count as a credit only where they stand like
one, in brackets or between the signs of a dateline; a mention says so in `bare`.

>>> exact("(\u0623 \u0641 \u0628)").code
'AFP'
"""

import functools
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

import masdar.arabic.agency_table as agency_table
import masdar.arabic.fold as fold
from masdar.arabic.agency_table import AgencyEntry

TABLE: tuple[AgencyEntry, ...] = agency_table.TABLE

_Words = tuple[str, ...]

_MARKS = "\u0640\u064b-\u0652\u0670"
_MARK = re.compile(f"[{_MARKS}]")
_WORD = re.compile(f"(?:[^\\W_]|[{_MARKS}])+")
# within a name: "فرانس برس" "فرانس-برس" "أ.ف.ب" "أ. ف. ب"
_GAP = re.compile("[\\s.\u00b7\u2022_\u2010-\u2015-]{1,3}")
# "لرويترز" "ووكالة" "بوكالة": written onto the name and no part of it
_CLITICS = ("\u0648", "\u0641", "\u0628", "\u0644", "\u0643", "\u0644\u0644", "\u0648\u0644", "\u0648\u0628")
_FIRST_OF_CLITICS = frozenset(clitic[0] for clitic in _CLITICS)
_SHORTEST_AFTER_CLITIC = 4

_OPENS = "([{\u00ab\u201c\"'/|+-\u2010\u2011\u2012\u2013\u2014\u2015:\u060c,;\u061b\n>\u2022*&\u0640"
_CLOSES = "([)]}\u00bb\u201d\"'/|+-\u2010\u2011\u2012\u2013\u2014\u2015:\u060c,\n<.&\u0640"
_DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015/"
_BLANK = " \t\u00a0\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2069\ufeff"
# "10 أغسطس 2015 م واس", "2-8-2019 وفا"
_DATED = re.compile("[0-9\u0660-\u0669]{4}\\s?(?:م|ه\u0640?)?$")
# signs of a text within which a dateline ends
_OPENING = 90
# "وما بنا وفا": words before they are names
_COMMON = frozenset(
    {"وفا", "بنا", "وال", "وما", "وات", "ومع", "العمانيه", "الفرنسيه", "الالمانيه", "الاناضول", "واج", "واع"}
)

# words whose answer is remembered
_REMEMBERED = 1 << 16

_AGENCY = "وكاله"
_AGENCY_NEWS = ("وكاله", "انباء")
_FOR_NEWS = "للانباء"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A place in a text where an agency is named: `said` is `text[start:end]`."""

    start: int
    end: int
    said: str
    entry: AgencyEntry
    # a short name that is also a word, standing where no credit stands
    bare: bool = False


def by_code(code: str) -> AgencyEntry | None:
    """The agency of a code, such as "YONHAP"."""
    return _BY_CODE.get(code)


def by_host(host: str) -> AgencyEntry | None:
    """The agency whose pages stand on a host or on a parent of it."""
    name = host.lower().rstrip(".")
    while name:
        if (found := _BY_HOST.get(name)) is not None:
            return found
        name = name.partition(".")[2]
    return None


def exact(name: str) -> AgencyEntry | None:
    """The agency that a whole string names, in any spelling, also twice: "وكالة الأنباء السعودية (واس)"."""
    words = tuple(fold.words(name))
    found: AgencyEntry | None = None
    at = 0
    while at < len(words):
        length, entry, _ = _longest(words, at)
        if entry is None or (found is not None and entry is not found):
            return None
        found, at = entry, at + length
    return found


def find(text: str) -> tuple[Mention, ...]:
    """All mentions of agencies in order, the longest name at each place."""
    return tuple(_mentions(text))


def _mentions(text: str) -> Iterator[Mention]:
    written = _WORD.findall(text)
    begins = list(map(_BEGINS.__getitem__, written))
    if not any(begins):
        return
    words = tuple(map(_folded, written))
    if not any(_named(words, at) for at in itertools.compress(range(len(words)), begins)):
        return
    # few texts come here; where each word stands takes as long as all the rest
    spans = [each.span() for each in _WORD.finditer(text)]
    behind = 0
    for at in itertools.compress(range(len(words)), begins):
        if at < behind:
            continue
        cut = 0
        length, entry, short = _longest(words, at, text, spans)
        if entry is None and words[at][:1] in _FIRST_OF_CLITICS:
            cut, length, entry, short = _after_clitic(words, at, text, spans)
        if entry is None:
            continue
        start, end = spans[at][0] + cut, spans[at + length - 1][1]
        while cut and _MARK.match(text, start):
            start += 1
        said = text[start:end]
        if not (short and said.isascii() and said != said.upper()):
            bare = short and not _stands_alone(text, start, end)
            yield Mention(start=start, end=end, said=said, entry=entry, bare=bare)
        behind = at + length


@functools.lru_cache(maxsize=1 << 16)
def _folded(word: str) -> str:
    return "".join(fold.words(word))


def _may_begin(word: str) -> bool:
    """Whether a name begins with the folded word, or behind its clitic: few words of a text do."""
    if word in _LENGTHS:
        return True
    return word[:1] in _FIRST_OF_CLITICS and any(
        word.startswith(clitic)
        and len(word) - len(clitic) >= _SHORTEST_AFTER_CLITIC
        and word[len(clitic) :] in _LENGTHS
        for clitic in _CLITICS
    )


class _Begins(dict[str, bool]):
    """Whether a name may begin with a word as it is written; a language says the same words over and over."""

    def __missing__(self, word: str) -> bool:
        if len(self) > _REMEMBERED:
            self.clear()
        found = self[word] = _may_begin(_folded(word))
        return found


def _named(words: _Words, at: int) -> bool:
    """Whether the words of a name may stand at a place, whatever stands between them."""
    if words[at] not in _LENGTHS:
        return True
    return words[at][:1] in _FIRST_OF_CLITICS or any(
        words[at : at + length] in _NAMES for length in _LENGTHS[words[at]]
    )


def _longest(
    words: _Words, at: int, text: str | None = None, spans: list[tuple[int, int]] | None = None
) -> tuple[int, AgencyEntry | None, bool]:
    """How many words from `at` make the longest name, whose it is, and whether it is a short one."""
    for length in _LENGTHS.get(words[at], ()):
        end = at + length
        found = _NAMES.get(words[at:end])
        if found is None or end > len(words):
            continue
        if (
            text is None
            or spans is None
            or all(_GAP.fullmatch(text, spans[i][1], spans[i + 1][0]) for i in range(at, end - 1))
        ):
            return length, *found
    return 0, None, False


def _after_clitic(
    words: _Words, at: int, text: str, spans: list[tuple[int, int]]
) -> tuple[int, int, AgencyEntry | None, bool]:
    """As `_longest`, behind a clitic of so many letters; short names take none."""
    for clitic in _CLITICS:
        bare = words[at].removeprefix(clitic)
        if bare == words[at] or len(bare) < _SHORTEST_AFTER_CLITIC or bare not in _LENGTHS:
            continue
        rest = (bare, *words[at + 1 : at + _LONGEST])
        length, entry, short = _longest(rest, 0, text, spans[at : at + _LONGEST])
        if entry is not None and not short:
            return len(clitic), length, entry, short
    return 0, 0, None, False


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether a name stands between signs or ends, as credits do: "(واس)" "الرياض - واس:" "/وفا/".

    After a date, or near the beginning after a dash, nothing needs to close it: "2015 م واس نفذت".
    """
    before = text[:start].rstrip(_BLANK)
    after = text[end:].lstrip(_BLANK)
    if _DATED.search(before):
        return True
    if before and before[-1] not in _OPENS:
        return False
    if not after or after[0] in _CLOSES:
        return True
    return (
        bool(before)
        and before[-1] in _DASHES
        and start < _OPENING
        and " ".join(fold.words(text[start:end])) not in _COMMON
    )


def _index() -> dict[_Words, tuple[AgencyEntry, bool]]:
    """Whose each name is, and whether it is a short one."""
    names: dict[_Words, tuple[AgencyEntry, bool]] = {}
    for entry in TABLE:
        for said in (entry.name, entry.name_en, *entry.names):
            if said in entry.short:
                continue
            words = tuple(fold.words(said))
            names[words] = (entry, False)
            for more in _with_agency(words):
                names.setdefault(more, (entry, False))
    for entry in TABLE:
        for said in entry.short:
            words = tuple(fold.words(said))
            names.setdefault(words, (entry, True))
            if entry.code != "AGENCIES":
                for more in _with_agency(words):
                    names.setdefault(more, (entry, False))
    return names


def _with_agency(words: _Words) -> Iterator[_Words]:
    """ "رويترز": "وكالة رويترز", "وكالة رويترز للأنباء", "وكالة أنباء رويترز"."""
    if words[0] in (_AGENCY, "الوكاله", "وكالات") or words[0].isascii():
        return
    yield (_AGENCY, *words)
    yield (_AGENCY, *words, _FOR_NEWS)
    yield (*_AGENCY_NEWS, *words)
    yield (*words, _FOR_NEWS)


_NAMES = _index()
# how long the names are that begin with a word, the longest first
_LENGTHS = {
    first: sorted({len(name) for name in _NAMES if name[0] == first}, reverse=True)
    for first in {name[0] for name in _NAMES}
}
_LONGEST = max(map(len, _NAMES))
_BEGINS = _Begins()
_BY_CODE = {entry.code: entry for entry in TABLE}
_BY_HOST = {host: entry for entry in TABLE for host in entry.hosts}
