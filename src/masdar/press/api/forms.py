"""Releases as the interface for programs gives them. Nothing is told that the release does not hold."""

from collections.abc import Sequence
from typing import Any, Literal

from masdar import model
from masdar.formats import saying
from masdar.press import labels, links, pictures, why
from masdar.press.api import shapes
from masdar.press.view import View

ROOT = "/api/v1"
# letters of a quotation that a claim rests on
_QUOTE = 160
Kind = Literal["paragraph", "heading", "quote", "list"]
_KINDS: dict[model.BlockKind, Kind] = {
    model.BlockKind.PARAGRAPH: "paragraph",
    model.BlockKind.HEADING: "heading",
    model.BlockKind.QUOTE: "quote",
    model.BlockKind.LIST: "list",
}


_TURNED: dict[model.ReleaseStatus, Literal["updated", "corrected", "withdrawn"]] = {
    model.ReleaseStatus.UPDATED: "updated",
    model.ReleaseStatus.CORRECTED: "corrected",
    model.ReleaseStatus.WITHDRAWN: "withdrawn",
}


def summary(view: View, release: model.Release) -> shapes.Summary:
    """An article in a list."""
    return shapes.Summary(**_common(view, release))


def article(view: View, release: model.Release) -> shapes.Article:
    """An article as it may be shown."""
    return shapes.Article(
        **_common(view, release),
        kicker=release.kicker,
        dateline=release.dateline.text if release.dateline else None,
        blocks=[
            shapes.Block(kind=_KINDS[each.kind], text=each.text, items=list(each.items))
            for each in release.blocks
            if each.kind in _KINDS
        ],
        shortened=release.shortened,
        why=list(release.why),
        names=_names(view, view.reading.entities.of([release.id]).get(release.id, ())),
    )


def near(view: View, release: model.Release, because: why.Why) -> shapes.Near:
    """An article beside another, and why it stands there."""
    told = shapes.Why(story=because.story, names=_names(view, because.names), words=list(because.words))
    return shapes.Near(**_common(view, release), why=told)


def _names(view: View, mentions: Sequence[model.Mention]) -> list[shapes.Name]:
    return [
        shapes.Name(
            id=each.entity,
            kind=each.kind.value,
            name=each.name,
            office=each.office,
            url=view.address(links.entity(each.entity)),
        )
        for each in mentions
    ]


def entity(view: View, given: model.Entity) -> shapes.Entity:
    """Who or what articles speak of."""
    path = links.entity(given.id)
    return shapes.Entity(
        id=given.id,
        kind=given.kind.value,
        name=labels.entity(view, given)[0],
        articles=given.articles,
        url=view.address(path),
        feed=view.address(f"{path}/feed.xml"),
    )


def withdrawn(view: View, release: model.Release) -> dict[str, object]:
    """What may still be told of an article that was taken back."""
    return {
        "id": release.id,
        "status": release.status.value,
        "title": release.title,
        "origin": release.credit.publisher,
        "origin_url": links.web(release.credit.original_url),
        "withdrawn": release.checked,
        "why": list(release.why),
        "notice": release.notice or None,
        "url": view.address(links.article(release)),
    }


def time(moment: model.Moment | None) -> shapes.Time | None:
    if moment is None:
        return None
    return shapes.Time(at=moment.at, local=moment.iso(), zone=moment.zone_from.value)


def hand(link: model.Link) -> shapes.Hand:
    """One hand of a chain, with what is claimed of it."""
    return shapes.Hand(
        name=link.publisher,
        role=link.role.value,
        standing=link.standing.value,
        confidence=_share(link.confidence),
        url=links.web(link.url),
        home=links.web(link.home),
        at=time(link.at),
        evidence=[
            shapes.Evidence(
                says=each.says.value,
                value=each.value,
                basis=each.evidence.basis.value,
                where=each.evidence.where,
                quote=each.evidence.quote[:_QUOTE],
                weight=_share(each.weight),
                inferred=each.inferred,
            )
            for each in link.claims
        ],
    )


