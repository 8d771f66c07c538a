"""Pieces become bytes: pages and feeds, each in the way of its paper."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from email.utils import format_datetime
from html import escape
from string import Template
from urllib.parse import quote

from masdar.demo.paper import Paper, Piece

_MONTHS = (
    "يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو",
    "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر",
)  # fmt: skip
_ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_WEEKDAYS = ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد")
_ENGLISH_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

# the key that hides the mail addresses of the portal's copies
_MAIL_KEY = 0x5A


def url(paper: Paper, piece: Piece) -> str:
    """The address of a piece's page."""
    local = piece.published.astimezone(paper.zone)
    path = paper.path.format(
        id=piece.id,
        slug=quote(piece.slug),
        year=local.year,
        month=f"{local.month:02}",
        day=f"{local.day:02}",
    )
    return paper.source.home.rstrip("/") + path


def picture_url(paper: Paper, name: str) -> str:
    return f"{paper.source.home}media/{name}"


def page(
    paper: Paper, piece: Piece, *, origin: tuple[Paper, Piece] | None, others: Sequence[tuple[str, str]]
) -> bytes:
    """A piece's page in its paper's own encoding.

    `origin` is the piece it was copied from; `others` are the addresses and titles its page links to.
    """
    values = _values(paper, piece, origin)
    values["others"] = "\n".join(
        f'      <li><a href="{escape(address)}">{escape(title, quote=False)}</a></li>'
        for address, title in others
    )
    for name, part in paper.parts.items():
        values[f"{name}_part"] = Template(part.text.strip()).substitute(values) if values[part.when] else ""
    return Template(paper.page).substitute(values).encode(paper.encoding)


def feed(paper: Paper, pieces: Sequence[Piece], *, now: datetime) -> tuple[bytes, str]:
    """A paper's feed, newest first, and its media type."""
    newest = sorted(pieces, key=lambda piece: (piece.published, piece.id), reverse=True)
    match paper.feed_format:
        case "rss":
            return _rss(paper, newest, now=now), "application/rss+xml; charset=utf-8"
        case "atom":
            return _atom(paper, newest, now=now), "application/atom+xml; charset=utf-8"
        case "json":
            return _json(paper, newest), "application/feed+json; charset=utf-8"
    raise ValueError(f"{paper.source.id}: no feed is written as {paper.feed_format!r}")


def printed(paper: Paper, at: datetime) -> str:
    """A time in the words and digits of a paper."""
    local = at.astimezone(paper.zone)
    english = paper.source.languages[0] == "en"
    months = paper.months or (_ENGLISH_MONTHS if english else _MONTHS)
    text = paper.printed.format(
        weekday=(_ENGLISH_WEEKDAYS if english else _WEEKDAYS)[local.weekday()],
        day=local.day,
        month=months[local.month - 1],
        number=f"{local.month:02}",
        year=local.year,
        hour=f"{local.hour:02}",
        minute=f"{local.minute:02}",
    )
    return text.translate(str.maketrans("0123456789", paper.digits))


def hidden(mail: str) -> str:
    """A mail address as page protection writes it: the key and each letter under it, in hexadecimal."""
    return bytes((_MAIL_KEY, *(letter ^ _MAIL_KEY for letter in mail.encode("ascii")))).hex()


def _values(paper: Paper, piece: Piece, origin: tuple[Paper, Piece] | None) -> dict[str, str]:
    opening = f"{piece.dateline} " if piece.dateline else ""
    first, *rest = piece.paragraphs
    paragraphs = [opening + first, *rest, *filter(None, (piece.credit_line, piece.end))]
    shown = Template(paper.paragraph)
    values = {
        "url": url(paper, piece),
        "title": piece.title,
        "kicker": piece.kicker,
        "summary": piece.summary,
        "section": piece.section,
        "author": piece.author,
        "caption": piece.caption,
        "credit": piece.credit,
        "note": piece.note,
        "picture": picture_url(paper, piece.picture) if piece.picture else "",
        "iso": piece.published.astimezone(paper.zone).isoformat() if piece.dated else "",
        "printed": printed(paper, piece.published) if piece.dated else "",
        "mail": paper.mail,
        "origin_host": "",
        "first_said": "",
        "protected": "",
        "credit_line": piece.credit_line,
    }
    values = {name: escape(value) for name, value in values.items()}
    values["body"] = paper.between.join(
        shown.substitute(text=escape(text, quote=False)) for text in paragraphs
    )
    values["jsonld"] = _jsonld(paper, piece)
    if origin is not None:
        theirs, original = origin
        values["origin_host"] = theirs.host
        values["first_said"] = f"{original.published.astimezone(theirs.zone):%Y-%m-%d %H:%M:%S}"
        values["protected"] = hidden(theirs.mail) if theirs.mail else ""
    return values


