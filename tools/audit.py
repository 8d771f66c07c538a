"""Let others' checkers look at every kind of page: `python tools/audit.py pa11y` or `lighthouse`.

    pa11y        each page in light and dark, narrow and wide, Arabic and English; status 1 on any finding
    lighthouse   article, home and story as a slow phone meets them, the median of some runs; status 1 where
                 accessibility, search or speed is below the bars of the product

Both come from npm once and lie in `.work/npm`; node, npm and Chromium must be there. The pages are those of
the demo, served on loopback. Speed is what this machine gives at this moment: let nothing run beside it.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from masdar.app import open_app  # noqa: E402 - the path comes first
from masdar.demo import house, show  # noqa: E402
from masdar.press.view import Site  # noqa: E402
from masdar.web import asgi  # noqa: E402
from tests.browser import table  # noqa: E402
from tests.browser.conftest import served  # noqa: E402
from tests.demo.walking import Walk  # noqa: E402

PACKAGES = {"pa11y": "9.1.1", "lighthouse": "12.8.2"}
FOLDER = ROOT / ".work" / "npm"
# product paper, section 8
BARS = {"accessibility": 0.95, "seo": 0.95, "performance": 0.90}
SHIFT = 0.02
MEASURED = ("article", "home", "story")


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("what", choices=sorted(PACKAGES))
    asked.add_argument("--only", help="Only the kinds of page whose name begins so.", default="")
    asked.add_argument("--runs", type=int, default=5, help="Runs of Lighthouse for each page.")
    given = asked.parse_args()
    install()
    with town() as (walk, address):
        if given.what == "pa11y":
            return pa11y(walk, address, given.only)
        return lighthouse(walk, address, given.only, given.runs)


def install() -> None:
    """Have npm fetch the checkers, once."""
    if all((FOLDER / "node_modules" / name).is_dir() for name in PACKAGES):
        return
    npm = shutil.which("npm")
    if npm is None:
        sys.exit("npm is not installed: it brings pa11y and lighthouse")
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / "package.json").write_text('{"private": true}\n', encoding="utf-8")
    wanted = [f"{name}@{version}" for name, version in PACKAGES.items()]
    quiet = {"PUPPETEER_SKIP_DOWNLOAD": "1", "PUPPETEER_SKIP_CHROMIUM_DOWNLOAD": "1"}
    subprocess.run(
        [npm, "install", "--no-package-lock", "--no-audit", "--no-fund", *wanted],
        cwd=FOLDER,
        check=True,
        env=os.environ | quiet,
    )


@contextmanager
def town() -> Iterator[tuple[Walk, str]]:
    """The demo's newsroom, taken in and served, and its address."""
    clock = show.Clock(house.FIRST)
    with (
        tempfile.TemporaryDirectory() as folder,
        open_app(Path(folder), write=True, jobs=1, now=clock) as app,
    ):
        walk = Walk(app, show.take_in(app, clock))

        def make(where: str) -> Any:
            site = Site(
                name="مصدر: عرض تجريبي", base_url=where, zone="Asia/Muscat", contact="desk@masdar.example"
            )
            return asgi.make_asgi(app.store, app.index, site, app.home, clock=app.now)

        with served(make) as where:
            yield walk, where


def run(script: str, given: object, *more: str) -> Iterator[dict[str, Any]]:
    """The lines of JSON that a script of ours writes."""
    node = shutil.which("node")
    browser = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if node is None or browser is None:
        sys.exit("node and Chromium must be installed")
    running = subprocess.Popen(
        [node, str(ROOT / "tools" / script), str(FOLDER), *more],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"CHROMIUM": browser},
    )
    assert running.stdin is not None
    assert running.stdout is not None
    with running.stdin:
        json.dump(given, running.stdin)
    for line in running.stdout:
        yield json.loads(line)
    if running.wait():
        sys.exit(f"{script} ended with status {running.returncode}")


def pa11y(walk: Walk, address: str, only: str) -> int:
    looks = [each for each in table.LOOKS if each.kind.name.startswith(only)]
    asked = [
        {"name": each.name, "url": address + each.path(walk), "theme": each.theme, "width": each.width}
        for each in looks
    ]
    found = seen = 0
    for result in run("pa11y.mjs", asked):
        seen += 1
        found += len(result["issues"])
        for each in result["issues"]:
            print(f"{result['name']}: {each['runner']} {each['code']}")
            print(f"    {each['selector']}\n    {each['message']}")
    print(f"pa11y {PACKAGES['pa11y']}: {seen} pages looked at, {found} findings")
    return 1 if found or seen != len(looks) else 0


def lighthouse(walk: Walk, address: str, only: str, runs: int) -> int:
    kinds = [each for each in table.KINDS if each.name in MEASURED and each.name.startswith(only)]
    # a copy is kept from search engines on purpose
    asked = [
        {
            "name": each.name,
            "url": address + each.path(walk),
            "skip": ["is-crawlable"] if each.name == "article" else [],
        }
        for each in kinds
    ]
    results: dict[str, list[dict[str, Any]]] = {each.name: [] for each in kinds}
    for result in run("lighthouse.mjs", asked, str(runs)):
        results[result["name"]].append(result)
    return max([judged(name, found) for name, found in results.items()], default=1)


def judged(name: str, found: Sequence[dict[str, Any]]) -> int:
    first = found[0]
    middle = {
        key: statistics.median(each[key] for each in found) for key in ("performance", "lcp", "cls", "bytes")
    }
    blocking = statistics.median(each["blocking"] for each in found)
    print(
        f"{name:<10} accessibility {first['accessibility']:.2f}  seo {first['seo']:.2f}  "
        f"best practices {first['best-practices']:.2f}  performance {middle['performance']:.2f} "
        f"(median of {len(found)})  LCP {middle['lcp']:.0f} ms  CLS {middle['cls']:.3f}  "
        f"blocking {blocking:.0f} ms  {middle['bytes'] / 1024:.0f} KB"
    )
    for each in first["failed"]:
        print(f"    not passed: {each}")
    scores = {
        "accessibility": first["accessibility"],
        "seo": first["seo"],
        "performance": middle["performance"],
    }
    return int(any(scores[key] < bar for key, bar in BARS.items()) or middle["cls"] > SHIFT)


if __name__ == "__main__":
    sys.exit(main())
