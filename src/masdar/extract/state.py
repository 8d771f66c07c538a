"""The text of a page that scripts draw: it stands in the page's state, as strings of JSON within scripts.

Asked only where a page prints no text of an article. A string holds the whole text as HTML or as lines,
or the strings of one name hold a paragraph each; what tells most is taken, if it speaks of what the title
says.
"""

import itertools
import re
from collections.abc import Iterator

import msgspec

from masdar.arabic import clean, fold
from masdar.extract import body, page
from masdar.markup import head, tree

# letters of scripts looked at on one page
_MOST = 1_500_000
# signs of a string that may hold a whole text, and of one that may hold a paragraph
_WHOLE, _PARAGRAPH = 200, 60
# paragraphs of the shortest text: a single one may be a teaser, or a word on cookies
_FEWEST = 3
# letters of a word of the title that the text must have too, and how many of them
_WORD, _SHARED = 3, 2
# strings within strings
_DEPTH = 3
# strings of a page that are looked at closely
_CLOSELY = 200

# what stands between two quotation marks; whether the first one opens, what is told within says
_STRING = re.compile(r'"((?:[^"\\]|\\.)*)', re.DOTALL)
_NAMED = re.compile(rf'"(\w{{1,30}})"\s*:\s*"((?:[^"\\]|\\.){{{_PARAGRAPH},}})"', re.DOTALL)
_MARKUP = re.compile(r"<(?:p|br|div|h[2-4])\b", re.IGNORECASE)
_SENTENCE = re.compile(r"[.!?؟۔。！？…][\s»\"”)\]]*(?:\s|$)")
# code, styles and addresses are no text
_CODE = re.compile(r"function\s*\(|=>|\bvar \w|[{};]\s*[\w.#-]+\s*[{:]|https?://\S+\s*,|\w\.\w+\(")
# a paragraph is never told under these names
_NO_TEXT = frozenset(
    (
        "description",
        "title",
        "headline",
        "caption",
        "alt",
        "url",
        "src",
        "href",
        "image",
        "summary",
        "d",
        "path",
    )
)


def read(root: tree.Node, title: str) -> list[str]:
    """The paragraphs of the text in a page's state; none where nothing is told of what `title` says."""
    words = {word for word in fold.key(title).split() if len(word) >= _WORD}
    if not words:
        return []
    scripts = list(_scripts(root))
    strings = (text for script in scripts for text in _strings(script, 0))
    found = [_lines(text) for text in itertools.islice(strings, _CLOSELY)]
    fit = [lines for lines in (*found, *_paragraphs(scripts)) if _told(lines) and _speaks(lines, words)]
    return max(fit, key=_told, default=[])


def _told(lines: list[str]) -> int:
    """The letters that lines tell; none where they are too few for a text."""
    long = [len(line) for line in lines if len(line) >= _PARAGRAPH]
    return sum(long) if len(long) >= _FEWEST else 0


def _speaks(lines: list[str], words: set[str]) -> bool:
    text = fold.key(" ".join(lines))
    return sum(word in text for word in words) >= min(_SHARED, len(words))


def _scripts(root: tree.Node) -> Iterator[str]:
    left = _MOST
    for element in tree.elements(root, "script"):
        text = element.text
        if len(text) >= _WHOLE and "ld+json" not in (element.attr("type") or "").lower() and left > 0:
            left -= len(text)
            yield text


def _strings(text: str, depth: int) -> Iterator[str]:
    """The long strings of a script, and those within them."""
    for found in _STRING.finditer(text):
        said = _decoded(found[1]) if len(found[1]) >= _WHOLE else None
        if said is None:
            continue
        yield said
        if depth < _DEPTH and '":' in said:
            yield from _strings(said, depth + 1)


def _decoded(literal: str) -> str | None:
    try:
        return msgspec.json.decode(f'"{literal}"', type=str)
    except msgspec.DecodeError:
        return None


def _lines(text: str) -> list[str]:
    """The lines of a string that is a text; none where it is code or holds other strings."""
    if _MARKUP.search(text):
        if '":' in text[:100]:
            return []
        seen = page.gather(tree.fragment(text))
        return [line for at in body.choose(seen).lines if (line := clean.label(seen.lines[at].text))]
    if _CODE.search(text) or '":' in text or len(_SENTENCE.findall(text)) < 2 or " " not in text:
        return []
    return [line for each in text.splitlines() if (line := clean.label(each))]


def _paragraphs(scripts: list[str]) -> list[list[str]]:
    """The strings of each script and name that tell, in their order."""
    told: dict[tuple[int, str], dict[str, None]] = {}
    for at, script in enumerate(scripts):
        for found in _NAMED.finditer(script):
            said = _decoded(found[2]) if found[1].lower() not in _NO_TEXT else None
            line = clean.label(head.plain(said)) if said else ""
            if len(line) >= _PARAGRAPH and _SENTENCE.search(line) and not _CODE.search(line):
                told.setdefault((at, found[1]), {})[line] = None
    return [list(lines) for lines in told.values()]
