"""How the commands speak: lines for people, JSON lines for programs, progress on a terminal only."""

import sys
import time
from collections.abc import Callable
from typing import Any, TextIO

import msgspec

FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"


def utf8() -> None:
    """Speak UTF-8 whatever the locale says; a lone surrogate is escaped, not fatal."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def line(text: str = "") -> None:
    sys.stdout.write(text + "\n")


def flush() -> None:
    """Let a reader behind a pipe have what was said so far."""
    sys.stdout.flush()


def record(value: Any) -> None:
    """One JSON value on a line of its own."""
    sys.stdout.write(msgspec.json.encode(value).decode("utf-8") + "\n")


def note(text: str) -> None:
    """A line on standard error."""
    sys.stderr.write(text + "\n")


def apart(text: str) -> str:
    """Arabic text isolated, so that a terminal that knows bidi sets it apart from the labels."""
    return f"{FIRST_STRONG_ISOLATE}{text}{POP_ISOLATE}"


class Progress:
    """A line that is rewritten on a terminal, with the rate; silent in a pipe or when told so."""

    def __init__(self, label: str, *, quiet: bool = False, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._label = label
        self._on = not quiet and self._stream.isatty()
        self._start = time.monotonic()
        self._shown = 0.0

    def __call__(self, done: int, detail: str = "") -> None:
        now = time.monotonic()
        if not self._on or now - self._shown < 0.1:
            return
        self._shown = now
        rate = done / max(now - self._start, 1e-6)
        self._stream.write(f"\r\x1b[K{self._label} {done:,} ({rate:,.0f}/s) {detail}")
        self._stream.flush()

    def end(self) -> float:
        """Take the line away; gives the seconds since the start."""
        if self._on:
            self._stream.write("\r\x1b[K")
            self._stream.flush()
        return time.monotonic() - self._start


def counter(progress: Progress) -> Callable[[str, int], None]:
    """A callback that adds up what a follower reports."""
    total = 0

    def report(what: str, count: int) -> None:
        nonlocal total
        total += count
        progress(total, what)

    return report
