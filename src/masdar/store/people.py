"""Who signs in, and what holds strangers off."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, select

from masdar.model import Account, Invite, Session
from masdar.store.desk_tables import accounts, invites, sessions, tries
from masdar.store.packing import Unpack, pack
from masdar.store.sql import insert, moment, ticks, upsert

_ACCOUNTS = select(accounts.c.data).order_by(accounts.c.name)
_ACCOUNT = select(accounts.c.data).where(accounts.c.name == bindparam("name"))
_PUT_ACCOUNTS = upsert(accounts)

_SESSION = select(sessions.c.data).where(sessions.c.id == bindparam("id"))
_PUT_SESSIONS = upsert(sessions)
_DROP_SESSION = delete(sessions).where(sessions.c.id == bindparam("of"))
_DROP_OF = delete(sessions).where(sessions.c.account == bindparam("of"))
_ENDED = delete(sessions).where(sessions.c.until <= bindparam("now"))

_INVITE = select(invites.c.data).where(invites.c.id == bindparam("id"))
_PUT_INVITES = upsert(invites)
_DROP_INVITE = delete(invites).where(invites.c.id == bindparam("of"))
_LAPSED = delete(invites).where(invites.c.until <= bindparam("now"))

_TRIED = select(tries).where(tries.c.key.in_(bindparam("keys", expanding=True)))
_TRY = insert(tries)
_TRY = _TRY.on_conflict_do_update(
    index_elements=["key"], set_={"n": _TRY.excluded.n, "until": _TRY.excluded.until}
)
_FORGET = delete(tries).where(tries.c.key == bindparam("of"))
_OLD = delete(tries).where(tries.c.until <= bindparam("now"))

_account: Unpack[Account] = Unpack(Account)
_session: Unpack[Session] = Unpack(Session)
_invite: Unpack[Invite] = Unpack(Invite)


class People:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> tuple[Account, ...]:
        return tuple(map(_account, self._connection.scalars(_ACCOUNTS)))

    def get(self, name: str) -> Account | None:
        found = self._connection.scalar(_ACCOUNT, {"name": name})
        return None if found is None else _account(found)

    def session(self, id: str) -> Session | None:
        found = self._connection.scalar(_SESSION, {"id": id})
        return None if found is None else _session(found)

    def invite(self, id: str) -> Invite | None:
        found = self._connection.scalar(_INVITE, {"id": id})
        return None if found is None else _invite(found)

    def tried(self, keys: Sequence[str]) -> dict[str, tuple[int, datetime]]:
        rows = self._connection.execute(_TRIED, {"keys": list(keys)})
        return {row.key: (row.n, moment(row.until)) for row in rows}


def put_accounts(connection: Connection, given: Sequence[Account]) -> None:
    if given:
        connection.execute(_PUT_ACCOUNTS, [{"name": each.name, "data": pack(each)} for each in given])


def put_sessions(connection: Connection, given: Sequence[Session]) -> None:
    rows = [
        {"id": each.id, "account": each.account, "until": ticks(each.until), "data": pack(each)}
        for each in given
    ]
    if rows:
        connection.execute(_PUT_SESSIONS, rows)


def drop_sessions(connection: Connection, *, id: str | None, account: str | None, now: datetime) -> None:
    if id is not None:
        connection.execute(_DROP_SESSION, {"of": id})
    if account is not None:
        connection.execute(_DROP_OF, {"of": account})
    connection.execute(_ENDED, {"now": ticks(now)})


def put_invites(connection: Connection, given: Sequence[Invite]) -> None:
    rows = [{"id": each.id, "until": ticks(each.until), "data": pack(each)} for each in given]
    if rows:
        connection.execute(_PUT_INVITES, rows)


def drop_invites(connection: Connection, ids: Sequence[str], *, now: datetime) -> None:
    if ids:
        connection.execute(_DROP_INVITE, [{"of": id} for id in ids])
    connection.execute(_LAPSED, {"now": ticks(now)})


def put_tries(connection: Connection, given: Sequence[tuple[str, int, datetime]], *, now: datetime) -> None:
    connection.execute(_OLD, {"now": ticks(now)})
    if given:
        connection.execute(_TRY, [{"key": key, "n": n, "until": ticks(until)} for key, n, until in given])


def drop_tries(connection: Connection, keys: Sequence[str]) -> None:
    if keys:
        connection.execute(_FORGET, [{"of": key} for key in keys])