def stories(view: View, given: Sequence[model.Story]) -> list[shapes.Story]:
    """Stories, each with the article that stands for it, if that may be shown."""
    releases = view.reading.releases.many([each.lead for each in given])
    return [_story(view, each, releases.get(each.lead)) for each in given]


def _story(view: View, given: model.Story, lead: model.Release | None) -> shapes.Story:
    shown = lead is not None and lead.status is not model.ReleaseStatus.WITHDRAWN
    return shapes.Story(
        id=given.id,
        title=given.title,
        url=view.address(links.story(given)),
        opened=given.opened,
        latest=given.latest,
        lead=summary(view, lead) if lead is not None and shown else None,
        articles=given.size,
        sources=given.sources,
    )


def source(view: View, given: model.Source, articles: int) -> shapes.Source:
    return shapes.Source(
        id=given.id,
        name=given.name,
        name_en=given.name_en,
        kind=given.kind.value,
        home=links.web(given.home),
        country=given.country,
        languages=list(given.languages),
        show=given.policy.show.value,
        articles=articles,
        url=view.address(links.source(given.id)),
        feed=view.address(f"{links.source(given.id)}/feed.xml"),
    )


def overlap(given: model.Overlap) -> shapes.Overlap:
    return shapes.Overlap(
        a=given.a, b=given.b, level=given.level.value, containment=_share(given.containment)
    )


def spans(given: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    return [(start, end) for start, end in given]


def _upstream(news: model.Upstream | None) -> shapes.Upstream | None:
    if news is None or (status := _TURNED.get(news.status)) is None:
        return None
    return shapes.Upstream(status=status, at=news.at, stale=news.stale, article=news.article)


def _share(number: float) -> float:
    return round(min(1.0, max(0.0, number)), 4)


def _common(view: View, release: model.Release) -> dict[str, Any]:
    credit = release.credit
    return {
        "id": release.id,
        "version": max(1, release.version),
        "status": release.status.value,
        "language": release.language,
        "title": release.title,
        "summary": saying.summary(release) or None,
        "url": view.address(links.article(release)),
        "origin": shapes.Origin(
            name=credit.publisher,
            url=links.web(credit.original_url),
            home=links.web(credit.publisher_url),
            author=credit.author,
            standing=release.origin.standing.value,
            confidence=_share(release.origin.confidence),
        ),
        "first_published": time(release.first_published),
        "attribution": saying.attribution(release),
        "source": shapes.SourceName(
            id=release.source, name=release.source_name, url=links.web(credit.taken_url)
        ),
        "section": release.section,
        "tags": list(release.tags),
        "terms": _terms(release),
        "picture": _picture(view, release),
        "taken": release.taken,
        "checked": release.checked,
        "modified": time(release.modified),
        "upstream": _upstream(release.upstream),
        "digest": release.digest,
        "links": {
            name: view.address(path)
            for name, path in {
                "self": f"{ROOT}/articles/{release.id}",
                "chain": f"{ROOT}/articles/{release.id}/chain",
                "copies": f"{ROOT}/articles/{release.id}/copies",
                "related": f"{ROOT}/articles/{release.id}/related",
                **links.forms(release.id),
            }.items()
        },
    }


def _terms(release: model.Release) -> shapes.Terms:
    policy, signals = release.policy, release.policy.signals
    return shapes.Terms(
        show=policy.show.value,
        index=policy.index.value,
        rights=release.credit.rights,
        ground=policy.ground or None,
        license=links.web(signals.license),
        tdm_reservation=signals.tdm_reservation,
        noai=signals.noai,
        nosnippet=signals.nosnippet,
    )


def _picture(view: View, release: model.Release) -> shapes.Picture | None:
    image = release.image
    held = pictures.shown(view.pictures, release, image)
    if held is None or image is None:
        return None
    return shapes.Picture(
        url=view.address(held.path),
        width=held.width,
        height=held.height,
        caption=image.caption,
        credit=pictures.credit(image),
        alt=image.alt,
    )
