"""Killed at any moment while it fills, the index loses nothing that is kept, and agrees with the store."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from masdar.index import open_index
from masdar.store import open_store
from tests import fakes
from tests.test_index import keep

pytestmark = pytest.mark.slow

_KILLS, _BATCH = 12, 15
# takes articles in and follows, in small portions, and tells of each portion that is kept
_WORK = """
import pathlib, sys
from masdar.index import open_index
from tests import fakes
from tests.test_index import follow, keep
home, first, count = pathlib.Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
opened = open_index(home)
for batch in range(100):
    numbers = range(first + batch * count, first + (batch + 1) * count)
    keep(home, *(fakes.article(n, source="alsuq", title=f"خبر فريد{n}") for n in numbers))
    print(numbers[-1], flush=True)
    follow(home, opened, limit=4)
"""


def test_the_index_agrees_with_the_store_after_each_kill(tmp_path: Path) -> None:
    draw = random.Random(12)
    keep(tmp_path, fakes.article(1))
    first = 100
    for _ in range(_KILLS):
        told = _killed_after(tmp_path, first, draw)
        first = told + 1_000

        _agrees(tmp_path, acknowledged=told)


def _killed_after(home: Path, first: int, draw: random.Random) -> int:
    """Let another process work and kill it at some moment; the last article that it said was kept."""
    command = [sys.executable, "-c", _WORK, str(home), str(first), str(_BATCH)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env={"PYTHONPATH": ":".join(sys.path)}
    ) as process:
        assert process.stdout is not None
        told = [int(process.stdout.readline()) for _ in range(draw.randrange(1, 4))]
        # somewhere within the follower's commits
        time.sleep(draw.random() * 0.2)
        process.send_signal(signal.SIGKILL)
        told += [int(line) for line in process.stdout if line.strip().isdigit()]
    return told[-1]


def _agrees(home: Path, *, acknowledged: int) -> None:
    """After one round of following, each article that is kept is found once, and no other."""
    store = open_store(home, read_only=True)
    index = open_index(home)
    try:
        with store.reading() as reading:
            while index.follow(reading):
                pass
            kept = {each.id for each in reading.articles.after(None, limit=100_000)}
            head = reading.changes.head()
        hits = [hit.article for hit in index.search("lang:ar", limit=100_000, collapse=False)]

        assert fakes.article(acknowledged, source="alsuq", title="").id in kept
        assert sorted(hits) == sorted(kept)
        assert index.cursor() == head
        assert index.search(f"فريد{acknowledged}", limit=1)
    finally:
        index.close()
        store.close()
