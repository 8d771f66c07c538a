"""A question as the engine understands it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log

import tantivy

from masdar.arabic import fold, tokens
from masdar.index import pieces
from masdar.index.schema import VALUES
from masdar.model import Reason, Why
from masdar.search.marks import WORD
from masdar.search.query import Field, Kind, Part, Query, Sign

# a word that more of the articles have is known by its spelling, and what sounds like it is another
_KNOWN = 0.005
# consonants that make a name: of fewer too many sound alike
_HEARD = 3
# from so many letters on, two may be wrong
_LONG = 6
# of the stems of one sound: letters of one that is a name, the share of articles that may have it, or their
# number, how many are asked for, and how many looked at for the most common of them
_NAMED, _COMMON, _FEW, _SPELLINGS, _LOOKED = 3, 0.1, 20, 8, 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What a match is worth beside one in the text, which is worth 1."""

    title: float = 0.4
    sound: float = 0.3
    phrase: float = 2.0
    # by what only looks like it
    alike: float = 0.3
    # what all stems that the best answers share are worth together, beside the question itself
    shared: float = 2.0
    # how far the story that answers best lifts its articles, beside the best score
    story: float = 0.7


_WEIGHTS = Weights()


class Asker:
    """Makes the engine's queries over one schema and one state of the index."""

    def __init__(
        self, schema: tantivy.Schema, searcher: tantivy.Searcher, weights: Weights = _WEIGHTS
    ) -> None:
        self._weights = weights
        self._schema = schema
        self._searcher = searcher
        # articles that the words asked for are in, those with several counted several times
        self.reach = 0
        # what was asked, one match at a time
        self.leaves: list[tuple[Reason, tantivy.Query]] = []

    def whole(self, query: Query) -> tantivy.Query | None:
        """The whole question; None where nothing is asked for."""
        return None if query.empty else self._all(query.parts)

    def term(self, field: str, term: str, boost: float = 1.0) -> tantivy.Query:
        made = tantivy.Query.term_query(self._schema, field, term)
        return made if boost == 1.0 else tantivy.Query.boost_query(made, boost)

    def _leaf(self, query: tantivy.Query, why: Why, said: str, found: str = "") -> tantivy.Query:
        self.leaves.append((Reason(why=why, said=said, found=found), query))
        return query

    def shared(self, terms: Mapping[str, float]) -> None:
        """Note weighted stems that the best answers share."""
        for term, weight in terms.items():
            self._leaf(self.term("body", term, weight), Why.BEST, "", term)

    def more(self, asked: tantivy.Query, terms: Mapping[str, float]) -> tantivy.Query:
        """What was asked, in an order that such weighted stems of the text decide as well."""
        wished = [(tantivy.Occur.Should, self.term("body", term, weight)) for term, weight in terms.items()]
        return tantivy.Query.boolean_query([(tantivy.Occur.Must, asked), *wished])

    def among(self, asked: tantivy.Query, numbers: Sequence[int]) -> tantivy.Query:
        """What was asked, of the articles with these numbers alone."""
        some = tantivy.Query.term_set_query(self._schema, "number", list(numbers))
        return tantivy.Query.boolean_query([(tantivy.Occur.Must, _silent(some)), (tantivy.Occur.Must, asked)])

    def _all(self, parts: Sequence[Part]) -> tantivy.Query | None:
        wished: list[tuple[tantivy.Occur, tantivy.Query]] = []
        # whether a word or a phrase must be there; then what is wished for only orders
        bound = False
        must: list[tuple[tantivy.Occur, tantivy.Query]] = []
        fields: dict[Field, list[tantivy.Query]] = {}
        made: tantivy.Query | None
        for part in parts:
            if part.sign is Sign.WITHOUT:
                must += [(tantivy.Occur.MustNot, each) for each in self._barred(part)]
            elif part.field in VALUES and part.field is not None:
                # one of several sources is enough
                made = self._leaf(_silent(self._where(part)), Why.FIELD, f"{part.field}:{part.text}")
                fields.setdefault(part.field, []).append(made)
            elif part.kind is Kind.WORD and not part.required:
                # side by side in one list: the engine then passes over what cannot be among the best
                wished += [(tantivy.Occur.Should, each) for each in self._words(part)]
            elif (made := self._part(part)) is not None:
                if part.required:
                    must.append((tantivy.Occur.Must, made))
                    bound = bound or part.kind is not Kind.WHERE or part.field is Field.PERSON
                else:
                    wished.append((tantivy.Occur.Should, made))
        for several in fields.values():
            either = [(tantivy.Occur.Should, each) for each in several]
            must.append((tantivy.Occur.Must, _silent(tantivy.Query.boolean_query(either))))
        if bound:
            return tantivy.Query.boolean_query([*must, *wished])
        if wished:
            must.insert(0, (tantivy.Occur.Must, tantivy.Query.boolean_query(wished)))
        if not any(occur is tantivy.Occur.Must for occur, _ in must):
            return None
        return tantivy.Query.boolean_query(must)

    def _part(self, part: Part) -> tantivy.Query | None:
        if part.kind is Kind.ALL:
            return self._all(part.parts)
        if part.kind is Kind.ANY:
            some = [each for inner in part.parts if (each := self._part(inner)) is not None]
            return (
                tantivy.Query.boolean_query([(tantivy.Occur.Should, one) for one in some]) if some else None
            )
        if part.kind is Kind.WHERE:
            return self._where(part)
        if part.kind is Kind.PHRASE:
            words = [word[:WORD] for word in fold.words(part.text)]
            made = self._phrase(words, title=part.field is Field.TITLE)
            return self._leaf(made, Why.PHRASE, part.text)
        found = [(tantivy.Occur.Should, one) for one in self._words(part)]
        return tantivy.Query.boolean_query(found) if found else None

    def _words(self, part: Part) -> Iterator[tantivy.Query]:
        for word in fold.words(part.text):
            yield from self._word(word[:WORD], part.field)

    def _phrase(self, words: list[str], *, title: bool) -> tantivy.Query:
        if title:
            # titles are kept as stems alone: all of them are asked for
            return tantivy.Query.boolean_query(
                [(tantivy.Occur.Must, self.term("title", tokens.stem(word))) for word in words]
            )
        phrase = self._run(words)
        return phrase if len(words) == 1 else tantivy.Query.boost_query(phrase, self._weights.phrase)

    def _run(self, words: list[str]) -> tantivy.Query:
        """Words as they were written, one behind the other."""
        return tantivy.Query.phrase_query(self._schema, "body", list(pieces.phrase(words)))

    def stemmed(self, word: str) -> int:
        """How many articles have a word of this stem."""
        return self._searcher.doc_freq("body", tokens.stem(word))

    def written(self, word: str) -> int:
        """How many articles have the word as it is, folded."""
        told = self._searcher.aggregate(self._run([word]), {"all": {"value_count": {"field": "at"}}})
        return int(told["all"]["value"])

    def _word(self, word: str, field: Field | None) -> Iterator[tantivy.Query]:
        stem = tokens.stem(word)
        yield self._leaf(self.term("title", stem, self._weights.title), Why.TITLE, word, stem)
        if field is Field.TITLE:
            return
        yield self._leaf(self.term("body", stem), Why.TEXT, word, stem)
        found = self._searcher.doc_freq("body", stem)
        self.reach += found
        if len(word) < tokens.NAME or found > _KNOWN * self._searcher.num_docs + 1:
            return
        alike = list(self._alike(word, stem))
        yield from alike
        if not found and not alike:
            # nobody wrote it: what looks like it is better than nothing
            wrong = 2 if len(word) >= _LONG else 1
            near = tantivy.Query.fuzzy_term_query(self._schema, "body", stem, distance=wrong)
            yield self._leaf(tantivy.Query.boost_query(near, self._weights.alike), Why.ALIKE, word)

    def _alike(self, word: str, stem: str) -> Iterator[tantivy.Query]:
        """Stems that sound like a word, each worth as much as if all of them were one word."""
        if not (sound := pieces.sound_of(word)):
            return
        pairs = self._searcher.terms_with_prefix("heard", f"{sound} ", limit=_LOOKED)
        count = self._searcher.num_docs
        known = []
        for pair, _ in pairs:
            other = pair.partition(" ")[2]
            if other == stem or len(other) < _NAMED:
                continue
            if 0 < (found := self._searcher.doc_freq("body", other)) <= max(_FEW, count * _COMMON):
                known.append((found, other))
        known = sorted(known, reverse=True)[:_SPELLINGS]
        whole = _rarity(sum(found for found, _ in known), count)
        for found, other in known:
            made = self.term("body", other, self._weights.sound * whole / _rarity(found, count))
            yield self._leaf(made, Why.SOUND, word, other)

    def _where(self, part: Part) -> tantivy.Query:
        if part.field is Field.PERSON:
            each = [(tantivy.Occur.Must, self._named(word)) for word in fold.words(part.text)]
            return tantivy.Query.boolean_query(each) if each else tantivy.Query.empty_query()
        if part.at is not None:
            seconds = int(part.at.timestamp())
            after = part.field is Field.AFTER
            return _silent(
                tantivy.Query.range_query(
                    self._schema,
                    "at",
                    tantivy.FieldType.Integer,
                    lower_bound=seconds if after else None,
                    upper_bound=None if after else seconds - 1,
                )
            )
        assert part.field is not None
        if part.field is Field.BY:
            each = [(tantivy.Occur.Must, self.term("by", word)) for word in fold.words(part.text)]
            return tantivy.Query.boolean_query(each) if each else tantivy.Query.empty_query()
        return self.term(VALUES[part.field], part.text)

    def _named(self, word: str) -> tantivy.Query:
        """A name, however it is spelt."""
        stem = tokens.stem(word)
        alike = self._alike(word, stem) if len(pieces.sound_of(word)) >= _HEARD else ()
        own = self._leaf(self.term("body", stem), Why.TEXT, word, stem)
        each = [(tantivy.Occur.Should, one) for one in (own, *alike)]
        return tantivy.Query.boolean_query(each)

    def _barred(self, part: Part) -> Iterator[tantivy.Query]:
        if part.kind is Kind.WORD:
            field = "title" if part.field is Field.TITLE else "body"
            for word in fold.words(part.text):
                yield self.term(field, tokens.stem(word[:WORD]))
        else:
            kept = len(self.leaves)
            if (made := self._part(part)) is not None:
                yield made
            # what bars an article says nothing of how it answers
            del self.leaves[kept:]


def _rarity(found: int, count: int) -> float:
    """What the engine's BM25 makes of a term that so many of the articles have."""
    return log(1 + max(0.0, count - found + 0.5) / (found + 0.5)) or 1e-3


def _silent(query: tantivy.Query) -> tantivy.Query:
    """A bound: it says nothing of how good an answer is."""
    return tantivy.Query.const_score_query(query, 0.0)
