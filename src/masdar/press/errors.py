"""Pages that say what went wrong, and why."""

from datetime import UTC, datetime
from typing import Any

from masdar import model
from masdar.press import bidi, html, labels, times
from masdar.press.view import Page, Site, View

_NOINDEX = {"x-robots-tag": "noindex"}


def moved(view: View, path: str) -> Page:
    """The page stands at another address of ours, for good."""
    return Page(path=path, body=b"", status=308, headers={"location": view.path(path)})


def missing(view: View, path: str) -> Page:
    """404: nothing stands here."""
    return html.page("error.html", view, path, status=404, headers=_NOINDEX, error="missing")


def broken(site: Site, language: str, path: str) -> Page:
    """500: the fault is ours. Made without the store, which may be what is at fault."""
    view = _without_store(site, language)
    return html.page("error.html", view, path, status=500, headers=_NOINDEX, error="broken")


def closed(site: Site, language: str, path: str) -> Page:
    """503: what is kept cannot be read just now. Made without it, so that it can be shown."""
    view = _without_store(site, language)
    headers = _NOINDEX | {"retry-after": str(_SECONDS), "cache-control": "no-store"}
    return html.page("error.html", view, path, status=503, headers=headers, error="closed")


def _without_store(site: Site, language: str) -> View:
    return View(reading=_NOTHING, index=_NOTHING, site=site, now=_NEVER, language=language)


class _Nothing:
    """Stands for what cannot be read: no sections, and nothing else may be asked."""

    releases: "_Nothing"
    entities: "_Nothing"

    def sections(self) -> tuple[tuple[str, int], ...]:
        return ()

    def top(self, kind: model.EntityKind, *, limit: int) -> tuple[model.Entity, ...]:  # noqa: ARG002 - a port's
        return ()


_NOTHING: Any = _Nothing()
_NOTHING.releases = _NOTHING.entities = _NOTHING
_NEVER = datetime.fromtimestamp(0, UTC)
# when a reader may try again
_SECONDS = 60


def withdrawn(view: View, path: str, release: model.Release) -> Page:
    """410: an article stood here and was taken back. The text is gone, the reason stays.

    Where a law demands it the status is 451 (RFC 7725), and 404 where it is held until a person has looked.
    """
    dir = bidi.dir_of(release.title, release.language)
    return html.page(
        "withdrawn.html",
        view,
        path,
        status=404 if release.held else 451 if release.law else 410,
        headers=_NOINDEX | ({"link": f'<{view.address("/")}>; rel="blocked-by"'} if release.law else {}),
        modified=release.checked.astimezone(UTC),
        release=release,
        standing=view.say("Held back") if release.held else view.say("Withdrawn"),
        credit=release.credit,
        title=bidi.isolated(release.title, dir),
        title_tongue=bidi.tongue(release.title, release.language),
        when=times.instant(view, release.ruled or release.checked),
        reasons=labels.why(view, release),
        via=labels.via(view, release.credit.taken_via),
    )
