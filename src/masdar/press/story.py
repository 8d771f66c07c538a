"""The page of a story: who told it, and when."""

from dataclasses import dataclass

from markupsafe import Markup

from masdar import model
from masdar.press import article, bidi, cards, errors, html, jsonld, links
from masdar.press.view import Page, View


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One article of a story, and the hands it passed."""

    card: cards.Card
    hands: Markup | None
    chain: str


def story(view: View, *, id: str, slug: str = "") -> Page:
    """One story, its articles in the order in which they were published."""
    found = view.reading.stories.get(model.StoryId(id))
    if found is not None and found.merged_into:
        found = view.reading.stories.get(found.merged_into) or found
    if found is None:
        return errors.missing(view, f"/story/{id}")
    path = links.story(found)
    if found.id != id or slug != links.slug(found.title):
        return errors.moved(view, path)
    releases = told(view, found)
    if not releases:
        return errors.missing(view, path)
    return html.page(
        "story.html",
        view,
        path,
        modified=max(each.checked for each in releases),
        story=found,
        title=bidi.own(found.title, view.language),
        origins=len({each.credit.publisher for each in releases}),
        since=cards.of(view, releases[0]).when,
        cards=[
            Telling(
                card=cards.of(view, each),
                hands=article.hands(view, each),
                chain=view.path(links.chain(each.id)),
            )
            for each in releases
        ],
        graph=jsonld.story(view, found, releases, path),
        feed=f"/story/{found.id}/feed.xml",
    )


def told(view: View, story: model.Story) -> list[model.Release]:
    """The releases of a story that may be shown, oldest first."""
    members = view.reading.releases.many(view.reading.stories.members(story.id)).values()
    shown = [each for each in members if each.status is not model.ReleaseStatus.WITHDRAWN]
    return sorted(shown, key=lambda each: (each.when, each.id))
