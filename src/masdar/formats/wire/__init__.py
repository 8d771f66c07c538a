"""The formats of news agencies, one file each, and what they all say: `item.Item`.

    >>> from datetime import UTC, datetime
    >>> [item] = read(b'{"uri": "urn:x:1", "headlines": [{"value": "A"}], "bodies": [{"value": "Text."}]}')
    >>> lead(item, seen=datetime(2026, 1, 1, tzinfo=UTC)).content
    '<p>Text.</p>'

`read` takes any of them by content, `lead` makes of an item what the path takes in. Pictures, packages and
plans are read too, and refused by `lead` with the name of what they are.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Literal

from masdar.errors import NotAnArticle, ReadError
from masdar.formats.wire import blocks, iptc7901, newsml, ninjs, nitf, openings, times
from masdar.formats.wire.item import Item, Kind
from masdar.model import BlockKind, Lead, Status

__all__ = ["Item", "Kind", "lead", "named", "read"]

Format = Literal["ninjs", "newsml", "nitf", "iptc7901"]

_SKIPPED = re.compile(
    rb"\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>", re.DOTALL | re.IGNORECASE
)
_ROOT = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)[\s/>]")
# documents of NewsML, and pieces of one that may be found alone
_WHOLE = frozenset(
    {
        *(b"nitf", b"newsml", b"newsmessage", b"newsitem", b"packageitem", b"planningitem", b"conceptitem"),
        *(b"knowledgeitem", b"catalogitem"),
    }
)
_PIECES = frozenset(
    {
        *(b"contentset", b"contentmeta", b"itemmeta", b"rightsinfo", b"hophistory", b"partmeta", b"groupset"),
        *(b"itemref", b"conceptset", b"newscoverageset", b"newscoverage", b"eventdetails", b"inlinexml"),
        *(b"inlinedata", b"remotecontent", b"schememeta", b"catalogref", b"itemset", b"infosource"),
        *(b"newscomponent", b"newslines", b"newsmanagement"),
    }
)
# the namespace of NewsML-G2
_NAR = b"http://iptc.org/std/nar/2006-10-01/"
# keys that an item of ninjs has and an article of JSON Lines has not
_NINJS = re.compile(
    rb'(?<!\\)"(?:versioncreated|versionCreated|firstcreated|firstCreated|pubstatus|pubStatus|representationtype'
    rb"|representationType|body_(?:html|xhtml|text)|headlines|bodies|renditions|associations|copyrightholder"
    rb'|copyrightHolder|byline"\s*:[^}]{0,2000}"headline|eventDetails|plannedCoverage)"?\s*:'
)
_LINES = re.compile(rb'(?<!\\)"text"\s*:')
_OF_KIND = {
    Kind.PICTURE: "a picture",
    Kind.GRAPHIC: "a graphic",
    Kind.AUDIO: "a sound",
    Kind.VIDEO: "a video",
    Kind.PACKAGE: "a package, which only lists other items",
    Kind.PLANNING: "a plan of coverage",
    Kind.EVENT: "the announcement of an event",
    Kind.CONCEPT: "a concept, which describes a person, place or thing",
}
# letters of a headline made of a text that has none
_HEADLINE = 120
_SENTENCE = re.compile(r".{20,}?[.!?\u061f](?=\s|$)")


def named(head: bytes) -> Format | None:
    """The format of a document by its first bytes (some thousand are enough); None for no wire format."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n\x00\x16")
    if start.startswith(b"\x01"):
        return "iptc7901" if b"\x02" in start else None
    if start[:1] in (b"{", b"["):
        return "ninjs" if _NINJS.search(start) and not _LINES.search(start) else None
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        start = head.decode("utf-16", "ignore").encode("utf-8", "ignore").lstrip()
    at = 0
    while (skipped := _SKIPPED.match(start, at)) is not None:
        at = skipped.end()
    found = _ROOT.match(start, at)
    root = found[1].lower() if found else b""
    if root == b"nitf":
        return "nitf"
    of_g2 = found is not None and _NAR in start[found.start() : start.find(b">", found.start())]
    return "newsml" if root in _WHOLE or root in _PIECES or of_g2 else None


