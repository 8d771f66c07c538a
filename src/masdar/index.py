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
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from math import log
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import tantivy

from masdar import ports
from masdar.arabic import fold, tokens
from masdar.errors import Busy, QueryError
from masdar.model import Article, ArticleId, ChangeKind, Hit, ReleaseStatus, Status
from masdar.search import query as queries

__all__ = ["Index", "open_index"]

# raised when documents are made otherwise: older indexes are then filled anew
MAKE = 3
# bytes the writer gathers before it writes a segment
_HEAP = 64_000_000
_THREADS = 1
# signs of a word that are indexed: the rest is a word that nobody types
_WORD = 60
# letters of a word that is found by its sound: of shorter ones too many sound alike
_NAME = 4
# where copies fill an answer, so many times more hits are read, up to the deepest
_DEEPER = 4
_DEEPEST = 1_000

# what a match is worth: in the title, in the text, letter by letter, by sound, and as a phrase
_TITLE, _BODY, _EXACT, _SOUND, _PHRASE = 0.8, 1.0, 0.2, 0.15, 2.0


def open_index(home: Path, *, read_only: bool = False) -> "Index":
    """The index of a home, made if there is none. A reader sees what another process writes."""
    return Index(home / "index", read_only=read_only)


class Index:
    """Implements `ports.Index`."""

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self._path = path
        self._read_only = read_only
        self._schema = _schema()
        self._writer: tantivy.IndexWriter | None = None
        self._seen: tuple[int, int] | None = None
        # kept while the index holds about as many articles as when they were asked for
        self._rarities: dict[str, float] = {}
        self._counted = 0
        self._index = self._open()

    def follow(self, reading: ports.Reading, *, limit: int = 2_000) -> int:
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
        asked = self._asked(queries.parse(query))
        if asked is None or limit <= 0:
            return ()
        if not collapse:
            return tuple(hit for _, hit in self._hits(asked, limit))
        return self._apart(asked, limit)

    def like(self, terms: Sequence[tuple[str, float]], *, limit: int = 100) -> tuple[Hit, ...]:
        """Articles that share weighted terms, best first, the best of each group of copies."""
        asked = [(tantivy.Occur.Should, self._term("body", term, weight)) for term, weight in terms if term]
        if not asked:
            return ()
        return self._apart(tantivy.Query.boolean_query(asked), limit)

    def rarity(self, terms: Sequence[str]) -> Mapping[str, float]:
        """Inverse document frequency of terms, natural logarithm."""
        searcher = self._searcher()
        known, count = self._rarities, searcher.num_docs
        if not 0.9 * count <= self._counted <= 1.1 * count:
            known.clear()
            self._counted = count
        for term in terms:
            if term not in known:
                known[term] = log((count + 1) / (searcher.doc_freq("body", term) + 0.5))
        return {term: known[term] for term in terms}

    def close(self) -> None:
        """Give the writer's lock back."""
        if self._writer is not None:
            self._writer.wait_merging_threads()
            self._writer = None

    # --- asking --------------------------------------------------------------------------------------

    def _asked(self, query: queries.Query) -> tantivy.Query | None:
        """The engine's query; None where nothing is asked for."""
        wanted = [
            (tantivy.Occur.Should, each)
            for clause in query.clauses
            if not clause.without
            for each in self._clause(clause)
        ]
        unwanted = [
            (tantivy.Occur.MustNot, each)
            for clause in query.clauses
            if clause.without
            for each in self._barred(clause)
        ]
        bounds = [
            (tantivy.Occur.Must, tantivy.Query.const_score_query(each, 0.0)) for each in self._bounds(query)
        ]
        if not wanted and not bounds:
            return None
        if wanted:
            bounds.append((tantivy.Occur.Must, tantivy.Query.boolean_query(wanted)))
        return tantivy.Query.boolean_query([*bounds, *unwanted])

    def _clause(self, clause: queries.Clause) -> Iterator[tantivy.Query]:
        words = [word[:_WORD] for word in fold.words(clause.text)]
        if clause.phrase:
            if len(words) > 1:
                phrase = tantivy.Query.phrase_query(self._schema, "words", list(words))
                yield tantivy.Query.boost_query(phrase, _PHRASE)
            elif words:
                yield self._term("words", words[0], 1.0)
            return
        for word in words:
            stem = tokens.stem(word)
            yield self._term("title", stem, _TITLE)
            if not clause.title:
                yield self._term("body", stem, _BODY)
                yield self._term("words", word, _EXACT)
                if len(word) >= _NAME:
                    yield self._term("sounds", _sound(word), _SOUND)

    def _barred(self, clause: queries.Clause) -> Iterator[tantivy.Query]:
        if clause.phrase:
            yield from self._clause(clause)
            return
        for word in fold.words(clause.text):
            yield self._term("title" if clause.title else "body", tokens.stem(word[:_WORD]), 1.0)

    def _bounds(self, query: queries.Query) -> Iterator[tantivy.Query]:
        if query.sources:
            yield tantivy.Query.term_set_query(self._schema, "source", list(query.sources))
        if query.sites:
            yield tantivy.Query.term_set_query(self._schema, "site", list(query.sites))
        if query.after or query.before:
            yield tantivy.Query.range_query(
                self._schema,
                "at",
                tantivy.FieldType.Integer,
                lower_bound=int(query.after.timestamp()) if query.after else None,
                upper_bound=int(query.before.timestamp()) if query.before else None,
                include_upper=query.before is None,
            )

    def _apart(self, query: tantivy.Query, limit: int) -> tuple[Hit, ...]:
        """The best of each group of copies; looks deeper while copies fill the answer."""
        depth = limit * 2
        while True:
            best: dict[str, Hit] = {}
            read = 0
            for group, hit in self._hits(query, depth):
                best.setdefault(group, hit)
                read += 1
            if len(best) >= limit or read < depth or depth >= _DEEPEST:
                return tuple(best.values())[:limit]
            depth = min(_DEEPEST, depth * _DEEPER)

    def _term(self, field: str, term: str, boost: float) -> tantivy.Query:
        return tantivy.Query.boost_query(tantivy.Query.term_query(self._schema, field, term), boost)

    def _hits(self, query: tantivy.Query, limit: int) -> Iterator[tuple[str, Hit]]:
        """Hits with the group each belongs to."""
        searcher = self._searcher()
        try:
            for score, address in searcher.search(query, limit=limit, count=False).hits:
                kept = searcher.doc(address)
                yield kept["group"][0], Hit(article=ArticleId(kept["id"][0]), score=score)
        except ValueError as error:
            raise QueryError(f"the index cannot answer this question: {error}") from error

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
        names = {source.id: source.name for source in reading.sources.all()}
        writer = self._writing()
        for id in ids:
            writer.delete_documents_by_term("id", id)
            release = releases.get(id)
            if id not in articles or (release is not None and release.status is ReleaseStatus.WITHDRAWN):
                continue
            article = articles[id]
            if article.status in (Status.WITHHELD, Status.CANCELED):
                continue
            group = groups[id].id if id in groups else id
            writer.add_document(_document(article, group, names.get(article.source, "")))
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


