"""A small index of words for a site of files, and the script that asks it.

The index is a few scripts, which a page can load from a folder as well as from a server: words by portion,
and articles by portion. It holds nothing that the pages do not show. `key` is the one rule by which a word is
filed and asked for; `static/search.js` says the same in its own language, and a test holds the two together.

>>> key("والصّحافة"), key("الصحافه"), key("مُعلّمون"), key("٢٠٢٦")
('صحاف', 'صحاف', 'معلم', '2026')
"""

import json
import re
import unicodedata
from array import array
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from masdar import model
from masdar.press import html, links, times
from masdar.press.view import Page, View

# portions of words, and articles of a portion
PORTIONS, _ARTICLES = 64, 200
# words of one text that are filed
_WORDS = 400
_WORD = re.compile(r"[^\W_]+")
_MARKS = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u0640]")
_LETTERS = str.maketrans("أإآٱىؤئةی\u06a9", "اااايويهي\u0643")
_BEFORE = re.compile("^(?:[وفبك]?ال|[وف]?لل|و(?=...))(?=..)")
_AFTER = re.compile("(?<=...)(?:ات|ان|ون|ين|يه|ه|ي)$")


@lru_cache(maxsize=100_000)
def key(word: str) -> str:
    """The form under which a word is filed."""
    said = _MARKS.sub("", unicodedata.normalize("NFKC", word)).lower().translate(_LETTERS)
    said = "".join(str(unicodedata.digit(sign, sign)) for sign in said)
    return _AFTER.sub("", _BEFORE.sub("", said))


def portion(word: str) -> int:
    """In which portion a word is filed: the sum of its code units, so that a script counts alike."""
    units = word.encode("utf-16-le")
    return sum(units[n] + 256 * units[n + 1] for n in range(0, len(units), 2)) % PORTIONS


@dataclass(frozen=True, slots=True)
class Entry:
    """What is filed of an article."""

    id: model.ArticleId
    # headline, address, origin, the original, and when it was first published, for machines and for people
    shown: tuple[str, ...]
    title: frozenset[str]
    words: frozenset[str]


def entry(view: View, release: model.Release) -> Entry | None:
    """What is filed of what may be shown of an article; nothing of one that was withdrawn."""
    if release.status is model.ReleaseStatus.WITHDRAWN:
        return None
    when = release.first_published
    written = times.moment(view, when) if when else times.instant(view, release.taken)
    title = frozenset(map(key, _WORD.findall(release.title)))
    text = " ".join([release.summary or "", *(block.plain for block in release.blocks)])
    return Entry(
        id=release.id,
        shown=(
            release.title,
            links.article(release),
            release.credit.publisher,
            links.web(release.credit.original_url) or "",
            written.iso,
            str(written.text.striptags()),
        ),
        title=title,
        words=title.union(map(key, _WORD.findall(text)[:_WORDS])) - {""},
    )


@dataclass(slots=True)
class Shelf:
    """The index as it grows; of a word it holds four bytes an article."""

    articles: list[tuple[str, ...]] = field(default_factory=list)
    # by portion and word: twice the number of the article, and one more where its title has the word
    words: "dict[int, dict[str, array[int]]]" = field(default_factory=lambda: defaultdict(dict))
    _known: set[str] = field(default_factory=set)

    def put(self, entry: Entry) -> None:
        """File an article, once."""
        if entry.id in self._known:
            return
        self._known.add(entry.id)
        number = len(self.articles)
        self.articles.append(entry.shown)
        for word in entry.words:
            filed = self.words[portion(word)].setdefault(word, array("I"))
            filed.append(2 * number + (word in entry.title))

    def files(self) -> Iterator[tuple[str, bytes]]:
        """The scripts of the index."""
        for number in range(PORTIONS):
            words = {word: filed.tolist() for word, filed in sorted(self.words.get(number, {}).items())}
            yield f"shelf/w{number}.js", _script("words", number, words)
        for start in range(0, max(1, len(self.articles)), _ARTICLES):
            part = self.articles[start : start + _ARTICLES]
            yield f"shelf/a{start // _ARTICLES}.js", _script("articles", start // _ARTICLES, part)


def _script(kind: str, number: int, value: object) -> bytes:
    said = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    # what ends a line in a script may stand in a text
    said = said.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"masdar.{kind}({number},{said});\n".encode()


def page(view: View) -> Page:
    """The page of the search among files."""
    return html.page("shelf.html", view, "/search", portion=_ARTICLES, portions=PORTIONS)
