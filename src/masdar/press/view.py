"""What a page function is given, and what it gives.

A `View` is everything that a page may look at: one snapshot of the store, the index, the site and the
reader's language. A `Page` is an answer or a file of the static export alike.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from markupsafe import Markup, escape

from masdar import ports
from masdar.arabic import digits, direction
from masdar.errors import ConfigError
from masdar.model import ArticleId, Picture
from masdar.press import words

LANGUAGES = ("ar", "en")


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The site as its operator named it."""

    name: str = "مصدر"
    # scheme and host, without a closing slash
    base_url: str = "http://127.0.0.1:8000"
    # the language that has no prefix in addresses
    language: str = "ar"
    # latin or eastern
    digits: str = "latin"
    # which names the months have: gulf, levant, maghreb, algeria, morocco, mauritania, both
    months: str = "gulf"
    # whether the Hijri day stands beside the common one
    hijri: bool = False
    # IANA name
    zone: str = "Asia/Riyadh"
    # where publishers and readers write to
    contact: str = ""
    # who runs the site, for the page about it
    operator: str = ""
    # the sentence under the source block; empty: the default
    disclaimer: str = ""
    # whether lists show one of each group of copies
    collapse: bool = True
    # the name by which robots.txt files know us, and the seconds that we leave between two requests to a host
    agent: str = "masdar"
    pause: float = 1.0
    # whether our own hub pushes the feeds
    hub: bool = False

    def __post_init__(self) -> None:
        try:
            ZoneInfo(self.zone)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise ConfigError(
                f"site.zone: {self.zone!r} is no zone; write one such as Asia/Riyadh"
            ) from error


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """How a site speaks in one of its languages: its words, digits and paths."""

    site: Site
    language: str = "ar"

    @property
    def dir(self) -> str:
        return direction.of(self.language)

    def path(self, path: str, language: str | None = None) -> str:
        """A path of ours in the reader's language, or in another."""
        language = language or self.language
        return path if language == self.site.language else f"/{language}{path if path != '/' else ''}"

    def address(self, path: str) -> str:
        """The whole address of a path in the site's own language."""
        return self.site.base_url + path

    def say(self, message: str, /, **values: object) -> Markup:
        """A message in the reader's language; values are escaped unless they are markup."""
        said = words.catalogue(self.language).gettext(message)
        return _filled(said, values) if values else Markup(said)  # noqa: S704 - catalogues are ours

    def count(self, one: str, many: str, number: int, /, **values: object) -> Markup:
        """A message with a number, in the plural form it asks for; `%(n)s` is the number."""
        said = words.catalogue(self.language).ngettext(one, many, number)
        return _filled(said, {"n": self.number(number), **values})

    def number(self, number: int) -> str:
        """A number in the site's digits."""
        return self.digits(str(number))

    def percent(self, number: int) -> str:
        """A share of a hundred; the sign follows the digits."""
        return self.number(number) + ("٪" if self._eastern else "%")

    @property
    def _eastern(self) -> bool:
        return self.site.digits == "eastern" and self.language == "ar"

    def digits(self, text: str) -> str:
        """A text of our own in the site's digits; never used on quoted text."""
        return digits.eastern(text) if self._eastern else text


@dataclass(frozen=True, slots=True, kw_only=True)
class View(Voice):
    """What a page may look at."""

    reading: ports.Reading
    index: ports.Index
    now: datetime
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    # lists of related articles that were made in this snapshot: whoever makes an article's page in several
    # languages hands it on from view to view
    related: dict[ArticleId, tuple[ArticleId, ...]] = field(default_factory=dict)

    @property
    def voice(self) -> Voice:
        """What of it is the same for all pages."""
        return Voice(site=self.site, language=self.language)


def _filled(said: str, values: Mapping[str, object]) -> Markup:
    """A message of a catalogue with its values, each escaped unless it is markup."""
    return Markup(said % {name: escape(value) for name, value in values.items()})  # noqa: S704 - as it says


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """An answer, or a file."""

    path: str
    body: bytes
    status: int = 200
    media_type: str = "text/html; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)
    modified: datetime | None = None
    etag: str | None = None


@dataclass(frozen=True, slots=True)
class Route:
    """An address and the function behind it. `query` names the parameters that it reads after `?`."""

    path: str
    function: Callable[..., Page]
    query: tuple[str, ...] = ()
