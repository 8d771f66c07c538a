"""People, as news introduces them: by office, by title, or by a given name.

    person = people.at(tokens, place)
    person.said, person.office            "جو تيه-يول", "وزير الخارجية"

A name ends where a word stands that is met often and hardly ever as a name, where a sign divides, or where
an office, a place or a day begins.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

from masdar.arabic import tokens as stems
from masdar.entities import lexicon
from masdar.entities.lexicon import Kind, Token
from masdar.model import EntityId, EntityKind, Mention, digest

# words between an office and a name, and words of a name
_FIELD = 8
_WORDS = 4
# words that no list knows are so many of a name at most
_UNKNOWN = 2
_THE = "ال"
_ABD = "عبد"
# an ordinary word is hardly written with so many letters in a loan's skeleton
_HEARD = 3
_ENDS = Kind.TIME | Kind.BODY | Kind.QUALITY
# what starts verbs of the present: "يقول" "تؤكد" "نحن" "سيكون"
_VERBAL = ("ي", "ت", "ن", "س")
_ROYAL = frozenset(
    ("امير", "اميره", "ملك", "ملكه", "الامير", "الاميره", "الملك", "الملكه", "ولي", "شيخ", "الشيخ")
)


@dataclass(frozen=True, slots=True)
class Person:
    """A person where a text names them."""

    # folded words of the name, without what joins them
    words: tuple[str, ...]
    said: str
    office: str | None
    # the first word of the name, and the first behind it
    start: int
    end: int
    royal: bool = False
    # what is called by the name: a street, an airport
    house: bool = False


def at(tokens: Sequence[Token], start: int) -> Person | None:
    """The person who is introduced here, or whose name a house bears; None where nobody is."""
    person = _at(tokens, start)
    if person is not None and start and _is_of_house(tokens, start):
        return replace(person, house=True)
    return person


def _at(tokens: Sequence[Token], start: int) -> Person | None:
    first = tokens[start]
    if first.kind & (Kind.TITLE | Kind.OFFICE):
        for begin, sure in _beginnings(tokens, start):
            if (person := _name(tokens, begin, introduced=sure)) is not None:
                said = _office(tokens[start:begin])
                royal = any(each.key in _ROYAL for each in tokens[start:begin])
                return Person(person.words, person.said, said, begin, person.end, royal)
    if first.kind & Kind.GIVEN:
        return _name(tokens, start, introduced=False)
    return None


def _office(tokens: Sequence[Token]) -> str | None:
    """An office in the words of the text; what merely addresses a person is none: "الأمير" "الدكتور"."""
    end = len(tokens)
    while end > 1 and tokens[end - 1].kind & Kind.TITLE and not tokens[end - 1].kind & Kind.OFFICE:
        end -= 1
    if end < 2:
        return None
    return " ".join((tokens[0].said, *(each.whole for each in tokens[1:end])))


def _is_of_house(tokens: Sequence[Token], start: int) -> bool:
    """Whether a street or an airport is called by the name."""
    before = tokens[start - 1]
    return bool(before.kind & Kind.HOUSE) and not before.closed and not tokens[start].opened


def _beginnings(tokens: Sequence[Token], start: int) -> Iterator[tuple[int, bool]]:
    """Where a name may begin behind an office or a title, and whether one is to be expected there."""
    first = tokens[start]
    place = start + 1
    if first.closed and not first.comma:
        return
    field = 0
    while place < len(tokens) and place - start <= _FIELD:
        token, before = tokens[place], tokens[place - 1]
        if token.opened or (before.closed and not before.comma):
            return
        kind = token.kind
        of_office = (
            kind & (Kind.TITLE | Kind.OFFICE | Kind.QUALITY | Kind.BODY | Kind.FIELD)
            or (token.key.startswith((_THE, "و" + _THE, "لل")) and not kind & Kind.NAME)
            or (kind & Kind.FIRST and not kind & (Kind.GIVEN | Kind.NAME | Kind.LINK))
        )
        if not of_office:
            titled = bool(before.kind & Kind.TITLE)
            if before.comma:
                # behind a comma stands whoever is known to be one
                if kind & (Kind.GIVEN | Kind.NAME) and field:
                    yield place, False
                return
            if titled or field:
                yield place, True
            elif kind & (Kind.GIVEN | Kind.NAME):
                yield place, False
            return
        if kind & Kind.GIVEN and not kind & (Kind.TITLE | Kind.OFFICE | Kind.QUALITY | Kind.BODY):
            yield place, True
        field += 1
        place += 1


def _name(tokens: Sequence[Token], start: int, *, introduced: bool) -> Person | None:
    place, unknown = start, 0
    words: list[str] = []
    joined = sure = family = False
    while place < len(tokens) and len(words) < _WORDS:
        token = tokens[place]
        kind, key = token.kind, token.key
        if not key or (place > start and (token.opened or token.said != token.whole)):
            # what has "و" on its front is another person
            break
        if kind & Kind.LINK and (key == _ABD or not (kind & Kind.GIVEN and not words)):
            if key == _ABD or key in ("ابو", "ابي", "ابا", "ام", "ال", "بو"):
                joined = True
                words.append(key)
            elif not words:
                break
            sure = True
        elif _is_part(token, first=not words, introduced=introduced, joined=joined) and not (
            words and words[0] in lexicon.native() and _is_inflected(token)
        ):
            if family and kind & Kind.GIVEN and not tokens[place - 1].kind & Kind.LINK:
                # another person: "أحمد الشناوي محمد صلاح"
                break
            family = key.startswith(_THE) and bool(words) and not joined
            known = bool(kind & (Kind.GIVEN | Kind.NAME))
            unknown += not known
            if unknown > _UNKNOWN or (
                unknown and place > start and not known and not introduced and not sure
            ):
                break
            if joined:
                words[-1] += key
            else:
                words.append(key)
            sure = sure or (known and len(words) > 1)
            joined = False
        else:
            break
        place += 1
        if token.closed:
            break
    # nothing ends with what joins
    while place > start and tokens[place - 1].kind & Kind.LINK and not tokens[place - 1].kind & Kind.NAME:
        place -= 1
    if joined or not words or (len(words) < 2 and not introduced) or place == start:
        return None
    if not introduced and not sure:
        return None
    if len(words) == 1 and len(words[0]) < _HEARD:
        return None
    said = " ".join(each.said for each in tokens[start:place])
    return Person(tuple(words), said, None, start, place)


def _is_part(token: Token, *, first: bool, introduced: bool, joined: bool) -> bool:
    kind, key = token.kind, token.key
    if joined:
        # "عبد" has a name of God behind it, "أبو" hardly a word that everybody uses
        return key.startswith(_THE) or not kind & (Kind.COMMON | Kind.TIME)
    if kind & _ENDS and not kind & (Kind.NAME | Kind.GIVEN):
        return False
    if kind & (Kind.GIVEN | Kind.NAME):
        return not (first and not introduced and not kind & Kind.GIVEN)
    if kind & (Kind.COMMON | Kind.TITLE | Kind.OFFICE | Kind.FIRST | Kind.HOUSE):
        return False
    if first and not introduced:
        return False
    # a word that no list knows, such as "تيه-يول"; not a number, and hardly a verb
    if not key[0].isalpha() or key[0].isascii() or len(key) < 2:
        return False
    if first:
        return not _is_joined(key) or key[0] == _FRONTS[0]
    # "تيه-يول" is no verb
    return "-" in key or (not key.startswith(_VERBAL) and not _is_joined(key))


def _is_inflected(token: Token) -> bool:
    """Whether a word that no list knows has an ending that no Arabic name has: "ملخصاً" "إيذانا" "مثلهما"."""
    known = token.kind & (Kind.GIVEN | Kind.NAME)
    return not known and (token.said.endswith(_TANWIN) or token.key.endswith(_ENDINGS))


_TANWIN = ("\u0627\u064b", "\u064b\u0627")
_ENDINGS = ("ها", "هم", "هما", "هن", "نا", "وا", "كم", "ات")


def _is_joined(key: str) -> bool:
    """Whether something is written onto the front of a word that the lists know: "لصحافيين" "وإعلانا"."""
    if not key.startswith(_FRONTS):
        return False
    rest = key[1:]
    return (
        key[0] == _FRONTS[0]
        or rest.startswith(("ا", "ل"))
        or any(map(lexicon.kind_of, (rest, _THE + rest, rest[1:])))
    )


_FRONTS = ("و", "ف", "ب", "ل", "ك")


_KEY = attrgetter("key")


def joined(found: Sequence[tuple[Person, bool]], tokens: Sequence[Token]) -> list[Mention]:
    """One mention for each person: shorter names count for the longest that begins or ends with them."""
    if not found:
        return []
    full = [each for each, _ in found if len(each.words) > 1]
    by_key: dict[str, list[tuple[Person, bool]]] = {}
    longest = sorted({_key(each): each for each in full}.items(), key=lambda each: -len(each[1].words))
    whole: dict[tuple[str, ...], str] = {}
    for key, person in longest:
        heard = tuple(map(_heard, person.words))
        whole[heard] = next((into for other, into in whole.items() if _within(heard, other)), key)
    for person, title in found:
        heard = tuple(map(_heard, person.words))
        into = whole.get(heard) or next((key for other, key in whole.items() if _within(heard, other)), None)
        if into is not None:
            by_key.setdefault(into, []).append((person, title))
    keys = list(map(_KEY, tokens))
    mentions = []
    for key, several in by_key.items():
        best = max((each for each, _ in several), key=lambda each: (len(each.words), -len(each.said)))
        offices = [each.office for each, _ in several if each.office and len(each.words) > 1]
        last = best.words[-1]
        # a father's name is that of many; a family's stands for who bears it
        alone = keys.count(last) if last not in lexicon.native() else 0
        times = max(len(several), alone)
        mentions.append(
            Mention(
                entity=_id(key),
                kind=EntityKind.PERSON,
                name=best.said,
                office=offices[0] if offices else None,
                times=times,
                title=any(title for _, title in several),
            )
        )
    return mentions


def id_of(words: tuple[str, ...]) -> EntityId:
    """The id of a person by the folded words of the name."""
    return _id(_key(Person(words, "", None, 0, 0)))


def _id(key: str) -> EntityId:
    return EntityId(f"person.{digest(key.encode())[:12]}")


def _within(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether a name is the beginning or the end of a longer one, or its first word with its last."""
    size = len(short)
    if size > len(long):
        return False
    return short in (long[:size], long[-size:]) or (size == 2 and short == (long[0], long[-1]))


def _key(person: Person) -> str:
    """What is the same for a person however the name is spelt.

    A prince is told apart by his own name and his father's, others by all of theirs but those between the
    first and the family's.
    """
    words = person.words
    if len(words) > 2 and not words[-1].startswith(_THE) and person.royal:
        words = words[:2]
    elif len(words) > 2 and words[-1].startswith(_THE):
        words = (words[0], *words[1:2], words[-1]) if len(words) > 3 else words
    return " ".join(map(_heard, words))


def _heard(word: str) -> str:
    """A word as it sounds where it is a loan, else as it is written."""
    if word in lexicon.native() or word.startswith((_THE, _ABD, "ابو")):
        return word
    sound = stems.skeleton(word)
    return sound if len(sound) >= _HEARD else word
