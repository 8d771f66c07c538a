"""The title of an article, without the name of the outlet that sites hang onto it.

>>> bare("وزير الري يشهد التوقيع - صحيفة المدار", ("صحيفة المدار",))
'وزير الري يشهد التوقيع'
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from masdar.arabic import clean, fold
from masdar.extract.hints import Hint
from masdar.extract.page import HEADINGS, Page
from masdar.markup import head

# "عنوان - الصحيفة"  "عنوان | الصحيفة"  "عنوان :: الصحيفة"  "عنوان « الصحيفة"
_SEPARATOR = re.compile(r"\s+(?:[|\u2013\u2014\u00b7\u2022•»«›~]|-+|::|//|/)\s+|\s*\|\s*|\s*::\s*")


@dataclass(frozen=True, slots=True)
class Title:
    text: str = ""
    # the line of the page where it is printed, -1 if it is not
    line: int = -1
    kicker: str | None = None


def read(page: Page, said: head.Head, outlets: Sequence[str], *, rule: str = "") -> Title:
    """The title, as the page prints it where its statements for machines agree.

    `rule` is what the source's own rules found; it wins. `outlets` are names to take off the end.
    """
    stated = _stated(said, outlets)
    folded = {fold.key(each): each for each in stated}
    best, best_score = -1, 0.0
    for index, tag, titled in _headings(page):
        line = page.lines[index]
        if not 3 <= len(line.text) <= 400:
            continue
        score = 2.0 if tag == "h1" else 0.5 if tag == "h2" else 0.0
        score += 1.0 if titled else 0.0
        key = fold.key(line.text)
        if key in folded:
            score += 4.0
        elif any(key in each or each in key for each in folded) and len(key) > 12:
            score += 2.0
        elif folded and tag != "h1":
            continue
        if len(key) < 12:
            score -= 1.5
        if line.linked > 0.8 * len(line.text) and key not in folded:
            score -= 2.0
        if score > best_score:
            best, best_score = index, score
    if rule:
        return Title(clean.label(rule), best)
    # a colon behind a kicker that stands apart
    printed = _whole(page, best).lstrip(": ") if best >= 0 and best_score >= (1.0 if folded else 0.1) else ""
    text = _settle(printed, stated, said)
    return Title(clean.label(text), best if printed else -1, _kicker(page, best) if printed else None)


def bare(title: str, outlets: Collection[str]) -> str:
    """The title without the names of its outlet at the end or the beginning."""
    return _bare(title, frozenset(fold.key(each) for each in outlets if each))


def _bare(title: str, names: Collection[str]) -> str:
    while True:
        pieces = list(_SEPARATOR.finditer(title))
        if not pieces:
            return title
        tail, lead = title[pieces[-1].end() :], title[: pieces[0].start()]
        if _names(tail, names):
            title = title[: pieces[-1].start()].rstrip()
        elif _names(lead, names) and len(lead) < len(title) / 2:
            title = title[pieces[0].end() :].lstrip()
        else:
            return title


def _names(piece: str, names: Collection[str]) -> bool:
    key = fold.key(piece)
    return bool(key) and any(key == each or (len(key) > 3 and (key in each or each in key)) for each in names)


def _stated(said: head.Head, outlets: Sequence[str]) -> list[str]:
    article = said.article
    found = [
        said.first("og:title"),
        head.words(article.get("headline")),
        said.first("twitter:title"),
        next(iter(said.micro.get("headline", ())), ""),
        said.title,
        said.first("title", "dc.title", "parsely-title", "sailthru.title"),
    ]
    names = frozenset(fold.key(each) for each in outlets if each)
    result: list[str] = []
    for each in dict.fromkeys(found):
        each = _bare(clean.label(each), names) if each else ""
        if each and each not in result:
            result.append(each)
    return result


# signs of a kicker that a stated title begins with: "حوادث الطرق: ..."
_KICKER = 60


def _settle(printed: str, stated: Sequence[str], said: head.Head) -> str:
    if not stated:
        return printed
    if not printed:
        return _unhung(stated)
    key = fold.key(printed)
    first = stated[0]
    opening = fold.key(first)
    if opening != key and not opening.startswith(key) and said.first("og:title"):
        # what is said alike in two places is how the outlet calls it; a heading may lack the kicker
        if fold.key(head.words(said.article.get("headline"))) == opening:
            return first
        lead = first[: -len(printed)].rstrip()
        if opening.endswith(key) and lead.endswith((":", "/")) and len(lead) <= _KICKER:
            return first
    for each in stated:
        other = fold.key(each)
        if key == other:
            return printed
        # what is stated may carry the outlet's name behind the title, and the heading a kicker before it
        if len(key) > 14 and key in other:
            return printed
    for each in stated:
        other = fold.key(each)
        if len(other) > 14 and other in key:
            return each
    return printed


def _unhung(stated: Sequence[str]) -> str:
    """The statement that others begin with, so that an unknown outlet's name falls off."""
    first = stated[0]
    for each in stated[1:]:
        if len(each) > 14 and first.startswith(each):
            return each
    return first


def _headings(page: Page) -> Iterator[tuple[int, str | None, bool]]:
    """The first lines of headings, and the lines whose class calls them a title."""
    for index, box in enumerate(page.boxes):
        heading = box.tag if box.tag in HEADINGS else None
        titled = bool(box.hint & Hint.TITLE)
        first = page.start[index]
        if (heading or titled) and first < page.end[index] <= first + 6:
            yield first, heading, titled


def _whole(page: Page, index: int) -> str:
    """A heading broken over several lines is one title."""
    box = page.lines[index].box
    for _ in range(3):
        if page.boxes[box].tag in HEADINGS:
            break
        box = page.boxes[box].parent
        if box < 0:
            return page.lines[index].text
    start, end = page.start[box], page.end[box]
    lines = [each for each in page.lines[start:end] if not page.boxes[each.box].hint & Hint.KICKER]
    return " ".join(each.text for each in lines[:4]) or page.lines[index].text


def _kicker(page: Page, index: int) -> str | None:
    """A line above the title that its class calls a kicker."""
    for at in range(max(0, index - 3), min(len(page.lines), index + 2)):
        line = page.lines[at]
        if at != index and page.boxes[line.box].hint & Hint.KICKER and len(line.text) < 90:
            return clean.label(line.text)
    return None
