"""Other engines of full-text search, each with the Arabic that it brings.

An engine is made of a folder and articles, and answers words with ids, best first.
"""

import csv
import io
import json
import os
import re
import shutil
import sqlite3
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import tantivy

from masdar.model import Article


class Absent(Exception):
    """An engine that is not on this machine."""


class Engine(Protocol):
    # whether it works in our own thread, so that its CPU time can be told
    inside: bool

    def ask(self, words: str, limit: int) -> list[str]: ...

    def close(self) -> None: ...


def _words(said: str) -> list[str]:
    return re.findall(r"\w+", said)


class Fts5:
    """SQLite FTS5 with one of its tokenizers."""

    tokenizer = "unicode61 remove_diacritics 2"
    name = "SQLite FTS5 unicode61"
    inside = True

    def __init__(self, folder: Path, articles: Sequence[Article]) -> None:
        self._db = sqlite3.connect(folder / "fts.db")
        self._db.execute(
            f"create virtual table t using fts5(id unindexed, title, body, tokenize = '{self.tokenizer}')"
        )
        with self._db:
            self._db.executemany(
                "insert into t values (?, ?, ?)", ((each.id, each.title, each.body) for each in articles)
            )

    def ask(self, words: str, limit: int) -> list[str]:
        said = " OR ".join(f'"{word}"' for word in _words(words))
        rows = self._db.execute("select id from t where t match ? order by rank limit ?", (said, limit))
        return [id for (id,) in rows]

    def close(self) -> None:
        self._db.close()


class Trigram(Fts5):
    tokenizer = "trigram"
    name = "SQLite FTS5 trigram"


class Like:
    """A table that is read whole: the articles with the most of the words in them."""

    name = "LIKE"
    inside = True

    def __init__(self, folder: Path, articles: Sequence[Article]) -> None:
        self._db = sqlite3.connect(folder / "like.db")
        self._db.execute("create table t (id text, said text)")
        with self._db:
            self._db.executemany(
                "insert into t values (?, ?)", ((each.id, f"{each.title}\n{each.body}") for each in articles)
            )

    def ask(self, words: str, limit: int) -> list[str]:
        said = [f"%{word}%" for word in _words(words)]
        if not said:
            return []
        score = " + ".join(["(said like ?)"] * len(said))
        statement = f"select id, {score} as score from t order by score desc limit ?"
        return [id for id, score in self._db.execute(statement, [*said, limit]) if score]

    def close(self) -> None:
        self._db.close()


class Tantivy:
    """tantivy with its Arabic stemmer."""

    name = "tantivy, Arabic"
    inside = True

    def __init__(self, folder: Path, articles: Sequence[Article]) -> None:
        schema = (
            tantivy.SchemaBuilder()
            .add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
            .add_text_field("title", tokenizer_name="arabic")
            .add_text_field("body", tokenizer_name="arabic")
            .build()
        )
        (folder / "tantivy").mkdir()
        self._index = tantivy.Index(schema, path=str(folder / "tantivy"))
        analyzer = (
            tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
            .filter(tantivy.Filter.lowercase())
            .filter(tantivy.Filter.stemmer("arabic"))
            .build()
        )
        self._index.register_tokenizer("arabic", analyzer)
        writer = self._index.writer(128_000_000, 1)
        for each in articles:
            writer.add_document(tantivy.Document(id=each.id, title=each.title, body=each.body))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()

    def ask(self, words: str, limit: int) -> list[str]:
        asked = self._index.parse_query(" ".join(_words(words)), ["title", "body"])
        searcher = self._index.searcher()
        return [
            searcher.doc(address)["id"][0] for _, address in searcher.search(asked, limit, count=False).hits
        ]

    def close(self) -> None:
        pass


