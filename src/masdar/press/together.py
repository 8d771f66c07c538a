"""Copies of one text in a list: one stands for all, and says on how many sites the text stands."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from masdar import model
from masdar.press import cards, links
from masdar.press.view import View

# copies of one text that are looked at
MEMBERS = 60


def cards_of(view: View, releases: Sequence[model.Release]) -> list[cards.Card]:
    """Cards in the order given, each with how many sites print its text; what was withdrawn has none.

    Nothing is left out: the list is one that shows a text once already.
    """
    return marked_all(view, releases, view.reading.groups.sites([each.id for each in releases]))


def marked_all(
    view: View, releases: Sequence[model.Release], sites: Mapping[model.ArticleId, int]
) -> list[cards.Card]:
    """As `cards_of`, where it is known already how many sites print each text."""
    return [marked(view, card, sites.get(model.ArticleId(card.id), 0)) for card in cards.many(view, releases)]


def folded(
    view: View,
    releases: Sequence[model.Release],
    *,
    section: str | None = None,
    entity: model.EntityId | None = None,
) -> list[cards.Card]:
    """The cards of a list newest first, of each group of copies one: its origin, else the best credited.

    `section` and `entity` say of what the list is: copies that are not in it
    stand for nothing. It stands where the newest of them would: no page of the list shows a group again.
    """
    if not view.site.collapse:
        return cards.many(view, releases)
    sites = sites_of(view, [each.id for each in releases])
    made: list[cards.Card] = []
    others = [copy.id for copies in sites.values() for copy in copies] if entity else []
    speaking = {
        id
        for id, several in (view.reading.entities.of(others) if entity else {}).items()
        if any(each.entity == entity for each in several)
    }
    for each in releases:
        copies = sites.get(each.id, ())
        listed = [
            copy
            for copy in copies
            if (section is None or copy.section == section) and (entity is None or copy.id in speaking)
        ]
        if any(_place(copy) > _place(each) for copy in listed):
            continue
        best = min(listed, key=_standing) if listed else each
        tellers = len({each.source for each in copies})
        made += [marked(view, card, tellers) for card in cards.many(view, [best])]
    return made


def sites_of(view: View, ids: Sequence[model.ArticleId]) -> dict[model.ArticleId, tuple[model.Release, ...]]:
    """The copies of each article that may be shown, itself among them; none for one without copies."""
    groups = view.reading.groups.many(ids)
    members = {id: sorted(group.members)[:MEMBERS] for id, group in groups.items()}
    for id, each in members.items():
        if id not in each:
            each.append(id)
    releases = view.reading.releases.many([id for each in members.values() for id in each])
    found: dict[model.ArticleId, tuple[model.Release, ...]] = {}
    for id, each in members.items():
        shown = usable(releases[other] for other in each if other in releases)
        if len(shown) > 1:
            found[id] = shown
    return found


def usable(releases: Iterable[model.Release]) -> tuple[model.Release, ...]:
    """Those that were not withdrawn."""
    return tuple(each for each in releases if each.status is not model.ReleaseStatus.WITHDRAWN)


def marked(view: View, card: cards.Card, sites: int) -> cards.Card:
    """A card that says on how many sites its text stands, and leads to them all."""
    if sites < 2 or not view.site.collapse:
        return card
    return replace(
        card,
        sites=view.count("Published on %(n)s site", "Published on %(n)s sites", sites),
        copies=view.path(links.copies(card.id)),
    )


def best(copies: Sequence[model.Release]) -> model.Release:
    """The one that stands for all: the origin if it is kept, else the best credited, else the oldest."""
    return min(copies, key=_standing)


def _standing(release: model.Release) -> tuple[bool, bool, float, float, str]:
    own = len(release.chain.links) == 1 and release.chain.grade is model.Grade.CONNECTED
    stated = release.origin.standing in (model.Standing.SEEN, model.Standing.SAID)
    return not own, not stated, -release.origin.confidence, release.when.timestamp(), release.id


def _place(release: model.Release) -> tuple[float, str]:
    """Where a list newest first has it."""
    return release.when.timestamp(), release.id
