from collections.abc import Iterator

import pytest

from tests.press import room


@pytest.fixture(scope="session")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Iterator[room.Room]:
    made = room.furnish(tmp_path_factory.mktemp("home"))
    yield made
    made.index.close()
    made.store.close()
