"""The lines of a body on their way to blocks: what stands between them, and what they are."""

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from masdar import model
from masdar.arabic import clean, dates, fold
from masdar.extract import attribution, body, byline, dateline, embed, image, live, page, title
from masdar.extract.hints import Hint
from masdar.extract.page import HEADINGS
from masdar.markup import head

_SENTENCE_END = re.compile(r"[.!?؟…][\s»\"”)]*$")


@dataclass(frozen=True, slots=True)
class Piece:
    """A line of the body on its way to a block."""

    text: str
    tag: str = "p"
    image: model.Image | None = None
    links: tuple[str, ...] = ()
    # pieces of one list or quote
    group: int = -1
    # what another site shows here
    embed: str | None = None
    # when an entry of a live blog was written
    when: model.Moment | None = None


# letters of a text that its dateline stands within; asked for more than once on a page
_OPENING = 200
_credit = functools.lru_cache(maxsize=64)(dateline.opening)

# "وأوضح المتحدث ..."  "وقالت الوزارة ...": a text does not begin so
_FOLLOWS = re.compile(
    "و(?:قال|[أا]ضاف|[أا]وضح|[أا]كد|[أا]شار|ذكر|[أا]علن|تابع|بحسب|وفق|جاء|لفت|شدد|بي\u0651?ن|نقل|[أا]فاد|ر[أا]ى|اعتبر"
    "|دعا|طالب|صرح|تحدث|من جانب|من جهت|في هذا|في السياق|في تصريح)"
)


