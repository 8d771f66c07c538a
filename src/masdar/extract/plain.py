"""An article out of the plain text of a page, as people save it and as WET records hold it.

Nothing but words and line breaks is left, so each line is judged by what it says and where it stands: the
page's furniture goes, a caption that stands between title and text is kept once, the first dated or told
paragraph opens the body, and an end mark, a credit line or a source block closes it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from masdar import address, errors, model
from masdar.arabic import clean, dates, fold, language
from masdar.extract import attribution, byline, dateline, endmark, furniture, labels, mail

READER = "plain/1"

# words: what counts as told prose, and what an article has at least
_PROSE, _LEAST = 9, 20
_TITLE_WORDS = range(3, 40)


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
    page = _parts(lines[: found.used.start] if stated else lines, lead)
    if sum(len(each.split()) for each in page.body) < _LEAST:
        raise errors.NotAnArticle(
            f"no text of an article among {len(lines)} lines; is it a list of headlines or a menu?"
        )
    opening = dateline.read(page.body[0], byline=page.byline)
    codes = {each.code for each in opening.agencies if each.code}
    body, mark = endmark.split("\n".join(page.body), credited=codes)
    if stated is None and (who := attribution.credit(body.rpartition("\n")[2])) and "\n" in body:
        body, _, last = body.rpartition("\n")
        found = attribution.read([attribution.Line(text=last)], directory=directory)
        stated = found.attribution if who else None
        if mark is None:
            body, mark = endmark.split(body, credited=codes)
    written = byline.read(page.byline) if page.byline else None
    published = _published(stated, page, source, now)
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
        image=model.Image(url="", caption=page.caption) if page.caption else None,
        dateline=opening if opening != model.Dateline() else None,
        agencies=(credited or _credited(stated)) or None,
        bylines=written.persons if written else (opening.reporters or None),
        published=published,
        end_mark=mark,
        attribution=stated,
        section=lead.section if lead is not None else None,
        tags=lead.tags if lead is not None else (),
        doubts=tuple(doubts),
        via=capture.via,
        reader=READER,
    )


def _credited(stated: model.Attribution | None) -> tuple[model.Agency, ...]:
    """The agencies that a closing line credits."""
    if stated is None or stated.form is not model.AttributionForm.LINE or not stated.publisher:
        return ()
    return dateline.agencies_in(stated.publisher)


def _published(
    stated: model.Attribution | None, page: "_Page", source: model.Source, now: datetime
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
    before = any(_told(line) for line in lines[: used.start])
    if stated.form is model.AttributionForm.BLOCK:
        return before
    after = 0
    for line in lines[used.stop :]:
        if furniture.related(line):
            break
        after += _told(line)
    return before and not after


def _told(line: str) -> bool:
    """Whether a line is told prose: long enough, and a sentence or more."""
    words = len(line.split())
    return words >= _PROSE and (_SENTENCE_END.search(line) is not None or words >= 3 * _PROSE)


# --- the parts of a page -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    title: str = ""
    caption: str | None = None
    summary: str | None = None
    byline: str = ""
    dated: str = ""
    body: tuple[str, ...] = ()


def _parts(lines: Sequence[str], lead: model.Lead | None) -> _Page:
    kept = _before_related([line for line in lines if not mail.alone(line)])
    title_at = _title(kept, lead)
    title = kept[title_at] if title_at is not None else (clean.label(lead.title or "") if lead else "")
    rest = [
        line
        for line in kept[title_at + 1 if title_at is not None else 0 :]
        if not furniture.noise(line) and not furniture.disclaimer(line) and fold.key(line) != fold.key(title)
    ]
    start = _start(rest)
    page = _heads(_Page(title=title), rest[:start])
    body = rest[start:]
    if page.caption:
        body = [line for line in body if fold.key(line) != fold.key(page.caption)]
    return replace(page, body=tuple(_body(body)))


def _before_related(lines: list[str]) -> list[str]:
    """The lines up to the first heading of other articles that stands behind told text."""
    told = 0
    for at, line in enumerate(lines):
        if told >= 2 and furniture.related(line):
            # a box in the middle: the text goes on behind it
            if sum(map(_told, lines[at + 1 :])) > told:
                continue
            return lines[:at]
        told += _told(line)
    return lines


def _title(lines: Sequence[str], lead: model.Lead | None) -> int | None:
    """Where the headline stands: the lead's own, else the first line before the text that can be one."""
    if lead is not None and lead.title:
        wanted = fold.words(lead.title)
        for at, line in enumerate(lines):
            if fold.words(line) == wanted:
                return at
    first = next((at for at, line in enumerate(lines) if _opens(line)), len(lines))
    fallback: int | None = None
    for at, line in enumerate(lines[:first]):
        if furniture.noise(line) or labels.split(line) or _is_date(line):
            continue
        words = len(line.split())
        if words in _TITLE_WORDS and line[-1] not in ".،:؛":
            if words >= 5:
                return at
            fallback = at if fallback is None else fallback
    return fallback


