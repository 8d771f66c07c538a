"""Stories, searches that watch, figures and settings at the desk."""

from collections.abc import Mapping
from typing import Any

import msgspec
from markupsafe import Markup

from masdar import model, settings
from masdar.desk import bind
from masdar.errors import NotFound
from masdar.press import bidi, labels, links, times
from masdar.press.view import Page, View
from masdar.web.desk import pages, say
from masdar.web.desk.gate import Signed

_STORIES, _MEMBERS, _MESSAGES = 30, 200, 5
_SECRET = frozenset({"password", "secret", "token", "key"})


def stories(view: View, signed: Signed, *, before: str = "", wrong: str = "") -> Page:
    """Stories that more than one article tells, by their latest."""
    found = list(view.reading.stories.latest(before=_before(before), limit=_STORIES * 4))
    shown = [each for each in found if each.size > 1][:_STORIES]
    last = shown[-1] if len(shown) == _STORIES else found[-1] if len(found) == _STORIES * 4 else None
    older = (
        links.asked(view.path("/desk/stories"), {"before": links.mark(last.latest, last.id)})
        if last
        else None
    )
    return pages.page(
        "stories.html",
        view,
        "/desk/stories",
        signed,
        status=422 if wrong else 200,
        wrong=wrong,
        stories=[
            {
                "path": view.path(f"/desk/story/{each.id}"),
                "title": bidi.own(each.title, view.language),
                "tongue": bidi.tongue(each.title, view.language),
                "articles": view.number(each.size),
                "sources": view.number(each.sources),
                "latest": times.instant(view, each.latest),
                "chosen": each.named or each.led,
            }
            for each in shown
        ],
        older=older,
    )


def _before(said: str) -> tuple[Any, model.StoryId] | None:
    key = links.key(said)
    return (key[0], model.StoryId(key[1])) if key else None


def story(view: View, signed: Signed, *, id: str, wrong: str = "") -> Page | None:
    """One story: its name, who leads it, its articles, and what was done with it."""
    try:
        found = bind.of(view.reading, model.StoryId(id))
    except NotFound:
        return None
    ids = view.reading.stories.members(found.id)[:_MEMBERS]
    articles = view.reading.articles.many(ids)
    sources = view.reading.sources.many([each.source for each in articles.values()])
    return pages.page(
        "story.html",
        view,
        f"/desk/story/{found.id}",
        signed,
        status=422 if wrong else 200,
        wrong=wrong,
        story=found,
        title=bidi.own(found.title, view.language),
        tongue=bidi.tongue(found.title, view.language),
        public=view.path(links.story(found)),
        members=[
            {
                "id": each,
                "path": view.path(f"/desk/item/{each}"),
                "title": pages.titled(articles[each]),
                "tongue": bidi.tongue(pages.called(articles[each]), articles[each].language),
                "source": known.name
                if (known := sources.get(articles[each].source))
                else articles[each].source,
                "when": times.instant(view, articles[each].when),
                "leads": each == found.lead,
                "founds": model.StoryId(each) == found.id,
            }
            for each in ids
            if each in articles
        ],
        log=pages.acts(view, view.reading.desk.acts(subject=found.id, limit=30)),
    )


def alerts(view: View, signed: Signed, *, wrong: str = "", typed: Mapping[str, str] | None = None) -> Page:
    """Searches that watch, and what became of their last messages."""
    blank = {"name": "", "query": "", "way": "feed", "to": "", "every": "0", "quiet": ""}
    return pages.page(
        "alerts.html",
        view,
        "/desk/alerts",
        signed,
        status=422 if wrong else 200,
        wrong=wrong,
        alerts=[_alert(view, each) for each in view.reading.alerts.all()],
        ways=[(each.value, say.way(view, each)) for each in model.Way],
        typed=blank | dict(typed or {}),
    )


def _alert(view: View, each: model.Alert) -> dict[str, Any]:
    sent = view.reading.alerts.deliveries(each.id, since=each.since, limit=_MESSAGES)
    return {
        "alert": each,
        "way": say.way(view, each.way),
        "search": links.asked(view.path("/search"), {"q": each.query}),
        "feed": f"/alerts/{each.id}/feed.xml" if each.way is model.Way.FEED else None,
        "since": times.instant(view, each.since),
        "messages": [
            {
                "id": message.id,
                "when": times.instant(view, message.made),
                "articles": view.number(len(message.articles)),
                "failure": message.failure,
                "taken": message.receipt is not None and message.failure is None,
            }
            for message in sent
        ],
    }


def figures(view: View, signed: Signed) -> Page:
    """What was taken and what is shown, by source. No person is followed, so no reader is counted."""
    taken = view.reading.sources.counts()
    rows = []
    for each in view.reading.sources.all():
        altered = view.reading.releases.alterations(each.id)
        rows.append(
            {
                "path": view.path(f"/desk/source/{each.id}"),
                "name": each.name,
                "show": labels.show(view, each.policy.show),
                "taken": view.number(taken.get(each.id, 0)),
                "altered": [
                    view.number(altered.get(status, 0))
                    for status in (
                        model.ReleaseStatus.UPDATED,
                        model.ReleaseStatus.CORRECTED,
                        model.ReleaseStatus.WITHDRAWN,
                    )
                ],
            }
        )
    counts = view.reading.desk.counts()
    totals = [
        (view.say("Articles taken"), view.number(view.reading.articles.count())),
        (view.say("Articles shown"), view.number(view.reading.releases.count())),
        *((say.stand(view, stand), view.number(number)) for stand, number in counts.items()),
        (view.say("Open cases"), view.number(view.reading.cases.count())),
    ]
    outputs = [
        (each.name, [(say.posted(view, state), view.number(number)) for state, number in found.items()])
        for each in view.reading.outputs.all()
        if (found := view.reading.outputs.counts(each.id))
    ]
    return pages.page(
        "figures.html", view, "/desk/figures", signed, rows=rows, totals=totals, outputs=outputs
    )


def house(view: View, signed: Signed, *, held: settings.Settings | None) -> Page:
    """The settings as they hold, secrets left out; they are altered in the file, and read at the start."""
    groups = msgspec.to_builtins(held) if held is not None else {}
    return pages.page(
        "settings.html",
        view,
        "/desk/settings",
        signed,
        groups=[
            (name, [(key, *_shown(view, key, value)) for key, value in values.items()])
            for name, values in groups.items()
            if isinstance(values, dict)
        ],
    )


def _shown(view: View, key: str, value: object) -> tuple[Markup, Markup]:
    """A value, and the direction that it is read in where that is another."""
    if key in _SECRET:
        return (view.say("set, and shown to nobody") if value else Markup("—")), Markup("")
    if isinstance(value, bool):
        return (view.say("yes") if value else view.say("no")), Markup("")
    said = str(value) if value not in ("", None) else "—"
    return bidi.own(said, view.language), bidi.tongue(said, view.language)
