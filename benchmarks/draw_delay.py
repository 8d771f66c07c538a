"""Delay against requests as SVG: the rhythm of the product beside polling at fixed paces."""

# ruff: noqa: E501 - elements of SVG stand on one line each

import math
from collections.abc import Mapping

_WIDE, _HIGH, _LEFT, _TOP, _RIGHT, _BELOW = 760, 400, 64, 24, 130, 56

Rows = Mapping[str, Mapping[str, float]]


def drawing(found: Mapping[str, Rows]) -> str:
    """Right is more requests, up is more delay, both logarithmic; the nearer to the lower left, the better."""
    lines = {
        (kind, what): sorted((row["requests"], row[what]) for row in rows.values())
        for kind, rows in found.items()
        for what in ("median", "mean")
    }
    every = [point for points in lines.values() for point in points]
    low, high = math.log10(min(p[0] for p in every)), math.log10(max(p[0] for p in every))
    soon, late = math.log10(min(p[1] for p in every)), math.log10(max(p[1] for p in every))

    def x(requests: float) -> float:
        return _LEFT + (math.log10(requests) - low) / (high - low) * (_WIDE - _LEFT - _RIGHT)

    def y(minutes: float) -> float:
        return _TOP + (late - math.log10(minutes)) / (late - soon) * (_HIGH - _TOP - _BELOW)

    said = "; ".join(
        f"{kind}, {what}: "
        + ", ".join(f"{minutes:.1f} min at {requests:,.0f}" for requests, minutes in points)
        for (kind, what), points in lines.items()
    )
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDE} {_HIGH}" role="img" aria-labelledby="t d" font-family="system-ui, sans-serif" font-size="12">',
        '<title id="t">How long news waits against how many requests are made: the learned rhythm asks far less than fixed paces</title>',
        f'<desc id="d">Minutes from publication to the visit that finds it, against requests of a week. {said}.</desc>',
        f'<rect width="{_WIDE}" height="{_HIGH}" fill="#fff"/>',
    ]
    for minutes in (1.0, 2.0, 5.0, 10.0, 20.0, 50.0):
        if soon <= math.log10(minutes) <= late:
            at = y(minutes)
            parts.append(f'<path d="M{_LEFT} {at:.1f}H{_WIDE - _RIGHT}" stroke="#d8dde3"/>')
            parts.append(
                f'<text x="{_LEFT - 8}" y="{at + 4:.1f}" text-anchor="end" fill="#444">{minutes:g}</text>'
            )
    for factor in range(math.floor(low), math.ceil(high) + 1):
        for requests in (1.0 * 10**factor, 2.0 * 10**factor, 5.0 * 10**factor):
            if low <= math.log10(requests) <= high:
                at = x(requests)
                parts.append(f'<path d="M{at:.1f} {_TOP}V{_HIGH - _BELOW}" stroke="#d8dde3"/>')
                parts.append(
                    f'<text x="{at:.1f}" y="{_HIGH - _BELOW + 18}" text-anchor="middle" fill="#444">{requests:,.0f}</text>'
                )
    for (kind, what), points in lines.items():
        colour = "#0b6b5d" if kind == "rhythm" else "#5b6573"
        dash = ' stroke-dasharray="5 4"' if what == "mean" else ""
        path = "L".join(f"{x(requests):.1f} {y(minutes):.1f}" for requests, minutes in points)
        parts.append(f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2"{dash}/>')
        parts += [
            f'<circle cx="{x(requests):.1f}" cy="{y(minutes):.1f}" r="3" fill="{colour}"/>'
            for requests, minutes in points
        ]
        requests, minutes = points[-1]
        name = {"rhythm": "learned", "fixed": "fixed"}[kind]
        parts.append(
            f'<text x="{x(requests) + 8:.1f}" y="{y(minutes) + (4 if what == "mean" else 10):.1f}" fill="{colour}">{name}, {what}</text>'
        )
    middle = (_LEFT + _WIDE - _RIGHT) / 2
    parts.append(
        f'<text x="{middle:.0f}" y="{_HIGH - 14}" text-anchor="middle" fill="#222">requests of the week (fewer is left)</text>'
    )
    parts.append(
        f'<text transform="translate(18 {(_TOP + _HIGH - _BELOW) / 2:.0f}) rotate(-90)" text-anchor="middle" fill="#222">minutes that news waits (less is down)</text>'
    )
    return "\n".join([*parts, "</svg>\n"])
