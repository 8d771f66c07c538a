"""A section page as a feed: its links to articles, told by their structure.

Where a site has no feed, its pages still list what is new. Links to articles have addresses of one shape
(a number, a date, a long slug) and carry headlines, where menus carry a word or two; so the shapes are
learned from each page anew, and no site needs a rule.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from statistics import median
from urllib.parse import parse_qsl, unquote, urlsplit

from masdar import address
from masdar.arabic import decode
from masdar.errors import NotAFeed
from masdar.formats.feed import Entry, Feed, Text, absolute
from masdar.markup import head as heads
from masdar.markup import tree

# links of one page that are taken, the first ones
ENTRIES = 200
# links looked at
LINKS = 5_000
# words of a headline at least; menus and tags have fewer
_WORDS = 4
# links with a headline that a shape needs
_ENOUGH = 4
# part of a shape's links that must carry one
_PART = 0.4

_DATE = re.compile(r"(?:19|20)\d\d[-/]?(?:0?[1-9]|1[0-2])(?:[-/]?(?:0?[1-9]|[12]\d|3[01]))?")
_NUMBER = re.compile(r"\d{3,}")
_FILE = re.compile(r"\.(?:html?|aspx?|php|jsp|shtml|amp)$", re.IGNORECASE)
_NO_PAGE = re.compile(r"\.(?:jpe?g|png|gif|webp|svg|pdf|mp[34]|zip|apk|css|js|xml|rss|json)$", re.IGNORECASE)
# pages that list, and doors: their names in addresses are nearly the same everywhere
_LISTS = frozenset(
    {
        *("tag", "tags", "category", "categories", "author", "authors", "topic", "topics", "search", "page"),
        *(
            "login",
            "register",
            "privacy",
            "contact",
            "about",
            "archive",
            "rss",
            "feed",
            "newsletter",
            "terms",
        ),
    }
)
_BREAK = re.compile(r"[-_+\s]+")

Shape = tuple[str, ...]


@dataclass(slots=True)
class _Link:
    url: str
    shape: Shape
    # whether the address itself tells an article: a number, a date or a slug
    telling: bool
    title: str = ""


def read(data: bytes, *, url: str, headers: Mapping[str, str] | None = None) -> Feed:
    """The articles that a page leads to, in its order. Raises NotAFeed where it leads to none."""
    root = tree.parse(decode.text(data, headers=headers or {}))
    page = heads.read(root)
    links = list(_links(root, url, page.base))
    shapes = _learned(links)
    found = [each for each in links if each.shape in shapes and _words(each.title) >= _WORDS - 1]
    if not found:
        raise NotAFeed(f"{url}: the page leads to no articles of its site that can be told from its menus")
    return Feed(
        format="section",
        title=Text(value=page.first("og:title") or page.title) if page.title else None,
        link=url,
        language=page.lang or None,
        entries=tuple(
            Entry(id=each.url, link=each.url, title=Text(value=each.title)) for each in found[:ENTRIES]
        ),
    )


def _links(root: tree.Node, url: str, base: str) -> Iterator[_Link]:
    """The links to other pages of the site, each address once, with the longest words it carries."""
    found: dict[str, _Link] = {}
    own = address.canonical(url)
    site = _site(url)
    around = absolute(base, (url,)) or url
    for number, element in enumerate(tree.elements(root, "a")):
        if number >= LINKS:
            break
        href = absolute(tree.attr(element, "href"), (around,))
        if href is None or _site(href) != site:
            continue
        href = href.partition("#")[0]
        key = address.canonical(href)
        if key == own:
            continue
        link = found.get(key)
        if link is None:
            shape, telling = _shape(href)
            if not shape:
                continue
            link = found[key] = _Link(url=href, shape=shape, telling=telling)
        title = _title(element)
        if _words(title) > _words(link.title):
            link.title = title
    yield from found.values()


def _learned(links: list[_Link]) -> frozenset[Shape]:
    """The shapes of the addresses that carry headlines."""
    groups: dict[Shape, list[_Link]] = {}
    for each in links:
        groups.setdefault(each.shape, []).append(each)
    fit: dict[Shape, int] = {}
    for shape, group in groups.items():
        titled = [_words(each.title) for each in group if _words(each.title) >= _WORDS]
        if len(titled) >= _ENOUGH and len(titled) >= _PART * len(group) and median(titled) >= _WORDS:
            fit[shape] = len(titled)
    telling = {shape for shape in fit if groups[shape][0].telling}
    if telling:
        return frozenset(telling)
    best = max(fit, key=fit.__getitem__, default=None)
    return frozenset() if best is None else frozenset({best})


def _shape(url: str) -> tuple[Shape, bool]:
    """How an address is built, without what differs from article to article; empty for what is no page."""
    parts = urlsplit(url)
    path = unquote(parts.path).strip("/")
    pieces = [each for each in path.split("/") if each]
    if _NO_PAGE.search(path) or not _LISTS.isdisjoint(each.lower() for each in pieces):
        return (), False
    dated = _DATE.search(path) is not None
    file = _FILE.search(path)
    last = _kind(_FILE.sub("", pieces[-1])) if pieces else "none"
    numbered = any(_kind(each) in ("number", "mixed") for each in pieces)
    keys = tuple(sorted(key for key, value in parse_qsl(parts.query) if _NUMBER.search(value)))
    if not pieces and not keys:
        return (), False
    shape: Shape = (parts.hostname or "", last, "dated" if dated else "", "numbered" if numbered else "")
    shape += (file[0].lower() if file else "", *keys)
    return shape, dated or numbered or last == "slug" or bool(keys)


def _kind(piece: str) -> str:
    if piece.isdigit():
        return "number" if len(piece) >= 3 else "digit"
    if len(_BREAK.split(piece)) >= 4 or (len(piece) > 30 and not piece.isascii()):
        return "slug"
    return "mixed" if _NUMBER.search(piece) else "word"


def _title(element: tree.Element) -> str:
    """A link's headline: that of a heading within it, its own words, or those of its picture."""
    heading = next((tree.text(each) for each in tree.elements(element, "h1", "h2", "h3", "h4", "h5")), "")
    said = heading or tree.text(element) or tree.attr(element, "title")
    picture = next((tree.attr(each, "alt") for each in tree.elements(element, "img")), "")
    return " ".join((said or picture).split())[:300]


def _words(title: str) -> int:
    return len(title.split())


def _site(url: str) -> str:
    """The host without what differs between the editions of one site."""
    host = address.host(url)
    return re.sub(r"^(?:www|m|amp|mobile)\.", "", host)
