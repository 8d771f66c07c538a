"""When an article was first published and when it was last changed.

What is stated for machines is exact but often wrong by an offset: sites write their local clock and
mark it `Z`. What is printed for readers has the right clock and seldom a zone. The two are read
together: a `Z` whose wall clock is the very minute that is printed, on a page whose home is not at
UTC, is the local clock.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from masdar import model
from masdar.arabic import clean, dates
from masdar.extract.hints import Hint
from masdar.extract.page import Page
from masdar.markup import head, tree

# "2024-11-01T13:01:11+09:00"  "2024-11-01 13:01"  "2024-11-01T13:01:11.250Z"  "20241101T130111+0900"
_ISO = re.compile(
    r"\s*(\d{4})[-/]?(\d{2})[-/]?(\d{2})(?:[T ,]+(\d{1,2}):?(\d{2})(?::?(\d{2})(?:[.,]\d+)?)?"
    r"\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?)?\s*",
    re.IGNORECASE,
)
_EPOCH = re.compile(r"1[0-9]{9}(?:[0-9]{3})?")
_DIGIT = re.compile(r"\d")
_OLDEST = 1990

_PUBLISHED = (
    "article:published_time", "article:published", "og:article:published_time", "og:published_time",
    "datepublished", "parsely-pub-date", "publishdate", "publish-date", "publish_date", "publication_date",
    "dc.date.issued", "dcterms.issued", "dc.date.created", "dcterms.created", "sailthru.date", "pubdate",
    "article.published", "cxenseparse:recs:publishtime", "cxenseparse:publishtime", "article_date_original",
    "date", "dc.date", "dcterms.date", "originalpublicationdate", "bt:pubdate", "rnews:datepublished",
    "datecreated",
)  # fmt: skip
_MODIFIED = (
    "article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "dc.date.modified",
    "last-modified", "lastmod", "article:updated_time", "article.updated", "revision_date",
)  # fmt: skip
# "نشر الخبر أول مرة بتاريخ: ..."  "تاريخ النشر في المصدر: ...": when another hand published it
_ELSEWHERE = re.compile("[أا]ول مرة|(?:في|من) المصدر|المصدر:|الأصلي|الاصلي")
_MADE_NEW = re.compile("تحديث|تعديل|حُدّ?ث|updated|modified|edited|mise à jour|aktualisiert", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Dates:
    published: model.Moment | None = None
    modified: model.Moment | None = None
    doubts: tuple[model.Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class _Said:
    """A time as it is written for machines: the wall clock, and the offset in minutes if one is given."""

    clock: datetime
    offset: int | None
    precision: model.Precision
    said: str

    @property
    def at(self) -> datetime:
        return (self.clock - timedelta(minutes=self.offset or 0)).replace(tzinfo=UTC)


def read(
    page: Page,
    said: head.Head,
    root: tree.Node,
    *,
    title: int,
    body: range,
    zone: str | None,
    now: datetime | None,
    rule: str = "",
) -> Dates:
    """First publication and last change. `zone` is the home of the source; `rule` what its rules found."""
    article = said.article
    values = [rule, _value(article, "datePublished"), *_metas(said, _PUBLISHED[:5])]
    stated = [*_machine(values)]
    if not stated:
        late = [
            *said.micro.get("datepublished", ()),
            *_metas(said, _PUBLISHED[5:]),
            _value(article, "dateCreated"),
        ]
        stated = [*_machine([*late, *_times(root)])]
    # whatever else the page writes for machines helps to tell which clock they run on
    beside = [*stated, *_machine([*_metas(said, _PUBLISHED), *_times(root)])]
    changed = [*_machine([_value(article, "dateModified"), *_metas(said, _MODIFIED)])]
    printed = [*_printed(page, said, rule, title=title, body=body, zone=zone, now=now)]
    doubts: list[model.Doubt] = []
    published: model.Moment | None
    if stated:
        first = _first(stated, printed, zone)
        if first.offset is None and not zone and first.precision is not model.Precision.DAY:
            # a clock without a zone runs as the page's other clocks do
            first = replace(
                first, offset=next((each.offset for each in (*beside, *changed) if each.offset), None)
            )
        published = _settle(first, beside, printed, zone, doubts)
        if first.precision is model.Precision.DAY:
            finer = (
                each
                for each in printed
                if each.precision is not model.Precision.DAY and _wall(each).date() == first.clock.date()
            )
            published = next(finer, published)
    else:
        published = next(iter(printed), None)
    modified = _settle(changed[0], beside, printed, zone, []) if changed else None
    if published is not None and modified is not None and modified.at < published.at:
        modified = None
    if published is not None and now is not None and published.at > now + timedelta(days=1):
        doubts.append(model.Doubt(field="published", kind=model.DoubtKind.SUSPICIOUS, detail="in the future"))
    return Dates(published, modified, tuple(doubts))


def _first(stated: list[_Said], printed: list[model.Moment], zone: str | None) -> _Said:
    """The first publication among several statements: the one that is printed too, else the earliest.

    One that says the minute is better than one that says the day, and one with an offset of its own
    better than the same clock at zero.
    """
    day = model.Precision.DAY
    timed = [each for each in stated if each.precision is not day]
    stated = timed or stated
    for each in stated:
        if each.precision is not day and any(_agrees(each, seen, zone) for seen in printed):
            return each
    # one that is far older is a relic of a copied template
    near = [each for each in stated if abs(each.at - stated[0].at) < timedelta(days=400)]
    first = min(near, key=lambda each: each.at)
    twins = (each for each in near if each.clock == first.clock and each.offset)
    return next(twins, first)


def _agrees(said: _Said, seen: model.Moment, zone: str | None) -> bool:
    """Whether a printed time shows the minute of a stated one, on its own clock or at home."""
    if seen.precision is model.Precision.DAY:
        return False
    wall = _wall(seen).replace(second=0)
    home = _zone(zone)
    if said.clock.replace(second=0) == wall:
        return True
    return home is not None and said.at.astimezone(home).replace(second=0, tzinfo=None) == wall


def written(text: str, *, zone: str | None, now: datetime | None) -> model.Moment | None:
    """The moment that a channel wrote, in ISO 8601 or as prose."""
    found = _iso(text)
    return _settle(found, [], [], zone, []) if found else _at(text, zone, now) if text.strip() else None


def _value(article: object, name: str) -> str:
    value = article.get(name) if isinstance(article, dict) else None
    return str(value) if isinstance(value, int) else head.words(value)


def _metas(said: head.Head, names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        yield from said.meta.get(name, ())


def _times(root: tree.Node, most: int = 3) -> Iterator[str]:
    """The first times that are marked as such; those of teasers stand further down."""
    for element in tree.elements(root, "time"):
        if value := tree.attr(element, "datetime"):
            yield value
            if (most := most - 1) == 0:
                return


def _machine(values: list[str]) -> Iterator[_Said]:
    for value in values:
        if value and (found := _iso(value)) is not None:
            yield found


def _iso(value: str) -> _Said | None:
    if _EPOCH.fullmatch(value):
        clock = datetime.fromtimestamp(int(value[:10]), UTC).replace(tzinfo=None)
        return _Said(clock, 0, model.Precision.SECOND, value)
    found = _ISO.fullmatch(value)
    if found is None:
        return None
    year, month, day, hour, minute, second, zone = found.groups()
    try:
        parts = [int(each or 0) for each in (year, month, day, hour, minute, second)]
        clock = datetime(*parts)  # type: ignore[arg-type]  # noqa: DTZ001  # a wall clock, six numbers
    except ValueError:
        return None
    if clock.year < _OLDEST or clock.year > 2200:
        return None
    if hour is None:
        return _Said(clock, None, model.Precision.DAY, value)
    precision = model.Precision.MINUTE if second is None else model.Precision.SECOND
    return _Said(clock, _offset(zone), precision, value)


def _offset(zone: str | None) -> int | None:
    if not zone:
        return None
    if zone[0] not in "+-":
        return 0
    digits = zone[1:].replace(":", "")
    minutes = int(digits[:2]) * 60 + int(digits[2:] or 0)
    return -minutes if zone[0] == "-" else minutes


def _settle(
    said: _Said,
    beside: list[_Said],
    printed: list[model.Moment],
    zone: str | None,
    doubts: list[model.Doubt],
) -> model.Moment:
    """The moment that a machine's time means."""
    home = _zone(zone)
    offset, source = said.offset, model.ZoneFrom.PRINTED
    if said.precision is model.Precision.DAY:
        known = model.ZoneFrom.SOURCE if home else model.ZoneFrom.ASSUMED
        return _moment(said, _at_home(said.clock, home), zone if home else None, known)
    if offset is None:
        if home is None:
            return _moment(said, 0, None, model.ZoneFrom.ASSUMED)
        return _moment(said, _at_home(said.clock, home), zone, model.ZoneFrom.SOURCE)
    if offset == 0 and home is not None:
        local = _at_home(said.clock, home)
        if local and _is_local(said, local, beside, printed):
            doubts.append(
                model.Doubt(
                    field="published",
                    kind=model.DoubtKind.CONFLICT,
                    detail=f"{said.said} is the local clock: the page prints the same minute",
                )
            )
            return _moment(said, local, zone, model.ZoneFrom.SOURCE)
    return _moment(said, offset, None, source)


