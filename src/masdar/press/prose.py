"""The pages about the site itself."""

import math
from collections.abc import Mapping

from masdar import __version__, model
from masdar.arabic import zones
from masdar.press import bidi, cases, html
from masdar.press.view import Page, View


def about(view: View) -> Page:
    """What this site is, and who runs it."""
    shown = sum(each.enabled for each in view.reading.sources.all())
    collapsed = view.say("Lists show one of each group of copies, and say on how many sites the text stands.")
    return html.page(
        "prose.html",
        view,
        "/about",
        heading=view.say("About this site"),
        name="about",
        item="",
        number_of_sources=view.count("%(n)s source", "%(n)s sources", shown),
        number_of_items=view.count("%(n)s article", "%(n)s articles", view.reading.releases.count()),
        city=bidi.name(zones.city(view.site.zone, language=view.language)),
        copies=collapsed if view.site.collapse else view.say("Lists show every copy of a text."),
        version=__version__,
    )


def publishers(view: View) -> Page:
    """How publishers are quoted, and how they restrict it."""
    pause = max(1, math.ceil(view.site.pause))
    return html.page(
        "prose.html",
        view,
        "/publishers",
        heading=view.say("For publishers"),
        name="publishers",
        item="",
        pause=view.count("%(n)s second", "%(n)s seconds", pause),
    )


def removal(view: View, *, item: str = "", typed: Mapping[str, str] | None = None, wrong: str = "") -> Page:
    """How to ask for a correction or a removal; `item` is the number of an article.

    With `typed` it is the form come back, and `wrong` names the field that lacks what is needed.
    """
    known = item if view.reading.articles.find(item) else ""
    blank = {"kind": "correction", "item": known, "host": "", "who": "", "mail": "", "text": ""}
    return html.page(
        "prose.html",
        view,
        "/removal",
        status=422 if wrong else 200,
        heading=view.say("Corrections and removal"),
        name="removal",
        item=known,
        typed=blank | dict(typed or {}),
        wrong=wrong,
        kinds=[(each.value, cases.kind(view, each)) for each in model.CaseKind],
    )


def privacy(view: View) -> Page:
    """What is known of readers: nothing."""
    return html.page("prose.html", view, "/privacy", heading=view.say("Privacy"), name="privacy", item="")


def accessibility(view: View) -> Page:
    """What was done for readers who cannot see, hear or point well."""
    return html.page(
        "prose.html", view, "/accessibility", heading=view.say("Accessibility"), name="accessibility", item=""
    )
