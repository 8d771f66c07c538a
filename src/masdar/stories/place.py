"""Where an article belongs: to a story that is being told, or to one of its own.

decision = place.decide(fingerprint, window.near(fingerprint))
story = place.told(story, article, decision.placement)
"""

from dataclasses import dataclass, replace

from masdar.model import (
    Article,
    ArticleId,
    Fingerprint,
    Level,
    Near,
    Overlap,
    Placement,
    Relation,
    Story,
    StoryId,
    StoryScore,
)

# an article this much like a story tells it; measured on two corpora, with what is merged afterwards
ALIKE = 0.29
# an article that is this much like a second story tells that it is the same, if few told one of them yet
BRIDGE = 0.29
# so many voices are few: what more have told apart is two stories
_FEW = 2
# text in common speaks for one story, though too little for a copy
_LOAN = 0.1
_COPIES = frozenset({Level.EXACT, Level.NEAR, Level.EDITED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Where an article goes, and the texts it shares words with."""

    placement: Placement
    overlaps: tuple[Overlap, ...] = ()
    # other stories that turn out to be the one it was placed in
    same: tuple[StoryId, ...] = ()


def decide(fingerprint: Fingerprint, near: Near) -> Decision:
    """Place an article: where it already stands, else with its copy, else with its like, else alone."""
    placement = _placement(fingerprint, near)
    return Decision(
        placement=placement, overlaps=near.overlaps, same=_bridged(fingerprint.article, placement, near)
    )


def _bridged(article: ArticleId, placement: Placement, near: Near) -> tuple[StoryId, ...]:
    """The stories that an article joins to its own: those it is like as well, and those whose text it holds.

    A story begins twice where its first articles tell it in other words; the one that comes between shows it.
    Many voices that stayed apart are not brought together by one, unless it holds the text of both.
    """
    if placement.relation not in (Relation.COPY, Relation.SAME_STORY):
        return ()
    copied = {
        near.placed.get(each.b if each.a == article else each.a)
        for each in near.overlaps
        if each.level in _COPIES
    }
    own = next((each.voices for each in near.stories if each.story == placement.story), 1)
    return tuple(
        each.story
        for each in near.stories
        if each.story != placement.story
        and each.score >= BRIDGE
        and (min(own, each.voices) <= _FEW or each.story in copied)
    )


def told(story: Story | None, article: Article, placement: Placement) -> Story:
    """The story with an article in it; a new one where there is none yet.

    The oldest article that is no copy leads and gives the title, unless a person chose them. How many
    articles and sources tell the story is counted where it is kept.
    """
    if story is None:
        return Story(
            id=placement.story, title=article.title, opened=article.when, latest=article.when, lead=article.id
        )
    opened, latest = min(story.opened, article.when), max(story.latest, article.when)
    leads = article.id == story.lead or (
        article.when < story.opened and placement.relation is not Relation.COPY and not story.led
    )
    if not leads or not article.title:
        return replace(story, opened=opened, latest=latest)
    title = story.title if story.named else article.title
    return replace(story, opened=opened, latest=latest, lead=article.id, title=title)


def _placement(mark: Fingerprint, near: Near) -> Placement:
    if (story := near.placed.get(mark.article)) is not None:
        return Placement(
            article=mark.article, story=story, relation=Relation.REVISION, of=mark.article, score=1.0
        )
    for overlap in near.overlaps:
        other = overlap.b if overlap.a == mark.article else overlap.a
        if overlap.level in _COPIES and (story := near.placed.get(other)) is not None:
            return Placement(
                article=mark.article, story=story, relation=Relation.COPY, of=other, score=overlap.containment
            )
    if (best := _likest(mark, near)) is not None and best.score >= ALIKE:
        return Placement(
            article=mark.article,
            story=best.story,
            relation=Relation.SAME_STORY,
            of=best.nearest,
            score=best.score,
        )
    return Placement(article=mark.article, story=StoryId(mark.article), relation=Relation.FIRST)


def _likest(mark: Fingerprint, near: Near) -> StoryScore | None:
    """The story most alike, one that lent it text a little before others."""
    lenders = {near.placed.get(each.b if each.a == mark.article else each.a) for each in near.overlaps}
    return max(
        (
            replace(each, score=min(1.0, each.score + _LOAN)) if each.story in lenders else each
            for each in near.stories
        ),
        key=lambda each: (each.score, each.story),
        default=None,
    )
