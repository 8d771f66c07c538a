"""Claims, and the witnesses that a chain is built of."""

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, select

from masdar.model import ArticleId, Claim, Moment, SourceId, Witness
from masdar.store.packing import Unpack, pack
from masdar.store.tables import articles, claims, insert, moment, portions

_OF = select(claims).where(claims.c.article.in_(bindparam("ids", expanding=True)))
_HELD = select(claims.c.article, claims.c.id).where(claims.c.article.in_(bindparam("ids", expanding=True)))
_PUT = insert(claims).on_conflict_do_nothing()
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
