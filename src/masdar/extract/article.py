"""A capture becomes an article.

`read` takes bytes as they came: it decodes them, tells plain text from a page, gathers what stands
on the page and decides what is title, body, picture, date and byline. `from_lead` makes an article
of what a channel brought with it. Both finish in one way: dateline, byline, end mark and the words
on the origin are read by their own grammars.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from masdar import address, model
from masdar.arabic import agencies, clean, decode, fold
from masdar.errors import NotAnArticle
from masdar.extract import (
    attribution,
    body,
    byline,
    embed,
    finish,
    gates,
    image,
    live,
    outlet,
    page,
    pieces,
    plain,
    published,
    region,
    signals,
    state,
    takedown,
    title,
    writers,
)
from masdar.extract.pieces import Piece
from masdar.markup import head, tree

# lines looked at behind the body for the words on the origin
_TAIL = 30
# paragraphs at the end of the body among which they may stand too
_CLOSE = 12

# letters; a text that is longer was not cut by the offer that stands behind it
_CUT = 1500

# no sign takes more than four bytes: what is cut here, the tree would cut
_MOST_BYTES = 4 * tree.LONGEST

# lines that tell how a page was encoded
_TELLING = 400
_HTML = re.compile(
    r"<(?:!doctype|html|head|body|meta|title|div|p|article|section|span|table|br|a|h[1-6])\b", re.IGNORECASE
)

_ARABIC = re.compile("[\u0621-\u064a]")
_BREAKS = re.compile(r"\n+|<br\s*/?>|</?p\b[^<>]*>|&lt;/?(?:br|p)\b.{0,9}?&gt;", re.IGNORECASE)
# any element of HTML, as it stands in the content of feeds
_TAG = re.compile(r"</?[a-z][a-z0-9]{0,9}(?:\s[^<>]*)?/?>", re.IGNORECASE)


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
    data = _bounded(capture.body)
    decoded = decode.said(data, headers=capture.headers)
    if not decoded.text or decoded.text.isspace():
        raise NotAnArticle(f"{finish.name(capture)}: the answer is empty; was it saved whole?")
    if _is_plain(capture, decoded.text):
        text = decode.undoubled(decoded).text
        return plain.read(
            capture, text=text, source=source, directory=directory, now=now or capture.at, lead=lead
        )
    root, seen = _parsed(capture, decoded.text, source)
    # a page's scripts are many times as long as its lines, and these tell as well how it was encoded
    if decode.doubled("\n".join(line.text for line in seen.lines[:_TELLING])):
        decoded = decode.undoubled(decoded)
        root, seen = _parsed(capture, decoded.text, source)
    found = _page(capture, root, seen, source, directory, lead, now)
    if decoded.repaired:
        doubt = model.Doubt(field="text", kind=model.DoubtKind.REPAIRED, detail=decoded.encoding)
        found = replace(found, doubts=(*found.doubts, doubt))
    made = finish.article(found, capture, source, directory, lead, now)
    behind = [each.text for each in found.tail if not each.links]
    return replace(made, retraction=takedown.of(made, ahead=found.ahead, behind=behind))


def from_lead(
    lead: model.Lead, capture: model.Capture, *, source: model.Source, directory: model.Directory
) -> model.Article:
    """The article of a lead that brought its text with it. `content` may be text with line breaks, or HTML.

    A record of a collection may hold a headline alone, and a wire that takes a text back nothing; a feed's
    entry without text is a hint to its page. Raises NotAnArticle where the lead has no text.
    """
    content = lead.content or ""
    taken_back = capture.via is model.Via.WIRE and lead.status is not model.Status.USABLE
    alone = taken_back or (capture.via is model.Via.RECORD and (lead.title or "").strip())
    if not content.strip() and not alone:
        raise NotAnArticle(f"{lead.url}: the lead brings no text; fetch its page instead")
    blocks = _fragment(content) if _TAG.search(content) else [Piece(each) for each in _lines(content)]
    zone = finish.home(lead.url, source, directory)
    stated = published.written(lead.published or "", zone=zone, now=lead.seen)
    updated = published.written(lead.updated or "", zone=zone, now=lead.seen)
    written = byline.read(lead.author) if lead.author else None
    found = finish.Found(
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
    article = finish.article(found, capture, source, directory, lead, lead.seen)
    return _wired(article, lead) if capture.via is model.Via.WIRE else article


def _wired(article: model.Article, lead: model.Lead) -> model.Article:
    """What a wire's fields say beside its text: how it stands, its dateline, and one id for all versions."""
    # without an address, versions meet under the name that the wire gives them
    named = lead.item is not None and not article.url
    id = (
        model.ArticleId(model.digest((lead.item or "").encode("utf-8", "surrogatepass")))
        if named
        else article.id
    )
    line, stated = article.dateline, lead.dateline
    # the wire's room knows how openings in Latin letters are written, ours those in Arabic letters
    if stated is not None and (line is None or not line.text or _ARABIC.search(stated.text) is None):
        line = stated
    credit = (
        model.Agency(said=each, code=_code(each)) for each in (lead.credit or "").split(" / ") if each.strip()
    )
    found: dict[str, model.Agency] = {}
    for each in (*(line.agencies if line else ()), *(article.agencies or ()), *credit):
        found.setdefault(each.code or each.said.casefold(), each)
    return replace(
        article,
        id=id,
        status=lead.status,
        dateline=line,
        agencies=tuple(found.values()),
        bylines=article.bylines if lead.writers is None else lead.writers,
    )


