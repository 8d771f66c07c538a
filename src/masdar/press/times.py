"""Times as a page prints them: exact for machines, with their zone for people."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal, cast
from zoneinfo import ZoneInfo

from markupsafe import Markup

from masdar import model
from masdar.arabic import dates, months
from masdar.press import bidi
from masdar.press.view import View

_NEW = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A time: `iso` for machines, `text` with its zone, `short` on the site's clock, `title` how long ago."""

    iso: str
    text: Markup
    short: Markup
    title: str
    # its day in the Hijri calendar, where the site prints that too
    hijri: Markup | None = None


def moment(view: View, given: model.Moment) -> Written:
    """A time that an origin gave, on the origin's own clock."""
    title = str(ago(view, given.at))
    if given.precision is not model.Precision.DAY and given.zone_from is not model.ZoneFrom.ASSUMED:
        title += f" · {_offset(timedelta(minutes=given.offset))}"
    return Written(
        iso=given.iso(),
        text=_write(view, given),
        short=_short(view, given),
        title=title,
        hijri=_hijri(view, given.at + timedelta(minutes=given.offset)),
    )


def instant(view: View, at: datetime) -> Written:
    """A time of our own, on the site's clock."""
    local = at.astimezone(ZoneInfo(view.site.zone))
    return Written(
        iso=local.isoformat(timespec="minutes"),
        text=_write(view, local),
        short=_short(view, local),
        title=f"{ago(view, at)} · {_offset(local.utcoffset() or timedelta())}",
    )


def day(view: View, at: datetime) -> Written:
    """A day on the site's clock."""
    local = at.astimezone(ZoneInfo(view.site.zone))
    text = _write(view, local, with_time=False)
    return Written(iso=local.date().isoformat(), text=text, short=text, title="", hijri=_hijri(view, local))


def _hijri(view: View, local: datetime) -> Markup | None:
    if not view.site.hijri:
        return None
    return bidi.isolated(
        dates.write_hijri(local.date(), language=view.language, digits=_digits(view)), view.dir
    )


def ago(view: View, at: datetime) -> Markup:
    """How long ago, in the largest unit that is whole."""
    passed = view.now - at
    if passed < _NEW:
        return view.say("just now")
    minutes = int(passed.total_seconds() // 60)
    if minutes < 60:
        return view.count("%(n)s minute ago", "%(n)s minutes ago", minutes)
    if minutes < 24 * 60:
        return view.count("%(n)s hour ago", "%(n)s hours ago", minutes // 60)
    return view.count("%(n)s day ago", "%(n)s days ago", passed.days)


def _write(view: View, when: model.Moment | datetime, *, with_time: bool = True) -> Markup:
    said = dates.write(
        when,
        language=view.language,
        months=cast(months.MonthSet, view.site.months),
        digits=_digits(view),
        with_time=with_time,
    )
    return bidi.isolated(said, view.dir)


def _short(view: View, when: model.Moment | datetime) -> Markup:
    """For lists: the day and the minute on the site's clock, whose zone the title tells."""
    at = when.at if isinstance(when, model.Moment) else when
    if isinstance(when, model.Moment) and when.precision is model.Precision.DAY:
        return _write(view, when)
    if isinstance(when, model.Moment) and when.zone_from is model.ZoneFrom.ASSUMED:
        local = at.astimezone(UTC)
    else:
        local = at.astimezone(ZoneInfo(view.site.zone))
    return view.say(
        "%(date)s, %(time)s", date=_write(view, local, with_time=False), time=view.digits(f"{local:%H:%M}")
    )


def _digits(view: View) -> Literal["latin", "eastern"]:
    return "eastern" if view.site.digits == "eastern" and view.language == "ar" else "latin"


def _offset(offset: timedelta) -> str:
    minutes = int(offset.total_seconds() // 60)
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'-' if minutes < 0 else '+'}{hours}" + (f":{rest:02}" if rest else "")
