"""Searches that keep watching, what they tell, and the messages that do."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, select, update

from masdar.model import Alert, ArticleId, Delivery, Match, News, StoryId
from masdar.store.packing import Unpack, pack
from masdar.store.sql import insert, moment, portions, ticks, upsert
from masdar.store.tables import alerts, deliveries, matches

_ALL = select(alerts.c.data).order_by(alerts.c.id)
_GET = select(alerts.c.data).where(alerts.c.id == bindparam("id"))
_PUT = upsert(alerts)
_OF_ARTICLES = select(matches).where(matches.c.article.in_(bindparam("ids", expanding=True)))
_TOLD = select(matches.c.alert, matches.c.story).where(
    matches.c.story.in_(bindparam("ids", expanding=True)),
    matches.c.alert.in_(bindparam("alerts", expanding=True)),
)
_WAITING = select(matches).where(matches.c.delivery.is_(None)).order_by(matches.c.at, matches.c.article)
_ADD = insert(matches).on_conflict_do_nothing()
_GO = (
    update(matches)
    .where(
        matches.c.alert == bindparam("of"),
        matches.c.article == bindparam("told"),
        matches.c.news == bindparam("why"),
    )
    .values(delivery=bindparam("by"))
)
_DUE = (
    select(deliveries.c.data)
    .where(deliveries.c.due <= bindparam("now"))
    .order_by(deliveries.c.due, deliveries.c.id)
    .limit(bindparam("limit"))
)
_DELIVERY = select(deliveries.c.data).where(deliveries.c.id == bindparam("id"))
_OF_ALERT = (
    select(deliveries.c.data)
    .where(deliveries.c.alert == bindparam("alert"), deliveries.c.made >= bindparam("since"))
    .order_by(deliveries.c.made.desc(), deliveries.c.id)
    .limit(bindparam("limit"))
)
_PUT_DELIVERIES = upsert(deliveries)

_alert: Unpack[Alert] = Unpack(Alert)
_delivery: Unpack[Delivery] = Unpack(Delivery)


class Alerts:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> tuple[Alert, ...]:
        return tuple(map(_alert, self._connection.scalars(_ALL)))

    def get(self, id: str) -> Alert | None:
        found = self._connection.scalar(_GET, {"id": id})
        return None if found is None else _alert(found)

    def matches(self, ids: Sequence[ArticleId]) -> tuple[Match, ...]:
        return tuple(
            _match(row)
            for some in portions(ids)
            for row in self._connection.execute(_OF_ARTICLES, {"ids": some})
        )

    def told(self, names: Sequence[str], stories: Sequence[StoryId]) -> frozenset[tuple[str, StoryId]]:
        return frozenset(
            (row.alert, StoryId(row.story))
            for some in portions(stories)
            for others in portions(names)
            for row in self._connection.execute(_TOLD, {"ids": some, "alerts": others})
        )

    def waiting(self) -> tuple[Match, ...]:
        return tuple(map(_match, self._connection.execute(_WAITING)))

    def due(self, *, now: datetime, limit: int) -> tuple[Delivery, ...]:
        asked = {"now": ticks(now), "limit": limit}
        return tuple(map(_delivery, self._connection.scalars(_DUE, asked)))

    def delivery(self, id: str) -> Delivery | None:
        found = self._connection.scalar(_DELIVERY, {"id": id})
        return None if found is None else _delivery(found)

    def deliveries(self, alert: str, *, since: datetime, limit: int) -> tuple[Delivery, ...]:
        asked = {"alert": alert, "since": ticks(since), "limit": limit}
        return tuple(map(_delivery, self._connection.scalars(_OF_ALERT, asked)))


def put(connection: Connection, given: Sequence[Alert]) -> None:
    if given:
        connection.execute(_PUT, [{"id": each.id, "data": pack(each)} for each in given])


def add_matches(connection: Connection, given: Sequence[Match]) -> None:
    rows = [
        {
            "alert": each.alert,
            "article": each.article,
            "news": each.news.value,
            "story": each.story,
            "at": ticks(each.at),
            "delivery": each.delivery,
        }
        for each in given
    ]
    if rows:
        connection.execute(_ADD, rows)


def put_deliveries(connection: Connection, given: Sequence[Delivery]) -> None:
    rows = [
        {
            "id": each.id,
            "alert": each.alert,
            "made": ticks(each.made),
            "due": None if each.due is None else ticks(each.due),
            "data": pack(each),
        }
        for each in given
    ]
    gone = [
        {"of": each.alert, "told": article, "why": news.value, "by": each.id}
        for each in given
        for article, news in each.articles
    ]
    if rows:
        connection.execute(_PUT_DELIVERIES, rows)
        connection.execute(_GO, gone)


def _match(row: Any) -> Match:
    return Match(
        alert=row.alert,
        article=ArticleId(row.article),
        news=News(row.news),
        story=None if row.story is None else StoryId(row.story),
        at=moment(row.at),
        delivery=row.delivery,
    )
