"""Fingerprints: what comparison needs of an article, made once and kept."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, bindparam, func, select

from masdar.model import ArticleId, Bag, Digest, Fingerprint, Relation, SourceId, StoryId, Text
from masdar.store.packing import Unpack, pack
from masdar.store.sql import ByIds, moment, ticks, upsert
from masdar.store.tables import bags, fingerprints, placements
from masdar.stories import fingerprint as made

_MANY = ByIds(select(fingerprints).where(fingerprints.c.article.in_(bindparam("ids", expanding=True))))
_BETWEEN = (
    select(fingerprints, placements.c.story, placements.c.relation)
    .outerjoin_from(fingerprints, placements, placements.c.article == fingerprints.c.article)
    .where(fingerprints.c.at >= bindparam("start"), fingerprints.c.at < bindparam("end"))
    .order_by(fingerprints.c.at, fingerprints.c.article)
    .execution_options(yield_per=500)
)
_SPAN = select(
    select(func.min(fingerprints.c.at)).scalar_subquery(),
    select(func.max(fingerprints.c.at)).scalar_subquery(),
)
_BAGS = ByIds(select(bags).where(bags.c.article.in_(bindparam("ids", expanding=True))))
_TEXTS = ByIds(
    select(fingerprints.c.article, fingerprints.c.digest, fingerprints.c.shingles).where(
        fingerprints.c.article.in_(bindparam("ids", expanding=True))
    )
)
_PUT = upsert(fingerprints)
_PUT_BAGS = upsert(bags)


class _Features(msgspec.Struct, array_like=True, frozen=True):
    """What is packed; the last was not there once."""

    title: tuple[str, ...]
    terms: tuple[tuple[str, int], ...]
    lead: int = 0


_features: Unpack[_Features] = Unpack(_Features)


class Fingerprints:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def between(
        self, start: datetime, end: datetime
    ) -> Iterator[tuple[Fingerprint, StoryId | None, Relation | None]]:
        for row in self._connection.execute(_BETWEEN, {"start": ticks(start), "end": ticks(end)}):
            if row.story is None:
                yield _fingerprint(row), None, None
            else:
                yield _fingerprint(row), StoryId(row.story), Relation(row.relation)

    def get(self, id: ArticleId) -> Fingerprint | None:
        return self.many([id]).get(id)

    def many(self, ids: Sequence[ArticleId]) -> dict[ArticleId, Fingerprint]:
        return {ArticleId(row.article): _fingerprint(row) for row in _MANY(self._connection, ids)}

    def bags(self, ids: Sequence[ArticleId]) -> dict[ArticleId, Bag]:
        return {
            ArticleId(row.article): Bag(article=ArticleId(row.article), at=moment(row.at), words=row.words)
            for row in _BAGS(self._connection, ids)
        }

    def texts(self, ids: Sequence[ArticleId]) -> dict[ArticleId, Text]:
        return {
            ArticleId(row.article): Text(
                article=ArticleId(row.article), digest=Digest(row.digest), shingles=row.shingles
            )
            for row in _TEXTS(self._connection, ids)
        }

    def span(self) -> tuple[datetime, datetime] | None:
        oldest, newest = self._connection.execute(_SPAN).one()
        return None if oldest is None else (moment(oldest), moment(newest))


def _fingerprint(row: Any) -> Fingerprint:
    told = _features(row.data)
    return Fingerprint(
        article=ArticleId(row.article),
        source=SourceId(row.source),
        at=moment(row.at),
        language=row.language,
        size=row.size,
        digest=Digest(row.digest),
        shingles=row.shingles,
        title=told.title,
        terms=told.terms,
        lead=told.lead,
    )


def put(connection: Connection, given: Sequence[Fingerprint]) -> None:
    rows = {
        mark.article: {
            "article": mark.article,
            "source": mark.source,
            "at": ticks(mark.at),
            "language": mark.language,
            "size": mark.size,
            "digest": mark.digest,
            "shingles": mark.shingles,
            "data": pack(_Features(mark.title, mark.terms, mark.lead)),
        }
        for mark in given
    }
    if rows:
        connection.execute(_PUT, list(rows.values()))
        put_bags(connection, given)


def put_bags(connection: Connection, given: Sequence[Fingerprint]) -> None:
    """The terms of fingerprints as numbers, beside them."""
    # in the order of the table, which leaves no page half empty where many come
    found = [made.bag(mark) for _, mark in sorted({mark.article: mark for mark in given}.items())]
    connection.execute(
        _PUT_BAGS,
        [{"article": each.article, "at": ticks(each.at), "words": each.words} for each in found],
    )
