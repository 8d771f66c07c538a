"""One figure of a run beside a peer's and its bar; how a run is printed and kept."""

import json
import os
import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

RESULTS = Path(__file__).parent / "results"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """What was asked, the answer, the best or named peer's answer in the same run, and what we want."""

    part: str
    what: str
    value: float
    unit: str = ""
    low: float | None = None
    high: float | None = None
    peer: float | None = None
    # who the peer is
    by: str = ""
    bar: float | None = None
    # whether less is better
    least: bool = False

    @property
    def met(self) -> bool | None:
        """Whether the bar is reached; None without one."""
        if self.bar is None:
            return None
        return self.value <= self.bar if self.least else self.value >= self.bar

    def row(self) -> tuple[str, str, str, str, str]:
        """What a table shows of it."""
        shown = _shown(self.value, self.unit)
        if self.low is not None and self.high is not None:
            shown += f" [{_shown(self.low)}, {_shown(self.high)}]"
        peer = f"{_shown(self.peer, self.unit)} ({self.by})" if self.peer is not None else "–"
        bar = f"{'≤' if self.least else '≥'} {_shown(self.bar, self.unit)}" if self.bar is not None else "–"
        return self.what, shown, peer, bar, {True: "yes", False: "no", None: ""}[self.met]


_HEAD = ("figure", "masdar", "peer", "bar", "met")


def printed(figures: Sequence[Figure]) -> str:
    """The table for a terminal."""
    rows = [(f"{each.part}: {first}", *rest) for each in figures for first, *rest in [each.row()]]
    widths = [max(len(row[at]) for row in [_HEAD, *rows]) for at in range(len(_HEAD))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in [_HEAD, *rows]
    )


def markdown(figures: Sequence[Figure]) -> str:
    """The tables for a page, one a part."""
    text = ""
    for part in dict.fromkeys(each.part for each in figures):
        text += f"\n### {part.capitalize()}\n\n| {' | '.join(_HEAD)} |\n| --- | --- | --- | --- | --- |\n"
        text += "".join(f"| {' | '.join(each.row())} |\n" for each in figures if each.part == part)
    return text


def machine() -> dict[str, str | int | float]:
    """What the figures were measured on, and how busy it was."""
    return {
        "name": platform.machine(),
        "cpu": _cpu(),
        "cores": os.cpu_count() or 1,
        "memory_gb": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30),
        "load": round(os.getloadavg()[0], 1),
        "python": platform.python_version(),
        "system": platform.system(),
    }


def keep(figures: Sequence[Figure], details: dict[str, object], *, now: datetime) -> Path:
    """Write a run to `results/<date>-<machine>.json`; parts not asked keep the day's last answers."""
    RESULTS.mkdir(exist_ok=True)
    where = machine()
    name = "-".join(str(where["cpu"]).lower().split())[:40]
    path = RESULTS / f"{now:%Y-%m-%d}-{name}-{where['cores']}.json"
    before = json.loads(path.read_text("utf-8")) if path.exists() else {"figures": [], "details": {}}
    parts = {each.part for each in figures}
    run = {
        "date": f"{now:%Y-%m-%dT%H:%M}Z",
        "machine": where,
        "figures": [each for each in before["figures"] if each["part"] not in parts]
        + list(map(asdict, figures)),
        "details": before["details"] | details,
    }
    path.write_text(json.dumps(run, ensure_ascii=False, indent=1, sort_keys=True) + "\n", "utf-8")
    return path


def kept(path: Path) -> list[Figure]:
    """The figures of a run that was kept."""
    return [Figure(**each) for each in json.loads(path.read_text("utf-8"))["figures"]]


def _cpu() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    return next(
        (line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), platform.machine()
    )


def _shown(value: float | None, unit: str = "") -> str:
    if value is None:
        return "–"
    number = f"{value:,.0f}" if abs(value) >= 100 else f"{value:.1f}" if abs(value) >= 10 else f"{value:.3f}"
    return f"{number} {unit}".strip()
