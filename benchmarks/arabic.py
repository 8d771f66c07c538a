"""How well the language is read: dates, encodings, addresses, forms of words, datelines, robots.txt.

    python -m benchmarks --only arabic [--wrong]

Peers, in the same run: dateparser for dates, charset-normalizer and resiliparse for encodings.
"""

import base64
import html
import json
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from benchmarks import sets
from benchmarks.figures import Figure
from benchmarks.peers import run
from masdar import address
from masdar.arabic import dates, decode, fold, tokens
from masdar.extract import dateline
from masdar.markup import safe
from masdar.sources import robots

# the hour that the relative dates of the set are counted from
_NOW = datetime(2024, 5, 20, 12, 0)  # noqa: DTZ001 - the set's clock has no zone
_BARS = {
    "dates": 0.97,
    "encodings": 0.995,
    "addresses, same": 0.95,
    "robots": 0.995,
    "datelines": 0.95,
    "datelines, date": 0.97,
    "datelines, reporter": 0.9,
    "datelines that only cite": 1.0,
    "addresses, parse": 1.0,
}

Case = tuple[str, str, bool]  # set, what was read, whether rightly


def measure(
    *, peers: bool, say: Callable[[str], None], wrong: bool = False
) -> tuple[list[Figure], dict[str, Any]]:
    """The figures, and what was read wrongly. Parts whose set is absent are skipped."""
    cases: list[Case] = []
    for part in (_dates, _encodings, _addresses, _forms, _datelines, _robots, _safe):
        try:
            cases += part()
        except sets.Absent as absent:
            say(f"skipped: {absent}")
    beside = _peers(say) if peers else {}
    figures = []
    for name in dict.fromkeys(each[0] for each in cases):
        right = [ok for set_, _, ok in cases if set_ == name]
        peer, by = beside.get(name, (None, ""))
        figures.append(
            Figure(
                part="arabic",
                what=f"{name}, {len(right)} cases",
                value=sum(right) / len(right),
                peer=peer,
                by=by,
                bar=_BARS.get(name),
            )
        )
    if (cost := _cost()) is not None:
        peer, by = beside.get("a date", (None, ""))
        figures.append(
            Figure(part="arabic", what="a date", value=cost, unit="ms", peer=peer, by=by, least=True)
        )
    missed = [f"{name}: {said}" for name, said, ok in cases if not ok]
    if wrong:
        say("\n".join(missed))
    return figures, {"wrong": len(missed)}


def _dates() -> Iterator[Case]:
    for said, expected in _dated():
        found = dates.read(said, now=_NOW)
        yield "dates", f"{said} -> {found}", found == expected


def _dated() -> list[tuple[str, str]]:
    lines = sets.folder("extraction", "arabic_dates.tsv").read_text("utf-8").splitlines()[1:]
    return [(said, expected) for _, said, expected, *_ in (line.split("\t") for line in lines)]


def _cost() -> float | None:
    """Milliseconds of processor time to read a date."""
    try:
        said = [each for each, _ in _dated()]
    except sets.Absent:
        return None
    start = time.process_time()
    for _ in range(5):
        for each in said:
            dates.read(each, now=_NOW)
    return (time.process_time() - start) / 5 / len(said) * 1000


def _encodings() -> Iterator[Case]:
    for case in sets.lines("encodings", "cases.jsonl"):
        found = decode.text(base64.b64decode(case["data_b64"]), headers=case["headers"])
        yield "encodings", case["id"], _decoded(case, found)


def _decoded(case: dict[str, Any], found: str) -> bool:
    if case["contains"] is None:
        data = base64.b64decode(case["data_b64"])
        return found.removeprefix("\ufeff") == data.decode(case["expect_encoding"], "replace").removeprefix(
            "\ufeff"
        )
    return case["contains"] in html.unescape(found)


