"""`masdar import` and `masdar harvest`: news comes in."""

import asyncio
import sys
from collections import Counter
from pathlib import Path

import click

from masdar import files
from masdar.app import App, open_app
from masdar.cli import Call, options, show
from masdar.desk import harvest
from masdar.desk.intake import Bad, Tally
from masdar.errors import ConfigError
from masdar.model import Capture, Policy, Show, Source, SourceId
from masdar.sources import catalogue

# reasons printed in full before they are only counted
REASONS = 20


@click.command("import")
@options.FILES
@options.HOME
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
    home: Path | None,
    url: str | None,
    manifest: Path | None,
    source: str | None,
    format_: files.Format | None,
    policy: str,
    ground: str,
    jobs: int | None,
    as_json: bool,
) -> None:
    """Take files into the home: articles as JSON Lines, saved pages, texts, WARC archives, feeds.

    It can be stopped and run again: nothing is doubled. Sources that are unknown are added with the
    policy given. Exit status 0 if it did its work, though single articles may have been unreadable;
    1 if a file could not be read at all or nothing could be taken.

    \b
    masdar import corpus.jsonl.zst
    masdar import pages/ --manifest pages.json --policy full --ground "own text"
    """
    rule = Policy(show=Show(policy), ground=ground)
    if rule.show is Show.FULL and not ground:
        raise ConfigError(
            '--policy full needs its ground: say --ground "permission of …", or use --policy excerpt'
        )

    def add(name: SourceId, capture: Capture) -> Source:
        return catalogue.unknown(name, policy=rule, url=capture.final_url)

    missing = [str(path) for path in paths if not path.exists()]
    if missing:
        raise ConfigError(f"there is no such file: {', '.join(missing)}; nothing was taken")
    progress = show.Progress("taken", quiet=call.quiet)
    choices = files.Options(format=format_, url=url, manifest=manifest, source=source)
    with open_app(call.at(home), write=True, jobs=jobs) as app:
        tally = app.intake(add=add).run(
            files.items(paths, choices), progress=lambda tally: progress(tally.taken, _counts(tally))
        )
        seconds = progress.end()
        _follow(app, quiet=call.quiet)
    _report(tally, seconds, as_json=as_json, quiet=call.quiet)
    if not tally.taken or tally.taken == len(tally.bad):
        sys.exit(1)


@click.command("harvest")
@options.HOME
@click.option("--once", is_flag=True, expose_value=False, help="One round, then end (the default).")
@click.option("--all", "all_", is_flag=True, help="Visit every channel, due or not.")
@options.JSON
@click.pass_obj
def harvest_(call: Call, home: Path | None, all_: bool, as_json: bool) -> None:
    """Visit the channels that are due, keep what is new, and print the counts of each source.

    \b
    masdar source add https://daily.example/rss
    masdar harvest --all
    """
    from masdar.fetch import open_client

    async def visit(app: App) -> harvest.Counts:
        intake = app.intake()
        async with open_client(now=app.now) as client:
            return await harvest.round(app.store, client, now=app.now, take=intake.take, all_channels=all_)

    with open_app(call.at(home), write=True) as app:
        counts = asyncio.run(visit(app))
        _follow(app, quiet=call.quiet)
    show_harvest(counts, as_json=as_json)


def show_harvest(counts: harvest.Counts, *, as_json: bool) -> None:
    """A line a source: new, changed, known, withheld, failed."""
    for source, each in counts.sources.items():
        if as_json:
            show.record({"source": source, **each})
        else:
            numbers = "  ".join(
                f"{word} {number}" for word, number in each.items() if isinstance(number, int)
            )
            show.line(f"{source:<16} {numbers}")


def _follow(app: App, *, quiet: bool) -> None:
    progress = show.Progress("following", quiet=quiet)
    app.follow(progress=show.counter(progress))
    progress.end()


def _counts(tally: Tally) -> str:
    return f"new {tally.new:,}, changed {tally.changed:,}, known {tally.known:,}, unread {len(tally.bad):,}"


def _report(tally: Tally, seconds: float, *, as_json: bool, quiet: bool) -> None:
    reasons = Counter(each.code or "MSD-0000" for each in tally.bad)
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
    elif not quiet:
        show.line(f"{_counts(tally)}; {tally.taken / max(seconds, 1e-6):,.0f} a second")
    for each in tally.bad[:REASONS]:
        show.note(f"  {each.where}: {each.why}" + (f" [{each.code}]" if each.code else ""))
    if len(tally.bad) > REASONS:
        show.note(
            f"  … and {len(tally.bad) - REASONS:,} more: " + ", ".join(f"{k} {n}" for k, n in reasons.items())
        )


__all__ = ["Bad", "harvest_", "import_"]
