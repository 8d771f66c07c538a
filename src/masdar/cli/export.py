"""`masdar export`: what is kept, as JSON Lines for programs."""

from collections.abc import Iterator, Sequence

import click

from masdar.app import open_app
from masdar.cli import Call, options, show
from masdar.model import Article, ArticleId
from masdar.ports import Reading
from masdar.trace import export

PART = 1_000


@click.group("export")
@options.shared
def export_() -> None:
    """Print what is kept as JSON Lines.

    This is the operator's dump, whole; it is not meant to be given away. Exit status: 0 all was
    printed, 1 there is no home.

    \b
    masdar export articles > articles.jsonl
    masdar export origins
    """


@export_.command("articles")
@options.shared
@click.pass_obj
def articles(call: Call) -> None:
    """The flat record of every article, with its outside id where there is one.

    \b
    masdar export articles
    """
    with open_app(call.home, write=False) as app, app.store.reading() as reading:
        for part in _parts(reading):
            names = reading.articles.outside([each.id for each in part])
            for each in part:
                for name in names.get(each.id, (each.id,)):
                    show.record(
                        {**each.as_record(), "id": name, "articleId": each.id, "sourceId": each.source}
                    )


@export_.command("copies")
@options.shared
@click.pass_obj
def copies(call: Call) -> None:
    """Every pair of articles that shares text, with its level: exact, near, edited or partial.

    \b
    masdar export copies
    """
    with open_app(call.home, write=False) as app, app.store.reading() as reading:
        last: tuple[str, str] | None = None
        while part := reading.groups.overlaps(after=last, limit=PART):
            ids = list({id for each in part for id in (each.a, each.b)})
            names = reading.articles.outside(ids)
            for each in part:
                for a in names.get(each.a, (each.a,)):
                    for b in names.get(each.b, (each.b,)):
                        show.record(
                            {
                                "a": min(a, b),
                                "b": max(a, b),
                                "level": each.level,
                                "containment": round(each.containment, 4),
                                "shared": each.shared,
                            }
                        )
            last = (part[-1].a, part[-1].b)


@export_.command("stories")
@options.shared
@click.pass_obj
def stories(call: Call) -> None:
    """The story of every article.

    \b
    masdar export stories
    """
    with open_app(call.home, write=False) as app, app.store.reading() as reading:
        for part in _parts(reading):
            ids = [each.id for each in part]
            homes = reading.stories.of(ids)
            for id, name in _named(reading, ids):
                show.record({"id": name, "cluster": homes.get(id)})


@export_.command("origins")
@options.shared
@click.pass_obj
def origins(call: Call) -> None:
    """Who said each article first, as far as the evidence carries; null where it does not.

    \b
    masdar export origins
    """
    with open_app(call.home, write=False) as app, app.store.reading() as reading:
        for part in _parts(reading):
            ids = [each.id for each in part]
            releases = reading.releases.many(ids)
            for id, name in _named(reading, ids):
                if id in releases:
                    show.record({"id": name, **export.origin_of(releases[id].chain)})


def _parts(reading: Reading) -> Iterator[tuple[Article, ...]]:
    last: ArticleId | None = None
    while part := reading.articles.after(last, limit=PART):
        yield part
        last = part[-1].id


def _named(reading: Reading, ids: Sequence[ArticleId]) -> Iterator[tuple[ArticleId, str]]:
    names = reading.articles.outside(ids)
    return ((id, name) for id in ids for name in names.get(id, (id,)))
