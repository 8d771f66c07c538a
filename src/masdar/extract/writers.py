"""Who wrote it, as the page states it for machines and prints it for readers."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from masdar import model
from masdar.arabic import clean, dates, fold
from masdar.extract import byline, names
from masdar.extract.hints import Hint
from masdar.extract.page import HEADINGS, Line, Page
from masdar.markup import head, tree

_METAS = (
    "author", "article:author", "dc.creator", "parsely-author", "sailthru.author", "byl", "dcterms.creator",
    "articleauthor", "article_author", "article.author", "og:author", "og:article:author",
    "cxenseparse:author",
)  # fmt: skip
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
    # the one whom the page names far from its headline: asked where the text names nobody either
    apart: tuple[str, ...] = ()


def read(
    page: Page, said: head.Head, *, title: int, body: range, outlets: Sequence[str], rule: str = ""
) -> Writers:
    """The persons named: what is stated for machines where it names persons, else what is printed."""
    houses = {fold.key(each) for each in outlets if each}
    agencies: list[model.Agency] = []
    stated: list[str] = []
    for place in _stated(said):
        for given, trusted in place:
            for name in _each(given):
                found = byline.read(_bare(name))
                agencies += found.agencies
                if trusted or _credible(name):
                    unread = (trusted or _HAN.fullmatch(name)) and found == byline.Byline()
                    stated += found.persons or (_foreign(name) if unread else ())
        if stated:
            # what is stated in another place repeats it
            break
    line = ""
    sure: list[str] = []
    bare: list[str] = []
    lines: set[int] = set()
    for index, text, certain in _printed(page, title, body, rule):
        if lines and _teased(page, range(max(lines) + 1, index)):
            # the writers of other articles
            break
        text = _bare(text)
        found = byline.read(text)
        if certain and found == byline.Byline():
            found = byline.Byline(persons=_foreign(text))
        agencies += found.agencies
        line = line or text
        if not found.persons or not (_CUE.match(text) or _credible(text)) or _is_told(found.persons):
            continue
        lines.add(index)
        (sure if certain else bare).extend(found.persons)
    if len(stated) > _MANY and sure and set(sure) < set(stated):
        # what is marked in cards of other articles was gathered with it
        stated = sure
    persons = _once(stated, houses) or _once(sure, houses) or _once(_in_parts(said), houses)
    persons = persons or _once(bare[:1], houses)
    apart = () if persons else _once(_carded(said) or _apart(page, body), houses)
    credited = [each for each in agencies if not _is_house(each.said, houses)]
    return Writers(persons, _agencies(credited), line, frozenset(lines), apart)


def _is_told(persons: Sequence[str]) -> bool:
    """Whether what follows a cue is a sentence: "كتبت الروائية الشهيرة فلانة مقالا"."""
    first = persons[0]
    return len(first.split()) > 3 and first.startswith("ال") and not names.person(first)


def _is_house(name: str, houses: set[str]) -> bool:
    """Whether an agency is the page's own outlet: its own text is no credit."""
    key = fold.key(name)
    return any(key == each or f" {key} " in f" {each} " for each in houses)


def with_line(by: Writers, line: str) -> Writers:
    """The writers with what a byline within the text adds; names stated already stay as they are."""
    found = byline.read(line)
    return Writers(
        by.persons or found.persons,
        _agencies([*by.agencies, *found.agencies]),
        by.line or line,
        by.lines,
        by.apart,
    )


def _stated(said: head.Head) -> Iterator[list[tuple[str, bool]]]:
    """The names stated for machines, place by place, and whether the page says that they are persons."""
    article = said.article
    given = [*_names(said, article.get("author") or article.get("creator"), 0)]
    yield given
    if not given:
        yield [(name, False) for name in said.micro.get("author", ()) if not name.startswith("(")]
    for meta in _METAS:
        values = (each for each in said.meta.get(meta, ()) if "://" not in each and not _MAKER.search(each))
        yield [(each, False) for each in values]


def _carded(said: head.Head) -> tuple[str, ...]:
    """The writer in the card that a page has for other sites to show, where its label says that it is he."""
    if " ".join(said.meta.get("twitter:label1", ())).strip().casefold() not in _WRITTEN:
        return ()
    name = " ".join(said.meta.get("twitter:data1", ()))
    return byline.read(name).persons if byline.looks(name) else _foreign(name)


