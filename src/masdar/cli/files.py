"""`masdar export site`: the public site as files."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from masdar.app import App, open_app
from masdar.cli import Call, options, show
from masdar.errors import StoreError
from masdar.model import ArticleId

if TYPE_CHECKING:
    from masdar.press.export import File


@click.command("site")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@options.shared
@options.JSON
@click.pass_obj
def site_(call: Call, folder: Path, as_json: bool) -> None:
    """The public site as files in FOLDER, which any web server shows, and a browser without one.

    Pages, feeds, pictures and an index for the search come out as the site would answer now. Run again, it
    writes what altered and removes what it wrote before and is no more; other files are left alone. What
    needs a server leads to the site's `base_url`. Exit status: 0 written, 1 there is no home or no room.

    \b
    masdar export site public/
    """
    with open_app(call.home, write=False) as app:
        counts = export_site(app, folder)
    if as_json:
        show.record(counts)
    elif not call.quiet:
        show.note(call.say("files {files}, altered {altered}, removed {removed}", **counts))


def export_site(app: App, folder: Path) -> dict[str, int]:
    """Write the site as it stands now into a folder; how many files there are, altered and were removed.

    Raises StoreError where the folder cannot be written.
    """
    from masdar.cli.serve import site_of
    from masdar.press import export, pictures
    from masdar.press.view import View

    with app.store.reading() as reading:
        named = site_of(app, "")
        album = app.home / "pictures"
        try:
            held = pictures.read((album / "index.json").read_bytes())
        except (OSError, msgspec.MsgspecError):
            held = {}
        now = app.now()

        def view(language: str) -> View:
            return View(
                reading=reading, index=app.index, site=named, now=now, language=language, pictures=held
            )

        def picture(address: str) -> bytes | None:
            id, name = address.split("/")[2:4]
            release = reading.releases.get(ArticleId(id))
            known = pictures.named(held, release, name) if release else None
            return (album / known.file).read_bytes() if known else None

        walk = export.Site(view=view, picture=picture, own=named.language, base=named.base_url)
        return _written(folder, walk.files())


# what was written, so that it can be taken away again
_LIST = ".masdar-files"


def _written(folder: Path, files: "Iterable[File]") -> dict[str, int]:
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