def _addresses() -> Iterator[Case]:
    for case in sets.lines("urls", "cases.jsonl"):
        if case["kind"] == "parse":
            yield (
                "addresses, parse",
                case["input"],
                address.normal(case["input"], case["base"] or "") == case["href"],
            )
        elif case["kind"] == "same":
            yield "addresses, same", case["input"], address.same(case["input"], case["other"]) == case["same"]


def _forms() -> Iterator[Case]:
    for line in sets.folder("text", "search", "pairs.tsv").read_text("utf-8").splitlines()[1:]:
        kind, query, written = line.split("\t")
        met = bool(set(tokens.words(query)) & set(tokens.words(written)))
        if kind == "transliteration":
            met = met or bool(_skeletons(query) & _skeletons(written))
            yield "forms, with skeletons", f"{query} {written}", met
        else:
            yield "forms, by tokens", f"{query} {written}", met


def _skeletons(text: str) -> set[str]:
    return set(map(tokens.skeleton, fold.words(text)))


def _datelines() -> Iterator[Case]:
    """Right when place, agency and quoted agency are; dates, reporters and false credits are told apart.

    A date is judged as `score.py` does, by its end: where the label has a year, the line must state it.
    """
    for row in sets.lines("text", "dateline", "lines.dev.jsonl"):
        found, gold = dateline.as_dict(dateline.read(row["opening"], byline=row["byline"] or "")), row["gold"]
        line = row["opening"][:90]
        yield "datelines", line, all(_same(gold, found, field) for field in ("place", "agency", "cited"))
        if gold["date"]:
            yield "datelines, date", line, (found["date"] or "").endswith(gold["date"])
        if gold["reporter"] or found["reporter"]:
            yield "datelines, reporter", line, _same(gold, found, "reporter")
        if only := set(gold["cited"]) - set(gold["agency"]):
            yield "datelines that only cite", line, not only & set(found["agency"])


def _same(gold: Mapping[str, Any], found: Mapping[str, Any], field: str) -> bool:
    """Whether a list of names is as it should be, however they are spelt."""
    return {fold.key(each) for each in gold.get(field) or ()} == {fold.key(each) for each in found[field]}


def _robots() -> Iterator[Case]:
    for case in sets.lines("robots", "cases.jsonl"):
        right = robots.allowed(case["robots"], case["agent"], case["url"]) == case["allowed"]
        yield "robots", case["id"], right


def _safe() -> Iterator[Case]:
    """Only that making safe twice changes nothing; what stays is judged by the tests."""
    for case in sets.lines("sanitise", "cases.jsonl"):
        once = safe.html(case["html"])
        yield "sanitising twice", case["id"], safe.html(once) == once


def _peers(say: Callable[[str], None]) -> dict[str, tuple[float, str]]:
    found: dict[str, tuple[float, str]] = {}
    try:
        say("arabic: dateparser")
        dated = _dated()
        told = json.loads(
            run.script("language.py", "dates", str(sets.folder("extraction", "arabic_dates.tsv")))
        )
        right = sum(
            _as_exact(read, expected) for read, (_, expected) in zip(told["read"], dated, strict=True)
        )
        found["dates"] = (right / len(dated), "dateparser")
        found["a date"] = (told["ms"], "dateparser")
        say("arabic: charset-normalizer, resiliparse")
        cases = list(sets.lines("encodings", "cases.jsonl"))
        texts = json.loads(
            run.script("language.py", "encodings", str(sets.folder("encodings", "cases.jsonl")))
        )
        found["encodings"] = max(
            (sum(map(_decoded, cases, given)) / len(cases), name) for name, given in texts.items()
        )
    except (run.Missing, sets.Absent) as missing:
        say(f"skipped: {missing}")
    return found


def _as_exact(read: str | None, expected: str) -> bool:
    """A peer always gives seconds: it is right when it agrees as far as the text goes."""
    if read is None:
        return not expected
    if len(expected) > len("2024-05-20T12:00"):
        # with a zone: the same instant
        try:
            return datetime.fromisoformat(read) == datetime.fromisoformat(expected)
        except TypeError:
            return False
    return read[: len(expected)] == expected
