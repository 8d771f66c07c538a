"""Call a script in the environment of the peers, or in our own where the product itself is asked."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
HOME = ROOT / ".work" / "peers"
# nobody measured may look at the network
_OFFLINE = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), "http://127.0.0.1:9")


class Missing(Exception):
    """A peer, or the environment of all, that is not there."""


def ready() -> bool:
    """Make the environment where it is not made yet; False where that cannot be."""
    return subprocess.run([str(ROOT / "tools" / "peers")], check=False).returncode == 0


def script(name: str, *arguments: str, ours: bool = False) -> str:
    """What a script of this folder printed. Raises Missing with the last line of its complaint."""
    python = sys.executable if ours else str(HOME / "bin" / "python")
    environment = (
        os.environ | _OFFLINE | {"PYTHONPATH": str(ROOT / "src") if ours else "", "PYTHONHASHSEED": "0"}
    )
    command = [python, str(Path(__file__).parent / name), *arguments]
    done = subprocess.run(command, check=False, capture_output=True, text=True, env=environment)
    if done.returncode:
        raise Missing((done.stderr.strip().splitlines() or [f"ended with {done.returncode}"])[-1])
    return done.stdout
