"""The desk walked through as an editor would: set up, add a source, review, publish, correct, withdraw, answer a case.

Without script, in Arabic and in English; every page passes axe and the lint of direction, and every deed stands in
the log. The photographs lie in `.work/screenshots`.
"""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from starlette.types import ASGIApp

from masdar.desk import accounts
from masdar.model import Digest
from masdar.press import rtl
from masdar.press.view import Site
from masdar.settings import Settings
from masdar.store import open_store
from masdar.store.open import SqlStore
from masdar.web import asgi
from masdar.web.desk.looking import Own
from tests import outlets_world
from tests.browser import axe
from tests.browser.conftest import served
from tests.outlets_world import Receiver
from tests.press import room
from tests.web.test_look import Site as Newspaper

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

SHOTS = axe.ROOT / ".work" / "screenshots"
PASSWORD = "جملة طويلة لا يعرفها أحد"
_AXE = """() => axe.run(document, {resultTypes: ["violations"]}).then(r => r.violations.map(v =>
  v.id + ": " + v.nodes.slice(0, 3).map(n => n.target.join(" ") + " " + n.failureSummary).join(" | ")))"""


@asynccontextmanager
async def _client() -> AsyncIterator[Newspaper]:
    yield Newspaper()


OWN = Own(settings=Settings(), client=_client)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[tuple[str, SqlStore, str]]:
    """A site with a desk that nobody administers yet: its address, what was done there, an article's id."""
    home = tmp_path / "home"
    newsroom = room.furnish(home)
    with open_store(home, brief=True) as deeds:

        def make(where: str) -> ASGIApp:
            site = Site(name=room.SITE.name, base_url=where)
            return asgi.make_asgi(
                newsroom.store, newsroom.index, site, home, clock=lambda: room.NOW, deeds=deeds, own=OWN
            )

        with deeds.writing() as writing:
            accounts.found(writing, token="first" * 6, now=room.NOW)
        with deeds.reading() as reading:
            id = reading.releases.latest(limit=1)[0].id
        with served(make) as where:
            yield where, deeds, id
    newsroom.index.close()
    newsroom.store.close()


