"""Sources as tables, and what is known of publishers.

    [[source]]
    id = "daily"
    name = "اليومية"
    hosts = ["daily.example"]

    [[source.channel]]
    where = "https://daily.example/rss"
    every = "30m"

A publisher is data, never code: the tables in `catalogue/` hold those that are widely known, in this form.
"""

import functools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from importlib import resources

from masdar import address
from masdar.arabic import agencies, fold
from masdar.errors import ConfigError
from masdar.model import Directory, Policy, Publisher, Source, SourceId, SourceKind, digest
from masdar.sources import table

read = table.read
write = table.write

_SLUG = re.compile(r"[^0-9a-z]+")


def built_in() -> Directory:
    """The directory of the built-in publishers and agencies alone; made once."""
    return _built_in()


def directory(sources: Sequence[Source]) -> Directory:
    """Built-in publishers, agencies and the operator's own sources, which win where they differ."""
    if not sources:
        return _built_in()
    own = [_own(each) for each in sources]
    return _indexed([*_all(), *own])


def slug(url_or_host: str) -> SourceId:
    """A source's short name by its address: the known publisher's, else the host with dashes for dots."""
    host = address.host(url_or_host)
    if known := _id_by_host(host):
        return known
    return SourceId(_SLUG.sub("-", host.lower()).strip("-") or "files")


def unknown(name: str, *, policy: Policy, url: str = "") -> Source:
    """A source for a slug or host that the catalogue lacks, with all that is known of it.

    `url` is an article of it: it tells the publisher where the slug alone does not.
    """
    host = address.host(url) if url else ""
    if not host and "." in name:
        host = address.host(name)
    known = _by_host(host) if host else None
    if known is None:
        known = _by_slug(name)
    id = SourceId(_SLUG.sub("-", name.lower()).strip("-") or f"source-{digest(name.encode())[:8]}")
    if known is None:
        return Source(
            id=id,
            name=host or name,
            home=f"https://{host}/" if host else "",
            hosts=(host,) if host else (),
            zone=address.zone_of(host) if host else None,
            policy=policy,
        )
    hosts = known.hosts if not host or _within(host, known.hosts) else (host, *known.hosts)
    return replace(known, id=id, home=f"https://{host}/" if host else known.home, hosts=hosts, policy=policy)


def guess(url: str, directory: Directory) -> Source:
    """The source that an address belongs to: the operator's own, a known publisher's, or its bare host."""
    known = directory.host(address.host(url))
    made = unknown(known.source if known and known.source else slug(url), policy=Policy(), url=url)
    if known is None or known.source is None:
        return made
    return Source(
        id=known.source,
        name=known.name,
        name_en=known.name_en,
        home=made.home,
        hosts=known.hosts,
        country=known.country,
        zone=known.zone,
        kind=SourceKind.AGENCY if known.code else SourceKind.PUBLISHER,
        code=known.code,
        aliases=known.aliases,
    )


def _within(host: str, hosts: Iterable[str]) -> bool:
    return any(host == each or host.endswith(f".{each}") for each in hosts)


@functools.cache
def known() -> Mapping[SourceId, Source]:
    """The publishers and agencies that are widely known, by their short names; without feeds and policies."""
    folder = resources.files("masdar.sources.catalogue")
    files = sorted(
        (each for each in folder.iterdir() if each.name.endswith(".toml")), key=lambda each: each.name
    )
    found: dict[SourceId, Source] = {}
    for file in files:
        for source in table.read(file.read_bytes()):
            if source.id in found:
                raise ConfigError(f"{file.name}: {source.id} stands in another table of the catalogue too")
            found[source.id] = source
    return found


def _publisher(source: Source) -> Publisher:
    entry = agencies.by_code(source.code) if source.code else None
    spelt = (*entry.names, *entry.short) if entry is not None else ()
    return Publisher(
        name=source.name,
        name_en=source.name_en,
        code=source.code,
        hosts=source.hosts,
        zone=source.zone,
        country=source.country,
        aliases=tuple(dict.fromkeys((*source.aliases, *spelt))),
    )


@functools.cache
def _all() -> tuple[Publisher, ...]:
    """Publishers, then agencies, whose names win; and the agencies that nobody names."""
    rows = sorted(known().values(), key=lambda each: each.code is not None)
    unnamed = agencies.by_code("AGENCIES")
    more = (
        (
            Publisher(
                name=unnamed.name,
                name_en=unnamed.name_en,
                code=unnamed.code,
                aliases=tuple(dict.fromkeys((*unnamed.names, *unnamed.short))),
            ),
        )
        if unnamed is not None
        else ()
    )
    return (*map(_publisher, rows), *more)


@functools.cache
def _built_in() -> Directory:
    return _indexed(_all())


def _own(source: Source) -> Publisher:
    """The operator's source as a publisher, with what the built-in tables know beside it."""
    known = _agency(source.code) or next(
        (found for each in source.hosts if (found := _built_in().host(each)) is not None), None
    )
    return Publisher(
        name=source.name,
        name_en=source.name_en or (known.name_en if known else None),
        code=source.code or (known.code if known else None),
        source=source.id,
        hosts=tuple(dict.fromkeys((*source.hosts, *(known.hosts if known else ())))),
        zone=source.zone or (known.zone if known else None),
        country=source.country or (known.country if known else None),
        aliases=tuple(
            dict.fromkeys((*source.aliases, *((known.name, *known.aliases) if known is not None else ())))
        ),
    )


def _agency(code: str | None) -> Publisher | None:
    return _built_in().by_code.get(code) if code else None


def _indexed(publishers: Sequence[Publisher]) -> Directory:
    by_host: dict[str, Publisher] = {}
    by_code: dict[str, Publisher] = {}
    by_source: dict[SourceId, Publisher] = {}
    by_name: dict[str, Publisher] = {}
    for each in publishers:
        for host in each.hosts:
            by_host[host.lower().removeprefix("www.")] = each
        if each.code:
            by_code[each.code] = each
        if each.source:
            by_source[each.source] = each
        for name in (*each.aliases, each.name_en or "", each.name):
            if key := fold.key(name):
                by_name[key] = each
    return Directory(
        publishers=tuple(publishers), by_host=by_host, by_code=by_code, by_source=by_source, by_name=by_name
    )


@functools.cache
def _hosts() -> dict[str, SourceId]:
    """Short names of the built-in tables by host; an agency's wins."""
    rows = sorted(known().values(), key=lambda each: each.code is not None)
    return {host: each.id for each in rows for host in each.hosts}


def _id_by_host(host: str) -> SourceId | None:
    ids = _hosts()
    while host:
        if (found := ids.get(host)) is not None:
            return found
        host = host.partition(".")[2]
    return None


def _by_host(host: str) -> Source | None:
    id = _id_by_host(host.lower().rstrip(".").removeprefix("www."))
    return known()[id] if id is not None else None


def _by_slug(name: str) -> Source | None:
    """By the built-in slug, by an agency's code, or by a name as people write it."""
    if (found := known().get(SourceId(name.lower()))) is not None:
        return found
    named = built_in().by_code.get(name.upper()) or built_in().by_name.get(fold.key(name))
    if named is None:
        return None
    return known().get(SourceId((named.code or "").lower())) or (
        _by_host(named.hosts[0]) if named.hosts else None
    )
