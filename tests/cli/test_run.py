"""One process serves the site and keeps it fresh."""

import json
import os
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from tests.cli.calls import Masdar
from tests.cli.conftest import page

# each plays the whole house from end to end
pytestmark = pytest.mark.slow

# a shell that starts a job in the background has it ignore the signal; a terminal does not
START = (
    "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
    "from masdar.cli import main; main()"
)
URL = "https://murjan.example/1"


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl-C", "asked to end"])
def test_the_site_is_served_while_channels_are_visited(
    masdar: Masdar, tmp_path: Path, end: signal.Signals
) -> None:
    path = tmp_path / "one.html"
    path.write_text(page(), encoding="utf-8")
    masdar("import", path, "--url", URL)
    # loopback is never visited, so that the round ends at once, with a failure
    masdar("source", "add", "http://127.0.0.1:9/rss", "--feed", "--id", "inner")
    process = subprocess.Popen(
        [sys.executable, "-c", START, "run", "--json", "--home", str(masdar.home)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        start_new_session=True,
    )
    assert process.stdout is not None
    assert process.stderr is not None

    try:
        address = json.loads(process.stdout.readline())["address"]
        # the link to the desk may be told before the round or after it
        told = next(line for line in process.stderr if line.startswith("round"))
        with urllib.request.urlopen(address, timeout=30) as answer:
            shown = answer.read().decode()
    finally:
        os.killpg(process.pid, end)
        _, rest = process.communicate()

    assert "failed 1" in told
    assert "افتتاح خط القطار البحري" in shown
    assert process.returncode == 0
    assert "Traceback" not in rest
    assert [each["channel"] for each in masdar("doctor", "--json").records[0]["troubled"]] == ["inner/feed"]
