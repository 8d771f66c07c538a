"""The hands a text passed through, oldest first, the page that we read last.

Rules, in the order in which they are asked:

1. What the page itself credits is its way here: an agency wires, a site or publisher was republished from,
   so that agency, site and page are three hands. A hand that is named is *said*; if a copy by that very
   publisher is among the others, it is *seen*, with its address and time, and its own credits are followed.
   Before a site that credits nobody stands the agency that the copies of the text credit, inferred.
2. A page that credits nobody, or only «وكالات», gets its origin from the copies of its text: whom they
   credit, or the agency whose own page is among them. Such an origin is *inferred*.
3. Where neither speaks, the style of the text and of its copies may name an agency: *inferred* too. A text
   with a reporter's name is not asked for its style, nor one whose copies credit the page's own source.
4. A page whose text nobody shares is its own origin: *connected* if it names its writer, else *unknown*.
   A page whose text is shared and that nobody credits stays *unknown*: who was first does not tell it.

Two credits that cannot both hold make the chain *conflicting*, and both are kept. When somebody was seen
first is never weighed; a printed time only gives rise to a doubt. Confidence in a said hand is that of its
claims taken as independent, 1 - (1-w1)(1-w2)…; a page of that hand that we hold halves what is left to
doubt; an inferred hand has what its copies say, as often as that was measured to hold, times its share of
all that they say.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from masdar import model
from masdar.trace import claims, confidence, hands, party
from masdar.trace import style as styles

# an own text whose writer is named, and one that names nobody
_OWN, _ALONE, _SHARED = 0.85, 0.5, 0.25
# what a named reporter takes from an inference
_REPORTER = 0.9
# from here on, what copies credit stands before a site that a page names
_STRONG = 0.6
# a rival as strong as this share of the best makes an inference disputed
_RIVAL = 0.8
# grades that a gap takes away
_MENDED = frozenset({model.Grade.CONNECTED, model.Grade.INFERRED})
# printed times are compared only from this gap on
_GAP = timedelta(minutes=10)
_PRECISION = {10: model.Precision.DAY, 16: model.Precision.MINUTE}
_ZONES = frozenset(each.value for each in model.ZoneFrom)


def build(
    me: model.Witness,
    others: Sequence[model.Witness],
    overlaps: Sequence[model.Overlap],
    directory: model.Directory,
) -> model.Chain:
    """The chain of one article; the same whatever the order of claims, others and overlaps."""
    return _Case(
        me=me,
        others=tuple(
            sorted((each for each in others if each.article != me.article), key=lambda each: each.article)
        ),
        share=claims.containments(me.article, overlaps),
        inferred=claims.shared(me, others, overlaps, directory),
        directory=directory,
    ).chain()


def original_url(chain: model.Chain) -> str | None:
    """The address of the original article itself, as far as anyone gives it."""
    return chain.origin.url


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    me: model.Witness
    others: tuple[model.Witness, ...]
    share: dict[model.ArticleId, float]
    inferred: tuple[model.Claim, ...]
    directory: model.Directory

    def chain(self) -> model.Chain:
        own = party.of_source(self.me.source, self.directory)
        credited = [
            hand
            for hand in hands.of(claims.asserted(self.me.claims), self.directory)
            if hand.party.key != own.key
        ]
        named = [hand for hand in credited if not hand.party.unnamed]
        unnamed = [hand for hand in credited if hand.party.unnamed]
        last = self._last(own, passed_on=bool(credited))
        if named:
            return self._said(own, named, unnamed, last)
        if own.code and not own.unnamed:
            # the page of an agency that credits nobody else is the agency's own
            return self._own(own, last)
        origin, rivals = self._from_copies(own)
        if origin is not None:
            return self._inferred(origin, rivals, unnamed, last)
        if unnamed:
            link = self._link(unnamed[0], model.Role.AGENCY)
            return self._made((link, last), model.Grade.UNNAMED)
        silent = not self.me.bylines and not self._followers(own)
        if silent and (styled := self._styled()) is not None:
            return self._made((styled, replace(last, role=model.Role.REPUBLISHER)), model.Grade.INFERRED)
        return self._own(own, last)

    # --- said by the page itself

    def _said(
        self, own: party.Party, named: list[hands.Hand], unnamed: list[hands.Hand], last: model.Link
    ) -> model.Chain:
        """Agency, then the sites between, then the page; what the hands between say is followed."""
        doubts: list[model.Doubt] = []
        agencies = [hand for hand in named if hand.party.code]
        sites = [hand for hand in named if not hand.party.code]
        sites, merged = hands.one_block(sites, agencies)
        doubts.extend(merged)
        links = [self._link(hand, model.Role.REPUBLISHER) for hand in sites]
        upstream = self._upstream(sites, {own.key, *(hand.party.key for hand in named)})
        wires = [*agencies, *(hand for hand in upstream if not hand.party.unnamed)]
        grade = model.Grade.CONNECTED
        conflict = hands.conflicting(agencies, upstream)
        if conflict:
            grade = model.Grade.CONFLICTING
            doubts.append(model.Doubt(field="origin", kind=model.DoubtKind.CONFLICT, detail=conflict))
        first = [self._link(hand, model.Role.AGENCY) for hand in wires]
        if not wires:
            known = {own.key, *(hand.party.key for hand in named)}
            first, grade = self._before_sites(own, known, [*upstream, *unnamed])
        if conflict:
            first = [replace(link, standing=model.Standing.DISPUTED) for link in first]
        elif (gap := hands.gap(sites, wires, [link.article for link in links])) and grade in _MENDED:
            grade = model.Grade.BROKEN
            doubts.append(model.Doubt(field="chain", kind=model.DoubtKind.MISSING, detail=gap))
        found = [*first, *links]
        if not first:
            found[0] = replace(found[0], role=model.Role.ORIGIN)
        found[0] = self._dated(found[0])
        doubts.extend(self._times(found[0]))
        return self._made((*found, last), grade, doubts)

    def _before_sites(
        self, own: party.Party, known: set[str], unnamed: list[hands.Hand]
    ) -> tuple[list[model.Link], model.Grade]:
        """What stands before the sites that a page names where none of them names an agency.

        An agency that the copies credit for the same text; else the unnamed agencies that somebody credits.
        """
        origin, rivals = self._from_copies(own)
        strong = origin is not None and origin.party.code and origin.weight >= _STRONG and not rivals
        if origin is not None and strong and origin.party.key not in known:
            link = self._link(origin, model.Role.AGENCY)
            sure = confidence.of_copies(origin.weight)
            return [replace(link, standing=model.Standing.INFERRED, confidence=sure)], model.Grade.INFERRED
        if unnamed:
            return [self._link(unnamed[0], model.Role.AGENCY)], model.Grade.UNNAMED
        return [], model.Grade.CONNECTED

    def _upstream(self, sites: list[hands.Hand], known: set[str]) -> list[hands.Hand]:
        """Whom the pages of the hands between credit, where we hold those pages."""
        found: list[model.Claim] = []
        for hand in sites:
            witness = self._page_of(hand.party)
            if witness is not None:
                found.extend(claims.asserted(witness.claims))
        return [hand for hand in hands.of(found, self.directory) if hand.party.key not in known]

    # --- inferred from copies

    def _from_copies(self, own: party.Party) -> tuple[hands.Hand | None, list[hands.Hand]]:
        """The party that the copies speak for, and those that come near it."""
        credited = [hand for hand in hands.of(self.inferred, self.directory) if not hand.party.unnamed]
        if not credited:
            return None, []
        credited.sort(key=lambda hand: (-round(hand.weight, 6), hand.party.key))
        best = credited[0]
        if best.party.key == own.key:
            return None, []
        rivals = [
            hand for hand in credited[1:] if hand.weight >= _RIVAL * best.weight and hand.party.key != own.key
        ]
        return best, rivals

    def _styled(self) -> model.Link | None:
        """The agency in whose style the text and its copies are, where they are plainly in one's."""
        copies = [other for other in self.others if other.article in self.share]
        stated = [
            claim
            for each in (self.me, *copies)
            for claim in each.claims
            if claim.evidence.basis is model.Basis.STYLE
        ]
        if not stated:
            return None
        printed = len({each.source for each in (self.me, *copies)})
        found = styles.judge(stated, printed=printed, near=self.share)
        if found is None:
            return None
        code, sure, spoke = found
        named = party.of(code, url=None, directory=self.directory)
        link = self._link(hands.Hand(party=named, claims=spoke), model.Role.AGENCY)
        return replace(link, standing=model.Standing.INFERRED, confidence=sure)

    def _inferred(
        self, origin: hands.Hand, rivals: list[hands.Hand], unnamed: list[hands.Hand], last: model.Link
    ) -> model.Chain:
        weights = [hand.weight for hand in (origin, *rivals)]
        sure = confidence.of_copies(origin.weight) * weights[0] / sum(weights)
        if self.me.bylines:
            sure *= _REPORTER
        link = self._link(origin, model.Role.AGENCY if origin.party.code else model.Role.ORIGIN)
        link = replace(
            link,
            standing=model.Standing.DISPUTED if rivals else model.Standing.INFERRED,
            confidence=round(sure, 4),
            claims=(*link.claims, *(claim for hand in unnamed for claim in hand.claims)),
        )
        doubts: list[model.Doubt] = []
        if rivals:
            names = ", ".join(hand.party.name for hand in rivals)
            doubts.append(
                model.Doubt(
                    field="origin",
                    kind=model.DoubtKind.CONFLICT,
                    detail=f"copies of this text also credit {names}",
                )
            )
        grade = model.Grade.CONFLICTING if rivals else model.Grade.INFERRED
        kept = tuple(
            replace(self._link(hand, model.Role.AGENCY), standing=model.Standing.DISPUTED) for hand in rivals
        )
        last = replace(last, role=model.Role.REPUBLISHER)
        return self._made((link, *kept, last), grade, [*doubts, *self._times(link)])

    # --- its own origin

    def _own(self, own: party.Party, last: model.Link) -> model.Chain:
        followers = self._followers(own)
        if followers or (own.code and not own.unnamed):
            # an agency's own page, or one that its copies credit
            sure = max(_OWN, hands.together(claim.weight for claim in followers))
            link = replace(last, confidence=round(sure, 4), claims=(*last.claims, *followers))
            return self._made((link,), model.Grade.CONNECTED)
        if self.share:
            doubt = model.Doubt(
                field="origin",
                kind=model.DoubtKind.MISSING,
                detail=f"{len(self.share)} copies share this text and none credits anyone",
            )
            return self._made((replace(last, confidence=_SHARED),), model.Grade.UNKNOWN, [doubt])
        if self.me.bylines:
            return self._made((replace(last, confidence=_OWN),), model.Grade.CONNECTED)
        return self._made((replace(last, confidence=_ALONE),), model.Grade.UNKNOWN)

    def _followers(self, own: party.Party) -> list[model.Claim]:
        """What the copies say for the page's own source."""
        return [
            claim
            for claim in self.inferred
            if party.of(claim.value, url=claim.url, directory=self.directory).key == own.key
        ]

    # --- links

    def _last(self, own: party.Party, *, passed_on: bool) -> model.Link:
        """The page that we read."""
        said = [claim for claim in self.me.claims if claim.says is model.Says.PUBLISHED_BY]
        return model.Link(
            publisher=own.name,
            source=self.me.source,
            code=own.code,
            article=self.me.article,
            url=self.me.url or None,
            home=own.home,
            authors=self.me.bylines or (),
            at=None if passed_on and self._borrowed() else self.me.published,
            role=model.Role.REPUBLISHER if passed_on else model.Role.ORIGIN,
            standing=model.Standing.SEEN,
            confidence=1.0,
            claims=tuple(sorted(said, key=lambda claim: claim.id)),
        )

    def _borrowed(self) -> bool:
        """Whether the page's time is the one that it states for its origin."""
        mine = self.me.published
        return mine is not None and any(
            claim.says is model.Says.FIRST_PUBLISHED_AT and claim.value == mine.iso()
            for claim in self.me.claims
        )

    def _link(self, hand: hands.Hand, role: model.Role) -> model.Link:
        """A hand as a link: seen if one of the copies is its own page."""
        page = self._page_of(hand.party)
        all_urls = sorted({claim.url for claim in hand.claims if claim.url})
        urls = [url for url in all_urls if _deep(url)]
        homes = [url for url in all_urls if not _deep(url)]
        link = model.Link(
            publisher=hand.party.name,
            source=hand.party.source,
            code=hand.party.code,
            url=urls[0] if urls else None,
            home=homes[0] if homes else hand.party.home,
            role=role,
            standing=model.Standing.SAID,
            confidence=round(hand.weight, 4),
            claims=hand.claims,
        )
        if page is None:
            return link
        return replace(
            link,
            source=page.source,
            article=page.article,
            url=page.url or link.url,
            authors=page.bylines or (),
            at=page.published,
            standing=model.Standing.SEEN,
            confidence=round(1 - (1 - hand.weight) / 2, 4),
        )

    def _page_of(self, named: party.Party) -> model.Witness | None:
        """The copy that a party itself published: the closest to our text, then the smallest id."""
        pages = [
            other
            for other in self.others
            if other.article in self.share and party.of_source(other.source, self.directory).key == named.key
        ]
        return min(pages, key=lambda page: (-self.share[page.article], page.article), default=None)

    def _dated(self, link: model.Link) -> model.Link:
        """The origin with the first publication that the page states, where it has no time of its own."""
        if link.at is not None:
            return link
        stated = [claim for claim in self.me.claims if claim.says is model.Says.FIRST_PUBLISHED_AT]
        if not stated:
            return link
        first = min(stated, key=lambda claim: (-claim.weight, claim.id))
        return replace(link, at=_moment(first), claims=(*link.claims, first))

    def _times(self, origin: model.Link) -> list[model.Doubt]:
        """A doubt where the origin's printed time is later than ours, both exact and well apart."""
        mine, theirs = self.me.published, origin.at
        exact = (model.Precision.SECOND, model.Precision.MINUTE)
        if mine is None or theirs is None or origin.article is None:
            return []
        if mine.precision not in exact or theirs.precision not in exact or theirs.at - mine.at < _GAP:
            return []
        detail = f"the origin's page is dated {theirs.iso()}, later than this one"
        return [model.Doubt(field="origin", kind=model.DoubtKind.SUSPICIOUS, detail=detail)]

    def _made(
        self, links: Sequence[model.Link], grade: model.Grade, doubts: Iterable[model.Doubt] = ()
    ) -> model.Chain:
        return model.Chain(article=self.me.article, links=tuple(links), grade=grade, doubts=tuple(doubts))


def _moment(claim: model.Claim) -> model.Moment | None:
    """The time that a claim states."""
    try:
        at = datetime.fromisoformat(claim.value)
    except ValueError:
        return None
    zone = claim.evidence.where.rpartition(" ")[2]
    offset = at.utcoffset()
    local = at if offset is not None else at.replace(tzinfo=UTC)
    return model.Moment(
        at=local.astimezone(UTC),
        precision=_PRECISION.get(
            len(claim.value.partition("+")[0].removesuffix("Z")), model.Precision.SECOND
        ),
        zone_from=model.ZoneFrom(zone) if zone in _ZONES else model.ZoneFrom.ASSUMED,
        offset=int(offset.total_seconds() // 60) if offset is not None else 0,
        said=claim.evidence.quote,
    )


def _deep(url: str) -> bool:
    """Whether an address names a page, not only a site."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return bool(parts.path.strip("/") or parts.query)
