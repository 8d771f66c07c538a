"""What a round of visits comes to, and what it hands its captures to."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from masdar.model import Capture, Digest, Lead, Source, SourceId

Triple = tuple[Capture, Lead | None, Source]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What became of the captures of one source; `failed` says why, one reason a capture.

    `unread` are the digests of those that gave no article.
    """

    new: int = 0
    changed: int = 0
    known: int = 0
    failed: tuple[str, ...] = ()
    unread: tuple[Digest, ...] = ()


Take = Callable[[Sequence[Triple]], Mapping[SourceId, Kept]]


@dataclass(slots=True)
class Counts:
    """What a round brought, by source: new, changed, known, withheld, failed and `reasons`."""

    sources: dict[SourceId, dict[str, Any]] = field(default_factory=dict)
    visited: int = 0
    unchanged: int = 0

    def add(self, source: SourceId, word: str, number: int = 1, *, why: str | None = None) -> None:
        row = self.sources.setdefault(
            source, {"new": 0, "changed": 0, "known": 0, "withheld": 0, "failed": 0, "reasons": {}}
        )
        row[word] += number
        if why is not None:
            row["reasons"][why] = row["reasons"].get(why, 0) + number

    @property
    def total(self) -> Counter[str]:
        words: Counter[str] = Counter()
        for row in self.sources.values():
            words.update({word: number for word, number in row.items() if isinstance(number, int)})
        return words
