"""A page's own words on where it has its text from.

A portal prints a labelled block under the text, with labels that may stand empty, each label and value on
one line or on two:

    المصدر
    الكاتب:
    الموقع : ar.agency.example
    نشر الخبر اول مرة بتاريخ : 2024-11-01 13:01:11

Others close with one line: «المصدر: وكالات», «نقلا عن رويترز», «(وفا)».
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple
from urllib.parse import urlsplit

from masdar import model
from masdar.arabic import agencies, dates, fold
from masdar.extract import furniture, labels, mail


class Line(NamedTuple):
    """A line of a page's tail, with the links that stand in it: (address, text)."""

    text: str
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    attribution: model.Attribution | None = None
    # of the lines given, those that belong to it, its disclaimer too
    used: range = range(0)
    doubts: tuple[model.Doubt, ...] = ()


def read(
    lines: Sequence[Line],
    *,
    directory: model.Directory,
    zone: str | None = None,
    now: datetime | None = None,
) -> Found:
    """The attribution that the lines hold; an empty `Found` if they hold none.

    `zone` is the home zone of the source that we read. A time without a printed zone is read in the home
    zone of the origin that the block names, else in the source's, else it is assumed; the doubt says which.
    """
    return _block(lines, directory, zone, now) or _line(lines) or Found()


def disclaimer(text: str) -> bool:
    """Whether a line says that the site is not responsible for what it reprints."""
    return furniture.disclaimer(text)


def noise(text: str) -> bool:
    """Whether a line is a page's furniture: related headings, back to top, share bars, menus."""
    return furniture.noise(text) or mail.alone(text)


# --- the labelled block --------------------------------------------------------------------------


# no block is longer, with labels and values on lines of their own
_BLOCK_LINES = 16


def _block(
    lines: Sequence[Line], directory: model.Directory, zone: str | None, now: datetime | None
) -> Found | None:
    """The last run of lines in which a heading and a label, or two labels, stand."""
    start = len(lines) - 1
    while start >= 0:
        if _opens(lines[start]):
            first = start
            while start - first < _BLOCK_LINES and (above := _above(lines, first)) is not None:
                first = above
            found = _walk(lines, first)
            if found is not None:
                return _made(lines, first, *found, directory=directory, zone=zone, now=now)
        start -= 1
    return None


def _above(lines: Sequence[Line], first: int) -> int | None:
    """The next line above that belongs to a block: a label, or one whose value stands between."""
    between = 0
    for at in range(first - 1, -1, -1):
        if _opens(lines[at]):
            return at
        between += bool(lines[at].text.strip())
        if between > 1:
            break
    return None


def _opens(line: Line) -> bool:
    return labels.heading(line.text) or labels.split(line.text) is not None


def _walk(lines: Sequence[Line], first: int) -> tuple[int, dict[str, tuple[str, int]]] | None:
    """The end of the block that opens at `first`, and its fields: value and number of its line."""
    fields: dict[str, tuple[str, int]] = {}
    headed = labels.heading(lines[first].text)
    at = first + 1 if headed else first
    pending: str | None = None
    end = at
    while at < min(len(lines), first + 2 * _BLOCK_LINES):
        text = lines[at].text.strip()
        labelled = labels.split(text)
        if labelled is not None and labelled[0] not in fields:
            pending = None
            field, value = labelled
            fields[field] = (value, at)
            if not value:
                pending = field
        elif not text:
            # an empty cell: the label above stands with nothing behind it
            pending = None
        elif pending is not None and _may_be(pending, text):
            fields[pending] = (text, at)
            pending = None
        else:
            break
        at += 1
        end = at if text else end
    if len(fields) + headed < 2 or (headed and not fields):
        return None
    if not headed and not any(labels.known(lines[each].text) for each in range(first, end)):
        # facts of a book, a film or a game: "الشركة الناشرة: ...", "موقع اللعبة: ..."
        return None
    if len(fields) == 1 and headed and "publisher" in fields:
        return None
    return end, fields


