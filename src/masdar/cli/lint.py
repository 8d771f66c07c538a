"""`masdar lint`: the direction of a page, which other checkers do not see."""

import sys
from pathlib import Path

import click

from masdar.cli import options, show
from masdar.press import rtl


@click.command("lint")
@click.argument("paths", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@options.JSON
def lint_(paths: tuple[Path, ...], as_json: bool) -> None:
    """Look in pages and style sheets for faults of right-to-left text.

    Root without direction, text whose language and direction differ, physical CSS properties, spaced or
    slanted Arabic, stray marks, Latin punctuation, mixed digits and the like; each with its number.
    Exit status 1 if there is a fault.

    \b
    masdar lint page.html style.css
    """
    found = 0
    for path in paths:
        text = path.read_text(encoding="utf-8", errors="replace")
        for each in rtl.style(text) if path.suffix == ".css" else rtl.page(text):
            found += 1
            if as_json:
                show.record({"file": str(path), "rule": each.rule, "what": each.what, "where": each.where})
            else:
                show.line(f"{path}: {each.rule} {each.what}: {show.apart(each.where)}")
    if found:
        sys.exit(1)
