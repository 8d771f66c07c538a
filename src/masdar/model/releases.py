"""What goes out: the release that may be shown, and what follows the log."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from masdar.model.article import Article, Block, Dateline, Doubt, Image, Moment
from masdar.model.claims import Chain, Claim, Link
from masdar.model.desk import Note
from masdar.model.names import ArticleId, Digest, SourceId
from masdar.model.sources import Images, Policy
from masdar.model.taking import Capture, Via
from masdar.model.together import Fingerprint


class ReleaseStatus(StrEnum):
    USABLE = "usable"
    UPDATED = "updated"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """The source block «المصدر», filled in. There is no release without one."""

    publisher: str
    publisher_url: str | None
    author: str | None
    # the original article itself; None is printed as «غير معروف»
    original_url: str | None
    first_published: Moment | None
    # the way it came, and from whom
    taken_via: Via
    taken_from: str
    taken_url: str | None
    rights: str
    # the verbatim words of the page on its source, if it had any
    said: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Upstream:
    """What became of a text at its origin, which a copy of it does not tell."""

    # updated, corrected or withdrawn
    status: ReleaseStatus
    # the origin's own page, as we hold it
    article: ArticleId
    # when it was altered there, and when we saw that
    at: datetime
    seen: datetime
    # whether the copy still says what the origin says no more
    stale: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """An article as it may be shown. Only `rights.release.clear` makes one."""

    id: ArticleId
    version: int
    status: ReleaseStatus
    source: SourceId
    source_name: str
    language: str
    title: str
    kicker: str | None = None
    summary: str | None = None
    # cut to the policy, dateline and end mark taken off
    blocks: tuple[Block, ...] = ()
    # whether the policy held text back
    shortened: bool = False
    image: Image | None = None
    dateline: Dateline | None = None
    # the origin, as the chain has it; `credit` prints it
    origin: Link
    credit: Credit
    chain: Chain
    policy: Policy
    first_published: Moment | None = None
    modified: Moment | None = None
    taken: datetime
    checked: datetime
    # of the whole text as we hold it
    digest: Digest
    section: str | None = None
    tags: tuple[str, ...] = ()
    # why it stands as it does: what was withheld, and by which rule
    why: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    # of one that is withdrawn: only until a person has looked at it; by law; in the desk's words
    held: bool = False
    law: bool = False
    reason: str = ""
    # of one that its page took back, in the page's words
    notice: str = ""
    # since when the desk wants it so
    ruled: datetime | None = None
    # corrections of our own, the oldest first
    notes: tuple[Note, ...] = ()
    # of a copy: what became of the text at its origin since
    upstream: Upstream | None = None

    @property
    def when(self) -> datetime:
        """What lists are ordered by: first publication, else when it was taken."""
        return self.first_published.at if self.first_published else self.taken


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """Where a release stands in lists: what is known of it without looking into it."""

    id: ArticleId
    source: SourceId
    # as `Release.when`
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture that we hold ourselves; its size is in pixels."""

    file: str
    width: int
    height: int
    type: str
    # the same, no larger than a thumbnail; None where that is all there is
    small: "Picture | None" = None
    # the articles that show it
    of: tuple[ArticleId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A picture that is still to be fetched."""

    images: Images
    of: tuple[ArticleId, ...]
    due: datetime
    tries: int = 0


class ChangeKind(StrEnum):
    ARTICLE = "article"
    STORY = "story"
    SOURCE = "source"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One line of the change log; `seq` is the order of commits."""

    seq: int
    kind: ChangeKind
    id: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """An article that a search found; `score` is comparable within one answer only."""

    article: ArticleId
    # of answers in order of time, the seconds since 1970
    score: float


class Why(StrEnum):
    """Where an article answers a question."""

    TITLE = "title"
    TEXT = "text"
    # a word that sounds like the one asked for, or looks like it
    SOUND = "sound"
    ALIKE = "alike"
    PHRASE = "phrase"
    # a field; it bounds what is found and is worth nothing
    FIELD = "field"
    # a word that the best answers share, and how well the whole story answers
    BEST = "best"
    STORY = "story"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """What one match adds to the score of an article."""

    why: Why
    # as it was asked for; none for what the best answers share
    said: str = ""
    # the stem that was found
    found: str = ""
    worth: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Facets:
    """How many of the articles found fall to each value, the most first."""

    sources: tuple[tuple[SourceId, int], ...] = ()
    sections: tuple[tuple[str, int], ...] = ()
    agencies: tuple[tuple[str, int], ...] = ()
    # days with news, oldest first
    days: tuple[tuple[date, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One page of an answer, and what is known of all of it."""

    hits: tuple[Hit, ...] = ()
    # articles that match, every copy counted
    total: int = 0
    more: bool = False
    facets: Facets = field(default_factory=Facets)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """All that a capture gave, before it is kept."""

    capture: Capture
    article: Article
    claims: tuple[Claim, ...]
    fingerprint: Fingerprint
    outside: str | None = None
