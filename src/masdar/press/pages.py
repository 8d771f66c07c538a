"""The table of pages: an address, and the function behind it."""

from masdar.press import (
    article,
    beside,
    chain,
    copies,
    corrections,
    home,
    named,
    prose,
    search,
    source,
    story,
    versions,
)
from masdar.press.api import page as api
from masdar.press.view import Route

PAGES: tuple[Route, ...] = (
    Route("/", home.home),
    Route("/s/{section:path}", home.section, query=("before",)),
    Route("/a/{id}", article.article),
    Route("/a/{id}/{slug}", article.article),
    Route("/sources", source.sources, query=("name", "kind")),
    Route("/source/{id}", source.source, query=("before",)),
    Route("/story/{id}", story.story),
    Route("/story/{id}/{slug}", story.story),
    Route("/t/{id}", named.entity, query=("before",)),
    Route("/chain/{id}.json", chain.as_json),
    Route("/chain/{id}", chain.chain),
    Route("/versions/{id}", versions.versions, query=("old", "new")),
    Route("/copies/{id}", copies.copies),
    Route("/beside/{a}/{b}", beside.beside),
    Route("/search", search.search, query=("q", "source", "after", "before", "sort", "past")),
    Route("/corrections", corrections.corrections, query=("status", "before")),
    Route("/api", api.explained),
    Route("/about", prose.about),
    Route("/publishers", prose.publishers),
    Route("/removal", prose.removal, query=("item",)),
    Route("/privacy", prose.privacy),
    Route("/accessibility", prose.accessibility),
)
