"""One whole index in a directory of its own: the articles, and how far in the change log it has come.

shelf = Shelf(home / "index" / "1")
while shelf.follow(reading):
    pass
"""

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import tantivy

from masdar import ports
from masdar.entities import lexicon
from masdar.errors import Busy
from masdar.index import pieces, schema
from masdar.model import Article, ArticleId, ChangeKind, ReleaseStatus, Status

# bytes the writer gathers before it writes a segment
_HEAP = 128_000_000
_THREADS = 1
# articles that are read from the store at once, and those between two commits, when all are taken in
_READ, _COMMIT = 2_000, 20_000


class Shelf:
    """An index at a path, made if there is none; without one, an empty one in memory."""

    def __init__(self, path: Path | None, *, read_only: bool = False) -> None:
        self.path = path
        self._read_only = read_only or path is None
        self._schema = schema.schema()
        self._pieces = pieces.Pieces()
        self._writer: tantivy.IndexWriter | None = None
        self._seen: tuple[int, int] | None = None
        # whether it was made as we make it; a new one was
        self.current = True
        if path is None:
            self._index = tantivy.Index(self._schema)
            return
        path.mkdir(parents=True, exist_ok=True)
        if not (path / "meta.json").exists():
            # an index that is gone has taken in nothing
            (path / "cursor.json").unlink(missing_ok=True)
        self._index = tantivy.Index(self._schema, path=str(path))
        # a damaged one says so here
        self._index.searcher().search(tantivy.Query.all_query(), limit=1)
        self.current = self._current()

    @property
    def schema(self) -> tantivy.Schema:
        return self._schema

    def searcher(self) -> tantivy.Searcher:
        """A searcher of the newest commit, whoever made it. Raises ValueError where it is damaged or gone."""
        if (now := self._stamp()) != self._seen:
            self._index.reload()
            self._seen = now
            self.current = self._current()
        return self._index.searcher()

    def follow(self, reading: ports.Reading, *, limit: int) -> int:
        """Take in the next changes; how many, 0 when up to date."""
        cursor = self.cursor()
        if cursor > reading.changes.head():
            self.wipe()
            cursor = 0
        changes = reading.changes.after(cursor, limit=limit)
        if not changes:
            return 0
        ids = [ArticleId(each.id) for each in changes if each.kind is ChangeKind.ARTICLE]
        if ids:
            self._take(reading, reading.articles.many(ids), list(dict.fromkeys(ids)))
            self.writing().commit()
        self._move(changes[-1].seq)
        return len(changes)

    def fill(self, reading: ports.Reading) -> None:
        """Take in all articles, each once, as they are now."""
        self.wipe()
        head, last, waiting = reading.changes.head(), None, 0
        while articles := reading.articles.after(last, limit=_READ):
            self._take(reading, {each.id: each for each in articles}, [each.id for each in articles])
            last, waiting = articles[-1].id, waiting + len(articles)
            if waiting >= _COMMIT:
                self.writing().commit()
                waiting = 0
        self.writing().commit()
        self._move(head)

    def cursor(self) -> int:
        """How far in the change log it has come."""
        with suppress(OSError, ValueError, KeyError, TypeError):
            kept = self._told()
            if kept["make"] == schema.fingerprint():
                return int(str(kept["seq"]))
        return 0

    def _current(self) -> bool:
        with suppress(OSError, ValueError, KeyError, TypeError):
            return bool(self._told()["make"] == schema.fingerprint())
        return True

    def wipe(self) -> None:
        writer = self.writing()
        writer.delete_all_documents()
        writer.commit()
        # what was heard is gone with the articles
        self._pieces = pieces.Pieces()
        self._move(0)

    def writing(self) -> tantivy.IndexWriter:
        """The one writer. Raises Busy where another process has it."""
        if self._read_only:
            raise Busy(f"{self.path}: opened for reading; open it for writing to follow changes")
        if self._writer is None:
            try:
                self._writer = self._index.writer(_HEAP, _THREADS)
            except ValueError as error:
                raise Busy(f"{self.path}: another process writes to this index; stop it first") from error
        return self._writer

    def close(self) -> None:
        """Give the writer's lock back."""
        if self._writer is not None:
            self._writer.wait_merging_threads()
            self._writer = None

    def _take(
        self, reading: ports.Reading, articles: Mapping[ArticleId, Article], ids: Sequence[ArticleId]
    ) -> None:
        releases = reading.releases.many(ids)
        groups = reading.groups.many(ids)
        stories = reading.stories.of(ids)
        mentions = reading.entities.of(ids)
        names = {source.id: source.name for source in reading.sources.all()}
        writer, searcher = self.writing(), self.searcher()
        empty = not searcher.num_docs
        for id in ids:
            article, release = articles.get(id), releases.get(id)
            held = not empty and searcher.doc_freq("id", id) > 0
            if held:
                writer.delete_documents_by_term("id", id)
            if article is None:
                continue
            if (release is not None and release.status is ReleaseStatus.WITHDRAWN) or article.status in (
                Status.WITHHELD,
                Status.CANCELED,
            ):
                if held and (left := schema.spellings(article)) is not None:
                    writer.add_document(left)
                continue
            writer.add_document(
                schema.document(
                    article,
                    self._pieces,
                    name=names.get(article.source, ""),
                    group=groups[id].id if id in groups else id,
                    story=stories.get(id),
                    release=release,
                    places=lexicon.places(mentions.get(id, ())),
                    again=held,
                )
            )

    def _move(self, seq: int) -> None:
        """Note how far we came, after the commit: what is lost in between is only done twice."""
        assert self.path is not None
        fresh = self.path / "cursor.new"
        fresh.write_text(json.dumps({"make": schema.fingerprint(), "seq": seq}), encoding="utf-8")
        fresh.replace(self.path / "cursor.json")

    def _told(self) -> dict[str, object]:
        if self.path is None:
            raise FileNotFoundError
        told: dict[str, object] = json.loads((self.path / "cursor.json").read_text(encoding="utf-8"))
        return told

    def _stamp(self) -> tuple[int, int] | None:
        if self.path is None:
            return None
        try:
            about = (self.path / "meta.json").stat()
        except OSError:
            return None
        return about.st_mtime_ns, about.st_ino
