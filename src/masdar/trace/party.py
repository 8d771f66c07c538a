"""Who a claim speaks of: the publisher or agency behind a name, a code, a host or an address.

Two claims speak of one party if their keys are equal: «رويترز», REUTERS and a page on the agency's own
host are one hand, whatever was printed.
"""

from dataclasses import dataclass

from masdar import address, model
from masdar.arabic import agencies, fold
from masdar.arabic.agency_table import AgencyEntry

# agencies of which a text says only that there were some: «وكالات»
UNNAMED = "AGENCIES"


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A hand as far as it is known. Compared by `key` alone."""

    key: str
    name: str
    code: str | None = None
    source: model.SourceId | None = None
    home: str | None = None
    # whether the directory or the table of agencies knows it
    known: bool = False

    @property
    def unnamed(self) -> bool:
        return self.code == UNNAMED


def of_source(source: model.SourceId, directory: model.Directory) -> Party:
    """The party that a source is."""
    publisher = directory.by_source.get(source)
    if publisher is None:
        return Party(key=f"source:{source}", name=str(source), source=source)
    return _of_publisher(publisher)


def of(value: str, *, url: str | None, directory: model.Directory) -> Party:
    """The party that a claim names by a name, a code, a host or the address it gives."""
    value = value.strip()
    by_name = _named(value, directory)
    if by_name is not None and by_name.known:
        return by_name
    for place in (value if _is_host(value) else "", address.host(url) if url else ""):
        if place and (found := _hosted(place, directory)) is not None:
            return found
    if by_name is not None:
        return by_name
    host = address.host(value) if _is_host(value) else address.host(url or "")
    if host:
        return Party(key=f"host:{host}", name=value or host, home=f"https://{host}/")
    return Party(key=f"name:{fold.key(value)}", name=value)


def _named(value: str, directory: model.Directory) -> Party | None:
    publisher = directory.by_code.get(value) or directory.by_name.get(fold.key(value))
    if publisher is not None:
        return _of_publisher(publisher)
    entry = agencies.by_code(value) or agencies.exact(value)
    if entry is None:
        mentions = agencies.find(value)
        # "وكالة الأنباء الأردنية (بترا)": several spellings of one agency are one agency
        if len({mention.entry.code for mention in mentions}) == 1 and len(value.split()) <= 8:
            entry = mentions[0].entry
    return _of_agency(entry, directory) if entry is not None else None


def _hosted(host: str, directory: model.Directory) -> Party | None:
    publisher = directory.host(host)
    if publisher is not None:
        return _of_publisher(publisher)
    entry = agencies.by_host(host)
    return _of_agency(entry, directory) if entry is not None else None


def _of_publisher(publisher: model.Publisher) -> Party:
    key = (
        f"code:{publisher.code}"
        if publisher.code
        else f"source:{publisher.source}"
        if publisher.source
        else f"host:{publisher.hosts[0]}"
        if publisher.hosts
        else f"name:{fold.key(publisher.name)}"
    )
    return Party(
        key=key,
        name=publisher.name,
        code=publisher.code,
        source=publisher.source,
        home=f"https://{publisher.hosts[0]}/" if publisher.hosts else None,
        known=True,
    )


def _of_agency(entry: AgencyEntry, directory: model.Directory) -> Party:
    publisher = directory.by_code.get(entry.code)
    if publisher is not None:
        return _of_publisher(publisher)
    home = f"https://{entry.hosts[0]}/" if entry.hosts else None
    return Party(key=f"code:{entry.code}", name=entry.name, code=entry.code, home=home, known=True)


def _is_host(value: str) -> bool:
    return " " not in value and "." in value and value.isascii()
