"""Copies and origins as they leave the product: `masdar import`, then `masdar export`, scored.

    python -m benchmarks.through [--hide none|uncredited|all] [--limit N]

Into an empty home goes the Saudi corpus, as it is; or with the bylines of those members of wire groups that
credit no agency hidden; or with every byline, credit and agency's name of each whole group hidden but for the
place of the dateline. The model of styles is the one that ships, which was learnt from these very days: what
`python -m benchmarks.provenance` says of hidden groups, each judged by what other days taught, is the honest
figure, and this one shows that the product says what its parts say.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from benchmarks import provenance, sets, style, text


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--hide", choices=("none", "uncredited", "all"), default="none")
    parser.add_argument("--limit", type=int, help="so many articles alone")
    asked = parser.parse_args()
    groups = list(sets.lines("text", "provenance", "wire-groups.dev.jsonl"))
    with tempfile.TemporaryDirectory() as work:
        home = Path(work, "home")
        text.write(Path(work, "corpus.jsonl"), rows(groups, asked.hide, asked.limit))
        masdar(home, "import", f"{work}/corpus.jsonl", "--policy", "headline", "--quiet")
        for task, kind in (("republication", "copies"), ("provenance", "origins")):
            out = Path(work, f"{kind}.jsonl")
            out.write_text(masdar(home, "export", kind), encoding="utf-8")
            print(task, json.dumps(text.score(sets.folder("text"), task, out)))
            if kind == "copies":
                # what is told of edited copies and closer is scored without the partial ones
                close = [
                    each for each in map(json.loads, out.open(encoding="utf-8")) if each["level"] != "partial"
                ]
                text.write(out, close)
                told = text.score(sets.folder("text"), task, out)["edited+"]
                print("edited+ alone", json.dumps(told))
        if asked.hide == "all":
            print(whole(groups, out))


def rows(groups: list[dict[str, Any]], hide: str, limit: int | None) -> list[dict[str, Any]]:
    """The corpus with what is hidden hidden."""
    hidden = {id for each in groups for id in each["members" if hide == "all" else "uncredited"]}
    way = {"all": provenance.blanked, "uncredited": provenance.unsigned}.get(hide)
    found = [row for row in style.rows() if not row.get("published")][:limit]
    return [way(row) if way and row["id"] in hidden else row for row in found]


def whole(groups: list[dict[str, Any]], out: Path) -> str:
    """Precision, how many are answered, and each agency's recall over all members; a source is no answer."""
    said = {each["id"]: each["origin"] for each in map(json.loads, out.open(encoding="utf-8"))}
    asked: Counter[str] = Counter()
    right: Counter[str] = Counter()
    answered = 0
    for each in groups:
        for id in each["members"]:
            if id in said:
                asked[each["origin"]] += 1
                answered += (said[id] or "").isupper() and said[id] != "AGENCIES"
                right[each["origin"]] += said[id] == each["origin"]
    recall = ", ".join(f"{code} {right[code] / count:.3f}" for code, count in asked.most_common(4))
    number = sum(asked.values())
    return (
        f"all hidden: precision {sum(right.values()) / max(1, answered):.4f} "
        f"at {answered / max(1, number):.4f} of {number}; recall {recall}"
    )


def masdar(home: Path, *arguments: str) -> str:
    """What a command prints."""
    command = [sys.executable, "-m", "masdar", *arguments, "--home", str(home)]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


if __name__ == "__main__":
    main()
