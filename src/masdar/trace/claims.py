"""What an article itself says of its origin, and what shared text says for it.

Every claim carries the words it rests on. An agency that a text merely quotes gives no claim of credit.
"""

import heapq
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from masdar import address, model
from masdar.arabic import agencies, fold
from masdar.trace import party, style

READER = "claims/1"

# How far each kind of evidence carries, 0 to 1. A wire's own credit field is written by the agency; a
# dateline or a source block is printed to say whose text it is; an end mark may be a house's own; machine
# readable fields are often filled by templates; that two texts are alike is never better than who signs.
WEIGHTS = {
    model.Basis.WIRE: 0.95,
    model.Basis.DATELINE: 0.9,
    model.Basis.ATTRIBUTION_BLOCK: 0.9,
    model.Basis.BYLINE: 0.85,
    model.Basis.CREDIT_LINE: 0.85,
    model.Basis.CANONICAL_LINK: 0.8,
    model.Basis.END_MARK: 0.6,
    model.Basis.META: 0.6,
    model.Basis.FEED: 0.6,
    model.Basis.JSON_LD: 0.5,
    model.Basis.ADDRESS: 0.99,
    model.Basis.TEXT_OVERLAP: 0.9,
    # a guess has its own probability for a weight
    model.Basis.STYLE: 1.0,
    # seen first is no evidence of origin
    model.Basis.CAPTURE_TIME: 0.0,
}
# What says whose text an article is, where it is not inferred.
CREDITS = frozenset({model.Says.WIRED_BY, model.Says.FIRST_PUBLISHED_BY, model.Says.REPUBLISHED_FROM})
# a credit that comes with a file is the agency's own field
_WIRES = frozenset({model.Via.FILE, model.Via.WIRE})
_COPIES = frozenset({model.Level.EXACT, model.Level.NEAR, model.Level.EDITED})


def of(
    article: model.Article,
    *,
    lead: model.Lead | None,
    source: model.Source,
    directory: model.Directory,
) -> tuple[model.Claim, ...]:
    """The claims that the article and its channel make, each once, in order of where they stand."""
    made = _Maker(article, source, directory)
    found = [
        *made.own(),
        *made.from_credits(lead),
        *made.from_attribution(),
        *made.from_end_mark(),
        *made.from_declarations(),
        *made.from_lead(lead),
        *made.from_bylines(),
    ]
    if not article.bylines and not any(claim.says in CREDITS for claim in found):
        found.extend(made.from_style())
    return tuple({claim.id: claim for claim in found}.values())


def shared(
    me: model.Witness,
    others: Sequence[model.Witness],
    overlaps: Sequence[model.Overlap],
    directory: model.Directory,
) -> tuple[model.Claim, ...]:
    """What the copies of an article say of its origin: inferred, weighed by how much text is shared.

    A copy gives what it credits itself; the page of an agency gives that agency.
    """
    close = containments(me.article, overlaps)
    found: dict[str, model.Claim] = {}
    for other in sorted(others, key=lambda each: each.article):
        if other.article == me.article or other.article not in close:
            continue
        share = close[other.article]
        own = party.of_source(other.source, directory)
        for claim in sorted(asserted(other.claims), key=lambda each: each.id):
            made = _inferred(
                me, other, claim, weight=claim.weight * share * WEIGHTS[model.Basis.TEXT_OVERLAP]
            )
            found[made.id] = made
        if own.code and own.code != party.UNNAMED:
            says = _statement(
                article=me.article,
                says=model.Says.WIRED_BY,
                value=own.code,
                url=other.url or None,
                at=me.seen,
                evidence=model.Evidence(
                    basis=model.Basis.TEXT_OVERLAP,
                    quote=other.title,
                    where=f"the agency's own page, {share:.0%} of the shorter text shared",
                    capture=_capture(other),
                    other=other.article,
                ),
                weight=share * WEIGHTS[model.Basis.TEXT_OVERLAP],
                inferred=True,
            )
            found[says.id] = says
    return tuple(found[name] for name in sorted(found))


def asserted(stated: Iterable[model.Claim]) -> list[model.Claim]:
    """The credits that somebody gives."""
    return [claim for claim in stated if claim.says in CREDITS and not claim.inferred]


def containments(article: model.ArticleId, overlaps: Sequence[model.Overlap]) -> dict[model.ArticleId, float]:
    """How much text each copy shares with an article: directly, or by way of the closest copy between."""
    edges: dict[model.ArticleId, dict[model.ArticleId, float]] = {}
    for each in overlaps:
        if each.level in _COPIES:
            edges.setdefault(each.a, {})[each.b] = each.containment
            edges.setdefault(each.b, {})[each.a] = each.containment
    best: dict[model.ArticleId, float] = {article: 1.0}
    ahead = [(-1.0, article)]
    while ahead:
        share, at = heapq.heappop(ahead)
        if -share < best[at]:
            continue
        for other, containment in edges.get(at, {}).items():
            way = -share * containment
            if way > best.get(other, 0.0):
                best[other] = way
                heapq.heappush(ahead, (-way, other))
    del best[article]
    return best


