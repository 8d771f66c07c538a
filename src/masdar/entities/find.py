"""Finds who and what an article speaks of: people, places and organisations.

    mentions = find.of(release, directory)        the one named most first

A text is read once from its start, word by word. Places and organisations are those that lists know; people
are introduced by their office, by a title or by a given name (`people`). One text is one world: who is
called by the last name alone is whoever was named in full.
"""

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from masdar.entities import bodies, lexicon, people
from masdar.entities.lexicon import Kind, Known, Token
from masdar.model import Directory, EntityId, EntityKind, Mention, Publisher, Release, digest
from masdar.ports import Tagger

# signs of a text that are read: what an article is about, it says before
LONGEST = 3_000
# mentions that are kept of one article, and words of a name
MOST = 20
# a name that a title speaks is worth so many in the text
_TITLE = 3
# what stands within so many words is no passing matter
_EARLY = 60
_SEVERAL = 2
_STARTS = Kind.TITLE | Kind.OFFICE | Kind.GIVEN | Kind.FIRST | Kind.BODY | Kind.PRESS
_TEAMS = frozenset(("نادي", "فريق", "النادي", "منتخب"))


@dataclass(slots=True)
class _Found:
    """What one text names so far."""

    names: Mapping[str, Publisher]
    times: dict[EntityId, int] = field(default_factory=dict)
    known: dict[EntityId, tuple[EntityKind, str]] = field(default_factory=dict)
    titled: set[EntityId] = field(default_factory=set)
    persons: list[tuple[people.Person, bool]] = field(default_factory=list)

    early: set[EntityId] = field(default_factory=set)

    def add(self, id: EntityId, kind: EntityKind, name: str, *, title: bool, early: bool) -> None:
        self.times[id] = self.times.get(id, 0) + 1
        self.known.setdefault(id, (kind, name))
        if title:
            self.titled.add(id)
        elif early:
            self.early.add(id)


def of(release: Release, directory: Directory, *, tagger: Tagger | None = None) -> tuple[Mention, ...]:
    """Who and what an article speaks of, those it speaks of most first.

    Only what readers are shown is read, so that no name comes out of a text that its publisher keeps.
    Places that are named in passing are left out. What `tagger` finds besides is added.
    """
    text = "\n".join(each.plain for each in release.blocks if each.plain) or release.summary or ""
    found = _Found(directory.by_name)
    mentions = _mentions(found, release.title, text)
    if tagger is not None:
        mentions = _added(mentions, tagger(release.title, text[:LONGEST]))
    kept = (
        each
        for each in mentions
        if each.title or each.times > 1 or each.kind is not EntityKind.PLACE or each.entity in found.early
    )
    return tuple(itertools.islice(kept, MOST))


def topic(code: str) -> Mention:
    """That an article is about a root of the Media Topics."""
    root = lexicon.roots()[code]
    return Mention(entity=root.id, kind=root.kind, name=root.name)


def told(title: str, text: str, *, names: Mapping[str, Publisher]) -> tuple[Mention, ...]:
    """All that a headline and a text name; `names` are those of publishers, folded."""
    return _mentions(_Found(names), title, text)


def _mentions(found: _Found, title: str, text: str) -> tuple[Mention, ...]:
    heading = _read(title)
    body = _read(_opening(text))
    whole = [*heading, *body]
    _walk(heading, whole, found, title=True)
    _walk(body, whole, found, title=False)
    mentions = people.joined(found.persons, whole)
    mentions += [
        Mention(entity=id, kind=kind, name=name, times=found.times[id], title=id in found.titled)
        for id, (kind, name) in found.known.items()
    ]
    mentions.sort(key=lambda each: -each.times - _TITLE * each.title)
    return tuple(mentions)


def _added(mentions: tuple[Mention, ...], tags: Iterable[tuple[EntityKind, str]]) -> tuple[Mention, ...]:
    """What a tagger found besides, behind what was found without it; each name once."""
    known = {each.entity for each in mentions}
    more: dict[EntityId, Mention] = {}
    for kind, name in tags:
        made = _tagged(kind, name)
        if made is not None and made.entity not in known:
            more.setdefault(made.entity, made)
    return (*mentions, *more.values())


def _tagged(kind: EntityKind, name: str) -> Mention | None:
    tokens = _read(name)
    if not tokens:
        return None
    known, size = _known(tokens, 0, tokens)
    if known is not None and size == len(tokens):
        return Mention(entity=known.id, kind=known.kind, name=known.name)
    if kind is EntityKind.PERSON:
        id = people.id_of(tuple(each.key for each in tokens if not each.kind & Kind.LINK))
    else:
        id = EntityId(f"{kind.value}.{digest(' '.join(each.key for each in tokens).encode())[:12]}")
    return Mention(entity=id, kind=kind, name=" ".join(each.said for each in tokens))


