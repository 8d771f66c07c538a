"""Follows the change log and notes who and what each article speaks of.

It follows the releases: what may not be shown any more speaks of nothing. A new way of finding begins at the
start of the log, so that a home that is older is filled as it is opened.
"""

from collections.abc import Callable

from masdar.desk import touched
from masdar.entities import find, topics
from masdar.model import (
    ArticleId,
    Directory,
    Mention,
    ReleaseStatus,
)
from masdar.ports import Store, Tagger, Writing

# raised when mentions are found otherwise
MAKE = 2
FOLLOWER = f"mentions/{MAKE}"
BATCH = 500


def follow(
    store: Store,
    *,
    directory: Directory,
    tagger: Tagger | None = None,
    progress: Callable[[str, int], None] | None = None,
) -> int:
    """Bring the mentions up to date; of how many articles they were noted. Releases are to be so already."""
    noted = 0
    while True:
        with store.writing() as writing:
            changes = writing.changes.after(writing.changes.cursor(FOLLOWER), limit=BATCH)
            if not changes:
                return noted
            wanted = touched.articles(writing, changes)
            for start in range(0, len(wanted), BATCH):
                put(writing, wanted[start : start + BATCH], directory=directory, tagger=tagger)
            writing.move_cursor(FOLLOWER, changes[-1].seq)
        noted += len(wanted)
        if progress is not None:
            progress("mentions", len(wanted))


def put(
    writing: Writing, ids: list[ArticleId], *, directory: Directory, tagger: Tagger | None = None
) -> None:
    """Note anew what these articles speak of and are about; those that are not shown speak of nothing.

    The topic is judged by the whole text: its name is ours, and tells no word of it.
    """
    releases = writing.releases.many(ids)
    marks = writing.fingerprints.many(ids)
    shown = {id: each for id, each in releases.items() if each.status is not ReleaseStatus.WITHDRAWN}
    found: dict[ArticleId, tuple[Mention, ...]] = dict.fromkeys(ids, ())
    for id, each in shown.items():
        code = topics.of_section(each.section) or (topics.of(marks[id]) if id in marks else None)
        topic = (find.topic(code),) if code else ()
        found[id] = (*topic, *find.of(each, directory, tagger=tagger))
    writing.put_mentions(found, at={id: each.when for id, each in shown.items()})
