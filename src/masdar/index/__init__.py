"""Finds articles by words: a tantivy index that follows the change log.

Texts enter as the tokens that `arabic` made, so that any engine would find the same; only ids are kept.
It lives in a directory of its own with its cursor in it. Deleted, damaged or of an older make, it fills
itself again from the store:

    index = open_index(home)
    while index.follow(reading):
        pass
    hits = index.search("...")
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from math import log
from pathlib import Path
from typing import Any

import tantivy

from masdar import ports
from masdar.errors import QueryError, WrongVersion
from masdar.index import feedback, spelling
from masdar.index.asking import Asker, Weights
from masdar.index.place import Place
from masdar.model import ArticleId, Facets, Found, Hit, Reason, SourceId, Why
from masdar.search import query as queries

__all__ = ["Index", "open_index"]

# where copies fill an answer, so many times more hits are read, up to the deepest
_DEEPER = 4
_DEEPEST = 1_000
# articles whose terms are counted are about as many as when they were counted
_SAME = 0.1
# a worth that is told
_LEAST = 1e-4
# terms whose counts are remembered
_COUNTED = 200_000
# articles whose numbers are remembered
_NUMBERS = 200_000
_DAY = 86_400
# where the words of a question are in so many articles, the second round orders so many of the first alone
_WIDE, _CLOSER = 20_000, 400
# values of a facet, and days, that are told
_VALUES, _DAYS = 20, 3_660


def open_index(home: Path, *, read_only: bool = False) -> "Index":
    """The index of a home, made if there is none. A reader sees what another process writes."""
    return Index(home / "index", read_only=read_only)


class Index:
    """Implements `ports.Index`."""

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self._path = path
        self._place = Place(path, read_only=read_only)
        # kept while the index holds about as many articles as when they were asked for
        self._frequencies: dict[str, int] = {}
        self._counted = 0
        # articles by the number that the index has of each; a number is made of the id, and names no other
        self._numbers: dict[int, ArticleId] = {}
        self._shelf = self._place.open()
        self.weights = Weights()

    def follow(self, reading: ports.Reading, *, limit: int = 5_000) -> int:
        """Take in the next changes; how many, 0 when up to date."""
        return self._shelf.follow(reading, limit=limit)

    def rebuild(self, reading: ports.Reading) -> None:
        """Make it anew beside the old one, which answers until the new one is whole."""
        # nobody else may move the old one on meanwhile
        self._shelf.writing()
        self._place.clear()
        fresh = self._place.fresh()
        fresh.fill(reading)
        while fresh.follow(reading, limit=5_000):
            pass
        old, self._shelf = self._shelf, fresh
        old.close()
        self._place.name(fresh)
        self._frequencies.clear()

    def cursor(self) -> int:
        """How far in the change log it has come."""
        return self._shelf.cursor()

    def search(self, query: str, *, limit: int = 20, collapse: bool = True) -> tuple[Hit, ...]:
        """Best first; with `collapse` the best of each group of copies."""
        searcher = self._searcher()
        asked = self._asked(queries.parse(query), searcher, newest=False)
        if asked is None or limit <= 0:
            return ()
        return self._page(searcher, asked, limit, collapse=collapse)[0]

    def ask(
        self,
        query: str,
        *,
        limit: int = 20,
        collapse: bool = True,
        newest: bool = False,
        past: Hit | None = None,
        facets: bool = False,
    ) -> Found:
        """A page of the answer, the best or the newest first, and what is known of the whole."""
        searcher = self._searcher()
        asked = self._asked(queries.parse(query), searcher, newest=newest)
        if asked is None or limit <= 0:
            return Found()
        hits, more = self._page(searcher, asked, limit, collapse=collapse, newest=newest, past=past)
        total, counts = _counted(searcher, asked.query, facets=facets)
        return Found(hits=hits, total=total, more=more, facets=counts)

    def explain(self, query: str, id: ArticleId) -> tuple[Reason, ...]:
        """What makes the place of an article in the answer, the worthiest first; none where it is not."""
        searcher = self._searcher()
        asked = self._asked(queries.parse(query), searcher, newest=False)
        if asked is None:
            return ()
        own = tantivy.Query.const_score_query(tantivy.Query.term_query(self._shelf.schema, "id", id), 0.0)

        def worth(query: tantivy.Query) -> float | None:
            both = [(tantivy.Occur.Must, own), (tantivy.Occur.Must, query)]
            found = self._ask(searcher, tantivy.Query.boolean_query(both), 1)
            return found[0][0] if found else None

        if worth(asked.query) is None:
            return ()
        told = [replace(each, worth=got) for each, leaf in asked.leaves if (got := worth(leaf)) is not None]
        best = self._hits(searcher, asked, feedback.LIFTED, newest=False, lift=True)
        score = next((score for score, address in best if searcher.doc(address)["id"][0] == id), None)
        if score is not None and (lift := score - (worth(asked.ordered) or score)) > _LEAST:
            told.append(Reason(why=Why.STORY, worth=lift))
        return tuple(sorted(told, key=lambda each: -each.worth))

    def suggest(self, query: str) -> str | None:
        """The question with words that nobody wrote put right; None where there is nothing to put right."""
        searcher = self._searcher()
        asker = Asker(self._shelf.schema, searcher)
        return spelling.better(query, asker.stemmed, asker.written)

    def like(self, terms: Sequence[tuple[str, float]], *, limit: int = 100) -> tuple[Hit, ...]:
        """Articles that share weighted terms, best first, the best of each group of copies."""
        searcher = self._searcher()
        asker = Asker(self._shelf.schema, searcher)
        asked = [(tantivy.Occur.Should, asker.term("body", term, weight)) for term, weight in terms if term]
        if not asked:
            return ()
        query = tantivy.Query.boolean_query(asked)
        return self._page(searcher, _Asked(query, query), limit, collapse=True, lift=False)[0]

    def rarity(self, terms: Sequence[str]) -> Mapping[str, float]:
        """Inverse document frequency of terms, natural logarithm."""
        searcher = self._searcher()
        count = searcher.num_docs
        known = self._frequency(searcher, terms)
        return {term: log((count + 1) / (known[term] + 0.5)) for term in terms}

    def close(self) -> None:
        """Give the writer's lock back."""
        self._shelf.close()

    # --- asking --------------------------------------------------------------------------------------

    def _asked(self, query: queries.Query, searcher: tantivy.Searcher, *, newest: bool) -> "_Asked | None":
        """What is asked of the engine, and in which order; None where nothing is asked for."""
        asker = Asker(self._shelf.schema, searcher, self.weights)
        whole = asker.whole(query)
        if whole is None or newest:
            return None if whole is None else _Asked(whole, whole, leaves=asker.leaves)
        wide = asker.reach > _WIDE
        best = self._ask(searcher, whole, _CLOSER if wide else feedback.ANSWERS)
        first = [each for each in best[: feedback.ANSWERS] if each[0] >= feedback.TRUSTED * best[0][0]]
        answers = [
            feedback.Answer(score, searcher.doc(address)["told"][0].decode().split()[::2])
            for score, address in first
        ]
        shared = self._frequency(searcher, feedback.shared(answers))
        about = feedback.terms(answers, shared, searcher.num_docs, worth=self.weights.shared)
        asker.shared(about)
        if not about:
            return _Asked(whole, whole, leaves=asker.leaves)
        if not wide or len(best) < _CLOSER:
            return _Asked(whole, asker.more(whole, about), leaves=asker.leaves)
        numbers = searcher.fast_field_values("number", [address for _, address in best])
        closer = asker.among(whole, [int(each or 0) for each in numbers])
        return _Asked(whole, asker.more(closer, about), _CLOSER, leaves=asker.leaves)

    def _ask(
        self, searcher: tantivy.Searcher, query: tantivy.Query, limit: int
    ) -> list[tuple[float, tantivy.DocAddress]]:
        try:
            return list(searcher.search(query, limit=limit, count=False).hits)
        except ValueError as error:
            raise QueryError(f"the index cannot answer this question: {error}") from error

    def _page(
        self,
        searcher: tantivy.Searcher,
        asked: "_Asked",
        limit: int,
        *,
        collapse: bool,
        newest: bool = False,
        past: Hit | None = None,
        lift: bool = True,
    ) -> tuple[tuple[Hit, ...], bool]:
        """Hits after one, and whether there are more; looks deeper while copies fill the answer."""
        depth = limit * 2 if collapse or past else limit + 1
        while True:
            found = self._hits(searcher, asked, depth, newest=newest, lift=lift)
            start = _after(searcher, found, past) if past else 0
            kept = _apart(searcher, found, start) if collapse else found[start:]
            if len(kept) > limit or len(found) < depth or depth >= max(_DEEPEST, limit + 1):
                names = self._names(searcher, [address for _, address in kept[:limit]])
                page = tuple(
                    Hit(article=name, score=score) for name, (score, _) in zip(names, kept, strict=False)
                )
                return page, len(kept) > limit
            depth = min(max(_DEEPEST, limit + 1), depth * _DEEPER)

    def _hits(
        self, searcher: tantivy.Searcher, asked: "_Asked", limit: int, *, newest: bool, lift: bool
    ) -> list[tuple[float, tantivy.DocAddress]]:
        if newest:
            return list(searcher.search(asked.query, limit=limit, count=False, order_by_field="at").hits)
        found = self._ask(searcher, asked.ordered, max(limit, feedback.LIFTED) if lift else limit)
        if asked.among and limit > asked.among:
            # the rest as the first round has it: none is worth more than those before it
            seen = {(address.segment_ord, address.doc) for _, address in found}
            rest = self._ask(searcher, asked.query, limit)
            found += [each for each in rest if (each[1].segment_ord, each[1].doc) not in seen]
            found = found[:limit]
        if not lift:
            return found
        first = found[: feedback.LIFTED]
        stories = searcher.fast_field_values("told_in", [address for _, address in first])
        scores = feedback.lifted(
            [score for score, _ in first], [int(story or 0) for story in stories], by=self.weights.story
        )
        order = sorted(range(len(first)), key=lambda place: (-scores[place], place))
        return [
            *((scores[place], first[place][1]) for place in order),
            *found[feedback.LIFTED :],
        ]

    def _names(self, searcher: tantivy.Searcher, addresses: Sequence[tantivy.DocAddress]) -> list[ArticleId]:
        """Which articles these are: a document is unpacked where its number was not met before."""
        numbers = [int(each or 0) for each in searcher.fast_field_values("number", list(addresses))]
        if len(self._numbers) > _NUMBERS:
            self._numbers.clear()
        for number, address in zip(numbers, addresses, strict=True):
            if number not in self._numbers:
                self._numbers[number] = ArticleId(searcher.doc(address)["id"][0])
        return [self._numbers[number] for number in numbers]

    def _frequency(self, searcher: tantivy.Searcher, terms: Sequence[str] | set[str]) -> Mapping[str, int]:
        """In how many articles each term is."""
        known, count = self._frequencies, searcher.num_docs
        if abs(count - self._counted) > _SAME * count or len(known) > _COUNTED:
            known.clear()
            self._counted = count
        for term in terms:
            if term not in known:
                known[term] = searcher.doc_freq("body", term)
        return {term: known[term] for term in terms}

    def _searcher(self) -> tantivy.Searcher:
        """A searcher of the newest commit, whoever made it. Raises WrongVersion where it cannot be asked."""
        if self._place.changed():
            self._shelf.close()
            self._shelf = self._place.open()
        if not self._shelf.current:
            raise WrongVersion(
                f"{self._path}: this index was made by another version; run masdar reindex, or masdar run, "
                "which makes it anew"
            )
        try:
            return self._shelf.searcher()
        except ValueError:
            # the directory was made anew under us
            self._shelf.close()
            self._shelf = self._place.open()
            return self._shelf.searcher()


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked for, and the same in the order of a second round, or the best of the first alone."""

    query: tantivy.Query
    ordered: tantivy.Query
    # how many are ordered; 0 for all
    among: int = 0
    # each match that was asked for, to tell what it is worth
    leaves: Sequence[tuple[Reason, tantivy.Query]] = ()


def _after(searcher: tantivy.Searcher, found: Sequence[tuple[float, tantivy.DocAddress]], past: Hit) -> int:
    """Where the hits after one begin; if it is gone, the first that is worth less."""
    for place, (score, address) in enumerate(found):
        if score < past.score and not _near(score, past.score):
            return place
        if _near(score, past.score) and searcher.doc(address)["id"][0] == past.article:
            return place + 1
    return len(found)


def _near(one: float, other: float) -> bool:
    return abs(one - other) <= 1e-4 * max(1.0, abs(other)) if abs(other) < _DAY else one == other


def _apart(
    searcher: tantivy.Searcher, found: Sequence[tuple[float, tantivy.DocAddress]], start: int
) -> list[tuple[float, tantivy.DocAddress]]:
    """The first of each group of copies, those before the start left out."""
    groups = searcher.fast_field_values("copies", [address for _, address in found])
    seen = set(groups[:start])
    kept = []
    for group, hit in zip(groups[start:], found[start:], strict=True):
        if group not in seen:
            seen.add(group)
            kept.append(hit)
    return kept


def _counted(searcher: tantivy.Searcher, query: tantivy.Query, *, facets: bool) -> tuple[int, Facets]:
    """How many articles answer, and what they are; in one walk, without a score."""
    asked: dict[str, Any] = {"all": {"value_count": {"field": "at"}}}
    if facets:
        asked |= {name: {"terms": {"field": name, "size": _VALUES}} for name in ("of", "section", "credit")}
        asked["days"] = {"histogram": {"field": "at", "interval": _DAY, "min_doc_count": 1}}
    told = searcher.aggregate(query, asked)
    total = int(told["all"]["value"])
    if not facets:
        return total, Facets()

    def counted(name: str) -> list[tuple[str, int]]:
        return [(each["key"], int(each["doc_count"])) for each in told[name]["buckets"]]

    days = [
        (datetime.fromtimestamp(int(each["key"]), UTC).date(), int(each["doc_count"]))
        for each in told["days"]["buckets"][-_DAYS:]
    ]
    return total, Facets(
        sources=tuple((SourceId(name), count) for name, count in counted("of")),
        sections=tuple(counted("section")),
        agencies=tuple(counted("credit")),
        days=tuple(days),
    )