class Look:
    """Everything that is wrong with the pages that were looked at."""

    def __init__(self, script: str) -> None:
        self._script = script
        self.wrong: list[str] = []

    def __call__(self, page: "Page", name: str, theme: str = "light") -> None:
        SHOTS.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=str(SHOTS / f"desk-{name}.png"), full_page=True)
        found = [f"rtl {each.rule} {each.what} {each.where}" for each in rtl.page(page.content())]
        page.evaluate(self._script)
        found += page.evaluate(_AXE)
        wide: Any = page.evaluate(
            "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        found += [f"sticks out by {wide}"] if wide > 0 else []
        self.wrong += [f"{name}: {each}" for each in found]


def _press(page: "Page", name: str, nth: int = 0) -> None:
    page.get_by_role("button", name=name, exact=True).nth(nth).click()
    page.wait_for_load_state()


def _answers(page: "Page", url: str, status: int) -> None:
    """Readers see a deed a glance later: their process looks for news only so often."""
    for _ in range(40):
        answer = page.goto(url)
        if answer is not None and answer.status == status:
            return
        page.wait_for_timeout(100)
    pytest.fail(f"{url} never answered {status}")


def test_an_editors_first_day(desk: tuple[str, SqlStore, str], chromium: "Browser", axe_core: str) -> None:
    where, deeds, id = desk
    look = Look(axe_core)
    # scripts of pages are off; those that look at the page are the test's own
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, bypass_csp=True)
    context.route("**/*.js", lambda route: route.abort())
    page = context.new_page()
    reader = context.new_page()

    page.goto(f"{where}/desk/welcome/{'first' * 6}")
    look(page, "welcome")
    page.get_by_label("الاسم", exact=True).fill("سلمى")
    page.get_by_label("كلمة المرور", exact=True).fill(PASSWORD)
    page.get_by_label("كلمة المرور ثانية").fill(PASSWORD)
    _press(page, "اعتمد كلمة المرور")
    look(page, "inbox")

    page.get_by_role("link", name="المصادر", exact=True).first.click()
    look(page, "sources")
    page.get_by_label("عنوان الموقع أو خلاصته").fill("mina.example")
    _press(page, "تفحّص")
    assert page.get_by_label("عنوان خلاصته").input_value() == "https://mina.example/rss"
    page.get_by_label("اسم قصير بحروف لاتينية").fill("mina")
    look(page, "look")
    _press(page, "أضف المصدر")
    look(page, "source")
    _press(page, "انشرها فور ورودها")

    page.goto(f"{where}/desk/item/{id}")
    look(page, "item")
    _press(page, "احجب مؤقتًا")
    _answers(reader, f"{where}/a/{id}", 404)
    _press(page, "انشر")
    _answers(reader, f"{where}/a/{id}", 200)
    page.get_by_label("تصحيح منا يبقى فوق الخبر دائمًا").fill("الصواب ثلاثة لا أربعة")
    _press(page, "انشر التصحيح")
    reader.goto(f"{where}/a/{id}")
    look(reader, "corrected")
    page.get_by_label("السبب كما يراه القراء").fill("بحكم من المحكمة")
    page.get_by_label("بأمر من القانون أو القضاء").check()
    _press(page, "اسحب")
    look(page, "item-withdrawn")
    _answers(reader, f"{where}/a/{id}", 451)
    look(reader, "withdrawn")

    reader.goto(f"{where}/removal?item={id}")
    look(reader, "removal")
    reader.get_by_label("المطلوب").select_option("correction")
    reader.get_by_label("ما تطلبه وسببه").fill("اسمي في الخبر خطأ")
    _press(reader, "أرسل الطلب")
    look(reader, "case-public")
    page.goto(f"{where}/desk/cases")
    look(page, "cases")
    page.get_by_role("link", name="1", exact=True).click()
    page.get_by_label("سبب القرار").fill("صحّحناه")
    look(page, "case")
    _press(page, "اقبل الطلب")
    reader.reload()
    assert reader.get_by_text("مقبول", exact=True).count() == 1

    # somebody's name goes from an article, its headline and all that was kept of it
    with deeds.reading() as reading:
        named = next(each.id for each in reading.releases.latest(limit=9) if each.id != id)
    reader.goto(f"{where}/removal?item={named}")
    reader.get_by_label("المطلوب").select_option("removal")
    reader.get_by_label("بريدك الإلكتروني إن أردت الرد عليه").fill("layla@reader.example")
    reader.get_by_label("ما تطلبه وسببه").fill("في العنوان اسمي")
    _press(reader, "أرسل الطلب")
    page.goto(f"{where}/desk/case/2")
    page.get_by_label("سبب القرار").fill("طلب صاحبة الشأن")
    page.get_by_label("احجب العنوان أيضًا: فيه اسم شخص").check()
    _press(page, "اقبل الطلب")
    page.get_by_text("نص الرسالة", exact=True).last.click()
    look(page, "case-removed")
    _press(page, "امحُه الآن")
    look(page, "case-erased")
    _answers(reader, f"{where}/a/{named}", 410)
    look(reader, "hushed")

    # stories, and a search that watches
    page.goto(f"{where}/desk/stories")
    look(page, "stories")
    page.locator("table a").first.click()
    page.get_by_label("اسم القصة؛ فارغ").fill("جسر الوادي")
    _press(page, "سمِّها")
    page.locator("input[type=radio]").last.check()
    _press(page, "اجعلها تمثّل القصة")
    look(page, "story")
    page.goto(f"{where}/desk/alerts")
    page.get_by_label("الاسم", exact=True).fill("الجسر")
    page.get_by_label("ما يُبحث عنه").fill("جسر الوادي")
    _press(page, "اجعله يراقب")
    look(page, "alerts")

    for name in ("outputs", "figures", "settings", "users", "audit"):
        page.goto(f"{where}/desk/{name}")
        look(page, name)
    for name in (
        "",
        f"/item/{id}",
        "/sources",
        "/cases",
        "/audit",
        "/stories",
        "/alerts",
        "/figures",
        "/settings",
    ):
        page.goto(f"{where}/en/desk{name}")
        look(page, f"en{name.partition('/item')[0].replace('/', '-') or '-item' if name else ''}")
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size({"width": 360, "height": 800})
    with deeds.reading() as reading:
        told = next(each.id for each in reading.stories.latest(limit=99) if each.size > 1)
    narrow = ("?stand=published", f"/item/{id}", "/source/mina", "/case/1", "/case/2", "/users", "/sources")
    for name in (*narrow, f"/story/{told}", "/stories", "/alerts", "/figures", "/settings"):
        page.goto(f"{where}/desk{name}")
        look(page, f"narrow-dark{name.replace('/', '-').replace('?stand=', '-')[:16]}")

    # by the keyboard alone: the first stop leads past what is the same on every page
    page.goto(f"{where}/desk?stand=published")
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.className") == "skip"
    page.goto(f"{where}/desk")
    _press(page, "تسجيل الخروج")
    assert page.url == f"{where}/desk/sign-in"
    look(page, "sign-in")
    context.close()

    assert not look.wrong, "\n".join(look.wrong)
    with deeds.reading() as reading:
        did = [act.did for _, act in reading.desk.acts()][::-1]
    assert did == [
        *("welcome", "sign_in", "add_source", "review", "hold", "publish", "correct", "withdraw"),
        *("open_case", "close_case", "open_case", "withdraw", "close_case", "erase_case"),
        *("story", "story", "alert"),
    ]