# the label of a card of the net, as systems that many sites are made with print it in their languages
_WRITTEN = frozenset(
    (
        *(
            "written by",
            "author",
            "كُتب بواسطة",
            "كتب بواسطة",
            "بقلم",
            "الكاتب",
            "écrit par",
            "auteur",
            "verfasst von",
        ),
        *("geschrieben von", "autor", "escrito por", "scritto da", "geschreven door", "yazan", "skrevet av"),
        *("skriven av", "kirjoittaja", "автор", "написано автором", "napisane przez", "作者", "投稿者"),
    )
)
# "Developed by Sam Example": who made the site
_MAKER = re.compile(r"\b(?:developed|powered|designed|built|created) by\b", re.IGNORECASE)
# writers of one article; more are seldom
_MANY = 4
# signs of a headline
_HEADLINE = 30

# "von Anna Beispiel"  "By Sam Example": a word before the name, which a sentence would print so
_BEFORE = re.compile(
    r"(?i:by|von|par|por|di|af|av|text)\s*:?\s+(?=\w+[\s.]+\w)|(?:[Bb]y|[Vv]on|[Pp]ar|[Pp]or)\s+(?=[A-Z]\w+$)"
)
# "A und B, dpa"  "A og B": names in Latin letters stand side by side
_AND = re.compile(r"\s+(?:und|og|och|et|and|ve|en|ja|&)\s+|\s*[,;]\s+")
# names in letters without a space between given name and surname; names with an initial or an apostrophe
_ONE_WORD = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]{2,8}")
# four signs at most, none of which stands in the name of a house or of a desk: "news", "society", "net" ...
_HAN = re.compile(
    "(?!.*[\u65b0\u805e\u95fb\u793e\u7f51\u7db2\u5831\u62a5\u5c40\u90e8\u7de8\u7f16])[\u3400-\u9fff]{2,4}"
)
_LATIN = re.compile(r"(?:[^\W\d_][\w'\u2019.-]*\s+){1,4}[^\W\d_][\w'\u2019-]+")


# "Written By"  "Last Updated": what stands before a name or a day
_LABELS = frozenset(("written", "updated", "published", "posted", "reviewed", "edited", "by", "last"))
# "Full Bio"  "View Profile"  "Read More": links beside a writer's name
_BESIDE = frozenset(
    (
        "full",
        "bio",
        "view",
        "profile",
        "read",
        "more",
        "about",
        "see",
        "all",
        "posts",
        "articles",
        "follow",
        "author",
    )
)


def _each(given: str) -> list[str]:
    """The names of a list of names in Latin letters; anything else as it is."""
    return [given] if _ARABIC.search(given) else [each for each in _AND.split(given) if each]


def _bare(name: str) -> str:
    return _BEFORE.sub("", name.strip(), count=1) if _BEFORE.match(name.strip()) else name


def _foreign(name: str) -> tuple[str, ...]:
    """The name of what the page says to be a person, in letters or forms that no table knows."""
    name = name.strip()
    if _ONE_WORD.fullmatch(name):
        return (name,)
    fit = (
        _LATIN.fullmatch(name)
        and (_LABELS | _BESIDE).isdisjoint(name.lower().split())
        and not names.desk(name)
        and all(each[0].isupper() for each in name.split())
    )
    return (name,) if fit and not _ARABIC.search(name) else ()


def _credible(name: str) -> bool:
    """Whether words can be a name: those in Arabic letters must look like one, as menus stand there too."""
    return not _ARABIC.search(name) or byline.looks(name)


def _names(said: head.Head, value: Any, depth: int) -> Iterator[tuple[str, bool]]:
    if depth > 3:
        return
    if isinstance(value, str):
        yield head.plain(value), False
    elif isinstance(value, list):
        for each in value[:20]:
            yield from _names(said, each, depth + 1)
    elif isinstance(value, Mapping):
        value = said.resolve(value)
        kinds = head.kinds(value)
        if _ORGANISATIONS.isdisjoint(kinds):
            for name, _ in _names(said, value.get("name"), depth + 1):
                yield name, "Person" in kinds and len(name.split()) <= 4


