"""`masdar backup` and `masdar restore`: a home in one file, and back."""

from pathlib import Path

import click

from masdar.app import clock, open_app
from masdar.cli import Call, options, show
from masdar.store import backup


@click.command("backup")
@options.shared
@click.argument("file", required=False, type=click.Path(dir_okay=False, path_type=Path))
@options.JSON
@click.pass_obj
def backup_(call: Call, file: Path | None, as_json: bool) -> None:
    """Save the home into one file, also while another process writes to it.

    The file holds the database as it stood at one moment, settings, pictures and what waits, each with its
    digest; without FILE its name is made of the time. It holds secrets too, and is readable to you alone. The
    index is left out, since it is made anew. Exit status: 0 it was saved, 1 it could not be.

    \b
    masdar backup --home news news.tar.zst
    """
    now = clock()
    target = file or Path(f"masdar-{now:%Y%m%d-%H%M%S}.tar.zst")
    told = backup.save(call.home, target, now=now)
    _tell(call, told, target, as_json=as_json, words="saved {files} files, {size:,} bytes: {target}")


@click.command("restore")
@options.shared
@click.argument("file", type=click.Path(dir_okay=False, exists=True, path_type=Path))
@options.JSON
@click.pass_obj
def restore_(call: Call, file: Path, as_json: bool) -> None:
    """Make a home of a backup, each byte compared with its digest, and its index anew.

    The home must not be there yet, or be empty. Exit status: 0 it was restored, 1 the backup is damaged or
    the home is not empty; then nothing is left behind.

    \b
    masdar restore news.tar.zst --home restored
    """
    told = backup.load(file, call.home)
    with open_app(call.home, write=True, create=False, jobs=1) as app:
        app.follow()
    _tell(call, told, call.home, as_json=as_json, words="restored {files} files, {size:,} bytes: {target}")


def _tell(call: Call, told: object, target: Path, *, as_json: bool, words: str) -> None:
    assert isinstance(told, dict)
    size = sum(each["size"] for each in told["files"].values())
    if as_json:
        show.record({"target": str(target), "made": told["made"], "files": len(told["files"]), "bytes": size})
    elif not call.quiet:
        show.line(call.say(words, files=len(told["files"]), size=size, target=target))
