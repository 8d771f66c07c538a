"""`masdar read`: pages to records, nothing kept."""

import functools
import os
import resource
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import msgspec

from masdar import engine as engines
from masdar import files
from masdar.cli import Call, options, show
from masdar.desk.inbox import Bad
from masdar.errors import MasdarError, ReadError, WorkerLost
from masdar.extract import article
from masdar.model import Directory, Source, SourceId
from masdar.sources import catalogue


@click.command("read")
@options.FILES
@options.URL
@options.MANIFEST
@click.option("--jobs", type=click.IntRange(1), default=1, show_default=True, help="Worker processes.")
@options.shared
@options.JSON
@click.option("--stats", is_flag=True, help="A last line on standard error: pages, CPU seconds, peak memory.")
@click.pass_obj
def read_(
    call: Call,
    paths: tuple[Path, ...],
    url: str | None,
    manifest: Path | None,
    jobs: int,
    as_json: bool,
    stats: bool,
) -> None:
    """Read saved pages and print what they say; nothing is stored.

    FILE is a page (.html), the plain text of a page (.txt), a wire file (ninjs, NewsML, NITF, IPTC
    7901), a WARC or WET archive, or a folder of pages; each may be gzipped or packed with Zstandard. A
    page that cannot be read is told with its reason, and the rest goes on. Exit status: 0 all were read,
    1 one was not.

    \b
    masdar read page.html --url https://daily.example/a/1 --json
    masdar read pages/ --manifest pages.json --jobs 2 --json > articles.jsonl
    """
    read = functools.partial(_record, directory=catalogue.built_in())
    progress = show.Progress(call.say("read"), quiet=call.quiet)
    failed = count = 0
    engine = engines.open_engine(jobs)
    try:
        pages = files.pages(paths, files.Options(url=url, manifest=manifest))
        for count, result in enumerate(engine.map(read, pages), 1):
            value = (
                {"id": None, "error": WorkerLost.code, "why": str(result)}
                if isinstance(result, Exception)
                else result
            )
            failed += "error" in value
            if as_json:
                show.record(value)
            else:
                _print(value, call)
            progress(count)
    finally:
        engine.close()
        progress.end()
    if stats:
        show.note(msgspec.json.encode(_stats(count)).decode())
    if failed:
        sys.exit(1)


def _record(page: files.Page | Bad, *, directory: Directory) -> dict[str, Any]:
    if isinstance(page, Bad):
        return {"id": files.stem(Path(page.where)), "error": page.code or ReadError.code, "why": page.why}
    try:
        url = page.capture.final_url
        source = catalogue.guess(url, directory) if url else Source(id=SourceId(""), name="")
        found = (
            article.read(page.capture, source=source, directory=directory)
            if page.lead is None
            else article.from_lead(page.lead, page.capture, source=source, directory=directory)
        )
    except MasdarError as error:
        return {"id": page.id, "error": error.code, "why": str(error)}
    return {**found.as_record(), "id": page.id}


def _print(value: dict[str, Any], call: Call) -> None:
    if "error" in value:
        show.note(f"{value['id']}: {value['why']} [{value['error']}]")
        return
    for key in _shown(value):
        show.line(f"{call.say(key):>14}  {show.apart(_text(value[key]))}")
    show.line()
    for paragraph in value["paragraphs"]:
        show.line(show.apart(paragraph))
        show.line()


def _text(said: Any) -> str:
    """A value as a person reads it."""
    if isinstance(said, list):
        return "، ".join(map(_text, said))
    if isinstance(said, dict):
        return "  ".join(f"{key}: {each}" for key, each in said.items() if each)
    return str(said)


def _shown(value: dict[str, Any]) -> Iterator[str]:
    skipped = {"articleBody", "paragraphs", "doubts", "agencies"}
    return (key for key, said in value.items() if key not in skipped and _text(said or ""))


def _stats(pages: int) -> dict[str, Any]:
    times = os.times()
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return {
        "pages": pages,
        "cpu_seconds": round(times.user + times.system + times.children_user + times.children_system, 3),
        "peak_rss_mb": round(max(usage.ru_maxrss for usage in usages) / 1024, 1),
        "wall_seconds": round(time.monotonic() - _START, 3),
    }


_START = time.monotonic()
