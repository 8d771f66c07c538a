"""What a page's own words that it takes its text back come to, given what it said before.

It is withdrawn where the words can mean no other text, or where they stand in the text's place. Where the
text stands and the words may mean another, a person decides. Of what was never held only certain words count.
"""

from collections.abc import Sequence
from dataclasses import replace

from masdar.model import Article, Draft, Fingerprint, Retraction, Status
from masdar.ports import Writing
from masdar.stories import fingerprint

# the share of the words held before from which on a text still stands
_STANDS = 0.3


def heeded(writing: Writing, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts, with those that take themselves back as what that makes of them.

    What is taken back keeps the words that were held. A mere notice of what nobody held is left out.
    """
    said = [each.article.id for each in drafts if each.article.retraction is not None]
    if not said:
        return list(drafts)
    held = writing.articles.many(said)
    prints = writing.fingerprints.many(said)
    found = []
    for each in drafts:
        notice = each.article.retraction
        if notice is None:
            found.append(each)
            continue
        id = each.article.id
        status = _status(held.get(id), each.article, notice)
        if status is Status.CANCELED and id in held:
            found.append(_taken_back(held[id], each, prints.get(id)))
        elif status is not Status.USABLE:
            found.append(replace(each, article=replace(each.article, status=status)))
        elif each.article.blocks:
            found.append(each)
    return found


def _status(held: Article | None, now: Article, said: Retraction) -> Status:
    if held is None:
        return Status.CANCELED if said.certain and now.blocks else Status.USABLE
    if said.certain or held.status is Status.CANCELED:
        return Status.CANCELED
    words = set(held.body.split())
    kept = len(words.intersection(now.body.split())) / max(1, len(words))
    return Status.WITHHELD if kept >= _STANDS else Status.CANCELED


def _taken_back(held: Article, draft: Draft, print_: Fingerprint | None) -> Draft:
    article = replace(
        held,
        capture=draft.capture.digest,
        seen=draft.article.seen,
        status=Status.CANCELED,
        retraction=draft.article.retraction,
    )
    print_ = print_ or fingerprint.of(article)
    return replace(draft, article=article, claims=(), fingerprint=print_)
