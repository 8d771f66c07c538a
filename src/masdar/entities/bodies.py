"""Organisations that say what they are: "وزارة الداخلية السعودية", "جامعة الملك سعود".

body = bodies.at(tokens, place)
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from masdar.entities.lexicon import Kind, Token
from masdar.model import EntityId, Publisher, digest

# words of a name behind its first
_MOST = 5
_THE = "ال"
# what a nation must be said of, since every nation has one
_OF_NATIONS = frozenset(("وزاره", "برلمان", "مجلس", "هيءه", "لجنه", "مديريه", "بلديه", "امانه", "محكمه"))
# names of the first kind have words of their own behind "ال": "جامعة الملك سعود"
_OF_PEOPLE = frozenset(("جامعه", "مستشفي", "موسسه", "مءسسه", "كليه", "معهد"))

# what one word tells apart: "حزب الليكود" "جامعة القاهرة"
_SHORT = frozenset(("حزب", "بنك", "تيار", "جامعه"))


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation, and how many words name it."""

    id: EntityId
    name: str
    size: int


def at(tokens: Sequence[Token], start: int) -> Body | None:
    """The organisation whose name begins here; None where none does, or where its nation is not told."""
    first = tokens[start]
    if first.closed:
        return None
    end = start + 1
    named = nation = False
    while end < len(tokens) and end - start <= _MOST:
        token = tokens[end]
        kind = token.kind
        if token.opened or kind & Kind.TIME or not token.key:
            break
        the = token.key.startswith(_THE) or (token.key.startswith("و" + _THE))
        if kind & Kind.NATION and the:
            nation = True
        elif the:
            if nation:
                # what follows the nation is another matter
                break
            named = True
        elif not (named and first.key in _OF_PEOPLE and kind & (Kind.GIVEN | Kind.NAME | Kind.LINK)):
            break
        end += 1
        if token.closed or (nation and named):
            break
    if not named or (first.key in _OF_NATIONS and not nation):
        return None
    if end - start == 2 and first.key not in _SHORT:
        return None
    key = " ".join(each.key for each in tokens[start:end])
    name = " ".join(each.said for each in tokens[start:end])
    return Body(EntityId(f"org.{digest(key.encode())[:12]}"), name, end - start)


def publisher(tokens: Sequence[Token], start: int, names: Mapping[str, Publisher]) -> Body | None:
    """The publisher whose name stands behind the word for what it is: "صحيفة الوطن"; `names` are folded.

    Without that word "الوطن" is the homeland.
    """
    if tokens[start].closed:
        return None
    for size in range(_MOST, 0, -1):
        words = tokens[start + 1 : start + 1 + size]
        if len(words) < size or any(each.closed for each in words[:-1]) or any(e.opened for e in words[1:]):
            continue
        # "وكالة رويترز" is "رويترز", and "وكالة الأنباء السعودية" is called so whole
        for key in (
            " ".join(each.key for each in tokens[start : start + 1 + size]),
            " ".join(e.key for e in words),
        ):
            if (found := names.get(key)) is not None:
                id = found.code or (found.hosts[0] if found.hosts else key)
                return Body(EntityId(f"source.{id.lower()}"), found.name, size + 1)
    return None
