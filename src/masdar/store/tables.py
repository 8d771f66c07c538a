"""The tables, and the few things in which databases differ.

Times are whole microseconds since 1970 in UTC: they sort, they lose nothing and cost nothing. A
value of the model stands packed in `data`, always the last column, so that what precedes it can be read
without touching it; the columns before it are those that questions ask for.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
)
from sqlalchemy.dialects import sqlite

T = TypeVar("T")

# names one of our files, in the header that SQLite reserves for it: "msdr"
APPLICATION = 0x6D736472

metadata = MetaData(
    naming_convention={"ix": "ix_%(table_name)s_%(column_0_N_name)s", "pk": "pk_%(table_name)s"},
)

sources = Table(
    "sources",
    metadata,
    Column("id", Text, primary_key=True),
    Column("data", LargeBinary, nullable=False),
)

channels = Table(
    "channels",
    metadata,
    Column("id", Text, primary_key=True),
    Column("source", Text, nullable=False, index=True),
    Column("enabled", Boolean, nullable=False),
    Column("next_visit", BigInteger, nullable=False),
    Column("data", LargeBinary, nullable=False),
    Index(None, "enabled", "next_visit"),
)

visits = Table(
    "visits",
    metadata,
    Column("channel", Text, primary_key=True),
    Column("at", BigInteger, primary_key=True),
    Column("data", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

# what the site of a source reserves, as it was read; a row for each change of it
reservations = Table(
    "reservations",
    metadata,
    Column("source", Text, primary_key=True),
    Column("since", BigInteger, primary_key=True),
    Column("data", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

# what all visits to a channel come to
watches = Table(
    "watches",
    metadata,
    Column("channel", Text, primary_key=True),
    Column("data", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

# what must be remembered of a host to stay polite
hosts = Table(
    "hosts",
    metadata,
    Column("name", Text, primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("data", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

# pages that leads led to and that are still to be fetched; due null: tried often enough
errands = Table(
    "errands",
    metadata,
    Column("id", Text, primary_key=True),
    Column("host", Text, nullable=False),
    Column("seen", BigInteger, nullable=False),
    Column("due", BigInteger),
    Column("data", LargeBinary, nullable=False),
    Index(None, "due", "seen"),
)

# which channels named an article, by the id of the address that they gave
sightings = Table(
    "sightings",
    metadata,
    Column("id", Text, primary_key=True),
    Column("channel", Text, primary_key=True),
    Column("url", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)

# channels that their hubs push to us
subscriptions = Table(
    "subscriptions",
    metadata,
    Column("channel", Text, primary_key=True),
    Column("token", Text, nullable=False, index=True),
    Column("data", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

# searches that keep watching
alerts = Table(
    "alerts",
    metadata,
    Column("id", Text, primary_key=True),
    Column("data", LargeBinary, nullable=False),
)

# what each alert tells, and by which message
matches = Table(
    "matches",
    metadata,
    Column("alert", Text, primary_key=True),
    Column("article", Text, primary_key=True),
    Column("news", Text, primary_key=True),
    Column("story", Text),
    Column("at", BigInteger, nullable=False),
    Column("delivery", Text, index=True),
    Index(None, "article"),
    Index(None, "alert", "story"),
    sqlite_with_rowid=False,
)

# messages of alerts; due null: handed over or given up
deliveries = Table(
    "deliveries",
    metadata,
    Column("id", Text, primary_key=True),
    Column("alert", Text, nullable=False),
    Column("made", BigInteger, nullable=False),
    Column("due", BigInteger, index=True),
    Column("data", LargeBinary, nullable=False),
    Index(None, "alert", "made"),
)

# what the desk has last said of an article
rulings = Table(
    "rulings",
    metadata,
    Column("article", Text, primary_key=True),
    Column("due", BigInteger),
    Column("data", LargeBinary, nullable=False),
    Index(None, "due"),
    sqlite_with_rowid=False,
)

# articles that a person may want to look at; all others have no row
dockets = Table(
    "dockets",
    metadata,
    Column("article", Text, primary_key=True),
    Column("stand", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("data", LargeBinary, nullable=False),
    Index(None, "stand", "at", "article"),
    sqlite_with_rowid=False,
)

# hosts of publishers who want nothing of theirs shown
bars = Table(
    "bars",
    metadata,
    Column("host", Text, primary_key=True),
    Column("data", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

# who may sign in
accounts = Table(
    "accounts",
    metadata,
    Column("name", Text, primary_key=True),
    Column("data", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

# sign-ins that hold, by the digest of what the browser keeps
sessions = Table(
    "sessions",
    metadata,
    Column("id", Text, primary_key=True),
    Column("account", Text, nullable=False, index=True),
    Column("until", BigInteger, nullable=False, index=True),
    Column("data", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

# links that may be used once, by the digest of their last part
invites = Table(
    "invites",
    metadata,
    Column("id", Text, primary_key=True),
    Column("until", BigInteger, nullable=False, index=True),
    Column("data", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

# what was tried too often, and until when it may not be tried again
tries = Table(
    "tries",
    metadata,
    Column("key", Text, primary_key=True),
    Column("n", Integer, nullable=False),
    Column("until", BigInteger, nullable=False, index=True),
    sqlite_with_rowid=False,
)

# every deed of the desk
acts = Table(
    "acts",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("subject", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("data", LargeBinary, nullable=False),
    Index(None, "subject", "seq"),
    Index(None, "by", "seq"),
    sqlite_autoincrement=True,
)

# requests for a correction, a removal, or that nothing of a publisher be shown
cases = Table(
    "cases",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("token", Text, nullable=False, index=True),
    Column("state", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("due", BigInteger, nullable=False),
    Column("data", LargeBinary, nullable=False),
    Index(None, "state", "due", "number"),
    sqlite_autoincrement=True,
)

# other homes that articles are handed to
outputs = Table(
    "outputs",
    metadata,
    Column("id", Text, primary_key=True),
    Column("data", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

# what stands in them of which article; due null: it stands as it should, or a person must look
postings = Table(
    "postings",
    metadata,
    Column("output", Text, primary_key=True),
    Column("article", Text, primary_key=True),
    Column("due", BigInteger, index=True),
    Column("state", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("data", LargeBinary, nullable=False),
    Index(None, "article"),
    Index(None, "output", "state", "at"),
    sqlite_with_rowid=False,
)

captures = Table(
    "captures",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("url", Text, nullable=False),
    Column("final_url", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("status", Integer, nullable=False),
    Column("headers", LargeBinary, nullable=False),
    Column("via", Text, nullable=False),
    Column("record", Text),
    Column("size", Integer, nullable=False),
    Column("body", LargeBinary, nullable=False),
)

# the newest version of each article
articles = Table(
    "articles",
    metadata,
    Column("id", Text, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("source", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("seen", BigInteger, nullable=False),
    Column("capture", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("title", Text, nullable=False),
    # what a witness needs besides, as JSON
    Column("published", LargeBinary, nullable=False),
    Column("bylines", LargeBinary, nullable=False),
    Column("data", LargeBinary, nullable=False),
    Index(None, "source", "id"),
)

# the versions that a newer one has replaced
versions = Table(
    "versions",
    metadata,
    Column("article", Text, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("seen", BigInteger, nullable=False),
    Column("capture", Text, nullable=False),
    Column("data", LargeBinary, nullable=False),
)

# when the pages of articles were last asked for again, and when they are due; null: never again
checks = Table(
    "checks",
    metadata,
    Column("article", Text, primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("due", BigInteger),
    Column("misses", Integer, nullable=False),
    Index(None, "due", "article"),
    sqlite_with_rowid=False,
)

# other names of an article: the ids of its other addresses, and what outside collections call it
names = Table(
    "names",
    metadata,
    Column("name", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("article", Text, nullable=False),
    Index(None, "article", "kind"),
    sqlite_with_rowid=False,
)

claims = Table(
    "claims",
    metadata,
    Column("article", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("data", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

fingerprints = Table(
    "fingerprints",
    metadata,
    Column("article", Text, primary_key=True),
    Column("source", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("language", Text, nullable=False),
    Column("size", Integer, nullable=False),
    Column("digest", Text, nullable=False),
    Column("shingles", LargeBinary, nullable=False),
    Column("data", LargeBinary, nullable=False),
    Index(None, "at", "article"),
)

overlaps = Table(
    "overlaps",
    metadata,
    Column("a", Text, primary_key=True),
    Column("b", Text, primary_key=True),
    Column("level", Text, nullable=False),
    Column("containment", Float, nullable=False),
    Column("shared", Integer, nullable=False),
    Index(None, "b", "a"),
    sqlite_with_rowid=False,
)

# which group of copies an article belongs to; those without a copy have no row
members = Table(
    "members",
    metadata,
    Column("article", Text, primary_key=True),
    Column("group", Text, nullable=False),
    Index(None, "group", "article"),
    sqlite_with_rowid=False,
)

placements = Table(
    "placements",
    metadata,
    Column("article", Text, primary_key=True),
    Column("story", Text, nullable=False),
    Column("relation", Text, nullable=False),
    Column("of", Text),
    Column("score", Float, nullable=False),
    Column("source", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    # counting a story reads this index alone
    Index(None, "story", "at", "article", "source"),
)

stories = Table(
    "stories",
    metadata,
    Column("id", Text, primary_key=True),
    Column("title", Text, nullable=False),
    Column("opened", BigInteger, nullable=False),
    Column("latest", BigInteger, nullable=False),
    Column("lead", Text, nullable=False),
    Column("size", Integer, nullable=False),
    Column("sources", Integer, nullable=False),
    Column("merged_into", Text),
    Index(None, "latest", "sources", "id"),
    Index(None, "sources", "latest", "id"),
)

releases = Table(
    "releases",
    metadata,
    Column("id", Text, primary_key=True),
    Column("listed", Boolean, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("source", Text, nullable=False),
    Column("section", Text),
    Column("data", LargeBinary, nullable=False),
    Index(None, "listed", "at", "id"),
    Index(None, "source", "listed", "at", "id"),
    Index(None, "section", "listed", "at", "id"),
)

# releases that are not as they first were, and since when; the others have no row
alterations = Table(
    "alterations",
    metadata,
    Column("id", Text, primary_key=True),
    Column("status", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("at", BigInteger, nullable=False),
    Index(None, "at", "id"),
    Index(None, "status", "at", "id"),
    sqlite_with_rowid=False,
)

# what lets programs ask for more than the public may, by the digest of the key
keys = Table(
    "keys",
    metadata,
    Column("id", Text, primary_key=True),
    Column("digest", Text, nullable=False),
    Column("data", LargeBinary, nullable=False),
    Index(None, "digest", unique=True),
)

# to whom our hub sends which feed
subscribers = Table(
    "subscribers",
    metadata,
    Column("id", Text, primary_key=True),
    Column("topic", Text, nullable=False, index=True),
    Column("until", BigInteger, nullable=False),
    Column("data", LargeBinary, nullable=False),
)

changes = Table(
    "changes",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("kind", Text, nullable=False),
    Column("id", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    # a number is never given twice, not even after the newest rows were deleted
    sqlite_autoincrement=True,
)

cursors = Table(
    "cursors",
    metadata,
    Column("follower", Text, primary_key=True),
    Column("seq", BigInteger, nullable=False),
)

# how many there are of a kind under a name, kept with every write: counting a million rows is slow
tallies = Table(
    "tallies",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("n", Integer, nullable=False),
    sqlite_with_rowid=False,
)


def insert(table: Table) -> sqlite.Insert:
    """An insert that knows `on_conflict`, which PostgreSQL and SQLite spell alike."""
    return sqlite.insert(table)


def upsert(table: Table) -> sqlite.Insert:
    """Insert whole rows, or put them in the place of those with the same key."""
    statement = insert(table)
    keys = {column.name for column in table.primary_key}
    given = {column.name: statement.excluded[column.name] for column in table.c if column.name not in keys}
    return statement.on_conflict_do_update(index_elements=sorted(keys), set_=given)


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TICK = timedelta(microseconds=1)


def ticks(at: datetime) -> int:
    """A time as it is kept."""
    return (at - _EPOCH) // _TICK


def moment(kept: int) -> datetime:
    """The time that `ticks` made a number of."""
    return _EPOCH + timedelta(microseconds=kept)


def portions(values: Sequence[T], size: int = 500) -> Iterator[Sequence[T]]:
    """The values in portions that a statement can bear as parameters."""
    for start in range(0, len(values), size):
        yield values[start : start + size]


Row = dict[str, Any]
