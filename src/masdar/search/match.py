"""Whether an article answers a question, without an index; and which of many questions it answers.

A saved search asks more strictly than a reader's: each word that stands alone must be there, `OR` and
brackets say where one of several is enough.

    watch = Watch({"a1": query.parse("..."), ...})
    watch.hits(text_of(marks))       the questions that the article answers

A question waits under one of its words, the rarest: an article looks at the questions under its own words
alone, so that ten thousand of them cost little more than ten.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from masdar.arabic import fold, tokens
from masdar.search.marks import WORD, Marks
from masdar.search.query import Field, Kind, Part, Query, Sign

Key = tuple[str, str]
Rarity = Callable[[str], float]

# consonants that make a name: of fewer too many sound alike
_HEARD = 3
# kinds of keys beside the names of fields, and what every article must be held against
_STEM, _HEARD_AS = "", "~"
_EVERY: Key = ("*", "")


@dataclass(frozen=True, slots=True)
class Text:
    """An article as questions are held against it."""

    stems: frozenset[str]
    title: frozenset[str]
    # the words in order, each between blanks
    line: str
    sounds: frozenset[str]
    fields: Mapping[Field, tuple[str, ...]]
    at: int


Test = Callable[[Text], bool]
# a question's name, the stems that it asks for, and what else it does
_Waiting = tuple[str, frozenset[str], Test | None]


def text_of(marks: Marks) -> Text:
    """The marks of an article, made ready to be asked."""
    return Text(
        stems=frozenset(marks.stems),
        title=frozenset(marks.title_stems),
        line=f" {' '.join(marks.words)} ",
        sounds=frozenset(marks.sounds),
        fields=marks.fields,
        at=marks.at,
    )


def hits(query: Query, text: Text) -> bool:
    """Whether the article answers the question; one that asks for nothing is answered by none."""
    return not query.empty and _all(query.parts)(text)


class Watch:
    """Many questions, each under its own name; `rarity` says of a stem how rare it is."""

    def __init__(self, queries: Mapping[str, Query], *, rarity: Rarity | None = None) -> None:
        # by what they wait under: a stem, a sound, or the value of a field
        self._stems: dict[str, list[_Waiting]] = {}
        self._sounds: dict[str, list[_Waiting]] = {}
        self._values: dict[Key, list[_Waiting]] = {}
        self._always: list[_Waiting] = []
        for name, query in queries.items():
            if not query.empty:
                waiting = (name, *_parted(query.parts))
                for kind, value in _keys(query.parts, rarity or _length) or {_EVERY}:
                    self._under(kind, value).append(waiting)

    def hits(self, text: Text) -> tuple[str, ...]:
        """The names of the questions that an article answers, in order."""
        own = text.stems
        looked = [self._always]
        looked += [self._stems[stem] for stem in self._stems.keys() & own]
        looked += [self._sounds[sound] for sound in self._sounds.keys() & text.sounds]
        if self._values:
            keys = [(field.value, value) for field, values in text.fields.items() for value in values]
            looked += [self._values[key] for key in keys if key in self._values]
        # most questions are words alone, and most of them lack one here: nothing is called for these
        return tuple(
            sorted(
                {
                    name
                    for waiting in looked
                    for name, stems, test in waiting
                    if stems <= own and (test is None or test(text))
                }
            )
        )

    def _under(self, kind: str, value: str) -> list[_Waiting]:
        if (kind, value) == _EVERY:
            return self._always
        if kind == _STEM:
            return self._stems.setdefault(value, [])
        if kind == _HEARD_AS:
            return self._sounds.setdefault(value, [])
        return self._values.setdefault((kind, value), [])


def _all(parts: Iterable[Part]) -> Test:
    """Every part, and of the same field one of several."""
    stems, test = _parted(parts)
    if test is None:
        return lambda text: stems <= text.stems
    rest = test
    return lambda text: stems <= text.stems and rest(text)


def _parted(parts: Iterable[Part]) -> tuple[frozenset[str], Test | None]:
    """The stems that must all be there, and what else must hold, if anything."""
    tests: list[Test] = []
    fields: dict[Field, list[Test]] = {}
    plain: set[str] = set()
    for part in parts:
        if part.kind is Kind.WORD and part.field is None and part.sign is not Sign.WITHOUT:
            plain.update(tokens.stem(word[:WORD]) for word in fold.words(part.text))
            continue
        test = _test(part)
        if part.kind is Kind.PHRASE and part.sign is not Sign.WITHOUT:
            # to read the whole line is dear: first its words must be there
            plain.update(tokens.stem(word[:WORD]) for word in fold.words(part.text))
        if part.sign is Sign.WITHOUT:
            tests.append(_not(test))
        elif (
            part.kind is Kind.WHERE
            and part.at is None
            and part.field is not None
            and part.field is not Field.PERSON
        ):
            fields.setdefault(part.field, []).append(test)
        else:
            tests.append(test)
    tests += [_some(several) for several in fields.values()]
    if len(tests) < 2:
        return frozenset(plain), tests[0] if tests else None

    def every(text: Text) -> bool:
        # a loop, since it is quicker than `all` over so few
        for test in tests:  # noqa: SIM110
            if not test(text):
                return False
        return True

    return frozenset(plain), every


def _some(tests: list[Test]) -> Test:
    return tests[0] if len(tests) == 1 else lambda text: any(test(text) for test in tests)


def _not(test: Test) -> Test:
    return lambda text: not test(text)


def _test(part: Part) -> Test:
    if part.kind is Kind.ANY:
        words = [fold.words(inner.text) for inner in part.parts]
        if all(
            inner.kind is Kind.WORD and inner.field is None and len(each) == 1
            for inner, each in zip(part.parts, words, strict=True)
        ):
            any_of = frozenset(tokens.stem(word[:WORD]) for (word,) in words)
            return lambda text: not any_of.isdisjoint(text.stems)
        return _some([_test(inner) for inner in part.parts])
    if part.kind is Kind.ALL:
        return _all(part.parts)
    said = [word[:WORD] for word in fold.words(part.text)]
    stems = frozenset(map(tokens.stem, said))
    if part.field is Field.TITLE:
        return lambda text: stems <= text.title
    if part.kind is Kind.WORD:
        return lambda text: stems <= text.stems
    if part.kind is Kind.PHRASE:
        phrase = f" {' '.join(said)} "
        return lambda text: phrase in text.line
    return _where(part, said)


def _where(part: Part, words: list[str]) -> Test:
    if part.at is not None:
        at = int(part.at.timestamp())
        if part.field is Field.AFTER:
            return lambda text: text.at >= at
        return lambda text: text.at < at
    field, value = part.field, part.text
    assert field is not None
    if field is Field.PERSON:
        names = [(tokens.stem(word), _sound(word)) for word in words]
        return lambda text: all(stem in text.stems or sound in text.sounds for stem, sound in names)
    if field is Field.BY:
        wanted = frozenset(words)
        return lambda text: wanted <= frozenset(text.fields.get(field, ()))
    return lambda text: value in text.fields.get(field, ())


def _sound(word: str) -> str | None:
    """The skeleton of a name that is long enough to be known by it."""
    sound = tokens.skeleton(word) if len(word) >= tokens.NAME else ""
    return sound if len(sound) >= _HEARD else None


def _length(stem: str) -> float:
    """Long words are rare, as far as one can tell without counting."""
    return float(len(stem))


def _keys(parts: Iterable[Part], rarity: Rarity) -> set[Key]:
    """What an article must have one of to be looked at; nothing where every article must be."""
    best: set[Key] = set()
    worth = -1.0
    fields: dict[Field, set[Key]] = {}
    for part in parts:
        if part.sign is Sign.WITHOUT:
            continue
        keys, value = _part_keys(part, rarity)
        if part.kind is Kind.WHERE and part.field is not None and part.field is not Field.PERSON:
            if keys:
                fields.setdefault(part.field, set()).update(keys)
        elif keys and value > worth:
            best, worth = keys, value
    return best or next(iter(fields.values()), set())


def _part_keys(part: Part, rarity: Rarity) -> tuple[set[Key], float]:
    if part.kind is Kind.ALL:
        keys = _keys(part.parts, rarity)
        return keys, min((rarity(stem) for kind, stem in keys if kind == _STEM), default=0.0)
    if part.kind is Kind.ANY:
        each = [_part_keys(inner, rarity) for inner in part.parts]
        if not all(keys for keys, _ in each):
            return set(), 0.0
        return {key for keys, _ in each for key in keys}, min(value for _, value in each)
    words = [word[:WORD] for word in fold.words(part.text)]
    if part.kind is Kind.WHERE and part.field is not Field.PERSON:
        if part.at is not None or part.field is None:
            return set(), 0.0
        value = words[0] if part.field is Field.BY and words else part.text
        return {(part.field.value, value)}, 0.0
    stems = sorted({tokens.stem(word) for word in words}, key=lambda stem: (-rarity(stem), stem))
    if not stems:
        return set(), 0.0
    keys = {(_STEM, stems[0])}
    if part.field is Field.PERSON:
        rarest = next(word for word in words if tokens.stem(word) == stems[0])
        if sound := _sound(rarest):
            keys.add((_HEARD_AS, sound))
    return keys, rarity(stems[0])
