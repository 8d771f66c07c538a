"""`masdar export`: what is kept, as JSON Lines for programs, as a web archive, as a list of feeds."""

from collections.abc import Iterator, Sequence
from typing import BinaryIO

import click

from masdar import __version__
from masdar.app import open_app
from masdar.cli import Call, options, show
from masdar.cli.corpus import corpus_
from masdar.cli.files import site_
from masdar.errors import NotFound
from masdar.formats import opml
from masdar.formats import warc as archives
from masdar.model import Article, ArticleId, Capture, ChannelKind, Digest, SourceId
from masdar.ports import Reading
from masdar.trace import export

PART = 1_000
# captures in memory at once
WEIGHTY = 50


@click.group("export")
@options.shared
def export_() -> None:
    """Print what is kept: JSON Lines, a web archive, a list of feeds.

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


@export_.command("warc")
@click.option("--source", help="Only what was kept of this source, by its short name.")
@click.option(
    "--output",
    "-o",
    type=click.File("wb", lazy=True),
    default="-",
    help="The file; standard output if not said.",
)
@options.shared
@click.pass_obj
def warc(call: Call, source: str | None, output: BinaryIO) -> None:
    """What was fetched, as it came, as a web archive: WARC 1.1, packed with gzip record by record.

    Exit status: 0 all was written, 1 there is no home or no such source.

    \b
    masdar export warc --output kept.warc.gz
    masdar export warc --source daily | zcat | head
    """
    with open_app(call.home, write=False) as app, app.store.reading() as reading:
        if source is not None and reading.sources.get(SourceId(source)) is None:
            raise NotFound(f"no source is called {source}; masdar source list prints them")
        captures = _captures(reading) if source is None else _captures_of(reading, SourceId(source))
        # of what was erased no bytes are left
        captures = (each for each in captures if each.body)
        output.writelines(archives.write(captures, software=f"masdar/{__version__}", at=app.now()))


@export_.command("opml")
@options.shared
@click.pass_obj
def opml_(call: Call) -> None:
    """The feeds of all sources as an OPML list, which feed readers take.

    \b
    masdar export opml > sources.opml
    """
    with open_app(call.home, write=False) as app, app.store.reading() as reading:
        outlines = [
            opml.Outline(
                text=source.name,
                feed=channel.where,
                home=source.home or None,
                language=next(iter(source.languages), None),
                category=(channel.section,) if channel.section else (),
            )
            for source in reading.sources.all()
            for channel in source.channels
            if channel.kind is ChannelKind.FEED
        ]
        show.line(opml.write(app.settings.site.name, outlines).rstrip("\n"))


def _captures(reading: Reading) -> Iterator[Capture]:
    last: Digest | None = None
    while part := reading.captures.after(last, limit=WEIGHTY):
        yield from part
        last = part[-1].digest


def _captures_of(reading: Reading, source: SourceId) -> Iterator[Capture]:
    """The captures of a source's articles, of earlier versions too, each once."""
    last: ArticleId | None = None
    told: set[Digest] = set()
    while ids := reading.articles.of(source, after=last, limit=PART):
        for id in ids:
            for article in reading.articles.versions(id):
                if (
                    article.capture not in told
                    and (found := reading.captures.get(article.capture)) is not None
                ):
                    told.add(article.capture)
                    yield found
        last = ids[-1]


def _parts(reading: Reading) -> Iterator[tuple[Article, ...]]:
    last: ArticleId | None = None
    while part := reading.articles.after(last, limit=PART):
        yield part
        last = part[-1].id


def _named(reading: Reading, ids: Sequence[ArticleId]) -> Iterator[tuple[ArticleId, str]]:
    names = reading.articles.outside(ids)
    return ((id, name) for id in ids for name in names.get(id, (id,)))


export_.add_command(corpus_)
export_.add_command(site_)