def _code(said: str) -> str | None:
    """The code of the agency that a field of a wire names, by its name or its host."""
    entry = agencies.exact(said) or (agencies.by_host(said) if "." in said else None)
    return entry.code if entry is not None else None


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
    if capture.status >= 400:
        raise NotAnArticle(
            f"{finish.name(capture)}: the server answered {capture.status}; is the address right?"
        )
    if not data.strip():
        raise NotAnArticle(f"{finish.name(capture)}: the answer is empty; was it saved whole?")
    for magic, what in _MAGIC:
        if what and data.startswith(magic):
            raise NotAnArticle(f"{finish.name(capture)}: this is {what}, not a page; give the page's address")


def _bounded(data: bytes) -> bytes:
    """As much of a page as is read at all, cut behind a tag where one is near."""
    if len(data) <= _MOST_BYTES:
        return data
    at = data.rfind(b">", _MOST_BYTES - 10_000, _MOST_BYTES)
    return data[: at + 1 if at > 0 else _MOST_BYTES]


def _is_plain(capture: model.Capture, text: str) -> bool:
    """Whether the text is that of a page without its markup."""
    start = text[:2000].lstrip("\ufeff \t\r\n")
    if start[:1] in "{[" and re.match(r'[{\[]\s*(?:["{\[]|\d|[}\]])', start):
        raise NotAnArticle(
            f"{finish.name(capture)}: this is JSON, not a page; import it as JSON Lines or a wire file"
        )
    if _FEED.match(start):
        raise NotAnArticle(f"{finish.name(capture)}: this is a feed, not a page; add it as a channel")
    kind = capture.headers.get("content-type", "").lower()
    if _HTML.search(start) or start.startswith("<!--"):
        return False
    if "html" in kind:
        return _HTML.search(text) is None
    return "text/plain" in kind or len(_HTML.findall(text[:200_000])) < 3


# --- a page --------------------------------------------------------------------------------------


def _parsed(capture: model.Capture, text: str, source: model.Source) -> tuple[tree.Document, page.Page]:
    """The tree of a page, and what stands on it."""
    root = tree.parse(text)
    whole = next(tree.elements(root, "body"), None)
    if whole is None:
        raise NotAnArticle(f"{finish.name(capture)}: a page without a body; was it saved whole?")
    rules = _rules(source, capture.at)
    without = (
        frozenset(each for rule in rules.drop for each in tree.select(root, rule)) if rules else frozenset()
    )
    return root, page.gather(whole, without=without | region.beside(whole))


