"""Whether what was tuned on some outlets serves the others: chosen on one half, scored on the other.

    python -m benchmarks.halves [--share 1]

Pages are parted by the host of their address. For each threshold of the body's rules, every value of a small
grid is tried on all pages; the value best on one half is scored on the other, and the other way round. Prints
F1 of the lines chosen as the threshold stands, as chosen on the other half, and the gap between the two.
Standfirsts and what else the finished article leaves out are not counted here, so that figures are a little
below those of `python -m benchmarks --only extraction`.
"""

import argparse
import gzip
import json
import zlib
from collections import defaultdict
from statistics import mean
from types import ModuleType
from typing import Any
from urllib.parse import urlsplit

from benchmarks import sets
from masdar.arabic import decode
from masdar.extract import body, page, title, trim
from masdar.markup import head, tree

_SETS = ("arabised-dev", "fundus-dev", "wcxb-dev")
# where each threshold stands, its name, and the values tried
_GRID: tuple[tuple[ModuleType, str, tuple[float, ...]], ...] = (
    (trim, "_MUCH", (0.6, 0.7, 0.8, 0.9)),
    (trim, "_LITTLE", (0.2, 0.3, 0.4, 0.5)),
    (trim, "_LINKS", (0.1, 0.2, 0.3)),
    (body, "_GENTLE", (200, 300, 400, 600)),
    (body, "_FLOOR", (-160.0, -80.0, -40.0)),
    (body, "_DENSE", (1, 2, 3)),
)

Rows = dict[str, dict[tuple[str, float], list[tuple[int, float, float]]]]


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--share", type=int, default=1, help="one page in so many")
    asked = parser.parse_args()
    scorer = sets.scorer("extraction", "score.py")
    rows: Rows = {}
    for name in _SETS:
        try:
            rows[name] = _rows(name, scorer, asked.share)
        except sets.Absent as absent:
            print(f"skipped: {absent}")
    for name, found in rows.items():
        for module, threshold, values in _GRID:
            stands = float(getattr(module, threshold))
            own = _f1(found[threshold, stands])
            chosen: list[tuple[int, float, float]] = []
            picked = []
            for half in (0, 1):
                best = max(
                    values,
                    key=lambda value: (
                        _f1([row for row in found[threshold, float(value)] if row[0] != half]),
                        float(value) == stands,
                    ),
                )
                picked.append(best)
                chosen += [row for row in found[threshold, float(best)] if row[0] == half]
            print(
                f"{name:13} {threshold:8} stands at {stands:g}: F1 {own:.4f}; "
                f"chosen on the other half ({picked[0]:g}, {picked[1]:g}): {_f1(chosen):.4f}; "
                f"gap {own - _f1(chosen):+.4f}"
            )
    return 0 if rows else 1


def _rows(name: str, scorer: Any, share: int) -> dict[tuple[str, float], list[tuple[int, float, float]]]:
    """By threshold and value: half, precision and recall of each page."""
    truth = json.loads(sets.folder("extraction", name, "ground-truth.json").read_text("utf-8"))
    found: dict[tuple[str, float], list[tuple[int, float, float]]] = defaultdict(list)
    for id, told in list(truth.items())[::share]:
        data = gzip.decompress(sets.folder("extraction", name, "html", f"{id}.html.gz").read_bytes())
        root = tree.parse(decode.text(data))
        whole = next(tree.elements(root, "body"), None)
        if whole is None:
            continue
        seen = page.gather(whole)
        after = title.read(seen, head.read(root), ()).line + 1
        half = zlib.crc32((urlsplit(told.get("url") or id).hostname or id).encode()) % 2
        scores: dict[tuple[int, ...], tuple[float, float]] = {}
        for module, threshold, values in _GRID:
            stands = getattr(module, threshold)
            for value in values:
                setattr(module, threshold, type(stands)(value))
                lines = tuple(body.choose(seen, after=after).lines)
                if lines not in scores:
                    text = "\n".join(seen.lines[at].text for at in lines)
                    row = scorer.body_rows({id: told}, {id: {"articleBody": text}}, [id])[0]
                    scores[lines] = (row[1], row[2])
                found[threshold, float(value)].append((half, *scores[lines]))
            setattr(module, threshold, stands)
    return dict(found)


def _f1(rows: list[tuple[int, float, float]]) -> float:
    """F1 of mean precision and mean recall, as the sets' own scorer counts."""
    precision, recall = mean(row[1] for row in rows), mean(row[2] for row in rows)
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


if __name__ == "__main__":
    raise SystemExit(main())