def _in_parts(said: head.Head) -> list[str]:
    """The names that are stated as given name and surname."""
    value = said.article.get("author")
    found = [said.resolve(each) for each in (value if isinstance(value, list) else [value])[:20]]
    parts = [
        (head.words(each.get("givenName")), head.words(each.get("familyName")))
        for each in found
        if isinstance(each, Mapping) and not each.get("name")
    ]
    return [" ".join(each) for each in parts if all(each)]


def _printed(page: Page, title: int, body: range, rule: str) -> Iterator[tuple[int, str, bool]]:
    """Lines that name a writer: their number, their words, and whether class or wording makes it certain."""
    if rule:
        yield -1, clean.label(rule), True
        return
    for index in range(max(0, title - 8), min(body.start + 2, len(page.lines))):
        line = page.lines[index]
        text = clean.label(line.text)
        if index == title or not 3 <= len(text) <= 160 or (index >= body.start and len(text) > 60):
            continue
        if _captioned(page, line.box):
            continue
        if _LABEL.fullmatch(text):
            after = _labelled(page, index + 1, body)
            if after:
                yield index + 1, after, True
            continue
        linked = _of_authors(page, line) if index > title else ()
        if linked:
            for name in linked:
                yield index, name, True
            continue
        box = _hinted(page, line.box)
        if box >= 0 and index < body.start:
            apart = _linked(page.boxes[box].element) if line.links else _parted(page.boxes[box].element)
            for name in apart or _pieces(text):
                yield index, name, True
        elif _CUE.match(text):
            for piece in _pieces(text):
                yield index, piece, True
        elif index > title and len(text) <= 90 and not _heads(page, line.box):
            for piece in _pieces(text):
                if byline.looks(piece):
                    yield index, piece, bool(_CUE.match(piece))


# "كتب: فلان"  "بقلم فلان"  "حوار: فلان"  "By X"
_CUE = re.compile(
    r"(?:و\s?)?(?:كتبت?|كتبه|كتبها|بقلم|إعداد|اعداد|تقرير|تحقيق|حوار|حاوره|حاورته|ترجمة|by|von|par|por)"
    r"\s*[:\-/ ]\s*\S",
    re.IGNORECASE,
)
_ARABIC = re.compile("[\u0621-\u064a]")
_BETWEEN = re.compile(r"\s*[•|·]\s*|\s+[\u2013\u2014-]\s+")


def _pieces(text: str) -> Iterator[str]:
    """The parts of a line between bullets, without what tells the time."""
    for piece in _BETWEEN.split(text):
        if any(sign.isdigit() for sign in piece):
            found = dates.find(piece)
            piece = f"{piece[: found.start]} {piece[found.end :]}" if found else ""
        piece = piece.removeprefix("و ").strip(" ،,:-|/")
        if len(piece) >= 3:
            yield piece


def _linked(element: tree.Element) -> tuple[str, ...]:
    """The names that stand in links of their own within a byline."""
    found = (tree.text(each) for each in tree.elements(element, "a"))
    return tuple(dict.fromkeys(clean.label(each) for each in found if 1 < len(each.split()) <= 5))


# "/author/sam-example"  "/autoren/name/max-beispiel"
_AUTHORS = re.compile(
    r"/(?:authors?|autor(?:en|es)?|auteurs?|writers?|reporters?|journalists?|columnists?|contributors?)/[^/]",
    re.IGNORECASE,
)
# "Written by" with the name below
_LABEL = re.compile(
    r"(?:(?:written|words|story|text|posted|published)\s+)?by\s*:?|authors?\s*:?|بقلم\s*:?|الكاتبة?\s*:?|كتبت?\s*:|المحررة?\s*:",
    re.IGNORECASE,
)


def _labelled(page: Page, at: int, body: range) -> str:
    """The name in a line whose label stands in the line before."""
    if at >= min(body.start + 2, len(page.lines)):
        return ""
    text = clean.label(page.lines[at].text)
    return text if _foreign(text) or (_ARABIC.search(text) and byline.looks(text)) else ""


