"""Our own addresses. The id decides; the words after it are for people.

>>> slug("الرُّباعية تجتمع في مسقط!")
'الرباعية-تجتمع-في-مسقط'
"""

import re
import unicodedata
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from urllib.parse import quote, urlencode, urlsplit

from masdar import model

_LONGEST = 60
_TATWEEL = "\u0640"
_WORD = re.compile(r"[^\W_]+")
# RFC 3986, 2.3
_UNSAFE = re.compile(rb"[^A-Za-z0-9._~-]+")


@lru_cache(maxsize=4_096)
def slug(title: str) -> str:
    """The words of a title as readers write them, without marks, at most 60 letters; empty if it has none."""
    words: list[str] = []
    size = 0
    plain = unicodedata.normalize("NFKC", title).translate(_UNWRITTEN)
    for word in _WORD.findall(plain.lower()):
        size += len(word) + 1
        if size > _LONGEST + 1:
            break
        words.append(word)
    return "-".join(words)


class _Unwritten(dict[int, int | None]):
    """Marks, tatweel and invisible signs, which nobody types, to nothing; others to themselves."""

    def __missing__(self, code: int) -> int | None:
        sign = chr(code)
        left_out = sign == _TATWEEL or unicodedata.category(sign) in ("Mn", "Me", "Cf")
        self[code] = None if left_out else code
        return self[code]


_UNWRITTEN = _Unwritten()


def _named(kind: str, id: str, title: str) -> str:
    tail = slug(title)
    return f"/{kind}/{quote(id)}/{escaped(tail)}" if tail else f"/{kind}/{quote(id)}"


def escaped(text: str) -> str:
    """A text as a part of an address, as `quote(text, safe="")` has it, but a word at a time.

    >>> escaped("خبر 1/2")
    '%D8%AE%D8%A8%D8%B1%201%2F2'
    """
    return _UNSAFE.sub(lambda run: b"%" + run[0].hex("%").upper().encode(), text.encode()).decode()


def article(release: model.Release) -> str:
    return _named("a", release.id, release.title)


def story(story: model.Story) -> str:
    return _named("story", story.id, story.title)


def quoted(id: str) -> str:
    """An id as a part of a path."""
    return quote(id, safe="")


def source(id: str) -> str:
    return f"/source/{quote(id)}"


def section(name: str) -> str:
    return f"/s/{quote(name, safe='')}"


def entity(id: str) -> str:
    """The page of a person, a place, an organisation or a topic."""
    return f"/t/{quote(id)}"


def copies(id: str) -> str:
    """Where the copies of an article's text are told."""
    return f"/copies/{quote(id)}"


def beside(a: str, b: str) -> str:
    """Where two copies stand side by side."""
    return f"/beside/{quote(a)}/{quote(b)}"


def chain(id: str) -> str:
    return f"/chain/{quote(id)}"


def versions(id: str) -> str:
    """Where the versions of an article are told, and what parts them."""
    return f"/versions/{quote(id)}"


def forms(id: str) -> dict[str, str]:
    """The forms that an article has beside its page, by name."""
    return {
        "json": f"/api/v1/articles/{quote(id)}",
        "ninjs": f"/a/{quote(id)}.ninjs.json",
        "newsml": f"/a/{quote(id)}.newsml.xml",
        "markdown": f"/a/{quote(id)}.md",
    }


def web(url: str | None) -> str | None:
    """An address of others that may stand in a link: the web's, with a host; else None.

    >>> web("https://alwadi.example/1"), web("javascript:alert(1)"), web("http://[")
    ('https://alwadi.example/1', None, None)
    """
    return url if url and host(url) else None


def host(url: str | None) -> str | None:
    """The host of a web address."""
    try:
        parts = urlsplit(url or "")
        return parts.hostname if parts.scheme in ("http", "https") else None
    except ValueError:
        return None


def asked(path: str, values: Mapping[str, str]) -> str:
    """A path with a query; empty values are left out."""
    said = urlencode({key: value for key, value in values.items() if value})
    return f"{path}?{said}" if said else path


def mark(when: datetime, id: str) -> str:
    """The place in a list after which its next page begins."""
    return f"{when.isoformat()}~{id}"


def key(mark: str) -> tuple[datetime, model.ArticleId] | None:
    """The place that a mark names; None for what is no mark."""
    when, _, id = mark.partition("~")
    try:
        at = datetime.fromisoformat(when)
    except ValueError:
        return None
    return (at, model.ArticleId(id)) if at.tzinfo and id else None
