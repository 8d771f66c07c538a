"""What became of a text at its origin, for the copies of it: corrections travel down the chain."""

from collections.abc import Mapping, Sequence

from masdar import address
from masdar.model import Article, ArticleId, Chain, Release, Upstream
from masdar.ports import Reading
from masdar.trace import upstream

# articles of a group or a story that are asked whether they follow an origin
_MOST = 200


def news(
    reading: Reading, articles: Mapping[ArticleId, Article], chains: Mapping[ArticleId, Chain]
) -> dict[ArticleId, Upstream]:
    """What became of these texts at their origins, where we hold the origin and the text does not tell it."""
    firsts = {id: each.origin for id, each in chains.items() if each.origin.article != id}
    named = [each.url for each in firsts.values() if each.article is None and each.url]
    known = reading.articles.known(named) if named else {}
    found = {
        id: origin for id, each in firsts.items() if (origin := each.article or known.get(each.url or ""))
    }
    # a text that shares nothing any more with its origin, which was written anew, was seen to be its copy
    lost = [id for id in firsts if id not in found]
    remembered = {id: _remembered(each) for id, each in (reading.releases.many(lost) if lost else {}).items()}
    origins = found | {id: origin for id, origin in remembered.items() if origin is not None}
    changed = reading.articles.histories(list(origins.values())) if origins else {}
    versions = {
        origin: reading.articles.versions(origin)
        for origin in dict.fromkeys(origins.values())
        if origin in changed and changed[origin].versions > 1
    }
    told = {
        id: upstream.of(articles[id], versions[origin], certain=id in found)
        for id, origin in origins.items()
        if origin in versions
    }
    return {id: each for id, each in told.items() if each is not None}


def followers(reading: Reading, ids: Sequence[ArticleId]) -> list[ArticleId]:
    """The articles whose text comes from one of these, if these are not as they first were."""
    changed = [id for id, each in reading.articles.histories(ids).items() if each.versions > 1]
    if not changed:
        return []
    groups = reading.groups.many(changed)
    homes = reading.stories.of(changed)
    found: dict[ArticleId, None] = {}
    for id in changed:
        copies = groups[id].members[:_MOST] if id in groups else ()
        found.update(dict.fromkeys(copies))
        members = reading.stories.members(homes[id])[:_MOST] if id in homes else ()
        others = reading.releases.many([each for each in members if each not in copies and each != id])
        found.update((each.id, None) for each in others.values() if _comes_from(each, id))
    return [id for id in found if id not in ids]


def _remembered(stood: Release) -> ArticleId | None:
    """The article that a release last had its text from."""
    return stood.upstream.article if stood.upstream else stood.chain.origin.article


def _comes_from(release: Release, id: ArticleId) -> bool:
    origin = release.chain.origin
    return origin.article == id or bool(origin.url and address.article_id(origin.url) == id)
