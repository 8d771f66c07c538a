"""As much of JSON Schema 2020-12 as the ninjs schemas use, for holding our own output against them."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

_TYPES: dict[str, type | tuple[type, ...]] = {
    "object": dict,
    "array": list,
    "string": str,
    "integer": int,
    "number": (int, float),
}
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")


def faults(value: Any, schema: dict[str, Any]) -> list[str]:
    """What is wrong with a value, each with the place where it stands; none if it is valid."""
    return list(_faults(value, schema, schema, "$"))


def _faults(value: Any, rule: dict[str, Any], root: dict[str, Any], at: str) -> Iterator[str]:
    if "$ref" in rule and rule["$ref"].startswith("#/"):
        yield from _faults(value, _resolved(rule["$ref"], root), root, at)
    kind = rule.get("type")
    if kind is not None and (not isinstance(value, _TYPES[kind]) or isinstance(value, bool)):
        yield f"{at}: no {kind}"
        return
    if "enum" in rule and value not in rule["enum"]:
        yield f"{at}: {value!r} is none of {rule['enum']}"
    if isinstance(value, str):
        yield from _string(value, rule, at)
    if isinstance(value, int) and not rule.get("minimum", value) <= value <= rule.get("maximum", value):
        yield f"{at}: {value} is out of range"
    for each, item in enumerate(value if isinstance(value, list) else ()):
        yield from _faults(item, rule.get("items", {}), root, f"{at}[{each}]")
    if isinstance(value, dict):
        yield from _object(value, rule, root, at)
    for choice, wanted in (("oneOf", 1), ("anyOf", None)):
        if choice in rule:
            met = sum(not list(_faults(value, each, root, at)) for each in rule[choice])
            if not met or (wanted is not None and met != wanted):
                yield f"{at}: {met} of {choice} hold"


def _object(value: dict[str, Any], rule: dict[str, Any], root: dict[str, Any], at: str) -> Iterator[str]:
    properties = rule.get("properties", {})
    for key in rule.get("required", ()):
        if key not in value:
            yield f"{at}: {key} is missing"
    for key, item in value.items():
        if key in properties:
            yield from _faults(item, properties[key], root, f"{at}.{key}")
    closed = rule.get("additionalProperties") is False or rule.get("unevaluatedProperties") is False
    if closed:
        known = set(properties)
        # what a type refers to is evaluated with it; the type itself is closed only where nothing refers to it
        if "$ref" in rule:
            known |= set(_resolved(rule["$ref"], root).get("properties", {}))
        for key in value.keys() - known:
            yield f"{at}: {key} is no property"


def _string(value: str, rule: dict[str, Any], at: str) -> Iterator[str]:
    if "pattern" in rule and not re.search(rule["pattern"], value):
        yield f"{at}: {value!r} is not of the pattern"
    if rule.get("format") == "uri" and not _URI.fullmatch(value):
        yield f"{at}: {value!r} is no address"
    if rule.get("format") == "date-time":
        try:
            sound = "T" in value and datetime.fromisoformat(value).tzinfo is not None
        except ValueError:
            sound = False
        if not sound:
            yield f"{at}: {value!r} is no time"


def _resolved(reference: str, root: dict[str, Any]) -> dict[str, Any]:
    found: Any = root
    for part in reference.removeprefix("#/").split("/"):
        found = found[part]
    assert isinstance(found, dict)
    return found
