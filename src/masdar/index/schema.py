"""What the index keeps of an article: the fields, and how they are filled."""

import hashlib
from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType

import tantivy

from masdar.arabic import fold, tokens
from masdar.index import pieces
from masdar.model import Article, Release
from masdar.search import marks
from masdar.search.query import Field

# raised when documents are made otherwise; what is made of words tells by itself
MAKE = 8
# words of an article that are read again, when it says what a question is about
TOLD = 150

# the fields of the query language that are values, not words
VALUES: Mapping[Field, str] = MappingProxyType(
    {
        Field.SOURCE: "source",
        Field.SITE: "site",
        Field.BY: "by",
        Field.AGENCY: "agency",
        Field.PLACE: "place",
        Field.STORY: "story",
        Field.SECTION: "in",
        Field.LANGUAGE: "language",
        Field.IS: "is",
    }
)


def schema() -> tantivy.Schema:
    builder = (
        tantivy.SchemaBuilder()
        .add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
        .add_text_field("title", tokenizer_name="whitespace", index_option="freq")
        # of each word of title and text its stem, and what was cut off it
        .add_text_field("body", tokenizer_name="whitespace", index_option="position")
        # a sound and a stem, each pair in one of the articles that have it: how names are spelt
        .add_text_field("heard", tokenizer_name="raw", index_option="basic")
        .add_bytes_field("told", stored=True)
        # the id as a number. Signed: an unsigned field kills the writer of tantivy 0.27 when it is given a
        # Python integer
        .add_integer_field("number", indexed=True, fast=True)
        .add_integer_field("at", indexed=True, fast=True)
        # the same for all copies of a text
        .add_integer_field("copies", fast=True)
        # the same for all articles of a story; 0 for none
        .add_integer_field("told_in", fast=True)
        # what results are counted by
        .add_text_field("of", fast=True, tokenizer_name="raw", index_option="basic")
        .add_text_field("section", fast=True, tokenizer_name="raw", index_option="basic")
        .add_text_field("credit", fast=True, tokenizer_name="raw", index_option="basic")
    )
    for name in VALUES.values():
        builder = builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    return builder.build()


def document(
    article: Article,
    made: pieces.Pieces,
    *,
    name: str,
    group: str,
    story: str | None,
    release: Release | None,
    places: Iterable[str],
    again: bool,
) -> tantivy.Document:
    """One article as the index keeps it; `name` is its source's, `group` names its copies.

    `again` says that it takes the place of what may have been the one article in which a spelling was noted.
    """
    title = made.of(article.title)
    body = title + made.of(marks.text(article))
    fields: dict[str, object] = {
        "id": article.id,
        "title": pieces.stems(title),
        "body": " ".join(body),
        "told": " ".join(body[:TOLD]).encode(),
        "number": number(article.id),
        "at": int(article.when.timestamp()),
        "copies": number(group),
        "told_in": number(story) if story else 0,
        "of": article.source,
    }
    if heard := pieces.sounds(_said(article)) if again else made.heard():
        fields["heard"] = heard
    if article.section:
        fields["section"] = article.section
    if credit := next((agency.code for agency in article.agencies or () if agency.code), None):
        fields["credit"] = credit
    for field, values in marks.fields(
        article, name=name, story=story, release=release, places=places
    ).items():
        if values:
            fields[VALUES[field]] = list(values)
    return tantivy.Document(**fields)


def spellings(article: Article) -> tantivy.Document | None:
    """What stays of an article that goes: how names are spelt in it, which others may be known by."""
    heard = pieces.sounds(_said(article))
    return tantivy.Document(heard=heard) if heard else None


def _said(article: Article) -> str:
    return f"{article.title} {marks.text(article)}"


def number(id: str) -> int:
    """A group of copies, or a story, as a signed number."""
    return int.from_bytes(hashlib.blake2b(id.encode(), digest_size=8).digest(), signed=True)


@cache
def fingerprint() -> str:
    """The make of an index: another one where anything that is made of words is made otherwise.

    All letters, and words with all that is cut off them, are put through the analysis.
    """
    letters = " ".join(map(chr, (*range(0x20, 0x250), *range(0x600, 0x700), *range(0xFB50, 0xFF00))))
    roots = ("\u0643\u062a\u0628", "\u0648\u0632\u064a\u0631", "\u063a\u0648\u063a\u0644", "nation", "walk")
    fronts = ("", "\u0648", *tokens.ARTICLES)
    ends = ("", *tokens.OWNERS, *tokens.ENDINGS, *tokens.LATIN)
    words = [f"{front}{root}{end}" for root in roots for front in fronts for end in ends]
    made = [*fold.words(letters), *pieces.phrase(words), *map(pieces.sound_of, words)]
    told = f"{MAKE} {marks.WORD} {TOLD} {' '.join(made)}"
    return f"{MAKE}-{hashlib.blake2b(told.encode(), digest_size=8).hexdigest()}"
