"""Calls a command as a terminal would, and gives what it said."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import pytest

from masdar import cli


@dataclass(frozen=True, slots=True)
class Said:
    status: int
    out: str
    err: str

    @property
    def records(self) -> list[dict[str, Any]]:
        return [msgspec.json.decode(line) for line in self.out.splitlines() if line]


class Masdar:
    """The command, on a home of its own."""

    def __init__(self, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.home = home
        self._capsys = capsys

    def __call__(self, *arguments: str | Path) -> Said:
        status = 0
        try:
            cli.main(["--home", str(self.home), *map(str, arguments)])
        except SystemExit as end:
            status = int(end.code or 0)
        out, err = self._capsys.readouterr()
        return Said(status=status, out=out, err=err)