def _page(
    capture: model.Capture,
    root: tree.Document,
    seen: page.Page,
    source: model.Source,
    directory: model.Directory,
    lead: model.Lead | None,
    now: datetime | None,
) -> finish.Found:
    said = head.read(root)
    url = capture.final_url or capture.url
    base = address.normal(said.base, url) if said.base and url else url
    rules = _rules(source, capture.at)
    names = outlet.names(said, source, directory, url)
    headline = title.read(seen, said, names, rule=_ruled(root, rules.title if rules else None))
    given = next(iter(tree.select(root, rules.body)), None) if rules and rules.body else None
    box = next((at for at, each in enumerate(seen.boxes) if each.element is given), None) if given else None
    choice = body.choose(seen, box=box, after=headline.line + 1)
    size = sum(len(seen.lines[at].text) for at in choice.lines)
    stated, place = _stated(said, size), "JSON-LD articleBody"
    if size < finish.LEAST and not stated:
        stated, place = state.read(root, headline.text), "the state of the page"
    if size < finish.LEAST and not stated:
        raise NotAnArticle(
            f"{finish.name(capture)}: no text of an article stands here; is it a menu, or made by scripts?"
        )
    why = gates.reason(seen, said, root, title=headline.text, body=choice.lines)
    if why is not None:
        raise NotAnArticle(f"{finish.name(capture)}: {why}")
    below = headline.line + 1
    span = range(choice.lines[0], choice.lines[-1] + 1) if choice.lines else range(below, below)
    zone = finish.home(url, source, directory)
    picture, shown = image.read(seen, said, base or "", title=headline.line, body=span)
    by = writers.read(
        seen, said, title=headline.line, body=span, outlets=names,
        rule=_ruled(root, rules.byline if rules else None),
    )  # fmt: skip
    own = directory.host(address.host(url)) if url else None
    if own is not None and own.code:
        # an agency that signs its own page is no credit
        signed = {each.code for each in byline.read(by.line).agencies} if by.line else set()
        kept = tuple(each for each in by.agencies if each.code != own.code)
        by = replace(by, agencies=kept, line="" if own.code in signed else by.line)
    when = published.read(
        seen, said, root, title=headline.line, body=span, zone=zone, now=now or (lead.seen if lead else None),
        rule=_ruled(root, rules.published if rules else None),
    )  # fmt: skip
    captions = {fold.key(each.image.caption) for each in shown if each.image.caption}
    captions |= {fold.key(each.image.alt) for each in shown if each.image.alt and len(each.image.alt) > 20}
    summary: str | None = None
    doubts = when.doubts
    if stated:
        lines = [(span.start, Piece(each)) for each in stated]
        told = model.Doubt(field="body", kind=model.DoubtKind.REPAIRED, detail=f"read from {place}")
        doubts = (*doubts, told)
    else:
        summary, opening, standing = pieces.standfirst(seen, said, choice, headline)
        entries = live.read(seen, said, choice.lines, zone=zone, when=when)
        told_at = [*(at for at in opening if at not in choice.lines), *choice.lines]
        told_at = sorted({*told_at, *entries.headings(seen, choice.lines)})
        lines = pieces.of(seen, told_at, captions, by.lines | standing, headline.text)
        lines = pieces.dated(pieces.with_place(seen, choice, lines), entries)
        lines, summary = pieces.before_dateline(lines, summary)
    if _is_gated(said) or (not stated and size < _CUT and gates.offers(seen, span)):
        gated = model.Doubt(
            field="body", kind=model.DoubtKind.SUSPICIOUS, detail="not free to read: may be cut"
        )
        doubts = (*doubts, gated)
    canonical, elsewhere = outlet.canonical(said, url, source, base or "")
    if not headline.text:
        doubts = (*doubts, model.Doubt(field="title", kind=model.DoubtKind.MISSING))
    return finish.Found(
        url=url,
        title=headline.text or clean.label(head.plain(lead.title or "") if lead else ""),
        kicker=headline.kicker,
        summary=summary,
        pieces=[
            *pieces.with_figures(lines, shown, picture, embed.read(seen, base or "")),
            *pieces.gallery(
                image.behind(seen, base or "", span.stop) if size <= pieces.GALLERY else [], lines, picture
            ),
        ],
        close=_close(seen, choice, shown) if choice.lines and not stated else (),
        ahead=takedown.ahead(seen, headline.line, span.start),
        tail=[_line(seen, at) for at in range(span.stop, min(span.stop + _TAIL, len(seen.lines)))],
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


def _stated(said: head.Head, size: int) -> list[str]:
    """The paragraphs that the page states for machines, where scripts would print them for readers."""
    given = said.article.get("articleBody")
    if not isinstance(given, str) or len(given) < 3 * max(size, finish.LEAST) or _is_gated(said):
        return []
    lines = [clean.label(head.plain(line)) for line in _BREAKS.split(given)]
    found = [line for line in lines if line]
    return found if sum(map(len, found)) >= 3 * max(size, finish.LEAST) else []


def _is_gated(said: head.Head) -> bool:
    return str(said.article.get("isAccessibleForFree", "")).lower() == "false"


def _rules(source: model.Source, at: datetime) -> model.Rules | None:
    """The rules of the day: those that end soonest after it, else those without an end."""
    valid = [each for each in source.rules if each.until is None or each.until > at]
    return min(valid, key=lambda each: (each.until is None, each.until or at), default=None)


def _ruled(root: tree.Node, selector: str | None) -> str:
    found = next(iter(tree.select(root, selector)), None) if selector else None
    if found is None:
        return ""
    return tree.attr(found, "content") or tree.attr(found, "datetime") or tree.text(found)


def _close(seen: page.Page, choice: body.Choice, shown: Sequence[image.Seen]) -> list[attribution.Line]:
    """The lines of the page from the last paragraphs to the end of the body; captions are none of them."""
    captions = {at for each in shown for at in each.lines}
    kept = set(choice.lines)
    return [
        _line(seen, at)
        for at in range(choice.lines[-_CLOSE:][0], choice.lines[-1] + 1)
        if at in kept or at not in captions
    ]


def _line(seen: page.Page, at: int) -> attribution.Line:
    line = seen.lines[at]
    return attribution.Line(text=line.text, links=tuple((href, line.text) for href in line.links))


# --- a lead --------------------------------------------------------------------------------------


def _lines(text: str) -> list[str]:
    return [line for each in text.splitlines() if (line := clean.label(each))]


def _fragment(text: str) -> list[Piece]:
    seen = page.gather(tree.fragment(text))
    return [piece for _, piece in pieces.of(seen, range(len(seen.lines)), set(), frozenset(), "")]
