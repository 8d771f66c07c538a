"""How long a robots.txt is believed, and what holds while it cannot be had."""

import asyncio

import pytest

from masdar.errors import Unreachable
from masdar.fetch import robots
from masdar.model import Capture
from tests import fakes

SITE = "https://alwadi.example"
SHUT = b"User-agent: *\nDisallow: /"


class Clock(asyncio.SelectorEventLoop):
    """A loop whose time a test can move."""

    passed = 0.0

    def time(self) -> float:
        return super().time() + self.passed


class Site:
    """Gives one answer after another; None is no answer at all."""

    def __init__(self, *answers: Capture | None) -> None:
        self.answers = list(answers)
        self.asked = 0

    async def __call__(self, url: str) -> Capture:
        self.asked += 1
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if answer is None:
            raise Unreachable(url, "cut")
        return answer


def said(body: bytes = b"", status: int = 200) -> Capture:
    return fakes.capture(f"{SITE}/robots.txt", body=body, status=status)


def verdicts(site: Site, *after: float) -> list[bool]:
    """Whether a page may be fetched, asked after so many seconds each."""
    loop = Clock()
    known = robots.Robots(fetch=site, agent="masdar", now=lambda: fakes.NOON)

    async def ask() -> bool:
        try:
            return await known.refusal(SITE, f"{SITE}/1") is None
        except Unreachable:
            return False

    found = []
    try:
        for seconds in after:
            loop.passed += seconds
            found.append(loop.run_until_complete(ask()))
    finally:
        loop.close()
    return found


@pytest.mark.parametrize(
    ("answers", "after", "expected"),
    [
        pytest.param([said(SHUT), said()], [0, 3600], [False, False], id="believed within a day"),
        pytest.param([said(SHUT), said()], [0, robots.DAY + 1], [False, True], id="asked again after a day"),
        pytest.param([None, said()], [0, 60], [False, False], id="unreachable: closed for now"),
        pytest.param([None, said()], [0, robots.AGAIN + 1], [False, True], id="asked again soon"),
        pytest.param(
            [said(b"User-agent: *\nDisallow: /2"), None],
            [0, robots.DAY + 1],
            [True, True],
            id="what was known holds on",
        ),
        pytest.param(
            [None], [0, robots.LONG / 2, robots.LONG], [False, False, True], id="open after thirty days"
        ),
        pytest.param([said(status=404)], [0], [True], id="missing: open"),
        pytest.param([said(status=503)], [0], [False], id="broken: closed"),
    ],
)
def test_what_holds(answers: list[Capture | None], after: list[float], expected: list[bool]) -> None:
    assert verdicts(Site(*answers), *after) == expected


def test_many_pages_ask_once() -> None:
    site = Site(said())

    assert verdicts(site, *[0] * 5) == [True] * 5
    assert site.asked == 1


def test_what_is_kept_is_bounded() -> None:
    known = robots.Robots(fetch=Site(said()), agent="masdar", now=lambda: fakes.NOON)

    async def ask() -> None:
        for n in range(robots.SITES + 10):
            await known.refusal(f"https://{n}.example", f"https://{n}.example/")

    asyncio.run(ask())

    assert len(known._known) <= robots.SITES
