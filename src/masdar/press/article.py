"""The page of one article, and the notice that stands where one was withdrawn."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from markupsafe import Markup

from masdar import model
from masdar.press import (
    bidi,
    cards,
    downstream,
    errors,
    html,
    jsonld,
    labels,
    links,
    named,
    pictures,
    related,
    times,
    together,
    why,
)
from masdar.press.view import Page, View

# product paper, 5.1
_DESCRIPTION = 160
_DIGEST = 12
# Open Graph wants a country with each language
_LOCALES = {"ar": "ar_AR", "en": "en_US", "fa": "fa_IR", "ur": "ur_PK", "fr": "fr_FR", "tr": "tr_TR"}
# articles of a story that are looked at, from the oldest on
_MEMBERS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryBox:
    """The story that an article belongs to, in a few words."""

    path: str
    title: str
    sources: Markup
    first: str
    since: times.Written


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A plain link that hands the article on, with its origin."""

    name: Markup
    url: str


def article(view: View, *, id: str, slug: str = "") -> Page:
    """One article: the text as far as its policy goes, and whose it is."""
    release = view.reading.releases.get(model.ArticleId(id))
    if release is None:
        other = view.reading.articles.find(id)
        found = view.reading.releases.get(other) if other and other != id else None
        return errors.moved(view, links.article(found)) if found else errors.missing(view, f"/a/{id}")
    if release.status is model.ReleaseStatus.WITHDRAWN:
        return errors.withdrawn(view, f"/a/{id}", release)
    if slug != links.slug(release.title):
        return errors.moved(view, links.article(release))
    return shown(view, release)


def shown(view: View, release: model.Release) -> Page:
    """The page of a release, as readers see it."""
    path = links.article(release)
    return html.page(
        "article.html",
        view,
        path,
        modified=_modified(release),
        headers=downstream.headers(view, release),
        **_values(view, release, path),
    )


def _values(view: View, release: model.Release, path: str) -> dict[str, Any]:
    credit = release.credit
    title_dir = bidi.dir_of(release.title, release.language)
    text_dir = bidi.dir_of(cards.text(release) or release.title, release.language)
    picture = pictures.shown(view.pictures, release, release.image)
    first = credit.first_published or release.first_published
    beside = _beside(view, release)
    ids = [release.id, *(each.id for each in beside)]
    sites, mentions = view.reading.groups.sites(ids), view.reading.entities.of(ids)
    return {
        "release": release,
        "credit": credit,
        "title": bidi.isolated(release.title, title_dir),
        "title_tongue": bidi.tongue(release.title, release.language),
        "text_tongue": bidi.tongue(cards.text(release) or release.title, release.language),
        "standing": labels.status(view, release.status),
        "changed": times.moment(view, release.modified)
        if release.modified
        else times.instant(view, release.checked),
        "upstream": _upstream(view, release),
        "first": times.moment(view, first) if first else None,
        "zone_note": labels.zone_note(view, first) if first else None,
        "notes": [
            {
                "when": times.instant(view, each.at),
                "text": bidi.own(each.text, view.language),
                "tongue": bidi.tongue(each.text, view.language),
            }
            for each in release.notes
        ],
        "taken": times.instant(view, release.taken),
        "checked": times.instant(view, release.checked),
        "hands": hands(view, release),
        "picture": picture,
        "captioned": release.policy.show is model.Show.FULL and release.image and release.image.caption,
        "credited": pictures.credit(release.image),
        "caption_tongue": _tongue(release.image.caption if release.image else None, release.language),
        "blocks": list(_blocks(view, release, text_dir)),
        "dateline": _dateline(release, text_dir),
        "description": cards.cut(release.summary or cards.text(release), _DESCRIPTION),
        "host": links.host(credit.publisher_url),
        "license": links.web(release.policy.signals.license),
        "robots": downstream.robots(release),
        "reserved": downstream.reserved(release),
        "canonical": downstream.canonical(view, release, path),
        "graph": jsonld.article(view, release, path, picture),
        "crumbs": jsonld.crumbs(view, release, path),
        "section_path": view.path(links.section(release.section)) if release.section else None,
        "forms": links.forms(release.id),
        "locale": _LOCALES.get(release.language.partition("-")[0]),
        "chain_path": view.path(links.chain(release.id)),
        "versions_path": view.path(links.versions(release.id)),
        "sites": _sites(view, release, sites.get(release.id, 0)),
        "report_path": view.path(links.asked("/removal", {"item": release.id})),
        "via": labels.via(view, credit.taken_via),
        "policy": labels.policy(view, release.policy),
        "digest": release.digest[:_DIGEST],
        "shares": _shares(view, release),
        "copy": _copy(view, release),
        "address": view.address(path),
        "short": view.address(f"/a/{release.id}"),
        "story": _story(view, release),
        "related": _related(view, release, beside, sites, mentions),
        "names": named.under(view, mentions.get(release.id, ())),
    }


