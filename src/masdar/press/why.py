"""Why a related article stands where it stands, in a reader's words: «لماذا؟».

It is told of what the pages of both articles show; of words that a publisher keeps nothing is said.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from masdar import model
from masdar.arabic import fold
from masdar.press import bidi, named
from masdar.press.view import View
from masdar.stories import why as reasons

# so many names at most
_NAMES = 4
# letters of a part of a name that says whose it is
_LONG = 4
# of what an article is about too little follows
_TELLING = frozenset({model.EntityKind.PERSON, model.EntityKind.ORGANISATION, model.EntityKind.PLACE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """What two articles have in common."""

    # whether they tell one story
    story: bool = False
    names: tuple[model.Mention, ...] = ()
    words: tuple[str, ...] = ()


def of(
    view: View,
    release: model.Release,
    others: Sequence[model.Release],
    mentions: Mapping[model.ArticleId, Sequence[model.Mention]] | None = None,
) -> list[Why]:
    """Why each of the others stands beside an article, in their order.

    `mentions` is whom each of them names, where the caller has looked it up.
    """
    ids = [release.id, *(each.id for each in others)]
    stories = view.reading.stories.of(ids)
    if mentions is None:
        mentions = view.reading.entities.of(ids)
    ours = _words(release)
    common = [reasons.shared(ours, _words(each)) for each in others]
    rarity = view.index.rarity(sorted({stem for stems in common for stem in stems}))
    articles = view.reading.releases.count()
    made = []
    for other, stems in zip(others, common, strict=True):
        theirs = {each.entity for each in mentions.get(other.id, ())}
        names = tuple(
            each for each in mentions.get(release.id, ()) if each.entity in theirs and each.kind in _TELLING
        )[:_NAMES]
        # a name is told once, not by its words again, nor with what is written onto them: "لبشار"
        told = [word for each in names for word in fold.words(each.name) if len(word) >= _LONG]
        words = (
            word
            for word in reasons.rare(ours, stems, rarity, articles=articles)
            if not any(name in key for key in fold.words(word) for name in told)
        )
        made.append(
            Why(
                story=stories.get(release.id) is not None
                and stories.get(release.id) == stories.get(other.id),
                names=names,
                words=tuple(words),
            )
        )
    return made


def said(view: View, why: Why, language: str) -> Markup:
    """The reasons as one line; `language` is that of the article whose words are told."""
    parts = []
    if why.story:
        parts.append(view.say("It tells the same story."))
    if why.names:
        names = view.say(", ").join(bidi.name(named.name_of(view, each)) for each in why.names)
        parts.append(view.say("Both name %(names)s.", names=names))
    if why.words:
        words = view.say(", ").join(
            Markup("<bdi {}>{}</bdi>").format(bidi.tongue(word, language), word) for word in why.words
        )
        parts.append(view.say("Both use words that few articles have: %(words)s.", words=words))
    if not parts:
        parts.append(view.say("Its words are much like those of this article."))
    return Markup(" ").join(parts)


def _words(release: model.Release) -> reasons.Words:
    text = " ".join(each.plain for each in release.blocks if each.plain)
    return reasons.Words.of(release.title, text or release.summary or "")
