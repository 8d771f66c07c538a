"""The article, with what it says of itself and what is doubted."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, timezone
from enum import StrEnum
from typing import Any

from masdar.model.names import ArticleId, Digest, SourceId
from masdar.model.sources import Signals
from masdar.model.taking import Status, Via


class Precision(StrEnum):
    SECOND = "second"
    MINUTE = "minute"
    DAY = "day"


class ZoneFrom(StrEnum):
    """Why we believe the zone. The printed one wins, then the origin's home, then the source's."""

    PRINTED = "printed"
    ORIGIN = "origin"
    SOURCE = "source"
    # nobody says: read as UTC, and never printed with a zone
    ASSUMED = "assumed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A time, and the words that it was read from."""

    at: datetime
    precision: Precision = Precision.SECOND
    zone_from: ZoneFrom = ZoneFrom.PRINTED
    # minutes east of UTC on the clock it was printed by
    offset: int = 0
    # IANA name where one is known
    zone: str | None = None
    said: str = ""

    def iso(self) -> str:
        """ISO 8601, as exact as what is known: no minute for a day, no offset where none is known.

        >>> from datetime import UTC
        >>> seoul = Moment(at=datetime(2024, 11, 1, 4, 1, 11, tzinfo=UTC), offset=540)
        >>> seoul.iso()
        '2024-11-01T13:01:11+09:00'
        """
        local = self.at.astimezone(timezone(timedelta(minutes=self.offset)))
        if self.precision is Precision.DAY:
            return local.date().isoformat()
        spec = "minutes" if self.precision is Precision.MINUTE else "seconds"
        if self.zone_from is ZoneFrom.ASSUMED:
            local = local.replace(tzinfo=None)
        return local.isoformat(timespec=spec)

    def said_iso(self) -> str:
        """As `iso`, with the offset only where the page itself printed one."""
        return (
            replace(self, zone_from=ZoneFrom.ASSUMED).iso()
            if self.zone_from is not ZoneFrom.PRINTED
            else self.iso()
        )


class BlockKind(StrEnum):
    PARAGRAPH = "paragraph"
    HEADING = "heading"
    QUOTE = "quote"
    LIST = "list"
    FIGURE = "figure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    url: str
    caption: str | None = None
    credit: str | None = None
    alt: str | None = None
    # pixels
    width: int | None = None
    height: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A piece of a body. One class for all kinds, so that JSON needs no tags."""

    kind: BlockKind = BlockKind.PARAGRAPH
    text: str = ""
    # of a heading: 2 to 6
    level: int = 0
    # of a list
    items: tuple[str, ...] = ()
    # of a figure
    image: Image | None = None
    # of a figure that another site shows: its address; `text` names it
    embed: str | None = None
    # of an entry of a live blog: when it was written
    at: Moment | None = None

    @property
    def plain(self) -> str:
        """The block's text; a list is one line an item, a figure has none."""
        if self.kind is BlockKind.FIGURE:
            return ""
        return "\n".join(self.items) if self.kind is BlockKind.LIST else self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency:
    """An agency as a text names it: `said` as printed, `code` from the table, None for others."""

    said: str
    code: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dateline:
    """Place, date and credit that open a wire text. `text` is verbatim, with its closing sign."""

    text: str = ""
    places: tuple[str, ...] = ()
    agencies: tuple[Agency, ...] = ()
    # agencies merely quoted in the first sentence: no credit
    cited: tuple[Agency, ...] = ()
    reporters: tuple[str, ...] = ()
    desks: tuple[str, ...] = ()
    # codes of agencies credited for the picture alone
    photo_credits: tuple[Agency, ...] = ()
    # ISO: YYYY-MM-DD, or MM-DD where no year is printed
    date: str | None = None


class AttributionForm(StrEnum):
    BLOCK = "block"  # a labelled block: المصدر, الكاتب, الموقع
    LINE = "line"  # a closing line: «نقلا عن …»


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """The page's own words on where it has the text from. `""` is a label with nothing behind it."""

    form: AttributionForm = AttributionForm.BLOCK
    publisher: str | None = None
    author: str | None = None
    # host or name as printed
    site: str | None = None
    site_url: str | None = None
    # the address of the original article itself, where the page gives it
    original_url: str | None = None
    first_published: Moment | None = None
    said: str = ""


class Basis(StrEnum):
    """On what a claim rests."""

    ATTRIBUTION_BLOCK = "attribution_block"
    CREDIT_LINE = "credit_line"
    BYLINE = "byline"
    DATELINE = "dateline"
    END_MARK = "end_mark"
    CANONICAL_LINK = "canonical_link"
    META = "meta"
    JSON_LD = "json_ld"
    FEED = "feed"
    WIRE = "wire"
    ADDRESS = "address"
    TEXT_OVERLAP = "text_overlap"
    # how the text is worded, compared with what agencies write
    STYLE = "style"
    CAPTURE_TIME = "capture_time"


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """A machine-readable statement of a page on its origin, such as a canonical link to another host.

    `name` is the field as the standard calls it: `canonical`, `isBasedOn`, `sourceOrganization`,
    `creditText`, `copyrightHolder`, `provider`, `original-source`, `syndication-source`.
    """

    basis: Basis
    name: str
    value: str
    url: str | None = None


