"""Overlaps, and the groups of copies they add up to.

A group is a connected component of overlaps at `edited` or closer, named by its smallest member. It is kept
up with every batch: only the groups that a new overlap touches are read and put together again.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, or_, select, tuple_

from masdar.model import ArticleId, Group, Level, Overlap
from masdar.store.sql import ByIds, portions, upsert
from masdar.store.tables import members, overlaps, releases

CLOSE = frozenset({Level.EXACT, Level.NEAR, Level.EDITED})

_GROUP_OF = select(members).where(members.c.article.in_(bindparam("ids", expanding=True)))
_MEMBERS = (
    select(members)
    .where(members.c.group.in_(bindparam("ids", expanding=True)))
    .order_by(members.c.group, members.c.article)
)
_OTHER = members.alias()
_BESIDE = ByIds(
    select(members.c.article, _OTHER.c.article.label("copy"))
    .join_from(members, _OTHER, _OTHER.c.group == members.c.group)
    .where(members.c.article.in_(bindparam("ids", expanding=True)))
    .order_by(members.c.article, _OTHER.c.article)
)
_SITES = ByIds(
    select(members.c.article, func.count(releases.c.source.distinct()).label("sites"))
    .join_from(members, _OTHER, _OTHER.c.group == members.c.group)
    .join(releases, releases.c.id == _OTHER.c.article)
    .where(members.c.article.in_(bindparam("ids", expanding=True)), releases.c.listed.is_(True))
    .group_by(members.c.article)
)
_FROM = (
    select(overlaps)
    .where(overlaps.c.a.in_(bindparam("ids", expanding=True)))
    .order_by(overlaps.c.a, overlaps.c.b)
)
_OF_A = select(overlaps).where(overlaps.c.a == bindparam("id"))
_OF_B = select(overlaps).where(overlaps.c.b == bindparam("id"))
_PAGE = select(overlaps).order_by(overlaps.c.a, overlaps.c.b).limit(bindparam("limit"))
_PAGE_AFTER = _PAGE.where(tuple_(overlaps.c.a, overlaps.c.b) > tuple_(bindparam("a"), bindparam("b")))
_FORGET = delete(overlaps).where(or_(overlaps.c.a == bindparam("id"), overlaps.c.b == bindparam("id")))
_PUT = upsert(overlaps)
_PUT_MEMBERS = upsert(members)
_LEAVE = delete(members).where(members.c.article == bindparam("id"))


class Groups:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, id: ArticleId) -> Group | None:
        return self.many([id]).get(id)

    def many(self, ids: Sequence[ArticleId]) -> dict[ArticleId, Group]:
        belongs = _belongs(self._connection, ids)
        together = _members(self._connection, belongs.values())
        everyone = [id for each in together.values() for id in each]
        among: defaultdict[ArticleId, list[Overlap]] = defaultdict(list)
        group_of = {id: group for group, each in together.items() for id in each}
        for overlap in _from(self._connection, everyone):
            if group_of.get(overlap.b) == group_of[overlap.a]:
                among[group_of[overlap.a]].append(overlap)
        groups = {
            group: Group(id=group, members=tuple(each), overlaps=tuple(among[group]))
            for group, each in together.items()
        }
        return {id: groups[group] for id, group in belongs.items()}

    def members(self, ids: Sequence[ArticleId]) -> dict[ArticleId, tuple[ArticleId, ...]]:
        found: defaultdict[ArticleId, list[ArticleId]] = defaultdict(list)
        for row in _BESIDE(self._connection, ids):
            found[ArticleId(row.article)].append(ArticleId(row.copy))
        return {id: tuple(each) for id, each in found.items()}

    def sites(self, ids: Sequence[ArticleId]) -> dict[ArticleId, int]:
        return {ArticleId(row.article): row.sites for row in _SITES(self._connection, ids)}

    def overlaps_of(self, id: ArticleId) -> tuple[Overlap, ...]:
        found = [
            _overlap(row) for half in (_OF_A, _OF_B) for row in self._connection.execute(half, {"id": id})
        ]
        return tuple(sorted(found, key=lambda each: (-each.shared, each.a, each.b)))

    def overlaps(self, *, after: tuple[str, str] | None = None, limit: int = 10_000) -> tuple[Overlap, ...]:
        if after is None:
            rows = self._connection.execute(_PAGE, {"limit": limit})
        else:
            rows = self._connection.execute(_PAGE_AFTER, {"limit": limit, "a": after[0], "b": after[1]})
        return tuple(map(_overlap, rows))


def put(
    connection: Connection, given: Sequence[Overlap], *, revised: Sequence[ArticleId]
) -> tuple[ArticleId, ...]:
    """Keep overlaps, and put the groups together again; the articles whose group altered.

    What a revised article shared before is forgotten: its text is another one now.
    """
    touched = _belongs(connection, revised)
    broken = set(touched.values())
    if revised:
        connection.execute(_FORGET, [{"id": id} for id in revised])
    fresh = {(each.a, each.b): each for each in map(_ordered, given)}
    held = {
        (each.a, each.b): each
        for each in _from(connection, list(dict.fromkeys(a for a, _ in fresh)))
        if (each.a, each.b) in fresh
    }
    fresh = {pair: each for pair, each in fresh.items() if held.get(pair) != each}
    if fresh:
        connection.execute(
            _PUT,
            [
                {
                    "a": each.a,
                    "b": each.b,
                    "level": each.level.value,
                    "containment": each.containment,
                    "shared": each.shared,
                }
                for each in fresh.values()
            ],
        )
    loosened = [pair for pair, each in fresh.items() if each.level not in CLOSE and pair in held]
    bonds = [pair for pair, each in fresh.items() if each.level in CLOSE]
    touched |= _belongs(connection, [id for pair in (*bonds, *loosened) for id in pair])
    broken |= {touched[id] for pair in loosened for id in pair if id in touched}
    before = _members(connection, touched.values())
    suspects = [id for group in broken for id in before.get(group, ())]
    bonds += [(each.a, each.b) for each in _from(connection, suspects) if each.level in CLOSE]
    bonds += [(group, id) for group, each in before.items() if group not in broken for id in each]
    return _rewrite(connection, before, bonds)


def _rewrite(
    connection: Connection,
    before: dict[ArticleId, list[ArticleId]],
    bonds: Sequence[tuple[ArticleId, ArticleId]],
) -> tuple[ArticleId, ...]:
    after = _components(bonds)
    was = {id: group for group, each in before.items() for id in each}
    now = {id: group for group, each in after.items() for id in each}
    gone = [id for id in was if id not in now]
    moved = [{"article": id, "group": group} for id, group in now.items() if was.get(id) != group]
    if gone:
        connection.execute(_LEAVE, [{"id": id} for id in gone])
    if moved:
        connection.execute(_PUT_MEMBERS, moved)
    same = {group for group, each in after.items() if before.get(group) == each}
    altered = {id for id in (*was, *now) if now.get(id) not in same}
    return tuple(sorted(altered))


def _components(bonds: Iterable[tuple[ArticleId, ArticleId]]) -> dict[ArticleId, list[ArticleId]]:
    """Connected components of two and more, each sorted and under its smallest member."""
    parent: dict[ArticleId, ArticleId] = {}

    def root(id: ArticleId) -> ArticleId:
        parent.setdefault(id, id)
        while parent[id] != id:
            parent[id] = parent[parent[id]]
            id = parent[id]
        return id

    for a, b in bonds:
        one, other = sorted((root(a), root(b)))
        parent[other] = one
    found: defaultdict[ArticleId, list[ArticleId]] = defaultdict(list)
    for id in sorted(parent):
        found[root(id)].append(id)
    return {group: each for group, each in found.items() if len(each) > 1}


def _ordered(overlap: Overlap) -> Overlap:
    if overlap.a < overlap.b:
        return overlap
    return Overlap(
        a=overlap.b,
        b=overlap.a,
        level=overlap.level,
        containment=overlap.containment,
        shared=overlap.shared,
    )


def _overlap(row: Any) -> Overlap:
    a, b, level, containment, shared = row
    return Overlap(a=a, b=b, level=Level(level), containment=containment, shared=shared)


def _belongs(connection: Connection, ids: Sequence[ArticleId]) -> dict[ArticleId, ArticleId]:
    found: dict[ArticleId, ArticleId] = {}
    for some in portions(list(dict.fromkeys(ids))):
        found.update((row.article, row.group) for row in connection.execute(_GROUP_OF, {"ids": some}))
    return found


def _members(connection: Connection, groups: Iterable[ArticleId]) -> dict[ArticleId, list[ArticleId]]:
    found: defaultdict[ArticleId, list[ArticleId]] = defaultdict(list)
    for some in portions(list(dict.fromkeys(groups))):
        for row in connection.execute(_MEMBERS, {"ids": some}):
            found[row.group].append(row.article)
    return dict(found)


def _from(connection: Connection, ids: Sequence[ArticleId]) -> list[Overlap]:
    """Overlaps whose smaller id is among these."""
    return [
        _overlap(row) for some in portions(sorted(ids)) for row in connection.execute(_FROM, {"ids": some})
    ]
