"""Opens files of the user's and makes of them what can be taken in.

By content, not by name: JSON Lines, WARC, feeds, wire files, saved pages, the plain text of a page; each
may be compressed with gzip or Zstandard. Nothing is unpacked to disk, and a file that breaks off gives
all that stood before the break, then a reason.
"""

import contextlib
import io
import json
import re
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, Literal

import zstandard

from masdar.arabic import agencies
from masdar.desk.inbox import Bad, Item
from masdar.errors import ConfigError, MasdarError, ReadError
from masdar.formats import jsonl, opml, sniff, warc, wire
from masdar.formats import stream as streams
from masdar.model import Capture, Lead, SourceId, Via, digest
from masdar.sources import catalogue

Format = Literal["jsonl", "warc", "feed", "page", "text", "opml", "wire"]
FORMATS: tuple[Format, ...] = ("jsonl", "warc", "feed", "page", "text", "opml", "wire")
PAGES = (".html", ".htm", ".xhtml", ".txt")
_MEANT = (".warc", ".wet", ".jsonl", ".xml", ".rss", ".atom", ".nitf", ".newsml", ".ninjs", ".iptc")
PACKED = (".gz", ".zst")
# bytes; a single page, feed or text beyond this is set aside
LIMIT = 64 * 1024 * 1024
_BROKEN = (EOFError, OSError, zlib.error, zstandard.ZstdError)
# what stands behind a company's name
_COMPANY = re.compile(
    r",?\s+(?:GmbH|AG|S\.?A\.?|Ltd\.?|Limited|LLC|LLP|Inc\.?|Corp\.?|Pty\b.*)\s*$", re.IGNORECASE
)
# a page without an address and without a named source belongs to nobody we know
NOBODY = SourceId("files")


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What a person says of the files: each overrules what the files say."""

    format: Format | None = None
    url: str | None = None
    manifest: Path | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A saved page: its id is the file's name without endings, or its address in an archive."""

    id: str
    capture: Capture
    where: str
    # what a wire file brings beside its bytes
    lead: Lead | None = None


def items(
    paths: Sequence[Path], options: Options, *, start: Callable[[Path], int] = lambda _: 0
) -> Iterator[Item | Bad]:
    """Everything in these files and folders, in the order given.

    `start` is asked where to begin in an archive: the offset of a record in it.
    """
    addresses = manifest(options.manifest)
    for path in listed(paths, addresses):
        try:
            yield from _items(path, options, addresses, start)
        except _BROKEN as error:
            yield Bad(where=str(path), why=_broken(error), code=ReadError.code)
        except MasdarError as error:
            yield Bad(where=str(path), why=str(error), code=error.code)


def subscriptions(path: Path, options: Options) -> tuple[opml.Outline, ...] | None:
    """What a list of subscriptions names; None if the file is something else. Raises ReadError, NotAFeed."""
    # a pipe gives its beginning only once, and a folder has none
    if not path.is_file() and options.format != "opml":
        return None
    with opened(path) as stream:
        try:
            if _kind(stream, path, options) != "opml":
                return None
            return opml.read(_whole(stream, path), url=options.url or "")
        except _BROKEN as error:
            raise ReadError(f"{path}: {_broken(error)}") from error


def pages(paths: Sequence[Path], options: Options) -> Iterator[Page | Bad]:
    """The saved pages in these files and folders, for reading alone."""
    addresses = manifest(options.manifest)
    for path in listed(paths, addresses):
        try:
            with opened(path) as stream:
                kind = _kind(stream, path, options)
                if kind == "wire":
                    yield from _wired(stream, path, options)
                elif kind == "warc":
                    for item in _archive(path, options):
                        yield (
                            item
                            if isinstance(item, Bad)
                            else Page(
                                id=item.capture.final_url or item.where,
                                capture=item.capture,
                                where=item.where,
                            )
                        )
                else:
                    capture = _page(stream, path, options, addresses)
                    yield Page(id=stem(path), capture=capture, where=str(path))
        except _BROKEN as error:
            yield Bad(where=str(path), why=_broken(error), code=ReadError.code)
        except MasdarError as error:
            yield Bad(where=str(path), why=str(error), code=error.code)


