"""Chains as the lines of `masdar export origins`."""

from typing import Any

from masdar import model
from masdar.trace import party

# below this an origin is a guess and is not printed
_LEAST = 0.3


def origin_of(chain: model.Chain) -> dict[str, Any]:
    """Who said it first, as far as the evidence carries: an agency's code, a source's slug, or None."""
    first = chain.origin
    name: str | None = first.code or first.source or None
    if first.code == party.UNNAMED:
        name = party.UNNAMED
    if first.confidence < _LEAST:
        name = None
    bases = sorted({claim.evidence.basis.value for claim in first.claims})
    return {
        "origin": name,
        # a publisher that is named and that we neither follow nor know by a code
        "publisher": first.publisher if first.confidence >= _LEAST else None,
        "confidence": round(first.confidence, 3),
        "basis": ",".join(bases) or chain.grade.value,
    }
