"""Opening a home: the database, who may write to it, and whether we understand it.

A home is a directory with one SQLite database in WAL mode. Readers run beside the one writer, each on a
snapshot of its own; the writer holds a lock file (`lock.py`) from its first transaction until it closes.
"""

import sqlite3
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, NullPool, QueuePool, create_engine, event, func, select, text
from sqlalchemy.exc import DBAPIError

from masdar.errors import Busy, StoreError, WrongVersion
from masdar.store.lock import Lock
from masdar.store.snapshot import Reading, Writing
from masdar.store.sql import APPLICATION, metadata

NAME = "masdar.db"
# the newest of migrations/versions; a test compares
REVISION = "0010"


class SqlStore:
    """A home's database. Threads may share it; their transactions wait for one another."""

    def __init__(self, home: Path, *, read_only: bool, brief: bool = False) -> None:
        self._home = home
        self._read_only = read_only
        self._brief = brief
        self._readers = _engine(home / NAME, writes=False)
        self._writer = _engine(home / NAME, writes=True)
        self._turn = threading.Lock()
        self._writing_thread: int | None = None
        self._lock: Lock | None = None
        self._pen: Connection | None = None

    @contextmanager
    def reading(self) -> Iterator[Reading]:
        with _wall(self._home), self._readers.connect() as connection, connection.begin():
            yield Reading(connection)

    @contextmanager
    def writing(self) -> Iterator[Writing]:
        if self._read_only:
            raise StoreError(f"{self._home} was opened for reading only")
        if self._writing_thread == threading.get_ident():
            raise StoreError("a transaction is open already; finish it before the next one begins")
        with self._turn, _wall(self._home):
            self._writing_thread = threading.get_ident()
            try:
                with self.pen().begin():
                    yield Writing(self.pen())
            finally:
                self._writing_thread = None

    def pen(self) -> Connection:
        """The one connection that writes. Raises Busy if another process has it."""
        if self._lock is None and not self._brief:
            self._lock = Lock(self._home)
        if self._pen is None:
            self._pen = self._writer.connect()
        return self._pen

    def sizes(self) -> Mapping[str, int]:
        with _wall(self._home), self._readers.connect() as connection, connection.begin():
            rows = {
                table.name: connection.scalar(select(func.count()).select_from(table)) or 0
                for table in metadata.sorted_tables
            }
        return rows | {
            f"bytes of {path.name}": path.stat().st_size for path in sorted(self._home.glob(f"{NAME}*"))
        }

    def close(self) -> None:
        with self._turn:
            if self._pen is not None:
                # a little statistics for the planner; bounded, and done only when it has become worth it
                self._pen.exec_driver_sql("pragma analysis_limit = 400")
                self._pen.exec_driver_sql("pragma optimize")
                self._pen.rollback()
                self._pen.close()
                self._pen = None
            self._writer.dispose()
            self._readers.dispose()
            if self._lock is not None:
                self._lock.release()
                self._lock = None

    def __enter__(self) -> "SqlStore":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def open_store(home: Path, *, read_only: bool = False, create: bool = True, brief: bool = False) -> SqlStore:
    """Open the store of a home directory; make it if there is none and it may be made.

    `brief` is for the deeds of people beside a process that writes: short transactions that need not wait
    until it has closed, only until a transaction of its own has ended. They place no articles, since what
    the other process holds in memory of these would not know of it.

    An older home is brought up to date when it is opened for writing. Raises StoreError for a home
    that is missing or damaged, WrongVersion for one that a newer masdar wrote, Busy if another
    process writes while this one would have to.
    """
    if not (home / NAME).exists():
        if read_only or brief or not create:
            raise StoreError(
                f"{home} holds nothing yet; `masdar import` or `masdar source add` makes a home there"
            )
        _make_directory(home)
    store = SqlStore(home, read_only=read_only, brief=brief)
    try:
        revision = _revision(store)
        if revision is None:
            _create(store)
        elif revision < REVISION:
            if read_only or brief:
                raise WrongVersion(
                    f"{home} was written by an older masdar (format {revision}, this one reads {REVISION}); "
                    "a command that writes, such as `masdar harvest`, brings it up to date"
                )
            _upgrade(store)
    except BaseException:
        store.close()
        raise
    return store


