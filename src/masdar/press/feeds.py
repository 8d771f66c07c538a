"""The feeds: everything, sections, sources, stories, who is spoken of, searches, corrections; and lists."""

import re
from urllib.parse import parse_qsl, unquote

from masdar import model
from masdar.formats import opml
from masdar.press import errors, feed, labels, links, search
from masdar.press import story as stories
from masdar.press.view import Page, Route, View

ITEMS = feed.ITEMS


def all(view: View, *, past: str = "", form: str = "xml") -> Page:
    """The newest of all."""
    found = view.reading.releases.latest(before=links.key(past), limit=ITEMS + 1)
    shown, next = feed.cut(found)
    listed = feed.List(releases=shown, title=view.site.name, link="/", own="/feed", past=past, next=next)
    return feed.of(view, form, listed)


def section(view: View, *, section: str, past: str = "", form: str = "xml") -> Page:
    """The newest of a section."""
    path = links.section(section)
    found = view.reading.releases.latest(section=section, before=links.key(past), limit=ITEMS + 1)
    if not found and not past:
        return errors.missing(view, path)
    shown, next = feed.cut(found)
    title = f"{section} | {view.site.name}"
    listed = feed.List(releases=shown, title=title, link=path, own=f"{path}/feed", past=past, next=next)
    return feed.of(view, form, listed)


def source(view: View, *, id: str, past: str = "", form: str = "xml") -> Page:
    """The newest of a source."""
    path = links.source(id)
    found = view.reading.sources.get(model.SourceId(id))
    if found is None:
        return errors.missing(view, path)
    shown, next = feed.cut(
        view.reading.releases.latest(source=found.id, before=links.key(past), limit=ITEMS + 1)
    )
    listed = feed.List(
        releases=shown,
        title=f"{found.name} | {view.site.name}",
        link=path,
        own=f"{path}/feed",
        source=found.id,
        past=past,
        next=next,
    )
    return feed.of(view, form, listed)


def entity(view: View, *, id: str, past: str = "", form: str = "xml") -> Page:
    """The newest that speaks of a person, a place, an organisation or a topic."""
    path = links.entity(id)
    found = view.reading.entities.get(model.EntityId(id))
    if found is None:
        return errors.missing(view, path)
    shown, next = feed.cut(view.reading.entities.latest(found.id, before=links.key(past), limit=ITEMS + 1))
    listed = feed.List(
        releases=shown,
        title=f"{labels.entity(view, found)[0]} | {view.site.name}",
        link=path,
        own=f"{path}/feed",
        past=past,
        next=next,
    )
    return feed.of(view, form, listed)


def story(view: View, *, id: str, past: str = "", form: str = "xml") -> Page:
    """A story as it goes on, newest first; a page begins after the article that `past` names."""
    found = view.reading.stories.get(model.StoryId(id))
    if found is None:
        return errors.missing(view, f"/story/{id}")
    told = stories.told(view, found)[::-1]
    start = next((n for n, each in enumerate(told, 1) if each.id == past), 0)
    shown = told[start : start + ITEMS]
    listed = feed.List(
        releases=shown,
        title=f"{found.title} | {view.site.name}",
        link=links.story(found),
        own=f"/story/{found.id}/feed",
        past=past if start else "",
        next=shown[-1].id if len(told) > start + ITEMS else None,
    )
    return feed.of(view, form, listed)


def found(
    view: View,
    *,
    q: str = "",
    source: str = "",
    after: str = "",
    before: str = "",
    past: str = "",
    form: str = "xml",
) -> Page:
    """What a search finds, newest first: a search that goes on."""
    asked = search.Asked(q=q, source=source, after=after, before=before)
    answer = model.Found()
    if asked.typed:
        answer = view.index.ask(asked.typed, limit=ITEMS, newest=True, past=search.hit_of(past))
    listed = feed.List(
        releases=list(search.shown(view, [hit.article for hit in answer.hits]).values()),
        title=f"{asked.q.strip()} | {view.site.name}",
        link=asked.link(view, "/search"),
        own="/search/feed",
        query=asked.link(view, "").removeprefix("/"),
        past=past,
        next=search.mark_of(answer.hits[-1]) if answer.more and answer.hits else None,
    )
    return feed.of(view, form, listed)