def read(data: bytes, *, headers: Mapping[str, str] | None = None) -> tuple[Item, ...]:
    """The items of a wire file in any format. Raises ReadError for a file that is none, or holds nothing."""
    kind = named(data[: 64 * 1024])
    if kind is None:
        raise ReadError("no wire format: neither ninjs, NewsML, NITF nor IPTC 7901")
    if kind in ("newsml", "nitf") and not _ends(data):
        raise ReadError(
            "the file breaks off: the end of its first element is missing; was it sent whole? get it again"
        )
    readers = {"ninjs": ninjs.read, "newsml": newsml.read, "nitf": nitf.read, "iptc7901": iptc7901.read}
    return tuple(map(openings.complete, readers[kind](data, headers=headers)))


def _ends(data: bytes) -> bool:
    """Whether the first element of an XML document is closed at its end: half a text is no text."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        data = data.decode("utf-16", "ignore").encode("utf-8", "ignore")
    at = 3 if data.startswith(b"\xef\xbb\xbf") else 0
    while (skipped := _SKIPPED.match(data, at)) is not None:
        at = skipped.end()
    found = _ROOT.match(data, at)
    root = found[1] if found else b""
    if root.lower() not in _WHOLE:
        return True
    return (
        re.search(rb"</(?:[\w.-]+:)?" + re.escape(root) + rb"\s*>", data[-2_000:], re.IGNORECASE) is not None
    )


def lead(item: Item, *, seen: datetime) -> Lead:
    """What a wire says of an article, the whole text included. Its time is that of the version.

    `seen` stands in where the file states no time. Raises NotAnArticle for what is no text, and says
    what it is.
    """
    name = item.guid or item.headline or item.format
    if item.kind is not Kind.TEXT:
        raise NotAnArticle(f"{name}: this is {_OF_KIND[item.kind]}, not a text")
    taken_back = item.status in (Status.CANCELED, Status.WITHHELD)
    text = "".join(block.plain for block in item.body)
    if not taken_back and not any(sign.isalpha() for sign in text):
        what = "a headline without its text" if item.headline else "an item without headline and text"
        raise NotAnArticle(f"{name}: this is {what}; was it sent whole?")
    title = item.headline or _instead(item)
    if not title and not taken_back:
        raise NotAnArticle(f"{name}: this is a text without a headline")
    picture = next(
        (each for each in item.media if each.kind is Kind.PICTURE and _is_address(each.href)), None
    )
    latin = item.byline is not None and openings.is_latin(item.byline)
    return Lead(
        url=item.url if item.url and not item.refers else "",
        seen=times.aware(item.at) or seen,
        item=item.key,
        title=title,
        summary=item.summary,
        content=blocks.markup(item.body) or None,
        # the grammar of pages knows the names of Arabic bylines; those in Latin letters are taken apart here
        author=None if latin else item.byline,
        writers=openings.persons(item.byline or "") if latin else None,
        published=item.times.created or item.times.content or item.times.modified or item.times.sent,
        updated=item.times.modified,
        language=item.language,
        image=picture.href if picture else None,
        section=next((each.name for each in item.subjects if each.name), None),
        tags=item.keywords,
        version=item.version,
        status=item.status,
        credit=" / ".join(item.credits) or None,
        outside=item.name,
        dateline=item.dateline,
        embargo=times.aware(item.times.embargo),
    )


def _is_address(said: str | None) -> bool:
    return (said or "").startswith(("http://", "https://"))


def _instead(item: Item) -> str | None:
    """What stands for a missing headline: the summary's first sentence, a heading, the text's first."""
    heading = next((each.text for each in item.body[:3] if each.kind is BlockKind.HEADING), "")
    opening = next((each.text for each in item.body if each.text), "")
    return _first(item.summary or "") or heading or _first(opening) or item.slug


def _first(text: str) -> str | None:
    """The first sentence of a text that has no headline; None where that is no sentence of a few words."""
    found = _SENTENCE.match(text)
    said = found[0] if found else text
    if len(said) <= _HEADLINE:
        return said if len(said.split()) > 2 else None
    return said[:_HEADLINE].rpartition(" ")[0] + " \u2026"
