"""Searches that keep watching: made of what a person typed, and ended."""

import re
import secrets
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from masdar import address
from masdar.desk import edit
from masdar.errors import ConfigError, NotFound
from masdar.model import Alert, Telling, Way
from masdar.search import query as queries

_HOURS = re.compile(r"\s*([0-9]{1,2})\s*-\s*([0-9]{1,2})\s*")
# minutes between two messages, at most: a week
_MOST = 10_080


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A search that shall keep watching, as somebody typed it."""

    name: str
    query: str
    way: Way = Way.FEED
    to: str = ""
    new: bool = False
    every: int = 0
    # "22-7": hours in which nothing is sent
    quiet: str = ""
    zone: str = "Asia/Riyadh"
    language: str = "ar"


def made(wanted: Wanted, *, now: datetime) -> Alert:
    """The alert that is asked for. Raises ConfigError where something in it cannot be used."""
    if queries.parse(wanted.query).empty:
        raise ConfigError("the search asks for nothing; name a word that must be there")
    if not 0 <= wanted.every <= _MOST:
        raise ConfigError("between two messages there are 0 to 10080 minutes")
    return Alert(
        # whoever knows the id may read the feed
        id=secrets.token_hex(12),
        name=" ".join(wanted.name.split()) or wanted.query,
        query=wanted.query,
        way=wanted.way,
        to=_to(wanted),
        language=wanted.language,
        telling=Telling.NEW if wanted.new else Telling.STORY,
        every=wanted.every,
        quiet=_hours(wanted.quiet),
        zone=_zone(wanted.zone),
        key=secrets.token_hex(32),
        since=now,
    )


def add(pen: edit.Pen, wanted: Wanted) -> Alert:
    """Let a search watch from now on."""
    pen.allowed("alert")
    alert = made(wanted, now=pen.now)
    pen.writing.put_alerts([alert])
    pen.log("alert", alert.name, after=f"{alert.way} {alert.query}")
    return alert


def end(pen: edit.Pen, id: str) -> None:
    """Let it watch no more: nothing is found for it or sent."""
    pen.allowed("alert")
    held = _of(pen, id)
    pen.writing.put_alerts([replace(held, stopped=held.stopped or pen.now)])
    pen.log("alert", held.name, before=f"{held.way} {held.query}", after="ended")


def again(pen: edit.Pen, message: str) -> None:
    """Hand a message over again, whatever became of it."""
    pen.allowed("alert")
    held = pen.writing.alerts.delivery(message)
    if held is None:
        raise NotFound(f"no message is called {message}")
    pen.writing.put_deliveries([replace(held, due=pen.now, tries=0, failure=None)])
    pen.log("alert", _of(pen, held.alert).name, after="sent again")


def _of(pen: edit.Pen, id: str) -> Alert:
    if (held := pen.writing.alerts.get(id)) is None:
        raise NotFound(f"no alert is called {id}")
    return held


def _to(wanted: Wanted) -> str:
    to = wanted.to.strip()
    if wanted.way is Way.MAIL:
        name, _, host = to.rpartition("@")
        if not name or not host or any(sign.isspace() or sign in "<>," for sign in to):
            raise ConfigError(f"{to or 'nothing'} is no mail address")
        return to
    if wanted.way is Way.WEBHOOK:
        normal = address.normal(to)
        if normal is None or not normal.startswith(("http://", "https://")):
            raise ConfigError(f"{to or 'nothing'} is no web address; give it whole, with https://")
        return normal
    return ""


def _hours(said: str) -> tuple[int, int] | None:
    if not said.strip():
        return None
    found = _HOURS.fullmatch(said)
    start, end = (int(found[1]), int(found[2])) if found else (24, 24)
    if start > 23 or end > 24 or start == end:
        raise ConfigError(f"{said} are no hours; say such as 22-7")
    return start, end % 24


def _zone(said: str) -> str:
    try:
        ZoneInfo(said)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ConfigError(f"{said} is no time zone; give an IANA name such as Asia/Riyadh") from error
    return said