def corrections(view: View, *, past: str = "", form: str = "xml") -> Page:
    """What was updated, corrected or withdrawn, newest first; of what was withdrawn its origin alone."""
    found = view.reading.releases.altered(before=links.key(past), limit=ITEMS + 1)
    shown = found[:ITEMS]
    listed = feed.List(
        releases=[each for _, each in shown],
        title=f"{view.say('Corrections and withdrawals')} | {view.site.name}",
        link="/corrections",
        own="/corrections/feed",
        past=past,
        next=links.mark(shown[-1][0], shown[-1][1].id) if len(found) > ITEMS else None,
    )
    return feed.of(view, form, listed)


def sources(view: View) -> Page:
    """Our feeds of all sources, as a list that feed readers take in."""
    return _list(view, "/sources.opml", view.site.name, list(view.reading.sources.all()))


def sources_of(view: View, *, section: str) -> Page:
    """Our feeds of those sources whose latest articles stand in a section; readers that follow the list
    gain what joins it.
    """
    path = f"{links.section(section)}/sources.opml"
    latest = view.reading.releases.latest(section=section, limit=_JUDGED)
    if not latest:
        return errors.missing(view, path)
    known = view.reading.sources.many(list(dict.fromkeys(each.source for each in latest)))
    title = f"{section} | {view.site.name}"
    return _list(view, path, title, sorted(known.values(), key=lambda each: each.id), section=section)


def sections(view: View) -> Page:
    """Our feeds of all sections."""
    outlines = [
        opml.Outline(
            text=name,
            feed=view.address(f"{links.section(name)}/feed.xml"),
            home=view.address(links.section(name)),
        )
        for name, _ in view.reading.releases.sections()
    ]
    return _opml("/sections.opml", opml.write(view.site.name, outlines))


# articles of a section, the latest, whose sources its list names
_JUDGED = 500


def _list(view: View, path: str, title: str, known: list[model.Source], section: str | None = None) -> Page:
    outlines = [
        opml.Outline(
            text=each.name,
            feed=view.address(f"{links.source(each.id)}/feed.xml"),
            home=view.address(links.source(each.id)),
            language=each.languages[0] if each.languages else None,
            category=(section,) if section else (),
        )
        for each in known
        if each.enabled
    ]
    return _opml(path, opml.write(title, outlines))


def _opml(path: str, text: str) -> Page:
    body = text.encode("utf-8")
    return Page(path=path, body=body, media_type="text/x-opml; charset=utf-8", etag=model.digest(body))


FEEDS: tuple[Route, ...] = (
    *feed.routes("", all),
    *feed.routes("/s/{section:path}", section),
    *feed.routes("/source/{id}", source),
    *feed.routes("/story/{id}", story),
    *feed.routes("/t/{id}", entity),
    *feed.routes("/corrections", corrections),
    *feed.routes("/search", found, query=("q", "source", "after", "before")),
    Route("/search.csv", search.table, query=("q", "source", "after", "before")),
    Route("/search.json", search.listed, query=("q", "source", "after", "before")),
    Route("/sources.opml", sources),
    Route("/sections.opml", sections),
    Route("/s/{section:path}/sources.opml", sources_of),
)

_FEED = re.compile(r"/feed\.[a-z.]+$")
_PART = re.compile(r"\{(\w+)(:path)?\}")
# the feeds of lists, with the form of their addresses
_LISTS = tuple(
    (
        re.compile(
            _PART.sub(
                lambda part: f"(?P<{part[1]}>{'.+' if part[2] else '[^/]+'})",
                re.escape(each.path).replace(r"\{", "{").replace(r"\}", "}"),
            )
        ),
        each,
    )
    for each in FEEDS
    if _FEED.search(each.path)
)


def find(address: str) -> tuple[Route, dict[str, str]] | None:
    """The feed at a path of ours with its query, and what it is asked; None where none stands."""
    path, _, query = address.partition("?")
    for form, route in _LISTS:
        if (found := form.fullmatch(unquote(path))) is not None:
            asked = dict(parse_qsl(query, max_num_fields=20))
            return route, found.groupdict() | {name: asked[name] for name in route.query if name in asked}
    return None


def at(view: View, address: str) -> Page | None:
    """The feed at a path of ours; None where none stands."""
    found = find(address)
    if found is None:
        return None
    page = found[0].function(view, **found[1])
    return page if page.status == 200 else None
