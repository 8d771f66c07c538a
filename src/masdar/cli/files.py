"""`masdar export site`: the public site as files."""

import functools
import os
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click
import msgspec

from masdar.app import App, open_app
from masdar.cli import Call, options, show
from masdar.engine import open_engine
from masdar.errors import StoreError
from masdar.model import ArticleId
from masdar.ports import Reading

if TYPE_CHECKING:
    from masdar.press import export


@click.command("site")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--jobs", type=click.IntRange(1), help="Worker processes; one a core if not said.")
@options.shared
@options.JSON
@click.pass_obj
def site_(call: Call, folder: Path, jobs: int | None, as_json: bool) -> None:
    """The public site as files in FOLDER, which any web server shows, and a browser without one.

    Pages, feeds, pictures and an index for the search come out as the site would answer now. Run again, it
    writes what altered and removes what it wrote before and is no more; other files are left alone. What
    needs a server leads to the site's `base_url`. Exit status: 0 written, 1 there is no home or no room.

    \b
    masdar export site public/
    """
    progress = show.Progress("files", quiet=call.quiet or as_json)
    with open_app(call.home, write=False) as app:
        counts = export_site(app, folder, jobs=jobs or os.cpu_count() or 1, report=progress)
    progress.end()
    if as_json:
        show.record(counts)
    elif not call.quiet:
        show.note(call.say("files {files}, altered {altered}, removed {removed}", **counts))


def export_site(
    app: App, folder: Path, *, jobs: int = 1, report: Callable[[int], None] | None = None
) -> dict[str, int]:
    """Write the site as it stands now into a folder; how many files there are, altered and were removed.

    `jobs` processes make the pages, each on a snapshot of its own; `report` is told of each file. Raises
    StoreError where the folder cannot be written.
    """
    from masdar.press import export

    with app.store.reading() as reading, open_engine(jobs) as engine:
        now = app.now()
        made = functools.partial(_made, app.home, now) if jobs > 1 else None
        answers = (lambda addresses: map(_sound, engine.map(made, addresses))) if made else None
        return _written(folder, export.walk(_maker(app, reading, now), answers), report)


def _maker(app: App, reading: Reading, now: datetime) -> "export.Maker":
    """What makes the files of a home, as it stands in a snapshot."""
    from masdar.cli.serve import site_of
    from masdar.press import export, pictures
    from masdar.press.view import View

    named = site_of(app, "")
    album = app.home / "pictures"
    try:
        held = pictures.read((album / "index.json").read_bytes())
    except (OSError, msgspec.MsgspecError):
        held = {}

    related: dict[ArticleId, tuple[ArticleId, ...]] = {}

    def view(language: str) -> View:
        if len(related) > _RELATED:
            related.clear()
        return View(
            reading=reading,
            index=app.index,
            site=named,
            now=now,
            language=language,
            pictures=held,
            related=related,
        )

    def picture(address: str) -> bytes | None:
        id, name = address.split("/")[2:4]
        release = reading.releases.get(ArticleId(id))
        known = pictures.named(held, release, name) if release else None
        return (album / known.file).read_bytes() if known else None

    return export.Maker(view=view, picture=picture, own=named.language, base=named.base_url)


def _made(home: Path, now: datetime, address: str) -> "export.Made":
    """The files of an address, in a worker."""
    return _opened(home, now)(address)


@functools.cache
def _opened(home: Path, now: datetime) -> "export.Maker":
    """A worker's own look at a home, which it keeps until it ends."""
    app = _OPEN.enter_context(open_app(home, write=False))
    return _maker(app, _OPEN.enter_context(app.store.reading()), now)


_OPEN = ExitStack()


def _sound(made: Any) -> "export.Made":
    """What a worker made. Raises what it raised."""
    if isinstance(made, Exception):
        raise made
    return cast("export.Made", made)


# lists of related articles in memory: a page is made in all languages at once
_RELATED = 1_000

# what was written, so that it can be taken away again
_LIST = ".masdar-files"


def _written(
    folder: Path, files: "Iterable[export.File]", report: Callable[[int], None] | None
) -> dict[str, int]:
    """Write what altered, and remove what an earlier run wrote and this one does not."""
    counts = {"files": 0, "altered": 0, "removed": 0}
    told: set[str] = set()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        listed = folder / _LIST
        before = set(listed.read_text(encoding="utf-8").splitlines()) if listed.exists() else set()
        for file in files:
            path = folder / file.path
            counts["files"] += file.path not in told
            told.add(file.path)
            if report is not None:
                report(counts["files"])
            if path.exists() and path.read_bytes() == file.body:
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(file.body)
            counts["altered"] += 1
        listed.write_text("\n".join(sorted(told)) + "\n", encoding="utf-8")
        for name in before - told:
            (folder / name).unlink(missing_ok=True)
            counts["removed"] += 1
    except OSError as error:
        raise StoreError(f"{folder} cannot be written: {error.strerror}; choose another folder") from error
    return counts
