"""What the index keeps of an article: the fields, and how marks fill them."""

import hashlib
from collections.abc import Mapping
from types import MappingProxyType

import tantivy

from masdar.search.marks import Marks
from masdar.search.query import Field

# raised when documents or their analysis are made otherwise: older indexes are then filled anew
MAKE = 5
# stems of an article that are read again, when it says what a question is about
TOLD = 200

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
        # stems of title and text
        .add_text_field("body", tokenizer_name="whitespace", index_option="freq")
        # foreign names however they are spelt
        .add_text_field("sounds", tokenizer_name="whitespace", index_option="basic")
        # words as they are, but folded, for phrases
        .add_text_field("words", tokenizer_name="whitespace", index_option="position")
        .add_bytes_field("told", stored=True)
        # signed: an unsigned field kills the writer of tantivy 0.27 when it is given a Python integer
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
    id: str, marks: Marks, *, group: str, source: str, section: str | None, credit: str | None
) -> tantivy.Document:
    """One article as the index keeps it; `credit` is the code of the agency it is credited to."""
    stems = marks.stems
    fields = {
        "id": id,
        "title": " ".join(marks.title_stems),
        "body": " ".join(stems),
        "sounds": " ".join(marks.sounds),
        "words": " ".join(marks.words),
        "told": " ".join(stems[:TOLD]).encode(),
        "at": marks.at,
        "copies": number(group),
        "told_in": number(story[0]) if (story := marks.fields.get(Field.STORY)) else 0,
        "of": source,
    }
    if section:
        fields["section"] = section
    if credit:
        fields["credit"] = credit
    for field, name in VALUES.items():
        if values := marks.fields.get(field):
            fields[name] = list(values)
    return tantivy.Document(**fields)


def number(id: str) -> int:
    """A group of copies, or a story, as a signed number."""
    return int.from_bytes(hashlib.blake2b(id.encode(), digest_size=8).digest(), signed=True)
