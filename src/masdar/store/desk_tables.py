"""The tables of people: the desk and what it said, who signs in, cases, outputs, and who asks by program.

They are made as those of `tables` are.
"""

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, Table, Text

from masdar.store.sql import metadata

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
