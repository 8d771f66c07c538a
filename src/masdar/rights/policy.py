"""What may be shown of a source's articles: what was agreed, or less where its signals say so.

The strictest wins. `full` needs a ground and ends with it; nothing that a signal says can widen a policy.
"""

from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from masdar.model import (
    Article,
    AttributionForm,
    Chain,
    Grade,
    Images,
    IndexRule,
    Policy,
    Show,
    Signals,
    Source,
    SourceKind,
)
from masdar.rights import signals as reading

# product rule: an excerpt is at most so many words, and at most this part of the text
WORDS, PART = 60, 0.25


class Limit(StrEnum):
    """Why less may be shown than was agreed."""

    NO_GROUND = "no_ground"
    ENDED = "ended"
    NO_SNIPPET = "no_snippet"
    SHORT_SNIPPET = "short_snippet"
    NO_PICTURES = "no_pictures"
    NO_INDEX = "no_index"


def of(source: Source, *, signals: Signals, now: datetime) -> Policy:
    """The policy that holds now for an article of this source with these signals."""
    agreed = source.policy
    said = reading.merge(agreed.signals, signals)
    return replace(
        agreed,
        show=_show(agreed, said, now),
        words=max(0, min(agreed.words, WORDS)),
        images=Images.NONE if said.noimageai else agreed.images,
        index=IndexRule.NOINDEX if said.noindex else agreed.index,
        signals=said,
    )


def limits(source: Source, *, signals: Signals, now: datetime) -> tuple[Limit, ...]:
    """Why less holds than was agreed; nothing where all of it holds."""
    agreed = source.policy
    said = reading.merge(agreed.signals, signals)
    ended = agreed.until is not None and agreed.until <= now
    is_full, is_text = agreed.show is Show.FULL, agreed.show is not Show.HEADLINE
    closed = said.nosnippet or said.max_snippet == 0
    found = (
        (is_full and not agreed.ground.strip(), Limit.NO_GROUND),
        (is_full and bool(agreed.ground.strip()) and ended, Limit.ENDED),
        (is_text and closed, Limit.NO_SNIPPET),
        (is_text and not closed and said.max_snippet is not None, Limit.SHORT_SNIPPET),
        (agreed.images is not Images.NONE and said.noimageai, Limit.NO_PICTURES),
        (agreed.index is not IndexRule.NOINDEX and said.noindex, Limit.NO_INDEX),
    )
    return tuple(limit for holds, limit in found if holds)


def _show(agreed: Policy, said: Signals, now: datetime) -> Show:
    if said.nosnippet or said.max_snippet == 0 or agreed.show is Show.HEADLINE:
        return Show.HEADLINE
    ended = agreed.until is not None and agreed.until <= now
    limited = said.max_snippet is not None
    if agreed.show is Show.FULL and agreed.ground.strip() and not ended and not limited:
        return Show.FULL
    return Show.EXCERPT


def anonymous(article: Article, chain: Chain, source: Source) -> bool:
    """Whether a text is another's, and nobody says whose.

    So it is where the page has a source block with nobody in it, or stands on a site that lives of others'
    texts, and neither a byline nor a copy says more.
    """
    if chain.grade is not Grade.UNKNOWN or chain.origin.article != article.id:
        return False
    block = article.attribution
    empty = (
        block is not None
        and block.form is AttributionForm.BLOCK
        and not (block.publisher or block.author or block.site or block.original_url)
    )
    return empty or source.kind is SourceKind.REPUBLISHER
