"""The chain of attribution of one article: سلسلة الإسناد."""

from dataclasses import dataclass
from datetime import UTC, datetime

import msgspec
from markupsafe import Markup

from masdar import model
from masdar.arabic import agencies
from masdar.press import bidi, cards, errors, html, labels, links, times, together
from masdar.press.view import Page, View

_QUOTE = 160
# the drawing: of a hand and of the whole, in its own units; signs of a name in a line; hands drawn
_WIDE, _HIGH, _SIGNS, _DRAWN = 120, 96, 13, 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A claim, as its reader can check it."""

    says: Markup
    value: Markup
    basis: Markup
    where: Markup | None
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Hand:
    name: str
    role: Markup
    standing: Markup
    when: times.Written | None
    url: str | None
    confidence: str
    claims: list[Said]


@dataclass(frozen=True, slots=True, kw_only=True)
class Knot:
    """A hand as it is drawn: where, its name in lines, and the line that leads to it from the hand before."""

    x: int
    lines: list[str]
    standing: str
    # where the line comes from; None for the first hand
    before: int | None
    # whether somebody states the link
    stated: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    width: int
    height: int
    knots: list[Knot]


def chain(view: View, *, id: str) -> Page:
    """The hands of an article in order, each with the words that it rests on."""
    release = view.reading.releases.get(model.ArticleId(id))
    path = links.chain(id)
    if release is None:
        return errors.missing(view, path)
    if release.status is model.ReleaseStatus.WITHDRAWN:
        return errors.withdrawn(view, path, release)
    return shown(view, release)


def shown(view: View, release: model.Release) -> Page:
    """The page of a release's chain."""
    return html.page(
        "chain.html",
        view,
        links.chain(release.id),
        modified=release.checked,
        headers={"x-robots-tag": "noindex, follow"},
        release=release,
        title=bidi.own(release.title, release.language),
        article_path=view.path(links.article(release)),
        grade=labels.grade(view, release.chain.grade),
        meaning=labels.meaning(view, release.chain.grade),
        links=[_hand(view, each, release.chain) for each in release.chain.links],
        doubts=[labels.doubt(view, each) for each in release.chain.doubts],
        drawing=drawn(view, release.chain),
        sites=together.sites_of(view, [release.id]).get(release.id, ()),
        copies_path=view.path(links.copies(release.id)),
        taken=times.instant(view, release.taken),
        signals=release.policy.signals.said,
    )


def drawn(view: View, chain: model.Chain) -> Drawing | None:
    """The hands on a line from where reading begins; None for one hand alone.

    A link that somebody states is drawn whole, one that is inferred or disputed is dashed.
    """
    hands = chain.links if len(chain.links) <= _DRAWN else (*chain.links[: _DRAWN - 1], chain.links[-1])
    if len(hands) < 2:
        return None
    width = _WIDE * len(hands)
    at = [_WIDE * number + _WIDE // 2 for number in range(len(hands))]
    if view.dir == "rtl":
        at = [width - x for x in at]
    firm = (model.Standing.SEEN, model.Standing.SAID)
    knots = [
        Knot(
            x=x,
            lines=_lines(each.publisher),
            standing=each.standing.value,
            before=at[number - 1] if number else None,
            # the line to a hand is as firm as the hand before it
            stated=number > 0 and hands[number - 1].standing in firm,
        )
        for number, (x, each) in enumerate(zip(at, hands, strict=True))
    ]
    return Drawing(width=width, height=_HIGH, knots=knots)


def _lines(name: str) -> list[str]:
    """A name in two lines at most."""
    lines = [""]
    for word in name.split():
        if lines[-1] and len(lines[-1]) + len(word) >= _SIGNS:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    first, *rest = lines
    if not rest:
        return [cards.cut(first, 2 * _SIGNS)]
    return [first, rest[0] if len(rest) == 1 else rest[0] + "…"]


def _hand(view: View, link: model.Link, chain: model.Chain) -> Hand:
    return Hand(
        name=link.publisher,
        role=labels.role(view, link.role),
        standing=labels.standing(view, link.standing),
        when=times.moment(view, link.at) if link.at else None,
        url=links.web(link.url) or links.web(link.home),
        confidence=view.percent(round(link.confidence * 100)),
        claims=[
            Said(
                says=labels.says(view, each.says),
                value=_value(view, each, chain),
                basis=labels.basis(view, each.evidence.basis),
                where=labels.where(view, each.evidence),
                quote=each.evidence.quote[:_QUOTE],
            )
            for each in link.claims
        ],
    )


def _value(view: View, claim: model.Claim, chain: model.Chain) -> Markup:
    """What a claim says, for people: the name behind a code or an id, a time with its zone."""
    if claim.says is model.Says.FIRST_PUBLISHED_AT:
        return _time(view, claim.value)
    # our own names of sources and agencies mean nothing to readers
    known = {key: link.publisher for link in chain.links for key in (link.code, link.source) if key}
    if claim.value in known:
        return bidi.name(known[claim.value])
    entry = agencies.by_code(claim.value)
    source = view.reading.sources.get(model.SourceId(claim.value))
    return bidi.name(entry.name if entry else source.name if source else claim.value)


def _time(view: View, said: str) -> Markup:
    try:
        at = datetime.fromisoformat(said)
    except ValueError:
        return bidi.code(said)
    offset = at.utcoffset()
    if offset is None:
        return bidi.code(said)
    moment = model.Moment(at=at.astimezone(UTC), offset=int(offset.total_seconds() // 60))
    written = times.moment(view, moment)
    return Markup('<time datetime="{}">{}</time>').format(written.iso, written.text)


def as_json(view: View, *, id: str) -> Page:
    """The same for machines. Quotes are cut as on the page."""
    release = view.reading.releases.get(model.ArticleId(id))
    path = links.chain(id) + ".json"
    if release is None or release.status is model.ReleaseStatus.WITHDRAWN:
        return Page(
            path=path,
            body=msgspec.json.encode({"error": "gone" if release else "no such article"}),
            status=410 if release else 404,
            media_type="application/json",
        )
    body = msgspec.json.encode(
        {
            "article": release.id,
            "title": release.title,
            "url": view.address(links.article(release)),
            "original_url": release.credit.original_url,
            "grade": release.chain.grade,
            "digest": release.digest,
            "taken": release.taken,
            "links": [_plain(each) for each in release.chain.links],
            "doubts": [
                {"field": each.field, "kind": each.kind, "detail": each.detail}
                for each in release.chain.doubts
            ],
            "signals": release.policy.signals.said,
        }
    )
    return Page(
        path=path,
        body=body,
        media_type="application/json",
        modified=release.checked,
        etag=model.digest(body),
        headers={"x-robots-tag": "noindex"},
    )


def _plain(link: model.Link) -> dict[str, object]:
    return {
        "publisher": link.publisher,
        "role": link.role,
        "standing": link.standing,
        "confidence": round(link.confidence, 3),
        "url": link.url,
        "home": link.home,
        "at": link.at.iso() if link.at else None,
        "claims": [
            {
                "says": each.says,
                "value": each.value,
                "inferred": each.inferred,
                "weight": each.weight,
                "basis": each.evidence.basis,
                "where": each.evidence.where,
                "quote": each.evidence.quote[:_QUOTE],
                "capture": each.evidence.capture,
                "other": each.evidence.other,
            }
            for each in link.claims
        ],
    }