def _may_be(field: str, text: str) -> bool:
    """Whether a line can be the value of the empty label above it."""
    if furniture.disclaimer(text) or furniture.noise(text) or len(text) > 90:
        return False
    if field == "site":
        return _address(text) is not None or len(text.split()) <= 4
    if field == "first":
        return dates.find(text) is not None
    return len(text.split()) <= 8 and text[-1] not in ".!?؟"


def _made(
    lines: Sequence[Line],
    first: int,
    end: int,
    fields: dict[str, tuple[str, int]],
    *,
    directory: model.Directory,
    zone: str | None,
    now: datetime | None,
) -> Found:
    values = {name: value for name, (value, _) in fields.items()}
    site, site_url, original_url = values.get("site"), None, None
    for field in ("site", "original"):
        if field not in fields:
            continue
        said, at = fields[field]
        where = next((href for href, _ in lines[at].links if href.startswith(("http://", "https://"))), None)
        where = where or _address(said)
        if where is None:
            continue
        if _deep(where):
            original_url = original_url or where
        else:
            site_url = site_url or where
        if field == "original" and site is None:
            site = said if _address(said) is None else _host(where)
        elif "/" in (site or ""):
            site = _host(where)
    attribution = model.Attribution(
        form=model.AttributionForm.BLOCK,
        publisher=values.get("publisher"),
        author=values.get("author"),
        site=site,
        site_url=site_url,
        original_url=original_url,
        said="\n".join(line.text.strip() for line in lines[first:end] if line.text.strip()),
    )
    attribution, doubts = _dated(attribution, values.get("first"), directory, zone, now)
    while end < len(lines) and furniture.disclaimer(lines[end].text):
        end += 1
    return Found(attribution=attribution, used=range(first, end), doubts=doubts)


def _dated(
    attribution: model.Attribution,
    said: str | None,
    directory: model.Directory,
    zone: str | None,
    now: datetime | None,
) -> tuple[model.Attribution, tuple[model.Doubt, ...]]:
    """The attribution with its time, and what had to be assumed for it."""
    if not said:
        return attribution, ()
    host = _host(attribution.site_url or attribution.original_url or "") or attribution.site or ""
    home = _home(host, attribution.publisher or "", directory)
    if home is not None:
        moment = dates.moment(said, zone=home[1], zone_from=model.ZoneFrom.ORIGIN, now=now)
    elif zone:
        moment = dates.moment(said, zone=zone, zone_from=model.ZoneFrom.SOURCE, now=now)
    else:
        moment = dates.moment(said, now=now)
    if moment is None:
        doubt = model.Doubt(
            field="published", kind=model.DoubtKind.MISSING, detail=f"unreadable first publication: {said}"
        )
        return attribution, (doubt,)
    doubts: tuple[model.Doubt, ...] = ()
    match moment.zone_from:
        case model.ZoneFrom.ORIGIN:
            whose, which = home if home is not None else ("", "")
            doubts = (_assumed(f"no zone printed; {which} is the home zone of {whose}"),)
        case model.ZoneFrom.SOURCE:
            doubts = (_assumed(f"no zone printed; {zone} is the home zone of the source"),)
        case model.ZoneFrom.ASSUMED if moment.precision is not model.Precision.DAY:
            doubts = (_assumed("no zone printed, and none known for the origin; read as UTC"),)
        case _:
            pass
    return replace(attribution, first_published=moment), doubts


def _assumed(detail: str) -> model.Doubt:
    return model.Doubt(field="published", kind=model.DoubtKind.ASSUMED, detail=detail)


def _home(host: str, publisher: str, directory: model.Directory) -> tuple[str, str] | None:
    """Whose home zone to read a time in, and the zone: that of the site named, else of the publisher."""
    if host:
        known = directory.host(host)
        if known is not None and known.zone:
            return known.name, known.zone
        entry = agencies.by_host(host)
        if entry is not None and entry.zone:
            return entry.name, entry.zone
        return None
    named = directory.by_name.get(fold.key(publisher)) if publisher else None
    if named is not None and named.zone:
        return named.name, named.zone
    agency = agencies.exact(publisher) if publisher else None
    return (agency.name, agency.zone) if agency is not None and agency.zone else None


