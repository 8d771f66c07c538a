"""How news of a site can be heard, and what the site reserves.

    found = await discover.find("https://daily.example", fetcher=fetcher, now=clock)
    found.ways[0].kind, found.ways[0].where

Asked are, each at most once: the address itself, robots.txt, the feeds that the page names and links to, the
usual places, the news sitemaps that robots.txt names or that stand where they usually do. Where none of them
tells of articles, the page itself is watched. Each way that is proposed was read, and tells of articles of
the site.
"""

import asyncio
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from urllib.parse import urljoin, urlsplit

from masdar import address
from masdar.arabic import dates, decode
from masdar.desk import heed
from masdar.errors import FetchError, NotAFeed, ReadError
from masdar.formats import section, sniff
from masdar.markup import head as heads
from masdar.markup import tree
from masdar.model import Capture, ChannelKind, Lead, Request, Signals
from masdar.ports import Fetcher
from masdar.rights import reserved, signals

# requests that one discovery may make
MOST = 40
# feeds of one page that are looked at
FEEDS = 12
# documents of a sitemap index that are looked at
DOCUMENTS = 3
# entries without which a way tells of nothing
_FEW = 1
# a feed that has told nothing for so long may be forgotten
_STALE = timedelta(days=30)
# where systems that are widely used keep their feeds
PLACES = (
    "/feed", "/rss", "/rss.xml", "/feed.xml", "/feed/", "/atom.xml", "/index.xml", "/rss/all.xml",
    "/ar/rss.xml", "/ar/rss", "/?feed=rss2", "/feed.json", "/feeds/posts/default", "/?format=feed&type=rss",
    "/rss.php", "/rss.aspx",
)  # fmt: skip
SITEMAPS = ("/news-sitemap.xml", "/sitemap-news.xml", "/sitemap_news.xml", "/googlenews.xml", "/sitemap.xml")