# signs that part words, and stand within them where nobody left a blank: "لـ«الشرق" "#محمود_عباس"
_APART = (("_", " "), ("/", " / "), ("«", " «"), ("»", "» "), ("(", " ("), (")", ") "))


def _opening(text: str) -> str:
    """As much of a text as is read, up to the end of a sentence."""
    if len(text) <= LONGEST:
        return text
    text = text[:LONGEST]
    return text[: max(text.rfind("."), text.rfind("\n")) + 1] or text


def _read(text: str) -> list[Token]:
    for sign, apart in _APART:
        text = text.replace(sign, apart)
    return lexicon.tokens_of(text.split())


def _walk(tokens: Sequence[Token], whole: Sequence[Token], found: _Found, *, title: bool) -> None:
    done = 0
    for at in [place for place, token in enumerate(tokens) if token.kind & _STARTS]:
        if at < done:
            continue
        kind = tokens[at].kind
        known, size = _known(tokens, at, whole) if kind & Kind.FIRST else (None, 0)
        # "خميس مشيط" is a town
        if size < _SEVERAL and kind & (Kind.TITLE | Kind.OFFICE | Kind.GIVEN):
            person = people.at(tokens, at)
            if person is not None:
                if not person.house:
                    found.persons.append((person, title))
                if person.start > at:
                    # the office names places and organisations of its own
                    _walk(tokens[at + 1 : person.start], whole, found, title=title)
                done = person.end
                continue
        if known is not None:
            found.add(known.id, known.kind, known.name, title=title, early=at < _EARLY)
        done = max(done, at + size)
        if kind & Kind.PRESS and (publisher := bodies.publisher(tokens, at, found.names)) is not None:
            found.add(publisher.id, EntityKind.ORGANISATION, publisher.name, title=title, early=at < _EARLY)
            done = at + publisher.size
        if kind & Kind.BODY and at >= done and (body := bodies.at(tokens, at)) is not None:
            found.add(body.id, EntityKind.ORGANISATION, body.name, title=title, early=at < _EARLY)
            done = at + body.size


def _known(tokens: Sequence[Token], at: int, whole: Sequence[Token]) -> tuple[Known | None, int]:
    """The longest name of the lists that begins here, and its words; none where it means something else."""
    first = tokens[at]
    run = lexicon.runs().get(first.key)
    known, size = (run.alone, 1) if run is not None else (None, 0)
    if run is not None and not first.closed and at + 1 < len(tokens):
        for rest, other in run.longer.get(tokens[at + 1].key, ()):
            if _follows(tokens, at + 1, rest):
                known, size = other, len(rest) + 1
                break
    if (several := _doubtful(tokens, at, size)) is not None:
        senses, size = several
        id = _told(senses, whole)
        return (lexicon.by_id()[id] if id else None), size
    if known is None or (size == 1 and not _means(tokens, at)):
        return None, 0
    return known, size


def _follows(tokens: Sequence[Token], start: int, words: tuple[str, ...]) -> bool:
    """Whether words stand one behind the other, with no sign between them."""
    end = start + len(words)
    if end > len(tokens) or tokens[start].opened:
        return False
    for place, word in enumerate(words, start):
        token = tokens[place]
        if token.key != word or (place > start and (token.opened or tokens[place - 1].closed)):
            return False
    return True


_Senses = tuple[tuple[EntityId | None, frozenset[str]], ...]


def _doubtful(tokens: Sequence[Token], at: int, size: int) -> tuple[_Senses, int] | None:
    """What a doubtful name may be, and its words; the word behind it may make another name of it."""
    table = lexicon.doubtful()
    first = tokens[at].key
    if first not in lexicon.doubting():
        return None
    if size < _LONG and at + 1 < len(tokens) and not tokens[at].closed:
        longer = f"{first} {tokens[at + 1].key}"
        if longer in table:
            return table[longer], 2
    return (table[first], 1) if size < 2 and first in table else None


def _told(senses: _Senses, whole: Sequence[Token]) -> EntityId | None:
    """The sense that most words of the text speak for; none where none does, or several alike."""
    words = {each.key for each in whole}
    ranked = sorted(((len(hints & words), id or "") for id, hints in senses), reverse=True)
    best = ranked[0]
    if not best[0] or (len(ranked) > 1 and ranked[1][0] == best[0]):
        return None
    return EntityId(best[1]) or None


def _means(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word that is a place's name means the place: "نادي روما" is a club, "جده" his grandfather."""
    token = tokens[at]
    if len(token.key) <= _SHORT and token.key.endswith("ه") and not token.said.endswith("ة"):
        return False
    return not (at and tokens[at - 1].key in _TEAMS and not tokens[at - 1].closed)


_SHORT = 3
# words of a name that nothing behind it makes another
_LONG = 3
