"""The hands that claims speak of: a party with all that names it.

Claims of one party are taken together as independent, and two credits that cannot both hold are told from
credits that are shared.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from masdar import model
from masdar.trace import claims, party


@dataclass(frozen=True, slots=True, kw_only=True)
class Hand:
    """A party with the claims that name it."""

    party: party.Party
    claims: tuple[model.Claim, ...]

    @property
    def weight(self) -> float:
        return together(claim.weight for claim in self.claims)


def of(stated: Iterable[model.Claim], directory: model.Directory) -> list[Hand]:
    """The parties that claims credit, the strongest first; the same in any order of claims."""
    by_party: dict[str, tuple[party.Party, list[model.Claim]]] = {}
    for claim in sorted(stated, key=lambda each: each.id):
        if claim.says not in claims.CREDITS:
            continue
        named = party.of(claim.value, url=claim.url, directory=directory)
        by_party.setdefault(named.key, (named, []))[1].append(claim)
    found = [Hand(party=named, claims=tuple(said)) for named, said in by_party.values()]
    return sorted(found, key=lambda hand: (-round(hand.weight, 6), hand.party.key))


def one_block(sites: list[Hand], agencies: list[Hand]) -> tuple[list[Hand], list[model.Doubt]]:
    """A source block names one party by publisher and by site: a name that nobody knows is its site's.

    Where the site is known and the name is not, the name is dropped into a doubt; else each is a hand.
    """

    def of_block(hand: Hand, field: str) -> bool:
        return any(claim.evidence.where == f"attribution.{field}" for claim in hand.claims)

    by_name = [hand for hand in sites if of_block(hand, "publisher") and not hand.party.known]
    by_site = [hand for hand in (*sites, *agencies) if of_block(hand, "site")]
    if not by_name or not by_site or by_name[0] is by_site[0]:
        return sites, []
    name, site = by_name[0], by_site[0]
    detail = f"the block names «{name.party.name}» and the site {site.party.name}"
    doubt = model.Doubt(field="origin", kind=model.DoubtKind.SUSPICIOUS, detail=detail)
    if site.party.known:
        return [hand for hand in sites if hand is not name], [doubt]
    joined = Hand(
        party=replace(site.party, name=name.party.name),
        claims=tuple(sorted((*site.claims, *name.claims), key=lambda claim: claim.id)),
    )
    return [joined if hand is site else hand for hand in sites if hand is not name], []


def conflicting(agencies: list[Hand], upstream: list[Hand]) -> str:
    """Why credits cannot all hold, or "": two places that each name one agency, and not the same.

    Agencies that one place names together («رويترز، أ ف ب») share a credit and do not conflict.
    """
    places: dict[str, set[str]] = {}
    for hand in agencies:
        for claim in hand.claims:
            if claim.weight >= 0.8:
                where = "" if claim.evidence.basis in _HEADS else claim.evidence.where
                places.setdefault(where, set()).add(hand.party.name)
    groups = sorted((sorted(names) for names in places.values()), key=lambda names: (len(names), names))
    for names in groups:
        for rest in groups:
            if not set(names) & set(rest):
                return f"credited to {', '.join(names)} and to {', '.join(rest)}"
    wired = [hand for hand in upstream if hand.party.code and not hand.party.unnamed]
    if agencies and wired:
        return f"the page credits {agencies[0].party.name}, the copy it is from {wired[0].party.name}"
    return ""


def gap(sites: list[Hand], agencies: list[Hand], seen: Sequence[model.ArticleId | None]) -> str:
    """Where a chain is broken, or "". `seen` has the page that we hold of each site, if we hold it.

    Between an agency and a page stands a name that leads nowhere: no publisher that we know, no address.
    Or a page names several sites, and none of their pages tells which had it from which.
    """
    for hand, page in zip(sites, seen, strict=True):
        lost = not hand.party.known and not hand.party.home and not any(claim.url for claim in hand.claims)
        if agencies and lost and page is None:
            return (
                f"«{hand.party.name}» is named between {agencies[0].party.name} and the page, and not found"
            )
    if len(sites) > 1 and not any(seen):
        names = ", ".join(f"«{hand.party.name}»" for hand in sites)
        return f"{names}: it is not known which had it from which"
    return ""


# a byline and a dateline are one credit in two places
_HEADS = frozenset({model.Basis.BYLINE, model.Basis.DATELINE})


def together(weights: Iterable[float]) -> float:
    """Independent claims taken together."""
    left = 1.0
    for weight in sorted(weights):
        left *= 1 - weight
    return 1 - left
