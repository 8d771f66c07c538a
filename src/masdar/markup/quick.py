"""HTML made safe by its tags alone, for text that is as regular as nearly all of it is.

    >>> html('<p onclick="x()">خبر<script>x()</script> <a href="/1">هنا</a></p>', "https://daily.example/")
    '<p>خبر <a href="https://daily.example/1">هنا</a></p>'
    >>> html("<p>one<p>two</i>"), html("<b>one <i>two</b> three</i>")
    ('<p>one</p><p>two</p>', None)

What comes out holds only tags that were written here, of elements and attributes on the lists of `safe`, and
text without any `<`; no such tag puts a parser into a state in which text is read otherwise, so that nothing
can run however it is parsed. Every tag is closed, in order, where a browser would close it; what is not that
regular is left to `safe.html`, which parses it and takes ten times as long. Text stays as it was written.

Feeds repeat their tags, and the order in which they stand: what is to be done with both is remembered.
"""

import html as entities
import re
from collections.abc import Sequence
from contextlib import suppress
from functools import lru_cache
from itertools import repeat
from typing import NamedTuple
from urllib.parse import urljoin

from masdar.markup import foreign, safe, shape

_OPEN = re.compile(
    r"<([A-Za-z][A-Za-z0-9:-]*)"
    r"((?:\s+[^\s\"'<>/=]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'=<>`]+))?)*)\s*(/?)>"
)
_CLOSE = re.compile(r"</([A-Za-z][A-Za-z0-9:-]*)\s*>")
_ATTRIBUTE = re.compile(r"([^\s\"'<>/=]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'=<>`]+)))?")
_COMMENT = re.compile(r"<!--(?![->])(?:(?!--)[^<>])*-->")
# an address that needs no second look: no scheme but these, nothing that is read in two ways
_PLAIN_ADDRESS = re.compile(r"https?://[\w.-]+(?::\d+)?(?:[/?#](?:[^\s\"'<>&\\^`{|}\x00-\x20]|&amp;)*)?")
# one whose scheme is settled before any reference, so that nothing behind it can change it
_SURE_ADDRESS = re.compile(
    r"(?:https?:|mailto:|[/?#]|[\w.%~-]+(?=[/?#]|\Z))[^\"'<>\\\x00-\x1f\x7f-\x9f]*", re.IGNORECASE
)
_SITE = re.compile(r"https?://[\w.-]+(?::\d+)?(?=[/?#]|\Z)")
_BARE = re.compile(r"&(?!#\d{1,7};|#[xX][0-9a-fA-F]{1,6};|\w{2,31};)")
_ADDRESSES = frozenset({"href", "src", "cite"})
# tags of one text; signs of a tag that is remembered, and of one that is looked at
_MOST, _LONGEST, _WIDEST = 20_000, 1000, 100_000


class _Act(NamedTuple):
    """What a tag is, in the words of `shape`, and what is written for it."""

    sign: str
    written: str = ""
    # or what is written with places for addresses that are relative to a base
    relative: tuple[str, ...] = ()


class _Signs(dict[str, str]):
    def __missing__(self, tag: str) -> str:
        act = _act(tag)
        if len(tag) > _LONGEST:
            return act.sign
        if len(self) > 8192:
            self.clear()
            _WRITTEN.clear()
            _RELATIVE.clear()
        self[tag] = act.sign
        _WRITTEN[tag] = act.written
        if act.relative:
            _RELATIVE[tag] = act.relative
        return act.sign


class _Written(dict[str, str]):
    def __missing__(self, tag: str) -> str:
        return _act(tag).written


class _Relative(dict[str, tuple[str, ...]]):
    def __missing__(self, tag: str) -> tuple[str, ...]:
        return _act(tag).relative


_SIGNS = _Signs()
_WRITTEN = _Written()
_RELATIVE = _Relative()


