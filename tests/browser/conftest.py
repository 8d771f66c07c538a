"""A real Chromium on a site that is served on loopback. Absent, every test here is skipped with the reason."""

import shutil
import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
import uvicorn

from masdar.press.view import Site
from masdar.web import asgi, server
from tests.press import room

if TYPE_CHECKING:
    from playwright.sync_api import Browser

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# a JPEG of one grey point
POINT = bytes.fromhex(
    "ffd8ffe000104a46494600010100000100010000ffdb004300"
    + "08" * 64
    + "ffc0000b080001000101011100ffc4001f000001"
    "0501010101010100000000000000000102030405060708090a0bffc400b5100002010303020403050504040000017d01020300041105"
    "122131410613516107227114328191a1082342b1c11552d1f02433627282090a161718191a25262728292a3435363738393a43444546"
    "4748494a535455565758595a636465666768696a737475767778797a838485868788898a92939495969798999aa2a3a4a5a6a7a8a9aa"
    "b2b3b4b5b6b7b8b9bac2c3c4c5c6c7c8c9cad2d3d4d5d6d7d8d9dae1e2e3e4e5e6e7e8e9eaf1f2f3f4f5f6f7f8f9faffda0008010100"
    "003f007fffd9"
)


@pytest.fixture(scope="session")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Iterator[room.Room]:
    home = tmp_path_factory.mktemp("served") / "home"
    made = room.furnish(home)
    folder = home / "pictures"
    folder.mkdir()
    (folder / "bridge.jpg").write_bytes(POINT)
    listed = (
        f'{{"{room.PICTURE}": {{"file": "bridge.jpg", "width": 900, "height": 600, "type": "image/jpeg"}}}}'
    )
    (folder / "index.json").write_text(listed, encoding="utf-8")
    yield made
    made.index.close()
    made.store.close()


@pytest.fixture(scope="session")
def address(newsroom: room.Room, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    listening = server.listen("127.0.0.1", 0)
    where = server.address(listening, "127.0.0.1")
    home = tmp_path_factory.getbasetemp()
    found = next(home.glob("served*")) / "home"
    site = Site(name=room.SITE.name, base_url=where)
    app = asgi.make_asgi(newsroom.store, newsroom.index, site, found, clock=lambda: room.NOW)
    running = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off"))
    thread = threading.Thread(target=running.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    yield where
    running.should_exit = True
    thread.join(timeout=30)
    listening.close()


@pytest.fixture(scope="session")
def chromium() -> Iterator["Browser"]:
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if path is None:
        pytest.skip("NO BROWSER: Chromium is not installed, so layout and direction are not looked at")
    playwright = pytest.importorskip("playwright.sync_api", reason="NO BROWSER: playwright is not installed")
    with playwright.sync_playwright() as started:
        made = started.chromium.launch(executable_path=path, args=FLAGS)
        yield made
        made.close()
