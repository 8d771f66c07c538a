"""Articles and their names: the newest version of each, and those before it."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, select

from masdar import address
from masdar.model import Article, ArticleId, Check, History, Lead, SourceId
from masdar.store import tallies
from masdar.store.packing import Unpack
from masdar.store.sql import insert, moment, portions, ticks, upsert
from masdar.store.tables import articles, checks, names, versions

_MANY = select(articles.c.id, articles.c.data).where(articles.c.id.in_(bindparam("ids", expanding=True)))
_VERSIONS = (
    select(versions.c.seen, versions.c.version, versions.c.data)
    .where(versions.c.article == bindparam("id"))
    .union_all(
        select(articles.c.seen, articles.c.version, articles.c.data).where(articles.c.id == bindparam("id"))
    )
)
_AFTER = (
    select(articles.c.data)
    .where(articles.c.id > bindparam("id"))
    .order_by(articles.c.id)
    .limit(bindparam("limit"))
)
_OF = (
    select(articles.c.id)
    .where(articles.c.source == bindparam("source"), articles.c.id > bindparam("id"))
    .order_by(articles.c.id)
    .limit(bindparam("limit"))
)
_SEEN = select(articles.c.id, articles.c.seen).where(articles.c.id.in_(bindparam("ids", expanding=True)))
_SEEN_BEFORE = (
    select(versions.c.article, func.count().label("n"), func.min(versions.c.seen).label("first"))
    .where(versions.c.article.in_(bindparam("ids", expanding=True)))
    .group_by(versions.c.article)
)
_IDS = select(articles.c.id).where(articles.c.id.in_(bindparam("ids", expanding=True)))
_NAMED = select(names.c.name, names.c.kind, names.c.article).where(
    names.c.name.in_(bindparam("names", expanding=True))
)
_OUTSIDE = (
    select(names.c.article, names.c.name)
    .where(names.c.article.in_(bindparam("ids", expanding=True)), names.c.kind == "outside")
    .order_by(names.c.article, names.c.name)
)
_DUE = (
    select(checks.c.article)
    .where(checks.c.due <= bindparam("now"))
    .order_by(checks.c.due, checks.c.article)
    .limit(bindparam("limit"))
)
_CHECKS = select(checks).where(checks.c.article.in_(bindparam("ids", expanding=True)))
_PUT_CHECKS = upsert(checks)
_NAME = insert(names).on_conflict_do_nothing()

_article: Unpack[Article] = Unpack(Article)


class Articles:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, id: ArticleId) -> Article | None:
        return self.many([id]).get(id)

    def many(self, ids: Sequence[ArticleId]) -> dict[ArticleId, Article]:
        found: dict[ArticleId, Article] = {}
        for some in portions(list(dict.fromkeys(ids))):
            for row in self._connection.execute(_MANY, {"ids": some}):
                found[ArticleId(row.id)] = _article(row.data)
        return found

    def versions(self, id: ArticleId) -> tuple[Article, ...]:
        rows = self._connection.execute(_VERSIONS, {"id": id}).all()
        return tuple(_article(row.data) for row in sorted(rows, key=lambda row: (row.seen, row.version)))

    def find(self, name: str) -> ArticleId | None:
        return self.known([name]).get(name)

    def known(self, names: Sequence[str]) -> dict[str, ArticleId]:
        asked = {name: _address_id(name) for name in names}
        keys = list(dict.fromkeys([*asked, *(id for id in asked.values() if id)]))
        held: set[str] = set()
        called: dict[tuple[str, str], ArticleId] = {}
        for some in portions(keys):
            held.update(self._connection.scalars(_IDS, {"ids": some}))
            for row in self._connection.execute(_NAMED, {"names": some}):
                called[row.kind, row.name] = ArticleId(row.article)
        found: dict[str, ArticleId] = {}
        for name, id in asked.items():
            if name in held:
                found[name] = ArticleId(name)
            elif ("outside", name) in called:
                found[name] = called["outside", name]
            elif id and id in held:
                found[name] = id
            elif id and ("address", id) in called:
                found[name] = called["address", id]
        return found

    def unseen(self, leads: Sequence[Lead]) -> tuple[Lead, ...]:
        known = self.known([lead.url or lead.outside or "" for lead in leads])
        return tuple(lead for lead in leads if (lead.url or lead.outside or "") not in known)

    def outside(self, ids: Sequence[ArticleId]) -> dict[ArticleId, tuple[str, ...]]:
        found: dict[ArticleId, tuple[str, ...]] = {}
        for some in portions(list(dict.fromkeys(ids))):
            for row in self._connection.execute(_OUTSIDE, {"ids": some}):
                found[row.article] = (*found.get(row.article, ()), row.name)
        return found

    def after(self, id: ArticleId | None, *, limit: int) -> tuple[Article, ...]:
        return tuple(map(_article, self._connection.scalars(_AFTER, {"id": id or "", "limit": limit})))

    def of(self, source: SourceId, *, after: ArticleId | None = None, limit: int) -> tuple[ArticleId, ...]:
        asked = {"source": source, "id": after or "", "limit": limit}
        return tuple(map(ArticleId, self._connection.scalars(_OF, asked)))

    def histories(self, ids: Sequence[ArticleId]) -> dict[ArticleId, History]:
        found: dict[ArticleId, History] = {}
        for some in portions(list(dict.fromkeys(ids))):
            before = {row.article: row for row in self._connection.execute(_SEEN_BEFORE, {"ids": some})}
            for row in self._connection.execute(_SEEN, {"ids": some}):
                past = before.get(row.id)
                found[ArticleId(row.id)] = History(
                    versions=1 + (past.n if past else 0),
                    first=moment(past.first if past else row.seen),
                    last=moment(row.seen),
                )
        return found

    def to_check(self, *, now: datetime, limit: int) -> tuple[ArticleId, ...]:
        asked = {"now": ticks(now), "limit": limit}
        return tuple(map(ArticleId, self._connection.scalars(_DUE, asked)))

    def checks(self, ids: Sequence[ArticleId]) -> dict[ArticleId, Check]:
        found: dict[ArticleId, Check] = {}
        for some in portions(list(dict.fromkeys(ids))):
            for row in self._connection.execute(_CHECKS, {"ids": some}):
                id = ArticleId(row.article)
                due = None if row.due is None else moment(row.due)
                found[id] = Check(article=id, at=moment(row.at), due=due, misses=row.misses)
        return found

    def count(self) -> int:
        return tallies.total(self._connection, "article")


def _address_id(name: str) -> ArticleId | None:
    """The id of the article that would stand at an address; None for what is no address."""
    return address.article_id(name) if "://" in name or name.startswith("//") else None


def name(connection: Connection, given: Iterable[tuple[ArticleId, Iterable[str], Iterable[str]]]) -> None:
    """Note addresses and outside ids of articles. A name that is taken stays with whom it names."""
    rows: dict[tuple[str, str], ArticleId] = {}
    for id, addresses, outside in given:
        for each in dict.fromkeys(addresses):
            alias = _address_id(each)
            if alias is not None and alias != id:
                rows.setdefault((alias, "address"), id)
        for each in outside:
            rows.setdefault((each, "outside"), id)
    if rows:
        connection.execute(
            _NAME,
            [{"name": name, "kind": kind, "article": id} for (name, kind), id in rows.items()],
        )


def put_checks(connection: Connection, given: Sequence[Check]) -> None:
    rows = {
        each.article: {
            "article": each.article,
            "at": ticks(each.at),
            "due": None if each.due is None else ticks(each.due),
            "misses": each.misses,
        }
        for each in given
    }
    if rows:
        connection.execute(_PUT_CHECKS, list(rows.values()))


def addresses_of(article: Article) -> tuple[str, ...]:
    """Addresses that an article itself answers for: a canonical one counts on its own host alone."""
    canonical = article.canonical_url
    if canonical and address.host(canonical) == address.host(article.url):
        return (article.url, canonical)
    return (article.url,)
