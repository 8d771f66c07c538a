"""The front page, and the list of a section."""

from dataclasses import dataclass
from datetime import timedelta

from masdar import model
from masdar.press import cards, errors, html, links, times
from masdar.press.view import Page, View

_TOP = 7
_LATEST = 20
_LIST = 30
_RECENT = timedelta(days=3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Top:
    """A story on the front page, and the article that stands for it."""

    path: str
    sources: int
    card: cards.Card


def home(view: View) -> Page:
    """What most sources tell, and what came last."""
    releases = view.reading.releases
    latest = releases.latest(limit=_LATEST + _TOP)
    top = _top(view, latest)
    shown = {each.card.id for each in top}
    rest = [card for card in cards.many(view, latest) if card.id not in shown][:_LATEST]
    return html.page(
        "home.html",
        view,
        "/",
        modified=max((each.checked for each in latest), default=None),
        top=top,
        latest=rest,
        today=times.day(view, view.now),
        counts=[(name, view.path(links.section(name)), number) for name, number in releases.sections()[:12]],
    )


def _top(view: View, latest: tuple[model.Release, ...]) -> list[Top]:
    """The stories of the last days with the most sources, each by its lead or another that may be shown."""
    since = max((each.when for each in latest), default=view.now) - _RECENT
    stories = view.reading.stories.top(since=since, limit=_TOP)
    leads = view.reading.releases.many([story.lead for story in stories])
    top: list[Top] = []
    for story in stories:
        release = leads.get(story.lead)
        if release is None or release.status is model.ReleaseStatus.WITHDRAWN:
            members = view.reading.releases.many(view.reading.stories.members(story.id)).values()
            usable = [each for each in members if each.status is not model.ReleaseStatus.WITHDRAWN]
            release = max(usable, key=lambda each: (each.when, each.id), default=None)
        if release is not None:
            top.append(
                Top(
                    path=view.path(links.story(story)),
                    sources=story.sources,
                    card=cards.of(view, release),
                )
            )
    # the one with a picture leads among those told by as many
    top.sort(key=lambda each: (-each.sources, each.card.picture is None))
    return top


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
        cards=cards.many(view, found[:_LIST]),
        older=older(view, path, found, _LIST),
        feed=path + "/feed.xml",
    )


def older(view: View, path: str, found: tuple[model.Release, ...], limit: int) -> str | None:
    """The address of the next page of a list, if there is more than was shown."""
    if len(found) <= limit:
        return None
    last = found[limit - 1]
    return links.asked(view.path(path), {"before": links.mark(last.when, last.id)})
