"""The page of a story: who told it and when, from where, and under which headlines."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from markupsafe import Markup, escape

from masdar import model
from masdar.arabic import fold
from masdar.press import article, bidi, cards, errors, html, jsonld, labels, links, timeline, times
from masdar.press.view import Page, View

# a page is read by people: so many articles of a story, from the oldest on
_MEMBERS = 300
# so many headlines at most are set side by side, and so many outlets named at each
_HEADLINES, _NAMED = 8, 4
# so many origins, and outlets that carried the text of each
_ORIGINS, _CARRIERS = 8, 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One article of a story, and the hands it passed."""

    card: cards.Card
    teller: str
    when: times.Written
    hands: Markup | None
    chain: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """An origin, and the outlets that carried its text."""

    origin: str
    outlets: tuple[str, ...]
    # outlets that are not named
    more: int
    # whether nobody says so, and only the texts tell
    inferred: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """A wording, and who printed it, the first of them first."""

    title: Markup
    tongue: Markup
    outlets: tuple[str, ...]
    # outlets that are not named
    more: int


def story(view: View, *, id: str, slug: str = "") -> Page:
    """One story, its articles in the order in which they were published."""
    found = view.reading.stories.get(model.StoryId(id))
    if found is not None and found.merged_into:
        found = view.reading.stories.get(found.merged_into) or found
    if found is None:
        return errors.missing(view, f"/story/{id}")
    path = links.story(found)
    releases = told(view, found)
    if not releases:
        # not even its address, which spells a headline
        return errors.missing(view, f"/story/{id}")
    if found.id != id or slug != links.slug(found.title):
        return errors.moved(view, path)
    return html.page(
        "story.html",
        view,
        path,
        modified=max(each.checked for each in releases),
        story=found,
        title=bidi.own(found.title, view.language),
        tellers=len({each.source for each in releases}),
        countries=countries(view, releases),
        drawn=timeline.of(view, [timeline.Told(each.source_name, order(each)[0]) for each in releases]),
        headlines=headlines(releases),
        quoted=quoted(releases),
        since=_written(view, releases[0]),
        cards=[
            Telling(
                card=cards.of(view, each),
                teller=each.source_name,
                when=_written(view, each),
                hands=article.hands(view, each, told=True),
                chain=view.path(links.chain(each.id)),
            )
            for each in releases
        ],
        graph=jsonld.story(view, found, releases, path),
        feed=f"/story/{found.id}/feed",
        returning=view.path(f"/new/{links.quoted(found.id)}"),
    )


def told(view: View, story: model.Story) -> list[model.Release]:
    """The releases of a story that may be shown, in the order in which their pages told it."""
    ids = view.reading.stories.members(story.id)[:_MEMBERS]
    members = view.reading.releases.many(ids).values()
    shown = [each for each in members if each.status is not model.ReleaseStatus.WITHDRAWN]
    return sorted(shown, key=order)


def countries(view: View, releases: list[model.Release]) -> list[str]:
    """Where the outlets are at home, those of most outlets first; what is not known is left out."""
    sources = {each.source for each in releases}
    homes = Counter(
        each.country for each in view.reading.sources.all() if each.id in sources and each.country
    )
    return [
        labels.country(view, code) for code, _ in sorted(homes.items(), key=lambda each: (-each[1], each[0]))
    ]


def quoted(releases: list[model.Release]) -> list[Quoted]:
    """Whose text outlets carried, those of most outlets first, as the chains have it.

    An outlet that prints its own text carries nobody's; what is only inferred is told as that.
    """
    carriers: dict[str, dict[str, bool]] = {}
    for each in releases:
        origin = each.credit.publisher
        if len(each.chain.links) > 1 and origin != each.source_name:
            stated = each.origin.standing is not model.Standing.INFERRED
            told = carriers.setdefault(origin, {})
            told[each.source_name] = told.get(each.source_name, False) or stated
    ranked = sorted(carriers.items(), key=lambda each: (-len(each[1]), each[0]))
    return [
        Quoted(
            origin=origin,
            outlets=tuple(outlets)[:_CARRIERS],
            more=max(0, len(outlets) - _CARRIERS),
            inferred=not any(outlets.values()),
        )
        for origin, outlets in ranked[:_ORIGINS]
    ]


def headlines(releases: list[model.Release]) -> list[Headline]:
    """The headlines that differ in a word and more, in the order in which they came.

    None where all agree, and none of a story so long that its list says the same.
    """
    printed: dict[tuple[str, ...], list[model.Release]] = {}
    for each in releases:
        if words := tuple(fold.words(each.title)):
            printed.setdefault(words, []).append(each)
    if not 2 <= len(printed) <= _HEADLINES:
        return []
    made = []
    first = frozenset(next(iter(printed)))
    for alike in printed.values():
        outlets = tuple(dict.fromkeys(each.source_name for each in alike))
        made.append(
            Headline(
                title=bidi.isolated(
                    alike[0].title,
                    bidi.dir_of(alike[0].title, alike[0].language),
                    inner=partial(_differing, first=first),
                ),
                tongue=bidi.tongue(alike[0].title, alike[0].language),
                outlets=outlets[:_NAMED],
                more=max(0, len(outlets) - _NAMED),
            )
        )
    return made


def _differing(title: str, *, first: frozenset[str]) -> Markup:
    """A piece of a headline with those of its words set off that the first one has not."""
    parts, done = [], 0
    for start, end in fold.spans(title):
        if not first.issuperset(fold.words(title[start:end])):
            parts += [escape(title[done:start]), Markup("<b>{}</b>").format(title[start:end])]
            done = end
    return Markup("").join([*parts, escape(title[done:])])


def order(release: model.Release) -> tuple[datetime, int, str]:
    """When its own page told it; of several at one time, the one that passed fewest hands."""
    at = _at(release)
    return at.at if at else release.taken, len(release.chain.links), release.id


def _at(release: model.Release) -> model.Moment | None:
    """When the page that we read was published: that of a copy is not that of its origin."""
    last = release.chain.links[-1]
    return last.at or (release.first_published if len(release.chain.links) == 1 else None)


def _written(view: View, release: model.Release) -> times.Written:
    at = _at(release)
    return times.moment(view, at) if at else times.instant(view, release.taken)
