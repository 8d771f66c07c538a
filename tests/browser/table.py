"""Every kind of page, in both languages, light and dark, narrow and wide: the one table of the rig."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

from masdar.model import EntityKind
from tests.demo.walking import Walk

LANGUAGES = ("ar", "en")
THEMES = ("light", "dark")
WIDTHS = (360, 1280)

# articles of the demo's newsroom, by what is to be seen on their pages
AGENCY, PORTAL, COPY = "sariya/40117", "tal-rihan/77310", "ghusn/9015"
ENGLISH, EXCERPT, GONE = "reedlake/oryx-4", "awsaj/oryx-farmers", "qasab/5530"


def _article(key: str) -> Callable[[Walk], str]:
    return lambda walk: f"/a/{walk.outcome.kept[key][0]}"


def _story(walk: Walk) -> str:
    id = walk.outcome.kept[AGENCY][0]
    with walk.app.store.reading() as reading:
        return f"/story/{reading.stories.of([id])[id]}"


def _new(walk: Walk) -> str:
    return _story(walk).replace("/story/", "/new/")


def _section(walk: Walk) -> str:
    with walk.app.store.reading() as reading:
        return f"/s/{quote(reading.releases.sections()[0][0])}"


def _topic(walk: Walk) -> str:
    with walk.app.store.reading() as reading:
        return f"/t/{reading.entities.top(EntityKind.TOPIC, limit=1)[0].id}"


def _at(path: str) -> Callable[[Walk], str]:
    return lambda _: path


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of page, and one of it."""

    name: str
    path: Callable[[Walk], str]
    status: int = 200


KINDS = (
    Kind("home", _at("/")),
    Kind("section", _section),
    Kind("article", _article(PORTAL)),
    Kind("article-agency", _article(AGENCY)),
    Kind("article-english", _article(ENGLISH)),
    Kind("article-excerpt", _article(EXCERPT)),
    Kind("chain", lambda walk: f"/chain/{walk.outcome.kept[COPY][0]}"),
    Kind("versions", lambda walk: f"/versions/{walk.outcome.kept[PORTAL][0]}"),
    Kind("copies", lambda walk: f"/copies/{walk.outcome.kept[AGENCY][0]}"),
    Kind("beside", lambda walk: f"/beside/{walk.outcome.kept[AGENCY][0]}/{walk.outcome.kept[PORTAL][0]}"),
    Kind("story", _story),
    Kind("name", _topic),
    Kind("new", _new),
    Kind("source", _at("/source/sariya")),
    Kind("sources", _at("/sources")),
    Kind("search", _at(f"/search?q={quote('مرسي النخيل')}")),
    Kind("nothing-found", _at(f"/search?q={quote('كركدن')}")),
    Kind("corrections", _at("/corrections")),
    Kind("about", _at("/about")),
    Kind("publishers", _at("/publishers")),
    Kind("removal", lambda walk: f"/removal?item={walk.outcome.kept[PORTAL][0]}"),
    Kind("privacy", _at("/privacy")),
    Kind("accessibility", _at("/accessibility")),
    Kind("api", _at("/api")),
    Kind("missing", _at("/nosuch"), 404),
    Kind("withdrawn", _article(GONE), 410),
)


@dataclass(frozen=True, slots=True)
class Look:
    """One row: a page as one reader meets it."""

    kind: Kind
    language: str
    theme: str
    width: int

    @property
    def name(self) -> str:
        return f"{self.kind.name}-{self.language}-{self.theme}-{self.width}"

    def path(self, walk: Walk) -> str:
        path = self.kind.path(walk)
        return path if self.language == "ar" else f"/en{path if path != '/' else ''}"


LOOKS = tuple(
    Look(kind, language, theme, width)
    for kind in KINDS
    for language in LANGUAGES
    for theme in THEMES
    for width in WIDTHS
)

# the order of reading on every page, and on that of an article: those that must be there, and those
# that stand only where there is something to say
FRAME = ("a.skip", "header.top nav", "main", ".up", "footer")
ARTICLE = (
    "a.skip",
    "header.top nav",
    "nav.crumbs",
    "h1",
    "p.origin",
    "p.status",
    "ul.times",
    "figure.lead",
    "figcaption",
    ".dateline",
    ".body > :last-child",
    "p.more",
    "section.source",
    ".disclaimer",
    ".report",
    ".share",
    "aside.story",
    "section.related",
    ".up",
    "footer",
)
SOMETIMES = frozenset(
    ["p.status", "figure.lead", "figcaption", ".dateline", "p.more", "aside.story", "section.related"]
)
