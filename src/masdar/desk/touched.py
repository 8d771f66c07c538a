"""Which articles a stretch of the change log is about, for all who follow it."""

from collections.abc import Iterable, Iterator

from masdar.model import ArticleId, Change, ChangeKind, SourceId
from masdar.ports import Reading

# ids asked for at once
_BATCH = 500


def articles(reading: Reading, changes: Iterable[Change]) -> list[ArticleId]:
    """Each article once: those that changed, then those of the sources whose terms or names did."""
    changed = list(changes)
    found = dict.fromkeys(ArticleId(each.id) for each in changed if each.kind is ChangeKind.ARTICLE)
    for each in changed:
        if each.kind is ChangeKind.SOURCE:
            found.update(dict.fromkeys(of_source(reading, SourceId(each.id))))
    return list(found)


def of_source(reading: Reading, source: SourceId) -> Iterator[ArticleId]:
    """All articles of a source, by their ids."""
    last: ArticleId | None = None
    while ids := reading.articles.of(source, after=last, limit=_BATCH):
        yield from ids
        last = ids[-1]
