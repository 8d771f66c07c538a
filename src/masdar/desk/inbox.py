"""What a file brings to the path: something to take in, or the reason why it cannot be."""

from dataclasses import dataclass

from masdar.model import Capture, Lead, SourceId


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """Something to take in; `source` is a slug or host that may be unknown yet."""

    capture: Capture
    lead: Lead | None
    source: SourceId
    # what a person calls it: file and line, or an address
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bad:
    """Something that could not be opened or read, and why."""

    where: str
    why: str
    code: str = ""
