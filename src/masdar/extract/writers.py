"""Who wrote it, as the page states it for machines and prints it for readers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from masdar import model
from masdar.arabic import clean, fold
from masdar.extract import byline
from masdar.extract.hints import Hint
from masdar.extract.page import Page
from masdar.markup import head

_METAS = (
    "author",
    "article:author",
    "dc.creator",
    "parsely-author",
    "sailthru.author",
    "byl",
    "dcterms.creator",
)
_ORGANISATIONS = frozenset(("Organization", "NewsMediaOrganization", "Corporation", "WebSite"))


@dataclass(frozen=True, slots=True)
class Writers:
    """The persons, and the agencies and places that stand with them."""

    persons: tuple[str, ...] = ()
    agencies: tuple[model.Agency, ...] = ()
    # the printed line, for the dateline's grammar
    line: str = ""
    # lines of the page that are nothing but a byline
    lines: frozenset[int] = frozenset()


def read(
    page: Page, said: head.Head, *, title: int, body: range, outlets: Sequence[str], rule: str = ""
) -> Writers:
    """The persons named: what is stated for machines where it names persons, else what is printed."""
    houses = {fold.key(each) for each in outlets if each}
    agencies: list[model.Agency] = []
    printed: list[str] = []
    line = ""
    lines: set[int] = set()
    for index, text in _printed(page, title, body, rule):
        found = byline.read(text)
        agencies += found.agencies
        if index >= 0:
            lines.add(index)
        line = line or text
        printed += found.persons
    stated: list[str] = []
    for name in _stated(said):
        found = byline.read(name)
        agencies += found.agencies
        stated += found.persons
    persons = _once(stated, houses) or _once(printed, houses)
    return Writers(persons, _agencies(agencies), line, frozenset(lines))


def with_line(by: Writers, line: str) -> Writers:
    """The writers with what a byline within the text adds; names stated already stay as they are."""
    found = byline.read(line)
    return Writers(
        by.persons or found.persons, _agencies([*by.agencies, *found.agencies]), by.line or line, by.lines
    )


def _stated(said: head.Head) -> Iterator[str]:
    names = [*_names(said, said.article.get("author"), 0)]
    if not names:
        names = [*_names(said, said.article.get("creator"), 0)]
    if not names:
        for meta in _METAS:
            names = [each for each in said.meta.get(meta, ()) if "://" not in each]
            if names:
                break
    yield from names


def _names(said: head.Head, value: Any, depth: int) -> Iterator[str]:
    if depth > 3:
        return
    if isinstance(value, str):
        yield head.plain(value)
    elif isinstance(value, list):
        for each in value[:20]:
            yield from _names(said, each, depth + 1)
    elif isinstance(value, Mapping):
        value = said.resolve(value)
        if _ORGANISATIONS.isdisjoint(head.kinds(value)):
            yield from _names(said, value.get("name"), depth + 1)


def _printed(page: Page, title: int, body: range, rule: str) -> Iterator[tuple[int, str]]:
    if rule:
        yield -1, clean.label(rule)
        return
    first = max(0, title - 2)
    for index in range(first, min(body.start + 2, len(page.lines))):
        line = page.lines[index]
        text = line.text
        if index == title or not 3 <= len(text) <= 120:
            continue
        box = page.boxes[line.box]
        hinted = _hinted(page, line.box)
        if index >= body.start and len(text) > 60:
            continue
        if (hinted and index < body.start and not box.hint & Hint.DATE) or byline.looks(text):
            yield index, clean.label(text)


def _hinted(page: Page, box: int) -> bool:
    for _ in range(3):
        if box < 0:
            return False
        if page.boxes[box].hint & Hint.BYLINE:
            return True
        box = page.boxes[box].parent
    return False


def _once(names: Sequence[str], houses: set[str]) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for name in names:
        key = fold.key(name)
        if key and key not in houses and len(name) <= 60:
            found.setdefault(key, name)
    return tuple(found.values())


def _agencies(found: Sequence[model.Agency]) -> tuple[model.Agency, ...]:
    return tuple({each.code or each.said: each for each in found}.values())
