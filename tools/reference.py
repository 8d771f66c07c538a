"""Write the reference pages that are made from the code: `python tools/reference.py [--check]`."""

import sys
from collections.abc import Iterator
from pathlib import Path

import click

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

from masdar import cli  # noqa: E402 - the path comes first

TARGET = ROOT / "docs" / "reference" / "commands.md"
HEAD = """# Commands

Made from the code by `tools/reference.py`; a test holds it to it. Every command ends with 0 when it did
its work, 1 when it could not, 2 when it was used wrongly, 130 when it was stopped.
"""


def commands() -> str:
    """The page of all commands, with their help as a terminal shows it."""
    return HEAD + "".join(_pages(cli.cli, "masdar"))


def _pages(command: click.Command, path: str) -> Iterator[str]:
    context = click.Context(command, info_name=path, max_content_width=100, terminal_width=100)
    yield f"\n## {path}\n\n```text\n{command.get_help(context).rstrip()}\n```\n"
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            assert inner is not None
            yield from _pages(inner, f"{path} {name}")


if __name__ == "__main__":
    if "--check" in sys.argv:
        sys.exit(
            0 if TARGET.read_text(encoding="utf-8") == commands() else "docs/reference/commands.md is stale"
        )
    TARGET.write_text(commands(), encoding="utf-8")
