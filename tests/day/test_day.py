"""A news day on loopback: publish, copy, correct, retract, vanish, opt out; after each step every surface is right.

Publishers, a WordPress, a Bot API, a webhook and a mail server stand on hosts of their own under 127.0.0.0/8 and
are spoken to over real HTTP and SMTP. A cycle is what `masdar run` does in a round: visit, recheck, look for
proofs, make releases, index, tell alerts, hand over. A surface is asked after exactly one cycle.
"""

import asyncio
import email
import email.policy
import json
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from aiosmtpd.controller import Controller
from starlette.types import ASGIApp

from masdar import model
from masdar.app import App, open_app
from masdar.cli.files import export_site
from masdar.desk import cases, edit, harvest, optout, recheck
from masdar.model import Alert, ArticleId, Home, Output, Policy, Show, Source, SourceId, Telling, Way
from masdar.press import corpus
from masdar.press.view import Site
from masdar.web import asgi
from tests import fakes, outlets_world
from tests.outlets_world import Receiver, Telegram, WordPress
from tests.web.asgi import Answer, ask

# each plays the whole house from end to end
pytestmark = pytest.mark.slow

BASE = "https://masdar.example"
TEXTS = {
    "bridge": ("افتتاح جسر المرجان الجديد", "عبرت أول قافلة جسر المرجان صباح اليوم بحضور أهالي الحي القديم"),
    "school": (
        "مدرسة الواحة تستقبل تلاميذها",
        "فتحت مدرسة الواحة أبوابها أمام مئتي تلميذ بعد ترميم دام عامين",
    ),
    "harvest": ("موسم التمور يبدأ مبكرا", "بدأ المزارعون جني التمور قبل موعدها بأسبوعين بسبب حرارة الصيف"),
    "market": ("سوق السمك ينتقل إلى الميناء", "انتقل باعة السمك إلى سوق جديدة في الميناء تتسع لثمانين محلا"),
}
MORE = {
    "bridge": (
        "ويصل الجسر بين ضفتي النهر بعد ثلاثة أعوام من العمل، ويتسع لأربع حارات وممر للدراجات على جانبه الشرقي.",
        "وقال المهندس المشرف إن الدعامات صبت في الشتاء لأن منسوب الماء كان أدنى من المعتاد بمترين.",
    ),
    "school": (
        "وجهزت الفصول بألواح ذكية ومختبر للعلوم ومكتبة تضم ألفي كتاب تبرع بها أدباء من المحافظة.",
        "وذكرت المديرة أن النقل المدرسي سيكون مجانا للقرى البعيدة طوال الفصل الأول من العام.",
    ),
    "harvest": (
        "ويتوقع اتحاد الفلاحين أن تبلغ الغلة أربعين ألف طن، أي بزيادة الثلث على حصيلة الموسم الفائت.",
        "وحذر خبير زراعي من سوسة النخيل الحمراء ودعا إلى فحص الجذوع قبل نقل الفسائل بين البساتين.",
    ),
    "market": (
        "وزودت المحال بثلاجات تعمل بالطاقة الشمسية، وخصص رصيف لقوارب الصيد الصغيرة قرب المزاد.",
        "واشتكى بعض الزبائن من بعد الموقع عن وسط البلدة، فيما وعدت البلدية بحافلة كل نصف ساعة.",
    ),
}
UPDATED = "وأضاف الاتحاد أن أول شحنة ستغادر المرفأ يوم الأحد المقبل"
RECANTED = "تم سحب هذا الخبر لعدم دقة مصدره."
CORRECTED = "تصحيح: عبرت القافلة الجسر عصرا لا صباحا كما ذكر أولا"


@dataclass
class Paper:
    """A publisher's site: pages that can be altered, and the feed of those that stand."""

    name: str
    where: str = ""
    pages: dict[str, tuple[int, str, str]] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)

    def answer(self, method: str, url: str, headers: Any, body: bytes) -> tuple[int, Any]:
        path = urlsplit(url).path
        if path == "/rss":
            items = "".join(
                f"<item><title>{title}</title><link>{self.where}{at}</link>"
                "<pubDate>Thu, 01 Jan 2026 09:00:00 +0000</pubDate></item>"
                for at, (status, title, _) in self.pages.items()
                if status == 200
            )
            head = f"<title>{self.name}</title><link>{self.where}/</link><description>.</description>"
            return (
                200,
                f'<?xml version="1.0"?><rss version="2.0"><channel>{head}{items}</channel></rss>'.encode(),
            )
        if path in self.files:
            return 200, self.files[path]
        status, title, text = self.pages.get(path, (404, "", ""))
        if status != 200:
            return status, b"<!doctype html><title>gone</title>"
        paragraphs = "".join(f"<p>{each}</p>" for each in text.split("\n"))
        html = (
            f'<!doctype html><html lang="ar" dir="rtl"><head><title>{title}</title></head><body>'
            f"<article><h1>{title}</h1>{paragraphs}</article></body></html>"
        )
        return 200, html.encode()

    def publish(self, key: str, extra: str = "") -> str:
        title, first = TEXTS[key]
        path = f"/news/{key}"
        self.pages[path] = (200, title, "\n".join(filter(None, (f"{first}.", *MORE[key], extra))))
        return path


