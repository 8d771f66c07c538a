"""What is new in a story since a reader last asked.

It stands on a page of its own, which no cache may keep: the page of the story is the same for everybody, and
only who follows its link is given a cookie. It holds a time and nothing else.
"""

from dataclasses import dataclass
from datetime import datetime

from masdar import model
from masdar.press import bidi, cards, errors, html, links, story, times
from masdar.press.view import Page, View

# of what is new so many are listed, the newest
_LISTED = 60
_PRIVATE = {"cache-control": "private, no-store", "x-robots-tag": "noindex"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fresh:
    """An article that was taken over since, and whose it is."""

    card: cards.Card
    teller: str
    taken: times.Written


def new(view: View, *, id: str, seen: datetime | None) -> Page:
    """What was taken over since `seen`; the newest of all for whoever asks for the first time."""
    path = f"/new/{links.quoted(id)}"
    found = view.reading.stories.get(model.StoryId(id))
    if found is not None and found.merged_into:
        found = view.reading.stories.get(found.merged_into) or found
    releases = story.told(view, found) if found is not None else []
    if found is None or not releases:
        return errors.missing(view, path)
    fresh = [each for each in releases if seen is None or each.taken > seen]
    fresh.sort(key=lambda each: (each.taken, each.id), reverse=True)
    return html.page(
        "returning.html",
        view,
        path,
        headers=_PRIVATE,
        story=found,
        title=bidi.own(found.title, view.language),
        story_path=view.path(links.story(found)),
        seen=times.instant(view, seen) if seen else None,
        number=len(fresh),
        cards=[
            Fresh(card=cards.of(view, each), teller=each.source_name, taken=times.instant(view, each.taken))
            for each in fresh[:_LISTED]
        ],
    )
