"""An article out of the plain text of a page, as people save it and as WET records hold it.

Nothing but words and line breaks is left, so each line is judged by what it says and where it stands: the
page's furniture goes, a caption that stands between title and text is kept once, the first dated or told
paragraph opens the body, and an end mark, a credit line or a source block closes it.
"""

import re
from collections.abc import Sequence
from datetime import datetime

from masdar import address, errors, model
from masdar.arabic import clean, dates, language
from masdar.extract import (
    attribution,
    byline,
    dateline,
    endmark,
    flow,
    furniture,
    known_agencies,
    labels,
    told,
)

READER = "plain/1"

# words that an article has at least
_LEAST = 20


def read(
    capture: model.Capture,
    *,
    text: str,
    source: model.Source,
    directory: model.Directory,
    now: datetime,
    lead: model.Lead | None = None,
) -> model.Article:
    """The article that the text holds.

    Raises NotAnArticle where there is no text, or nothing in it that is told in sentences.
    """
    lines = _lines(text)
    if not lines:
        raise errors.NotAnArticle("there is no text here; is the file the saved text of a page?")
    found = attribution.read(
        [attribution.Line(text=line) for line in lines], directory=directory, zone=source.zone, now=now
    )
    stated = found.attribution
    if stated is not None and not _closes(lines, found.used, stated):
        found, stated = attribution.Found(), None
    page = flow.read(lines[: found.used.start] if stated else lines, lead)
    if sum(len(each.split()) for each in page.body) < _LEAST:
        raise errors.NotAnArticle(
            f"no text of an article among {len(lines)} lines; is it a list of headlines or a menu?"
        )
    opening = known_agencies.read(page.body[0], byline=page.byline, directory=directory)
    codes = {each.code for each in opening.agencies if each.code}
    body, mark = endmark.split("\n".join(page.body), credited=codes)
    if stated is None and (who := attribution.credit(body.rpartition("\n")[2])) and "\n" in body:
        body, _, last = body.rpartition("\n")
        found = attribution.read([attribution.Line(text=last)], directory=directory)
        stated = found.attribution if who else None
        if mark is None:
            body, mark = endmark.split(body, credited=codes)
    written = byline.read(page.byline) if page.byline else None
    origin = stated.first_published if stated is not None else None
    published = told.first(_published(stated, page, source, now), origin=origin, lead=lead, zone=source.zone)
    doubts = list(found.doubts)
    if published is None:
        doubts.append(model.Doubt(field="published", kind=model.DoubtKind.MISSING))
    if not page.title:
        doubts.append(model.Doubt(field="title", kind=model.DoubtKind.MISSING))
    credited = opening.agencies or (written.agencies if written else ())
    return model.Article(
        id=(
            address.article_id(capture.final_url)
            if capture.final_url
            else model.ArticleId(f"capture-{capture.digest}")
        ),
        source=source.id,
        url=capture.final_url,
        capture=capture.digest,
        seen=lead.seen if lead is not None else capture.at,
        language=language.of(body),
        title=page.title,
        summary=page.summary,
        blocks=tuple(model.Block(text=each) for each in body.split("\n") if each),
        image=model.Image(url="", caption=page.caption, credit=page.credit) if page.caption else None,
        dateline=opening if opening != model.Dateline() else None,
        agencies=(credited or _credited(stated)) or None,
        bylines=_writers(written, opening, stated),
        published=published,
        end_mark=mark,
        attribution=stated,
        section=lead.section if lead is not None else None,
        tags=lead.tags if lead is not None else (),
        doubts=tuple(doubts),
        via=capture.via,
        reader=READER,
    )


def _writers(
    written: byline.Byline | None, opening: model.Dateline, stated: model.Attribution | None
) -> tuple[str, ...] | None:
    """Who wrote it; nobody, where the block has a label for the author and nothing behind it."""
    named = (written.persons if written else ()) or opening.reporters
    if not named and stated is not None and stated.author:
        named = byline.read(stated.author).persons or (stated.author,)
    if not named and written is None and (stated is None or stated.author is None):
        return None
    return named


def _credited(stated: model.Attribution | None) -> tuple[model.Agency, ...]:
    """The agencies that a closing line credits."""
    if stated is None or stated.form is not model.AttributionForm.LINE or not stated.publisher:
        return ()
    return dateline.agencies_in(stated.publisher)


def _published(
    stated: model.Attribution | None, page: flow.Flow, source: model.Source, now: datetime
) -> model.Moment | None:
    """First publication at the origin, else the page's own date line."""
    if stated is not None and stated.first_published is not None:
        return stated.first_published
    if not page.dated:
        return None
    if source.zone:
        return dates.moment(page.dated, zone=source.zone, zone_from=model.ZoneFrom.SOURCE, now=now)
    return dates.moment(page.dated, now=now)


# --- lines ---------------------------------------------------------------------------------------

_GAP = re.compile(r"\n[ \t\u00a0\u200b-\u200f]*\n")
_SENTENCE_END = re.compile(r"[.!?؟…:؛][\"'»”)\]]*$")
_WRAPPED = range(40, 121)


def _lines(text: str) -> list[str]:
    """The lines of a text, cleaned; lines that were broken at a margin are one again."""
    lines: list[str] = []
    for part in _GAP.split(text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0c", "\n")):
        rows = [cleaned for row in part.split("\n") if (cleaned := clean.label(row))]
        lines.extend([" ".join(rows)] if _is_wrapped(rows) else rows)
    return lines


def _is_wrapped(rows: Sequence[str]) -> bool:
    """Whether rows are one paragraph that was broken at a margin."""
    if len(rows) < 2:
        return False
    inner = rows[:-1]
    return (
        all(len(row) in _WRAPPED for row in inner)
        and max(map(len, inner)) - min(map(len, inner)) <= 25
        and sum(_SENTENCE_END.search(row) is not None for row in inner) * 2 <= len(inner)
        and not any(labels.split(row) or labels.heading(row) for row in rows)
    )


def _closes(lines: Sequence[str], used: range, stated: model.Attribution) -> bool:
    """Whether an attribution stands behind a text: a closing line needs prose before it and none after."""
    before = any(flow.told(line) for line in lines[: used.start])
    if stated.form is model.AttributionForm.BLOCK:
        return before
    after = 0
    for line in lines[used.stop :]:
        if furniture.related(line):
            break
        after += flow.told(line)
    return before and not after
