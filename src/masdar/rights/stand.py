"""Where an article stands: shown, not yet, for now not, or no more.

The last word of its origin and the last word of the desk decide together, in whatever order they came. What
either takes back is not shown, and what a publisher barred is not shown whatever anybody says. Where a page
takes its text back in words alone, whoever reads them may find that they mean another's.
"""

from datetime import datetime

from masdar.model import Article, Ground, Ruling, Stand, Status, Via, Word

# so often in a row may a page be missing before a person must look
MISSES = 3


def of(
    article: Article,
    *,
    ruling: Ruling | None,
    reviewed: bool,
    shown: bool,
    misses: int,
    barred: bool,
    now: datetime,
) -> tuple[Stand, Ground | None]:
    """Where it stands, and what decided it; None where nothing stood against showing it.

    `shown` tells whether it is shown already: a source that is reviewed from now on takes nothing back.
    """
    word = ruling.word if ruling else None
    if barred:
        return Stand.WITHDRAWN, Ground.BARRED
    if article.status is Status.CANCELED and not _overruled(article, ruling):
        return Stand.WITHDRAWN, Ground.CANCELED
    if word is Word.WITHDRAW:
        return Stand.WITHDRAWN, Ground.DESK
    if article.status is Status.WITHHELD and not _overruled(article, ruling):
        return Stand.HELD, Ground.SAID if article.retraction else Ground.WITHHELD
    if word is Word.HOLD:
        return Stand.HELD, Ground.DESK
    if word is Word.PUBLISH and ruling is not None and ruling.due is not None and ruling.due > now:
        return Stand.SCHEDULED, Ground.DUE
    if misses >= MISSES:
        return Stand.HELD, Ground.MISSING
    if word is None and reviewed and not shown:
        return Stand.NEW, Ground.REVIEW
    return Stand.PUBLISHED, None


def _overruled(article: Article, ruling: Ruling | None) -> bool:
    """Whether a person read the words by which a page seems to take its text back, and shows it still."""
    if article.retraction is None or ruling is None or ruling.word is not Word.PUBLISH:
        return False
    return ruling.looked is not None and ruling.looked >= article.seen


def announced(article: Article, stand: Stand) -> bool:
    """Whether a notice stands in the place of what was never shown.

    A page that its publisher took back before anybody saw it here is told; what an agency held or killed on
    its wire, and what the desk let nobody see, is not even named.
    """
    return stand is Stand.WITHDRAWN and article.status is Status.CANCELED and article.via is not Via.WIRE
