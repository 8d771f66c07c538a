"""masdar (مصدر, "the source"): an Arabic-first news engine that never loses where a text came from.

The library: a few pure functions that need no store, no settings and no network.

    >>> import masdar
    >>> masdar.read_date("18 شوال 1441هـ - 10 يونيو 2020م")
    '2020-06-10'
    >>> masdar.same_address("http://m.daily.example/a/1?utm_source=x", "https://www.daily.example/a/1")
    True
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from masdar.model import Article

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
) -> Article:
    """Read one page into an Article; `Article.as_record()` is the flat record.

    `data` is the page as it came: HTML, or the plain text of a page. `now` (aware) settles relative
    dates. Raises `masdar.errors.NotAnArticle`.
    """
    from masdar.extract import article
    from masdar.model import Capture, Source, SourceId
    from masdar.sources import catalogue

    capture = Capture(url=url, final_url=url, at=now or _NO_TIME, body=data, headers=dict(headers))
    directory = catalogue.built_in()
    source = catalogue.guess(url, directory) if url else Source(id=SourceId(""), name="")
    return article.read(capture, source=source, directory=directory, now=now)


def read_feed(data: bytes, *, url: str = "", headers: Mapping[str, str] = _NONE) -> dict[str, Any]:
    """Read RSS, RDF, Atom, JSON Feed or a news sitemap into one normalised form."""
    from masdar import formats

    return formats.normalised(data, url=url, headers=headers)


def decode(data: bytes, *, headers: Mapping[str, str] = _NONE) -> str:
    """Bytes to text: the label is believed only where the text that it gives is plausible."""
    from masdar.arabic import decode

    return decode.text(data, headers=headers)


def read_dateline(opening: str, *, byline: str = "") -> dict[str, Any]:
    """Place, agency, reporter and date of the words that open a wire text.

    Keys: place, agency (codes credited), cited (codes merely quoted), reporter, desk, date
    (YYYY-MM-DD, or MM-DD without a year), photo_credit.
    """
    from masdar.extract import dateline

    return dateline.as_dict(dateline.read(opening, byline=byline))


def read_date(text: str, *, now: datetime | None = None) -> str | None:
    """ISO 8601, as exact as the text allows; `now` settles relative dates. None if it holds no date."""
    from masdar.arabic import dates

    return dates.read(text, now=now)


def sanitise(html: str) -> str:
    """Safe HTML: what runs, loads or covers is gone, harmless text stays. Idempotent."""
    from masdar.markup import safe

    return safe.html(html)


def same_address(a: str, b: str) -> bool:
    """Whether two addresses name one article: tracking, scheme, `www` and mobile forms set aside."""
    from masdar import address

    return address.same(a, b)


def canonical_address(url: str) -> str:
    """The WHATWG-normal, tracking-free form of an address."""
    from masdar import address

    return address.canonical(url)


def allowed(robots: str, agent: str, url: str) -> bool:
    """Whether a robots.txt (its text) lets an agent fetch an address (RFC 9309)."""
    from masdar.sources import robots as rules

    return rules.allowed(robots, agent, url)


def words(text: str) -> list[str]:
    """The search tokens of an Arabic or mixed text, folded and stemmed."""
    from masdar.arabic import tokens

    return tokens.words(text)
