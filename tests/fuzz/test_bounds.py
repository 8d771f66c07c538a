"""Pages made to exhaust: each is read or refused within 5 seconds of processor time and 256 MB of memory.

The limits are those of the operating system, for a process of its own; what breaks them is killed or gets no memory.
"""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="limits of memory are kept by Linux alone"),
]

_SECONDS, _BYTES = 5, 256 * 2**20
_SOURCE = str(Path(__file__).parents[2] / "src")
_READ = """
import pathlib, resource, sys
resource.setrlimit(resource.RLIMIT_CPU, (int(sys.argv[2]), int(sys.argv[2]) + 1))
resource.setrlimit(resource.RLIMIT_DATA, (int(sys.argv[3]),) * 2)
import masdar
from masdar.errors import NotAnArticle
try:
    print(len(masdar.read(pathlib.Path(sys.argv[1]).read_bytes(), url="https://daily.example/a/1").blocks))
except NotAnArticle:
    print("refused")
"""


def _prose(count: int) -> str:
    return "".join(
        f"<p>أعلنت البلدية صباح اليوم أن الطريق رقم {n} تُفتح بعد أعمال دامت {n} شهرًا، وتصل بين الضفتين.</p>"
        for n in range(count)
    )


_PAGES: dict[str, Callable[[], str]] = {
    "fifty megabytes of prose": lambda: f"<html><body><article>{_prose(300_000)}",
    "fifty megabytes in one line": lambda: "<html><body><p>" + "كلمة " * 5_600_000,
    "fifty megabytes of script": lambda: f"<html><body><script>{'x=1;' * 12_500_000}</script>{_prose(9)}",
    "a million paragraphs": lambda: "<html><body><article>" + "<p>خبر" * 1_000_000,
    "a million spans": lambda: "<html><body><article>" + "<span>x</span>" * 1_000_000,
    "a million links": lambda: "<html><body><article>" + "<a href=x>خبر</a>" * 1_000_000,
    "a million pictures": lambda: f"<html><body><article>{_prose(9)}" + "<img src=a.jpg>" * 1_000_000,
    "a million line breaks": lambda: f"<html><body><article>{_prose(9)}" + "x<br>" * 1_000_000,
    "a million cells": lambda: "<html><body><table>" + "<tr><td>x" * 500_000,
    "fifty thousand boxes within each other": lambda: "<html><body>" + "<div>" * 50_000 + _prose(9),
    "fifty thousand bold words within each other": lambda: "<html><body>" + "<b>" * 50_000 + _prose(9),
    "a minified page of one line": lambda: f"<html><body><article>{_prose(20_000)}</article></body></html>",
    "a million attributes": lambda: (
        f"<html><body><article {' '.join(f'a{n}=1' for n in range(1_000_000))}>{_prose(9)}"
    ),
    "a name of a megabyte": lambda: f"<html><body><article class='{'article body ' * 80_000}'>{_prose(9)}",
    "a hundred thousand statements": lambda: (
        "<script type=application/ld+json>["
        + '{"@type":"Person","name":"x"},' * 100_000
        + f"0]</script>{_prose(9)}"
    ),
    "open entities": lambda: f"<html><body><article>{_prose(9)}<p>{'&amp' * 2_000_000}",
}


@pytest.mark.parametrize("name", _PAGES)
def test_a_page_made_to_exhaust_is_bounded(name: str, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(_PAGES[name](), encoding="utf-8")

    done = subprocess.run(
        [sys.executable, "-c", _READ, str(page), str(_SECONDS), str(_BYTES)],
        env={"PYTHONPATH": _SOURCE, "PYTHONUTF8": "1"}, check=False, capture_output=True, text=True,
    )  # fmt: skip

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.strip()