class Postgres:
    """PostgreSQL with its `arabic` configuration and `ts_rank`, on a server of our own."""

    name = "PostgreSQL, arabic"
    inside = False

    def __init__(self, folder: Path, articles: Sequence[Article]) -> None:
        versions = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
        if not versions:
            raise Absent("no server is installed")
        self._bin, self._folder = versions[-1], folder
        self._as: list[str] = []
        if os.geteuid() == 0:
            # the server refuses to run as root
            self._as = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"]
            folder.chmod(0o755)
            (folder / "pg").mkdir()
            shutil.chown(folder / "pg", "nobody", "nogroup")
        where = folder / "pg"
        self._run(
            "initdb", "-D", f"{where}/data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"
        )
        options = (
            f"-c listen_addresses='' -c unix_socket_directories={where} -c fsync=off -c shared_buffers=512MB"
        )
        self._run("pg_ctl", "-D", f"{where}/data", "-w", "-l", f"{where}/log", "-o", options, "start")
        self._psql = subprocess.Popen(
            [str(self._bin / "psql"), "-h", str(where), "-U", "postgres", "-qAt", "postgres"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        self._say("create table t (id text, title text, body text, v tsvector);")
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows(
            (each.id, each.title.replace("\0", ""), each.body.replace("\0", "")) for each in articles
        )
        self._say(f"copy t (id, title, body) from stdin with csv;\n{out.getvalue()}\\.")
        self._say(
            "update t set v = setweight(to_tsvector('arabic', title), 'A') || to_tsvector('arabic', body);"
        )
        self._say("create index on t using gin (v); analyze t;")
        self.ask("ا", 1)

    def _run(self, name: str, *arguments: str) -> None:
        command = [*self._as, str(self._bin / name), *arguments]
        done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        if done.returncode:
            raise Absent(f"{name} failed")

    def _say(self, said: str) -> list[str]:
        assert self._psql.stdin is not None
        assert self._psql.stdout is not None
        self._psql.stdin.write(f"{said}\n\\echo <done>\n")
        self._psql.stdin.flush()
        lines = []
        while (line := self._psql.stdout.readline()) not in ("<done>\n", ""):
            lines.append(line.rstrip("\n"))
        return lines

    def ask(self, words: str, limit: int) -> list[str]:
        said = " ".join(_words(words))
        return self._say(
            "with q as (select replace(plainto_tsquery('arabic', '"
            + said
            + "')::text, '&', '|')::tsquery as q) "
            f"select id from t, q where v @@ q order by ts_rank(v, q, 1) desc limit {limit};"
        )

    def close(self) -> None:
        assert self._psql.stdin is not None
        self._psql.stdin.close()
        self._psql.wait()
        self._run("pg_ctl", "-D", f"{self._folder}/pg/data", "-m", "immediate", "stop")


_XAPIAN = """
import json, sys, xapian
folder = sys.argv[1]
db = xapian.WritableDatabase(folder, xapian.DB_CREATE_OR_OVERWRITE)
maker = xapian.TermGenerator(); maker.set_stemmer(xapian.Stem("arabic"))
for line in sys.stdin:
    said = json.loads(line)
    if said is None: break
    made = xapian.Document(); maker.set_document(made)
    maker.index_text(said[1], 2); maker.increase_termpos(); maker.index_text(said[2])
    made.set_data(said[0]); db.add_document(made)
db.commit()
parser = xapian.QueryParser()
parser.set_stemmer(xapian.Stem("arabic")); parser.set_stemming_strategy(parser.STEM_SOME)
print("[]", flush=True)
for line in sys.stdin:
    words, limit = json.loads(line)
    asker = xapian.Enquire(db); asker.set_query(parser.parse_query(words))
    print(json.dumps([hit.document.get_data().decode() for hit in asker.get_mset(0, limit)]), flush=True)
"""


class Xapian:
    """Xapian with its Arabic stemmer, in the system's own Python."""

    name = "Xapian, arabic"
    inside = False

    def __init__(self, folder: Path, articles: Sequence[Article]) -> None:
        python = "/usr/bin/python3"
        if subprocess.run([python, "-c", "import xapian"], capture_output=True, check=False).returncode:
            raise Absent("the system's Python has no xapian")
        self._process = subprocess.Popen(
            [python, "-c", _XAPIAN, str(folder / "xapian")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        for each in articles:
            self._say([each.id, each.title, each.body])
        self._say(None)
        self._heard()

    def _say(self, said: object) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(said) + "\n")

    def _heard(self) -> list[str]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.flush()
        answer: list[str] = json.loads(self._process.stdout.readline())
        return answer

    def ask(self, words: str, limit: int) -> list[str]:
        self._say([" ".join(_words(words)), limit])
        return self._heard()

    def close(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()


ENGINES: tuple[Any, ...] = (Tantivy, Fts5, Trigram, Postgres, Xapian, Like)
