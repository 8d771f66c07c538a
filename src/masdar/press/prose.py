"""The pages about the site itself."""

from masdar.press import html
from masdar.press.view import Page, View


def about(view: View) -> Page:
    """What this site is, and who runs it."""
    return html.page("prose.html", view, "/about", heading=view.say("About this site"), name="about", item="")


def publishers(view: View) -> Page:
    """How publishers are quoted, and how they restrict it."""
    return html.page(
        "prose.html", view, "/publishers", heading=view.say("For publishers"), name="publishers", item=""
    )


def removal(view: View, *, item: str = "") -> Page:
    """How to ask for a correction or a removal; `item` is the number of an article."""
    known = item if view.reading.articles.find(item) else ""
    return html.page(
        "prose.html",
        view,
        "/removal",
        heading=view.say("Corrections and removal"),
        name="removal",
        item=known,
    )


def privacy(view: View) -> Page:
    """What is known of readers: nothing."""
    return html.page("prose.html", view, "/privacy", heading=view.say("Privacy"), name="privacy", item="")


def accessibility(view: View) -> Page:
    """What was done for readers who cannot see, hear or point well."""
    return html.page(
        "prose.html", view, "/accessibility", heading=view.say("Accessibility"), name="accessibility", item=""
    )
