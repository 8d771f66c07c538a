"""The commands. Each is a few lines over one function of the rooms below."""

import importlib
import os
import signal
import sys
from collections.abc import Sequence
from types import FrameType
from typing import NoReturn

import click

from masdar import __version__, errors
from masdar.cli import options, show
from masdar.cli.call import TERMINATED, Call
from masdar.errors import ConfigError, MasdarError

__all__ = ["COMMANDS", "Call", "cli", "main"]

# name: (module, what it does in a line); the line stands here so that `--help` loads nothing
COMMANDS = {
    "demo": ("serve", "Show masdar on an invented newsroom, offline."),
    "init": ("init", "Make a home with settings of its own."),
    "read": ("read", "Read saved pages and print what they say."),
    "import": ("take", "Take files into the home."),
    "source": ("source", "Add and list sources."),
    "harvest": ("take", "Visit the channels that are due."),
    "recheck": ("take", "Ask again for pages that are kept."),
    "reread": ("reread", "Read what is kept again, with today's reader."),
    "reindex": ("reindex", "Make the index anew while the old one answers."),
    "search": ("ask", "Find articles by words."),
    "alert": ("alert", "Searches that keep watching."),
    "key": ("key", "Keys of programs that may ask for more."),
    "related": ("ask", "List the articles related to one."),
    "explain": ("ask", "Tell through whose hands an article came."),
    "export": ("export", "Print what is kept as JSON Lines."),
    "invite": ("invite", "Make a link to the desk, for a new account or a lost password."),
    "backup": ("backup", "Save the home into one file, while it is in use."),
    "restore": ("backup", "Make a home of a backup."),
    "serve": ("serve", "Serve the site."),
    "run": ("run", "Serve the site and keep it fresh: serve, harvest and recheck in one."),
    "lint": ("lint", "Look for faults of right-to-left text in pages."),
    "doctor": ("doctor", "Tell how the home is doing."),
    "completion": ("completion", "Print the script that lets a shell complete these commands."),
}


class Commands(click.Group):
    """The group that loads a command's module only when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"masdar.cli.{COMMANDS[cmd_name][0]}")
        command = getattr(module, f"{cmd_name}_")
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="masdar")
@options.root
def cli() -> None:
    """masdar (مصدر): take in Arabic news, know who said it first, put it out with its source.

    \b
    Start with:   masdar demo
    Read a page:  masdar read page.html --json
    Take in:      masdar import FILE...   then   masdar serve

    Exit status: 0 done, 1 it could not do its work, 2 wrong use, 130 stopped by Ctrl-C.
    """


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command and end the process with its exit status."""
    show.utf8()
    if arguments is None:
        # a request to end is heeded like Ctrl-C, so that what is temporary is removed
        signal.signal(signal.SIGTERM, _ended)
    call = Call()
    given = None if arguments is None else list(arguments)
    try:
        cli.main(given, prog_name="masdar", standalone_mode=False, obj=call)
    except (click.exceptions.Abort, KeyboardInterrupt):
        show.note(call.say("masdar: stopped; what was kept stays, run it again to go on"))
        sys.exit(130)
    except click.ClickException as error:
        if call.language == "ar":
            show.note(f"masdar: {errors.told(ConfigError(error.format_message()), 'ar')}")
        else:
            error.show()
        sys.exit(error.exit_code)
    except click.exceptions.Exit as error:
        sys.exit(error.exit_code)
    except MasdarError as error:
        show.note(f"masdar: {errors.told(error, call.language)}")
        sys.exit(1)
    except BrokenPipeError:
        # the reader of our output went away, as `head` does
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - lives to the exit
        sys.exit(1)


def _ended(_: int, __: FrameType | None) -> NoReturn:
    sys.exit(TERMINATED)