class Mailbox:
    def __init__(self) -> None:
        self.taken: list[Any] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        self.taken.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
        return "250 taken"


@dataclass
class World:
    app: App
    clock: list[Any]
    home: Path
    agency: Paper
    portal: Paper
    wordpress: WordPress = field(default_factory=WordPress)
    telegram: Telegram = field(default_factory=Telegram)
    hook: Receiver = field(default_factory=Receiver)
    alerted: Receiver = field(default_factory=Receiver)
    mail: Mailbox = field(default_factory=Mailbox)
    # the site as files, as it was written last
    files: dict[str, str] = field(default_factory=dict)

    def cycle(self, *, after: timedelta = timedelta(minutes=20)) -> None:
        """One round of `masdar run`."""
        self.clock[0] += after
        asyncio.run(self._visit())
        self.app.follow()
        asyncio.run(self._tell())

    async def _visit(self) -> None:
        app = self.app
        take = app.intake().take
        async with app.client() as client:
            await optout.round(app.store, client, self, now=app.now)
            await harvest.round(app.store, client, now=app.now, take=take, all_channels=True)
            await recheck.round(app.store, client, now=app.now, take=take)

    def recheck(self, id: ArticleId) -> None:
        """Ask for one page again out of its turn, as `masdar recheck` does."""
        self.clock[0] += timedelta(minutes=5)

        async def again() -> None:
            async with self.app.client() as client:
                take = self.app.intake().take
                await recheck.round(self.app.store, client, now=self.app.now, take=take, ids=[id])

        asyncio.run(again())

    async def _tell(self) -> None:
        await self.app.tell()
        await self.app.hand()

    async def text(self, name: str) -> tuple[str, ...]:
        """No host has a TXT record here."""
        return ()

    def site(self) -> ASGIApp:
        site = Site(name="صحيفة التجربة", base_url=BASE, collapse=False)
        public = asgi.Public(self.app.store, self.app.index, site, self.home, self.app.now, glance=0)
        return asgi.mount(public)

    def export(self) -> None:
        """Write the site as files over those of last time, as an operator does once a cycle."""
        folder = self.home.parent / "public"
        export_site(self.app, folder)
        self.files = {
            str(each.relative_to(folder)): each.read_text(encoding="utf-8", errors="replace")
            for each in folder.rglob("*")
            if each.is_file()
        }

    def id(self, paper: Paper, key: str) -> ArticleId:
        with self.app.store.reading() as reading:
            found = reading.articles.find(f"{paper.where}/news/{key}")
        assert found is not None, key
        return found


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    home = tmp_path / "home"
    home.mkdir()
    clock = [fakes.NOON]
    with ExitStack() as stack:
        agency, portal = Paper("وكالة المرجان"), Paper("بوابة الميناء")
        agency.where = stack.enter_context(outlets_world.served(agency, "127.0.0.11"))
        portal.where = stack.enter_context(outlets_world.served(portal, "127.0.0.12"))
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        (home / "masdar.toml").write_text(
            f'[site]\nbase_url = "{BASE}"\ncontact = "desk@masdar.example"\ncollapse = false\n'
            '[fetch]\nprivate = "127.0.0.0/8"\ndelay = 0.0\nfloor = 1\n'
            f'[mail]\nhost = "127.0.0.1"\nport = {port}\nsecurity = "none"\n',
            encoding="utf-8",
        )
        app = stack.enter_context(open_app(home, write=True, jobs=1, now=lambda: clock[0]))
        made = World(app, clock, home, agency, portal)
        controller = Controller(made.mail, hostname="127.0.0.1", port=port)
        controller.start()
        stack.callback(controller.stop)
        full = Policy(show=Show.FULL, ground="إذن مكتوب", index=model.IndexRule.INDEX)
        with app.store.writing() as writing:
            writing.put_sources([source("agency", agency, full), source("portal", portal, full)])
            writing.put_alerts(
                [
                    alert("mail", Way.MAIL, "salim@daily.example"),
                    alert(
                        "hook",
                        Way.WEBHOOK,
                        stack.enter_context(outlets_world.served(made.alerted, "127.0.0.24")),
                    ),
                ]
            )
            writing.put_outputs(
                [
                    output(
                        Home.WORDPRESS,
                        stack.enter_context(outlets_world.served(made.wordpress, "127.0.0.21")),
                    ),
                    output(
                        Home.TELEGRAM, stack.enter_context(outlets_world.served(made.telegram, "127.0.0.22"))
                    ),
                    output(Home.WEBHOOK, stack.enter_context(outlets_world.served(made.hook, "127.0.0.23"))),
                ]
            )
        yield made


