"""The catalogue's file: TOML to sources and back. What is wrong is told with its place."""

import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

import msgspec

from masdar.errors import ConfigError
from masdar.model import Channel, Policy, Rules, Source

_SOURCE = frozenset(Source.__dataclass_fields__) - {"channels"} | {"channel"}
_CHANNEL = frozenset(Channel.__dataclass_fields__) - {"source"}
_POLICY = frozenset(Policy.__dataclass_fields__) - {"signals"}
_RULES = frozenset(Rules.__dataclass_fields__)
_EVERY = re.compile(r"\s*(\d{1,5})\s*(s|m|h|d)\s*")
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
_ID = re.compile(r"[a-z0-9][a-z0-9_.-]{0,63}")


def read(data: bytes) -> tuple[Source, ...]:
    """The sources of a catalogue. Raises ConfigError for broken TOML, unknown keys and wrong values."""
    try:
        found = tomllib.loads(data.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"the catalogue cannot be read: {error}") from error
    rows = found.get("source", [])
    if not isinstance(rows, list) or set(found) - {"source"}:
        raise ConfigError("a catalogue consists of [[source]] tables; something else stands in it")
    made = tuple(_source(row, number) for number, row in enumerate(rows, 1))
    if len({each.id for each in made}) < len(made):
        raise ConfigError("two sources have one id; ids must differ")
    return made


def write(sources: Iterable[Source]) -> str:
    """The catalogue of these sources; what is as by default is left out."""
    return "\n".join(_written(each) for each in sources)


def _source(row: Any, number: int) -> Source:
    place = f"source {number}"
    if not isinstance(row, dict) or not isinstance(row.get("id"), str) or not _ID.fullmatch(row["id"]):
        raise ConfigError(f"{place}: it needs an id of small Latin letters, digits and dashes")
    place = f"source {row['id']}"
    values = _checked(row, _SOURCE, place)
    values.setdefault("name", row["id"])
    values["hosts"] = [host.lower().removeprefix("www.") for host in values.get("hosts", [])]
    values["channels"] = [
        _channel(each, row["id"], index) for index, each in enumerate(values.pop("channel", []), 1)
    ]
    values["rules"] = [_checked(each, _RULES, f"{place}, rules") for each in values.get("rules", [])]
    if "policy" in values:
        values["policy"] = _checked(values["policy"], _POLICY, f"{place}, policy")
    try:
        return msgspec.convert(values, Source)
    except msgspec.ValidationError as error:
        raise ConfigError(f"{place}: {error}") from error


def _channel(row: Any, source: str, number: int) -> dict[str, Any]:
    place = f"source {source}, channel {number}"
    values = _checked(row, _CHANNEL, place)
    if not isinstance(values.get("where"), str) or not values["where"]:
        raise ConfigError(f"{place}: it needs an address in `where`")
    values.setdefault("id", f"{source}/{number}" if number > 1 else f"{source}/main")
    values.setdefault("kind", "feed")
    if "every" in values:
        said = _EVERY.fullmatch(str(values["every"]))
        if said is None:
            raise ConfigError(f'{place}: every = "{values["every"]}" is no span; say "30m", "2h" or "1d"')
        values["every"] = timedelta(**{_UNITS[said[2]]: int(said[1])})
    return {**values, "source": source}


def _checked(row: Any, known: frozenset[str], place: str) -> dict[str, Any]:
    if not isinstance(row, dict):
        raise ConfigError(f"{place}: a table is needed here")
    if unknown := sorted(set(row) - known):
        raise ConfigError(f"{place}: unknown {', '.join(unknown)}; known are {', '.join(sorted(known))}")
    return dict(row)


def _written(source: Source) -> str:
    bare = Source(id=source.id, name="")
    lines = ["[[source]]", *_lines(source, bare, _SOURCE - {"channel", "rules", "policy"})]
    if policy := list(_lines(source.policy, Policy(), _POLICY)):
        lines += ["", "[source.policy]", *policy]
    for channel in source.channels:
        every = f'every = "{_span(channel.every)}"'
        empty = Channel(id=channel.id, source=channel.source, kind=channel.kind, where="")
        lines += ["", "[[source.channel]]", *_lines(channel, empty, _CHANNEL - {"every"}), every]
    for rules in source.rules:
        lines += ["", "[[source.rules]]", *_lines(rules, Rules(), _RULES)]
    return "\n".join(lines) + "\n"


_ALWAYS = frozenset({"id", "name", "kind", "where"})


def _lines(value: Any, bare: Any, keys: Iterable[str]) -> Iterable[str]:
    built: Mapping[str, Any] = msgspec.to_builtins(value)
    for key in value.__dataclass_fields__:
        if key in keys and (key in _ALWAYS or getattr(value, key) != getattr(bare, key)):
            yield f"{key} = {_literal(built[key])}"


def _literal(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(_literal(each) for each in value)}]"
    if isinstance(value, str):
        # TOML's basic strings are those of JSON, but for DEL
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007F")
    return str(value)


def _span(every: timedelta) -> str:
    seconds = int(every.total_seconds())
    for unit, size in (("d", 86400), ("h", 3600), ("m", 60)):
        if seconds % size == 0:
            return f"{seconds // size}{unit}"
    return f"{seconds}s"
