"""Options that several commands share."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

HOME = click.option(
    "--home",
    type=click.Path(file_okay=False, path_type=Path),
    help="The data directory (else MASDAR_HOME, else ./masdar-data).",
)
JSON = click.option("--json", "as_json", is_flag=True, help="One JSON value a line, for programs.")
FILES = click.argument("paths", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
URL = click.option("--url", help="The address the page was saved from.")
MANIFEST = click.option(
    "--manifest",
    type=click.Path(dir_okay=False, path_type=Path),
    help='A JSON object {id: {"url": …}}; the page is named <id>.html or <id>.html.gz.',
)


def policy(command: Callable[..., Any]) -> Callable[..., Any]:
    """--policy and --ground."""
    for option in (
        click.option(
            "--ground", default="", help="The ground for `full`: a permission, a licence, own text."
        ),
        click.option(
            "--policy",
            type=click.Choice(["headline", "excerpt", "full"]),
            default="excerpt",
            show_default=True,
            help="How much may be shown of the sources that are added.",
        ),
    ):
        command = option(command)
    return command
