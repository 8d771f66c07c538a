"""What a question can ask of an article: its words, and what is known of it.

One chain of analysis for all who look for words: the index writes these marks down, an alert is held
against them as an article arrives.

    marks = of(article, name="Alwadi")
    marks.words        folded, title and text in order
"""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit

from masdar.arabic import fold, tokens
from masdar.model import Article, Release
from masdar.search.query import Field

# signs of a word that are looked at: the rest is a word that nobody types
WORD = 60


@dataclass(frozen=True, kw_only=True)
class Marks:
    """The words of an article and the values of its fields, folded."""

    title: list[str]
    words: list[str]
    fields: dict[Field, tuple[str, ...]]
    # seconds since 1970
    at: int

    @cached_property
    def stems(self) -> list[str]:
        return tokens.stems(self.words)

    @cached_property
    def title_stems(self) -> list[str]:
        return self.stems[: len(self.title)]

    @cached_property
    def sounds(self) -> set[str]:
        """The skeletons of its longer words."""
        return tokens.skeletons(set(self.words))


def of(
    article: Article,
    *,
    name: str = "",
    story: str | None = None,
    release: Release | None = None,
    places: Iterable[str] = (),
) -> Marks:
    """The marks of an article; `name` is its source's, `places` are those that it speaks of."""
    title = _cut(fold.words(article.title))
    return Marks(
        title=title,
        words=title + _cut(fold.words(text(article))),
        fields=fields(article, name=name, story=story, release=release, places=places),
        at=int(article.when.timestamp()),
    )


def text(article: Article) -> str:
    """What an article says below its title."""
    return article.body or article.summary or ""


def fields(
    article: Article,
    *,
    name: str = "",
    story: str | None = None,
    release: Release | None = None,
    places: Iterable[str] = (),
) -> dict[Field, tuple[str, ...]]:
    """What is known of an article, folded; `name` is its source's, `places` are those that it speaks of."""
    found = {
        Field.SOURCE: tuple({fold.key(article.source), fold.key(name)} - {""}),
        Field.SITE: tuple(sites(article.url)),
        Field.LANGUAGE: (article.language.partition("-")[0].lower(),),
    }
    if article.bylines:
        found[Field.BY] = tuple(fold.words(" ".join(article.bylines)))
    if article.agencies:
        found[Field.AGENCY] = tuple(
            {fold.key(said) for each in article.agencies for said in (each.said, each.code) if said}
        )
    written = article.dateline.places if article.dateline else ()
    if told := tuple(dict.fromkeys(map(fold.key, (*written, *places)))):
        found[Field.PLACE] = told
    if article.section:
        found[Field.SECTION] = (fold.key(article.section),)
    if story:
        found[Field.STORY] = (story,)
    if release is not None and release.origin.article in (None, article.id) and len(release.chain.links) == 1:
        found[Field.IS] = ("original",)
    return found


def sites(url: str) -> Iterator[str]:
    """The host of an address and the domains above it, but for the last: news.example.org, example.org."""
    with suppress(ValueError):
        host = (urlsplit(url).hostname or "").removeprefix("www.")
        while "." in host:
            yield host
            host = host.partition(".")[2]


def _cut(words: list[str]) -> list[str]:
    # a word that long is rare, and the cut costs more than all the rest
    if words and max(map(len, words)) > WORD:
        return [word[:WORD] for word in words]
    return words
