"""The stores that the contract suite runs over."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from masdar.ports import Store
from masdar.store import open_store


# a further database joins here: one suite, every implementation
@pytest.fixture(params=["sqlite"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "home")
    yield opened
    opened.close()