def source(id: str, paper: Paper, policy: Policy) -> Source:
    host = urlsplit(paper.where).hostname or ""
    return fakes.source(
        id,
        name=paper.name,
        home=f"{paper.where}/",
        hosts=(host,),
        policy=policy,
        channels=(fakes.channel(f"{id}/feed", source=id, where=f"{paper.where}/rss"),),
    )


def alert(id: str, way: Way, to: str) -> Alert:
    query = "المرجان OR الواحة OR التمور OR السمك"
    return Alert(
        id=id, name="كل شيء", query=query, way=way, to=to, telling=Telling.NEW, key="k" * 32, since=fakes.NOON
    )


def output(kind: Home, where: str) -> Output:
    return Output(
        id=kind.value,
        kind=kind,
        name=kind.value,
        where=where,
        to="@news" if kind is Home.TELEGRAM else "",
        user=outlets_world.USER,
        secret=outlets_world.TOKEN if kind is Home.TELEGRAM else outlets_world.PASSWORD,
        since=fakes.NOON,
    )


# --- the surfaces --------------------------------------------------------------------------------
#
# Each gives all that it says of an article: where it is shown, headline and text are in it; where it is not, there
# is no text, and what notice must stand there is in `NOTICES`.


@dataclass(frozen=True)
class Seen:
    """What a surface says: its words, and the state that it claims, if it claims one."""

    said: str
    state: str = ""


def _page(path: str, **fields: str) -> Callable[[World, ASGIApp, ArticleId, str], Seen]:
    def look(world: World, site: ASGIApp, id: ArticleId, key: str) -> Seen:
        answer: Answer = ask(site, path.format(id=id, key=TEXTS[key][0].replace(" ", "+"), **fields))
        if answer.status == 308:
            answer = ask(site, answer.headers["location"])
        return Seen(answer.text, str(answer.status))

    return look


def _mail(world: World, site: ASGIApp, id: ArticleId, key: str) -> Seen:
    letters = [str(each.get_body(("plain",)).get_content()) for each in world.mail.taken]
    mine = [each for each in letters if f"/a/{id}" in each]
    return Seen(mine[-1] if mine else "", "سُحب" if mine and "سُحب" in mine[-1] else "")


def _alerted(world: World, site: ASGIApp, id: ArticleId, key: str) -> Seen:
    told = [
        each for _, body in world.alerted.got for each in json.loads(body)["articles"] if each["id"] == id
    ]
    return Seen(json.dumps(told[-1], ensure_ascii=False) if told else "", told[-1]["status"] if told else "")


def _hook(world: World, site: ASGIApp, id: ArticleId, key: str) -> Seen:
    told = [json.loads(body) for _, body in world.hook.got]
    mine = [each for each in told if each["article"]["id"] == id]
    return Seen(json.dumps(mine[-1], ensure_ascii=False) if mine else "", mine[-1]["event"] if mine else "")


def _wordpress(world: World, site: ASGIApp, id: ArticleId, key: str) -> Seen:
    posts = [each for each in world.wordpress.posts.values() if each["slug"].startswith(id)]
    assert len(posts) <= 1
    standing = posts and posts[0]["status"] != "trash"
    said = f"{posts[0]['title']} {posts[0]['content']}" if standing else ""
    return Seen(said, posts[0]["status"] if posts else "")


def _telegram(world: World, site: ASGIApp, id: ArticleId, key: str) -> Seen:
    mine = [each for each in world.telegram.messages.values() if f"/a/{id}" in each]
    assert len(mine) <= 1
    return Seen(mine[0] if mine else "")


