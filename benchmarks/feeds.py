"""How rightly and how fast feeds are read, beside feedparser: `python -m benchmarks --only feeds`.

Cases right, of all, of those on the fields that news needs, of the Arabic ones, and time stamps; speed is
processor time, the best of three times forty passes in turn, on an invented feed of 50 items with HTML, which
both make safe.
"""

import json
from collections.abc import Callable
from typing import Any

from benchmarks import sets
from benchmarks.figures import Figure
from benchmarks.peers import run

_PEER = "feedparser"


def measure(*, peers: bool, say: Callable[[str], None]) -> tuple[list[Figure], dict[str, Any]]:
    """The figures, and what each reader got right. Raises Absent without the sets."""
    files = [str(sets.folder("feeds", name)) for name in ("cases.jsonl", "arabic.jsonl", "dates.jsonl")]
    found: dict[str, Any] = {}
    for reader in ("masdar", _PEER) if peers else ("masdar",):
        say(f"feeds: {reader}")
        try:
            found[reader] = json.loads(run.script("feeds.py", reader, *files, ours=reader == "masdar"))
        except run.Missing as missing:
            say(f"skipped: {reader}: {missing}")
    for _ in range(2):  # in turn, since others share the machine
        for reader, told in found.items():
            again = json.loads(run.script("feeds.py", reader, ours=reader == "masdar"))
            told["feeds_a_second"] = max(told["feeds_a_second"], again["feeds_a_second"])
    ours, theirs = found["masdar"], found.get(_PEER)
    figures = [
        Figure(
            part="feeds", what=what, value=_share(ours, of, key), bar=bar,
            peer=_share(theirs, of, key) if theirs else None, by=_PEER if theirs else "",
        )
        for what, of, key, bar in (
            ("cases right", "cases", "right", 0.98),
            ("cases right, core fields", "cases", "core_right", 0.995),
            ("Arabic cases right", "arabic", "right", 0.97),
            ("time stamps right", "dates", "right", 0.97),
        )
    ]  # fmt: skip
    speed = theirs["feeds_a_second"] if theirs else None
    figures.append(
        Figure(
            part="feeds", what="feeds of 50 items, made safe", unit="feeds/s", value=ours["feeds_a_second"],
            peer=speed, by=_PEER if theirs else "", bar=speed * 15 if speed else None,
        )
    )  # fmt: skip
    return figures, found


def _share(found: dict[str, Any], of: str, key: str) -> float:
    return float(found[of][key]) / float(found[of]["core" if key == "core_right" else "cases"])
