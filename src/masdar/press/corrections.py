"""What is no longer as it first was: corrected, updated and withdrawn articles, newest first."""

from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from masdar import model
from masdar.press import bidi, html, labels, links, times
from masdar.press.view import Page, View

_LIST = 30
_ALTERED = (
    model.ReleaseStatus.CORRECTED,
    model.ReleaseStatus.WITHDRAWN,
    model.ReleaseStatus.UPDATED,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Alteration:
    """An article that was altered: how, when, and why if that is known."""

    path: str
    title: Markup
    tongue: Markup
    origin: str
    status: Markup | None
    when: times.Written
    reasons: list[Markup]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One kind of alteration, as a link that leaves the others out."""

    name: Markup
    path: str
    chosen: bool


def corrections(view: View, *, status: str = "", before: str = "") -> Page:
    """Every alteration, or those of one kind."""
    chosen = next((each for each in _ALTERED if each.value == status), None)
    found = view.reading.releases.altered(status=chosen, before=links.key(before), limit=_LIST + 1)
    path = "/corrections"
    older = None
    if len(found) > _LIST:
        at, last = found[_LIST - 1]
        asked = {"status": chosen.value if chosen else "", "before": links.mark(at, last.id)}
        older = links.asked(view.path(path), asked)
    choices = [Choice(name=view.say("All"), path=view.path(path), chosen=chosen is None)]
    choices += [
        Choice(
            name=labels.status(view, each) or Markup(""),
            path=links.asked(view.path(path), {"status": each.value}),
            chosen=each is chosen,
        )
        for each in _ALTERED
    ]
    return html.page(
        "corrections.html",
        view,
        path,
        choices=choices,
        alterations=[_alteration(view, at, each) for at, each in found[:_LIST]],
        older=older,
    )


def _alteration(view: View, at: datetime, release: model.Release) -> Alteration:
    return Alteration(
        path=view.path(links.article(release)),
        title=bidi.own(release.title, release.language),
        tongue=bidi.tongue(release.title, release.language),
        origin=release.credit.publisher,
        status=labels.status(view, release.status),
        when=times.instant(view, at),
        reasons=labels.why(view, release)
        + [bidi.own(each.text, view.language) for each in release.notes[-1:]],
    )