def _corpus(world: World, site: ASGIApp, id: ArticleId, key: str) -> Seen:
    with world.app.store.reading() as reading:
        release = reading.releases.get(id)
    row = corpus.row(release, base=BASE) if release else None
    return Seen(json.dumps(row, ensure_ascii=False) if row else "")


def _files(*names: str) -> Callable[[World, ASGIApp, ArticleId, str], Seen]:
    """Files of the static export; `{id}/` stands for whatever the folder of an article holds."""

    def look(world: World, site: ASGIApp, id: ArticleId, key: str) -> Seen:
        wanted = [each.format(id=id) for each in names]
        found = [
            text
            for path, text in world.files.items()
            if any(path == each or (each.endswith("/") and path.startswith(each)) for each in wanted)
        ]
        # of what is gone a page may stand that tells so; of what is held, none
        notice = bool(found) and all("سُحب" in text for text in found)
        return Seen("\n".join(found), "none" if not found else "410" if notice else "200")

    return look


def _pages(world: World, site: ASGIApp, id: ArticleId, key: str) -> Seen:
    """Whatever of the export tells of an article, wherever it stands."""
    return Seen("\n".join(text for path, text in world.files.items() if id in path or id in text))


SURFACES: dict[str, Callable[[World, ASGIApp, ArticleId, str], Seen]] = {
    "article page": _page("/a/{id}"),
    "front page": _page("/"),
    "list of a source": _page("/source/agency"),
    "list of another": _page("/source/portal"),
    "search": _page("/search?q={key}"),
    "search as JSON": _page("/search.json?q={key}"),
    "search as feed": _page("/search/feed.xml?q={key}"),
    "RSS": _page("/feed.xml"),
    "Atom": _page("/feed.atom"),
    "JSON Feed": _page("/feed.json"),
    "sitemap of news": _page("/sitemap/news.xml"),
    "ninjs": _page("/a/{id}.ninjs.json"),
    "NewsML-G2": _page("/a/{id}.newsml.xml"),
    "Markdown": _page("/a/{id}.md"),
    "API, article": _page("/api/v1/articles/{id}"),
    "API, list": _page("/api/v1/articles"),
    "versions": _page("/versions/{id}"),
    "chain": _page("/chain/{id}"),
    "e-mail": _mail,
    "webhook of an alert": _alerted,
    "webhook": _hook,
    "WordPress": _wordpress,
    "Telegram": _telegram,
    "corpus": _corpus,
    "export, article": _files("a/{id}/"),
    "export, front page": _files("index.html"),
    "export, search": _files("shelf/a0.js"),
    "export, RSS": _files("feed.xml"),
    "export, Atom": _files("feed.atom"),
    "export, JSON Feed": _files("feed.json"),
    "export, sitemap of news": _files("sitemap/news.xml"),
    "export, ninjs": _files("a/{id}.ninjs.json"),
    "export, Markdown": _files("a/{id}.md"),
    "export, versions": _files("versions/{id}/"),
    "export, anywhere": _pages,
}
# of what is shown: surfaces that name it without its headline or its text
TITLES = set(SURFACES) - {"list of a source", "list of another", "versions", "chain", "export, versions"}
BODIES = {
    "article page",
    "RSS",
    "Atom",
    "JSON Feed",
    "API, article",
    "webhook",
    "WordPress",
    "corpus",
    "Markdown",
    "export, article",
    "export, RSS",
    "export, Atom",
    "export, JSON Feed",
    "export, Markdown",
}
# where no headline may be left of what is gone: lists of all kinds
LISTS = {
    *("front page", "list of a source", "list of another", "search", "search as JSON", "search as feed"),
    *("RSS", "JSON Feed", "sitemap of news", "Telegram", "WordPress", "corpus"),
    *("export, front page", "export, search", "export, RSS", "export, JSON Feed", "export, sitemap of news"),
}
# printed by the portal after the agency
COPIES = {("portal", "bridge"), ("portal", "school")}
ALERTS = {"e-mail", "webhook of an alert"}
# what must stand in the place of what is gone for good, and of what is held
GONE = {
    "article page": "410",
    "ninjs": "410",
    "NewsML-G2": "410",
    "Markdown": "410",
    "API, article": "410",
    "e-mail": "سُحب",
    "webhook of an alert": "withdrawn",
    "webhook": "withdrawn",
    "WordPress": "trash",
    "export, article": "410",
}
HELD = {"article page": "404", "webhook": "withdrawn", "WordPress": "trash", "export, article": "none"}