def _is_local(said: _Said, local: int, beside: list[_Said], printed: list[model.Moment]) -> bool:
    """Whether a clock marked as UTC is the local one: printed so for readers, and never contradicted."""
    if not said.said.rstrip().upper().endswith("Z"):
        return False
    minute = timedelta(minutes=1)
    shifted = said.clock + timedelta(minutes=local)
    for each in beside:
        if each.precision is model.Precision.DAY or each is said:
            continue
        if each.offset and abs(each.at - said.at) < minute:
            return False
        if each.offset is None and abs(each.clock - shifted) < minute:
            return False
    return any(_same_clock(each, said.clock) for each in printed)


def _moment(said: _Said, offset: int, zone: str | None, source: model.ZoneFrom) -> model.Moment:
    return model.Moment(
        at=(said.clock - timedelta(minutes=offset)).replace(tzinfo=UTC),
        precision=said.precision,
        zone_from=source,
        offset=offset,
        zone=zone,
        said=said.said,
    )


def _zone(name: str | None) -> ZoneInfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError):
        return None


def _at_home(clock: datetime, home: ZoneInfo | None) -> int:
    """Minutes east of UTC at a wall clock; 0 where the home is unknown."""
    found = clock.replace(tzinfo=home).utcoffset() if home else None
    return int(found.total_seconds() // 60) if found else 0


def _same_clock(printed: model.Moment, clock: datetime) -> bool:
    """Whether the printed wall clock shows the same minute; a printed zone is no local clock."""
    if printed.precision is model.Precision.DAY or printed.zone_from is model.ZoneFrom.PRINTED:
        return False
    wall = _wall(printed)
    return wall.replace(second=0) == clock.replace(second=0)


def _wall(moment: model.Moment) -> datetime:
    return moment.at.astimezone(timezone(timedelta(minutes=moment.offset))).replace(tzinfo=None)


# --- what is printed for readers -----------------------------------------------------------------


def _printed(
    page: Page,
    said: head.Head,
    rule: str,
    *,
    title: int,
    body: range,
    zone: str | None,
    now: datetime | None,
) -> Iterator[model.Moment]:
    """Date lines between title and body, then those near them; never the page's own header."""
    if rule and (found := _at(rule, zone, now)) is not None:
        yield found
    for value in (*_metas(said, _PUBLISHED), _value(said.article, "datePublished")):
        # prose where a machine's time belongs
        if value and not _ISO.fullmatch(value) and (found := _at(value, zone, now)) is not None:
            yield found
    late: list[str] = []
    for index in _places(page, title, body):
        text = page.lines[index].text
        if not 6 <= len(text) <= 120 or not _DIGIT.search(text) or _ELSEWHERE.search(text):
            continue
        if _MADE_NEW.search(text):
            late.append(text)
        elif (found := _at(text, zone, now)) is not None:
            yield found
    for text in late:
        if (found := _at(text, zone, now)) is not None:
            yield found


def _places(page: Page, title: int, body: range) -> Iterator[int]:
    """Where a date line may stand, the likeliest first."""
    count = len(page.lines)
    if title >= 0:
        yield from range(title + 1, min(body.start, title + 40))
        yield from range(max(0, title - 3), title)
    else:
        yield from range(max(0, body.start - 12), body.start)
    yield from range(body.start, min(body.start + 3, count))
    yield from range(body.stop, min(body.stop + 6, count))
    for index in range(count):
        if page.boxes[page.lines[index].box].hint & Hint.DATE and index > title and index < body.stop + 20:
            yield index


def _at(text: str, zone: str | None, now: datetime | None) -> model.Moment | None:
    text = clean.label(text)
    if zone:
        return dates.moment(text, zone=zone, zone_from=model.ZoneFrom.SOURCE, now=now)
    return dates.moment(text, now=now)
