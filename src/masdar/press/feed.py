"""One list of releases as a feed, in every form: RSS, Atom, JSON Feed, ninjs and NewsML-G2.

A list of another kind, such as that of a topic, becomes a feed by naming itself:

    feed.of(view, form, feed.List(releases=..., title=..., link="/t/gaza", own="/t/gaza/feed"))
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from masdar import model
from masdar.formats import atom_out, jsonfeed_out, rss_out
from masdar.formats.wire import newsml_out, ninjs_out
from masdar.press import links, pictures
from masdar.press.view import Page, Route, View
from masdar.rights import release as clearing

ITEMS = 50
FORMATS = {
    "xml": "application/rss+xml; charset=utf-8",
    "atom": "application/atom+xml; charset=utf-8",
    "json": "application/feed+json; charset=utf-8",
    "ninjs.json": "application/json",
    "newsml.xml": "application/vnd.iptc.g2.newsmessage+xml; charset=utf-8",
}
# where our hub stands
HUB = "/hub"


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
    # the place at which this page of the list begins, and the one after it (RFC 5005)
    past: str = ""
    next: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Addresses:
    own: str
    first: str
    next: str | None
    hub: str | None


def of(view: View, form: str, listed: List) -> Page:
    """A list as a feed."""
    gone = _withdrawn(view, listed)
    addresses = _addresses(view, form, listed)
    body = _written(view, form, listed, gone, addresses)
    times = [*(each.checked for each in listed.releases), *(at for at, _ in gone)]
    headers = {"x-robots-tag": "noindex"}
    if addresses.hub:
        # WebSub, 4: hub and name of a feed stand in the headers
        headers["link"] = f'<{addresses.hub}>; rel="hub", <{addresses.own}>; rel="self"'
    return Page(
        path=addresses.own.removeprefix(view.site.base_url),
        body=body,
        media_type=FORMATS[form],
        modified=max(times, default=None),
        etag=model.digest(body),
        headers=headers,
    )


def routes(path: str, function: Callable[..., Page], query: tuple[str, ...] = ()) -> tuple[Route, ...]:
    """A list's addresses, one for each form."""
    return tuple(
        Route(f"{path}/feed.{form}", partial(function, form=form), query=(*query, "past")) for form in FORMATS
    )


def cut(found: Sequence[model.Release]) -> tuple[Sequence[model.Release], str | None]:
    """A page of a list that was asked for one more than that, and where the next begins."""
    shown = found[:ITEMS]
    more = len(found) > ITEMS
    return shown, links.mark(shown[-1].when, shown[-1].id) if more else None


def _addresses(view: View, form: str, listed: List) -> _Addresses:
    first = f"{listed.own}.{form}{listed.query}"
    mark = "&" if listed.query else "?"

    def at(place: str) -> str:
        return f"{first}{mark}{links.asked('', {'past': place}).removeprefix('?')}" if place else first

    return _Addresses(
        own=view.address(at(listed.past)),
        first=view.address(first),
        next=view.address(at(listed.next)) if listed.next else None,
        hub=view.address(HUB) if view.site.hub else None,
    )


def _written(
    view: View,
    form: str,
    listed: List,
    gone: Sequence[tuple[datetime, model.Release]],
    addresses: _Addresses,
) -> bytes:
    releases = [ours(view, each) for each in listed.releases]
    link = view.address(listed.link)
    description = str(
        view.say("News of many publishers, each with its source and the chain of hands it passed.")
    )

    def page(release: model.Release) -> str:
        return view.address(links.article(release))

    if form == "ninjs.json":
        items = [ninjs_out.write(each, uri=page(each), provider=view.site.name) for each in releases]
        return b"[" + b",\n".join(items) + b"]"
    if form == "newsml.xml":
        sent = max((each.checked for each in releases), default=view.now)
        return newsml_out.message(releases, uri=page, provider=view.site.name, sent=sent)
    if form == "atom":
        return atom_out.write(
            releases,
            title=listed.title,
            link=link,
            own=addresses.own,
            page=page,
            withdrawn=gone,
            language=view.language,
            now=view.now,
            hub=addresses.hub,
            next=addresses.next,
            first=addresses.first,
        )
    if form == "json":
        return jsonfeed_out.write(
            releases,
            title=listed.title,
            link=link,
            own=addresses.own,
            page=page,
            chain=lambda release: view.address(links.chain(release.id)),
            about=view.address("/publishers"),
            description=description,
            language=view.language,
            hub=addresses.hub,
            next=addresses.next,
        )
    return rss_out.write(
        releases,
        title=listed.title,
        link=link,
        own=addresses.own,
        page=page,
        description=description,
        language=view.language,
        hub=addresses.hub,
        next=addresses.next,
        first=addresses.first,
    )


def _withdrawn(view: View, listed: List) -> list[tuple[datetime, model.Release]]:
    """What was taken back of late, so that feed readers take it off too; told on the first page."""
    if listed.past:
        return []
    gone = view.reading.releases.altered(status=model.ReleaseStatus.WITHDRAWN, limit=ITEMS)
    return [(at, each) for at, each in gone if listed.source in (None, each.source)]


def ours(view: View, release: model.Release) -> model.Release:
    """A release whose picture is served by us, or that has none."""
    held = pictures.shown(view.pictures, release, release.image)
    return clearing.pictured(release, view.address(held.path) if held else None)