def standfirst(
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
            # the body's own first line is a standfirst only if all say so, or if it is no sentence
            apart = bool(hint & Hint.SUMMARY) and len(choice.lines) > 1
            apart = apart and (key in described or not _SENTENCE_END.search(line.text))
        else:
            barred = hint & (Hint.CAPTION | Hint.CREDIT | Hint.BYLINE | Hint.NOISE)
            apart = not barred and (named or key in described)
        if apart and not _credit(clean.prose(line.text)[:_OPENING]).text:
            found.append(at)
        elif at in choice.lead and len(line.text) >= 60 and _SENTENCE_END.search(line.text):
            opening.append(at)
    if len(found) > 2 or _FOLLOWS.match(seen.lines[start].text):
        # points at the head of the text are text, and so is what the body goes on from
        opening, found = sorted({*opening, *(at for at in found if at < start and choice.sound[at])}), []
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


def of(
    seen: page.Page, kept: Sequence[int], captions: set[str], without: frozenset[int], headline: str
) -> list[tuple[int, Piece]]:
    """The lines of the body, without what was told apart."""
    pieces: list[tuple[int, Piece]] = []
    title_key = fold.key(headline)
    # a paragraph much longer than headline and captions is none of them, however it is vocalised
    longest = 3 * max(map(len, (title_key, *captions)), default=0) + 60
    last_row = -1
    tables: dict[int, bool] = {}
    for at in kept:
        if at in without:
            continue
        line = seen.lines[at]
        text = clean.prose(line.text)
        if not text:
            continue
        row, table = _row(seen, line.box, tables)
        if len(text) <= longest and ((key := fold.key(text)) in captions or key == title_key):
            continue
        if row < 0 and (_is_noise(text) or _aside(text)):
            continue
        tag, group = ("li", table) if table >= 0 else _place(seen, line.box)
        if row >= 0 and row == last_row:
            before = pieces[-1][1]
            pieces[-1] = (pieces[-1][0], replace(before, text=f"{before.text} | {text}"))
            continue
        last_row = row
        pieces.append((at, Piece(text, tag, None, line.links, group)))
    return pieces


def dated(pieces: list[tuple[int, Piece]], entries: live.Entries) -> list[tuple[int, Piece]]:
    """The pieces with the time of the entry that each belongs to."""
    if not entries.at:
        return pieces
    return [(at, replace(piece, when=entries.at.get(at))) for at, piece in pieces if at not in entries.clocks]


def _is_noise(text: str) -> bool:
    return len(text) <= 140 and attribution.noise(text)


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


def before_dateline(
    pieces: list[tuple[int, Piece]], summary: str | None
) -> tuple[list[tuple[int, Piece]], str | None]:
    """What stands before a dateline of place and agency is no body: a standfirst, or the page's furniture."""
    for count, (_, piece) in enumerate(pieces[:4]):
        if not dateline.credits_agency(piece.text):
            continue
        found = _credit(piece.text[:_OPENING])
        if found.text and found.agencies and (found.places or found.date):
            if count and len(pieces) > count + 1:
                told = [each.text for _, each in pieces[:count] if len(each.text) >= 40]
                return pieces[count:], " ".join(filter(None, (summary, *told))) or None
            return pieces, summary
    return pieces, summary


def with_place(
    seen: page.Page, choice: body.Choice, pieces: list[tuple[int, Piece]]
) -> list[tuple[int, Piece]]:
    """A dateline on a line of its own is one with the paragraph that it opens."""
    if not pieces:
        return pieces
    at, piece = pieces[0]
    before = at - 1
    if before < 0 or not choice.sound[before] or not page.Page.within(seen, before, choice.box):
        return pieces
    place = clean.label(seen.lines[before].text)
    named = byline.read(place)
    if not 2 <= len(place) <= 60 or (named.persons and not (named.places and named.agencies)):
        return pieces
    own = _credit(piece.text[:_OPENING])
    if own.text and own.agencies and not own.text.startswith("("):
        return pieces
    joined = f"{place} {piece.text}"
    found = _credit(joined[:_OPENING]).text
    if len(found) >= len(place) and joined.startswith(found):
        return [(at, replace(piece, text=joined)), *pieces[1:]]
    return pieces


def _row(seen: page.Page, box: int, tables: dict[int, bool]) -> tuple[int, int]:
    """The row and the table that a line is a cell of; -1 where it stands in no table that tells."""
    row = -1
    for _ in range(6):
        if box < 0:
            break
        tag = seen.boxes[box].tag
        if tag == "tr":
            row = box
        elif tag == "table":
            if box not in tables:
                tables[box] = body.is_data(seen, box)
            return (row, box) if row >= 0 and tables[box] else (-1, -1)
        box = seen.boxes[box].parent
    return -1, -1


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


def with_figures(
    pieces: list[tuple[int, Piece]],
    shown: Sequence[image.Seen],
    lead: model.Image | None,
    embeds: Sequence[embed.Embed] = (),
) -> list[Piece]:
    """The pieces with the pictures and embeds between them; the lead picture stands above the text."""
    if not pieces:
        return []
    first, last = pieces[0][0], pieces[-1][0]
    pictures = [each for each in shown if lead is None or each.image.url != lead.url]
    figures = [(each.line, Piece("", "figure", each.image)) for each in pictures if first < each.line <= last]
    figures += [
        (each.line, Piece(each.name, "figure", embed=each.url))
        for each in embeds
        if first < each.line <= last + 1
    ]
    rest = sorted(figures, key=lambda each: each[0])
    result: list[Piece] = []
    for at, piece in pieces:
        while rest and rest[0][0] <= at:
            result.append(rest.pop(0)[1])
        result.append(piece)
    return [*result, *(each for _, each in rest)]


# letters of a text that pictures behind it go on telling, and how many they are
GALLERY, _FEWEST = 1200, 2


def gallery(
    shown: Sequence[image.Seen], lines: list[tuple[int, Piece]], lead: model.Image | None
) -> list[Piece]:
    """The pictures that stand behind a short text with nothing between them but their captions."""
    if not lines or sum(len(piece.text) for _, piece in lines) > GALLERY:
        return []
    found: list[Piece] = []
    after = lines[-1][0] + 1
    told = 0
    for each in shown:
        if each.line < after:
            continue
        if each.line > after or not each.image.caption:
            break
        after = max(each.line, each.lines.stop)
        told += 1
        if lead is None or each.image.url != lead.url:
            found.append(Piece("", "figure", each.image))
    return found if told >= _FEWEST else []


def blocks(pieces: Sequence[Piece]) -> tuple[model.Block, ...]:
    blocks: list[model.Block] = []
    group = -1
    for piece in pieces:
        if piece.tag == "figure":
            blocks.append(
                model.Block(
                    kind=model.BlockKind.FIGURE, text=piece.text, image=piece.image, embed=piece.embed
                )
            )
        elif piece.tag == "li":
            if blocks and blocks[-1].kind is model.BlockKind.LIST and piece.group == group:
                blocks[-1] = replace(blocks[-1], items=(*blocks[-1].items, piece.text))
            else:
                blocks.append(model.Block(kind=model.BlockKind.LIST, items=(piece.text,), at=piece.when))
        elif piece.tag in HEADINGS:
            blocks.append(
                model.Block(
                    kind=model.BlockKind.HEADING,
                    text=piece.text,
                    level=max(2, int(piece.tag[1])),
                    at=piece.when,
                )
            )
        elif piece.tag == "blockquote":
            blocks.append(model.Block(kind=model.BlockKind.QUOTE, text=piece.text, at=piece.when))
        else:
            blocks.append(model.Block(text=piece.text, at=piece.when))
        group = piece.group
    return tuple(blocks)