def manifest(path: Path | None) -> Mapping[str, str]:
    """Addresses by the pages' ids. Raises ConfigError if the file is not a JSON object of objects."""
    if path is None:
        return {}
    try:
        entries = json.loads(path.read_bytes())
        return {id: entry.get("url") or "" for id, entry in entries.items()}
    except OSError as error:
        raise ConfigError(f"the manifest {path} cannot be read: {error.strerror}") from error
    except (ValueError, AttributeError) as error:
        raise ConfigError(
            f'the manifest {path} is not a JSON object {{id: {{"url": …}}}}: {error}'
        ) from error


def listed(paths: Sequence[Path], addresses: Mapping[str, str]) -> Iterator[Path]:
    """The files meant: of a folder its pages, by the manifest's order where there is one."""
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        inside = {stem(each): each for each in sorted(path.rglob("*")) if each.is_file() and _wanted(each)}
        for id in addresses or inside:
            if id in inside:
                yield inside[id]


def stem(path: Path) -> str:
    """A page's id: the file's name without `.gz`, `.zst` and `.html`."""
    name = path.name
    for ending in (*PACKED, *PAGES):
        name = name.removesuffix(ending)
    return name


@contextmanager
def opened(path: Path) -> Iterator[io.BufferedReader]:
    """The file's content as a stream, unpacked if need be. Raises ReadError, saying what to do."""
    with _raw(path) as raw:
        yield streams.opened(raw)


def _raw(path: Path) -> io.BufferedReader:
    try:
        return path.open("rb")
    except FileNotFoundError as error:
        raise ReadError(f"{path}: there is no such file; is the name right?") from error
    except OSError as error:
        raise ReadError(f"{path}: it cannot be opened ({error.strerror}); may this user read it?") from error


def _items(
    path: Path, options: Options, addresses: Mapping[str, str], start: Callable[[Path], int]
) -> Iterator[Item | Bad]:
    with opened(path) as stream:
        kind = _kind(stream, path, options)
        if kind == "jsonl":
            yield from _records(stream, path, options)
        elif kind == "warc":
            yield from _archive(path, options, start(path))
        elif kind == "feed":
            yield from _feed(stream, path, options)
        elif kind == "wire":
            yield from _wire(stream, path, options)
        else:
            capture = _page(stream, path, options, addresses)
            yield Item(
                capture=capture, lead=None, source=_source(options, capture.final_url), where=str(path)
            )


def _records(stream: BinaryIO, path: Path, options: Options) -> Iterator[Item | Bad]:
    stated = _stated(path)
    for record in jsonl.read(stream):
        where = f"{path}:{record.line}"
        if isinstance(record, jsonl.Bad):
            yield Bad(where=where, why=record.why, code=ReadError.code)
            continue
        lead = jsonl.lead(record, seen=record.seen or stated)
        capture = Capture(
            url=record.url, final_url=record.url, at=lead.seen, body=record.raw, via=Via.RECORD, record=where
        )
        source = SourceId(options.source or record.source) if record.source else _source(options, record.url)
        yield Item(capture=capture, lead=lead, source=source, where=where)


def place(item: Item) -> tuple[Path, int] | None:
    """The archive that an item is from, and the offset from which reading it goes on; None for others."""
    file, sign, at = item.where.rpartition("@")
    if item.capture.via is not Via.ARCHIVE or not sign:
        return None
    return Path(file), int(at.partition("+")[0])


def _archive(path: Path, options: Options, start: int = 0) -> Iterator[Item | Bad]:
    # the reader unpacks gzip by itself, so that the places it gives are those of the file as it lies there
    with _raw(path) as raw:
        stream = streams.opened(raw) if streams.is_zstd(raw) else raw
        for record in warc.read(stream, start=start):
            if isinstance(record, warc.Bad):
                yield Bad(where=f"{path}@{record.offset}", why=record.why, code=ReadError.code)
                continue
            capture = warc.capture(record, file=str(path), seen=_stated(path))
            yield Item(
                capture=capture,
                lead=None,
                source=_source(options, record.url),
                where=capture.record or str(path),
            )


def _feed(stream: BinaryIO, path: Path, options: Options) -> Iterator[Item | Bad]:
    data = _whole(stream, path)
    feed = sniff.read(data, url=options.url or "", headers={})
    for number, lead in enumerate(sniff.leads(feed, channel=None, seen=_stated(path)), 1):
        capture = Capture(url=lead.url, final_url=lead.url, at=lead.seen, body=data, via=Via.FEED)
        yield Item(
            capture=capture,
            lead=lead,
            source=_source(options, lead.url or feed.link or ""),
            where=f"{path}#{number}",
        )


