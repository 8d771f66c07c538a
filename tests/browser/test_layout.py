"""What only a browser can tell: direction, width, order and quiet."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser import apart
from tests.press import room

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

_LEFT = "net::ERR_ABORTED"
WIDTHS = (320, 360, 1280)
SCHEMES = ("light", "dark")
ORDER = (
    "a.skip",
    "header.top nav",
    "nav.crumbs",
    "h1",
    "p.origin",
    "ul.times",
    "figure.lead",
    "figcaption",
    ".dateline",
    ".body p:nth-child(2)",
    "section.source",
    ".disclaimer",
    ".report",
    ".share",
    "aside.story",
    "section.related",
    ".up",
    "footer",
)
# the relative luminance and contrast of WCAG 2.2, over what is really painted behind each text
CONTRAST = """() => {
  const parse = c => c.match(/[\\d.]+/g).map(Number);
  const light = c => { const [r, g, b] = parse(c).slice(0, 3).map(v => { v /= 255;
    return v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4; });
    return .2126 * r + .7152 * g + .0722 * b; };
  const behind = e => { for (; e; e = e.parentElement) { const c = getComputedStyle(e).backgroundColor;
    const p = parse(c); if (p.length < 4 || p[3] > 0) return c; } return "rgb(255,255,255)"; };
  const poor = []; let texts = 0;
  for (const e of document.querySelectorAll("body *")) {
    const own = [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
    if (!own || !e.getClientRects().length || e.closest(".unseen, .skip")) continue;
    texts += 1;
    const [a, b] = [light(getComputedStyle(e).color), light(behind(e))].sort((x, y) => y - x);
    const ratio = (a + .05) / (b + .05);
    if (ratio < 4.5) poor.push([e.className || e.tagName, ratio.toFixed(2)]);
  }
  return [texts, poor];
}"""
SMALL = """() => [...document.querySelectorAll("a, button, input, summary")]
  .filter(e => e.getClientRects().length && !e.closest("p, dd, li p, h1, h2, h3, figcaption, ol.crumbs, .crumbs"))
  .map(e => [e.textContent.trim().slice(0, 30), e.getBoundingClientRect()])
  .filter(([, r]) => r.height < 24 || r.width < 24).map(([t, r]) => [t, r.width, r.height])"""


@contextmanager
def opened(browser: "Browser", url: str, width: int = 1280, **wishes: Any) -> Iterator["Page"]:
    """A page, and the promise that it was quiet: nothing on the console, nothing asked of others."""
    context = browser.new_context(viewport={"width": width, "height": 900}, **wishes)
    page = context.new_page()
    noise: list[str] = []
    page.on("console", lambda message: noise.append(message.text))
    page.on("pageerror", lambda error: noise.append(str(error)))
    # what is still on its way when the page is left is given up, and no fault
    page.on("requestfailed", lambda it: None if it.failure == _LEFT else noise.append(f"failed: {it.url}"))
    host = url.split("/")[2]
    page.on(
        "request", lambda request: None if request.url.split("/")[2] == host else noise.append(request.url)
    )
    page.goto(url)
    try:
        yield page
    finally:
        context.close()
    assert noise == []


def paths(newsroom: room.Room) -> list[str]:
    agency = newsroom.ids["agency"]
    return [
        "/",
        f"/a/{agency}",
        f"/a/{newsroom.ids['copy']}",
        f"/a/{newsroom.ids['english']}",
        f"/story/{agency}",
        f"/chain/{newsroom.ids['copy']}",
        "/source/alwadi",
        "/sources",
        "/search?q=الجسر",
        "/removal",
        "/en",
        f"/en/a/{agency}",
    ]


def test_elements_stand_in_their_order(chromium: "Browser", address: str, newsroom: room.Room) -> None:
    with opened(chromium, f"{address}/a/{newsroom.ids['agency']}") as page:
        found = page.evaluate(
            """marks => { const all = [...document.querySelectorAll("*")];
            return marks.map(mark => all.indexOf(document.querySelector(mark))); }""",
            list(ORDER),
        )

    assert [mark for mark, at in zip(ORDER, found, strict=True) if at < 0] == []
    assert found == sorted(found)


@dataclass(slots=True)
class Looks:
    """What was measured on every page, by address, colours and width; only what is at fault."""

    wide: dict[str, int] = field(default_factory=dict)
    pale: dict[str, Any] = field(default_factory=dict)
    small: dict[str, Any] = field(default_factory=dict)
    # texts whose contrast was measured
    texts: int = 0


@pytest.fixture(scope="module")
def looks(chromium: "Browser", address: str, newsroom: room.Room) -> Looks:
    """Each page once in each scheme, made narrow while it is open."""
    return apart.do(measured, chromium, address, newsroom)


def measured(chromium: "Browser", address: str, newsroom: room.Room) -> Looks:
    found = Looks()
    for scheme in SCHEMES:
        for path in paths(newsroom):
            with opened(chromium, address + path, color_scheme=scheme) as page:
                for width in WIDTHS:
                    page.set_viewport_size({"width": width, "height": 900})
                    if (got := page.evaluate("document.documentElement.scrollWidth")) > width:
                        found.wide[f"{path} {width}"] = got
                    if small := page.evaluate(SMALL):
                        found.small[f"{path} {width}"] = small
                texts, pale = page.evaluate(CONTRAST)
                found.texts += texts
                if pale:
                    found.pale[f"{path} {scheme}"] = pale
    return found


def test_no_page_scrolls_sideways(looks: Looks) -> None:
    assert looks.wide == {}


def test_every_text_can_be_told_from_its_ground(looks: Looks) -> None:
    assert looks.texts > 500
    assert looks.pale == {}


def test_targets_are_large_enough(looks: Looks) -> None:
    assert looks.small == {}


@pytest.mark.parametrize(
    ("name", "selector", "expected"),
    [
        ("agency", "html", "rtl"),
        ("agency", "h1", "rtl"),
        ("mixed", "h1", "rtl"),
        ("english", "html", "rtl"),
        ("english", "h1", "ltr"),
        ("english", ".body", "ltr"),
        ("agency", "a.url bdi", "ltr"),
    ],
)
def test_direction_as_computed(
    chromium: "Browser", address: str, newsroom: room.Room, name: str, selector: str, expected: str
) -> None:
    with opened(chromium, f"{address}/a/{newsroom.ids[name]}") as page:
        found = page.eval_on_selector(selector, "e => getComputedStyle(e).direction")

    assert found == expected


def test_a_headline_that_opens_with_a_latin_name_begins_at_the_right(
    chromium: "Browser", address: str, newsroom: room.Room
) -> None:
    with opened(chromium, f"{address}/a/{newsroom.ids['mixed']}") as page:
        name, rest = page.evaluate(
            """() => { const h = document.querySelector("h1"), range = document.createRange();
            range.selectNode(h.querySelector("bdi")); const name = range.getBoundingClientRect().right;
            range.selectNodeContents(h.lastChild); return [name, range.getBoundingClientRect().right]; }"""
        )

    assert name >= rest


def test_the_page_is_whole_without_script(chromium: "Browser", address: str, newsroom: room.Room) -> None:
    with opened(chromium, f"{address}/a/{newsroom.ids['agency']}", java_script_enabled=False) as page:
        assert page.locator("section.source h2").inner_text() == "المصدر"
        page.locator(".up a").click()
        assert page.url.endswith("#top")
        page.locator("#q").fill("الجسر")
        page.locator("header button").click()
        assert page.locator("mark").count() > 0


def test_the_first_stop_of_the_keyboard_is_the_skip_link(
    chromium: "Browser", address: str, newsroom: room.Room
) -> None:
    with opened(chromium, f"{address}/a/{newsroom.ids['agency']}") as page:
        page.keyboard.press("Tab")
        first = page.evaluate("document.activeElement.textContent")
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        inside = page.evaluate("document.querySelector('main').contains(document.activeElement)")

    assert first == "تجاوز إلى المحتوى"
    assert inside


def test_our_fonts_are_used_for_arabic(chromium: "Browser", address: str, newsroom: room.Room) -> None:
    with opened(chromium, f"{address}/a/{newsroom.ids['agency']}") as page:
        page.evaluate("document.fonts.ready")
        loaded = page.evaluate("[...document.fonts].filter(f => f.status === 'loaded').map(f => f.family)")

    assert {"Masdar Naskh", "Masdar Sans"} <= {each.strip('"') for each in loaded}


def test_paper_carries_the_source_and_both_addresses(
    chromium: "Browser", address: str, newsroom: room.Room
) -> None:
    with opened(chromium, f"{address}/a/{newsroom.ids['agency']}") as page:
        page.emulate_media(media="print")

        assert page.locator(".on-paper").is_visible()
        assert page.locator("section.source .url").is_visible()
        assert not page.locator("header.top nav").is_visible()
        assert not page.locator("footer").is_visible()
