"""masdar (مصدر, "the source"): an Arabic-first news engine that never loses where a text came from.

The library: a few pure functions that need no store, no settings and no network. What they need is
loaded when they are first called, so that `import masdar` costs nothing. With the bytes of a page in `page`:

    >>> import masdar
    >>> article = masdar.read(page, url="https://daily.example/a/1")
    >>> article.title
    'افتتاح خط القطار البحري'
    >>> article.as_record()["datePublished"]
    '2026-11-01T10:30:00+04:00'
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from masdar import model

__version__ = "0.1.0"
__all__ = [
    "allowed",
    "canonical_address",
    "decode",
    "read",
    "read_date",
    "read_dateline",
    "read_feed",
    "same_address",
    "sanitise",
    "words",
]

_NONE: Mapping[str, str] = MappingProxyType({})
# a page read without a clock is dated by nothing; relative dates on it stay unread
_NO_TIME = datetime(1970, 1, 1, tzinfo=UTC)


def read(
    data: bytes, *, url: str = "", headers: Mapping[str, str] = _NONE, now: datetime | None = None
) -> model.Article:
    """Read one page into an Article; its `as_record()` is the flat record.

    `data` is the page as it came: HTML in any encoding, or the plain text of a page. `url` tells whose page
    it is, `headers` how it was served. `now` (aware) settles relative dates such as «منذ ساعتين», which
    stay unread without it. What was unsure stands in `doubts`.

        >>> article = masdar.read(page, url="https://daily.example/a/1")
        >>> [block.text for block in article.blocks][0]
        'افتتح وزير النقل صباح اليوم خط القطار البحري الجديد.'
        >>> masdar.read(b"<html><nav>a b c</nav></html>")
        Traceback (most recent call last):
        masdar.errors.NotAnArticle: ...: no text of an article stands here; is it a menu, or made by scripts?

    Raises `masdar.errors.NotAnArticle` where no article stands.
    """
    import masdar.extract.article as pages
    import masdar.sources.catalogue as catalogue
    from masdar.model import Capture, Source, SourceId

    capture = Capture(url=url, final_url=url, at=now or _NO_TIME, body=data, headers=dict(headers))
    directory = catalogue.built_in()
    source = catalogue.guess(url, directory) if url else Source(id=SourceId(""), name="")
    return pages.read(capture, source=source, directory=directory, now=now)


def read_feed(data: bytes, *, url: str = "", headers: Mapping[str, str] = _NONE) -> dict[str, Any]:
    """Read RSS 0.9x to 2.0, RDF, Atom, JSON Feed or a news sitemap into one normalised form.

        >>> feed = masdar.read_feed(b"<rss version='2.0'><channel><title>A</title>"
        ...     b"<item><title>B</title><link>/1</link></item></channel></rss>", url="https://daily.example/rss")
        >>> feed["feed"]["title"], [(entry["title"], entry["link"]) for entry in feed["entries"]]
        ('A', [('B', 'https://daily.example/1')])
        >>> masdar.read_feed(b"<html><body>no feed</body></html>")["error"]
        'the document: the feed is HTML; is the address that of the page?'

    Never raises: a feed that breaks off gives the entries before the break, and what is no feed gives
    none; `wellformed` and `error` say so.
    """
    from masdar import formats

    return formats.normalised(data, url=url, headers=headers)


def decode(data: bytes, *, headers: Mapping[str, str] = _NONE) -> str:
    """Bytes to text: the label is believed only where the text that it gives is plausible. Never raises.

    >>> masdar.decode("الخبر كما كُتب".encode("windows-1256"))
    'الخبر كما كُتب'
    >>> masdar.decode("الخبر".encode(), headers={"content-type": "text/html; charset=iso-8859-1"})
    'الخبر'
    """
    import masdar.arabic.decode as decoding

    return decoding.text(data, headers=headers)


def read_dateline(opening: str, *, byline: str = "") -> dict[str, Any]:
    """Place, agency, reporter and date of the words that open a wire text.

    Keys: `place`, `agency` (codes credited), `cited` (codes merely quoted), `reporter`, `desk`, `date`
    (YYYY-MM-DD, or MM-DD without a year, or None) and `photo_credit`. Empty lists where nothing is said.

        >>> said = masdar.read_dateline("الرياض، 3 مايو (واس) -- افتتح الوزير")
        >>> said["place"], said["agency"], said["date"]
        (['الرياض'], ['WAS'], '05-03')
    """
    import masdar.extract.dateline as datelines

    return datelines.as_dict(datelines.read(opening, byline=byline))


def read_date(text: str, *, now: datetime | None = None) -> str | None:
    """ISO 8601, as exact as the text allows; None if it holds no date. `now` (aware) settles relative dates.

    >>> masdar.read_date("18 شوال 1441هـ - 10 يونيو 2020م")
    '2020-06-10'
    >>> masdar.read_date("الخميس ٨ شباط ٢٠١٩ ٢:٠٥ م")
    '2019-02-08T14:05'
    >>> from datetime import UTC, datetime
    >>> masdar.read_date("أمس", now=datetime(2026, 1, 2, 12, tzinfo=UTC))
    '2026-01-01'
    """
    import masdar.arabic.dates as dates

    return dates.read(text, now=now)


def sanitise(html: str) -> str:
    """Safe HTML: what runs, loads by itself or covers is gone, harmless text stays. Idempotent.

    >>> masdar.sanitise('<p onclick="x()">خبر<script>x()</script></p>')
    '<p>خبر</p>'
    """
    import masdar.markup.safe as safe

    return safe.html(html)


def same_address(a: str, b: str) -> bool:
    """Whether two addresses name one article: tracking, scheme, `www` and mobile forms set aside.

    >>> masdar.same_address("http://m.daily.example/a/1?utm_source=x", "https://www.daily.example/a/1")
    True
    >>> masdar.same_address("https://daily.example/?p=1", "https://daily.example/?p=2")
    False
    """
    from masdar import address

    return address.same(a, b)


def canonical_address(url: str) -> str:
    """The WHATWG-normal, tracking-free form of an address; as it is where it is none.

    >>> masdar.canonical_address("HTTPS://Daily.Example:443/a/../b?fbclid=x#top")
    'https://daily.example/b'
    """
    from masdar import address

    return address.canonical(url)


def allowed(robots: str, agent: str, url: str) -> bool:
    """Whether a robots.txt (its text) lets an agent fetch an address (RFC 9309).

    >>> masdar.allowed("User-agent: *\\nDisallow: /private/", "masdar", "https://daily.example/private/1")
    False
    """
    import masdar.sources.robots as rules

    return rules.allowed(robots, agent, url)


def words(text: str) -> list[str]:
    """The search tokens of an Arabic or mixed text, folded and stemmed: two spellings give the same.

    >>> masdar.words("وزير الخارجيّة") == masdar.words("وزير الخارجيه")
    True
    """
    import masdar.arabic.tokens as tokens

    return tokens.words(text)
