"""What became of a text at its origin, which a copy of it does not tell.

A copy that repeats what its origin has put right since is not wrong by itself: it stands as its publisher
left it. Its readers are told, and whoever sits at the desk. What was only spelled otherwise is not told.
"""

import itertools
from collections.abc import Sequence

from masdar.arabic import fold
from masdar.model import Article, ReleaseStatus, Status, Upstream
from masdar.trace import revision, wording

# words about a change by which it is looked for in a copy, and of a passage that was put in
_AROUND, _PASSAGE = 3, 8


def of(copy: Article, versions: Sequence[Article], *, certain: bool = True) -> Upstream | None:
    """What the newest of its origin's versions, given oldest first, says otherwise than this copy.

    Whether a change is in the copy its own words tell; where they do not, whether it was printed before.
    Unless it is `certain` whose copy it is, only what it plainly repeats counts.
    """
    newest = versions[-1] if versions else None
    if newest is None or newest.id == copy.id:
        return None
    if newest.status is Status.CANCELED:
        return Upstream(
            status=ReleaseStatus.WITHDRAWN, article=newest.id, at=newest.seen, seen=newest.seen, stale=True
        )
    text = _joined(f"{copy.title} {copy.body}".split()[: revision.MOST])
    found: Upstream | None = None
    for old, new in itertools.pairwise(versions):
        if Status.CANCELED in (old.status, new.status) or not revision.of(old, new).substance:
            continue
        repeats, follows, stale = _traces(text, old, new)
        at = new.modified.at if new.modified and old.seen < new.modified.at <= new.seen else new.seen
        printed = min(copy.published.at, copy.seen) if copy.published else copy.seen
        behind = repeats > follows or (certain and repeats == follows and printed < at)
        if not behind:
            continue
        corrects = new.status is Status.CORRECTED or wording.corrected(old, new)
        before = found.status if found else ReleaseStatus.UPDATED
        found = Upstream(
            status=ReleaseStatus.CORRECTED if corrects else before,
            article=newest.id,
            at=at,
            seen=new.seen,
            stale=stale or (found is not None and found.stale),
        )
    return found


def _traces(text: str, old: Article, new: Article) -> tuple[int, int, bool]:
    """In how many places a text has it as the older version, in how many as the newer.

    And whether it says something that the newer does not say any more.
    """
    before, after = (each.body.split()[: revision.MOST] for each in (old, new))
    repeats = follows = 0
    stale = False
    for what, a, b, c, d in revision.align(before, after):
        if what == "equal":
            continue
        repeated = _joined(before[max(0, a - _AROUND) : min(b, a + _PASSAGE) + _AROUND]) in text
        repeats += repeated
        stale = stale or (repeated and b > a)
        follows += _joined(after[max(0, c - _AROUND) : min(d, c + _PASSAGE) + _AROUND]) in text
    if old.title != new.title:
        repeated = _joined(old.title.split()) in text
        repeats += repeated
        stale = stale or repeated
        follows += _joined(new.title.split()) in text
    return repeats, follows, stale


def _joined(words: Sequence[str]) -> str:
    """Words as they are compared, each between two blanks."""
    return f" {' '.join(fold.words(' '.join(words)))} "
