"""`masdar import`, `masdar harvest` and `masdar recheck`: news comes in."""

import asyncio
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click

from masdar import address, files
from masdar.app import App, open_app
from masdar.cli import Call, bookmarks, drops, options, show
from masdar.desk import harvest, heed, push, recheck
from masdar.desk.inbox import Item
from masdar.desk.intake import Tally
from masdar.desk.propose import with_channel
from masdar.errors import ConfigError, MasdarError, NotFound
from masdar.formats import opml
from masdar.model import ArticleId, Capture, Policy, Source, SourceId, SourceKind
from masdar.sources import catalogue

# reasons printed in full before they are only counted
REASONS = 20


@click.command("import")
@options.FILES
@options.shared
@options.URL
@options.MANIFEST
@click.option("--source", help="The source it belongs to, by its short name; else by the address.")
@click.option(
    "--format", "format_", type=click.Choice(files.FORMATS), help="What the files are; else by content."
)
@options.policy
@click.option("--jobs", type=click.IntRange(1), help="Worker processes; one a core if not said.")
@options.JSON
@click.pass_obj
def import_(
    call: Call,
    paths: tuple[Path, ...],
    url: str | None,
    manifest: Path | None,
    source: str | None,
    format_: files.Format | None,
    policy: str,
    ground: str,
    jobs: int | None,
    as_json: bool,
) -> None:
    """Take files into the home: JSON Lines, saved pages, texts, WARC archives, feeds, wire files, OPML.

    It can be stopped with Ctrl-C and run again: nothing is doubled. Sources that are unknown are added
    with the policy given; the feeds of an OPML list become sources to visit, and nothing is fetched.
    Exit status: 0 it did its work, though single articles may have been unreadable (they are told with
    their reasons), 1 a file is missing or nothing could be taken, 130 it was stopped.

    \b
    masdar import corpus.jsonl.zst
    masdar import pages/ --manifest pages.json --policy full --ground "own text"
    masdar import subscriptions.opml   then   masdar harvest
    """
    rule = options.rule(policy, ground)

    def add(name: SourceId, capture: Capture) -> Source:
        if name == files.NOBODY:
            return Source(
                id=name, name="ملفات محفوظة", name_en="Saved files", kind=SourceKind.ARCHIVE, policy=rule
            )
        return catalogue.unknown(name, policy=rule, url=capture.final_url)

    missing = [str(path) for path in paths if not path.exists()]
    if missing:
        raise ConfigError(f"there is no such file: {', '.join(missing)}; nothing was taken")
    choices = files.Options(format=format_, url=url, manifest=manifest, source=source)
    lists = {path: found for path in paths if (found := files.subscriptions(path, choices)) is not None}
    rest = [path for path in paths if path not in lists]
    progress = show.Progress(call.say("taken"), quiet=call.quiet)
    tally, seconds, feeds = Tally(), 0.0, 0
    with open_app(call.home, write=True, jobs=jobs) as app:
        if lists:
            feeds = _subscribe(app, [each for found in lists.values() for each in found], rule)
        marks = bookmarks.Bookmarks(app.home)

        def start(path: Path) -> int:
            if at := marks.of(path):
                show.note(
                    call.say("{file}: going on where it was stopped, at byte {at}", file=path, at=f"{at:,}")
                )
            return at

        def reached(item: Item) -> None:
            if (place := files.place(item)) is not None:
                marks.put(*place)

        try:
            if rest:
                tally = app.intake(add=add).run(
                    files.items(rest, choices, start=start),
                    progress=lambda tally: progress(tally.taken, _counts(tally, call)),
                    reached=reached,
                )
                for path in rest:
                    marks.drop(path)
        finally:
            seconds = progress.end()
        _follow(app, quiet=call.quiet)
    if lists:
        _say_feeds(feeds, sum(map(len, lists.values())), call, as_json=as_json)
    if rest or not lists:
        _report(tally, seconds, call, as_json=as_json)
    if rest and (not tally.taken or tally.taken == len(tally.bad)):
        sys.exit(1)


def _subscribe(app: App, outlines: Sequence[opml.Outline], rule: Policy) -> int:
    """Make sources of a list's feeds; how many feeds are new. What is known of a source stays."""
    known = app.sources()
    made: dict[SourceId, Source] = {}
    fresh = 0
    for each in outlines:
        where = address.normal(each.feed)
        if where is None or not where.startswith(("http://", "https://")):
            continue
        home = each.home or where
        id = catalogue.slug(home)
        source = made.get(id) or known.get(id)
        if source is None:
            guessed = catalogue.unknown(id, policy=rule, url=home)
            # a name that is known stands above what a reader called it
            named = guessed.name != id and guessed.name not in guessed.hosts
            source = guessed if named else replace(guessed, name=each.text)
        joined = with_channel(source, where)
        fresh += len(joined.channels) - len(source.channels)
        made[id] = joined
    with app.store.writing() as writing:
        writing.put_sources(list(made.values()))
    return fresh