def _inferred(me: model.Witness, other: model.Witness, claim: model.Claim, *, weight: float) -> model.Claim:
    return _statement(
        article=me.article,
        says=claim.says,
        value=claim.value,
        url=claim.url,
        at=me.seen,
        evidence=model.Evidence(
            basis=model.Basis.TEXT_OVERLAP,
            quote=claim.evidence.quote,
            where=f"{claim.evidence.basis.value} of a copy",
            capture=claim.evidence.capture,
            other=other.article,
        ),
        weight=weight,
        inferred=True,
    )


def _capture(witness: model.Witness) -> model.Digest:
    return next((claim.evidence.capture for claim in witness.claims), model.Digest(""))


def _statement(
    *,
    article: model.ArticleId,
    says: model.Says,
    value: str,
    url: str | None,
    at: datetime,
    evidence: model.Evidence,
    weight: float,
    inferred: bool = False,
) -> model.Claim:
    name = "|".join((article, says, value, evidence.basis, evidence.quote, evidence.other or ""))
    return model.Claim(
        id=model.digest(name.encode("utf-8", "surrogatepass")),
        article=article,
        says=says,
        value=value,
        url=url,
        at=at,
        evidence=evidence,
        weight=round(weight, 4),
        inferred=inferred,
        reader=READER,
    )


