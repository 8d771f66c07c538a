"""What single words may be, by lists that come with us: names, offices, titles, beginnings of places.

    lexicon.tokens_of(["والرئيس,"])      a title behind "و", and the comma after it

Names were learnt from what titles and given names introduce in news (`tools/names.py`); places are those of
the CLDR (`tools/places.py`) with what news calls them besides.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from masdar.arabic import fold, tokens
from masdar.model import EntityId, EntityKind, Mention


class Kind:
    """What a word may be; one word may be several of these.

    Bare numbers: flags of the standard library cost twenty times as much to compare, and that is all we do.
    """

    NOTHING = 0
    # met often, and hardly ever as a name
    COMMON = 1
    # a title stands right before the name it introduces: "الدكتور" "الأمير" "الرئيس"
    TITLE = 2
    # an office has its field between itself and the name: "وزير الخارجية"
    OFFICE = 4
    GIVEN = 8
    NAME = 16
    # what joins names: "بن" "آل" "أبو"
    LINK = 32
    # where the lists of places and organisations may begin
    FIRST = 64
    # what an organisation is, before its name: "وزارة" "جامعة" "حزب"
    BODY = 128
    # nations and what is said of an office: "الأمريكي" "السابق"
    QUALITY = 256
    # what is named after people: "شارع" "مطار" "جامعة"
    HOUSE = 512
    # no name goes beyond a day or a time: "اليوم" "الأحد" "الماضي"
    TIME = 1024
    # what a publisher is, before its name: "صحيفة" "قناة"
    PRESS = 2048
    # what an office is of, without the article: "المتحدث باسم" "رئيس مجلس" "وزير شؤون"
    FIELD = 4096
    # of which country: "الأمريكي"
    NATION = 8192


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text."""

    kind: int
    # folded; without what is written onto its front where the lists know the rest alone
    key: str
    # as written, without the signs around it: so far as it is the key, and the whole of it
    said: str
    whole: str
    # whether a sign stands before it, and behind it; a comma behind it alone
    opened: bool
    closed: bool
    comma: bool


@dataclass(frozen=True, slots=True)
class Known:
    """A place or an organisation that the lists know."""

    id: EntityId
    kind: EntityKind
    name: str
    name_en: str


_EDGE = "«»\"'“”()[]{}،؛:.,!؟?…-–—/\\‘’#*|<>٪%"
_COMMAS = "،,"
_TATWEEL = "\u0640"
# words that fold to a name and are none: "على" "الآن" "أنا" "بأن" "منى" is
_NO_NAME = frozenset(("على", "الآن", "أنا", "بأن", "لأن", "أنّ", "إنّ", "أن", "إن"))
# a word of so many letters is more than what is written onto its front
_LEAST = 3
_AND = "و"
_FRONTS = (_AND, "ف", "ب", "ل", "ك")
_THE = "ال"
_TO_THE = "لل"
# words remembered: most of what a month of news is written with
_REMEMBERED = 400_000


@cache
def _words() -> dict[str, int]:
    kinds: defaultdict[str, int] = defaultdict(lambda: Kind.NOTHING)
    for name, kind in _FILES.items():
        for word in _list(name).split():
            kinds[fold.key(word)] |= kind
    for line in _list("words.tsv").splitlines():
        name, _, said = line.partition("\t")
        for word in said.split():
            kinds[fold.key(word)] |= vars(Kind)[name]
    for key in runs():
        kinds[key] |= Kind.FIRST
    for key in doubtful():
        kinds[key.split()[0]] |= Kind.FIRST
    return dict(kinds)


_FILES = {
    "common.txt": Kind.COMMON,
    "given.txt": Kind.GIVEN,
    "given_foreign.txt": Kind.GIVEN,
    "names.txt": Kind.NAME,
    "family.txt": Kind.NAME,
}


@cache
def native() -> frozenset[str]:
    """Given names that Arabic writes in one way alone: they are compared by letters, not by sound."""
    return frozenset(map(fold.key, _list("given.txt").split()))


@dataclass(frozen=True, slots=True)
class Run:
    """What begins with one word: the name that it is alone, and longer ones by their second word."""

    alone: Known | None
    # the further words and what they name, the longest first
    longer: Mapping[str, tuple[tuple[tuple[str, ...], Known], ...]]


@cache
def runs() -> dict[str, Run]:
    """Places and organisations by their first word."""
    made: defaultdict[str, dict[tuple[str, ...], Known]] = defaultdict(dict)
    for known, names in _known():
        for name in names:
            first, *further = fold.key(name).split()
            made[first].setdefault(tuple(further), known)
    found = {}
    for first, several in made.items():
        longer: defaultdict[str, list[tuple[tuple[str, ...], Known]]] = defaultdict(list)
        for rest, known in sorted(several.items(), key=lambda each: -len(each[0])):
            if rest:
                longer[rest[0]].append((rest, known))
        found[first] = Run(several.get(()), {second: tuple(each) for second, each in longer.items()})
    return found


@cache
def by_id() -> dict[EntityId, Known]:
    """What the lists know, by its id."""
    return {known.id: known for known, _ in _known()} | {known.id: known for known in roots().values()}


