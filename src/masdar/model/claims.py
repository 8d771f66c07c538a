"""Whose text it is: claims with their evidence, and the chain of hands."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from masdar.model.article import Basis, Doubt, Moment
from masdar.model.names import ArticleId, Digest, SourceId


class Says(StrEnum):
    PUBLISHED_BY = "published_by"
    FIRST_PUBLISHED_BY = "first_published_by"
    FIRST_PUBLISHED_AT = "first_published_at"
    REPUBLISHED_FROM = "republished_from"
    WIRED_BY = "wired_by"
    WRITTEN_BY = "written_by"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The words a claim rests on, and where they stand."""

    basis: Basis
    quote: str
    # a field, selector or place a reader can check: "dateline", "link[rel=canonical]"
    where: str
    capture: Digest
    # the other article, where two were compared
    other: ArticleId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One statement about an article's origin. Never overwritten; asserted unless `inferred`."""

    id: str
    article: ArticleId
    says: Says
    # a publisher's name, an agency's code, an ISO time, an address
    value: str
    # the address that the claim gives, if it gives one
    url: str | None = None
    at: datetime
    evidence: Evidence
    # 0 to 1
    weight: float
    # computed by us, as against said by the page or its channel
    inferred: bool = False
    reader: str = ""


class Role(StrEnum):
    ORIGIN = "origin"
    AGENCY = "agency"
    REPUBLISHER = "republisher"


class Standing(StrEnum):
    SEEN = "seen"  # we hold this hand's own page
    SAID = "said"  # somebody names it
    INFERRED = "inferred"  # shared text says so
    DISPUTED = "disputed"  # claims contradict each other


class Grade(StrEnum):
    """How well a chain holds, in the words of the discipline of isnad."""

    CONNECTED = "connected"  # متصل: every link asserted
    INFERRED = "inferred"  # مستنتج: a link inferred
    BROKEN = "broken"  # منقطع: a gap
    UNNAMED = "unnamed"  # مرسل: agencies, none named
    CONFLICTING = "conflicting"  # مضطرب: contradiction
    UNKNOWN = "unknown"  # nobody says, nothing is shared


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One hand through which a text passed."""

    publisher: str
    source: SourceId | None = None
    code: str | None = None
    article: ArticleId | None = None
    url: str | None = None
    # the publisher's home page, where it is known
    home: str | None = None
    # who wrote it, where we hold this hand's own page and it says so
    authors: tuple[str, ...] = ()
    at: Moment | None = None
    role: Role = Role.ORIGIN
    standing: Standing = Standing.SAID
    # 0 to 1
    confidence: float = 0.0
    claims: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """The hands of an article, oldest first; the last one is the page that we read."""

    article: ArticleId
    links: tuple[Link, ...]
    grade: Grade
    doubts: tuple[Doubt, ...] = ()

    @property
    def origin(self) -> Link:
        return self.links[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """An article as the chain needs it: who published it, when, and what it claims."""

    article: ArticleId
    source: SourceId
    url: str
    title: str
    published: Moment | None
    seen: datetime
    claims: tuple[Claim, ...] = ()
    bylines: tuple[str, ...] | None = None
