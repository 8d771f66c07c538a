"""What belongs together: copies and stories."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from masdar.model.names import ArticleId, Digest, SourceId, StoryId


class Level(StrEnum):
    """How much of a text two articles share, from most to least."""

    EXACT = "exact"
    NEAR = "near"
    EDITED = "edited"
    PARTIAL = "partial"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprint:
    """What comparison needs of an article; made once and kept."""

    article: ArticleId
    source: SourceId
    at: datetime
    language: str
    # folded words
    size: int
    # of the folded text: equal digests are equal texts
    digest: Digest
    # sorted, distinct 64-bit hashes of word 5-grams, little-endian
    shingles: bytes
    # stems of the title, and of title with body with their counts: features of stories and related
    title: tuple[str, ...] = ()
    terms: tuple[tuple[str, int], ...] = ()
    # so many of the terms, the first, stand in the title or the lead; 0 where that is not known
    lead: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Bag:
    """The terms of a fingerprint as numbers: what is read of many articles to rank them."""

    article: ArticleId
    at: datetime
    # rows of `stories.fingerprint.WORDS`
    words: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """The text of a fingerprint: what tells a copy."""

    article: ArticleId
    digest: Digest
    shingles: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """Two articles that share text: `a` < `b`; containment is of the smaller one, 0 to 1."""

    a: ArticleId
    b: ArticleId
    level: Level
    containment: float
    # 5-grams in common
    shared: int


class Relation(StrEnum):
    FIRST = "first"
    COPY = "copy"
    REVISION = "revision"
    SAME_STORY = "same_story"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryScore:
    """A story that an article may belong to."""

    story: StoryId
    # 0 to 1
    score: float
    nearest: ArticleId
    # articles that tell it on the days around, copies not counted
    voices: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """What the window finds for a fingerprint: overlaps by containment, stories by score, best first."""

    overlaps: tuple[Overlap, ...] = ()
    stories: tuple[StoryScore, ...] = ()
    # the stories that the articles of `overlaps` belong to
    placed: Mapping[ArticleId, StoryId] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    article: ArticleId
    story: StoryId
    relation: Relation
    of: ArticleId | None = None
    score: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Copies of one text, found by text alone. The id is that of the smallest member."""

    id: ArticleId
    members: tuple[ArticleId, ...]
    overlaps: tuple[Overlap, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    id: StoryId
    title: str
    opened: datetime
    latest: datetime
    # the article that stands for it
    lead: ArticleId
    size: int = 1
    # how many sources tell it
    sources: int = 1
    merged_into: StoryId | None = None
    # whether a person chose its name, and the article that stands for it: no article that comes alters them
    named: bool = False
    led: bool = False