def check(world: World, states: dict[tuple[str, str], str]) -> list[str]:
    """What is wrong on which surface."""
    site = world.site()
    world.export()
    wrong: list[str] = []
    papers = {"agency": world.agency, "portal": world.portal}
    for (name, key), state in states.items():
        id = world.id(papers[name], key)
        title, text = TEXTS[key]
        twins = [
            each for each, is_ in states.items() if each[1] == key and each[0] != name and is_ == "shown"
        ]
        for surface, look in SURFACES.items():
            if surface.startswith("list of a source") and name != "agency":
                continue
            if surface == "list of another" and name != "portal":
                continue
            if surface in ALERTS and (name, key) in COPIES:
                # a copy of what was told is no news
                continue
            if surface in ALERTS and state == "held":
                # what is held may come back: a letter that was sent is not called back for it
                continue
            seen = look(world, site, id, key)
            where = f"{name}/{key} is {state}: {surface}: "
            # a copy that is shown has the same words, on surfaces that show many
            mine = id in seen.said
            if state == "shown":
                if surface in TITLES and title not in seen.said:
                    wrong.append(where + f"no headline ({seen.state})")
                if surface in BODIES and text not in seen.said:
                    wrong.append(where + f"no text ({seen.state})")
                continue
            if surface == "export, anywhere" and twins:
                # the same words are rightly told beside its name
                continue
            own = surface not in LISTS | {"Atom", "API, list", "export, Atom"}
            if own and text in seen.said:
                wrong.append(where + "its text is still there")
            if surface in LISTS and mine:
                wrong.append(where + "it is still listed")
            if surface in LISTS and not twins and (title in seen.said and "search" not in surface):
                wrong.append(where + "its headline is still listed")
            notices = GONE if state == "gone" else HELD
            if surface in notices and seen.state != notices[surface]:
                wrong.append(where + f"{seen.state!r} instead of {notices[surface]!r}")
            if surface in ("Atom", "export, Atom") and state == "gone" and "deleted-entry" not in seen.said:
                wrong.append(where + "no tombstone")
    return wrong


# --- the day -------------------------------------------------------------------------------------

States = dict[tuple[str, str], str]


def publish(world: World) -> States:
    for key in ("bridge", "school", "harvest"):
        world.agency.publish(key)
    world.portal.publish("market")
    world.cycle()
    return {("agency", key): "shown" for key in ("bridge", "school", "harvest")} | {
        ("portal", "market"): "shown"
    }


def copy(world: World) -> States:
    for key in ("bridge", "school"):
        world.portal.publish(key, extra=f"المصدر: {world.agency.name}")
    world.cycle()
    return {("portal", "bridge"): "shown", ("portal", "school"): "shown"}


def update(world: World) -> States:
    status, title, text = world.agency.pages["/news/harvest"]
    world.agency.pages["/news/harvest"] = (status, title, f"{text}\n{UPDATED}.")
    world.cycle(after=timedelta(hours=1))
    return {}


def correct(world: World) -> States:
    """The agency puts it right; the portal leaves its copy as it is."""
    status, title, text = world.agency.pages["/news/bridge"]
    world.agency.pages["/news/bridge"] = (status, title, f"{text}\n{CORRECTED}.")
    world.cycle(after=timedelta(hours=6))
    return {}


def retract(world: World) -> States:
    world.agency.pages["/news/school"] = (410, "", "")
    world.cycle(after=timedelta(hours=24))
    return {("agency", "school"): "gone"}


def recant(world: World) -> States:
    """The portal's page answers as before, and its words say that the story is taken back."""
    world.portal.pages["/news/market"] = (200, TEXTS["market"][0], RECANTED)
    world.recheck(world.id(world.portal, "market"))
    world.cycle(after=timedelta(minutes=1))
    return {("portal", "market"): "gone"}


def vanish(world: World) -> States:
    """A page that is missing is asked for three times; the cycle that counts is the one after the third."""
    del world.agency.pages["/news/harvest"]
    id = world.id(world.agency, "harvest")
    for number in range(3):
        world.recheck(id)
        if number < 2:
            world.app.follow()
            assert ask(world.site(), f"/a/{id}").status in (200, 308)
    world.cycle(after=timedelta(minutes=1))
    return {("agency", "harvest"): "held"}


