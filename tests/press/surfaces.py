"""Every surface, walked by the tables: what a page, a feed, the interface and a letter say of one article.

A new line in a table is walked by itself; one whose address has a part that nobody fills here fails.
"""

import asyncio
import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from masdar import model
from masdar.outlets import mail
from masdar.outlets.hook import Hook
from masdar.outlets.telegram import Telegram
from masdar.outlets.wordpress import WordPress
from masdar.press import letters, links, machine, pages, parcels, shelf
from masdar.press.api import answers, table
from masdar.press.view import Page, Route, View
from tests import fakes, outlets_world

ALERT = model.Alert(
    id="alert",
    name="الجسر",
    query="الجسر",
    way=model.Way.MAIL,
    to="salim@daily.example",
    key="sesame",
    since=fakes.NOON,
)


# a place that an article of the room names
NAMED = "place.sa"


@dataclass(frozen=True, slots=True)
class Said:
    """What one surface says."""

    name: str
    text: str


def walk(view: View, id: model.ArticleId, other: model.ArticleId, word: str) -> Iterator[Said]:
    """What every surface says, with these articles and this word where they are asked for."""
    release = view.reading.releases.get(id)
    assert release is not None
    story = view.reading.stories.of([id]).get(id)

    def values(path: str, query: tuple[str, ...] = ()) -> dict[str, str]:
        given = {
            "id": {
                "source": release.source,
                "sources": release.source,
                "story": story or "",
                "stories": story or "",
                "alerts": ALERT.id,
                "sitemap": release.source,
                "t": NAMED,
                "names": NAMED,
            }.get(path.split("/")[1], id),
            "slug": links.slug(release.title),
            "section": release.section or "",
            "a": id,
            "b": other,
            "q": word,
            "item": id,
        }
        wanted = re.findall(r"\{(\w+)", path)
        unknown = set(wanted) - set(given)
        assert not unknown, f"{path}: nobody says what {unknown} is"
        return {name: given[name] for name in (*wanted, *(each for each in query if each == "q"))}

    for route in (*pages.PAGES, *machine.MACHINE):
        yield Said(route.path, text_of(_followed(view, route, values(route.path, route.query))))
    for endpoint in table.ENDPOINTS:
        asked = values(endpoint.path, ("q",) if endpoint.path == "/search" else ())
        made = answers.answer(view, endpoint, endpoint.whole, asked)
        yield Said(endpoint.whole, text_of(made))
    filed = shelf.Shelf()
    if (entry := shelf.entry(view, release)) is not None:
        filed.put(entry)
    for path, body in filed.files():
        yield Said(path, body.decode())
    news = model.News.WITHDRAWN if release.status is model.ReleaseStatus.WITHDRAWN else model.News.FOUND
    delivery = model.Delivery(id="d", alert=ALERT.id, articles=((id, news),), made=fakes.NOON)
    letter = letters.write(view, ALERT, delivery, {id: release})
    message = mail.message(letter, to=ALERT.to, sender="desk@masdar.example")
    for part in message.iter_parts():
        yield Said(f"mail {part.get_content_type()}", html.unescape(part.get_content()))
    yield Said("webhook", json.dumps(letter.data, ensure_ascii=False, default=str))
    yield from _handed(parcels.write(view, release, mark="mark"))


HOMES = ("wordpress", "telegram", "hook")


def _handed(parcel: model.Parcel) -> Iterator[Said]:
    """What other homes are sent, as it goes over the wire."""

    def output(kind: model.Home, *, to: str = "", secret: str) -> model.Output:
        return model.Output(
            id="home",
            kind=kind,
            name="بيت آخر",
            where="https://home.example",
            to=to,
            user=outlets_world.USER,
            secret=secret,
            since=fakes.NOON,
        )

    wordpress, telegram, hook = outlets_world.WordPress(), outlets_world.Telegram(), outlets_world.Receiver()
    draft = output(model.Home.WORDPRESS, secret=outlets_world.PASSWORD)
    chat = output(model.Home.TELEGRAM, to="@news", secret=outlets_world.TOKEN)
    program = output(model.Home.WEBHOOK, secret="key")
    wires = [_Wire(world) for world in (wordpress, telegram, hook)]
    asyncio.run(WordPress(wires[0]).put(draft, parcel, held=None))
    asyncio.run(Telegram(wires[1]).put(chat, parcel, held=None))
    asyncio.run(Hook(wires[2], now=lambda: fakes.NOON).put(program, parcel, held=None))
    for name, wire in zip(HOMES, wires, strict=True):
        yield Said(name, "\n".join(wire.sent))


class _Wire:
    """Implements `ports.Fetcher` over an invented home, and remembers what it was sent."""

    def __init__(
        self, world: outlets_world.WordPress | outlets_world.Telegram | outlets_world.Receiver
    ) -> None:
        self._world = world
        self.sent: list[str] = []

    async def send(self, request: model.Request) -> model.Capture:
        if request.body:
            said = json.dumps(json.loads(request.body), ensure_ascii=False)
            self.sent.append(html.unescape(html.unescape(said.replace('\\"', '"'))))
        headers = {name.lower(): value for name, value in request.headers.items()}
        status, answer = self._world.answer(request.method, request.url, headers, request.body)
        return fakes.capture(request.url, body=json.dumps(answer).encode(), status=status)


def _followed(view: View, route: Route, values: dict[str, str]) -> Page:
    page = route.function(view, **values)
    return page if page.status != 308 else Page(path=page.path, body=b"")


def text_of(page: Page) -> str:
    """The text of an answer, in which every word stands as it was written."""
    return html.unescape(html.unescape(page.body.decode("utf-8")))


def plain_paths() -> set[str]:
    return {route.path for route in (*pages.PAGES, *machine.MACHINE)}


def addressed(url: str, text: str) -> bool:
    """Whether a text has an address, however it is written."""
    return url in text or quote(url, safe="") in text or url.replace("/", "\\/") in text
