"""The public site as files: what is linked from the home page on, each page made by the same table.

Addresses become files, and links among them relative, so that the site can be read from a folder, without a
server. What only a server can do is left out: the desk, the interface, and pages of a search, which a small
script does over an index of its own (`shelf`).
"""

import html
import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from masdar import model
from masdar.press import assets, errors, machine, pages, shelf
from masdar.press.view import LANGUAGES, Page, Route, View

_PART = re.compile(r"\\\{(\w+)(:path)?\\\}")
_LINK = re.compile(r'\b(href|src|action)="(/[^"]*)"')
_AHEAD = re.compile(r'<link rel="preload"[^>]*>\n?')
_SITEMAP = re.compile(r"<loc>([^<]*)(/sitemap/[^<]*)</loc>")
_URL = re.compile(r'url\("(/[^"]+)"\)')
# what asks a server for something
_LIVE = re.compile(r"^/(?:desk|api/|alerts|hub|push|search\b|healthz|readyz|metrics|new/)")
# what stands there though no page links to it
_ALONE = ("/robots.txt", "/sitemap.xml", "/sitemap/pages.xml", "/sitemap/stories.xml", "/sitemap/names.xml")
# pages of a list beside the first: feeds have theirs on the living site
_PAGED = frozenset({"before", "status", "old", "new"})


@dataclass(frozen=True, slots=True)
class File:
    """A file of the site, and its place in the folder."""

    path: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Made:
    """What came of an address: files, the addresses that they lead to, and what is filed of an article."""

    files: tuple[File, ...]
    found: tuple[str, ...] = ()
    filed: tuple[shelf.Entry, ...] = ()


@dataclass(slots=True)
class Maker:
    """Makes the files of addresses. `view` gives a view in a language, `picture` the bytes at an address."""

    view: Callable[[str], View]
    picture: Callable[[str], bytes | None]
    own: str
    # the address of the living site, for what only a server can give
    base: str
    _routes: tuple[tuple[re.Pattern[str], Route], ...] = field(
        default_factory=lambda: tuple((_form(each.path), each) for each in (*machine.MACHINE, *pages.PAGES))
    )

    def __call__(self, address: str) -> Made:
        """The file of an address, a page in all languages; no files where nothing stands there."""
        kept: dict[str, shelf.Entry] = {}
        found: dict[str, None] = {}
        files = []
        for each in self._tongues(address):
            if (body := self._body(each, kept)) is None:
                continue
            if each == "/sitemap.xml":
                parts = _SITEMAP.finditer(body.decode())
                found |= dict.fromkeys(part[2] for part in parts if part[1] == self.base)
            if file_of(each).endswith((".css", ".html")):
                text = body.decode("utf-8")
                led = (self._plain(link) for link in links(text))
                found |= dict.fromkeys(link for link in led if link is not None)
                body = relative(text, file_of(each), self._there, self.base).encode("utf-8")
            files.append(File(file_of(each), body))
        return Made(tuple(files), tuple(found), tuple(kept.values()))

    def search(self) -> Iterator[File]:
        """The pages of the search among files."""
        for language in LANGUAGES:
            view = self.view(language)
            path = file_of(view.path("/search"))
            text = shelf.page(view).body.decode("utf-8")
            yield File(path, relative(text, path, self._there, self.base).encode("utf-8"))

    def _plain(self, link: str) -> str | None:
        """The address that a link leads to; of a page that of the site's own language."""
        known = canonical(link)
        if known is None or not file_of(known).endswith(".html"):
            return known
        return _tongue(known, self.own)[1]

    def _tongues(self, address: str) -> list[str]:
        """A page stands in every language, one beside the other: what it is made of is looked up once."""
        if not file_of(address).endswith(".html"):
            return [address]
        others = (f"/{each}{address if address != '/' else ''}" for each in LANGUAGES if each != self.own)
        return [address, *others]

    def _there(self, address: str) -> str | None:
        """The file that an address leads to; None for what stays on the living site."""
        if _search(address):
            return file_of(address.partition("?")[0])
        known = canonical(address)
        return None if known is None else file_of(known)

    def _body(self, address: str, kept: dict[str, shelf.Entry]) -> bytes | None:
        asset = assets.every().get(address)
        if asset is not None:
            return asset.body
        if address.startswith("/picture/"):
            return self.picture(address)
        language, path = _tongue(address.partition("?")[0], self.own)
        page = self._page(self.view(language), path, dict(parse_qsl(urlsplit(address).query)), kept)
        for _ in range(3):
            if page is None or page.status != 308:
                break
            language, path = _tongue(page.headers["location"], self.own)
            page = self._page(self.view(language), path, {}, kept)
        return None if page is None or page.status == 404 else page.body

    def _page(
        self, view: View, path: str, asked: Mapping[str, str], kept: dict[str, shelf.Entry]
    ) -> Page | None:
        for form, route in self._routes:
            if (found := form.fullmatch(unquote(path))) is None:
                continue
            given = found.groupdict() | {name: asked[name] for name in route.query if name in asked}
            page = route.function(view, **given)
            if page.status == 200 and route.path == "/a/{id}/{slug}" and given["id"] not in kept:
                release = view.reading.releases.get(model.ArticleId(given["id"]))
                if release is not None and (entry := shelf.entry(view, release)) is not None:
                    kept[given["id"]] = entry
            return page
        return errors.missing(view, path)