def _jsonld(paper: Paper, piece: Piece) -> str:
    record: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": piece.title,
        "inLanguage": paper.source.languages[0],
        "datePublished": piece.published.astimezone(paper.zone).isoformat(),
        "dateModified": (piece.updated or piece.published).astimezone(paper.zone).isoformat(),
        "articleSection": piece.section,
        "keywords": list(piece.tags),
        "mainEntityOfPage": url(paper, piece),
        "publisher": {"@type": "NewsMediaOrganization", "name": paper.source.name, "url": paper.source.home},
    }
    if piece.author:
        record["author"] = {"@type": "Person", "name": piece.author}
    if piece.picture:
        record["image"] = {
            "@type": "ImageObject",
            "url": picture_url(paper, piece.picture),
            "caption": piece.caption,
            "creditText": piece.credit,
            "width": 640,
            "height": 360,
        }
    return json.dumps(record, ensure_ascii=False, indent=1).replace("</", "<\\/")


def _item(paper: Paper, piece: Piece) -> Mapping[str, str]:
    """The fields of a feed's entry, escaped for XML."""
    html = "".join(f"<p>{escape(text, quote=False)}</p>" for text in piece.paragraphs)
    return {
        "url": escape(url(paper, piece)),
        "title": escape(piece.title, quote=False),
        "summary": escape(piece.summary or piece.paragraphs[0], quote=False),
        "html": escape(html, quote=False),
        "section": escape(piece.section),
        "author": escape(piece.author, quote=False),
    }


def _rss(paper: Paper, pieces: Sequence[Piece], *, now: datetime) -> bytes:
    items = []
    for piece in pieces:
        item = _item(paper, piece)
        lines = [
            f"<title>{item['title']}</title>",
            f"<link>{item['url']}</link>",
            f'<guid isPermaLink="false">{paper.host}:{piece.id}</guid>',
            f"<description>{item['summary']}</description>",
        ]
        if piece.dated:
            lines.append(f"<pubDate>{format_datetime(piece.published.astimezone(paper.zone))}</pubDate>")
        if piece.section:
            lines.append(f"<category>{item['section']}</category>")
        if paper.feed_full:
            lines.append(f"<content:encoded>{item['html']}</content:encoded>")
        items.append("<item>\n" + "\n".join(lines) + "\n</item>")
    head = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">\n<channel>\n'
        f"<title>{escape(paper.feed_title)}</title>\n<link>{paper.source.home}</link>\n"
        f"<description>{escape(paper.source.name)}</description>\n"
        f"<language>{paper.source.languages[0]}</language>\n"
        f"<lastBuildDate>{format_datetime(now)}</lastBuildDate>\n"
    )
    return (head + "\n".join(items) + "\n</channel>\n</rss>\n").encode()


def _atom(paper: Paper, pieces: Sequence[Piece], *, now: datetime) -> bytes:
    entries = []
    for piece in pieces:
        item = _item(paper, piece)
        lines = [
            f"<id>tag:{paper.host},2026:{piece.id}</id>",
            f"<title>{item['title']}</title>",
            f'<link rel="alternate" type="text/html" href="{item["url"]}"/>',
            f"<published>{piece.published.astimezone(paper.zone).isoformat()}</published>",
            f"<updated>{(piece.updated or piece.published).astimezone(paper.zone).isoformat()}</updated>",
            f"<summary>{item['summary']}</summary>",
        ]
        if piece.author:
            lines.append(f"<author><name>{item['author']}</name></author>")
        if piece.section:
            lines.append(f'<category term="{item["section"]}"/>')
        entries.append("<entry>\n" + "\n".join(lines) + "\n</entry>")
    head = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{paper.source.languages[0]}">\n'
        f"<id>{paper.source.home}</id>\n<title>{escape(paper.feed_title)}</title>\n"
        f'<link rel="self" href="{paper.source.channels[0].where}"/>\n<link href="{paper.source.home}"/>\n'
        f"<author><name>{escape(paper.source.name)}</name></author>\n<updated>{now.isoformat()}</updated>\n"
    )
    return (head + "\n".join(entries) + "\n</feed>\n").encode()


def _json(paper: Paper, pieces: Sequence[Piece]) -> bytes:
    items: list[dict[str, object]] = []
    for piece in pieces:
        item: dict[str, object] = {
            "id": f"{paper.host}:{piece.id}",
            "url": url(paper, piece),
            "title": piece.title,
            "summary": piece.summary or piece.paragraphs[0],
        }
        if piece.dated:
            item["date_published"] = piece.published.astimezone(paper.zone).isoformat()
        if piece.section:
            item["tags"] = [piece.section]
        items.append(item)
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": paper.feed_title,
        "home_page_url": paper.source.home,
        "feed_url": paper.source.channels[0].where,
        "language": paper.source.languages[0],
        "items": items,
    }
    return json.dumps(document, ensure_ascii=False, indent=1).encode()
