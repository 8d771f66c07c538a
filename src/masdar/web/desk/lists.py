"""The other pages of the desk: sources, cases, outputs, accounts, and the log of deeds."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from urllib.parse import quote, urlencode

from markupsafe import Markup

from masdar import model
from masdar.desk import propose, reply
from masdar.press import bidi, cases, labels, links, replies, times
from masdar.press.view import Page, View
from masdar.rights import barring
from masdar.sources import health
from masdar.web.desk import looking, pages, say
from masdar.web.desk.gate import Signed

_LOG, _LINES = 50, 20
_NUMBER = re.compile(r"[0-9]{1,12}")


def sources(
    view: View,
    signed: Signed,
    *,
    wrong: str = "",
    typed: Mapping[str, str] | None = None,
    url: str = "",
    made: propose.Proposal | None = None,
) -> Page:
    """Every source with how it is doing; `made` is what was found at an address that may be added."""
    counts = view.reading.sources.counts()
    rows = []
    for each in view.reading.sources.all():
        looks = [look(view, channel) for channel in each.channels]
        worst = next((found for found in looks if found["verdict"] not in _WELL), looks[0] if looks else None)
        wells = [found["health"].well for found in looks if found["health"].well]
        rows.append(
            {
                "path": view.path(f"/desk/source/{each.id}"),
                "name": each.name,
                "state": view.say("switched off") if not each.enabled else worst["state"] if worst else "",
                "cause": worst["cause"] if worst and each.enabled else None,
                "well": times.instant(view, max(wells)) if wells else None,
                "number": view.number(counts.get(each.id, 0)),
                "show": labels.show(view, each.policy.show),
                "reviewed": each.reviewed,
            }
        )
    blank = {"name": "", "id": "", "feed": "", "home": "", "kind": "feed"}
    found = looking.typed(made) if made is not None else {}
    return pages.page(
        "sources.html",
        view,
        "/desk/sources",
        signed,
        status=422 if wrong else 200,
        wrong=wrong,
        rows=rows,
        url=url,
        found=looking.shown(view, made) if made is not None else None,
        kinds=[(each.value, say.channel(view, each)) for each in looking.WATCHED],
        typed=blank | found | dict(typed or {}),
    )


_WELL = (health.Verdict.GOOD, health.Verdict.UNVISITED, health.Verdict.SILENT)


def look(view: View, channel: model.Channel) -> dict[str, Any]:
    """How a channel is doing."""
    watch = view.reading.channels.watches([channel.id]).get(channel.id)
    visits = view.reading.channels.visits(channel.id, limit=20)
    found = health.look(channel, watch, visits, now=view.now)
    following = view.reading.channels.next_visit(channel.id)
    return {
        "where": channel.where,
        "health": found,
        "verdict": found.verdict,
        "state": say.verdict(view, found.verdict),
        "cause": found.cause or channel.note or None,
        "well": times.instant(view, found.well) if found.well else None,
        "next": times.instant(view, following) if following else None,
    }


def source(view: View, signed: Signed, *, id: str, wrong: str = "") -> Page | None:
    """One source: its channels, what it reserves, what may be shown, and whether a person looks first."""
    found = view.reading.sources.get(model.SourceId(id))
    if found is None:
        return None
    return pages.page(
        "source.html",
        view,
        f"/desk/source/{id}",
        signed,
        status=422 if wrong else 200,
        wrong=wrong,
        source=found,
        barred=barring.bars(found.hosts, [each.host for each in view.reading.desk.bars()]),
        channels=[look(view, each) for each in found.channels],
        signals=found.policy.signals.said,
        shows=[(each.value, labels.show(view, each)) for each in model.Show],
        images=[(each.value, say.images(view, each)) for each in model.Images],
        indexes=[(each.value, say.index(view, each)) for each in model.IndexRule],
        until=found.policy.until.date().isoformat() if found.policy.until else "",
        log=pages.acts(view, view.reading.desk.acts(subject=id, limit=30)),
    )


def listed(view: View, signed: Signed, *, wrong: str = "") -> Page:
    """Cases, the most urgent first, and the hosts that nothing is shown of."""
    opened, closed = view.reading.cases.open(), view.reading.cases.closed()
    return pages.page(
        "cases.html",
        view,
        "/desk/cases",
        signed,
        status=422 if wrong else 200,
        wrong=wrong,
        lists=[
            (view.say("Open"), [_case(view, each) for each in opened]),
            (view.say("Decided"), [_case(view, each) for each in closed]),
        ],
        bars=[(each.host, times.instant(view, each.at)) for each in view.reading.desk.bars()],
    )


def _case(view: View, each: model.Case) -> dict[str, Any]:
    article = view.reading.articles.get(each.article) if each.article else None
    return {
        "path": view.path(f"/desk/case/{each.number}"),
        "number": view.number(each.number),
        "kind": cases.kind(view, each.kind),
        "about": pages.called(article) if article else each.host,
        "opened": times.instant(view, each.opened),
        "due": times.instant(view, each.due),
        "late": each.state is model.CaseState.OPEN and each.due < view.now,
        "state": cases.state(view, each.state),
    }


def case(view: View, signed: Signed, *, number: str, wrong: str = "") -> Page | None:
    """One case."""
    found = view.reading.cases.get(int(number)) if _NUMBER.fullmatch(number) else None
    if found is None:
        return None
    article = view.reading.articles.get(found.article) if found.article else None
    return pages.page(
        "case.html",
        view,
        f"/desk/case/{number}",
        signed,
        status=422 if wrong else 200,
        wrong=wrong,
        case=found,
        number=view.number(found.number),
        kind=cases.kind(view, found.kind),
        state=cases.state(view, found.state),
        is_open=found.state is model.CaseState.OPEN,
        opened=times.instant(view, found.opened),
        due=times.instant(view, found.due),
        item=view.path(f"/desk/item/{found.article}") if article else None,
        title=pages.titled(article) if article else None,
        title_tongue=bidi.tongue(pages.called(article), article.language) if article else Markup(""),
        erase=times.instant(view, found.erase) if found.erase and not found.erased else None,
        letters=[_letter(view, found, each) for each in model.ReplyKind if _applies(found, each)],
        log=[
            {
                "when": times.instant(view, each.at),
                "said": cases.said(view, each),
                "by": each.by,
                "public": each.public,
            }
            for each in found.log
        ],
    )


def _applies(case: model.Case, kind: model.ReplyKind) -> bool:
    """Whether there is something to tell whoever asked, and an address that it can go to."""
    return bool(case.mail) and (kind is model.ReplyKind.RECEIPT or case.state is not model.CaseState.OPEN)


def _letter(view: View, case: model.Case, kind: model.ReplyKind) -> dict[str, Any]:
    """A letter to whoever asked, in his language: its words, and what became of it."""
    made = replies.write(replace(view, language=case.language), case, kind)
    sent = reply.of(case, kind)
    # a mail program opens with it: the last resort where the site sends none
    asked = urlencode({"subject": made.subject, "body": made.text}).replace("+", "%20")
    return {
        "kind": view.say("Receipt") if kind is model.ReplyKind.RECEIPT else view.say("Decision"),
        "subject": made.subject,
        "text": made.text,
        "language": case.language,
        "when": times.instant(view, sent.at) if sent and not sent.failure else None,
        "failure": sent.failure if sent else None,
        "again": times.instant(view, sent.due) if sent and sent.due else None,
        "mailto": f"mailto:{quote(case.mail)}?{asked}",
    }


def users(view: View, signed: Signed, *, link: str = "", wrong: str = "") -> Page:
    """Who may sign in."""
    return pages.page(
        "users.html",
        view,
        "/desk/users",
        signed,
        status=422 if wrong else 200,
        wrong=wrong,
        link=link,
        people=[
            (each, say.rank(view, each.rank), times.instant(view, each.made))
            for each in view.reading.people.all()
        ],
        ranks=[(each.value, say.rank(view, each)) for each in model.Rank],
    )


def audit(view: View, signed: Signed, *, before: str = "") -> Page:
    """Every deed, the latest first."""
    last = int(before) if _NUMBER.fullmatch(before) else None
    found = view.reading.desk.acts(before=last, limit=_LOG + 1)
    older = None
    if len(found) > _LOG:
        older = links.asked(view.path("/desk/audit"), {"before": str(found[_LOG - 1][0])})
    return pages.page(
        "audit.html", view, "/desk/audit", signed, log=pages.acts(view, found[:_LOG]), older=older
    )


def outputs(view: View, signed: Signed, *, wrong: str = "", typed: Mapping[str, str] | None = None) -> Page:
    """Other homes that articles are handed to, and what went wrong there."""
    blank = dict.fromkeys(("kind", "name", "where", "to", "user", "sources"), "")
    return pages.page(
        "outputs.html",
        view,
        "/desk/outputs",
        signed,
        status=422 if wrong else 200,
        wrong=wrong,
        outputs=[_output(view, each) for each in view.reading.outputs.all()],
        kinds=[(each.value, say.home(view, each)) for each in model.Home],
        typed=blank | dict(typed or {}),
    )


def _output(view: View, each: model.Output) -> dict[str, Any]:
    latest = view.reading.outputs.latest(each.id, limit=_LINES)
    articles = view.reading.articles.many([line.article for line in latest])
    return {
        "output": each,
        "kind": say.home(view, each.kind),
        "counts": [
            (say.posted(view, state), view.number(number))
            for state, number in view.reading.outputs.counts(each.id).items()
        ],
        "lines": [
            {
                "id": line.article,
                "path": view.path(f"/desk/item/{line.article}"),
                "title": pages.titled(articles[line.article]),
                "tongue": bidi.tongue(pages.called(articles[line.article]), articles[line.article].language),
                "state": say.posted(view, line.state),
                "when": times.instant(view, line.at),
                "failure": line.failure,
                "again": line.state in (model.Posted.FAILED, model.Posted.UNCLEAR, model.Posted.EDITED),
            }
            for line in latest
            if line.article in articles
        ],
    }


def day(said: str, *, zone: Any) -> datetime | None:
    """A day or a time that a browser's field gave, on the site's clock. Raises ValueError."""
    if not said.strip():
        return None
    return datetime.fromisoformat(said.strip()).replace(tzinfo=zone)
