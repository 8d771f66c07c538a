"""What an alert tells: as a letter in text, right-to-left HTML and data for programs, and as a feed."""

import hmac
from collections.abc import Mapping
from functools import partial
from typing import Any

from markupsafe import Markup

from masdar import model
from masdar.formats import saying
from masdar.press import bidi, cards, errors, html, labels, links, search, times
from masdar.press import feed as feeds
from masdar.press.view import Page, Route, View

# isolates a foreign word in plain text (Unicode Bidirectional Algorithm, FSI and PDI)
_FSI, _PDI = "\u2068", "\u2069"


def write(
    view: View,
    alert: model.Alert,
    delivery: model.Delivery,
    releases: Mapping[model.ArticleId, model.Release],
) -> model.Letter:
    """The letter of a message; what was withdrawn is named by its headline and its origin alone."""
    told = [(releases[id], news) for id, news in delivery.articles if id in releases]
    stop = view.address(stopping(alert))
    items = [_item(view, release, news) for release, news in told]
    subject = _subject(view, alert, items)
    return model.Letter(
        id=delivery.id,
        subject=subject,
        text=_text(view, alert, items, stop),
        html=html.render("letter.html", view, alert=alert, items=items, stop=stop, subject=subject),
        data={
            "id": delivery.id,
            "alert": {"id": alert.id, "name": alert.name, "query": alert.query},
            "articles": [_data(view, release, news) for release, news in told],
        },
        stop=stop,
        at=view.now,
    )


def stopping(alert: model.Alert) -> str:
    """The path at which one click ends an alert; nobody else can name it."""
    return f"/alerts/{alert.id}/stop/{_token(alert)}"


def _token(alert: model.Alert) -> str:
    return hmac.new(alert.key.encode(), b"stop", "sha256").hexdigest()[:32]


def _item(view: View, release: model.Release, news: model.News) -> dict[str, Any]:
    gone = news is model.News.WITHDRAWN
    summary = None if gone else cards.cut(release.summary or cards.text(release), 300) or None
    when = release.first_published
    return {
        "news": None if news is model.News.FOUND else _news(view, news),
        "title": release.title,
        "language": release.language,
        "tongue": bidi.tongue(release.title, release.language),
        "origin": release.credit.publisher,
        "original": links.web(release.credit.original_url),
        "when": (times.moment(view, when) if when else times.instant(view, release.taken)).text,
        "upstream": _upstream(view, release),
        "summary": summary,
        "link": view.address(links.article(release)),
    }


def _upstream(view: View, release: model.Release) -> Markup | None:
    """What became of a copy's text where it first stood, and when."""
    news = release.upstream
    said = labels.upstream(view, news)
    return Markup("{} — {}").format(said, times.instant(view, news.at).text) if news and said else None


def _news(view: View, news: model.News) -> Markup:
    return view.say("Corrected") if news is model.News.CORRECTED else view.say("Withdrawn")


def _subject(view: View, alert: model.Alert, items: list[dict[str, Any]]) -> str:
    if len(items) == 1:
        said = f"{items[0]['news']}: " if items[0]["news"] else ""
        return f"{said}{items[0]['title']}"
    counted = view.count("%(n)s article", "%(n)s articles", len(items))
    return f"{alert.name}: {counted}"


def _text(view: View, alert: model.Alert, items: list[dict[str, Any]], stop: str) -> str:
    lines = [alert.name, ""]
    for each in items:
        if each["news"]:
            lines.append(str(each["news"]))
        lines += [each["title"], f"{_FSI}{each['origin']}{_PDI} — {each['when'].striptags()}"]
        if each["upstream"]:
            lines.append(str(each["upstream"].striptags()))
        if each["summary"]:
            lines.append(each["summary"])
        if each["original"]:
            lines.append(f"{view.say('Original:')} {each['original']}")
        lines += [each["link"], ""]
    end = view.say("To end this alert:")
    lines += [f"{end} {stop}", ""]
    return "\n".join(lines)


def _data(view: View, release: model.Release, news: model.News) -> dict[str, Any]:
    gone = news is model.News.WITHDRAWN
    return {
        "id": release.id,
        "news": news.value,
        "version": release.version,
        "status": release.status.value,
        "upstream": saying.turned(release),
        "title": release.title,
        "language": release.language,
        "origin": release.credit.publisher,
        "origin_url": links.web(release.credit.original_url),
        "first_published": release.first_published.iso() if release.first_published else None,
        "attribution": saying.attribution(release),
        "published": release.when.isoformat(),
        "summary": None if gone else release.summary,
        "url": view.address(links.article(release)),
    }


def feed(view: View, *, id: str, form: str = "xml") -> Page:
    """What an alert told, newest first; its id is known to whoever made it alone."""
    path = f"/alerts/{id}"
    alert = view.reading.alerts.get(id)
    if alert is None or alert.stopped is not None:
        return errors.missing(view, path)
    sent = view.reading.alerts.deliveries(id, since=alert.since, limit=feeds.ITEMS)
    ids = list(dict.fromkeys(article for each in sent for article, _ in each.articles))[: feeds.ITEMS]
    listed = feeds.List(
        releases=list(search.shown(view, ids).values()),
        title=f"{alert.name} | {view.site.name}",
        link=links.asked("/search", {"q": alert.query}),
        own=f"{path}/feed",
    )
    return feeds.of(view, form, listed)


def ended(view: View, *, id: str, token: str, done: bool = False) -> Page:
    """The page behind the link that ends an alert: its button does, and one click of a mail program."""
    path = f"/alerts/{id}/stop/{token}"
    alert = view.reading.alerts.get(id)
    if alert is None or not hmac.compare_digest(token.encode(), _token(alert).encode()):
        return errors.missing(view, path)
    return html.page(
        "ended.html",
        view,
        path,
        headers={"x-robots-tag": "noindex", "cache-control": "no-store"},
        alert=alert,
        done=done or alert.stopped is not None,
        action=view.path(path),
    )


ALERTS: tuple[Route, ...] = tuple(
    Route(f"/alerts/{{id}}/feed.{form}", partial(feed, form=form)) for form in feeds.FORMATS
)
