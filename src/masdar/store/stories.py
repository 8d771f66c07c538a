"""Stories and what stands in them. Their sizes and times are counted here, not believed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Connection,
    Select,
    Text,
    bindparam,
    func,
    literal_column,
    select,
    tuple_,
    update,
)

from masdar.errors import NotFound
from masdar.model import ArticleId, Placement, Story, StoryId
from masdar.store.sql import ByIds, Row, moment, portions, ticks, upsert
from masdar.store.tables import articles, placements, stories

_MANY = select(stories).where(stories.c.id.in_(bindparam("ids", expanding=True)))
_OF = ByIds(
    select(placements.c.article, placements.c.story).where(
        placements.c.article.in_(bindparam("ids", expanding=True))
    )
)
_MEMBERS = (
    select(placements.c.article)
    .where(placements.c.story == bindparam("id"))
    .order_by(placements.c.at, placements.c.article)
)
_TOP = (
    select(stories)
    .where(stories.c.size > 0, stories.c.merged_into.is_(None))
    .order_by(stories.c.sources.desc(), stories.c.latest.desc(), stories.c.id.desc())
    .limit(bindparam("limit"))
)
# the plus keeps the planner from walking all stories by size: few have news since a moment ago
_TOP_SINCE = (
    select(stories)
    .where(
        stories.c.latest >= bindparam("since"),
        stories.c.size > 0,
        stories.c.merged_into.is_(None),
    )
    .order_by(literal_column("+stories.sources").desc(), stories.c.latest.desc(), stories.c.id.desc())
    .limit(bindparam("limit"))
)


def _latest(*, before: bool) -> Select[Any]:
    statement = select(stories).where(stories.c.size > 0, stories.c.merged_into.is_(None))
    if before:
        statement = statement.where(
            tuple_(stories.c.latest, stories.c.id) < tuple_(bindparam("at"), bindparam("id"))
        )
    return statement.order_by(stories.c.latest.desc(), stories.c.id.desc()).limit(bindparam("limit"))


_LATEST = {before: _latest(before=before) for before in (False, True)}
_HELD = select(placements).where(placements.c.article.in_(bindparam("ids", expanding=True)))
_WHERE = select(articles.c.id, articles.c.source, articles.c.at).where(
    articles.c.id.in_(bindparam("ids", expanding=True))
)
_COUNT = (
    select(
        placements.c.story,
        func.count().label("size"),
        func.count(placements.c.source.distinct()).label("sources"),
        func.min(placements.c.at).label("opened"),
        func.max(placements.c.at).label("latest"),
    )
    .where(placements.c.story.in_(bindparam("ids", expanding=True)))
    .group_by(placements.c.story)
)
_MOVE = (
    update(placements)
    .where(placements.c.story == bindparam("old"))
    .values(story=bindparam("new", type_=Text))
)
# who led to a story that is merged leads to where that went
_LEAD_ON = (
    update(stories)
    .where(stories.c.merged_into == bindparam("old"))
    .values(merged_into=bindparam("new", type_=Text))
)
_PLACE = upsert(placements)
_PUT = upsert(stories)


class Stories:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, id: StoryId) -> Story | None:
        return self.many([id]).get(id)

    def of(self, ids: Sequence[ArticleId]) -> dict[ArticleId, StoryId]:
        return {ArticleId(row.article): StoryId(row.story) for row in _OF(self._connection, ids)}

    def many(self, ids: Sequence[StoryId]) -> dict[StoryId, Story]:
        return _many(self._connection, ids)

    def members(self, id: StoryId) -> tuple[ArticleId, ...]:
        return tuple(map(ArticleId, self._connection.scalars(_MEMBERS, {"id": id})))

    def top(self, *, since: datetime | None, limit: int) -> tuple[Story, ...]:
        if since is None:
            rows = self._connection.execute(_TOP, {"limit": limit})
        else:
            rows = self._connection.execute(_TOP_SINCE, {"limit": limit, "since": ticks(since)})
        return tuple(map(_story, rows))

    def latest(self, *, before: tuple[datetime, StoryId] | None = None, limit: int = 30) -> tuple[Story, ...]:
        asked: dict[str, Any] = {"limit": limit}
        if before is not None:
            asked["at"], asked["id"] = ticks(before[0]), before[1]
        return tuple(map(_story, self._connection.execute(_LATEST[before is not None], asked)))


def put(connection: Connection, given: Sequence[Story], placed: Sequence[Placement]) -> tuple[StoryId, ...]:
    """Place articles and count the stories this touches; those that altered.

    Raises NotFound for a placement of an article, or into a story, that nobody gave.
    """
    moved = _place(connection, placed)
    named = {story.id: story for story in given}
    wanted = list(dict.fromkeys([*named, *moved]))
    held = _many(connection, wanted)
    if missing := [id for id in wanted if id not in held and id not in named]:
        raise NotFound(f"no story {missing[0]}: found it before an article is placed in it")
    counted: dict[str, Any] = {}
    for ids in portions(wanted):
        counted.update((row.story, row) for row in connection.execute(_COUNT, {"ids": ids}))
    now = {id: _counted(named.get(id) or held[id], counted.get(id)) for id in wanted}
    fresh = [story for story in now.values() if held.get(story.id) != story]
    if fresh:
        connection.execute(_PUT, [_row(story) for story in fresh])
    return tuple(dict.fromkeys([*(story.id for story in fresh), *moved]))


def merge(
    connection: Connection, pairs: Iterable[tuple[StoryId, StoryId]]
) -> tuple[tuple[StoryId, ...], tuple[ArticleId, ...]]:
    """Tell the first of each pair under the second from now on; the stories and articles this touched.

    A second that was merged itself stands for where it leads. Raises NotFound for a story that nobody told.
    """
    touched: dict[StoryId, None] = {}
    moved: dict[ArticleId, None] = {}
    for old, new in pairs:
        held = _many(connection, [old, new])
        if missing := [id for id in (old, new) if id not in held]:
            raise NotFound(f"no story {missing[0]}: stories that are told can be merged, no others")
        target = held[new].merged_into or new
        if target == old or held[old].merged_into == target:
            continue
        moved.update(dict.fromkeys(map(ArticleId, connection.scalars(_MEMBERS, {"id": old}))))
        for statement in (_MOVE, _LEAD_ON):
            connection.execute(statement, {"old": old, "new": target})
        lost = replace(held[old], size=0, sources=0, merged_into=target)
        kept = _many(connection, [target])[target]
        counts = connection.execute(_COUNT, {"ids": [target]}).one_or_none()
        connection.execute(_PUT, [_row(lost), _row(_counted(kept, counts))])
        touched.update(dict.fromkeys((old, target)))
    return tuple(touched), tuple(moved)


def _place(connection: Connection, placed: Sequence[Placement]) -> tuple[StoryId, ...]:
    """Write the placements that are new; the stories that gained, lost or re-dated an article."""
    wanted = {placement.article: placement for placement in placed}
    ids = list(wanted)
    where: dict[str, Any] = {}
    held: dict[str, Row] = {}
    for some in portions(ids):
        where.update((row.id, row) for row in connection.execute(_WHERE, {"ids": some}))
        held.update((row.article, row._asdict()) for row in connection.execute(_HELD, {"ids": some}))
    if missing := [id for id in ids if id not in where]:
        raise NotFound(f"no article {missing[0]}: keep it before it is placed in a story")
    rows: list[Row] = [
        {
            "article": id,
            "story": placement.story,
            "relation": placement.relation.value,
            "of": placement.of,
            "score": placement.score,
            "source": where[id].source,
            "at": where[id].at,
        }
        for id, placement in wanted.items()
    ]
    fresh = [row for row in rows if held.get(row["article"]) != row]
    if fresh:
        connection.execute(_PLACE, fresh)
    left = [held[row["article"]]["story"] for row in fresh if row["article"] in held]
    return tuple(dict.fromkeys(map(StoryId, [*(row["story"] for row in fresh), *left])))


def _counted(story: Story, counts: Any) -> Story:
    if counts is None:
        return replace(story, size=0, sources=0)
    return replace(
        story,
        size=counts.size,
        sources=counts.sources,
        opened=moment(counts.opened),
        latest=moment(counts.latest),
    )


def _many(connection: Connection, ids: Sequence[StoryId]) -> dict[StoryId, Story]:
    found: dict[StoryId, Story] = {}
    for some in portions(list(dict.fromkeys(ids))):
        found.update((StoryId(row.id), _story(row)) for row in connection.execute(_MANY, {"ids": some}))
    return found


def _story(row: Any) -> Story:
    return Story(
        id=StoryId(row.id),
        title=row.title,
        opened=moment(row.opened),
        latest=moment(row.latest),
        lead=ArticleId(row.lead),
        size=row.size,
        sources=row.sources,
        merged_into=None if row.merged_into is None else StoryId(row.merged_into),
        named=row.named,
        led=row.led,
    )


def _row(story: Story) -> Mapping[str, Any]:
    return {
        "id": story.id,
        "title": story.title,
        "opened": ticks(story.opened),
        "latest": ticks(story.latest),
        "lead": story.lead,
        "size": story.size,
        "sources": story.sources,
        "merged_into": story.merged_into,
        "named": story.named,
        "led": story.led,
    }
