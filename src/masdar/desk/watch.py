"""Follows the change log and notes what alerts have to tell.

An alert tells of a story once, or of each text in it that is no copy of one told; never of what was published
before it was made. What it told is told again when it is corrected or withdrawn.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import lru_cache

from masdar.entities import lexicon
from masdar.model import (
    Alert,
    Article,
    ArticleId,
    ChangeKind,
    Match,
    News,
    Release,
    ReleaseStatus,
    SourceId,
    StoryId,
    Telling,
)
from masdar.ports import Reading, Store
from masdar.search import marks, match, query

FOLLOWER = "alerts"
_BATCH = 500
# an article may reach us so long after it was published
_LATE = timedelta(days=2)
_AGAIN = {ReleaseStatus.CORRECTED: News.CORRECTED, ReleaseStatus.WITHDRAWN: News.WITHDRAWN}


def follow(store: Store, *, now: datetime, rarity: match.Rarity | None = None) -> int:
    """Hold what is new against the alerts; how many matches were noted. Releases must be up to date."""
    noted = 0
    watch: match.Watch | None = None
    alerts: dict[str, Alert] = {}
    while True:
        with store.writing() as writing:
            cursor = writing.changes.cursor(FOLLOWER)
            head = min(writing.changes.head(), writing.changes.cursor("releases"))
            if cursor >= head:
                return noted
            if watch is None:
                alerts = {each.id: each for each in writing.alerts.all() if each.stopped is None}
                watch = watch_of(alerts.values(), rarity)
            if not alerts:
                writing.move_cursor(FOLLOWER, head)
                return noted
            changes = [each for each in writing.changes.after(cursor, limit=_BATCH) if each.seq <= head]
            ids = list(
                dict.fromkeys(ArticleId(each.id) for each in changes if each.kind is ChangeKind.ARTICLE)
            )
            matches = found(writing, ids, alerts=alerts, watch=watch, now=now)
            writing.add_matches(matches)
            writing.move_cursor(FOLLOWER, changes[-1].seq)
            noted += len(matches)


def watch_of(alerts: Iterable[Alert], rarity: match.Rarity | None = None) -> match.Watch:
    """All alerts as one thing that an article is held against."""
    return match.Watch({each.id: _parsed(each.query) for each in alerts}, rarity=rarity)


def found(
    reading: Reading,
    ids: Sequence[ArticleId],
    *,
    alerts: Mapping[str, Alert],
    watch: match.Watch,
    now: datetime,
) -> list[Match]:
    """What the alerts have to tell of these articles, as they stand now."""
    articles = reading.articles.many(ids)
    releases = reading.releases.many(ids)
    stories = reading.stories.of(ids)
    mentions = reading.entities.of(ids)
    groups = reading.groups.many(ids)
    names = {source.id: source.name for source in reading.sources.all()}
    copies = {id: groups[id].members if id in groups else (id,) for id in ids}
    kin = list(dict.fromkeys(member for members in copies.values() for member in members))
    # a text is told when one of its copies is
    told = {
        (each.alert, each.article): each for each in reading.alerts.matches(kin) if each.news is News.FOUND
    }
    matches: list[Match] = []
    hits = {
        id: _hits(
            watch,
            articles[id],
            names,
            stories.get(id),
            releases[id],
            lexicon.places(mentions.get(id, ())),
        )
        for id in ids
        if id in articles and id in releases and releases[id].status is not ReleaseStatus.WITHDRAWN
    }
    known = reading.alerts.told(
        sorted({name for of in hits.values() for name in of}), list(dict.fromkeys(stories.values()))
    )
    stories_told = set(known)
    for id in sorted(hits, key=lambda each: (articles[each].when, each)):
        for name in hits[id]:
            alert, story = alerts[name], stories.get(id)
            if articles[id].when < alert.since - _LATE:
                continue
            if any((name, member) in told for member in copies[id]):
                continue
            if alert.telling is Telling.STORY and story is not None and (name, story) in stories_told:
                continue
            made = Match(alert=name, article=id, story=story, at=now)
            told[(name, id)] = made
            if story is not None:
                stories_told.add((name, story))
            matches.append(made)
    return matches + _again(ids, releases, told, now=now)


def _again(
    ids: Sequence[ArticleId],
    releases: Mapping[ArticleId, Release],
    told: Mapping[tuple[str, ArticleId], Match],
    *,
    now: datetime,
) -> list[Match]:
    """What was told and is told once more, since it was corrected or withdrawn."""
    again = {
        id: _AGAIN[releases[id].status]
        for id in ids
        # what is only held may come back
        if id in releases and releases[id].status in _AGAIN and not releases[id].held
    }
    return [
        Match(alert=each.alert, article=each.article, news=again[each.article], story=each.story, at=now)
        for each in told.values()
        # what still waits is told as it stands then, or not at all
        if each.article in again and each.delivery is not None
    ]


def _hits(
    watch: match.Watch,
    article: Article,
    names: Mapping[SourceId, str],
    story: StoryId | None,
    release: Release,
    places: tuple[str, ...],
) -> tuple[str, ...]:
    name = names.get(article.source, "")
    made = marks.of(article, name=name, story=story, release=release, places=places)
    return watch.hits(match.text_of(made))


@lru_cache(maxsize=20_000)
def _parsed(said: str) -> query.Query:
    return query.parse(said)