# --- the closing line ----------------------------------------------------------------------------

# "المصدر: وكالات"  "مصدر الخبر: سانا"  "- المصدر: كونا"  "المصدر | رويترز"  "المصادر: ..."
_SOURCE = re.compile(
    r"[-\u2013\u2014*•\s]*(?:المصدر|المصادر|مصدر الخبر|مصدر|مصدر الصورة والخبر|Source)"
    r"\s*[:|：/\u2013\u2014-]\s*(?P<who>\S.*)",
    re.IGNORECASE,
)
# "نقلا عن رويترز"  "نقلاً عن: الأناضول"  "عن: رويترز"  "بحسب وكالة كذا"  "(نقلا عن ...)"
_AFTER = re.compile(
    r"[-\u2013\u2014*•\s(\[]*(?:نقلا?ً?ا? عن|منقول(?:ا|ة)? (?:عن|من)|عن|بحسب|حسب|وفقا?ً?ا? ل|خاص عن|بتصرف عن)"
    r"\s*[:：]?\s*(?P<who>\S.*?)[)\]]?",
)
# words that no sentence on another matter begins with, or a colon behind them
_PLAINLY = re.compile(r"[^\w]*(?:نقل|منقول|بتصرف|خاص عن|\w+\s*[:：])")
_CREDIT_WORDS, _MOST_SIGNS = 12, 500


def _line(lines: Sequence[Line]) -> Found | None:
    """A closing line that names whom the text is from."""
    for at in range(len(lines) - 1, -1, -1):
        text = lines[at].text.strip()
        who = credit(text)
        if who is None:
            continue
        links = [href for href, _ in lines[at].links if href.startswith(("http://", "https://"))]
        deep = next((href for href in links if _deep(href)), None)
        bare = next((href for href in links if not _deep(href)), None)
        printed = _address(who)
        attribution = model.Attribution(
            form=model.AttributionForm.LINE,
            publisher=who,
            site=_host(printed) if printed else None,
            site_url=bare or (printed if printed and not _deep(printed) else None),
            original_url=deep or (printed if printed and _deep(printed) else None),
            said=text,
        )
        return Found(attribution=attribution, used=range(at, at + 1))
    return None


def credit(text: str) -> str | None:
    """Whom a closing line credits, as printed; None if the line is none."""
    if len(text) > _MOST_SIGNS:
        return None
    text = " ".join(text.split())
    if not text or len(text.split()) > _CREDIT_WORDS or len(text) > 120:
        return None
    if (found := _SOURCE.fullmatch(text)) is not None:
        return found["who"].strip(" .")
    bare = text.strip(" .")
    if bare.startswith("(") and bare.endswith(")") and agencies.exact(bare[1:-1].strip()):
        return bare[1:-1].strip()
    found = _AFTER.fullmatch(text)
    if found is not None:
        who = found["who"].strip(" .")
        # a sentence that begins so goes on; a credit is a name
        if len(who.split()) <= 6 and (agencies.find(who) or _address(who)):
            return who
        if _PLAINLY.match(text) and len(who.split()) <= 4 and text[-1] not in ".!?؟،":
            return who
    return None


# --- addresses -----------------------------------------------------------------------------------

_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}", re.IGNORECASE)


def _address(text: str) -> str | None:
    """The web address that a value is, made whole: "ar.agency.example", "https://agency.example/a/1"."""
    text = text.strip().strip("<>()[]")
    if " " in text or not text.isascii():
        return None
    whole = text if "://" in text else f"https://{text}"
    try:
        parts = urlsplit(whole)
        host = parts.hostname or ""
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not _HOST.fullmatch(host):
        return None
    return whole if parts.path else f"{whole}/"


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def _deep(address: str) -> bool:
    """Whether an address names a page, not a whole site ("/", "/ar", "/index.html")."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    path = parts.path.strip("/").lower()
    return bool(parts.query) or path not in (
        "",
        "ar",
        "arabic",
        "ara",
        "en",
        "index.html",
        "index.php",
        "home",
    )
