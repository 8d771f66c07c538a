"""The invented newsroom as it lies in the package: papers, and the pieces they print.

A paper is one table in `newsroom/sources`, a page in `newsroom/pages`; a piece is one table in
`newsroom/stories`. A copy names the piece it was taken from, and what its editor changed:

    source = "tal-rihan"
    copy = "sariya/40117"
    cut = [3]                             # paragraphs left out, counted from one
    swap = [["820 مترا", "620 مترا"]]     # words put in the place of others
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any
from zoneinfo import ZoneInfo

from masdar.model import (
    Channel,
    ChannelId,
    ChannelKind,
    Images,
    IndexRule,
    Policy,
    Show,
    Source,
    SourceId,
    SourceKind,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Markup that stands on a page only when a field of the piece has a value."""

    when: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A source, and how it prints."""

    source: Source
    # URL path of a page, with fields such as {id} and {slug}
    path: str
    page: str
    feed_format: str
    feed_path: str
    feed_title: str
    # whether the feed carries whole texts
    feed_full: bool
    # what an answer of the paper's server is once it has closed: 410, or 0 for no answer at all
    closed: int | None
    encoding: str = "utf-8"
    paragraph: str = "<p>$text</p>"
    between: str = "\n"
    printed: str = "{day} {month} {year}"
    months: tuple[str, ...] = ()
    digits: str = "0123456789"
    mail: str = ""
    robots: str = "User-agent: *\nAllow: /\n"
    parts: Mapping[str, Part] = field(default_factory=dict)

    @property
    def host(self) -> str:
        return self.source.hosts[0]

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.source.zone or "UTC")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One article as one paper prints it. `""` is what the page does not print."""

    source: SourceId
    id: str
    story: str
    slug: str
    title: str
    paragraphs: tuple[str, ...]
    published: datetime
    # whether the page prints a time at all
    dated: bool = True
    updated: datetime | None = None
    kicker: str = ""
    summary: str = ""
    section: str = ""
    tags: tuple[str, ...] = ()
    author: str = ""
    dateline: str = ""
    end: str = ""
    # a closing line on the origin, as printed
    credit_line: str = ""
    picture: str = ""
    caption: str = ""
    credit: str = ""
    # a note on a correction, as printed
    note: str = ""
    # the piece it was taken from, as source/id
    copy: str | None = None
    # in the second edition the page is gone
    withdrawn: bool = False

    @property
    def key(self) -> str:
        return f"{self.source}/{self.id}"


def folder() -> Traversable:
    """Where the newsroom's files lie."""
    return resources.files("masdar.demo").joinpath("newsroom")


def papers() -> tuple[Paper, ...]:
    """Every paper, by the name of its source."""
    tables = (_toml(each) for each in _sorted(folder().joinpath("sources"), ".toml"))
    return tuple(_paper(table) for table in tables)


def pieces(*, edition: int) -> tuple[Piece, ...]:
    """Every piece as it stands in the first or in the second edition, in the order of the files."""
    first: dict[str, Piece] = {}
    second: dict[str, Piece] = {}
    for file in _sorted(folder().joinpath("stories"), ".toml"):
        table = _toml(file)
        for each in table["piece"]:
            # a copy was made of what its origin said first; it follows a correction only by its own `later`
            piece = _piece(each, story=table["name"], done=first)
            first[piece.key] = piece
            second[piece.key] = _later(piece, each["later"]) if "later" in each else piece
    return tuple((first if edition == 1 else second).values())


def _sorted(place: Traversable, suffix: str) -> list[Traversable]:
    return sorted(
        (each for each in place.iterdir() if each.name.endswith(suffix)), key=lambda each: each.name
    )


def _toml(file: Traversable) -> dict[str, Any]:
    return tomllib.loads(file.read_text(encoding="utf-8"))


def _paper(table: Mapping[str, Any]) -> Paper:
    page, feed = table["page"], table["feed"]
    source = _source(table)
    return Paper(
        source=source,
        path=page["path"],
        page=folder().joinpath("pages", page["template"]).read_text(encoding="utf-8"),
        feed_format=feed["format"],
        feed_path=feed["path"],
        feed_title=feed.get("title", source.name),
        feed_full=feed.get("full", False),
        closed=feed.get("closed"),
        encoding=page.get("encoding", "utf-8"),
        paragraph=page.get("paragraph", "<p>$text</p>"),
        between=page.get("between", "\n"),
        printed=page.get("printed", "{day} {month} {year}"),
        months=tuple(page.get("months", ())),
        digits=page.get("digits", "0123456789"),
        mail=page.get("mail", ""),
        robots=page.get("robots", "User-agent: *\nAllow: /\n"),
        parts={name: Part(**part) for name, part in page.get("parts", {}).items()},
    )


def _source(table: Mapping[str, Any]) -> Source:
    id = SourceId(table["id"])
    home: str = table["home"]
    policy = table["policy"]
    feed = Channel(
        id=ChannelId(f"{id}/news"),
        source=id,
        kind=ChannelKind.FEED,
        where=home.rstrip("/") + table["feed"]["path"],
    )
    return Source(
        id=id,
        name=table["name"],
        name_en=table["name_en"],
        home=home,
        hosts=(home.removeprefix("https://").rstrip("/"),),
        zone=table["zone"],
        kind=SourceKind(table["kind"]),
        code=table.get("code"),
        aliases=tuple(table.get("aliases", ())),
        languages=tuple(table["languages"]),
        channels=(feed,),
        policy=Policy(
            show=Show(policy["show"]),
            images=Images(policy.get("images", "none")),
            index=IndexRule(policy.get("index", "noindex")),
            ground=policy.get("ground", ""),
            until=policy.get("until"),
        ),
    )


# what a copy takes over unless its own table says otherwise
_INHERITED = ("title", "section", "dateline", "end", "picture", "caption", "credit", "author", "summary")


def _piece(table: Mapping[str, Any], *, story: str, done: Mapping[str, Piece]) -> Piece:
    fields = {
        name: value for name, value in table.items() if name not in {"later", "cut", "swap", "extra", "body"}
    }
    if (of := table.get("copy")) is not None:
        origin = done[of]
        inherited = {name: getattr(origin, name) for name in _INHERITED}
        fields = {**inherited, **fields}
        left = (text for at, text in enumerate(origin.paragraphs, 1) if at not in table.get("cut", ()))
        paragraphs = (*left, *_split(table.get("extra", "")))
    else:
        paragraphs = _split(table["body"])
    fields["tags"] = tuple(fields.get("tags", ()))
    fields.setdefault("slug", fields["id"])
    return _swap(Piece(**fields, story=story, paragraphs=paragraphs), table.get("swap", ()))


def _later(piece: Piece, table: Mapping[str, Any]) -> Piece:
    fields = {name: value for name, value in table.items() if name not in {"swap", "extra"}}
    more = (*piece.paragraphs, *_split(table.get("extra", "")))
    return replace(_swap(replace(piece, paragraphs=more), table.get("swap", ())), **fields)


def _swap(piece: Piece, pairs: Sequence[Sequence[str]]) -> Piece:
    """The piece with words exchanged in its title, summary and text; each pair must be found."""
    texts = (piece.title, piece.summary, *piece.paragraphs)
    for old, new in pairs:
        if not any(old in text for text in texts):
            raise ValueError(f"{piece.key}: {old!r} is not in its text")
        texts = tuple(text.replace(old, new) for text in texts)
    title, summary, *paragraphs = texts
    return replace(piece, title=title, summary=summary, paragraphs=tuple(paragraphs))


def _split(body: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in body.split("\n\n") if part.strip())
