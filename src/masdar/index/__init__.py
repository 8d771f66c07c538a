"""Finds articles by words: a tantivy index that follows the change log.

Texts enter as the tokens that `arabic` made, so that any engine would find the same; only ids are kept.
It lives in a directory of its own with its cursor in it. Deleted, damaged or of an older make, it fills
itself again from the store:

    index = open_index(home)
    while index.follow(reading):
        pass
    hits = index.search("...")
"""

import json
import shutil
import warnings
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from math import log
from pathlib import Path
from typing import Any

import tantivy

from masdar import ports
from masdar.errors import Busy, QueryError
from masdar.index import feedback, schema, spelling
from masdar.index.asking import Asker
from masdar.index.schema import MAKE
from masdar.model import (
    ArticleId,
    ChangeKind,
    Facets,
    Found,
    Hit,
    ReleaseStatus,
    SourceId,
    Status,
)
from masdar.search import marks
from masdar.search import query as queries

__all__ = ["Index", "open_index"]

# bytes the writer gathers before it writes a segment
_HEAP = 128_000_000
_THREADS = 1
# where copies fill an answer, so many times more hits are read, up to the deepest
_DEEPER = 4
_DEEPEST = 1_000
# articles whose terms are counted are about as many as when they were counted
_SAME = 0.1
# terms whose counts are remembered
_COUNTED = 200_000
_DAY = 86_400
# values of a facet, and days, that are told
_VALUES, _DAYS = 20, 3_660


def open_index(home: Path, *, read_only: bool = False) -> "Index":
    """The index of a home, made if there is none. A reader sees what another process writes."""
    return Index(home / "index", read_only=read_only)


