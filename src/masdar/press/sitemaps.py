"""Sitemaps: only what search engines are told that they may keep.

Copies are kept from them unless their source's terms say otherwise; stories that several sources tell, and
the lists, are our own work.
"""

from collections.abc import Iterator
from datetime import timedelta

from masdar import model
from masdar.formats import saying, sitemap_out
from masdar.formats.sitemap_out import Place
from masdar.press import errors, links, named
from masdar.press.view import LANGUAGES, Page, Route, View

_XML = "application/xml; charset=utf-8"
# how long something is news to a search engine
_NEW = timedelta(hours=48)
_PART = 500
# of each kind of what articles speak of
_NAMES = 5_000
_PROSE = ("/about", "/publishers", "/corrections", "/removal", "/privacy", "/accessibility", "/api")


def index(view: View) -> Page:
    """The documents that there are."""
    paths = ["/sitemap/pages.xml", "/sitemap/stories.xml", "/sitemap/names.xml"]
    open_ = _open(view)
    if open_:
        paths.append("/sitemap/news.xml")
    paths += [f"/sitemap/source/{links.quoted(each.id)}.xml" for each in open_]
    return _page("/sitemap.xml", sitemap_out.index([Place(url=view.address(path)) for path in paths]))


def pages(view: View) -> Page:
    """The lists and the pages about the site, in every language."""
    paths = ["/", "/sources", *_PROSE]
    paths += [links.section(name) for name, _ in view.reading.releases.sections()]
    paths += [links.source(each.id) for each in view.reading.sources.all() if each.enabled]
    places = [Place(url=view.address(view.path(path, language))) for path in paths for language in LANGUAGES]
    return _page("/sitemap/pages.xml", sitemap_out.write(places))


def stories(view: View) -> Page:
    """The stories that several sources tell."""
    found = view.reading.stories.top(since=None, limit=sitemap_out.MOST)
    places = [
        Place(url=view.address(links.story(each)), altered=each.latest) for each in found if each.sources > 1
    ]
    return _page("/sitemap/stories.xml", sitemap_out.write(places))


def names(view: View) -> Page:
    """Who and what several articles speak of, those that most do."""
    places = []
    for kind in model.EntityKind:
        found = [each for each in view.reading.entities.top(kind, limit=_NAMES) if named.is_known(each)]
        places += [Place(url=view.address(links.entity(each.id))) for each in found]
    return _page("/sitemap/names.xml", sitemap_out.write(places[: sitemap_out.MOST]))


def source(view: View, *, id: str) -> Page:
    """The articles of one source that may be kept, the newest."""
    path = f"/sitemap/source/{id}.xml"
    if id not in {each.id for each in _open(view)}:
        return errors.missing(view, path)
    places = []
    for each in _released(view, model.SourceId(id)):
        altered = each.modified.at if each.modified else each.taken
        places.append(Place(url=view.address(links.article(each)), altered=altered))
        if len(places) == sitemap_out.MOST:
            break
    return _page(path, sitemap_out.write(places))


def news(view: View) -> Page:
    """What was published in the last two days and may be kept."""
    found: list[model.Release] = []
    for each in _open(view):
        for release in _released(view, each.id):
            if release.when < view.now - _NEW:
                break
            found.append(release)
    found.sort(key=lambda each: (each.when, each.id), reverse=True)
    places = [
        Place(
            url=view.address(links.article(each)),
            title=each.title,
            published=saying.time(each.first_published)
            if each.first_published
            else saying.instant(each.taken),
            language=each.language,
        )
        for each in found
    ]
    return _page("/sitemap/news.xml", sitemap_out.news(places, name=view.site.name))


def _open(view: View) -> list[model.Source]:
    """The sources whose terms let search engines keep our pages."""
    return [
        each
        for each in view.reading.sources.all()
        if each.enabled and each.policy.index is model.IndexRule.INDEX
    ]


def _released(view: View, id: model.SourceId) -> Iterator[model.Release]:
    """A source's articles that may be kept, newest first; the signals of a page may forbid it."""
    before = None
    while found := view.reading.releases.latest(source=id, before=before, limit=_PART):
        yield from (each for each in found if each.policy.index is model.IndexRule.INDEX)
        before = (found[-1].when, found[-1].id)


def _page(path: str, body: bytes) -> Page:
    return Page(path=path, body=body, media_type=_XML, etag=model.digest(body))


SITEMAPS: tuple[Route, ...] = (
    Route("/sitemap.xml", index),
    Route("/sitemap/pages.xml", pages),
    Route("/sitemap/stories.xml", stories),
    Route("/sitemap/names.xml", names),
    Route("/sitemap/news.xml", news),
    Route("/sitemap/source/{id}.xml", source),
)
