"""`masdar reread`: what is kept is read again by today's reader."""

import click

from masdar.app import open_app
from masdar.cli import Call, options, show
from masdar.cli.take import REASONS, named
from masdar.desk import reread


@click.command("reread")
@click.argument("articles", nargs=-1, metavar="[ARTICLE]...")
@options.shared
@click.option("--all", "all_", is_flag=True, help="Also what today's reader has read already.")
@click.option("--jobs", type=click.IntRange(1), help="Worker processes; one a core if not said.")
@options.JSON
@click.pass_obj
def reread_(call: Call, articles: tuple[str, ...], all_: bool, jobs: int | None, as_json: bool) -> None:
    """Read kept captures again: those that an older reader read, or articles named by address or id.

    Nothing is fetched. What reads better takes the place of the earlier reading, without a new version; what
    the reader now refuses stays as it was and is told. It can be stopped and run again. Exit status: 0 it
    did its work, 1 there is no home, 130 it was stopped.

    \b
    masdar reread
    masdar reread --all
    masdar reread https://daily.example/news/17
    """
    progress = show.Progress(call.say("read"), quiet=call.quiet)
    with open_app(call.home, write=True, create=False, jobs=jobs) as app:
        counts = reread.run(
            app.store,
            app.window,
            app.engine,
            directory=app.directory(),
            now=app.now,
            ids=named(app, articles) if articles else None,
            all_=all_,
            progress=lambda counts: progress(counts.read),
        )
        progress.end()
        app.follow()
    if as_json:
        show.record(
            {
                "read": counts.read,
                "better": counts.better,
                "same": counts.same,
                "missed": len(counts.missed),
                "fields": dict(counts.fields.most_common()),
            }
        )
    elif not call.quiet:
        show.line(
            call.say(
                "read {read}: otherwise {better}, alike {same}, not at all {missed}",
                read=f"{counts.read:,}",
                better=f"{counts.better:,}",
                same=f"{counts.same:,}",
                missed=f"{len(counts.missed):,}",
            )
        )
        for name, number in counts.fields.most_common():
            show.line(f"  {number:>7,}  {name}")
    for each in counts.missed[:REASONS]:
        show.note(f"  {each.url or each.article}: {each.why}")
    if len(counts.missed) > REASONS:
        show.note(call.say("  … and {more} more: ", more=f"{len(counts.missed) - REASONS:,}"))
