"""Follows the change log and makes of each article the release that may be shown.

A release is kept as a row until its article, its group, its source's policy or its signals change;
each of these stands in the change log, so following it is all there is to do.
"""

import itertools
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from masdar.model import (
    Article,
    ArticleId,
    ChangeKind,
    Directory,
    History,
    Release,
    ReleaseStatus,
    Source,
    SourceId,
    Status,
    Via,
)
from masdar.ports import Reading, Store
from masdar.rights import policy, release
from masdar.trace import chain, revision

FOLLOWER = "releases"
BATCH = 500
# copies of one text that a chain weighs; more of the same kind add nothing to it
WITNESSES = 200


def follow(
    store: Store, *, directory: Directory, now: datetime, progress: Callable[[str, int], None] | None = None
) -> int:
    """Bring the releases up to date; how many were made."""
    lapse(store, now=now)
    made = 0
    while True:
        with store.writing() as writing:
            changes = writing.changes.after(writing.changes.cursor(FOLLOWER), limit=BATCH)
            if not changes:
                return made
            ids = dict.fromkeys(ArticleId(each.id) for each in changes if each.kind is ChangeKind.ARTICLE)
            for each in changes:
                if each.kind is ChangeKind.SOURCE:
                    ids.update(dict.fromkeys(_of_source(writing, SourceId(each.id))))
            fresh = 0
            for part in _parts(list(ids)):
                releases = make(writing, part, directory=directory, now=now)
                writing.put_releases(releases)
                fresh += len(releases)
            writing.move_cursor(FOLLOWER, changes[-1].seq)
        made += fresh
        if progress is not None:
            progress("released", fresh)


def lapse(store: Store, *, now: datetime) -> None:
    """Log a change for each source whose permission has ended, so that its releases are cut again.

    The end of a permission is no event in the log by itself: the clock brings it. Each end is logged once.
    """
    with store.reading() as reading:
        ended = [
            (source.id, int(source.policy.until.timestamp()))
            for source in reading.sources.all()
            if source.policy.until is not None and source.policy.until <= now
        ]
        fresh = [(id, end) for id, end in ended if reading.changes.cursor(f"lapsed/{id}") != end]
    if not fresh:
        return
    with store.writing() as writing:
        writing.log(ChangeKind.SOURCE, [id for id, _ in fresh], at=now)
        for id, end in fresh:
            writing.move_cursor(f"lapsed/{id}", end)


def make(
    reading: Reading, ids: Sequence[ArticleId], *, directory: Directory, now: datetime
) -> tuple[Release, ...]:
    """The releases of these articles as they stand now."""
    articles = reading.articles.many(ids)
    groups = reading.groups.many(list(articles))
    fellows = {
        id: [other for other in group.members if other != id][:WITNESSES] for id, group in groups.items()
    }
    wanted = dict.fromkeys([*articles, *(other for others in fellows.values() for other in others)])
    witnesses = reading.claims.witnesses(list(wanted))
    histories = reading.articles.histories(list(articles))
    checks = reading.articles.checks(list(articles))
    sources: dict[SourceId, Source | None] = {
        id: reading.sources.get(id) for id in {article.source for article in articles.values()}
    }
    unfit = [id for id, article in articles.items() if _is_unfit(article)]
    shown = reading.releases.many(unfit) if unfit else {}
    releases = []
    for id, article in articles.items():
        source = sources[article.source]
        # what was never shown needs no notice that it is gone: even its headline is not to be read
        if source is None or (_is_unfit(article) and id not in shown):
            continue
        group = groups.get(id)
        traced = chain.build(
            witnesses[id],
            [witnesses[other] for other in fellows.get(id, ()) if other in witnesses],
            group.overlaps if group else (),
            directory,
        )
        history = histories[id]
        releases.append(
            release.clear(
                article,
                chain=traced,
                policy=policy.of(source, signals=article.signals, now=now),
                source=source,
                directory=directory,
                version=history.versions,
                status=_status(reading, article, history),
                taken=history.first,
                checked=max(history.last, checks[id].at) if id in checks else history.last,
            )
        )
    return tuple(releases)


def _is_unfit(article: Article) -> bool:
    """Whether an agency holds it, or killed it on the wire; once released it is withdrawn."""
    return article.status is Status.WITHHELD or (
        article.status is Status.CANCELED and article.via is Via.WIRE
    )


def _status(reading: Reading, article: Article, history: History) -> ReleaseStatus:
    """The origin's own word wins; else a text that came again in other words was updated there.

    What changed in spelling alone is kept in the list of versions, and no label tells of it.
    """
    if article.status in (Status.CANCELED, Status.WITHHELD):
        return ReleaseStatus.WITHDRAWN
    if article.status is Status.CORRECTED:
        return ReleaseStatus.CORRECTED
    if history.versions > 1:
        versions = reading.articles.versions(article.id)
        if any(revision.of(old, new).substance for old, new in itertools.pairwise(versions)):
            return ReleaseStatus.UPDATED
    return ReleaseStatus.USABLE


def _of_source(reading: Reading, source: SourceId) -> Iterator[ArticleId]:
    last: ArticleId | None = None
    while ids := reading.articles.of(source, after=last, limit=BATCH):
        yield from ids
        last = ids[-1]


def _parts(ids: Sequence[ArticleId]) -> Iterator[Sequence[ArticleId]]:
    for start in range(0, len(ids), BATCH):
        yield ids[start : start + BATCH]
