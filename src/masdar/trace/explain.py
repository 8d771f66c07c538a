"""A chain in plain values, for people and for `--json`."""

from typing import Any

from masdar import model


def lines(chain: model.Chain) -> dict[str, Any]:
    """The chain with each hand, how we know of it, and the words that say so."""
    return {
        "article": chain.article,
        "grade": chain.grade.value,
        "links": [_link(each) for each in chain.links],
        "doubts": [
            {"field": each.field, "kind": each.kind.value, "detail": each.detail} for each in chain.doubts
        ],
    }


def _link(link: model.Link) -> dict[str, Any]:
    return {
        "publisher": link.publisher,
        "code": link.code,
        "source": link.source,
        "role": link.role.value,
        "standing": link.standing.value,
        "confidence": round(link.confidence, 3),
        "url": link.url,
        "home": link.home,
        "at": link.at.iso() if link.at else None,
        "claims": [_claim(each) for each in link.claims],
    }


def _claim(claim: model.Claim) -> dict[str, Any]:
    return {
        "id": claim.id,
        "says": claim.says.value,
        "value": claim.value,
        "url": claim.url,
        "basis": claim.evidence.basis.value,
        "quote": claim.evidence.quote,
        "where": claim.evidence.where,
        "capture": claim.evidence.capture,
        "other": claim.evidence.other,
        "weight": claim.weight,
        "inferred": claim.inferred,
    }
