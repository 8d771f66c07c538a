"""Runs the commands that a page shows, in order, and gives what each block printed."""

import doctest
import os
import re
import shlex
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_ISOLATES = re.compile("[\u2066-\u2069]")
_MARK = "--- the end of block"


@dataclass(frozen=True, slots=True)
class Block:
    """Commands, and what the page says that they print; None where it shows nothing."""

    commands: str
    expected: str | None


def blocks(page: Path) -> list[Block]:
    """The blocks of `sh` on a page, each with the `text` that follows it."""
    found: list[Block] = []
    fences = [(kind, body) for kind, body in _FENCE.findall(page.read_text(encoding="utf-8"))]
    for number, (kind, body) in enumerate(fences):
        if kind == "sh":
            after = fences[number + 1] if number + 1 < len(fences) else ("", "")
            found.append(Block(body, after[1] if after[0] == "text" else None))
    return found


def run(shown: list[Block], folder: Path) -> list[str]:
    """What the blocks print, run one after another by one shell in a folder."""
    bin = folder / "bin"
    bin.mkdir()
    script = bin / "masdar"
    source = shlex.quote(str(ROOT / "src"))
    script.write_text(
        f'#!/bin/sh\nPYTHONPATH={source} exec {shlex.quote(sys.executable)} -m masdar "$@"\n',
        encoding="utf-8",
    )
    script.chmod(0o755)
    steps = (f"{each.commands}\necho '{_MARK}'\n" for each in map(_served, shown))
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MASDAR")}
    done = subprocess.run(
        ["bash", "-eu", "-c", "".join(steps)],
        cwd=folder,
        env={**kept, "PATH": f"{bin}{os.pathsep}{os.environ['PATH']}", "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr + done.stdout[-2000:]
    return done.stdout.split(f"{_MARK}\n")[:-1]


def alike(expected: str, said: str) -> bool:
    """Whether it printed what the page shows; `...` stands for what differs from run to run."""
    said = "\n".join(line.rstrip() for line in _ISOLATES.sub("", said).strip().splitlines())
    return doctest.OutputChecker().check_output(f"{expected.strip()}\n", f"{said}\n", doctest.ELLIPSIS)


def _served(block: Block) -> Block:
    """A server is asked for its first line, and ended."""
    if not block.commands.startswith("masdar serve"):
        return block
    command = block.commands.strip()
    return Block(
        f'mkfifo told\n{command} > told & read -r line < told\necho "$line"\nkill -{signal.SIGTERM.value} $!\nwait $! || true\n',
        block.expected,
    )
