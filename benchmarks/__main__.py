"""Every figure that the development sets can answer, beside the peers' in the same run, and the bar.

    python -m benchmarks [--only extraction|arabic|text|feeds]... [--no-peers] [--peer NAME]... [--limit N]

Needs the sets in `../shared/bench` beside the project; what is not there is skipped, loudly. Keeps the run in
`benchmarks/results/`, and once all parts were asked on one day writes its tables into
`docs/explanation/figures.md`; `--dry` keeps nothing.
"""

import argparse
import sys
from datetime import UTC, datetime

from benchmarks import arabic, draw, extraction, feeds, sets, text
from benchmarks.figures import Figure, keep, kept, machine, printed
from benchmarks.peers import run

PARTS = ("extraction", "arabic", "text", "feeds")


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", action="append", choices=PARTS, help="these parts alone")
    parser.add_argument("--no-peers", action="store_true", help="masdar alone")
    parser.add_argument("--peer", action="append", default=[], help="these readers of pages alone")
    parser.add_argument("--share", type=int, default=1, help="one page in so many of each set (extraction)")
    parser.add_argument("--limit", type=int, help="so many articles of each corpus (text)")
    parser.add_argument("--wrong", action="store_true", help="print what was read wrongly (arabic)")
    parser.add_argument("--dry", action="store_true", help="keep nothing")
    asked = parser.parse_args(arguments)
    readers = [] if asked.no_peers else extraction.peers_of(asked.peer)
    peers = not asked.no_peers and run.ready()
    if not peers and not asked.no_peers:
        _say("skipped: the peers could not be installed (see above); masdar alone")
    figures: list[Figure] = []
    details: dict[str, object] = {}
    for part in asked.only or PARTS:
        try:
            if part == "extraction":
                found, told = extraction.measure(readers if peers else [], say=_say, share=asked.share)
            elif part == "arabic":
                found, told = arabic.measure(peers=peers, say=_say, wrong=asked.wrong)
            elif part == "text":
                found, told = text.measure(limit=asked.limit, say=_say)
            else:
                found, told = feeds.measure(peers=peers, say=_say)
        except sets.Absent as absent:
            _say(f"SKIPPED {part}: {absent}")
            continue
        figures += found
        details[found[0].part] = told
    if not figures:
        _say("nothing could be asked: the development sets are not beside the project")
        return 0
    where = machine()
    print(f"{where['cpu']}, {where['cores']} cores, Python {where['python']}, load {where['load']}\n")
    print(printed(figures))
    if not asked.dry:
        path = keep(figures, details, now=datetime.now(UTC))
        lacking = set(PARTS) - {each.part for each in kept(path)}
        if lacking:
            # the page keeps its last whole run: it would lose what was not asked today
            _say(f"the page of figures stays as it is: {', '.join(sorted(lacking))} not asked on this day")
        else:
            draw.write(path)
        _say(f"kept in {path.relative_to(run.ROOT)}, with {len(kept(path))} figures")
    return 0


def _say(what: str) -> None:
    print(what, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
