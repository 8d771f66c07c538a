"""The library and `masdar read` load what they need, and no more."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import page

HEAVY = ("sqlalchemy", "alembic", "aiohttp", "starlette", "uvicorn", "tantivy", "jinja2", "babel")
PARSERS = ("turbohtml", "lxml", "nh3", "numpy", "msgspec", "click", "ada_url", "protego")


def loaded(program: str) -> set[str]:
    """The packages that a program loads, each by its first name."""
    tail = "\nimport sys, json\nprint(json.dumps(sorted({name.partition('.')[0] for name in sys.modules})))"
    done = subprocess.run(
        [sys.executable, "-c", program + tail],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    return set(json.loads(done.stdout.splitlines()[-1]))


def test_the_package_loads_nothing_but_the_standard_library() -> None:
    found = loaded("import masdar")

    assert found.isdisjoint((*HEAVY, *PARSERS, "asyncio", "socket", "sqlite3"))


@pytest.mark.parametrize(
    "call",
    [
        "masdar.read_date('3 مايو 2026')",
        "masdar.words('خبر')",
        "masdar.decode(b'x')",
        "masdar.same_address('https://a.example/', 'https://b.example/')",
        "masdar.allowed('', 'masdar', 'https://a.example/')",
        "masdar.sanitise('<p>x</p>')",
        "masdar.read_feed(b'<rss/>')",
        "masdar.read_dateline('الرياض (واس) -')",
    ],
)
def test_no_function_loads_a_database_a_network_or_a_site(call: str) -> None:
    assert loaded(f"import masdar\n{call}").isdisjoint((*HEAVY, "sqlite3"))


@pytest.mark.parametrize("command", ["read", "--help"])
def test_reading_a_page_loads_no_database_no_network_and_no_site(tmp_path: Path, command: str) -> None:
    path = tmp_path / "one.html"
    path.write_text(page(), encoding="utf-8")
    arguments = [command, str(path), "--json"] if command == "read" else [command]

    found = loaded(
        f"from masdar import cli\ntry:\n    cli.main({arguments!r})\nexcept SystemExit as end:\n    assert not end.code"
    )

    assert found.isdisjoint((*HEAVY, "sqlite3", "numpy"))