def _of_authors(page: Page, line: Line) -> tuple[str, ...]:
    """The names in a line whose links lead to the pages of authors."""
    if not any(_AUTHORS.search(href) for href in line.links):
        return ()
    found = [
        clean.label(tree.text(each))
        for each in tree.elements(page.boxes[line.box].element, "a")
        if _AUTHORS.search(tree.attr(each, "href"))
    ]
    return tuple(dict.fromkeys(each for each in found if 1 < len(each.split()) <= 5))


def _apart(page: Page, body: range) -> tuple[str, ...]:
    """The one writer that a page names far from its headline: beside the text, or below it.

    A link to his page names him, or a box whose class does; where several stand, they are of other articles.
    """
    found: dict[str, str] = {}
    for index, line in enumerate(page.lines):
        if index in body or len(line.text) > 90 or _captioned(page, line.box):
            continue
        names = _of_authors(page, line)
        # the link may be around the box
        around = line.linked >= len(line.text) and any(map(_AUTHORS.search, line.links))
        if not names and (around or page.boxes[line.box].hint & Hint.BYLINE):
            names = (clean.label(line.text),)
        for name in names:
            name = _VIEW.sub("", name)
            fit = byline.read(name).persons if byline.looks(name) else _foreign(_bare(name))
            if len(fit) == 1:
                found.setdefault(fold.key(fit[0]), fit[0])
    return tuple(found.values()) if len(found) == 1 else ()


# "View all posts by Sam Example"
_VIEW = re.compile(
    r"^(?:view|see|read)?\s*(?:all|more)?\s*(?:posts|articles|stories)\s+(?:by|from)\s+", re.IGNORECASE
)


def _parted(element: tree.Element) -> tuple[str, ...]:
    """The names that stand in elements of their own within a byline that as a whole is no name."""
    leaves = [each for each in tree.elements(element) if next(tree.elements(each), None) is None]
    texts = [clean.label(tree.text(each)) for each in leaves]
    found = [each for each in texts if byline.looks(each) and byline.read(each).persons]
    alone = len(found) == 1 and byline.read(tree.text(element)).persons
    return () if alone else tuple(dict.fromkeys(found))


def _teased(page: Page, between: range) -> bool:
    """Whether the headline of another article stands there: a long line that is nothing but a link."""
    return any(
        len(page.lines[at].text) >= _HEADLINE and page.lines[at].linked > 0.8 * len(page.lines[at].text)
        for at in between
    )


def _hinted(page: Page, box: int) -> int:
    """The small box around a line whose class says that it names the writer; -1 if there is none."""
    found = -1
    for _ in range(4):
        if box < 0 or page.end[box] - page.start[box] > 6:
            break
        hint = page.boxes[box].hint
        if hint & Hint.DATE and not hint & Hint.BYLINE:
            break
        if hint & Hint.BYLINE:
            found = box
        box = page.boxes[box].parent
    return found


def _captioned(page: Page, box: int) -> bool:
    for _ in range(3):
        if box < 0:
            return False
        each = page.boxes[box]
        if each.tag == "figure" or each.tag == "figcaption" or each.hint & (Hint.CAPTION | Hint.CREDIT):
            return True
        box = each.parent
    return False


def _heads(page: Page, box: int) -> bool:
    """Whether a line is a heading: below the title it names no writer."""
    return page.boxes[box].tag in HEADINGS or page.boxes[max(page.boxes[box].parent, 0)].tag in HEADINGS


def _once(names: Sequence[str], houses: set[str]) -> tuple[str, ...]:
    found: dict[str, str] = {}
    # "Sam Example, DER SENDER": in capitals stands the house
    loud = any(map(str.isupper, names)) and not all(map(str.isupper, names))
    for name in names:
        if loud and name.isupper() and " " in name:
            continue
        key = fold.key(name)
        if key and (_LABELS | _BESIDE).issuperset(key.split()):
            continue
        if key and key not in houses and len(name) <= 60 and len(key.split()) <= 5 and ".." not in name:
            found.setdefault(key, name)
    return tuple(found.values())


def _agencies(found: Sequence[model.Agency]) -> tuple[model.Agency, ...]:
    return tuple({each.code or each.said: each for each in found}.values())
