"""The desk: people, their words and deeds, cases, outputs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from masdar.model.names import ArticleId, SourceId


class Word(StrEnum):
    """What the desk says of showing an article."""

    PUBLISH = "publish"
    HOLD = "hold"
    WITHDRAW = "withdraw"


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A correction of our own, which stands above an article for good."""

    at: datetime
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """What the desk has last said of an article."""

    article: ArticleId
    # None: nothing was said of showing it
    word: Word | None = None
    at: datetime
    by: str = ""
    # for readers, who find it where the text stood
    reason: str = ""
    # whether a law or a court demands it
    law: bool = False
    # whether the headline may not be read either
    hush: bool = False
    # not to be shown before
    due: datetime | None = None
    # the version that was looked at, and when that was
    version: int = 0
    looked: datetime | None = None
    # in the place of what was read
    title: str | None = None
    section: str | None = None
    notes: tuple[Note, ...] = ()


class Stand(StrEnum):
    """Where an article stands on the desk."""

    NEW = "new"
    LOOK = "look"
    SCHEDULED = "scheduled"
    PUBLISHED = "published"
    HELD = "held"
    WITHDRAWN = "withdrawn"


class Ground(StrEnum):
    """Why an article stands where it stands on the desk."""

    CANCELED = "canceled"  # its publisher took it back
    WITHHELD = "withheld"  # an agency holds it
    SAID = "said"  # its page seems to say that it was taken back
    BARRED = "barred"  # its publisher wants nothing of it shown here
    DESK = "desk"  # a person said so
    MISSING = "missing"  # its page could not be had several times in a row
    REVIEW = "review"  # its source is reviewed, and nobody has yet
    DUE = "due"  # its time has not come
    CHANGED = "changed"  # it changed since a person looked at it
    NAMELESS = "nameless"  # nobody says whose text it is
    CONFLICT = "conflict"  # statements about its origin contradict each other
    UPSTREAM = "upstream"  # its origin corrected it or took it back, and this copy does not say so


@dataclass(frozen=True, slots=True, kw_only=True)
class Docket:
    """An article that a person may want to look at: where it stands, since when and why."""

    article: ArticleId
    stand: Stand
    source: SourceId
    at: datetime
    why: tuple[Ground, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A host whose publisher has shown that he wants nothing of it shown here."""

    host: str
    at: datetime
    # the number of the case that it rests on
    case: int = 0
    # since when he thinks better of it
    ended: datetime | None = None


class Rank(StrEnum):
    """What an account may do; each may do what those before it may, but the auditor, who does nothing.

    He sees all that an administrator sees.
    """

    READER = "reader"
    EDITOR = "editor"
    PUBLISHER = "publisher"
    ADMIN = "admin"
    AUDITOR = "auditor"


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A person who signs in."""

    name: str
    rank: Rank
    # an Argon2 hash (RFC 9106)
    secret: str
    made: datetime
    stopped: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A sign-in that holds. Its id is the digest of what the browser keeps."""

    id: str
    account: str
    made: datetime
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Invite:
    """A link that may be used once to choose a password. Its id is the digest of the link's last part."""

    id: str
    # empty: whoever follows it chooses a name
    account: str
    rank: Rank
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """A deed: who did what to what, and what was before and after it."""

    at: datetime
    by: str
    did: str
    subject: str = ""
    before: str = ""
    after: str = ""


class CaseKind(StrEnum):
    CORRECTION = "correction"
    REMOVAL = "removal"
    OPT_OUT = "opt_out"


class CaseState(StrEnum):
    OPEN = "open"
    GRANTED = "granted"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of a case's log. What is not public is for the desk alone."""

    at: datetime
    # empty: the one who asks; "masdar": we ourselves
    by: str
    said: str
    public: bool = True


class ReplyKind(StrEnum):
    RECEIPT = "receipt"
    DECISION = "decision"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A letter by mail to whoever asked, and what became of it."""

    kind: ReplyKind
    # the last try
    at: datetime
    tries: int = 1
    # when it is tried again; None: it was taken, or given up
    due: datetime | None = None
    failure: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Somebody asks for a correction, a removal, or that nothing of a publisher be shown."""

    # 0: not yet kept; the store numbers it
    number: int = 0
    # the last part of the address of its page: whoever knows it may see it
    token: str
    kind: CaseKind
    # the article that it is about
    article: ArticleId | None = None
    # the host that nothing shall be shown of
    host: str = ""
    who: str = ""
    mail: str = ""
    text: str
    # of the page that the form stood on, in which letters are written
    language: str = "ar"
    opened: datetime
    due: datetime
    state: CaseState = CaseState.OPEN
    ground: str = ""
    closed: datetime | None = None
    # when a proof was last looked for
    looked: datetime | None = None
    # of a removal or opt-out that was granted: when the words that we hold are erased, and when they were
    erase: datetime | None = None
    erased: datetime | None = None
    log: tuple[Entry, ...] = ()
    replies: tuple[Reply, ...] = ()


class Home(StrEnum):
    """The kind of another home that articles are handed to."""

    WORDPRESS = "wordpress"
    TELEGRAM = "telegram"
    WEBHOOK = "webhook"


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """Another home that articles are handed to as they come, and taken back from."""

    id: str
    kind: Home
    name: str
    # the address of the site, of the Bot API, or of the webhook
    where: str
    # a chat of Telegram
    to: str = ""
    # who signs in at WordPress
    user: str = ""
    # an application password, a bot's token, the key that signs; secret
    secret: str
    # none: of every source
    sources: tuple[SourceId, ...] = ()
    language: str = "ar"
    # nothing that was taken before is handed over
    since: datetime
    enabled: bool = True
    # what went wrong with it as a whole
    failure: str | None = None


class Posted(StrEnum):
    """What became of an article in another home."""

    WAITING = "waiting"  # something is to be done there
    STANDS = "stands"
    GONE = "gone"  # taken back
    EDITED = "edited"  # a person wrote in it there: it is not touched
    UNCLEAR = "unclear"  # it was sent, and whether it came nobody knows
    FAILED = "failed"  # tried too often, or refused for good


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """An article in another home: what should stand there, and what does."""

    output: str
    article: ArticleId
    state: Posted = Posted.WAITING
    # the mark of the release that should stand there; empty: none should
    wanted: str
    # the mark of what stands there; None: nothing ever did
    held: str | None = None
    # what it is called there
    receipt: str | None = None
    # the digest of what the other side keeps, by which a person's edit is seen
    seal: str | None = None
    at: datetime
    due: datetime | None = None
    # since when it is being sent, so that an end in the midst of it is seen
    sent: datetime | None = None
    tries: int = 0
    failure: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """An article as another home takes it, or the notice that it was taken back."""

    id: ArticleId
    # what is sent, in a word: alters with whatever a reader would see alter
    mark: str
    language: str
    title: str
    # whole, with the origin in front and the source block behind it
    html: str
    # some words of it, plain
    excerpt: str
    # a message in the markup of Telegram
    message: str
    # what a program reads
    data: Mapping[str, Any]
    published: datetime
    # of the picture that may be shown: file name, media type, bytes, words for those who do not see it
    picture: tuple[str, str, bytes, str] | None = None
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """An article as it stands in another home: its name there, and a digest of what that keeps of it."""

    receipt: str
    seal: str | None = None
