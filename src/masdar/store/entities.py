"""Who and what articles speak of, and how many articles speak of each."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, bindparam, delete, select, tuple_

from masdar.model import ArticleId, Entity, EntityId, EntityKind, Mention, Release
from masdar.store.releases import unpacked
from masdar.store.sql import ByIds, Row, insert, portions, ticks
from masdar.store.tables import entities, mentions, releases

_GET = select(entities).where(entities.c.id == bindparam("id"), entities.c.articles > 0)
_OF = ByIds(
    select(mentions)
    .where(mentions.c.article.in_(bindparam("ids", expanding=True)))
    .order_by(mentions.c.article, mentions.c.title.desc(), mentions.c.times.desc(), mentions.c.entity)
)
_NAMES = (
    select(mentions.c.name, mentions.c.office)
    .where(mentions.c.entity == bindparam("id"))
    .order_by(mentions.c.at.desc(), mentions.c.article.desc())
    .limit(bindparam("limit"))
)


def _latest(*, before: bool) -> Select[Any]:
    statement = (
        select(releases.c.data)
        .join_from(mentions, releases, releases.c.id == mentions.c.article)
        .where(mentions.c.entity == bindparam("id"), releases.c.listed.is_(True))
    )
    if before:
        statement = statement.where(
            tuple_(mentions.c.at, mentions.c.article) < tuple_(bindparam("at"), bindparam("article"))
        )
    return statement.order_by(mentions.c.at.desc(), mentions.c.article.desc()).limit(bindparam("limit"))


_LATEST = {before: _latest(before=before) for before in (False, True)}


def _top(*, after: bool) -> Select[Any]:
    statement = select(entities).where(entities.c.kind == bindparam("kind"), entities.c.articles > 0)
    if after:
        statement = statement.where(
            tuple_(entities.c.articles, entities.c.id) < tuple_(bindparam("articles"), bindparam("id"))
        )
    return statement.order_by(entities.c.articles.desc(), entities.c.id.desc()).limit(bindparam("limit"))


_TOP = {after: _top(after=after) for after in (False, True)}
_HELD = select(mentions.c.article, mentions.c.entity).where(
    mentions.c.article.in_(bindparam("ids", expanding=True))
)
_DROP = delete(mentions).where(mentions.c.article.in_(bindparam("ids", expanding=True)))
_PUT = insert(mentions)
_COUNT = insert(entities)
_COUNT = _COUNT.on_conflict_do_update(
    index_elements=["id"], set_={"articles": entities.c.articles + _COUNT.excluded.articles}
)
_FORGET = delete(entities).where(
    entities.c.id.in_(bindparam("ids", expanding=True)), entities.c.articles <= 0
)


class Entities:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, id: EntityId) -> Entity | None:
        row = self._connection.execute(_GET, {"id": id}).first()
        return None if row is None else _entity(row)

    def of(self, ids: Sequence[ArticleId]) -> dict[ArticleId, tuple[Mention, ...]]:
        found: dict[ArticleId, list[Mention]] = {}
        for row in _OF(self._connection, ids):
            found.setdefault(ArticleId(row.article), []).append(
                Mention(
                    entity=EntityId(row.entity),
                    kind=EntityKind(row.kind),
                    name=row.name,
                    office=row.office,
                    times=row.times,
                    title=bool(row.title),
                )
            )
        return {id: tuple(each) for id, each in found.items()}

    def latest(
        self,
        id: EntityId,
        *,
        before: tuple[datetime, ArticleId] | None = None,
        limit: int = 30,
    ) -> tuple[Release, ...]:
        asked: dict[str, Any] = {"id": id, "limit": limit}
        if before is not None:
            asked["at"], asked["article"] = ticks(before[0]), before[1]
        return tuple(map(unpacked, self._connection.scalars(_LATEST[before is not None], asked)))

    def names(self, id: EntityId, *, limit: int = 50) -> tuple[tuple[str, str | None], ...]:
        rows = self._connection.execute(_NAMES, {"id": id, "limit": limit})
        return tuple((row.name, row.office) for row in rows)

    def top(
        self, kind: EntityKind, *, after: tuple[int, EntityId] | None = None, limit: int = 50
    ) -> tuple[Entity, ...]:
        asked: dict[str, Any] = {"kind": kind.value, "limit": limit}
        if after is not None:
            asked["articles"], asked["id"] = after
        return tuple(map(_entity, self._connection.execute(_TOP[after is not None], asked)))


def _entity(row: Any) -> Entity:
    return Entity(id=EntityId(row.id), kind=EntityKind(row.kind), name=row.name, articles=row.articles)


def put(
    connection: Connection, given: Mapping[ArticleId, Sequence[Mention]], at: Mapping[ArticleId, datetime]
) -> None:
    """Replace what is kept of these articles, and count anew by what came and went."""
    counts: Counter[str] = Counter()
    for ids in portions(list(given)):
        counts.subtract(row.entity for row in connection.execute(_HELD, {"ids": ids}))
        connection.execute(_DROP, {"ids": ids})
    rows: list[Row] = []
    told: dict[str, Mention] = {}
    for id, several in given.items():
        for each in {mention.entity: mention for mention in several}.values():
            counts[each.entity] += 1
            told[each.entity] = each
            rows.append(
                {
                    "article": id,
                    "entity": each.entity,
                    "at": ticks(at[id]),
                    "kind": each.kind.value,
                    "name": each.name,
                    "office": each.office,
                    "times": each.times,
                    "title": each.title,
                }
            )
    if rows:
        connection.execute(_PUT, rows)
    altered = [
        {
            "id": id,
            "kind": told[id].kind.value if id in told else "",
            "name": told[id].name if id in told else "",
            "articles": number,
        }
        for id, number in counts.items()
        if number
    ]
    if altered:
        # one that only loses articles is known, and keeps its kind and name
        connection.execute(_COUNT, altered)
    # whose name was taken back is not to be read anywhere
    for gone in portions([id for id, number in counts.items() if number < 0]):
        connection.execute(_FORGET, {"ids": gone})
