"""Erasing the words of articles: what is left says that they were here, and by which digests to know them.

Overlaps and places in stories stay, as they hold no words. The database is told to write zeros over what it
lets go; a copy made before, a backup above all, is not reached.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from sqlalchemy import Connection, bindparam, delete, select, update

from masdar.model import Article, ArticleId, Claim, Digest, Says
from masdar.store import fingerprints
from masdar.store.packing import Unpack, pack, squeeze
from masdar.store.sql import portions
from masdar.store.tables import articles, bags, captures, claims, versions

_NEWEST = select(articles.c.id, articles.c.data).where(articles.c.id.in_(bindparam("ids", expanding=True)))
_EARLIER = select(versions.c.article, versions.c.version, versions.c.data).where(
    versions.c.article.in_(bindparam("ids", expanding=True))
)
_CLAIMS = select(claims).where(claims.c.article.in_(bindparam("ids", expanding=True)))
_PUT = (
    update(articles)
    .where(articles.c.id == bindparam("of"))
    .values(title=bindparam("named"), bylines=bindparam("writers"), data=bindparam("bytes"))
)
_PUT_EARLIER = (
    update(versions)
    .where(versions.c.article == bindparam("of"), versions.c.version == bindparam("number"))
    .values(data=bindparam("bytes"))
)
_PUT_CLAIM = (
    update(claims)
    .where(claims.c.article == bindparam("of"), claims.c.id == bindparam("name"))
    .values(data=bindparam("bytes"))
)
_DROP_CLAIM = delete(claims).where(claims.c.article == bindparam("of"), claims.c.id == bindparam("name"))
_EMPTY = (
    update(captures)
    .where(captures.c.digest.in_(bindparam("digests", expanding=True)))
    .values(headers=pack({}), body=squeeze(b""))
)
_NO_BAG = delete(bags).where(bags.c.article.in_(bindparam("ids", expanding=True)))

_article: Unpack[Article] = Unpack(Article)
_claim: Unpack[Claim] = Unpack(Claim)


def erase(
    connection: Connection, ids: Sequence[ArticleId], *, stub: Callable[[Article], Article]
) -> tuple[ArticleId, ...]:
    """Put the stub of each version in its place and let go of all other words; what was there."""
    connection.exec_driver_sql("pragma secure_delete = on")
    emptied: dict[Digest, None] = {}
    newest: dict[str, Article] = {}
    for some in portions(list(dict.fromkeys(ids))):
        for row in connection.execute(_NEWEST, {"ids": some}).all():
            held = _article(row.data)
            emptied[held.capture] = None
            made = newest[row.id] = stub(held)
            values = {"of": row.id, "named": made.title, "writers": pack(made.bylines), "bytes": pack(made)}
            connection.execute(_PUT, values)
        for past in connection.execute(_EARLIER, {"ids": some}).all():
            held = _article(past.data)
            emptied[held.capture] = None
            values = {"of": past.article, "number": past.version, "bytes": pack(stub(held))}
            connection.execute(_PUT_EARLIER, values)
        for said in connection.execute(_CLAIMS, {"ids": some}).all():
            _unsaid(connection, _claim(said.data), named=bool(newest[said.article].title))
        connection.execute(_NO_BAG, {"ids": some})
    prints = fingerprints.Fingerprints(connection).many(ids).values()
    fingerprints.put(connection, [replace(each, size=0, shingles=b"", title=(), terms=()) for each in prints])
    for digests in portions(list(emptied)):
        connection.execute(_EMPTY, {"digests": digests})
    return tuple(map(ArticleId, newest))


def _unsaid(connection: Connection, claim: Claim, *, named: bool) -> None:
    """What a claim says of the origin stays, without the words that it rests on; a hidden writer goes."""
    if claim.says is Says.WRITTEN_BY and not named:
        connection.execute(_DROP_CLAIM, {"of": claim.article, "name": claim.id})
        return
    evidence = replace(claim.evidence, quote="")
    values = {"of": claim.article, "name": claim.id, "bytes": pack(replace(claim, evidence=evidence))}
    connection.execute(_PUT_CLAIM, values)
