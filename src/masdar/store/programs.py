"""Programs that ask us: the keys they show, and those to whom our hub sends feeds."""

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, delete, func, select

from masdar.model import Key, Subscriber
from masdar.store.desk_tables import keys, subscribers
from masdar.store.packing import Unpack, pack
from masdar.store.sql import ticks, upsert

_KEYS = select(keys.c.data).order_by(keys.c.id)
_FOUND = select(keys.c.data).where(keys.c.digest == bindparam("digest"))
_PUT_KEYS = upsert(keys)
_GET = select(subscribers.c.data).where(subscribers.c.id == bindparam("id"))
_ALL = select(subscribers.c.data).order_by(subscribers.c.topic, subscribers.c.id)
_COUNT = select(func.count()).select_from(subscribers)
_PUT = upsert(subscribers)
_DROP = delete(subscribers).where(subscribers.c.id == bindparam("of"))

_key: Unpack[Key] = Unpack(Key)
_subscriber: Unpack[Subscriber] = Unpack(Subscriber)


class Keys:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> tuple[Key, ...]:
        return tuple(map(_key, self._connection.scalars(_KEYS)))

    def found(self, digest: str) -> Key | None:
        data = self._connection.scalar(_FOUND, {"digest": digest})
        return None if data is None else _key(data)


class Subscribers:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, id: str) -> Subscriber | None:
        data = self._connection.scalar(_GET, {"id": id})
        return None if data is None else _subscriber(data)

    def all(self) -> tuple[Subscriber, ...]:
        return tuple(map(_subscriber, self._connection.scalars(_ALL)))

    def count(self) -> int:
        return self._connection.scalar(_COUNT) or 0


def put_keys(connection: Connection, given: Sequence[Key]) -> None:
    if given:
        rows = [{"id": each.id, "digest": each.digest, "data": pack(each)} for each in given]
        connection.execute(_PUT_KEYS, rows)


def put_subscribers(connection: Connection, given: Sequence[Subscriber]) -> None:
    rows = [
        {"id": each.id, "topic": each.topic, "until": ticks(each.until), "data": pack(each)} for each in given
    ]
    if rows:
        connection.execute(_PUT, rows)


def drop_subscribers(connection: Connection, ids: Sequence[str]) -> None:
    if ids:
        connection.execute(_DROP, [{"of": id} for id in ids])
