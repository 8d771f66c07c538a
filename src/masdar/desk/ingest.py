"""The path of one article: `read` makes a draft of a capture, `keep` puts a batch of drafts away.

`read` is pure and runs in workers that may be killed. `keep` is the one writer: it finds what a
draft shares with others, decides where it belongs, and writes many in one transaction. A feed
item, a saved page and a ten-year-old archive record all pass here.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from masdar.desk import recheck, retract
from masdar.errors import NotAnArticle
from masdar.extract import article as articles
from masdar.extract import takedown
from masdar.model import (
    Article,
    ArticleId,
    Capture,
    Directory,
    Draft,
    Lead,
    Overlap,
    Placement,
    Relation,
    Source,
    Status,
    Story,
    StoryId,
    Via,
)
from masdar.ports import Window, Writing
from masdar.stories import fingerprint, place
from masdar.trace import claims


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A capture to be read, with the lead that led to it and the source it belongs to."""

    capture: Capture
    source: Source
    lead: Lead | None = None
    now: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What became of a batch."""

    new: tuple[ArticleId, ...] = ()
    changed: tuple[ArticleId, ...] = ()
    known: tuple[ArticleId, ...] = ()


def read(work: Work, *, directory: Directory) -> Draft:
    """Read one capture into an article with its claims and fingerprint. Raises ReadError.

    What is under embargo is not read before its time: it can be taken again then.
    """
    if work.lead is not None and work.lead.embargo is not None and work.lead.embargo > work.now:
        until = work.lead.embargo.isoformat(timespec="minutes")
        raise NotAnArticle(
            f"{work.lead.outside or work.lead.title}: under embargo until {until}; take it again then"
        )
    if work.lead is not None and work.capture.via in (Via.RECORD, Via.FEED, Via.WIRE):
        article = articles.from_lead(work.lead, work.capture, source=work.source, directory=directory)
    else:
        try:
            article = articles.read(
                work.capture, source=work.source, directory=directory, lead=work.lead, now=work.now
            )
        except NotAnArticle:
            notice = takedown.bare(work.capture) if work.lead is not None else None
            if notice is None or work.lead is None:
                raise
            article = takedown.named(work.lead, work.capture, notice, source=work.source)
    return Draft(
        capture=work.capture,
        article=article,
        claims=claims.of(article, lead=work.lead, source=work.source, directory=directory),
        fingerprint=fingerprint.of(article),
        outside=work.lead.outside if work.lead else None,
    )


def keep(writing: Writing, window: Window, drafts: Sequence[Draft], *, again: bool = False) -> Kept:
    """Keep a batch: place each draft among its neighbours and write all of it.

    A draft that says what its article already says is known, and only its names are noted; `again` writes
    it all the same, as a better reader may see more than text. Where a batch holds several versions of
    one article, they are kept one after the other.
    """
    drafts = retract.heeded(writing, drafts)
    fresh, changed, known, later = _sort(writing, drafts, again=again)
    altered = {draft.article.id for draft in changed}
    window.prepare(writing, [draft.fingerprint for draft in fresh])
    placements: list[Placement] = []
    overlaps: list[Overlap] = []
    merged: list[tuple[StoryId, StoryId]] = []
    homes = writing.stories.of(list(altered))
    for draft in fresh:
        near = window.near(draft.fingerprint)
        decision = place.decide(draft.fingerprint, near)
        placement = decision.placement
        if (home := homes.get(draft.article.id)) is not None:
            # a revision stays in its story, however its words moved
            placement = Placement(
                article=draft.article.id,
                story=home,
                relation=Relation.REVISION,
                of=draft.article.id,
                score=1.0,
            )
        window.add(draft.fingerprint, placement)
        placements.append(placement)
        overlaps.extend(decision.overlaps)
        if placement is decision.placement:
            joined = (window.merge(placement.story, other) for other in decision.same)
            merged += [(old, new) for old, new in joined if old != new]
    told: dict[StoryId, Story] = writing.stories.many(list({each.story for each in placements}))
    for draft, placement in zip(fresh, placements, strict=True):
        # a story is not called by what was taken back
        article = replace(draft.article, title="") if _is_taken_back(draft) else draft.article
        told[placement.story] = place.told(told.get(placement.story), article, placement)
    gone = frozenset(draft.article.id for draft in fresh if _is_taken_back(draft))
    for led in recheck.led_anew(writing, list(told), gone) if gone else ():
        told[led.id] = replace(told[led.id], lead=led.lead, title=led.title)
    writing.keep(fresh, placements=placements, overlaps=overlaps, stories=list(told.values()))
    if merged:
        writing.merge(merged)
    writing.put_checks(recheck.first([draft.article for draft in fresh if draft.article.id not in altered]))
    for draft, id in known:
        if draft.outside:
            writing.name(id, outside=[draft.outside])
    kept = Kept(
        new=tuple(draft.article.id for draft in fresh if draft.article.id not in altered),
        changed=tuple(draft.article.id for draft in changed),
        known=tuple(id for _, id in known),
    )
    if not later:
        return kept
    rest = keep(writing, window, later, again=again)
    return Kept(new=kept.new + rest.new, changed=kept.changed + rest.changed, known=kept.known + rest.known)


def _sort(
    writing: Writing, drafts: Sequence[Draft], *, again: bool
) -> tuple[list[Draft], list[Draft], list[tuple[Draft, ArticleId]], list[Draft]]:
    """What is written now (new or altered), which of it is altered, what is known, what is written next."""
    held: dict[ArticleId, Article] = writing.articles.many([draft.article.id for draft in drafts])
    fresh: dict[ArticleId, Draft] = {}
    changed: dict[ArticleId, Draft] = {}
    known: list[tuple[Draft, ArticleId]] = []
    later: list[Draft] = []
    for draft in drafts:
        id = draft.article.id
        if (first := fresh.get(id)) is not None:
            # a feed's own text stands in for its page, and one page may be led to twice: no versions
            same = first.capture.digest == draft.capture.digest or first.capture.via is not draft.capture.via
            if same or _says_the_same(first.article, draft.article):
                known.append((draft, id))
            else:
                later.append(draft)
        elif (old := held.get(id)) is None:
            fresh[id] = draft
        elif old.erased is not None:
            # whoever asked for it was promised that it is not kept
            known.append((draft, id))
        elif not again and (_says_the_same(old, draft.article) or _was_said(writing, draft)):
            known.append((draft, id))
        else:
            fresh[id] = changed[id] = draft
    return list(fresh.values()), list(changed.values()), known, later


def _was_said(writing: Writing, draft: Draft) -> bool:
    """Whether a file holds what an earlier version said; a page that says it again went back to it."""
    if draft.capture.via not in (Via.RECORD, Via.ARCHIVE, Via.FILE):
        return False
    return any(_says_the_same(each, draft.article) for each in writing.articles.versions(draft.article.id))


def _is_taken_back(draft: Draft) -> bool:
    return draft.article.status in (Status.CANCELED, Status.WITHHELD)


def _says_the_same(old: Article, new: Article) -> bool:
    return (old.title, old.body, old.status) == (new.title, new.body, new.status) and (
        new.published is None or old.published is None or old.published.at == new.published.at
    )
