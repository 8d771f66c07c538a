"""Invented values for tests: whole, small and always the same.

Everything stands on `.example` hosts. Each builder takes the fields that a test cares for and fills in
the rest.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from masdar import address
from masdar.model import (
    Article,
    Basis,
    Block,
    BlockKind,
    Capture,
    Chain,
    Channel,
    ChannelId,
    ChannelKind,
    Claim,
    Directory,
    Draft,
    Evidence,
    Fingerprint,
    Grade,
    Image,
    Level,
    Link,
    Moment,
    Overlap,
    Placement,
    Policy,
    Relation,
    Release,
    ReleaseStatus,
    Reservation,
    Role,
    Says,
    Signals,
    Source,
    SourceId,
    Standing,
    Story,
    StoryId,
    digest,
)
from masdar.rights import release as clearing

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)

TITLE = "افتتاح الجسر الجديد فوق الوادي"
FIRST = "افتتح رئيس بلدية المدينة المتخيلة اليوم الجسر الجديد فوق الوادي بحضور جمع من الأهالي."
SECOND = "وقال المهندس المشرف إن الأعمال انتهت قبل موعدها بشهرين، وإن الجسر يتسع لأربع حارات في كل اتجاه."
THIRD = "ويصل الجسر بين الحي القديم والسوق المركزي، ومن المنتظر أن يخفف الزحام في ساعات الصباح."


def source(id: str = "alwadi", **fields: Any) -> Source:
    given: dict[str, Any] = {
        "name": "وكالة الوادي",
        "name_en": "Alwadi Agency",
        "home": f"https://{id}.example/",
        "hosts": (f"{id}.example",),
        "country": "SA",
        "zone": "Asia/Riyadh",
        "channels": (channel(f"{id}/all", source=id),),
    }
    return Source(id=SourceId(id), **(given | fields))


def channel(id: str = "alwadi/all", *, source: str = "alwadi", **fields: Any) -> Channel:
    given: dict[str, Any] = {"kind": ChannelKind.FEED, "where": f"https://{source}.example/rss"}
    return Channel(id=ChannelId(id), source=SourceId(source), **(given | fields))


def capture(
    url: str = "https://alwadi.example/news/1", *, body: bytes = b"<p>.</p>", **fields: Any
) -> Capture:
    given: dict[str, Any] = {"url": url, "final_url": url, "at": NOON, "body": body}
    return Capture(**(given | fields))


def moment(at: datetime = NOON, **fields: Any) -> Moment:
    return Moment(at=at, **fields)


def paragraphs(*texts: str) -> tuple[Block, ...]:
    return tuple(Block(text=text) for text in texts)


def figure(url: str = "https://alwadi.example/1.jpg", caption: str = "الجسر من جهة السوق") -> Block:
    return Block(kind=BlockKind.FIGURE, image=Image(url=url, caption=caption))


def article(n: int = 1, *, source: str = "alwadi", **fields: Any) -> Article:
    """The n-th article of a source, an hour after the one before."""
    url = fields.get("url", f"https://{source}.example/news/{n}")
    at = NOON + n * HOUR
    given: dict[str, Any] = {
        "id": address.article_id(url),
        "url": url,
        "capture": digest(f"{url} {fields.get('title', '')}".encode()),
        "seen": at,
        "language": "ar",
        "title": TITLE,
        "blocks": paragraphs(FIRST, SECOND, THIRD),
        "published": moment(at),
        "section": "محليات",
        "reader": "page/1",
    }
    return Article(source=SourceId(source), **(given | fields))


def fingerprint(of: Article, **fields: Any) -> Fingerprint:
    words = of.body.split()
    hashes = sorted({hashlib.blake2b(word.encode(), digest_size=8).digest() for word in words})
    given: dict[str, Any] = {
        "article": of.id,
        "source": of.source,
        "at": of.when,
        "language": of.language,
        "size": len(words),
        "digest": digest(of.body.encode()),
        "shingles": b"".join(hashes),
        "title": tuple(of.title.split()),
        "terms": tuple((word, 1) for word in sorted(set(words))),
    }
    return Fingerprint(**(given | fields))


def claim(
    of: Article, *, says: Says = Says.PUBLISHED_BY, value: str = "وكالة الوادي", **fields: Any
) -> Claim:
    given: dict[str, Any] = {
        "id": digest(f"{of.id} {says} {value}".encode()),
        "at": of.seen,
        "evidence": Evidence(basis=Basis.META, quote=value, where="meta", capture=of.capture),
        "weight": 0.8,
    }
    return Claim(article=of.id, says=says, value=value, **(given | fields))


def draft(n: int = 1, *, source: str = "alwadi", outside: str | None = None, **fields: Any) -> Draft:
    """The n-th article of a source with all that is kept of it."""
    made = article(n, source=source, **fields)
    taken = capture(made.url, at=made.seen, body=f"<p>{made.title}</p>".encode(), digest=made.capture)
    return Draft(
        capture=taken, article=made, claims=(claim(made),), fingerprint=fingerprint(made), outside=outside
    )


def overlap(a: Article, b: Article, level: Level = Level.NEAR, **fields: Any) -> Overlap:
    first, second = sorted((a.id, b.id))
    given: dict[str, Any] = {"containment": 0.9, "shared": 40}
    return Overlap(a=first, b=second, level=level, **(given | fields))


def placement(of: Article, story: str | None = None, relation: Relation = Relation.FIRST) -> Placement:
    return Placement(article=of.id, story=StoryId(story or of.id), relation=relation)


def story(lead: Article, **fields: Any) -> Story:
    given: dict[str, Any] = {"title": lead.title, "opened": lead.when, "latest": lead.when}
    return Story(id=StoryId(lead.id), lead=lead.id, **(given | fields))


def kept(drafts: Sequence[Draft]) -> dict[str, Any]:
    """What `Writing.keep` takes besides drafts, with each draft in a story of its own."""
    return {
        "placements": [placement(each.article) for each in drafts],
        "overlaps": (),
        "stories": [story(each.article) for each in drafts],
    }


def link(publisher: str = "وكالة الوادي", **fields: Any) -> Link:
    given: dict[str, Any] = {"standing": Standing.SEEN, "confidence": 0.9, "home": "https://alwadi.example/"}
    return Link(publisher=publisher, **(given | fields))


def chain(of: Article, *links: Link, grade: Grade = Grade.CONNECTED) -> Chain:
    """A chain of the links given, else of the article's own source alone."""
    own = link(source=of.source, article=of.id, url=of.url, at=of.published, role=Role.ORIGIN)
    return Chain(article=of.id, links=links or (own,), grade=grade)


def release(
    of: Article | None = None,
    *,
    policy: Policy | None = None,
    chain: Chain | None = None,
    source: Source | None = None,
    status: ReleaseStatus = ReleaseStatus.USABLE,
    version: int = 1,
) -> Release:
    """An article cleared under a policy, `excerpt` unless told otherwise."""
    of = of or article()
    return clearing.clear(
        of,
        chain=chain or _own(of),
        policy=policy or Policy(),
        source=source or _source(of.source),
        directory=Directory(),
        version=version,
        taken=of.seen,
        checked=of.seen,
        status=status,
    )


def policy(**fields: Any) -> Policy:
    return Policy(**fields)


def reservation(since: datetime, *, signals: Signals | None = None, **fields: Any) -> Reservation:
    given: dict[str, Any] = {"source": SourceId("alwadi"), "read": since, "due": since + 24 * HOUR}
    return Reservation(since=since, signals=signals or Signals(), **(given | fields))


def signals(**fields: Any) -> Signals:
    return replace(Signals(), **fields)


_own = chain
_source = source