class Index:
    """Implements `ports.Index`."""

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self._path = path
        self._read_only = read_only
        self._schema = schema.schema()
        self._writer: tantivy.IndexWriter | None = None
        self._seen: tuple[int, int] | None = None
        # kept while the index holds about as many articles as when they were asked for
        self._frequencies: dict[str, int] = {}
        self._counted = 0
        self._index = self._open()

    def follow(self, reading: ports.Reading, *, limit: int = 5_000) -> int:
        """Take in the next changes; how many, 0 when up to date."""
        cursor = self.cursor()
        if cursor > reading.changes.head():
            self._wipe()
            cursor = 0
        changes = reading.changes.after(cursor, limit=limit)
        if not changes:
            return 0
        ids = [ArticleId(each.id) for each in changes if each.kind is ChangeKind.ARTICLE]
        if ids:
            self._take(reading, list(dict.fromkeys(ids)))
        self._move(changes[-1].seq)
        return len(changes)

    def rebuild(self, reading: ports.Reading) -> None:
        """Empty it and follow the change log from its beginning."""
        self._wipe()
        while self.follow(reading):
            pass

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
        # the stubs know of the hits alone
        total = searcher.search(asked, limit=1).count or 0  # type: ignore[attr-defined]
        return Found(
            hits=hits, total=total, more=more, facets=_facets(searcher, asked) if facets else Facets()
        )

    def suggest(self, query: str) -> str | None:
        """The question with words that nobody wrote put right; None where there is nothing to put right."""
        searcher = self._searcher()
        return spelling.better(query, lambda word: searcher.doc_freq("words", word))

    def like(self, terms: Sequence[tuple[str, float]], *, limit: int = 100) -> tuple[Hit, ...]:
        """Articles that share weighted terms, best first, the best of each group of copies."""
        searcher = self._searcher()
        asker = Asker(self._schema, searcher)
        asked = [(tantivy.Occur.Should, asker.term("body", term, weight)) for term, weight in terms if term]
        if not asked:
            return ()
        return self._page(searcher, tantivy.Query.boolean_query(asked), limit, collapse=True, lift=False)[0]

    def rarity(self, terms: Sequence[str]) -> Mapping[str, float]:
        """Inverse document frequency of terms, natural logarithm."""
        searcher = self._searcher()
        count = searcher.num_docs
        known = self._frequency(searcher, terms)
        return {term: log((count + 1) / (known[term] + 0.5)) for term in terms}

    def close(self) -> None:
        """Give the writer's lock back."""
        if self._writer is not None:
            self._writer.wait_merging_threads()
            self._writer = None

    # --- asking --------------------------------------------------------------------------------------

    def _asked(
        self, query: queries.Query, searcher: tantivy.Searcher, *, newest: bool
    ) -> tantivy.Query | None:
        """The engine's query; None where nothing is asked for."""
        asker = Asker(self._schema, searcher)
        asked = asker.whole(query)
        if asked is None or newest:
            return asked
        try:
            best = searcher.search(asked, limit=feedback.ANSWERS, count=False).hits
        except ValueError as error:
            raise QueryError(f"the index cannot answer this question: {error}") from error
        answers = [
            feedback.Answer(score, searcher.doc(address)["told"][0].decode().split())
            for score, address in best
        ]
        about = feedback.terms(
            answers, self._frequency(searcher, feedback.shared(answers)), searcher.num_docs
        )
        return asker.more(asked, about) if about else asked

    def _page(
        self,
        searcher: tantivy.Searcher,
        query: tantivy.Query,
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
            found = self._hits(searcher, query, depth, newest=newest, lift=lift)
            start = _after(searcher, found, past) if past else 0
            kept = _apart(searcher, found, start) if collapse else found[start:]
            if len(kept) > limit or len(found) < depth or depth >= max(_DEEPEST, limit + 1):
                page = tuple(
                    Hit(article=ArticleId(searcher.doc(address)["id"][0]), score=score)
                    for score, address in kept[:limit]
                )
                return page, len(kept) > limit
            depth = min(max(_DEEPEST, limit + 1), depth * _DEEPER)

    def _hits(
        self, searcher: tantivy.Searcher, query: tantivy.Query, limit: int, *, newest: bool, lift: bool
    ) -> list[tuple[float, tantivy.DocAddress]]:
        try:
            if newest:
                return list(searcher.search(query, limit=limit, count=False, order_by_field="at").hits)
            depth = max(limit, feedback.LIFTED) if lift else limit
            found = list(searcher.search(query, limit=depth, count=False).hits)
        except ValueError as error:
            raise QueryError(f"the index cannot answer this question: {error}") from error

        if not lift:
            return found
        first = found[: feedback.LIFTED]
        stories = searcher.fast_field_values("told_in", [address for _, address in first])
        scores = feedback.lifted([score for score, _ in first], [int(story or 0) for story in stories])
        order = sorted(range(len(first)), key=lambda place: (-scores[place], place))
        return [
            *((scores[place], first[place][1]) for place in order),
            *found[feedback.LIFTED :],
        ]

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
        """A searcher of the newest commit, whoever made it."""
        if (now := self._stamp()) != self._seen:
            if self._seen is None and self._read_only:
                self._index = self._open()
            else:
                try:
                    self._index.reload()
                except ValueError:
                    # the directory was made anew under us
                    self._index = self._open()
            self._seen = now
        return self._index.searcher()

    # --- keeping -------------------------------------------------------------------------------------

    def _take(self, reading: ports.Reading, ids: Sequence[ArticleId]) -> None:
        articles = reading.articles.many(ids)
        releases = reading.releases.many(ids)
        groups = reading.groups.many(ids)
        stories = reading.stories.of(ids)
        names = {source.id: source.name for source in reading.sources.all()}
        writer = self._writing()
        held = self._searcher().num_docs > 0
        for id in ids:
            if held:
                writer.delete_documents_by_term("id", id)
            release = releases.get(id)
            if id not in articles or (release is not None and release.status is ReleaseStatus.WITHDRAWN):
                continue
            article = articles[id]
            if article.status in (Status.WITHHELD, Status.CANCELED):
                continue
            made = marks.of(
                article, name=names.get(article.source, ""), story=stories.get(id), release=release
            )
            codes = [agency.code for agency in article.agencies or () if agency.code]
            writer.add_document(
                schema.document(
                    id,
                    made,
                    group=groups[id].id if id in groups else id,
                    source=article.source,
                    section=article.section,
                    credit=codes[0] if codes else None,
                )
            )
        writer.commit()

    def _writing(self) -> tantivy.IndexWriter:
        if self._read_only:
            raise Busy(f"{self._path}: opened for reading; open it for writing to follow changes")
        if self._writer is None:
            try:
                self._writer = self._index.writer(_HEAP, _THREADS)
            except ValueError as error:
                raise Busy(f"{self._path}: another process writes to this index; stop it first") from error
        return self._writer

    def _wipe(self) -> None:
        writer = self._writing()
        writer.delete_all_documents()
        writer.commit()
        self._move(0)

    def cursor(self) -> int:
        """How far in the change log it has come."""
        with suppress(OSError, ValueError):
            kept = json.loads((self._path / "cursor.json").read_text(encoding="utf-8"))
            if kept.get("make") == MAKE:
                return int(kept["seq"])
        return 0

    def _move(self, seq: int) -> None:
        """Note how far we came, after the commit: what is lost in between is only done twice."""
        fresh = self._path / "cursor.new"
        fresh.write_text(json.dumps({"make": MAKE, "seq": seq}), encoding="utf-8")
        fresh.replace(self._path / "cursor.json")

    def _stamp(self) -> tuple[int, int] | None:
        try:
            about = (self._path / "meta.json").stat()
        except OSError:
            return None
        return about.st_mtime_ns, about.st_ino

    def _open(self) -> tantivy.Index:
        if self._read_only and not (self._path / "meta.json").exists():
            return tantivy.Index(self._schema)
        self._path.mkdir(parents=True, exist_ok=True)
        if not (self._path / "meta.json").exists():
            # an index that is gone has taken in nothing
            (self._path / "cursor.json").unlink(missing_ok=True)
        try:
            if not self._current():
                raise ValueError("made by another version")
            index = tantivy.Index(self._schema, path=str(self._path))
            index.searcher().search(tantivy.Query.all_query(), limit=1)
        except ValueError as error:
            if self._read_only:
                return tantivy.Index(self._schema)
            warnings.warn(
                f"{self._path}: the index is filled anew from the store ({error})",
                RuntimeWarning,
                stacklevel=4,
            )
            shutil.rmtree(self._path)
            self._path.mkdir(parents=True)
            index = tantivy.Index(self._schema, path=str(self._path))
        return index

    def _current(self) -> bool:
        with suppress(OSError, ValueError):
            return bool(
                json.loads((self._path / "cursor.json").read_text(encoding="utf-8")).get("make") == MAKE
            )
        return True


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


def _facets(searcher: tantivy.Searcher, query: tantivy.Query) -> Facets:
    asked: dict[str, Any] = {
        name: {"terms": {"field": name, "size": _VALUES}} for name in ("of", "section", "credit")
    }
    asked["days"] = {"histogram": {"field": "at", "interval": _DAY, "min_doc_count": 1}}
    told = searcher.aggregate(query, asked)

    def counted(name: str) -> list[tuple[str, int]]:
        return [(each["key"], int(each["doc_count"])) for each in told[name]["buckets"]]

    days = [
        (datetime.fromtimestamp(int(each["key"]), UTC).date(), int(each["doc_count"]))
        for each in told["days"]["buckets"][-_DAYS:]
    ]
    return Facets(
        sources=tuple((SourceId(name), count) for name, count in counted("of")),
        sections=tuple(counted("section")),
        agencies=tuple(counted("credit")),
        days=tuple(days),
    )