def html(text: str, base: str = "") -> str | None:
    """Safe HTML with addresses made absolute; None where that takes a parser."""
    if "<" not in text:
        return _BARE.sub("&amp;", text) if "&" in text else text
    if text.count("<") > _MOST:
        return None
    first, *pieces = text.split("<")
    # what stands between "<" and ">", and behind; a stray sign of either kind makes a tag that is none
    tags, ends, behind = zip(*map(str.partition, pieces, repeat(">")), strict=True)
    order = shape.JUDGED["".join(map(_SIGNS.__getitem__, tags))] if all(ends) else None
    if order is None:
        return None
    texts: Sequence[str] = behind
    written = list(map(_WRITTEN.__getitem__, tags))
    if order.relative:
        site = _site(base)
        for at in order.relative:
            before, said, rest, *more = _RELATIVE[tags[at]]
            if more or not site or said[:1] != "/" or said[1:2] == "/" or "/." in said:
                written[at] = _joined(_RELATIVE[tags[at]], base)
            else:  # a path, by far the commonest
                written[at] = f"{before}{site}{said}{rest}"
    if order.frames and any(texts[at] and not texts[at].isspace() for at in order.frames):
        return None
    for at, said in order.instead:
        written[at] = said
    for at, said in order.before:
        written[at] = said + written[at]
    if order.gone:
        texts = list(texts)
        for start, end in order.gone:
            if end > start + 1 and any(each.startswith("!--") for each in tags[start:end]):
                return None
            kept = _drawn(tags[start : end + 1], texts[start:end])
            if kept is None:
                return None
            before = dict(order.before).get(start, "")
            written[start : end + 1] = [before + kept, *[""] * (end - start)]
            texts[start:end] = [""] * (end - start)
    if "&" in text and _BARE.search(text) is not None:
        first, texts = _BARE.sub("&amp;", first), [_BARE.sub("&amp;", each) for each in texts]
    made = [first] * (2 * len(tags) + 1)
    made[1::2], made[2::2] = written, texts
    return "".join(made) + order.tail


def _drawn(tags: Sequence[str], texts: Sequence[str]) -> str | None:
    """What stays of an element that goes whole: nothing but of a drawing; None where that is not clear."""
    if not foreign.begins(tags[0]):
        return ""
    return foreign.markup([f"<{each}>" for each in tags], texts) or None


def _act(inside: str) -> _Act:
    """What is to be done with a tag, given what stands between its brackets."""
    if len(inside) > _WIDEST:
        return _Act(shape.UNSURE)
    tag = f"<{inside}>"
    if (close := _CLOSE.fullmatch(tag)) is not None:
        name = close[1].lower()
        return _Act(shape.closing(name), f"</{name}>" if name in safe.TAGS else "")
    found = _OPEN.fullmatch(tag)
    if found is None:
        return _Act(shape.NOTHING if _COMMENT.fullmatch(tag) else shape.UNSURE)
    name, empty = found[1].lower(), bool(found[3])
    sign = shape.opening(name, empty=empty)
    if name not in safe.TAGS:
        return _Act(sign)
    made = _attributes(name, found[2])
    if made is None:
        return _Act(shape.UNSURE)
    made[0] = f"<{name}{made[0]}"
    made[-1] += " />" if empty else ">"
    return _Act(sign, made[0]) if len(made) == 1 else _Act(shape.relative(sign), "", tuple(made))


def _attributes(name: str, said: str) -> list[str] | None:
    """What is written of an element's attributes: text, address, text, ..., the addresses being relative."""
    listed = safe.ATTRIBUTES.get(name, frozenset()) | safe.ATTRIBUTES["*"]
    made = [""]
    seen: set[str] = set()
    for each in _ATTRIBUTE.finditer(said):
        key = each[1].lower()
        if key in seen:
            continue
        seen.add(key)
        if key not in listed:
            continue
        value = each[2] or each[3] or each[4] or ""
        if key in _ADDRESSES and _PLAIN_ADDRESS.fullmatch(value) is None:
            value = value.strip(" ")
            if _SURE_ADDRESS.fullmatch(value) is None:
                return None
            made[-1] += f' {key}="'
            made += [entities.escape(entities.unescape(_BARE.sub("&amp;", value))), '"']
            continue
        value = _BARE.sub("&amp;", value).replace('"', "&quot;")
        made[-1] += f' {key}="{value}"'
    return made


def _joined(pieces: tuple[str, ...], base: str) -> str:
    made = list(pieces)
    for at in range(1, len(made), 2):
        with suppress(ValueError):
            made[at] = entities.escape(urljoin(base, entities.unescape(made[at])))
    return "".join(made)


@lru_cache(maxsize=256)
def _site(base: str) -> str:
    """Scheme and host of an address of the web; `""` of any other."""
    found = _SITE.match(base)
    return found[0] if found else ""
