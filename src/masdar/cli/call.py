"""What every command is told before it runs."""

import signal
from pathlib import Path

from masdar import settings
from masdar.cli import words
from masdar.errors import Language

# the exit status of a command that was asked to end by a signal, as shells count it
TERMINATED = 128 + signal.SIGTERM


class Call:
    """The home, the language, and whether to be quiet; options set it, wherever on the line they stand."""

    def __init__(self) -> None:
        self.given: Path | None = None
        self.quiet = False
        self.language: Language = "en"

    @property
    def home(self) -> Path:
        return settings.home_of(str(self.given) if self.given else None)

    def say(self, text: str, **values: object) -> str:
        """A label or a sentence of ours in the language of the call, its {names} filled in."""
        return words.said(text, self.language).format(**values)
