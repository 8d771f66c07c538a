"""Follows the change log and makes of each article the release that may be shown.

A release is kept as a row until its article, its group, its source's policy or its signals change;
each of these stands in the change log, so following it is all there is to do.
"""

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from masdar.desk import origins, touched
from masdar.model import (
    Article,
    ArticleId,
    ChangeKind,
    Check,
    Directory,
    Docket,
    DoubtKind,
    Grade,
    Ground,
    History,
    Release,
    ReleaseStatus,
    Ruling,
    Source,
    SourceId,
    Stand,
    Status,
    Upstream,
)
from masdar.ports import Reading, Store, Writing
from masdar.rights import barring, policy, release, stand
from masdar.trace import chain, revision, wording

FOLLOWER = "releases"
BATCH = 500
# copies of one text that a chain weighs; more of the same kind add nothing to it
WITNESSES = 200


def follow(
    store: Store, *, directory: Directory, now: datetime, progress: Callable[[str, int], None] | None = None
) -> int:
    """Bring the releases up to date; how many were made."""
    lapse(store, now=now)
    spread(store, directory=directory, now=now)
    made = 0
    while True:
        with store.writing() as writing:
            changes = writing.changes.after(writing.changes.cursor(FOLLOWER), limit=BATCH)
            if not changes:
                return made
            fresh = 0
            for part in _parts(touched.articles(writing, changes)):
                fresh += put(writing, part, directory=directory, now=now)
                told = origins.followers(writing, part)
                for some in _parts(told):
                    _tell(writing, some, directory=directory, now=now)
            writing.move_cursor(FOLLOWER, changes[-1].seq)
        made += fresh
        if progress is not None:
            progress("released", fresh)


def lapse(store: Store, *, now: datetime) -> None:
    """Log a change for each source whose permission has ended, and each article whose time has come.

    Neither is an event in the log by itself: the clock brings it. Each is logged once.
    """
    with store.reading() as reading:
        ended = [
            (source.id, int(source.policy.until.timestamp()))
            for source in reading.sources.all()
            if source.policy.until is not None and source.policy.until <= now
        ]
        fresh = [(id, end) for id, end in ended if reading.changes.cursor(f"lapsed/{id}") != end]
        come = [each.article for each in reading.desk.scheduled(until=now)]
    if not fresh and not come:
        return
    with store.writing() as writing:
        writing.log(ChangeKind.SOURCE, [id for id, _ in fresh], at=now)
        for id, end in fresh:
            writing.move_cursor(f"lapsed/{id}", end)
        writing.log(ChangeKind.ARTICLE, come, at=now)


def spread(store: Store, *, directory: Directory, now: datetime) -> None:
    """Log a change for each article that passed through a host that was barred of late, or set free.

    Every article is walked: it happens seldom, and no index knows whose hands a text passed. Each bar is
    spread once, and again if the process ended meanwhile.
    """
    with store.reading() as reading:
        bars = {each.host: each.ended or each.at for each in reading.desk.bars(ended=True)}
        fresh = {
            host: int(at.timestamp() * 1000)
            for host, at in bars.items()
            if reading.changes.cursor(f"barred/{host}") != int(at.timestamp() * 1000)
        }
        touched = list(_passed(reading, list(fresh), directory)) if fresh else []
    if not fresh:
        return
    with store.writing() as writing:
        writing.log(ChangeKind.ARTICLE, touched, at=now)
        for host, stamp in fresh.items():
            writing.move_cursor(f"barred/{host}", stamp)


def _passed(reading: Reading, hosts: Sequence[str], directory: Directory) -> Iterator[ArticleId]:
    last: ArticleId | None = None
    while articles := reading.articles.after(last, limit=BATCH):
        last = articles[-1].id
        releases = reading.releases.many([each.id for each in articles])
        for each in articles:
            shown = releases.get(each.id)
            if barring.names(each, hosts) or (shown and barring.shows(shown, directory, hosts)):
                yield each.id


def _tell(writing: Writing, ids: Sequence[ArticleId], *, directory: Directory, now: datetime) -> None:
    """Log a change for each of these copies that must tell what became of its text at its origin."""
    stood = writing.releases.many(ids)
    made = make(writing, list(stood), directory=directory, now=now).releases
    behind = [each.id for each in made if each.upstream != stood[each.id].upstream]
    writing.log(ChangeKind.ARTICLE, behind, at=now)


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """Releases as they stand now, and what a person may want to look at; `settled` are no such thing."""

    releases: tuple[Release, ...] = ()
    dockets: tuple[Docket, ...] = ()
    settled: tuple[ArticleId, ...] = ()


