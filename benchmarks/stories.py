"""Stories told in the order in which the news came, and in other orders; how fast, and how even.

    python -m benchmarks.stories [--shuffles 3] [--minutes 60] [--since 2018-04-01] [--until 2018-04-25]
        [--common shipped|other]

The corpora are streamed by time through the fingerprint, the live window and the decision, merges included.
Each shuffle moves every article by up to half of `--minutes` to either side, seeded by its number. `--since`
and `--until` take a part of the days; events that are not whole within it are then left out. Printed for each
order: what `score.py` says, articles a second of CPU of one core with fingerprints made before, and the 99th
percentile of one article. `--common other` streams each corpus by itself, with the words that are common in
the other for known: what a window knows beforehand then holds nothing of the events it is asked for.
"""

import argparse
import random
import tempfile
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks import common, sets, text
from masdar.model import ArticleId, Fingerprint, StoryId
from masdar.stories import fingerprint, place
from masdar.window import common as window_words
from masdar.window import open_window


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shuffles", type=int, default=3)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--since", type=_day, default=_day("0001-01-01"))
    parser.add_argument("--until", type=_day, default=_day("9999-12-31"))
    parser.add_argument("--common", choices=("shipped", "other"), default="shipped")
    asked = parser.parse_args()
    data = sets.folder("text")
    marks = [
        fingerprint.of(each)
        for each in text.read(data, "dev", None)
        if asked.since <= each.when < asked.until
    ]
    held = {each.article for each in marks}
    events = [
        each for each in sets.lines("text", "stories", "events.dev.jsonl") if held.issuperset(each["members"])
    ]
    for number in range(asked.shuffles + 1):
        ordered = arrival(marks, timedelta(minutes=asked.minutes) if number else timedelta(), number)
        told, speed, slow = stream(ordered) if asked.common == "shipped" else apart(ordered)
        with tempfile.TemporaryDirectory() as work:
            gold, out = Path(work, "events.jsonl"), Path(work, "stories.jsonl")
            text.write(gold, events)
            text.write(out, ({"id": id, "cluster": story} for id, story in told.items()))
            said: dict[str, Any] = text.score(data, "stories", out, gold)
        print(f"{f'shuffle {number}' if number else 'by time'}: {said}")
        print(f"  {len(marks)} articles, {speed:.0f} articles/s, 99% under {slow * 1000:.1f} ms", flush=True)


def arrival(marks: Sequence[Fingerprint], spread: timedelta, seed: int) -> list[Fingerprint]:
    """The order in which articles come, each up to half of `spread` early or late."""
    chance = random.Random(seed)
    late = {each.article: (chance.random() - 0.5) * spread for each in marks}
    return sorted(marks, key=lambda each: (each.at + late[each.article], each.article))


def apart(marks: Sequence[Fingerprint]) -> tuple[dict[ArticleId, StoryId], float, float]:
    """As `stream`, each corpus by itself, with the words that are common in the other."""
    corpora = common.corpora(marks)
    stories: dict[ArticleId, StoryId] = {}
    seconds, slow = 0.0, 0.0
    for name, own in corpora.items():
        others = [each for other, some in corpora.items() if other != name for each in some]
        known = window_words.read(common.written(common.shares(others)))
        told, speed, late = stream(own, known)
        stories.update(told)
        seconds, slow = seconds + len(own) / speed, max(slow, late)
    return stories, len(marks) / seconds, slow


def stream(
    marks: Sequence[Fingerprint], known: Mapping[str, float] | None = None
) -> tuple[dict[ArticleId, StoryId], float, float]:
    """The story of each article; articles a second; seconds that one of a hundred takes at least."""
    window = open_window(common=known)
    stories: dict[ArticleId, StoryId] = {}
    into: dict[StoryId, StoryId] = {}
    took = []
    for mark in marks:
        started = time.process_time()
        decision = place.decide(mark, window.near(mark))
        window.add(mark, decision.placement)
        for other in decision.same:
            old, new = window.merge(decision.placement.story, other)
            if old != new:
                into[old] = new
        took.append(time.process_time() - started)
        stories[mark.article] = decision.placement.story
    total = sum(took) or 1.0
    told = {article: text.last(into, story) for article, story in stories.items()}
    return told, len(marks) / total, sorted(took)[len(took) * 99 // 100]


def _day(said: str) -> datetime:
    return datetime.fromisoformat(said).replace(tzinfo=UTC)


if __name__ == "__main__":
    main()
