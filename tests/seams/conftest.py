"""masdar as its users have it: a command and a library, in an environment of the run requirements alone."""

import fcntl
import hashlib
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Outside:
    """The command and the interpreter of that environment, called in a directory that is not ours."""

    bin: Path
    folder: Path

    def run(self, *arguments: str | Path, status: int = 0) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [str(self.bin / "masdar"), *map(str, arguments)],
            cwd=self.folder,
            env=environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == status, done.stderr + done.stdout
        return done

    def records(self, *arguments: str | Path, status: int = 0) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.run(*arguments, status=status).stdout.splitlines()]

    def value(self, code: str) -> Any:
        """What an expression of the library gives, through JSON."""
        program = f"import json, masdar\nprint(json.dumps({code}))"
        done = subprocess.run(
            [str(self.bin / "python"), "-c", program],
            cwd=self.folder,
            env=environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)


def environment() -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "MASDAR"))}
    return {**kept, "PYTHONUTF8": "1"}


@pytest.fixture(scope="session")
def environment_outside() -> Path:
    """Made once for a state of the lock and a place, kept beside the project where git does not look."""
    lock = (ROOT / "requirements.lock").read_bytes()
    home = ROOT / ".work" / f"outside-{hashlib.sha256(lock + bytes(ROOT)).hexdigest()[:12]}"
    home.parent.mkdir(exist_ok=True)
    with (home.parent / "outside.lock").open("w") as gate:
        # several workers may ask for it at once
        fcntl.flock(gate, fcntl.LOCK_EX)
        if not (home / "bin" / "masdar").exists():
            done = subprocess.run(
                [sys.executable, str(ROOT / "tools" / "venv.py"), str(home), "run"],
                capture_output=True,
                text=True,
                check=False,
            )
            if done.returncode:
                pytest.skip(f"no environment of the run requirements could be made: {done.stderr[-400:]}")
    return home / "bin"


@pytest.fixture
def outside(environment_outside: Path, tmp_path: Path) -> Outside:
    return Outside(environment_outside, tmp_path)
