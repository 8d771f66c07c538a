"""Headline, caption and body among the lines of a page's plain text.

Told prose stands together, menus and teasers stand apart: the body is the longest run of told lines, and
the headline is the line above it that speaks of the same things.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from masdar import model
from masdar.arabic import clean, dates, fold
from masdar.extract import attribution, byline, dateline, endmark, furniture, labels, mail


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    title: str = ""
    caption: str | None = None
    # of the picture
    credit: str | None = None
    summary: str | None = None
    byline: str = ""
    # the line that says when
    dated: str = ""
    body: tuple[str, ...] = ()


# words of told prose, and of a headline
_PROSE, _TITLE_WORDS = 9, range(3, 40)
# so many short lines may stand within a text: subheads, a list, a box of another article
_GAP = 8
# lines above a text among which its headline stands
_ABOVE = 40
_SENTENCE_END = re.compile(r"[.!?؟…:؛][\"'»”)\]]*$")


def read(lines: Sequence[str], lead: model.Lead | None = None) -> Flow:
    """The parts of a page; an empty body where no line tells anything."""
    kept = _before_related([line for line in lines if not mail.alone(line)])
    first, end = _longest_run(kept)
    title_at = _title(kept, first, kept[first:end], lead)
    title = kept[title_at] if title_at is not None else clean.label((lead and lead.title) or "")
    since = title_at + 1 if title_at is not None and title_at < first else max(0, first - _GAP)
    rest = [
        line
        for line in kept[since:end]
        if not furniture.noise(line) and not furniture.disclaimer(line) and fold.key(line) != fold.key(title)
    ]
    start = _start(rest)
    flow = _heads(Flow(title=title), rest[:start])
    body = [line for line in rest[start:] if not flow.caption or fold.key(line) != fold.key(flow.caption)]
    return replace(flow, body=tuple(body))


def told(line: str) -> bool:
    """Whether a line is told prose: long enough, and a sentence or more."""
    words = len(line.split())
    return words >= _PROSE and (_SENTENCE_END.search(line) is not None or words >= 3 * _PROSE)


def _before_related(lines: list[str]) -> list[str]:
    """The lines up to the first heading of other articles that stands behind told text."""
    before = 0
    for at, line in enumerate(lines):
        if before >= 2 and furniture.related(line):
            # a box in the middle: the text goes on behind it
            if sum(map(told, lines[at + 1 :])) > before:
                continue
            return lines[:at]
        before += told(line)
    return lines


# --- the body ------------------------------------------------------------------------------------


def _longest_run(lines: Sequence[str]) -> tuple[int, int]:
    """Where the longest run of told lines begins and ends, marks and credits of its end with it."""
    at_told = [at for at, line in enumerate(lines) if _opens(line)]
    if not at_told:
        long = [at for at, line in enumerate(lines) if len(line.split()) >= _PROSE]
        return (long[0], len(lines)) if long else (len(lines), len(lines))
    runs: list[list[int]] = [[at_told[0]]]
    for at in at_told[1:]:
        if at - runs[-1][-1] - 1 <= _GAP:
            runs[-1].append(at)
        else:
            runs.append([at])
    best = max(runs, key=lambda run: sum(len(lines[at].split()) for at in run))
    end = best[-1] + 1
    while end < len(lines) and (endmark.alone(lines[end]) or attribution.credit(lines[end]) is not None):
        end += 1
    return best[0], end


def _opens(line: str) -> bool:
    """Whether a line can open a text: it has a dateline, or is told at length."""
    return len(line.split()) >= _PROSE and (told(line) or bool(dateline.read(line).text))


# "(أ ف ب)"  "(من اليسار)"  "صورة أرشيفية"  "تصوير: فلان"
_CAPTION = re.compile(
    "صورة|الصورة|أرشيف|ارشيف|تصوير|عدسة|كاريكاتير|إنفوجراف"
    r"|\((?:من )?(?:ال)?(?:يسار|يمين|وسط)(?: .{0,20})?\)"
    r"|\([^()]{2,30}\)\s*$"
)
_CAPTION_WORDS, _CREDIT_WORDS = 45, 5


def _start(lines: Sequence[str]) -> int:
    """Where the body begins: at the dateline if a line near the top has one, else at the first told line."""
    at_told = [at for at, line in enumerate(lines) if _opens(line)]
    if not at_told:
        return next((at for at, line in enumerate(lines) if len(line.split()) >= _PROSE), len(lines))
    for at in at_told[:4]:
        if dateline.read(lines[at]).agencies and dateline.read(lines[at]).text:
            return at
    keys = [fold.key(line) for line in lines]
    printed = Counter(keys)
    for at in at_told:
        # printed twice, or worded as one: a caption
        if printed[keys[at]] == 1 and not (at == at_told[0] and _captioned(lines[at]) and at_told[1:]):
            return at
    return at_told[0]


def _captioned(line: str) -> bool:
    return _CAPTION.search(line) is not None and len(line.split()) <= _CAPTION_WORDS


# --- what stands above ---------------------------------------------------------------------------


def _title(lines: Sequence[str], first: int, body: Sequence[str], lead: model.Lead | None) -> int | None:
    """Where the headline stands: the lead's own, else the line above that shares most words with the body.

    Where none shares any, the first line of headline's length.
    """
    if lead is not None and lead.title:
        wanted = fold.words(lead.title)
        for at, line in enumerate(lines):
            if fold.words(line) == wanted:
                return at
    said = {_stem(word) for line in body for word in fold.words(line)}
    best: tuple[float, int] | None = None
    for at in range(max(0, first - _ABOVE), first):
        line = lines[at]
        words = [_stem(word) for word in fold.words(line) if len(word) > 2]
        if not _may_be_title(line) or not words:
            continue
        if at + 1 < len(lines) and fold.key(lines[at + 1]) == fold.key(line):
            # a caption that is printed twice
            continue
        share = sum(word in said for word in words) / (len(words) + 1)
        # of lines that share alike, the longer one; then the first
        score = round(share, 2) + min(len(words), 8) / 1000
        if best is None or score > best[0]:
            best = (score, at)
    return best[1] if best is not None else None


def _may_be_title(line: str) -> bool:
    if furniture.noise(line) or labels.split(line) or _is_date(line) or line[-1] in ".،:؛":
        return False
    return len(line.split()) in _TITLE_WORDS


def _stem(word: str) -> str:
    """A folded word without article and joined particles, cut to its first letters."""
    for joined in ("وال", "بال", "لل", "ال", "و", "ب", "ل"):
        if word.startswith(joined) and len(word) - len(joined) >= 3:
            word = word[len(joined) :]
            break
    return word[:5]


def _heads(flow: Flow, lines: Sequence[str]) -> Flow:
    """What stands between headline and body: caption, standfirst, byline, date."""
    keys = [fold.key(line) for line in lines]
    printed = Counter(keys)
    for at, line in enumerate(lines):
        words = len(line.split())
        if _is_date(line):
            flow = replace(flow, dated=flow.dated or line)
        elif words <= _CREDIT_WORDS and line.startswith("(") and attribution.credit(line) is not None:
            flow = replace(flow, credit=flow.credit or line.strip("() "))
        elif printed[keys[at]] > 1 or _captioned(line):
            flow = replace(flow, caption=flow.caption or line)
        elif words <= 8 and byline.looks(line):
            flow = replace(flow, byline=flow.byline or line)
        elif words >= _PROSE:
            flow = replace(flow, summary=flow.summary or line)
    return flow


def _is_date(line: str) -> bool:
    """Whether a line says little but when: "الجمعة 1 نوفمبر 2024 - 12:30"  "نشر في: 2024-11-01"."""
    if len(line.split()) > 14 or not any(sign.isdigit() for sign in line):
        return False
    found = dates.find(line)
    return found is not None and found.year is not None and len(line) - (found.end - found.start) <= 40