def _opens(line: str) -> bool:
    """Whether a line opens a text: it has a dateline, or is told at length."""
    return len(line.split()) >= _PROSE and (bool(dateline.read(line).text) or _told(line))


# "(أ ف ب)"  "(من اليسار)"  "صورة أرشيفية"  "تصوير: فلان"
_CAPTION = re.compile(
    "صورة|الصورة|أرشيف|ارشيف|تصوير|عدسة|كاريكاتير|إنفوجراف"
    r"|\((?:من )?(?:ال)?(?:يسار|يمين|وسط)(?: .{0,20})?\)"
    r"|\([^()]{2,30}\)\s*$"
)


def _start(lines: Sequence[str]) -> int:
    """Where the body begins: at the dateline if a line near the top has one, else at the first told line."""
    told = [at for at, line in enumerate(lines) if _opens(line)]
    if not told:
        return next((at for at, line in enumerate(lines) if len(line.split()) >= _PROSE), len(lines))
    for at in told[:5]:
        if dateline.read(lines[at]).text:
            return at
    keys = [fold.key(line) for line in lines]
    for at in told:
        # printed twice, or worded as one: a caption
        if keys.count(keys[at]) == 1 and not (at == told[0] and _captioned(lines[at]) and len(told) > 1):
            return at
    return told[0]


def _captioned(line: str) -> bool:
    return _CAPTION.search(line) is not None and len(line.split()) <= 45


def _heads(page: _Page, lines: Sequence[str]) -> _Page:
    """What stands between headline and body: caption, standfirst, byline, date."""
    keys = [fold.key(line) for line in lines]
    for at, line in enumerate(lines):
        words = len(line.split())
        if _is_date(line):
            page = replace(page, dated=page.dated or line)
        elif keys.count(keys[at]) > 1 or _captioned(line):
            page = replace(page, caption=page.caption or line)
        elif words <= 8 and byline.looks(line):
            page = replace(page, byline=page.byline or line)
        elif words >= _PROSE:
            page = replace(page, summary=page.summary or line)
    return page


def _is_date(line: str) -> bool:
    """Whether a line says little but when: "الجمعة 1 نوفمبر 2024 - 12:30"  "نشر في: 2024-11-01"."""
    if len(line.split()) > 14 or not any(sign.isdigit() for sign in line):
        return False
    found = dates.find(line)
    return found is not None and found.year is not None and len(line) - (found.end - found.start) <= 40


def _body(lines: Sequence[str]) -> list[str]:
    """The lines of the text: what follows its last sentence is the page's, but for an end mark."""
    last = max((at for at, line in enumerate(lines) if _told(line)), default=len(lines) - 1)
    end = last + 1
    while end < len(lines) and (endmark.alone(lines[end]) or attribution.credit(lines[end]) is not None):
        end += 1
    return list(lines[:end])
