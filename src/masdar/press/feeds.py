"""The feeds: everything, a section, a source, a story."""

from collections.abc import Sequence

from masdar import model
from masdar.formats import opml, rss_out
from masdar.press import errors, links
from masdar.press import story as stories
from masdar.press.view import Page, Route, View
from masdar.rights import release as clearing

_ITEMS = 50
_TYPE = "application/rss+xml; charset=utf-8"


def all(view: View) -> Page:
    """The newest of all."""
    return _feed(
        view, view.reading.releases.latest(limit=_ITEMS), title=view.site.name, link="/", own="/feed.xml"
    )


def section(view: View, *, section: str) -> Page:
    """The newest of a section."""
    path = links.section(section)
    releases = view.reading.releases.latest(section=section, limit=_ITEMS)
    if not releases:
        return errors.missing(view, path)
    return _feed(view, releases, title=f"{section} | {view.site.name}", link=path, own=f"{path}/feed.xml")


def source(view: View, *, id: str) -> Page:
    """The newest of a source."""
    path = links.source(id)
    found = view.reading.sources.get(model.SourceId(id))
    if found is None:
        return errors.missing(view, path)
    releases = view.reading.releases.latest(source=found.id, limit=_ITEMS)
    return _feed(view, releases, title=f"{found.name} | {view.site.name}", link=path, own=f"{path}/feed.xml")


def story(view: View, *, id: str) -> Page:
    """A story as it goes on, newest first."""
    found = view.reading.stories.get(model.StoryId(id))
    if found is None:
        return errors.missing(view, f"/story/{id}")
    releases = stories.told(view, found)[::-1][:_ITEMS]
    title = f"{found.title} | {view.site.name}"
    return _feed(view, releases, title=title, link=links.story(found), own=f"/story/{found.id}/feed.xml")


def sources(view: View) -> Page:
    """Our feeds of all sources, as a list that feed readers take in."""
    outlines = [
        opml.Outline(
            text=each.name,
            feed=view.address(f"{links.source(each.id)}/feed.xml"),
            home=view.address(links.source(each.id)),
            language=each.languages[0] if each.languages else None,
        )
        for each in view.reading.sources.all()
        if each.enabled
    ]
    body = opml.write(view.site.name, outlines).encode("utf-8")
    return Page(
        path="/sources.opml", body=body, media_type="text/x-opml; charset=utf-8", etag=model.digest(body)
    )


def _feed(view: View, releases: Sequence[model.Release], *, title: str, link: str, own: str) -> Page:
    body = rss_out.write(
        [_ours(view, each) for each in releases],
        title=title,
        link=view.address(link),
        own=view.address(own),
        page=lambda release: view.address(links.article(release)),
        description=str(
            view.say("News of many publishers, each with its source and the chain of hands it passed.")
        ),
        language=view.language,
    )
    return Page(
        path=own,
        body=body,
        media_type=_TYPE,
        modified=max((each.checked for each in releases), default=None),
        etag=model.digest(body),
        headers={"x-robots-tag": "noindex"},
    )


def _ours(view: View, release: model.Release) -> model.Release:
    """A release whose picture is served by us, or that has none."""
    held = view.pictures.get(release.image.url) if release.image else None
    return clearing.pictured(release, view.address(held.path) if held else None)


FEEDS: tuple[Route, ...] = (
    Route("/feed.xml", all),
    Route("/s/{section:path}/feed.xml", section),
    Route("/source/{id}/feed.xml", source),
    Route("/story/{id}/feed.xml", story),
    Route("/sources.opml", sources),
)
