"""What the forms of the desk do. Each gives the path that it leads to; what goes wrong is raised."""

import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from masdar import address, model
from masdar.desk import accounts, bind, cases, edit, erase, propose, searches
from masdar.errors import ConfigError, NotFound
from masdar.rights import barring
from masdar.web.desk import lists, looking


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A form: its fields, of several with one name the last, and all of them in their order."""

    fields: Mapping[str, str]
    all: Sequence[tuple[str, str]]
    # of the path
    key: str = ""
    zone: ZoneInfo

    def get(self, name: str) -> str:
        return self.fields.get(name, "")

    @property
    def deed(self) -> str:
        return self.get("deed")


def inbox(pen: edit.Pen, sent: Sent) -> str:
    """The same deed for all articles that were chosen."""
    ids = [model.ArticleId(value) for name, value in sent.all if name == "id"]
    if not ids:
        raise ConfigError("choose an article first")
    _decide(pen, sent, ids)
    return f"/desk?stand={_known(sent.get('stand'))}"


def item(pen: edit.Pen, sent: Sent) -> str:
    """A deed for one article."""
    id = model.ArticleId(sent.key)
    match sent.deed:
        case "correct":
            pen.correct(id, text=sent.get("text"))
        case "amend":
            pen.amend(id, title=sent.get("title"), section=sent.get("section"))
        case _:
            _decide(pen, sent, [id])
    return f"/desk/item/{id}"


def _decide(pen: edit.Pen, sent: Sent, ids: list[model.ArticleId]) -> None:
    match sent.deed:
        case "publish":
            pen.publish(ids, due=_day(sent, "due"))
        case "hold":
            pen.hold(ids)
        case "seen":
            pen.seen(ids)
        case "withdraw":
            pen.withdraw(ids, reason=sent.get("reason"), law=sent.get("law") == "yes")
        case _:
            raise ConfigError("no such deed is known")


def _known(stand: str) -> str:
    return stand if stand in [each.value for each in model.Stand] else ""


def _day(sent: Sent, name: str) -> datetime | None:
    try:
        return lists.day(sent.get(name), zone=sent.zone)
    except ValueError as error:
        raise ConfigError("this is no day and no time; write 2026-01-31 or 2026-01-31T18:30") from error


def add_source(pen: edit.Pen, sent: Sent) -> str:
    """A source with one channel; it begins with the default policy."""
    id, feed, home = (
        sent.get("id").strip(),
        address.normal(sent.get("feed")),
        address.normal(sent.get("home")),
    )
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,39}", id):
        raise ConfigError("the short name has Latin letters, digits and hyphens alone")
    if not all(each and each.startswith(("http://", "https://")) for each in (feed, home)):
        raise ConfigError("the feed and the home page are addresses that begin with https://")
    if not sent.get("name").strip():
        raise ConfigError("the publisher needs a name")
    host = barring.host(home or "")
    if barring.bars([host, barring.host(feed or "")], [each.host for each in pen.writing.desk.bars()]):
        raise ConfigError(f"{host}: its publisher wants nothing of it shown here")
    kind = next((each for each in looking.WATCHED if each.value == sent.get("kind")), model.ChannelKind.FEED)
    channel = model.Channel(
        id=model.ChannelId(f"{id}/{propose.NAMES[kind]}"),
        source=model.SourceId(id),
        kind=kind,
        where=feed or "",
    )
    pen.add_source(
        model.Source(
            id=model.SourceId(id),
            name=" ".join(sent.get("name").split()),
            home=home or "",
            hosts=(host,),
            channels=(channel,),
            reviewed=sent.get("reviewed") == "yes",
        )
    )
    return f"/desk/source/{id}"


def source(pen: edit.Pen, sent: Sent) -> str:
    """What may be shown of a source, whether it is visited, and whether a person looks first."""
    id = model.SourceId(sent.key)
    match sent.deed:
        case "reviewed" | "automatic":
            pen.review(id, reviewed=sent.deed == "reviewed")
        case "on" | "off":
            pen.enable(id, enabled=sent.deed == "on")
        case "policy":
            held = pen.writing.sources.get(id)
            if held is None:
                raise NotFound(f"no source is called {id}")
            try:
                given = replace(
                    held.policy,
                    show=model.Show(sent.get("show")),
                    images=model.Images(sent.get("images")),
                    index=model.IndexRule(sent.get("index")),
                    ground=sent.get("ground").strip(),
                    until=_day(sent, "until"),
                )
            except ValueError as error:
                raise ConfigError("the policy names something that is not known") from error
            pen.policy(id, given)
        case _:
            raise ConfigError("no such deed is known")
    return f"/desk/source/{id}"


def case(pen: edit.Pen, sent: Sent) -> str:
    """A line in its log, hiding its article, and the decision."""
    if not re.fullmatch("[0-9]{1,12}", sent.key):
        raise NotFound(f"no case has the number {sent.key}")
    number = int(sent.key)
    match sent.deed:
        case "note":
            cases.note(pen, number, sent.get("text"), public=sent.get("public") == "yes")
        case "hide":
            cases.hide(pen, number)
        case "grant" | "refuse":
            cases.close(
                pen,
                number,
                granted=sent.deed == "grant",
                ground=sent.get("ground"),
                law=sent.get("law") == "yes",
                hush=sent.get("hush") == "yes",
            )
        case "erase":
            erase.at_once(pen, number)
        case _:
            raise ConfigError("no such deed is known")
    return f"/desk/case/{number}"


def story(pen: edit.Pen, sent: Sent) -> str:
    """Name a story, choose who leads it, take an article out, or merge another into it."""
    id = model.StoryId(sent.key)
    article = model.ArticleId(sent.get("article"))
    match sent.deed:
        case "name":
            bind.name(pen, id, title=sent.get("title"))
        case "lead":
            bind.lead(pen, id, article=article)
        case "part":
            bind.part(pen, id, article=article)
        case "merge":
            bind.merge(pen, id, other=sent.get("other"))
        case _:
            raise ConfigError("no such deed is known")
    return f"/desk/story/{id}"


def alerts(pen: edit.Pen, sent: Sent) -> str:
    """Let a search watch, end one, or send a message again."""
    match sent.deed:
        case "add":
            every = sent.get("every").strip() or "0"
            try:
                way = model.Way(sent.get("way"))
            except ValueError as error:
                raise ConfigError("no such deed is known") from error
            wanted = searches.Wanted(
                name=sent.get("name"),
                query=sent.get("query"),
                way=way,
                to=sent.get("to"),
                new=sent.get("new") == "yes",
                every=int(every) if re.fullmatch("[0-9]{1,5}", every) else -1,
                quiet=sent.get("quiet"),
                zone=sent.zone.key,
            )
            searches.add(pen, wanted)
        case "end":
            searches.end(pen, sent.get("alert"))
        case "again":
            searches.again(pen, sent.get("message"))
        case _:
            raise ConfigError("no such deed is known")
    return "/desk/alerts"


def bars(pen: edit.Pen, sent: Sent) -> str:
    """Bar a host, or set one free."""
    if sent.get("free"):
        pen.unbar(sent.get("free"))
    else:
        host = cases.host_of(sent.get("host")).partition(":")[0]
        if not host:
            raise ConfigError("name a host, such as news.example")
        pen.bar(host)
    return "/desk/cases"


def users(pen: edit.Pen, sent: Sent) -> str:
    """Invite somebody, give another role, stop an account; the token of a new link, else empty."""
    pen.allowed("account")
    try:
        rank = model.Rank(sent.get("rank"))
    except ValueError as error:
        raise ConfigError("no such role is known") from error
    held = pen.writing.people.get(sent.get("name"))
    match sent.deed:
        case "invite":
            token = secrets.token_urlsafe(24)
            accounts.invite(pen, name=sent.get("name"), rank=rank, token=token)
            return token
        case "rank":
            accounts.alter(pen, sent.get("name"), rank=rank, stopped=bool(held and held.stopped))
        case "stop" | "admit":
            accounts.alter(pen, sent.get("name"), rank=None, stopped=sent.deed == "stop")
        case _:
            raise ConfigError("no such deed is known")
    return ""


def outputs(pen: edit.Pen, sent: Sent) -> str:
    """Add another home, stop or start one, or send an article again."""
    match sent.deed:
        case "add":
            pen.output(_output(pen, sent))
        case "stop" | "start":
            held = pen.writing.outputs.get(sent.get("output"))
            if held is None:
                raise NotFound("no such output is known")
            pen.output(replace(held, enabled=sent.deed == "start"))
        case "resend":
            pen.resend(sent.get("output"), model.ArticleId(sent.get("article")))
        case _:
            raise ConfigError("no such deed is known")
    return "/desk/outputs"


def _output(pen: edit.Pen, sent: Sent) -> model.Output:
    try:
        kind = model.Home(sent.get("kind"))
    except ValueError as error:
        raise ConfigError("no such kind of output is known") from error
    where = address.normal(sent.get("where").strip()) or ""
    if kind is model.Home.TELEGRAM:
        where = where or "https://api.telegram.org/"
        if not sent.get("to").strip():
            raise ConfigError("Telegram needs the chat, such as @name")
    if not where.startswith(("https://", "http://")):
        raise ConfigError("the address of an output begins with https://")
    if kind is model.Home.WORDPRESS and not sent.get("user").strip():
        raise ConfigError("WordPress needs the name of a user beside the application password")
    sources = tuple(map(model.SourceId, sent.get("sources").split()))
    if missing := [each for each in sources if pen.writing.sources.get(each) is None]:
        raise ConfigError(f"no source is called {missing[0]}")
    name = " ".join(sent.get("name").split())
    if not name or not sent.get("secret").strip():
        raise ConfigError("an output needs a name and its secret")
    return model.Output(
        id=model.digest(f"{kind} {where} {sent.get('to')} {pen.now}".encode())[:12],
        kind=kind,
        name=name,
        where=where.rstrip("/"),
        to=sent.get("to").strip(),
        user=sent.get("user").strip(),
        secret=sent.get("secret").strip(),
        sources=sources,
        since=pen.now,
    )