def _upstream(view: View, release: model.Release) -> dict[str, object] | None:
    """What became of a copy's text where it first stood, and where that can be read."""
    news = release.upstream
    if news is None:
        return None
    there = view.reading.releases.get(news.article)
    shown = there is not None and there.status is not model.ReleaseStatus.WITHDRAWN
    gone = news.status is model.ReleaseStatus.WITHDRAWN
    return {
        "said": labels.upstream(view, news),
        "when": times.instant(view, news.at),
        "original": None if gone else links.web(there.credit.original_url) if there else None,
        "versions": view.path(links.versions(news.article)) if shown else None,
    }


def _tongue(text: str | None, language: str) -> Markup:
    return bidi.tongue(text, language) if text else Markup("")


def hands(view: View, release: model.Release, *, told: bool = False) -> Markup | None:
    """Through whose hands the text came, if through any but its origin's; `told` where its own page is named.

    Nobody hands a text to himself: the last hand is left out where it is named already.
    """
    passed = release.chain.links[1:]
    if not passed:
        return None
    if told and passed[-1].source == release.source:
        passed = passed[:-1]
    values = {
        "origin": bidi.name(release.credit.publisher),
        "hands": view.say(", ").join(bidi.name(each.publisher) for each in passed),
    }
    if release.origin.standing is model.Standing.INFERRED:
        # nobody says so: the reader is told how we know
        if passed:
            return view.say("From %(origin)s, through %(hands)s: inferred from the text", **values)
        return view.say("From %(origin)s: inferred from the text", **values)
    if passed:
        return view.say("From %(origin)s, through %(hands)s", **values)
    return view.say("Taken from %(origin)s", **values)


def _blocks(view: View, release: model.Release, dir: str) -> Iterator[dict[str, object]]:
    """The body's blocks, each with the direction of its own language where it differs from the body's."""
    levels = _levels(release.blocks)
    for block, level in zip(release.blocks, levels, strict=True):
        own = bidi.dir_of(block.plain, release.language) if block.plain else dir
        picture = pictures.shown(view.pictures, release, block.image)
        yield {
            "kind": block.kind.value,
            "text": bidi.isolated(block.text, own),
            "items": [bidi.own(item, release.language) for item in block.items],
            "level": level,
            "tongue": bidi.tongue(block.plain, release.language) if own != dir else Markup(""),
            "image": block.image,
            "credit": pictures.credit(block.image),
            "picture": picture,
        }


def _levels(blocks: Sequence[model.Block]) -> list[int]:
    """The level of each heading under our `h1`: a text's own highest is 2, and none is skipped."""
    own = sorted({block.level for block in blocks if block.kind is model.BlockKind.HEADING})
    levels, last = [], 1
    for block in blocks:
        level = 0
        if block.kind is model.BlockKind.HEADING:
            level = last = min(own.index(block.level) + 2, last + 1, 6)
        levels.append(level)
    return levels


