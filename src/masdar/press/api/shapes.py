"""What is answered, as typed values; the schemas of the OpenAPI document are made of these."""

from datetime import datetime
from typing import Annotated, Any, Literal

from msgspec import Meta, Struct

Text = Annotated[str, Meta(description="In the language that `language` names.")]
Share = Annotated[float, Meta(ge=0, le=1)]
Cursor = Annotated[
    str | None, Meta(description="Give it back as `cursor` to get the next page; null: there is none.")
]


class Time(Struct, frozen=True, kw_only=True):
    """A time as its page gives it."""

    at: Annotated[datetime, Meta(description="In UTC, for sorting.")]
    local: Annotated[
        str,
        Meta(
            description="On the clock of its origin, with the offset, and no more exact than what is known: "
            "`2026-01-01T15:04+03:00`, or `2026-01-01` where only the day is."
        ),
    ]
    zone: Annotated[
        Literal["printed", "origin", "source", "assumed"],
        Meta(
            description="Why that zone: the page prints it, its origin's home, its source's; or nobody says."
        ),
    ]


class Origin(Struct, frozen=True, kw_only=True):
    """Whose text it is. There is no article without one."""

    name: str
    url: Annotated[
        str | None, Meta(description="The original article itself; null: nobody gives its address.")
    ]
    home: str | None
    author: str | None
    standing: Annotated[
        Literal["seen", "said", "inferred", "disputed"],
        Meta(description="Whether we hold the origin's own page, somebody names it, or it is inferred."),
    ]
    confidence: Share


class SourceName(Struct, frozen=True, kw_only=True):
    """From whom it was taken: the origin, or somebody between."""

    id: str
    name: str
    url: str | None


class Terms(Struct, frozen=True, kw_only=True):
    """What may be shown of it, and what its origin reserves. These bind whoever takes it from here too."""

    show: Literal["headline", "excerpt", "full"]
    index: Literal["noindex", "canonical", "index"]
    rights: str
    ground: str | None
    license: str | None
    tdm_reservation: bool
    noai: bool
    nosnippet: bool


class Picture(Struct, frozen=True, kw_only=True):
    """A picture, served by us and never by its origin."""

    url: str
    width: int
    height: int
    caption: str | None
    credit: str | None
    alt: str | None


class Block(Struct, frozen=True, kw_only=True):
    """A part of the text."""

    kind: Literal["paragraph", "heading", "quote", "list"]
    text: str
    items: list[str]


class Upstream(Struct, frozen=True, kw_only=True):
    """Of a copy: what became of the text where it first stood, which the copy does not say."""

    status: Literal["updated", "corrected", "withdrawn"]
    at: datetime
    stale: Annotated[bool, Meta(description="Whether the copy says what its origin says no more.")]
    article: Annotated[str, Meta(description="The id of the origin's own page.")]


class Summary(Struct, frozen=True, kw_only=True):
    """An article in a list."""

    id: str
    version: Annotated[int, Meta(ge=1)]
    status: Literal["usable", "updated", "corrected", "withdrawn"]
    language: str
    title: Text
    summary: Text | None
    url: Annotated[str, Meta(description="Its page on this site.")]
    origin: Origin
    first_published: Time | None
    attribution: Annotated[
        str, Meta(description="One line that names all of it; show it wherever you show the article.")
    ]
    source: SourceName
    section: str | None
    tags: list[str]
    terms: Terms
    picture: Picture | None
    taken: datetime
    checked: datetime
    modified: Time | None
    upstream: Upstream | None
    digest: Annotated[str, Meta(description="Of the whole text as it is held; alters with it.")]
    links: Annotated[dict[str, str], Meta(description="Other forms of it, and what is known of it.")]


class Name(Struct, frozen=True, kw_only=True):
    """A person, a place, an organisation or a topic that an article speaks of."""

    id: str
    kind: Literal["person", "place", "organisation", "topic"]
    name: str
    office: Annotated[str | None, Meta(description="Of a person, what the article calls them.")]
    url: Annotated[str, Meta(description="The page of all articles that speak of it.")]


class Entity(Struct, frozen=True, kw_only=True):
    """Who or what articles speak of."""

    id: str
    kind: Literal["person", "place", "organisation", "topic"]
    name: str
    articles: Annotated[int, Meta(ge=1, description="How many speak of it.")]
    url: str
    feed: str


class Entities(Struct, frozen=True, kw_only=True):
    """Those that most articles speak of, the most first."""

    items: list[Entity]


class Article(Summary, frozen=True, kw_only=True):
    """An article as it may be shown."""

    kicker: Text | None
    dateline: str | None
    blocks: list[Block]
    shortened: Annotated[bool, Meta(description="Whether more of the text is held than is shown.")]
    why: Annotated[list[str], Meta(description="What was withheld, and by which rule.")]
    names: Annotated[list[Name], Meta(description="Who and what it speaks of, the most first.")]


class Articles(Struct, frozen=True, kw_only=True):
    """A page of articles."""

    items: list[Summary]
    next: Cursor


class Why(Struct, frozen=True, kw_only=True):
    """What an article has in common with the one it stands beside, as far as both are shown."""

    story: Annotated[bool, Meta(description="Whether both tell one story.")]
    names: Annotated[list[Name], Meta(description="Whom both name.")]
    words: Annotated[list[str], Meta(description="Words of both that few articles have.")]


class Near(Summary, frozen=True, kw_only=True):
    """An article that stands beside another, and why."""

    why: Why


class Related(Struct, frozen=True, kw_only=True):
    """What to read beside an article, best first."""

    items: list[Near]
    next: Cursor