def walk(maker: Maker, made: Callable[[Iterable[str]], Iterator[Made]] | None = None) -> Iterator[File]:
    """Every file, the home page first; of each address the files are made together.

    `made` makes many at once, in their order, where `maker` alone would take long. What it raises ends the
    walk.
    """
    made = made or (lambda addresses: map(maker, addresses))
    waiting = ["/", *_ALONE, assets.path("search.js")]
    seen, filed = set(waiting), shelf.Shelf()
    while waiting:
        nearer, waiting = waiting, []
        for each in made(nearer):
            yield from each.files
            for entry in each.filed:
                filed.put(entry)
            for address in each.found:
                if address not in seen:
                    seen.add(address)
                    waiting.append(address)
    yield from (File(path, body) for path, body in filed.files())
    yield from maker.search()


def _form(path: str) -> re.Pattern[str]:
    return re.compile(
        _PART.sub(lambda part: f"(?P<{part[1]}>{'.+' if part[2] else '[^/]+'})", re.escape(path))
    )


def _tongue(path: str, own: str) -> tuple[str, str]:
    first, _, rest = path.removeprefix("/").partition("/")
    return (first, f"/{rest}") if first in LANGUAGES and first != own else (own, path)


def _search(address: str) -> bool:
    return re.match(r"^(?:/\w\w)?/search(?:\?|$)", address) is not None


def canonical(address: str) -> str | None:
    """The address under which a page is kept; None for what only a server can give.

    >>> canonical("/removal?item=a#x"), canonical("/s/a?before=b"), canonical("/api/v1/articles")
    ('/removal', '/s/a?before=b', None)
    """
    address = address.partition("#")[0]
    path, _, query = address.partition("?")
    if _LIVE.match(re.sub(r"^/(?:ar|en)(?=/|$)", "", path) or "/"):
        return None
    kept = [(name, value) for name, value in parse_qsl(query) if name in _PAGED]
    return path + ("?" + "&".join(f"{name}={quote(value)}" for name, value in kept) if kept else "")


def file_of(address: str) -> str:
    """The place of an address in the folder.

    >>> file_of("/"), file_of("/a/x"), file_of("/feed.xml"), file_of("/s/a?before=b")
    ('index.html', 'a/x/index.html', 'feed.xml', 's/a/p-hazqbxo4.html')
    """
    path, _, query = address.partition("?")
    path = unquote(path).strip("/")
    last = path.rpartition("/")[2]
    if re.search(r"\.(?:xml|json|atom|opml|txt|md|css|csv|svg|js|woff2|png|jpe?g|webp|gif|avif)$", last):
        return path
    name = f"p-{model.digest(query.encode())[:8]}.html" if query else "index.html"
    return f"{path}/{name}" if path else name


def links(text: str) -> Iterator[str]:
    """The addresses of ours in a page or a style sheet."""
    for found in _LINK.finditer(text):
        if found[1] != "action":
            yield html.unescape(found[2])
    for found in _URL.finditer(text):
        yield found[1]


def relative(text: str, file: str, there: Callable[[str], str | None], base: str) -> str:
    """A page whose links lead from file to file; what has no file leads to the living site."""
    around = posixpath.dirname(file)

    def to(address: str) -> str | None:
        where, mark, part = address.partition("#")
        target = there(where) if where else None
        if target is None:
            return None
        return quote(posixpath.relpath(target, around or ".")) + mark + part

    def link(found: re.Match[str]) -> str:
        address = html.unescape(found[2])
        said = to(address)
        if said is None:
            said = base + address
        return f'{found[1]}="{html.escape(said)}"'

    def url(found: re.Match[str]) -> str:
        said = to(found[1])
        return found[0] if said is None else f'url("{said}")'

    # a browser loads no font ahead from a folder, and says so each time
    return _URL.sub(url, _LINK.sub(link, _AHEAD.sub("", text)))
