"""An article in a list: its headline, whose it is, since when, and how it stands."""

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from masdar import model
from masdar.press import bidi, labels, links, pictures, times
from masdar.press.view import View

# of a summary, in signs
_SUMMARY = 220


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What a list shows of a release."""

    id: str
    path: str
    title: Markup
    tongue: Markup
    origin: str
    # the original article itself, where its address is known
    original: str | None
    when: times.Written
    status: Markup | None
    summary: Markup | None
    summary_tongue: Markup
    picture: pictures.Shown | None
    # "Published on 3 sites", and where they are told, of a text that several print
    sites: Markup | None = None
    copies: str = ""


def of(view: View, release: model.Release, *, summary: bool = False) -> Card:
    """The card of a release; with what it says besides its headline where a list shows that."""
    dir = bidi.dir_of(release.title, release.language)
    said = cut(_summary(release), _SUMMARY) if summary else ""
    when = release.first_published
    return Card(
        id=release.id,
        path=view.path(links.article(release)),
        title=bidi.isolated(release.title, dir),
        tongue=bidi.tongue(release.title, release.language),
        summary_tongue=bidi.tongue(said, release.language) if said else Markup(""),
        origin=release.credit.publisher,
        original=links.web(release.credit.original_url),
        when=times.moment(view, when) if when else times.instant(view, release.taken),
        status=labels.status(view, release.status) or labels.upstream(view, release.upstream),
        summary=bidi.own(said, release.language) if said else None,
        picture=pictures.shown(view.pictures, release, release.image),
    )


def _summary(release: model.Release) -> str:
    """What a list says of an article besides its headline, without the dateline."""
    said = release.summary or text(release)
    return said.removeprefix(release.dateline.text).lstrip() if release.dateline else said


def text(release: model.Release) -> str:
    """The first words of a body, as far as it may be shown."""
    return next((block.plain for block in release.blocks if block.plain), "")


def cut(text: str, size: int) -> str:
    """At most so many signs, ended at a word."""
    if len(text) <= size:
        return text
    return text[: size - 1].rsplit(" ", 1)[0].rstrip(" \u060c,.\u061b:…") + "…"


def many(view: View, releases: Iterable[model.Release]) -> list[Card]:
    """Cards in the order given; withdrawn releases have none."""
    return [of(view, each) for each in releases if each.status is not model.ReleaseStatus.WITHDRAWN]
