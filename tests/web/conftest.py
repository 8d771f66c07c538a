from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.types import ASGIApp

from masdar.web import asgi
from tests.press import room


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def newsroom(home: Path) -> Iterator[room.Room]:
    made = room.furnish(home)
    yield made
    made.index.close()
    made.store.close()


@pytest.fixture
def app(newsroom: room.Room, home: Path) -> ASGIApp:
    return asgi.make_asgi(newsroom.store, newsroom.index, room.SITE, home, clock=lambda: room.NOW)