def places(mentions: Iterable[Mention]) -> tuple[str, ...]:
    """Every name of the places among these: who asks for one spelling of a place means it by all."""
    spelt = _spellings()
    found = [each for each in mentions if each.kind is EntityKind.PLACE]
    return tuple(name for each in found for name in spelt.get(each.entity, (each.name,)))


@cache
def _spellings() -> dict[EntityId, tuple[str, ...]]:
    return {known.id: names for known, names in _known()}


@cache
def roots() -> dict[str, Known]:
    """The roots of the IPTC's Media Topics by their code; the labels are our own words."""
    made = {}
    for line in _list("topics.tsv").splitlines():
        code, arabic, english = line.split("\t")
        made[code] = Known(EntityId(f"topic.{code}"), EntityKind.TOPIC, arabic, english)
    return made


@cache
def doubtful() -> dict[str, tuple[tuple[EntityId | None, frozenset[str]], ...]]:
    """Names of several things, or of none: what each may be, and the words that tell it."""
    made: defaultdict[str, list[tuple[EntityId | None, frozenset[str]]]] = defaultdict(list)
    for line in _list("doubtful.tsv").splitlines():
        name, place, hints = line.split("\t")
        id = EntityId(f"place.{place}") if place else None
        made[fold.key(name)].append((id, frozenset(map(fold.key, hints.split("|")))))
    return {name: tuple(several) for name, several in made.items()}


@cache
def doubting() -> frozenset[str]:
    """The first words of doubtful names."""
    return frozenset(name.split()[0] for name in doubtful())


@cache
def _known() -> tuple[tuple[Known, tuple[str, ...]], ...]:
    made = []
    for line in _list("places.tsv").splitlines():
        id, _, name, english, names = line.split("\t")
        known = Known(EntityId(f"place.{id}"), EntityKind.PLACE, name, english)
        made.append((known, _spelt(names, english)))
    for line in _list("organisations.tsv").splitlines():
        id, name, english, more = line.split("\t")
        known = Known(EntityId(f"org.{id}"), EntityKind.ORGANISATION, name, english)
        made.append((known, _spelt(f"{name}|{more}", english)))
    return tuple(made)


def _spelt(names: str, english: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each for each in (*names.split("|"), english) if fold.words(each)))


def _list(name: str) -> str:
    return (resources.files("masdar.entities") / "lists" / name).read_text("utf-8")


def tokens_of(words: list[str]) -> list[Token]:
    """Words as they stand between blanks. They are remembered."""
    return list(map(_TOKENS.__getitem__, words))


def kind_of(key: str) -> int:
    return _words().get(key, Kind.NOTHING)


_BEARS = Kind.TITLE | Kind.OFFICE | Kind.GIVEN | Kind.FIRST | Kind.BODY | Kind.PRESS


def _made(raw: str) -> Token:
    said = raw.strip(_EDGE).strip(_TATWEEL)
    start = raw.find(said) if said else 0
    before, after = raw[:start], raw[start + len(said) :]
    whole, key = said, fold.key(said)
    words = _words()
    kind = words.get(key, Kind.NOTHING)
    if said in _NO_NAME:
        kind = Kind.COMMON
    elif kind & Kind.COMMON and kind & Kind.GIVEN:
        kind &= ~Kind.COMMON
    elif not kind & ~Kind.COMMON:
        front, rest = _bare(key, words)
        if rest is not None and (bare := _without(said, front, rest)) not in _NO_NAME:
            key, kind, said = rest, words[rest], bare
    return Token(
        kind,
        key,
        said,
        whole,
        bool(before.strip("#")),
        bool(after),
        bool(after) and after[0] in _COMMAS,
    )


def _bare(key: str, words: dict[str, int]) -> tuple[str, str | None]:
    """What is written onto the front of a word that the lists know, and the rest; None for none."""
    for number in (1, 2):
        front, rest = key[:number], key[number:]
        if len(rest) < _LEAST or any(sign not in _FRONTS for sign in front):
            break
        bears = words.get(rest, Kind.NOTHING) & _BEARS
        if bears and (bears != Kind.GIVEN or front == _AND or key not in words):
            # "بيان" is no "يان" with "ب" on its front
            return front, rest
        if front.endswith("ل") and rest.startswith("ل"):
            # "للرياض" is "الرياض" behind "ل"
            whole = _THE + rest[1:]
            if words.get(whole, Kind.NOTHING) & _BEARS:
                return front, whole
    return "", None


def _without(said: str, front: str, rest: str) -> str:
    """A word as written, without the letters on its front; the article that two lams hide comes back."""
    left = len(front)
    at = 0
    while at < len(said) and left:
        left -= fold.key(said[at]) != ""
        at += 1
    bare = said[at:]
    return f"{_THE}{bare[1:]}" if rest.startswith(_THE) and not bare.startswith(_THE) else bare


class _Tokens(dict[str, Token]):
    """Words met, each taken apart once. Safe to share: the worst is doing it twice."""

    def __missing__(self, raw: str) -> Token:
        if len(self) >= _REMEMBERED:
            self.clear()
        made = self[raw] = _made(raw)
        return made


_TOKENS = _Tokens()
sound = tokens.skeleton