class Evidence(Struct, frozen=True, kw_only=True):
    """A statement on the origin, and the words that it rests on."""

    says: str
    value: str
    basis: str
    where: str
    quote: str
    weight: Share
    inferred: bool


class Hand(Struct, frozen=True, kw_only=True):
    """One hand that the text passed."""

    name: str
    role: Literal["origin", "agency", "republisher"]
    standing: Literal["seen", "said", "inferred", "disputed"]
    confidence: Share
    url: str | None
    home: str | None
    at: Time | None
    evidence: list[Evidence]


class Chain(Struct, frozen=True, kw_only=True):
    """The hands of an article, the oldest first; the last one is the page that was read."""

    article: str
    title: Text
    attribution: str
    grade: Literal["connected", "inferred", "broken", "unnamed", "conflicting", "unknown"]
    hands: list[Hand]
    doubts: list[str]
    signals: Annotated[list[str], Meta(description="What the origin reserves, in its own words.")]


class Overlap(Struct, frozen=True, kw_only=True):
    """How much text two articles share."""

    a: str
    b: str
    level: Literal["exact", "near", "edited", "partial"]
    containment: Annotated[Share, Meta(description="The part of the shorter text that stands in the other.")]


class Copies(Struct, frozen=True, kw_only=True):
    """The copies of one text, itself among them, the first printed first."""

    article: str
    items: list[Summary]
    overlaps: list[Overlap]


class Story(Struct, frozen=True, kw_only=True):
    """What several articles tell together."""

    id: str
    title: Text
    url: str
    opened: datetime
    latest: datetime
    lead: Annotated[Summary | None, Meta(description="The article that stands for it, if it may be shown.")]
    articles: Annotated[int, Meta(ge=0)]
    sources: Annotated[int, Meta(ge=0)]


class Stories(Struct, frozen=True, kw_only=True):
    """A page of stories."""

    items: list[Story]
    next: Cursor


class Source(Struct, frozen=True, kw_only=True):
    """A publisher that articles are taken from."""

    id: str
    name: str
    name_en: str | None
    kind: Literal["publisher", "agency", "republisher", "archive"]
    home: str | None
    country: Annotated[str | None, Meta(description="ISO 3166-1 alpha-2.")]
    languages: list[str]
    show: Literal["headline", "excerpt", "full"]
    articles: Annotated[int, Meta(ge=0)]
    url: str
    feed: str


class Sources(Struct, frozen=True, kw_only=True):
    """Every source."""

    items: list[Source]


class Snippet(Struct, frozen=True, kw_only=True):
    """A piece of what may be shown, and which of its letters answer the question."""

    text: Text
    marks: Annotated[list[tuple[int, int]], Meta(description="From and up to which letter, from 0.")]


class Hit(Struct, frozen=True, kw_only=True):
    """An article that was found."""

    article: Summary
    title: Snippet
    snippet: Snippet | None


class Found(Struct, frozen=True, kw_only=True):
    """A page of what was found."""

    query: str
    understood: Annotated[str, Meta(description="The question as it was understood.")]
    total: Annotated[int, Meta(ge=0)]
    suggestion: str | None
    items: list[Hit]
    next: Cursor


class Alteration(Struct, frozen=True, kw_only=True):
    """An article that is not as it first was, and since when."""

    at: datetime
    article: Summary


class Alterations(Struct, frozen=True, kw_only=True):
    """A page of alterations, newest first."""

    items: list[Alteration]
    next: Cursor


class Change(Struct, frozen=True, kw_only=True):
    """Something that is new or altered."""

    seq: Annotated[int, Meta(ge=1)]
    kind: Literal["article", "story", "source"]
    id: str
    at: datetime
    status: Annotated[
        Literal["usable", "updated", "corrected", "withdrawn"] | None,
        Meta(description="Of articles: `withdrawn` ones must go, wherever they were put."),
    ]
    url: Annotated[str, Meta(description="Where to ask for it.")]


class Changes(Struct, frozen=True, kw_only=True):
    """What happened, oldest first; what altered several times in a page stands there once, the last time."""

    items: list[Change]
    next: Annotated[int, Meta(ge=0, description="Give it back as `since`, now or whenever you come again.")]
    more: Annotated[bool, Meta(description="Whether there is more already.")]


class Channel(Struct, frozen=True, kw_only=True):
    """A channel that is visited, and how it is doing."""

    id: str
    source: str
    kind: str
    where: str
    state: Literal["active", "paused", "retired"]
    note: str
    last: Annotated[datetime | None, Meta(description="The last visit.")]
    well: Annotated[datetime | None, Meta(description="The last one that went well.")]
    failures: Annotated[int, Meta(ge=0)]
    cause: str | None


class Channels(Struct, frozen=True, kw_only=True):
    items: list[Channel]


class Alert(Struct, frozen=True, kw_only=True):
    """A search that keeps watching. Neither its key nor whom it tells is given out."""

    id: str
    name: str
    query: str
    way: Literal["feed", "mail", "webhook"]
    since: datetime
    stopped: datetime | None


class Alerts(Struct, frozen=True, kw_only=True):
    items: list[Alert]


class Problem(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What went wrong (RFC 9457), in the language that was asked for."""

    type: Annotated[str, Meta(description="Where the kind of problem is explained.")]
    title: str
    status: Annotated[int, Meta(ge=400, le=599)]
    detail: str
    code: Annotated[str, Meta(description="Of masdar's errors: the same in logs, pages and answers.")]
    now: Annotated[str, Meta(description="What to do now.")]
    instance: str
    article: Annotated[
        dict[str, Any] | None, Meta(description="Of a withdrawn article: what may still be told of it.")
    ] = None
