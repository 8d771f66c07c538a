"""`masdar alert`: searches that keep watching."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

import click

from masdar.app import App, open_app
from masdar.cli import Call, options, show
from masdar.desk import deliver, searches
from masdar.errors import ConfigError, NotFound
from masdar.model import Alert, Way
from masdar.search import query as queries

_SHOWN = 5


@click.group("alert")
@options.shared
def alert_() -> None:
    """Searches that keep watching: add, list, end them, and send what they found.

    \b
    masdar alert add "الجسر" "جسر الوادي" --mail salim@daily.example
    masdar alert list
    """


@alert_.command("add")
@click.argument("name")
@click.argument("query")
@click.option("--mail", help="The address that letters go to.")
@click.option("--webhook", help="The address that messages are posted to, signed.")
@click.option(
    "--new", is_flag=True, help="Tell every new text of a story that is no copy, not the first alone."
)
@click.option(
    "--every",
    type=click.IntRange(0, 44_640),
    default=0,
    show_default=True,
    help="Minutes between two messages, which then tell several articles; 0: each at once.",
)
@click.option("--quiet-hours", metavar="FROM-TO", help="Hours in which nothing is sent, such as 22-7.")
@click.option("--zone", help="The zone of those hours; else the site's.")
@options.shared
@options.JSON
@click.pass_obj
def add(
    call: Call,
    name: str,
    query: str,
    mail: str | None,
    webhook: str | None,
    new: bool,
    every: int,
    quiet_hours: str | None,
    zone: str | None,
    as_json: bool,
) -> None:
    """Watch for articles that answer QUERY, and tell them by mail, webhook, or, if neither is said, a feed.

    Each word of QUERY must be there; OR and brackets say where one of several is enough. What was published
    before is not told. The key printed signs webhooks. Exit status: 0 added, 1 something cannot be used.

    \b
    masdar alert add "الجسر" "(جسر OR نفق) مصدر:alwadi" --webhook https://desk.example/hook --new
    masdar alert add "صباح" "غزة" --mail salim@daily.example --every 1440 --quiet-hours 22-7
    """
    if mail and webhook:
        raise ConfigError("an alert goes one way; add a second one for the other")
    way = Way.MAIL if mail is not None else Way.WEBHOOK if webhook is not None else Way.FEED
    with open_app(call.home, write=True, jobs=1) as app:
        site = app.settings.site
        wanted = searches.Wanted(
            name=name,
            query=query,
            way=way,
            to=mail or webhook or "",
            new=new,
            every=every,
            quiet=quiet_hours or "",
            zone=zone or site.zone,
            language=site.language,
        )
        alert = searches.made(wanted, now=app.now())
        with app.store.writing() as writing:
            writing.put_alerts([alert])
    understood = queries.told(queries.parse(query))
    if as_json:
        show.record({**_record(alert), "understood": understood, "key": alert.key})
        return
    show.line(f"{alert.id}  {show.apart(alert.name)}  {show.apart(understood)}")
    if way is Way.FEED:
        show.line(f"/alerts/{alert.id}/feed.xml")
    if way is Way.WEBHOOK:
        show.line(f"key: {alert.key}")


@alert_.command("list")
@options.shared
@options.JSON
@click.pass_obj
def list_(call: Call, as_json: bool) -> None:
    """List the alerts with what became of their last messages.

    Exit status: 0 listed, 1 there is no home.

    \b
    masdar alert list --json
    """
    with open_app(call.home, write=False) as app, app.store.reading() as reading:
        for alert in reading.alerts.all():
            sent = reading.alerts.deliveries(alert.id, since=alert.since, limit=_SHOWN)
            messages = [
                {
                    "id": each.id,
                    "made": each.made.isoformat(),
                    "articles": [article for article, _ in each.articles],
                    "tries": each.tries,
                    "receipt": each.receipt,
                    "failure": each.failure,
                }
                for each in sent
            ]
            if as_json:
                show.record({**_record(alert), "messages": messages})
                continue
            show.line(
                f"{alert.id}  {alert.way} {alert.to}  {show.apart(alert.name)}  {show.apart(alert.query)}"
            )
            for each in messages:
                show.line(f"  {each['id']}  {each['made']}  {each['failure'] or each['receipt'] or ''}")


@alert_.command("end")
@click.argument("id")
@options.shared
@click.pass_obj
def end(call: Call, id: str) -> None:
    """End an alert: nothing more is found for it or sent.

    Exit status: 0 ended, 1 no alert is called so.

    \b
    masdar alert end 5f2a…
    """
    with open_app(call.home, write=True, jobs=1) as app, app.store.writing() as writing:
        found = writing.alerts.get(id)
        if found is None:
            raise NotFound(f"no alert is called {id}; masdar alert list names them")
        writing.put_alerts([replace(found, stopped=found.stopped or app.now())])


@alert_.command("send")
@options.shared
@options.JSON
@click.pass_obj
def send(call: Call, as_json: bool) -> None:
    """Look for what alerts have to tell, and send what is due; `masdar run` does it by itself.

    Exit status: 0 all was taken, 1 something was not; it is tried again later.

    \b
    masdar alert send
    """
    with open_app(call.home, write=True, jobs=1) as app:
        app.follow()
        taken, failed = asyncio.run(app.tell())
    if as_json:
        show.record({"taken": taken, "failed": failed})
    elif not call.quiet:
        show.line(call.say("messages: taken {taken}, not taken {failed}", taken=taken, failed=failed))
    if failed:
        raise SystemExit(1)


@alert_.command("replay")
@click.argument("id", required=False)
@click.option("--alert", "alert_id", help="All messages of this alert.")
@click.option("--hours", type=click.IntRange(1, 8_784), default=24, show_default=True, help="So far back.")
@options.shared
@click.pass_obj
def replay(call: Call, id: str | None, alert_id: str | None, hours: int) -> None:
    """Send a message again, or all those of an alert; each keeps its id, so that a receiver knows it.

    Exit status: 0 they are due, 1 no message or alert is called so.

    \b
    masdar alert replay --alert 5f2a… --hours 48
    """
    if (id is None) == (alert_id is None):
        raise ConfigError("say what to send again: either ID or --alert ID")
    with open_app(call.home, write=True, jobs=1) as app:
        for each in [id] if id is not None else _sent(app, alert_id or "", hours):
            deliver.replay(app.store, each, now=app.now())


def _sent(app: App, id: str, hours: int) -> list[str]:
    with app.store.reading() as reading:
        if reading.alerts.get(id) is None:
            raise NotFound(f"no alert is called {id}; masdar alert list names them")
        since = app.now() - timedelta(hours=hours)
        return [each.id for each in reading.alerts.deliveries(id, since=since, limit=1_000)]


def _record(alert: Alert) -> dict[str, Any]:
    return {
        "id": alert.id,
        "name": alert.name,
        "query": alert.query,
        "way": alert.way,
        "to": alert.to,
        "telling": alert.telling,
        "every": alert.every,
        "quiet": alert.quiet,
        "stopped": alert.stopped.isoformat() if alert.stopped else None,
    }
