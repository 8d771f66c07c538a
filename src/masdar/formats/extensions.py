"""What common extensions of feeds say beside the news itself: podcasts, places, licences, rights of use."""

from collections.abc import Sequence
from typing import Any

from masdar.formats import xml
from masdar.formats.feed import absolute

_EXPLICIT = {"yes": True, "true": True, "clean": False, "no": False, "false": False}
_SHAPES = {
    "georss:point": "Point",
    "georss:line": "LineString",
    "georss:polygon": "Polygon",
    "georss:box": "Box",
    "gml:point": "Point",
    "gml:linestring": "LineString",
    "gml:polygon": "Polygon",
}
# numbers of one shape that are read
_NUMBERS = 10_000


def of(fields: xml.Fields, bases: Sequence[str]) -> dict[str, Any]:
    """What the extensions say, by the names of the normalised form; empty where there are none."""
    found: dict[str, Any] = {}
    for each in fields.get("itunes:block", ()):
        found["itunes_block"] = int((each.text or "") == "yes")
    for each in fields.get("itunes:explicit", ()):
        found["itunes_explicit"] = _EXPLICIT.get(each.text or "")
    for key in ("duration", "episode", "season", "order", "subtitle"):
        if (said := xml.plain(fields, f"itunes:{key}")) is not None:
            found[f"itunes_{key}"] = said
    for key in ("comment", "commentrss"):
        if (href := absolute(xml.plain(fields, f"wfw:{key}"), bases)) is not None:
            found[f"wfw_{key}"] = href
    for each in (*fields.get("cc:license", ()), *fields.get("license", ())):
        if href := absolute(xml.attribute(each, "resource") or xml.text(each), bases):
            found["license"] = href
    for each in fields.get("media:player", ()):
        found["media_player"] = {"url": xml.attribute(each, "url"), "content": (each.text or "").strip()}
    if (valid := xml.plain(fields, "dcterms:valid")) is not None:
        pairs = (part.partition("=") for part in valid.split(";"))
        found.update(
            {f"validity_{key.strip()}": value.strip() for key, _, value in pairs if key.strip() != "scheme"}
        )
    if (where := _where(fields)) is not None:
        found["where"] = where
    return found


def _where(fields: xml.Fields) -> dict[str, Any] | None:
    """A place as GeoJSON has it: longitude before latitude."""
    for outer in fields.get("georss:where", ()):
        if (inside := _where(dict(xml.fields(outer)))) is not None:
            return inside
    for name, shape in _SHAPES.items():
        for each in fields.get(name, ()):
            pairs = _pairs(xml.text(each))
            if not pairs:
                continue
            if shape == "Point":
                return {"type": shape, "coordinates": pairs[0]}
            return {"type": shape, "coordinates": [pairs] if shape == "Polygon" else pairs}
    return None


def _pairs(said: str) -> list[list[float]]:
    try:
        numbers = [float(each) for each in said.replace(",", " ").split()[:_NUMBERS]]
    except ValueError:
        return []
    return [[east, north] for north, east in zip(numbers[::2], numbers[1::2], strict=False)]
