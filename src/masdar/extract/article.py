"""A capture becomes an article.

`read` takes bytes as they came: it decodes them, tells plain text from a page, gathers what stands
on the page and decides what is title, body, picture, date and byline. `from_lead` makes an article
of what a channel brought with it. Both finish in one way: dateline, byline, end mark and the words
on the origin are read by their own grammars.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from masdar import address, model
from masdar.arabic import clean, dates, decode, fold, language
from masdar.errors import NotAnArticle
from masdar.extract import (
    attribution,
    body,
    byline,
    dateline,
    endmark,
    image,
    outlet,
    page,
    plain,
    published,
    signals,
    title,
    writers,
)
from masdar.extract.hints import Hint
from masdar.extract.page import HEADINGS
from masdar.markup import head, tree

READER = "page/1"

# letters that a body has at least; less is a menu or a gate
LEAST = 80
# lines looked at behind the body for the words on the origin
_TAIL = 30

_SENTENCE_END = re.compile(r"[.!?؟…][\s»\"”)]*$")
_HTML = re.compile(
    r"<(?:!doctype|html|head|body|meta|title|div|p|article|section|span|table|br|a|h[1-6])\b", re.IGNORECASE
)


def read(
    capture: model.Capture,
    *,
    source: model.Source,
    directory: model.Directory,
    lead: model.Lead | None = None,
    now: datetime | None = None,
) -> model.Article:
    """The article that a capture holds.

    `now` (aware) settles relative dates. Raises NotAnArticle for what is empty, no page, or a page
    without an article.
    """
    _refuse(capture)
    decoded = decode.read(capture.body, headers=capture.headers)
    text = decoded.text
    if not text.strip():
        raise NotAnArticle(f"{_name(capture)}: the answer is empty; was it saved whole?")
    if _is_plain(capture, text):
        return plain.read(
            capture, text=text, source=source, directory=directory, now=now or capture.at, lead=lead
        )
    found = _page(capture, text, source, directory, lead, now)
    if decoded.repaired:
        repaired = model.Doubt(field="text", kind=model.DoubtKind.REPAIRED, detail=decoded.encoding)
        found = replace(found, doubts=(*found.doubts, repaired))
    return _finish(found, capture, source, directory, lead, now)


def from_lead(
    lead: model.Lead, capture: model.Capture, *, source: model.Source, directory: model.Directory
) -> model.Article:
    """The article of a lead that brought its text with it. `content` may be text with line breaks, or HTML.

    Raises NotAnArticle where the lead has no text.
    """
    content = lead.content or ""
    if not content.strip():
        raise NotAnArticle(f"{lead.url}: the lead brings no text; fetch its page instead")
    blocks = _fragment(content) if _HTML.search(content) else [_Piece(each) for each in _lines(content)]
    zone = _home(lead.url, source, directory)
    stated = published.written(lead.published or "", zone=zone, now=lead.seen)
    updated = published.written(lead.updated or "", zone=zone, now=lead.seen)
    written = byline.read(lead.author) if lead.author else None
    found = _Found(
        url=lead.url,
        title=clean.label(head.plain(lead.title or "")),
        summary=clean.label(head.plain(lead.summary)) if lead.summary else None,
        pieces=blocks,
        picture=model.Image(url=lead.image) if lead.image else None,
        by=writers.Writers(
            written.persons if written else (), written.agencies if written else (), lead.author or ""
        ),
        named=lead.author is not None,
        published=stated,
        modified=updated,
        section=lead.section,
        tags=lead.tags,
        canonical=address.canonical(lead.url) if lead.url else None,
    )
    return _finish(found, capture, source, directory, lead, lead.seen)


# --- what kind of thing it is --------------------------------------------------------------------

_MAGIC = (
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"RIFF", "a picture or a sound"),
    (b"PK\x03\x04", "an archive"),
    (b"\x1f\x8b", "still compressed"),
    (b"<?xml", ""),
)
_FEED = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:rss|feed|urlset|sitemapindex|rdf:RDF)\b", re.DOTALL
)


def _refuse(capture: model.Capture) -> None:
    data = capture.body
    if not data.strip():
        raise NotAnArticle(f"{_name(capture)}: the answer is empty; was it saved whole?")
    for magic, what in _MAGIC:
        if what and data.startswith(magic):
            raise NotAnArticle(f"{_name(capture)}: this is {what}, not a page; give the address of the page")


def _is_plain(capture: model.Capture, text: str) -> bool:
    """Whether the text is that of a page without its markup."""
    start = text[:2000].lstrip("\ufeff \t\r\n")
    if start[:1] in "{[" and re.match(r'[{\[]\s*(?:["{\[]|\d|[}\]])', start):
        raise NotAnArticle(
            f"{_name(capture)}: this is JSON, not a page; import it as JSON Lines or a wire file"
        )
    if _FEED.match(start):
        raise NotAnArticle(f"{_name(capture)}: this is a feed, not a page; add it as a channel")
    kind = capture.headers.get("content-type", "").lower()
    if _HTML.search(start) or start.startswith("<!--"):
        return False
    if "html" in kind:
        return _HTML.search(text) is None
    return "text/plain" in kind or len(_HTML.findall(text[:200_000])) < 3


def _name(capture: model.Capture) -> str:
    return capture.final_url or capture.record or capture.digest


# --- a page --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Piece:
    """A line of the body on its way to a block."""

    text: str
    tag: str = "p"
    image: model.Image | None = None
    links: tuple[str, ...] = ()
    # pieces of one list or quote
    group: int = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """What a page or a lead gave, before the grammars of wire texts read it."""

    url: str
    title: str
    kicker: str | None = None
    summary: str | None = None
    pieces: Sequence[_Piece] = ()
    # what stands behind the body, for the words on the origin
    tail: Sequence[attribution.Line] = ()
    picture: model.Image | None = None
    by: writers.Writers = field(default_factory=writers.Writers)
    # whether the page says who wrote it, or that nobody did
    named: bool = False
    published: model.Moment | None = None
    modified: model.Moment | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    outlet: str | None = None
    canonical: str | None = None
    declarations: tuple[model.Declaration, ...] = ()
    reserved: model.Signals = field(default_factory=model.Signals)
    doubts: tuple[model.Doubt, ...] = ()


def _page(
    capture: model.Capture,
    text: str,
    source: model.Source,
    directory: model.Directory,
    lead: model.Lead | None,
    now: datetime | None,
) -> _Found:
    root = tree.parse(text)
    said = head.read(root)
    url = capture.final_url or capture.url
    base = address.normal(said.base, url) if said.base and url else url
    rules = _rules(source, capture.at)
    whole = next(tree.elements(root, "body"), None)
    if whole is None:
        raise NotAnArticle(f"{_name(capture)}: a page without a body; was it saved whole?")
    without = (
        frozenset(each for rule in rules.drop for each in tree.select(root, rule)) if rules else frozenset()
    )
    seen = page.gather(whole, without=without)
    names = outlet.names(said, source, directory, url)
    headline = title.read(seen, said, names, rule=_ruled(root, rules.title if rules else None))
    given = next(iter(tree.select(root, rules.body)), None) if rules and rules.body else None
    box = next((at for at, each in enumerate(seen.boxes) if each.element is given), None) if given else None
    choice = body.choose(seen, box=box, after=headline.line + 1)
    if not choice.lines or sum(len(seen.lines[at].text) for at in choice.lines) < LEAST:
        raise NotAnArticle(
            f"{_name(capture)}: no text of an article stands on this page; is it a menu, or made by scripts?"
        )
    span = range(choice.lines[0], choice.lines[-1] + 1)
    zone = _home(url, source, directory)
    picture, shown = image.read(seen, said, base or "", title=headline.line, body=span)
    by = writers.read(
        seen, said, title=headline.line, body=span, outlets=names,
        rule=_ruled(root, rules.byline if rules else None),
    )  # fmt: skip
    when = published.read(
        seen, said, root, title=headline.line, body=span, zone=zone, now=now or (lead.seen if lead else None),
        rule=_ruled(root, rules.published if rules else None),
    )  # fmt: skip
    summary, opening, standing = _summary(seen, said, choice, headline)
    captions = {fold.key(each.image.caption) for each in shown if each.image.caption}
    captions |= {fold.key(each.image.alt) for each in shown if each.image.alt and len(each.image.alt) > 20}
    kept = [*(at for at in opening if at not in choice.lines), *choice.lines]
    pieces = _pieces(seen, kept, captions, by.lines | standing, headline.text)
    pieces = _with_place(seen, choice, pieces)
    canonical, elsewhere = outlet.canonical(said, url, source, base or "")
    doubts = when.doubts
    if not headline.text:
        doubts = (*doubts, model.Doubt(field="title", kind=model.DoubtKind.MISSING))
    return _Found(
        url=url,
        title=headline.text or clean.label(head.plain(lead.title or "") if lead else ""),
        kicker=headline.kicker,
        summary=summary,
        pieces=_with_figures(pieces, shown, picture),
        tail=_tail(seen, span),
        picture=picture,
        by=by,
        named=True,
        published=when.published,
        modified=when.modified,
        section=outlet.section(said) or (lead.section if lead else None),
        tags=outlet.tags(said),
        outlet=names[0] if names else None,
        canonical=canonical,
        declarations=outlet.declarations(said, elsewhere, names, url),
        reserved=signals.read(said, capture.headers),
        doubts=doubts,
    )


def _rules(source: model.Source, at: datetime) -> model.Rules | None:
    """The rules of the day: those that end soonest after it, else those without an end."""
    valid = [each for each in source.rules if each.until is None or each.until > at]
    return min(valid, key=lambda each: (each.until is None, each.until or at), default=None)


def _ruled(root: tree.Node, selector: str | None) -> str:
    found = next(iter(tree.select(root, selector)), None) if selector else None
    if found is None:
        return ""
    return tree.attr(found, "content") or tree.attr(found, "datetime") or tree.text(found)


def _home(url: str, source: model.Source, directory: model.Directory) -> str | None:
    if source.zone:
        return source.zone
    host = address.host(url) if url else ""
    known = directory.host(host) if host else None
    return (known.zone if known else None) or (address.zone_of(host) if host else None)


def _summary(
    seen: page.Page, said: head.Head, choice: body.Choice, headline: title.Title
) -> tuple[str | None, list[int], frozenset[int]]:
    """The standfirst where it stands apart from the body, what opens the body, and the lines it is made of.

    A line with a dateline is the text's own opening, in whatever box it stands.
    """
    start = choice.lines[0]
    stated = (
        said.first("og:description"),
        said.first("description"),
        head.words(said.article.get("description")),
    )
    described = {fold.key(each) for each in stated if len(each) > 30}
    name = fold.key(headline.text)
    first = headline.line + 1 if headline.line >= 0 else max(0, start - 8)
    found: list[int] = []
    opening: list[int] = []
    for at in range(first, start + 1):
        line = seen.lines[at]
        key = fold.key(line.text)
        if len(line.text) < 30 or key in name:
            continue
        hint = _standing(seen, line.box)
        subtitle = seen.boxes[line.box].tag == "h2" and choice.sound[at] == 1 and len(line.text) >= 60
        named = subtitle or bool(hint & Hint.SUMMARY)
        if at == start:
            # the body's own first line is a standfirst only if all say so
            apart = bool(hint & Hint.SUMMARY) and key in described and len(choice.lines) > 1
        else:
            barred = hint & (Hint.CAPTION | Hint.CREDIT | Hint.BYLINE | Hint.NOISE)
            apart = not barred and (named or key in described)
        if apart and not dateline.read(clean.prose(line.text)).text:
            found.append(at)
        elif at in choice.lead and len(line.text) >= 60 and _SENTENCE_END.search(line.text):
            opening.append(at)
    if len(found) > 2:
        # points at the head of the text are text
        opening, found = sorted({*opening, *(at for at in found if at in choice.lead)}), []
    summary = clean.label(" ".join(seen.lines[at].text for at in found)) if found else None
    return summary, opening, frozenset(found)


def _standing(seen: page.Page, box: int) -> int:
    """The hints of the small boxes around a line."""
    hint = 0
    for _ in range(3):
        if box < 0 or seen.boxes[box].hint & Hint.BODY or seen.end[box] - seen.start[box] > 5:
            break
        hint |= seen.boxes[box].hint
        box = seen.boxes[box].parent
    return hint


def _pieces(
    seen: page.Page, kept: Sequence[int], captions: set[str], without: frozenset[int], headline: str
) -> list[tuple[int, _Piece]]:
    """The lines of the body, without what was told apart."""
    pieces: list[tuple[int, _Piece]] = []
    title_key = fold.key(headline)
    for at in kept:
        if at in without:
            continue
        line = seen.lines[at]
        text = clean.prose(line.text)
        key = fold.key(text)
        if not text or key in captions or key == title_key or attribution.noise(text) or _aside(text):
            continue
        tag, group = _place(seen, line.box)
        pieces.append((at, _Piece(text, tag, None, line.links, group)))
    return pieces


# "... - أرشيف"  "... (صورة أرشيفية)"
_ARCHIVE = re.compile(r"[-\u2013(]\s*(?:صورة |الصورة )?[أا]رشيف(?:ية)?\s*\)?\s*$")


def _aside(text: str) -> bool:
    """A line that is a caption by its words, or says nothing but when."""
    if len(text) > 200:
        return False
    if _ARCHIVE.search(text):
        return True
    if len(text) <= 70 and any(sign.isdigit() for sign in text):
        found = dates.find(text)
        return found is not None and len(text) - (found.end - found.start) <= 16
    return False


def _with_place(
    seen: page.Page, choice: body.Choice, pieces: list[tuple[int, _Piece]]
) -> list[tuple[int, _Piece]]:
    """A dateline on a line of its own is one with the paragraph that it opens."""
    if not pieces:
        return pieces
    at, piece = pieces[0]
    before = at - 1
    if before < 0 or not choice.sound[before] or not page.Page.within(seen, before, choice.box):
        return pieces
    place = clean.label(seen.lines[before].text)
    if not 2 <= len(place) <= 60 or byline.read(place).persons:
        return pieces
    joined = f"{place} {piece.text}"
    found = dateline.read(joined).text
    if (
        len(found) >= len(place)
        and joined.startswith(found)
        and not dateline.read(piece.text).text[len(place) :]
    ):
        return [(at, replace(piece, text=joined)), *pieces[1:]]
    return pieces


def _place(seen: page.Page, box: int) -> tuple[str, int]:
    """The element that decides what kind of block a line is, and the box that holds its group."""
    for _ in range(4):
        if box < 0:
            break
        tag = seen.boxes[box].tag
        if tag in HEADINGS:
            return tag, -1
        if tag == "li":
            return "li", seen.boxes[box].parent
        if tag == "blockquote":
            return "blockquote", box
        box = seen.boxes[box].parent
    return "p", -1


def _with_figures(
    pieces: list[tuple[int, _Piece]], shown: Sequence[image.Seen], lead: model.Image | None
) -> list[_Piece]:
    """The pieces with the pictures between them; the lead picture stands above the text."""
    result: list[_Piece] = []
    rest = [each for each in shown if lead is None or each.image.url != lead.url]
    rest = [each for each in rest if pieces and pieces[0][0] < each.line <= pieces[-1][0]]
    for at, piece in pieces:
        while rest and rest[0].line <= at:
            result.append(_Piece("", "figure", rest.pop(0).image))
        result.append(piece)
    return result


def _tail(seen: page.Page, span: range) -> list[attribution.Line]:
    return [
        attribution.Line(text=line.text, links=tuple((href, line.text) for href in line.links))
        for line in seen.lines[span.stop : span.stop + _TAIL]
    ]


# --- a lead --------------------------------------------------------------------------------------


def _lines(text: str) -> list[str]:
    return [line for each in text.splitlines() if (line := clean.label(each))]


def _fragment(text: str) -> list[_Piece]:
    seen = page.gather(tree.fragment(text))
    return [piece for _, piece in _pieces(seen, range(len(seen.lines)), set(), frozenset(), "")]


# --- the common end ------------------------------------------------------------------------------


def _finish(
    found: _Found,
    capture: model.Capture,
    source: model.Source,
    directory: model.Directory,
    lead: model.Lead | None,
    now: datetime | None,
) -> model.Article:
    pieces = list(found.pieces)
    zone = _home(found.url, source, directory)
    texts = [at for at, piece in enumerate(pieces) if piece.tag != "figure"]
    if not texts:
        raise NotAnArticle(f"{_name(capture)}: no text of an article stands here")
    last = texts[-12:]
    window = [
        *(
            attribution.Line(
                text=pieces[at].text, links=tuple((href, pieces[at].text) for href in pieces[at].links)
            )
            for at in last
        ),
        *found.tail,
    ]
    stated = attribution.read(window, directory=directory, zone=zone, now=now)
    doubts = [*found.doubts, *stated.doubts]
    if stated.attribution is not None and stated.used.start > 0:
        cut = [at for offset, at in enumerate(last) if offset in stated.used]
        pieces = [piece for at, piece in enumerate(pieces) if at not in cut]
    pieces, by = _bylines(pieces, found.by)
    pieces, mark = _end_mark(pieces, [each.text for each in found.tail[:2]])
    pieces = [each for each in pieces if not (each.text and attribution.disclaimer(each.text))]
    opening = next((each.text for each in pieces if each.tag != "figure"), "")
    line = dateline.read(opening, byline=by.line)
    whole = "\n".join(each.text for each in pieces if each.text)
    if len(whole) < LEAST and not lead:
        raise NotAnArticle(f"{_name(capture)}: no text of an article stands on this page; is it a menu?")
    persons = by.persons or line.reporters
    if found.published is None:
        doubts.append(model.Doubt(field="published", kind=model.DoubtKind.MISSING))
    elif found.published.zone_from is model.ZoneFrom.ASSUMED:
        doubts.append(model.Doubt(field="published", kind=model.DoubtKind.ASSUMED, detail="no zone is known"))
    url = found.url
    return model.Article(
        id=address.article_id(url) if url else model.ArticleId(f"capture-{capture.digest}"),
        source=source.id,
        url=url,
        canonical_url=found.canonical,
        capture=capture.digest,
        seen=lead.seen if lead is not None else capture.at,
        language=language.of(whole),
        title=found.title,
        kicker=found.kicker,
        summary=found.summary,
        blocks=_blocks(pieces),
        image=found.picture,
        dateline=line if line != model.Dateline() else None,
        agencies=_agencies(line, by, mark, stated.attribution),
        bylines=persons if persons or found.named else None,
        published=found.published,
        modified=found.modified,
        end_mark=mark,
        attribution=stated.attribution,
        section=found.section,
        tags=found.tags,
        outlet=found.outlet,
        declarations=found.declarations,
        signals=found.reserved,
        doubts=tuple(doubts),
        via=capture.via,
        reader=READER,
    )


def _bylines(pieces: list[_Piece], by: writers.Writers) -> tuple[list[_Piece], writers.Writers]:
    """Take byline lines off both ends of the text."""
    texts = [at for at, piece in enumerate(pieces) if piece.tag != "figure"]
    edges = {*texts[:2], *texts[-2:]}
    drop = {at for at in edges if len(pieces[at].text) <= 70 and _is_byline(pieces[at].text)}
    if not drop or len(drop) == len(texts):
        return pieces, by
    for at in sorted(drop):
        by = writers.with_line(by, pieces[at].text)
    return [piece for at, piece in enumerate(pieces) if at not in drop], by


def _is_byline(text: str) -> bool:
    return byline.looks(text) and bool(byline.read(text).persons)


def _end_mark(pieces: list[_Piece], tail: Sequence[str]) -> tuple[list[_Piece], str | None]:
    """Take the end mark off the last line, or find it alone on the line behind the body."""
    texts = [at for at, piece in enumerate(pieces) if piece.tag != "figure"]
    for at in reversed(texts[-3:]):
        if at == texts[-1]:
            rest, mark = endmark.split(pieces[at].text)
        elif endmark.alone(pieces[at].text):
            rest, mark = "", clean.label(pieces[at].text)
        else:
            continue
        if mark is not None:
            kept = [replace(pieces[at], text=rest)] if rest else []
            return [*pieces[:at], *kept, *(each for each in pieces[at + 1 :] if each.tag == "figure")], mark
    for text in tail:
        if endmark.alone(text):
            return pieces, clean.label(text)
    return pieces, None


def _agencies(
    line: model.Dateline, by: writers.Writers, mark: str | None, stated: model.Attribution | None
) -> tuple[model.Agency, ...]:
    """Whom the text is credited to: dateline, byline, end mark, credit line, in this order."""
    found = [*line.agencies, *by.agencies]
    if mark:
        found += dateline.agencies_in(mark)
    if stated is not None:
        found += dateline.agencies_in(stated.publisher or stated.said)
    return tuple({each.code or each.said: each for each in reversed(found)}.values())[::-1]


def _blocks(pieces: Sequence[_Piece]) -> tuple[model.Block, ...]:
    blocks: list[model.Block] = []
    group = -1
    for piece in pieces:
        if piece.tag == "figure":
            blocks.append(model.Block(kind=model.BlockKind.FIGURE, image=piece.image))
        elif piece.tag == "li":
            if blocks and blocks[-1].kind is model.BlockKind.LIST and piece.group == group:
                blocks[-1] = replace(blocks[-1], items=(*blocks[-1].items, piece.text))
            else:
                blocks.append(model.Block(kind=model.BlockKind.LIST, items=(piece.text,)))
        elif piece.tag in HEADINGS:
            blocks.append(
                model.Block(kind=model.BlockKind.HEADING, text=piece.text, level=max(2, int(piece.tag[1])))
            )
        elif piece.tag == "blockquote":
            blocks.append(model.Block(kind=model.BlockKind.QUOTE, text=piece.text))
        else:
            blocks.append(model.Block(text=piece.text))
        group = piece.group
    return tuple(blocks)
