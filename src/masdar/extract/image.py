"""The lead picture of an article, its caption and its credit; and the pictures within the body."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

from masdar import address, model
from masdar.arabic import clean, fold
from masdar.extract.hints import Hint
from masdar.extract.page import Page, Picture
from masdar.markup import head, tree

_LAZY = (
    "data-src", "data-original", "data-lazy-src", "data-lazy", "data-url", "data-image", "data-full-src",
    "data-hi-res-src", "data-large-file",
)  # fmt: skip
_SETS = ("srcset", "data-srcset", "data-lazy-srcset")
_NOT_NEWS = re.compile(
    r"(?:^|[/_.-])(?:logo|favicon|sprite|placeholder|blank|spacer|avatar|default|pixel)", re.IGNORECASE
)
# "تصوير: فلان"  "(تصوير: فلان)"  "© رويترز"  "الصورة: أ ف ب"  "Photo: x"
_CREDIT = re.compile(
    r"[\s(\[|/\u2013\u2014-]*((?:©|تصوير|المصور|عدسة|مصدر الصورة|الصورة|صورة من"
    r"|Photo(?:graph)?(?: by)?|Foto|Credit)\s*[:©/]?\s*[^\n()]{2,80})\)?\s*$"
)


@dataclass(frozen=True, slots=True)
class Seen:
    """A picture that the page shows, with what stands by it."""

    image: model.Image
    # how many lines come before it
    line: int
    # the lines of its caption and credit
    lines: range


def read(
    page: Page, said: head.Head, base: str, *, title: int, body: range
) -> tuple[model.Image | None, list[Seen]]:
    """The lead picture, and every picture shown from the title to the end of the body.

    The address that the page states for machines wins; caption and credit come from where it is shown.
    """
    shown = list(_shown(page, base, max(0, title - 12), body.stop + 1))
    stated = [each for each in _stated(said, base) if not _NOT_NEWS.search(urlsplit(each.url).path)]
    if not stated:
        lead = next((each for each in shown if each.line <= body.start + 2 and _large(each.image)), None)
        return (lead.image if lead else None), shown
    names = {_name(each.url) for each in stated}
    same = next((each for each in shown if _name(each.image.url) in names), None)
    if same is None:
        # another size or cut of the lead stands first under the title
        same = next((each for each in shown if each.line <= body.start + 1 and each.lines), None)
    first = stated[0]
    caption = same.image.caption if same else None
    credit = same.image.credit if same else None
    return (
        model.Image(
            url=first.url,
            caption=caption,
            credit=credit,
            alt=(same.image.alt if same else None) or first.alt,
            width=first.width,
            height=first.height,
        ),
        shown,
    )


def _stated(said: head.Head, base: str) -> Iterator[model.Image]:
    alt = said.first("og:image:alt", "twitter:image:alt") or None
    for name in ("og:image", "og:image:url", "og:image:secure_url"):
        for value in said.meta.get(name, ()):
            if (url := _web(value, base)) is not None:
                yield model.Image(
                    url=url,
                    alt=alt,
                    width=_number(said.first("og:image:width")),
                    height=_number(said.first("og:image:height")),
                )
    for each in _listed(said.article.get("image")):
        yield from _object(said.resolve(each), base)
    for name in (
        "twitter:image",
        "twitter:image:src",
        "thumbnail",
        "sailthru.image.full",
        "parsely-image-url",
    ):
        if (url := _web(said.first(name), base)) is not None:
            yield model.Image(url=url, alt=alt)
    if (url := _web(said.link("image_src"), base)) is not None:
        yield model.Image(url=url, alt=alt)


def _listed(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _object(value: Any, base: str) -> Iterator[model.Image]:
    if isinstance(value, Mapping):
        for name in ("url", "contentUrl", "@id"):
            if isinstance(value.get(name), str) and (url := _web(value[name], base)) is not None:
                width, height = _number(value.get("width")), _number(value.get("height"))
                yield model.Image(url=url, width=width, height=height)
                return
    elif isinstance(value, str) and (url := _web(value, base)) is not None:
        yield model.Image(url=url)


def _number(value: Any) -> int | None:
    if isinstance(value, Mapping):
        value = value.get("value")
    found = re.match(r"\s*(\d{1,5})(?:\.\d+)?\s*(?:px)?\s*$", str(value)) if value else None
    return int(found[1]) if found else None


def _web(value: str, base: str) -> str | None:
    """An address of the web against the page's own; None for `data:` and the like."""
    value = value.strip()
    if not value or value.startswith(("data:", "blob:", "about:", "javascript:")):
        return None
    url = address.normal(value, base) if base else address.normal(value)
    return url if url is not None and url.startswith(("http://", "https://")) else None


