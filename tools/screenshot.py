"""Take the picture in the README from the demo: `python tools/screenshot.py`.

Needs Chromium, playwright and pillow. The picture shows the beginning of an article on the right and its
source block on the left, in few colours, so that it stays small.
"""

import io
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from PIL import Image
from playwright.sync_api import ViewportSize, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "images" / "article.png"
# the page that the demo itself shows for its source block
WANTED = "its source named in full"
SIZE: ViewportSize = {"width": 720, "height": 1100}
GAP, COLOURS = 24, 48


def main() -> None:
    demo = subprocess.Popen(
        [sys.executable, "-m", "masdar", "demo", "--port", "8790"],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1"},
        start_new_session=True,
    )
    assert demo.stdout is not None
    try:
        address = told(iter(demo.stdout.readline, ""))
        picture(address)
    finally:
        os.killpg(demo.pid, signal.SIGTERM)
        demo.wait()
    print(f"{TARGET.relative_to(ROOT)}: {TARGET.stat().st_size:,} bytes")


def told(lines: Iterator[str]) -> str:
    """The address under the line that names the page."""
    found = False
    for line in lines:
        if found and (match := re.search(r"http://\S+", line)):
            return match[0]
        found = found or WANTED in line
    sys.exit("the demo ended before it told its addresses")


def picture(address: str) -> None:
    TARGET.parent.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport=SIZE, color_scheme="light", locale="ar")
        page.goto(address, wait_until="networkidle")
        beginning = Image.open(io.BytesIO(page.screenshot(animations="disabled")))
        page.locator("section.source").first.evaluate("block => window.scrollTo(0, block.offsetTop - 60)")
        block = Image.open(io.BytesIO(page.screenshot(animations="disabled")))
        browser.close()
    both = Image.new("RGB", (2 * SIZE["width"] + GAP, SIZE["height"]), "white")
    both.paste(block, (0, 0))
    both.paste(beginning, (SIZE["width"] + GAP, 0))
    both.quantize(COLOURS).save(TARGET, optimize=True)


if __name__ == "__main__":
    main()
