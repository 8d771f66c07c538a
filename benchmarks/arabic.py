"""Score the language's readers on the development sets: dates, encodings, addresses, forms of words.

    python benchmarks/arabic.py ../shared/bench

Prints one line a set: cases, right, share; with `--wrong` the cases that were not.
"""

import argparse
import base64
import html
import json
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import masdar.address as address
import masdar.arabic.clean as clean
import masdar.arabic.dates as dates
import masdar.arabic.decode as decode
import masdar.arabic.fold as fold
import masdar.arabic.tokens as tokens

# the hour that the relative dates of the set are counted from
_NOW = datetime(2024, 5, 20, 12, 0)  # noqa: DTZ001 - the set's clock has no zone
_PROSE = (
    "أعلنت وزارة المالية أن\u0651 الميزانية الجديدة تتضمن زيادة في الإنفاق على التعليم والصحة، بنسبة 5 %. "
)

Case = tuple[str, str, bool]  # set, what was read, whether rightly


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, help="the folder of the development sets")
    parser.add_argument("--wrong", action="store_true", help="print what was read wrongly")
    options = parser.parse_args()
    cases = [
        *_dates(options.folder),
        *_encodings(options.folder),
        *_addresses(options.folder),
        *_forms(options.folder),
    ]
    print(f"{'set':28}{'cases':>7}{'right':>7}{'share':>9}")
    for name in dict.fromkeys(each[0] for each in cases):
        right = [ok for set_, _, ok in cases if set_ == name]
        print(f"{name:28}{len(right):7}{sum(right):7}{sum(right) / len(right):9.1%}")
    for name, said, ok in cases:
        if options.wrong and not ok:
            print(f"{name}: {said}")
    _speed()


def _dates(folder: Path) -> Iterator[Case]:
    for line in (folder / "extraction" / "arabic_dates.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        _, said, expected, *_ = line.split("\t")
        found = dates.read(said, now=_NOW)
        yield "dates", f"{said} -> {found}", found == expected


def _encodings(folder: Path) -> Iterator[Case]:
    for case in _lines(folder / "encodings" / "cases.jsonl"):
        data = base64.b64decode(case["data_b64"])
        found = decode.text(data, headers=case["headers"])
        if case["contains"] is None:
            right = found == data.decode(case["expect_encoding"], "replace").removeprefix("\ufeff")
        else:
            right = case["contains"] in html.unescape(found)
        yield "encodings", case["id"], right


def _addresses(folder: Path) -> Iterator[Case]:
    for case in _lines(folder / "urls" / "cases.jsonl"):
        if case["kind"] == "parse":
            yield (
                "addresses, parse",
                case["input"],
                address.normal(case["input"], case["base"] or "") == case["href"],
            )
        elif case["kind"] == "same":
            yield "addresses, same", case["input"], address.same(case["input"], case["other"]) == case["same"]


def _forms(folder: Path) -> Iterator[Case]:
    for line in (folder / "text" / "search" / "pairs.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        kind, query, written = line.split("\t")
        met = bool(set(tokens.words(query)) & set(tokens.words(written)))
        if kind == "transliteration":
            met = met or bool(_skeletons(query) & _skeletons(written))
            yield "forms, with skeletons", f"{query} {written}", met
        else:
            yield "forms, by tokens", f"{query} {written}", met


def _skeletons(text: str) -> set[str]:
    return set(map(tokens.skeleton, fold.words(text)))


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _speed() -> None:
    """Nanoseconds a sign, the best of five, on invented prose: comparable within one run."""
    text = _PROSE * 200
    data = text.encode()
    print(f"\n{'nanoseconds a sign':28}")
    for name, run in (
        ("decode.read", lambda: decode.read(data)),
        ("clean.prose", lambda: clean.prose(text)),
        ("fold.words", lambda: fold.words(text)),
        ("tokens.words", lambda: tokens.words(text)),
    ):
        print(f"{name:28}{min(_time(run) for _ in range(5)) / len(text) * 1e9:7.1f}")


def _time(run: object) -> float:
    assert callable(run)
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
