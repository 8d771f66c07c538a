"""How well openings of wire texts are read, against labelled lines.

    PYTHONPATH=src python benchmarks/dateline.py ../shared/bench/text/dateline/lines.dev.jsonl [--wrong]

Prints the share of lines whose place, agency and quoted agency are all right, precision and recall of each
field, and with `--wrong` the lines that went wrong. Each line of the file holds `id`, `byline`, `opening`
and `gold`.
"""

import json
import re
import sys
import time
from pathlib import Path

from masdar.arabic import fold
from masdar.extract import dateline

_FIELDS = ("place", "agency", "cited", "reporter", "desk", "photo_credit")
_MAIN = ("place", "agency", "cited")


def main() -> None:
    rows = [json.loads(line) for line in Path(sys.argv[1]).read_text("utf-8").splitlines() if line.strip()]
    started = time.perf_counter()
    read = [dateline.as_dict(dateline.read(row["opening"], byline=row["byline"] or "")) for row in rows]
    took = time.perf_counter() - started
    counts = {field: [0, 0, 0] for field in _FIELDS}
    right = 0
    for row, found in zip(rows, read, strict=True):
        wrong = []
        for field in _FIELDS:
            gold = {_key(each) for each in row["gold"].get(field) or []}
            mine = {_key(each) for each in found[field]}
            for at, count in enumerate((len(gold & mine), len(mine), len(gold))):
                counts[field][at] += count
            if gold != mine:
                wrong.append(f"{field}: {row['gold'].get(field)} / {found[field]}")
        right += not any(note.startswith(_MAIN) for note in wrong)
        if wrong and "--wrong" in sys.argv:
            print(row["byline"], "|", row["opening"][:90], *wrong, sep="\n    ")
    dated = [
        (row["gold"]["date"], found["date"])
        for row, found in zip(rows, read, strict=True)
        if row["gold"].get("date")
    ]
    print(
        f"all fields right {right / len(rows):.3f} of {len(rows)} lines,"
        f" {took / len(rows) * 1e3:.2f} ms a line"
    )
    for field, (both, given, labelled) in counts.items():
        print(f"  {field:13} precision {both / max(1, given):.3f}  recall {both / max(1, labelled):.3f}")
    same = sum((read_ or "").endswith(said) for said, read_ in dated)
    print(f"  date          {same / len(dated) if dated else 0:.3f} of {len(dated)}")


def _key(name: str) -> str:
    return re.sub(r"\s+", " ", fold.key(name))


if __name__ == "__main__":
    main()
