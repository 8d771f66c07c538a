"""The words of what was removed at somebody's request are erased, once its case was closed for a day.

The digest of the text stays, so that whoever holds it can show that it was here, and so does the log of the
case. What is shown again meanwhile is left alone.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from functools import partial
from itertools import islice

from masdar.desk import cases, edit
from masdar.errors import ConfigError
from masdar.model import Act, Article, ArticleId, Case, CaseKind, Check, Entry, Ruling, Word
from masdar.ports import Reading, Store, Writing
from masdar.rights import barring, hush

# articles of a publisher in one transaction
_BATCH = 200


def round(store: Store, *, now: datetime) -> int:
    """Erase what is due; how many articles lost their words. A long case goes on at the next round."""
    with store.reading() as reading:
        due = [
            each
            for each in reading.cases.closed(limit=500)
            if each.erase is not None and each.erased is None and each.erase <= now
        ]
    gone = 0
    for case in due:
        with store.writing() as writing:
            gone += erase(writing, case, by=cases.OURS, now=now)
    return gone


def at_once(pen: edit.Pen, number: int) -> Case:
    """Erase the words of a case's article without waiting. Raises ConfigError where nothing was withdrawn."""
    pen.allowed("erase_case")
    case = cases.of(pen.writing, number)
    if case.erase is None or case.erased is not None:
        raise ConfigError("nothing was withdrawn by this case, or it is erased already")
    while not _ended(pen.writing, case):
        erase(pen.writing, case, by=pen.account.name, now=pen.now)
        case = cases.of(pen.writing, number)
    return case


def erase(writing: Writing, case: Case, *, by: str, now: datetime) -> int:
    """Erase as much of a case as one transaction holds, and put it down when all is done."""
    left = list(islice(_left(writing, case), _BATCH))
    rulings = writing.desk.rulings(left)
    for hushed in (False, True):
        ids = [id for id in left if _hushed(rulings.get(id)) is hushed]
        writing.erase(ids, stub=partial(hush.stub, hush=hushed), at=now)
    # what is erased is not asked for again
    writing.put_checks([Check(article=id, at=now) for id in left])
    if len(left) < _BATCH:
        entry = Entry(at=now, by=by, said="erased")
        held = writing.cases.get(case.number) or case
        writing.put_cases([replace(held, erased=now, log=(*held.log, entry))])
        act = Act(at=now, by=by, did="erase_case", subject=cases.name(case), after=f"{len(left)} articles")
        writing.add_acts([act])
    return len(left)


def _ended(reading: Reading, case: Case) -> bool:
    held = reading.cases.get(case.number)
    return held is None or held.erased is not None


def _left(reading: Reading, case: Case) -> Iterator[ArticleId]:
    """The articles of a case whose words we still hold, and may not show."""
    if case.kind is CaseKind.REMOVAL and case.article is not None:
        ruling = reading.desk.rulings([case.article]).get(case.article)
        if ruling is not None and ruling.word is Word.WITHDRAW:
            yield from _whole(reading.articles.many([case.article]).values())
    if case.kind is CaseKind.OPT_OUT:
        host = cases.bare(case)
        if host not in [each.host for each in reading.desk.bars()]:
            return
        for source in reading.sources.all():
            if not barring.bars(source.hosts, [host]):
                continue
            last: ArticleId | None = None
            while ids := reading.articles.of(source.id, after=last, limit=_BATCH):
                yield from _whole(reading.articles.many(ids).values())
                last = ids[-1]


def _whole(found: Iterable[Article]) -> Iterator[ArticleId]:
    yield from (each.id for each in found if each.erased is None)


def _hushed(ruling: Ruling | None) -> bool:
    return ruling is not None and ruling.hush