def opt_out(world: World) -> States:
    with world.app.store.writing() as writing:
        asked = cases.Asked(kind="opt_out", host=world.portal.where, text="لا نريد أن يُنقل عنا")
        made = cases.file(writing, asked, token="t" * 32, now=world.app.now())
    world.portal.files[optout.FILE] = f"{cases.proof(made)}\n".encode()
    world.cycle(after=timedelta(minutes=5))
    return {("portal", key): "gone" for key in ("market", "bridge", "school")}


def withdraw(world: World) -> States:
    """An editor here takes back what its origin still shows."""
    boss = model.Account(name="سلمى", rank=model.Rank.ADMIN, secret="", made=fakes.NOON)
    with world.app.store.writing() as writing:
        pen = edit.Pen(writing, boss, world.app.directory(), world.app.now())
        pen.withdraw([world.id(world.agency, "bridge")], reason="بطلب من أسرة في الصورة")
    world.cycle(after=timedelta(minutes=1))
    return {("agency", "bridge"): "gone"}


STEPS = (publish, copy, update, correct, retract, recant, vanish, opt_out, withdraw)


# what is told of the news itself: by whom, of which article, in which words, and on which surfaces
PAGES = {"article page", "export, article", "WordPress", "Telegram"}
FEEDS = {"RSS", "Atom", "JSON Feed", "export, RSS", "export, Atom", "export, JSON Feed", "search as feed"}
DATA = {"API, article", "API, list", "JSON Feed", "webhook"}
NOTES = FEEDS - {"search as feed"} | {"ninjs", "NewsML-G2", "Markdown", "export, ninjs", "export, Markdown"}


def _inbox(world: World, site: ASGIApp, id: ArticleId, key: str) -> Seen:
    with world.app.store.reading() as reading:
        docket = reading.desk.docket(id)
    return Seen(" ".join((docket.stand, *docket.why)) if docket else "")


def _bare(said: str) -> str:
    """Without white space, which one writer of JSON sets and another does not."""
    return "".join(said.split())


DESK = {"inbox": _inbox}
TOLD: dict[Callable[[World], States], tuple[tuple[str, str, str, set[str]], ...]] = {
    update: (
        ("agency", "harvest", UPDATED, BODIES),
        ("agency", "harvest", "حُدّث عند المصدر", PAGES),
        ("agency", "harvest", "حُدّثت هذه المادة عند المصدر", FEEDS),
    ),
    correct: (
        ("agency", "bridge", CORRECTED, BODIES),
        ("agency", "bridge", "صُحّح", PAGES | {"e-mail"}),
        ("agency", "bridge", "صُحّحت هذه المادة", FEEDS),
        # the copy, which says nothing of it itself
        ("portal", "bridge", "صُحّح في المصدر الأول", PAGES),
        ("portal", "bridge", "صُحّح النص في المصدر الأول", NOTES),
        ("portal", "bridge", '"upstream":{"status":"corrected"', DATA),
        ("portal", "bridge", '"upstream":"corrected"', {"corpus"}),
        ("portal", "bridge", "look upstream", {"inbox"}),
    ),
    retract: (
        ("portal", "school", "سُحب في المصدر الأول", PAGES),
        ("portal", "school", "سُحب النص في المصدر الأول", NOTES),
        ("portal", "school", '"upstream":{"status":"withdrawn"', DATA),
        ("portal", "school", '"upstream":"withdrawn"', {"corpus"}),
        ("portal", "school", "look upstream", {"inbox"}),
    ),
    recant: (
        ("portal", "market", RECANTED, {"article page", "export, article", "API, article"}),
        ("portal", "market", "withdrawn canceled", {"inbox"}),
    ),
}


def test_after_each_step_every_surface_shows_the_right_state_within_one_cycle(world: World) -> None:
    states: States = {}
    for step in STEPS:
        states |= step(world)

        wrong = check(world, states)
        assert not wrong, "\n".join([step.__name__, *wrong])
        for name, key, said, surfaces in TOLD.get(step, ()):
            site = world.site()
            id = world.id({"agency": world.agency, "portal": world.portal}[name], key)
            missing = [
                each
                for each in sorted(surfaces)
                if _bare(said) not in _bare((SURFACES | DESK)[each](world, site, id, key).said)
            ]
            assert not missing, (step.__name__, name, key, said, missing)
    assert {SourceId("portal")} == {each.id for each in world.app.sources().values() if not each.enabled}
    assert len(world.mail.taken) >= 4
