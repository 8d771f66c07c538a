"""What a kept run looks like on the page of figures: its tables, and quality drawn against speed."""

# ruff: noqa: E501 - elements of SVG and rows of tables stand on one line each

import json
import math
from html import escape
from pathlib import Path
from typing import Any

from benchmarks.figures import kept, markdown

_ROOT = Path(__file__).parents[1]
_PAGE = _ROOT / "docs" / "explanation" / "figures.md"
_PICTURE = _ROOT / "docs" / "images" / "readers.svg"
_FROM, _TO = "<!-- from benchmarks/results -->", "<!-- to here -->"
_WIDE, _HIGH, _LEFT, _TOP, _RIGHT, _BELOW = 760, 430, 64, 24, 170, 56


def write(path: Path) -> None:
    """Put a run's tables between the marks of the page, and draw the picture where readers were compared."""
    told = json.loads(path.read_text("utf-8"))
    machine = told["machine"]
    text = (
        f"\nMeasured {told['date'].replace('T', ' at ').replace('Z', ' UTC')} on {machine['cpu']}, {machine['cores']} cores, "
        f"{machine['memory_gb']} GB, Python {machine['python']}, {machine['system']}; the load was {machine['load']} "
        f"when the run ended. Kept in [`{path.relative_to(_ROOT)}`](../../{path.relative_to(_ROOT)}).\n"
    )
    text += markdown(kept(path))
    compared = {name: each for name, each in told["details"].items() if name.startswith("extraction")}
    for name, readers in compared.items():
        text += f"\n### Readers of pages: {name}\n\n{_readers(readers)}"
    if compared:
        readers = max(compared.values(), key=len)
        _PICTURE.parent.mkdir(exist_ok=True)
        _PICTURE.write_text(picture(readers), "utf-8")
    page = _PAGE.read_text("utf-8")
    before, after = page.split(_FROM)[0], page.split(_TO)[1]
    _PAGE.write_text(f"{before}{_FROM}\n{text}\n{_TO}{after}", "utf-8")


def _readers(readers: dict[str, Any]) -> str:
    sets = list(next(iter(readers.values()))["sets"])
    head = [
        "reader",
        *(f"{each}, body F1" for each in sets),
        "pages/s",
        "worst page, ms",
        "memory, MB",
        "failed",
    ]
    rows = [f"| {' | '.join(head)} |", f"|{' --- |' * len(head)}"]
    for name, told in readers.items():
        body = [
            f"{each['f1']:.3f} [{each['low']:.3f}, {each['high']:.3f}]"
            for each in (told["sets"][of]["body"] for of in sets)
        ]
        ran = told["run"]
        cells = [
            f"{name} ({ran['version']})", *body, f"{ran['pages_a_second']:.1f}", f"{ran['worst_ms']:.0f}",
            f"{ran['grown_mb']:.0f}", str(ran["failed"]),
        ]  # fmt: skip
        rows.append(f"| {' | '.join(cells)} |")
    return "\n".join(rows) + "\n"


def quality(told: dict[str, Any]) -> float:
    """The mean of a reader's body F1 over the sets, each set weighing the same."""
    bodies = [each["body"]["f1"] for each in told["sets"].values()]
    return float(sum(bodies) / len(bodies))


def picture(readers: dict[str, Any]) -> str:
    """Quality against speed as SVG: right is faster, up is better; the scale of speed is logarithmic."""
    points = [(name, told["run"]["pages_a_second"], quality(told)) for name, told in readers.items()]
    slowest, fastest = (
        math.floor(math.log10(min(p[1] for p in points))),
        math.ceil(math.log10(max(p[1] for p in points))),
    )
    lowest = math.floor(min(p[2] for p in points) * 20) / 20

    def x(speed: float) -> float:
        return _LEFT + (math.log10(speed) - slowest) / max(1, fastest - slowest) * (_WIDE - _LEFT - _RIGHT)

    def y(f1: float) -> float:
        return _TOP + (1 - f1) / (1 - lowest) * (_HIGH - _TOP - _BELOW)

    best = max(points, key=lambda each: each[2])
    said = "; ".join(f"{name}: {f1:.3f} at {speed:,.0f} pages a second" for name, speed, f1 in points)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDE} {_HIGH}" role="img" aria-labelledby="t d" font-family="system-ui, sans-serif" font-size="12">',
        f'<title id="t">Readers of news pages: quality against speed; the best text is that of {escape(best[0])}</title>',
        f'<desc id="d">Mean body F1 over the sets, against pages a second of processor time. {escape(said)}.</desc>',
        f'<rect width="{_WIDE}" height="{_HIGH}" fill="#fff"/>',
    ]
    for power in range(slowest, fastest + 1):
        at = x(10**power)
        parts.append(f'<path d="M{at:.1f} {_TOP}V{_HIGH - _BELOW}" stroke="#d8dde3"/>')
        parts.append(
            f'<text x="{at:.1f}" y="{_HIGH - _BELOW + 18}" text-anchor="middle" fill="#444">{10**power:,}</text>'
        )
    for step in range(round((1 - lowest) / 0.05) + 1):
        f1 = 1 - step * 0.05
        parts.append(f'<path d="M{_LEFT} {y(f1):.1f}H{_WIDE - _RIGHT}" stroke="#d8dde3"/>')
        parts.append(
            f'<text x="{_LEFT - 8}" y="{y(f1) + 4:.1f}" text-anchor="end" fill="#444">{f1:.2f}</text>'
        )
    middle = (_LEFT + _WIDE - _RIGHT) / 2
    parts.append(
        f'<text x="{middle:.0f}" y="{_HIGH - 14}" text-anchor="middle" fill="#222">pages a second of one core (faster is right)</text>'
    )
    parts.append(
        f'<text transform="translate(18 {(_TOP + _HIGH - _BELOW) / 2:.0f}) rotate(-90)" text-anchor="middle" fill="#222">body F1 (better is up)</text>'
    )
    parts += _labelled([(name, x(speed), y(f1)) for name, speed, f1 in points])
    return "\n".join([*parts, "</svg>\n"])


def _labelled(points: list[tuple[str, float, float]]) -> list[str]:
    """Dots with their names; a name moves down until it stands on no other."""
    parts: list[str] = []
    taken: list[tuple[float, float, float]] = []
    for name, x, y in sorted(points, key=lambda each: each[2]):
        colour = "#0b6b5d" if name == "masdar" else "#5b6573"
        line = y + 4
        while any(
            abs(line - other) < 13 and x + 9 < end and start < x + 9 + 7 * len(name)
            for start, end, other in taken
        ):
            line += 13
        taken.append((x + 9, x + 9 + 7 * len(name), line))
        weight = ' font-weight="bold"' if name == "masdar" else ""
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{6 if weight else 4}" fill="{colour}"/>')
        parts.append(f'<text x="{x + 9:.1f}" y="{line:.1f}" fill="{colour}"{weight}>{escape(name)}</text>')
    return parts