def _schema() -> tantivy.Schema:
    return (
        tantivy.SchemaBuilder()
        .add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
        .add_text_field("group", stored=True, tokenizer_name="raw", index_option="basic")
        .add_text_field("title", tokenizer_name="whitespace", index_option="freq")
        .add_text_field("body", tokenizer_name="whitespace", index_option="freq")
        # foreign names however they are spelt
        .add_text_field("sounds", tokenizer_name="whitespace", index_option="basic")
        .add_text_field("words", tokenizer_name="whitespace", index_option="position")
        .add_text_field("source", tokenizer_name="raw", index_option="basic")
        .add_text_field("site", tokenizer_name="raw", index_option="basic")
        .add_text_field("language", tokenizer_name="raw", index_option="basic")
        # signed: an unsigned field kills the writer of tantivy 0.27 when it is given a Python integer
        .add_integer_field("at", indexed=True, fast=True)
        .build()
    )


def _document(article: Article, group: str, name: str) -> tantivy.Document:
    title, body = fold.words(article.title), fold.words(article.body)
    text = title + body
    fields: dict[str, Any] = {
        "id": article.id,
        "group": group,
        "title": _joined(tokens.stems(title)),
        "body": _joined(tokens.stems(text)),
        "sounds": _joined(map(_sound, {word: None for word in text if len(word) >= _NAME})),
        "words": _joined(text),
        "source": list({fold.key(article.source), fold.key(name)}),
        "site": list(_sites(article.url)),
        "language": article.language,
        "at": int(article.when.timestamp()),
    }
    return tantivy.Document(**fields)


def _joined(words: Iterable[str]) -> str:
    line = " ".join(words)
    # a word that long is rare, and the cut costs more than all the rest
    if len(line) > _WORD and max(map(len, line.split(" "))) > _WORD:
        line = " ".join(word[:_WORD] for word in line.split(" "))
    return line


@lru_cache(maxsize=100_000)
def _sound(word: str) -> str:
    return tokens.skeleton(word)


def _sites(url: str) -> Iterator[str]:
    """The host of an address and the domains above it, but for the last: news.example.org, example.org."""
    with suppress(ValueError):
        host = (urlsplit(url).hostname or "").removeprefix("www.")
        while "." in host:
            yield host
            host = host.partition(".")[2]
