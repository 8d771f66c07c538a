"""The page of a request: its number, its deadline and what became of it, for whoever knows its address."""

from collections.abc import Mapping

from markupsafe import Markup

from masdar import model
from masdar.press import bidi, errors, html, links, times
from masdar.press.view import Page, View

_PRIVATE = {"x-robots-tag": "noindex", "cache-control": "no-store", "referrer-policy": "no-referrer"}


def case(view: View, found: model.Case | None, *, proof: str = "", file: str = "", record: str = "") -> Page:
    """What whoever asked may see of his request."""
    if found is None:
        return errors.missing(view, "/removal")
    release = view.reading.releases.get(found.article) if found.article else None
    host = found.host.partition(":")[0]
    return html.page(
        "case.html",
        view,
        f"/case/{found.token}",
        headers=_PRIVATE,
        case=found,
        kind=kind(view, found.kind),
        state=state(view, found.state),
        opened=times.instant(view, found.opened),
        due=times.instant(view, found.due),
        closed=times.instant(view, found.closed) if found.closed else None,
        item=view.path(links.article(release)) if release else None,
        title=bidi.own(release.title, release.language) if release and not release.law else None,
        title_tongue=bidi.tongue(release.title, release.language) if release else Markup(""),
        log=[
            {"when": times.instant(view, each.at), "said": said(view, each), "by": each.by}
            for each in found.log
            if each.public
        ],
        proof=proof,
        file=f"https://{found.host}{file}",
        record=f"{record}.{host}",
    )


def kind(view: View, given: model.CaseKind) -> Markup:
    return {
        model.CaseKind.CORRECTION: view.say("correction"),
        model.CaseKind.REMOVAL: view.say("removal"),
        model.CaseKind.OPT_OUT: view.say("a publisher's opt-out"),
    }[given]


def state(view: View, given: model.CaseState) -> Markup:
    return {
        model.CaseState.OPEN: view.say("open"),
        model.CaseState.GRANTED: view.say("granted"),
        model.CaseState.REFUSED: view.say("refused"),
    }[given]


def said(view: View, entry: model.Entry) -> Markup:
    """A line of the log: what was done in our words, what was written in its own."""
    done: Mapping[str, Markup] = {
        "opened": view.say("The request came in."),
        "hidden": view.say("The article is hidden until the request is decided."),
        "granted": view.say("The request was granted."),
        "refused": view.say("The request was refused."),
        "erased": view.say("The words that we held were erased."),
        "proved by file": view.say("The host bears the proof in a file."),
        "proved by dns": view.say("The host bears the proof in the domain name system."),
    }
    own = Markup("<span {}>{}</span>").format(
        bidi.tongue(entry.said, view.language), bidi.own(entry.said, view.language)
    )
    return done.get(entry.said, own)


def full(view: View, *, minutes: int) -> Page:
    """429: too many requests came from one place."""
    return html.page(
        "error.html",
        view,
        "/removal",
        status=429,
        headers={"x-robots-tag": "noindex", "retry-after": str(minutes * 60)},
        error="full",
    )
