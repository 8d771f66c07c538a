from collections.abc import Iterator
from pathlib import Path

import pytest

from masdar.app import open_app
from masdar.demo import house, show
from tests.demo.walking import Walk


@pytest.fixture(scope="session")
def walk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walk]:
    home: Path = tmp_path_factory.mktemp("demo")
    clock = show.Clock(house.FIRST)
    with open_app(home, write=True, jobs=1, now=clock) as app:
        yield Walk(app, show.take_in(app, clock))
