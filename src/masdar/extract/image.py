"""The lead picture of an article, its caption and its credit; and the pictures within the body."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

from masdar import address, model
from masdar.arabic import clean
from masdar.extract.hints import Hint
from masdar.extract.page import Page, Picture
from masdar.markup import head, tree

_LAZY = (
    "data-src", "data-original", "data-lazy-src", "data-lazy", "data-url", "data-image", "data-full-src",
    "data-hi-res-src", "data-large-file",
)  # fmt: skip
_SETS = ("srcset", "data-srcset", "data-lazy-srcset")
# the last part of an address: "logo.png"  "site-logo-2.svg"  "default.jpg"  "avatar_12.png"
_NOT_NEWS = re.compile(
    r"/(?:[\w.-]*[_.-])?(?:logo|favicon|sprite|placeholder|spacer|avatar)s?(?:[_.-][^/]*)?$|/(?:default|blank|pixel|noimage"
    r"|no-image)[^/]*$|\.svg$",
    re.IGNORECASE,
)
# what names a picture in its address, whatever its size: a number, a hash
_KEY = re.compile(r"\d{6,}|[0-9a-f]{8,}")
# words that are the label of a credit only with a colon behind them
_COLONS = (
    "المصور|مصدر الصورة|الصورة|Bild|Symbol(?:foto|bild)|Quelle|Image|Source|Picture|Crédit|Fonte|Kilde|Kuva"
)
# "تصوير: فلان"  "(تصوير: فلان)"  "© رويترز"  "الصورة: أ ف ب"  "Photo: x"  "(Quelle: x)"
_CREDIT = re.compile(
    r"[\s(\[|/\u2013\u2014-]*(?<![\w\u064b-\u0652])"
    r"((?:(?:©|تصوير|عدسة|صورة من|Photo(?:graph)?(?: by)?|Foto|Credit)\s*[:©/]?"
    rf"|(?:{_COLONS})\s*[:©/])\s*[^\n()]{{2,80}})\)?\s*$"
)
# signs of an `alt` that are more than a word or two
_ALT = 20
# the label of a credit, which a page that shows it prints itself: "تصوير: فلان" is "فلان"
_LABEL = re.compile(
    rf"(?:تصوير|عدسة|صورة من|Photo(?:graph)?(?: by)?|Foto|Credit|{_COLONS})\s*[:/]\s*"
    r"|(?:تصوير|عدسة|صورة من|Photo(?:graph)? by)\s+"
)


@dataclass(frozen=True, slots=True)
class Seen:
    """A picture that the page shows, with what stands by it."""

    image: model.Image
    picture: Picture
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
    names = {_name(each.url) for each in stated}
    early = [each for each in shown if each.line <= body.start + 2 and _large(each.image)]
    alike = [each for each in shown if _name(each.image.url) in names]
    same = next((each for each in alike if each.image.caption), next(iter(alike), None))
    if same is None:
        # the picture under the title: the lead in another cut, without letters put on it for sharing
        kin = [each for each in early if _kin(each.image.url, names)]
        same = next((each for each in kin if each.image.caption), next(iter(kin), None))
        same = same or next((each for each in early if each.lines), None)
    if same is None and not stated:
        same = next(iter(early), None)
    if same is None and not stated:
        return None, shown
    first = same.image if same is not None else stated[0]
    caption, credit = first.caption, first.credit
    if caption is None and credit is None and same is not None:
        caption, credit = _as_alt(page, same)
    if caption is None and credit is None and same is not None:
        caption, credit = _beside(page, same.picture)
    if caption is None and credit is None:
        caption, credit = _loose(page, range(max(0, title - 3), body.start + 2))
    lead = model.Image(
        url=first.url,
        caption=caption,
        credit=credit,
        alt=first.alt or (stated[0].alt if stated else None),
        width=first.width,
        height=first.height,
    )
    return lead, shown


def _as_alt(page: Page, seen: Seen) -> tuple[str | None, str | None]:
    """The words beside a picture that its `alt` says too."""
    alt = seen.image.alt or ""
    if len(alt) < _ALT:
        return None, None
    for at in range(max(0, seen.line - 1), min(seen.line + 4, len(page.lines))):
        text = clean.label(page.lines[at].text)
        if text.startswith(alt) and len(text) <= len(alt) + 60:
            return alt, text[len(alt) :].strip(" -|/()") or None
    return None, None


def behind(page: Page, base: str, line: int) -> list[Seen]:
    """The pictures that the page shows from a line on."""
    return list(_shown(page, base, line, len(page.lines)))


def _kin(url: str, names: set[str]) -> bool:
    """Whether two addresses share a number or a hash that names the picture itself."""
    keys = set(_KEY.findall(_name(url)))
    return any(keys & set(_KEY.findall(name)) for name in names)


def _loose(page: Page, near: range) -> tuple[str | None, str | None]:
    """A caption near the title whose picture is drawn by a script."""
    for at in near:
        if at < len(page.lines) and _is_caption(page, at, -1):
            stop = at
            while stop + 1 in near and stop + 1 < len(page.lines) and _is_caption(page, stop + 1, -1):
                stop += 1
            caption, credit, _ = _taken(page, range(at, stop + 1))
            return caption, credit
    return None, None


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
    known: dict[str, bool] = {}
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
        caption, credit, lines = _caption(page, picture)
        alt = clean.label(picture.element.attr("alt") or "") or None
        if alt and caption and len(alt) >= _ALT and caption.startswith(alt) and caption != alt:
            # what the picture's own words do not say is whose it is
            caption, credit = alt, credit or caption[len(alt) :].strip(" -|/()") or None
        # shown twice: the one that has a caption counts
        if name in known and (known[name] or not caption):
            continue
        known[name] = bool(caption)
        yield Seen(
            model.Image(url=url, caption=caption, credit=credit, alt=alt, width=width, height=height),
            picture,
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
        if tag == "figure" and end > start:
            return nothing
        box = page.boxes[box].parent
    return nothing


def _beside(page: Page, picture: Picture) -> tuple[str | None, str | None]:
    """The words in the small box of a picture, where no class says that they are its caption."""
    box = picture.box
    for _ in range(4):
        if box < 0:
            break
        start, end = page.start[box], page.end[box]
        if end > start:
            beside = page.lines[start:end]
            fit = all(not line.linked and len(line.text) <= 300 for line in beside)
            if fit and picture.line == start and (end - start == 1 or page.boxes[box].hint & Hint.PICTURE):
                caption, credit, _ = _taken(page, range(start, min(end, start + 4)))
                return (caption, credit) if caption and len(caption) >= 15 else (None, None)
            break
        box = page.boxes[box].parent
    return None, None


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
        if text and text not in target:
            target.append(text)
    # the caption is what is told at length; a name or two beside it is the credit
    caption = max(captions, key=len, default="")
    credit = next(iter(credits), "")
    if not credit and (found := _CREDIT.search(caption)):
        caption, credit = caption[: found.start()].strip(), found[1].strip()
    if not credit:
        credit = next((each for each in captions if each != caption and len(each) < 40), "")
    label = _LABEL.match(credit)
    if label is not None and label.end() < len(credit):
        credit = credit[label.end() :]
    return caption or None, credit or None, range(lines[0], lines[-1] + 1)