def test_the_original_runs_nothing_in_a_real_browser(
    desk: tuple[str, SqlStore, str], chromium: "Browser", make_hostile: Callable[[SqlStore, str], str]
) -> None:
    where, deeds, _ = desk
    evil = Receiver()
    with outlets_world.served(evil, "127.0.0.31") as elsewhere:
        _framed(where, make_hostile(deeds, elsewhere), chromium)

    assert evil.asked == 0


def _framed(where: str, id: str, chromium: "Browser") -> None:
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{where}/desk/welcome/{'first' * 6}")
    page.get_by_label("الاسم", exact=True).fill("سلمى")
    page.get_by_label("كلمة المرور", exact=True).fill(PASSWORD)
    page.get_by_label("كلمة المرور ثانية").fill(PASSWORD)
    _press(page, "اعتمد كلمة المرور")
    page.goto(f"{where}/desk/item/{id}")
    page.locator("iframe").scroll_into_view_if_needed()
    page.wait_for_timeout(500)
    frame = page.frames[-1]
    title, url = page.title(), page.url
    framed = frame.url
    page.goto(f"{where}/desk/item/{id}/original")
    page.wait_for_timeout(500)
    alone = page.title()
    context.close()

    assert framed == f"{where}/desk/item/{id}/original"
    assert url == f"{where}/desk/item/{id}"
    assert "تسلل" not in title
    assert "تسلل" not in alone


@pytest.fixture
def make_hostile() -> Callable[[SqlStore, str], str]:
    """Puts an article whose page wants to run, load and lead away."""
    from tests import fakes

    def make(deeds: SqlStore, evil: str) -> str:
        body = (
            (
                "<!doctype html><title>صفحة</title><meta http-equiv=refresh content='0;url=EVIL/'>"
                "<script>parent.document.title = document.title = 'تسلل'; top.location = 'EVIL/'</script>"
                "<img src='EVIL/leak.png'><link rel=stylesheet href='EVIL/leak.css'>"
                "<svg onload=\"document.title='تسلل'\"></svg><form action=/desk/sign-out method=post><button>x</button></form>"
                "<p>نص الصفحة</p>"
            )
            .replace("EVIL", evil)
            .encode()
        )
        draft = fakes.draft(77)
        from dataclasses import replace

        capture = replace(
            draft.capture, body=body, digest=Digest(""), headers={"content-type": "text/html; charset=utf-8"}
        )
        made = replace(draft, capture=capture, article=replace(draft.article, capture=capture.digest))
        with deeds.writing() as writing:
            writing.keep([made], **fakes.kept([made]))
        return str(made.article.id)

    return make
