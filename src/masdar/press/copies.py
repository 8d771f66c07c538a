"""The page of a group of copies: who published one text, when, and how much of it is the same."""

from dataclasses import dataclass

from markupsafe import Markup

from masdar import model
from masdar.press import bidi, cards, errors, html, labels, links, times, together
from masdar.press.story import order
from masdar.press.view import Page, View


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """One paper's copy, and how it stands to the one that stands for all."""

    card: cards.Card
    teller: str
    when: times.Written
    credits: Markup
    chain: str
    # of the shorter text, in hundred; None for the one itself, and where the two do not touch
    share: str | None
    level: Markup | None
    beside: str | None
    best: bool


def copies(view: View, *, id: str) -> Page:
    """The copies of one text in the order in which their pages printed it."""
    path = links.copies(id)
    group = view.reading.groups.of(model.ArticleId(id))
    release = view.reading.releases.get(model.ArticleId(id))
    if release is None or group is None:
        return errors.missing(view, path)
    found = together.sites_of(view, [release.id]).get(release.id, ())
    if not found:
        return errors.missing(view, path)
    best = together.best(found)
    pairs = {frozenset((each.a, each.b)): each for each in group.overlaps}
    return html.page(
        "copies.html",
        view,
        path,
        modified=max(each.checked for each in found),
        headers={"x-robots-tag": "noindex, follow"},
        title=bidi.own(best.title, best.language),
        best=best,
        best_path=view.path(links.article(best)),
        sites=len({each.source for each in found}),
        left_out=max(0, len(group.members) - together.MEMBERS),
        copies=[
            _copy(view, each, best, pairs.get(frozenset((each.id, best.id))))
            for each in sorted(found, key=order)
        ],
    )


def _copy(view: View, release: model.Release, best: model.Release, pair: model.Overlap | None) -> Copy:
    at = release.chain.links[-1].at
    itself = release.id == best.id
    return Copy(
        card=cards.of(view, release),
        teller=release.source_name,
        when=times.moment(view, at) if at else times.instant(view, release.taken),
        credits=credits_of(view, release),
        chain=view.path(links.chain(release.id)),
        share=view.percent(round(100 * pair.containment)) if pair and not itself else None,
        level=labels.level(view, pair.level) if pair and not itself else None,
        beside=None if itself else view.path(links.beside(best.id, release.id)),
        best=itself,
    )


def credits_of(view: View, release: model.Release) -> Markup:
    """Whose text a page says it is, or what we infer where it says nothing."""
    origin = release.origin
    if len(release.chain.links) == 1:
        if release.chain.grade is model.Grade.UNKNOWN:
            return view.say("credits nobody")
        return view.say("its own text")
    name = bidi.name(origin.publisher)
    if origin.standing is model.Standing.INFERRED:
        return view.say("credits nobody; inferred: %(origin)s", origin=name)
    if origin.standing is model.Standing.DISPUTED:
        return view.say("its origin: %(origin)s, and others contradict it", origin=name)
    return view.say("its origin: %(origin)s", origin=name)
