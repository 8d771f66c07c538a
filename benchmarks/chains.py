"""Fifty chains of the corpora's articles, to be read by a person and kept by ids and digests.

    python -m benchmarks.chains            print them, with the words that each claim rests on
    python -m benchmarks.chains --write    keep their digests in `tests/trace/chains.json`

Most are of the groups in which an agency is credited by somebody; some are of reports that nobody copies.
The choice is made by a seed, so that no easy ones are chosen. A digest is that of the chain in words: hands,
standings, grades and quotes; a chain that comes out otherwise must be read again.
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy

from benchmarks import copies, provenance, sets, style
from masdar import model
from masdar.sources import catalogue
from masdar.trace import chain

KEPT = Path(__file__).parents[1] / "tests/trace/chains.json"
_GROUPS, _ALONE = 38, 12


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    rows = {row["id"]: row for row in style.rows() if not row.get("published")}
    chosen = list(choose(rows))
    told = []
    for id, members in chosen:
        built = build(rows, id, members)
        told.append({"id": id, "members": members, "digest": model.digest(said(built).encode())})
        if not asked.write:
            row = rows[id]
            print(
                f"== {id} {row['source']} | {row['byline']} | {row['title']}\n{(row['text'] or '')[:160]!r}"
            )
            print(said(built))
    if asked.write:
        KEPT.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        print(f"{KEPT.name}: {len(told)} chains")


def choose(rows: dict[str, provenance.Row]) -> Iterator[tuple[str, list[str]]]:
    """Articles, each with the members of its group."""
    random = numpy.random.default_rng(7)
    groups = list(sets.lines("text", "provenance", "wire-groups.dev.jsonl"))
    for at in random.choice(len(groups), _GROUPS, replace=False).tolist():
        members = groups[at]["members"]
        yield members[int(random.integers(len(members)))], members
    grouped = {id for each in groups for id in each["members"]}
    alone = sorted(id for id, row in rows.items() if id not in grouped and row["text"])
    for at in random.choice(len(alone), _ALONE, replace=False).tolist():
        yield alone[at], [alone[at]]


def build(rows: dict[str, provenance.Row], id: str, members: Sequence[str]) -> model.Chain:
    """The chain of an article among the members of its group."""
    directory = catalogue.built_in()
    found = copies.overlaps(rows[each] for each in sorted(members))
    edges = {(each.a, each.b): each for some in found.values() for each in some}
    witnesses = {each: provenance.witness(rows[each], directory) for each in members}
    others = [witness for each, witness in witnesses.items() if each != id]
    return chain.build(witnesses[id], others, list(edges.values()), directory)


def said(built: model.Chain) -> str:
    """A chain in words, the same on every machine."""
    lines = [built.grade.value]
    for link in built.links:
        lines.append(f"{link.role} {link.standing} {link.code or link.source or link.publisher}")
        lines += [
            f"  {each.says} {each.value} {each.evidence.basis}: {each.evidence.quote}"
            f" ({each.evidence.other or 'own page'})"
            for each in link.claims
        ]
    lines += [f"doubt {each.field} {each.kind}" for each in built.doubts]
    return "\n".join(lines)


def page(row: dict[str, Any]) -> str:
    """What a reader sees of a record."""
    return "\n".join(str(row[each] or "") for each in ("url", "byline", "title", "text"))


if __name__ == "__main__":
    main()
