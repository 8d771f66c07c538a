"""Make the project's virtual environment, with whatever the machine has.

    tools/python tools/venv.py DIR run|test|tools

In this order: uv; venv with pip; venv without pip and a wheel of pip that the machine keeps or can
fetch by its own package manager; else one line that says what to install. Wheels only, by hash. The
project itself is not built: a path file in the environment points to `src`.
"""

import atexit
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCKS = {
    "run": ("requirements.lock",),
    "test": ("requirements.lock", "requirements-test.lock"),
    "tools": ("requirements.lock", "requirements-test.lock", "requirements-tools.lock"),
}
SCRIPT = """#!/bin/sh
export PYTHONUTF8=1
exec "$(dirname "$0")/python" -m masdar "$@"
"""


def main(directory: str, purpose: str) -> int:
    """Make or complete the environment; 0 when it is ready."""
    home = Path(directory)
    python = home / "bin" / "python"
    locks = [str(ROOT / name) for name in LOCKS[purpose]]
    print(f"masdar: preparing {home} for {purpose} (once)", file=sys.stderr)
    if not usable(python):
        shutil.rmtree(home, ignore_errors=True)
    if (uv := shutil.which("uv")) and run([uv, "--version"], quiet=True):
        made = python.exists() or run([uv, "venv", "--quiet", "--python", sys.executable, str(home)])
        if made and run([uv, *uv_install(python), *requirements(locks)]):
            return finish(home)
        print("masdar: uv could not do it; trying venv and pip", file=sys.stderr)
    if not has_pip(python) and not make_with_pip(home, python):
        print(
            f"masdar: this Python ({sys.executable}) can make no virtual environment with pip; "
            "install python3-venv (Debian, Ubuntu: apt install python3-venv) or uv, and run make again.",
            file=sys.stderr,
        )
        return 1
    install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    # the locks name everything; without --no-deps an extra that a package asks for slips past its pin
    pinned = ["--require-hashes", "--no-deps", "--only-binary", ":all:"]
    if not run([*install, *pinned, *requirements(locks)]):
        print(
            "masdar: the packages could not be installed (see above); is the package index reachable?",
            file=sys.stderr,
        )
        return 1
    return finish(home)


def uv_install(python: Path) -> list[str]:
    return [
        "pip",
        "install",
        "--quiet",
        "--python",
        str(python),
        "--require-hashes",
        "--only-binary",
        ":all:",
    ]


def requirements(locks: Sequence[str]) -> list[str]:
    return [argument for lock in locks for argument in ("-r", lock)]


def make_with_pip(home: Path, python: Path) -> bool:
    if run([sys.executable, "-m", "venv", str(home)], quiet=True) and has_pip(python):
        return True
    shutil.rmtree(home, ignore_errors=True)
    if not run([sys.executable, "-m", "venv", "--without-pip", str(home)]):
        return False
    wheel = pip_wheel()
    if wheel is None:
        # a pip outside the environment can install into it
        return run(
            [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "pip"], quiet=True
        )
    # a wheel of pip can be run from within itself
    return run([str(python), f"{wheel}/pip", "install", "--quiet", "--no-index", str(wheel)]) and has_pip(
        python
    )


def pip_wheel() -> Path | None:
    """A wheel of pip on this machine: Python's own, the distribution's, or fetched by its package manager."""
    bundled = Path(sysconfig.get_paths()["stdlib"]) / "ensurepip" / "_bundled"
    for folder in (bundled, Path("/usr/share/python-wheels")):
        for wheel in sorted(folder.glob("pip-*.whl"), reverse=True):
            return wheel
    if not (shutil.which("apt-get") and shutil.which("dpkg-deb")):
        return None
    folder = Path(tempfile.mkdtemp(prefix="masdar-pip-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    fetch = ["apt-get", "download", "python3-pip-whl"]
    if run(fetch, quiet=True, cwd=folder) or (
        run(["apt-get", "update"], quiet=True) and run(fetch, quiet=True, cwd=folder)
    ):
        for package in folder.glob("*.deb"):
            run(["dpkg-deb", "-x", str(package), str(folder)], quiet=True)
        for wheel in folder.glob("usr/share/python-wheels/pip-*.whl"):
            return wheel
    return None


def has_pip(python: Path) -> bool:
    return python.exists() and run([str(python), "-m", "pip", "--version"], quiet=True)


def usable(python: Path) -> bool:
    return python.exists() and run(
        [str(python), "-c", "import sys; assert sys.version_info >= (3, 11)"], quiet=True
    )


def finish(home: Path) -> int:
    """Point the environment to `src` and give it the command."""
    packages = next(home.glob("lib/python3.*/site-packages"))
    (packages / "masdar.pth").write_text(f"{ROOT / 'src'}\n", encoding="utf-8")
    script = home / "bin" / "masdar"
    script.write_text(SCRIPT, encoding="utf-8")
    script.chmod(0o755)
    return 0


def run(command: Sequence[str], *, quiet: bool = False, cwd: Path | None = None) -> bool:
    sink = subprocess.DEVNULL if quiet else None
    environment = {**os.environ, "PYTHONUTF8": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    environment.pop("PYTHONPATH", None)
    try:
        return (
            subprocess.run(
                command, stdout=sink, stderr=sink, cwd=cwd, env=environment, check=False
            ).returncode
            == 0
        )
    except OSError:
        return False


if __name__ == "__main__":
    if len(sys.argv) != 3 or sys.argv[2] not in LOCKS:
        sys.exit(f"usage: {sys.argv[0]} DIR {'|'.join(LOCKS)}")
    sys.exit(main(sys.argv[1], sys.argv[2]))
