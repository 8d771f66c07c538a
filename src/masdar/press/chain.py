"""The chain of attribution of one article: سلسلة الإسناد."""

from dataclasses import dataclass

import msgspec
from markupsafe import Markup

from masdar import model
from masdar.press import bidi, errors, html, labels, links, times
from masdar.press.view import Page, View

_QUOTE = 160


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A claim, as its reader can check it."""

    says: Markup
    value: str
    basis: Markup
    where: str
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


def chain(view: View, *, id: str) -> Page:
    """The hands of an article in order, each with the words that it rests on."""
    release = view.reading.releases.get(model.ArticleId(id))
    path = links.chain(id)
    if release is None:
        return errors.missing(view, path)
    if release.status is model.ReleaseStatus.WITHDRAWN:
        return errors.withdrawn(view, path, release)
    return html.page(
        "chain.html",
        view,
        path,
        modified=release.checked,
        headers={"x-robots-tag": "noindex, follow"},
        release=release,
        title=bidi.own(release.title, release.language),
        article_path=view.path(links.article(release)),
        grade=labels.grade(view, release.chain.grade),
        links=[_hand(view, each) for each in release.chain.links],
        taken=times.instant(view, release.taken),
        signals=release.policy.signals.said,
    )


def _hand(view: View, link: model.Link) -> Hand:
    return Hand(
        name=link.publisher,
        role=labels.role(view, link.role),
        standing=labels.standing(view, link.standing),
        when=times.moment(view, link.at) if link.at else None,
        url=links.web(link.url) or links.web(link.home),
        confidence=view.number(round(link.confidence * 100))
        + ("٪" if view.site.digits == "eastern" else "%"),
        claims=[
            Said(
                says=labels.says(view, each.says),
                # our own names of sources and agencies mean nothing to readers
                value=link.publisher if each.value in (link.source, link.code) else each.value,
                basis=labels.basis(view, each.evidence.basis),
                where=each.evidence.where,
                quote=each.evidence.quote[:_QUOTE],
            )
            for each in link.claims
        ],
    )


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