def _wire(stream: BinaryIO, path: Path, options: Options) -> Iterator[Item | Bad]:
    """The items of a wire file; one that is no text is told as what it is, and the rest goes on."""
    data = _whole(stream, path)
    name = digest(data)
    for number, item in enumerate(wire.read(data), 1):
        where = f"{path}#{number}"
        try:
            lead = wire.lead(item, seen=_stated(path))
        except MasdarError as error:
            yield Bad(where=where, why=str(error), code=error.code)
            continue
        capture = Capture(
            url=lead.url,
            final_url=lead.url,
            at=lead.seen,
            body=data,
            digest=name,
            via=Via.WIRE,
            record=lead.item,
        )
        yield Item(capture=capture, lead=lead, source=_sender(options, item), where=where)


def _wired(stream: BinaryIO, path: Path, options: Options) -> Iterator[Page | Bad]:
    """The texts of a wire file, for reading alone; several are numbered."""
    items = list(_wire(stream, path, options))
    for number, item in enumerate(items, 1):
        if isinstance(item, Bad):
            yield item
        else:
            id = stem(path) if len(items) == 1 else f"{stem(path)}#{number}"
            yield Page(id=id, capture=item.capture, where=item.where, lead=item.lead)


def _sender(options: Options, item: wire.Item) -> SourceId:
    """The source that a wire item belongs to: who provides it, by its host, its name or its code."""
    provider = item.provider.name if item.provider else item.agency
    if options.source or item.url or not provider:
        return _source(options, item.url or "")
    code = (item.provider.code or "").rpartition(":")[2] if item.provider else ""
    named = (agencies.exact(each) for each in (provider, _COMPANY.sub("", provider), code) if each)
    agency = next((each for each in named if each is not None), None)
    host = agency.hosts[0] if agency is not None and agency.hosts else provider if "." in provider else ""
    return catalogue.slug(host) if host else SourceId(provider)


def _page(stream: BinaryIO, path: Path, options: Options, addresses: Mapping[str, str]) -> Capture:
    url = options.url or addresses.get(stem(path), "")
    plain = options.format == "text" or (options.format is None and _bare(path).endswith(".txt"))
    return Capture(
        url=url,
        final_url=url,
        at=_stated(path),
        body=_whole(stream, path),
        headers={"content-type": "text/plain"} if plain else {},
        via=Via.FILE,
    )


def _kind(stream: io.BufferedReader, path: Path, options: Options) -> Format:
    if options.format is not None:
        return options.format
    head = stream.peek(4096)[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    low = head.lower()
    if head.startswith(b"WARC/"):
        return "warc"
    if wire.named(head) is not None:
        return "wire"
    if head.startswith(b"{"):
        return "feed" if b"jsonfeed.org/version" in low else "jsonl"
    if _bare(path).endswith(".txt"):
        return "text"
    if head.startswith(b"<") and b"<opml" in low and b"<html" not in low:
        return "opml"
    marks = (b"<rss", b"<feed", b"<rdf:rdf", b"<urlset", b"<sitemapindex")
    if head.startswith(b"<") and b"<html" not in low and any(mark in low for mark in marks):
        return "feed"
    return "page"


def _source(options: Options, url: str) -> SourceId:
    if options.source:
        return SourceId(options.source)
    return catalogue.slug(url) if url else NOBODY


def _wanted(path: Path) -> bool:
    """Whether a file of a folder is meant: by its ending; JSON only where it is an item or a feed."""
    name = _bare(path)
    if name.endswith(".json"):
        with contextlib.suppress(ReadError, *_BROKEN), opened(path) as stream:
            head = stream.peek(4096)[:4096]
            return wire.named(head) is not None or b"jsonfeed.org/version" in head
        # what cannot be opened is told when it is read
        return True
    return name.endswith((*PAGES, *_MEANT))


def _bare(path: Path) -> str:
    name = path.name.lower()
    for ending in PACKED:
        name = name.removesuffix(ending)
    return name


def _stated(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)


def _whole(stream: BinaryIO, path: Path) -> bytes:
    data = stream.read(LIMIT + 1)
    if len(data) > LIMIT:
        raise ReadError(f"{path}: more than {LIMIT >> 20} MB for one page; is it an archive? say --format")
    if not data.strip():
        raise ReadError(f"{path}: the file is empty; was it saved whole?")
    return data


def _broken(error: Exception) -> str:
    return f"the file breaks off or is damaged ({error}); what stood before was read, get the file again"
