"""Each row of the table is opened, looked at and photographed; nothing may be wrong with any of it.

The photographs lie in `.work/screenshots`, for people to look at.
"""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest

from masdar.press import assets, rtl
from tests.browser import apart, axe, table
from tests.browser.conftest import Town

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page, Response

    Contexts = Callable[..., BrowserContext]

pytestmark = pytest.mark.browser

SHOTS = axe.ROOT / ".work" / "screenshots"
_PLACES = """marks => { const all = [...document.querySelectorAll("*")];
  return marks.map(mark => all.indexOf(document.querySelector(mark))); }"""
# what sticks out of the page, should anything
_WIDE = """() => { const wide = document.documentElement.clientWidth;
  return document.documentElement.scrollWidth <= wide ? [] : [...document.querySelectorAll("body *")]
    .filter(e => { const r = e.getBoundingClientRect(); return r.right > wide + 1 || r.left < -1; })
    .map(e => e.tagName + "." + e.className); }"""
_SCRIPTS = "() => document.querySelectorAll('script:not([type=\"application/ld+json\"]), [onclick]').length"
_TEXT = "() => document.body.innerText"
# product paper, section 8; the reader's own fonts are those of this machine
LATE_FONTS = 0.02
_PAINTED = """() => new Promise(done => { let frames = 5;
  const next = () => frames-- ? requestAnimationFrame(next) : done(); next(); })"""
_SHIFTS = """() => new Promise(done => { let sum = 0, frames = 5;
  new PerformanceObserver(list => { for (const e of list.getEntries()) sum += e.value; })
    .observe({type: "layout-shift", buffered: true});
  const next = () => frames-- ? requestAnimationFrame(next) : done(sum); next(); })"""
_MEASURED = """() => [...document.fonts].some(each =>
  each.family.includes("Sans by Noto Sans") && each.status === "loaded")"""
_AXE = """() => axe.run(document, {resultTypes: ["violations"]}).then(r => r.violations.map(v =>
  v.id + ": " + v.nodes.slice(0, 3).map(n => n.target.join(" ") + " " + n.failureSummary).join(" | ")))"""


@pytest.fixture(scope="session")
def contexts(chromium: "Browser") -> Iterator["Contexts"]:
    """One context for each way of looking, however many pages are looked at in it."""
    made: dict[tuple[object, ...], BrowserContext] = {}

    def context(theme: str, width: int, *, script: bool = True) -> "BrowserContext":
        key = (theme, width, script)
        if key not in made:
            size: Any = {"width": width, "height": 900}
            scheme: Any = theme
            made[key] = chromium.new_context(viewport=size, color_scheme=scheme, java_script_enabled=script)
        return made[key]

    yield context
    for each in made.values():
        apart.do(each.close)


def every_look(function: Any) -> Any:
    return pytest.mark.parametrize("look", table.LOOKS, ids=lambda look: look.name)(function)


def opened(page: "Page", town: Town, look: table.Look) -> tuple["Response | None", list[str]]:
    """The page of a row, and whatever noise it makes while it is open."""
    noise: list[str] = []
    where = town.address + look.path(town.walk)
    # that the page itself is an answer of 404 or 410 is what the browser was sent to see
    page.on("console", lambda it: None if it.location.get("url") == page.url else noise.append(it.text))
    page.on("pageerror", lambda it: noise.append(str(it)))
    page.on("requestfailed", lambda it: noise.append(f"failed: {it.url}"))
    page.on("request", lambda it: None if it.url.startswith(town.address) else noise.append(it.url))
    return page.goto(where), noise


@every_look
def test_every_page_is_sound_in_every_look(contexts: "Contexts", town: Town, look: table.Look) -> None:
    page = contexts(look.theme, look.width).new_page()
    try:
        answer, noise = opened(page, town, look)
        page.evaluate("document.fonts.ready.then(() => null)")
        SHOTS.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=SHOTS / f"{look.name}.png", full_page=True)
        marks = table.ARTICLE if look.kind.name.startswith("article") else table.FRAME
        places = dict(zip(marks, page.evaluate(_PLACES, list(marks)), strict=True))
        wide, scripts = page.evaluate(_WIDE), page.evaluate(_SCRIPTS)
        heads = page.locator("h1").count()
        html = page.content()
    finally:
        page.close()

    assert answer is not None
    assert answer.status == look.kind.status
    assert noise == []
    assert wide == []
    assert (scripts, heads) == (0, 1)
    assert {mark for mark, at in places.items() if at < 0} <= table.SOMETIMES
    stand = [at for at in places.values() if at >= 0]
    assert stand == sorted(stand)
    assert rtl.page(html) == ()


@every_look
def test_axe_finds_nothing(contexts: "Contexts", town: Town, look: table.Look, axe_core: str) -> None:
    page = contexts(look.theme, look.width).new_page()
    try:
        opened(page, town, look)
        page.evaluate(axe_core)
        found = page.evaluate(_AXE)
    finally:
        page.close()

    assert found == []


@pytest.mark.parametrize("width", table.WIDTHS)
@pytest.mark.parametrize("kind", table.KINDS, ids=lambda kind: kind.name)
def test_a_page_is_the_same_without_script(
    contexts: "Contexts", town: Town, kind: table.Kind, width: int
) -> None:
    look = table.Look(kind, "ar", "light", width)
    read: list[str] = []
    for script in (True, False):
        page = contexts("light", width, script=script).new_page()
        # a page that remembers the last visit is to be visited for the first time
        page.context.clear_cookies()
        try:
            opened(page, town, look)
            read.append(page.evaluate(_TEXT))
        finally:
            page.close()

    assert read[0] == read[1]
    assert len(read[0]) > 100


def test_every_element_of_an_article_is_met_on_some_page(contexts: "Contexts", town: Town) -> None:
    met: set[str] = set()
    for kind in (each for each in table.KINDS if each.name.startswith("article")):
        page = contexts("light", 1280).new_page()
        try:
            opened(page, town, table.Look(kind, "ar", "light", 1280))
            places = page.evaluate(_PLACES, list(table.ARTICLE))
        finally:
            page.close()
        met |= {mark for mark, at in zip(table.ARTICLE, places, strict=True) if at >= 0}

    assert met == set(table.ARTICLE)


def test_our_style_sheet_bears_the_lint() -> None:
    sheet = next(each for path, each in assets.every().items() if path.endswith(".css"))

    assert rtl.style(sheet.body.decode("utf-8")) == ()


@pytest.mark.parametrize("width", table.WIDTHS)
@pytest.mark.parametrize("name", ["home", "article", "chain", "search"])
def test_fonts_that_come_late_move_little(chromium: "Browser", town: Town, name: str, width: int) -> None:
    """The sum of layout shifts, where both fonts come after the text was painted in the reader's own."""
    kind = next(each for each in table.KINDS if each.name == name)
    context = chromium.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    held: list[Any] = []
    page.route("**/*.woff2", lambda route: held.append(route))
    try:
        page.goto(town.address + kind.path(town.walk), wait_until="domcontentloaded")
        page.evaluate(_PAINTED)
        if not page.evaluate(_MEASURED):
            pytest.skip("NO FALLBACK: Noto Sans Arabic is not installed, so late fonts are not measured")
        before = page.evaluate(_SHIFTS)
        for each in held:
            each.continue_()
        page.evaluate("document.fonts.ready.then(() => null)")
        page.evaluate(_PAINTED)
        shifted = page.evaluate(_SHIFTS)
    finally:
        context.close()

    assert len(held) == 2
    assert before == 0
    assert shifted <= LATE_FONTS
