"""The page of a person, a place, an organisation or a topic: who it is, and the articles that speak of it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from masdar import model
from masdar.entities import lexicon
from masdar.press import bidi, errors, home, html, labels, links, together
from masdar.press.view import Page, View

_LIST = 30
# so many are named under an article, and beside a list
_UNDER, _BESIDE = 12, 10
# of whom fewer articles speak, search engines are not told: a name in passing makes nobody public
KNOWN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A link to one of them."""

    path: str
    name: str
    tongue: Markup
    # of a person, as the article has it
    office: str | None = None
    kind: Markup


def entity(view: View, *, id: str, before: str = "") -> Page:
    """Everything that speaks of one of them, newest first, copies together."""
    path = links.entity(id)
    found = view.reading.entities.get(model.EntityId(id))
    key = links.key(before)
    releases = view.reading.entities.latest(model.EntityId(id), before=key, limit=_LIST + 1) if found else ()
    if found is None or not releases:
        return errors.missing(view, path)
    name, office = labels.entity(view, found)
    quiet = bool(before) or not is_known(found)
    return html.page(
        "named.html",
        view,
        path,
        modified=max(each.checked for each in releases),
        headers={"x-robots-tag": "noindex, follow"} if quiet else None,
        heading=name,
        tongue=bidi.tongue(name, _language(name)),
        office=office,
        office_tongue=bidi.tongue(office, _language(office)) if office else Markup(""),
        kind=kind(view, found.kind),
        quiet=quiet,
        before=before,
        number=view.count("%(n)s article", "%(n)s articles", found.articles),
        description=view.say(
            "%(name)s on %(site)s: the latest articles that speak of it, and whose they are.",
            name=name,
            site=view.site.name,
        ),
        cards=together.folded(view, releases[:_LIST], entity=found.id),
        beside=_beside(view, found.id, releases[:_LIST]),
        older=home.older(view, path, releases, _LIST),
        feed=path + "/feed",
    )


def is_known(entity: model.Entity) -> bool:
    """Whether enough articles speak of it that search engines may be told."""
    return entity.articles >= KNOWN


def under(view: View, mentions: Sequence[model.Mention]) -> list[Name]:
    """Whom an article names: people first, then organisations and places."""
    ranked = sorted(enumerate(mentions), key=lambda each: (_ORDER[each[1].kind], each[0]))
    return [_name(view, each) for _, each in ranked[:_UNDER]]


_ORDER = {
    model.EntityKind.PERSON: 0,
    model.EntityKind.ORGANISATION: 1,
    model.EntityKind.PLACE: 2,
    model.EntityKind.TOPIC: 3,
}


def _beside(view: View, id: model.EntityId, releases: Sequence[model.Release]) -> list[Name]:
    """Whom the same articles name most."""
    mentions = view.reading.entities.of([each.id for each in releases])
    told = {each.entity: each for several in mentions.values() for each in several if each.entity != id}
    counts = Counter(each.entity for several in mentions.values() for each in several if each.entity in told)
    often = [told[other] for other, number in counts.most_common(_BESIDE) if number > 1]
    return [_name(view, each) for each in often]


def name_of(view: View, mention: model.Mention) -> str:
    """What one of them is called on a page: by the lists in its language, else as the article writes it."""
    known = lexicon.by_id().get(mention.entity)
    return known.name_en if known is not None and view.language == "en" else mention.name


def _name(view: View, mention: model.Mention) -> Name:
    name = name_of(view, mention)
    return Name(
        path=view.path(links.entity(mention.entity)),
        name=name,
        tongue=bidi.tongue(name, _language(name)),
        office=mention.office,
        kind=kind(view, mention.kind),
    )


def kind(view: View, given: model.EntityKind) -> Markup:
    return {
        model.EntityKind.PERSON: view.say("person"),
        model.EntityKind.PLACE: view.say("place"),
        model.EntityKind.ORGANISATION: view.say("organisation"),
        model.EntityKind.TOPIC: view.say("topic"),
    }[given]


def _language(name: str) -> str:
    """Of a name that stands alone: its letters tell."""
    return "en" if name.isascii() else "ar"
