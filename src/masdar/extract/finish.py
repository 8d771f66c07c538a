"""The common end of every reading: dateline, byline, end mark and the words on the origin.

What a page or a lead gave is `Found`; `article` reads it by the grammars of wire texts.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from masdar import address, model
from masdar.arabic import clean, language
from masdar.errors import NotAnArticle
from masdar.extract import attribution, byline, dateline, endmark, known_agencies, names, told, writers
from masdar.extract import pieces as shaping
from masdar.extract.pieces import Piece

READER = "page/3"

# letters that a body has at least; less is a menu or a gate
LEAST = 80
# paragraphs at the end of a text among which the words on its origin may stand
_CLOSE = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a page or a lead gave, before the grammars of wire texts read it."""

    url: str
    title: str
    kicker: str | None = None
    summary: str | None = None
    pieces: Sequence[Piece] = ()
    # the page's own lines from the last paragraphs on, and what stands behind the body: words on the origin
    close: Sequence[attribution.Line] = ()
    # lines about the headline and above the text that are no part of it
    ahead: Sequence[str] = ()
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


def article(
    found: Found,
    capture: model.Capture,
    source: model.Source,
    directory: model.Directory,
    lead: model.Lead | None,
    now: datetime | None,
) -> model.Article:
    pieces = list(found.pieces)
    zone = home(found.url, source, directory)
    texts = [at for at, piece in enumerate(pieces) if piece.tag != "figure"]
    if not texts and capture.via not in (model.Via.RECORD, model.Via.WIRE):
        raise NotAnArticle(f"{name(capture)}: no text of an article stands here")
    last = texts[-_CLOSE:]
    window = [
        *(
            found.close
            or (
                attribution.Line(
                    text=pieces[at].text, links=tuple((href, pieces[at].text) for href in pieces[at].links)
                )
                for at in last
            )
        ),
        *found.tail,
    ]
    stated = attribution.read(window, directory=directory, zone=zone, now=now)
    doubts = [*found.doubts, *stated.doubts]
    if stated.attribution is not None and stated.used.start > 0:
        used = {clean.prose(window[at].text) for at in stated.used}
        cut = [at for at in last if pieces[at].text in used]
        if 2 * sum(len(pieces[at].text) for at in cut) > sum(len(piece.text) for piece in pieces):
            # words that read like a credit in a text that is short: they are the text
            stated, cut, doubts = attribution.Found(), [], list(found.doubts)
        pieces = [piece for at, piece in enumerate(pieces) if at not in cut]
    pieces, by = _bylines(pieces, found.by)
    opening = next((each.text for each in pieces if each.tag != "figure"), "")
    by = _signed(by, opening, found.tail)
    line_said = stated.attribution.said if stated.attribution else ""
    behind = [each.text for each in found.tail[:2] if each.text.strip() != line_said]
    pieces, mark = _end_mark(pieces, behind, opening)
    pieces = [each for each in pieces if not (each.text and attribution.disclaimer(each.text))]
    opening = next((each.text for each in pieces if each.tag != "figure"), "")
    line = known_agencies.read(opening, byline=by.line, directory=directory)
    whole = "\n".join(each.text for each in pieces if each.text)
    if len(whole) < LEAST and not lead:
        raise NotAnArticle(f"{name(capture)}: no text of an article stands on this page; is it a menu?")
    if not whole:
        doubts.append(model.Doubt(field="blocks", kind=model.DoubtKind.MISSING, detail="a headline alone"))
    persons = by.persons or line.reporters or by.apart
    stated_first = stated.attribution.first_published if stated.attribution else None
    when = told.first(found.published or stated_first, origin=stated_first, lead=lead, zone=zone)
    if when is None:
        doubts.append(model.Doubt(field="published", kind=model.DoubtKind.MISSING))
    elif when.zone_from is model.ZoneFrom.ASSUMED:
        doubts.append(model.Doubt(field="published", kind=model.DoubtKind.ASSUMED, detail="no zone is known"))
    url = found.url
    return model.Article(
        id=address.article_id(url) if url else model.ArticleId(f"capture-{capture.digest}"),
        source=source.id,
        url=url,
        canonical_url=found.canonical,
        capture=capture.digest,
        seen=lead.seen if lead is not None else capture.at,
        language=language.of(whole or found.title),
        title=found.title,
        kicker=found.kicker,
        summary=found.summary,
        blocks=shaping.blocks(pieces),
        image=found.picture,
        dateline=line if line != model.Dateline() else None,
        agencies=_agencies(line, by, mark, stated.attribution),
        bylines=persons if persons or found.named else None,
        published=when,
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


def _bylines(pieces: list[Piece], by: writers.Writers) -> tuple[list[Piece], writers.Writers]:
    """Take byline lines off both ends of the text."""
    texts = [at for at, piece in enumerate(pieces) if piece.tag != "figure"]
    edges = {*texts[:2], *texts[-2:]}
    drop = {
        at
        for at in texts
        if len(pieces[at].text) <= 70 and _is_byline(pieces[at].text, None if at in edges else by.persons)
    }
    if not drop or len(drop) == len(texts):
        return pieces, by
    for at in sorted(drop):
        by = writers.with_line(by, pieces[at].text)
    return [piece for at, piece in enumerate(pieces) if at not in drop], by


def _is_byline(text: str, known: tuple[str, ...] | None) -> bool:
    """Whether a line names writers and nothing else; amid the text only those `known` already."""
    if known is not None and not any(name in text for name in known):
        return False
    return byline.looks(text) and bool(byline.read(text).persons)


def _signed(by: writers.Writers, opening: str, tail: Sequence[attribution.Line]) -> writers.Writers:
    """The writers with the name that stands alone below an agency's text, where nobody else is named."""
    first = tail[0] if tail else None
    if by.persons or first is None or first.links or not names.person(first.text):
        return by
    line = dateline.read(opening)
    if (
        not line.text
        or not line.agencies
        or line.reporters
        or byline.read(first.text).persons != (first.text,)
    ):
        return by
    return writers.with_line(by, first.text)


def _end_mark(pieces: list[Piece], tail: Sequence[str], opening: str) -> tuple[list[Piece], str | None]:
    """Take the end mark off the last line, or find it alone on the line behind the body."""
    credited = {each.code for each in dateline.read(opening).agencies if each.code}
    texts = [at for at, piece in enumerate(pieces) if piece.tag != "figure"]
    for at in reversed(texts[-3:]):
        if at == texts[-1]:
            rest, mark = endmark.split(pieces[at].text, credited=credited)
        elif endmark.alone(pieces[at].text, credited=credited):
            rest, mark = "", clean.label(pieces[at].text)
        else:
            continue
        if mark is not None:
            kept = [replace(pieces[at], text=rest)] if rest else []
            return [*pieces[:at], *kept, *(each for each in pieces[at + 1 :] if each.tag == "figure")], mark
    for text in tail:
        if endmark.alone(text, credited=credited):
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
    own: dict[str, model.Agency] = {}
    for each in found:
        own.setdefault(each.code or each.said, each)
    return tuple(own.values())


def home(url: str, source: model.Source, directory: model.Directory) -> str | None:
    if source.zone:
        return source.zone
    host = address.host(url) if url else ""
    known = directory.host(host) if host else None
    return (known.zone if known else None) or (address.zone_of(host) if host else None)


def name(capture: model.Capture) -> str:
    """What a capture is called in messages."""
    return capture.final_url or capture.record or capture.digest
