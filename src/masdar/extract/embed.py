"""What other sites show within a page: a video, a post, a map. They are named, and never taken."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from masdar import address
from masdar.arabic import clean
from masdar.extract.hints import Hint
from masdar.extract.page import Page
from masdar.markup import tree

# the class of a quotation that a script makes a post of
_POST = re.compile(
    r"\b(?:twitter-(?:tweet|video)|instagram-media|tiktok-embed|fb-(?:post|video)|telegram-post|bluesky-embed)\b"
)
# addresses of advertisements, counters, checks and comments
_NO_NEWS = re.compile(
    r"(?:^|[/._-])(?:ads?|adserv\w*|advert\w*|doubleclick|googlesyndication|googletagmanager|gtm|analytics|pixel|track\w*"
    r"|\w*captcha|comments?|consent|cookie\w*|newsletter|signup|subscribe|login|widgets?/like)(?:[/._?-]|$)",
    re.IGNORECASE,
)
_ADDRESSES = ("src", "data-src", "data-lazy-src", "data-original")
# lines of one post
_MOST_LINES = 40
_POSTED = ("cite", "data-instgrm-permalink", "data-href", "data-bluesky-uri")


@dataclass(frozen=True, slots=True)
class Embed:
    url: str
    # the title that the page gives it; empty where it gives none
    name: str
    # how many lines of the page come before it
    line: int


def read(page: Page, base: str) -> list[Embed]:
    """The embeds of the page, in order, each once."""
    found = {each.url: each for each in reversed([*_frames(page, base), *_posts(page, base)])}
    return sorted(found.values(), key=lambda each: each.line)


def _frames(page: Page, base: str) -> Iterator[Embed]:
    for element, box, line in page.frames:
        if page.boxes[box].hint & (Hint.NOISE | Hint.HIDDEN | Hint.COMMENTS):
            continue
        given = next((value for name in _ADDRESSES if (value := tree.attr(element, name))), "")
        url = _web(given, base)
        if url is None or _NO_NEWS.search(url.split("//", 1)[1]) or _unseen(element):
            continue
        yield Embed(url, clean.label(tree.attr(element, "title")), line)


def _posts(page: Page, base: str) -> Iterator[Embed]:
    if not _POST.search(page.names):
        return
    for index, box in enumerate(page.boxes):
        if not box.names or not _POST.search(box.names):
            continue
        held = page.lines[page.start[index] : min(page.end[index], page.start[index] + _MOST_LINES)]
        links = [href for line in held for href in line.links]
        given = [tree.attr(box.element, name) for name in _POSTED] + links[-1:]
        url = next((url for value in given if value and (url := _web(value, base)) is not None), None)
        if url is not None:
            yield Embed(url, "", page.start[index])


def _unseen(element: tree.Element) -> bool:
    """Whether a frame is as small as a dot or not shown."""
    style = tree.attr(element, "style").replace(" ", "").lower()
    sizes = [tree.attr(element, name).removesuffix("px") for name in ("width", "height")]
    return (
        "display:none" in style or "visibility:hidden" in style or any(each in ("0", "1") for each in sizes)
    )


def _web(value: str, base: str) -> str | None:
    url = address.normal(value, base) if base else address.normal(value)
    return url if url is not None and url.startswith(("http://", "https://")) else None
