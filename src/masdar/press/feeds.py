"""The feeds: everything, a section, a source, a story; each as RSS, Atom and JSON Feed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from masdar import model
from masdar.formats import atom_out, jsonfeed_out, opml, rss_out
from masdar.press import errors, links, pictures, search
from masdar.press import story as stories
from masdar.press.view import Page, Route, View
from masdar.rights import release as clearing

ITEMS = 50
FORMATS = {
    "xml": "application/rss+xml; charset=utf-8",
    "atom": "application/atom+xml; charset=utf-8",
    "json": "application/feed+json; charset=utf-8",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class List:
    """What a feed is made of: releases, its name, its page, and its own address without the ending."""

    releases: Sequence[model.Release]
    title: str
    link: str
    own: str
    # whose withdrawals it tells; None: everyone's
    source: model.SourceId | None = None
    # what stands behind the address, with its question mark
    query: str = ""


def all(view: View, *, form: str = "xml") -> Page:
    """The newest of all."""
    releases = view.reading.releases.latest(limit=ITEMS)
    return feed(view, form, List(releases=releases, title=view.site.name, link="/", own="/feed"))


def section(view: View, *, section: str, form: str = "xml") -> Page:
    """The newest of a section."""
    path = links.section(section)
    releases = view.reading.releases.latest(section=section, limit=ITEMS)
    if not releases:
        return errors.missing(view, path)
    title = f"{section} | {view.site.name}"
    return feed(view, form, List(releases=releases, title=title, link=path, own=f"{path}/feed"))


def source(view: View, *, id: str, form: str = "xml") -> Page:
    """The newest of a source."""
    path = links.source(id)
    found = view.reading.sources.get(model.SourceId(id))
    if found is None:
        return errors.missing(view, path)
    listed = List(
        releases=view.reading.releases.latest(source=found.id, limit=ITEMS),
        title=f"{found.name} | {view.site.name}",
        link=path,
        own=f"{path}/feed",
        source=found.id,
    )
    return feed(view, form, listed)


def story(view: View, *, id: str, form: str = "xml") -> Page:
    """A story as it goes on, newest first."""
    found = view.reading.stories.get(model.StoryId(id))
    if found is None:
        return errors.missing(view, f"/story/{id}")
    listed = List(
        releases=stories.told(view, found)[::-1][:ITEMS],
        title=f"{found.title} | {view.site.name}",
        link=links.story(found),
        own=f"/story/{found.id}/feed",
    )
    return feed(view, form, listed)


def found(
    view: View, *, q: str = "", source: str = "", after: str = "", before: str = "", form: str = "xml"
) -> Page:
    """What a search finds, newest first: a search that goes on."""
    asked = search.Asked(q=q, source=source, after=after, before=before)
    hits = view.index.ask(asked.typed, limit=ITEMS, newest=True).hits if asked.typed else ()
    listed = List(
        releases=list(search.shown(view, [hit.article for hit in hits]).values()),
        title=f"{asked.q.strip()} | {view.site.name}",
        link=asked.link(view, "/search"),
        own="/search/feed",
        query=asked.link(view, "").removeprefix("/"),
    )
    return feed(view, form, listed)


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


def feed(view: View, form: str, listed: List) -> Page:
    """A list as a feed."""
    own = f"{listed.own}.{form}{listed.query}"
    withdrawn = _withdrawn(view, listed) if form == "atom" else []
    body = _written(view, form, listed, withdrawn, own=view.address(own))
    times = [*(each.checked for each in listed.releases), *(at for at, _ in withdrawn)]
    return Page(
        path=own,
        body=body,
        media_type=FORMATS[form],
        modified=max(times, default=None),
        etag=model.digest(body),
        headers={"x-robots-tag": "noindex"},
    )


def _written(
    view: View, form: str, listed: List, withdrawn: Sequence[tuple[datetime, model.Release]], *, own: str
) -> bytes:
    releases = [ours(view, each) for each in listed.releases]
    link = view.address(listed.link)
    description = str(
        view.say("News of many publishers, each with its source and the chain of hands it passed.")
    )

    def page(release: model.Release) -> str:
        return view.address(links.article(release))

    if form == "atom":
        return atom_out.write(
            releases,
            title=listed.title,
            link=link,
            own=own,
            page=page,
            withdrawn=withdrawn,
            language=view.language,
            now=view.now,
        )
    if form == "json":
        return jsonfeed_out.write(
            releases,
            title=listed.title,
            link=link,
            own=own,
            page=page,
            chain=lambda release: view.address(links.chain(release.id)),
            about=view.address("/publishers"),
            description=description,
            language=view.language,
        )
    return rss_out.write(
        releases,
        title=listed.title,
        link=link,
        own=own,
        page=page,
        description=description,
        language=view.language,
    )


def _withdrawn(view: View, listed: List) -> list[tuple[datetime, model.Release]]:
    """What was taken back of late, so that feed readers take it off too."""
    gone = view.reading.releases.altered(status=model.ReleaseStatus.WITHDRAWN, limit=ITEMS)
    return [(at, each) for at, each in gone if listed.source in (None, each.source)]


def ours(view: View, release: model.Release) -> model.Release:
    """A release whose picture is served by us, or that has none."""
    held = pictures.shown(view.pictures, release, release.image)
    return clearing.pictured(release, view.address(held.path) if held else None)


def _in(form: str, function: Callable[..., Page]) -> Callable[..., Page]:
    return partial(function, form=form)


FEEDS: tuple[Route, ...] = (
    *(
        Route(f"{path}/feed.{form}", _in(form, function))
        for path, function in (
            ("", all),
            ("/s/{section:path}", section),
            ("/source/{id}", source),
            ("/story/{id}", story),
        )
        for form in FORMATS
    ),
    *(
        Route(f"/search/feed.{form}", _in(form, found), query=("q", "source", "after", "before"))
        for form in FORMATS
    ),
    Route("/search.csv", search.table, query=("q", "source", "after", "before")),
    Route("/search.json", search.listed, query=("q", "source", "after", "before")),
    Route("/sources.opml", sources),
)
