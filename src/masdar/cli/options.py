"""Options that several commands share."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from masdar.cli.call import Call
from masdar.errors import ConfigError, Language

if TYPE_CHECKING:
    from masdar.model import Policy


def _home(context: click.Context, _: click.Parameter, value: Path | None) -> None:
    if value is not None:
        context.ensure_object(Call).given = value


def _quiet(context: click.Context, _: click.Parameter, value: bool) -> None:
    if value:
        context.ensure_object(Call).quiet = True


def _language(context: click.Context, _: click.Parameter, value: Language | None) -> None:
    if value is not None:
        context.ensure_object(Call).language = value


def _shared(*, root: bool) -> tuple[Callable[..., Any], ...]:
    return (
        click.option(
            "--lang",
            type=click.Choice(["ar", "en"]),
            # asked once: below the root it would overrule what was given before the command's name
            envvar="MASDAR_LANG" if root else None,
            expose_value=False,
            callback=_language,
            help="The language of labels, summaries and errors (else MASDAR_LANG, else en).",
        ),
        click.option(
            "--quiet",
            "-q",
            is_flag=True,
            expose_value=False,
            callback=_quiet,
            help="No progress, no summaries.",
        ),
        click.option(
            "--home",
            type=click.Path(file_okay=False, path_type=Path),
            expose_value=False,
            callback=_home,
            help="The data directory (else MASDAR_HOME, else ./masdar-data).",
        ),
    )


def shared(command: Callable[..., Any]) -> Callable[..., Any]:
    """--home, --quiet and --lang, which may stand before a command's name or behind it."""
    for option in _shared(root=False):
        command = option(command)
    return command


def root(command: Callable[..., Any]) -> Callable[..., Any]:
    """The same, for the place before the command's name."""
    for option in _shared(root=True):
        command = option(command)
    return command


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


def rule(policy: str, ground: str) -> "Policy":
    """The policy that --policy and --ground name. Raises ConfigError where full text lacks its ground."""
    from masdar.model import Policy, Show  # help and completion need no nouns

    made = Policy(show=Show(policy), ground=ground)
    if made.show is Show.FULL and not ground.strip():
        raise ConfigError(
            '--policy full needs its ground: say --ground "permission of …", or use --policy excerpt'
        )
    return made