_FEEDS = frozenset(
    {"application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml"}
)
_LOOSE = frozenset({"text/xml", "application/xml", "text/rss+xml", "application/rss"})
_LEADS_TO_FEED = re.compile(r"(?:^|[/._?=-])(?:rss2?|feeds?|atom)(?:$|[/._?=&-]|\d)|\.rdf$", re.IGNORECASE)
_FEED_WORDS = re.compile(r"\brss\b|\bfeeds?\b|خلاصات|خلاصة الأخبار|آر إس إس", re.IGNORECASE)
_COMMENTS = re.compile(r"comments?(?:/|$|\.|\?)|تعليقات", re.IGNORECASE)
_NEWS = re.compile(r"news|akhbar|أخبار|latest|post", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One way on which a site's news can be heard: read, and found to tell of articles."""

    where: str
    kind: ChannelKind
    # how it was found: "named by the page", "a usual place", ...
    how: str
    title: str | None = None
    leads: tuple[Lead, ...] = ()
    newest: datetime | None = None
    # whether the feed itself brings texts
    whole: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What is known of a site after a look around it."""

    url: str
    # the page that was asked for, or that the feed names as its own
    home: str
    title: str | None = None
    language: str | None = None
    # the best first
    ways: tuple[Way, ...] = ()
    signals: Signals = field(default_factory=Signals)
    # places that were tried and why they gave nothing
    missed: tuple[tuple[str, str], ...] = ()


async def find(url: str, *, fetcher: Fetcher, now: Callable[[], datetime]) -> Found:
    """Look around a site. Raises FetchError where the address itself gives nothing."""
    look = _Look(fetcher=fetcher, now=now)
    first = await fetcher.send(Request(url=url))
    if not isinstance(first, Capture) or first.status >= 400:
        status = first.status if isinstance(first, Capture) else 304
        raise FetchError(url, f"it answers with status {status}; is the address right?")
    look.asked |= {url: first, first.final_url: first}
    given = await look.way(url, "the address given", answer=first)
    home, page = url, first
    if given is not None:
        home = _home_of(given, url)
        answer = await look.ask(home)
        page = answer if answer is not None else first
    if page is not first or given is None:
        # what a feed's answer says of indexing is said of the feed
        look.heed(page)
    root = tree.parse(decode.text(page.body, headers=page.headers))
    head = heads.read(root)
    base = page.final_url or page.url
    await look.reserved(page)
    ways = [given] if given is not None else await look.around(base, root)
    named = head.first("og:site_name", "application-name") or _outlet(head.title)
    return Found(
        url=url,
        home=base,
        title=named or (ways[0].title if ways else None),
        language=head.lang.partition("-")[0].lower() or None,
        ways=tuple(ways),
        signals=look.signals,
        missed=tuple(look.missed),
    )


def _home_of(way: Way, url: str) -> str:
    """The site that a feed belongs to: that of most of its articles."""
    hosts = [
        f"{parts.scheme}://{parts.netloc}/" for each in way.leads if (parts := urlsplit(each.url)).netloc
    ]
    return max(set(hosts), key=hosts.count) if hosts else urljoin(url, "/")


def _outlet(title: str) -> str | None:
    """The name in a page's title, which stands before or behind a bar."""
    parts = [each.strip() for each in re.split(r"\s[|\u2013\u2014-]\s", title) if each.strip()]
    return min(parts, key=len) if parts else None


@dataclass(slots=True, kw_only=True)
class _Look:
    """One look around: what was asked, what was learnt."""

    fetcher: Fetcher
    now: Callable[[], datetime]
    asked: dict[str, Capture | None] = field(default_factory=dict)
    missed: list[tuple[str, str]] = field(default_factory=list)
    signals: Signals = field(default_factory=Signals)
    robots: str = ""

    async def ask(self, url: str) -> Capture | None:
        """A good answer, or None with the reason noted; no address is asked twice."""
        if url in self.asked or len(self.asked) >= MOST:
            return self.asked.get(url)
        self.asked[url] = None
        try:
            answer = await self.fetcher.send(Request(url=url))
        except FetchError as error:
            self.missed.append((url, error.why or str(error)))
            return None
        if not isinstance(answer, Capture) or answer.status >= 400:
            self.missed.append((url, f"status {answer.status if isinstance(answer, Capture) else 304}"))
            return None
        self.asked[url] = answer
        return answer

    def heed(self, answer: Capture) -> None:
        self.signals = signals.merge(self.signals, signals.read(answer.headers))

    async def way(self, url: str, how: str, *, answer: Capture | None = None) -> Way | None:
        """What an address tells, if it is a feed or a sitemap that tells of articles."""
        answer = answer or await self.ask(url)
        if answer is None:
            return None
        base = answer.final_url or url
        try:
            feed = await asyncio.to_thread(sniff.read, answer.body, url=base, headers=dict(answer.headers))
        except (NotAFeed, ReadError) as error:
            self.missed.append((url, str(error)))
            return None
        leads = list(sniff.leads(feed, None, answer.at))
        for document in _newest(feed.more)[:DOCUMENTS]:
            inner = await self.ask(document)
            if inner is None:
                continue
            try:
                told = await asyncio.to_thread(
                    sniff.read, inner.body, url=document, headers=dict(inner.headers)
                )
            except (NotAFeed, ReadError) as error:
                self.missed.append((document, str(error)))
                continue
            leads += sniff.leads(told, None, inner.at)
        sitemap = feed.format.startswith("sitemap")
        # a sitemap without titles lists all pages there ever were: it is no news
        if sitemap and not any(each.title for each in leads):
            self.missed.append((url, "a sitemap that tells of no news"))
            return None
        if len(leads) < _FEW:
            self.missed.append((url, "a feed without entries"))
            return None
        return Way(
            where=url,
            kind=ChannelKind.SITEMAP if sitemap else ChannelKind.FEED,
            how=how,
            title=feed.title.value if feed.title else None,
            leads=tuple(leads),
            newest=max(filter(None, map(_at, leads)), default=None),
            whole=sum(len(each.content or "") > 400 for each in leads) * 2 > len(leads),
        )

    async def around(self, base: str, root: tree.Node) -> list[Way]:
        """The ways of a site whose page this is, the best first."""
        tries = [(each, "named by the page") for each in _named(root, base)]
        found = await self._tried(_without_comments(tries)[:FEEDS], base)
        if not found:
            linked = [(each, "linked by the page") for each in _linked(root, base)]
            found = await self._tried(linked[:FEEDS], base)
            if not found:
                found = await self._listed(linked, base)
        if not found:
            places = [(urljoin(base, place), "a usual place") for place in PLACES]
            found = await self._tried(places, base, enough=1)
        named = [(each, "named by robots.txt") for each in _newest(reserved.sitemaps(self.robots, url=base))]
        if not found:
            usual = [(urljoin(base, place), "a usual place") for place in SITEMAPS]
            found = await self._tried([*named[:DOCUMENTS], *usual], base, enough=1)
        if not found:
            page = self.asked.get(base)
            watched = await self._watched(base, page) if page is not None else None
            found = [watched] if watched is not None else []
        return _best(found, self.now())

    async def reserved(self, page: Capture) -> None:
        """What the site says of itself in robots.txt, by TDMRep and by its licence."""
        said = await heed.said(page, ask=self.ask)
        self.robots = said.robots
        self._merge(said.signals)

    def _merge(self, more: Signals) -> None:
        self.signals = signals.merge(self.signals, more)

    async def _tried(self, tries: Iterable[tuple[str, str]], base: str, *, enough: int = FEEDS) -> list[Way]:
        found: list[Way] = []
        for url, how in tries:
            way = await self.way(url, how)
            if way is None:
                continue
            if not _is_of(way, base):
                self.missed.append((url, "a feed of another site"))
                continue
            found.append(way)
            if len(found) >= enough:
                break
        return found

    async def _listed(self, linked: Sequence[tuple[str, str]], base: str) -> list[Way]:
        """The feeds that a page about feeds lists, where the links lead to such a page."""
        for url, _ in linked:
            page = self.asked.get(url)
            if page is None or not heed.is_page(page):
                continue
            root = tree.parse(decode.text(page.body, headers=page.headers))
            inner = [(each, "listed on the site's page of feeds") for each in _linked(root, url)]
            if found := await self._tried(inner[:FEEDS], base):
                return found
        return []

    async def _watched(self, base: str, page: Capture) -> Way | None:
        try:
            feed = await asyncio.to_thread(section.read, page.body, url=base, headers=dict(page.headers))
        except NotAFeed as error:
            self.missed.append((base, str(error)))
            return None
        return Way(
            where=base,
            kind=ChannelKind.SECTION,
            how="the page itself, which lists articles",
            title=feed.title.value if feed.title else None,
            leads=tuple(sniff.leads(feed, None, page.at)),
        )


def _without_comments(tries: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    return [each for each in tries if not _COMMENTS.search(each[0])]


def _named(root: tree.Node, base: str) -> list[str]:
    """The feeds that `link` elements name, in the page's order; those of loose types behind the others."""
    sure: dict[str, None] = {}
    loose: dict[str, None] = {}
    for each in tree.elements(root, "link"):
        rel = tree.attr(each, "rel").lower().split()
        kind = tree.attr(each, "type").partition(";")[0].strip().lower()
        href = tree.attr(each, "href")
        whole = urljoin(base, href) if href else ""
        if not whole.startswith(("http://", "https://")):
            continue
        if "alternate" in rel and kind in _FEEDS:
            sure[whole] = None
        elif "feed" in rel or ("alternate" in rel and kind in _LOOSE and each.attr("hreflang") is None):
            loose[whole] = None
    return [*sure, *(each for each in loose if each not in sure)]


def _linked(root: tree.Node, base: str) -> list[str]:
    """Addresses of links whose words, picture or address speak of a feed."""
    found: dict[str, None] = {}
    for each in tree.elements(root, "a"):
        href = tree.attr(each, "href")
        whole = urljoin(base, href) if href else ""
        if not whole.startswith(("http://", "https://")) or _COMMENTS.search(whole):
            continue
        path = urlsplit(whole)
        drawn = " ".join(tree.attr(image, "alt") for image in tree.elements(each, "img"))
        said = f"{tree.text(each)} {tree.attr(each, 'title')} {tree.attr(each, 'aria-label')} {drawn}"
        if _LEADS_TO_FEED.search(f"{path.path}?{path.query}".rstrip("?")) or _FEED_WORDS.search(said):
            found[whole.partition("#")[0]] = None
    found.pop(base, None)
    return list(found)


def _newest(documents: Sequence[str]) -> list[str]:
    """Sitemaps, those that speak of news first; the order is kept otherwise."""
    return sorted(documents, key=lambda each: _NEWS.search(urlsplit(each).path) is None)


def _is_of(way: Way, base: str) -> bool:
    """Whether a feed tells of articles of the site: of its host, or of hosts beside or below it."""
    site = _domain(address.host(base))
    own = sum(_domain(address.host(each.url)) == site for each in way.leads)
    return own * 2 >= len(way.leads)


def _domain(host: str) -> str:
    """The part of a host that a site keeps: two labels, three below second-level names such as co.uk."""
    labels = host.split(".")
    short = len(labels) > 2 and len(labels[-1]) == 2 and len(labels[-2]) <= 3
    return ".".join(labels[-3 if short else -2 :])


def _at(lead: Lead) -> datetime | None:
    moment = dates.moment(lead.published or lead.updated or "")
    return moment.at.astimezone(UTC) if moment is not None else None


def _best(ways: Sequence[Way], now: datetime) -> list[Way]:
    """The ways, best first, without those that tell the same as a better one."""
    long_ago = datetime.min.replace(tzinfo=UTC)
    order = {id(each): number for number, each in enumerate(ways)}
    ranked = sorted(
        ways,
        key=lambda each: (
            each.kind is not ChannelKind.FEED,
            # the page names its chief feed first; a feed of one section has a longer address
            each.newest is None or now - each.newest > _STALE,
            urlsplit(each.where).path.count("/") + bool(urlsplit(each.where).query),
            order[id(each)],
            long_ago - (each.newest or long_ago),
        ),
    )
    kept: list[Way] = []
    for each in ranked:
        urls = {address.canonical(lead.url) for lead in each.leads}
        same = any(urls <= {address.canonical(lead.url) for lead in other.leads} for other in kept)
        if not same:
            kept.append(each)
    return kept