def upgrade(home: Path) -> None:
    """Bring a home up to date, wholly or not at all. One that is up to date is left alone."""
    open_store(home, create=False).close()


def _make_directory(home: Path) -> None:
    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"{home} cannot be made: {error.strerror}; choose another with --home") from error


def _revision(store: SqlStore) -> str | None:
    """The format of a home, None for an empty file. Raises for what is not ours or newer."""
    home = store._home
    with _wall(home), store._readers.connect() as connection, connection.begin():
        kind = connection.scalar(text("pragma application_id"))
        tables = connection.scalar(text("select count(*) from sqlite_master"))
        if not tables:
            return None
        if kind != APPLICATION:
            raise StoreError(f"{home / NAME} is a database, but none of masdar's; choose another home")
        revision = str(connection.scalar(text("select version_num from alembic_version")))
    if revision > REVISION:
        raise WrongVersion(
            f"{home} was written by a newer masdar (format {revision}, this one knows {REVISION}); "
            "nothing was changed; use the newer one"
        )
    return revision


def _create(store: SqlStore) -> None:
    connection = store.pen()
    with _wall(store._home), connection.begin():
        if connection.scalar(text("select count(*) from sqlite_master")):
            return
        connection.execute(text(f"pragma application_id = {APPLICATION}"))
        metadata.create_all(connection)
        connection.execute(
            text("create table alembic_version (version_num varchar(32) not null primary key)")
        )
        connection.execute(text("insert into alembic_version values (:revision)"), {"revision": REVISION})


def _upgrade(store: SqlStore) -> None:
    from masdar.store import migrations  # Alembic takes long to import and is seldom needed

    connection = store.pen()
    with _wall(store._home), connection.begin():
        try:
            migrations.upgrade(connection)
        except migrations.Failed as error:
            raise WrongVersion(
                f"{store._home} cannot be brought up to date: {error}; nothing was changed"
            ) from error


def _engine(path: Path, *, writes: bool) -> Engine:
    engine = create_engine(
        f"sqlite+pysqlite:///{path}",
        connect_args={"check_same_thread": False, "timeout": 10.0},
        **(
            {"poolclass": NullPool}
            if writes
            else {"poolclass": QueuePool, "pool_size": 8, "max_overflow": 56}
        ),
    )

    @event.listens_for(engine, "connect")
    def _connected(connection: Any, _: object) -> None:
        # the driver would begin a transaction only at the first write: we say ourselves when
        connection.isolation_level = None
        cursor = connection.cursor()
        if writes:
            cursor.execute("pragma page_size = 8192")
            cursor.execute("pragma journal_mode = wal")
            cursor.execute("pragma synchronous = full")
            cursor.execute("pragma journal_size_limit = 67108864")
            cursor.execute("pragma cache_size = -65536")
        else:
            cursor.execute("pragma query_only = on")
            cursor.execute("pragma mmap_size = 1073741824")
        cursor.execute("pragma temp_store = memory")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begun(connection: Connection) -> None:
        connection.exec_driver_sql("begin immediate" if writes else "begin")

    return engine


@contextmanager
def _wall(home: Path) -> Iterator[None]:
    """Foreign errors become ours here."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        said = str(error.orig if isinstance(error, DBAPIError) else error)
        if "locked" in said or "busy" in said:
            raise Busy(f"{home / NAME} is locked by another program; close it and try again") from error
        if "malformed" in said or "not a database" in said:
            raise StoreError(
                f"{home / NAME} is damaged ({said}); put a copy from before in its place, "
                "or import anew into another home"
            ) from error
        if "full" in said:
            raise StoreError(f"{home}: the disk is full; make room and try again") from error
        if "readonly" in said:
            raise StoreError(f"{home} cannot be written to: {said}; see its permissions") from error
        if "unable to open" in said:
            raise StoreError(f"{home / NAME} cannot be opened; see its permissions") from error
        raise StoreError(f"{home / NAME}: {said}") from error
