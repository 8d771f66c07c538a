"""The front page, and the list of a section."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from masdar import model
from masdar.entities import topics
from masdar.press import cards, errors, html, links, times, together
from masdar.press.view import Page, View
from masdar.stories import weight

_TOP = 7
# stories of most sources that are weighed for it, and articles of each whose texts are told apart
_WEIGHED, _TEXTS = 16, 24
_LATEST = 20
# how many of the newest are looked at, so that copies can be left out
_LOOKED = 80
# articles of a story among which its best is sought
_MEMBERS = 40
_LIST = 30
_RECENT = timedelta(days=3)
# topics and sections that it leads to
_COUNTED = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Top:
    """A story on the front page, and the article that stands for it."""

    story: model.StoryId
    path: str
    sources: int
    card: cards.Card


def home(view: View) -> Page:
    """What most sources tell in words of their own, and what came last."""
    releases = view.reading.releases
    newest = releases.latest(limit=_LOOKED)
    top = _top(view, newest)
    return html.page(
        "home.html",
        view,
        "/",
        modified=max((each.checked for each in newest), default=None),
        top=top,
        latest=_latest(view, newest, top),
        today=times.day(view, view.now),
        counts=_counts(view),
    )


def _counts(view: View) -> list[tuple[str, str, int]]:
    """Topics, each with its page and how many articles are about it; then the sections that name none.

    What one paper calls a sport and another football is one topic, whatever language they say it in.
    """
    about = html.topics(view)
    ways = about + [
        each
        for each in html.sections(view)
        if each not in about and (topics.of_section(each.name) is None or not about)
    ]
    return [(each.name, view.path(each.path), each.number) for each in ways[:_COUNTED]]


def _top(view: View, newest: tuple[model.Release, ...]) -> list[Top]:
    """The stories of the last days that weigh most, each by one of its articles."""
    now = max((each.when for each in newest), default=view.now)
    top: list[Top] = []
    for story in weighed(view, view.reading.stories.top(since=now - _RECENT, limit=_WEIGHED), now):
        members = view.reading.stories.members(story.id)[:_MEMBERS]
        found = view.reading.releases.many([story.lead, *members])
        usable = [each for each in found.values() if each.status is not model.ReleaseStatus.WITHDRAWN]
        if not usable:
            continue
        # one that has a picture, else the story's own lead, else the first
        best = min(
            usable, key=lambda each: (not _pictured(view, each), each.id != story.lead, each.when, each.id)
        )
        tellers = len({each.source for each in usable})
        card = cards.of(view, best, summary=True)
        top.append(Top(story=story.id, path=view.path(links.story(story)), sources=tellers, card=card))
        if len(top) == _TOP:
            break
    return top


def weighed(view: View, stories: Sequence[model.Story], now: datetime) -> list[model.Story]:
    """The stories in order of weight: of one wire text in ten papers little is known."""
    members = {each.id: view.reading.stories.members(each.id)[-_TEXTS:] for each in stories}
    groups = view.reading.groups.many([id for each in members.values() for id in each])

    def of(story: model.Story) -> float:
        texts = {groups[id].id if id in groups else id for id in members[story.id]}
        return weight.of(sources=story.sources, texts=len(texts), latest=story.latest, now=now)

    return sorted(stories, key=lambda story: (-of(story), -story.latest.timestamp(), story.id))


def _pictured(view: View, release: model.Release) -> bool:
    return release.image is not None and release.image.url in view.pictures


def _latest(view: View, newest: tuple[model.Release, ...], top: list[Top]) -> list[cards.Card]:
    """The newest that the front page does not show above: no text twice, no story of the top again."""
    stories = view.reading.stories.of([each.id for each in newest])
    told = {each.story for each in top}
    return together.folded(view, [each for each in newest if stories.get(each.id) not in told])[:_LATEST]


def section(view: View, *, section: str, before: str = "") -> Page:
    """What a section brought, newest first."""
    path = links.section(section)
    key = links.key(before)
    found = view.reading.releases.latest(section=section, before=key, limit=_LIST + 1)
    if not found and key is None:
        return errors.missing(view, path)
    return html.page(
        "list.html",
        view,
        path,
        heading=section,
        cards=together.folded(view, found[:_LIST], section=section),
        older=older(view, path, found, _LIST),
        feed=path + "/feed",
    )


def older(view: View, path: str, found: tuple[model.Release, ...], limit: int) -> str | None:
    """The address of the next page of a list, if there is more than was shown."""
    if len(found) <= limit:
        return None
    last = found[limit - 1]
    return links.asked(view.path(path), {"before": links.mark(last.when, last.id)})
