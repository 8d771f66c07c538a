"""How well and how fast pages are read, by masdar and by its peers, on the same pages in one run.

    python -m benchmarks --only extraction [--peer NAME]... [--no-peers]

Every reader gets the bytes of a page and its address, in a process of its own (`peers/worker.py`),
and gives the fields that it has; `score.py` of the sets scores them. Speed is processor time over
every tenth page of all sets, the median of three passes after one over all pages; memory is what
the process grew by while it read, over the library and the pages. Compare figures of one run only.
"""

import json
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from benchmarks import sets
from benchmarks.figures import Figure
from benchmarks.peers import readers, run

SETS = ("arabic-dev", "arabised-dev", "fundus-dev", "wcxb-dev")
# sets so small are always read whole
_SMALL = 20
# one page in so many is read again for speed
_EVERY = 10
_FIELDS = (
    "title", "day", "instant", "modified", "authors", "image", "imageCaption", "canonicalUrl", "agency",
    "dateline", "endMark", "source", "language",
)  # fmt: skip
_FIRST_PEER = "trafilatura"

Scores = dict[str, Any]


def measure(
    peers: Sequence[str], *, say: Callable[[str], None], share: int = 1
) -> tuple[list[Figure], Scores]:
    """The figures, and everything measured by reader, over one page in `share` of each set but the smallest.

    Raises Absent where no set is there.
    """
    truths = {}
    for name in SETS:
        try:
            truth = json.loads(sets.folder("extraction", name, "ground-truth.json").read_text("utf-8"))
            truths[name] = dict(list(truth.items())[:: share if len(truth) > _SMALL else 1])
        except sets.Absent as absent:
            say(f"skipped: {absent}")
    if not truths:
        raise sets.Absent("no set of pages is there")
    pages = [
        (name, id, str(sets.folder("extraction", name, "html", f"{id}.html.gz")), told.get("url") or "")
        for name, truth in truths.items()
        for id, told in truth.items()
    ]
    scorer = sets.scorer("extraction", "score.py")
    found: Scores = {}
    with tempfile.TemporaryDirectory() as work:
        job = Path(work) / "job.json"
        job.write_text(
            json.dumps(
                {"pages": pages, "sample": list(range(0, len(pages), max(3, _EVERY // share))), "passes": 3}
            ),
            "utf-8",
        )
        for reader in ("masdar", *peers):
            say(f"extraction: {reader} reads {len(pages)} pages")
            out = Path(work) / "out.jsonl"
            try:
                run.script("worker.py", reader, str(job), str(out), ours=reader == "masdar")
            except run.Missing as missing:
                say(f"skipped: {reader}: {missing}")
                continue
            except KeyboardInterrupt:
                # what was read so far is told
                say(f"stopped at {reader}")
                break
            found[reader] = _scored(scorer, truths, out)
    part = "extraction" if share == 1 else f"extraction, one page in {share}"
    return _figures(found, part), found


def _scored(scorer: Any, truths: dict[str, Any], out: Path) -> Scores:
    *rows, last = map(json.loads, out.read_text("utf-8").splitlines())
    scored: Scores = {"run": last, "sets": {}}
    for name, truth in truths.items():
        read = {row["id"]: row["read"] for row in rows if row["set"] == name}
        given = {key for fields in read.values() for key, value in fields.items() if value}
        kept = scorer.score(truth, read, fields=[])
        kept |= {
            field: values
            for field, values in scorer.score(truth, read, n=40, fields=list(_FIELDS)).items()
            if field not in kept and _key(field) in given
        }
        scored["sets"][name] = {
            field: dict(zip(("n", "p", "r", "f1", "exact", "low", "high"), values, strict=True))
            for field, values in kept.items()
        }
    return scored


def _key(field: str) -> str:
    return {"day": "datePublished", "instant": "datePublished", "modified": "dateModified"}.get(field, field)


def _figures(found: Scores, part: str) -> list[Figure]:
    ours = found["masdar"]
    peers = {name: each for name, each in found.items() if name != "masdar"}
    figures = []
    for name, fields in ours["sets"].items():
        for field, told in fields.items():
            best = max(
                (
                    (each["sets"][name][field]["f1"], who)
                    for who, each in peers.items()
                    if field in each["sets"][name]
                ),
                default=(None, ""),
            )
            figures.append(
                Figure(
                    part=part,
                    what=f"{name}, {field}" + ("" if field == "clean" else " F1"),
                    value=told["f1"],
                    # the other fields' intervals are too rough to print
                    low=told["low"] if field in ("body", "clean") else None,
                    high=told["high"] if field in ("body", "clean") else None,
                    peer=best[0],
                    by=best[1],
                    bar=best[0],
                )
            )
            if field == "body":
                exact = max(
                    ((each["sets"][name][field]["exact"], who) for who, each in peers.items()),
                    default=(None, ""),
                )
                figures.append(
                    Figure(
                        part=part,
                        what=f"{name}, body exact",
                        value=told["exact"],
                        peer=exact[0],
                        by=exact[1],
                        bar=exact[0],
                    )
                )
    rival = peers.get(_FIRST_PEER)
    speed = rival["run"]["pages_a_second"] if rival else None
    for what, unit, key, bar, least in (
        ("speed", "pages/s", "pages_a_second", speed * 10 if speed else None, False),
        ("worst page", "ms", "worst_ms", 30, True),
        ("memory over the library", "MB", "grown_mb", 30, True),
    ):
        figures.append(
            Figure(
                part=part, what=what, unit=unit, value=ours["run"][key], bar=bar, least=least,
                peer=rival["run"][key] if rival else None, by=_FIRST_PEER if rival else "",
            )
        )  # fmt: skip
    return figures


def peers_of(names: Sequence[str]) -> list[str]:
    """The readers asked for, or all; unknown names end the run."""
    known = [name for name in readers.READERS if name != "masdar"]
    if unknown := [name for name in names if name not in known]:
        sys.exit(f"no such peer: {', '.join(unknown)}; there are: {', '.join(known)}")
    return list(names) or known