def make(reading: Reading, ids: Sequence[ArticleId], *, directory: Directory, now: datetime) -> Made:
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
    rulings = reading.desk.rulings(list(articles))
    bars = [each.host for each in reading.desk.bars()]
    sources: dict[SourceId, Source | None] = {
        id: reading.sources.get(id) for id in {article.source for article in articles.values()}
    }
    asked = {id for id, source in sources.items() if source is not None and source.reviewed}
    # of the others it is of no weight whether they were shown
    unsure = [
        id
        for id, each in articles.items()
        if each.source in asked or id in rulings or bars or each.status in TAKEN_BACK or _missed(checks, id)
    ]
    before = reading.releases.many(unsure) if unsure else {}
    chains = {
        id: chain.build(
            witnesses[id],
            [witnesses[other] for other in fellows.get(id, ()) if other in witnesses],
            groups[id].overlaps if id in groups else (),
            directory,
        )
        for id, article in articles.items()
        if sources[article.source] is not None
    }
    news = origins.news(reading, articles, chains)
    releases: list[Release] = []
    dockets: list[Docket] = []
    settled: list[ArticleId] = []
    for id, article in articles.items():
        source = sources[article.source]
        if source is None:
            continue
        traced = chains[id]
        history, ruling = histories[id], rulings.get(id)
        stood = before.get(id)
        place, ground = stand.of(
            article,
            ruling=ruling,
            reviewed=source.reviewed,
            shown=stood is not None and stood.status is not ReleaseStatus.WITHDRAWN,
            misses=checks[id].misses if id in checks else 0,
            barred=bool(bars) and barring.touches(article, traced, source, directory, bars),
            now=now,
        )
        made = None
        # what was never shown needs no notice that it is gone: even its headline is not to be read
        if place is Stand.PUBLISHED or stood is not None or stand.announced(article, place):
            made = release.clear(
                article,
                chain=traced,
                policy=policy.of(source, signals=article.signals, now=now),
                source=source,
                directory=directory,
                version=history.versions,
                status=_status(reading, article, history, ruling) if place is Stand.PUBLISHED else _GONE,
                held=place not in (Stand.PUBLISHED, Stand.WITHDRAWN),
                ruling=ruling,
                upstream=news.get(id),
                taken=history.first,
                checked=max(history.last, checks[id].at) if id in checks else history.last,
            )
            releases.append(made)
        docket = _docket(article, history, ruling, place, ground, made)
        if docket is None:
            settled.append(id)
        else:
            dockets.append(docket)
    return Made(releases=tuple(releases), dockets=tuple(dockets), settled=tuple(settled))


def put(writing: Writing, ids: Sequence[ArticleId], *, directory: Directory, now: datetime) -> int:
    """Make the releases of these articles anew and keep them; how many there are."""
    made = make(writing, ids, directory=directory, now=now)
    writing.put_releases(made.releases)
    writing.put_dockets(made.dockets, settled=made.settled)
    return len(made.releases)


_GONE = ReleaseStatus.WITHDRAWN
TAKEN_BACK = frozenset({Status.CANCELED, Status.WITHHELD})


def _missed(checks: Mapping[ArticleId, Check], id: ArticleId) -> bool:
    return id in checks and checks[id].misses >= stand.MISSES


def _status(reading: Reading, article: Article, history: History, ruling: Ruling | None) -> ReleaseStatus:
    """The origin's own word and ours win; else a text that came again in other words was updated there.

    What changed in spelling alone is kept in the list of versions, and no label tells of it.
    """
    if article.status is Status.CORRECTED or (ruling is not None and ruling.notes):
        return ReleaseStatus.CORRECTED
    if history.versions > 1:
        versions = list(itertools.pairwise(reading.articles.versions(article.id)))
        if any(wording.corrected(old, new) for old, new in versions):
            return ReleaseStatus.CORRECTED
        if any(revision.of(old, new).substance for old, new in versions):
            return ReleaseStatus.UPDATED
    return ReleaseStatus.USABLE


def _docket(
    article: Article,
    history: History,
    ruling: Ruling | None,
    place: Stand,
    ground: Ground | None,
    made: Release | None,
) -> Docket | None:
    """What a person may want to look at of it; None where all is as usual."""
    at = ruling.at if ruling is not None and ground in (Ground.DESK, Ground.DUE) else history.last
    if place is not Stand.PUBLISHED:
        why = (ground,) if ground else ()
        return Docket(article=article.id, stand=place, source=article.source, at=at, why=why)
    found = []
    news = made.upstream if made is not None else None
    if news is not None and _unseen(news, ruling):
        found.append(Ground.UPSTREAM)
        at = max(at, news.seen)
    if ruling is None or ruling.version < history.versions:
        if ruling is not None and ruling.version:
            found.append(Ground.CHANGED)
        doubts = made.doubts if made is not None else ()
        if any(each.field == "origin" and each.kind is DoubtKind.MISSING for each in doubts):
            found.append(Ground.NAMELESS)
        if made is not None and made.chain.grade is Grade.CONFLICTING:
            found.append(Ground.CONFLICT)
    if not found:
        return None
    return Docket(article=article.id, stand=Stand.LOOK, source=article.source, at=at, why=tuple(found))


def _unseen(news: Upstream, ruling: Ruling | None) -> bool:
    """Whether a person must hear what became of a text at its origin: who looked before has not."""
    of_weight = news.stale or news.status is not ReleaseStatus.UPDATED
    looked = ruling.looked if ruling is not None else None
    return of_weight and (looked is None or looked < news.seen)


def _parts(ids: Sequence[ArticleId]) -> Iterator[Sequence[ArticleId]]:
    for start in range(0, len(ids), BATCH):
        yield ids[start : start + BATCH]