def _dateline(release: model.Release, dir: str) -> Markup | None:
    """The dateline as printed; it stands in front of the first paragraph."""
    said = release.dateline.text.strip() if release.dateline else ""
    first = cards.text(release)
    return bidi.isolated(said, dir) if said and not first.startswith(said) else None


def _modified(release: model.Release) -> datetime:
    changed = release.modified.at if release.modified else release.taken
    return max(changed, release.taken, release.checked).astimezone(UTC)


def _shares(view: View, release: model.Release) -> list[Share]:
    # without its words an address of ours is short, and leads to the same page
    address = view.address(f"/a/{release.id}")
    text = str(view.say("%(title)s (from %(origin)s)")) % {
        "title": release.title,
        "origin": release.credit.publisher,
    }
    mail = f"mailto:?subject={links.escaped(release.title)}&body={links.escaped(_copy(view, release))}"
    return [
        Share(name=view.say("E-mail"), url=mail),
        Share(name=view.say("WhatsApp"), url=f"https://wa.me/?text={links.escaped(f'{text} {address}')}"),
        Share(
            name=view.say("Telegram"),
            url=f"https://t.me/share/url?url={links.escaped(address)}&text={links.escaped(text)}",
        ),
    ]


def _copy(view: View, release: model.Release) -> str:
    """What a reader pastes elsewhere: never without the origin and the address of the original."""
    credit = release.credit
    original = credit.original_url or str(view.say("unknown"))
    return "\n".join(
        (
            release.title,
            str(view.say("Source: %(origin)s")) % {"origin": credit.publisher},
            str(view.say("Original: %(url)s")) % {"url": original},
            str(view.say("Through: %(url)s")) % {"url": view.address(f"/a/{release.id}")},
        )
    )


def _story(view: View, release: model.Release) -> StoryBox | None:
    """The story box; an article that stands alone has none."""
    stories = view.reading.stories
    id = stories.of([release.id]).get(release.id)
    story = stories.get(id) if id else None
    if story is None or story.size < 2:
        return None
    releases = view.reading.releases
    told = releases.told(story.id, limit=_MEMBERS)
    if len(told) < 2:
        return None
    start = min(each.at for each in told)
    opening = releases.many([each.id for each in told if each.at == start]).values()
    first = min(opening, key=lambda each: (len(each.chain.links), each.id))
    tellers = len({each.source for each in told}) if story.size <= _MEMBERS else story.sources
    card = cards.of(view, first)
    return StoryBox(
        path=view.path(links.story(story)),
        title=story.title,
        sources=view.count("%(n)s source", "%(n)s sources", tellers),
        first=card.origin,
        since=card.when,
    )


def _sites(view: View, release: model.Release, number: int) -> tuple[Markup, str] | None:
    """On how many sites the text stands, and where they are told; None for a text that stands on one."""
    if number < 2:
        return None
    said = view.count("Published on %(n)s site", "Published on %(n)s sites", number)
    return said, view.path(links.copies(release.id))


def _beside(view: View, release: model.Release) -> tuple[model.Release, ...]:
    """At most six other articles, none a copy of this or of one another."""
    ids = view.related.get(release.id)
    if ids is None:
        ids = view.related[release.id] = related.of(view.reading, view.index, release.id, limit=6)
    found = view.reading.releases.many(ids)
    return together.usable(found[id] for id in ids if id in found)


def _related(
    view: View,
    release: model.Release,
    beside: Sequence[model.Release],
    sites: Mapping[model.ArticleId, int],
    mentions: Mapping[model.ArticleId, Sequence[model.Mention]],
) -> list[tuple[cards.Card, Markup]]:
    """The cards of articles beside one, each with why it stands there."""
    told = [why.said(view, each, release.language) for each in why.of(view, release, beside, mentions)]
    return list(zip(together.marked_all(view, beside, sites), told, strict=True))
