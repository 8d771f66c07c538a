"""`masdar export corpus`: what the policies allow to be given away, with a card about it."""

import csv
import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

import click
import msgspec

from masdar import __version__
from masdar.app import App, clock, open_app
from masdar.cli import Call, options, show
from masdar.errors import ConfigError
from masdar.press import corpus

PART = 500
Kind = Literal["jsonl", "csv", "parquet"]
CARD = "README.md"


@click.command("corpus")
@options.shared
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--format",
    "kinds",
    type=click.Choice(["jsonl", "csv", "parquet"]),
    multiple=True,
    default=("jsonl",),
    show_default=True,
    help="May be given several times; parquet needs `pip install 'masdar[parquet]'`.",
)
@click.pass_obj
def corpus_(call: Call, folder: Path, kinds: tuple[Kind, ...]) -> None:
    """Write what may be given away into FOLDER: a row an article, and a data card.

    Each article with its origin, licence, policy, digest and version, and of its text what the policy lets
    readers see; none where its publisher reserves mining. What was withdrawn is left out. FOLDER must not
    hold anything yet. Exit status: 0 all was written, 1 it could not be.

    \b
    masdar export corpus given --format jsonl --format csv
    """
    if folder.exists() and any(folder.iterdir()):
        raise ConfigError(f"{folder} is not empty; name another directory")
    with open_app(call.home, write=False) as app:
        folder.mkdir(parents=True, exist_ok=True)
        card = corpus.Card()
        names = [f"articles.{kind}" for kind in dict.fromkeys(kinds)]
        base = (app.settings.site.base_url or "").rstrip("/")
        with _writers(folder, list(dict.fromkeys(kinds))) as writers:
            for made in _rows(app, base, card):
                for write in writers:
                    write(made)
        files = [(name, (folder / name).stat().st_size, _sum(folder / name)) for name in names]
        text = card.write(
            name=app.settings.site.name, base=base, now=clock(), version=__version__, files=files
        )
        (folder / CARD).write_text(text, encoding="utf-8")
    if not call.quiet:
        show.line(call.say("wrote {rows:,} articles: {folder}", rows=card.rows, folder=folder))


def _rows(app: App, base: str, card: corpus.Card) -> Iterator[dict[str, Any]]:
    with app.store.reading() as reading:
        last = None
        while articles := reading.articles.after(last, limit=PART):
            last = articles[-1].id
            releases = reading.releases.many([each.id for each in articles])
            for id in sorted(releases):
                made = corpus.row(releases[id], base=base)
                card.count(made)
                if made is not None:
                    yield made


@contextmanager
def _writers(folder: Path, kinds: list[Kind]) -> Iterator[list[Callable[[dict[str, Any]], None]]]:
    made: list[Callable[[dict[str, Any]], None]] = []
    ends: list[Callable[[], None]] = []
    for kind in kinds:
        write, end = {"jsonl": _jsonl, "csv": _csv, "parquet": _parquet}[kind](folder / f"articles.{kind}")
        made.append(write)
        ends.append(end)
    try:
        yield made
    finally:
        for end in ends:
            end()


Writer = tuple[Callable[[dict[str, Any]], None], Callable[[], None]]


def _jsonl(path: Path) -> Writer:
    out = path.open("wb")
    encode = msgspec.json.Encoder().encode

    def write(row: dict[str, Any]) -> None:
        out.write(encode(row) + b"\n")

    return write, out.close


def _csv(path: Path) -> Writer:
    out = path.open("w", encoding="utf-8", newline="")
    writer = csv.writer(out)
    writer.writerow(corpus.FIELDS)

    def write(row: dict[str, Any]) -> None:
        writer.writerow([_cell(row[name]) for name in corpus.FIELDS])

    return write, out.close


def _cell(value: Any) -> str:
    if value is None:
        return ""
    text = json.dumps(value, ensure_ascii=False) if isinstance(value, (list, bool)) else str(value)
    # what a spreadsheet takes for a formula is text here
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def _parquet(path: Path) -> Writer:
    try:
        import pyarrow as arrow
        from pyarrow import parquet
    except ImportError as error:
        raise ConfigError("Parquet needs a library of its own: pip install 'masdar[parquet]'") from error
    text, whole, yes = arrow.string(), arrow.int32(), arrow.bool_()
    span = arrow.struct([("start", whole), ("end", whole), ("kind", text)])
    kinds = {"spans": arrow.list_(span), "tags": arrow.list_(text), "version": whole, "reserved": yes}
    schema = arrow.schema([(name, kinds.get(name, text)) for name in corpus.FIELDS])
    writer = parquet.ParquetWriter(path, schema, compression="zstd")
    waiting: list[dict[str, Any]] = []

    def flush() -> None:
        if waiting:
            writer.write_table(arrow.Table.from_pylist(waiting, schema=schema))
            waiting.clear()

    def write(row: dict[str, Any]) -> None:
        spans = [{"start": start, "end": end, "kind": kind} for start, end, kind in row["spans"]]
        waiting.append(row | {"spans": spans})
        if len(waiting) >= PART:
            flush()

    def end() -> None:
        flush()
        writer.close()

    return write, end


def _sum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