def _name(url: str) -> str:
    path = unquote(urlsplit(url).path).rstrip("/").lower()
    name = path.rsplit("/", 1)[-1]
    # WordPress names its sizes: photo-620x330.jpg
    return re.sub(r"-\d{2,4}x\d{2,4}(?=\.\w+$)", "", name)


def _large(image: model.Image) -> bool:
    return (image.width is None or image.width >= 200) and not _NOT_NEWS.search(urlsplit(image.url).path)


# --- pictures that the page shows ----------------------------------------------------------------


def _shown(page: Page, base: str, first: int, last: int) -> Iterator[Seen]:
    known: set[str] = set()
    for picture in page.pictures:
        if not first <= picture.line <= last:
            continue
        url = _address(picture.element, base)
        if url is None or _NOT_NEWS.search(urlsplit(url).path):
            continue
        width, height = _number(picture.element.attr("width")), _number(picture.element.attr("height"))
        if (width is not None and width < 80) or (height is not None and height < 60):
            continue
        name = _name(url)
        if name in known:
            continue
        known.add(name)
        alt = clean.label(picture.element.attr("alt") or "") or None
        caption, credit, lines = _caption(page, picture)
        yield Seen(
            model.Image(url=url, caption=caption, credit=credit, alt=alt, width=width, height=height),
            picture.line,
            lines,
        )


def _address(element: tree.Element, base: str) -> str | None:
    for name in _LAZY:
        if (value := element.attr(name)) and (url := _web(value, base)) is not None:
            return url
    for name in _SETS:
        if (value := element.attr(name)) and (url := _web(_largest(value), base)) is not None:
            return url
    if (value := element.attr("src")) and (url := _web(value, base)) is not None:
        return url
    parent = element.parent
    if isinstance(parent, tree.Element) and parent.tag == "picture":
        for source in tree.elements(parent, "source"):
            for name in _SETS:
                if (value := source.attr(name)) and (url := _web(_largest(value), base)) is not None:
                    return url
    return None


def _largest(value: str) -> str:
    """The address of the largest picture of a `srcset`."""
    best, most = "", -1.0
    for piece in re.split(r",\s+", value):
        url, _, size = piece.strip().partition(" ")
        found = re.match(r"([\d.]+)[wx]", size.strip())
        number = float(found[1]) if found and found[1].count(".") <= 1 and found[1] != "." else 0.0
        if number > most:
            best, most = url, number
    return best


def _caption(page: Page, picture: Picture) -> tuple[str | None, str | None, range]:
    """The caption and the credit that stand by a picture, and their lines."""
    nothing = (None, None, range(picture.line, picture.line))
    box = picture.box
    for _ in range(5):
        if box < 0:
            return nothing
        start, end = page.start[box], page.end[box]
        tag, hint = page.boxes[box].tag, page.boxes[box].hint
        if end - start > 6 or tag in ("body", "main", "article"):
            return nothing
        if end > start:
            captioned = [at for at in range(start, end) if _is_caption(page, at, box)]
            if captioned:
                return _taken(page, captioned)
            if tag == "figure" or hint & Hint.CAPTION:
                return _taken(page, list(range(start, end)))
        if tag == "figure":
            return nothing
        box = page.boxes[box].parent
    return nothing


def _is_caption(page: Page, line: int, outer: int) -> bool:
    box = page.lines[line].box
    while box >= 0:
        each = page.boxes[box]
        if each.tag == "figcaption" or each.hint & (Hint.CAPTION | Hint.CREDIT):
            return True
        if box == outer:
            return False
        box = each.parent
    return False


def _taken(page: Page, lines: Sequence[int]) -> tuple[str | None, str | None, range]:
    captions: list[str] = []
    credits: list[str] = []
    for at in lines:
        line = page.lines[at]
        text = clean.label(line.text)
        is_credit = bool(page.boxes[line.box].hint & Hint.CREDIT) or text.startswith("©")
        target = credits if is_credit else captions
        if fold.key(text) not in map(fold.key, target):
            target.append(text)
    caption, credit = " ".join(captions), " ".join(credits)
    if not credit and (found := _CREDIT.search(caption)):
        caption, credit = caption[: found.start()].strip(), found[1].strip()
    return caption or None, credit or None, range(lines[0], lines[-1] + 1)
