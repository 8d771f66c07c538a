"""The tables of what is taken in, found out about it and shown; those of people are in `desk_tables`.

A value of the model stands packed in `data`, always the last column, so that what precedes it can be read
without touching it; the columns before it are those that questions ask for. Times are those of `sql`.
"""

from sqlalchemy import BigInteger, Boolean, Column, Float, Index, Integer, LargeBinary, Table, Text, false

from masdar.store.sql import metadata

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

# the terms of fingerprints as numbers, close together: lists of related articles read many at once
bags = Table(
    "bags",
    metadata,
    Column("article", Text, primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("words", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
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
    # what a person chose: its name, the article that stands for it
    Column("named", Boolean, nullable=False, server_default=false()),
    Column("led", Boolean, nullable=False, server_default=false()),
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

# who and what articles speak of; `name` is how the article writes it, `office` what it calls a person
mentions = Table(
    "mentions",
    metadata,
    Column("article", Text, primary_key=True),
    Column("entity", Text, primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("office", Text),
    Column("times", Integer, nullable=False),
    Column("title", Boolean, nullable=False),
    Index(None, "entity", "at", "article"),
    sqlite_with_rowid=False,
)

# each of them once, and how many articles speak of it
entities = Table(
    "entities",
    metadata,
    Column("id", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("articles", Integer, nullable=False),
    Index(None, "kind", "articles", "id"),
    sqlite_with_rowid=False,
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
