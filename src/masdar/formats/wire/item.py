"""What a wire file says, whatever format it came in: `Item` and its parts.

Texts are as the agency wrote them, white space evened; times are ISO 8601, without a zone where none is
stated. `None` means that the file does not say.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from masdar.model import Block, Dateline, Status


class Kind(StrEnum):
    """What an item is. Only a text becomes an article."""

    TEXT = "text"
    PICTURE = "picture"
    GRAPHIC = "graphic"
    AUDIO = "audio"
    VIDEO = "video"
    PACKAGE = "package"
    PLANNING = "planning"
    EVENT = "event"
    CONCEPT = "concept"


class Notice(StrEnum):
    """What an agency tells its clients to do with what it sent before."""

    UPDATE = "update"
    CORRECTION = "correction"
    HOLD = "hold"
    KILL = "kill"


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A company or a person with a part in the text."""

    name: str
    # originator, source, redistributor, ...; as the format says it, without its scheme
    role: str | None = None
    code: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hop:
    """One hand of the trade's own chain (`hopHistory`, `del-list`), the first one first."""

    party: Party
    at: str | None = None
    # "created content", "enhanced metadata"
    actions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    name: str | None = None
    # with its scheme, where one is given: "medtop:04000000"
    code: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Media:
    """A picture, video or graphic that goes with an item."""

    kind: Kind = Kind.PICTURE
    id: str | None = None
    href: str | None = None
    headline: str | None = None
    caption: str | None = None
    credit: str | None = None
    # pixels
    width: int | None = None
    height: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """ISO 8601; without an offset where the file states none."""

    # of the message around the item
    sent: str | None = None
    # of the first version
    created: str | None = None
    # of this version
    modified: str | None = None
    # of the content itself, as against the item's data
    content: str | None = None
    embargo: str | None = None
    expires: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rights:
    holder: str | None = None
    notice: str | None = None
    usage: str | None = None
    # the address of a licence
    linked: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item of a wire file. Versions of one item share `guid` and provider."""

    # "ninjs", "NewsML-G2", "NewsML 1.2", "NITF", "IPTC 7901"
    format: str
    kind: Kind = Kind.TEXT
    guid: str | None = None
    version: str | None = None
    # a page of the item on the web, where the file gives one
    url: str | None = None
    status: Status = Status.USABLE
    notice: Notice | None = None
    # the guid of the item that the notice speaks of, where it is another than this one
    refers: str | None = None
    # 1 is the most urgent
    urgency: int | None = None
    language: str | None = None
    headline: str | None = None
    headlines: tuple[str, ...] = ()
    slug: str | None = None
    summary: str | None = None
    body: tuple[Block, ...] = ()
    dateline: Dateline | None = None
    # where it was written, of the dateline or of the data
    located: str | None = None
    byline: str | None = None
    credit: str | None = None
    provider: Party | None = None
    # whom the content comes from, in the file's order
    sources: tuple[Party, ...] = ()
    creators: tuple[Party, ...] = ()
    hops: tuple[Hop, ...] = ()
    times: Times = field(default_factory=Times)
    subjects: tuple[Subject, ...] = ()
    places: tuple[Subject, ...] = ()
    keywords: tuple[str, ...] = ()
    genres: tuple[str, ...] = ()
    rights: Rights = field(default_factory=Rights)
    media: tuple[Media, ...] = ()
    # words to editors; never part of the text
    notes: tuple[str, ...] = ()

    @property
    def agency(self) -> str | None:
        """Whom the text is credited to: the credit line, else its source, else the provider."""
        first = next((each.name for each in self.sources if each.role in _FIRST), None)
        provider = self.provider.name if self.provider else None
        named = next((each.name for each in self.sources), None)
        creator = next((each.name for each in self.creators if each.role == "source"), None)
        return self.credit or first or named or creator or provider or self.rights.holder

    @property
    def credits(self) -> tuple[str, ...]:
        """Whom the text is credited to and whom it came from first, each once."""
        originators = [each.name for each in self.sources if each.role in _FIRST]
        makers = [each.party.name for each in self.hops[:1] if each.actions[:1] == ("created content",)]
        found = {each.casefold(): each for each in reversed((self.agency, *originators, *makers)) if each}
        return tuple(reversed(found.values()))

    @property
    def key(self) -> str | None:
        """The name that versions of one item share: "wire:afp.com:TX-1"; None where the file gives no id.

        An id that is an address, a `urn:` or a `tag:` is the same whoever sends it, so it stands alone.
        A kill, hold or correction of another item is called by that item's name.
        """
        id = self.refers or self.guid
        if not id:
            return None
        provider = "" if _is_wide(id) or self.provider is None else (self.provider.code or self.provider.name)
        return f"wire:{provider.strip().casefold()}:{id}"

    @property
    def name(self) -> str | None:
        """What it is called outside: its id, with the provider where the id alone could be another's."""
        id = self.refers or self.guid
        return id if id and _is_wide(id) else self.key

    @property
    def at(self) -> str | None:
        """When this version was made or sent."""
        return self.times.modified or self.times.sent or self.times.created


def _is_wide(id: str) -> bool:
    return id.lower().startswith(("urn:", "tag:", "http:", "https:"))


_FIRST = frozenset({"origprov", "originator", "origin"})
