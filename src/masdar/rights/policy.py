"""What may be shown of a source's articles: what was agreed, or less where its signals say so.

The strictest wins. `full` needs a ground and ends with it; nothing that a signal says can widen a policy.
"""

from dataclasses import replace
from datetime import datetime

from masdar.model import Images, IndexRule, Policy, Show, Signals, Source
from masdar.rights import signals as reading

# product rule: an excerpt is at most so many words, and at most this part of the text
WORDS, PART = 60, 0.25


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


def _show(agreed: Policy, said: Signals, now: datetime) -> Show:
    if said.nosnippet or said.max_snippet == 0 or agreed.show is Show.HEADLINE:
        return Show.HEADLINE
    ended = agreed.until is not None and agreed.until <= now
    limited = said.max_snippet is not None
    if agreed.show is Show.FULL and agreed.ground.strip() and not ended and not limited:
        return Show.FULL
    return Show.EXCERPT
