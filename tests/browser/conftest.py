"""A real Chromium on sites that are served on loopback. Absent, every test here is skipped with the reason."""

import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import uvicorn
from starlette.types import ASGIApp

from masdar.app import open_app
from masdar.demo import house, show
from masdar.press.view import Site
from masdar.web import asgi, server
from tests.browser import apart, axe
from tests.demo.walking import Walk
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


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """A test that speaks to a browser runs on the thread of browsers."""
    if pyfuncitem.get_closest_marker("browser") is None:
        return None
    given = {name: pyfuncitem.funcargs[name] for name in pyfuncitem._fixtureinfo.argnames}
    apart.do(pyfuncitem.obj, **given)
    return True


@contextmanager
def served(make: Callable[[str], ASGIApp]) -> Iterator[str]:
    """A site on a port of its own; `make` is given its address."""
    listening = server.listen("127.0.0.1", 0)
    where = server.address(listening, "127.0.0.1")
    running = uvicorn.Server(uvicorn.Config(make(where), log_level="error", lifespan="off"))
    thread = threading.Thread(target=running.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    try:
        yield where
    finally:
        running.should_exit = True
        thread.join(timeout=30)
        listening.close()


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
    home = next(tmp_path_factory.getbasetemp().glob("served*")) / "home"

    def make(where: str) -> ASGIApp:
        site = Site(name=room.SITE.name, base_url=where)
        return asgi.make_asgi(newsroom.store, newsroom.index, site, home, clock=lambda: room.NOW)

    with served(make) as where:
        yield where


@dataclass(frozen=True, slots=True)
class Town:
    """The demo's newsroom, taken in and served."""

    walk: Walk
    address: str
    now: datetime


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    home: Path = tmp_path_factory.mktemp("town")
    clock = show.Clock(house.FIRST)
    with open_app(home, write=True, jobs=1, now=clock) as app:
        walk = Walk(app, show.take_in(app, clock))

        def make(where: str) -> ASGIApp:
            said = app.settings.site
            site = Site(
                name="مصدر: عرض تجريبي",
                base_url=where,
                zone="Asia/Muscat",
                contact="desk@masdar.example",
                months=said.months,
            )
            return asgi.make_asgi(app.store, app.index, site, app.home, clock=app.now)

        with served(make) as where:
            yield Town(walk, where, clock())


@pytest.fixture(scope="session")
def chromium() -> Iterator["Browser"]:
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if path is None:
        pytest.skip("NO BROWSER: Chromium is not installed, so layout and direction are not looked at")
    playwright: Any = pytest.importorskip(
        "playwright.sync_api", reason="NO BROWSER: playwright is not installed"
    )
    started = apart.do(playwright.sync_playwright().start)
    made = apart.do(started.chromium.launch, executable_path=path, args=FLAGS)
    yield made
    apart.do(made.close)
    apart.do(started.stop)


@pytest.fixture(scope="session")
def axe_core() -> str:
    try:
        return axe.source()
    except axe.Absent as error:
        pytest.skip(f"NO AXE: {error}, so accessibility is not looked at")