@click.command("harvest")
@options.shared
@click.option("--once", is_flag=True, expose_value=False, help="One round, then end (the default).")
@click.option("--all", "all_", is_flag=True, help="Visit every channel, due or not.")
@options.JSON
@click.pass_obj
def harvest_(call: Call, all_: bool, as_json: bool) -> None:
    """Visit the channels that are due, keep what is new, and print the counts of each source.

    What their sites reserve is read once a day, and pictures that may be shown are fetched. A channel that
    fails is told with its reason and visited again later. Ctrl-C loses nothing. Exit
    status: 0 the round was made, 1 there is no home or another process writes to it, 130 it was stopped.

    \b
    masdar source add https://daily.example
    masdar harvest --all
    """

    async def visit(app: App) -> harvest.Counts:
        intake = app.intake()
        async with app.client() as client:
            await push.round(app.store, client, home=app.home, callback=app.callback, now=app.now)
            counts = await harvest.round(
                app.store, client, now=app.now, take=intake.take, all_channels=all_, bounds=app.bounds
            )
            await heed.round(app.store, client, now=app.now)
            return counts

    with open_app(call.home, write=True) as app:
        counts = asyncio.run(visit(app))
        drops.round(app, counts)
        _follow(app, quiet=call.quiet)
        asyncio.run(app.illustrate())
    if as_json or not call.quiet:
        show_harvest(counts, call, as_json=as_json)


def show_harvest(counts: harvest.Counts, call: Call, *, as_json: bool) -> None:
    """A line a source: new, changed, known, withheld, failed."""
    for source, each in counts.sources.items():
        if as_json:
            show.record({"source": source, **each})
        else:
            numbers = "  ".join(
                f"{call.say(word)} {number:,}" for word, number in each.items() if isinstance(number, int)
            )
            show.line(f"{source:<16} {numbers}")
            for why, count in each["reasons"].items():
                show.line(f"{'':<16} {count:,}: {why}")
    if not as_json:
        visited, unchanged = f"{counts.visited:,}", f"{counts.unchanged:,}"
        show.line(
            call.say(
                "channels visited {visited}, unchanged {unchanged}", visited=visited, unchanged=unchanged
            )
        )


@click.command("recheck")
@click.argument("articles", nargs=-1, metavar="[ARTICLE]...")
@options.shared
@options.JSON
@click.pass_obj
def recheck_(call: Call, articles: tuple[str, ...], as_json: bool) -> None:
    """Ask again for the pages of kept articles: those that are due, or those named by address or id.

    What changed there changes here, and what its publisher took back is withdrawn. A page is due a quarter
    of an hour, an hour, six hours, a day and a week after it was taken. Exit status as for harvest.

    \b
    masdar recheck
    masdar recheck https://daily.example/news/17
    """

    async def ask(app: App, ids: Sequence[ArticleId] | None) -> recheck.Counts:
        take = app.intake().take
        async with app.client() as client:
            return await recheck.round(app.store, client, now=app.now, take=take, ids=ids)

    with open_app(call.home, write=True, create=False) as app:
        counts = asyncio.run(ask(app, named(app, articles) if articles else None))
        _follow(app, quiet=call.quiet)
    for source, words in counts.sources.items():
        if as_json:
            show.record({"source": source, **words})
        elif not call.quiet:
            said = "  ".join(f"{call.say(word)} {number:,}" for word, number in sorted(words.items()))
            show.line(f"{source:<16} {said}")
    if not as_json:
        for why, number in counts.reasons.most_common(REASONS):
            show.note(f"  {number:,}  {why}")


def named(app: App, articles: Sequence[str]) -> list[ArticleId]:
    """The ids of articles that a person named. Raises NotFound for one that is not kept."""
    with app.store.reading() as reading:
        known = reading.articles.known(articles)
    if missing := [each for each in articles if each not in known]:
        raise NotFound(f"no article is kept under {missing[0]}; masdar search finds those that are")
    return list(known.values())


def _follow(app: App, *, quiet: bool) -> None:
    progress = show.Progress("following", quiet=quiet)
    app.follow(progress=show.counter(progress))
    progress.end()


def _counts(tally: Tally, call: Call) -> str:
    return call.say(
        "new {new}, changed {changed}, known {known}, unread {unread}",
        new=f"{tally.new:,}",
        changed=f"{tally.changed:,}",
        known=f"{tally.known:,}",
        unread=f"{len(tally.bad):,}",
    )


def _say_feeds(fresh: int, listed: int, call: Call, *, as_json: bool) -> None:
    if as_json:
        show.record({"feeds": listed, "added": fresh})
    elif not call.quiet:
        show.line(call.say("feeds {listed}, added {added}", listed=f"{listed:,}", added=f"{fresh:,}"))


def _report(tally: Tally, seconds: float, call: Call, *, as_json: bool) -> None:
    reasons = Counter(each.code or MasdarError.code for each in tally.bad)
    if as_json:
        show.record(
            {
                "new": tally.new,
                "changed": tally.changed,
                "known": tally.known,
                "unread": len(tally.bad),
                "seconds": round(seconds, 2),
                "reasons": dict(reasons),
            }
        )
    elif not call.quiet:
        rate = f"{tally.taken / max(seconds, 1e-6):,.0f}"
        show.line(_counts(tally, call) + call.say("; {rate} a second", rate=rate))
    for each in tally.bad[:REASONS]:
        show.note(f"  {each.where}: {each.why}" + (f" [{each.code}]" if each.code else ""))
    if len(tally.bad) > REASONS:
        show.note(
            call.say("  … and {more} more: ", more=f"{len(tally.bad) - REASONS:,}")
            + "  ".join(f"{code} {count:,}" for code, count in reasons.items())
        )
