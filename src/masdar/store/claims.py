"""Claims, and the witnesses that a chain is built of."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, bindparam, delete, select

from masdar.model import ArticleId, Basis, Claim, Digest, Moment, SourceId, Witness
from masdar.store.packing import Unpack, pack
from masdar.store.sql import insert, moment, portions
from masdar.store.tables import articles, claims

_OF = select(claims).where(claims.c.article.in_(bindparam("ids", expanding=True)))
_HELD = select(claims.c.article, claims.c.id).where(claims.c.article.in_(bindparam("ids", expanding=True)))
_PUT = insert(claims).on_conflict_do_nothing()
_DROP = delete(claims).where(claims.c.article == bindparam("one"), claims.c.id == bindparam("name"))
# not read from the bytes themselves
_OF_CHANNELS = frozenset({Basis.FEED, Basis.WIRE})
_WITNESSES = select(
    articles.c.id,
    articles.c.source,
    articles.c.url,
    articles.c.title,
    articles.c.published,
    articles.c.seen,
    articles.c.bylines,
).where(articles.c.id.in_(bindparam("ids", expanding=True)))

_claim: Unpack[Claim] = Unpack(Claim)
_published: Unpack[Moment | None] = Unpack(Moment | None)
_bylines: Unpack[tuple[str, ...] | None] = Unpack(tuple[str, ...] | None)


class Claims:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, ids: Sequence[ArticleId]) -> dict[ArticleId, tuple[Claim, ...]]:
        found: defaultdict[ArticleId, list[Claim]] = defaultdict(list)
        for some in portions(list(dict.fromkeys(ids))):
            for row in self._connection.execute(_OF, {"ids": some}):
                found[ArticleId(row.article)].append(_claim(row.data))
        return {id: tuple(each) for id, each in found.items()}

    def witnesses(self, ids: Sequence[ArticleId]) -> dict[ArticleId, Witness]:
        said = self.of(ids)
        found: dict[ArticleId, Witness] = {}
        for some in portions(list(dict.fromkeys(ids))):
            for row in self._connection.execute(_WITNESSES, {"ids": some}):
                id = ArticleId(row.id)
                found[id] = Witness(
                    article=id,
                    source=SourceId(row.source),
                    url=row.url,
                    title=row.title,
                    published=_published(row.published),
                    seen=moment(row.seen),
                    claims=said.get(id, ()),
                    bylines=_bylines(row.bylines),
                )
        return found


def put(connection: Connection, given: Sequence[Claim]) -> tuple[ArticleId, ...]:
    """Keep claims that are not yet held; the articles that gained one."""
    fresh = {(claim.article, claim.id): claim for claim in given}
    for ids in portions(list(dict.fromkeys(claim.article for claim in given))):
        for row in connection.execute(_HELD, {"ids": ids}):
            fresh.pop((row.article, row.id), None)
    if fresh:
        connection.execute(
            _PUT,
            [{"article": article, "id": id, "data": pack(claim)} for (article, id), claim in fresh.items()],
        )
    return tuple(dict.fromkeys(article for article, _ in fresh))


def supersede(connection: Connection, standing: Mapping[ArticleId, Digest], given: Sequence[Claim]) -> None:
    """Take away what an earlier reader claimed of the very bytes that were now read again.

    `standing` gives each article's capture. What its channel said, and what copies of it say, stays.
    """
    new = {(claim.article, claim.id) for claim in given}
    gone: list[dict[str, str]] = []
    for ids in portions(list(standing)):
        for row in connection.execute(_OF, {"ids": ids}):
            claim = _claim(row.data)
            evidence = claim.evidence
            read = evidence.capture == standing[claim.article] and evidence.other is None
            if read and evidence.basis not in _OF_CHANNELS and (claim.article, claim.id) not in new:
                gone.append({"one": row.article, "name": row.id})
    if gone:
        connection.execute(_DROP, gone)
