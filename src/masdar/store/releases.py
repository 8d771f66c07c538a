"""Releases: what goes out, as rows that lists can be read from in one question."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, bindparam, delete, func, or_, select, tuple_

from masdar.model import ArticleId, Listed, Release, ReleaseStatus, SourceId, StoryId
from masdar.store import tallies
from masdar.store.packing import Unpack, pack
from masdar.store.sql import ByIds, insert, moment, portions, ticks, upsert
from masdar.store.tables import alterations, placements, releases

_MANY = ByIds(
    select(releases.c.id, releases.c.data).where(releases.c.id.in_(bindparam("ids", expanding=True)))
)
_HELD = select(releases).where(releases.c.id.in_(bindparam("ids", expanding=True)))
_PUT = upsert(releases)


def _latest(*, source: bool, section: bool, before: bool) -> Select[Any]:
    statement = select(releases.c.data).where(releases.c.listed.is_(True))
    if source:
        statement = statement.where(releases.c.source == bindparam("source"))
    if section:
        statement = statement.where(releases.c.section == bindparam("section"))
    if before:
        statement = statement.where(
            tuple_(releases.c.at, releases.c.id) < tuple_(bindparam("at"), bindparam("id"))
        )
    return statement.order_by(releases.c.at.desc(), releases.c.id.desc()).limit(bindparam("limit"))


_LATEST = {
    (source, section, before): _latest(source=source, section=section, before=before)
    for source in (False, True)
    for section in (False, True)
    for before in (False, True)
}


_TOLD = (
    select(releases.c.id, releases.c.source, releases.c.at)
    .join_from(placements, releases, releases.c.id == placements.c.article)
    .where(placements.c.story == bindparam("story"), releases.c.listed.is_(True))
    .order_by(placements.c.at, placements.c.article)
    .limit(bindparam("limit"))
)

# after every time
_END = 2**62


def _altered(*, status: bool) -> Select[Any]:
    statement = (
        select(alterations.c.at, releases.c.data)
        .join_from(alterations, releases, releases.c.id == alterations.c.id)
        .where(tuple_(alterations.c.at, alterations.c.id) < tuple_(bindparam("at"), bindparam("id")))
    )
    if status:
        statement = statement.where(alterations.c.status == bindparam("status"))
    return statement.order_by(alterations.c.at.desc(), alterations.c.id.desc()).limit(bindparam("limit"))


_ALTERATIONS = (
    select(alterations.c.status, func.count())
    .join_from(alterations, releases, releases.c.id == alterations.c.id)
    .where(releases.c.source == bindparam("source"))
    .group_by(alterations.c.status)
)
_ALTERED = {status: _altered(status=status) for status in (False, True)}
_RESTORED = delete(alterations).where(alterations.c.id.in_(bindparam("ids", expanding=True)))


def _alter() -> Any:
    """Put down an alteration; one that is known keeps its time."""
    statement = insert(alterations)
    new = statement.excluded
    return statement.on_conflict_do_update(
        index_elements=["id"],
        set_={"status": new.status, "version": new.version, "at": new.at},
        where=or_(alterations.c.status != new.status, alterations.c.version != new.version),
    )


_ALTER = _alter()
unpacked: Unpack[Release] = Unpack(Release)


class Releases:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, id: ArticleId) -> Release | None:
        return self.many([id]).get(id)

    def many(self, ids: Sequence[ArticleId]) -> dict[ArticleId, Release]:
        return {ArticleId(row.id): unpacked(row.data) for row in _MANY(self._connection, ids)}

    def latest(
        self,
        *,
        source: SourceId | None = None,
        section: str | None = None,
        before: tuple[datetime, ArticleId] | None = None,
        limit: int = 30,
    ) -> tuple[Release, ...]:
        asked: dict[str, Any] = {"limit": limit}
        if source is not None:
            asked["source"] = source
        if section is not None:
            asked["section"] = section
        if before is not None:
            asked["at"], asked["id"] = ticks(before[0]), before[1]
        statement = _LATEST[source is not None, section is not None, before is not None]
        return tuple(map(unpacked, self._connection.scalars(statement, asked)))

    def told(self, story: StoryId, *, limit: int = 100) -> tuple[Listed, ...]:
        rows = self._connection.execute(_TOLD, {"story": story, "limit": limit})
        return tuple(
            Listed(id=ArticleId(row.id), source=SourceId(row.source), at=moment(row.at)) for row in rows
        )

    def altered(
        self,
        *,
        status: ReleaseStatus | None = None,
        before: tuple[datetime, ArticleId] | None = None,
        limit: int = 30,
    ) -> tuple[tuple[datetime, Release], ...]:
        at, id = (ticks(before[0]), before[1]) if before else (_END, "")
        asked: dict[str, Any] = {"at": at, "id": id, "limit": limit}
        if status is not None:
            asked["status"] = status.value
        rows = self._connection.execute(_ALTERED[status is not None], asked)
        return tuple((moment(row.at), unpacked(row.data)) for row in rows)

    def alterations(self, source: SourceId) -> Mapping[ReleaseStatus, int]:
        rows = self._connection.execute(_ALTERATIONS, {"source": source})
        return {ReleaseStatus(status): number for status, number in rows}

    def sections(self) -> tuple[tuple[str, int], ...]:
        return tallies.of(self._connection, "section")

    def count(self) -> int:
        return tallies.total(self._connection, "release")


def put(connection: Connection, given: Sequence[Release]) -> None:
    """Add or replace, and keep the counts of those that stand in lists."""
    wanted = {release.id: release for release in given}
    rows = {
        release.id: {
            "id": release.id,
            "listed": release.status is not ReleaseStatus.WITHDRAWN,
            "at": ticks(release.when),
            "source": release.source,
            "section": release.section or None,
            "data": pack(release),
        }
        for release in wanted.values()
    }
    sections: Counter[str] = Counter()
    sources: Counter[str] = Counter()
    for ids in portions(list(rows)):
        for row in connection.execute(_HELD, {"ids": ids}):
            if row.data == rows[row.id]["data"]:
                del rows[row.id]
            elif row.listed:
                sections[row.section or ""] -= 1
                sources[row.source] -= 1
    for id in rows:
        if rows[id]["listed"]:
            sections[wanted[id].section or ""] += 1
            sources[wanted[id].source] += 1
    if rows:
        connection.execute(_PUT, list(rows.values()))
        _note(connection, [wanted[id] for id in rows])
    sections.pop("", None)
    tallies.add(connection, "section", sections)
    tallies.add(connection, "release", sources)


def _note(connection: Connection, given: Sequence[Release]) -> None:
    """Which of these are not as they first were, and since when."""
    # what is only held is no news yet
    usual = [each.id for each in given if each.status is ReleaseStatus.USABLE or each.held]
    for ids in portions(usual):
        connection.execute(_RESTORED, {"ids": ids})
    rows = [alteration(each) for each in given if each.status is not ReleaseStatus.USABLE and not each.held]
    if rows:
        connection.execute(_ALTER, rows)


def alteration(release: Release) -> dict[str, Any]:
    """The row of a release that is not as it first was: since its origin or the desk said so, or we saw."""
    gone = release.status is ReleaseStatus.WITHDRAWN
    at = release.checked if gone or release.modified is None else release.modified.at
    if gone and release.ruled is not None:
        at = release.ruled
    elif not gone and release.notes:
        at = max(release.notes[-1].at, release.modified.at if release.modified else release.notes[-1].at)
    return {
        "id": release.id,
        "status": release.status.value,
        "version": release.version,
        "at": ticks(at),
    }