class _Maker:
    """The parts of reading one article's claims."""

    def __init__(self, article: model.Article, source: model.Source, directory: model.Directory) -> None:
        self.article = article
        self.source = source
        self.directory = directory
        self.me = party.of_source(source.id, directory)

    def own(self) -> Iterator[model.Claim]:
        if self.article.url:
            yield self._claim(
                model.Says.PUBLISHED_BY,
                str(self.source.id),
                model.Basis.ADDRESS,
                quote=self.article.url,
                where="address",
                url=self.article.url,
            )

    def from_credits(self, lead: model.Lead | None) -> Iterator[model.Claim]:
        """Agencies of the dateline, the byline and the credit line; a wire's own field is its lead's."""
        dateline = self.article.dateline
        head = dateline.text if dateline else ""
        closing = self.article.attribution
        last = closing.said if closing and closing.form is model.AttributionForm.LINE else ""
        named = (*(self.article.agencies or ()), *(dateline.agencies if dateline else ()))
        for agency in {(each.code or each.said): each for each in reversed(named)}.values():
            if agency.said in head and head:
                basis, quote, where = model.Basis.DATELINE, head, "dateline"
            elif last and agency.said in last:
                basis, quote, where = model.Basis.CREDIT_LINE, last, "credit line"
            elif self.article.via is model.Via.WIRE and lead and agency.said in (lead.credit or ""):
                continue
            else:
                basis, quote, where = model.Basis.BYLINE, agency.said, "byline"
            yield self._claim(
                model.Says.WIRED_BY, agency.code or agency.said, basis, quote=quote, where=where
            )

    def from_attribution(self) -> Iterator[model.Claim]:
        stated = self.article.attribution
        if stated is None:
            return
        url = stated.original_url or stated.site_url
        if stated.form is model.AttributionForm.LINE:
            for name in _SEVERAL.split(stated.publisher or ""):
                yield from self._from_name(name, model.Basis.CREDIT_LINE, stated.said, "credit line", url)
            return
        basis = model.Basis.ATTRIBUTION_BLOCK
        for field, value in (("publisher", stated.publisher), ("site", stated.site)):
            if (
                value
                and fold.key(value) not in _NOBODY
                and not self._mine(value, url if field == "site" else None)
            ):
                yield self._claim(
                    model.Says.FIRST_PUBLISHED_BY,
                    value,
                    basis,
                    quote=value,
                    where=f"attribution.{field}",
                    url=url if field == "site" else stated.original_url,
                )
        if stated.author:
            yield self._claim(
                model.Says.WRITTEN_BY, stated.author, basis, quote=stated.author, where="attribution.author"
            )
        if (first := stated.first_published) is not None:
            yield self._claim(
                model.Says.FIRST_PUBLISHED_AT,
                first.iso(),
                basis,
                quote=first.said,
                where=f"attribution.first_published, zone {first.zone_from.value}",
            )

    def from_end_mark(self) -> Iterator[model.Claim]:
        """An agency's name in its end mark: "--(بترا)"."""
        mark = self.article.end_mark or ""
        for mention in agencies.find(mark):
            yield self._claim(
                model.Says.WIRED_BY, mention.entry.code, model.Basis.END_MARK, quote=mark, where="end mark"
            )

    def from_declarations(self) -> Iterator[model.Claim]:
        for each in self.article.declarations:
            if each.name == "canonical":
                url = each.url or each.value
                host = address.host(url)
                if host and not self._mine(host, url):
                    named = party.of(host, url=url, directory=self.directory)
                    yield self._claim(
                        model.Says.REPUBLISHED_FROM,
                        named.name,
                        model.Basis.CANONICAL_LINK,
                        quote=url,
                        where="link[rel=canonical]",
                        url=url,
                    )
            else:
                # templates name their own company; only what says "based on" is believed of strangers
                pointed = each.url if each.name in _POINTING else None
                yield from self._from_name(each.value, each.basis, each.value, each.name, pointed)

    def from_lead(self, lead: model.Lead | None) -> Iterator[model.Claim]:
        """What the channel says: RSS `<source>`, the credit field of a wire."""
        if lead is None or not (lead.credit or lead.credit_url):
            return
        basis = model.Basis.WIRE if self.article.via in _WIRES else model.Basis.FEED
        said = lead.credit or lead.credit_url or ""
        for name in _SEVERAL.split(said):
            # a wire names each in a field of its own
            quote = name.strip() if self.article.via is model.Via.WIRE else said
            yield from self._from_name(name, basis, quote, "credit of the channel", lead.credit_url)

    def from_bylines(self) -> Iterator[model.Claim]:
        for name in self.article.bylines or ():
            yield self._claim(model.Says.WRITTEN_BY, name, model.Basis.BYLINE, quote=name, where="byline")

    def from_style(self) -> Iterator[model.Claim]:
        """The agencies in whose style a text is that nobody signs: inferred."""
        if self.me.code or not self.article.language.startswith("ar"):
            return
        place = next(iter(self.article.dateline.places), "") if self.article.dateline else ""
        for guess in style.of(self.article.title, self.article.body, place):
            yield _statement(
                article=self.article.id,
                says=model.Says.WIRED_BY,
                value=guess.code,
                url=None,
                at=self.article.seen,
                evidence=model.Evidence(
                    basis=model.Basis.STYLE,
                    quote=" … ".join(guess.words),
                    where="style of the text",
                    capture=self.article.capture,
                ),
                weight=guess.probability,
                inferred=True,
            )

    def _from_name(
        self, name: str, basis: model.Basis, quote: str, where: str, url: str | None
    ) -> Iterator[model.Claim]:
        """A name as a claim: an agency wires, any other publisher is republished from."""
        name = name.strip(" .:-\u2013\u2014|")
        if (not name and not url) or fold.key(name) in _NOBODY or self._mine(name, url):
            return
        named = party.of(name, url=url, directory=self.directory)
        if named.code:
            yield self._claim(model.Says.WIRED_BY, named.code, basis, quote=quote, where=where, url=url)
        elif named.known or url or basis in (model.Basis.CREDIT_LINE, model.Basis.WIRE):
            yield self._claim(
                model.Says.REPUBLISHED_FROM, name or named.name, basis, quote=quote, where=where, url=url
            )

    def _mine(self, value: str, url: str | None) -> bool:
        """Whether a name, host or address is the source's own."""
        named = party.of(value, url=None, directory=self.directory)
        if named.key == self.me.key or (named.code is not None and named.code == self.source.code):
            return True
        # a source that was met just now is not in the directory yet
        names = (self.source.name, self.source.name_en or "", *self.source.aliases)
        if value and fold.key(value) in {fold.key(each) for each in names if each}:
            return True
        host = address.host(url or value)
        own = {*self.source.hosts, address.host(self.source.home or ""), address.host(self.article.url or "")}
        return bool(host) and any(
            host == each or host.endswith(f".{each}") or each.endswith(f".{host}") for each in own if each
        )

    def _claim(
        self,
        says: model.Says,
        value: str,
        basis: model.Basis,
        *,
        quote: str,
        where: str,
        url: str | None = None,
    ) -> model.Claim:
        return _statement(
            article=self.article.id,
            says=says,
            value=value,
            url=url,
            at=self.article.seen,
            evidence=model.Evidence(basis=basis, quote=quote, where=where, capture=self.article.capture),
            weight=WEIGHTS[basis],
        )


# declarations whose address is that of another's article
_POINTING = frozenset({"isBasedOn", "original-source", "syndication-source"})
# "المصدر: متابعات": no one in particular
_NOBODY = frozenset(
    fold.key(each)
    for each in (
        *("متابعات", "متابعة", "خاص", "رصد", "صحف", "مواقع", "مواقع إلكترونية", "مواقع التواصل", "الإنترنت"),
        *(
            "وسائل إعلام",
            "وسائل الإعلام",
            "صحافة",
            "مصادر",
            "مصادر متعددة",
            "تقارير",
            "مواقع التواصل الاجتماعي",
        ),
    )
)
# "الضفة نيوز + CNN"  "رويترز، أ ف ب"
_SEVERAL = re.compile(r"\s*[+،;؛|]\s*|\s+/\s+|\s*,\s+|\s+و(?=رويترز|وكالات|ا?لوكالات)")