class DoubtKind(StrEnum):
    MISSING = "missing"
    ASSUMED = "assumed"
    CONFLICT = "conflict"
    SUSPICIOUS = "suspicious"
    REPAIRED = "repaired"


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """Where the reading was unsure."""

    field: str
    kind: DoubtKind
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Retraction:
    """The words by which a page takes its own text back."""

    said: str
    # whether they can mean no other text
    certain: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """What one capture says. A page that changed gives a second Article with the same id."""

    id: ArticleId
    source: SourceId
    url: str
    canonical_url: str | None = None
    capture: Digest
    seen: datetime
    # BCP 47, judged from the text
    language: str
    title: str
    kicker: str | None = None
    summary: str | None = None
    # a dateline that opens the first paragraph stays in it, as printed
    blocks: tuple[Block, ...] = ()
    image: Image | None = None
    dateline: Dateline | None = None
    # whom the text is credited to, from dateline, byline and credit line
    agencies: tuple[Agency, ...] | None = None
    bylines: tuple[str, ...] | None = None
    published: Moment | None = None
    modified: Moment | None = None
    end_mark: str | None = None
    attribution: Attribution | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    # the name the page gives its own outlet
    outlet: str | None = None
    declarations: tuple[Declaration, ...] = ()
    signals: Signals = field(default_factory=Signals)
    # how it stands at its origin: canceled once the origin took it back
    status: Status = Status.USABLE
    # the digest of its text, once that was erased
    erased: Digest | None = None
    # the words by which the page takes its own text back, if it has any
    retraction: Retraction | None = None
    doubts: tuple[Doubt, ...] = ()
    via: Via = Via.PAGE
    # name and version of the reader, so that a better one can read kept captures again
    reader: str = ""

    @property
    def body(self) -> str:
        """The body's text, a line a paragraph."""
        return "\n".join(block.plain for block in self.blocks if block.kind is not BlockKind.FIGURE)

    @property
    def when(self) -> datetime:
        """When it was published, as far as is known; else when it was seen. The window runs on it."""
        return self.published.at if self.published else self.seen

    def as_record(self) -> dict[str, Any]:
        """The flat record: plain JSON values under the keys of the field."""
        agency = next(iter(self.agencies or ()), None)
        stated = self.attribution
        first = stated.first_published if stated else None
        paragraphs = [line for block in self.blocks for line in block.plain.split("\n") if line]
        return {
            "id": self.id,
            "url": self.url or None,
            "canonicalUrl": self.canonical_url,
            "language": self.language,
            "title": self.title,
            "kicker": self.kicker,
            "summary": self.summary,
            "articleBody": "\n".join(paragraphs),
            "paragraphs": paragraphs,
            "authors": None if self.bylines is None else list(self.bylines),
            "agency": agency.said if agency else ("" if self.agencies is not None else None),
            "agencyCode": agency.code if agency else None,
            "agencies": [{"said": each.said, "code": each.code} for each in self.agencies or ()],
            "dateline": self.dateline.text if self.dateline else None,
            "datePublished": self.published.iso() if self.published else None,
            "dateModified": self.modified.iso() if self.modified else None,
            "image": (self.image.url or None) if self.image else None,
            "imageCaption": self.image.caption if self.image else None,
            "imageCredit": self.image.credit if self.image else None,
            "endMark": self.end_mark,
            "section": self.section,
            "tags": list(self.tags),
            "source": stated.said if stated else None,
            "attribution": {
                "publisher": stated.publisher if stated else None,
                "author": stated.author if stated else None,
                "site": stated.site if stated else None,
                "firstPublished": first.said_iso() if first else None,
            },
            "outlet": self.outlet,
            "doubts": [{"field": d.field, "kind": d.kind.value, "detail": d.detail} for d in self.doubts],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """How often an article was seen in a new form, when first and when last."""

    versions: int
    first: datetime
    last: datetime


class Turn(StrEnum):
    """What became of words from one version of a text to the next."""

    KEPT = "kept"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Words in a row that had the same fate."""

    turn: Turn
    words: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """What one version of an article has otherwise than the one before, without its words."""

    # in the order of reading; where words were exchanged, the old stand before the new
    stretches: tuple[Stretch, ...]
    # words
    kept: int
    added: int
    removed: int
    # whether the headline is another
    title: bool
    # whether more than spelling changed
    substance: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """When an article's page was last asked for again with an answer, and when its turn comes next."""

    article: ArticleId
    at: datetime
    # None: it is not asked for again
    due: datetime | None = None
    # how often in a row it could not be had
    misses: int = 0
