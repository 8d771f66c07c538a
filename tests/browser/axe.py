"""axe-core, the checker of accessibility: one version, known by its digest, kept under `.work/`.

It comes from npm once; after that nothing is asked of the network.
"""

import fcntl
import hashlib
import shutil
import subprocess
import tarfile
from pathlib import Path

VERSION = "4.14.1"
SHA256 = "29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c"
ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / ".work" / "axe"


class Absent(Exception):
    """It cannot be had here; the sentence says why."""


def source() -> str:
    """The script. Raises Absent, and ValueError where what came is not what was pinned."""
    kept = FOLDER / f"axe-{VERSION}.min.js"
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / "lock").open("w") as gate:
        fcntl.flock(gate, fcntl.LOCK_EX)
        if not kept.exists():
            kept.write_bytes(_fetched())
    data = kept.read_bytes()
    if hashlib.sha256(data).hexdigest() != SHA256:
        raise ValueError(f"{kept} is not axe-core {VERSION}; remove it to have it fetched anew")
    return data.decode("utf-8")


def _fetched() -> bytes:
    npm = shutil.which("npm")
    if npm is None:
        raise Absent("npm is not installed")
    try:
        subprocess.run(
            [npm, "pack", f"axe-core@{VERSION}", "--silent", "--pack-destination", str(FOLDER)],
            check=True,
            capture_output=True,
            timeout=90,
            cwd=FOLDER,
        )
    except (subprocess.SubprocessError, OSError) as error:
        raise Absent(f"npm cannot fetch axe-core {VERSION}") from error
    packed = FOLDER / f"axe-core-{VERSION}.tgz"
    try:
        with tarfile.open(packed) as archive:
            member = archive.extractfile("package/axe.min.js")
            assert member is not None
            return member.read()
    finally:
        packed.unlink()
