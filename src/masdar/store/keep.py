"""Keeping a batch of drafts: what is new, what is another version, and what was known already."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import Connection, bindparam, select

from masdar.model import Article, ArticleId, ChangeKind, Digest, Draft, Overlap, Placement, Story, Via
from masdar.store import articles as named
from masdar.store import captures, changes, claims, fingerprints, groups, stories, tallies
from masdar.store.packing import Unpack, pack
from masdar.store.sql import Row, portions, ticks, upsert
from masdar.store.tables import articles, versions

_HELD = select(articles.c.id, articles.c.version, articles.c.data).where(
    articles.c.id.in_(bindparam("ids", expanding=True))
)
_EARLIER = select(versions.c.article, versions.c.version, versions.c.capture).where(
    versions.c.article.in_(bindparam("ids", expanding=True))
)
_PUT = upsert(articles)
_PUT_EARLIER = upsert(versions)

_article: Unpack[Article] = Unpack(Article)

# a file says the same whenever it is read; a page that says again what it said before has gone back to it
_TIMELESS = frozenset({Via.FILE, Via.ARCHIVE, Via.RECORD, Via.WIRE})


@dataclass(slots=True)
class _Shelf:
    """The articles of a batch, as they stand and as they are to be written."""

    now: dict[ArticleId, tuple[int, Article]] = field(default_factory=dict)
    seen: defaultdict[ArticleId, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))
    sources: Counter[str] = field(default_factory=Counter)
    altered: dict[ArticleId, None] = field(default_factory=dict)
    revised: dict[ArticleId, None] = field(default_factory=dict)
    # those whose very bytes were read anew
    reread: dict[ArticleId, Digest] = field(default_factory=dict)
    earlier: list[Row] = field(default_factory=list)

    def take(self, article: Article) -> bool:
        """Put an article in its place; whether it is what now stands for its id."""
        if article.id not in self.now:
            self._stand(article, 1)
            self.sources[article.source] += 1
            return True
        version, held = self.now[article.id]
        if article.capture == held.capture:
            # the same bytes again: only a better reader has anything new to say
            if replace(article, seen=held.seen) != held:
                self._stand(replace(article, seen=held.seen), version)
                self._moved(held, article)
                self.revised[article.id] = None
                self.reread[article.id] = article.capture
            return True
        if article.capture in self.seen[article.id] and (
            article.via in _TIMELESS or article.seen <= held.seen
        ):
            return False
        newest = max(self.seen[article.id].values()) + 1
        if article.seen < held.seen:
            self._past(article, newest)
            return False
        self._past(held, version)
        self._moved(held, article)
        self._stand(article, newest)
        self.revised[article.id] = None
        return True

    def _stand(self, article: Article, version: int) -> None:
        self.now[article.id] = (version, article)
        self.seen[article.id][article.capture] = version
        self.altered[article.id] = None

    def _past(self, article: Article, version: int) -> None:
        self.seen[article.id][article.capture] = version
        self.altered.setdefault(article.id)
        self.earlier.append(
            {
                "article": article.id,
                "version": version,
                "seen": ticks(article.seen),
                "capture": article.capture,
                "data": pack(article),
            }
        )

    def _moved(self, held: Article, article: Article) -> None:
        self.sources[held.source] -= 1
        self.sources[article.source] += 1


def keep(
    connection: Connection,
    drafts: Sequence[Draft],
    *,
    placements: Sequence[Placement],
    overlaps: Sequence[Overlap],
    founded: Sequence[Story],
) -> None:
    shelf = _shelf(connection, list(dict.fromkeys(draft.article.id for draft in drafts)))
    standing = {draft.article.id: draft for draft in drafts if shelf.take(draft.article)}

    captures.put(connection, [draft.capture for draft in drafts])
    if shelf.earlier:
        connection.execute(_PUT_EARLIER, shelf.earlier)
    if shelf.altered:
        connection.execute(_PUT, [_row(*shelf.now[id]) for id in shelf.altered])
    tallies.add(connection, "article", shelf.sources)
    named.name(connection, [_names(draft) for draft in drafts])
    stated = [claim for draft in drafts for claim in draft.claims]
    if shelf.reread:
        claims.supersede(connection, shelf.reread, stated)
    gained = claims.put(connection, stated)
    fingerprints.put(connection, [draft.fingerprint for draft in standing.values()])
    regrouped = groups.put(connection, overlaps, revised=list(shelf.revised))
    retold = stories.put(connection, founded, placements)

    at = max((draft.article.seen for draft in drafts), default=None) or changes.newest(connection)
    changes.log(connection, ChangeKind.ARTICLE, [*shelf.altered, *gained, *regrouped], at=at)
    changes.log(connection, ChangeKind.STORY, retold, at=at)


def _shelf(connection: Connection, ids: Sequence[ArticleId]) -> _Shelf:
    shelf = _Shelf()
    for some in portions(ids):
        for row in connection.execute(_HELD, {"ids": some}):
            article = _article(row.data)
            shelf.now[article.id] = (row.version, article)
            shelf.seen[article.id][article.capture] = row.version
    for some in portions(list(shelf.now)):
        for row in connection.execute(_EARLIER, {"ids": some}):
            shelf.seen[row.article].setdefault(row.capture, row.version)
    return shelf


def _names(draft: Draft) -> tuple[ArticleId, Sequence[str], Sequence[str]]:
    addresses = (draft.capture.url, draft.capture.final_url, *named.addresses_of(draft.article))
    return draft.article.id, addresses, [draft.outside] if draft.outside else []


def _row(version: int, article: Article) -> Row:
    return {
        "id": article.id,
        "version": version,
        "source": article.source,
        "at": ticks(article.when),
        "seen": ticks(article.seen),
        "capture": article.capture,
        "language": article.language,
        "url": article.url,
        "title": article.title,
        "published": pack(article.published),
        "bylines": pack(article.bylines),
        "data": pack(article),
    }
